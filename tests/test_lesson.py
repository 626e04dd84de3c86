"""What a lesson imports: cases found and opened, parameters refused, gaps said, tables handed over."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from helpers import lesson, selfcheck
from helpers.case import CaseError
from helpers.files import MERIDIAN
from helpers.missing import Missing
from helpers.opening import folder_of
from helpers.parameters import ParameterError
from helpers.workbook import session

CELL = 'case: str = "meridian"  # a case folder\nplaces: int = 80  # accounts'


@pytest.fixture(autouse=True)
def _nowhere_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NINESTEPS_OUT", raising=False)


def checked(*cells: str) -> None:
    """Run cells one after the other, as a kernel does, and then check_parameters()."""
    names: dict[str, Any] = {"In": ["", *cells]}
    for cell in cells:
        exec(cell, names)
    exec("from helpers.lesson import check_parameters; check_parameters()", names)


def test_a_case_is_found_by_folder_by_file_and_by_name(
    small_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder_of("meridian") == MERIDIAN
    assert folder_of("data/meridian") == MERIDIAN
    assert folder_of(str(small_case / "case.toml")) == small_case
    monkeypatch.chdir(small_case.parent)
    assert folder_of("lamps") == small_case


def test_a_folder_that_only_has_the_name_does_not_hide_the_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "meridian").mkdir()
    monkeypatch.chdir(tmp_path)
    assert folder_of("meridian") == MERIDIAN


def test_a_case_that_is_nowhere_is_said_with_where_one_looked() -> None:
    with pytest.raises(CaseError, match=r"Looked for a folder at .*nowhere"):
        lesson.open_case("nowhere")


def test_opening_a_case_begins_a_session_and_says_one_line(
    small_case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    firm = lesson.open_case(str(small_case), region="south")
    assert session().case is firm
    assert session().out is None
    said = capsys.readouterr().out
    assert said.startswith("Lamps & Co · 2 order lines of 2 customers, 2024-02-10 to 2024-04-10")
    assert len(said.splitlines()) == 1


def test_the_folder_for_outputs_is_the_parameter_or_else_the_environments(
    small_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NINESTEPS_OUT", str(tmp_path / "env"))
    lesson.open_case(str(small_case))
    assert session().out == tmp_path / "env"
    lesson.open_case(str(small_case), out=str(tmp_path / "own"))
    assert session().out == tmp_path / "own"


def test_a_damaged_workbook_is_set_aside_and_said(
    small_case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "workbook.json").write_text("{")
    lesson.open_case(str(small_case), out=str(tmp_path))
    assert "workbook.damaged-1.json" in capsys.readouterr().out


def test_known_parameters_pass() -> None:
    checked(CELL)
    checked(CELL, "# Parameters\nplaces = 3")


def test_a_parameter_nobody_knows_is_refused_with_those_that_are() -> None:
    with pytest.raises(ParameterError, match=r"no parameter 'plcaes'(.|\n)*places: int = 80  # accounts"):
        checked(CELL, "# Parameters\nplcaes = 3")


def test_a_parameter_of_another_kind_is_refused() -> None:
    with pytest.raises(ParameterError, match="places takes a whole number; 'many' is not"):
        checked(CELL, '# Parameters\nplaces = "many"')


def test_names_made_later_in_the_lesson_are_no_parameters() -> None:
    checked(CELL, "share = 0.3", "# an ordinary cell\nother = 1")


def test_what_a_case_lacks_is_said_in_one_line_all_the_way(
    small_case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    firm = lesson.open_case(str(small_case))
    assert isinstance(lesson.need(firm, "customers"), pd.DataFrame)
    gap = lesson.need(firm, "customers", "service_cost")
    assert isinstance(gap, Missing)
    capsys.readouterr()
    lesson.show(lesson.targeting.pareto(gap, by="profit"))
    lesson.say("{share:.0%}", share=gap["profit"].sum())
    first, again = capsys.readouterr().out.splitlines()
    assert first == "This needs `service_cost` in the table `customers`; the case has none."
    assert again == "Needs `service_cost`, as said above."


def test_a_computed_table_may_lack_a_column_too() -> None:
    table = pd.DataFrame({"revenue": [1.0]})
    assert lesson.need(table, "revenue") is table
    gap = lesson.need(table, "revenue", "profit")
    assert str(gap) == "This needs `profit`, which this case cannot give."
    assert lesson.need(gap, "revenue") is gap


def test_a_refusal_of_a_step_is_said_and_not_raised(
    small_case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson.open_case(str(small_case))
    capsys.readouterr()
    empty = pd.DataFrame({"customer_id": ["a"], "revenue": [0.0]})
    lesson.show(lesson.targeting.pareto(empty, by="revenue"))
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_only_what_lessons_use_is_there() -> None:
    assert all(hasattr(lesson, name) for name in lesson.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        lesson.nothing  # noqa: B018 – the attribute is what is tested


def test_without_a_folder_nothing_is_written(
    small_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    firm = lesson.open_case(str(small_case))
    before = sorted(tmp_path.rglob("*"))
    lesson.hand_over({"01_customers": firm.tables["customers"]})
    assert sorted(tmp_path.rglob("*")) == before
    assert "give `out` a folder" in capsys.readouterr().out


def test_tables_are_handed_over(small_case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    firm = lesson.open_case(str(small_case), out=str(tmp_path / "out"))
    gap = lesson.need(firm, "contacts")
    lesson.hand_over({"01_customers": firm.tables["customers"], "01_duplicates": gap}, absent={"pairs": gap})
    assert [path.name for path in sorted((tmp_path / "out" / "tables").iterdir())] == [
        "01_customers.csv",
        "absent.csv",
        "measures.csv",
    ]
    said = capsys.readouterr().out
    assert "Written to `tables` in the folder of this run: 01_customers and the measures." in said


def test_what_was_handed_over_is_taken_and_what_was_not_is_worked_out_and_said(
    small_case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    firm = lesson.open_case(str(small_case), out=str(tmp_path / "out"))
    people = firm.tables["customers"]
    capsys.readouterr()
    assert len(lesson.handed("01_customers", people.head, 1)) == 1
    assert "Nothing has come over from step 1 (`01_customers`)" in capsys.readouterr().out
    lesson.hand_over({"01_customers": people})
    capsys.readouterr()
    taken = lesson.handed("01_customers", people.head, 1)
    assert isinstance(taken, pd.DataFrame)
    assert taken["customer_id"].tolist() == people["customer_id"].tolist()
    assert capsys.readouterr().out == ""
    gap = Missing("no orders")
    assert lesson.handed("01_other", lambda: gap) is gap
    assert capsys.readouterr().out == ""


def test_what_was_decided_travels_on_and_what_was_not_is_said(
    small_case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson.open_case(str(small_case))
    capsys.readouterr()
    assert lesson.decided("01.tiering", rank_by="revenue") == {"rank_by": "revenue"}
    assert (
        "not taken decision 01.tiering yet; until you do, we go on with rank by: revenue"
        in capsys.readouterr().out
    )
    session().workbook.decide(1, "tiering", {"rank_by": "profit"}, allowed={})
    assert lesson.decided("01.tiering", rank_by="revenue", places=80) == {"rank_by": "profit", "places": 80}
    assert capsys.readouterr().out == ""


def test_this_installation_passes_its_own_check(small_case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert set(selfcheck.checks(None)["holds"]) == {"yes"}
    lesson.open_case(str(small_case))
    lesson.self_check()
    assert "Is everything in its place?" in capsys.readouterr().out


def test_a_library_outside_its_range_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selfcheck, "needed", lambda: {"pandas": ">=3", "numpy": "<1", "no-such-library": ""})
    row = selfcheck.checks(None).iloc[1]
    assert row["holds"] == "no"
    assert row["to_do"] == "Run make setup; it puts right: numpy and no-such-library"


def test_what_every_lesson_loads_is_light() -> None:
    code = "import sys; from helpers.lesson import figures, orders, targeting; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    heavy = {
        "duckdb",
        "ipywidgets",
        "matplotlib",
        "pandera",
        "scipy",
        "seaborn",
        "sklearn",
        "splink",
        "statsmodels",
    }
    assert not heavy & {name.partition(".")[0] for name in loaded.split()}, "a second each, at every start"
