"""Open the CRM database: a SQLite file, one in memory, or a PostgreSQL server."""

import os
import sqlite3
import tempfile
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import StaticPool

from helpers.case import Case
from helpers.database.letters import teach
from helpers.database.loading import load
from helpers.database.migrations import bring_up
from helpers.database.sameness import day_of
from helpers.database.words import Refused
from helpers.words import _

FILE = "08_crm.sqlite"


def open_base(url_or_path: str | Path = "", *, read_only: bool = False) -> Engine:
    """The base at a URL or path, made or brought to this version where need be; empty: a base in memory.

    url_or_path: a file (SQLite), or postgresql+psycopg://user@host/base. read_only: nothing can be written
    through it, and nothing is made or brought up. Raises Refused, in words and without the password.

    >>> from sqlalchemy import inspect
    >>> "accounts" in inspect(open_base()).get_table_names()
    True
    """
    return _opened(str(url_or_path), read_only=read_only)


def _opened(url_or_path: str, *, read_only: bool = False, made_at: datetime | None = None) -> Engine:
    """The same; made_at: when a base that is made says it was; now, where it is not said."""
    url = _url(url_or_path, read_only=read_only)
    engine = _postgres(url, read_only) if url.get_backend_name() == "postgresql" else _sqlite(url, read_only)
    try:
        if read_only:
            engine.connect().close()
        else:
            bring_up(engine, at=made_at)
    except DBAPIError as error:
        engine.dispose()
        raise _unopened(url, error) from error
    return engine


def built(case: Case, out: str | Path = "") -> Engine:
    """A base filled from the case: in `out`/tables/08_crm.sqlite, or in memory where there is no folder.

    out: empty takes that of NINESTEPS_OUT. The file is there whole or not at all: a new one is filled beside
    its place and then moved there. One that is there already is brought on where it stands, in the one
    transaction of the load: so whoever opts out or is forgotten meanwhile, through another program, stays so.
    A new one is made of the case alone: the same case gives the same bytes.
    """
    folder = str(out) or os.environ.get("NINESTEPS_OUT", "")
    if not folder:
        return filled(case)
    path = Path(folder).expanduser().resolve() / "tables" / FILE
    if path.exists():
        return _loaded(open_base(path), case, alone=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{FILE}.") as beside:
        part = Path(beside) / FILE
        filled(case, part).dispose()
        os.replace(part, path)
    return open_base(path)


def filled(case: Case, path: str | Path = "") -> Engine:
    """A new base at a path, or in memory, with nothing in it but the case."""
    return _loaded(_opened(str(path), made_at=day_of(case)), case, alone=True)


def _loaded(engine: Engine, case: Case, *, alone: bool) -> Engine:
    """The base with the case in it; closed again where the load fails."""
    try:
        load(engine, case, alone=alone)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _url(url_or_path: str, *, read_only: bool) -> URL:
    """Where the base is, as SQLAlchemy writes it."""
    if "://" not in url_or_path:
        return _file(url_or_path, read_only=read_only)
    try:
        url = make_url(url_or_path)
    except ArgumentError:
        raise Refused(_("This is no address of a base. Write a path, or postgresql+psycopg://…")) from None
    if url.get_backend_name() == "sqlite":
        return _file("" if url.database in (None, ":memory:") else str(url.database), read_only=read_only)
    if url.get_backend_name() != "postgresql":
        message = _(
            "The base runs on SQLite and PostgreSQL, not on {kind}. Write a path, or postgresql+psycopg://…"
        )
        raise Refused(message.format(kind=url.get_backend_name()))
    if find_spec("psycopg") is None:
        raise Refused(_("PostgreSQL needs psycopg: pip install 'ninesteps[postgres]', or give a path."))
    return url.set(drivername="postgresql+psycopg")


def _file(path: str, *, read_only: bool) -> URL:
    """A SQLite file; its folder must be there."""
    if not path:
        return URL.create("sqlite")
    full = Path(path).expanduser().resolve()
    if read_only and not full.is_file():
        raise Refused(_("There is no base {name} to read. Load one first.").format(name=full.name))
    if not full.parent.is_dir() or full.is_dir():
        raise Refused(
            _("{name} cannot be a base: its folder is missing, or it is one.").format(name=full.name)
        )
    mode = "ro" if read_only else "rwc"
    return URL.create("sqlite", database=f"file:{quote(str(full))}", query={"mode": mode, "uri": "true"})


def _sqlite(url: URL, read_only: bool) -> Engine:
    """An engine whose transactions are SQLite's own, with foreign keys, and deleted text overwritten."""
    options: dict[str, Any] = {"connect_args": {"timeout": 30, "check_same_thread": False}}
    if url.database is None:
        options["poolclass"] = StaticPool
    engine = create_engine(url, **options)

    @event.listens_for(engine, "connect")
    def _begun(connection: sqlite3.Connection, record: object) -> None:
        # The driver would begin transactions by itself, and not before it makes a table.
        connection.isolation_level = None
        teach(connection)
        for pragma in ("foreign_keys = ON", "secure_delete = ON", "cache_size = -65536"):
            connection.execute(f"PRAGMA {pragma}")
        if read_only:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = read_only or connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _postgres(url: URL, read_only: bool) -> Engine:
    """An engine on a server; times are taken as they are written."""
    options = "-c timezone=UTC" + (" -c default_transaction_read_only=on" if read_only else "")
    return create_engine(url, connect_args={"options": options, "connect_timeout": 10})


def _unopened(url: URL, error: DBAPIError) -> Refused:
    """Why a base could not be opened, without its password."""
    where = url.render_as_string(hide_password=True) if url.host else Path(str(url.database)).name
    why = str(error.orig).strip().splitlines()[0]
    if isinstance(error, OperationalError) and url.host:
        remedy = _("Is the server running, and may you log in?")
    else:
        remedy = _("Is it a base of this course, and may you write there?")
    return Refused(
        _("The base {where} cannot be opened: {why}. {remedy}").format(where=where, why=why, remedy=remedy)
    )
