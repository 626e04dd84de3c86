"""What a learner handed in: the questions of a lesson and the answers to them, read and never run."""

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from helpers import ipynb, quiz
from helpers.exercises import Question, every, find
from helpers.missing import PlainError
from helpers.opening import FILTERS
from helpers.words import _
from helpers.workbook import NAME
from helpers.workbook.entries import newer, sound

SHARED = ("lessons", "notebooks")  # folders of an out folder, named after nobody
MERIDIAN = {"case": "meridian", **dict.fromkeys(FILTERS, "")}


class MarkError(PlainError):
    """A file that cannot be marked: which, why, and what to do."""


@dataclass
class Handed:
    """What one learner handed in of one lesson: question -> given answer, and how often it was tried."""

    file: Path
    learner: str
    lesson: str
    parameters: dict[str, str] = field(default_factory=lambda: dict(MERIDIAN))
    questions: tuple[str, ...] = ()
    answers: dict[str, Any] = field(default_factory=dict)
    kept: Mapping[str, Any] = field(default_factory=dict)


def read_handed(path: Path) -> list[Handed]:
    """What was handed in as a notebook (one lesson), a workbook.json, or the folder of one (its lessons)."""
    path = path / NAME if path.is_dir() else path
    if path.suffix == ".ipynb":
        return [_of_notebook(path)]
    if path.suffix != ".json":
        raise MarkError(_("{path} is neither a notebook nor a workbook.json.").format(path=path))
    book = _book(path)
    lessons = sorted({name.partition(".")[0] for name in book["answers"]})
    learner = _learner(path, book)
    return [
        Handed(path, learner, lesson, questions=all_of(lesson), kept=book["answers"]) for lesson in lessons
    ]


def _book(path: Path) -> dict[str, Any]:
    """A workbook as it is in its file, which is only read."""
    try:
        book = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MarkError(_("{path} cannot be read: {why}").format(path=path, why=error)) from error
    if not sound(book) or newer(book.get("schema_version")):
        text = _(
            "{path} is no workbook of this edition of the course. Ask for it again, or update the course."
        )
        raise MarkError(text.format(path=path))
    return {"learner": "", "answers": {}, **book}


def _of_notebook(path: Path) -> Handed:
    """A notebook with the answers written in its cells, before those of the workbook beside or above it."""
    try:
        notebook = ipynb.read(path)
    except Exception as error:  # a damaged notebook fails in as many ways as it has parts
        text = _("{path} is not a notebook that can be read ({why}). Ask for it again.")
        raise MarkError(text.format(path=path, why=type(error).__name__)) from error
    beside = [folder / NAME for folder in (path.parent, path.parent.parent) if (folder / NAME).is_file()]
    book: dict[str, Any] = _book(beside[0]) if beside else {"learner": "", "answers": {}}
    lesson = path.stem.partition("_")[0]
    made = Handed(path, _learner(path, book), lesson, kept=book["answers"])
    asked: dict[str, None] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            if ipynb.tags(cell) & {"parameters", "injected-parameters"}:
                made.parameters |= _parameters(cell.source)
            for name, answer in _calls(cell.source):
                asked |= dict.fromkeys(all_of(name) if name in quiz.available() else [name])
                made.answers |= {} if answer is None else {name: answer}
    more = [name for name in made.kept if name.partition(".")[0] == lesson and name in all_of(lesson)]
    made.questions = tuple(name for name in dict.fromkeys([*asked, *more]) if is_known(name))
    return made


def _tree(source: str) -> ast.Module:
    """The code of a cell; nothing where it is none, or more than Python."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module([], [])


def _literal(node: ast.expr | None) -> Any:
    """The value of a literal; None where there is none, or it would have to be computed."""
    try:
        return None if node is None else ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def _parameters(source: str) -> dict[str, str]:
    """case and filters as a cell of parameters sets them."""
    found = {}
    for line in _tree(source).body:
        targets = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
        value = _literal(getattr(line, "value", None))
        for target in targets:
            if isinstance(target, ast.Name) and target.id in MERIDIAN and isinstance(value, str):
                found[target.id] = value
    return found


def _calls(source: str) -> Iterator[tuple[str, Any]]:
    """Questions and quizzes a cell asks, each with the answer written in it: ask, quiz, get(…).check(…)."""
    for call in ast.walk(_tree(source)):
        if not isinstance(call, ast.Call):
            continue
        first = _literal(call.args[0]) if call.args else None
        if isinstance(call.func, ast.Name) and call.func.id in ("ask", "quiz") and isinstance(first, str):
            yield first, _literal(next((word.value for word in call.keywords if word.arg == "answer"), None))
        inner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if isinstance(inner, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "check":
            name = _literal(inner.args[0]) if inner.args else None
            if isinstance(name, str):
                yield name, first


def _learner(path: Path, book: Mapping[str, Any]) -> str:
    """The learner's own name for themselves, else the folder that holds what was handed in."""
    folder = path.parent.parent if path.parent.name in SHARED else path.parent
    return str(book["learner"]).strip() or folder.name


@cache
def all_of(name: str) -> tuple[str, ...]:
    """The questions of a lesson ("01") with its quiz, or of a quiz ("01_targeting")."""
    quizzes = [known for known in quiz.available() if name in (known, known.partition("_")[0])]
    items = [item.id for known in quizzes for item in quiz.load(known).items]
    own = (
        []
        if name in quizzes
        else [name for name, asked in every(Question, lesson=name).items() if not asked.practice]
    )
    return (*own, *items)


@cache
def quiz_items() -> dict[str, tuple[bool, quiz.QuizItem]]:
    """The items of all quizzes, and whether their quiz is marked."""
    forms = [quiz.load(name) for name in quiz.available()]
    return {item.id: (form.marked, item) for form in forms for item in form.items}


def is_known(name: str) -> bool:
    """Whether there is a question or an item of this id; a learner's slip is none."""
    try:
        return name in quiz_items() or bool(find(name, Question))
    except PlainError:
        return False
