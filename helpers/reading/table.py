"""One table of a case: its files read, put together, typed and held against the rules of the table."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.reading.astray import Span, spans
from helpers.reading.columns import as_text, is_blank, typed
from helpers.reading.doubts import say_repeats, total_rows
from helpers.reading.finding import Finding, Notes, Origin
from helpers.reading.mapping import standard_columns
from helpers.reading.paths import case_paths, label
from helpers.reading.raw import read_raw
from helpers.reading.rules import RULES, LeftOut
from helpers.reading.settings import FileSettings, near
from helpers.reading.traits import odd_cells, period, trait
from helpers.reading.words import ODD_TRAIT
from helpers.schema import TABLES, Column, Table
from helpers.words import _

TOTAL = _("Total of an order line, from which its unit_price is made.")
AMOUNT = Column("amount", "number", TOTAL, required=False)


@dataclass
class TableRead:
    """A table as read, rows a rule left out by reason, what was found on the way, and when its dates are."""

    frame: pd.DataFrame | None = None
    left_out: LeftOut = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def read_table(folder: Path, name: str, settings: FileSettings) -> TableRead:
    """All files of one table as one frame; no frame where an error stands in the way or no row is left."""
    notes = Notes(name, settings.path)
    paths = case_paths(folder, settings.path, notes)
    findings, parts, whole = list(notes.findings), {}, []
    for path in paths:
        notes = Notes(name, label(folder, path))
        raw = read_raw(path, settings, notes)
        part = None if raw is None else _standard(raw, TABLES[name], settings, notes)
        findings += notes.findings
        if raw is not None and part is not None:
            parts[notes.file] = part
            whole += [raw] if name == "orders" else []
    if not parts:
        return TableRead(findings=findings)
    together, notes = _together(name, parts)
    left: LeftOut = {}
    rows = _typed(together, TABLES[name], settings, notes, left)
    if name == "orders" and not notes.failed:
        say_repeats(rows, whole, notes, numbered="order_id" in together)
    dates = spans(rows, TABLES[name], notes)
    frame = _finished(rows, TABLES[name], settings)
    findings += notes.findings
    failed = any(found.level == "error" for found in findings)
    return TableRead(None if failed or frame.empty else frame, left, findings, dates)


def _standard(raw: pd.DataFrame, table: Table, settings: FileSettings, notes: Notes) -> pd.DataFrame | None:
    """One file as raw cells in standard columns, by row of the file, without totals and what case.toml
    drops."""
    standard = standard_columns(raw, table, settings, notes)
    if notes.failed:
        return None
    standard = _without_dropped(standard, raw, settings, notes)
    if totals := total_rows(raw, standard, table, notes):
        standard = standard.drop(index=totals)
    standard.attrs = raw.attrs
    return standard


def _together(name: str, parts: dict[str, pd.DataFrame]) -> tuple[pd.DataFrame, Notes]:
    """The files of a table as one frame, and notes that know which row came from which file.

    Cells become dates and numbers only now: the order of day and month is settled by all files together.
    """
    together = pd.concat(parts.values(), ignore_index=True)
    together.attrs = next((part.attrs for part in parts.values() if "dates" in part.attrs), {})
    rows = np.concatenate([part.index for part in parts.values()])
    ends = np.cumsum([len(part) for part in parts.values()])
    return together, Notes(name, next(iter(parts)), origin=Origin(list(parts), ends, rows))


def _typed(
    raw: pd.DataFrame, table: Table, settings: FileSettings, notes: Notes, left: LeftOut
) -> pd.DataFrame:
    """Raw cells as the types of the table, by its rules; rows set aside go to `left`."""
    declared = {column.name: column for column in (*table.columns, AMOUNT)}
    made = {}
    for name in raw.columns:
        cells = raw[name]
        cells.attrs = raw.attrs
        made[name] = typed(cells, declared[name], settings, notes) if name in declared else cells
    frame = _without_blank(pd.DataFrame(made, index=raw.index), raw, table, notes, left)
    rule = RULES.get(table.name)
    if rule and not notes.failed:
        frame = rule(frame, settings, notes, left)
    _check_key(frame, table, notes)
    for name in frame.columns.difference([*declared, "score"], sort=False) if table.traits else ():
        if len(odd := odd_cells(frame[name])):
            notes.notice(*ODD_TRAIT, column=str(name), at=odd)
    if frame.empty:
        message = _("has no rows left; the table is taken as absent")
        notes.notice(message, _("Export it again if it should have some."))
    return frame


def _without_dropped(
    standard: pd.DataFrame, raw: pd.DataFrame, settings: FileSettings, notes: Notes
) -> pd.DataFrame:
    """The rows that no pattern of `drop` fits; a pattern's column goes by its standard or its own name."""
    for name, pattern in settings.drop.items():
        if name not in standard and name not in raw:
            remedy = near(name, [*standard.columns, *raw.columns])
            message = _("drop names a column “{name}” that is not there").format(name=name)
            notes.error(message, remedy, column=name)
            continue
        cells = as_text(standard[name] if name in standard else raw.loc[standard.index, name]).fillna("")
        fits = {cell: bool(re.search(pattern, cell)) for cell in cells.unique()}
        out = cells.map(fits).astype(bool)
        if out.any():
            notes.notice(_("left out, as `drop` in case.toml says"), column=name, at=cells[out])
            standard = standard[~out]
    return standard


def _without_blank(
    frame: pd.DataFrame, raw: pd.DataFrame, table: Table, notes: Notes, left: LeftOut
) -> pd.DataFrame:
    """The rows that name their customer, where the table needs one; any other blank is an error."""
    if "customer_id" in table.required:
        blank = is_blank(raw["customer_id"], "id")
        if blank.any():
            message = _("no customer; the row is set aside")
            remedy = _("Fill in the customer if you know it.")
            notes.notice(message, remedy, column="customer_id", at=raw.loc[blank, "customer_id"])
            left["without_customer"] = frame[blank]
            frame, raw = frame[~blank], raw[~blank]
    for column in table.columns:
        # An answer to a Kano question that is none is a notice; its rule says so.
        if column.required and column.name in raw and column.kind != "scale":
            if column.kind != "period" and frame[column.name].notna().all():
                continue  # in other kinds blank cells are missing by now
            blank = is_blank(raw[column.name], column.kind)
            if blank.any():
                pattern = f'drop = {{ {column.name} = "^$" }}'
                remedy = _("Fill it in, or leave such rows out: {pattern}.").format(pattern=pattern)
                notes.error(_("is blank"), remedy, column=column.name, at=raw.loc[blank, column.name])
    return frame


def _check_key(frame: pd.DataFrame, table: Table, notes: Notes) -> None:
    """An error for rows that repeat the key of a row before them."""
    if table.key and not notes.failed:
        again = frame.loc[frame.duplicated(list(table.key)), table.key[-1]]
        if len(again):
            remedy = _("Keep one row for each {key}.").format(key=" × ".join(table.key))
            notes.error(_("stands there twice"), remedy, column=", ".join(table.key), at=again)


def _finished(frame: pd.DataFrame, table: Table, settings: FileSettings) -> pd.DataFrame:
    """Standard columns in their order, then traits, each with the type that all of its rows allow."""
    frame = frame.reset_index(drop=True)
    for column in table.columns:
        if column.kind == "period" and column.name in frame:
            frame[column.name] = period(frame[column.name], settings)
    standard = [name for name in (*table.names, "score") if name in frame]
    traits = [name for name in frame.columns if name not in standard] if table.traits else []
    made = {name: frame[name] for name in standard} | {name: trait(frame[name], settings) for name in traits}
    return pd.DataFrame(made, index=frame.index)
