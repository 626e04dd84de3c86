"""Rows by the hundred thousand into a temporary table beside the real one, on either engine."""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv
from sqlalchemy import Column, Connection, Date, DateTime, Integer, MetaData, Table, Text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import AddConstraint, DropConstraint
from sqlalchemy.types import TypeEngine

CHUNK = 100_000


def chunks(frame: pd.DataFrame, size: int = CHUNK) -> Iterator[pd.DataFrame]:
    """The frame in pieces, so that only one of them is held twice."""
    for start in range(0, len(frame), size):
        yield frame.iloc[start : start + size]


def make_incoming(connection: Connection, table: Table, columns: list[str], *, key: str = "") -> Table:
    """An empty temporary table `incoming` with these columns of the table and no rules but perhaps a key."""
    drop_incoming(connection)
    incoming = _incoming(table, tuple(columns), key)
    incoming.create(connection)
    return incoming


@cache
def _incoming(table: Table, columns: tuple[str, ...], key: str) -> Table:
    """The same object for the same columns, so that what was compiled for it serves again."""
    made = [Column(name, table.c[name].type, primary_key=name == key) for name in columns]
    return Table("incoming", MetaData(), *made, prefixes=["TEMPORARY"])


def drop_incoming(connection: Connection) -> None:
    """Take the temporary table away."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS incoming")


def empty(connection: Connection, incoming: Table) -> None:
    """Take all rows out. PostgreSQL would keep the deleted ones in the way until the load ends."""
    truncated = connection.dialect.name == "postgresql"
    connection.exec_driver_sql("TRUNCATE incoming" if truncated else "DELETE FROM incoming")


@contextmanager
def late_keys(connection: Connection, table: Table) -> Iterator[None]:
    """Foreign keys of a table checked once at the end, as one join, where PostgreSQL would ask row by row.

    Where the user does not own the table, the keys stay as they are. SQLite asks quickly.
    """
    keys = list(table.foreign_key_constraints) if connection.dialect.name == "postgresql" else []
    try:
        with connection.begin_nested():
            for key in keys:
                connection.execute(DropConstraint(key, isolate_from_table=False))
    except DBAPIError:
        keys = []
    yield
    for key in keys:
        connection.execute(AddConstraint(key, isolate_from_table=False))


def fill(connection: Connection, incoming: Table, frame: pd.DataFrame) -> None:
    """Put the rows of a frame, which has the table's columns, into it; blanks as NULL."""
    columns = [_plain(frame[column.name], column.type) for column in incoming.columns]
    if connection.dialect.name == "postgresql":
        _copy(connection, incoming, columns)
    else:
        _insert(connection, incoming, [column.name for column in incoming.columns], columns)


def straight(connection: Connection, table: Table, frame: pd.DataFrame, source_id: int) -> bool:
    """Put the rows of a frame into a table that was empty; False, and nothing put, where it refuses one.

    Spares a load into a new base the way by `incoming`, on which each rule is asked for by itself. SQLite
    only: PostgreSQL asks for foreign keys at the end (`late_keys`), where it is too late to set a row aside.
    """
    if connection.dialect.name != "sqlite":
        return False
    columns = [_plain(frame[name], table.c[name].type) for name in frame.columns]
    columns.append(np.full(len(frame), source_id, dtype=object))
    try:
        with connection.begin_nested():
            _insert(connection, table, [*frame.columns, "source_id"], columns)
    except sqlite3.IntegrityError:
        return False
    return True


def _insert(connection: Connection, table: Table, names: list[str], columns: list[np.ndarray]) -> None:
    """Through SQLite's own driver, which takes any iterable of rows."""
    rows: Any = zip(*(column.tolist() for column in columns), strict=True)
    marks = ", ".join("?" * len(names))
    into = ", ".join(f'"{name}"' for name in names)
    cursor = connection.connection.cursor()
    try:
        cursor.executemany(f'INSERT INTO "{table.name}" ({into}) VALUES ({marks})', rows)
    finally:
        cursor.close()


def _copy(connection: Connection, incoming: Table, columns: list[np.ndarray]) -> None:
    """Through PostgreSQL's COPY, as CSV: quoted text, and nothing at all for a blank."""
    arrays = [pa.array(column, from_pandas=True) for column in columns]
    table = pa.table(arrays, names=[column.name for column in incoming.columns])
    buffer = io.BytesIO()
    csv.write_csv(table, buffer, csv.WriteOptions(include_header=False))
    names = ", ".join(f'"{column.name}"' for column in incoming.columns)
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"COPY incoming ({names}) FROM STDIN (FORMAT csv)") as copy:
        copy.write(buffer.getbuffer())
    cursor.close()


def _plain(values: pd.Series, kind: TypeEngine[object]) -> np.ndarray:
    """A column as the drivers take it: numbers, whole numbers, ISO text or text; None or nan where blank."""
    if isinstance(kind, DateTime):
        return _iso(values, "s", 10)
    if isinstance(kind, Date):
        return _iso(values, "D", 10)
    if isinstance(kind, Integer):
        numbers = pd.to_numeric(values, errors="coerce")
        blank = numbers.isna().to_numpy()
        whole = numbers.fillna(0).astype(np.int64).to_numpy()
        if blank.any():
            return _blanked(whole.astype(object), blank)
        return whole
    if isinstance(kind, Text):
        return _text(values)
    return pd.to_numeric(values, errors="coerce").to_numpy(dtype=float)


def _text(values: pd.Series) -> np.ndarray:
    """Text without NUL, which PostgreSQL does not store; None where blank."""
    if not isinstance(values.dtype, pd.StringDtype):
        values = pd.Series([None if pd.isna(value) else str(value) for value in values], dtype="str")
    if values.str.contains("\0", regex=False).any():
        values = values.str.replace("\0", "", regex=False)
    return _blanked(values.to_numpy(dtype=object, copy=True), values.isna().to_numpy())


def _blanked(values: np.ndarray, blank: np.ndarray) -> np.ndarray:
    """The values, which are objects, with None where there is none."""
    values[blank] = None
    return values


def _iso(values: pd.Series, unit: str, day: int) -> np.ndarray:
    """Stamps or days as ISO text, a blank between day and time; None where there is none."""
    stamps = pd.to_datetime(values).to_numpy().astype(f"datetime64[{unit}]")
    blank = np.isnat(stamps)
    words = np.datetime_as_string(stamps).astype(object)
    if unit == "s":
        words = np.array([f"{word[:day]} {word[day + 1 :]}" for word in words.tolist()], dtype=object)
    return _blanked(words, blank)
