"""The decision of lesson 6b: so many service hours, and more tickets than hours. Which come first?"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from helpers import keeping
from helpers.case import Case
from helpers.exercises.accounts import known
from helpers.exercises.controls import Between, OneOf
from helpers.exercises.decisions import decision
from helpers.words import _, count

YEAR_DAYS = 365
FEWEST = 30  # tickets that judge; below that luck is all there is
FIRST = {
    "oldest": _("whoever has waited longest"),
    "severe": _("the worst troubles"),
    "biggest": _("the largest customers, by sales"),
    "risk": _("what a day's waiting costs, an hour of work"),
}
YOURS = _("your desk")
Plans = dict[str, tuple[str, keeping.Desk]]
Ground = tuple[pd.DataFrame, pd.Series]


@decision(
    "06b.hours",
    step=6,
    allowed={
        "first": OneOf(FIRST, label=_("Taken first")),
        "turn_by": Between(
            0, 40, 5, unit=_("working days"), label=_("Everybody's turn after (0: never)"), start=0
        ),
    },
    needs=("tickets.opened_at", "tickets.customer_id", "orders"),
)
class WhichTicketsFirst:
    """The hours of service are fixed, and more tickets come in than they can settle at once. Which are taken first? And after how many working days
    is it anybody's turn, whoever they are?"""

    def rehearse(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(a_year_ago(case, margin=float(value["margin"])), plans(value, held_out=False), value)

    def score(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(held_out(case, margin=float(value["margin"])), plans(value, held_out=True), value)

    def remark(case: Case, value: Mapping[str, Any]) -> str:
        waiting, _later = held_out(case, margin=float(value["margin"]))
        return who_waited(waiting, plans(value, held_out=True))


def plans(value: Mapping[str, Any], *, held_out: bool) -> Plans:
    """The desk in `value` beside others; the lesson's own way is shown only once the learner has decided."""
    hours = float(value["hours_a_month"])
    mine = (str(value["first"]), keeping.Desk(hours, int(value["turn_by"])))
    found = {
        YOURS: mine,
        _("first come, first served"): ("oldest", keeping.Desk(hours)),
        _("biggest first"): ("biggest", keeping.Desk(hours)),
    }
    if held_out:
        found[_("by cost of waiting")] = ("risk", keeping.Desk(hours))
        found[_("by cost of waiting, all by day 20")] = ("risk", keeping.Desk(hours, 20))
    return found


def compared(ground: Ground, desks: Plans, value: Mapping[str, Any]) -> pd.DataFrame:
    """What waiting cost at each desk: policy, low, mid, high, lead_low, lead_high (money, below zero).

    value: lost_a_day (fraction). Raises ValueError where there are hours for all, so that no order matters.
    """
    waiting, later = ground
    longest = float(keeping.waits(waiting, "oldest", next(iter(desks.values()))[1]).max())
    if longest <= 1:
        text = _(
            "{hours:g} hours a month settle every ticket on its day: no order decides. Lower hours_a_month."
        )
        raise ValueError(text.format(hours=next(iter(desks.values()))[1].hours))
    return keeping.compare_orders(waiting, later, plans=desks, lost_a_day=float(value["lost_a_day"]))


def who_waited(waiting: pd.DataFrame, desks: Plans) -> str:
    """In words: how long people waited at your desk, and at the one that asks nobody who they are."""
    table = keeping.who_waits(waiting, desks).set_index("policy")
    mine, plain = table.iloc[0].astype(float), table.iloc[1].astype(float)
    text = _(
        "Of {n} tickets at your desk, one waited {mean:.1f} working days on the average and the longest {longest}; first come, "
        "first served {plain:.1f} and {plain_longest}. That is what those pay who are not first."
    )
    return text.format(
        n=count(len(waiting)),
        mean=mine["mean_days"],
        longest=count(mine["longest_days"]),
        plain=plain["mean_days"],
        plain_longest=count(plain["longest_days"]),
    )


@lru_cache(maxsize=4)
def held_out(case: Case, *, margin: float) -> Ground:
    """The tickets of the last quarter, and what their customers left in the orders that nobody has seen."""
    split = case.split()
    assert split is not None  # the engine asks before it calls
    return _ground(
        case, split.past.tables["orders"], split.future, day=known.today(split.past), margin=margin
    )


@lru_cache(maxsize=4)
def a_year_ago(case: Case, *, margin: float) -> Ground:
    """The same a year earlier, as if that year had not happened yet: to try desks on before deciding."""
    split, lines = case.split(), case.tables["orders"]
    until = known.today(case if split is None else split.past)
    day = until - pd.Timedelta(days=YEAR_DAYS)
    earlier = lines["ordered_at"] < day + pd.Timedelta(days=1)
    known_then = lines["ordered_at"] < until + pd.Timedelta(days=1)
    return _ground(case, lines[earlier], lines[~earlier & known_then], day=day, margin=margin)


def _ground(
    case: Case, lines: pd.DataFrame, later: pd.DataFrame, *, day: pd.Timestamp, margin: float
) -> Ground:
    """The tray of the quarter up to `day`, with what was known before it, and what each customer left later."""
    service = keeping.service_an_order(case.tables["orders"], case.table("customers"))
    done = keeping.handled(case.tables["tickets"], as_of=day)
    waiting = keeping.last_tray(done, lines, as_of=day, margin=margin, service=service)
    if len(waiting) < FEWEST:
        text = _("Too few tickets of customers to judge by: {n}; {wanted} would do.")
        raise ValueError(text.format(n=len(waiting), wanted=FEWEST))
    left = keeping.left_by(later, margin=margin, service_an_order=service)
    return waiting, left.set_index("customer_id")["value"]
