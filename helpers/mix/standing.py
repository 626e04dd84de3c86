"""Who is ours in the market, what the thing costs us, and where the brands stand after twelve months."""

import pandas as pd

from helpers.checks import need
from helpers.mix.promotion import YEAR
from helpers.offer import own_brand
from helpers.words import _


def our_brand(table: pd.DataFrame | None, name: str, *, other: pd.DataFrame | None = None) -> str:
    """The brand of a table (sales or choices) that is the firm of this name: the same words, or one in
    the other.

    other: looked at where there is no first table. Raises ValueError, with the brands there are, where none
    or several fit.

    >>> our_brand(pd.DataFrame({"brand": ["Korrin", "Meridian"]}), "Meridian Home")
    'Meridian'
    """
    table = other if table is None else table
    if table is None:
        raise ValueError(_("Which brand is ours? Neither sales nor choices is there to say."))
    need(table, "brand", what=_("sales or choices"))
    return own_brand(table["brand"], firm=name)


def latest_market(sales: pd.DataFrame) -> pd.DataFrame:
    """Each brand over the last twelve periods: brand, units, revenue, price (mean paid), share (of units).

    revenue is price × units where the table has none. Raises ValueError where there are no prices at all.

    >>> table = pd.DataFrame({"period": [1, 1], "brand": ["a", "b"], "units": [30, 10], "price": [2.0, 4.0]})
    >>> latest_market(table).values.tolist()
    [['a', 30, 60.0, 2.0, 0.75], ['b', 10, 40.0, 4.0, 0.25]]
    """
    need(sales, "period", "brand", "units", what="sales")
    if "revenue" not in sales:
        need(sales, "price", what="sales")
        sales = sales.assign(revenue=sales["price"] * sales["units"])
    part = sales[sales["period"].isin(sorted(sales["period"].unique())[-YEAR:])]
    table = part.groupby("brand", sort=False)[["units", "revenue"]].sum().reset_index()
    price, share = table["revenue"] / table["units"], table["units"] / table["units"].sum()
    return table.assign(price=price, share=share)


def price_gaps(market: pd.DataFrame, ours: str) -> pd.DataFrame:
    """Each brand's price against ours: brand, price, gap (fraction of ours), share, cheapest first.

    market: as from `latest_market`.

    >>> market = pd.DataFrame({"brand": ["a", "b"], "price": [50.0, 40.0], "share": [0.6, 0.4]})
    >>> price_gaps(market, "a")[["brand", "gap"]].values.tolist()
    [['b', -0.2], ['a', 0.0]]
    """
    gap = market["price"] / float(own_row(market, ours)["price"]) - 1
    table = market[["brand", "price"]].assign(gap=gap.round(6), share=market["share"])
    return table.sort_values("price", kind="stable", ignore_index=True)


def own_row(market: pd.DataFrame, ours: str) -> pd.Series:
    """Our row of `latest_market`. Raises ValueError where ours was not sold in these months.

    >>> market = pd.DataFrame({"brand": ["a", "b"], "price": [2.0, 4.0]})
    >>> float(own_row(market, "b")["price"])
    4.0
    """
    found = market[market["brand"] == ours]
    if found.empty:
        raise ValueError(_("{ours} was not sold in the last twelve months.").format(ours=ours))
    return found.iloc[0]
