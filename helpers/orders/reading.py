"""Order lines from files larger than memory."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from helpers.orders.lines import NUMBERS, REQUIRED, faults, reason_of
from helpers.words import _, listed

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

Paths = str | Path | Iterable[str | Path]

COLUMNS = (*REQUIRED, *NUMBERS[2:], "product_id", "channel", "currency")
# Digits in these columns are names: 00012 must not become 12.
IDS = ("order_id", "customer_id", "product_id")
# Day and month cannot be mistaken in these, and a stamp with an offset fits none of them.
ISO_STAMPS = [
    "%Y-%m-%d",
    *(f"%Y-%m-%d{gap}%H:%M{seconds}" for gap in " T" for seconds in (":%S", ":%S.%f", "")),
]


@overload
def read_lines(paths: Paths, *, columns: Mapping[str, str] | None = None) -> "DuckDBPyRelation": ...


@overload
def read_lines(paths: Paths, *, columns: Mapping[str, str] | None = None, spark: Any) -> Any: ...


def read_lines(paths: Paths, *, columns: Mapping[str, str] | None = None, spark: Any = None) -> Any:
    """Order lines from Parquet or UTF-8 CSV files as a DuckDB relation, which `customers` takes like a table.

    paths: one or several, all Parquet or all CSV (.csv, .tsv, .txt, each also .gz); a path may be a glob such
    as "by-day/*.parquet". columns: standard name → name in the files, as in `case.toml`, where they differ.
    Columns without a standard name stay out. Dates in CSV must be ISO, without offsets. spark: a SparkSession
    that reads Parquet files in DuckDB's place, from wherever its cluster reads; gives a Spark data frame.

    Nothing is held in memory: files are read when the relation is computed, and what is wrong in a later line
    shows then (`as_table` says it). Raises ValueError where there is no such file, it cannot be read or lacks
    a column.
    """
    files = [str(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    if not files:
        raise ValueError(_("No files were given: name Parquet or CSV files, or a glob."))
    is_csv = [Path(file.removesuffix(".gz")).suffix.lower() in {".csv", ".tsv", ".txt"} for file in files]
    if any(is_csv) != all(is_csv):
        raise ValueError(
            _("{files} are of two kinds: read Parquet and CSV apart.").format(files=listed(files))
        )
    theirs = {name: name for name in COLUMNS} | dict(columns or {})
    if unknown := [name for name in theirs if name not in COLUMNS]:
        message = _("{names} is not a column of order lines; those are {columns}.")
        raise ValueError(message.format(names=listed(unknown), columns=listed(list(COLUMNS))))
    if spark is not None and all(is_csv):
        raise ValueError(_("{files} are CSV: on Spark give Parquet files.").format(files=listed(files)))
    try:
        if spark is not None:
            return _read_spark(spark, files, theirs)
        return _read_csv(files, theirs) if all(is_csv) else _read_parquet(files, theirs)
    except faults() as fault:
        message = _("{files} cannot be read: {reason}")
        raise ValueError(message.format(files=listed(files), reason=reason_of(fault))) from fault


def _read_parquet(files: list[str], theirs: Mapping[str, str]) -> "DuckDBPyRelation":
    import duckdb

    lines = duckdb.read_parquet(files, union_by_name=True)
    return lines.select(
        *(duckdb.ColumnExpression(theirs[name]).alias(name) for name in _found(lines.columns, theirs))
    )


def _read_spark(spark: Any, files: list[str], theirs: Mapping[str, str]) -> Any:
    lines = spark.read.option("mergeSchema", True).parquet(*files)
    return lines.select(*(lines[theirs[name]].alias(name) for name in _found(lines.columns, theirs)))


def _read_csv(files: list[str], theirs: Mapping[str, str]) -> "DuckDBPyRelation":
    """Ids stay text, stamps are read by ISO formats alone; DuckDB guesses numbers and the delimiter."""
    import duckdb

    found = _found(duckdb.read_csv(files, union_by_name=True).columns, theirs)
    text = {theirs[name]: "VARCHAR" for name in (*IDS, "ordered_at") if name in found}
    lines = duckdb.read_csv(files, union_by_name=True, dtype=text)
    expressions = {name: duckdb.ColumnExpression(theirs[name]) for name in found}
    stamps = duckdb.ConstantExpression(ISO_STAMPS)
    expressions["ordered_at"] = duckdb.FunctionExpression("strptime", expressions["ordered_at"], stamps)
    return lines.select(*(expression.alias(name) for name, expression in expressions.items()))


def _found(there: Sequence[str], theirs: Mapping[str, str]) -> list[str]:
    """The standard names with a column. Raises ValueError where a required or a mapped one is missing."""
    found = [name for name in theirs if theirs[name] in there]
    needed = {name for name in theirs if name in REQUIRED or theirs[name] != name}
    lost = [theirs[name] for name in theirs if name in needed and name not in found]
    if lost:
        message = _(
            "No column {lost} in the files, which have {there}: "
            "map them with columns={{'standard name': 'name in the files'}}."
        )
        raise ValueError(message.format(lost=listed(lost), there=listed(list(there))))
    return found
