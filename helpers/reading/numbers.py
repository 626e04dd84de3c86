"""Numbers as people write them: 1,234.56 · 1.234,56 · 1 234,56 · $ 12 · (12.50) · 12.50-."""

from dataclasses import dataclass

import pandas as pd

from helpers.schema import LARGEST

# What stands for "nothing" in a column of numbers or dates.
BLANK = ("", "-", "--", "na", "n/a", "nan", "nat", "null", "none", "<na>", "#n/a", "nil", ".")
INFINITE = r"\s*[+-]?\s*(?:inf|infinity|∞)\s*"
SOME = 100
_SIGNS = "$€£¥￥₹₩₽₺₫฿₴₪元"
_CODE = r"(?:[A-Z]{2,3}|[A-Z]{0,2}[" + _SIGNS + r"]|kr\.?|zł|Fr\.)"
_THOUSANDS = {".": (",", " ", "'"), ",": (".", " ", "'")}


@dataclass(frozen=True)
class Numbers:
    """A column read as numbers: values, NaN where blank or bad, and for every row what went wrong."""

    values: pd.Series
    unreadable: pd.Series
    infinite: pd.Series
    too_large: pd.Series
    ambiguous: pd.Series
    mixed: pd.Series


def blank(text: pd.Series) -> pd.Series:
    """Which cells hold nothing, or a word for nothing."""
    return text.isna() | text.str.strip().str.lower().isin(BLANK)


def read_numbers(text: pd.Series, *, decimal: str = "", thousands: str = "") -> Numbers:
    """Numbers from text; `decimal` and `thousands` are the marks where they are known.

    Else the column decides, by values that can be read in one way only: 1.234,5 or 0,5 say that the comma is
    the decimal mark. Where there are such values on both sides, the rarer side is `mixed`; where there are
    none, those that could be read in two ways are `ambiguous`.

    >>> read_numbers(pd.Series(["1.234,50", "7", "(2,5)", "€ 3"])).values.tolist()
    [1234.5, 7.0, -2.5, 3.0]
    >>> read_numbers(pd.Series(["1,234", "5"])).ambiguous.tolist()
    [True, False]
    """
    never = pd.Series(False, index=text.index)
    if decimal != "," and thousands != "." and _all_plain(text):
        values = _floats(text.mask(text == ""))
        return Numbers(values, never, never, values.abs() > LARGEST, never, never)
    empty = blank(text)
    infinite = text.str.lower().str.fullmatch(INFINITE).fillna(False).astype(bool) & ~empty
    marks = _tidy(text.mask(empty | infinite, "0"))
    point, comma = _readable(marks, ".", thousands), _readable(marks, ",", thousands)
    ambiguous = mixed = never
    if not decimal:
        decimal, ambiguous, mixed = _decided(marks, point, comma)
    readable = comma if decimal == "," else point
    values = _converted(marks.where(readable, "0"), decimal)
    infinite = infinite | (values.abs() == float("inf"))
    return Numbers(
        values=values.mask(~readable | ambiguous | empty | infinite),
        unreadable=~readable & ~mixed,
        infinite=infinite,
        too_large=(values.abs() > LARGEST) & ~infinite,
        ambiguous=ambiguous,
        mixed=mixed,
    )


def _decided(marks: pd.Series, point: pd.Series, comma: pd.Series) -> tuple[str, pd.Series, pd.Series]:
    """The decimal mark that the column's cells prove, those that could be two numbers, those on the rarer
    side.

    point, comma: which cells are numbers with that decimal mark.
    """
    proves_point, proves_comma = point & ~comma, comma & ~point
    never = pd.Series(False, index=marks.index)
    if not proves_point.any() and not proves_comma.any():
        return ".", marks.str.contains(r"[.,]") & point, never
    if proves_comma.sum() > proves_point.sum():
        return ",", never, proves_point
    return ".", never, proves_comma


def _all_plain(text: pd.Series) -> bool:
    """Whether all of a column is written as computers write numbers; it is then read in one go."""
    if not text.str.fullmatch(r"(?:-?[0-9]+(?:\.[0-9]+)?)?").all():
        return False
    # A fraction that is no group of three proves the point; mostly one of the first cells has one.
    if any(part.str.contains(r"\.(?:[0-9]{1,2}|[0-9]{4,})$").any() for part in (text[:SOME], text)):
        return True
    return not text.str.contains(".", regex=False).any()


def _tidy(text: pd.Series) -> pd.Series:
    """Digits, marks and a leading minus: currency, brackets and exotic signs and spaces out."""
    text = text.str.strip()
    if not text.str.fullmatch(r"[0-9., '+-]*").all():
        text = text.str.normalize("NFKC").str.replace(r"[−–]", "-", regex=True).str.replace("’", "'")
        text = text.str.replace(rf"^([+-]?)\s*{_CODE}\s*([(+-]?[\d.,])", r"\1\2", regex=True)
        text = text.str.replace(rf"([\d.,)-])\s*{_CODE}$", r"\1", regex=True)
        text = text.str.replace(r"^\((.*)\)$", r"-\1", regex=True)
    if text.str.contains(r"[+' -]").any():
        text = text.str.replace(r"^'([+-])", r"\1", regex=True).str.replace(r"^([+-])\s+", r"\1", regex=True)
        text = text.str.replace(r"^([\d].*)-$", r"-\1", regex=True)
    return text


def _readable(text: pd.Series, decimal: str, thousands: str) -> pd.Series:
    """Which cells are numbers where `decimal` is the mark; groups are of three, or as in 12,34,567."""
    allowed = _THOUSANDS[decimal] if not thousands else (thousands,) if thousands != decimal else ()
    mark = f"[{decimal}]"
    grouped = "|".join(
        rf"[1-9][0-9]{{0,2}}(?:[{group}][0-9]{{2,3}})*[{group}][0-9]{{3}}" for group in allowed
    )
    whole = f"[0-9]+|{grouped}" if grouped else "[0-9]+"
    pattern = rf"[+-]?(?:(?:{whole})(?:{mark}[0-9]*)?|{mark}[0-9]+|[0-9]+(?:{mark}[0-9]+)?[eE][+-]?[0-9]+)"
    return text.str.fullmatch(pattern).fillna(False).astype(bool)


def _converted(text: pd.Series, decimal: str) -> pd.Series:
    """Floats from text known to be readable with this decimal mark."""
    if not text.str.fullmatch(r"[+-]?[0-9]+(?:[.][0-9]+)?").all():
        text = text.str.replace(rf"[ '{'.' if decimal == ',' else ','}]", "", regex=True)
        text = text.str.replace(",", ".")
    return _floats(text)


def _floats(text: pd.Series) -> pd.Series:
    """Floats from text, missing where it is; the nullable type parses in one pass, to the last digit."""
    values = text.astype("Float64").to_numpy("float64", na_value=float("nan"))
    return pd.Series(values, index=text.index, name=text.name)
