"""What several questions of lesson 7 ask of a case; worked out once a case.

Only the half of the campaign that is laid out is asked here: the other half judges.
"""

from functools import lru_cache

import pandas as pd

from helpers import winback
from helpers.case import Case
from helpers.words import _


@lru_cache(maxsize=4)
def laid_out(case: Case) -> pd.DataFrame:
    """The half of the campaign that may be looked at before the decision."""
    return winback.laid_out(case.tables["campaigns"])


@lru_cache(maxsize=4)
def small(case: Case) -> pd.DataFrame:
    """The twelve customers that the lesson counts by hand."""
    return winback.twelve(laid_out(case), case.table("customers"), named=case.named)


@lru_cache(maxsize=4)
def arms(case: Case) -> tuple[float, float]:
    """Shares that came back: with the letter, without it."""
    with_, without = winback.arms(laid_out(case))["rate"]
    return float(with_), float(without)


@lru_cache(maxsize=4)
def moved(case: Case) -> pd.DataFrame:
    """`winback.uplift_by` the trait to look at first."""
    table = winback.uplift_by(laid_out(case), winback.main_trait(laid_out(case)))
    if len(table) < 2:
        raise ValueError(_("There are no two groups to hold against each other."))
    return table


@lru_cache(maxsize=4)
def before(case: Case) -> pd.DataFrame | None:
    """What a usual year with each customer left, as known on the day before the mailing; None without orders."""
    campaigns, lines = case.tables["campaigns"], case.table("orders")
    return winback.values_before(campaigns, lines, case.table("customers"))
