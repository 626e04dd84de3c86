"""`ninesteps mark`: what learners answered, marked against the case of their notebook, as one table.

Nothing of a learner's is run or changed: answers come from workbook.json beside a notebook and from literals
in its cells, as in ask("01.3", answer=0.29).
"""

import json
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.case import Case
from helpers.exercises import Question, find
from helpers.exercises.items import CannotSayError
from helpers.exercises.reading import short
from helpers.files import write_table
from helpers.grading.handed import Handed, MarkError, quiz_items, read_handed
from helpers.opening import FILTERS, opened
from helpers.words import _, count

COLUMNS = (
    "learner", "lesson", "question", "answered", "right", "misconception", "points", "answer", "tries",
    "right_first", "file",
)  # fmt: skip


def mark_command(paths: Sequence[Path], out: Path, case: str = "") -> int:
    """Mark notebooks or workbooks into a table; 1, and nothing written, where one cannot be read."""
    handed, wrong = [], []
    for path in dict.fromkeys(path.resolve() for path in paths):
        try:
            handed += read_handed(path)
        except MarkError as error:
            wrong.append(str(error))
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    grades = marked(handed, case=case)
    write_table(out, grades)
    told = _("{out}: {rows} questions of {learners} learners, {answered} answered, {right} right")
    numbers = {"rows": len(grades), "learners": grades["learner"].nunique()}
    numbers |= {name: int(grades[name].sum()) for name in ("answered", "right")}
    print(told.format(out=out, **{name: count(number) for name, number in numbers.items()}))
    return 0


def marked(handed: Sequence[Handed], *, case: str = "") -> pd.DataFrame:
    """One row for each question of each lesson handed in.

    answered 0/1; right 0/1, missing without an answer; points 1 for a right answer, else 0. Both are missing
    where nobody but a person can say: free text, a quiz that is not marked, a case without the tables.
    case: takes the place of the one a notebook names.
    """
    rows = [row for one in handed for row in _rows(one, case)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    flags = ["answered", "right", "points", "tries", "right_first"]
    return frame.astype(dict.fromkeys(flags, "Int64"))


def _rows(one: Handed, case: str) -> Iterator[dict[str, Any]]:
    """The rows of what one learner handed in of one lesson."""
    firm = _case(case or one.parameters["case"], *(one.parameters[name] for name in FILTERS))
    for name in one.questions:
        entry = one.kept.get(name)
        kept = entry if isinstance(entry, dict) else {}
        answer = one.answers.get(name, kept.get("value"))
        mark, mistake = _mark(name, answer, firm)
        right = mark if answer is not None else None
        yield {
            "learner": one.learner,
            "lesson": one.lesson,
            "question": name,
            "answered": int(answer is not None),
            "right": right,
            "misconception": mistake,
            "points": mark,
            "answer": "" if answer is None else short(_said(answer)),
            "tries": kept.get("tries", int(answer is not None)),
            "right_first": {"right": 1, "wrong": 0}.get(kept.get("first", ""), right),
            "file": one.file.name,
        }


@cache
def _case(name: str, *filters: str) -> Case:
    return opened(name, **dict(zip(FILTERS, filters, strict=True)))


def _said(answer: Any) -> str:
    return answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False, default=str)


def _mark(name: str, answer: Any, case: Case) -> tuple[int | None, str]:
    """1 right, 0 wrong, None where nobody can say; and the misconception a wrong answer shows."""
    item = quiz_items().get(name)
    if item is not None:
        form, known = item
        if not form:
            return None, ""
        chosen = known.option(answer)
        right = int(answer is not None and known.mark(str(answer)) == "right")
        return right, "" if right or chosen is None else chosen.text
    asked = find(name, Question)
    if asked.kind == "text":
        return None, ""
    try:
        asked.right(case)
    except CannotSayError:
        return None, ""
    outcome = asked.check(answer, case)
    unread = _("cannot be read") if answer is not None and outcome.kind == "untried" else ""
    return int(outcome.kind == "right"), outcome.mistake or unread
