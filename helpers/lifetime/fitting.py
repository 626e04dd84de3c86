"""Maximum likelihood with several starts, intervals, and an honest word where it did not work.

Every parameter of these models is positive, so the search, the standard errors and the intervals live on the
scale of logarithms: an interval can then never reach below zero.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.lifetime.edges import Edge
from helpers.lifetime.histories import Array
from helpers.words import _, count, listed

Likelihood = Callable[[Array], tuple[float, Array]]

# How far from its scale a parameter is followed, in natural logarithms: a factor of 22,000 both ways.
REACH = 10.0
# Information on the direction known least, below which its standard error passes a factor of e³.
FLAT = 1 / 9
# Log-likelihood still to be gained by one more Newton step at what may be called a top.
AT_TOP = 1e-6
SAME_TOP = 0.01
STEP = 1e-4


class Task(NamedTuple):
    """What is to be fitted: names of the parameters, log-likelihood and its gradient, where to start.

    scales: a usual size of each parameter. edges: what it means when parameters run away, as signs by name
    (1 up, −1 down) and a sentence; the first that matches is said.
    """

    model: str
    names: tuple[str, ...]
    likelihood: Likelihood
    starts: Sequence[Sequence[float]]
    scales: Sequence[float]
    customers: int
    rows: int
    edges: Sequence[Edge]


@dataclass(frozen=True, eq=False)
class Fit:
    """A fitted model.

    parameters by name; log_likelihood at them; customers behind it and rows they were put together to;
    converged, and reason in words; covariance of the logarithms of the parameters (nan where it did not
    converge); starts: where each search began and how far it came.
    """

    model: str
    parameters: dict[str, float]
    log_likelihood: float
    customers: int
    rows: int
    converged: bool
    reason: str
    covariance: Array
    starts: pd.DataFrame

    @property
    def values(self) -> Array:
        return np.array(list(self.parameters.values()))

    def table(self, *, level: float = 0.95) -> pd.DataFrame:
        """Parameters with standard errors and intervals: parameter, value, se, low, high.

        Intervals are of equal width on the log scale (Wald); se is on the parameter's own scale by the delta
        method. Where the fit did not converge they are blank.
        """
        from scipy.special import ndtri

        spread = np.sqrt(np.diag(self.covariance))
        factor = np.exp(ndtri((1 + level) / 2) * spread)
        columns = {"value": self.values, "se": self.values * spread}
        columns |= {"low": self.values / factor, "high": self.values * factor}
        return pd.DataFrame({"parameter": list(self.parameters), **columns})


def maximise(task: Task) -> Fit:
    """The parameters of the highest likelihood, from every start of the task.

    A start that finds a lower top is reported, not used. A fit counts as converged where the gradient is
    nought, the likelihood bends down in every direction by enough to give a standard error, and no parameter
    has run away; `Fit.reason` says which of these failed and what that says of the customers.
    """
    from scipy.optimize import minimize

    loss, middle = _loss(task), np.log(task.scales)
    bounds = list(zip(middle - REACH, middle + REACH, strict=True))
    runs = [
        minimize(
            loss,
            np.log(start),
            jac=True,
            method="L-BFGS-B",
            bounds=bounds,
            options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-8},
        )
        for start in task.starts
    ]
    best = min(runs, key=lambda run: run.fun)
    point = _climbed(loss, best.x, middle)
    starts = pd.DataFrame(np.asarray(task.starts, dtype=float), columns=list(task.names))
    starts["log_likelihood"] = [-run.fun * task.customers for run in runs]
    return _judged(task, point, starts)


def log_scale_information(task: Task, point: Array) -> Array:
    """Observed information on the logarithms of the parameters, from differences of the gradient."""
    return task.customers * _bend(_loss(task), point)


def _loss(task: Task) -> Callable[[Array], tuple[float, Array]]:
    """Minus the mean log-likelihood, and its gradient, in logarithms of the parameters."""

    def loss(logs: Array) -> tuple[float, Array]:
        parameters = np.exp(logs)
        value, slope = task.likelihood(parameters)
        return -value / task.customers, -slope * parameters / task.customers

    return loss


def _bend(loss: Callable[[Array], tuple[float, Array]], point: Array) -> Array:
    steps = STEP * np.eye(len(point))
    rows = [(loss(point + step)[1] - loss(point - step)[1]) / (2 * STEP) for step in steps]
    bend = np.array(rows)
    return np.asarray((bend + bend.T) / 2)


def _climbed(loss: Callable[[Array], tuple[float, Array]], point: Array, middle: Array) -> Array:
    """A few Newton steps from where the search stopped, each taken only where it leads up."""
    for _step in range(5):
        value, slope = loss(point)
        bend = _bend(loss, point)
        if np.linalg.eigvalsh(bend)[0] <= 0:
            break
        move = np.linalg.solve(bend, slope)
        there = point - move
        if not (np.abs(there - middle) < REACH).all() or loss(there)[0] > value:
            break
        point = there
        if slope @ move < 1e-14:
            break
    return point


def _judged(task: Task, point: Array, starts: pd.DataFrame) -> Fit:
    value, slope = _loss(task)(point)
    information = log_scale_information(task, point)
    trouble = _trouble(task, point, slope * task.customers, information)
    top = -value * task.customers
    return Fit(
        model=task.model,
        parameters=dict(zip(task.names, np.exp(point).tolist(), strict=True)),
        log_likelihood=top,
        customers=task.customers,
        rows=task.rows,
        converged=not trouble,
        reason=_("It did not converge. {why}").format(why=trouble) if trouble else _agreement(starts, top),
        covariance=np.full_like(information, np.nan) if trouble else np.linalg.inv(information),
        starts=starts,
    )


def _agreement(starts: pd.DataFrame, top: float) -> str:
    same = int((starts["log_likelihood"] > top - SAME_TOP).sum())
    if same == len(starts):
        return _("It converged: all {all} starts came to the same top.").format(all=same)
    message = _("It converged: {same} of {all} starts came to this top, the others ended lower.")
    return message.format(same=same, all=len(starts))


def _trouble(task: Task, point: Array, slope: Array, information: Array) -> str:
    """Why this is no top, in words; empty where it is one."""
    away = point - np.log(task.scales)
    ends = np.where(np.abs(away) > REACH - 0.1, np.sign(away), 0)
    if ends.any():
        return _meaning(task, ends, np.exp(point), edges=task.edges)
    sizes, directions = np.linalg.eigh(information)
    if sizes[0] < FLAT:
        # Where nothing has run away, only pairs tell: their ratio is known, their size is not.
        pairs = [edge for edge in task.edges if len(edge[0]) > 1]
        return _meaning(task, _signs(directions[:, 0], away), np.exp(point), edges=pairs)
    if slope @ np.linalg.solve(information, slope) / 2 > AT_TOP:
        return _("The search stopped before the top: the likelihood still rises. Take its numbers as a hint.")
    return ""


def _signs(flat: Array, away: Array) -> Array:
    """Which parameters change along a flat direction, and how: towards the end that is further off."""
    strong = np.abs(flat) > 0.3 * np.abs(flat).max()
    return np.asarray(np.sign(flat) * strong * (1 if flat @ away > 0 else -1))


def _meaning(task: Task, signs: Array, values: Array, *, edges: Sequence[Edge]) -> str:
    """Which parameters are not settled, and what that says of the customers."""
    moving = {name: int(sign) for name, sign in zip(task.names, signs, strict=True) if sign}
    found = [f"{name} {value:.3g}" for name, value in zip(task.names, values, strict=True) if name in moving]
    few = _("They are too few, or too much alike, to tell.")
    known = next((text for edge, text in edges if edge.items() <= moving.items()), few)
    many = _("{customers} customers do not settle {names} ({found}). {known}")
    one = _("A single customer does not settle {names} ({found}). {known}")
    message = one if task.customers == 1 else many
    return message.format(
        customers=count(task.customers), names=listed(list(moving)), found=", ".join(found), known=known
    )
