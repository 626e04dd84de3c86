"""How sure a number is: bootstrap over rows (customers, respondents), and Wilson's interval for a share."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np


class Estimate(NamedTuple):
    """value, low and high (95%; blank where there is none), and n: on how many rows or people it rests.

    >>> Estimate(-2.0, -2.4, -1.6, 36).value
    -2.0
    """

    value: float
    low: float
    high: float
    n: int


def resamples(customers: int, *, draws: int, seed: int) -> Iterator[np.ndarray]:
    """`draws` bootstrap samples, each as the number of times every customer was drawn.

    One sample at a time, so that a million customers fit in memory.

    >>> [int(counts.sum()) for counts in resamples(4, draws=3, seed=0)]
    [4, 4, 4]
    """
    generator = np.random.default_rng(seed)
    for _ in range(draws):
        yield np.bincount(generator.integers(customers, size=customers), minlength=customers)


def bootstrap(
    measure: Callable[[np.ndarray], float],
    customers: int,
    *,
    level: float = 0.95,
    draws: int = 500,
    seed: int = 0,
) -> tuple[float, float]:
    """Percentile interval of `measure(counts)` over bootstrap samples; (nan, nan) below two customers.

    Samples in which the measure does not exist (nan) are left out. The same seed gives the same
    interval. Source: Efron & Tibshirani (1993).
    """
    if customers < 2:
        return float("nan"), float("nan")
    found = np.array([measure(counts) for counts in resamples(customers, draws=draws, seed=seed)])
    found = found[~np.isnan(found)]
    if not len(found):
        return float("nan"), float("nan")
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def wilson(successes: int, n: int, *, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's 95% interval for a share; (nan, nan) where nobody was observed. Source: Wilson (1927).

    >>> [round(end, 4) for end in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    if n == 0:
        return float("nan"), float("nan")
    p, spread = successes / n, z * z / n
    centre, half = p + spread / 2, z * (p * (1 - p) / n + spread / n / 4) ** 0.5
    return (centre - half) / (1 + spread), (centre + half) / (1 + spread)
