"""The decision of lesson 3: for whom we stand out, in what, and who pays for it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from helpers import choice, offer, positioning
from helpers.case import Case
from helpers.exercises.controls import OneOf, Spec
from helpers.exercises.decisions import decision
from helpers.exercises.positioning import known
from helpers.positioning import Money, Position
from helpers.words import _

FEWEST = 10  # respondents of one type; with fewer, all types together are the judge
EVERYBODY, NOTHING = "everybody", "nothing"
LEADS = {
    "price": _("a lower price"),
    "quality": _("better quality"),
    "lead_time": _("quicker delivery"),
    "payment_terms": _("longer payment terms"),
    "after_sales": _("better after-sales service"),
    "supply_stability": _("steadier supply"),
}
PEOPLE = {"known": 0, "held_out": 1}


def allowed(case: Case) -> Mapping[str, Spec]:
    """Every customer type that was asked, or everybody; every attribute that was shown."""
    answers, choices = case.table("answers"), case.table("choices")
    types = [] if answers is None else sorted(known.segments(case).unique())
    shown = list(LEADS) if choices is None else choice.attributes(choices)
    leads = {**LEADS, **{name: name.replace("_", " ") for name in shown if name not in {*LEADS, "brand"}}}
    gives = {name: words for name, words in leads.items() if name != "price"}
    names = {name: name.replace("_", " ") for name in types if name != EVERYBODY}
    return {
        "target": OneOf({EVERYBODY: _("everybody"), **names}, label=_("For whom")),
        "lead": OneOf(leads, label=_("Lead with")),
        "give_up": OneOf({NOTHING: _("nothing: we pay for it"), **gives}, label=_("Give up a step of")),
    }


@decision("03.position", step=3, allowed=allowed, held_out="people")
class WhereToStand:
    """For whom do you want to stand out, and in what? The difference you lead with goes up a step (a price goes down by one);
    what you give up goes down a step and pays for part of it. Whoever is not aimed at is told nothing and sees the offer of
    today."""

    def rehearse(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(case, value, people="known")

    def score(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(case, value, people="held_out")


def compared(case: Case, value: Mapping[str, Any], *, people: str) -> pd.DataFrame:
    """Your position and three colleagues' for the same target: policy, low, mid, high, lead_low, lead_high (money).

    value: target, lead, give_up; price_step (fraction), cost_of_move (money a year for each type told). people: known
    or held_out: whose choices judge.
    """
    for table in ("answers", "choices", "sales"):
        if reason := case.missing(table):
            raise ValueError(reason)
    offers, steps = start(case)
    moves = _moves(case, offers, steps, value)
    target = value["target"]
    types = [str(name) for name in known.parts(case).index] if target == EVERYBODY else [target]
    draws = {name: np.zeros(positioning.DRAWS) for name in moves}
    for number, kind in enumerate(types):
        judge = judges(case, people, kind)
        money = Money(
            units=positioning.market_year(case.tables["sales"], of="units") * float(known.parts(case)[kind]),
            margin=known.margin(case),
            cost_of_move=float(value["cost_of_move"]),
        )
        for name, (after, cost) in moves.items():
            draws[name] += positioning.gain(
                judge, offers, after, us=known.us(case), money=money, cost=cost, seed=number
            )
    yours = next(iter(draws.values()))
    rows = [
        (name, *positioning.ranged(own), *positioning.ranged(yours - own)[::2]) for name, own in draws.items()
    ]
    return pd.DataFrame(rows, columns=["policy", "low", "mid", "high", "lead_low", "lead_high"])


def _moves(
    case: Case, offers: pd.DataFrame, steps: Mapping[str, list[Any]], value: Mapping[str, Any]
) -> dict[str, tuple[pd.DataFrame, float]]:
    """Policy → the offers after it and what it costs a unit, as a share of our price."""
    us, step = known.us(case), float(value["price_step"])
    give_up = "" if value["give_up"] == NOTHING else str(value["give_up"])
    yours = positioning.moved(offers, steps, us=us, move=Position(value["lead"], give_up), price_step=step)
    cards = positioning.rivals(case.tables["sales"], us=us)
    others = cards[~cards["ours"] & cards["brand"].isin(offers["brand"])]
    leader = positioning.like_leader(offers, us=us, leader=str(others["brand"].iloc[0]))
    copied = positioning.steps_between(offers, leader, steps, us)
    cheapest = offers.assign(
        price=offers["price"].where(offers["brand"] != us, float(offers["price"].min()) * 0.98)
    )
    best = positioning.moved(offers, steps, us=us, move=Position(strongest(case, steps)), price_step=step)
    return {
        _("your position"): yours,
        _("copying the leader"): (leader, copied),
        _("lowest price"): (cheapest, 0.0),
        _("more of our best"): best,
    }


def strongest(case: Case, steps: Mapping[str, list[Any]]) -> str:
    """The attribute whose word is said of us most often."""
    table = known.parity(case)
    own = table[table["need"].isin(list(steps))].sort_values("ours", ascending=False, kind="stable")
    if own.empty:
        raise ValueError(_("No word in the answers says what the offers differ in."))
    return str(own["need"].iloc[0])


@lru_cache(maxsize=4)
def start(case: Case) -> tuple[pd.DataFrame, dict[str, list[Any]]]:
    """Today's offers as buyers see them, and the steps of each attribute from worst to best."""
    judge = judges(case, "known", EVERYBODY)
    steps = offer.ladders(judge, case.tables["choices"])
    steps.pop("price", None)  # a price is moved by a share of it, not by steps
    year = positioning.latest(case.tables["sales"])
    if "price" not in year:
        raise ValueError(_("Where brands stand takes `price` in the table `sales`."))
    mean = year.groupby("brand", observed=True)["price"].mean()
    prices = {str(brand): float(price) for brand, price in mean.items()}
    rates = positioning.word_rates(known.counts(case), positioning.asked(case.tables["answers"]))
    shared = rates.loc[[name for name in rates.index if name in prices]]
    return positioning.brand_offers(shared, prices, steps, us=known.us(case)), steps


@lru_cache(maxsize=32)
def judges(case: Case, people: str, kind: str) -> choice.Fit:
    """The choice model of these people, of one type where enough of them were asked, else of all together."""
    table = choice.hold_out(case.tables["choices"])[PEOPLE[people]]
    own = table[table["respondent_id"].map(known.segments(case)) == kind]
    if kind != EVERYBODY and own["respondent_id"].nunique() >= FEWEST:
        fit = choice.fit(own, strict=False)
        if fit.converged:
            return fit
    if table["respondent_id"].nunique() < FEWEST:
        text = _("Recorded, not scored: too few people answered the choice cards; {n} would do.")
        raise ValueError(text.format(n=5 * FEWEST))
    return choice.fit(table)
