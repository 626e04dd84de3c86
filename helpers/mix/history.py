"""Two cases from history as sums: cost that falls with experience (Ford), and which way a firm looks."""

import math

import pandas as pd

from helpers.words import _

# What a firm does → product (it starts from the product) or customer (from somebody's need).
ORIENTATION = {
    _("Plans next year's volume first, and then looks for buyers"): "product",
    _("Asks what buyers could not do last time, and then draws"): "customer",
    _("Calls a model good when it is cheap to make"): "product",
    _("Builds after the order has come in"): "customer",
    _("Answers every lost sale with advertising"): "product",
    _("Lets a buyer choose what the machine shall be able to do"): "customer",
}


def experience_curve(first_cost: float, units: float, *, learning: float) -> float:
    """Cost of the n-th unit where each doubling of all units made brings it to `learning` of what it was
    (money).

    Source: Wright (1936); Henderson (1968).

    >>> experience_curve(100.0, 8, learning=0.8)
    51.2
    """
    if not 0 < learning <= 1 or units < 1:
        raise ValueError(
            _("learning lies above 0 and up to 1 (0.8: a fifth cheaper a doubling); units from 1 on.")
        )
    return round(first_cost * math.pow(units, math.log2(learning)), 6)


def price_lab(  # noqa: PLR0913 – the seven numbers of the bet
    *,
    first_cost: float,
    learning: float,
    start_units: float,
    price: float,
    elasticity: float,
    cut: float,
    years: int,
) -> pd.DataFrame:
    """A price that is cut every year, a demand that answers, a cost that learns: year, price, units,
    cost, profit.

    start_units: sold in year 1, and made before it; cut: fraction off the price each year; elasticity:
    below zero. That is the bet of the product-led firm: it holds while demand is elastic and the product
    stays wanted.

    >>> price_lab(first_cost=500.0, learning=0.85, start_units=1000, price=200.0, elasticity=-2.0,
    ...     cut=0.1, years=2)[
    ...     ["price", "units", "cost"]].round(0).values.tolist()
    [[200.0, 1000.0, 84.0], [180.0, 1235.0, 75.0]]
    """
    rows, made = [], start_units
    for year in range(years):
        asked = price * (1 - cut) ** year
        units = start_units * (asked / price) ** elasticity
        made += units
        cost = experience_curve(first_cost, made, learning=learning)
        rows.append((year + 1, asked, units, cost, units * (asked - cost)))
    return pd.DataFrame(rows, columns=["year", "price", "units", "cost", "profit"])
