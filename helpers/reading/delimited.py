"""Delimited text as a frame of cells, its header still the first row."""

import csv
import io

import pandas as pd

from helpers.reading.encoding import detect_delimiter, separator_line
from helpers.reading.finding import Notes
from helpers.reading.settings import FileSettings
from helpers.words import _


def read_delimited(text: str, settings: FileSettings, notes: Notes) -> pd.DataFrame | None:
    """Rows of text: the fast way where all are as long as the header, else the one that says which."""
    said = separator_line(text)
    first = 2 if said else 1
    text = text.partition("\n")[2] if said else text
    delimiter = settings.delimiter or said or detect_delimiter(text)
    rows = _even(text, delimiter)
    if rows is None:
        cells = _cells(text, delimiter, first, notes)
        rows = None if cells is None else _as_long(cells, first, notes)
    if rows is not None:
        rows.index = pd.RangeIndex(first, first + len(rows))
        rows.attrs = {"whitespace": delimiter == "whitespace"}
    return rows


def _even(text: str, delimiter: str) -> pd.DataFrame | None:
    """Rows that all have as many cells as the first; None if they have not, or a quote may be open."""
    import pyarrow as pa
    from pyarrow import csv as arrow

    if not (len(delimiter) == 1 and delimiter.isascii()) or text.count('"') % 2:
        return None
    # More columns than any file has: names of columns that are not there do no harm.
    types = {f"f{place}": pa.large_string() for place in range(text.partition("\n")[0].count(delimiter) + 1)}
    try:
        table = arrow.read_csv(
            io.BytesIO(text.encode("utf-8")),
            read_options=arrow.ReadOptions(autogenerate_column_names=True),
            parse_options=arrow.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False
            ),
            convert_options=arrow.ConvertOptions(column_types=types, strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        return None
    frame: pd.DataFrame = table.to_pandas()
    return frame


def _cells(text: str, delimiter: str, first: int, notes: Notes) -> list[list[str]] | None:
    """Rows of cells, however long each is; None with an error where a quotation mark is left open."""
    if delimiter == "whitespace":
        return [line.split() for line in text.splitlines()]
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        at = pd.Series([""], index=[first + len(rows)])
        remedy = _("Look for a quotation mark that is opened and never closed, here or in a row before.")
        notes.error(_("cannot be cut into cells: {why}").format(why=error), remedy, at=at)
        return None
    return rows


def _as_long(rows: list[list[str]], first: int, notes: Notes) -> pd.DataFrame | None:
    """Rows as long as the header: missing cells are empty; more cells are an error, unless they are empty."""
    width = len(next((row for row in rows if any(row)), []))
    beyond = [" ".join(row[width:]).strip() for row in rows]
    if any(beyond):
        at = pd.Series(beyond, index=range(first, first + len(rows)), dtype=str)
        remedy = _("Put text that holds the delimiter in double quotes, or set `delimiter` in case.toml.")
        notes.error(_("has more cells than the header"), remedy, at=at[at != ""])
        return None
    return pd.DataFrame([[*row[:width], *[""] * (width - len(row))] for row in rows], dtype=str)
