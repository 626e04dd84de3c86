"""How much of each field group the base holds."""

import pandas as pd
from sqlalchemy import Engine, text

from helpers.database.reading import fetched, reading

# Of whom a column is asked: of every account, or of every contact.
ASKED = {
    "accounts": "SELECT COUNT({column}), COUNT(*) FROM accounts WHERE {firm}",
    "persons": (
        "SELECT COUNT(p.{column}), COUNT(*) FROM accounts "
        "LEFT JOIN persons p ON p.person_id = accounts.person_id WHERE {firm}"
    ),
    "contacts": "SELECT COUNT({column}), COUNT(*) FROM contacts",
}
# An account has what at least one of its rows elsewhere says.
HAS = (
    "SELECT COUNT(DISTINCT t.account_id), (SELECT COUNT(*) FROM accounts WHERE {firm}) "
    "FROM {table} t JOIN accounts ON accounts.account_id = t.account_id "
    "WHERE {firm} AND t.{column} IS NOT NULL"
)
FIRM = "COALESCE(accounts.account_type, '') <> 'household'"


def completeness(engine: Engine) -> pd.DataFrame:
    """The nineteen field groups: side (enterprise, person), position, name_en, name_zh, lawful_basis, keep
    (0/1), held_in, note, held, of and share: how many firms, or contacts, have something there.

    Groups that the base has no column for are blank: not kept, or not asked for yet.
    """
    with reading(engine) as connection:
        groups = fetched(connection, text("SELECT * FROM field_groups ORDER BY side, position"))
        counts = []
        for side, held_in in zip(groups["side"], groups["held_in"], strict=True):
            if not isinstance(held_in, str):
                counts.append((None, None))
                continue
            table, __, column = held_in.partition(".")
            own = table in ASKED and (table != "contacts" or side == "person")
            sql = (ASKED[table] if own else HAS).format(table=table, column=column, firm=FIRM)
            counts.append(tuple(connection.execute(text(sql)).one()))
    groups["held"] = pd.array([held for held, __ in counts], dtype="Int64")
    groups["of"] = pd.array([of for __, of in counts], dtype="Int64")
    groups["share"] = groups["held"].astype(float) / groups["of"].astype(float).where(groups["of"] > 0)
    return groups
