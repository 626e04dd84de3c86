"""One column of a file as the kind its table says: text becomes numbers, dates, flags."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_numeric_dtype

from helpers.files import FORMULA_STARTS
from helpers.reading.dates import read_dates
from helpers.reading.finding import Notes
from helpers.reading.numbers import blank, read_numbers
from helpers.reading.settings import FileSettings
from helpers.reading.words import (
    INFINITE,
    KANO,
    NO,
    NO_DATE,
    NO_FLAG,
    NO_KANO,
    NO_NUMBER,
    NO_TEXT,
    OFFSET,
    TOO_LARGE,
    TWO_DATES,
    TWO_MARKS,
    TWO_NUMBERS,
    TWO_ORDERS,
    YES,
)
from helpers.schema import LARGEST, Column, Kind


@dataclass(frozen=True)
class Reading:
    """A column being read: what it should be, what case.toml says of its file, and where findings go."""

    column: Column
    settings: FileSettings
    notes: Notes

    def tell(self, cells: pd.Series, wrong: pd.Series, message: str, remedy: str) -> None:
        """An error for the cells that are `wrong`, if there are any."""
        if wrong.any():
            key = f"[files.{self.notes.table}]"
            self.notes.error(message, remedy.format(files=key), column=self.column.name, at=cells[wrong])


def typed(raw: pd.Series, column: Column, settings: FileSettings, notes: Notes) -> pd.Series:
    """One column as its kind; a cell that cannot be read is an error in `notes`, and missing here."""
    return READERS[column.kind](raw, Reading(column, settings, notes))


def is_blank(raw: pd.Series, kind: Kind) -> pd.Series:
    """Which cells hold nothing. In names and other text "NA" and "none" are words: Namibia, a product."""
    if not is_text(raw):
        return raw.isna()
    return raw.isna() | raw.str.strip().isin(NO_TEXT) if kind in ("id", "text") else blank(raw)


def is_text(raw: pd.Series) -> bool:
    """Whether the cells are text, as in all files but Parquet."""
    return isinstance(raw.dtype, pd.StringDtype)


def as_text(raw: pd.Series) -> pd.Series:
    """Any column as text, whole numbers without .0.

    >>> as_text(pd.Series([17850.0, None])).tolist()
    ['17850', nan]
    """
    if is_text(raw):
        return raw
    if is_numeric_dtype(raw) and not is_bool_dtype(raw) and (raw.dropna() % 1 == 0).all():
        raw = raw.astype("Int64")
    return raw.astype("str")


def read_text(raw: pd.Series, reading: Reading) -> pd.Series:
    """Text without blanks around it, missing where there is none."""
    text = as_text(raw).str.strip()
    text = text.mask(text.isin(NO_TEXT))
    # The apostrophe that keeps a spreadsheet from running a cell (helpers.files.safe_text) is not part of it.
    guarded = text.str.startswith(tuple(f"'{start}" for start in FORMULA_STARTS)).fillna(False).astype(bool)
    return text.mask(guarded, text.str[1:]) if guarded.any() else text


def read_id(raw: pd.Series, reading: Reading) -> pd.Series:
    """Ids are names; 17850.0 throughout is what a spreadsheet makes of 17850."""
    text = read_text(raw, reading)
    given = text.dropna()
    return text.str.removesuffix(".0") if len(given) and given.str.fullmatch(r"\d+\.0").all() else text


def read_number(raw: pd.Series, reading: Reading) -> pd.Series:
    """Numbers, finite and of a size that can be added up."""
    settings = reading.settings
    if not is_text(raw) and is_numeric_dtype(raw):
        values = raw.astype("float64")
        infinite = values.abs() == float("inf")
        reading.tell(raw, infinite, *INFINITE)
        reading.tell(raw, (values.abs() > LARGEST) & ~infinite, *TOO_LARGE)
        return values
    text = as_text(raw)
    read = read_numbers(text, decimal=settings.decimal, thousands=settings.thousands)
    reading.tell(text, read.infinite, *INFINITE)
    reading.tell(text, read.too_large, *TOO_LARGE)
    reading.tell(text, read.ambiguous, *TWO_NUMBERS)
    reading.tell(text, read.mixed, *TWO_MARKS)
    reading.tell(text, read.unreadable, *NO_NUMBER)
    return read.values


def read_stamp(raw: pd.Series, reading: Reading) -> pd.Series:
    """Moments in local time."""
    zone = reading.settings.timezone
    if is_datetime64_any_dtype(raw):
        if isinstance(raw.dtype, pd.DatetimeTZDtype):
            reading.tell(raw, raw.notna() & (not zone), *OFFSET)
            raw = raw.dt.tz_convert(zone or "UTC").dt.tz_localize(None)
        stamps: pd.Series = raw.astype("datetime64[us]")
        return stamps
    text = as_text(raw)
    read = read_dates(
        text, date_format=reading.settings.date_format, timezone=zone, **raw.attrs.get("dates", {})
    )
    reading.tell(text, read.ambiguous, *TWO_DATES)
    reading.tell(text, read.mixed, *TWO_ORDERS)
    reading.tell(text, read.offset & (not zone), *OFFSET)
    reading.tell(text, read.unreadable, *NO_DATE)
    return read.values


def read_date(raw: pd.Series, reading: Reading) -> pd.Series:
    """Days: moments without their time."""
    days: pd.Series = read_stamp(raw, reading).dt.normalize()
    return days


def read_flag(raw: pd.Series, reading: Reading) -> pd.Series:
    """1 or 0; whole numbers where no cell is blank."""
    text = as_text(raw)
    word = text.str.strip().str.lower().str.removesuffix(".0")
    values = pd.Series(float("nan"), index=raw.index).mask(word.isin(YES), 1.0).mask(word.isin(NO), 0.0)
    reading.tell(text, values.isna() & ~is_blank(text, "flag"), *NO_FLAG)
    return values.astype("int64") if values.notna().all() else values


def read_scale(raw: pd.Series, reading: Reading) -> pd.Series:
    """Kano's answers as 1–5; missing where it is none of them: helpers.reading.rules sets the row aside."""
    text = as_text(raw)
    values: pd.Series = text.str.strip().str.lower().str.removesuffix(".0").map(KANO).astype("float64")
    if values.isna().any():
        reading.notes.notice(*NO_KANO, column=reading.column.name, at=text[values.isna()])
    return values


def read_period(raw: pd.Series, reading: Reading) -> pd.Series:
    """Left as it is: which kind it is shows only once all files of a table are together."""
    return raw


READERS: dict[Kind, Callable[[pd.Series, Reading], pd.Series]] = {
    "id": read_id,
    "text": read_text,
    "date": read_date,
    "stamp": read_stamp,
    "number": read_number,
    "flag": read_flag,
    "scale": read_scale,
    "period": read_period,
}
