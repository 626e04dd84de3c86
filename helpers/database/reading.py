"""Ask the base: with SQL that can only read, or for what it holds."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from time import monotonic
from typing import Any

import pandas as pd
from sqlalchemy import BindParameter, Connection, Engine, Executable, bindparam, inspect, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError

from helpers.database.roles import READER, has_role
from helpers.database.schema import TABLES
from helpers.database.words import Refused
from helpers.reading.settings import near
from helpers.words import _

# What SQLite may do for a question: read, and compute.
ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
HIDDEN = ("salts", "tombstones")
STEPS = 20_000


def query(engine: Engine, sql: str, *, seconds: float = 10, **values: Any) -> pd.DataFrame:
    """The rows of one SELECT. Values go in by name, as `:name`, never into the text; a list for IN.

    seconds: how long it may take. For a column of days give a `date`, for one of stamps a `Timestamp`.
    Columns named at, …_at or …_on come as dates and times. Whatever writes, or holds two statements, is
    refused in words, as is what cannot be understood. Raises Refused.

    >>> from helpers.database.opening import open_base
    >>> query(open_base(), "SELECT COUNT(*) AS groups FROM field_groups WHERE side = :side", side="person")
       groups
    0      12
    >>> query(open_base(), "SELECT 1; DELETE FROM accounts")
    Traceback (most recent call last):
    ...
    helpers.database.words.Refused: A question is one statement: take away what follows the semicolon.
    """
    lists: list[BindParameter[Any]] = [
        bindparam(name, expanding=True) for name, value in values.items() if isinstance(value, list | tuple)
    ]
    statement = text(sql).bindparams(*lists)
    try:
        with reading(engine) as connection, _guarded(connection, seconds):
            iso = connection.dialect.name == "sqlite"
            found = connection.execute(
                statement, {name: _value(value, iso) for name, value in values.items()}
            )
            if not found.returns_rows:
                raise Refused(WRITES)
            names, rows = list(found.keys()), found.fetchall()
    except SQLAlchemyError as error:
        raise _misunderstood(engine, error) from error
    return _typed(pd.DataFrame([tuple(row) for row in rows], columns=names))


WRITES = _(
    "This would change the base, and a question only reads. "
    "Use add, change or remove: they write down who did it."
)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that waits for nobody who writes; whatever it did is undone."""
    with engine.execution_options(reading=True).connect() as connection:
        yield connection
        connection.rollback()


@contextmanager
def _guarded(connection: Connection, seconds: float) -> Iterator[None]:
    """The connection while it can only read, and only for so long."""
    connection.begin()
    raw: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET TRANSACTION READ ONLY"))
        connection.execute(text(f"SET LOCAL statement_timeout = {int(seconds * 1000)}"))
        if has_role(connection, READER):
            connection.execute(text(f"SET LOCAL ROLE {READER}"))
        # Prepared statements are single statements: nothing can follow a COMMIT of the learner's.
        threshold, raw.prepare_threshold = raw.prepare_threshold, 0
        try:
            yield
        finally:
            raw.prepare_threshold = threshold
        return
    until = monotonic() + seconds
    raw.set_authorizer(_allow)
    raw.set_progress_handler(lambda: monotonic() > until, STEPS)
    try:
        yield
    finally:
        raw.set_authorizer(None)
        raw.set_progress_handler(None, 0)


def _allow(action: int, first: str | None, *rest: str | None) -> int:
    """SQLite asks this before it does anything for a statement."""
    secret = action == sqlite3.SQLITE_READ and first in HIDDEN
    loads = action == sqlite3.SQLITE_FUNCTION and "load_extension" in rest
    return sqlite3.SQLITE_OK if action in ALLOWED and not secret and not loads else sqlite3.SQLITE_DENY


def _value(value: Any, iso: bool) -> Any:
    """A value as the driver takes it. iso: days and stamps as the text in which SQLite holds them."""
    if isinstance(value, list | tuple):
        return [_value(one, iso) for one in value]
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S") if iso else value
    if isinstance(value, date) and iso:
        return value.isoformat()
    if isinstance(value, str | bytes | int | float | date | datetime | Decimal) or value is None:
        return value
    return value.item() if hasattr(value, "item") else str(value)


def _misunderstood(  # noqa: PLR0911 – one answer for each kind of mistake
    engine: Engine, error: SQLAlchemyError
) -> Refused:
    """What was wrong with a question."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    if isinstance(error, StatementError) and (found := re.search(r"bind parameter '(\w+)'", said)):
        text_ = _("The question has :{name}, but no value for it. Add {name}=… to the call.")
        return Refused(text_.format(name=found.group(1)))
    if re.search(r"prohibited|permission denied for table (salts|tombstones)", said):
        return Refused(
            _("The base keeps this to itself: with it, pseudonyms could be undone. Ask something else.")
        )
    if re.search(r"not authorized|readonly|read-only|permission denied|cannot run inside", said):
        return Refused(WRITES)
    if re.search(r"one statement|multiple commands", said):
        return Refused(_("A question is one statement: take away what follows the semicolon."))
    if re.search(r"interrupted|statement timeout", said):
        return Refused(_("The question took too long and was stopped. Ask for less, or raise seconds."))
    if found := re.search(r"no such table: (?:\w+\.)?(\S+)|relation \"(\S+)\" does not exist", said):
        name = found.group(1) or found.group(2)
        return Refused(
            _("There is no table {name}. {near}").format(name=name, near=near(name, known_names(engine)))
        )
    if found := re.search(r"no such column: (\S+)|column \"?([\w.]+)\"? does not exist", said):
        name = (found.group(1) or found.group(2)).rpartition(".")[2]
        known = sorted({column.name for table in TABLES.values() for column in table.columns})
        return Refused(_("There is no column {name}. {near}").format(name=name, near=near(name, known)))
    if not isinstance(error, DBAPIError):
        return Refused(_("The question cannot be asked: {said}.").format(said=said))
    return Refused(_("The base does not understand the question: {said}. Mend it there.").format(said=said))


def known_names(engine: Engine) -> list[str]:
    """Names of all tables and views."""
    found = inspect(engine)
    return [name for name in found.get_table_names() + found.get_view_names() if name not in HIDDEN]


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Dates as dates, exact decimals as numbers."""
    for at, name in enumerate(map(str, frame.columns)):
        values = frame.iloc[:, at]
        if values.map(lambda value: isinstance(value, Decimal)).any():
            frame.isetitem(at, values.astype(float).array)
        elif name == "at" or name.endswith(("_at", "_on")):
            try:
                frame.isetitem(at, pd.to_datetime(values, format="ISO8601").array)
            except (ValueError, TypeError):
                continue
    return frame


def fetched(
    connection: Connection, statement: Executable, values: Mapping[str, Any] | None = None
) -> pd.DataFrame:
    """The rows of a statement of ours, dates as dates."""
    found = connection.execute(statement, values or {})
    return _typed(pd.DataFrame([tuple(row) for row in found.fetchall()], columns=list(found.keys())))
