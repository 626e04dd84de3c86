"""Who may read and who may write. On PostgreSQL two roles; on SQLite how the file is opened."""

import pandas as pd
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from helpers.database.schema import TABLES
from helpers.database.views import VIEWS
from helpers.words import _

READER, WRITER = "ninesteps_reader", "ninesteps_writer"
# The salt would undo the pseudonyms; nobody but the owner of the base needs it.
OWNERS = ("salts", "tombstones")
# Written once and never again.
LEDGERS = ("audit", "erasures", "schema_version")


def make_roles(connection: Connection) -> None:
    """Make both roles and give them their rights, where PostgreSQL's user may; otherwise nothing."""
    if connection.dialect.name != "postgresql":
        return
    may = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    if not connection.scalar(text(may)):
        return
    try:
        with connection.begin_nested():
            for role in (READER, WRITER):
                if not _is_role(connection, role):
                    connection.execute(text(f"CREATE ROLE {role} NOLOGIN"))
                connection.execute(text(f"GRANT {role} TO CURRENT_USER"))
                connection.execute(text(f"GRANT USAGE ON SCHEMA public TO {role}"))
            for name in [*TABLES, *VIEWS]:
                _grant(connection, name)
    except DBAPIError:
        return  # a user without these rights; the base works without roles, as `roles` says


def _grant(connection: Connection, name: str) -> None:
    """The rights of both roles on one table or view."""
    if name not in OWNERS:
        connection.execute(text(f"GRANT SELECT ON {name} TO {READER}"))
    if name in VIEWS:
        rights = "SELECT"
    else:
        rights = "SELECT, INSERT" if name in LEDGERS else "SELECT, INSERT, UPDATE, DELETE"
    connection.execute(text(f"GRANT {rights} ON {name} TO {WRITER}"))


def _is_role(connection: Connection, role: str) -> bool:
    found = connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role})
    return found.first() is not None


def has_role(connection: Connection, role: str) -> bool:
    """Whether the role is there and may be taken on by this user."""
    sql = "SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = :role"
    return bool(connection.scalar(text(sql), {"role": role}))


def roles(engine: Engine) -> pd.DataFrame:
    """The ways into this base: role, how (to take it on), may (in words)."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            made = has_role(connection, READER)
        reads = f"SET ROLE {READER}" if made else _("open_base(…, read_only=True)")
        writes = f"SET ROLE {WRITER}" if made else _("open_base(…)")
    else:
        reads, writes = _("open_base(…, read_only=True)"), _("open_base(…)")
    rows = [
        (_("read"), reads, _("read all but the salt; write nothing")),
        (_("write"), writes, _("read and write; add to the audit, never change it")),
    ]
    return pd.DataFrame(rows, columns=["role", "how", "may"])
