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
from helpers.words import _, money, percent

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
METHOD, FINANCE = "value to come, cut below zero", "biggest first"
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
        return compared(held_out(case), value, beside=targeting.BASELINES)

    def remark(case: Case, value: Mapping[str, Any]) -> str:
        past, profit, terms = ground(held_out(case), value)
        plans = {"plan": targeting.BASELINES[METHOD], "over": targeting.BASELINES[FINANCE]}
        return where_from(targeting.lead_parts(past, profit, terms=terms, **plans), case.currency)


def compared(split: Split, value: Mapping[str, Any], *, beside: Mapping[str, targeting.Plan]) -> pd.DataFrame:
    """The plan in `value` beside others on the future of a split: policy, low, mid, high, lead_low, lead_high (money).

    value: rank_by, bottom, places, cost_per_place (money a year), lift (fraction).
    """
    past, profit, terms = ground(split, value)
    if value["places"] >= len(past):
        text = _(
            "{places} places are enough for all {n} customers, so no ranking decides anything: lower `places`."
        )
        raise ValueError(text.format(places=value["places"], n=len(past)))
    yours = _("your plan")
    plans = {yours: targeting.Plan(value["rank_by"], value["bottom"]), **beside}
    return targeting.compare(past, profit, terms=terms, plans=plans, leads_of=yours)


def ground(split: Split, value: Mapping[str, Any]) -> tuple[pd.DataFrame, pd.Series, targeting.Terms]:
    """What plans are judged on: the customers as they were known, what each then left (money), and the terms."""
    case = split.past
    past = targeting.customer_money(case.tables["orders"], case.table("customers"), as_of=case.as_of)
    cost = value["cost_per_place"] * split.days / YEAR_DAYS
    terms = targeting.Terms(cost_per_place=cost, places=value["places"], lift=value["lift"])
    return past, targeting.holdout_profit(past, split.future), terms


def where_from(parts: pd.Series, currency: str) -> str:
    """In words: what of the lesson's own plan over the biggest first is owed to goodbyes, what to the ranking."""
    text = _(
        "The lead of “{method}” over “{finance}” has two parts: its goodbyes make {goodbyes}, its better "
        "ranking {ranking}."
    )
    amounts = {str(name): money(float(amount), currency) for name, amount in parts.items()}
    said = text.format(method=METHOD, finance=FINANCE, **amounts)
    if parts.min() < 0 or parts.sum() <= 0:
        return said
    share = _("So {share} of it stands or falls with costs that leave when the customer does.")
    return said + " " + share.format(share=percent(parts["goodbyes"] / parts.sum()))


@lru_cache(maxsize=4)
def held_out(case: Case) -> Split:
    """What nobody had seen when deciding, beside the past with the costs it had by then."""
    split = case.split()
    assert split is not None  # the engine asks before it calls
    return replace(split, past=charged(split.past, of=case))


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
