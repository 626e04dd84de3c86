"""How large a market is: everybody, those we can serve, and those we may win; worked out and not believed."""

from typing import NamedTuple

import pandas as pd

from helpers.words import _


class Sizes(NamedTuple):
    """Money a year: total addressable, serviceable available, serviceable obtainable market."""

    tam: float
    sam: float
    som: float


def market_sizes(*, buyers: float, spend: float, served: float, won: float) -> Sizes:
    """TAM, SAM and SOM from the ground up.

    buyers: how many buy such things at all; spend: what one spends on them in a year (money); served, won:
    the fraction we could deliver to at all, and the fraction of those we may win. Raises ValueError for
    negatives, and for fractions outside 0 to 1.

    >>> market_sizes(buyers=2000, spend=500, served=0.3, won=0.1)
    Sizes(tam=1000000, sam=300000.0, som=30000.0)
    """
    if buyers < 0 or spend < 0 or not (0 <= served <= 1 and 0 <= won <= 1):
        raise ValueError(
            _("Buyers and spending are not negative; what is served and won are fractions from 0 to 1.")
        )
    tam = buyers * spend
    return Sizes(tam, tam * served, tam * served * won)


def market_from_sales(sales: pd.DataFrame, *, brand: str, periods: int = 12) -> pd.DataFrame:
    """The market as it was: units, revenue and our share over the last `periods`, for each store and for all.

    sales: period, brand, units, ·revenue or ·price, ·store. Returns store, units, revenue, own_units,
    own_share. Raises ValueError where `brand` is not among the brands.
    """
    if brand not in set(sales["brand"]):
        known = ", ".join(sorted(map(str, sales["brand"].unique())))
        raise ValueError(
            _("There is no brand {brand} in these sales; there are {known}.").format(brand=brand, known=known)
        )
    last = sales[sales["period"].isin(sorted(sales["period"].unique())[-periods:])]
    last = last.assign(
        store=last["store"] if "store" in last else _("all"),
        revenue=last["revenue"] if "revenue" in last else last["units"] * last.get("price", float("nan")),
        own_units=last["units"].where(last["brand"] == brand, 0),
    )
    columns = ["units", "revenue", "own_units"]
    table = last.groupby("store")[columns].sum().reset_index()
    if len(table) > 1:
        table = pd.concat(
            [table, pd.DataFrame([{"store": _("all"), **table[columns].sum()}])], ignore_index=True
        )
    return table.assign(own_share=table["own_units"] / table["units"])
