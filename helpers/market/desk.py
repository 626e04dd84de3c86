"""Calls arriving at the service desk: half hours of eight weeks, and the rates they are drawn by."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.dates import AS_OF
from helpers.market.facts import facts, once
from helpers.market.state import State

OPENS = pd.Timedelta(hours=8)
HALF_HOUR = pd.Timedelta(minutes=30)


def _rates() -> npt.NDArray[np.float64]:
    """Expected calls by weekday (row, Monday first) and half hour."""
    how = facts("desk")
    rates: npt.NDArray[np.float64] = np.outer(list(how["weekdays"].values()), how["profile"]).round(3)
    return rates


@once
def calls(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row a half hour: interval_start, calls, handle_seconds (mean of its calls; blank without calls)."""
    how, last = facts("desk"), pd.Timestamp(AS_OF)
    days = pd.date_range(last - pd.Timedelta(days=7 * how["weeks"] - 1), last)
    days = days[days.day_of_week < len(how["weekdays"])]
    count = rng.poisson(_rates()[days.day_of_week])
    # The mean of a few log-normal durations, each of mean handle_seconds.
    centre = np.log(how["handle_seconds"]) - how["spread"] ** 2 / 2
    row = np.repeat(np.arange(count.size), count.ravel())
    each = np.exp(rng.normal(centre, how["spread"], len(row)))
    total = np.bincount(row, each, minlength=count.size)
    starts = [day + OPENS + half * HALF_HOUR for day in days for half in range(count.shape[1])]
    handled = pd.Series(total / np.maximum(count.ravel(), 1)).round(0).where(count.ravel() > 0)
    return pd.DataFrame({"interval_start": starts, "calls": count.ravel(), "handle_seconds": handled})


@once
def call_rates(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The rates behind the calls: weekday, time, rate (calls in the half hour from then on)."""
    rows = [
        (weekday, f"{8 + half // 2:02d}:{30 * (half % 2):02d}", rate)
        for weekday, rates in zip(facts("desk")["weekdays"], _rates(), strict=True)
        for half, rate in enumerate(rates)
    ]
    return pd.DataFrame(rows, columns=["weekday", "time", "rate"])
