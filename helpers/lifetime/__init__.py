"""Lifetimes: who is still a customer, what each will order and be worth. Pure: tables in, tables out.

Takes the table of `helpers.orders.customers` (repeat_days, recency_weeks, age_weeks, mean_repeat_value are
defined there: age at the last purchase is not the recency of RFM), gives tables by customer_id.

- Orders, where leaving is not seen: `fit` (BG/NBD, MBG/NBD, Pareto/NBD), `forecast`.
- Their value: `fit_values` (gamma-gamma), `order_values`, `mean_of_all`, `value_correlation`.
- Worth: `lifetime_values`, `customer_lifetimes` (all at once), `margin_multiple`.
- Renewals, where leaving is seen: `fit_renewals` (shifted beta-geometric), `survival`, `renewal_values`.
- Was it right? `hold_out`, `by_frequency`, `holdout_errors`, `tracking`; `simulated_customers`.
- Every fit is a `Fit`: parameters, `table()` with standard errors and intervals, `converged` and `reason`;
  `profile_intervals` where customers are few.

Who ordered once is a case of its own: BG/NBD gives them P(alive) = 1 whatever their silence (MBG/NBD and
Pareto/NBD do not), and gamma-gamma gives them the mean value of all.
"""

from helpers.lifetime.clv import Lifetimes, Terms, customer_lifetimes, lifetime_values, margin_multiple
from helpers.lifetime.fitting import Fit
from helpers.lifetime.gamma_gamma import fit_values, mean_of_all, order_values, value_correlation
from helpers.lifetime.holdout import by_frequency, hold_out, holdout_errors, tracking
from helpers.lifetime.models import MODELS, fit, forecast
from helpers.lifetime.profiles import profile_intervals
from helpers.lifetime.sbg import fit_renewals, renewal_values, survival
from helpers.lifetime.simulated import simulated_customers

__all__ = [
    "MODELS",
    "Fit",
    "Lifetimes",
    "Terms",
    "by_frequency",
    "customer_lifetimes",
    "fit",
    "fit_renewals",
    "fit_values",
    "forecast",
    "hold_out",
    "holdout_errors",
    "lifetime_values",
    "margin_multiple",
    "mean_of_all",
    "order_values",
    "profile_intervals",
    "renewal_values",
    "simulated_customers",
    "survival",
    "tracking",
    "value_correlation",
]
