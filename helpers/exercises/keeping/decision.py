"""The decision of lesson 6: which of the silent are rung, when there are fewer calls than silences."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from helpers import keeping, targeting
from helpers.case import Case, Split
from helpers.exercises.controls import OneOf
from helpers.exercises.decisions import decision
from helpers.exercises.targeting.decision import held_out, last_year
from helpers.words import _, count, money, percent

CALLS, COST, EFFECT = 100, 60.0, 0.1
RANK_BY = OneOf(
    {
        "value": _("most valuable first: what they left last year"),
        "silence": _("silent longest first, in their usual gaps"),
        "risk": _("least likely still here first"),
        "loss": _("expected loss first: value × (1 − P(alive))"),
        "to_come": _("most still to come first: expected orders × margin"),
    },
    label=_("Rank the silent by"),
)
AT_LEAST = OneOf(
    {
        "0": _("ring anybody"),
        "0.1": _("nobody below 10%"),
        "0.3": _("nobody below 30%"),
        "0.5": _("nobody below 50%"),
    },
    label=_("P(alive) at least"),
)
COLLEAGUES = {
    _("most valuable first"): keeping.Choice("value"),
    _("silent longest first"): keeping.Choice("silence"),
    _("by lot"): keeping.Choice("random"),
}
METHODS = {
    _("expected loss first"): keeping.Choice("loss"),
    _("most still to come first"): keeping.Choice("to_come"),
}


@decision(
    "06.contacts", step=6, allowed={"rank_by": RANK_BY, "at_least": AT_LEAST}, needs=("orders.unit_cost",)
)
class Contacts:
    """Of the customers who are silent for longer than their usual gap, and who agreed to hear from us, you can ring only some. By
    what do you rank them, and below which chance of still being a customer do you ring nobody?"""

    def rehearse(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(tried(case, ahead=value["rank_by"] == "to_come"), value, beside=COLLEAGUES)

    def score(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(judged(case), value, beside={**COLLEAGUES, **METHODS})

    def remark(case: Case, value: Mapping[str, Any]) -> str:
        return where_from(judged(case), value, when=span(held_out(case)), currency=case.currency)


Ground = tuple[pd.DataFrame, pd.Series]


@lru_cache(maxsize=4)
def tried(case: Case, *, ahead: bool) -> Ground:
    """What lists are tried on: the silent of a year ago, and what each has left since (money).

    ahead: with what was still to come, which takes a quarter of a second.
    """
    return ground(last_year(case), ahead=ahead)


@lru_cache(maxsize=4)
def judged(case: Case) -> Ground:
    """What lists are judged on: the silent of today, and what each left afterwards (money)."""
    return ground(held_out(case), ahead=True)


def compared(on: Ground, value: Mapping[str, Any], *, beside: Mapping[str, keeping.Choice]) -> pd.DataFrame:
    """The list in `value` beside others: policy, low, mid, high, lead_low, lead_high (money).

    value: rank_by, at_least; calls, cost_per_call (money), effect (fraction).
    """
    calls = terms(value)
    if calls.number >= len(on[0]):
        text = _(
            "{calls} calls are enough for all {n} silent customers, so no ranking decides anything: lower `calls`."
        )
        raise ValueError(text.format(calls=calls.number, n=len(on[0])))
    return keeping.compare_lists(*on, calls=calls, lists={_("your list"): chosen(value), **beside})


def ground(split: Split, *, ahead: bool) -> Ground:
    """The silent as they were known, and what each left afterwards (money)."""
    case = split.past
    people = case.table("customers")
    known = targeting.customer_money(case.tables["orders"], people, as_of=case.as_of)
    worth = keeping.lifetimes(known) if ahead else None
    candidates = keeping.silent(known, keeping.still_here(known), people, worth=worth)
    later = targeting.holdout_profit(known, split.future).set_axis(known["customer_id"])
    return candidates, later.reindex(candidates["customer_id"]).reset_index(drop=True)


def terms(value: Mapping[str, Any]) -> keeping.Calls:
    """How many calls there are, what one costs and what it is assumed to add; where not said, the usual."""
    number, cost, effect = (
        value.get(name, usual)
        for name, usual in (("calls", CALLS), ("cost_per_call", COST), ("effect", EFFECT))
    )
    return keeping.Calls(int(number), float(cost), float(effect))


def chosen(value: Mapping[str, Any]) -> keeping.Choice:
    """The choice in plain form as a list of calls."""
    return keeping.Choice(str(value["rank_by"]), float(value["at_least"]))


def span(split: Split) -> str:
    """The days by which a list is judged, from one to the other, in words."""
    day = split.past.as_of
    assert day is not None  # a case without a date has no orders to hold back
    ends = (day + pd.Timedelta(days=1), day + pd.Timedelta(days=split.days))
    return _("{first:%Y-%m-%d} to {last:%Y-%m-%d}").format(first=ends[0], last=ends[1])


def where_from(on: Ground, value: Mapping[str, Any], *, when: str, currency: str) -> str:
    """In words: how many of those rung ordered at all, and from which effect on the list would have paid."""
    (candidates, later), calls = on, terms(value)
    rows = keeping.queue(candidates, chosen(value))[: calls.number]
    left = later.iloc[rows].fillna(0.0)
    told = {
        "n": count(len(rows)),
        "all": count(len(candidates)),
        "came": count(int((left > 0).sum())),
        "left": money(float(left.sum()), currency),
        "when": when,
    }
    text = _(
        "You could choose among {all} who are silent for more than *one* usual gap and may be reached. Of the {n} on your "
        "list {came} left anything in the days held back ({when}), {left} in all."
    )
    if left.sum() <= 0:
        return text.format(**told) + " " + _("So no effect makes it pay.")
    text += " " + _(
        "What a call adds to that is assumed; the list pays from an effect of {needed} on, and {effect} was assumed."
    )
    needed = percent(keeping.break_even_effect(float(left.sum()), calls), digits=1)
    return text.format(needed=needed, effect=percent(calls.effect), **told)
