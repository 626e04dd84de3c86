"""Promised and found: who is delighted, who only got what must be, and why "always exceed" wears out."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.checks import fraction, need
from helpers.words import _

LOSS = 2.0  # a shortfall weighs as much as twice the surplus


def disconfirmation(features: pd.DataFrame, *, loss: float = LOSS) -> pd.DataFrame:
    """How far each thing was better or worse than expected, and what that does, by its kind of need.

    features: feature, category (Kano's letter), expected, found (same scale). Returns them with gap = found −
    expected and felt: a gap below counts `loss` times; a surplus of a must-be (M) counts nothing, for nobody
    is delighted by screws that fit better still; of an indifferent thing (I) neither counts; an attractive
    thing (A) is not missed. Sources: Oliver (1980); Kano et al. (1984).

    >>> rows = {"feature": ["screws", "film"], "category": ["M", "A"], "expected": [5, 2], "found": [6, 5]}
    >>> disconfirmation(pd.DataFrame(rows))["felt"].tolist()
    [0.0, 3.0]
    """
    need(features, "feature", "category", "expected", "found", what=_("the features"))
    gap = (features["found"] - features["expected"]).astype(float)
    kind = features["category"]
    up = gap.clip(lower=0).where(~kind.isin(["M", "I"]), 0.0)
    down = loss * gap.clip(upper=0).where(~kind.isin(["A", "I"]), 0.0)
    return features.assign(gap=gap, felt=up + down)


def ratchet(
    plans: Mapping[str, Sequence[float]], *, expected: float = 5.0, learning: float = 0.5, loss: float = LOSS
) -> pd.DataFrame:
    """What deliveries do to expectations, delivery by delivery: plan, delivery, found, expected, felt, total.

    plans: name → what is delivered each time (any scale); expected: at the start; learning: the part of the
    surprise that moves what is expected next time (0 to 1). felt = found − expected, a shortfall counting
    `loss` times; total: felt so far. An assumption made visible, not a measurement; the level of aspiration
    moves with experience: Helson (1964); Oliver (1980).

    >>> ratchet({"once": [6, 5]}, learning=0.5)[["expected", "felt"]].values.tolist()
    [[5.0, 1.0], [5.5, -1.0]]
    """
    fraction(learning, name="learning")
    rows = []
    for plan, deliveries in plans.items():
        hoped, total = expected, 0.0
        for number, found in enumerate(deliveries, start=1):
            gap = float(found) - hoped
            felt = gap if gap >= 0 else loss * gap
            total += felt
            rows.append((plan, number, float(found), hoped, felt, total))
            hoped += learning * gap
    return pd.DataFrame(rows, columns=["plan", "delivery", "found", "expected", "felt", "total"])


def usual_plans(deliveries: int = 12) -> dict[str, "np.ndarray[tuple[int], np.dtype[np.float64]]"]:
    """Four ways to treat a regular customer: keep the promise, or exceed it always, for a while, at times."""
    at = np.arange(deliveries, dtype=float)
    steady = np.full(deliveries, 5.0)
    always = 5.0 + 0.5 * (at + 1)
    tired = np.where(at < deliveries / 2, 5.0 + 0.5 * (at + 1), 5.0)
    now_and_then = np.where(at % 4 == 2, 6.0, 5.0)
    return {
        _("keep the promise"): steady,
        _("exceed it, more each time"): always,
        _("exceed it, then stop"): tired,
        _("a surprise now and then"): now_and_then,
    }
