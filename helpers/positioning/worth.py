"""What a position is worth: the brands' offers, ours moved, before buyers who had no say in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pandas as pd

from helpers.offer import BRAND, PRICE, standing, step_cost
from helpers.positioning.wishes import WORDS
from helpers.words import _

Vector = np.ndarray[Any, np.dtype[np.float64]]
DRAWS = 200


class Coded(Protocol):
    """How a choice model turns offers into numbers."""

    levels: Mapping[str, tuple[str, ...]]

    def matrix(self, offers: pd.DataFrame) -> Any: ...


class Judge(Protocol):
    """A fitted choice model: `choice.Fit` is one."""

    @property
    def coding(self) -> Any: ...
    @property
    def estimates(self) -> Any: ...
    @property
    def covariance(self) -> Any: ...


@dataclass(frozen=True)
class Position:
    """A move: the attribute raised a level (or price, lowered), and one lowered to pay for it ("": none)."""

    lead: str
    give_up: str = ""


@dataclass(frozen=True)
class Money:
    """What the sum takes. units: of the market, a year, among the people aimed at. margin: of our price
    (fraction). cost_of_move: money a year. price_step: by what fraction the price goes down."""

    units: float
    margin: float
    cost_of_move: float
    price_step: float = 0.08


def brand_offers(
    rates: pd.DataFrame,
    prices: Mapping[str, float],
    steps: Mapping[str, list[Any]],
    *,
    us: str,
    words: Mapping[str, str] = WORDS,
) -> pd.DataFrame:
    """What each brand is seen to offer: brand, price, and a level of each attribute.

    rates: fraction who say a word fits a brand; prices: brand → price; steps: `offer.ladders`. Ours is the
    offer as it stands (`offer.standing`); a rival stands above or below by how much more or less often its
    word is said, the ladder being as long as from the brand least named to the one most named. It is the
    offer as people *see* it; for what nobody asked in words, all brands stand where we do.
    """
    table = pd.DataFrame({BRAND: [str(brand) for brand in rates.index]})
    table[PRICE] = table[BRAND].map(dict(prices))
    if table[PRICE].isna().any():
        raise ValueError(_("Every brand needs a price in the table sales."))
    today = standing(steps)
    for name, levels in steps.items():
        word = words.get(name, "")
        seen = rates[word].to_numpy(dtype=float) if word in rates.columns else np.zeros(len(rates))
        width = seen.max() - seen.min()
        ahead = (seen - seen[(table[BRAND] == us).to_numpy()].mean()) / width if width > 0 else seen * 0.0
        place = levels.index(today[name]) + np.rint(ahead * (len(levels) - 1))
        table[name] = [levels[int(at)] for at in np.clip(place, 0, len(levels) - 1)]
    return table


def moved(
    offers: pd.DataFrame, steps: Mapping[str, Sequence[Any]], *, us: str, move: Position, price_step: float
) -> tuple[pd.DataFrame, float]:
    """The offers after the move, and what it costs a unit as a share of the price.

    At the end of a ladder there is no further step: nothing changes and nothing is paid. Raises ValueError
    for an attribute that nobody was shown, and for one raised and given up at once.
    """
    if move.lead and move.lead == move.give_up:
        raise ValueError(_("You cannot lead with what you give up."))
    after, cost = offers.copy(), 0.0
    mine = after[BRAND] == us
    if move.lead == PRICE:
        after.loc[mine, PRICE] = after.loc[mine, PRICE] * (1 - price_step)
    for name, way in ((move.lead, 1), (move.give_up, -1)):
        if name in {"", PRICE}:
            continue
        if name not in steps:
            raise ValueError(_("Nobody was shown offers that differ in {name}.").format(name=name))
        levels = list(steps[name])
        here = levels.index(after.loc[mine, name].iloc[0])
        there = min(max(here + way, 0), len(levels) - 1)
        after[name] = [levels[there] if own else value for own, value in zip(mine, after[name], strict=True)]
        cost += (there - here) * step_cost(name)
    return after, cost


def gain(  # noqa: PLR0913 – two offers, a judge, whose they are and what is paid
    judge: Judge,
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    us: str,
    money: Money,
    cost: float = 0.0,
    seed: int = 0,
) -> Vector:
    """What the move brings a year (money), once for each of many draws of what buyers want.

    cost: of the move a unit, as a share of the price before. The market's units are shared out as the model
    says, those who buy nothing included: a better offer may also win some of them, a worse one lose some.
    """
    weights = np.random.default_rng(seed).multivariate_normal(
        judge.estimates, judge.covariance, size=DRAWS, method="eigh"
    )
    shares = [_shares(judge, offers, weights) for offers in (before, after)]
    mine = (before[BRAND] == us).to_numpy()
    people = money.units / shares[0][:, : len(before)].sum(axis=1)
    prices = [float(offers.loc[mine, PRICE].iloc[0]) for offers in (before, after)]
    made = prices[0] * (1 - money.margin)
    left = [prices[0] - made, prices[1] - made - cost * prices[0]]
    ours = [share[:, : len(before)][:, mine].sum(axis=1) for share in shares]
    return np.asarray(people * (ours[1] * left[1] - ours[0] * left[0]) - money.cost_of_move, dtype=float)


def like_leader(offers: pd.DataFrame, *, us: str, leader: str) -> pd.DataFrame:
    """The offers once ours is what the leader's is, price and all, but for the name."""
    after = offers.copy()
    theirs = offers.loc[offers[BRAND] == leader].iloc[0]
    for name in offers.columns.drop(BRAND):
        after[name] = [
            theirs[name] if brand == us else value
            for brand, value in zip(offers[BRAND], offers[name], strict=True)
        ]
    return after


def steps_between(
    before: pd.DataFrame, after: pd.DataFrame, steps: Mapping[str, Sequence[Any]], us: str
) -> float:
    """What the way from one offer of ours to another costs a unit, as a share of the price before."""
    old, new = (offers.loc[offers[BRAND] == us].iloc[0] for offers in (before, after))
    return sum(
        (list(levels).index(new[name]) - list(levels).index(old[name])) * step_cost(name)
        for name, levels in steps.items()
    )


def ranged(draws: Vector) -> tuple[float, float, float]:
    """low, mid, high: the middle 95% of the draws, and their mean."""
    low, high = np.quantile(draws, [0.025, 0.975])
    return float(low), float(draws.mean()), float(high)


def _shares(judge: Judge, offers: pd.DataFrame, weights: Vector) -> Vector:
    """Shares of every offer and, last, of none: a row a draw."""
    names = list(judge.coding.levels)
    rows = offers.reindex(columns=names)
    if judge.coding.none:
        rows = pd.concat([rows.astype(object), pd.DataFrame([dict.fromkeys(names)])], ignore_index=True)
    utility = weights @ judge.coding.matrix(rows).T
    size = np.exp(utility - utility.max(axis=1, keepdims=True))
    return np.asarray(size / size.sum(axis=1, keepdims=True), dtype=float)
