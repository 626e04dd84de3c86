"""Fit a model of repeat buying, and what it expects of each customer."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import pandas as pd

from helpers.lifetime.bgnbd import BG_NBD
from helpers.lifetime.edges import Edge
from helpers.lifetime.fitting import Fit, Task, maximise
from helpers.lifetime.histories import Array, Histories, checked, histories
from helpers.lifetime.mbgnbd import MBG_NBD
from helpers.lifetime.pareto_nbd import PARETO_NBD
from helpers.words import _

WEEKS_A_YEAR = 365 / 7
CHUNK = 10_000
# Points in time at which expected orders are discounted.
TIMES = 8


class Model(Protocol):
    """What every model of repeat buying can do; repeats, last, age (weeks): one number a customer."""

    @property
    def name(self) -> str: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    def log_likelihood(self, parameters: Array, data: Histories) -> tuple[float, Array]: ...
    def p_alive(self, parameters: Array, repeats: Array, last: Array, age: Array) -> Array: ...
    def orders_if_alive(
        self, parameters: Array, repeats: Array, age: Array, weeks: float | Array
    ) -> Array: ...
    def still_alive(self, parameters: Array, repeats: Array, age: Array, weeks: float | Array) -> Array: ...
    def orders_of_new(self, parameters: Array, weeks: Array) -> Array: ...
    def starts(self, data: Histories) -> list[Sequence[float]]: ...
    def scales(self, data: Histories) -> Sequence[float]: ...
    def edges(self) -> Sequence[Edge]: ...


_ALL: tuple[Model, ...] = (BG_NBD, MBG_NBD, PARETO_NBD)
MODELS: Mapping[str, Model] = {model.name: model for model in _ALL}


def fit(summary: pd.DataFrame, *, model: str = "BG/NBD") -> Fit:
    """The model that fits the customers best.

    summary: `orders.customers`, or any table with customer_id, repeat_days, recency_weeks (age at the last
    purchase) and age_weeks; model: BG/NBD, MBG/NBD or Pareto/NBD. Customers of equal history are put together
    first. Raises ValueError where the table is empty, a history is impossible, or nobody came back; a search
    that finds no top is no error, see `Fit.converged` and `Fit.reason`. Sources: Fader, Hardie & Lee (2005);
    Batislam, Denizel & Filiztekin (2007); Schmittlein, Morrison & Colombo (1987).
    """
    return maximise(task(summary, model=model))


def task(summary: pd.DataFrame, *, model: str) -> Task:
    """What `fit` maximises."""
    chosen, data = model_of(model), histories(summary)
    return Task(
        model=chosen.name,
        names=chosen.names,
        likelihood=lambda parameters: chosen.log_likelihood(parameters, data),
        starts=chosen.starts(data),
        scales=chosen.scales(data),
        customers=data.customers,
        rows=len(data.repeats),
        edges=chosen.edges(),
    )


def forecast(
    fitted: Fit, summary: pd.DataFrame, *, horizon_weeks: float = 52.0, discount_rate: float = 0.0
) -> pd.DataFrame:
    """Who is still a customer, and how much each may be expected to order.

    summary: as for `fit`, these customers or others; horizon_weeks from the end of the time observed;
    discount_rate: a year, as a fraction. Returns a row a customer in the order of summary:

    - customer_id; ordered_once (whether nothing but the first order is known);
    - p_alive: the chance that they have not left. Under BG/NBD it is 1 for everybody who ordered once;
    - p_alive_later: the chance that they will not have left at the horizon either;
    - expected_orders within the horizon;
    - discounted_orders: the same, each order counted at its value today.

    Raises ValueError where a history is impossible, the horizon is negative, or the rate is below 0.
    """
    chosen, table = model_of(fitted.model), checked(summary)
    _check_ahead(horizon_weeks, discount_rate)
    repeats, last, age = (table[name].to_numpy() for name in ("repeat_days", "recency_weeks", "age_weeks"))
    alive = chosen.p_alive(fitted.values, repeats, last, age)
    # What lies ahead of those who stayed rests on orders and age alone: it is worked out once for each pair.
    pairs = table.groupby(["repeat_days", "age_weeks"], sort=False)
    pair = pairs.ngroup().to_numpy()
    distinct = table.loc[~pairs.cumcount().astype(bool), ["repeat_days", "age_weeks"]].to_numpy()
    ahead = _ahead(chosen, fitted.values, distinct, weeks=horizon_weeks, rate=discount_rate)[pair]
    return pd.DataFrame(
        {
            "customer_id": table["customer_id"],
            "ordered_once": repeats == 0,
            "p_alive": alive,
            "p_alive_later": alive * ahead[:, 0],
            "expected_orders": alive * ahead[:, 1],
            "discounted_orders": alive * ahead[:, 2],
        },
        index=summary.index,
    )


def _ahead(model: Model, parameters: Array, pairs: Array, *, weeks: float, rate: float) -> Array:
    """Per pair of repeats and age, of who has not left: P(still there), orders, discounted orders."""
    found = np.zeros((len(pairs), 3))
    for start in range(0, len(pairs), CHUNK):
        rows = slice(start, start + CHUNK)
        repeats, age = pairs[rows, 0], pairs[rows, 1]
        found[rows, 0] = model.still_alive(parameters, repeats, age, weeks)
        found[rows, 1] = model.orders_if_alive(parameters, repeats, age, weeks)
        found[rows, 2] = found[rows, 1]
        for at, worth in _points(weeks, rate):
            found[rows, 2] += worth * (model.orders_if_alive(parameters, repeats, age, at) - found[rows, 1])
    return found


def _points(weeks: float, rate: float) -> list[tuple[float, float]]:
    """Points in time, and what it costs that orders wait beyond them.

    Orders at their value today are, by parts, all orders up to the horizon less the integral of the orders
    after each point, weighted by what a week's waiting costs at that point. Closer together at the beginning,
    when most orders come.
    """
    force = float(np.log1p(rate)) / WEEKS_A_YEAR
    if force == 0 or weeks == 0:
        return []
    points, weights = np.polynomial.legendre.leggauss(TIMES)
    root = (points + 1) / 2
    at = weeks * root**2
    worth = force * weeks * root * weights * np.exp(-force * at)
    return list(zip(at.tolist(), worth.tolist(), strict=True))


def model_of(name: str) -> Model:
    """The model of this name."""
    if name not in MODELS:
        message = _("There is no model {name}; choose one of {known}.")
        raise ValueError(message.format(name=name, known=", ".join(MODELS)))
    return MODELS[name]


def _check_ahead(horizon_weeks: float, discount_rate: float) -> None:
    if not 0 <= horizon_weeks < np.inf:
        message = _("horizon_weeks is {weeks}: give a number of weeks from 0 up.")
        raise ValueError(message.format(weeks=horizon_weeks))
    check_rate(discount_rate)


def check_rate(discount_rate: float) -> None:
    """Refuse a rate that is no fraction from 0 to 1."""
    if not 0 <= discount_rate <= 1:
        message = _("discount_rate is {rate}: it is a fraction a year, write 0.1 for 10%.")
        raise ValueError(message.format(rate=discount_rate))
