"""Small letters of every script, on either engine: by itself SQLite knows those of ASCII alone."""

import sqlite3
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, text

# Of PostgreSQL's collations those that know every script, the first that a server has.
COLLATIONS = """
SELECT collname FROM pg_collation
WHERE collname IN ('und-x-icu', 'pg_c_utf8', 'C.utf8') AND current_setting('server_encoding') = 'UTF8'
ORDER BY collname DESC LIMIT 1
"""


def teach(connection: sqlite3.Connection) -> None:
    """Put Python's small letters in the place of SQLite's, under the same name.

    So a view that uses them can be read without us too, if only in ASCII.
    """
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: object) -> str | None:
    if value is None:
        return None
    return (value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)).lower()


def small(connection: Connection, value: ColumnElement[Any]) -> ColumnElement[str]:
    """A text in small letters, as the base makes them: both sides of a comparison must come from here."""
    name = collation(connection)
    return func.lower(value.collate(name) if name else value)


def collation(connection: Connection) -> str:
    """The collation by which PostgreSQL makes small letters; "" where the base's own knows them.

    A server set up with the locale C knows those of ASCII alone.
    """
    if connection.dialect.name != "postgresql":
        return ""
    if "letters" not in connection.info:
        knows = connection.scalar(text("SELECT lower('Ö') = 'ö'"))
        connection.info["letters"] = "" if knows else connection.scalar(text(COLLATIONS)) or ""
    return str(connection.info["letters"])
