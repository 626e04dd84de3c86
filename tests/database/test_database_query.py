"""Questions read and never write; values never become part of the text."""

import sqlite3
from pathlib import Path

import pandas as pd
import pytest
from small_firm import day, firm, tables
from sqlalchemy import Engine, Text, create_engine, text
from sqlalchemy.exc import DBAPIError

from helpers import database
from helpers.database.holdings import HOLDS
from helpers.database.schema import TABLES

EVIL = (
    "'; DROP TABLE accounts; --",
    'Robert"); DELETE FROM orders; --',
    "' OR '1'='1",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "<script>alert(1)</script>",
    ":name",
    "%s",
    "%(x)s",
    "?",
    "$1",
    "\\",
    "\\N",
    '"',
    "“”",
    "NULL",
    "a\nb",
    "a\r\nb",
    "a,b;c",
    "\\.",
    "王小明",
    "🙂",
    "null\0byte",
)


def wicked() -> dict[str, pd.DataFrame]:
    """The small firm's tables with a row for each wicked text, and that text in every column of text."""
    made = {}
    for name, frame in tables().items():
        rows = frame.iloc[[0] * len(EVIL)].reset_index(drop=True)
        for column in rows.select_dtypes(["object", "str"]).columns:
            rows[column] = [f"{column}{at:02}" for at in range(len(EVIL))] if column.endswith("_id") else EVIL
        made[name] = rows
    made["customers"]["customer_type"] = "retailer"
    return made


def test_text_of_any_kind_is_stored_as_it_is_and_does_nothing(base: Engine) -> None:
    """Through the load, in every column of text; only NUL, which one engine cannot hold, goes."""
    stored = [evil.replace("\0", "") for evil in EVIL]
    counts = database.load(base, firm(wicked()))
    assert counts["set_aside"].sum() == 0
    for table, key, columns in (
        ("accounts", "account_id", ("name", "country")),
        ("persons", "source_row", ("email", "phone", "street", "city")),
        ("contacts", "contact_id", ("buying_role",)),
        ("products", "product_id", ("name",)),
        ("leads", "lead_id", ("source", "message", "reply")),
        ("opportunities", "opportunity_id", ("stage",)),
        ("activities", "activity_id", ("channel", "direction", "purpose")),
        ("tickets", "ticket_id", ("category", "severity")),
        ("campaign_members", "account_id", ("arm",)),
    ):
        for column in columns:
            where = "WHERE kind = 'desk'" if table == "persons" else ""
            held = database.query(base, f"SELECT {column} AS value FROM {table} {where} ORDER BY {key}")
            assert held["value"].tolist() == stored, (table, column)
    sql = "SELECT COUNT(*) AS n FROM accounts WHERE country = :evil"
    assert all(database.query(base, sql, evil=evil)["n"].iloc[0] == 1 for evil in stored)


def test_every_text_column_takes_it_by_hand(base: Engine) -> None:
    database.load(base, firm())
    evil = "'); DROP TABLE accounts; -- =1+1 <b>"
    before = database.crm_rows(base)
    for name in HOLDS:
        table = TABLES[name]
        keys = [column.name for column in table.primary_key]
        row = database.query(base, f"SELECT * FROM {name} LIMIT 1").iloc[0]
        key = tuple(row[key].item() if hasattr(row[key], "item") else row[key] for key in keys)
        for column in table.columns:
            plain = isinstance(column.type, Text) and not column.primary_key and not column.foreign_keys
            if (plain and column.name not in ("kind", "channel", "status")) or (name, column.name) == (
                "orders",
                "channel",
            ):
                database.change(base, name, key, **{column.name: evil}, actor=evil)
                value = database.query(
                    base, f"SELECT {column.name} AS v FROM {name} WHERE {column.name} = :evil", evil=evil
                )
                assert len(value) == 1, (name, column.name)
    assert database.crm_rows(base) == before
    assert database.erase(base, "K1", reason=evil.replace("b", "i")).shape[0] > 0


WRITING = (
    "DELETE FROM accounts",
    "UPDATE accounts SET name = 'x'",
    "INSERT INTO stages (stage, position) VALUES ('x', 9)",
    "DROP TABLE accounts",
    "CREATE TABLE mine (x TEXT)",
    "COMMIT",
    "ROLLBACK",
    "WITH gone AS (SELECT 1) DELETE FROM accounts",
    "DELETE FROM audit",
    "ALTER TABLE accounts ADD COLUMN x TEXT",
)
ONLY = {
    "sqlite": (
        "ATTACH DATABASE 'x.sqlite' AS x",
        "PRAGMA query_only = OFF",
        "PRAGMA foreign_keys",
        "VACUUM INTO 'x.sqlite'",
    ),
    "postgresql": (
        "SET ROLE tests",
        "RESET ROLE",
        "SELECT set_config('transaction_read_only', 'off', false), setval('audit_audit_id_seq', 1)",
        "COPY accounts TO PROGRAM 'true'",
        "COPY accounts TO STDOUT",
        "SET TRANSACTION READ WRITE",
        "DO $$ BEGIN DELETE FROM accounts; END $$",
        "WITH gone AS (DELETE FROM accounts RETURNING 1) SELECT * FROM gone",
    ),
}


def test_a_question_that_writes_is_refused_and_changes_nothing(base: Engine) -> None:
    database.load(base, firm())
    before = database.crm_rows(base)
    for sql in (*WRITING, *ONLY[base.dialect.name]):
        with pytest.raises(database.Refused):
            database.query(base, sql)
    for sql in (
        "SELECT 1; DROP TABLE accounts",
        "COMMIT; DROP TABLE accounts",
        "ROLLBACK; DELETE FROM orders",
    ):
        with pytest.raises(database.Refused, match=r"one statement|would change"):
            database.query(base, sql)
    assert database.crm_rows(base) == before
    database.add(base, "accounts", account_id="C4")
    assert database.crm_rows(base) == before + 1, "who may write still may"


def test_the_salt_and_the_hashes_are_nobodys_business(base: Engine) -> None:
    for table in ("salts", "tombstones"):
        with pytest.raises(database.Refused, match="keeps this to itself"):
            database.query(base, f"SELECT * FROM {table}")


def test_what_is_not_understood_is_said_with_a_remedy(base: Engine) -> None:
    for sql, says in (
        ("SELECT * FROM acounts", "no table acounts. Did you mean “accounts”?"),
        ("SELECT nme FROM directory", "no column nme. Did you mean “name”?"),
        ("SELEC 1", "does not understand the question"),
        ("SELECT :who", "no value for it. Add who="),
    ):
        with pytest.raises(database.Refused, match=r".+") as refused:
            database.query(base, sql)
        assert says in str(refused.value)


def test_a_question_that_takes_too_long_is_stopped(base: Engine) -> None:
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT MAX(i) AS m FROM n"
    with pytest.raises(database.Refused, match="took too long"):
        database.query(base, endless, seconds=0.5)


def test_values_of_every_kind_and_lists(base: Engine) -> None:
    database.load(base, firm())
    since = database.query(
        base,
        "SELECT order_id, ordered_at FROM orders WHERE ordered_at >= :day ORDER BY 1",
        day=day("2025-04-02"),
    )
    assert since["order_id"].tolist() == ["O2", "O3"]
    assert since["ordered_at"].tolist() == [day("2025-04-02"), day("2025-05-03")]
    some = database.query(
        base, "SELECT name FROM directory WHERE country IN :places ORDER BY 1", places=["Italy", "Sweden"]
    )
    assert some["name"].tolist() == ["Ada Lindqvist", "Lanterna"]
    least = pd.Series([100.0]).iloc[0]
    assert len(database.query(base, "SELECT 1 AS one FROM orders WHERE revenue > :least", least=least)) == 2


def test_a_base_opened_for_reading_cannot_be_written(url: str) -> None:
    database.open_base(url).dispose()
    reader = database.open_base(url, read_only=True)
    assert database.crm_rows(reader) == 0
    with pytest.raises((database.Refused, DBAPIError)), reader.begin() as connection:
        connection.execute(text("DELETE FROM stages"))
    with pytest.raises((database.Refused, DBAPIError)):
        database.load(reader, firm())
    reader.dispose()


def test_roles_of_a_server(url: str, base: Engine) -> None:
    found = database.roles(base)
    assert found["role"].tolist() == ["read", "write"]
    if base.dialect.name != "postgresql":
        assert "read_only=True" in found["how"].iloc[0]
        return
    database.load(base, firm())
    for role, sql, allowed in (
        ("ninesteps_reader", "SELECT COUNT(*) FROM contactable", True),
        ("ninesteps_reader", "DELETE FROM stages WHERE stage = 'x'", False),
        ("ninesteps_reader", "SELECT * FROM salts", False),
        ("ninesteps_writer", "DELETE FROM stages WHERE stage = 'x'", True),
        ("ninesteps_writer", "DELETE FROM audit", False),
        ("ninesteps_writer", "DROP TABLE audit", False),
    ):
        engine = create_engine(url)
        with engine.connect() as connection:
            connection.execute(text(f"SET ROLE {role}"))
            if allowed:
                connection.execute(text(sql))
            else:
                with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
                    connection.execute(text(sql))
        engine.dispose()


def test_words_for_what_is_no_base(tmp_path: Path) -> None:
    for where, says in (
        ("mysql://me@here/base", "not on mysql"),
        ("://", "no address of a base"),
        (str(tmp_path / "no" / "crm.sqlite"), "its folder is missing"),
        (str(tmp_path), "cannot be a base"),
    ):
        with pytest.raises(database.Refused, match=says):
            database.open_base(where)
    with pytest.raises(database.Refused, match=r"no base crm\.sqlite to read"):
        database.open_base(tmp_path / "crm.sqlite", read_only=True)
    (tmp_path / "letter.txt").write_text("Dear all, " * 1000, encoding="utf-8")
    with pytest.raises(database.Refused, match=r"letter\.txt cannot be opened"):
        database.open_base(tmp_path / "letter.txt")
    with sqlite3.connect(tmp_path / "theirs.sqlite") as connection:
        connection.execute("CREATE TABLE accounts (x TEXT)")
    connection.close()
    with pytest.raises(database.Refused, match=r"has tables accounts that the course did not make"):
        database.open_base(tmp_path / "theirs.sqlite")


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(database.Refused) as refused:
        database.open_base("postgresql+psycopg://me:secret@127.0.0.1:9/crm")
    assert "127.0.0.1:9/crm cannot be opened" in str(refused.value)
    assert "secret" not in str(refused.value)
