"""What can be read and is hardly meant: total rows, lines twice over, ends before beginnings, both arms."""

import json
import re

import numpy as np
import pandas as pd

from helpers.reading.finding import Notes
from helpers.reading.numbers import read_numbers
from helpers.reading.words import NO_TEXT, TOTALS
from helpers.schema import Table
from helpers.words import _

# First and later of two moments, in whichever table they stand.
FORWARD = (("created_at", "converted_at"), ("opened_at", "first_reply_at"), ("opened_at", "resolved_at"))
# Lines without order numbers may be equal in truth; beyond this share an export has likely gone in twice.
REPEATS = 0.02


def total_rows(raw: pd.DataFrame, columns: pd.DataFrame, table: Table, notes: Notes) -> list[int]:
    """The last rows of a file where they are totals: a word for it, numbers, and nothing where an id or a
    date must be.

    raw: the file; columns: its standard columns, some rows of which may be gone. A notice names what to drop.
    """
    found: list[int] = []
    for row in columns.index[::-1]:
        last = raw.iloc[int(np.searchsorted(raw.index, row))]
        cells = [str(cell) for cell in last.tolist()]
        words = [cell for cell in cells if cell.strip(" :：.").casefold() in TOTALS]
        if not words or not _is_total(columns.loc[row], cells, words, table):
            break
        by_name = [*columns.loc[row].items(), *zip(raw.columns, cells, strict=True)]
        _say_total(words[0], next(str(name) for name, cell in by_name if cell == words[0]), int(row), notes)
        found.append(int(row))
    return found


def _is_total(standard: pd.Series, cells: list[str], words: list[str], table: Table) -> bool:
    """Whether a row with a word for total holds only numbers besides, and lacks what each row needs."""
    said = {name: str(cell) for name, cell in standard.items() if not pd.isna(cell)}
    plain = {*words, *NO_TEXT, said.get("currency", "")}
    others = [cell for cell in cells if cell not in plain and cell.strip()]
    lacks = any(said.get(name, "").strip() in NO_TEXT for name in table.required if name in standard)
    names_it = any(said.get(name) in words for name in table.key)
    return (lacks or names_it) and not read_numbers(pd.Series(others, dtype="str")).unreadable.any()


def _say_total(word: str, column: str, row: int, notes: Notes) -> None:
    """A notice that a row is taken for a total, with what to write in case.toml to say so for good."""
    key = column if re.fullmatch(r"[\w-]+", column, re.ASCII) else json.dumps(column, ensure_ascii=False)
    pattern = json.dumps(f"^{re.escape(word)}$", ensure_ascii=False)
    remedy = _("Delete it, or say so in case.toml: drop = {{ {key} = {pattern} }}.")
    message = _("looks like a total row at the end of the file; it is set aside")
    at = pd.Series([word], index=[row])
    notes.notice(message, remedy.format(key=key, pattern=pattern), column=column, at=at)


def say_repeats(lines: pd.DataFrame, files: list[pd.DataFrame], notes: Notes, *, numbered: bool) -> None:
    """A notice on order lines that are equal to one before them in every column of their file.

    files: as they are; numbered: whether the orders have numbers, and are not made of a customer's day.
    """
    alike = lines.index[lines.duplicated(["ordered_at", "unit_price", "quantity"], keep=False)]
    again = _whole_rows(alike, files, notes).duplicated()
    # Without order numbers a customer may well have bought twice in one day.
    if again.any() and (numbered or again.sum() > REPEATS * len(lines)):
        name = "order_id" if numbered else "customer_id"
        message = _("is a line that stands there before, equal in every column; both are kept")
        remedy = _(
            "Both may be true, each piece on a line of its own; if an export went in twice, take one out."
        )
        notes.notice(message, remedy, column=name, at=lines.loc[again[again].index, name])


def _whole_rows(places: pd.Index, files: list[pd.DataFrame], notes: Notes) -> pd.DataFrame:
    """Rows of the table with all columns of the files they come from."""
    if places.empty or notes.origin is None:
        return pd.DataFrame(index=places)
    number = np.searchsorted(notes.origin.ends, places, side="right")
    rows = notes.origin.rows[places]
    parts = [files[place].loc[rows[number == place]] for place in np.unique(number)]
    together: pd.DataFrame = pd.concat(parts).set_axis(places, axis=0)
    return together


def say_backwards(frame: pd.DataFrame, notes: Notes) -> None:
    """A notice on moments that lie before what they follow; two midnights of one day are days, not times."""
    for first, later in FORWARD:
        if {first, later} <= {*frame.columns}:
            back = frame[later] < frame[first]
            if not back.any():
                continue
            # A day without its time is midnight, and lies before all that happened on it.
            back &= frame[later] != frame[first].dt.normalize()
            if back.any():
                message = _("lies before {first}; the row is kept").format(first=first)
                remedy = _("Mend one of the two; times between them count below zero.")
                notes.notice(message, remedy, column=later, at=frame.loc[back, later])


def say_both_arms(frame: pd.DataFrame, notes: Notes) -> None:
    """A notice on customers who stand in both arms of one campaign, told apart by the day it was sent."""
    if "customer_id" not in frame or not frame["customer_id"].duplicated().any():
        return
    who = frame.groupby("customer_id")
    both = who["arm"].transform("nunique") > 1
    if "sent_at" in frame:
        # Those who were sent nothing may have no day.
        both &= frame["sent_at"].dt.normalize().groupby(frame["customer_id"]).transform("nunique") <= 1
    other = both & (frame["arm"] != who["arm"].transform("first"))
    if other.any():
        remedy = _("Keep one row for each customer; of two campaigns, give each its day in sent_at.")
        message = _("stands in both arms, so the arms cannot be compared cleanly; all rows are kept")
        notes.notice(message, remedy, column="customer_id", at=frame.loc[other, "customer_id"])
