"""The decision on the price of the reference product: tried on those we know, scored on people nobody looked at."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

import pandas as pd

from helpers import choice, mix, offer
from helpers.case import Case
from helpers.exercises.controls import Between, Spec
from helpers.exercises.decisions import decision
from helpers.exercises.mix import known
from helpers.mix.offers import Plan
from helpers.words import _, money

RIVAL_CUT = -0.08  # what the rival is cheaper by, in the story
MARKUP = 0.5  # cost plus half: what colleagues do who never ask a buyer
TODAY_DAYS = 30


def allowed(case: Case) -> Mapping[str, Spec]:
    """A change of price and, where people chose among payment terms, days to pay."""
    controls: dict[str, Spec] = {
        "price_change": Between(-0.2, 0.25, 0.01, label=_("Price change (−0.08 is 8% off)"), start=0.0),
    }
    choices = case.tables["choices"]
    if "payment_terms" in choices:
        low, high = int(choices["payment_terms"].min()), int(choices["payment_terms"].max())
        ends = min(low, TODAY_DAYS), max(high, TODAY_DAYS)
        controls["terms_days"] = Between(*ends, 5, unit=_("days"), label=_("Days to pay"), start=TODAY_DAYS)
    return controls


@decision(
    "04.price",
    step=4,
    allowed=allowed,
    needs=("choices", "choices.price", "choices.brand", "sales.price", "products.unit_cost"),
    held_out="people",
)
class Price:
    """A rival is cheaper, and our answer goes out today: what do we ask for the chair, and after how many days are we paid? Until
    now it is the price the market has paid on average, and the middle of the terms that people were offered."""

    def rehearse(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(case, value, people="known")

    def score(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(case, value, people="held out")

    def remark(case: Case, value: Mapping[str, Any]) -> str:
        return of_the_terms(case, value)


def of_the_terms(case: Case, value: Mapping[str, Any]) -> str:
    """What of a plan's lead comes from later payment alone; "" where the days to pay stay as they are."""
    days = float(value.get("terms_days", TODAY_DAYS))
    if days == TODAY_DAYS or "payment_terms" not in case.tables["choices"]:
        return ""
    price_alone = compared(case, {**value, "terms_days": TODAY_DAYS}, people="held out")["mid"].iloc[0]
    both = compared(case, value, people="held out")["mid"].iloc[0]
    text = _(
        "Of this, {money} comes from being paid after {days:.0f} days instead of {today}. Buyers on paper love credit and never "
        "go under; those who need it most pay worst. Ask your bank what it lends you against invoices before you sign."
    )
    if both < price_alone:
        text = _(
            "Being paid after {days:.0f} days instead of {today} costs you {money} of this, in buyers who cannot pay so soon."
        )
    return text.format(money=money(abs(both - price_alone), case.currency), days=days, today=TODAY_DAYS)


def compared(case: Case, value: Mapping[str, Any], *, people: Literal["known", "held out"]) -> pd.DataFrame:
    """The price in `value` beside three colleagues' for a year: policy, low, mid, high, lead_low, lead_high (money).

    value: price_change (fraction of the price paid now), terms_days, rate (what money costs a year), lost (share
    of bills never paid for each month of credit).
    people: whose choices judge: those the learner could look at, or those put aside.
    """
    ours, now, cost = known.ours(case), known.paid(case), known.unit_cost(case)
    fit, offers = judge(case, people)
    yours: dict[str, float | str] = {"price": now * (1 + value["price_change"])}
    if "payment_terms" in offers and "terms_days" in value:
        yours["payment_terms"] = float(value["terms_days"])
    plans: dict[str, Plan] = {
        _("your plan"): yours,
        _("match the rival"): {"price": now * (1 + RIVAL_CUT)},
        _("cost plus half"): {"price": cost * (1 + MARKUP)},
        _("keep the price"): {},
    }
    units = float(known.market(case)["units"].sum())
    rate = float(value.get("rate", offer.RATE))
    lost = float(value.get("lost", offer.LOST))
    table = mix.plan_values(fit, offers, plans, ours=ours, units=units, unit_cost=cost, rate=rate, lost=lost)
    return table.assign(lead_low=table["lead_low"] + 0.0, lead_high=table["lead_high"] + 0.0)


@lru_cache(maxsize=8)
def judge(case: Case, people: str) -> tuple[choice.Fit, pd.DataFrame]:
    """Part-worths of the people who judge, and the offers as they stand today."""
    choices = case.tables["choices"]
    seen, aside = choice.hold_out(choices)
    ours = known.ours(case)
    fit = choice.fit(seen if people == "known" else aside, reference={"brand": ours}, clustered=True)
    offers = mix.market_offers(fit, choices, known.market(case))
    if "payment_terms" in offers:
        offers["payment_terms"] = offers["payment_terms"].clip(
            upper=max(TODAY_DAYS, choices["payment_terms"].min())
        )
    return fit, offers
