"""Small looks into the base: whom to show, who shares an address, when anybody was met, what is refused."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Engine, text

from helpers.database.reading import fetched, query, reading
from helpers.database.words import Refused
from helpers.database.writing import add
from helpers.words import _

DAY = pd.Timestamp("2026-06-30")
# Rows that make no sense, each for one reason; the account is one that is there.
NONSENSE: tuple[tuple[str, dict[str, object], str], ...] = (
    ("activities", {"activity_id": "try", "at": DAY, "minutes": -30}, _("a talk of minus thirty minutes")),
    (
        "opportunities",
        {"opportunity_id": "try", "stage": "hot!!", "status": "open", "opened_at": DAY},
        _("a sale in a stage that is none"),
    ),
    (
        "orders",
        {"order_id": "try", "account_id": "nobody", "ordered_at": DAY, "lines": 1, "revenue": 10.0},
        _("an order of nobody"),
    ),
    (
        "consents",
        {"consent_id": "try", "channel": "dreams", "given": 1, "at": DAY, "source": "told us", "direct": 1},
        _("consent to being met in dreams"),
    ),
    (
        "tickets",
        {"ticket_id": "try", "opened_at": DAY, "resolved_at": DAY - pd.Timedelta(days=3)},
        _("solved before it came up"),
    ),
)
QUESTIONS = (
    ("DELETE FROM accounts", _("a question that deletes")),
    ("SELECT 1; DROP TABLE accounts", _("two statements in one")),
    ("SELECT * FROM tombstones", _("the list of the forgotten")),
)


def example_account(engine: Engine, named: Mapping[str, str] | None = None) -> str:
    """An account to show a page of: of the named ones the second, else the one with most orders, else any.

    Raises Refused where the base holds none.
    """
    with reading(engine) as connection:
        sql = """
            SELECT a.account_id, COUNT(o.order_id) AS orders FROM accounts a
            LEFT JOIN orders o ON o.account_id = a.account_id GROUP BY a.account_id ORDER BY 2 DESC, 1"""
        known = fetched(connection, text(sql))["account_id"].tolist()
    if not known:
        raise Refused(_("The base holds no account: this takes the table customers."))
    ours = [name for name in list(named or {}) if name in set(known)]
    return str((ours[1:] or ours or known)[0])


def example_person(engine: Engine) -> pd.Series:
    """Somebody of whom the base holds a name and a mail: person_id, name, email.

    Raises Refused where it holds nobody.
    """
    sql = """
        SELECT person_id, name, email FROM persons
        WHERE kind = 'person' AND name IS NOT NULL AND email IS NOT NULL ORDER BY name, person_id"""
    with reading(engine) as connection:
        people = fetched(connection, text(sql))
    if people.empty:
        raise Refused(_("The base holds nobody's name and mail: this takes contacts with name and email."))
    return people.iloc[0]


def shared_addresses(engine: Engine) -> pd.DataFrame:
    """Accounts that share a mail or a telephone with an earlier one: customer_id, same_as."""
    sql = """
        SELECT a.account_id AS customer_id, COALESCE(p.email, '') AS email, COALESCE(p.phone, '') AS phone
        FROM accounts a JOIN persons p ON p.person_id = a.person_id ORDER BY a.account_id"""
    with reading(engine) as connection:
        known = fetched(connection, text(sql))
    found = []
    for column in ("email", "phone"):
        part = known[known[column] != ""]
        first = part.groupby(part[column].str.casefold().str.strip())["customer_id"].transform("first")
        found.append(part.assign(same_as=first)[part["customer_id"] != first])
    both = pd.concat(found) if found else known.assign(same_as="")
    return both.drop_duplicates("customer_id")[["customer_id", "same_as"]].reset_index(drop=True)


def last_touched(engine: Engine) -> pd.Series:
    """When an account last ordered, was met or complained, by account_id."""
    sql = """
        SELECT account_id, MAX(at) AS at FROM (
            SELECT account_id, ordered_at AS at FROM orders UNION ALL SELECT account_id, at FROM activities
            UNION ALL SELECT account_id, opened_at AS at FROM tickets) AS touches
        WHERE account_id IS NOT NULL GROUP BY account_id"""
    with reading(engine) as connection:
        return fetched(connection, text(sql)).set_index("account_id")["at"]


def refused(engine: Engine) -> pd.DataFrame:
    """What the base does not take, tried on it: tried, answer (its sentence). Nothing is changed by it."""
    rows, account = [], example_account(engine)
    for table, values, words in NONSENSE:
        try:
            row: dict[str, Any] = {"account_id": account, **values}
            add(engine, table, **row)
            rows.append((words, _("taken")))
        except Refused as answer:
            rows.append((words, str(answer)))
    for sql, words in QUESTIONS:
        try:
            query(engine, sql)
            rows.append((words, _("answered")))
        except Refused as answer:
            rows.append((words, str(answer)))
    return pd.DataFrame(rows, columns=["tried", "answer"])
