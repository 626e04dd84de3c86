"""The decision of lesson 5: whom to follow up in person when there is not time for all."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from helpers import building
from helpers.case import Case
from helpers.exercises.building import known
from helpers.exercises.controls import Between, OneOf, Spec
from helpers.exercises.decisions import decision
from helpers.words import _, count

FEWEST = 100  # leads that judge; below that luck is all there is
SIZES = ("employees", "size", "turnover", "revenue")
TERMS = {"places": 30.0, "follow_up_cost": 60.0, "saved": 0.4, "customer_value": known.VALUE}


def allowed(case: Case) -> Mapping[str, Spec]:
    """The ways to line leads up that these leads allow, and a chance below which nobody is called."""
    leads = case.table("leads")
    columns = [] if leads is None else list(leads.columns)
    ways = {"first_come": _("whoever asked first")}
    if any(name in columns for name in SIZES):
        ways["size"] = _("the biggest firm")
    if any(name in columns for name in ("need", "budget", "authority", "timing_weeks")):
        ways["bant"] = _("points for need, budget, authority, timing")
    ways["chance"] = _("the chance by the score")
    ways["gain"] = _("chance × what a customer of that kind leaves")
    return {
        "rank_by": OneOf(ways, label=_("Call first")),
        "cut_off": Between(0, 60, 5, _("%"), label=_("Nobody below a chance of"), start=0),
    }


@decision("05.leads", step=5, allowed=allowed, needs=("leads",), held_out="people")
class WhomToCall:
    """There is time to follow up a part of each month's inquiries in person; the others get a letter. Who is called first, and is there a chance below
    which a place rather stays empty? (0: every place is filled.)"""

    def rehearse(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(case, value, held_out=False)

    def score(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(case, value, held_out=True)

    def remark(case: Case, value: Mapping[str, Any]) -> str:
        judges = building.parted(known.settled(case))
        text = _(
            "Judged by {n} leads that neither you nor the score had seen: {how}. That a call saves so many is "
            "assumed."
        )
        return text.format(n=count(len(judges[2])), how=judges[3])


def compared(case: Case, value: Mapping[str, Any], *, held_out: bool) -> pd.DataFrame:
    """The plan in `value` and colleagues' on leads that the score has not seen: policy, low, mid, high, leads (money).

    value: rank_by, cut_off (per cent); places (of a hundred), follow_up_cost (money), saved (fraction of would-be
    orders that a letter alone would lose), customer_value (money a year, where a customer's kind says nothing).
    """
    terms = {**TERMS, **{name: float(value[name]) for name in TERMS if name in value}}
    leads, chances, worth = ground(case, held_out, terms["customer_value"])
    how = building.Terms(terms["follow_up_cost"], terms["saved"], terms["places"] / 100)
    ranks = ways(leads, chances, worth)
    plans: dict[str, tuple[str, float]] = {
        _("your plan"): (str(value["rank_by"]), float(value["cut_off"]) / 100)
    }
    beside = {_("first come"): "first_come", _("biggest first"): "size", _("by points"): "bant"}
    plans |= {name: (way, 0.0) for name, way in beside.items() if way in ranks}
    if held_out:  # the lesson's own way is shown only once the learner has decided
        plans[_("chance × what they leave")] = ("gain", 0.0)
    gains = {}
    for name, (way, least) in plans.items():
        chosen = building.followed(leads, ranks[way], terms=how, pays=chances >= least)
        gains[name] = building.earned(leads, worth, chosen, terms=how)
    return building.compare(gains)


def ways(leads: pd.DataFrame, chances: pd.Series, worth: pd.Series) -> dict[str, pd.Series]:
    """rank_by → a number for each lead, the higher the earlier."""
    first = -pd.Series(np.arange(len(leads)), index=leads.index, dtype=float)
    if "created_at" in leads.columns:
        first = -leads["created_at"].rank(method="first")
    found = {"first_come": first, "chance": chances, "gain": chances * worth}
    if size := next((name for name in SIZES if name in leads.columns), ""):
        found["size"] = leads[size].astype(float).fillna(0.0)
    try:
        found["bant"] = building.bant(leads)
    except ValueError:  # no such columns: nobody can go by the rule
        return found
    return found


@lru_cache(maxsize=8)
def ground(case: Case, held_out: bool, otherwise: float) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """The leads that judge, the chances that a score gives them which has seen older ones only, and their worth."""
    older, tried, aside, __ = building.parted(known.settled(case))
    seen, judge = (pd.concat([older, tried]), aside) if held_out else (older, tried)
    if len(judge) < FEWEST:
        text = _("Recorded, not scored: only {n} leads are there to judge; {wanted} would do.")
        raise ValueError(text.format(n=len(judge), wanted=FEWEST))
    score = building.fit_score(seen)
    return judge, score.chances(judge), building.worth_of_leads(judge, *_people(case), otherwise=otherwise)


def _people(case: Case) -> tuple[pd.DataFrame | None, pd.DataFrame | None]:
    """What customers leave a year, and their kinds, where the case knows both."""
    if case.missing("orders", "unit_cost") or case.missing("customers", "customer_type"):
        return None, None
    return known.yearly(case), case.tables["customers"]
