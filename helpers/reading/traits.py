"""Columns whose type shows only once all files of a table are together: traits and periods."""

import pandas as pd
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

from helpers.reading.columns import as_text, is_text
from helpers.reading.dates import read_dates
from helpers.reading.numbers import read_numbers
from helpers.reading.settings import FileSettings
from helpers.reading.words import NO_TEXT

# What no number has: letters and the like, or a leading zero, which says that it is a code.
NOT_A_NUMBER = r"[^0-9., '+-]|^0[0-9]"
FEW = 3  # so many slips, or one in a hundred, may stand in a column of numbers


def trait(raw: pd.Series, settings: FileSettings) -> pd.Series:
    """A column of the user's own: numbers where all of it can only be numbers, else text.

    >>> [trait(pd.Series(cells), FileSettings()).tolist() for cells in (["7", "8.5"], ["007"])]
    [[7.0, 8.5], ['007']]
    """
    if not is_text(raw) and (is_numeric_dtype(raw) or is_datetime64_any_dtype(raw)):
        return raw
    text = as_text(raw).str.strip()
    text = text.mask(text.isin(NO_TEXT))
    if text.isna().all() or text.str.contains(NOT_A_NUMBER).fillna(False).any():
        return text
    read = read_numbers(text, decimal=settings.decimal, thousands=settings.thousands)
    doubt = read.unreadable | read.infinite | read.too_large | read.ambiguous | read.mixed
    return text if doubt.any() else read.values


def odd_cells(raw: pd.Series) -> pd.Series:
    """The few cells that are no numbers in a trait of numbers; none where it is text for good.

    >>> [odd_cells(pd.Series(cells)).tolist() for cells in (["10", "12", "ten"], ["a", "b", "1"])]
    [['ten'], []]
    """
    text = raw.str.strip() if is_text(raw) else pd.Series(dtype="str")
    text = text[~text.isin(NO_TEXT) & text.notna()]
    odd = text[text.str.contains(NOT_A_NUMBER).fillna(False).astype(bool)]
    return odd if len(odd) <= max(FEW, len(text) // 100) and 2 * len(odd) < len(text) else odd[:0]


def period(raw: pd.Series, settings: FileSettings) -> pd.Series:
    """Periods: numbers or dates where all of them are, else labels in the order they are found.

    >>> moments = pd.Series(pd.to_datetime(["2026-01-01T00:30+02:00", "2026-02-01T00:30+02:00"]))
    >>> period(moments, FileSettings("sales.parquet", timezone="Europe/Athens")).dt.month.tolist()
    [1, 2]
    """
    if is_datetime64_any_dtype(raw):
        if raw.dt.tz is not None:
            raw = raw.dt.tz_convert(settings.timezone or "UTC").dt.tz_localize(None)
        return raw.astype("datetime64[us]")
    values = trait(raw, settings)
    if is_numeric_dtype(values):
        return values
    dates = read_dates(values.fillna(""), date_format=settings.date_format)
    if not (dates.unreadable | dates.ambiguous | dates.mixed | dates.offset).any():
        return dates.values
    return pd.Series(
        pd.Categorical(values, categories=values.dropna().unique(), ordered=True), index=raw.index
    )
