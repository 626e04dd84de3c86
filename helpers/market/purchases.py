"""When customers order and for how much: BG/NBD order days, gamma-gamma values; patterns of the six."""

import numpy as np
import pandas as pd

from helpers.market.accounts import Account, accounts
from helpers.market.dates import END_DAY, day_number

DAYS_A_WEEK = 7.0
DAYS_A_YEAR = 365.0


def purchases(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One row an order by customer and day: customer (row of people), day, value (USD before discounts).

    No customer orders twice on one day, so that order days are orders, as BG/NBD counts them. `people` gains
    dropout_day, the day of the last order of a customer who leaves before the end (else missing).
    """
    unnamed = people.index[~people["named"]].to_numpy()
    customer, day, left = _bg_nbd(people.loc[unnamed], rng)
    last_day = pd.Series(day).groupby(customer).last()
    people["dropout_day"] = last_day.where(pd.Series(left, index=unnamed)).reindex(people.index)
    value = rng.standard_gamma(people["shape"].to_numpy()[customer]) / people["scale"].to_numpy()[customer]
    return pd.DataFrame({"customer": customer, "day": day, "value": value})


def _bg_nbd(people: pd.DataFrame, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Customers and days of all orders, sorted, and which of `people` have left before the end.

    All Poisson arrivals up to the end are drawn at once; of them a customer keeps those up to the one after
    which they leave.
    """
    first = people["first_day"].to_numpy() + rng.random(len(people))
    span = END_DAY + 1 - first
    arrivals = rng.poisson(people["rate"].to_numpy() / DAYS_A_WEEK * span)
    # A probability of nearly 0 would make NumPy's geometric overflow: beyond a million orders nobody leaves.
    stay = rng.geometric(people["dropout"].to_numpy().clip(1e-6))
    row = np.repeat(np.arange(len(people)), arrivals)
    when = first[row] + rng.random(len(row)) * span[row]
    order = np.lexsort((when, row))
    when, nth = when[order], _nth(row)
    kept = nth < stay[row]
    rows = np.concatenate([np.arange(len(people)), row[kept]])
    days = np.floor(np.concatenate([first, when[kept]])).astype(np.int64)
    rows, days = _one_a_day(rows, days)
    return people.index.to_numpy()[rows], days, stay <= arrivals


def _nth(row: np.ndarray) -> np.ndarray:
    """Position within its run of each element of a sorted array.

    >>> _nth(np.array([4, 4, 4, 7, 9, 9])).tolist()
    [0, 1, 2, 0, 0, 1]
    """
    place = np.arange(len(row))
    starts = np.flatnonzero(np.diff(row, prepend=-1))
    return place - np.repeat(starts, np.diff(np.append(starts, len(row))))


def _one_a_day(rows: np.ndarray, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Orders sorted by customer and day, a second one on the same day moved to the next free day.

    >>> _one_a_day(np.array([0, 0, 0, 1]), np.array([5, 5, 6, 5]))[1].tolist()
    [5, 6, 7, 5]
    """
    order = np.lexsort((days, rows))
    rows, days = rows[order], days[order]
    nth = _nth(rows)
    # A day's distance to its place may never shrink within a customer: a running maximum, kept apart by
    # a wide step per customer.
    step = 4 * (END_DAY + 1 + len(rows))
    days = np.maximum.accumulate(days - nth + rows * step) - rows * step + nth
    inside = days <= END_DAY
    return rows[inside], days[inside]


def named_purchases(rng: np.random.Generator) -> pd.DataFrame:
    """The orders of the six accounts, from their patterns; columns as in `purchases`."""
    return pd.concat([_pattern(number, one, rng) for number, one in enumerate(accounts())], ignore_index=True)


def _pattern(number: int, account: Account, rng: np.random.Generator) -> pd.DataFrame:
    """Order days whose gaps lengthen or shorten over the years, and values that grow or shrink."""
    pattern = account.pattern
    first, last = day_number(pattern.first_on), day_number(pattern.last_on)
    days = [float(first)]
    while days[-1] <= last:
        gap = pattern.gap_days * (1 + pattern.gap_growth) ** (days[-1] / DAYS_A_YEAR)
        days.append(days[-1] + gap * rng.uniform(1 - pattern.gap_jitter, 1 + pattern.gap_jitter))
    day = np.floor(days[:-1]).astype(np.int64)
    shape = pattern.value_spread**-2
    level = pattern.order_value * (1 + pattern.value_growth) ** (day / DAYS_A_YEAR)
    return pd.DataFrame(
        {"customer": number, "day": day, "value": level * rng.standard_gamma(shape, len(day)) / shape}
    )
