"""Fill the base from a case: in one transaction, as often as one likes, and never half."""

import secrets
from contextlib import nullcontext
from datetime import datetime
from itertools import chain

import pandas as pd
from sqlalchemy import Connection, Engine, Table, and_, exists, func, insert, literal, select, update

from helpers.case import Case
from helpers.database.bulk import (
    CHUNK,
    chunks,
    drop_incoming,
    empty,
    fill,
    late_keys,
    make_incoming,
    straight,
)
from helpers.database.dealings import dealings
from helpers.database.merging import AUDIT, Stay, Tally, drop_rest, merge, set_aside
from helpers.database.parts import Part, files
from helpers.database.people import people
from helpers.database.sameness import day_of, salt_of
from helpers.database.schema import TABLES
from helpers.database.tombs import Tombs, kept_out

# Lists that a case has whole: an order's lines, the way of an opportunity. Which column counts them.
LISTS = {"order_lines": ("order_id", "line_no"), "stage_history": ("opportunity_id", "step")}
COUNTS = ("given", "added", "changed", "unchanged", "set_aside")


def load(engine: Engine, case: Case, *, actor: str = "load", alone: bool = False) -> pd.DataFrame:
    """Load a case: table, given, added, changed, unchanged, set_aside (rows), one row a table.

    Loading the same case again changes nothing; a changed case changes what differs, and the audit says what
    was there before. Rows that a rule of the base refuses go to `refusals`, with the reason. Rows that the
    case no longer has stay, for it may be a part of the firm; lines that an order no longer has go. Columns
    that the case does not have are left as they are. Who was forgotten is kept out. All in one transaction:
    a load that is killed leaves the base as it was. A case needs memory for itself; the load adds that of a
    few hundred thousand rows.

    alone: the base is new and made of this case alone; day and salt come from the case, so that the same case
    gives the same bytes.
    """
    at = day_of(case) if alone else datetime.now().replace(microsecond=0)
    with engine.begin() as connection:
        salt = _salt(connection, case, alone=alone)
        loader = _Loader(connection, case, actor, salt, at)
        for one in chain(people(case, salt), dealings(case, salt)):
            loader.take(one)
        loader.finish()
    rows = [
        {"table": name, **{key: getattr(tally, key) for key in COUNTS}}
        for name, tally in loader.tallies.items()
    ]
    return pd.DataFrame(rows, columns=["table", *COUNTS])


class _Loader:
    """One load, as it goes: what was there before, which file a row comes from, what became of it."""

    def __init__(self, connection: Connection, case: Case, actor: str, salt: str, at: datetime) -> None:
        self.connection, self.case, self.actor, self.at = connection, case, actor, at
        self.tallies: dict[str, Tally] = {}
        self.empty: dict[str, bool] = {}
        self.files = files(case)
        self.stays: dict[str, Stay] = {}
        self.tombs = Tombs.read(connection, salt)

    def take(self, one: Part) -> None:
        """Put a part into its table, a chunk at a time."""
        one = kept_out(one, self.tombs)
        if one.frame.empty:
            return
        table, tally = TABLES[one.table], self.tallies.setdefault(one.table, Tally())
        if one.table not in self.empty:
            self.empty[one.table] = (
                self.connection.execute(select(literal(1)).select_from(table).limit(1)).first() is None
            )
        first = self.empty[one.table] and not tally.added
        incoming = make_incoming(self.connection, table, list(one.frame.columns))
        many = first and len(one.frame) > CHUNK
        with late_keys(self.connection, table) if many else nullcontext():
            for frame in chunks(one.frame):
                if first and straight(self.connection, table, frame, self._stay(one.source).source_id):
                    tally.added += len(frame)
                    continue
                fill(self.connection, incoming, frame)
                self._merge(table, incoming, one, first=first)
                empty(self.connection, incoming)
        tally.given += len(one.frame)
        if one.table in LISTS and not self.empty[one.table]:
            self._shorten(one)
        drop_incoming(self.connection)

    def _merge(self, table: Table, incoming: Table, one: Part, *, first: bool) -> None:
        """What the temporary table holds now, into the table."""
        stay, tally = self._stay(one.source), self.tallies[one.table]
        tally.set_aside += set_aside(self.connection, table, incoming, stay)
        added, changed = merge(self.connection, table, incoming, stay, fill_only=one.fill_only, empty=first)
        tally.added, tally.changed = tally.added + added, tally.changed + changed

    def _stay(self, source: str) -> Stay:
        """The row of `sources` for a table of the case, made or dated anew."""
        if source not in self.stays:
            self.stays[source] = Stay(self._source(source), self.actor, self.at)
        return self.stays[source]

    def _source(self, name: str) -> int:
        sources = TABLES["sources"]
        values = {"loaded_at": self.at, "rows": len(self.case.tables[name])}
        which = {"case_name": self.case.name, "table_name": name, "file": self.files[name]}
        found = self.connection.scalar(
            select(sources.c.source_id).where(*(sources.c[key] == value for key, value in which.items()))
        )
        if found is not None:
            self.connection.execute(update(sources).where(sources.c.source_id == found).values(values))
            return int(found)
        number = 1 + int(self.connection.scalar(select(func.max(sources.c.source_id))) or 0)
        self.connection.execute(insert(sources).values(source_id=number, **which, **values))
        return number

    def _shorten(self, one: Part) -> None:
        """Take away the rows by which a list of the base is longer than the same list in the case."""
        group, number = LISTS[one.table]
        ends = one.frame.groupby(group, sort=False)[number].max().reset_index()
        table = TABLES[one.table]
        incoming = make_incoming(self.connection, table, [group, number], key=group)
        fill(self.connection, incoming, ends)
        longer = and_(incoming.c[group] == table.c[group], incoming.c[number] < table.c[number])
        drop_rest(self.connection, table, exists(select(literal(1)).where(longer)), self._stay(one.source))

    def finish(self) -> None:
        """Write down how much is new."""
        new = [
            {"table_name": name, "row_key": "", "action": "loaded", "new_value": str(tally.added),
             "actor": self.actor, "at": self.at}
            for name, tally in self.tallies.items() if tally.added
        ]  # fmt: skip
        if new:
            self.connection.execute(insert(AUDIT), new)


def _salt(connection: Connection, case: Case, *, alone: bool) -> str:
    """The salt of this base, made at its first load."""
    salts = TABLES["salts"]
    found = connection.scalar(select(salts.c.value).where(salts.c.purpose == "persons"))
    if found is None:
        found = salt_of(case) if alone or case.simulated else secrets.token_hex(16)
        connection.execute(insert(salts).values(purpose="persons", value=found))
    return str(found)
