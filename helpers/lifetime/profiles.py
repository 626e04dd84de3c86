"""Intervals from the likelihood itself, where a market is too small for standard errors."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from helpers.lifetime.fitting import REACH, Fit, Task, log_scale_information
from helpers.lifetime.gamma_gamma import NAME as GAMMA_GAMMA
from helpers.lifetime.gamma_gamma import value_task
from helpers.lifetime.histories import Array
from helpers.lifetime.models import task as order_task
from helpers.lifetime.sbg import NAME as SBG
from helpers.lifetime.sbg import renewal_task


def profile_intervals(
    fitted: Fit, data: pd.DataFrame, *, level: float = 0.95, period_months: float = 1.0
) -> pd.DataFrame:
    """Parameters with intervals by profile likelihood: parameter, value, low, high.

    data: the table the fit was made of. An interval holds the values of a parameter for which, with the
    others at their best, the log-likelihood stays within half the chi-square quantile of the top. An end that
    lies beyond reach is 0 or infinite: the data do not bound the parameter there. Where the fit did not
    converge that is the honest answer too. Slower than `Fit.table` by some hundred fits' evaluations.
    """
    from scipy.special import ndtri

    task = _task(fitted, data, period_months=period_months)
    drop = float(ndtri((1 + level) / 2)) ** 2 / 2
    ends = [_ends(task, fitted, at, drop=drop) for at in range(len(task.names))]
    lows, highs = zip(*ends, strict=True)
    return pd.DataFrame({"parameter": list(task.names), "value": fitted.values, "low": lows, "high": highs})


def _task(fitted: Fit, data: pd.DataFrame, *, period_months: float) -> Task:
    if fitted.model == GAMMA_GAMMA:
        return value_task(data, below_zero="leave_out")
    if fitted.model == SBG:
        return renewal_task(data, period_months=period_months)
    return order_task(data, model=fitted.model)


def _ends(task: Task, fitted: Fit, at: int, *, drop: float) -> tuple[float, float]:
    from scipy.optimize import brentq

    centre, middle = np.log(fitted.values), np.log(task.scales[at])
    spread = _spread(task, centre, at)
    short = _shortfall(task, fitted, at, drop=drop)
    found = []
    for side in (-1, 1):
        furthest = abs(middle + side * REACH - centre[at])
        near, far = 0.0, min(2 * spread, furthest)
        while short(float(centre[at] + side * far)) < 0 and far < furthest:
            near, far = far, min(1.6 * far, furthest)
        inner, outer = float(centre[at] + side * near), float(centre[at] + side * far)
        end = side * np.inf if short(outer) < 0 else brentq(short, inner, outer, xtol=1e-4)
        found.append(float(np.exp(end)))
    return found[0], found[1]


def _spread(task: Task, centre: Array, at: int) -> float:
    """A first guess of the standard error, however flat the likelihood."""
    information = log_scale_information(task, centre)
    variance = np.linalg.pinv(information)[at, at]
    return float(np.clip(np.sqrt(max(variance, 0.0)), 0.01, 2.0))


def _shortfall(task: Task, fitted: Fit, at: int, *, drop: float) -> Callable[[float], float]:
    """How far below the allowed drop the profile lies at a value of the parameter: negative inside.

    Each search for the others starts where that at the nearest value ended; what was found is remembered.
    """
    from scipy.optimize import minimize

    others = [each for each in range(len(task.names)) if each != at]
    middle, top = np.log(task.scales), np.log(fitted.values)
    bounds = [(middle[each] - REACH, middle[each] + REACH) for each in others]
    known = {float(top[at]): (top[others], -drop)}

    def short(value: float) -> float:
        def loss(rest: Array) -> tuple[float, Array]:
            point = np.insert(rest, at, value)
            parameters = np.exp(point)
            likelihood, slope = task.likelihood(parameters)
            return fitted.log_likelihood - likelihood, -(slope * parameters)[others]

        if value not in known:
            start = known[min(known, key=lambda other: abs(other - value))][0]
            run = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
            known[value] = run.x, float(run.fun - drop)
        return known[value][1]

    return short
