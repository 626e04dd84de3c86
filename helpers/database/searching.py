"""Where in the base something stands, in any column of any table."""

from collections.abc import Iterator

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Engine, Table, Text, case, cast, func, literal, or_, select

from helpers.database.letters import small
from helpers.database.reading import reading
from helpers.database.schema import TABLES


def texts_of(table: Table) -> Iterator[str]:
    """Columns of running text: neither keys nor names of other rows."""
    for column in table.columns:
        if isinstance(column.type, Text) and not column.primary_key and not column.foreign_keys:
            yield column.name


def holds(connection: Connection, table: Table, column: str, needle: str) -> ColumnElement[bool]:
    """Whether a text holds a value, in capitals or small letters."""
    escaped = needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    sought = small(connection, literal(f"%{escaped}%", Text))
    return small(connection, cast(table.c[column], Text)).like(sought, escape="\\")


def mentions(engine: Engine, *texts: str) -> pd.DataFrame:
    """Where any of the texts stands in the base, in any column of any table: table, column, rows."""
    found = []
    with reading(engine) as connection:
        for name, table in TABLES.items():
            where = {
                column.name: or_(*(holds(connection, table, column.name, one) for one in texts if one))
                for column in table.columns
            }
            counts = [func.sum(case((which, 1), else_=0)) for which in where.values()]
            rows = connection.execute(select(*counts).select_from(table)).one()
            found += [(name, column, int(n)) for column, n in zip(where, rows, strict=True) if n]
    return pd.DataFrame(found, columns=["table", "column", "rows"])
