"""Lesson 9 from end to end: what it hands on, what it reads of earlier decisions, what it says when bare."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from played import play

from helpers.files import LESSONS, MERIDIAN
from helpers.workbook import Workbook
from scripts.notebooks import derive

TEXT = (LESSONS / "09_cycle.py").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder and the words of a run on the sample, by somebody who had taken decisions in two lessons."""
    out = tmp_path_factory.mktemp("lap")
    book = Workbook.open(out)
    book.decide(1, "tiering", {"rank_by": "profit", "places": 200.0}, allowed="", reason="margin stays")
    book.decide(4, "price", {"price_change": -0.05}, allowed="", reason="shelf price")
    book.decide(4, "budget", {"fairs": 20.0}, allowed="", reason="flat")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("NINESTEPS_OUT", raising=False)
        return out, "\n".join(play("09_cycle", out=str(out), roll_out="half"))


def test_it_hands_on_a_scorecard_and_actions(run: tuple[Path, str]) -> None:
    tables = run[0] / "tables"
    card, todo = pd.read_csv(tables / "09_scorecard.csv"), pd.read_csv(tables / "09_actions.csv")
    assert {"measure", "plan", "actual", "variance", "signal"} <= set(card)
    assert (card["actual"] - card["plan"] - card["variance"]).abs().max() < 1e-3
    assert {"action", "owner", "due", "expected_gain"} <= set(todo)
    assert 1 <= len(todo) <= 5
    assert todo["owner"].str.len().min() > 0
    assert pd.to_datetime(todo["due"]).min() > pd.Timestamp("2027-06-30")


def test_it_hands_on_its_measures(run: tuple[Path, str]) -> None:
    measures = pd.read_csv(run[0] / "tables" / "measures.csv").set_index("measure")
    names = ["experiment_lift", "experiment_p", *(f"retention_m{month}" for month in range(1, 13))]
    assert set(names) <= set(measures.index[measures["step"] == 9])
    lift = measures.loc["experiment_lift"]
    assert lift["low"] < lift["value"] < lift["high"]


def test_the_boards_page_is_built_of_the_decisions_that_were_taken(run: tuple[Path, str]) -> None:
    said = run[1]
    assert re.search(r"1\s+whom we serve.*rank by: profit; places: 200", said)
    assert re.search(r"4\s+what we offer.*fairs: 20; price change: -0.05", said)
    assert re.search(r"3\s+what we stand for.*not decided; goes on as before", said)


def test_the_actions_follow_the_decision_about_the_calls(run: tuple[Path, str]) -> None:
    assert "ring half after a delivery, by lot" in run[1]
    kept = json.loads((run[0] / "workbook.json").read_text(encoding="utf-8"))["decisions"]
    assert [one["value"] for one in kept if one["name"] == "calls"] == [{"roll_out": "half"}]


def test_orders_alone_give_retention_and_a_line_for_each_thing_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NINESTEPS_OUT", raising=False)
    (tmp_path / "orders.csv").write_bytes((MERIDIAN / "orders.csv").read_bytes())
    head = 'name = "Only orders"\nas_of = 2026-06-30\n[files.orders]\npath = "orders.csv"\n'
    (tmp_path / "case.toml").write_text(head, encoding="utf-8")
    out = tmp_path / "out"
    said = "\n".join(play("09_cycle", simulated=False, case=str(tmp_path), out=str(out)))
    assert "`targets`" in said
    assert "`experiments`" in said
    absent = pd.read_csv(out / "tables" / "absent.csv")
    assert {"experiment_lift", "experiment_p"} <= set(absent["measure"])
    measures = pd.read_csv(out / "tables" / "measures.csv")
    assert measures["measure"].str.startswith("retention_m").sum() == 12


def test_it_has_four_sittings_each_with_an_end_and_its_honest_minutes() -> None:
    path = TEXT[: TEXT.index("## The analyst's bench")]
    assert len(re.findall(r"^# ## (?:First|Second|Third|Fourth) sitting · ", path, flags=re.M)) == 4
    assert len(re.findall(r"\*\*Safe to stop here\*\* \(about .*\)\.", path)) == 4


def test_the_trainees_path_asks_talks_decides_and_ends_with_the_gain_and_the_plan() -> None:
    path = TEXT[: TEXT.index("## The analyst's bench")]
    for wanted in (
        'recall("09_cycle")', 'talk("09_internal")', 'decide("09.calls"', 'quiz("09_parallel")',
        'gain("00_start", ', "own_plan()", 'quiz("09_cycle")',
        'quiz("09_source")', 'sheet("09_cycle")', 'practice("09_cycle")',
    ):  # fmt: skip
        assert wanted in path, wanted


def test_prose_cells_are_short_and_the_path_holds_no_number_of_the_sample() -> None:
    for cell in derive(LESSONS / "09_cycle.py").cells:
        if cell.cell_type != "markdown" or {"analyst", "story"} & set(cell.metadata.get("tags", [])):
            continue
        words = re.findall(r"\w+", re.sub(r"^#+ .*$", "", cell.source, flags=re.MULTILINE))
        assert len(words) <= 240, cell.source[:80]
        assert not re.search(r"\d[\d,]*\.\d|\d{3,}", cell.source), cell.source[:200]
