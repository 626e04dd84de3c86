"""Looking at an experiment before its end: what it does to false alarms, and bounds that are made for it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.words import _

Z95 = 1.959964
# Bounds of z at up to five equally spaced looks that keep false alarms at 5% together.
POCOCK = {1: 1.960, 2: 2.178, 3: 2.289, 4: 2.361, 5: 2.413}
OBRIEN_FLEMING = {1: 1.960, 2: 1.977, 3: 2.004, 4: 2.024, 5: 2.040}


def peeking(
    *,
    looks: Sequence[int] = (1, 2, 5, 10, 20),
    units: int = 1000,
    rate: float = 0.2,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """What looking does where nothing is there: looks, false_alarms (share of experiments stopped).

    units in each arm; stopping at the first look at which p < 5%.
    """
    most = max(looks)
    z = _walks(most, units=units, rate=rate, draws=draws, seed=seed)
    rows = []
    for count in looks:
        at = np.linspace(0, most, count + 1).round().astype(int)[1:] - 1
        rows.append((count, float((z[:, at] > Z95).any(axis=1).mean())))
    return pd.DataFrame(rows, columns=["looks", "false_alarms"])


def bounded(
    *, looks: int = 5, units: int = 1000, rate: float = 0.2, draws: int = 4000, seed: int = 0
) -> pd.DataFrame:
    """What the bounds of `bounds` do where nothing is there: rule, false_alarms (share of experiments)."""
    z = _walks(looks, units=units, rate=rate, draws=draws, seed=seed)
    table = bounds(looks).drop(columns="look")
    rows = [(str(rule), float((z > table[rule].to_numpy()).any(axis=1).mean())) for rule in table]
    return pd.DataFrame(rows, columns=["rule", "false_alarms"])


def _walks(looks: int, *, units: int, rate: float, draws: int, seed: int) -> np.ndarray:
    """|z| of the pooled test, a row an experiment without effect, a column a look."""
    rng = np.random.default_rng(seed)
    steps = np.diff(np.linspace(0, units, looks + 1).round().astype(int))
    hits = rng.binomial(steps, rate, (2, draws, looks)).cumsum(axis=2)
    n = steps.cumsum()
    pooled = hits.sum(axis=0) / (2 * n)
    spread = np.sqrt(np.maximum(pooled * (1 - pooled) * 2 / n, 1e-12))
    return np.asarray(np.abs(hits[0] - hits[1]) / n / spread)


def bounds(looks: int) -> pd.DataFrame:
    """How far z has to be to stop at each of up to five looks: look, naive, pocock, obrien_fleming.

    Pocock (1977) asks the same of every look; O'Brien & Fleming (1979) much of the early ones and almost
    nothing extra of the last: constant × √(looks ÷ look).

    >>> bounds(5).iloc[[0, -1]][["pocock", "obrien_fleming"]].round(3).values.tolist()
    [[2.413, 4.562], [2.413, 2.04]]
    """
    if looks not in POCOCK:
        raise ValueError(_("Bounds are tabled for one to five looks, not {n}.").format(n=looks))
    at = range(1, looks + 1)
    return pd.DataFrame(
        {
            "look": list(at),
            "naive": Z95,
            "pocock": POCOCK[looks],
            "obrien_fleming": [OBRIEN_FLEMING[looks] * (looks / look) ** 0.5 for look in at],
        }
    )
