"""Place: in how many shops, in which shops, on time, and with how much stock to promise it."""

import math
from statistics import NormalDist

import pandas as pd

from helpers.checks import need
from helpers.words import _


def distribution(shops: pd.DataFrame) -> pd.DataFrame:
    """How widely each brand stands on shelves: brand, shops, numeric, weighted, depth (fractions).

    shops: shop, category_sales (money or units of the whole category there), and one column a brand, 1
    where the shop has it. numeric: share of shops; weighted: share of the category's sales that passes
    through those shops; depth = weighted ÷ numeric, above 1 where one stands in the big shops. Source:
    Farris et al. (2010), Marketing Metrics.

    >>> shops = pd.DataFrame({"shop": list("abcd"), "category_sales": [70, 10, 10, 10], "ours": [0, 1, 1, 1]})
    >>> distribution(shops).round(2).values.tolist()
    [['ours', 3, 0.75, 0.3, 0.4]]
    """
    need(shops, "shop", "category_sales")
    size = shops["category_sales"].astype(float)
    rows = []
    for brand in shops.columns.difference(["shop", "category_sales"], sort=False):
        there = shops[brand].astype(float) > 0
        numeric, weighted = float(there.mean()), float(size[there].sum() / size.sum())
        depth = weighted / numeric if numeric else float("nan")
        rows.append((str(brand), int(there.sum()), numeric, weighted, depth))
    return pd.DataFrame(rows, columns=["brand", "shops", "numeric", "weighted", "depth"])


def store_distribution(sales: pd.DataFrame) -> pd.DataFrame:
    """`distribution` of every brand over the stores of the market table, the last twelve periods.

    sales: period, brand, units, store. Returns brand, shops, numeric, weighted, depth, coverage (stores of
    all in which the brand sold in every period). Raises ValueError without the column store.
    """
    need(sales, "period", "brand", "units", "store")
    part = sales[sales["period"].isin(sorted(sales["period"].unique())[-12:])]
    grid = part.pivot_table(index="store", columns="brand", values="units", aggfunc="sum", fill_value=0.0)
    size = grid.sum(axis=1)
    shops = (grid > 0).astype(int).assign(category_sales=size).rename_axis("shop").reset_index()
    table = distribution(shops)
    months = part[part["units"] > 0].groupby(["brand", "store"])["period"].nunique()
    always = (months == part["period"].nunique()).groupby("brand").sum() / part["store"].nunique()
    return table.assign(coverage=table["brand"].map(always).fillna(0.0))


def on_time_in_full(deliveries: pd.DataFrame) -> pd.DataFrame:
    """OTIF: deliveries that came by the promised day and complete: deliveries, on_time, in_full, otif.

    deliveries: promised_days, took_days (from order to dock), ordered, delivered (units). otif counts those
    that are both, it is no product of the two shares.

    >>> came = pd.DataFrame({"promised_days": 56, "took_days": [50, 60, 56, 55], "ordered": 10,
    ...     "delivered": [10, 10, 8, 10]})
    >>> on_time_in_full(came).values.tolist()
    [[4.0, 0.75, 0.75, 0.5]]
    """
    need(deliveries, "promised_days", "took_days", "ordered", "delivered")
    punctual = deliveries["took_days"] <= deliveries["promised_days"]
    whole = deliveries["delivered"] >= deliveries["ordered"]
    row = (len(deliveries), float(punctual.mean()), float(whole.mean()), float((punctual & whole).mean()))
    return pd.DataFrame([row], columns=["deliveries", "on_time", "in_full", "otif"])


def safety_stock(
    *, service: float, daily_sales: float, daily_spread: float, lead_days: float, lead_spread: float
) -> float:
    """Units to hold against bad luck in demand and in lead time: z · √(lead·σ_d² + sales²·σ_L²).

    service: the wanted chance (fraction) of not running out before the next delivery; daily_spread,
    lead_spread: standard deviations (units a day, days). Normal and independent. Source: Silver, Pyke &
    Thomas (2017).

    >>> round(safety_stock(service=0.95, daily_sales=10, daily_spread=4, lead_days=25, lead_spread=3), 1)
    59.3
    """
    if not 0.5 <= service < 1:
        raise ValueError(_("service is {s:g}: a fraction from 0.5 to below 1 is wanted.").format(s=service))
    spread = math.sqrt(lead_days * daily_spread**2 + daily_sales**2 * lead_spread**2)
    return NormalDist().inv_cdf(service) * spread


def reorder_point(*, daily_sales: float, lead_days: float, safety: float) -> float:
    """The stock at which to order again: what sells until the ship is in, and the safety stock (units).

    >>> reorder_point(daily_sales=10, lead_days=25, safety=60)
    310
    """
    return daily_sales * lead_days + safety


def fill_rate(*, safety: float, spread: float, order_size: float) -> float:
    """Share of demand served from the shelf: 1 − expected shortage a cycle ÷ order size.

    spread: standard deviation of demand over the lead time (units). Not the same as the chance of no
    stock-out. Source: Silver, Pyke & Thomas (2017), normal loss function.

    >>> round(fill_rate(safety=0, spread=36, order_size=300), 3)
    0.952
    """
    z, normal = safety / spread, NormalDist()
    shortage = spread * (normal.pdf(z) - z * (1 - normal.cdf(z)))
    return 1 - shortage / order_size


def stock_out_cost(
    *, demand: float, filled: float, margin: float, wait: float = 0.0, lost_later: float = 0.0
) -> float:
    """What empty shelves cost (money): margin of what is not sold, and of customers who do not come back.

    demand: units wanted; filled: share served; wait: share of the unserved who wait for the next ship;
    lost_later: money that each unserved unit costs later, in goodwill.

    >>> stock_out_cost(demand=1000, filled=0.95, margin=30, wait=0.4, lost_later=10)
    1400.0
    """
    unserved = demand * (1 - filled)
    return round(unserved * ((1 - wait) * margin + lost_later), 6)
