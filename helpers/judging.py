"""How good a score or a chance was, once it is known what happened; for leads, churn, and whatever comes."""

import numpy as np
import numpy.typing as npt

from helpers.intervals import Estimate
from helpers.words import _

Z = 1.959964


def auc(happened: npt.ArrayLike, score: npt.ArrayLike) -> Estimate:
    """The chance that one to whom it happened has a higher score than one to whom not; ties count half.

    happened: 0/1; score: any number that rises with the chance. Interval: DeLong, DeLong & Clarke-Pearson
    (1988), cut at 0 and 1. Raises ValueError where all ended alike.

    >>> auc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).value
    0.75
    """
    won, scores = np.asarray(happened, dtype=float) == 1, np.asarray(score, dtype=float)
    yes, no = scores[won], scores[~won]
    if not len(yes) or not len(no):
        raise ValueError(_("All ended alike, so no score can be judged: it takes some of both."))
    above, below = _shares_below(yes, no), _shares_below(no, yes)
    spread = sum(float(part.var(ddof=1)) / len(part) for part in (above, below) if len(part) > 1)
    value, half = float(above.mean()), Z * spread**0.5
    return Estimate(value, max(0.0, value - half), min(1.0, value + half), len(scores))


def _shares_below(of: npt.NDArray[np.float64], others: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """For each value the share of the others below it, equals by half."""
    ranked = np.sort(others)
    twice = np.searchsorted(ranked, of, "left") + np.searchsorted(ranked, of, "right")
    shares: npt.NDArray[np.float64] = twice / 2 / len(others)
    return shares


def brier(happened: npt.ArrayLike, chance: npt.ArrayLike) -> Estimate:
    """Mean squared distance of the chance from what came true: 0 is perfect.

    Whoever knows the rate only gets rate × (1 − rate). Interval: of a mean, large-sample. Source: Brier
    (1950).

    >>> round(brier([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]).value, 6)
    0.0375
    """
    off = (np.asarray(chance, dtype=float) - np.asarray(happened, dtype=float)) ** 2
    half = Z * float(off.std(ddof=1)) / len(off) ** 0.5 if len(off) > 1 else float("nan")
    value = float(off.mean())
    return Estimate(value, max(0.0, value - half), value + half, len(off))
