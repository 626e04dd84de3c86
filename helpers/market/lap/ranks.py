"""Lining people up: a score, and the first so many of those it may be."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def first(score: Floats, number: int, *, among: Flags) -> Flags:
    """Which are the first `number` by score, of those `among`; of equals the earlier row.

    >>> first(np.array([3.0, 9.0, 5.0]), 1, among=np.array([True, False, True])).tolist()
    [False, False, True]
    """
    chosen = np.zeros(len(score), bool)
    rows = np.flatnonzero(among)
    order = np.argsort(-score[rows], kind="stable")
    chosen[rows[order[: max(number, 0)]]] = True
    return chosen


def place(score: Floats, *, among: Flags) -> Floats:
    """Where each stands among those: near −1 the last, near 1 the first; 0 for all others.

    >>> place(np.array([3.0, 9.0, 5.0, 0.0]), among=np.array([True, True, True, False])).round(2).tolist()
    [-0.67, 0.67, 0.0, 0.0]
    """
    found = np.zeros(len(score))
    rows = np.flatnonzero(among)
    if len(rows):
        order = np.argsort(np.argsort(score[rows], kind="stable"), kind="stable")
        found[rows] = (2 * order + 1) / len(rows) - 1
    return found


def fifths(values: Floats, *, among: Flags) -> Floats:
    """1 for the lowest fifth of those among, 5 for the highest, 0 for all others."""
    found: Floats = np.where(among, np.ceil((place(values, among=among) + 1) / 2 * 5), 0.0)
    return found
