"""A customer's own rhythm: the usual gap between purchase days, the measure of every silence."""

import pandas as pd

from helpers.checks import need
from helpers.words import _

YEAR_DAYS = 365


def usual_gap_days(summary: pd.DataFrame) -> pd.Series:
    """The usual gap between purchase days (days, at least one), one number a row of `customers`.

    summary: repeat_days, recency_weeks and, where known, customer_type. The mean of the customer's own gaps
    and one typical gap of its type (the median over its customers), so that who has one gap, or none, leans
    on the others. Where nobody of a type came back it is that of all, where nobody at all did, a year. Raises
    ValueError where a column is missing.

    Ann came on four days, gaps of 20, 40 and 30; Bob came twice, 60 days apart; Cy once.

    >>> weeks = [90 / 7, 60 / 7, 0.0]
    >>> usual_gap_days(pd.DataFrame({"repeat_days": [3, 1, 0], "recency_weeks": weeks})).round(6).tolist()
    [33.75, 52.5, 45.0]
    """
    need(summary, "repeat_days", "recency_weeks", what=_("the customers"))
    repeats, days = summary["repeat_days"], summary["recency_weeks"] * 7
    own = days / repeats.where(repeats > 0)
    kind = summary.get("customer_type", pd.Series("", index=summary.index))
    typical = own.groupby(kind.astype("object").fillna("")).transform("median")
    typical = typical.fillna(own.median()).fillna(YEAR_DAYS)
    return ((days + typical) / (repeats + 1)).clip(lower=1).rename("usual_gap_days")
