"""How many people to ask, how far the answer may be off, and what a lopsided sample costs.

A margin of error covers chance alone: it knows nothing of who was asked, or of how the question was put.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from helpers.words import _

Z = 1.959964  # 95%; the tables print 1.96
Correction = Literal["exact", "simple"]


def needed(
    error: float,
    *,
    share: float = 0.5,
    population: int | None = None,
    z: float = Z,
    correction: Correction = "exact",
) -> float:
    """Respondents needed to know a share within ± `error`, before rounding.

    error, share: fractions; share 0.5 is the careful guess, for it takes most people. population: how many
    there are in all; None: so many that it does not matter. With n0 = z²·p·(1 − p)/e², "exact" corrects to
    n0/(1 + (n0 − 1)/N), what follows from the variance of a sample without replacement; "simple", its
    common shortening, to n0/(1 + n0/N), which is a little less. Raises ValueError for what cannot be.
    Source: Cochran (1977), sampling techniques, sections 4.4–4.5.

    >>> round(needed(0.05, z=1.96), 2), round(needed(0.05), 3)
    (384.16, 384.146)
    >>> [round(needed(0.05, population=528, correction=way)) for way in ("exact", "simple")]
    [223, 222]
    """
    _checked(error, share, population)
    n0 = z * z * share * (1 - share) / error**2
    if population is None:
        return n0
    return n0 / (1 + (n0 - (1 if correction == "exact" else 0)) / population)


def sample_size(
    error: float,
    *,
    share: float = 0.5,
    population: int | None = None,
    z: float = Z,
    correction: Correction = "exact",
) -> int:
    """`needed`, rounded up: people come whole. Never more than there are.

    >>> sample_size(0.05), sample_size(0.05, population=1000), sample_size(0.05, population=30)
    (385, 278, 28)
    """
    count = needed(error, share=share, population=population, z=z, correction=correction)
    # 278.0000000001 is 278: sums of floats must not send anyone out for one more interview.
    whole = max(1, math.ceil(count - 1e-9))
    return whole if population is None else min(whole, population)


def margin_of_error(n: int, *, share: float = 0.5, population: int | None = None, z: float = Z) -> float:
    """How far a share found among `n` people may be off by chance alone: half a 95% interval, a fraction.

    With a population, times √((N − n)/(N − 1)): asking everybody leaves no chance. Turned round it is
    `needed` with "exact". Source: Cochran (1977), section 3.2.

    >>> round(margin_of_error(100), 3), round(margin_of_error(400), 3), margin_of_error(50, population=50)
    (0.098, 0.049, 0.0)
    """
    if n < 1:
        raise ValueError(_("Nobody was asked; a margin of error takes one person at least."))
    _checked(1.0, share, population)
    if population is not None and n > population:
        text = _("{n} were asked of {population}; nobody is asked twice.")
        raise ValueError(text.format(n=n, population=population))
    left = 1.0 if population is None or population == 1 else (population - n) / (population - 1)
    return z * math.sqrt(share * (1 - share) / n * left)


def sample_table(
    errors: Sequence[float] = (0.1, 0.05, 0.03, 0.02), *, population: int, share: float = 0.5, z: float = Z
) -> pd.DataFrame:
    """How many to ask for each error: error, any_number (of people), here (of `population`), share_asked.

    >>> sample_table([0.1, 0.05], population=1000)["here"].tolist()
    [88, 278]
    """
    rows = [
        (
            error,
            sample_size(error, share=share, z=z),
            sample_size(error, share=share, population=population, z=z),
        )
        for error in errors
    ]
    table = pd.DataFrame(rows, columns=["error", "any_number", "here"])
    return table.assign(share_asked=table["here"] / population)


def sample_weights(asked: pd.Series, population: Mapping[str, float] | pd.Series) -> pd.Series:
    """What each answer should count, where some groups were asked more than their part.

    asked: the group of each respondent. population: group → how many there are. A group's weight is its part
    of the population over its part of those asked; the mean weight is 1. Groups nobody was asked of are left
    out, and no weight brings them back. Raises ValueError for a group that the population lacks. Source:
    post-stratification, Cochran (1977), section 5A.9.

    >>> asked = pd.Series(["shop", "shop", "shop", "hotel"])
    >>> sample_weights(asked, {"shop": 50, "hotel": 50}).round(2).tolist()
    [0.67, 0.67, 0.67, 2.0]
    """
    there = pd.Series(dict(population), dtype=float)
    counts = asked.value_counts()
    if unknown := sorted(set(counts.index) - set(there.index)):
        raise ValueError(_("The population says nothing of {groups}.").format(groups=", ".join(unknown)))
    there = there[counts.index]
    return asked.map((there / there.sum()) / (counts / counts.sum())).astype(float)


def effective_size(weight: Sequence[float] | pd.Series | np.ndarray) -> float:
    """How many evenly drawn respondents a weighted sample is worth: (Σw)²/Σw². Source: Kish (1965).

    >>> effective_size([1, 1, 1, 1]), round(effective_size([2 / 3, 2 / 3, 2 / 3, 2]), 2)
    (4.0, 3.0)
    """
    values = np.asarray(weight, dtype=float)
    if not len(values) or not (values > 0).any():
        raise ValueError(_("Without weights above zero there is no sample."))
    return float(values.sum() ** 2 / (values**2).sum())


def _checked(error: float, share: float, population: int | None) -> None:
    if not 0 < error <= 1:
        text = _("An error of {error:g} is not between 0 and 1: write 0.05 for five points of a hundred.")
        raise ValueError(text.format(error=error))
    if not 0 < share < 1:
        text = _("A share of {share:g} is not between 0 and 1: write 0.3 for 30%.")
        raise ValueError(text.format(share=share))
    if population is not None and population < 1:
        raise ValueError(_("There is nobody to ask."))
