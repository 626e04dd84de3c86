"""A whole case folder: case.toml, every table, and what shows only across tables."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from helpers.reading.astray import Span, say_as_of, say_astray
from helpers.reading.finding import Finding, Notes, merged, refused, shown
from helpers.reading.mapping import plain
from helpers.reading.settings import Settings, day
from helpers.reading.table import read_table
from helpers.reading.toml import read_settings
from helpers.schema import TABLES
from helpers.words import _, count, listed

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".parquet")


@dataclass
class Read:
    """A folder as far as it could be read; `left_out` holds order lines set aside, by reason.

    asked: whether as_of was given as a parameter, in the place of the one in case.toml.
    """

    folder: Path
    settings: Settings = field(default_factory=lambda: Settings(name=""))
    as_of: pd.Timestamp | None = None
    asked: bool = False
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    left_out: dict[str, pd.DataFrame] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether an error was found."""
        return any(found.level == "error" for found in self.findings)


def read_folder(folder: Path, as_of: str | date | pd.Timestamp | None) -> Read:
    """All of a case folder and what was found in it; `as_of` replaces the one in case.toml."""
    read = Read(folder.resolve())
    notes = Notes(file="case.toml")
    settings = read_settings(folder, notes)
    read.findings += notes.findings
    if settings is None:
        return read
    read.settings, read.asked = settings, as_of is not None
    read.as_of = settings.as_of if as_of is None else day(as_of)
    if as_of is not None and read.as_of is None:
        message = _("the parameter as_of is no date: {value}").format(value=as_of)
        read.findings += refused(message, _("Write it as 2026-06-30.")).findings
    spans: list[Span] = []
    for name, said in settings.files.items():
        table = read_table(read.folder, name, said)
        spans += table.spans
        read.findings += table.findings
        read.left_out |= table.left_out
        if table.frame is not None:
            read.tables[name] = table.frame
    if not read.failed:
        read.findings += _across(read, spans)
    read.findings += _undeclared(read)
    read.findings = merged(read.findings)
    return read


def _across(read: Read, spans: list[Span]) -> list[Finding]:
    """What shows only with all tables read: none left, as_of, dates astray, currencies, strangers."""
    notes, astray = Notes(file="case.toml"), say_astray(spans, as_of=read.as_of)
    orders = read.tables.get("orders")
    if not read.tables:
        notes.error(
            _("no table has any rows"),
            _("A case needs one table with data; the notices say where rows went."),
        )
    if orders is not None:
        _check_as_of(orders, read, notes)
        _check_currency(orders, read.settings.currency, notes)
    if read.as_of is None and not any(found.level == "error" for found in astray):
        say_as_of(read.tables, notes)
    return notes.findings + astray + _strangers(read)


def _undeclared(read: Read) -> list[Finding]:
    """A notice for each file that is called like a table of which case.toml says nothing."""
    found: list[Finding] = []
    for path in sorted(read.folder.iterdir()) if read.settings.files else ():
        table = plain(path.stem)
        if table in TABLES and table not in read.settings.files and path.suffix.lower() in SUFFIXES:
            notes = Notes(table, path.name)
            remedy = _('If it should be, write [files.{table}] and path = "{name}" below it in case.toml.')
            message = _("is not read: case.toml does not name it")
            notes.notice(message, remedy.format(table=table, name=path.name))
            found += notes.findings
    return found


def _check_as_of(orders: pd.DataFrame, read: Read, notes: Notes) -> None:
    """An error where as_of leaves no order before it; blamed on whoever gave it."""
    first = orders["ordered_at"].min().normalize()
    if read.as_of is None or first <= read.as_of:
        return
    remedy = _("Choose a day from {first:%Y-%m-%d} on.").format(first=first)
    if read.asked:
        message = _("the parameter as_of, {day:%Y-%m-%d}, lies before the first order")
        notes.findings += refused(message.format(day=read.as_of), remedy).findings
    else:
        notes.error(_("as_of lies before the first order"), remedy, column="as_of")


def _check_currency(orders: pd.DataFrame, currency: str, notes: Notes) -> None:
    """An error where lines are in another currency than the case: their sum would mean nothing."""
    found = sorted(orders["currency"].dropna().unique()) if "currency" in orders else []
    main = currency or next(iter(found), "")
    others = [code for code in found if code != main]
    if others:
        pattern = "|".join(f"^{code}$" for code in others)
        remedy = _('Convert them, or leave such lines out: drop = {{ currency = "{pattern}" }}.').format(
            pattern=pattern
        )
        message = _("order lines in {others} beside {main}").format(others=listed(others), main=main)
        notes.error(message, remedy, column="currency")


def _strangers(read: Read) -> list[Finding]:
    """A notice for each table that names customers whom the table customers does not know."""
    if "customers" not in read.tables:
        return []
    known = set(read.tables["customers"]["customer_id"].tolist())
    found: list[Finding] = []
    for name, frame in read.tables.items():
        if "customer_id" not in frame:
            continue
        ids = frame["customer_id"]
        if name == "orders" and read.as_of is not None:
            # Whoever came after as_of cannot stand in an export of that day.
            ids = ids[frame["ordered_at"] < read.as_of + pd.Timedelta(days=1)]
        if strange := set(ids.dropna().unique().tolist()) - known:
            notes = Notes(name, read.settings.files[name].path)
            message = _("{n} customers are not in the table customers, such as “{who}”")
            remedy = _("See whether both tables write the ids in the same way.")
            told = message.format(
                n=count(len(strange)), who=shown(next(who for who in ids if who in strange))
            )
            notes.notice(told, remedy, column="customer_id")
            found += notes.findings
    return found
