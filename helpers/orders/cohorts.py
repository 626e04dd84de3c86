"""Customers by the month of their first order, and what became of them month by month."""

import narwhals.stable.v2 as nw
import pandas as pd
from narwhals.stable.v2.typing import IntoFrameT

from helpers.orders.lines import PARTS, prepared, quotient, same_engine


def cohorts(lines: IntoFrameT) -> IntoFrameT:
    """Cohort × month: how many customers of a cohort bought in a month, and for how much.

    lines: as for `customers`. Returns a frame of the same engine: cohort (first day of the month of the
    first order), month (whole months since then, 0 the first), customers (with a line in that month), revenue
    (money, returns netted). A month in which nobody of the cohort has a line has no row. pandas comes sorted,
    a lazy engine's frame is neither computed nor sorted (`as_table`). Raises ValueError as `customers` does.

    >>> lines = pd.DataFrame({
    ...     "order_id": [1, 2, 3], "customer_id": ["ann", "bob", "ann"], "quantity": 1,
    ...     "ordered_at": pd.to_datetime(["2024-01-31", "2024-01-02", "2024-03-01"]), "unit_price": [5, 7, 6],
    ... })
    >>> cohorts(lines)
          cohort  month  customers  revenue
    0 2024-01-01      0          2     12.0
    1 2024-01-01      2          1      6.0
    >>> retention(cohorts(lines)).loc["2024-01-01"].tolist()
    [1.0, 0.0, 0.5]
    """
    frame = prepared(lines).with_columns(date=nw.col("day").dt.truncate("1mo"))
    months = frame.group_by("customer_id", "date").agg(nw.col("parts").sum())
    months = months.filter(nw.col("customer_id").cast(nw.String).str.strip_chars() != "")
    months = months.with_columns(cohort=nw.col("date").min().over("customer_id"))
    cells = months.group_by("cohort", "date").agg(nw.col("parts").sum(), customers=nw.len())
    cells = cells.with_columns(
        nw.col("parts", "customers").cast(nw.Int64), month=_months("date") - _months("cohort")
    )
    cells = cells.with_columns(revenue=quotient(nw.col("parts"), PARTS))
    return same_engine(cells.select("cohort", "month", "customers", "revenue"), lines)  # type: ignore[no-any-return]


def _months(date: str) -> nw.Expr:
    return nw.col(date).dt.year().cast(nw.Int64) * 12 + nw.col(date).dt.month().cast(nw.Int64)


def retention(cohorts: pd.DataFrame) -> pd.DataFrame:
    """Share of each cohort that buys again, month by month.

    cohorts: the pandas table of `cohorts`. Returns one row per cohort and one column per month since its
    first: fractions of its customers. A month without a buyer is 0; a month after the last of the data is
    blank.
    """
    counts = cohorts.pivot(index="cohort", columns="month", values="customers")
    counts = counts.reindex(columns=pd.RangeIndex(max(cohorts["month"], default=0) + 1, name="month"))
    months = cohorts["cohort"].dt.year * 12 + cohorts["cohort"].dt.month
    first = months.groupby(cohorts["cohort"]).first().to_numpy()
    seen = first[:, None] + counts.columns.to_numpy() <= (months + cohorts["month"]).max()
    return counts.fillna(0).where(seen).div(counts[0], axis="index")


def trend(cohorts: pd.DataFrame) -> pd.DataFrame:
    """Month by month: how many bought, how many of them for the first time, and for how much.

    cohorts: the pandas table of `cohorts`. Returns month (its first day), customers, new_customers, revenue;
    a month without lines has a row of zeros.
    """
    if cohorts.empty:
        return pd.DataFrame({"month": cohorts["cohort"], "customers": 0, "new_customers": 0, "revenue": 0.0})
    months = cohorts["cohort"].dt.to_period("M").array + cohorts["month"].to_numpy()
    table = cohorts.assign(month=months, new_customers=cohorts["customers"].where(cohorts["month"] == 0, 0))
    sums = table.groupby("month")[["customers", "new_customers", "revenue"]].sum()
    every = pd.period_range(months.min(), months.max(), name="month")
    sums = sums.reindex(every, fill_value=0).reset_index()
    return sums.assign(month=sums["month"].dt.to_timestamp())
