"""Would the model have been right? Fit on the past up to a day, compare with what came afterwards."""

import datetime

import numpy as np
import pandas as pd

from helpers import orders
from helpers.lifetime.fitting import Fit
from helpers.lifetime.histories import Array
from helpers.lifetime.models import forecast, model_of
from helpers.words import _

DAYS_A_WEEK = 7


def hold_out(
    lines: pd.DataFrame, *, until: datetime.date | str, end: datetime.date | str | None = None
) -> pd.DataFrame:
    """The customers as they were on the day `until`, and what they did from then to `end`.

    lines: order lines as for `orders.customers`; end: the last day held out, by default the last in lines.
    Returns the rows of `orders.customers(lines, as_of=until)` with holdout_weeks (the same for all),
    holdout_days (purchase days in them) and holdout_revenue (money). Raises ValueError where a part is empty.

    >>> days = pd.to_datetime(["2024-01-01", "2024-01-08", "2024-01-20", "2024-01-29"])
    >>> lines = pd.DataFrame({"order_id": range(4), "customer_id": "ann", "ordered_at": days,
    ...                       "quantity": 1, "unit_price": 10.0})
    >>> hold_out(lines, until="2024-01-15")[["repeat_days", "holdout_weeks", "holdout_days"]].values.tolist()
    [[1.0, 2.0, 2.0]]
    """
    cut = pd.Timestamp(until).normalize()
    last = lines["ordered_at"].max().normalize() if end is None else pd.Timestamp(end).normalize()
    before = orders.customers(lines, as_of=cut.date())
    if before.empty or not last > cut:
        message = _("There must be orders up to {until} and days after it: choose another day to split at.")
        raise ValueError(message.format(until=cut.date()))
    after = orders.customers(lines, as_of=last.date()).set_index("customer_id").reindex(before["customer_id"])
    return before.assign(
        holdout_weeks=(last - cut).days / DAYS_A_WEEK,
        holdout_days=after["repeat_days"].to_numpy() - before["repeat_days"],
        holdout_revenue=(after["revenue"].to_numpy() - before["revenue"]).round(4),
    )


def by_frequency(fitted: Fit, held: pd.DataFrame, *, most: int = 7) -> pd.DataFrame:
    """Actual and expected orders in the hold-out, by how often customers had come back before it.

    held: `hold_out`; most: repeat days from here up are one group. Returns repeat_days (text, the last as
    "7+"), customers, actual and expected (mean orders a customer).
    """
    expected = forecast(fitted, held, horizon_weeks=_weeks(held))["expected_orders"]
    table = held.assign(expected=expected, group=held["repeat_days"].clip(upper=most))
    groups = table.groupby("group")
    found = groups.agg(
        customers=("holdout_days", "size"), actual=("holdout_days", "mean"), expected=("expected", "mean")
    )
    names = [f"{int(group)}+" if group == most else f"{int(group)}" for group in found.index]
    return found.reset_index(drop=True).assign(repeat_days=names)[["repeat_days", *found.columns]]


def holdout_errors(fitted: Fit, held: pd.DataFrame) -> pd.DataFrame:
    """How far the model was out, beside two rules anybody could use.

    Returns method ("model", "as before": at each customer's own rate so far, "all alike": at the mean rate of
    all), expected and actual (orders in all), mean_absolute_error, root_mean_square_error (orders a
    customer).
    """
    weeks, actual = _weeks(held), held["holdout_days"].to_numpy(dtype=float)
    repeats, age = held["repeat_days"].to_numpy(dtype=float), held["age_weeks"].to_numpy(dtype=float)
    methods = {
        _("model"): forecast(fitted, held, horizon_weeks=weeks)["expected_orders"].to_numpy(),
        _("as before"): weeks * repeats / np.maximum(age, 1 / DAYS_A_WEEK),
        _("all alike"): np.full(len(held), weeks * repeats.sum() / max(age.sum(), 1 / DAYS_A_WEEK)),
    }
    rows = [
        {
            "method": name,
            "expected": expected.sum(),
            "actual": actual.sum(),
            "mean_absolute_error": np.abs(expected - actual).mean(),
            "root_mean_square_error": ((expected - actual) ** 2).mean() ** 0.5,
        }
        for name, expected in methods.items()
    ]
    return pd.DataFrame(rows)


def tracking(
    fitted: Fit, lines: pd.DataFrame, *, until: datetime.date | str, step_weeks: int = 1
) -> pd.DataFrame:
    """Repeat orders week by week, as they came and as the model expects them of new customers.

    lines and until: as for `hold_out`; only customers who came up to that day count, from their first day
    on. Returns week (since the first day of lines), held_out (bool), actual and expected (repeat orders of
    the step), actual_total and expected_total (up to then). The last step may be a short one.
    """
    known = lines.dropna(subset=["customer_id", "ordered_at"])
    day = known["ordered_at"].dt.normalize()
    origin, cut = day.min(), pd.Timestamp(until).normalize()
    number = (day - origin).dt.days
    days = pd.DataFrame({"customer_id": known["customer_id"], "day": number}).drop_duplicates()
    first = days.groupby("customer_id")["day"].transform("min")
    days, first = days[first <= (cut - origin).days], first[first <= (cut - origin).days]
    span = int(number.max()) + 1
    came = np.bincount(first[days["day"] == first], minlength=span)
    repeats = np.bincount(days.loc[days["day"] > first, "day"], minlength=span)
    expected = _expected_totals(fitted, came)
    ends = np.minimum(
        np.arange(1, -(-span // (DAYS_A_WEEK * step_weeks)) + 1) * DAYS_A_WEEK * step_weeks, span
    )
    table = pd.DataFrame(
        {
            "week": ends / DAYS_A_WEEK,
            "held_out": ends > (cut - origin).days + 1,
            "actual_total": np.cumsum(repeats)[ends - 1],
            "expected_total": expected[ends - 1],
        }
    )
    return table.assign(
        actual=table["actual_total"].diff().fillna(table["actual_total"]),
        expected=table["expected_total"].diff().fillna(table["expected_total"]),
    )


def _expected_totals(fitted: Fit, came: Array) -> Array:
    """Expected repeat orders up to the end of each day, where came[d] new customers first bought on day d."""
    ages = np.arange(len(came)) / DAYS_A_WEEK
    of_one = model_of(fitted.model).orders_of_new(fitted.values, ages)
    return np.asarray(np.convolve(came, of_one)[: len(came)])


def _weeks(held: pd.DataFrame) -> float:
    return float(held["holdout_weeks"].iloc[0])
