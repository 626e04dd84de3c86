"""What the base says no to, as a sentence: what, where, and how to mend it."""

import re
import sqlite3
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DBAPIError

from helpers.database.kinds import SENTENCES
from helpers.words import _, listed

# How the two engines name what they refuse.
NOT_NULL = re.compile(r"NOT NULL constraint failed: (\w+)\.(\w+)|null value in column \"(\w+)\"")
UNIQUE = re.compile(r"UNIQUE constraint failed|duplicate key value")
KIND = re.compile(r"cannot store (\w+) value in (\w+) column (\w+)\.(\w+)")


class Refused(ValueError):  # noqa: N818 – what people read: the base refused
    """The base does not take this; the text says what, where, and how to mend it."""


def explained(connection: Connection, table: Table, values: Mapping[str, Any], error: DBAPIError) -> Refused:
    """The sentence for an error that writing `values` into `table` brought. connection: to look up what is
    missing, outside the failed transaction.
    """
    said = str(error.orig)
    rule = _named(error)
    if rule in SENTENCES:
        return _at(table, values, SENTENCES[rule])
    if found := NOT_NULL.search(said):
        column = found.group(2) or found.group(3)
        return _at(table, values, _("{column} must not be blank: write it.").format(column=column))
    if UNIQUE.search(said):
        return _at(table, values, _("There is such a row already: change it, or choose another key."))
    if missing := missing_parent(connection, table, values):
        return _at(table, values, missing)
    if found := KIND.search(said):
        text = _("{column} takes a {kind}, not a text: write it without words or signs.")
        kind = {"REAL": _("number"), "INTEGER": _("whole number")}.get(found.group(2), found.group(2))
        return _at(table, values, text.format(column=found.group(4), kind=kind))
    return _at(table, values, _("The base does not take it: {why}.").format(why=said.strip().splitlines()[0]))


def _named(error: DBAPIError) -> str:
    """The name of the rule that was broken, "" where the engine does not say."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name or "")
    found = re.search(r"CHECK constraint failed: (\w+)", str(error.orig))
    return found.group(1) if found and isinstance(error.orig, sqlite3.Error) else ""


def missing_parent(connection: Connection, table: Table, values: Mapping[str, Any]) -> str:
    """Which row the values refer to that is not there, in words; "" where all are."""
    for key in table.foreign_keys:
        value, parent = values.get(key.parent.name), key.column
        if value is None:
            continue
        if connection.execute(select(parent).where(parent == value)).first() is None:
            if parent.table.name == "stages":
                known = listed(
                    [
                        str(name)
                        for name in connection.scalars(select(parent).order_by(parent.table.c.position))
                    ]
                ) or _("none")
                text = _("There is no stage “{value}”; the stages are {known}. Choose one.")
                return text.format(value=value, known=known)
            text = _("There is no “{value}” in {table}: add it there first, or mend {column}.")
            return text.format(value=value, table=parent.table.name, column=key.parent.name)
    return ""


def _at(table: Table, values: Mapping[str, Any], sentence: str) -> Refused:
    """The sentence with the place before it."""
    key = " ".join(str(values[column.name]) for column in table.primary_key if column.name in values)
    return Refused(f"{table.name} {key}: {sentence}" if key else f"{table.name}: {sentence}")
