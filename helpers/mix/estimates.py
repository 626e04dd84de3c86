"""A number with its 95% interval, as the methods of this package hand it on."""

from typing import NamedTuple


class Estimate(NamedTuple):
    """value, low and high (95%; blank where there is none), and n: on how many rows or people it rests.

    >>> Estimate(-2.0, -2.4, -1.6, 36).value
    -2.0
    """

    value: float
    low: float
    high: float
    n: int
