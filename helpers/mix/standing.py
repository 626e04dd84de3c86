"""Who is ours in the market, what the thing costs us, and where the brands stand after twelve months."""

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.mix.promotion import YEAR
from helpers.words import _, listed


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
    found = brands_like(table, name)
    if len(found) != 1:
        known = sorted({str(brand) for brand in table["brand"].dropna()} - {""})
        text = _("Which brand is {name}? There are {known}. Write ours as `name` in case.toml.")
        raise ValueError(text.format(name=name or "…", known=listed(known)))
    return found[0]


def brands_like(table: pd.DataFrame, name: str) -> list[str]:
    """The brands of a table that may be the firm of this name; none where it has no brands.

    >>> brands_like(pd.DataFrame({"brand": ["Meridian", "Meridian Home"]}), "Meridian Home")
    ['Meridian Home']
    """
    if "brand" not in table:
        return []
    known = sorted({str(brand) for brand in table["brand"].dropna()} - {""})
    own = name.casefold()
    near = [brand for brand in known if own and (own in brand.casefold() or brand.casefold() in own)]
    return [name] if name in known else near


def reference_product(products: pd.DataFrame, product: str, *, near: float | None = None) -> pd.Series:
    """The product whose price is in question, by product_id or name; without it the one of list price
    nearest `near`.

    products: product_id, unit_cost, ·name, ·list_price. Raises ValueError where there is neither.

    >>> table = pd.DataFrame({"product_id": ["P1", "P2"], "list_price": [70.0, 90.0], "unit_cost": [40.0,
    ...     50.0]})
    >>> str(reference_product(table, "P2")["product_id"]), str(reference_product(table, "chair",
    ...     near=68.0)["product_id"])
    ('P2', 'P1')
    """
    need(products, "product_id", "unit_cost", what="products")
    known = products[products["unit_cost"] > 0]
    here = known["product_id"].astype(str) == product
    if "name" in known:
        here |= known["name"].astype(str) == product
    if here.any():
        return known[here].iloc[0]
    if near is None or "list_price" not in known or known["list_price"].dropna().empty:
        text = _("The table products has no {product} with a unit_cost. Set the parameter product.")
        raise ValueError(text.format(product=product or "…"))
    return known.iloc[int((known["list_price"] - near).abs().fillna(np.inf).to_numpy().argmin())]


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
