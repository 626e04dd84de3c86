"""Whether what one `[files.X]` of case.toml says can go with any file."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd

from helpers.reading.finding import Notes
from helpers.reading.settings import FileSettings, near
from helpers.schema import TABLES
from helpers.words import _


def check_settings(said: FileSettings, table: str, notes: Notes) -> None:
    """Errors for values that no file could go with, and for columns the table does not have."""
    for key, sound, remedy in _values(said):
        if not sound:
            message = _("{key} cannot be “{value}”").format(key=key, value=getattr(said, key))
            notes.error(message, remedy, column=f"files.{table}.{key}")
    for column, pattern in said.drop.items():
        if why := _pattern_fault(pattern):
            message = _("“{pattern}” is no regular expression: {why}").format(pattern=pattern, why=why)
            notes.error(message, _("Mend the pattern."), column=f"files.{table}.drop.{column}")
    declared = TABLES[table]
    for name in said.columns:
        if name not in declared.names and not declared.traits:
            message = _("{table} has no column “{name}”").format(table=table, name=name)
            notes.error(message, near(name, list(declared.names)), column=f"files.{table}.columns")


def _values(said: FileSettings) -> list[tuple[str, bool, str]]:
    """(key, whether its value can be, how to mend it) for every key with a say in how a file is read."""
    mark, other = said.decimal, said.thousands
    known_orders = ("", "customer_day")
    return [
        ("path", said.path.isprintable() and said.path != "", _('Write path = "orders.csv".')),
        (
            "encoding",
            not said.encoding or _is_encoding(said.encoding),
            _('Write it like "utf-8" or "gb18030".'),
        ),
        ("delimiter", _is_delimiter(said.delimiter), _('Write ",", ";", "|", "\\t" or "whitespace".')),
        ("decimal", mark in ("", ".", ","), _('Write "." or ",".')),
        ("thousands", other in ("", ".", ",", " ", "'"), _('Write ".", ",", " " or "\'".')),
        ("thousands", not mark or mark != other, _("Give decimal and thousands a mark each.")),
        ("date_format", not said.date_format or _is_format(said.date_format), _('Write it like "%d/%m/%Y".')),
        ("timezone", not said.timezone or _is_timezone(said.timezone), _('Write it like "Europe/London".')),
        ("returns", said.returns in ("net", "drop"), _('Write "net" or "drop".')),
        ("quantity", said.quantity >= 0, _("Write how many pieces a line stands for, such as 1.")),
        (
            "order_id",
            said.order_id in known_orders,
            _('Write "customer_day", or name the column in columns.'),
        ),
    ]


def _is_encoding(name: str) -> bool:
    try:
        "a".encode(name)  # rot13 is a codec too, and none for text
    except (LookupError, ValueError):
        return False
    return True


def _is_delimiter(text: str) -> bool:
    return text in ("", "whitespace") or (len(text) == 1 and text not in '"\r\n\0')


def _is_format(text: str) -> bool:
    try:
        pd.to_datetime(pd.Series(["1"]), format=text, errors="coerce")
    except ValueError:
        return False
    return "%" in text


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _pattern_fault(pattern: str) -> str:
    """Why a pattern is none, "" where it is one."""
    try:
        re.compile(pattern)
    except re.error as error:
        return str(error)
    return ""
