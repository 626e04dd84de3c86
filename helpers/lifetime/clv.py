"""What customers are worth today: the margin of the orders to come, net of the cost of serving them."""

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from helpers.checks import fraction
from helpers.lifetime.fitting import Fit
from helpers.lifetime.gamma_gamma import Below, fit_values, order_values
from helpers.lifetime.histories import by_customer
from helpers.lifetime.models import fit, forecast
from helpers.words import _


class Terms(NamedTuple):
    """What `customer_lifetimes` takes for granted: see `lifetime_values`, `forecast`, `fit`, `fit_values`."""

    margin_share: float | pd.Series
    service_cost: float | pd.Series = 0.0
    horizon_weeks: float = 52.0
    discount_rate: float = 0.1
    model: str = "BG/NBD"
    below_zero: Below = "refuse"


class Lifetimes(NamedTuple):
    """The two fits and the table they make, one row a customer."""

    orders: Fit
    values: Fit
    table: pd.DataFrame


def margin_multiple(
    retention: float, discount_rate: float, *, payment: Literal["end", "start"] = "end"
) -> float:
    """What a yearly margin is worth for as long as a customer stays, in years' margins.

    retention: chance r to stay another year; discount_rate: yearly rate i; both fractions. payment: the first
    one counted comes a year from now, if the customer stays (end): r / (1 + i − r); or today as well (start):
    one more, (1 + i) / (1 + i − r). Raises ValueError where the sum has no end. Source: Gupta & Lehmann
    (2003).

    >>> round(margin_multiple(0.8, 0.1), 2), round(margin_multiple(0.8, 0.1, payment="start"), 2)
    (2.67, 3.67)
    """
    if not discount_rate > fraction(retention, name="retention") - 1:
        raise ValueError(_("With this discount rate the sum has no end: it must be above retention − 1."))
    return retention / (1 + discount_rate - retention) + (payment == "start")


def lifetime_values(
    expected: pd.DataFrame,
    values: pd.DataFrame,
    *,
    margin_share: float | pd.Series,
    service_cost: float | pd.Series = 0.0,
) -> pd.DataFrame:
    """Each customer's value to come: discounted orders × (mean value × margin share − service cost).

    expected: `forecast`; values: `order_values`; margin_share: margin as a fraction of what is paid, for all
    or a Series by customer_id; service_cost: money an order, likewise. Returns the columns of both, with
    margin_an_order (money, net of service) and clv (money). A customer may be worth less than nothing, and
    clv is blank where the mean value is. Raises ValueError where a customer is missing from values or from a
    Series.

    >>> expected = pd.DataFrame({"customer_id": ["a"], "discounted_orders": [2.0]})
    >>> values = pd.DataFrame({"customer_id": ["a"], "mean_value": [100.0]})
    >>> lifetime_values(expected, values, margin_share=0.3, service_cost=10)["clv"].tolist()
    [40.0]
    """
    table = expected.merge(values, on="customer_id", how="left", indicator=True, validate="one_to_one")
    if (table.pop("_merge") != "both").any():
        raise ValueError(_("Some customers have no order value: make both tables of the same customers."))
    ids = table["customer_id"]
    margin = by_customer(margin_share, ids, name="margin_share") * table["mean_value"].to_numpy(dtype=float)
    net = margin - by_customer(service_cost, ids, name="service_cost")
    # Nothing to come of an unknown value is still nothing.
    clv = np.where(table["discounted_orders"] == 0, 0.0, table["discounted_orders"] * net)
    return table.assign(margin_an_order=net, clv=clv)


def customer_lifetimes(summary: pd.DataFrame, *, terms: Terms) -> Lifetimes:
    """Everything at once: fit the orders, fit their values, forecast, value.

    summary: `orders.customers`. Raises ValueError as `fit`, `fit_values` and `lifetime_values` do.
    """
    ordering = fit(summary, model=terms.model)
    spending = fit_values(summary, below_zero=terms.below_zero)
    expected = forecast(
        ordering, summary, horizon_weeks=terms.horizon_weeks, discount_rate=terms.discount_rate
    )
    values = order_values(spending, summary)
    table = lifetime_values(
        expected, values, margin_share=terms.margin_share, service_cost=terms.service_cost
    )
    return Lifetimes(ordering, spending, table)
