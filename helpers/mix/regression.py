"""Least squares with errors that survive uneven noise and shocks that rows share."""

from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from helpers.words import _

Array = npt.NDArray[np.floating[Any]]
Errors = Literal["period", "robust", "plain"]


def least_squares(x: Array, y: Array, names: list[str]) -> tuple[Array, Array]:
    """Weights and residuals of the regression of y on the columns of x.

    names: of the first columns, for the refusal (ValueError) where a column is made of the others, or there
    are no more rows than columns.
    """
    rows, columns = x.shape
    if rows <= columns:
        raise ValueError(
            _("{rows} rows of sales cannot tell {columns} effects apart.").format(rows=rows, columns=columns)
        )
    size = np.sqrt((x**2).sum(axis=0))
    if (size == 0).any() or np.linalg.matrix_rank(x / size, tol=1e-8) < columns:
        raise ValueError(
            _(
                "The effects of {names} cannot be told apart here: leave one out, or take more periods."
            ).format(names=", ".join(names))
        )
    weights: Array = np.linalg.lstsq(x / size, y, rcond=None)[0] / size
    return weights, y - x @ weights


def covariance(x: Array, residuals: Array, errors: Errors, period: np.ndarray) -> Array:
    """The covariance of the weights; period: the number of each row's period, from 0 in order of time.

    period: Driscoll & Kraay (1998), sums of each period with Bartlett's weights over the periods before, made
    larger by periods ÷ periods left free, as a season of twelve levels takes twelve of 36 shocks away;
    robust: HC1 of MacKinnon & White (1985); plain: equal and independent errors.
    """
    rows, columns = x.shape
    bread: Array = np.linalg.inv(x.T @ x)
    if errors == "plain":
        return np.asarray(bread * (residuals @ residuals) / (rows - columns))
    scores = x * residuals[:, None]
    if errors == "robust":
        return np.asarray(bread @ (scores.T @ scores) @ bread * rows / (rows - columns))
    periods, free = int(period.max()) + 1, free_periods(x, period)
    if free < 1:
        raise ValueError(_('The effects leave no period free: take errors="robust", or more periods.'))
    sums = np.zeros((periods, columns))
    np.add.at(sums, period, scores)
    meat = sums.T @ sums
    for lag in range(1, lags(periods) + 1):
        product = sums[lag:].T @ sums[:-lag]
        meat += (1 - lag / (lags(periods) + 1)) * (product + product.T)
    return np.asarray(bread @ meat @ bread * periods / free)


def free_periods(x: Array, period: np.ndarray) -> int:
    """Periods less the effects that are the same for all rows of a period: a common level, a season.

    >>> free_periods(np.array([[1.0, 3.0], [1.0, 4.0], [1.0, 3.0], [1.0, 5.0]]), np.array([0, 0, 1, 1]))
    1
    """
    size = np.bincount(period)
    means = np.array([np.bincount(period, weights=column) / size for column in x.T]).T
    within = (x - means[period]) / np.sqrt((x**2).sum(axis=0))
    shared: int = x.shape[1] - int(np.linalg.matrix_rank(within, tol=1e-8))
    return int(period.max()) + 1 - shared


def lags(periods: int) -> int:
    """Over how many periods a shock may linger. Source: Newey & West (1994), the plain rule.

    >>> lags(36), lags(100)
    (3, 4)
    """
    return int(4 * (periods / 100) ** (2 / 9))


def half_width(freedom: int, errors: Errors, periods: int) -> float:
    """How many standard errors a 95% interval reaches to each side.

    Student's t with what is free; for errors by period the wider value that a few dozen lingering periods ask
    for (Kiefer & Vogelsang 2005, table 1, Bartlett): with Student's t one interval in ten missed the truth.

    >>> round(half_width(700, "plain", 36), 2), round(half_width(700, "period", 36), 2)
    (1.96, 2.29)
    """
    if errors == "period":
        b = (lags(periods) + 1) / periods
        return 1.96 + 2.9694 * b + 0.4160 * b**2 - 0.5324 * b**3
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.975))
