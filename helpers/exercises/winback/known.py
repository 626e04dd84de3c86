"""What several questions of lesson 7 ask of a case; worked out once a case."""

from functools import lru_cache

import pandas as pd

from helpers import orders, winback
from helpers.case import Case
from helpers.words import _


@lru_cache(maxsize=4)
def small(case: Case) -> pd.DataFrame:
    """The twelve customers that the lesson counts by hand."""
    return winback.twelve(case.tables["campaigns"], case.table("customers"), named=case.named)


@lru_cache(maxsize=4)
def arms(case: Case) -> tuple[float, float]:
    """Shares that came back: with the letter, without it."""
    with_, without = winback.arms(case.tables["campaigns"])["rate"]
    return float(with_), float(without)


@lru_cache(maxsize=4)
def moved(case: Case) -> pd.DataFrame:
    """`winback.uplift_by` the trait to look at first."""
    campaigns = case.tables["campaigns"]
    table = winback.uplift_by(campaigns, winback.main_trait(campaigns))
    if len(table) < 2:
        raise ValueError(_("There are no two groups to hold against each other."))
    return table


@lru_cache(maxsize=4)
def quietest(case: Case) -> tuple[str, float, float]:
    """Of the accounts judged with a pencil the one with most gaps missed: name, days silent, its usual gap."""
    summary = orders.customers(case.tables["orders"], as_of=case.as_of)
    standing = winback.standings(summary, None, case.table("customers"))
    last = winback.quiet_accounts(standing, named=case.named).iloc[-1]
    return str(last["account"]), float(last["days_since_last"]), float(last["usual_gap_days"])


@lru_cache(maxsize=4)
def before(case: Case) -> pd.DataFrame | None:
    """What a usual year with each customer left, as known on the day before the mailing; None without orders."""
    return winback.values_before(case.tables["campaigns"], case.table("orders"))
