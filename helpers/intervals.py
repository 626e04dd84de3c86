"""How sure a number is: bootstrap over rows (customers, respondents), intervals of shares and of counts."""

import math
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


class Difference(NamedTuple):
    """One share less another, with its 95% interval; blank where one of them was not observed."""

    difference: float
    low: float
    high: float


def newcombe(hits_a: int, of_a: int, hits_b: int, of_b: int) -> Difference:
    """The share of A less that of B, with its 95% interval.

    From Wilson's interval of either share, so that it never leaves −1 to 1. Source: Newcombe (1998),
    method 10.

    >>> [round(end, 4) for end in newcombe(56, 70, 48, 80)]
    [0.2, 0.0524, 0.3339]
    """
    if of_a == 0 or of_b == 0:
        return Difference(math.nan, math.nan, math.nan)
    a, b = hits_a / of_a, hits_b / of_b
    (low_a, high_a), (low_b, high_b) = wilson(hits_a, of_a), wilson(hits_b, of_b)
    lead = a - b
    return Difference(
        lead, lead - math.hypot(a - low_a, high_b - b), lead + math.hypot(high_a - a, b - low_b)
    )


def garwood(seen: float, *, level: float = 0.95) -> tuple[float, float]:
    """The exact interval for the mean of a Poisson count that was seen once. Source: Garwood (1936).

    seen: zero or more; a part of a count is allowed, as where a count is thinned for days that differ.

    >>> [round(end, 3) for end in garwood(10)], [round(end, 3) for end in garwood(0)]
    ([4.795, 18.39], [0.0, 3.689])
    """
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    low = float(gammaincinv(seen, tail)) if seen else 0.0
    return low, float(gammaincinv(seen + 1, 1 - tail))
