"""What BG/NBD and MBG/NBD share: orders at a steady rate, and a chance to leave after each.

A customer orders at rate λ ~ Gamma(r, alpha) a week and leaves with probability p ~ Beta(a, b) after an
order. Everything that cannot be seen is averaged over; averages over p are sums on a grid, because the
hypergeometric functions of the papers overflow for eager customers and divide by zero at a = 1 and a + b = 1.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from helpers.lifetime import edges
from helpers.lifetime.edges import Edge
from helpers.lifetime.histories import Array, Histories

# Grid of the averages over p: points, and how many standard deviations of the log-odds it reaches both ways.
POINTS, SPREAD = 81, 14.0


@dataclass(frozen=True)
class BetaGeometric:
    """A model by its name and by how many chances to leave come before the first repeat order: 0 or 1.

    parameters are r, alpha, a, b; repeats, last and age (weeks) arrays of one number a customer.
    """

    name: str
    first: int
    names: tuple[str, ...] = ("r", "alpha", "a", "b")

    def log_likelihood(self, parameters: Array, data: Histories) -> tuple[float, Array]:
        """Log-likelihood of the histories and its gradient by r, alpha, a, b."""
        from scipy.special import gammaln, psi

        r, alpha, a, b = parameters
        chances = data.levels + self.first
        at_level = gammaln(r + data.levels) - gammaln(r) + r * np.log(alpha)
        at_level += gammaln(a + b) - gammaln(b) + gammaln(b + chances) - gammaln(a + b + chances)
        both = psi(a + b) - psi(a + b + chances)
        rhythm = psi(r + data.levels) - psi(r) + np.log(alpha)
        slope = np.array([rhythm, 0 * both, both, both + psi(b + chances) - psi(b)]) @ data.at_level
        shape = r + data.repeats
        odds, log_age, log_last = self._log_odds_gone(parameters, data.repeats, data.last, data.age)
        small = np.exp(-np.abs(odds))
        gone = np.where(odds > 0, 1, small) / (1 + small) * data.weight
        here = data.weight - gone
        value = at_level @ data.at_level
        value += data.weight @ (np.maximum(odds, 0) + np.log1p(small) - shape * log_age)
        slope[0] -= here @ log_age + gone @ log_last
        slope[1] += data.customers * r / alpha
        slope[1] -= shape @ (here / (alpha + data.age) + gone / (alpha + data.last))
        slope[2] += gone.sum() / a
        slope[3] -= (gone / self._staying(b, data.repeats)).sum()
        return float(value), slope

    def p_alive(self, parameters: Array, repeats: Array, last: Array, age: Array) -> Array:
        """The chance that a customer of this history has not left."""
        from scipy.special import expit

        return np.asarray(expit(-self._log_odds_gone(parameters, repeats, last, age)[0]))

    def _staying(self, b: float, repeats: Array) -> Array:
        """b, raised by one for every chance to leave that was not taken but the last."""
        return np.asarray(b + np.maximum(repeats + self.first, 1) - 1)

    def _log_odds_gone(
        self, parameters: Array, repeats: Array, last: Array, age: Array
    ) -> tuple[Array, Array, Array]:
        """Log-odds that the customer left at the last order; logarithms of alpha + age and alpha + last."""
        r, alpha, a, b = parameters
        log_age, log_last = np.log(alpha + age), np.log(alpha + last)
        odds = np.log(a / self._staying(b, repeats)) + (r + repeats) * (log_age - log_last)
        return np.where(repeats + self.first > 0, odds, -np.inf), log_age, log_last

    def orders_if_alive(self, parameters: Array, repeats: Array, age: Array, weeks: float | Array) -> Array:
        """Expected orders in the coming weeks of customers who have not left.

        With the rate averaged over, who leaves with chance p makes (1 − (1 + pτ)^−ρ) / p orders, where
        ρ = r + repeats and τ = weeks / (alpha + age); wanted is the mean over p ~ Beta(a, b + chances not
        taken).
        """
        rho, tau, b = self._ahead(parameters, repeats, age, weeks)
        return beta_mean(
            lambda p: -np.expm1(-rho * np.log1p(p * tau)) / p,
            ends=((rho * tau)[:, 0], -np.expm1(-rho * np.log1p(tau))[:, 0]),
            a=parameters[2],
            b=b,
        )

    def still_alive(self, parameters: Array, repeats: Array, age: Array, weeks: float | Array) -> Array:
        """The chance that who has not left today will not have left after the coming weeks."""
        rho, tau, b = self._ahead(parameters, repeats, age, weeks)
        ends = (np.ones(len(b)), (1 + tau[:, 0]) ** -rho[:, 0])
        share = beta_mean(lambda p: (1 + p * tau) ** -rho, ends=ends, a=parameters[2], b=b)
        # The grid knows a share to some twelve decimals, on either side of 0.
        return share.clip(0, 1)

    def _ahead(
        self, parameters: Array, repeats: Array, age: Array, weeks: float | Array
    ) -> tuple[Array, Array, Array]:
        r, alpha, _a, b = parameters
        return (r + repeats)[:, None], (weeks / (alpha + age))[:, None], b + repeats + self.first

    def orders_of_new(self, parameters: Array, weeks: Array) -> Array:
        """Expected repeat orders of a new customer in the first weeks."""
        nothing = np.zeros(len(weeks))
        _r, _alpha, a, b = parameters
        staying = b / (a + b) if self.first else 1.0
        return staying * self.orders_if_alive(parameters, nothing, nothing, weeks)

    def starts(self, data: Histories) -> list[Sequence[float]]:
        """Four places to start from: rates much or little alike, leaving often or seldom."""
        rate = float(data.weight @ data.repeats / (data.weight @ data.age))
        shapes = ((0.5, 0.8, 2.5), (2.0, 0.6, 6.0), (0.3, 0.3, 0.6), (1.0, 2.0, 20.0))
        return [(r, r / rate, a, b) for r, a, b in shapes]

    def scales(self, data: Histories) -> Sequence[float]:
        """A usual size of each parameter."""
        return (1.0, float(data.weight @ data.age) / data.customers, 1.0, 1.0)

    def edges(self) -> Sequence[Edge]:
        """What it says of the customers when parameters run away."""
        return edges.beta_geometric()


def beta_mean(function: Callable[[Array], Array], *, ends: tuple[Array, Array], a: float, b: Array) -> Array:
    """Mean of a smooth function of p ~ Beta(a, b), row by row; ends: its values at p = 0 and at p = 1.

    The straight line between the ends is averaged exactly. What is left vanishes at both, so that in the
    log-odds of p the trapezoid rule converges at a geometric rate, for any a and b.

    >>> beta_mean(lambda p: p**2, ends=(np.zeros(1), np.ones(1)), a=0.5, b=np.array([0.5])).round(9).tolist()
    [0.375]
    """
    from scipy.special import betaln, log_expit, polygamma, psi

    centre = psi(a + 1) - psi(b + 1)
    spread = np.sqrt(polygamma(1, a + 1) + polygamma(1, b + 1))
    grid = np.linspace(-SPREAD, SPREAD, POINTS)
    at = centre[:, None] + spread[:, None] * grid
    log_p, log_q = log_expit(at), log_expit(-at)
    p, q = np.exp(log_p), np.exp(log_q)
    density = np.exp(a * log_p + b[:, None] * log_q - betaln(a, b)[:, None])
    rest = function(p) - q * ends[0][:, None] - p * ends[1][:, None]
    line = (ends[0] * b + ends[1] * a) / (a + b)
    return np.asarray(line + spread * (grid[1] - grid[0]) * (density * rest).sum(axis=1))
