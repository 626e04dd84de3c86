"""The decision of lesson 2b: how many to ask, and whom, before one thing is made better."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from helpers import choice, offer
from helpers.case import Case
from helpers.exercises.controls import Between
from helpers.exercises.decisions import decision
from helpers.exercises.interview.panel import Market, Panel, market
from helpers.words import _

DRAWS, JUDGES = 80, 200
MANY = 100  # asked: from here on half as many draws, for they hardly differ
FRIENDS = 10
ASSUMED_UNITS, ASSUMED_MARGIN = 10_000, 0.4
WHOM = {"by_lot": _("drawn by lot from all"), "one_circle": _("all of one type, those who come easily")}


@dataclass(frozen=True)
class Study:
    """What may be asked, the choice to be made, and the part-worths of others, who judge it."""

    panel: Panel
    choice: Market
    judges: np.ndarray
    circles: tuple[np.ndarray, ...]


@decision(
    "02b.sample",
    step=2,
    allowed={
        "interviews": Between(0, 400, 10, unit=_("people"), label=_("How many to ask"), start=60),
        "whom": WHOM,
    },
    needs=("choices",),
    held_out="people",
)
class HowManyToAsk:
    """You may make one thing better by a step, and you do not know which would earn most. Each interview costs money. How many
    people do you ask first, and whom? The answer they give is taken; then other people, whom nobody asked, judge it."""

    def rehearse(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(study(case, rehearsal=True, **assumed(value)), value)

    def score(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(study(case, rehearsal=False, **assumed(value)), value)


def assumed(value: Mapping[str, Any]) -> dict[str, float]:
    """What the sum takes for granted, as the lesson's parameters have it."""
    return {"units": float(value["market_units"]), "margin": float(value["margin"])}


def compared(found: Study, value: Mapping[str, Any]) -> pd.DataFrame:
    """The plan beside others: policy, low, mid, high, lead_low, lead_high, in money a year less what asking costs.

    value: interviews, whom, cost_per_interview. The range is over whom the lot draws and over what the judges
    leave open; a lead is taken under the same judge.
    """
    everybody, cost = len(found.panel.people), float(value["cost_per_interview"])
    plans = {
        _("your plan"): (int(value["interviews"]), str(value["whom"])),
        _("ask nobody"): (0, "by_lot"),
        _("ask ten friends"): (FRIENDS, "one_circle"),
        _("ask everybody"): (everybody, "by_lot"),
    }
    judged = found.choice.worth(found.judges)
    earned = {}
    for name, (wanted, whom) in plans.items():
        taken = _improvements(found, min(wanted, everybody), whom)
        asked = min(wanted, everybody)
        earned[name] = judged[:, taken] - cost * asked
    yours = next(iter(earned.values()))
    return pd.DataFrame([_row(name, money, yours) for name, money in earned.items()])


def _row(name: str, money: np.ndarray, yours: np.ndarray) -> dict[str, object]:
    lead = yours - money
    low, high = np.quantile(money, [0.025, 0.975])
    lead_low, lead_high = np.quantile(lead, [0.025, 0.975])
    row = {"policy": name, "low": low, "mid": money.mean(), "high": high}
    return row | {"lead_low": lead_low, "lead_high": lead_high}


def _improvements(found: Study, asked: int, whom: str) -> np.ndarray:
    """Which improvement is taken, once for each time the lot is drawn anew."""
    rng = np.random.default_rng(asked)
    draws = DRAWS if asked <= MANY else DRAWS // 2
    if asked == 0:
        return np.arange(DRAWS) % len(found.choice.names)
    n = len(found.panel.people)
    taken = []
    for draw in range(draws):
        if whom == "one_circle":
            circle = found.circles[draw % len(found.circles)]
            at = rng.choice(circle, size=min(asked, len(circle)), replace=False)
        else:
            at = rng.choice(n, size=asked, replace=False)
        taken.append(int(found.choice.worth(found.panel.part_worths(at)[None, :])[0].argmax()))
        if whom == "by_lot" and asked >= n:
            break
    return np.resize(taken, DRAWS)


@lru_cache(maxsize=8)
def study(case: Case, *, rehearsal: bool, units: float, margin: float) -> Study:
    """Who may be asked and who judges; in a rehearsal the first are parted once more.

    units: how many chairs the market buys in a year; 0: what the table sales says, else ten thousand. margin:
    share of the price left before anything is made better; 0: what sales and products say, else 40%.
    """
    known, aside = choice.hold_out(case.tables["choices"])
    if rehearsal:
        ids = known["respondent_id"].astype(str)
        first = ids.isin(sorted(set(ids))[::2])
        known, aside = known[first], known[~first]
    everybody, others = choice.fit(known, strict=False), choice.fit(aside)
    panel = Panel.of(known, everybody.coding)
    here = _here(case)
    one = market(
        known,
        everybody,
        brand=case.name,
        units=units or (here.units if here else ASSUMED_UNITS),
        margin=margin or (here.margin if here else ASSUMED_MARGIN),
        price=here.price if here else 0.0,
    )
    if others.coding != everybody.coding:
        raise ValueError(_("Too few people were put aside to judge: not every level was shown to them."))
    return Study(panel, one, choice.draws(others, n=JUDGES), circles(panel.people, case))


def _here(case: Case) -> offer.Market | None:
    """The market of the last year, where the case has one."""
    if case.missing("sales", "period", "brand", "units", "price"):
        return None
    try:
        return offer.market(
            case.tables["sales"], case.table("products"), case.table("orders"), brand=case.name
        )
    except ValueError:
        return None


def circles(people: tuple[str, ...], case: Case) -> tuple[np.ndarray, ...]:
    """Positions of people of one customer type each; without types, all in one circle."""
    answers, customers = case.table("answers"), case.table("customers")
    kinds = pd.Series("", index=range(len(people)))
    if answers is not None and "customer_id" in answers and not case.missing("customers", "customer_type"):
        assert customers is not None
        of = answers.drop_duplicates("respondent_id").set_index("respondent_id")["customer_id"]
        kind = customers.set_index("customer_id")["customer_type"]
        kinds = pd.Series(people).map(of).map(kind).fillna("")
    groups = [part.to_numpy() for _kind, part in pd.Series(range(len(people))).groupby(kinds.to_numpy())]
    return tuple(group for group in groups if len(group) >= FRIENDS) or (np.arange(len(people)),)
