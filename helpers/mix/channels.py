"""Direct or through others: what each hand keeps, how long money is away, what a way of selling costs."""

from collections.abc import Mapping

import pandas as pd

from helpers.checks import need
from helpers.words import _


def channel_margins(
    *,
    shelf_price: float,
    hands: Mapping[str, float],
    unit_cost: float,
    direct_cost: float,
    direct_price: float,
) -> pd.DataFrame:
    """One unit sold through others and sold direct: route, buyer_pays, we_get, selling_cost, unit_cost, left.

    hands: whoever stands between us and the buyer → the share of the price *they sell at* that they keep,
    nearest to the buyer first. direct_cost: money that selling one unit ourselves costs (orders, freight,
    returns, service): the hands did that before.

    >>> channel_margins(shelf_price=200, hands={"shop": 0.4, "wholesaler": 0.25}, unit_cost=60,
    ...     direct_cost=45,
    ...     direct_price=150)[["route", "we_get", "left"]].values.tolist()
    [['through others', 90.0, 30.0], ['direct', 150.0, 45.0]]
    """
    got = shelf_price
    for share in hands.values():
        got *= 1 - share
    rows = [
        (_("through others"), shelf_price, got, 0.0, unit_cost),
        (_("direct"), direct_price, direct_price, direct_cost, unit_cost),
    ]
    table = pd.DataFrame(rows, columns=["route", "buyer_pays", "we_get", "selling_cost", "unit_cost"])
    return table.assign(left=(table["we_get"] - table["selling_cost"] - table["unit_cost"]).round(6))


def cash_cycle(*, stock_days: float, paid_after_days: float, we_pay_after_days: float) -> float:
    """Days for which our money is away: stock + customers' terms − suppliers' terms; below zero others
    finance us.

    >>> cash_cycle(stock_days=60, paid_after_days=45, we_pay_after_days=30)
    75
    >>> cash_cycle(stock_days=5, paid_after_days=30, we_pay_after_days=60)
    -25
    """
    return stock_days + paid_after_days - we_pay_after_days


def build_to_order(
    *, weekly_sales: float, spread: float, weeks_of_stock: float, aging: float
) -> pd.DataFrame:
    """Stock or build to order (以销定产): policy, stock (money), aging_cost (money a week), waiting_weeks.

    weekly_sales: at cost; spread: standard deviation as a share of it; aging: share of its worth that stock
    loses a week, as electronics do. Stock holds weeks_of_stock and its safety for one spread; build to
    order holds half a week of parts and lets the customer wait a week.

    >>> build_to_order(weekly_sales=100.0, spread=0.3, weeks_of_stock=6, aging=0.01)["aging_cost"].tolist()
    [6.3, 0.5]
    """
    stocks = [weekly_sales * (weeks_of_stock + spread), weekly_sales / 2]
    table = pd.DataFrame(
        {"policy": [_("from stock"), _("built to order")], "stock": stocks, "waiting_weeks": [0.0, 1.0]}
    )
    return table.assign(aging_cost=(table["stock"] * aging).round(6))


def selling_costs(ways: pd.DataFrame) -> pd.DataFrame:
    """What a way of selling costs against what it brings: the rows with cost, orders, cost_per_order,
    left; best first.

    ways: way, contacts, cost_per_contact, order_rate, margin_per_order (money).

    >>> ways = pd.DataFrame({"way": ["advert", "team"], "contacts": [1000, 20], "cost_per_contact": [1.0,
    ...     300.0],
    ...     "order_rate": [0.01, 0.25], "margin_per_order": [40.0, 4000.0]})
    >>> selling_costs(ways)[["way", "left"]].values.tolist()
    [['team', 14000.0], ['advert', -600.0]]
    """
    need(ways, "way", "contacts", "cost_per_contact", "order_rate", "margin_per_order")
    cost, orders = ways["contacts"] * ways["cost_per_contact"], ways["contacts"] * ways["order_rate"]
    table = ways.assign(
        cost=cost, orders=orders, cost_per_order=cost / orders, left=orders * ways["margin_per_order"] - cost
    )
    return table.sort_values("left", ascending=False, kind="stable", ignore_index=True)
