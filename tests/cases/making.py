"""What a flawed case is made of: its files, case.toml, and what must come of it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import openpyxl

HEADER = "order_id,customer_id,ordered_at,quantity,unit_price"
GOOD = "1,A,2024-01-31,2,10.5"
TOML = '[files.orders]\npath = "orders.csv"\n'


@dataclass(frozen=True)
class Expected:
    """A finding that must be there; `says` and `mend` are parts of its message and its remedy."""

    level: str
    row: int | None
    column: str
    says: str
    mend: str = ""
    count: int = 1


@dataclass(frozen=True)
class Flawed:
    """A case: its files, what must be found, and what must be read, by "table.column"."""

    name: str
    files: dict[str, bytes] = field(default_factory=dict)
    toml: str | bytes | None = TOML
    finds: tuple[Expected, ...] = ()
    reads: dict[str, list[object]] = field(default_factory=dict)


def error(row: int | None, column: str, says: str, mend: str = "", *, count: int = 1) -> Expected:
    return Expected("error", row, column, says, mend, count)


def notice(row: int | None, column: str, says: str, mend: str = "", *, count: int = 1) -> Expected:
    return Expected("notice", row, column, says, mend, count)


def lines(*rows: str, header: str = HEADER, encoding: str = "utf-8", end: str = "\n") -> dict[str, bytes]:
    """orders.csv with these rows."""
    return {"orders.csv": (end.join([header, *rows]) + end).encode(encoding)}


def dated(*days: str) -> dict[str, bytes]:
    """orders.csv with a line on each of these days."""
    return lines(*(f'{n},A,"{day}",1,10' for n, day in enumerate(days)))


def priced(*prices: str) -> dict[str, bytes]:
    """orders.csv with a line at each of these prices."""
    return lines(*(f'{n},A,2024-01-31,1,"{price}"' for n, price in enumerate(prices)))


def said(*keys: str, table: str = "orders") -> str:
    """case.toml with these keys under its one file."""
    return f'[files.{table}]\npath = "{table}.csv"\n' + "\n".join(keys) + "\n"


def other(table: str, text: str) -> dict[str, bytes]:
    """One CSV file of another table."""
    return {f"{table}.csv": text.encode()}


def workbook(rows: Sequence[Sequence[object]], *, sheet: str = "Sheet") -> bytes:
    """An Excel file with these rows on one sheet."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
