"""Words of lesson 9 about the nine decisions: what a workbook holds, as a page and as a list of actions."""

from collections.abc import Mapping
from typing import TypeVar

import pandas as pd

from helpers.cycle.actions import STEPS, actions, from_scorecard
from helpers.words import _, listed

Named = TypeVar("Named", str, pd.DataFrame)

# Who answers for a measure at Meridian; another firm writes its own.
OWNERS = {
    "first_reply_hours": "service desk",
    "complaints_per_100_orders": "service desk",
    "on_time_share": "warehouse",
    "new_customers": "head of sales",
    "revenue": "head of sales",
    "orders": "head of sales",
    "active_customers": "key accounts",
}


# What follows from the decision about the calls: the action, and the share of customers it reaches.
CALLS = {
    "half": (_("ring half after a delivery, by lot; read it again in half a year"), 0.5),
    "everybody": (_("ring after every delivery; read the numbers again in half a year"), 1.0),
}


def in_words(decisions: Mapping[str, Mapping[str, object]]) -> dict[int, str]:
    """What was decided, by step: the values of all its decisions in a row.

    decisions: “step.name” → value, as a workbook keeps them.

    >>> in_words({"01.tiering": {"rank_by": "profit", "places": 200.0}})
    {1: 'rank by: profit; places: 200'}
    """
    found: dict[int, list[str]] = {}
    for name in sorted(decisions):
        if (step := int(name[:2])) in STEPS:
            parts = [f"{_plain(key)}: {_value(value)}" for key, value in decisions[name].items()]
            found.setdefault(step, []).extend(parts)
    return {step: "; ".join(parts) for step, parts in found.items()}


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _value(value: object) -> str:
    return f"{value:g}" if isinstance(value, float | int) else _plain(str(value))


# What falls behind where nobody new is won: one reason, and one action for all of them.
FOLLOWERS = ["active_customers", "orders", "revenue"]


def next_year(
    card: pd.DataFrame, gain: float, *, roll_out: str, as_of: pd.Timestamp, at_most: int = 5
) -> pd.DataFrame:
    """The table 09_actions of the lesson: the calls as they were decided, and what the signals ask for.

    card: `scorecard`; gain: of ringing everybody after a delivery (money a year); roll_out: nobody, half or
    everybody.
    """
    wanted = _from_signals(card)
    if roll_out in CALLS:
        action, share = CALLS[roll_out]
        wanted.append((action, "service desk", 60, share * gain))
    return actions(wanted, as_of=as_of, at_most=at_most)


def _from_signals(card: pd.DataFrame) -> list[tuple[str, str, int, float]]:
    """What the signals ask for; where too few are won, that is also what is asked of all that follow it."""
    worse = card.loc[card["signal"].astype(str).str.contains("worse"), "measure"].tolist()
    if "new_customers" not in worse:
        return from_scorecard(card, owners=OWNERS, default="head of sales")
    behind = [_plain(name) for name in FOLLOWERS if name in worse]
    action = _("work the leads: too few new customers")
    if behind:
        action = _("work the leads; behind them fall {behind}").format(behind=listed(behind))
    leads = (action, OWNERS["new_customers"], 30, float("nan"))
    rest = card[~card["measure"].isin(["new_customers", *FOLLOWERS])]
    return [leads, *from_scorecard(rest, owners=OWNERS, default="head of sales")]


# The decisions of the course in a few words each.
DECISIONS = {
    "01.tiering": _("whom we look after"),
    "02.weights": _("which needs we meet"),
    "02b.sample": _("whom we ask"),
    "03.position": _("what we stand for"),
    "04.price": _("price and terms"),
    "04.budget": _("where money is spent"),
    "05.leads": _("which leads first"),
    "05b.reply": _("whom we answer first"),
    "06.contacts": _("whom of the silent we ring"),
    "06b.hours": _("whose complaint first"),
    "07.list": _("whom we write to"),
    "08.rota": _("who sits when"),
    "09.calls": _("calls after a delivery"),
}


def named(thing: Named) -> Named:
    """A sentence, or a table with a column decision, in which decisions have names instead of ids.

    >>> named("Not decided: 04.price and 08.rota.")
    'Not decided: price and terms and who sits when.'
    """
    if isinstance(thing, pd.DataFrame):
        return thing.assign(decision=thing["decision"].replace(DECISIONS))
    for key, words in DECISIONS.items():
        thing = thing.replace(key, words)
    return thing
