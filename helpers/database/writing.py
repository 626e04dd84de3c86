"""Write a row by hand: add, change, remove, each with its line in the audit."""

import math
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Integer,
    Table,
    Text,
    and_,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError

from helpers.database.holdings import HOLDS
from helpers.database.reading import reading
from helpers.database.schema import TABLES
from helpers.database.words import Refused, explained
from helpers.reading.settings import near
from helpers.words import _

Key = str | tuple[str | int, ...]


def add(engine: Engine, table: str, *, actor: str = "you", **values: Any) -> str:
    """Add a row; gives its key. Without a key, one is made where it is a single text. Raises Refused."""
    into, row = _table(table), _converted(_table(table), values)
    keys = [column.name for column in into.primary_key]
    if len(keys) == 1 and row.get(keys[0]) is None and isinstance(into.c[keys[0]].type, Text):
        row[keys[0]] = f"{'p' if table == 'persons' else 'new-'}{secrets.token_hex(8)}"
    key = " ".join(str(row.get(name, "")) for name in keys)
    try:
        with engine.begin() as connection:
            connection.execute(insert(into).values(row))
            _no_circle(connection, into, row)
            written(connection, into, key, "added", actor)
    except DBAPIError as error:
        with reading(engine) as connection:
            raise explained(connection, into, row, error) from error
    return key


def change(engine: Engine, table: str, key: Key, *, actor: str = "you", **values: Any) -> pd.DataFrame:
    """Change columns of one row; gives what was changed: column, old, new. Raises Refused."""
    into, row = _table(table), _converted(_table(table), values)
    try:
        with engine.begin() as connection:
            found = _found(connection, into, key)
            differing = {name: value for name, value in row.items() if found[name] != value}
            if differing:
                connection.execute(update(into).where(_is(into, key)).values(differing))
                _no_circle(connection, into, {**found, **differing})
            for name, value in differing.items():
                written(connection, into, _text(key), "changed", actor, name, found[name], value)
    except DBAPIError as error:
        with reading(engine) as connection:
            raise explained(connection, into, _keyed(into, key) | row, error) from error
    made = [(name, found[name], value) for name, value in differing.items()]
    return pd.DataFrame(made, columns=["column", "old", "new"])


def remove(engine: Engine, table: str, key: Key, *, actor: str = "you") -> None:
    """Remove one row to which nothing refers any more. To forget a person, use erase. Raises Refused."""
    into = _table(table)
    try:
        with engine.begin() as connection:
            _found(connection, into, key)
            connection.execute(delete(into).where(_is(into, key)))
            written(connection, into, _text(key), "removed", actor)
    except DBAPIError as error:
        message = _("{table} {key}: other rows refer to it. Remove those first, or keep it.")
        raise Refused(message.format(table=table, key=_text(key))) from error


def written(  # noqa: PLR0913, PLR0917 – the columns of a line of the audit
    connection: Connection, table: Table, key: str, action: str, actor: str,
    column: str | None = None, old: object = None, new: object = None,
) -> None:  # fmt: skip
    """One line of the audit."""
    plain = {"old_value": old, "new_value": new}
    values = {name: None if value is None else str(value) for name, value in plain.items()}
    at = datetime.now().replace(microsecond=0)
    line = {
        "table_name": table.name,
        "row_key": key,
        "action": action,
        "column_name": column,
        "actor": actor,
        "at": at,
    }
    connection.execute(insert(TABLES["audit"]).values(**line, **values))


def _table(name: str) -> Table:
    """A table that people may write."""
    if name not in HOLDS:
        raise Refused(
            _("There is no table {name} to write in. {near}").format(name=name, near=near(name, list(HOLDS)))
        )
    return TABLES[name]


def _is(table: Table, key: Key) -> Any:
    """The condition that a row has this key."""
    return and_(*(table.c[name] == value for name, value in _keyed(table, key).items()))


def _keyed(table: Table, key: Key) -> dict[str, Any]:
    names = [column.name for column in table.primary_key]
    parts = key if isinstance(key, tuple) else (key,)
    if len(parts) != len(names):
        text = _("A row of {table} is found by {names}: give {n} values as the key.")
        raise Refused(text.format(table=table.name, names=", ".join(names), n=len(names)))
    return dict(zip(names, parts, strict=True))


def _text(key: Key) -> str:
    return " ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _found(connection: Connection, table: Table, key: Key) -> dict[str, Any]:
    """The row, or a refusal."""
    row = connection.execute(select(table).where(_is(table, key))).mappings().first()
    if row is None:
        raise Refused(
            _("There is no {key} in {table}: look for it with query.").format(
                key=_text(key), table=table.name
            )
        )
    return dict(row)


def _converted(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the columns take them."""
    for name in values:
        if name not in table.c:
            known = [column.name for column in table.columns]
            text = _("{table} has no column {name}. {near}")
            raise Refused(text.format(table=table.name, name=name, near=near(name, known)))
    return {name: _as_column(table.c[name], value) for name, value in values.items()}


def _as_column(column: Column[Any], value: Any) -> Any:
    """One value as its column takes it; a refusal says what it takes."""
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    where = f"{column.table.name}.{column.name}"
    if isinstance(column.type, Text):
        return str(value).replace("\0", "")
    if isinstance(column.type, DateTime | Date):
        stamp = pd.to_datetime(value, errors="coerce")
        if pd.isna(stamp):
            raise Refused(
                _("{where} takes a day or a time, not “{value}”: write it as 2026-06-30.").format(
                    where=where, value=value
                )
            )
        return stamp.to_pydatetime() if isinstance(column.type, DateTime) else stamp.date()
    number = pd.to_numeric(value, errors="coerce") if not isinstance(value, bool) else int(value)
    if pd.isna(number) or math.isinf(number) or (isinstance(column.type, Integer) and number != int(number)):
        kind = _("whole number") if isinstance(column.type, Integer) else _("number")
        raise Refused(_("{where} takes a {kind}, not “{value}”.").format(where=where, kind=kind, value=value))
    return int(number) if isinstance(column.type, Integer) else float(number)


def _no_circle(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Refuse an account whose line of parents comes back to it."""
    if table.name != "accounts" or row.get("parent_id") is None:
        return
    accounts = TABLES["accounts"]
    up = (
        select(accounts.c.parent_id.label("account_id"))
        .where(accounts.c.account_id == row["account_id"])
        .cte("up", recursive=True)
    )
    further = select(accounts.c.parent_id).join(up, accounts.c.account_id == up.c.account_id)
    up = up.union(further)
    found = connection.scalar(
        select(func.count(literal(1))).select_from(up).where(up.c.account_id == row["account_id"])
    )
    if found:
        text = _(
            "{account} would stand above itself: {parent} is already below it. "
            "Choose a parent outside its family."
        )
        raise Refused(text.format(account=row["account_id"], parent=row["parent_id"]))
