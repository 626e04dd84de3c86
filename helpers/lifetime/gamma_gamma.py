"""Gamma-gamma: what a customer spends an order, learnt from their own orders and from everybody's.

Source: Fader & Hardie (2013). The value of an order ~ Gamma(p, ν), ν ~ Gamma(q, v) from customer to customer,
and how much is spent has nothing to do with how often (`value_correlation` looks). The fewer orders a
customer has made, the more the estimate leans on the others; who ordered once has no repeat order, and gets
the mean of all.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from helpers.lifetime import edges
from helpers.lifetime.fitting import Fit, Task, maximise
from helpers.lifetime.histories import Array, need, refuse
from helpers.words import _, count

NAME = "gamma-gamma"
NAMES = ("p", "q", "v")
Below = Literal["refuse", "leave_out"]


def fit_values(summary: pd.DataFrame, *, below_zero: Below = "refuse") -> Fit:
    """The gamma-gamma model of the customers who came back.

    summary: `orders.customers`: customer_id, repeat_days, mean_repeat_value (money). below_zero: what to do
    with customers whose repeat orders come to nothing or less, which the model cannot hold: refuse (with
    their number), or leave_out. Raises ValueError for those, for blanks, and where nobody came back.
    """
    return maximise(value_task(summary, below_zero=below_zero))


def value_task(summary: pd.DataFrame, *, below_zero: Below = "refuse") -> Task:
    """What `fit_values` maximises."""
    table = _spending(summary, below_zero=below_zero)
    spent = spending(
        table["repeat_days"].to_numpy(dtype=float), table["mean_repeat_value"].to_numpy(dtype=float)
    )
    scale = float(table["mean_repeat_value"].mean())
    return Task(
        model=NAME,
        names=NAMES,
        likelihood=lambda parameters: log_likelihood(parameters, spent),
        starts=_starts(scale),
        scales=(1.0, 1.0, scale),
        customers=len(table),
        rows=len(spent.weight),
        edges=edges.gamma_gamma(),
    )


class Spending(NamedTuple):
    """Customers of the same number and mean of repeat orders as one row, and what of it never changes.

    total is the sum of their orders; levels and at_level as in `Histories`; log_total and log_mean are sums
    over customers, the former weighted by repeats.
    """

    repeats: Array
    total: Array
    weight: Array
    levels: Array
    at_level: Array
    log_total: float
    log_mean: float


def spending(repeats: Array, mean: Array) -> Spending:
    """The repeats and mean values of customers, equal ones put together."""
    rows = pd.DataFrame({"repeats": repeats, "mean": mean}).groupby(["repeats", "mean"], sort=False).size()
    repeats, mean = (rows.index.get_level_values(at).to_numpy(dtype=float) for at in (0, 1))
    weight = rows.to_numpy(dtype=float)
    levels, level = np.unique(repeats, return_inverse=True)
    at_level = np.bincount(level, weights=weight)
    total = repeats * mean
    log_total, log_mean = (weight * repeats) @ np.log(total), weight @ np.log(mean)
    return Spending(repeats, total, weight, levels, at_level, float(log_total), float(log_mean))


def log_likelihood(parameters: Array, spent: Spending) -> tuple[float, Array]:
    """Log-likelihood of the mean values of repeat orders, and its gradient by p, q, v."""
    from scipy.special import gammaln, psi

    p, q, v = parameters
    customers, shape = spent.weight.sum(), p * spent.levels
    all_spent, counted = v + spent.total, p * spent.repeats + q
    log_all = spent.weight * np.log(all_spent)
    value = (gammaln(shape + q) - gammaln(shape)) @ spent.at_level
    value += (
        customers * (q * np.log(v) - gammaln(q)) + p * spent.log_total - spent.log_mean - counted @ log_all
    )
    own = psi(shape + q)
    slope = [
        (spent.levels * (own - psi(shape))) @ spent.at_level + spent.log_total - spent.repeats @ log_all,
        own @ spent.at_level + customers * (np.log(v) - psi(q)) - log_all.sum(),
        customers * q / v - (spent.weight * counted) @ (1 / all_spent),
    ]
    return float(value), np.array(slope)


def order_values(fitted: Fit, summary: pd.DataFrame) -> pd.DataFrame:
    """What an order of each customer may be expected to bring.

    Returns customer_id, mean_value (money), basis, in the order of summary. basis is "own and all" for who
    came back: a mean of their own orders and of everybody's, weighted by how much is known of them; "all" for
    who ordered once, with `mean_of_all`; "none", and a blank value, for who came back and brought nothing or
    less.

    Of a firm where p = 3, q = 3, v = 40, so that an order brings 60 on average: two orders of 90 move it to
    (3 × 40 + 6 × 90) / (6 + 3 − 1).

    >>> fitted = Fit(NAME, {"p": 3.0, "q": 3.0, "v": 40.0}, 0.0, 2, 2, True, "", np.eye(3), pd.DataFrame())
    >>> means = {"repeat_days": [2, 0], "mean_repeat_value": [90.0, 0.0]}
    >>> people = pd.DataFrame({"customer_id": ["a", "b"], **means})
    >>> order_values(fitted, people)["mean_value"].tolist()
    [82.5, 60.0]
    """
    need(summary, "customer_id", "repeat_days", "mean_repeat_value")
    p, q, v = fitted.values
    repeats = summary["repeat_days"].to_numpy(dtype=float)
    mean = summary["mean_repeat_value"].to_numpy(dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        own = p * (v + repeats * mean) / (p * repeats + q - 1)
    known = (repeats > 0) & (mean > 0) & (p * repeats + q > 1)
    once = repeats == 0
    value = np.where(known, own, np.where(once, mean_of_all(fitted), np.nan))
    basis = np.select([known, once & np.isfinite(value)], ["own and all", "all"], "none")
    return pd.DataFrame(
        {"customer_id": summary["customer_id"], "mean_value": value, "basis": basis}, index=summary.index
    )


def mean_of_all(fitted: Fit) -> float:
    """The mean value of an order over all customers, p v / (q − 1); nan where q ≤ 1: it has no end."""
    p, q, v = fitted.values
    return float(p * v / (q - 1)) if q > 1 else float("nan")


def value_correlation(summary: pd.DataFrame) -> float:
    """Correlation of how often and how much, over who came back: the model takes it to be 0.

    nan where fewer than three came back, or all alike.
    """
    need(summary, "customer_id", "repeat_days", "mean_repeat_value")
    back = summary[summary["repeat_days"] > 0]
    numbers = back[["repeat_days", "mean_repeat_value"]].to_numpy(dtype=float)
    if len(back) < 3 or not np.ptp(numbers, axis=0).all():
        return float("nan")
    return float(np.corrcoef(numbers.T)[0, 1])


def _spending(summary: pd.DataFrame, *, below_zero: Below) -> pd.DataFrame:
    """Who came back, with what they spent an order: finite and above zero."""
    need(summary, "customer_id", "repeat_days", "mean_repeat_value")
    back = summary.loc[summary["repeat_days"] > 0, ["customer_id", "repeat_days", "mean_repeat_value"]]
    refuse(back, ~np.isfinite(back["mean_repeat_value"].to_numpy(dtype=float)), _("no mean_repeat_value"))
    fair = back["mean_repeat_value"] > 0
    bad = int((~fair).sum())
    if bad and below_zero == "refuse":
        message = _(
            "{bad} of the {back} customers who came back have a mean_repeat_value of zero or less, which a "
            'gamma-gamma model cannot hold. Leave them out (below_zero="leave_out"), or leave out returns '
            '(returns = "drop" in case.toml).'
        )
        raise ValueError(message.format(bad=count(bad), back=count(len(back))))
    if not fair.any():
        raise ValueError(_("Nobody has come back for more than nothing: there is no order value to learn."))
    return back[fair]


def _starts(scale: float) -> list[Sequence[float]]:
    """Orders of one customer alike or not, customers alike or not; all of the mean that was seen."""
    shapes = ((2.0, 4.0), (6.0, 3.0), (1.0, 1.5), (15.0, 8.0))
    return [(p, q, scale * max(q - 1, 0.5) / p) for p, q in shapes]
