"""A chance for each lead: by the rule of need, budget, authority and timing, and by a model of the odds."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.building.judging import deciles
from helpers.building.traits import Coding, coding, matured, usable
from helpers.checks import need
from helpers.judging import Z
from helpers.words import _

Floats = npt.NDArray[np.float64]
POINTS = {"need": 40.0, "budget": 20.0, "authority": 25.0, "timing": 15.0}
SOON_WEEKS = 12  # within which the timing is worth all its points
CARDS = [
    (_("Inês, three beach bars"), 3, 1, 1, 6),
    (_("Bram, buys for a wholesaler"), 2, 1, 0, 10),
    (_("Ayşe, architect"), 3, 0, 0, 24),
    (_("Mr Pettibone, collects catalogues"), 0, 0, 1, 52),
    (_("Yulan, a shop in Xiamen"), 2, 1, 1, 16),
    (_("Gustavo, “URGENT!!”"), 1, 0, 0, 1),
]
RIDGE = 1.0  # on terms in units of their own spread: enough to keep eighty of them in hand
ROUNDS, NEAR = 50, 1e-8
FOLDS = 5


def bant(leads: pd.DataFrame, *, points: Mapping[str, float] = POINTS, most_need: float = 3.0) -> pd.Series:
    """Points 0–100 by need, budget, authority and timing (BANT): the rule on the back of a card.

    leads: need (0 to most_need), budget (0/1: known), authority (0/1), timing_weeks, as far as there;
    a blank counts nothing. What is missing as a column takes its points with it. The source names the first
    three; timing completes the American list. Raises ValueError where none is there.

    >>> leads = pd.DataFrame({"need": [3, 1], "budget": [1, 0], "authority": [0, 1], "timing_weeks": [6, 24]})
    >>> bant(leads).tolist()
    [75.0, 45.8]
    """
    parts = {
        "need": lambda: leads["need"] / most_need,
        "budget": lambda: leads["budget"],
        "authority": lambda: leads["authority"],
        "timing": lambda: SOON_WEEKS / leads["timing_weeks"].clip(lower=SOON_WEEKS),
    }
    columns = {**dict.fromkeys(parts, ""), **{name: name for name in parts}, "timing": "timing_weeks"}
    there = {name: points[name] for name in parts if columns[name] in leads.columns}
    if not there:
        raise ValueError(_("The rule takes need, budget, authority or timing_weeks; leads has none of them."))
    each = [parts[name]().astype(float).fillna(0.0) * value for name, value in there.items()]
    total = pd.concat(each, axis=1).sum(axis=1)
    return (100 * total / sum(there.values())).round(1).rename("points")


def six_cards(*, blank: str = "") -> pd.DataFrame:
    """Six inquiries from a box of cards: lead, need, budget, authority, timing_weeks, points.

    blank: the beginning of a name whose points are left open. Invented, all six.

    >>> six_cards()["points"].tolist()
    [100.0, 61.7, 47.5, 28.5, 82.9, 28.3]
    """
    table = pd.DataFrame(CARDS, columns=["lead", "need", "budget", "authority", "timing_weeks"])
    points = bant(table)
    if blank:
        points = points.where(~table["lead"].str.startswith(blank))
    return table.assign(points=points)


@dataclass(frozen=True)
class Score:
    """A logistic model of becoming a customer.

    terms: term, log_odds, se, low, high (95%), times (what one unit more does to the odds); the constant
    first. coding: how leads become numbers. n: leads it was fitted on; left_out: columns that leak.
    """

    terms: pd.DataFrame
    coding: Coding
    n: int
    left_out: list[str]

    def chances(self, leads: pd.DataFrame) -> pd.Series:
        """The chance of each of these leads."""
        weights = self.terms["log_odds"].to_numpy()
        return pd.Series(_sigmoid(weights[0] + self.coding.matrix(leads) @ weights[1:]), index=leads.index)

    def odds_of(self, lead: Mapping[str, Any], average: pd.DataFrame) -> float:
        """The odds of a lead that is like the average of `average` but for what is said of it."""
        middle = dict(zip(self.coding.terms, self.coding.matrix(average).mean(axis=0), strict=True))
        row = [float(lead.get(term, middle[term])) for term in self.coding.terms]
        weights = self.terms["log_odds"].to_numpy()
        return float(np.exp(weights[0] + np.array(row) @ weights[1:]))


def fit_score(
    leads: pd.DataFrame,
    *,
    columns: Sequence[str] | None = None,
    keep_leaks: bool = False,
    after: bool = False,
    ridge: float = RIDGE,
) -> Score:
    """Fit a logistic regression of `converted` on what was known when a lead came in.

    leads: converted (0/1) and traits. columns: which; by default all traits but those that leak (`leaks_of`),
    and our own reply only if `after`. ridge: a small penalty in units of the traits' spread, so that many of
    them stay in hand. Newton's method. Raises ValueError where all leads ended alike or none has a trait.
    Sources: Cox (1958); penalty, le Cessie & van Houwelingen (1992).

    >>> leads = pd.DataFrame({"need": [0, 1, 2, 3] * 24, "converted": [0, 0, 1, 1, 1, 0, 0, 1] * 12})
    >>> bool(fit_score(leads).terms["times"].iloc[1] > 1)
    True
    """
    need(leads, "converted", what="leads")
    if leads["converted"].nunique() < 2:
        raise ValueError(_("All leads ended alike, so nothing tells who buys: it takes some of both."))
    names, bad = (list(columns), []) if columns is not None else usable(leads, after=after)
    if keep_leaks:
        names, bad = [*names, *bad], []
    if not names:
        raise ValueError(_("The table leads holds no trait that was known when a lead came in."))
    how = coding(leads, names)
    weights, errors = _newton(how.matrix(leads), leads["converted"].to_numpy(dtype=float), ridge)
    terms = pd.DataFrame({"term": ["constant", *how.terms], "log_odds": weights, "se": errors})
    terms["low"], terms["high"] = terms["log_odds"] - Z * terms["se"], terms["log_odds"] + Z * terms["se"]
    return Score(terms.assign(times=np.exp(terms["log_odds"])), how, len(leads), bad)


def _newton(x: Floats, y: Floats, ridge: float) -> tuple[Floats, Floats]:
    """Weights and standard errors, the constant first."""
    if len(np.unique(y)) < 2:
        raise ValueError(_("All leads of a part ended alike: there are too few to judge a score by."))
    middle, spread = x.mean(axis=0), x.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    units = np.column_stack([np.ones(len(x)), (x - middle) / spread])
    penalty = np.diag([0.0, *[ridge] * x.shape[1]])
    weights = np.zeros(units.shape[1])
    weights[0] = np.log(y.mean() / (1 - y.mean()))
    worth = _penalised(units, y, weights, ridge)
    for _round in range(ROUNDS):
        chance = _sigmoid(units @ weights)
        bend = (units * (chance * (1 - chance))[:, None]).T @ units + penalty
        step = np.linalg.solve(bend, units.T @ (y - chance) - penalty @ weights)
        # A full step may overshoot where few buy: half of it, until it is a step uphill.
        while (tried := _penalised(units, y, weights + step, ridge)) < worth - NEAR:
            step = step / 2
        weights, worth = weights + step, tried
        if np.abs(step).max() < NEAR:
            break
    # Back to the traits' own units: the constant then speaks of a lead with all traits at zero.
    back = np.diag([1.0, *(1 / spread)])
    back[0, 1:] = -middle / spread
    covariance = back @ np.linalg.inv(bend) @ back.T
    return back @ weights, np.sqrt(np.diag(covariance).clip(min=0))


def _penalised(units: Floats, y: Floats, weights: Floats, ridge: float) -> float:
    """The log-likelihood less the penalty."""
    score = units @ weights
    return float(y @ score - np.logaddexp(0, score).sum() - ridge * (weights[1:] ** 2).sum() / 2)


def _sigmoid(score: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(score, -500, 500)))


def fold_of(ids: pd.Series, *, folds: int = FOLDS) -> pd.Series:
    """A part, 0 to folds − 1, for each id by a checksum: the same lead in the same part on every machine."""
    return ids.astype(str).map(lambda one: zlib.crc32(one.encode()) % folds)


def honest_chances(leads: pd.DataFrame, *, columns: Sequence[str] | None = None) -> pd.Series:
    """A chance for each lead from a score that has not seen it: fitted on the other four fifths."""
    part = fold_of(leads["lead_id"])
    if columns is None:
        columns = usable(leads)[0]
    x, y = coding(leads, columns).matrix(leads), leads["converted"].to_numpy(dtype=float)
    chances = np.full(len(leads), np.nan)
    for number in range(FOLDS):
        own = (part == number).to_numpy()
        if own.any():
            weights, __ = _newton(x[~own], y[~own], RIDGE)
            chances[own] = _sigmoid(weights[0] + x[own] @ weights[1:])
    return pd.Series(chances, index=leads.index, name="score")


def score_table(leads: pd.DataFrame, *, as_of: pd.Timestamp | None = None) -> pd.DataFrame:
    """The table 05_leads: lead_id, score (chance), decile (1 the best), and judged (0/1).

    Leads that have had time to convert are scored by models that have not seen them (judged = 1); younger
    ones by the model of all those.
    """
    old = matured(leads, as_of=as_of)
    table = leads[["lead_id"]].assign(judged=leads.index.isin(old.index).astype(int), score=np.nan)
    columns = usable(old)[0]
    table.loc[old.index, "score"] = honest_chances(old, columns=columns)
    young = leads.index.difference(old.index)
    if len(young):
        table.loc[young, "score"] = fit_score(old, columns=columns).chances(leads.loc[young])
    table["decile"] = deciles(table["score"])
    return table[["lead_id", "score", "decile", "judged"]]


def judged(leads: pd.DataFrame, scored: pd.DataFrame) -> pd.DataFrame:
    """Leads with the score of a model that had not seen them; the younger ones are left out.

    scored: `score_table` of these leads.
    """
    both = leads.drop(columns=["score", "decile", "judged"], errors="ignore").merge(scored, on="lead_id")
    return both[both["judged"] == 1].reset_index(drop=True)


def odds_card(
    score: Score, leads: pd.DataFrame, *, signs: Sequence[str] = ("budget", "authority")
) -> pd.DataFrame:
    """Odds by hand: the start of a lead that is average but has none of the signs, and what each multiplies.

    Returns sign, odds (of the start) and times (of each sign), rounded to two digits for a pencil. Signs that
    the score does not hold are left out. Raises ValueError where none is left.
    """
    there = [name for name in signs if name in score.coding.numbers]
    if not there:
        raise ValueError(_("The score holds none of the signs {names}.").format(names=", ".join(signs)))
    start = round(score.odds_of(dict.fromkeys(there, 0), leads), 2)
    times = score.terms.set_index("term")["times"]
    rows = [
        (_("start: none of these"), start, np.nan),
        *((n, np.nan, round(float(times[n]), 2)) for n in there),
    ]
    return pd.DataFrame(rows, columns=["sign", "odds", "times"])


def found_and_true(score: Score, truth: pd.DataFrame) -> pd.DataFrame:
    """The score beside the odds a simulated market was made of: term, log_odds, low, high, true, inside.

    truth: term, log_odds; a term that it does not name is 0. A word is held against the most frequent one of
    its column, so its true value is the difference of the two. inside: 0/1.
    """
    need(truth, "term", "log_odds", what="truth")
    known = truth.set_index("term")["log_odds"]
    table = score.terms.iloc[1:][["term", "log_odds", "low", "high"]].reset_index(drop=True)
    first = {
        f"{name} {word}": f"{name} {words[0]}" for name, words in score.coding.words.items() for word in words
    }
    against = table["term"].map(first).map(known).fillna(0.0)
    table["true"] = table["term"].map(known).fillna(0.0) - against
    inside = (table["low"] <= table["true"]) & (table["true"] <= table["high"])
    return table.assign(inside=inside.astype(int))
