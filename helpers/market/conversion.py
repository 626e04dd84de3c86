"""Who of those who inquire buys: traits, a known logit of them, and traits drawn given what became of it."""

from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.customer_file import WON_SHARES, WON_THROUGH
from helpers.market.facts import facts, once
from helpers.market.kinds import KINDS, NAMES
from helpers.market.people import INTERNAL
from helpers.market.service import chance
from helpers.market.state import State
from helpers.market.streams import stream

TRAITS = ["need", "budget", "authority", "timing_weeks", "reply_hours", "urgent", "visits_before"]
LARGE = 40_000

Floats = npt.NDArray[np.float64]


def _traits(count: int, rng: np.random.Generator) -> pd.DataFrame:
    """Traits of `count` inquiries, whatever becomes of them."""
    how = facts("leads")["traits"]
    weeks, hours = (
        how[name]["median"] * np.exp(rng.normal(0, how[name]["spread"], count))
        for name in ("timing_weeks", "reply_hours")
    )
    weeks = np.rint(weeks).clip(1, how["timing_weeks"]["most"])
    hurried = np.where(weeks <= how["soon"], how["urgent_soon"], how["urgent_later"])
    return pd.DataFrame(
        {
            "need": rng.choice(len(how["need"]), count, p=how["need"]),
            "budget": (rng.random(count) < how["budget"]).astype(np.int64),
            "authority": (rng.random(count) < how["authority"]).astype(np.int64),
            "timing_weeks": weeks.astype(np.int64),
            "reply_hours": hours.round(1).clip(how["reply_hours"]["least"], how["reply_hours"]["most"]),
            "urgent": (rng.random(count) < hurried).astype(np.int64),
            "visits_before": rng.poisson(how["visits_before"], count),
        }
    )


def _score(traits: pd.DataFrame) -> Floats:
    """What the traits add to the log odds."""
    odds = facts("leads")["log_odds"]
    score: Floats = sum(odds[name] * traits[name].to_numpy(float) for name in TRAITS)
    return score


def place() -> tuple[Floats, Floats]:
    """Of every source (row) and kind (column): what they add to the log odds; their share among the won."""
    odds = facts("leads")["log_odds"]
    source = np.array([odds.get(f"source {name}", 0.0) for name in WON_THROUGH])
    kind = np.array([odds.get(f"customer_type {name}", 0.0) for name in NAMES])
    share = np.outer(WON_SHARES, [one.share for one in KINDS])
    share[:, INTERNAL] = 0.0
    return source[:, None] + kind, share / share.sum()


@cache
def chances() -> tuple[float, Floats]:
    """The constant of the logit, and for every source and kind the chance to become a customer.

    The constant is such that as many do as pass all seven steps from stage to stage.
    """
    score = _score(_traits(LARGE, stream(0, "population of leads")))
    added, share = place()
    wanted = passing()[:-1].prod()
    low, high = -12.0, 6.0
    for _round in range(24):
        constant = (low + high) / 2
        won = np.array([[chance(constant + one + score).mean() for one in row] for row in added])
        # Among the won, shares are as given; so this is how many are not won for each who is.
        lost = float((share * (1 - won) / won).sum())
        low, high = (low, constant) if lost < 1 / wanted - 1 else (constant, high)
    return round(constant, 4), won


def passing() -> Floats:
    """Share that goes on from each stage, the last one's being 0."""
    rates: Floats = np.array([one.get("pass_rate", 0.0) for one in facts("leads")["stages"].values()])
    return rates


def given(offset: Floats, won: bool, rng: np.random.Generator) -> pd.DataFrame:
    """Traits of inquiries of which the outcome is known; offset: the rest of their log odds.

    Traits are proposed, and kept with the chance of that outcome, until everybody has theirs.
    """
    table, left = _traits(len(offset), rng), np.arange(len(offset))
    proposed = table
    while len(left):
        odds = offset[left] + _score(proposed)
        kept = rng.random(len(left)) < chance(odds if won else -odds)
        table.iloc[left[kept]] = proposed[kept]
        left = left[~kept]
        proposed = _traits(len(left), rng)
    return table


@once
def lead_odds(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The logit: term, log_odds."""
    terms = {"constant": chances()[0], **facts("leads")["log_odds"]}
    return pd.DataFrame(terms.items(), columns=["term", "log_odds"])
