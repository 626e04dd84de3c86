"""What makes no sense is refused, in a sentence that says what, where, and how to mend it."""

import pytest
from small_firm import firm
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from helpers import database
from helpers.database.kinds import SENTENCES
from helpers.database.schema import TABLES

REFUSED = [
    ("activities", {"account_id": "C1", "at": "2025-01-01", "minutes": -3}, "minutes is below zero"),
    ("activities", {"account_id": "C1", "at": "2025-01-01", "cost": -3}, "cost is below zero"),
    ("activities", {"account_id": "C9", "at": "2025-01-01"}, "no “C9” in accounts: add it there first"),
    ("activities", {"account_id": "C1"}, "at must not be blank"),
    ("activities", {"account_id": "C1", "at": "soon"}, "takes a day or a time, not “soon”"),
    ("activities", {"account_id": "C1", "at": "2025-01-01", "minutes": "an hour"}, "takes a number"),
    (
        "activities",
        {"account_id": "C1", "at": "2025-01-01", "minute": 3},
        "no column minute. Did you mean “minutes”?",
    ),
    (
        "orders",
        {"order_id": "O9", "account_id": "C9", "ordered_at": "2025-01-01", "lines": 0, "revenue": 0},
        "no “C9”",
    ),
    (
        "orders",
        {"order_id": "O1", "account_id": "C1", "ordered_at": "2025-01-01", "lines": 0, "revenue": 0},
        "such a row already",
    ),
    (
        "orders",
        {"order_id": "O9", "account_id": "C1", "ordered_at": "2025-01-01", "lines": -1, "revenue": 0},
        "lines counts",
    ),
    ("order_lines", {"order_id": "O1", "line_no": 0}, "line_no counts from 1"),
    (
        "opportunities",
        {"stage": "handshake", "status": "open"},
        "no stage “handshake”; the stages are search, interest",
    ),
    ("opportunities", {"stage": "search", "status": "hopeful"}, "open, won or lost"),
    ("opportunities", {"stage": "search", "status": "open", "probability": 80}, "write 0.8 for 80%"),
    ("opportunities", {"stage": "search", "status": "open", "amount": -1}, "amount is below zero"),
    (
        "opportunities",
        {"stage": "search", "status": "won", "opened_at": "2025-02-01", "closed_at": "2025-01-01"},
        "close before it opens",
    ),
    ("stages", {"stage": "handshake", "position": 0}, "from 1"),
    (
        "stage_history",
        {"opportunity_id": "L1", "step": 0, "stage": "search", "entered_at": "2025-01-01"},
        "step counts from 1",
    ),
    ("leads", {"converted": 2}, "1 for yes and 0 for no"),
    (
        "leads",
        {"converted": 1, "created_at": "2025-02-01", "converted_at": "2025-01-01"},
        "before it came in",
    ),
    ("tickets", {"opened_at": "2025-02-01", "first_reply_at": "2025-01-01"}, "answered before it is opened"),
    ("tickets", {"opened_at": "2025-02-01", "resolved_at": "2025-01-01"}, "settled before it is opened"),
    ("tickets", {"opened_at": "2025-02-01", "reopened": 7}, "1 for yes"),
    (
        "consents",
        {"account_id": "C1", "channel": "pigeon", "given": 1, "at": "2025-01-01", "source": "x", "direct": 1},
        "email, phone and post",
    ),
    (
        "consents",
        {"account_id": "C1", "channel": "email", "given": 3, "at": "2025-01-01", "source": "x", "direct": 1},
        "1 for yes",
    ),
    (
        "consents",
        {"account_id": "C1", "channel": "email", "given": 1, "at": "2025-01-01", "source": "x", "direct": 4},
        "said to us",
    ),
    (
        "consents",
        {"channel": "email", "given": 1, "at": "2025-01-01", "source": "x", "direct": 1},
        "one account or of one person",
    ),
    ("persons", {"kind": "robot"}, "person or desk"),
    ("accounts", {"account_id": "C4", "parent_id": "C4"}, "own parent"),
    ("accounts", {"account_id": "C4", "parent_id": "C9"}, "no “C9” in accounts"),
    ("accounts", {"account_id": "C4", "acquisition_cost": -5}, "acquisition_cost is below zero"),
    ("accounts", {"account_id": "C4", "acquisition_cost": float("inf")}, "takes a number"),
    (
        "campaign_members",
        {"campaign_id": "2025-02-20", "account_id": "C3", "member_no": 1, "arm": "x", "returned": 5},
        "1 for yes",
    ),
    (
        "campaign_members",
        {
            "campaign_id": "2025-02-20",
            "account_id": "C3",
            "member_no": 1,
            "arm": "x",
            "returned": 1,
            "cost": -1,
        },
        "cost is below zero",
    ),
    ("salts", {"purpose": "x", "value": "y"}, "no table salts to write in"),
]


def test_each_rule_is_said_in_words(base: Engine) -> None:
    database.load(base, firm())
    before = database.crm_rows(base)
    for table, values, says in REFUSED:
        with pytest.raises(database.Refused, match=r".+") as refused:
            database.add(base, table, **values)
        assert says in str(refused.value), (table, values, str(refused.value))
        assert str(refused.value).endswith((".", "?")), str(refused.value)
    assert database.crm_rows(base) == before, "nothing of it is there"


def test_every_rule_of_the_models_is_among_them() -> None:
    """A rule without a test would be a promise."""
    said = " ".join(says for *__, says in REFUSED)
    untested = [
        name for name, sentence in SENTENCES.items() if not any(part in sentence for part in said_parts())
    ]
    assert not untested, said


def said_parts() -> list[str]:
    return [says for *__, says in REFUSED]


def test_the_engine_itself_refuses_too(base: Engine) -> None:
    """Not only our own way in: text in a number, an unknown account, a flag of 7."""
    database.load(base, firm())
    for sql in (
        "INSERT INTO activities (activity_id, account_id, at, minutes) "
        "VALUES ('I9', 'C1', '2025-01-01 00:00:00', 'much')",
        "INSERT INTO activities (activity_id, account_id, at) VALUES ('I9', 'C9', '2025-01-01 00:00:00')",
        "UPDATE tickets SET reopened = 7",
        "DELETE FROM accounts WHERE account_id = 'C1'",
    ):
        with pytest.raises(DBAPIError), base.begin() as connection:
            connection.execute(text(sql))


def test_a_circle_of_accounts_is_refused(base: Engine) -> None:
    database.load(base, firm())
    database.change(base, "accounts", "C1", parent_id="C2")
    database.change(base, "accounts", "C2", parent_id="C3")
    with pytest.raises(database.Refused, match="C3 would stand above itself: C1 is already below it"):
        database.change(base, "accounts", "C3", parent_id="C1")
    assert database.change(base, "accounts", "C1", parent_id=None)["old"].tolist() == ["C2"]


def test_add_change_and_remove_write_the_audit(base: Engine) -> None:
    database.load(base, firm())
    key = database.add(base, "activities", account_id="C1", at="2025-06-29 10:00", minutes=20, actor="Lin")
    made = database.change(base, "activities", key, minutes=25, note="called back", actor="Lin")
    assert made["column"].tolist() == ["minutes", "note"]
    database.remove(base, "activities", key, actor="Mei")
    told = database.audit(base, "activities", key)
    assert told["action"].tolist() == ["removed", "changed", "changed", "added"]
    assert told["actor"].tolist() == ["Mei", "Lin", "Lin", "Lin"]
    assert (told["old_value"].iloc[2], told["new_value"].iloc[2]) == ("20.0", "25.0")
    with pytest.raises(database.Refused, match=f"no {key} in activities"):
        database.change(base, "activities", key, minutes=1)
    with pytest.raises(database.Refused, match="other rows refer to it"):
        database.remove(base, "accounts", "C1")
    assert database.change(base, "order_lines", ("O1", 2), quantity=3)["new"].tolist() == [3.0]
    with pytest.raises(database.Refused, match="found by order_id, line_no: give 2 values"):
        database.change(base, "order_lines", "O1", quantity=3)


def test_the_tables_are_as_the_models_say(base: Engine) -> None:
    found = inspect(base)
    for name, table in TABLES.items():
        assert [column["name"] for column in found.get_columns(name)] == [
            column.name for column in table.columns
        ]
        assert len(found.get_foreign_keys(name)) == len(table.foreign_key_constraints)
    assert (
        database.columns(base, "activities")
        .set_index("column")
        .loc["minutes", "rule"]
        .startswith("minutes is below")
    )
    with pytest.raises(database.Refused, match="Did you mean “orders”"):
        database.columns(base, "order")
