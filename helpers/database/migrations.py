"""Versions of the base: a short list of steps, each in one transaction.

A list of functions and a table `schema_version` do what this base needs of Alembic: a new base is made from
the models in one go, an old one is brought on step by step, and a newer one is refused. Alembic would add a
folder of generated scripts, a configuration file and an environment, which nobody here reads, for a base that
one package alone opens; and its offline scripts and branches have no use here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, inspect, select, text
from sqlalchemy.schema import CreateIndex, CreateTable

from helpers.database.fields import field_groups
from helpers.database.roles import make_roles
from helpers.database.schema import METADATA, TABLES
from helpers.database.views import create_views, drop_views
from helpers.database.words import Refused
from helpers.words import _, listed

# A number of ours for PostgreSQL's lock, so that two programs do not make the same base at once.
LOCK = 9_000_008


@dataclass(frozen=True)
class Migration:
    """A step to `version`; `change` gets the connection, inside its transaction."""

    version: int
    note: str
    change: Callable[[Connection], None]


def _second(connection: Connection) -> None:
    """Notes on contacts and tickets; rows that were not taken are kept in a table."""
    connection.execute(text("ALTER TABLE activities ADD COLUMN note TEXT"))
    connection.execute(text("ALTER TABLE tickets ADD COLUMN note TEXT"))
    TABLES["refusals"].create(connection)


def _third(connection: Connection) -> None:
    """Nothing but the views, which every step makes anew: the list of who may be contacted is stricter."""


MIGRATIONS = (
    Migration(2, "notes on contacts and tickets; a table of refused rows", _second),
    Migration(3, "a no holds for every spelling of a telephone, and without an account", _third),
)
VERSION = MIGRATIONS[-1].version


def bring_up(
    engine: Engine, migrations: tuple[Migration, ...] = MIGRATIONS, *, at: datetime | None = None
) -> None:
    """Make the tables of an empty base, or bring an older base to this version. Raises Refused.

    at: when the base says that it was made; now, where it is not said.
    """
    with engine.begin() as connection:
        _alone(connection)
        if not inspect(connection).has_table("schema_version"):
            _create(connection, migrations[-1].version, at)
        found = _version(connection)
    newest = migrations[-1].version
    if found > newest:
        message = _(
            "This base is of version {found}; this course knows versions up to {newest}. "
            "Install the newer course, or open another base."
        )
        raise Refused(message.format(found=found, newest=newest))
    for step in migrations:
        if step.version > found:
            _take(engine, step)


def _take(engine: Engine, step: Migration) -> None:
    """One step, in its own transaction; nothing where another program has taken it meanwhile."""
    with engine.begin() as connection:
        _alone(connection)
        if _version(connection) >= step.version:
            return
        drop_views(connection)
        step.change(connection)
        create_views(connection)
        make_roles(connection)
        _stamp(connection, step.version, step.note)


def _create(connection: Connection, version: int, at: datetime | None) -> None:
    """All tables as the models have them, the views, and what the base knows by itself."""
    ours = list(TABLES)
    if taken := [name for name in inspect(connection).get_table_names() if name in ours]:
        message = _(
            "This base has tables {taken} that the course did not make. "
            "Choose an empty base, or another file."
        )
        raise Refused(message.format(taken=listed(taken)))
    for table in METADATA.sorted_tables:
        connection.execute(CreateTable(table))
        # METADATA.create_all would make a table's indexes in the order of a set, another in each process.
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            connection.execute(CreateIndex(index))
    create_views(connection)
    connection.execute(TABLES["field_groups"].insert(), field_groups())
    make_roles(connection)
    _stamp(connection, version, "made new", at)


def _alone(connection: Connection) -> None:
    """Wait until no other program changes the tables; SQLite's own lock does that when writing begins."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def _version(connection: Connection) -> int:
    """The newest version the base has had."""
    return max(connection.scalars(select(TABLES["schema_version"].c.version)), default=0)


def _stamp(connection: Connection, version: int, note: str, at: datetime | None = None) -> None:
    """Write down that the base has come to this version."""
    values = {"version": version, "note": note, "at": at or datetime.now().replace(microsecond=0)}
    connection.execute(TABLES["schema_version"].insert(), values)
