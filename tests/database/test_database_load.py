"""A load is whole or not at all, can be repeated, and loses nothing silently."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from small_firm import day, firm, tables
from sqlalchemy import Engine

from helpers import database
from helpers.case import Case, read_case
from helpers.database.holdings import HOLDS
from helpers.database.sameness import salt_of
from helpers.database.tombs import ERASED
from helpers.files import MERIDIAN, ROOT

ROWS = {
    "accounts": 3, "persons": 6, "contacts": 3, "consents": 6, "products": 3, "leads": 3, "stages": 8,
    "opportunities": 3, "stage_history": 6, "activities": 2, "orders": 3, "order_lines": 4, "tickets": 1,
    "campaigns": 1, "campaign_members": 2,
}  # fmt: skip


def held(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all loaded tables, in an order of their own."""
    found = {}
    for name in HOLDS:
        frame = database.query(engine, f"SELECT * FROM {name}").drop(columns=["source_id"])
        found[name] = sorted(tuple(map(str, row)) for row in frame.itertuples(index=False))
    return found


def test_every_table_is_filled(base: Engine) -> None:
    database.load(base, firm())
    found = database.tables(base).set_index("table")["rows"].to_dict()
    assert found == ROWS
    assert database.crm_rows(base) == sum(ROWS.values())


def test_order_heads_add_up_their_lines(base: Engine) -> None:
    """Revenue = quantity × unit_price − discount, as everywhere in the course."""
    database.load(base, firm())
    orders = database.query(base, "SELECT order_id, account_id, lines, revenue FROM orders ORDER BY order_id")
    assert orders["revenue"].tolist() == [240.0, 900.0, 40.0]
    assert orders["lines"].tolist() == [2, 1, 1]


def test_twice_gives_the_same_rows(base: Engine) -> None:
    first = database.load(base, firm())
    before = held(base)
    second = database.load(base, firm())
    assert held(base) == before
    assert first["added"].sum() == sum(ROWS.values())
    assert second[["added", "changed", "set_aside"]].to_numpy().sum() == 0


def test_a_changed_case_changes_what_differs_and_says_what_was_there(base: Engine) -> None:
    database.load(base, firm())
    changed = tables()
    changed["customers"].loc[0, "country"] = "Malta"
    changed["orders"] = pd.concat(
        [changed["orders"].drop(index=1), changed["orders"].tail(1).assign(order_id="O4")]
    )
    counts = database.load(base, firm(changed)).set_index("table")
    assert counts.loc["accounts", "changed"] == 1
    assert counts.loc["orders", "added"] == 1
    assert counts.loc["orders", "changed"] == 1, "O1 has a line less"
    lines = database.query(base, "SELECT order_id, line_no FROM order_lines ORDER BY order_id, line_no")
    assert lines["order_id"].tolist() == ["O1", "O2", "O3", "O4"], "the line that is gone is gone"
    audit = database.audit(base, "accounts", "C1").iloc[0]
    assert (audit["column_name"], audit["old_value"], audit["new_value"]) == ("country", "Italy", "Malta")
    assert database.audit(base, "order_lines", "O1 2")["action"].tolist() == ["removed"]


def test_what_the_next_case_does_not_know_is_kept(base: Engine) -> None:
    """Orders alone must not wipe the names."""
    database.load(base, firm())
    before = held(base)
    database.load(base, firm(only=("orders",)))
    assert held(base)["accounts"] == before["accounts"]


@pytest.mark.parametrize("name", list(tables()))
def test_any_table_alone_is_loaded(name: str, base: Engine) -> None:
    counts = database.load(base, firm(only=(name,)))
    assert counts["added"].sum() > 0
    assert counts["set_aside"].sum() == 0, database.refusals(base).to_string()


def test_a_case_without_any_of_our_tables_leaves_the_base_empty(base: Engine) -> None:
    case = Case(Path("nowhere"), "Prices", tables={"prices": pd.DataFrame({"respondent_id": ["R1"]})})
    assert database.load(base, case).empty
    assert database.crm_rows(base) == 0


def test_rows_that_a_rule_refuses_are_set_aside_and_said(base: Engine) -> None:
    bad = tables()
    bad["interactions"].loc[0, "minutes"] = -5.0
    bad["tickets"].loc[0, "first_reply_at"] = day("2025-05-01")
    counts = database.load(base, firm(bad)).set_index("table")
    assert counts.loc["activities", ["given", "added", "set_aside"]].tolist() == [2, 1, 1]
    told = database.refusals(base).set_index("table_name")
    assert told.loc["activities", "row_key"] == "I1"
    assert "minutes is below zero" in told.loc["activities", "reason"]
    assert "before it is opened" in told.loc["tickets", "reason"]


def test_odd_order_numbers_keep_every_line(base: Engine) -> None:
    """Lines without a number are one order of their customer; a number of two customers is two orders."""
    odd = tables()
    odd["orders"]["order_id"] = ["O1", None, "O1", None]
    database.load(base, firm(odd))
    orders = database.query(base, "SELECT order_id, account_id, revenue FROM orders ORDER BY order_id")
    assert orders["order_id"].tolist() == ["C1/no number", "C3/no number", "O1/C1", "O1/C2"]
    assert orders["revenue"].sum() == 1180.0


def test_opportunities_are_derived_from_leads_and_stages(base: Engine) -> None:
    database.load(base, firm())
    found = database.query(base, "SELECT opportunity_id, stage, status, amount FROM opportunities ORDER BY 1")
    assert found["status"].tolist() == ["won", "open", "lost"], "the third has not moved for half a year"
    assert found["stage"].tolist() == ["order", "inquiry", "search"]
    assert found["amount"].tolist()[0] == 240.0, "the first order after the sale"


def test_a_family_is_loaded_and_a_circle_in_the_file_is_not(base: Engine) -> None:
    named = tables()
    named["customers"]["parent_id"] = ["C2", None, "C9"]
    database.load(base, firm(named))
    assert database.account_page(base, "C1")["family"]["level"].tolist() == [-1, 0]
    named["customers"]["parent_id"] = ["C2", "C1", None]
    database.load(base, firm(named))
    assert database.query(base, "SELECT COUNT(parent_id) AS n FROM accounts")["n"].tolist() == [0]


def test_every_row_says_where_it_came_from(base: Engine) -> None:
    database.load(base, firm())
    found = database.query(base, "SELECT source_row FROM orders ORDER BY order_id")
    assert found["source_row"].tolist() == [1, 3, 4]
    lineage = database.lineage(base).set_index("table")
    assert lineage.loc["order_lines", "file"] == "orders"
    database.add(base, "activities", account_id="C1", at="2025-06-30", channel="call")
    assert "by hand" in set(database.lineage(base)["file"])


KILLED = """
import sys, time
sys.path[:0] = [{here!r}, {root!r}]
from pathlib import Path
from helpers.database import loading, open_base
from small_firm import firm
kept_out = loading.kept_out
def slow(part, tombs):
    if part.table == "tickets":
        Path({ready!r}).touch()
        time.sleep(60)
    return kept_out(part, tombs)
loading.kept_out = slow
loading.load(open_base({url!r}), firm())
"""


@pytest.mark.parametrize("before", ["empty", "older"])
def test_a_killed_load_leaves_the_base_as_it_was_and_a_second_completes_it(
    before: str, url: str, tmp_path: Path
) -> None:
    engine = database.open_base(url)
    if before == "older":
        older = tables()
        older["customers"].loc[0, "country"] = "Malta"
        database.load(engine, firm(older, only=("customers", "orders")))
    as_it_was = held(engine)
    engine.dispose()
    ready = tmp_path / "ready"
    script = KILLED.format(here=str(Path(__file__).parent), root=str(ROOT), ready=str(ready), url=url)
    with subprocess.Popen([sys.executable, "-c", script]) as process:
        until = time.monotonic() + 60
        while not ready.exists() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        assert ready.exists(), "the load did not get that far"
        process.kill()
    engine = database.open_base(url)
    assert held(engine) == as_it_was
    database.load(engine, firm())
    assert database.tables(engine).set_index("table")["rows"].to_dict() == ROWS
    engine.dispose()


def test_the_sample_fills_the_base(base: Engine) -> None:
    """Sums of the base are sums of the case; a second load changes nothing."""
    case = read_case(MERIDIAN)
    database.load(base, case)
    lines = case.tables["orders"]
    revenue = (lines["quantity"] * lines["unit_price"] - lines["discount"]).sum()
    assert database.query(base, "SELECT SUM(revenue) AS r FROM orders")["r"].iloc[0] == pytest.approx(revenue)
    assert database.tables(base).set_index("table").loc["order_lines", "rows"] == len(lines)
    assert database.refusals(base).empty
    again = database.load(base, case)
    assert again[["added", "changed", "set_aside"]].to_numpy().sum() == 0


def test_built_is_there_whole_and_keeps_what_people_said(tmp_path: Path) -> None:
    engine = database.built(firm(), tmp_path)
    file = tmp_path / "tables" / "08_crm.sqlite"
    assert file.is_file()
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    database.opt_out(engine, "K1")
    engine.dispose()
    engine = database.built(firm(), tmp_path)
    names = database.contact_list(engine)["name"].tolist()
    assert "Bruna Celestini" not in names
    assert "Kostas Meli" in names, "who said nothing stays"
    engine.dispose()


def test_a_no_that_is_said_while_a_file_is_brought_on_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program writes after the base was found and before it is filled."""
    database.built(firm(), tmp_path).dispose()
    file = tmp_path / "tables" / "08_crm.sqlite"

    def meanwhile(engine: Engine, case: Case, *, alone: bool) -> None:
        assert not alone
        other = database.open_base(file)
        database.opt_out(other, "K1")
        other.dispose()
        database.load(engine, case)

    monkeypatch.setattr("helpers.database.opening.load", meanwhile)
    engine = database.built(firm(), tmp_path)
    assert "Bruna Celestini" not in set(database.contact_list(engine)["name"])
    engine.dispose()


MADE = """
import sys
from dataclasses import replace
sys.path[:0] = [{here!r}, {root!r}]
from helpers.database import built
from small_firm import firm
built(replace(firm(), simulated={simulated}), {out!r}).dispose()
"""


@pytest.mark.parametrize("simulated", [True, False])
def test_a_base_made_of_a_case_alone_is_the_same_file_in_every_process(
    tmp_path: Path, *, simulated: bool
) -> None:
    """Dated and salted by the case; another case has another salt."""
    made = []
    for name in ("one", "two"):
        options = {"here": str(Path(__file__).parent), "root": str(ROOT), "simulated": simulated}
        script = MADE.format(**options, out=str(tmp_path / name))
        subprocess.run([sys.executable, "-c", script], check=True)
        made.append((tmp_path / name / "tables" / "08_crm.sqlite").read_bytes())
    assert made[0] == made[1]
    changed = tables()
    changed["contacts"].loc[0, "name"] = "Bruna"
    salts = {salt_of(replace(one, simulated=simulated)) for one in (firm(), firm(changed))}
    assert len(salts) == (1 if simulated else 2)


def test_a_base_that_people_work_in_is_salted_by_chance(tmp_path: Path) -> None:
    names = []
    for name in ("one", "two"):
        engine = database.open_base(tmp_path / name)
        database.load(engine, replace(firm(), simulated=False))
        names.append(database.query(engine, "SELECT person_id FROM persons ORDER BY 1").to_csv())
        engine.dispose()
    assert names[0] != names[1]


def test_built_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database.built(firm(), tmp_path).dispose()
    file = tmp_path / "tables" / "08_crm.sqlite"
    before = file.read_bytes()

    def broken(*rest: object, **options: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("helpers.database.opening.load", broken)
    with pytest.raises(OSError, match="no space"):
        database.built(firm(), tmp_path)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_built_that_fails_halfway_leaves_what_the_file_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.built(firm(), tmp_path).dispose()
    file = tmp_path / "tables" / "08_crm.sqlite"
    before = file.read_bytes()

    def broken(*rest: object) -> None:
        raise OSError("no space left")

    changed = tables()
    changed["customers"]["country"] = "Malta"
    monkeypatch.setattr("helpers.database.loading._Loader.finish", broken)
    with pytest.raises(OSError, match="no space"):
        database.built(firm(changed), tmp_path)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_new_file_that_fails_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*rest: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("helpers.database.loading._Loader.finish", broken)
    with pytest.raises(OSError, match="no space"):
        database.built(firm(), tmp_path)
    assert list((tmp_path / "tables").iterdir()) == []


@pytest.mark.parametrize("name", ["contacts", "leads"])
def test_a_name_in_two_halves_is_one_name(name: str, base: Engine) -> None:
    """Half a name is everybody's: to erase one Maria must not strike what is written of another."""
    halved = tables()
    halved[name] = halved[name].drop(columns="name", errors="ignore")
    halved[name]["last_name"] = ["Rossi", "Bianchi", None]
    halved[name]["first_name"] = ["Maria", "Maria", "Lea"]
    halved["leads"].loc[1, "message"] = "Ave Maria, three lamps"
    halved["leads"].loc[2, "message"] = "Maria Rossi said"
    database.load(base, firm(halved))
    key, who = ("contact_id", "K1") if name == "contacts" else ("lead_id", "L1")
    sql = f"SELECT name FROM {name} JOIN persons USING (person_id) ORDER BY {key}"
    assert database.query(base, sql)["name"].tolist() == ["Maria Rossi", "Maria Bianchi", "Lea"]
    database.erase(base, who, reason="asked")
    messages = database.query(base, "SELECT message FROM leads ORDER BY lead_id")["message"].tolist()
    assert messages[1:] == ["Ave Maria, three lamps", ERASED]
