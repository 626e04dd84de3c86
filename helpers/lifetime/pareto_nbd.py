"""Pareto/NBD: orders at a steady rate until an unseen day on which the customer leaves.

Source: Schmittlein, Morrison & Colombo (1987). A customer orders at rate λ ~ Gamma(r, alpha) a week and
leaves at rate μ ~ Gamma(s, beta) a week, between orders too. The likelihood adds up the days on which the
customer may have left: an integral of something positive, where the papers take a difference of
hypergeometric functions, which can lose all its digits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from helpers.lifetime import edges
from helpers.lifetime.edges import Edge
from helpers.lifetime.histories import Array, Histories

POINTS = 24
# Beyond e^−40 of its beginning the integrand adds nothing.
TAIL = 40.0
CHUNK = 20_000


class _Days(NamedTuple):
    """The day the customer left, on a grid after the last order: shares of the likelihood, and logarithms."""

    here: Array
    gone: Array
    day: Array
    log_total: Array


@dataclass(frozen=True)
class ParetoNBD:
    """The model; parameters are r, alpha, s, beta; repeats, last and age (weeks) one number a customer."""

    name: str = "Pareto/NBD"
    names: tuple[str, ...] = ("r", "alpha", "s", "beta")

    def log_likelihood(self, parameters: Array, data: Histories) -> tuple[float, Array]:
        """Log-likelihood and its gradient by r, alpha, s, beta."""
        from scipy.special import gammaln, psi

        r, alpha, s, beta = parameters
        value = (gammaln(r + data.levels) - gammaln(r) + r * np.log(alpha)) @ data.at_level
        slope = np.array([(psi(r + data.levels) - psi(r) + np.log(alpha)) @ data.at_level, 0.0, 0.0, 0.0])
        for start in range(0, len(data.repeats), CHUNK):
            part = slice(start, start + CHUNK)
            x, age, weight = data.repeats[part], data.age[part], data.weight[part]
            days = _days(parameters, x, data.last[part], age)
            value += weight @ days.log_total
            here, gone = days.here * weight, days.gone * weight[:, None]
            ordering, leaving = alpha + days.day, beta + days.day
            slope[0] -= here @ np.log(alpha + age) + (gone * np.log(ordering)).sum()
            slope[1] += weight.sum() * r / alpha
            slope[1] -= (r + x) @ (here / (alpha + age) + (gone / ordering).sum(axis=1))
            slope[2] += here @ np.log(beta / (beta + age)) + (gone * (1 / s + np.log(beta / leaving))).sum()
            slope[3] += (
                weight.sum() * s / beta - s * here @ (1 / (beta + age)) - (s + 1) * (gone / leaving).sum()
            )
        return float(value), slope

    def p_alive(self, parameters: Array, repeats: Array, last: Array, age: Array) -> Array:
        """P(alive) at the end of the time observed, below 1 for everybody.

        >>> cdnow = np.array([0.553, 10.578, 0.606, 11.669])
        >>> PARETO_NBD.p_alive(cdnow, np.array([26.0]), np.array([30.86]), np.array([31.0])).round(4).tolist()
        [0.9979]
        """
        parts = [slice(start, start + CHUNK) for start in range(0, len(repeats), CHUNK)]
        found = [_days(parameters, repeats[part], last[part], age[part]).here for part in parts]
        return np.concatenate(found) if found else np.zeros(0)

    def orders_if_alive(self, parameters: Array, repeats: Array, age: Array, weeks: float | Array) -> Array:
        """Expected orders in the coming weeks of customers who have not left."""
        r, alpha = parameters[:2]
        return np.asarray((r + repeats) / (alpha + age) * _weeks_here(parameters, age, weeks))

    def still_alive(self, parameters: Array, repeats: Array, age: Array, weeks: float | Array) -> Array:
        """The chance that who has not left today will not have left after the coming weeks."""
        s, beta = parameters[2:]
        return np.asarray(((beta + age) / (beta + age + weeks)) ** s + 0 * repeats)

    def orders_of_new(self, parameters: Array, weeks: Array) -> Array:
        """Expected repeat orders of a new customer in the first weeks."""
        r, alpha = parameters[:2]
        nothing = np.zeros(len(weeks))
        return np.asarray(r / alpha * _weeks_here(parameters, nothing, weeks))

    def starts(self, data: Histories) -> list[Sequence[float]]:
        """Three places to start from: leaving early, late, hardly at all."""
        rate = float(data.weight @ data.repeats / (data.weight @ data.age))
        age = self.scales(data)[1]
        shapes = ((0.5, 0.6, 0.3), (1.0, 1.0, 2.0), (2.0, 0.3, 5.0))
        return [(r, r / rate, s, age * later) for r, s, later in shapes]

    def scales(self, data: Histories) -> Sequence[float]:
        age = float(data.weight @ data.age) / data.customers
        return (1.0, age, 1.0, age)

    def edges(self) -> Sequence[Edge]:
        """What it says of the customers when parameters run away."""
        return edges.pareto()


def _days(parameters: Array, repeats: Array, last: Array, age: Array) -> _Days:
    """Gauss–Legendre in the logarithm of the time since the first order, on which both decays are smooth."""
    r, alpha, s, beta = parameters
    rho, least = r + repeats, min(alpha, beta)
    decay = (least + last) * ((s + 1) / (beta + last) + rho / (alpha + last)) - 1
    width = np.log((least + age) / (least + last))
    width = np.where(decay * width > TAIL, TAIL / np.maximum(decay, 1e-9), width)
    points, weights = np.polynomial.legendre.leggauss(POINTS)
    step = width[:, None] * (points + 1) / 2
    # expm1 keeps the digits of a customer whose last order was yesterday.
    day = last[:, None] + (least + last)[:, None] * np.expm1(step)
    log_here = s * np.log(beta / (beta + age)) - rho * np.log(alpha + age)
    with np.errstate(divide="ignore"):
        log_gone = np.log(s * weights / 2) + np.log(width)[:, None] + np.log(least + day)
    log_gone += s * np.log(beta / (beta + day)) - np.log(beta + day) - rho[:, None] * np.log(alpha + day)
    top = np.maximum(log_here, log_gone.max(axis=1))
    here, gone = np.exp(log_here - top), np.exp(log_gone - top[:, None])
    total = here + gone.sum(axis=1)
    return _Days(here / total, gone / total[:, None], day, top + np.log(total))


def _weeks_here(parameters: Array, age: Array, weeks: float | Array) -> Array:
    """Expected weeks until the customer leaves, of the coming ones; written so that s may be 1."""
    from scipy.special import exprel

    s, beta = parameters[2:]
    length = np.log1p(weeks / (beta + age))
    return np.asarray((beta + age) * length * exprel((1 - s) * length))


PARETO_NBD = ParetoNBD()
