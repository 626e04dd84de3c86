"""Quizzes: items of `data/quiz/NN_name.toml`, a reason for every option, and what to recall later.

marked = true                       # false: answers are kept, nothing is shown

[[item]]
id = "01.q1"
kind = "scenario"                   # or "concept"
text = "…"
options = [{ text = "…", right = false, why = "…" }, { text = "…", right = true, why = "…" }]
key_note = "…"                      # optional: what to know about the key
argued = true                       # optional: more than one option is right
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from helpers.files import DATA
from helpers.missing import PlainError
from helpers.words import _, listed

FOLDER = DATA / "quiz"
KINDS = ("scenario", "concept")


class QuizError(PlainError):
    """A quiz file that does not hold; says which file, which item, and what is wrong."""


@dataclass(frozen=True)
class Option:
    """What may be chosen, whether it is right, and why or why not. Markdown."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True)
class QuizItem:
    """One item. argued: more than one option counts. source: where it is from. step: what it asks about."""

    id: str
    kind: str
    text: str
    options: tuple[Option, ...]
    key_note: str = ""
    argued: bool = False
    source: str = ""
    step: int | None = None

    def mark(self, chosen: str) -> Literal["right", "wrong"]:
        """Whether the option of this text is right."""
        return "right" if any(option.right and option.text == chosen for option in self.options) else "wrong"

    def option(self, chosen: object) -> Option | None:
        """The option of this text, or None."""
        return next((option for option in self.options if option.text == chosen), None)


@dataclass(frozen=True)
class Quiz:
    """The items of one file."""

    name: str
    items: tuple[QuizItem, ...]
    marked: bool = True


def available(folder: Path = FOLDER) -> list[str]:
    """The names of all quizzes, in the order of the lessons."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def load(name: str, *, folder: Path = FOLDER) -> Quiz:
    """The quiz of a lesson, checked. Raises QuizError with every finding, one a line."""
    if name not in available(folder):
        text = _("There is no quiz “{name}”; there are {known}.")
        raise QuizError(text.format(name=name, known=listed(available(folder)) or _("none")))
    return read((folder / f"{name}.toml").read_text(encoding="utf-8"), name=name)


def read(text: str, *, name: str) -> Quiz:
    """A quiz from the text of its file. Raises QuizError."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise QuizError(
            _("{name}.toml cannot be read as TOML: {error}.").format(name=name, error=error)
        ) from error
    rows = table.get("item", [])
    findings = _findings(rows) or _header(table)
    if findings:
        raise QuizError("\n".join(f"{name}.toml: {finding}" for finding in findings))
    return Quiz(name, tuple(_item(row) for row in rows), table.get("marked", True))


def recall(lesson: str, missed: Collection[str] = (), *, folder: Path = FOLDER) -> list[QuizItem]:
    """Up to three items to answer again: of the last lesson, of two or three back, and of those `missed`.

    missed: ids; the oldest is asked. Unmarked quizzes are left alone. Which the first two are is fixed by
    the lesson's place, so that a notebook always asks the same.
    """
    before = [load(name, folder=folder) for name in available(folder) if name < lesson]
    marked = [quiz for quiz in before if quiz.marked]
    place = len(before)
    chosen = [quiz.items[place % len(quiz.items)] for quiz in marked[-1:]]
    if len(marked) > 1:
        back = marked[-3:-1][place % len(marked[-3:-1])]
        chosen.append(back.items[(place + 1) % len(back.items)])
    again = [item for quiz in marked for item in quiz.items if item.id in missed and item not in chosen]
    return chosen + again[:1]


def _item(row: dict[str, Any]) -> QuizItem:
    options = tuple(Option(str(o["text"]), bool(o["right"]), str(o["why"])) for o in row["options"])
    return QuizItem(**{**row, "options": options})


def _header(table: dict[str, Any]) -> list[str]:
    unknown = sorted(set(table) - {"item", "marked"})
    findings = [_("nothing is called {unknown} here.").format(unknown=listed(unknown))] if unknown else []
    if not isinstance(table.get("marked", True), bool):
        findings.append(_("marked is true or false."))
    return findings


def _findings(rows: Any) -> list[str]:
    if not isinstance(rows, list) or not rows:
        return [_("there is no [[item]].")]
    ids = [row.get("id", "") for row in rows]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    findings = [_("the id {name} stands twice.").format(name=name) for name in twice]
    for number, row in enumerate(rows, start=1):
        where = row.get("id") or _("item {number}").format(number=number)
        findings += [f"{where}: {problem}" for problem in _problems(row)]
    return findings


def _problems(row: dict[str, Any]) -> list[str]:
    """What is wrong with one item."""
    known = set(QuizItem.__dataclass_fields__)
    problems = [_("nothing is called {name}.").format(name=name) for name in sorted(set(row) - known)]
    problems += [_("{name} is missing.").format(name=name) for name in ("id", "text") if not row.get(name)]
    if row.get("kind") not in KINDS:
        problems.append(_("kind is scenario or concept."))
    options = row.get("options")
    if not isinstance(options, list) or len(options) < 2:
        return [*problems, _("two options at least are wanted.")]
    for option in options:
        if (
            set(option) != {"text", "right", "why"}
            or not option["why"]
            or not isinstance(option["right"], bool)
        ):
            problems.append(_("each option has text, right (true or false) and why."))
            return problems
    if len({option["text"] for option in options}) < len(options):
        problems.append(_("an option stands twice."))
    right = sum(option["right"] for option in options)
    if right < 1 or (right > 1 and not row.get("argued")):
        problems.append(
            _("one option is right (more where argued = true); here {right} are.").format(right=right)
        )
    return problems
