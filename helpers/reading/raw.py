"""One file of a case as a raw frame: columns as in the file, cells as text, the index the row a person
sees."""

import os
from pathlib import Path

import pandas as pd

from helpers.reading.binary import read_excel, read_parquet
from helpers.reading.delimited import read_delimited
from helpers.reading.encoding import detect_encoding
from helpers.reading.finding import EMPTY, Notes
from helpers.reading.settings import FileSettings
from helpers.words import _, count

ZIP, PARQUET, OLD_EXCEL = b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0"
MOST_COLUMNS = 1_000
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_raw(path: Path, settings: FileSettings, notes: Notes) -> pd.DataFrame | None:
    """The file as it stands, or None with errors in `notes`.

    Text and Excel cells come as text ("" where empty); Parquet columns keep their types. Excel formulas are
    never evaluated: what is read is the value the spreadsheet last stored. What a file is, its first bytes
    say.
    """
    data = _bytes(path, notes)
    if data is None:
        return None
    if data.startswith(OLD_EXCEL):
        remedy = _("Open it in Excel and save it as .xlsx, without a password.")
        notes.error(_("is an Excel 97 file or a locked workbook"), remedy)
        return None
    if data.startswith(PARQUET):
        return read_parquet(data, notes)
    if data.startswith(ZIP):
        rows = read_excel(data, settings, notes)
    else:
        text = _text(data, settings, notes)
        rows = None if text is None else read_delimited(text, settings, notes)
    return None if rows is None else _checked(_named(rows, header=settings.header), notes)


def _checked(rows: pd.DataFrame, notes: Notes) -> pd.DataFrame | None:
    """The frame; None with an error where it is far too wide to be a table of a company's."""
    if rows.shape[1] <= MOST_COLUMNS:
        return rows
    remedy = _("Set `delimiter` in case.toml, or leave out columns that nobody needs.")
    message = _("has {n} columns, and a table may have {most}")
    notes.error(message.format(n=count(rows.shape[1]), most=count(MOST_COLUMNS)), remedy)
    return None


def _bytes(path: Path, notes: Notes) -> bytes | None:
    """The file's bytes; None with an error where there are none to be had."""
    if os.path.exists(path) and not os.path.isfile(path):
        remedy = _('If it is a folder, name its files: path = "{name}/*.csv".').format(name=path.name)
        notes.error(_("is not a file"), remedy)
        return None
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        notes.error(_("there is no such file"), _("Mend `path` in case.toml, or put the file there."))
        return None
    except OSError as error:
        remedy = _("Mend its permissions, or copy it anew.")
        notes.error(_("cannot be read: {why}").format(why=error.strerror), remedy)
        return None
    if not data.strip():
        notes.error(*EMPTY)
        return None
    return data


def _text(data: bytes, settings: FileSettings, notes: Notes) -> str | None:
    """The text of a file, by the encoding said or the one detected; None with an error if it is none."""
    encoding = settings.encoding or detect_encoding(data)
    try:
        # A byte order mark knows better than "utf-16-le".
        marked = encoding.lower().startswith("utf-16") and data[:2] in UTF16_MARKS
        text = data.decode("utf-16" if marked else encoding).removeprefix("\ufeff")
    except UnicodeError:
        remedy = _('Save it as UTF-8, or set encoding in case.toml, such as encoding = "gb18030".')
        notes.error(_("is not text in {name}").format(name=encoding), remedy)
        return None
    if not text.strip():
        notes.error(*EMPTY)
        return None
    found = detect_encoding(data).removesuffix("-sig")
    if settings.encoding and found == "utf-8" and not data.isascii() and text != data.decode("utf-8-sig"):
        # Hardly any text of another encoding happens to be valid UTF-8: names would read as Ã¤ and Ã¶.
        remedy = _('Take the line encoding out of case.toml, or write encoding = "utf-8".')
        notes.notice(_("reads as UTF-8, and case.toml says {name}").format(name=encoding), remedy)
    if "\0" in text:
        notes.error(_("is not a text file"), _("Export it as CSV, XLSX or Parquet."))
        return None
    return text


def _without_empty(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that hold anything; mostly the first column settles that there is no other."""
    empty = pd.Series(True, index=rows.index)
    for column in rows.columns:
        empty &= rows[column].str.strip() == ""
        if not empty.any():
            return rows
    return rows[~empty]


def _named(rows: pd.DataFrame, *, header: bool) -> pd.DataFrame:
    """Empty rows out, the first row as names; without a header columns are named 1, 2, 3 …

    Names that stand twice are told apart as "name (2)" and listed in `attrs["twice"]`.
    """
    attributes = rows.attrs
    rows = _without_empty(rows)
    names = [str(place + 1) for place in range(rows.shape[1])]
    if header:
        names = [str(name).strip() for name in rows.iloc[0]] if len(rows) else names
        rows = rows.iloc[1:]
    # A column without a name and without a cell is what spreadsheets leave behind.
    keep = [
        place for place, name in enumerate(names) if name or (rows.iloc[:, place].str.strip() != "").any()
    ]
    names = [names[place] for place in keep]
    before = [names[:place].count(name) for place, name in enumerate(names)]
    unique = [f"{name} ({n + 1})" if n else name for name, n in zip(names, before, strict=True)]
    rows = rows.iloc[:, keep].set_axis(unique, axis=1)
    rows.attrs = attributes | {"twice": {name for name, n in zip(names, before, strict=True) if n}}
    return rows
