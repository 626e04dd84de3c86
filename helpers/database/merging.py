"""From the temporary table into the real one: what rules refuse set aside, what changed written down."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Connection,
    Table,
    Text,
    and_,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    not_,
    null,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects import postgresql, sqlite

from helpers.database.kinds import SENTENCES
from helpers.database.schema import TABLES
from helpers.words import _

LINEAGE = ("source_id", "source_row")
AUDIT, REFUSALS = TABLES["audit"], TABLES["refusals"]


@dataclass(frozen=True)
class Stay:
    """Who loads, when, and from where: what the audit and the lineage say."""

    source_id: int
    actor: str
    at: datetime


@dataclass
class Tally:
    """What became of the rows that came for one table."""

    given: int = 0
    added: int = 0
    changed: int = 0
    set_aside: int = 0

    @property
    def unchanged(self) -> int:
        return self.given - self.added - self.changed - self.set_aside


def row_key(table: Table, of: Table) -> ColumnElement[str]:
    """The key of a row as the audit writes it; keys of several columns are joined by a blank."""
    parts = [cast(of.c[column.name], Text) for column in table.primary_key]
    key: ColumnElement[str] = parts[0]
    for more in parts[1:]:
        key = key + " " + more
    return key


def same_key(table: Table, other: Table) -> ColumnElement[bool]:
    """Whether two rows have the same key."""
    return and_(*(table.c[column.name] == other.c[column.name] for column in table.primary_key))


def set_aside(connection: Connection, table: Table, incoming: Table, stay: Stay) -> int:
    """Move what a rule of the table refuses from `incoming` to `refusals`; how many rows."""
    moved = 0
    for rule, broken, reason in _rules(table, incoming):
        if (
            connection.execute(select(literal(1)).select_from(incoming).where(broken).limit(1)).first()
            is None
        ):
            continue
        row = [literal(table.name), func.coalesce(row_key(table, incoming), ""), literal(rule)]
        rest = [literal(stay.source_id), incoming.c.source_row, literal(reason), literal(stay.at)]
        names = ["table_name", "row_key", "rule", "source_id", "source_row", "reason", "at"]
        made = _insert(connection, REFUSALS).from_select(names, select(*row, *rest).where(broken))
        connection.execute(made.on_conflict_do_nothing())
        moved += connection.execute(delete(incoming).where(broken)).rowcount
    return moved


def _rules(table: Table, incoming: Table) -> Sequence[tuple[str, ColumnElement[bool], str]]:
    """Each rule of the table that its incoming columns can break: name, when it is broken, the sentence."""
    rules: list[tuple[str, ColumnElement[bool], str]] = []
    for column in incoming.columns:
        if not table.c[column.name].nullable:
            reason = _("{column} must not be blank: write it.").format(column=column.name)
            rules.append((f"{table.name}_{column.name}_blank", column.is_(None), reason))
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint) and constraint.name in SENTENCES:
            says = str(constraint.sqltext)
            named = set(re.findall(r"\w+", says)) & set(table.c.keys())
            if named <= set(incoming.c.keys()):
                broken = not_(func.coalesce(text(f"({says})"), true()))
                rules.append((str(constraint.name), broken, SENTENCES[str(constraint.name)]))
    for key in table.foreign_keys:
        name, parent = key.parent.name, key.column
        if name in incoming.c and parent.table is not table:
            column = incoming.c[name]
            there = exists(select(literal(1)).select_from(parent.table).where(parent == column))
            reason = _("{column} names something that is not in {table}: add it there first.")
            broken = and_(column.is_not(None), not_(there))
            rules.append(
                (f"{table.name}_{name}_unknown", broken, reason.format(column=name, table=parent.table.name))
            )
    return rules


def merge(  # noqa: PLR0913 – two tables, and what is known of the load
    connection: Connection, table: Table, incoming: Table, stay: Stay, *, fill_only: bool, empty: bool
) -> tuple[int, int]:
    """Insert what is new and update what differs, with the audit; how many were added and changed.

    empty: the table had no rows when this load began, so that nothing can differ. fill_only: known rows stay
    as they are.
    """
    names = [column.name for column in incoming.columns]
    new = select(*(incoming.c[name] for name in names), literal(stay.source_id)).where(true())
    put = _insert(connection, table).from_select([*names, "source_id"], new)
    key = [column.name for column in table.primary_key]
    if empty or fill_only:
        # A key that came twice in one load stays as it came first.
        return _rows(connection, put.on_conflict_do_nothing()), 0
    compared = [name for name in names if name not in key and name not in LINEAGE]
    differs = or_(*(table.c[name].is_distinct_from(incoming.c[name]) for name in compared))
    keeps = not_(differs)
    if table.name == "consents":
        keeps = or_(keeps, table.c["at"] > incoming.c["at"])
    known = exists(select(literal(1)).select_from(table).where(same_key(table, incoming), keeps))
    with row_by_row(connection):
        connection.execute(delete(incoming).where(known))
    there = exists(select(literal(1)).select_from(table).where(same_key(table, incoming)))
    changed = int(connection.scalar(select(func.count()).select_from(incoming).where(there)) or 0)
    if changed:
        _write_down(connection, table, incoming, compared, stay)
    updated = {name: getattr(put.excluded, name) for name in [*compared, *LINEAGE]}
    total = _rows(connection, put.on_conflict_do_update(index_elements=key, set_=updated))
    return total - changed, changed


def _write_down(connection: Connection, table: Table, incoming: Table, names: list[str], stay: Stay) -> None:
    """One row of the audit for each value that changes."""
    columns = ["table_name", "row_key", "action", "column_name", "old_value", "new_value", "actor", "at"]
    for name in names:
        old, new = table.c[name], incoming.c[name]
        row = select(
            literal(table.name), row_key(table, table), literal("changed"), literal(name),
            cast(old, Text), cast(new, Text), literal(stay.actor), literal(stay.at),
        ).select_from(table.join(incoming, same_key(table, incoming)))  # fmt: skip
        connection.execute(insert(AUDIT).from_select(columns, row.where(old.is_distinct_from(new))))


def drop_rest(connection: Connection, table: Table, beyond: ColumnElement[bool], stay: Stay) -> int:
    """Take away the rows that a shorter list no longer has, with the audit; how many."""
    row = select(
        literal(table.name), row_key(table, table), literal("removed"), null(), null(), null(),
        literal(stay.actor), literal(stay.at),
    ).where(beyond)  # fmt: skip
    columns = ["table_name", "row_key", "action", "column_name", "old_value", "new_value", "actor", "at"]
    removed = _rows(connection, insert(AUDIT).from_select(columns, row))
    if removed:
        connection.execute(delete(table).where(beyond))
    return removed


@contextmanager
def row_by_row(connection: Connection) -> Iterator[None]:
    """PostgreSQL finds the few rows by key; of itself it would read the whole table for each chunk."""
    ways = ("hashjoin", "mergejoin", "seqscan") if connection.dialect.name == "postgresql" else ()
    for way in ways:
        connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
    yield
    for way in ways:
        connection.exec_driver_sql(f"SET LOCAL enable_{way} = on")


def _insert(connection: Connection, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT; both engines have it, each under its own name."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


def _rows(connection: Connection, statement: Any) -> int:
    """How many rows an INSERT wrote; SQLAlchemy asks the driver only where it is told to."""
    return int(connection.execute(statement.execution_options(preserve_rowcount=True)).rowcount)
