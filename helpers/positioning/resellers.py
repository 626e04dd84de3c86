"""Buyers who do not sit on the chair: derived demand, the market of the customer, and who we are to it."""

from collections.abc import Mapping

import pandas as pd

from helpers.checks import need
from helpers.words import _

MARKET_WEIGHTS = {"size": 0.4, "growth": 0.4, "repeat": 0.2}


def reseller_order(
    sold: float, *, growth: float, cover_months: float, stock: float, cover_before: float | None = None
) -> pd.DataFrame:
    """What a reseller orders next month, from what its own customers buy: step, units.

    sold: units a month it sold; growth: change of that (fraction); cover_months: stock it wants, in months
    of sales; stock: units it has. Order = what it will sell + the stock it wants − the stock it has, not
    below zero. A tenth more sold can mean a third more ordered: the **accelerator**, and the reason why its
    order book is a poor picture of its market. Source: Forrester (1961), Industrial Dynamics.

    >>> reseller_order(100, growth=0.1, cover_months=2, stock=200)["units"].tolist()
    [110.0, 220.0, -200.0, 130.0]
    """
    if min(sold, cover_months, stock) < 0 or growth < -1:
        raise ValueError(_("Sales, cover and stock cannot be below zero."))
    will_sell = round(sold * (1 + growth), 6)
    wanted = round(will_sell * cover_months, 6)
    rows = [
        ("its customers will buy", will_sell),
        ("stock it wants", wanted),
        ("stock it has", -float(stock)),
    ]
    return pd.DataFrame(
        [*rows, ("it orders", max(will_sell + wanted - stock, 0.0))], columns=["step", "units"]
    )


def markets(
    lines: pd.DataFrame,
    customers: pd.DataFrame,
    *,
    as_of: pd.Timestamp,
    by: str = "country",
    weights: Mapping[str, float] = MARKET_WEIGHTS,
) -> pd.DataFrame:
    """The customers' markets, most attractive first: market, customers, revenue, growth, repeat, score.

    lines: order lines; customers: customer_id and `by`. revenue: money ordered in the year up to `as_of`;
    growth: against the year before (fraction; blank where nothing was bought then); repeat: share of the
    year's customers who ordered on two days or more. score: 0 to 100, the weighted mean of the ranks among
    these markets. It weighs a place by what many buyers there do, so that no single voice, however
    charming, can stand for its market.
    """
    need(customers, "customer_id", by, what="customers")
    place = lines["customer_id"].map(customers.drop_duplicates("customer_id").set_index("customer_id")[by])
    rows = lines.assign(place=place, money=lines["quantity"] * lines["unit_price"] - _discount(lines))
    year = pd.Timedelta(days=365)
    now = rows[(rows["ordered_at"] > as_of - year) & (rows["ordered_at"] <= as_of + pd.Timedelta(days=1))]
    before = rows[(rows["ordered_at"] > as_of - 2 * year) & (rows["ordered_at"] <= as_of - year)]
    if now["place"].dropna().empty:
        raise ValueError(_("Nobody with a known {by} ordered in the last year.").format(by=by))
    money, earlier = now.groupby("place")["money"].sum(), before.groupby("place")["money"].sum()
    days = now.assign(day=now["ordered_at"].dt.normalize()).groupby(["place", "customer_id"])["day"].nunique()
    table = pd.DataFrame({"customers": days.groupby("place").size(), "revenue": money})
    table["growth"] = money / earlier.reindex(money.index).where(lambda sums: sums > 0) - 1
    table["repeat"] = days.ge(2).groupby("place").mean()
    marks = table.rename(columns={"revenue": "size"})[list(weights)].rank(pct=True).fillna(0.5)
    table["score"] = (marks @ pd.Series(weights)) / sum(weights.values()) * 100
    table = table.sort_values("score", ascending=False, kind="stable").reset_index(names="market")
    return table


def _discount(lines: pd.DataFrame) -> pd.Series | float:
    return lines["discount"].fillna(0.0) if "discount" in lines.columns else 0.0
