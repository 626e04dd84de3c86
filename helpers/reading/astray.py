"""Dates that lie far from all others, and the day `as_of` is taken to be where case.toml names none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.reading.finding import Finding, Notes
from helpers.schema import Table
from helpers.words import _, count

YEAR_DAYS, MONTH_DAYS = 366, 31
DAY = 86_400_000_000  # in microseconds, as stamps are counted
# Astray are a few (this share, or up to two) or all of one day, as those are that stand for "never"; behind a
# gap so many times as long as any other; where the rest is of so many days at least.
FEW, TIMES, FEWEST_DAYS = 0.005, 3, 12
# The end of a contract may well lie ahead of everything else.
AHEAD = ("ended_on",)


@dataclass(frozen=True)
class Span:
    """The days between which the dates of a column lie, but for those `early` and `late` that are astray."""

    column: str
    first: pd.Timestamp
    last: pd.Timestamp
    early: pd.Series
    late: pd.Series
    notes: Notes


def spans(frame: pd.DataFrame, table: Table, notes: Notes) -> list[Span]:
    """The span of each column of dates; `notes` know which row of the frame came from where."""
    named = [column.name for column in table.columns if column.kind in ("date", "stamp")]
    columns = [frame[name].dropna() for name in named if name in frame]
    return [_span(stamps, notes) for stamps in columns if len(stamps)]


def _span(stamps: pd.Series, notes: Notes) -> Span:
    """The span of one column, which has dates."""
    days = stamps.to_numpy().astype("datetime64[us]").view("int64") // DAY
    first, last = days.min(), days.max()
    early = late = stamps.iloc[:0]
    # Where more than a year goes without a date, some half of a year does.
    if not np.bincount((days - first) // (YEAR_DAYS // 2)).all():
        days.sort()
        low, high = _tails(days)
        first, last = days[low], days[len(days) - high - 1]
        early, late = stamps[stamps < _day(first)], stamps[stamps >= _day(last + 1)]
    return Span(str(stamps.name), _day(first), _day(last), early, late, notes)


def _day(number: np.int64) -> pd.Timestamp:
    """A day by its number."""
    return pd.Timestamp(int(number) * DAY, unit="us")


def _tails(number: npt.NDArray[np.int64]) -> tuple[int, int]:
    """How many of the sorted days are astray before and after the rest."""
    gaps = np.diff(number)
    low, high = _tail(-number[::-1]), _tail(number)
    rest = number[low : len(number) - high]
    if len(np.unique(rest)) < FEWEST_DAYS:
        return 0, 0
    rhythm = TIMES * np.diff(rest).max()
    return (
        low if low and gaps[low - 1] > rhythm else 0,
        high if high and gaps[len(gaps) - high] > rhythm else 0,
    )


def _tail(number: npt.NDArray[np.int64]) -> int:
    """How many of the sorted numbers lie a year and more beyond the rest: a few, or all of one day."""
    few = max(2, int(FEW * len(number)))
    for place in np.flatnonzero(np.diff(number) > YEAR_DAYS):
        beyond = number[place + 1 :]
        if len(beyond) <= few or beyond[0] == beyond[-1]:
            return len(beyond)
    return 0


def say_astray(found: Iterable[Span], *, as_of: pd.Timestamp | None) -> list[Finding]:
    """Findings on dates far from the rest; an error where, for want of as_of, such a date would set it.

    Late is what lies a year after the last date of any column: leads may go on where orders do not.
    """
    found, findings = list(found), list[Finding]()
    behind = [span.last for span in found if span.column not in AHEAD] or [span.last for span in found]
    for span in found:
        notes = Notes(span.notes.table, span.notes.file, span.notes.origin)
        last = max(behind)
        late = span.late[span.late > last + pd.Timedelta(days=YEAR_DAYS)] if len(span.late) else span.late
        if len(late):
            _say_late(late, last, as_of, notes)
        if len(span.early):
            gap = count((span.first - span.early.max()).days)
            message = _("lies {n} days before the rest of its column").format(n=gap)
            remedy = _(
                "Mend it if it is a slip; where it stands for “not known”, leave such rows out with `drop`."
            )
            notes.notice(message, remedy, column=span.column, at=span.early)
        findings += notes.findings
    return findings


def _say_late(late: pd.Series, last: pd.Timestamp, as_of: pd.Timestamp | None, notes: Notes) -> None:
    """Dates far after the last of all others."""
    gap = count((late.min().normalize() - last).days)
    column = str(late.name)
    if as_of is None:
        message = _(
            "lies {n} days after all other dates; as_of would be that day, and everybody would look lost"
        )
        remedy = _("Mend the row, or write as_of = {last:%Y-%m-%d} at the top of case.toml.").format(
            last=last
        )
        notes.error(message.format(n=gap), remedy, column=column, at=late)
    else:
        remedy = _("Mend it if it is a slip, or leave such rows out with `drop`.")
        notes.notice(_("lies {n} days after all other dates").format(n=gap), remedy, column=column, at=late)


def latest(tables: Mapping[str, pd.DataFrame]) -> tuple[pd.Timestamp, str, str] | None:
    """The last day in any date or stamp column of any table, and in which table and column it stands."""
    dates = [
        (frame[name].max().normalize(), table, str(name))
        for table, frame in tables.items()
        for name in frame.select_dtypes("datetime").columns
        if frame[name].notna().any()
    ]
    return max(dates, key=lambda date: date[0], default=None)


def say_as_of(tables: Mapping[str, pd.DataFrame], notes: Notes) -> None:
    """A notice where as_of, which case.toml does not name, would lie long after the last order."""
    found = latest(tables)
    if found is None or "orders" not in tables:
        return
    day, table, column = found
    last = tables["orders"]["ordered_at"].max().normalize()
    if (day - last).days > MONTH_DAYS:
        message = _(
            "as_of is taken to be {day:%Y-%m-%d}, from {column} in {table}, {n} days after the last order"
        )
        remedy = _("If that day lies ahead, write as_of = {last:%Y-%m-%d} at the top of case.toml.")
        notes.notice(
            message.format(day=day, column=column, table=table, n=count((day - last).days)),
            remedy.format(last=last),
            column="as_of",
        )
