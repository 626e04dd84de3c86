"""What `case.toml` can say, and helpers to say what is wrong with it."""

import difflib
import re
from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd

from helpers.words import _

TOML = "case.toml"


@dataclass(frozen=True)
class FileSettings:
    """One `[files.X]` of case.toml; "" where it says nothing, so that the file decides."""

    path: str = ""
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    thousands: str = ""
    date_format: str = ""
    sheet: str = ""
    timezone: str = ""
    header: bool = True
    drop: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    returns: str = "net"
    amount: str = ""
    quantity: float = 0
    order_id: str = ""


@dataclass(frozen=True)
class Settings:
    """The whole of case.toml."""

    name: str
    currency: str = ""
    as_of: pd.Timestamp | None = None
    simulated: bool = False
    named: dict[str, str] = field(default_factory=dict)
    files: dict[str, FileSettings] = field(default_factory=dict)


def near(word: str, known: list[str]) -> str:
    """A did-you-mean, or the list of what there is.

    >>> near("customers_id", ["order_id", "customer_id"])
    'Did you mean “customer_id”?'
    """
    close = difflib.get_close_matches(word, known, n=1)
    if close:
        return _("Did you mean “{word}”?").format(word=close[0])
    return _("There are: {known}.").format(known=", ".join(known[:30]) or _("none"))


def day(value: object) -> pd.Timestamp | None:
    """A date given as a date, a stamp or ISO text, without its time; None where it is none.

    >>> day("2026-06-30"), day("soon")
    (Timestamp('2026-06-30 00:00:00'), None)
    """
    if isinstance(value, datetime):
        return pd.Timestamp(value.replace(tzinfo=None)).normalize()
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}([T ].*)?", value):
        return None
    if isinstance(value, date | str):
        found = pd.to_datetime(str(value)[:10], format="%Y-%m-%d", errors="coerce")
        return None if pd.isna(found) else found
    return None
