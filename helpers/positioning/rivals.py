"""Who the rivals are and how much of the market each has: shares, relative share, concentration, shifts."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.offer import own_brand
from helpers.words import _

YEAR = 12  # periods that make a year of monthly sales
# HHI in points: moderately concentrated from, highly concentrated above; the rise that a merger may cause.
GUIDELINES: Mapping[int, tuple[int, int, int]] = {2023: (1000, 1800, 100), 2010: (1500, 2500, 200)}
LEVELS = ("unconcentrated", "moderately concentrated", "highly concentrated")


def market_shares(sales: pd.DataFrame, *, by: str = "units") -> pd.DataFrame:
    """Share and relative share of every brand in every period: period, brand, share, relative_share.

    sales: period, brand and the column `by` (units, or revenue in money); stores and regions are added up.
    share is a fraction of the period's total; relative_share = own share ÷ that of the largest *other* brand:
    above 1 for the leader alone. Source: Henderson (1970), the product portfolio.

    >>> sales = pd.DataFrame({"period": 1, "brand": ["a", "b", "c"], "units": [40, 30, 30]})
    >>> market_shares(sales)["relative_share"].round(2).tolist()
    [1.33, 0.75, 0.75]
    """
    need(sales, "period", "brand", by, what="sales")
    sums = sales.groupby(["period", "brand"], observed=True, as_index=False)[by].sum()
    total = sums.groupby("period", observed=True)[by].transform("sum")
    if not (total > 0).all():
        raise ValueError(_("A period without any sales has no shares: leave it out."))
    table = sums.assign(share=sums[by] / total)
    groups = table.groupby("period", observed=True)["share"]
    first = groups.transform("max")
    second = groups.transform(lambda shares: shares.nlargest(2).iloc[-1] if len(shares) > 1 else np.nan)
    table["relative_share"] = table["share"] / first.where(table["share"] < first, second)
    return pd.DataFrame(table[["period", "brand", "share", "relative_share"]])


def latest(sales: pd.DataFrame, *, periods: int = YEAR, skip: int = 0) -> pd.DataFrame:
    """The rows of the last `periods` periods, after leaving out the last `skip`."""
    need(sales, "period", what="sales")
    known = sorted(sales["period"].dropna().unique())
    wanted = known[max(len(known) - skip - periods, 0) : len(known) - skip]
    return pd.DataFrame(sales[sales["period"].isin(wanted)])


def rivals(sales: pd.DataFrame, *, periods: int = YEAR, us: str = "") -> pd.DataFrame:
    """The rivals' card index: one row a brand over the last `periods` periods, largest first.

    sales: period, brand, units; optional price (money), revenue (money), promotion (fraction). Returns
    brand, share and relative_share (by units), revenue_share (by money), shift (of the share, in fractions,
    since the `periods` before; blank where there are none), price (money, mean weighted by units),
    promotion (fraction of time) and ours, for the columns there are.
    """
    now, before = latest(sales, periods=periods), latest(sales, periods=periods, skip=periods)
    table = market_shares(now.assign(period=0)).drop(columns="period").set_index("brand")
    money = with_revenue(now)
    if money is not None:
        of_money = market_shares(money.assign(period=0), by="revenue").set_index("brand")["share"]
        table["revenue_share"] = of_money
        sums = money.groupby("brand")[["revenue", "units"]].sum()
        table["price"] = sums["revenue"] / sums["units"]
    if before["period"].nunique() == now["period"].nunique():
        earlier = market_shares(before.assign(period=0)).set_index("brand")["share"]
        table["shift"] = table["share"] - earlier.reindex(table.index).fillna(0.0)
    if "promotion" in now:
        table["promotion"] = now.groupby("brand")["promotion"].mean()
    table["ours"] = table.index == us
    return table.sort_values("share", ascending=False, kind="stable").reset_index()


def with_revenue(sales: pd.DataFrame) -> pd.DataFrame | None:
    """Sales with their revenue (units × price where it is not there); None where neither is known."""
    if "revenue" in sales.columns and sales["revenue"].notna().any():
        return sales
    return sales.assign(revenue=sales["units"] * sales["price"]) if "price" in sales.columns else None


def market_year(sales: pd.DataFrame, *, of: str = "revenue") -> float:
    """What the whole market bought in the last twelve periods: revenue (money) or units.

    Raises ValueError for revenue where neither revenue nor price is known.
    """
    year = latest(sales)
    if of == "units":
        return float(year["units"].sum())
    with_money = with_revenue(year)
    if with_money is None:
        raise ValueError(_("The size of the market takes `revenue` or `price` in the table `sales`."))
    return float(with_money["revenue"].sum())


def our_brand(sales: pd.DataFrame | None = None, answers: pd.DataFrame | None = None, *, firm: str) -> str:
    """`own_brand` among those of the market or, without sales, of the brand survey; "" where none is ours."""
    brands: list[str] = []
    if sales is not None and "brand" in sales:
        brands = list(sales["brand"].astype(str).unique())
    elif answers is not None:
        brands = list(answers.loc[answers["survey"] == "brand", "item"].astype(str).unique())
    try:
        return own_brand(brands, firm=firm)
    except ValueError:
        return ""


def crowding(amounts: Iterable[float]) -> pd.DataFrame:
    """How crowded a market is: figure, value, says, for HHI, CR4, and what a merger of the two smallest adds.

    amounts: units, money or shares of the brands.

    >>> crowding([40, 30, 20, 10])["value"].tolist()
    [3000.0, 100.0, 400.0]
    """
    sizes = sorted((float(amount) for amount in amounts), reverse=True)
    points, percents = hhi(sizes), [100 * size / sum(sizes) for size in sizes]
    rows = [
        (_("HHI, points"), points, concentration_level(points)),
        (_("share of the four largest, per cent"), round(100 * concentration_ratio(sizes), 6), _("CR4")),
    ]
    if len(sizes) > 1:
        rise = merger_rise(*percents[-2:])
        limit = GUIDELINES[2023][2]
        says = _("over {n}: presumed harmful in a highly concentrated market").format(n=limit)
        rows.append((_("points more if the two smallest merged"), rise, says if rise > limit else "–"))
    return pd.DataFrame(rows, columns=["figure", "value", "says"])


def hhi(amounts: Iterable[float]) -> float:
    """Herfindahl-Hirschman index in points (0 to 10,000): the sum of squared shares in per cent.

    amounts: units, money or shares; only their proportions count. Source: Herfindahl (1950); US Department of
    Justice and FTC, Merger Guidelines (2023), guideline 1.

    >>> hhi([30, 30, 20, 20]), hhi([40, 30, 20, 10])
    (2600.0, 3000.0)
    """
    sizes = np.array([float(amount) for amount in amounts])
    if not len(sizes) or (sizes < 0).any() or not sizes.sum() > 0:
        raise ValueError(_("A concentration needs sizes that are not negative and not all zero."))
    return round(float(((sizes / sizes.sum()) ** 2).sum() * 10_000), 6)


def concentration_ratio(amounts: Iterable[float], *, of: int = 4) -> float:
    """CR4: the share (fraction) of the `of` largest together.

    >>> concentration_ratio([40, 20, 20, 10, 10])
    0.9
    """
    sizes = sorted((float(amount) for amount in amounts), reverse=True)
    return sum(sizes[:of]) / sum(sizes)


def merger_rise(one: float, other: float) -> float:
    """By how many points of HHI a merger of two shares (per cent) raises it: 2ab.

    >>> merger_rise(5, 10)
    100
    """
    return 2 * one * other


def concentration_level(points: float, *, year: int = 2023) -> str:
    """What the US Merger Guidelines of that year call an HHI.

    >>> concentration_level(2000), concentration_level(2000, year=2010)
    ('highly concentrated', 'moderately concentrated')
    """
    if year not in GUIDELINES:
        raise ValueError(_("Thresholds are known for {years}.").format(years=", ".join(map(str, GUIDELINES))))
    moderate, high, _rise = GUIDELINES[year]
    return LEVELS[int(points >= moderate) + int(points > high)]


def thresholds(points: float) -> pd.DataFrame:
    """An HHI by the thresholds of 2023 and, beside them, those of 2010 that many textbooks still carry."""
    rows = [(year, *limits, concentration_level(points, year=year)) for year, limits in GUIDELINES.items()]
    return pd.DataFrame(rows, columns=["guidelines_year", "moderate_from", "high_above", "rise_over", "here"])
