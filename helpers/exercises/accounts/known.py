"""What several questions of lesson 6b ask of a case; worked out once a case."""

from functools import lru_cache

import pandas as pd

from helpers import keeping, orders
from helpers.case import Case
from helpers.words import _


def today(case: Case) -> pd.Timestamp:
    """The last day of the case. Raises ValueError where no table has a date."""
    if case.as_of is None:
        raise ValueError(_("Nothing in this case has a date."))
    return case.as_of


@lru_cache(maxsize=4)
def quiet(case: Case) -> pd.DataFrame:
    """Who is silent for more than two usual gaps, and how often we have come to them since."""
    lines = case.tables["orders"]
    customers = keeping.with_kind(orders.customers(lines, as_of=today(case)), case.table("customers"))
    return keeping.unasked(customers, case.tables["interactions"], as_of=today(case))


@lru_cache(maxsize=4)
def handled(case: Case) -> pd.DataFrame:
    """The tickets as the desk knows them today."""
    return keeping.handled(case.tables["tickets"], as_of=today(case))


@lru_cache(maxsize=4)
def few(case: Case) -> pd.DataFrame:
    """The tickets that are followed with a pencil."""
    return keeping.few_tickets(handled(case), as_of=today(case), names=case.named)


def contact(case: Case) -> pd.DataFrame:
    """Settled at first contact, by what it was about; the last row is all."""
    return keeping.first_contact(handled(case))
