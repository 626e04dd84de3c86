"""An old base is brought up with all it holds; a newer one is refused."""

import pytest
from small_firm import firm, tables
from sqlalchemy import Engine, inspect, text

from helpers import database
from helpers.database.migrations import MIGRATIONS, VERSION, Migration, bring_up
from helpers.database.views import VIEWS, drop_views

# What version 2 brought, taken back.
BACK_TO_ONE = (
    "ALTER TABLE activities DROP COLUMN note",
    "ALTER TABLE tickets DROP COLUMN note",
    "DROP TABLE refusals",
    "DELETE FROM schema_version",
    "INSERT INTO schema_version (version, note, at) VALUES (1, 'made new', '2025-01-01 00:00:00')",
)

# What the list of version 2 saw of this: each telephone as it is spelt.
VERSION_TWO = """
SELECT 'phone' AS channel, w.account_id, w.person_id, p.phone AS address
FROM who w JOIN persons p ON p.person_id = w.person_id
WHERE p.phone <> '' AND w.person_id NOT IN (
    SELECT person_id FROM consents WHERE person_id IS NOT NULL AND channel = 'phone' AND given = 0)
"""


def shape(engine: Engine) -> dict[str, set[str]]:
    found = inspect(engine)
    tables = {
        name: {column["name"] for column in found.get_columns(name)} for name in found.get_table_names()
    }
    return tables | {name: set() for name in found.get_view_names()}


def test_version_one_is_brought_up_with_what_it_holds(url: str) -> None:
    engine = database.open_base(url)
    new = shape(engine)
    database.load(engine, firm())
    rows = database.crm_rows(engine)
    with engine.begin() as connection:
        drop_views(connection)
        for sql in BACK_TO_ONE:
            connection.execute(text(sql))
    engine.dispose()
    engine = database.open_base(url)
    assert shape(engine) == new
    assert database.crm_rows(engine) == rows
    assert database.query(engine, "SELECT version FROM schema_version ORDER BY 1")["version"].tolist() == [
        1,
        2,
        3,
    ]
    assert database.load(engine, firm())["added"].sum() == 0
    engine.dispose()


def test_version_two_gets_the_stricter_list(url: str) -> None:
    """A base of before is opened as it is, and the telephone that said no in another spelling is off."""
    engine = database.open_base(url)
    shared = tables()
    shared["contacts"]["phone"] = ["+49 (40) 12", "+49 40 12", "0030 2 - 22"]
    shared["customers"]["consent_phone"] = 1
    database.load(engine, firm(shared))
    database.opt_out(engine, "K1", channel="phone")
    with engine.begin() as connection:
        drop_views(connection)
        for name, says in (VIEWS | {"contactable": VERSION_TWO}).items():
            connection.execute(text(f"CREATE VIEW {name} AS {says}"))
        for sql in BACK_TO_ONE[3:]:
            connection.execute(text(sql.replace("(1, 'made new'", "(2, 'made new'")))
    assert "+49 40 12" in set(database.contact_list(engine, "phone")["address"]), "the fault of version 2"
    engine.dispose()
    engine = database.open_base(url)
    assert database.query(engine, "SELECT MAX(version) AS v FROM schema_version")["v"].tolist() == [VERSION]
    assert not {"+49 40 12", "+49 (40) 12"} & set(database.contact_list(engine, "phone")["address"])
    assert "0030 2 - 22" in set(database.contact_list(engine, "phone")["address"])
    engine.dispose()


def test_opening_again_changes_nothing(url: str) -> None:
    for __ in range(2):
        engine = database.open_base(url)
        assert database.query(engine, "SELECT version FROM schema_version")["version"].tolist() == [VERSION]
        engine.dispose()


def test_a_newer_base_is_refused_in_words(url: str) -> None:
    engine = database.open_base(url)
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO schema_version (version, note, at) VALUES (99, 'x', '2030-01-01 00:00:00')")
        )
    engine.dispose()
    with pytest.raises(
        database.Refused, match=r"of version 99; this course knows versions up to 3\. Install"
    ):
        database.open_base(url)


def test_a_step_that_fails_leaves_the_version_before(url: str) -> None:
    engine = database.open_base(url)

    def broken(connection: object) -> None:
        connection.execute(text("ALTER TABLE accounts ADD COLUMN half TEXT"))  # type: ignore[attr-defined]
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        bring_up(engine, (*MIGRATIONS, Migration(VERSION + 1, "half", broken)))
    assert "half" not in shape(engine)["accounts"]
    assert "contactable" in shape(engine)
    engine.dispose()


def test_the_list_of_steps_is_in_order() -> None:
    versions = [step.version for step in MIGRATIONS]
    assert versions == list(range(2, 2 + len(versions)))
