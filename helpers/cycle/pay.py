"""What is paid for and what it brings: bonuses, marketing money, a third party, shares in ten years."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.checks import above_zero
from helpers.words import _


def bonus(weights: Mapping[str, float], *, full: float = 1_000.0) -> pd.DataFrame:
    """What four ways of spending a quarter pay the seller and leave the firm: way, pay, profit, stay (share
    of customers still there after a year); made up.

    weights: what the bonus is paid on (revenue, margin, kept promises, customers still there), of any size.
    The way that pays most is the way that will be gone (Goodhart 1975).

    >>> bonus({"revenue": 1})["way"].iloc[0], bonus({"revenue": 1, "stay": 1, "margin": 1})["way"].iloc[0]
    ('push at the end of the quarter', 'look after forty accounts')
    """
    ways = pd.DataFrame(
        [
            (_("push at the end of the quarter"), 1.00, 0.25, 0.40, 0.55),
            (_("ten per cent off for everybody"), 0.95, 0.30, 0.70, 0.70),
            (_("look after forty accounts"), 0.70, 0.80, 0.90, 0.88),
            (_("win new ones at any cost"), 0.80, 0.35, 0.55, 0.50),
        ],
        columns=["way", "revenue", "margin", "promises", "stay"],
    )
    known = {name: float(weights.get(name, 0.0)) for name in ("revenue", "margin", "promises", "stay")}
    unknown = sorted(set(weights) - set(known))
    if unknown or min(known.values()) < 0 or not sum(known.values()) > 0:
        text = _("A bonus is paid on revenue, margin, promises and stay, each with a weight of zero or more.")
        raise ValueError(text)
    ways["pay"] = full * sum(ways[name] * weight for name, weight in known.items()) / sum(known.values())
    ways["profit"] = 40_000 * ways["margin"] * ways["revenue"] * (0.5 + ways["stay"])
    return ways.sort_values("pay", ascending=False, kind="stable", ignore_index=True)[
        ["way", "pay", "profit", "stay"]
    ]


def bonus_on(*, revenue: float, margin: float, promises: float, stay: float) -> pd.DataFrame:
    """`bonus` for a widget: the points that each of the four things counts for."""
    return bonus({"revenue": revenue, "margin": margin, "promises": promises, "stay": stay})


def thousand_readers(price: float, readers: float) -> float:
    """What an advertiser pays for a thousand readers (CPM): the third party's side of a two-sided market.

    >>> thousand_readers(1_000, 25_000)
    40.0
    """
    return 1000 * price / above_zero(readers, name="readers")


def romi(gained: float, spent: float) -> float:
    """What a unit of marketing money brought beyond itself: (margin gained − spent) ÷ spent.

    gained is margin that would not have come anyway; with revenue instead, everything looks profitable.

    >>> romi(15_000, 10_000)
    0.5
    """
    return (gained - spent) / above_zero(spent, name="spent")


def years_on(shares: Mapping[str, float], growth: Mapping[str, float], *, years: int = 10) -> pd.DataFrame:
    """Shares of a market if everybody grew on as now: year, and a column a firm. A warning, no forecast.

    shares: firm → share (fraction); growth: firm → yearly growth of sales (fraction).

    >>> years_on({"us": 0.5, "them": 0.5}, {"us": 0.0, "them": 1.0}, years=1)["us"].round(3).tolist()
    [0.5, 0.333]
    """
    names = list(shares)
    sizes = np.array([float(shares[name]) for name in names])
    pace = 1 + np.array([float(growth.get(name, 0.0)) for name in names])
    rows = []
    for year in range(years + 1):
        now = sizes * pace**year
        rows.append((year, *(now / now.sum())))
    return pd.DataFrame(rows, columns=["year", *names])
