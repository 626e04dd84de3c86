"""Regression for answers that have an order and no distances: low, medium, high."""

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.words import _

Floats = np.ndarray[Any, np.dtype[np.float64]]
Z = 1.959964


def ordinal(table: pd.DataFrame, *, outcome: str, levels: list[str], weight: str = "") -> pd.DataFrame:
    """Proportional odds: what moves an answer up the scale: term, estimate, se, low, high (95%), odds.

    table: outcome (one of levels, the lowest first) and drivers, numbers as they are and text against its
    first level (that of an ordered category, else by the alphabet); weight: a column of counts. odds: by
    which factor the odds of a higher answer change. The cuts between levels follow as "low|medium". Two
    levels make it a logistic regression. Source: McCullagh (1980). Raises ValueError with fewer than two
    levels in the data.
    """
    need(table, outcome, what=_("the table"))
    place = pd.Categorical(table[outcome], categories=levels, ordered=True).codes
    whole = table[place >= 0]
    y = place[place >= 0].astype(int)
    if len(np.unique(y)) < len(levels):
        raise ValueError(
            _("Some levels of {outcome} never occur: name only those that do.").format(outcome=outcome)
        )
    count = whole[weight].to_numpy(dtype=float) if weight else np.ones(len(whole))
    x, names = _design(whole.drop(columns=[outcome, *([weight] if weight else [])]))
    found, covariance = _fitted(x, y, count, len(levels))
    cuts = len(levels) - 1
    terms = [*names, *(f"{low}|{high}" for low, high in pairwise(levels))]
    estimate = np.r_[found[cuts:], found[:cuts]]
    error = np.sqrt(np.diag(covariance))
    error = np.r_[error[cuts:], error[:cuts]]
    result = pd.DataFrame({"term": terms, "estimate": estimate, "se": error})
    result["low"], result["high"] = estimate - Z * error, estimate + Z * error
    odds = np.r_[np.exp(found[cuts:]), np.full(cuts, np.nan)]
    return result.assign(odds=odds)


def _design(drivers: pd.DataFrame) -> tuple[Floats, list[str]]:
    columns, names = [], []
    for name, values in drivers.items():
        if pd.api.types.is_numeric_dtype(values):
            columns.append(values.to_numpy(dtype=float))
            names.append(str(name))
            continue
        kinds = list(pd.Categorical(values).categories)
        for kind in kinds[1:]:
            columns.append((values == kind).to_numpy(dtype=float))
            names.append(f"{name} {kind}")
    return np.column_stack(columns) if columns else np.zeros((len(drivers), 0)), names


def _fitted(x: Floats, y: "np.ndarray[Any, Any]", count: Floats, levels: int) -> tuple[Floats, Floats]:
    """Cuts and slopes of highest likelihood, and their covariance, by Newton's method with half steps."""
    cuts = levels - 1
    share = np.bincount(y, weights=count, minlength=levels).cumsum()[:-1] / count.sum()
    point = np.r_[np.log(share / (1 - share)), np.zeros(x.shape[1])]
    value, slope, bend = _likelihood(point, x, y, count, cuts)
    for _step in range(50):
        move, size = np.linalg.solve(bend, slope), 1.0
        while size > 1e-6:
            there = point + size * move
            next_value, *rest = _likelihood(there, x, y, count, cuts)
            if next_value >= value:
                break
            size /= 2
        point, gain, (slope, bend) = there, next_value - value, rest
        value = next_value
        if gain < 1e-10:
            break
    return point, np.asarray(np.linalg.inv(bend))


def _likelihood(
    point: Floats, x: Floats, y: "np.ndarray[Any, Any]", count: Floats, cuts: int
) -> tuple[float, Floats, Floats]:
    """Log-likelihood, its gradient, and expected information, by cuts and slopes."""
    if (np.diff(point[:cuts]) <= 0).any():
        return -np.inf, np.zeros_like(point), np.eye(len(point))
    edge = np.r_[-np.inf, point[:cuts], np.inf]
    line = x @ point[cuts:]
    at = np.arange(cuts + 2)
    with np.errstate(over="ignore"):
        upto = 1 / (1 + np.exp(-(edge[at][None, :] - line[:, None])))
    dense = upto * (1 - upto)  # of the logistic at each edge
    share = np.clip(np.diff(upto, axis=1), 1e-300, None)
    jump = np.diff(dense, axis=1)
    # Derivative of each level's share by each parameter: rows × levels × parameters.
    by_cut = np.zeros((len(x), cuts + 1, cuts))
    for cut in range(cuts):
        by_cut[:, cut, cut] = dense[:, cut + 1]
        by_cut[:, cut + 1, cut] = -dense[:, cut + 1]
    parts = np.concatenate([by_cut, -jump[:, :, None] * x[:, None, :]], axis=2)
    own = np.arange(len(x))
    slope = (count / share[own, y]) @ parts[own, y]
    bend = np.einsum("n,nl,nlp,nlq->pq", count, 1 / share, parts, parts)
    return float(count @ np.log(share[own, y])), slope, bend
