"""What the base holds: its tables and their columns, where rows came from, what changed, what was refused."""

import pandas as pd
from sqlalchemy import Engine, func, select, text

from helpers.database.kinds import SENTENCES
from helpers.database.reading import HIDDEN, fetched, known_names, reading
from helpers.database.schema import TABLES
from helpers.database.words import Refused
from helpers.reading.settings import near
from helpers.words import _

# What a load fills, and what a person calls it. crm_rows counts these.
HOLDS = {
    "accounts": _("customers: firms, and households"),
    "persons": _("names and addresses of people; nowhere else"),
    "contacts": _("who plays which part at an account"),
    "consents": _("who said yes or no to being contacted"),
    "products": _("what is sold"),
    "leads": _("who might become a customer"),
    "stages": _("the stages of a sale, in order"),
    "opportunities": _("sales that may come"),
    "stage_history": _("when a sale entered a stage"),
    "activities": _("visits, calls and letters"),
    "orders": _("orders"),
    "order_lines": _("lines of orders"),
    "tickets": _("complaints and requests for service"),
    "campaigns": _("mailings"),
    "campaign_members": _("who was in a mailing or in its control group"),
}


def tables(engine: Engine) -> pd.DataFrame:
    """What a load fills: table, holds (in words), rows, columns (listed)."""
    with reading(engine) as connection:
        rows = [
            {
                "table": name,
                "holds": holds,
                "rows": connection.scalar(select(func.count()).select_from(TABLES[name])),
                "columns": ", ".join(
                    column.name for column in TABLES[name].columns if "source_" not in column.name
                ),
            }
            for name, holds in HOLDS.items()
        ]
    return pd.DataFrame(rows)


def crm_rows(engine: Engine) -> int:
    """How many rows the loaded tables hold; the base's own book-keeping does not count."""
    return int(tables(engine)["rows"].sum())


def columns(engine: Engine, table: str) -> pd.DataFrame:
    """The columns of a table: column, kind (text, number, whole number, day, stamp), may_be_blank, refers_to,
    rule (what is refused, in words).
    """
    if table not in TABLES or table in HIDDEN:
        raise Refused(
            _("There is no table {name}. {near}").format(name=table, near=near(table, known_names(engine)))
        )
    kinds = {
        "Text": _("text"),
        "Real": _("number"),
        "Integer": _("whole number"),
        "Date": _("day"),
        "DateTime": _("stamp"),
    }
    declared = TABLES[table]
    rows = []
    for column in declared.columns:
        rules = [text_ for name, text_ in SENTENCES.items() if name == f"{table}_{column.name}"]
        parents = [f"{key.column.table.name}.{key.column.name}" for key in column.foreign_keys]
        kind = type(column.type).__name__
        rows.append(
            {
                "column": column.name,
                "kind": kinds.get(kind, kind),
                "may_be_blank": bool(column.nullable),
                "refers_to": ", ".join(parents),
                "rule": " ".join(rules),
            }
        )
    return pd.DataFrame(rows)


def lineage(engine: Engine) -> pd.DataFrame:
    """The source of record of each table: table, file (“by hand” where people wrote), case_name, loaded_at,
    rows.
    """
    with reading(engine) as connection:
        found = []
        for name in HOLDS:
            query_ = text(
                f"SELECT s.case_name, s.file, s.loaded_at, SUM(t.n) AS rows "
                f"FROM (SELECT source_id, COUNT(*) AS n FROM {name} GROUP BY source_id) t "
                "LEFT JOIN sources s ON s.source_id = t.source_id GROUP BY s.case_name, s.file, s.loaded_at"
            )
            found.append(fetched(connection, query_).assign(table=name))
    frame = pd.concat(found, ignore_index=True)
    frame["file"] = frame["file"].fillna(_("by hand"))
    return frame[["table", "file", "case_name", "loaded_at", "rows"]]


def audit(engine: Engine, table: str = "", row_key: str = "", *, rows: int = 100) -> pd.DataFrame:
    """The last changes, newest first: table_name, row_key, action, column_name, old_value, new_value, actor,
    at; of one table, or of one row of it.
    """
    ledger = TABLES["audit"]
    wanted = select(*(column for column in ledger.columns if column.name != "audit_id"))
    if table:
        wanted = wanted.where(ledger.c.table_name == table)
    if row_key:
        wanted = wanted.where(ledger.c.row_key == row_key)
    with reading(engine) as connection:
        return fetched(connection, wanted.order_by(ledger.c.audit_id.desc()).limit(rows))


def refusals(engine: Engine) -> pd.DataFrame:
    """Rows of files that the base did not take: table_name, row_key, source_row, reason."""
    with reading(engine) as connection:
        sql = "SELECT table_name, row_key, source_row, reason FROM refusals ORDER BY table_name, source_row"
        return fetched(connection, text(sql))
