"""Order lines into the summaries, and pandas tables out of them, on any engine."""

import datetime
import sys
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd
from narwhals.stable.v2.typing import IntoFrame

from helpers.words import _, listed

# Sums of money are sums of whole numbers: in floats the last bit depends on the order of the lines, and would
# decide ties. Hundredths of a cent leave room for prices such as 0.0125.
PARTS = 10_000
# The most that may come together of price, discount or cost: three of these still fit a 64-bit integer.
MOST = 2.0**61 / PARTS
REQUIRED = ("order_id", "customer_id", "ordered_at", "quantity", "unit_price")
NUMBERS = ("quantity", "unit_price", "discount", "unit_cost")


def prepared(lines: IntoFrame) -> Any:
    """Lines as a narwhals frame: customer_id, order_id, day, parts; with unit_cost also margin_parts, costed.

    Parts are whole hundredths of a cent; costed is 1 where the unit cost is known. Raises ValueError where a
    column is missing or of the wrong kind, stamps have a time zone, or amounts are too large to add.
    """
    frame: Any = nw.from_native(lines)
    schema = frame.collect_schema()
    _check_columns(schema)
    frame = frame.filter(~nw.col("customer_id").is_null(), ~nw.col("ordered_at").is_null())
    _check_size(frame)
    value = (_number("quantity") * _number("unit_price")).fill_null(0)
    if "discount" in schema:
        value = value - _number("discount").fill_null(0)
    columns = {"day": nw.col("ordered_at").cast(nw.Datetime("us")).dt.truncate("1d"), "parts": _parts(value)}
    if "unit_cost" in schema:
        cost = _number("unit_cost") * _number("quantity").fill_null(0)
        columns["margin_parts"] = _parts((value - cost).fill_null(0))
        columns["costed"] = (~_number("unit_cost").is_null()).cast(nw.Int64)
    return frame.select("customer_id", "order_id", **columns)


def as_table(summary: IntoFrame) -> pd.DataFrame:
    """What `customers` or `cohorts` gave, of any engine, as a pandas table: computed, sorted, of plain types.

    Ids are text, dates are stamps at midnight. Customers stand from the largest revenue down, cohorts by
    month. Raises ValueError where the lines behind a lazy frame turn out to be unreadable.
    """
    frame: Any = nw.from_native(summary)
    dates = [name for name, kind in frame.collect_schema().items() if kind == nw.Date]
    frame = frame.with_columns(nw.col(*dates).cast(nw.Datetime("us"))) if dates else frame
    table: pd.DataFrame = (_computed(frame) if isinstance(frame, nw.LazyFrame) else frame).to_pandas()
    if "customer_id" not in table:
        return table.sort_values(["cohort", "month"], ignore_index=True)
    return table.sort_values(["revenue", "customer_id"], ascending=[False, True], ignore_index=True)


def same_engine(frame: Any, lines: IntoFrame) -> Any:
    """What the caller gets: a sorted table where `lines` is a pandas one, else a frame of its engine, which
    is neither computed nor sorted where the engine is lazy.
    """
    if isinstance(lines, pd.DataFrame):
        return as_table(frame.to_native())
    stamps = [name for name, kind in frame.collect_schema().items() if kind == nw.Datetime]
    return frame.with_columns(nw.col(*stamps).cast(nw.Date)).to_native()


def quotient(whole: nw.Expr, divisor: nw.Expr | int) -> nw.Expr:
    """An integer column divided by one number, to the last bit as every other engine does it: Polars would
    multiply by the reciprocal of a number, but divides by a column.
    """
    return whole / (whole * 0 + divisor)


def midnight(as_of: datetime.date | str) -> datetime.datetime:
    """The beginning of the day `as_of`, a date or an ISO text. Raises ValueError for anything else.

    >>> midnight("2024-06-30")
    datetime.datetime(2024, 6, 30, 0, 0)
    """
    try:
        day = datetime.datetime.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        return datetime.datetime(day.year, day.month, day.day)
    except (ValueError, AttributeError) as fault:
        message = _("as_of is {given!r}, not a date: write it as 2026-06-30.")
        raise ValueError(message.format(given=as_of)) from fault


def _computed(frame: Any) -> Any:
    try:
        return frame.collect("pyarrow")  # Spark's own way to pandas warns of pandas 3
    except faults() as fault:
        raise ValueError(_("The lines cannot be read: {reason}").format(reason=reason_of(fault))) from fault


def faults() -> tuple[type[Exception], ...]:
    """What lazy engines raise where lines cannot be read: DuckDB, and Spark where it is at work."""
    import duckdb

    spark = sys.modules.get("pyspark.errors")
    return (duckdb.Error,) if spark is None else (duckdb.Error, spark.PySparkException)


def reason_of(fault: Exception) -> str:
    """What the engine says, without its traces: the first lines hold what was found and where."""
    return " ".join(str(fault).split("\n\n")[0].split())


def _number(name: str) -> nw.Expr:
    return nw.col(name).cast(nw.Float64).fill_nan(None)


def _parts(money: nw.Expr) -> nw.Expr:
    """Floor, not round: engines differ in what they do with halves."""
    return (money * PARTS + 0.5).floor().cast(nw.Int64)


def _check_columns(schema: nw.Schema) -> None:
    missing = [name for name in REQUIRED if name not in schema]
    if missing:
        message = _("Order lines lack {columns}: rename the columns you have, or map them in case.toml.")
        raise ValueError(message.format(columns=listed(missing)))
    kind = schema["ordered_at"]
    if kind not in (nw.Date, nw.Datetime):
        raise ValueError(_("ordered_at holds {kind}, not dates: convert it first.").format(kind=kind))
    if isinstance(kind, nw.Datetime) and kind.time_zone:
        message = _(
            "ordered_at has the time zone {zone}, and engines disagree about the day there: "
            "convert it to local time without a zone first."
        )
        raise ValueError(message.format(zone=kind.time_zone))
    if schema["customer_id"] == nw.Object:
        raise ValueError(_("customer_id mixes text and numbers: make it text first."))
    for name in NUMBERS:
        if name in schema and not schema[name].is_numeric():
            message = _("{column} holds {kind}, not numbers: convert it first.")
            raise ValueError(message.format(column=name, kind=schema[name]))


def _check_size(frame: Any) -> None:
    """Refuse what would not fit; pandas would go on with nonsense, lazy engines say so when they compute."""
    if isinstance(frame, nw.LazyFrame):
        return
    products = {"quantity × unit_price": _number("quantity") * _number("unit_price")}
    if "discount" in frame.columns:
        products["discount"] = _number("discount")
    if "unit_cost" in frame.columns:
        products["quantity × unit_cost"] = _number("quantity") * _number("unit_cost")
    sums = [product.abs().fill_null(0).sum().alias(name) for name, product in products.items()]
    for name, total in zip(products, frame.select(sums).row(0), strict=True):
        if not total < MOST:
            message = _(
                "{what} is infinite, or too large to add up (above {most:.0e}): "
                "look for a wrong decimal sign, or state amounts in thousands."
            )
            raise ValueError(message.format(what=name, most=MOST))
