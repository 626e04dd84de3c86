"""nine_steps.xlsx: every table of a run as a sheet, for those who live in spreadsheets."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.files import write_bytes
from helpers.words import _

# A sheet for reading; whoever needs every row has the CSV beside it.
MAX_ROWS = 100_000
SHEET_NAME = 31
WIDEST = 40
IDENTIFIERS = ("_id", "same_as", "sha256")
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Control characters have no place in the XML of a workbook.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
EPOCH = (1980, 1, 1, 0, 0, 0)


def write(out: Path) -> None:
    """Write out/nine_steps.xlsx from out/tables/*.csv; the same tables give the same bytes."""
    from openpyxl import Workbook

    paths = sorted(out.glob("tables/*.csv"), key=lambda path: (path.stem[:1].isdigit(), path.stem))
    tables = {path.stem: _read(path) for path in paths}
    book = Workbook(write_only=True)
    rows = [(name, len(table), _part(table)) for name, table in tables.items()]
    contents = pd.DataFrame(rows, columns=[_("sheet"), _("rows"), _("remark")])
    for name, table in {_("contents"): contents, **tables}.items():
        _add_sheet(book, name, table)
    file = io.BytesIO()
    book.save(file)
    write_bytes(out / "nine_steps.xlsx", _timeless(file.getvalue()))


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def _part(table: pd.DataFrame) -> str:
    text = _("the first {rows:,} rows; all of them are in tables/")
    return text.format(rows=MAX_ROWS) if len(table) > MAX_ROWS else ""


def _add_sheet(book: Any, name: str, table: pd.DataFrame) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name[:SHEET_NAME])
    sheet.freeze_panes = "A2"
    shown = table.head(MAX_ROWS)
    for place, column in enumerate(table.columns, start=1):
        longest = max([len(str(column)), *shown[column].astype(str).str.len().head(200)])
        sheet.column_dimensions[get_column_letter(place)].width = min(longest + 2, WIDEST)
    header = [WriteOnlyCell(sheet, value=str(column)) for column in table.columns]
    for cell in header:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFE8EDF2")
    sheet.append(header)
    for row in zip(*(list(_values(shown[column])) for column in table.columns), strict=True):
        sheet.append(row)


def _values(column: "pd.Series[Any]") -> Iterator[object]:
    """The cells of a column as Excel should hold them: numbers and days where all of them are, else text."""
    texts = [value for value in column if isinstance(value, str) and value]
    named = str(column.name).endswith(IDENTIFIERS)
    if texts and not named and all(NUMBER.fullmatch(value) for value in texts):
        return (_number(value) for value in column)
    if texts and all(DAY.fullmatch(value) for value in texts):
        return (pd.Timestamp(value).date() if value else None for value in column)
    return (UNPRINTABLE.sub("", value) or None if isinstance(value, str) else value for value in column)


def _number(text: str) -> float | int | None:
    if not text:
        return None
    return int(text) if text.lstrip("-").isdigit() else float(text)


def _timeless(book: bytes) -> bytes:
    """The workbook without the moment it was made."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"1980-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(name, date_time=EPOCH)
            new.writestr(info, content, compress_type=zipfile.ZIP_DEFLATED)
    return file.getvalue()
