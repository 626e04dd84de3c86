"""What we offer today, and what a step up costs: lessons 2, 2b, 3 and 4 all begin from this one offer.

As it stands, an offer lies in the middle of what people were shown, on every attribute but brand and price;
the price is what the market paid in the last year, the cost that of the product people were asked about.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from helpers import choice
from helpers.checks import need
from helpers.choice.coding import SLOPE
from helpers.words import _, listed

PRODUCT = "Harbour dining chair"  # what people were asked about; elsewhere the nearest list price decides
PRICE, BRAND = "price", "brand"
RATE = 0.10  # what money costs a year. Assumed
LOST = 0.012  # share of a bill that is never paid, for each further month of credit. Assumed
# What one step up adds to the cost of each unit, as a share of its price. Assumed: no case knows it.
STEP_COST: Mapping[str, float] = {
    "quality": 0.060,
    "supply_stability": 0.045,
    "lead_time": 0.040,
    "after_sales": 0.035,
    "payment_terms": RATE / 12 + LOST,
}
OTHER_STEP = 0.040
MONTH_DAYS = 30.0


@dataclass(frozen=True)
class Market:
    """What is at stake: units sold by all brands in a year, our share of them, our price and unit cost
    (money)."""

    units: float
    share: float
    price: float
    unit_cost: float

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            message = _(
                "Our share of the market is {share:.0%}: with nothing or all of it, there is no gain to see."
            )
            raise ValueError(message.format(share=self.share))

    @property
    def left(self) -> float:
        """Money left of one unit."""
        return self.price - self.unit_cost

    @property
    def margin(self) -> float:
        """What is left of a unit, as a share of its price."""
        return self.left / self.price

    @property
    def sales(self) -> float:
        """Our sales in a year (money)."""
        return self.units * self.share * self.price


def brands_like(brands: Iterable[Any], firm: str) -> list[str]:
    """Which of the brands may be the firm: the one named like it, else those whose words are in its name or
    hold it.

    >>> brands_like(["Korrin", "Meridian", "Meridian Outlet"], "Meridian Home Ltd")
    ['Meridian']
    """
    known = list(dict.fromkeys(str(brand) for brand in brands if pd.notna(brand) and str(brand)))
    name = firm.casefold().strip()
    own = set(name.split())
    same = [brand for brand in known if brand.casefold().strip() == name]
    words = {brand: set(brand.casefold().split()) for brand in known}
    return same or [brand for brand in known if own and (words[brand] <= own or own <= words[brand])]


def own_brand(brands: Iterable[Any], *, firm: str) -> str:
    """The one of the brands that is the firm. Raises ValueError, naming them, where none or several may be.

    >>> own_brand(["Korrin", "Meridian Home"], firm="Meridian Home Ltd")
    'Meridian Home'
    """
    known = sorted({str(brand) for brand in brands if pd.notna(brand) and str(brand)})
    found = brands_like(known, firm)
    if len(found) != 1:
        text = _("Which brand is {name}? There are {known}. Write ours as `name` in case.toml.")
        raise ValueError(text.format(name=firm or "…", known=listed(known)))
    return found[0]


def market(
    sales: pd.DataFrame,
    products: pd.DataFrame | None = None,
    lines: pd.DataFrame | None = None,
    *,
    brand: str,
) -> Market:
    """The market of the last year: sales has period, brand, units, price.

    Where periods are no dates, the last twelve are taken for a year. Our unit cost is that of
    `reference_product`, else the usual share of what order lines cost. Raises ValueError where none of the
    brands is ours, or nothing is known of costs.
    """
    need(sales, "period", "brand", "units", "price", what="sales")
    period = sales["period"]
    if pd.api.types.is_datetime64_any_dtype(period):
        recent = period > period.max() - pd.DateOffset(years=1)
    else:
        recent = period.isin(sorted(period.dropna().unique())[-12:])
    last = sales[recent]
    mine = last[last["brand"].astype(str) == own_brand(sales["brand"], firm=brand)].dropna(subset=["price"])
    if mine.empty:
        raise ValueError(_("{ours} was not sold in the last year of sales.").format(ours=brand))
    units, own = float(last["units"].sum()), float(mine["units"].sum())
    price = float((mine["price"] * mine["units"]).sum() / own)
    return Market(units, own / units, price, _unit_cost(products, lines, price))


def _unit_cost(products: pd.DataFrame | None, lines: pd.DataFrame | None, price: float) -> float:
    """What one that sells at `price` costs us (money)."""
    if products is not None and {"product_id", "unit_cost"} <= set(products.columns):
        return float(reference_product(products, near=price)["unit_cost"])
    if lines is not None and "unit_cost" in lines:
        sold = lines.dropna(subset=["unit_cost"])
        cost, paid = (float((sold[name] * sold["quantity"]).sum()) for name in ("unit_cost", "unit_price"))
        if paid > 0:
            return price * cost / paid
    raise ValueError(_("What is left of a sale takes unit_cost, in the table products or in orders."))


def reference_product(
    products: pd.DataFrame, product: str = PRODUCT, *, near: float | None = None
) -> pd.Series:
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


def ladders(fit: choice.Fit, choices: pd.DataFrame) -> dict[str, list[Any]]:
    """The levels of each attribute from worst to best, as the people of `fit` choose; a brand has none."""
    worth = dict(zip(fit.coding.names, map(float, fit.estimates), strict=True))
    found: dict[str, list[Any]] = {}
    for name, levels in fit.coding.levels.items():
        if name == BRAND:
            continue
        if levels:
            found[name] = sorted(
                levels, key={level: worth.get((name, level), 0.0) for level in levels}.__getitem__
            )
        else:
            steps = sorted(float(value) for value in choices[name].dropna().unique())
            found[name] = steps if worth[name, SLOPE] >= 0 else steps[::-1]
    return found


def standing(steps: Mapping[str, list[Any]]) -> dict[str, Any]:
    """Where an offer stands today: the middle of each ladder, the worse of two middles.

    >>> standing({"quality": ["basic", "good", "excellent"], "lead_time": [12.0, 8.0]})
    {'quality': 'good', 'lead_time': 12.0}
    """
    return {name: levels[(len(levels) - 1) // 2] for name, levels in steps.items()}


def step_cost(name: str) -> float:
    """What one step up of an attribute adds to the cost of a unit, as a share of its price.

    >>> step_cost("quality"), step_cost("engraving")
    (0.06, 0.04)
    """
    return STEP_COST.get(name, OTHER_STEP)


def credit_cost(days: float, *, rate: float = RATE, lost: float = LOST) -> float:
    """What waiting for the money costs, as a share of the bill: interest, and bills never paid.

    days: until we are paid; rate: what money costs a year; lost: share never paid for each month of credit.

    >>> round(credit_cost(30), 4), round(credit_cost(30, lost=0.0), 4), credit_cost(0)
    (0.0202, 0.0082, 0.0)
    """
    return days * (rate / 365 + lost / MONTH_DAYS)
