"""Lesson 8 from end to end: what it hands on, and that a later load brings the base on."""

import sqlite3
from pathlib import Path

import pandas as pd
import pytest
from played import play

from helpers import database
from helpers.files import LESSONS
from helpers.opening import opened
from scripts.notebooks import derive


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder and the words of a run on the sample with another rota than the usual one."""
    out = tmp_path_factory.mktemp("crm")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("NINESTEPS_OUT", raising=False)
        return out, "\n".join(play("08_crm", out=str(out), early=2, late=2))


def test_it_hands_on_a_base_a_rota_and_its_measures(run: tuple[Path, str]) -> None:
    tables = run[0] / "tables"
    rota = pd.read_csv(tables / "08_staffing.csv")
    assert {"interval", "load_erlangs", "agents", "service_level", "wait_seconds"} <= set(rota)
    assert (rota["agents"] > rota["load_erlangs"]).all()
    assert (rota["service_level"] >= 0.8).all()
    measures = pd.read_csv(tables / "measures.csv").set_index("measure")
    assert {"crm_rows", "service_level", "wait_seconds"} <= set(measures.index)
    assert measures.loc["crm_rows", "value"] == database.crm_rows(
        database.open_base(tables / "08_crm.sqlite", read_only=True)
    )
    level = measures.loc["service_level"]
    assert level["low"] < level["value"] < level["high"]


def test_the_base_is_a_whole_sqlite_file_and_nothing_lies_beside_it(run: tuple[Path, str]) -> None:
    tables = run[0] / "tables"
    with sqlite3.connect(tables / "08_crm.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert [path.name for path in tables.iterdir() if path.name.startswith(".")] == []


def test_what_the_bench_tries_is_tried_on_another_base(run: tuple[Path, str]) -> None:
    base = database.open_base(run[0] / "tables" / "08_crm.sqlite", read_only=True)
    assert len(database.query(base, "SELECT * FROM erasures")) == 0
    assert "would change the base" in run[1]


def test_a_later_load_keeps_a_no_that_was_said_in_between(run: tuple[Path, str]) -> None:
    file = run[0] / "tables" / "08_crm.sqlite"
    base = database.open_base(file)
    account = str(database.contact_list(base, channel="email")["account_id"].iloc[0])
    database.opt_out(base, account, channel="email", source="told us")
    base.dispose()
    again = database.built(opened("meridian"), run[0])
    assert account not in set(database.contact_list(again, channel="email")["account_id"])
    again.dispose()


def test_the_decision_and_its_assumptions_stand_in_the_workbook(run: tuple[Path, str]) -> None:
    assert "hung up" in run[1]
    assert '"rota"' in (run[0] / "workbook.json").read_text(encoding="utf-8")


def test_half_of_the_path_is_people() -> None:
    """Talks, judging, writing, deciding: counted by forms of the path, of which sums are under half."""
    sources = [cell.source for cell in derive(LESSONS / "08_crm.py").cells]
    path = "\n".join(sources[: next(at for at, text in enumerate(sources) if "The analyst's bench" in text)])
    people = ["08.2", "08.3", "08.4", "08.5", "08.10", "08.11", "08.12"]
    sums = ["08.1", "08.6", "08.7", "08.8", "08.9"]
    assert all(f'ask("{name}")' in path for name in people + sums)
    assert 'talk("08_consent")' in path
    assert len(people) > len(sums)


def test_before_the_decision_nothing_is_shown_of_the_weeks_that_judge() -> None:
    sources = [cell.source for cell in derive(LESSONS / "08_crm.py").cells if cell.cell_type == "code"]
    before = sources[: next(at for at, text in enumerate(sources) if text.startswith("decide("))]
    looks = [line for text in before for line in text.splitlines() if "calls" in line and "(calls" in line]
    assert looks == ["usual = crm.arrivals(crm.learnt(calls))"]
