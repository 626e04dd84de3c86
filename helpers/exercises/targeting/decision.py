"""The decision of lesson 1: whom the new account managers look after, and what happens at the bottom."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd

from helpers import targeting
from helpers.case import Case, Split
from helpers.exercises.decisions import decision
from helpers.exercises.targeting import known
from helpers.words import _

YEAR_DAYS = 365
RANK_BY = {
    "revenue": _("sales so far"),
    "orders": _("number of orders"),
    "rfm": _("RFM scores"),
    "profit": _("profit so far"),
    "value_to_come": _("value to come"),
}
# The lesson's own method is shown only once the learner has decided.
COLLEAGUES = {name: plan for name, plan in targeting.BASELINES.items() if plan.bottom == "keep_all"}
BOTTOM = {
    "keep_all": _("keep everybody"),
    "cut_wood": _("say goodbye to wood"),
    "cut_below_zero": _("say goodbye to those below zero"),
}


@decision(
    "01.tiering",
    step=1,
    allowed={"rank_by": RANK_BY, "bottom": BOTTOM},
    needs=("orders.unit_cost",),
)
class Tiering:
    """Two account managers, a fixed number of places. By what do you rank customers for a place, and what happens to
    those at the bottom of the list?"""

    def rehearse(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(last_year(case), value, beside=COLLEAGUES)

    def score(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        split = case.split()
        assert split is not None  # the engine asks before it calls
        past = charged(split.past, of=case)
        return compared(replace(split, past=past), value, beside=targeting.BASELINES)


def compared(split: Split, value: Mapping[str, Any], *, beside: Mapping[str, targeting.Plan]) -> pd.DataFrame:
    """The plan in `value` beside others on the future of a split: policy, low, mid, high, lead_low, lead_high (money).

    value: rank_by, bottom, places, cost_per_place (money a year), lift (fraction).
    """
    past = known.values(split.past)
    profit = targeting.holdout_profit(past, split.future)
    if value["places"] >= len(past):
        text = _(
            "{places} places are enough for all {n} customers, so no ranking decides anything: lower `places`."
        )
        raise ValueError(text.format(places=value["places"], n=len(past)))
    yours = _("your plan")
    plans = {yours: targeting.Plan(value["rank_by"], value["bottom"]), **beside}
    cost = value["cost_per_place"] * split.days / YEAR_DAYS
    terms = targeting.Terms(cost_per_place=cost, places=value["places"], lift=value["lift"])
    table = targeting.compare(past, profit, terms=terms, plans=plans)
    behind = targeting.compare(past, profit, terms=terms, plans=plans, against=yours)
    return table.assign(lead_low=-behind["high"] + 0.0, lead_high=-behind["low"] + 0.0)


def charged(past: Case, *, of: Case) -> Case:
    """An earlier state of a case with its share of the service costs, which `of` holds up to its own last day.

    An order is taken to have cost as much to serve before as after.
    """
    people = of.table("customers")
    if past is of or people is None or "service_cost" not in people:
        return past
    orders = [case.tables["orders"].groupby("customer_id")["order_id"].nunique() for case in (past, of)]
    share = people["customer_id"].map(orders[0] / orders[1]).fillna(0.0)
    people = people.assign(service_cost=people["service_cost"] * share)
    return replace(past, tables={**past.tables, "customers": people})


@lru_cache(maxsize=4)
def last_year(case: Case) -> Split:
    """The last year of what is known, as if it had not happened yet: to try plans on before deciding.

    Raises ValueError where fewer than 180 days would lie before it.
    """
    lines, today = case.tables["orders"], known.last_day(case)
    before = today - pd.Timedelta(days=YEAR_DAYS)
    earlier = lines["ordered_at"] < before + pd.Timedelta(days=1)
    if (before - lines["ordered_at"].min()).days < 180:
        raise ValueError(_("To try plans on last year there must be half a year of orders before it."))
    past = replace(case, as_of=before, tables={**case.tables, "orders": lines[earlier]})
    return Split(charged(past, of=case), lines[~earlier], YEAR_DAYS)
