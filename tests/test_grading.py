"""`ninesteps mark`: right, wrong by name, unanswered, unmarkable; nothing run, nothing touched."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from helpers import cli, grading, quiz
from helpers.case import Case
from helpers.exercises import get
from helpers.files import NOTEBOOKS
from helpers.opening import opened
from helpers.workbook import Workbook

LESSON = "01_targeting"


@pytest.fixture(scope="module")
def meridian() -> Case:
    return opened("meridian")


def notebook(path: Path, *cells: str, case: str = "meridian") -> Path:
    """A notebook of these code cells, its parameters first."""
    book = nbformat.v4.new_notebook()
    first = nbformat.v4.new_code_cell(f'case: str = "{case}"')
    first.metadata["tags"] = ["parameters"]
    book.cells = [first, *map(nbformat.v4.new_code_cell, cells)]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(book, path)
    return path


def graded(*paths: Path, case: str = "") -> pd.DataFrame:
    """The grades of what was handed in, by question."""
    handed = [one for path in paths for one in grading.read_handed(path)]
    return grading.marked(handed, case=case).set_index("question")


def test_right_wrong_and_unanswered(tmp_path: Path, meridian: Case) -> None:
    asked = get("01.3")
    name, wrong = next(iter(asked.mistakes(meridian).items()))
    path = notebook(
        tmp_path / "lin" / f"{LESSON}.ipynb",
        f'ask("01.3", answer={asked.right(meridian)!r})',
        'ask("01.4")',
        f'get("01.3").check({wrong!r})',
    )
    grades = graded(path)
    # The last word counts, as it does for whoever reads the notebook from top to bottom.
    assert grades.loc["01.3", ["answered", "right", "misconception", "points"]].tolist() == [1, 0, name, 0]
    assert grades.loc["01.4", "answered"] == 0
    assert pd.isna(grades.loc["01.4", "right"])
    assert grades.loc["01.4", "points"] == 0
    first = graded(
        notebook(tmp_path / "ann" / f"{LESSON}.ipynb", f'ask("01.3", answer={asked.right(meridian)!r})')
    )
    assert first.loc["01.3", ["learner", "lesson", "right", "points"]].tolist() == ["ann", "01", 1, 1]


@pytest.mark.parametrize("beside", [True, False])
def test_answers_of_forms_are_in_the_workbook(tmp_path: Path, meridian: Case, beside: bool) -> None:
    folder = tmp_path / "kim"
    path = notebook(
        folder / ("" if beside else "lessons") / f"{LESSON}.ipynb", 'ask("01.3")', f'quiz("{LESSON}")'
    )
    book, item = Workbook.open(folder), quiz.load(LESSON).items[0]
    asked = get("01.3")
    book.record("01.3", next(iter(asked.mistakes(meridian).values())), "wrong")
    book.record("01.3", asked.right(meridian), "right")
    poor = next(option.text for option in item.options if not option.right)
    book.record(item.id, poor, "wrong")
    grades = graded(path)
    assert grades.loc["01.3", ["right", "tries", "right_first", "learner"]].tolist() == [1, 2, 0, "kim"]
    assert grades.loc[item.id, ["right", "misconception"]].tolist() == [0, poor]
    assert {one.id for one in quiz.load(LESSON).items} <= set(grades.index)


def test_a_workbook_alone_shows_its_lessons(tmp_path: Path, meridian: Case) -> None:
    book = Workbook.open(tmp_path / "kim")
    book.record("01.3", get("01.3").right(meridian), "right")
    for path in (tmp_path / "kim" / "workbook.json", tmp_path / "kim"):
        grades = graded(path)
        assert grades.loc["01.3", "right"] == 1
        assert set(grades["lesson"]) == {"01"}
        assert len(grades) > 10


def test_a_name_of_ones_own_counts(tmp_path: Path) -> None:
    path = notebook(tmp_path / "x" / f"{LESSON}.ipynb", 'ask("01.3", answer=1)')
    book = {"schema_version": 1, "learner": "=Kim()", "answers": {}}
    (path.parent / "workbook.json").write_text(json.dumps(book))
    assert cli.main(["mark", str(path), "--out", str(tmp_path / "grades.csv")]) == 0
    assert "'=Kim()," in (tmp_path / "grades.csv").read_text()


@pytest.mark.parametrize(
    ("cell", "mistake"), [('ask("01.3", answer="a lot")', "cannot be read"), ('ask("01.3", answer=1)', None)]
)
def test_an_answer_that_cannot_be_read_is_wrong(cell: str, mistake: str | None, tmp_path: Path) -> None:
    grades = graded(notebook(tmp_path / f"{LESSON}.ipynb", cell))
    assert grades.loc["01.3", "right"] == 0
    assert mistake is None or grades.loc["01.3", "misconception"] == mistake


def test_free_text_and_questions_the_case_cannot_answer_have_no_points(
    tmp_path: Path, small_case: Path
) -> None:
    free = next(
        name for name, asked in grading.handed.every(grading.handed.Question).items() if asked.kind == "text"
    )
    path = notebook(tmp_path / "a" / f"{free.partition('.')[0]}_x.ipynb", f'ask("{free}", answer="because")')
    grades = graded(path)
    assert grades.loc[free, "answered"] == 1
    assert pd.isna(grades.loc[free, "points"])
    poor = notebook(tmp_path / "b" / "02_needs.ipynb", 'ask("02.2", answer=1)')
    assert pd.isna(graded(poor, case=str(small_case)).loc["02.2", "points"])


def test_the_case_of_the_notebook_is_what_counts(tmp_path: Path, small_case: Path) -> None:
    right = get("01.3").right(opened(str(small_case)))
    path = notebook(
        tmp_path / "a" / f"{LESSON}.ipynb", f'ask("01.3", answer={right!r})', case=str(small_case)
    )
    assert graded(path).loc["01.3", "right"] == 1
    assert graded(path, case="meridian").loc["01.3", "right"] == 0


@pytest.mark.parametrize(
    "cell",
    [
        '__import__("pathlib").Path("{mark}").write_text("run")',
        'ask("01.3", answer=open("{mark}", "w"))',
        'ask("01.3", answer=__import__("os").system("touch {mark}"))',
    ],
)
def test_nothing_of_a_notebook_is_run(cell: str, tmp_path: Path) -> None:
    mark = tmp_path / "was_here"
    path = notebook(
        tmp_path / f"{LESSON}.ipynb", cell.format(mark=mark), "%magic", "not python(", 'ask("01.3")'
    )
    assert graded(path).loc["01.3", "answered"] == 0
    assert not mark.exists()


def test_slips_of_ids_are_left_out(tmp_path: Path) -> None:
    grades = graded(
        notebook(tmp_path / f"{LESSON}.ipynb", 'ask("99.9", answer=1)', 'ask("01.3")', "ask(name)")
    )
    assert grades.index.tolist() == ["01.3"]


def test_the_lesson_as_it_is_delivered_has_no_answers(tmp_path: Path) -> None:
    grades = graded(NOTEBOOKS / f"{LESSON}.ipynb", case="meridian")
    assert grades["answered"].sum() == 0
    assert grades.index.is_unique


def test_what_was_handed_in_is_not_touched_even_where_it_is_damaged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = notebook(tmp_path / "a" / f"{LESSON}.ipynb", 'ask("01.3", answer=1)')
    bad = tmp_path / "b" / "workbook.json"
    bad.parent.mkdir()
    bad.write_text("{")
    broken = tmp_path / "b" / "01_targeting.ipynb"
    broken.write_text("no notebook")
    before: dict[Path, Any] = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    out = tmp_path / "out" / "grades.csv"
    assert (
        cli.main(["mark", str(good), str(bad), str(broken), str(tmp_path / "no.txt"), "--out", str(out)]) == 1
    )
    said = capsys.readouterr().err
    assert "workbook.json cannot be read" in said
    assert "01_targeting.ipynb is not a notebook that can be read" in said
    assert "no.txt is neither a notebook nor a workbook.json" in said
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_table_and_what_is_said_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = notebook(tmp_path / "a" / f"{LESSON}.ipynb", 'ask("01.3", answer=1)', 'ask("01.4")')
    assert cli.main(["mark", str(path), str(path), "--out", str(tmp_path / "grades.csv")]) == 0
    assert "2 questions of 1 learners, 1 answered, 0 right" in capsys.readouterr().out
    assert list(pd.read_csv(tmp_path / "grades.csv").columns) == list(grading.COLUMNS)


def test_a_case_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = notebook(tmp_path / f"{LESSON}.ipynb", 'ask("01.3", answer=1)', case="nowhere")
    assert cli.main(["mark", str(path), "--out", str(tmp_path / "grades.csv")]) == 1
    assert "nowhere: there is no such case" in capsys.readouterr().err
    assert not (tmp_path / "grades.csv").exists()
