"""Customers who bring customers (裂变): how far it spreads, what it is worth, what others say of us."""

import numpy as np
import pandas as pd

from helpers.checks import above_zero, fraction, need
from helpers.intervals import wilson
from helpers.words import _

FINE = 2001  # points at which rewards are tried


def branching_factor(asked: float, *, tell: float, tells_to: float, come: float) -> float:
    """How many new customers one customer brings, the K of a chain: asked × tell × tells_to × come.

    asked: share of customers who are asked; tell: share of those who do tell somebody; tells_to: how many
    each; come: share of the told who become customers. Below 1 each round is smaller than the one before.

    >>> round(branching_factor(1.0, tell=0.4, tells_to=3, come=0.25), 3)
    0.3
    """
    for name, value in (("asked", asked), ("tell", tell), ("come", come)):
        fraction(value, name=name)
    return asked * tell * tells_to * come


def spread(
    k: float, *, start: float, rounds: int, pool: float = float("inf"), days: float = 30
) -> pd.DataFrame:
    """Round by round: round, day, new, total. Each new customer brings `k` more while there are people left.

    start: customers of round 0; days: of a round, from being won to having told; pool: everybody who could
    ever come. With k below 1 the total stops near start ÷ (1 − k), however many rounds. Source: branching
    processes, Harris (1963); the damping by the pool is the usual share of those still outside.

    >>> spread(0.5, start=100, rounds=2)["total"].tolist()
    [100.0, 150.0, 175.0]
    """
    new, total, rows = float(start), float(start), []
    for number in range(rounds + 1):
        rows.append((number, number * days, new, total))
        outside = 1 - total / pool if np.isfinite(pool) else 1.0
        new = min(k * new * max(outside, 0.0), max(pool - total, 0.0))
        total += new
    return pd.DataFrame(rows, columns=["round", "day", "new", "total"])


def in_all(k: float, *, start: float) -> float:
    """Everybody that a start brings in the end, itself included: start ÷ (1 − k) for k below 1.

    >>> in_all(0.3, start=100)
    142.85714285714286
    """
    if not 0 <= k < 1:
        raise ValueError(_("With k = {k:g} the sum has no end; only the number of people has.").format(k=k))
    return start / (1 - k)


def dies_out(k: float) -> float:
    """The chance that a chain begun by one customer ends by itself; 1 for k up to 1.

    Each customer brings a Poisson number with mean k; the smallest root of q = e^(k(q − 1)).

    >>> dies_out(0.8), round(dies_out(2.0), 4)
    (1.0, 0.2032)
    """
    if k <= 1:
        return 1.0
    q = 0.0
    for _round in range(500):
        q = float(np.exp(k * (q - 1)))
    return q


def referral_rate(
    leads: pd.DataFrame, customers: pd.DataFrame | int, *, word: str = "referral"
) -> pd.DataFrame:
    """What referrals bring here: one row, customers, referred_leads, referred_customers, rate, k, low, high.

    leads: source, converted, ·created_at. customers: how many there were who could have told; or the table,
    then those acquired before the first of these leads, where it knows when. rate: of referred leads that
    were won; k: referred customers ÷ customers, with its 95% interval (Wilson, as if each had brought one at
    most).

    >>> leads = pd.DataFrame({"source": ["referral", "referral", "fair"], "converted": [1, 0, 1]})
    >>> referral_rate(leads, 10)[["referred_customers", "rate", "k"]].values.tolist()
    [[1.0, 0.5, 0.1]]
    """
    need(leads, "source", "converted", what="leads")
    own = leads[leads["source"].astype(str).str.lower() == word]
    if own.empty:
        raise ValueError(
            _("No lead has the source {word}: nobody wrote down who sent them.").format(word=word)
        )
    before = customers if isinstance(customers, int) else _before(customers, leads)
    won = int(own["converted"].sum())
    share = won / above_zero(before, name=_("the number of customers before these leads"))
    row = (before, len(own), won, won / len(own), share, *wilson(min(won, before), before))
    names = ["customers", "referred_leads", "referred_customers", "rate", "k", "low", "high"]
    return pd.DataFrame([row], columns=names)


def _before(customers: pd.DataFrame, leads: pd.DataFrame) -> int:
    """How many were customers when the first of these leads came in."""
    if "acquired_on" not in customers.columns or "created_at" not in leads.columns:
        return len(customers)
    return int((customers["acquired_on"] < leads["created_at"].min()).sum())


def reward_profit(reward: float, *, base: float, most: float, scale: float, worth: float) -> float:
    """What a reward for recommending leaves per customer asked (money).

    base: referred customers each brings unpaid; most: how many more at the most; scale: money at which about
    two thirds of that is reached; worth: of a new customer (money). All who come are paid for, also those who
    would have come unpaid: (base + most·(1 − e^(−reward/scale)))·(worth − reward).

    >>> reward_profit(0, base=0.1, most=0.3, scale=50, worth=400)
    40.0
    """
    return float((base + most * -np.expm1(-reward / above_zero(scale, name="scale"))) * (worth - reward))


def best_reward(*, base: float, most: float, scale: float, worth: float) -> pd.DataFrame:
    """The reward that leaves most: reward, referred (by each asked), profit, more_than_none; one row.

    >>> best_reward(base=0.0, most=0.3, scale=50, worth=400)["reward"].round().tolist()
    [98.0]
    """
    rewards = np.linspace(0, above_zero(worth, name="worth"), FINE)
    table = [reward_profit(one, base=base, most=most, scale=scale, worth=worth) for one in rewards.tolist()]
    at = int(np.argmax(table))
    referred = table[at] / (worth - rewards[at]) if rewards[at] < worth else 0.0
    row = (float(rewards[at]), referred, table[at], table[at] - table[0])
    return pd.DataFrame([row], columns=["reward", "referred", "profit", "more_than_none"])


def bass(p: float, q: float, *, periods: int = 15, market: float = 1.0) -> pd.DataFrame:
    """Diffusion: period, adopted (share of the market, or people), new (rate at that moment).

    p: chance of those still outside to come of their own accord, a period; q: what everybody already in adds
    by word of mouth. Source: Bass (1969).

    >>> bass(0.03, 0.38, periods=2)["adopted"].round(3).tolist()
    [0.0, 0.036, 0.085]
    """
    above_zero(p, name="p")
    period = np.arange(periods + 1, dtype=float)
    decay = np.exp(-(p + q) * period)
    share = (1 - decay) / (1 + q / p * decay)
    rate = (p + q * share) * (1 - share)
    return pd.DataFrame({"period": period.astype(int), "adopted": market * share, "new": market * rate})


def bass_peak(p: float, q: float) -> tuple[float, float, float]:
    """When most come at once: period, share in by then, rate then. At 0 where word of mouth is weak.

    >>> [round(one, 4) for one in bass_peak(0.03, 0.38)]
    [6.1926, 0.4605, 0.1106]
    """
    if q <= above_zero(p, name="p"):
        return 0.0, 0.0, p
    return float(np.log(q / p) / (p + q)), 0.5 - p / (2 * q), (p + q) ** 2 / (4 * q)


def review_ranking(reviews: pd.DataFrame) -> pd.DataFrame:
    """Who is best spoken of? Places by the lower end of their share of good reviews: share, low, high.

    reviews: place, good (reviews that praise), reviews (all). Three of three is not better than ninety-six of
    a hundred; the lower end of Wilson's interval knows that. Reviewers are those who were moved to write.

    >>> reviews = pd.DataFrame({"place": ["new", "old"], "good": [3, 96], "reviews": [3, 100]})
    >>> review_ranking(reviews)["place"].tolist()
    ['old', 'new']
    """
    need(reviews, "place", "good", "reviews", what="reviews")
    table = reviews.assign(share=reviews["good"] / reviews["reviews"].where(reviews["reviews"] > 0))
    table[["low", "high"]] = [
        wilson(int(g), int(n)) for g, n in zip(reviews["good"], reviews["reviews"], strict=True)
    ]
    return table.sort_values("low", ascending=False, kind="stable", ignore_index=True)
