"""From people in each half hour to shifts that somebody can work, and to people on the payroll."""

import math

import numpy as np
import pandas as pd

from helpers.checks import above_zero, need
from helpers.crm.staffing import with_breaks
from helpers.words import _

COLUMNS = ["starts", "ends", "people", "hours"]


def shifts(table: pd.DataFrame, *, hours: float = 4.0) -> pd.DataFrame:
    """The fewest shifts of one length that seat enough people all day: starts, ends, people, hours (all of
    them together).

    table: `staffing` of one day, whose intervals follow one another. From the first interval that lacks
    somebody a shift begins as late as it may; for shifts of one length nothing does with fewer (Baker 1976).
    Breaks are not in it: `paid` puts them on.

    >>> day = pd.DataFrame({"interval": ["08:00", "08:30", "09:00"], "agents": [1, 3, 2], "minutes": 30.0})
    >>> shifts(day, hours=1)[["starts", "ends", "people"]].values.tolist()
    [['08:00', '09:00', 1], ['08:30', '09:30', 2]]
    """
    need(table, "interval", "agents", "minutes", what=_("the staffing"))
    wanted, minutes = table["agents"].to_numpy(dtype=int), float(table["minutes"].iloc[0])
    long = round(60 * above_zero(hours, name="hours") / minutes)
    if not 1 <= long <= len(wanted):
        text = _("hours is {hours:g}: a shift is no longer than the day, which has {day:g} hours.")
        raise ValueError(text.format(hours=hours, day=len(wanted) * minutes / 60))
    begin = np.zeros(len(wanted), dtype=int)
    for at, people in enumerate(wanted):
        missing = people - int(begin[max(0, at - long + 1) : at + 1].sum())
        if missing > 0:
            begin[min(at, len(wanted) - long)] += missing
    rows = [
        (
            table["interval"].iloc[at],
            _later(str(table["interval"].iloc[at]), long * minutes),
            int(n),
            n * hours,
        )
        for at, n in enumerate(begin)
        if n
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def seated_by(plan: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Who sits there if these shifts are worked: interval, needed, there, spare (people).

    plan: `shifts`; table: the `staffing` it was made for.
    """
    need(plan, "starts", "ends", "people", what=_("the shifts"))
    need(table, "interval", "agents", what=_("the staffing"))
    there = [
        int(plan.loc[(plan["starts"] <= at) & (at < plan["ends"]), "people"].sum())
        for at in table["interval"].astype(str)
    ]
    found = pd.DataFrame({"interval": table["interval"], "needed": table["agents"], "there": there})
    return found.assign(spare=found["there"] - found["needed"])


def paid(plan: pd.DataFrame, *, wage: float, shrinkage: float = 0.0) -> float:
    """What a day of these shifts costs (money): their hours, with breaks and illness on top, × wage.

    >>> paid(pd.DataFrame({"hours": [8.0, 4.0]}), wage=20.0, shrinkage=0.25)
    320.0
    """
    need(plan, "hours", what=_("the shifts"))
    return round(with_breaks(float(plan["hours"].sum()), shrinkage) * above_zero(wage, name="wage"), 2)


def on_payroll(agents: int, *, shrinkage: float) -> int:
    """Whole people to employ so that so many sit there.

    >>> on_payroll(7, shrinkage=0.3), on_payroll(3, shrinkage=0.3)
    (10, 5)
    """
    return math.ceil(with_breaks(agents, shrinkage))


def _later(clock: str, minutes: float) -> str:
    """So many minutes later.

    >>> _later("08:30", 240)
    '12:30'
    """
    whole = 60 * int(clock[:2]) + int(clock[3:5]) + round(minutes)
    return f"{whole // 60:02d}:{whole % 60:02d}"
