"""Most valuable, most growable, below zero: what customers are worth beside what they could be worth."""

import numpy as np
import pandas as pd

from helpers.checks import fraction, need

CLASSES = ("most_valuable", "most_growable", "below_zero", "other")


def potential(values: pd.DataFrame) -> pd.Series:
    """What each customer could bring a year and does not: the upper quartile of its type less its own.

    In money. Yearly profit where it is known (profit_12m), else mean revenue × 12; times the chance
    that it is still a customer; 0 for those at or above the quartile. A yardstick: it takes the type's
    better quarter for what is possible.
    """
    yearly = values.get("profit_12m", values["monthly_revenue"] * 12)
    group = values.get("customer_type", pd.Series("", index=values.index)).fillna("")
    reach = yearly.groupby(group).transform("quantile", 0.75)
    return ((reach - yearly).clip(lower=0) * values["chance_active"]).rename("potential")


def value_class(values: pd.DataFrame, *, top: float = 0.2, growable: float = 0.2) -> pd.Series:
    """One label a row: most_valuable (最具价值), most_growable (最具成长性), below_zero (低于零点), other.

    below_zero: profit under 0 so far. most_valuable: among the first `top` of customers by value to
    come, above zero. most_growable: of those left the first `growable` by potential, if orders do not
    fall and the chance of still being a customer is at least a half. Where costs are unknown revenue
    stands in for profit and for value to come. Source: Peppers & Rogers (1997), who have two more
    groups.

    >>> values = pd.DataFrame({"profit": [90, 10, 5, 2, -8], "value_to_come": [200, 9, 4, 1, -9],
    ...     "potential": [0, 30, 60, 10, 90], "order_trend": [0, 0.5, -1, 0, 1], "chance_active": 1})
    >>> value_class(values).tolist()
    ['most_valuable', 'most_growable', 'other', 'other', 'below_zero']
    """
    need(values, "potential", "order_trend", "chance_active", what="values")
    worth = "value_to_come" if "value_to_come" in values.columns else "revenue"
    so_far = "profit" if "profit" in values.columns else "revenue"
    places = (
        round(fraction(top, name="top") * len(values)),
        round(fraction(growable, name="growable") * len(values)),
    )
    below = values[so_far] < 0
    best = _first(values[worth].where(~below & (values[worth] > 0)), places[0])
    steady = (values["order_trend"] >= 0) & (values["chance_active"] >= 0.5)
    room = values["potential"].where(steady & ~below & ~best & (values["potential"] > 0))
    labels = np.select(
        [below, best, _first(room, places[1])], ["below_zero", "most_valuable", "most_growable"], "other"
    )
    return pd.Series(labels, index=values.index, name="value_class")


def _first(score: pd.Series, places: int) -> pd.Series:
    """True for the `places` highest scores; equal scores in the order of the rows, blanks never."""
    return score.rank(ascending=False, method="first") <= places
