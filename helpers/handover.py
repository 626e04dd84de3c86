"""What one step hands to the next: tables/NN_name.csv, tables/measures.csv and tables/absent.csv of a run.

measures.csv has step, measure, value, unit, n, low, high (low and high: 95% interval, blank where there is
none); absent.csv has step, measure, table_needed, reason, for what could not be computed. Both hold the
rows of every step; a step replaces its own.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.files import safe_frame, write_table, write_text
from helpers.missing import Missing, PlainError
from helpers.words import _, listed

MEASURES = ["step", "measure", "value", "unit", "n", "low", "high"]
ABSENT = ["step", "measure", "table_needed", "reason"]
NUMBERS = ["value", "n", "low", "high"]
KEY = ["step", "measure"]
# Why measures cannot be had: a table of measure, table_needed, reason; or measure -> reason; or one for all.
Absences = pd.DataFrame | Missing | Mapping[str, Missing | str]
TABLE_NAME = re.compile(r"(\d\d)_[a-z_]+")
DAY = r"\d{4}-\d\d-\d\d"


def step_of(names: Mapping[str, Any]) -> int:
    """The step whose tables these are, from their names. Raises ValueError where they do not agree.

    >>> step_of({"01_customers": None, "01_duplicates": None})
    1
    """
    found = {match[1] if (match := TABLE_NAME.fullmatch(name)) else name for name in names}
    if len(found) != 1 or not (step := found.pop()).isdigit():
        raise ValueError(f"tables of one step are named like 01_customers; these are {', '.join(names)}")
    return int(step)


def write(
    folder: Path,
    *,
    tables: Mapping[str, pd.DataFrame | Missing],
    measures: pd.DataFrame | Missing | None,
    absent: Absences | None,
) -> list[Path]:
    """Write a step's tables and its rows of measures and absences; gives the files written.

    A table that is Missing is removed where an earlier run left one: nobody should mistake it for this
    run's. A measure without a value moves to the absent ones. Raises PlainError where the folder cannot be
    written.
    """
    step = step_of(tables)
    values, gaps = split(measures, absent)
    gaps = _with_tables(gaps, tables)
    names = {*values["measure"], *gaps["measure"], *tables}
    try:
        written = [_write(folder / f"{name}.csv", table) for name, table in tables.items()]
        written.append(_merge(folder / "measures.csv", step, names, values.assign(step=step)))
        written.append(_merge(folder / "absent.csv", step, names, gaps.assign(step=step)))
    except OSError as error:
        text = _("{folder} could not be written ({why}). Free the disk or choose another folder for out.")
        raise PlainError(text.format(folder=folder, why=error.strerror or error)) from error
    return [path for path in written if path is not None]


def split(
    measures: pd.DataFrame | Missing | None, absent: Absences | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The measures that have a value, and the absent ones with their reason, without their step."""
    rows = measures if isinstance(measures, pd.DataFrame) else pd.DataFrame(columns=MEASURES)
    rows = rows.reindex(columns=MEASURES)
    none = rows["value"].isna()
    blank = dict.fromkeys(rows.loc[none, "measure"], _("It has no value on these data."))
    gaps = [_gaps(blank), _gaps(absent), _gaps(measures if isinstance(measures, Missing) else None)]
    found = pd.concat(gaps).drop_duplicates("measure", keep="last")
    return rows[~none].reset_index(drop=True), found.reset_index(drop=True)


def _with_tables(gaps: pd.DataFrame, tables: Mapping[str, pd.DataFrame | Missing]) -> pd.DataFrame:
    """The gaps, and the tables that could not be made, unless one says the same of the whole step."""
    said = set(gaps["reason"])
    more = {name: gap for name, gap in tables.items() if isinstance(gap, Missing) and str(gap) not in said}
    return pd.concat([gaps, _gaps(more)], ignore_index=True) if more else gaps


def _gaps(absent: Absences | None) -> pd.DataFrame:
    """Absences in whatever form, as rows of absent.csv."""
    if isinstance(absent, pd.DataFrame):
        return absent.reindex(columns=ABSENT)
    reasons = {_("all"): absent} if isinstance(absent, Missing) else absent or {}
    rows = [
        (0, name, why.table if isinstance(why, Missing) else "", str(why)) for name, why in reasons.items()
    ]
    return pd.DataFrame(rows, columns=ABSENT)


def read(path: Path) -> pd.DataFrame:
    """measures.csv or absent.csv as it was written; an empty table where there is none. Raises PlainError."""
    columns = MEASURES if path.stem == "measures" else ABSENT
    if not path.exists():
        return pd.DataFrame(columns=columns)
    blanks = {name: [""] for name in NUMBERS}
    try:
        table = pd.read_csv(path, keep_default_na=False, na_values=blanks)
        numbers = {name: pd.to_numeric(table[name]) for name in NUMBERS if name in table}
    except (ValueError, OSError) as error:
        raise PlainError(_unreadable(path, str(error))) from error
    if list(table.columns) != columns:
        raise PlainError(_unreadable(path, _("it has {names}").format(names=listed(list(table.columns)))))
    return table.assign(**numbers)


def read_table(path: Path) -> pd.DataFrame:
    """A table tables/NN_name.csv as a step wrote it: ids as text, days as dates. Raises PlainError."""
    try:
        ids = {name: str for name in map(str, pd.read_csv(path, nrows=0)) if _is_id(name)}
        table = pd.read_csv(path, dtype=ids)
    except (ValueError, OSError) as error:
        raise PlainError(_unreadable(path, str(error))) from error
    texts = [name for name in map(str, table.select_dtypes(["object", "str"])) if not _is_id(name)]
    days = [name for name in texts if len(known := table[name].dropna()) and known.str.fullmatch(DAY).all()]
    return table.assign(**{name: pd.to_datetime(table[name]) for name in days})


def _is_id(name: str) -> bool:
    return name == "id" or name.endswith(("_id", "same_as"))


def _unreadable(path: Path, why: str) -> str:
    text = _("{path} is not a table that the course wrote: {why}. Move it away and run again.")
    return text.format(path=path, why=why)


def _write(path: Path, table: pd.DataFrame | Missing) -> Path | None:
    if isinstance(table, Missing):
        path.unlink(missing_ok=True)
        return None
    write_table(path, table)
    return path


def _merge(path: Path, step: int, names: set[str], rows: pd.DataFrame) -> Path:
    """Put a step's rows in the place of its old ones; two lessons of one step keep each other's."""
    old = read(path)
    others = old[~((old["step"] == step) & old["measure"].isin(names))]
    both = pd.concat([part for part in (others, rows) if len(part)] or [rows])
    _write_numbers(path, both.sort_values("step", kind="stable"))
    return path


def _write_numbers(path: Path, table: pd.DataFrame) -> None:
    exact = {
        name: pd.Series([_number(value) for value in table[name]], index=table.index, dtype=object)
        for name in NUMBERS
        if name in table.columns
    }
    safe = safe_frame(table).assign(**exact)
    write_text(path, safe.to_csv(index=False, lineterminator="\n"))


def _number(value: Any) -> Any:
    """Counts without a decimal point: 23570, not 23570.0."""
    if pd.isna(value):
        return None
    number = float(value)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def forget(folder: Path, step: int) -> None:
    """Take a step's rows out of measures.csv and absent.csv, before the step is run again."""
    for path in (folder / "measures.csv", folder / "absent.csv"):
        if path.exists():
            old = read(path)
            _write_numbers(path, old[old["step"] != step])
