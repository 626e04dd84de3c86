"""Dates as people write them. Which of two small numbers is the day is asked for, never guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd

from helpers.reading.numbers import blank

# Outside these years a date is a slip, or a stand-in for "never" that would move the end of the data.
FIRST, LAST = pd.Timestamp("1900-01-01"), pd.Timestamp("2200-01-01")
STAMP: Final = "datetime64[us]"
ISO = r"\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?|\d{8}"
# The way computers write dates: such a column is read in one go.
PLAIN = r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?)?"
OFFSET = r"(.*\d:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(Z|z|UTC|GMT|[+-]\d{2}:?\d{2})"
SERIAL = r"\d{5,6}(?:\.\d+)?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = (
    r"(?:[\sT,]+(?P<half>上午|下午)?\s*(?P<h>\d{1,2})[:时点](?P<m>\d{1,2})"
    r"(?:[:分](?P<s>\d{1,2})?(?:[.,](?P<f>\d+))?秒?)?\s*(?P<ampm>[AaPp]\.?[Mm]\.?)?)?"
)
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})\s*[-/.年]\s*(?P<a>\d{1,2})\s*[-/.月]\s*(?P<b>\d{1,2})日?" + _TIME)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<a>\d{2})(?P<b>\d{2})" + _TIME)
_NUMERIC = re.compile(r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4}|\d{2})" + _TIME)
_DAY_NAME = re.compile(r"(?P<b>\d{1,2})[\s./-]*(?P<name>[A-Za-z]{3,9})[\s.,/-]*(?P<y>\d{4}|\d{2})" + _TIME)
_NAME_DAY = re.compile(r"(?P<name>[A-Za-z]{3,9})[\s./-]*(?P<b>\d{1,2})[\s.,]+(?P<y>\d{4})" + _TIME)
_FORMS = (_YEAR_FIRST, _COMPACT, _NUMERIC, _DAY_NAME, _NAME_DAY)


@dataclass(frozen=True)
class Dates:
    """A column read as dates: values, NaT where blank or bad, and for every row what went wrong."""

    values: pd.Series
    unreadable: pd.Series
    ambiguous: pd.Series
    mixed: pd.Series
    offset: pd.Series


class Parts(NamedTuple):
    """A written date taken apart; where its form settles the order, `first` is the month."""

    first: int
    second: int
    year: int
    settled: bool
    time: timedelta


def read_dates(
    text: pd.Series,
    *,
    date_format: str = "",
    timezone: str = "",
    serials: bool = False,
    epoch_1904: bool = False,
) -> Dates:
    """Stamps from text; `date_format` (as in strptime) settles the order, `serials` reads Excel's day numbers
    too.

    Stamps that carry an offset are converted to local time in `timezone` and marked in `offset`; without a
    timezone they are marked and left out.

    >>> read_dates(pd.Series(["5/3/2024", "25/3/2024"])).values.dt.strftime("%Y-%m-%d").tolist()
    ['2024-03-05', '2024-03-25']
    >>> read_dates(pd.Series(["5/3/2024", "7/3/2024"])).ambiguous.tolist()
    [True, True]
    """
    if not date_format and text.str.fullmatch(PLAIN).all():
        return _plain(text)
    empty = blank(text)
    text = text.mask(empty, "").str.strip()
    offset = text.str.fullmatch(OFFSET).astype(bool)
    # Only where it is found: to look for it all over a very long cell takes for ever.
    body = text.where(~offset, text[offset].str.replace(OFFSET, r"\1", regex=True)) if offset.any() else text
    values = _parsed(body, re.sub(r"\s*%z", "", date_format)) if date_format else _nothing(body)
    values = values.fillna(_parsed(body.where(body.str.fullmatch(ISO).astype(bool)), "ISO8601"))
    if serials:
        values = values.fillna(_from_serials(body, epoch_1904=epoch_1904))
    rest = values.isna() & ~empty
    written = Written(body[rest].unique(), order=_order(date_format))
    values = values.mask(rest, body.where(rest).map(written.stamps).astype(STAMP))
    values = values.where(values.between(FIRST, LAST))
    if offset.any():
        local = _to_local(values[offset], text[offset], timezone) if timezone else _nothing(body)
        values = values.where(~offset, local)
    ambiguous, mixed = rest & body.isin(written.ambiguous), rest & body.isin(written.mixed)
    explained = empty | ambiguous | mixed | (offset & (not timezone))
    return Dates(values, values.isna() & ~explained, ambiguous, mixed, offset)


def _plain(text: pd.Series) -> Dates:
    """Dates as computers write them."""
    values = _parsed(text, "ISO8601")
    never = pd.Series(False, index=text.index)
    fits = values.between(FIRST, LAST)
    return Dates(values.where(fits), ~fits & (text != ""), never, never, never)


def _parsed(text: pd.Series, form: str) -> pd.Series:
    """Values that follow the format to the letter, nothing for the others."""
    return pd.to_datetime(text, format=form, errors="coerce").astype(STAMP)


def _nothing(text: pd.Series) -> pd.Series:
    """No dates, as many as there are cells."""
    return pd.Series(pd.NaT, index=text.index, dtype=STAMP)


def _from_serials(text: pd.Series, *, epoch_1904: bool) -> pd.Series:
    """Excel's day numbers: since March 1900 counted from 30 December 1899, in old Mac files from 1904."""
    days = pd.to_numeric(text.where(text.str.fullmatch(SERIAL).astype(bool)), errors="coerce")
    start = pd.Timestamp("1904-01-01" if epoch_1904 else "1899-12-30")
    return (start + pd.to_timedelta(days, unit="D")).dt.round("s").astype(STAMP)


def _to_local(values: pd.Series, text: pd.Series, timezone: str) -> pd.Series:
    """Stamps with an offset as local time of `timezone`."""
    sign = text.str.replace(OFFSET, r"\2", regex=True).str.replace(":", "")
    hours, rest = (pd.to_numeric(sign.str[place : place + 2], errors="coerce") for place in (1, 3))
    minutes = 60 * hours + rest
    minutes = minutes.where(~sign.str.startswith("-"), -minutes).fillna(0)
    utc = (values - pd.to_timedelta(minutes, unit="min")).dt.tz_localize("UTC")
    return utc.dt.tz_convert(ZoneInfo(timezone)).dt.tz_localize(None).astype(STAMP)


def _order(date_format: str) -> str:
    """The order a format puts day, month and year in: "%d/%m/%Y" → "dmy"."""
    return "".join(re.findall(r"%-?([dmyY])", date_format)).lower()


class Written:
    """The written dates of a column, read together: the order of day and month is one for all."""

    def __init__(self, texts: Iterable[str], *, order: str) -> None:
        """texts: different strings; order: "dmy" or "mdy" where it is known, else ""."""
        parts = {text: found for text in texts if (found := _parts(text))}
        open_parts = {text: found for text, found in parts.items() if not found.settled}
        day_first = {text for text, found in open_parts.items() if found.first > 12}
        month_first = {text for text, found in open_parts.items() if found.second > 12}
        self.ambiguous: set[str] = set()
        self.mixed: set[str] = set()
        if order not in ("dmy", "mdy"):
            order = "mdy" if len(month_first) > len(day_first) else "dmy"
            if day_first and month_first:
                self.mixed = day_first if order == "mdy" else month_first
            elif not day_first and not month_first:
                # No country writes month.day.year with dots (CLDR), so dots settle what nothing else does.
                self.ambiguous = {text for text in open_parts if text[1:3].count(".") == 0}
        clear = {text: found for text, found in parts.items() if text not in self.ambiguous | self.mixed}
        self.stamps = {text: _stamp(found, order) for text, found in clear.items()}


def _parts(text: str) -> Parts | None:
    """A written date taken apart, or None where it is no date."""
    found = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    if found is None:
        return None
    group = found.groupdict()
    name = (group.get("name") or "")[:3].lower()
    month = _MONTHS.index(name) + 1 if name in _MONTHS else 0
    year = int(group["y"]) + (0 if len(group["y"]) == 4 else 1900 if int(group["y"]) > 68 else 2000)
    settled = found.re is not _NUMERIC
    return Parts(int(group.get("a") or month), int(group["b"]), year, settled, _time(group))


def _time(group: dict[str, str | None]) -> timedelta:
    """The time since midnight; an impossible one runs past the day, and `_stamp` refuses it."""
    hour = int(group["h"] or 0)
    half = (group["ampm"] or group["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half[0] in "p下" else 0)
    minute, second = int(group["m"] or 0), int(group["s"] or 0)
    if minute > 59 or second > 59:
        return timedelta(days=2)
    fraction = float(f"0.{group['f'] or 0}")
    return timedelta(hours=hour, minutes=minute, seconds=second + fraction)


def _stamp(parts: Parts, order: str) -> datetime | None:
    """The moment, or None where there is no such day or time."""
    month_first = parts.settled or order == "mdy"
    month, day = parts[:2] if month_first else parts[1::-1]
    try:
        start = datetime(parts.year, month, day)
    except ValueError:
        return None
    return start + parts.time if parts.time < timedelta(days=1) else None
