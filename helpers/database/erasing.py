"""Forget a person who asks for it: everywhere, for good, with nothing left but a pseudonym in the audit.

Their row of `persons` goes, with their contacts and what they agreed to. Where a text names them, or where
the account is they themselves, the text goes whole: who reads half a message can often guess the other half.
Orders of a household stay, for the tax office asks for them, under an account without a name. What stays is
the pseudonym, with the reason and the day, and salted hashes by which a later load knows them and keeps them
out (Regulation (EU) 2016/679, Art. 17). A hash with its salt beside it is no secret to somebody who holds the
whole base and guesses names; on PostgreSQL the roles do not see it. Copies outside the base - the file that
was loaded, back-ups, PostgreSQL's own log of changes - are yours to deal with.
"""

from datetime import datetime

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    delete,
    insert,
    or_,
    select,
    text,
    update,
)

from helpers.database.gone import Gone, found
from helpers.database.holdings import HOLDS
from helpers.database.merging import row_key
from helpers.database.schema import TABLES
from helpers.database.searching import holds, texts_of
from helpers.database.tombs import ERASED, length
from helpers.database.words import Refused
from helpers.database.writing import written
from helpers.words import _

# Free texts of an account that is the person: they go even where they name nobody.
OWN_TEXTS = {
    "leads": ("message", "reply", "traits"),
    "activities": ("note",),
    "tickets": ("note",),
    "accounts": ("traits", "name"),
}


def erase(engine: Engine, who: str, *, reason: str, actor: str = "you") -> pd.DataFrame:
    """Forget a person; gives what was done: table, what, rows.

    who: a person_id, a contact_id, a lead_id, or the account_id of a household. Other records with the same
    mail are the same person and go too. reason: why, without a name. Raises Refused.
    """
    with engine.begin() as connection:
        gone = found(connection, who)
        told = f"{reason} {actor}".casefold()
        if any(value.casefold() in told for value in gone.needles):
            raise Refused(_("The reason or the actor names the person: it is kept, so write it without."))
        _bury(connection, gone)
        _strike_own(connection, gone)
        _strike_mentions(connection, gone)
        _strike_audit(connection, gone)
        _take_away(connection, gone)
        _name_keys(gone)
        at = datetime.now().replace(microsecond=0)
        for person in gone.persons:
            row = {"person_id": person, "reason": reason, "actor": actor, "at": at}
            connection.execute(insert(TABLES["erasures"]).values(row))
            written(connection, TABLES["persons"], person, "erased", actor)
    _overwrite(engine, sorted({*(table for table, *__ in gone.done), "audit"}))
    return pd.DataFrame(gone.done, columns=["table", "what", "rows"])


def _bury(connection: Connection, gone: Gone) -> None:
    """Hashes of keys and values, so that a later load knows them."""
    for kind, values in (
        ("person", gone.persons),
        *((name, gone.values[name]) for name in ("name", "email", "phone")),
    ):
        for value in values:
            if kind == "person" or value in gone.needles:
                _mark(connection, kind, gone.tombs.mark(value), length(value))


def _mark(connection: Connection, kind: str, mark: str, words: int) -> None:
    """One hash, once."""
    tombs = TABLES["tombstones"]
    row = {"kind": kind, "mark": mark}
    there = select(tombs.c.kind).where(*(tombs.c[name] == wanted for name, wanted in row.items()))
    if connection.execute(there).first() is None:
        connection.execute(insert(tombs).values(**row, words=words))


def _strike_own(connection: Connection, gone: Gone) -> None:
    """Texts of an account or a lead that is the person."""
    for name, columns in OWN_TEXTS.items():
        table = TABLES[name]
        mine: ColumnElement[bool] = table.c.account_id.in_(gone.accounts)
        if name == "leads":
            mine = or_(mine, table.c.lead_id.in_(gone.leads))
        for column in columns:
            _strike(connection, table, column, mine, gone)


def _strike(
    connection: Connection, table: Table, column: str, which: ColumnElement[bool], gone: Gone
) -> None:
    """Replace a text of some rows, and remember which, so that a load does not bring it back."""
    where = [which, table.c[column].is_not(None), table.c[column] != ERASED]
    keys = connection.scalars(select(row_key(table, table)).where(*where)).all()
    for key in keys:
        text_ = f"{table.name} {column} {key}"
        _mark(connection, "text", gone.tombs.mark(text_), length(text_))
        _clear_audit(connection, table.name, str(key), column)
    if keys:
        changed = update(table).where(*where).values({column: ERASED})
        gone.did(table.name, column, connection.execute(changed).rowcount)


def _clear_audit(connection: Connection, table: str, key: str, column: str) -> None:
    """What the audit still knows of a text."""
    audit = TABLES["audit"]
    old = [audit.c.table_name == table, audit.c.row_key == key, audit.c.column_name == column]
    connection.execute(update(audit).where(*old).values(old_value=None, new_value=None))


def _strike_mentions(connection: Connection, gone: Gone) -> None:
    """Every other text that names them; a mail or telephone that a record shares with them."""
    for name in (*HOLDS, "refusals", "erasures"):
        table = TABLES[name]
        for column in texts_of(table):
            which = (
                or_(*(holds(connection, table, column, needle) for needle in gone.needles))
                if gone.needles
                else None
            )
            if which is None:
                continue
            if name != "persons":
                _strike(connection, table, column, which, gone)
            elif column in ("email", "phone"):
                others = [which, table.c.person_id.not_in(gone.persons)]
                gone.did(
                    name,
                    column,
                    connection.execute(update(table).where(*others).values({column: None})).rowcount,
                )


def _strike_audit(connection: Connection, gone: Gone) -> None:
    """Values in the audit, and contact ids, which stand in the file beside the name."""
    audit, refusals = TABLES["audit"], TABLES["refusals"]
    theirs = audit.c.row_key.in_([*gone.persons, *gone.contacts])
    for column in ("old_value", "new_value"):
        named = [holds(connection, audit, column, needle) for needle in gone.needles]
        strike = update(audit).where(or_(theirs, *named), audit.c[column].is_not(None)).values({column: None})
        gone.did("audit", column, connection.execute(strike).rowcount)
    for contact, person in gone.contacts.items():
        for table in (audit, refusals):
            connection.execute(update(table).where(table.c.row_key == contact).values(row_key=person))


def _name_keys(gone: Gone) -> None:
    """Say where a key is itself their name or mail: it holds orders together; the file must change it."""
    for table, keys in (("accounts", gone.accounts), ("leads", gone.leads)):
        naming = [key for key in keys if any(value.casefold() in key.casefold() for value in gone.needles)]
        gone.did(table, _("key that names them stays: give another in the file"), len(naming))


def _take_away(connection: Connection, gone: Gone) -> None:
    """Their rows, and what points to them."""
    for name in ("consents", "contacts"):
        table = TABLES[name]
        gone.did(
            name,
            "rows",
            connection.execute(delete(table).where(table.c.person_id.in_(gone.persons))).rowcount,
        )
    for name in ("accounts", "leads"):
        table = TABLES[name]
        loosened = update(table).where(table.c.person_id.in_(gone.persons)).values(person_id=None)
        gone.did(name, "person_id", connection.execute(loosened).rowcount)
    persons = TABLES["persons"]
    gone.did(
        "persons",
        "rows",
        connection.execute(delete(persons).where(persons.c.person_id.in_(gone.persons))).rowcount,
    )


def _overwrite(engine: Engine, tables: list[str]) -> None:
    """Have the engine give up the space in which the old values stood."""
    if engine.dialect.name == "postgresql":
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            for table in tables:
                connection.execute(text(f"VACUUM FULL {table}"))
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM")
    finally:
        raw.close()
