"""Will they all say yes? Chances of a deal in which several people have a part, and whom to win over next."""

from itertools import product

import numpy as np
import pandas as pd

from helpers.checks import above_zero, fraction, need
from helpers.words import _


def agreement(people: pd.DataFrame, *, needed: float = 1.0, factor: float = 2.0) -> pd.DataFrame:
    """Will they agree? Person by person: the deal's chance if this one is won over, and what that adds.

    people: person, chance (of a yes; fraction), ·weight (influence; default equal), ·veto (0/1: a no of
    theirs is a no). needed: share of the weight that must say yes; 1 means everybody. factor: what a good
    talk does to the odds of a yes. All combinations of yes and no are worked out, each person on their own;
    in life a yes of one makes the next easier. Last row: the deal as it stands. Returns person, chance,
    chance_if, deal_if, deal_more, most first.

    >>> people = pd.DataFrame({"person": ["user", "technical"], "chance": [0.8, 0.25]})
    >>> agreement(people)[["person", "deal_if", "deal_more"]].round(3).values.tolist()
    [['technical', 0.32, 0.12], ['user', 0.222, 0.022], ['as it stands', 0.2, 0.0]]
    """
    need(people, "person", "chance", what="people")
    above_zero(factor, name="factor")
    chances = np.array([fraction(float(one), name="chance") for one in people["chance"]])
    weight = people["weight"].to_numpy(float) if "weight" in people else np.ones(len(people))
    veto = people["veto"].to_numpy(float) > 0 if "veto" in people else np.zeros(len(people), dtype=bool)
    agreed = _agreed(weight, veto, fraction(needed, name="needed"))
    now = _deal(chances, agreed)
    better = factor * chances / (1 - chances + factor * chances)
    rows = []
    for at, person in enumerate(people["person"]):
        swayed = chances.copy()
        swayed[at] = better[at]
        deal = _deal(swayed, agreed)
        rows.append((person, chances[at], better[at], deal, deal - now))
    columns = ["person", "chance", "chance_if", "deal_if", "deal_more"]
    table = pd.DataFrame(rows, columns=columns).sort_values("deal_more", ascending=False, kind="stable")
    last = pd.DataFrame([(_("as it stands"), np.nan, np.nan, now, 0.0)], columns=columns)
    return pd.concat([table, last], ignore_index=True)


def _agreed(weight: np.ndarray, veto: np.ndarray, needed: float) -> np.ndarray:
    """Every way in which they say yes and no (a row each) that makes a deal."""
    ways = np.array(list(product([False, True], repeat=len(weight))), dtype=bool)
    enough = ways @ weight >= needed * weight.sum() - 1e-9
    return np.asarray(ways[enough & (ways | ~veto).all(axis=1)])


def _deal(chances: np.ndarray, agreed: np.ndarray) -> float:
    return float(np.where(agreed, chances, 1 - chances).prod(axis=1).sum())


def hotel_four() -> pd.DataFrame:
    """Four people with a part in furnishing a hotel, made up for lesson 5b: person, chance (of a yes)."""
    people = {
        _("interior architect"): 0.9,
        _("contracts"): 0.8,
        _("managing partner"): 0.7,
        _("chief engineer"): 0.25,
    }
    return pd.DataFrame(people.items(), columns=["person", "chance"])
