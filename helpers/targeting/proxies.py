"""Four stand-ins for lifetime value: mean revenue, profitable products, trend of orders, cost to serve.

A firm that cannot compute lifetime value yet can watch these (Peppers & Rogers 1997). Each is one row a
customer.
"""

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.tails import student
from helpers.targeting.money import line_money

MONTH_DAYS = 365.25 / 12
QUARTER_DAYS = 91
PROXIES = ("monthly_revenue", "high_margin_share", "order_trend", "cost_to_serve_share")


def monthly_revenue(summary: pd.DataFrame) -> pd.Series:
    """Mean revenue a month since the first order (money); below one month of age, of one month.

    summary: `orders.customers`, of which revenue and age_weeks are read.

    >>> summary = pd.DataFrame({"revenue": [600.0, 50.0], "age_weeks": [26.0892857, 0.0]})
    >>> monthly_revenue(summary).round(2).tolist()
    [100.0, 50.0]
    """
    need(summary, "revenue", "age_weeks", what="summary")
    months = (summary["age_weeks"] * 7 / MONTH_DAYS).clip(lower=1)
    return summary["revenue"] / months


def high_margin_share(lines: pd.DataFrame) -> pd.Series:
    """The share of each customer's spend on products that earn more than the firm's average margin.

    lines: order lines with customer_id, product_id, quantity, unit_price, unit_cost and, where there is
    one, discount. A product's margin rate is taken over all its lines. Index customer_id; nan where
    spend is not positive.

    >>> lines = pd.DataFrame({"customer_id": list("aab"), "product_id": ["sofa", "mug", "mug"],
    ...     "order_id": [1, 1, 2], "ordered_at": pd.Timestamp("2026-01-01"), "quantity": 1,
    ...     "unit_price": [30.0, 10.0, 10.0], "unit_cost": [10.0, 9.0, 9.0]})
    >>> high_margin_share(lines).to_dict()
    {'a': 0.75, 'b': 0.0}
    """
    need(lines, "product_id", "unit_cost", what="order lines")
    known = line_money(lines).join(lines["product_id"]).dropna(subset=["product_id", "margin"])
    products = known.groupby("product_id")[["revenue", "margin"]].sum()
    sums = products.sum()
    # Margin rate above the average, multiplied out: sales of a product may be zero.
    high = products.index[products["margin"] * sums["revenue"] > sums["margin"] * products["revenue"]]
    total = known.groupby("customer_id")["revenue"].sum()
    rich = known[known["product_id"].isin(high)].groupby("customer_id")["revenue"].sum()
    return (rich.reindex(total.index, fill_value=0.0) / total.where(total > 0)).rename("high_margin_share")


def order_trend(lines: pd.DataFrame, *, as_of: pd.Timestamp, quarters: int = 8) -> pd.DataFrame:
    """Orders per quarter that each customer gains or loses every quarter, with a 95% interval.

    lines: order lines up to `as_of`. Quarters are 91 days, counted back from `as_of`; the broken one in
    which a customer began is left out, and with it the first order, which would make everyone start
    high. At most the last `quarters`. Returns customer_id, quarters, order_trend (least-squares slope),
    order_trend_low, order_trend_high; blank below three quarters. Quarters that are all alike give an
    interval without width: few orders hide their luck.

    >>> days = pd.to_datetime(["2025-01-01"] * 1 + ["2025-03-01"] + ["2025-06-01"] * 2 + ["2025-09-01"] * 3)
    >>> lines = pd.DataFrame({"customer_id": "a", "order_id": range(7), "ordered_at": days})
    >>> order_trend(lines, as_of=pd.Timestamp("2025-10-01"))[["quarters", "order_trend"]].values.tolist()
    [[3.0, 1.0]]
    """
    need(lines, "customer_id", "order_id", "ordered_at", what="order lines")
    placed = lines.groupby(["customer_id", "order_id"])["ordered_at"].min()
    age = (as_of.normalize() - placed.dt.normalize()).dt.days
    full = (age.groupby("customer_id").max() // QUARTER_DAYS).clip(upper=quarters)
    block = (age // QUARTER_DAYS).rename("block").reset_index("customer_id")
    inside = block[block["block"] < block["customer_id"].map(full).to_numpy()]
    cells = inside.groupby(["customer_id", "block"]).size().rename("y").reset_index()
    sums = (
        cells.assign(xy=-cells["block"] * cells["y"], yy=cells["y"] ** 2)
        .groupby("customer_id")[["y", "xy", "yy"]]
        .sum()
    )
    sums = sums.reindex(full.index, fill_value=0)
    n = full.where(full >= 3).astype(float)
    spread = n * (n**2 - 1) / 12
    slope = (sums["xy"] + (n - 1) / 2 * sums["y"]) / spread
    rest = (sums["yy"] - sums["y"] ** 2 / n - slope**2 * spread).clip(lower=0)
    half = student(n - 2) * np.sqrt(rest / (n - 2) / spread)
    trend = pd.DataFrame(
        {
            "quarters": full,
            "order_trend": slope,
            "order_trend_low": slope - half,
            "order_trend_high": slope + half,
        }
    )
    return trend.reset_index()


def activity_costs(interactions: pd.DataFrame, *, rate_per_minute: float | None = None) -> pd.DataFrame:
    """What serving each customer costs, activity by activity.

    interactions: customer_id, purpose (the activity) and cost (money) or, with rate_per_minute,
    minutes. Returns customer_id, activity, times, cost, dearest first within a customer. Source:
    activity-based costing, Cooper & Kaplan (1991).

    >>> calls = pd.DataFrame({"customer_id": "a", "purpose": ["a", "b", "b"], "minutes": [5, 9, 1]})
    >>> activity_costs(calls, rate_per_minute=2.0)[["activity", "times", "cost"]].values.tolist()
    [['b', 2, 20.0], ['a', 1, 10.0]]
    """
    need(interactions, "customer_id", "purpose", what="interactions")
    if rate_per_minute is None:
        need(interactions, "cost", what="interactions")
        cost = interactions["cost"]
    else:
        need(interactions, "minutes", what="interactions")
        cost = interactions["minutes"] * rate_per_minute
    rows = interactions.assign(activity=interactions["purpose"], cost=cost.fillna(0))
    table = rows.groupby(["customer_id", "activity"])["cost"].agg(["size", "sum"]).reset_index()
    table = table.rename(columns={"size": "times", "sum": "cost"})
    return table.sort_values(
        ["customer_id", "cost", "activity"], ascending=[True, False, True], ignore_index=True
    )


def proxy_agreement(values: pd.DataFrame, *, with_: str = "profit") -> pd.DataFrame:
    """How well each stand-in puts customers in the order of their profit: Spearman's rank correlation.

    values: `customer_value`. Returns proxy, spearman (−1 to 1; nan where a column has no spread), n
    customers compared. Source: Spearman (1904).

    >>> values = pd.DataFrame({"profit": [1, 2, 3], "monthly_revenue": [2, 4, 9],
    ...     "cost_to_serve_share": [0.3, 0.2, 0.1]})
    >>> proxy_agreement(values)["spearman"].round(6).tolist()
    [1.0, -1.0]
    """
    need(values, with_, what="values")
    rows = []
    for name in (proxy for proxy in PROXIES if proxy in values.columns):
        pair = values[[name, with_]].dropna()
        rows.append((name, pair[name].rank().corr(pair[with_].rank()), len(pair)))
    return pd.DataFrame(rows, columns=["proxy", "spearman", "n"])
