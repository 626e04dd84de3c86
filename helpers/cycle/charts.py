"""Noise or signal: control charts, which say when a number has changed and when it has only moved.

Individuals and moving ranges (XmR), shares (p, with Laney's correction for many units), counts (c and u).
Sources: Shewhart (1931); Western Electric (1956); Wheeler (1993); Laney (2002).
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.checks import need, numbers
from helpers.cycle.constants import SIGMAS, d2
from helpers.words import _

FEWEST = 8  # points; limits of fewer say little
RUN = 8  # so many in a row on one side of the centre: the fourth rule of Western Electric (1956)
OUT, RUN_RULE = "beyond a limit", "a run on one side"
COLUMNS = ["period", "value", "centre", "low", "high", "signal", "rule"]


def individuals(table: pd.DataFrame, *, value: str = "value", period: str = "period") -> pd.DataFrame:
    """One number a period: period, value, centre, low, high, signal (bool), rule.

    Limits are the mean ± 3 × the mean moving range ÷ 1.128. The moving range sees what changes from one
    period to the next and hardly sees a lasting shift, which therefore stands out; the standard deviation
    would swallow it. Blank values are left out. Raises ValueError for fewer than eight points.
    """
    need(table, period, value, what=_("the measure"))
    known = table[[period, value]].dropna().reset_index(drop=True)
    x = numbers(known, value, what=_("the measure")).to_numpy()
    _enough(len(x))
    spread = float(np.abs(np.diff(x)).mean()) / d2(2)
    return _judged(known[period], x, np.full(len(x), x.mean()), np.full(len(x), spread))


def shares(  # noqa: PLR0913 – what is counted, and how it is charted
    table: pd.DataFrame,
    *,
    hits: str,
    of: str,
    period: str = "period",
    laney: bool = True,
    base: int | None = None,
) -> pd.DataFrame:
    """A share a period: period, value, centre, low, high, signal, rule; limits follow the number of units.

    table: `hits` out of `of`. With very many units the binomial limits are too narrow, since months differ by
    more than chance; laney widens them by the moving range of the standardised shares (p′ chart). base: so
    many periods, the first ones, set centre and width, so that what changed later cannot pull the limits
    after it; None: all. Limits stay within 0 and 1.
    """
    need(table, period, hits, of, what=_("the counts"))
    known = table[[period, hits, of]].dropna()
    known = known[known[of] > 0].reset_index(drop=True)
    n, k = known[of].to_numpy(dtype=float), known[hits].to_numpy(dtype=float)
    _enough(len(k[:base]))
    centre = k[:base].sum() / n[:base].sum()
    spread = np.sqrt(centre * (1 - centre) / n)
    if laney and (spread > 0).all():
        z = ((k / n - centre) / spread)[:base]
        spread = spread * max(float(np.abs(np.diff(z)).mean()) / d2(2), 1e-12)
    found = _judged(known[period], k / n, np.full(len(n), centre), spread)
    return found.assign(low=found["low"].clip(lower=0), high=found["high"].clip(upper=1))


def counts(table: pd.DataFrame, *, count: str, of: str = "", period: str = "period") -> pd.DataFrame:
    """A count a period: period, value, centre, low, high, signal, rule; limits of Poisson counts.

    of: what the count is taken on, such as orders, where that differs from period to period (u chart: value
    is the count for each of them); empty: the count itself (c chart). Limits do not fall below 0. Counts that
    hang together, as complaints about one lorry do, vary by more than that: chart them by `individuals`.
    """
    need(table, period, count, *([of] if of else []), what=_("the counts"))
    known = table.dropna(subset=[period, count, *([of] if of else [])]).reset_index(drop=True)
    if of:
        known = known[known[of] > 0].reset_index(drop=True)
    _enough(len(known))
    n = known[of].to_numpy(dtype=float) if of else np.ones(len(known))
    k = numbers(known, count, what=_("the counts")).to_numpy(dtype=float)
    centre = k.sum() / n.sum()
    found = _judged(known[period], k / n, np.full(len(n), centre), np.sqrt(centre / n))
    return found.assign(low=found["low"].clip(lower=0))


def _judged(period: pd.Series, x: np.ndarray, centre: np.ndarray, spread: np.ndarray) -> pd.DataFrame:
    low, high = centre - SIGMAS * spread, centre + SIGMAS * spread
    beyond = (x < low) | (x > high)
    run = _runs(np.sign(x - centre))
    rule = np.where(beyond, OUT, np.where(run, RUN_RULE, ""))
    return pd.DataFrame(
        {
            "period": period,
            "value": x,
            "centre": centre,
            "low": low,
            "high": high,
            "signal": beyond | run,
            "rule": rule,
        }
    )[COLUMNS]


def _runs(side: np.ndarray) -> np.ndarray:
    """Where eight or more in a row lie on one side; the whole run is marked."""
    marked = np.zeros(len(side), dtype=bool)
    start = 0
    for at in range(1, len(side) + 1):
        if at == len(side) or side[at] != side[start] or side[start] == 0:
            if at - start >= RUN and side[start] != 0:
                marked[start:at] = True
            start = at
    return marked


class Shift(NamedTuple):
    """Where a measure changed for good: the first period of it, the mean before and after."""

    period: object
    before: float
    after: float


def shifts(chart: pd.DataFrame) -> Shift | None:
    """The one change that parts the values best in two, where the chart has a signal; None where it has none.

    chart: `individuals` or `shares`. The change point of least squares; found after a signal, it says when,
    never whether.
    """
    if not chart["signal"].any() or len(chart) < 4:  # two on either side of a change
        return None
    x = chart["value"].to_numpy()
    cuts = range(2, len(x) - 1)
    left = [
        float(((x[:at] - x[:at].mean()) ** 2).sum() + ((x[at:] - x[at:].mean()) ** 2).sum()) for at in cuts
    ]
    at = 2 + int(np.argmin(left))
    return Shift(chart["period"].iloc[at], float(x[:at].mean()), float(x[at:].mean()))


def rechart(chart: pd.DataFrame) -> pd.DataFrame:
    """The chart once more with limits of its own before and after the change that `shifts` finds.

    Where there was none, or a part has fewer than eight points, it is returned as it was.
    """
    found = shifts(chart)
    if found is None:
        return chart
    first = int(np.flatnonzero(chart["period"].to_numpy() == found.period)[0])
    parts = chart.iloc[:first], chart.iloc[first:]
    if min(map(len, parts)) < FEWEST:
        return chart
    return pd.concat([individuals(part) for part in parts], ignore_index=True)


def false_alarms(*, points: int = 36, draws: int = 2000, seed: int = 0) -> pd.Series:
    """How often a measure in which nothing ever changes is called changed: by a limit, by a run, by either
    (shares of charts of so many normal points), and per_point (a point beyond a limit, share).
    """
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((draws, points))
    centre = x.mean(axis=1, keepdims=True)
    spread = np.abs(np.diff(x, axis=1)).mean(axis=1, keepdims=True) / d2(2)
    out = np.abs(x - centre) > SIGMAS * spread
    eights = np.lib.stride_tricks.sliding_window_view(np.sign(x - centre), RUN, axis=1)
    run = (np.abs(eights.sum(axis=2)) == RUN).any(axis=1)
    beyond = out.any(axis=1)
    return pd.Series(
        {
            "by_limit": beyond.mean(),
            "by_run": run.mean(),
            "by_either": (beyond | run).mean(),
            "per_point": out.mean(),
        }
    )


def _enough(n: int) -> None:
    if n < FEWEST:
        text = _("{n} periods are too few for a chart; eight would do. Go on writing them down.")
        raise ValueError(text.format(n=n))
