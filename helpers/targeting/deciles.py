"""Customers in equal groups, and in ABC classes with the key accounts first."""

import numpy as np
import pandas as pd

from helpers.checks import fraction
from helpers.targeting.concentration import TOLERANCE, pareto


def deciles(customers: pd.DataFrame, *, by: str, groups: int = 10) -> pd.DataFrame:
    """Equal groups of customers, largest first: how much each group brings.

    Returns group (1 = the largest customers), customers, value (the sum of `by`), mean, value_share and
    cumulative_share. Groups differ by at most one customer. Source: the decile analysis of direct mail,
    Hughes (1994).

    >>> four = pd.DataFrame({"customer_id": list("abcd"), "revenue": [5, 50, 15, 30]})
    >>> deciles(four, by="revenue", groups=2)["value"].tolist()
    [80, 20]
    """
    ranked = pareto(customers, by=by)
    group = np.arange(len(ranked)) * min(groups, len(ranked)) // len(ranked) + 1
    values = ranked.assign(group=group).groupby("group")[by]
    table = pd.DataFrame({"customers": values.size(), "value": values.sum(), "mean": values.mean()})
    share = table["value"] / table["value"].sum()
    return table.assign(value_share=share, cumulative_share=share.cumsum()).reset_index()


def abc(customers: pd.DataFrame, *, by: str, a: float = 0.8, b: float = 0.95) -> pd.DataFrame:
    """ABC analysis: A customers bring the first `a` of the total, B the next up to `b`, C the rest.

    A customer belongs to the class in which its own value begins, so the largest is always an A.
    Returns `pareto` with abc and key_account (the A customers). Source: Dickie (1951).

    >>> four = pd.DataFrame({"customer_id": list("abcd"), "revenue": [85, 9, 4, 2]})
    >>> abc(four, by="revenue")["abc"].tolist()
    ['A', 'B', 'B', 'C']
    """
    ranked = pareto(customers, by=by)
    before = ranked["cumulative_share"].shift(fill_value=0.0) + TOLERANCE
    # Past the peak of a whale curve the running share falls again; those who lose money are no key accounts.
    before = before.where(ranked[by] > 0, 1.0)
    letters = np.select([before < fraction(a, name="a"), before < fraction(b, name="b")], ["A", "B"], "C")
    return ranked.assign(abc=letters, key_account=letters == "A")
