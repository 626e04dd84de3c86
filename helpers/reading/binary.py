"""Excel and Parquet files as raw frames."""

import io
import re
from typing import TYPE_CHECKING

import pandas as pd

from helpers.reading.finding import EMPTY, Notes
from helpers.reading.settings import FileSettings, near
from helpers.schema import LARGEST
from helpers.words import _

if TYPE_CHECKING:
    import pyarrow as pa


def read_excel(data: bytes, settings: FileSettings, notes: Notes) -> pd.DataFrame | None:
    """One sheet of a workbook as text, its header in the first row."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        name = settings.sheet or book.sheetnames[0]
        if name not in book.sheetnames:
            notes.error(
                _("has no sheet “{name}”").format(name=name), near(name, book.sheetnames), column="sheet"
            )
            return None
        book[name].reset_dimensions()
        rows = [[_cell(value) for value in row] for row in book[name].iter_rows(values_only=True)]
    except Exception as error:  # a damaged workbook fails in as many ways as it has parts
        message = _("is not a workbook that can be read: {why}").format(why=type(error).__name__)
        notes.error(message, _("Open it in Excel and save it as .xlsx."))
        return None
    width = max((len(row) for row in rows), default=0)
    if not width:
        notes.error(*EMPTY)
        return None
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    frame = pd.DataFrame(padded, index=pd.RangeIndex(1, len(rows) + 1), dtype=str)
    # A date without its format is a number of days; what they are counted from, the workbook knows.
    frame.attrs = {"dates": {"serials": True, "epoch_1904": book.epoch.year == 1904}}
    return frame


def _cell(value: object) -> str:
    """A cell as text that reads back without doubt: 1.234 becomes 1.2340, surely a decimal point."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        text = str(int(value)) if value.is_integer() and abs(value) < LARGEST else repr(value)
        return f"{text}0" if re.fullmatch(r"-?\d+\.\d{3}", text) else text
    return "" if value is None else str(value)


def read_parquet(data: bytes, notes: Notes) -> pd.DataFrame | None:
    """A Parquet file with its own types, but decimals as floats, days as stamps, categories as text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(io.BytesIO(data))
        plain = pa.schema([spot.with_type(_plain_type(spot.type)) for spot in table.schema])
        frame: pd.DataFrame = table.cast(plain).to_pandas(ignore_metadata=True)
    except (pa.ArrowException, OSError) as error:
        notes.error(
            _("is not Parquet that can be read: {why}").format(why=str(error)[:80]), _("Write it again.")
        )
        return None
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return frame.rename(columns=str)


def _plain_type(kind: "pa.DataType") -> "pa.DataType":
    """The Arrow type that pandas has a column of its own for."""
    import pyarrow as pa

    if pa.types.is_decimal(kind):
        return pa.float64()
    if pa.types.is_date(kind):
        return pa.timestamp("us")
    return kind.value_type if pa.types.is_dictionary(kind) else kind
