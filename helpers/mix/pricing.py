"""From an elasticity or a price list to a price: margins, break-even, what is left in the pocket, credit."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.checks import above_zero, need
from helpers.intervals import Estimate
from helpers.words import _

NAN = math.nan


def lerner_margin(elasticity: float) -> float:
    """The margin, as a fraction of the price, that earns most at this elasticity: −1 ÷ elasticity.

    Raises ValueError where demand is not elastic: then a higher price always earns more, until it is.
    Source: Lerner (1934).

    >>> lerner_margin(-4.0)
    0.25
    """
    if not elasticity < -1:
        raise ValueError(
            _("At an elasticity of {e:.2f} every higher price earns more: there is no best price.").format(
                e=elasticity
            )
        )
    return -1 / elasticity


def lerner_price(elasticity: float | Estimate, unit_cost: float) -> Estimate:
    """The price at which the margin is that of `lerner_margin`: unit_cost × e ÷ (1 + e).

    elasticity: a number, or an Estimate, whose interval is carried over; its upper end becomes infinite where
    the interval reaches −1. unit_cost: what one more piece costs (money), not the average with rent in it.
    It takes the elasticity as the same at every price, and rivals who sit still: read it as a direction.
    Raises ValueError as `lerner_margin`. Source: Lerner (1934); Pindyck & Rubinfeld (2018), chapter 10.

    >>> lerner_price(-4.0, 9.0).value
    12.0
    >>> [round(end, 2) for end in lerner_price(Estimate(-2.0, -3.0, -1.5, 36), 10.0)[:3]]
    [20.0, 15.0, 30.0]
    """
    cost = above_zero(unit_cost, name="unit_cost")
    if not isinstance(elasticity, Estimate):
        return Estimate(cost / (1 - lerner_margin(elasticity)), NAN, NAN, 0)
    low, high = (
        cost / (1 + 1 / end) if end < -1 else NAN if math.isnan(end) else math.inf
        for end in (elasticity.low, elasticity.high)
    )
    return Estimate(cost / (1 - lerner_margin(elasticity.value)), low, high, elasticity.n)


def break_even_change(price_change: float, margin: float) -> float:
    """By what fraction units must change for profit to stay as it is: −change ÷ (margin + change).

    price_change: as a fraction of the price (−0.08 for 8% off); margin: what is left of the price after the
    cost of the piece, as a fraction. Raises ValueError where the cut eats the margin: no volume pays for
    that. Source: Nagle & Müller (2018), financial analysis for pricing.

    >>> round(break_even_change(-0.08, 0.24), 4), round(break_even_change(0.08, 0.24), 4)
    (0.5, -0.25)
    """
    if not 0 < margin <= 1:
        raise ValueError(
            _("margin is {margin:g}; it is a fraction of the price, such as 0.3.").format(margin=margin)
        )
    if margin + price_change <= 1e-12:
        raise ValueError(
            _("A change of {change:.0%} eats a margin of {margin:.0%}: no volume makes up for it.").format(
                change=price_change, margin=margin
            )
        )
    return -price_change / (margin + price_change)


def break_even_table(margins: Sequence[float], price_changes: Sequence[float]) -> pd.DataFrame:
    """`break_even_change` for each pair: price_change, margin, units_change; blank where no volume pays.

    >>> break_even_table([0.2, 0.4], [-0.2])["units_change"].tolist()
    [nan, 1.0]
    """
    rows = [
        (change, margin, break_even_change(change, margin) if margin + change > 1e-12 else NAN)
        for change in price_changes
        for margin in margins
    ]
    return pd.DataFrame(rows, columns=["price_change", "margin", "units_change"])


def price_waterfall(list_price: float, reductions: Mapping[str, float]) -> pd.DataFrame:
    """From the list price to the pocket price: step, amount; the last row is what is left.

    reductions: what comes off, in money and above zero: discount, rebate, freight, the cost of waiting for
    the money. A reduction below zero is a surcharge. Source: Marn & Rosiello (1992).

    >>> price_waterfall(100.0, {"discount": 12.0, "rebate": 3.0})["amount"].tolist()
    [100.0, -12.0, -3.0, 85.0]
    """
    above_zero(list_price, name="list_price")
    steps = {_("list price"): list_price} | {name: -amount for name, amount in reductions.items()}
    steps |= {_("pocket price"): sum(steps.values())}
    return pd.DataFrame({"step": list(steps), "amount": list(steps.values())})


def orders_waterfall(
    lines: pd.DataFrame, products: pd.DataFrame, *, extras: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """The same for order lines together: list value, what agreed prices and discounts take off, what is left.

    lines: product_id, quantity, unit_price and, where there is one, discount (money a line); products:
    product_id, list_price. Lines without a list price, and returns, are left out. extras: further sums that
    come off, such as the cost of credit. Returns step, amount (money).
    """
    need(lines, "product_id", "quantity", "unit_price", what="orders")
    need(products, "product_id", "list_price", what="products")
    listed = lines["product_id"].map(
        products.drop_duplicates("product_id").set_index("product_id")["list_price"]
    )
    sold = (listed > 0) & (lines["quantity"] > 0) & lines["unit_price"].notna()
    if not sold.any():
        raise ValueError(_("No order line has a product with a list price."))
    known = lines[sold]
    value = float((known["quantity"] * listed[sold]).sum())
    agreed = value - float((known["quantity"] * known["unit_price"]).sum())
    steps = {_("price agreed below list"): agreed}
    if "discount" in known.columns:
        steps[_("discount on the line")] = float(known["discount"].fillna(0).sum())
    return price_waterfall(value, steps | dict(extras or {}))


def credit_cost(discount: float, *, discount_days: float, net_days: float, compound: bool = True) -> float:
    """What a buyer pays a year for not taking the discount for early payment (付款方式).

    "2/10 net 30" is discount 0.02, discount_days 10, net_days 30: 20 days of credit for 2 on 98. compound:
    as often as it fits into a year, each time on top; otherwise simply added up. Raises ValueError for a
    discount that is no fraction, or days that do not leave any credit. Source: Brealey, Myers & Allen (2020),
    working capital.

    >>> round(credit_cost(0.02, discount_days=10, net_days=30), 4)
    0.4459
    >>> round(credit_cost(0.02, discount_days=10, net_days=30, compound=False), 4)
    0.3724
    """
    if not 0 <= discount < 1:
        raise ValueError(_("discount is {d:g}; it is a fraction: write 0.02 for 2%.").format(d=discount))
    days = net_days - discount_days
    if days <= 0:
        raise ValueError(_("net_days must be later than discount_days: else there is no credit to pay for."))
    once, times = discount / (1 - discount), 365 / days
    return (1 + once) ** times - 1 if compound else once * times


def terms_cost(amount: float, *, days: float, annual_rate: float) -> float:
    """What it costs the seller to wait `days` for an amount, at what money costs a year (simple interest).

    >>> terms_cost(73.0, days=60, annual_rate=0.125)
    1.5
    """
    return amount * annual_rate * days / 365


def profit_curve(  # noqa: PLR0913 – the six numbers of the sum
    prices: Sequence[float],
    *,
    at_price: float,
    at_units: float,
    elasticity: float,
    unit_cost: float,
    fixed_cost: float = 0.0,
) -> pd.DataFrame:
    """Units, revenue and profit at each price, if the elasticity were the same everywhere.

    at_price, at_units: what is known today; units = at_units × (price ÷ at_price)^elasticity. Returns price,
    units, revenue, profit (money, after unit_cost and fixed_cost).

    >>> profit_curve([10, 20], at_price=10, at_units=80, elasticity=-2, unit_cost=5).values.tolist()
    [[10.0, 80.0, 800.0, 400.0], [20.0, 20.0, 400.0, 300.0]]
    """
    price = np.asarray(prices, dtype=float)
    if not (price > 0).all():
        raise ValueError(_("A price is not above zero: the curve has no value there."))
    units = at_units * (price / above_zero(at_price, name="at_price")) ** elasticity
    return pd.DataFrame(
        {
            "price": price,
            "units": units,
            "revenue": price * units,
            "profit": (price - unit_cost) * units - fixed_cost,
        }
    )
