"""Four questions about price (Van Westendorp): curves of too cheap and too dear, and where they cross."""

from typing import Any

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.words import _

Array = np.ndarray[Any, np.dtype[np.float64]]

QUESTIONS = ("too_cheap", "cheap", "expensive", "too_expensive")
# Which two prices meet in each point. A falling curve (1 − F) meets a rising one (G) where F + G is 1; "not
# cheap" rises as cheap itself does, so that each point is where two distributions add up to 1.
POINTS = {
    "psm_low": ("too_cheap", "cheap"),
    "psm_opp": ("too_cheap", "too_expensive"),
    "psm_idp": ("cheap", "expensive"),
    "psm_high": ("expensive", "too_expensive"),
}
NARROWER = POINTS | {"psm_low": ("too_cheap", "expensive"), "psm_high": ("cheap", "too_expensive")}


def transitive(prices: pd.DataFrame) -> pd.DataFrame:
    """The respondents whose four prices rise; one who calls 60 cheap and 50 dear has mixed something up.

    >>> transitive(pd.DataFrame([[1, 2, 3, 4], [2, 1, 3, 4]], columns=QUESTIONS))["cheap"].tolist()
    [2]
    """
    need(prices, *QUESTIONS, what="prices")
    steps = np.diff(prices[list(QUESTIONS)].to_numpy(dtype=float), axis=1)
    return prices.iloc[np.flatnonzero((steps > 0).all(axis=1))]


def psm_curves(prices: pd.DataFrame, *, at: "list[float] | Array | None" = None) -> pd.DataFrame:
    """The share of respondents who call each price too cheap, cheap, …; a row for each price named.

    prices: the table of that name; whose prices do not rise is left out. at: the prices to look at, by
    default every price that anybody named. Returns price, too_cheap and cheap (falling: the price is no
    higher than theirs), not_cheap, not_expensive, expensive and too_expensive (rising: no lower), and
    acceptable: neither too cheap nor too expensive. Each curve is a line through the middle of its steps,
    for people name round numbers and mean about so much. Source: Van Westendorp (1976).

    >>> two = pd.DataFrame([[2, 4, 6, 8], [4, 6, 8, 10]], columns=QUESTIONS)
    >>> psm_curves(two)[["price", "too_cheap", "cheap", "expensive", "too_expensive"]].values.tolist()[1:3]
    [[4.0, 0.25, 0.75, 0.0, 0.0], [6.0, 0.0, 0.25, 0.25, 0.0]]
    """
    four = _answers(prices)
    grid = np.unique(four) if at is None else np.asarray(at, dtype=float)
    whole = np.ones((1, len(four)))
    below = {name: _below(four[:, q], whole, grid)[0] for q, name in enumerate(QUESTIONS)}
    return pd.DataFrame(
        {
            "price": grid,
            "too_cheap": 1 - below["too_cheap"],
            "cheap": 1 - below["cheap"],
            "not_cheap": below["cheap"],
            "not_expensive": 1 - below["expensive"],
            "expensive": below["expensive"],
            "too_expensive": below["too_expensive"],
            "acceptable": below["too_cheap"] - below["too_expensive"],
        }
    )


def psm_points(
    prices: pd.DataFrame, *, narrower: bool = False, draws: int = 500, seed: int = 0
) -> pd.DataFrame:
    """Where the curves cross: measure, value, low, high (95%, bootstrap over respondents), n.

    psm_low: too cheap × not cheap, the lower end of the range; psm_high: too expensive × not expensive, its
    upper end; psm_opp: too cheap × too expensive, where fewest turn away ("optimal"); psm_idp: cheap ×
    expensive, what people take for the usual price ("indifference"). narrower: the ends where too cheap
    meets expensive, and cheap meets too expensive. Where two curves lie on one another, the middle counts.
    The points say what people call acceptable; what they would buy, and what it earns, they do not say.
    Raises ValueError where nobody's prices rise. Source: Van Westendorp (1976).

    One person, who calls 4 too cheap, 6 cheap, 10 expensive and 12 too expensive:

    >>> psm_points(pd.DataFrame([[4, 6, 10, 12]], columns=QUESTIONS))[["measure", "value"]].values.tolist()
    [['psm_low', 5.0], ['psm_opp', 8.0], ['psm_idp', 8.0], ['psm_high', 11.0]]
    """
    four = _answers(prices)
    people = len(four)
    weights = np.ones((1, people))
    if people > 1:
        drawn = np.random.default_rng(seed).multinomial(people, np.full(people, 1 / people), size=draws)
        weights = np.vstack([weights, drawn])
    rows = []
    for measure, pair in (NARROWER if narrower else POINTS).items():
        one, other = (four[:, QUESTIONS.index(name)] for name in pair)
        found = _crossings(one, other, weights)
        ends = np.quantile(found[1:], [0.025, 0.975]) if people > 1 else (np.nan, np.nan)
        rows.append((measure, found[0], *ends, people))
    return pd.DataFrame(rows, columns=["measure", "value", "low", "high", "n"])


def psm_by(prices: pd.DataFrame, segments: "pd.Series[Any]", **options: Any) -> pd.DataFrame:
    """`psm_points` of each segment: segment, measure, value, low, high, n.

    segments: the segment of each respondent, indexed by respondent_id; who has none is left out, and so is a
    segment in which nobody's prices rise.
    """
    rising = transitive(prices)
    of = rising["respondent_id"].map(segments)
    tables = [
        psm_points(part, **options).assign(segment=name) for name, part in rising.groupby(of, observed=True)
    ]
    if not tables:
        raise ValueError(_("No respondent with rising prices has a segment."))
    table = pd.concat(tables, ignore_index=True)
    return table[["segment", "measure", "value", "low", "high", "n"]]


def _answers(prices: pd.DataFrame) -> Array:
    rising = transitive(prices)
    if rising.empty:
        raise ValueError(
            _("Nobody named four prices that rise from too cheap to too expensive: there is no curve.")
        )
    return rising[list(QUESTIONS)].to_numpy(dtype=float)


def _below(answers: Array, weights: Array, grid: Array) -> Array:
    """The share of answers below each price of the grid, half of those equal to it; a row per set of weights.

    Between two answers the share runs in a straight line.
    """
    knots, place = np.unique(answers, return_inverse=True)
    order = np.argsort(place, kind="stable")
    first = np.flatnonzero(np.diff(place[order], prepend=-1))
    middle = _middles(knots, np.add.reduceat(weights[:, order], first, axis=1))
    if len(knots) == 1:
        share = np.repeat(middle, len(grid), axis=1)
    else:
        after = np.clip(np.searchsorted(knots, grid, side="right"), 1, len(knots) - 1)
        part = (grid - knots[after - 1]) / (knots[after] - knots[after - 1])
        share = middle[:, after - 1] * (1 - part) + middle[:, after] * part
    return np.asarray(np.where(grid < knots[0], 0.0, np.where(grid > knots[-1], 1.0, share)))


def _middles(knots: Array, mass: Array) -> Array:
    """The middle of each step; a step without mass (an answer not drawn) lies on the line past it."""
    middle = (mass.cumsum(axis=1) - mass / 2) / mass.sum(axis=1, keepdims=True)
    place, last = np.arange(len(knots)), len(knots) - 1
    before = np.maximum.accumulate(np.where(mass > 0, place, 0), axis=1)
    after = np.minimum.accumulate(np.where(mass > 0, place, last)[:, ::-1], axis=1)[:, ::-1]
    span = knots[after] - knots[before]
    part = np.divide(knots - knots[before], span, out=np.zeros_like(middle), where=span > 0)
    low, high = (np.take_along_axis(middle, at, axis=1) for at in (before, after))
    return np.asarray(low + part * (high - low))


def _crossings(one: Array, other: Array, weights: Array) -> Array:
    """Where two distributions add up to 1, for each row of weights; the middle of a stretch."""
    grid = np.unique(np.r_[one, other])
    gap = _below(one, weights, grid) + _below(other, weights, grid) - 1
    last = np.maximum((gap < -1e-9).sum(axis=1) - 1, 0)  # the last price where it is below
    next_ = np.minimum((gap <= 1e-9).sum(axis=1), len(grid) - 1)  # the first where it is above
    row = np.arange(len(gap))
    rise = gap[row, next_] - gap[row, last]
    part = np.divide(-gap[row, last], rise, out=np.full(len(gap), 0.5), where=rise > 0)
    straight = grid[last] + part * (grid[next_] - grid[last])
    level = next_ - last > 1
    middle = (grid[np.minimum(last + 1, len(grid) - 1)] + grid[np.maximum(next_ - 1, 0)]) / 2
    return np.asarray(np.where(level, middle, straight))
