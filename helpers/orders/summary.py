"""One row per customer: orders, revenue, shares, tiers, scores and the measures of repeat buying."""

import datetime
from typing import Any

import narwhals.stable.v2 as nw
from narwhals.stable.v2.typing import IntoFrameT

from helpers.orders.lines import PARTS, midnight, prepared, quotient, same_engine
from helpers.words import _

# The share of revenue before the customer below which a tier reaches.
TIERS = (0.50, 0.80, 0.95)
TIERED = ("platinum", "diamond", "gold")
LOWEST = "wood"
COLUMNS = (
    *("customer_id", "first_order", "last_order", "orders", "lines"),
    *("revenue", "revenue_share", "cumulative_share", "tier", "days_since_last", "r", "f", "m"),
    *("repeat_days", "recency_weeks", "age_weeks", "mean_repeat_value"),
)


def customers(
    lines: IntoFrameT, *, as_of: datetime.date | str | None = None, tiers: tuple[float, float, float] = TIERS
) -> IntoFrameT:
    """One row per customer, from order lines of any engine narwhals knows (pandas, Polars, DuckDB, Spark, …).

    lines: order_id, customer_id, ordered_at (dates or stamps without time zone), quantity, unit_price;
    optional discount and unit_cost. as_of: the last day whose lines count, by default the latest. tiers: the
    shares of revenue before a customer below which platinum, diamond and gold reach.

    Returns a frame of the same engine: customer_id (text), first_order and last_order (dates), orders, lines,
    revenue (money), revenue_share and cumulative_share (fractions), tier, days_since_last, r, f, m (1 to 5),
    repeat_days, recency_weeks, age_weeks, mean_repeat_value (money) and, where the lines have unit_cost,
    margin (money); `helpers.orders` defines each. pandas comes sorted from the largest revenue down. Of a
    lazy engine comes a frame neither computed nor sorted: `as_table` makes the same pandas table of it.

    Raises ValueError where a column is missing or of the wrong kind, stamps have a time zone, amounts are too
    large to add, or tiers do not ascend from 0 to 1.

    Ann buys for 20, a week later for 90, and sends 30 of it back after another week. Bob buys once, for 20.

    >>> import pandas as pd
    >>> days = ["2024-01-01", "2024-01-01", "2024-01-08", "2024-01-15", "2024-01-10"]
    >>> lines = pd.DataFrame({
    ...     "order_id": [1, 1, 2, 3, 4], "customer_id": ["ann", "ann", "ann", "ann", "bob"],
    ...     "ordered_at": pd.to_datetime(days),
    ...     "quantity": [1, 2, 3, -1, 4], "unit_price": [10, 5, 30, 30, 5],
    ... })
    >>> people = customers(lines, as_of="2024-01-22").set_index("customer_id")
    >>> people[["orders", "lines", "revenue", "cumulative_share", "tier", "r", "f", "m"]].reset_index()
      customer_id  orders  lines  revenue  cumulative_share      tier  r  f  m
    0         ann       3      4     80.0               0.8  platinum  3  3  3
    1         bob       1      1     20.0               1.0      gold  1  1  1
    >>> people[["repeat_days", "recency_weeks", "age_weeks", "mean_repeat_value"]].loc["ann"].tolist()
    [2.0, 2.0, 3.0, 30.0]
    """
    frame = prepared(lines)
    if as_of is not None:
        frame = frame.filter(nw.col("day") <= nw.lit(midnight(as_of)))
    people = _per_customer(frame)
    end = nw.col("last_day").max() if as_of is None else nw.lit(midnight(as_of).toordinal())
    people = _money(_tiers(_scores(_times(people, end)), _checked(tiers)))
    margin = ["margin"] if "margin" in people.collect_schema() else []
    return same_engine(people.select(*COLUMNS, *margin), lines)  # type: ignore[no-any-return]


def _per_customer(frame: Any) -> Any:
    """Sums and dates per customer by way of customer-days, and distinct orders; without blank names."""
    schema = frame.collect_schema()
    sums = [name for name in ("parts", "margin_parts", "costed") if name in schema]
    days = frame.group_by("customer_id", "day").agg(nw.col(*sums).sum(), lines=nw.len())
    people = days.group_by("customer_id").agg(
        nw.col(*sums, "lines").sum(),
        nw.len().alias("days"),
        first_order=nw.col("day").min(),
        last_order=nw.col("day").max(),
    )
    # A join, not a window over days: DuckDB takes less than half the time.
    first_days = days.select("customer_id", first_order="day", first_parts="parts")
    orders = frame.group_by("customer_id").agg(orders=nw.col("order_id").n_unique())
    people = people.join(first_days, on=["customer_id", "first_order"], how="left")
    people = people.join(orders, on="customer_id", how="left")
    # Sums are wider than 64 bits on some engines.
    whole = nw.col(*sums, "first_parts", "lines", "days", "orders").cast(nw.Int64)
    people = people.with_columns(whole, _as_text(schema["customer_id"]))
    return people.filter(nw.col("customer_id").str.strip_chars() != "")


def _as_text(kind: nw.dtypes.DType) -> nw.Expr:
    """Ids as text. pandas makes floats of whole numbers where some are blank: their text would end in .0."""
    name = nw.col("customer_id")
    return (name.cast(nw.Int64) if kind.is_float() else name).cast(nw.String)


def _times(people: Any, end: nw.Expr) -> Any:
    """Days since the last order, and ages in weeks."""
    people = people.with_columns(first_day=_ordinal("first_order"), last_day=_ordinal("last_order"))
    people = people.with_columns(end_day=end)
    return people.with_columns(
        days_since_last=nw.col("end_day") - nw.col("last_day"),
        repeat_days=nw.col("days") - 1,
        recency_weeks=quotient(nw.col("last_day") - nw.col("first_day"), 7),
        age_weeks=quotient(nw.col("end_day") - nw.col("first_day"), 7),
    )


def _ordinal(date: str) -> nw.Expr:
    """Whole days since the year 1, as `datetime.date.toordinal`: engines do not agree on durations."""
    years = nw.col(date).dt.year().cast(nw.Int64) - 1
    day_of_year = nw.col(date).dt.ordinal_day().cast(nw.Int64)
    return years * 365 + years // 4 - years // 100 + years // 400 + day_of_year


def _scores(people: Any) -> Any:
    """Quintiles by the lowest rank among equals: 1 + (rank − 1) × 5 // n."""
    ranked = {"r": "last_day", "f": "orders", "m": "parts"}
    ranks = {score: nw.col(name).rank("min").cast(nw.Int64) for score, name in ranked.items()}
    people = people.with_columns(people=nw.len().cast(nw.Int64), **ranks)
    return people.with_columns((nw.col(score) - 1) * 5 // nw.col("people") + 1 for score in ranked)


def _tiers(people: Any, limits: tuple[float, float, float]) -> Any:
    """Shares from the largest down (equal revenue by id), and tiers by the share before the customer."""
    parts, total = nw.col("parts"), nw.col("total")
    people = people.with_columns(minus=-parts, total=parts.sum().cast(nw.Int64))
    people = people.with_columns(
        running=parts.cum_sum().over(order_by=["minus", "customer_id"]).cast(nw.Int64)
    )
    people = people.with_columns(
        revenue_share=nw.when(total > 0).then(quotient(parts, total)),
        cumulative_share=nw.when(total > 0).then(quotient(nw.col("running"), total)),
        before=nw.when(total > 0, parts > 0).then(quotient(nw.col("running") - parts, total)).otherwise(1.0),
    )
    tier = nw.lit(LOWEST)
    for name, limit in reversed(list(zip(TIERED, limits, strict=True))):
        tier = nw.when(nw.col("before") < limit).then(nw.lit(name)).otherwise(tier)
    return people.with_columns(tier=tier)


def _money(people: Any) -> Any:
    """Whole parts back to money."""
    repeats = nw.when(nw.col("repeat_days") > 0).then(nw.col("repeat_days")).otherwise(1)
    people = people.with_columns(
        revenue=quotient(nw.col("parts"), PARTS),
        mean_repeat_value=quotient(nw.col("parts") - nw.col("first_parts"), PARTS) / repeats,
    )
    if "costed" not in people.collect_schema():
        return people
    margin = quotient(nw.col("margin_parts"), PARTS)
    return people.with_columns(margin=nw.when(nw.col("costed") > 0).then(margin))


def _checked(tiers: tuple[float, float, float]) -> tuple[float, float, float]:
    if not 0 < tiers[0] <= tiers[1] <= tiers[2] <= 1:
        message = _("tiers are {given}: give three shares that ascend from 0 to 1.")
        raise ValueError(message.format(given=tiers))
    return tiers
