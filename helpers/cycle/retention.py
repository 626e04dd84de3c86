"""Who buys again, month by month after the first order, over all cohorts together."""

import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson
from helpers.words import _

MONTHS = 12


def retained(cohorts: pd.DataFrame, *, months: int = MONTHS) -> pd.DataFrame:
    """The share that buys in the m-th month after its first: month, customers, again, rate, low, high (95%).

    cohorts: `orders.cohorts` (cohort, month, customers); only cohorts old enough to have had the month count.
    The first order on file starts the clock. Wilson's interval. Months nobody is old enough for are left out.
    """
    need(cohorts, "cohort", "month", "customers", what=_("the cohorts"))
    if cohorts.empty:
        raise ValueError(_("No customer has an order: there is no cohort."))
    born = cohorts["cohort"].dt.year * 12 + cohorts["cohort"].dt.month
    last = int((born + cohorts["month"]).max())
    first = cohorts["month"] == 0
    size = cohorts[first].set_index("cohort")["customers"]
    age = last - born[first].to_numpy()
    rows = []
    for month in range(1, months + 1):
        old = size[age >= month]
        if old.empty:
            break
        back = cohorts[(cohorts["month"] == month) & cohorts["cohort"].isin(old.index)]["customers"].sum()
        again, of = int(back), int(old.sum())
        rows.append((month, of, again, again / of, *wilson(again, of)))
    if not rows:
        raise ValueError(_("All customers are of the last month: nobody has had the time to buy again."))
    return pd.DataFrame(rows, columns=["month", "customers", "again", "rate", "low", "high"])
