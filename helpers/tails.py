"""Tails of two distributions in closed form: scipy, which knows all of them, takes 0.2 s to load.

Source: Abramowitz & Stegun (1964), 26.4.4–5 and table 26.10; a test holds both against scipy.
"""

import math

import pandas as pd

# Student's t at 97.5% for 1 to 6 degrees of freedom.
STUDENT = (
    *(12.706204736174694, 4.302652729749462, 3.1824463052837078),
    *(2.7764451051977934, 2.5705818356363146, 2.4469118511449786),
)


def student(freedom: pd.Series) -> pd.Series:
    """Student's t at 97.5%, the factor of a 95% interval, for whole degrees of freedom; blank stays blank.

    >>> student(pd.Series([1.0, None, 6.0])).round(3).tolist()
    [12.706, nan, 2.447]
    """
    if not freedom.max() > len(STUDENT):
        return freedom.map(dict(enumerate(STUDENT, start=1)))
    from scipy.special import stdtrit

    return pd.Series(stdtrit(freedom, 0.975), index=freedom.index)


def chi_square(value: float, freedom: int) -> float:
    """How often luck alone gives a chi-square of `value` or more, for whole degrees of freedom from 1 up.

    >>> round(chi_square(3.841459, 1), 6), round(chi_square(9.487729, 4), 6)
    (0.05, 0.05)
    """
    if value <= 0:
        return 1.0
    half, odd = value / 2, freedom % 2
    powers = [odd / 2 + step for step in range(freedom // 2)]
    # In logarithms, so that a large value does not run over.
    terms = [math.exp(power * math.log(half) - half - math.lgamma(power + 1)) for power in powers]
    return sum(terms, math.erfc(math.sqrt(half)) if odd else 0.0)
