"""The constants behind control charts, by integration over the normal distribution."""

from functools import cache
from math import exp, lgamma

import numpy as np
import pandas as pd

from helpers.words import _

SIGMAS = 3.0


@cache
def d2(n: int) -> float:
    """The mean range of n standard normal values.

    By integration of 1 − (1 − F)ⁿ − Fⁿ (Tippett 1925).

    >>> round(d2(2), 3), round(d2(5), 3), round(d2(10), 3)
    (1.128, 2.326, 3.078)
    """
    x, below = _normal(n)
    return float(np.trapezoid(1 - (1 - below) ** n - below**n, x))


@cache
def d3(n: int) -> float:
    """The standard deviation of the range of n standard normal values.

    >>> round(d3(5), 3)
    0.864
    """
    coarse, fine = (_square_of_range(n, points) for points in (401, 801))
    return float(np.sqrt((4 * fine - coarse) / 3 - d2(n) ** 2))  # Richardson: the error falls with the square


def _square_of_range(n: int, points: int) -> float:
    """E[R²] = 2 ∬ P(smallest ≤ x, largest > y) over x ≤ y."""
    x, below = _normal(n, points)
    low, high = np.meshgrid(below, below, indexing="ij")
    joint = np.triu(1 - high**n - (1 - low) ** n + (high - low) ** n)
    joint[np.diag_indices_from(joint)] /= 2  # the edge of the triangle belongs to it by half
    return 2 * float(np.trapezoid(np.trapezoid(joint, x, axis=1), x))


def c4(n: int) -> float:
    """The mean standard deviation of n standard normal values.

    >>> round(c4(5), 4)
    0.94
    """
    _at_least_two(n)
    return float(np.sqrt(2 / (n - 1)) * exp(lgamma(n / 2) - lgamma((n - 1) / 2)))


def constants(n: int) -> pd.Series:
    """The constants of a chart of means and ranges of n: d2, d3, c4, A2 (mean ± A2 ranges), D3 and D4.

    >>> constants(5)[["A2", "D4"]].round(3).tolist()
    [0.577, 2.114]
    """
    a, b = d2(n), d3(n)
    spread = SIGMAS * b / a
    return pd.Series(
        {
            "d2": a,
            "d3": b,
            "c4": c4(n),
            "A2": SIGMAS / (a * np.sqrt(n)),
            "D3": max(0.0, 1 - spread),
            "D4": 1 + spread,
        }
    )


def run_length(*, sigmas: float = SIGMAS) -> float:
    """How many points it takes on average until chance alone puts one beyond limits that are known exactly.

    >>> round(run_length(), 1)
    370.4
    """
    from scipy.special import ndtr

    return float(1 / (2 * ndtr(-sigmas)))


@cache
def _normal(n: int, points: int = 1601) -> tuple[np.ndarray, np.ndarray]:
    """Places along, and the normal distribution below each."""
    from scipy.special import ndtr

    _at_least_two(n)
    x = np.linspace(-8, 8, points)
    return x, np.asarray(ndtr(x))


def _at_least_two(n: int) -> None:
    if n < 2:
        raise ValueError(_("n is {n}; a range takes two values at least.").format(n=n))
