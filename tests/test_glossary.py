"""Every term of the glossary stands where the glossary says, and is worked there, not merely named."""

import csv
import importlib
import re
from functools import lru_cache

import pytest

from helpers import dialogue, quiz
from helpers.exercises import Question, every
from helpers.files import DATA, LESSONS
from scripts.notebooks import derive

DEPTHS = {"core", "tool", "bench"}
CORE_A_LESSON = 12
ROWS = list(csv.DictReader((DATA / "glossary.csv").open(encoding="utf-8", newline="")))


@lru_cache
def sections(lesson: str) -> dict[str, str]:
    """Heading → all that stands below it, up to the next heading, of a lesson's source."""
    found, heading = {"": ""}, ""
    for cell in derive(LESSONS / f"{lesson}.py").cells:
        for line in cell.source.splitlines():
            if cell.cell_type == "markdown" and (match := re.match(r"#+ (.+)", line)):
                heading = match[1].replace("*", "")
                found[heading] = ""
            found[heading] += line + "\n"
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_term_is_worked_where_its_row_says(row: dict[str, str]) -> None:
    lesson, _, heading = row["section"].partition("#")
    below = sections(lesson).get(heading)
    assert below is not None, f"{lesson} has no section {heading!r}"
    helper = row["helper"]
    if match := re.fullmatch(r"\d\d[a-z]?\.m\d+", helper):
        assert every(Question)[match[0]].practice
        assert f'practice("{lesson}")' in below
    elif re.fullmatch(r"\d\d[a-z]?\.\d+", helper):
        assert helper in every(Question)
        assert f'ask("{helper}")' in below
    elif helper.startswith("talk:"):
        assert helper.partition(":")[2] in dialogue.available()
        assert f'talk("{helper.partition(":")[2]}"' in below
    elif helper.startswith("quiz:"):
        name = helper.partition(":")[2]
        assert any(item.source for item in quiz.load(name).items)
        assert f'quiz("{name}")' in below
    else:
        module, _, name = helper.rpartition(".")
        assert callable(getattr(importlib.import_module(f"helpers.{module}"), name))
        assert f"{helper}(" in below, f"{heading!r} does not call {helper}"


def test_rows_are_complete_and_stand_once() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert all(row.values()), row["id"]
        assert row["depth"] in DEPTHS, row["id"]
        assert re.search("[\u4e00-\u9fff]", row["term_zh"]), row["id"]
        assert row["definition"].endswith("."), row["id"]


def test_the_trainees_path_carries_at_most_twelve_core_terms_a_lesson() -> None:
    for lesson in {row["section"].partition("#")[0] for row in ROWS}:
        core = [row["id"] for row in ROWS if row["depth"] == "core" and row["section"].startswith(lesson)]
        assert len(core) <= CORE_A_LESSON, (lesson, core)


def test_bench_terms_stand_on_the_bench_and_the_others_on_the_path() -> None:
    for row in ROWS:
        lesson, _, heading = row["section"].partition("#")
        headings = list(sections(lesson))
        behind = headings.index(heading) > headings.index("The analyst's bench")
        if row["depth"] == "core":
            assert not behind, row["id"]
        if row["depth"] == "bench":
            assert behind, row["id"]
