"""Following up: how soon, how often, and by which way."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from helpers.checks import above_zero, fraction, need
from helpers.intervals import wilson
from helpers.words import _

HOURS = (0.0, 4.0, 12.0, 24.0, 48.0, float("inf"))


def reply_speed(leads: pd.DataFrame, *, hours: Sequence[float] = HOURS) -> pd.DataFrame:
    """Leads by how soon we first answered: answered, leads, rate, low, high (95%, Wilson).

    leads: reply_hours, converted. Who was answered soon may also have been the better lead: somebody chose
    whom to answer first. The rates describe; they do not promise what quicker answers would bring.

    >>> leads = pd.DataFrame({"reply_hours": [1.0, 3.0, 30.0], "converted": [1, 0, 0]})
    >>> reply_speed(leads)[["answered", "leads", "rate"]].values.tolist()
    [['within 4 hours', 2, 0.5], ['24 to 48 hours', 1, 0.0]]
    """
    need(leads, "reply_hours", "converted", what="leads")
    known = leads[leads["reply_hours"].notna()]
    rows = []
    for low, high in pairwise(hours):
        part = known[(known["reply_hours"] > low) & (known["reply_hours"] <= high)]
        if low == hours[0]:
            part = known[known["reply_hours"] <= high]
        between = _("{low:g} to {high:g} hours") if np.isfinite(high) else _("after {low:g} hours")
        name = (between if low > hours[0] else _("within {high:g} hours")).format(low=low, high=high)
        won = int(part["converted"].sum())
        if len(part):
            rows.append((name, len(part), won / len(part), *wilson(won, len(part))))
    return pd.DataFrame(rows, columns=["answered", "leads", "rate", "low", "high"])


def cadence(*, first_chance: float, decay: float, value: float, cost: float, most: int = 8) -> pd.DataFrame:
    """How often to try: attempt, chance (of an answer to this one), reached (so far), gain (money), go.

    first_chance: that the first attempt is answered, among those still silent; each further one has `decay`
    of the chance before. gain: chance × value − cost of that attempt, for those still silent. Stop at the
    first that loses. The gaps should widen: after two days, a week, three weeks.

    >>> cadence(first_chance=0.3, decay=0.5, value=100, cost=10, most=3)[["gain", "go"]].values.tolist()
    [[20.0, True], [5.0, True], [-2.5, False]]
    """
    fraction(first_chance, name="first_chance")
    fraction(decay, name="decay")
    number = np.arange(1, most + 1)
    chance = first_chance * decay ** (number - 1)
    table = pd.DataFrame({"attempt": number, "chance": chance, "reached": 1 - np.cumprod(1 - chance)})
    table["gain"] = (table["chance"] * value - cost).round(10)
    return table.assign(go=(table["gain"] > 0).cummin())


def contact_mix(ways: pd.DataFrame, *, leads: int, budget: float, value: float) -> pd.DataFrame:
    """Phone, mail or visit for so many leads and so much money: who gets which, and the gain.

    ways: way, cost (a lead, money), chance (that the lead is won; fraction). value: of a won lead. One way a
    lead; every lead starts with none. Money goes step by step to where the *next* money brings most: from
    nothing to a cheap way, from a cheap one to a dearer one. Ways that a mixture of two others beats get
    nobody. Returns way, cost, chance, leads, spent, gain.

    >>> ways = pd.DataFrame({"way": ["mail", "visit"], "cost": [2.0, 100.0], "chance": [0.05, 0.3]})
    >>> contact_mix(ways, leads=100, budget=1180, value=1000)["leads"].tolist()
    [90.0, 10.0]
    """
    need(ways, "way", "cost", "chance", what="ways")
    above_zero(leads, name="leads")
    steps, given = _ladder(ways, value), dict.fromkeys(ways["way"], 0.0)
    below, left = "", budget
    moved = float(leads)
    for name, more in steps:
        moved = min(moved, left / more if more > 0 else moved)
        given[name] += moved
        if below:
            given[below] -= moved
        left -= moved * more
        below = name
    table = ways.assign(leads=ways["way"].map(given))
    table["spent"] = table["leads"] * table["cost"]
    return table.assign(gain=table["leads"] * (table["chance"] * value - table["cost"]))


def _ladder(ways: pd.DataFrame, value: float) -> list[tuple[str, float]]:
    """(way, money more than the one below) along the upper hull of gain over cost, while steps still gain."""
    steps: list[tuple[str, float]] = []
    cost, worth = 0.0, 0.0
    rest = ways.assign(worth=ways["chance"] * value)
    while True:
        rest = rest[(rest["cost"] > cost) & (rest["worth"] > worth)]
        if rest.empty:
            return steps
        slope = (rest["worth"] - worth) / (rest["cost"] - cost)
        best = rest.iloc[int(slope.to_numpy().argmax())]
        if slope.max() <= 1:  # the step brings no more than it costs
            return steps
        steps.append((str(best["way"]), float(best["cost"]) - cost))
        cost, worth = float(best["cost"]), float(best["worth"])
