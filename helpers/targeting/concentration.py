"""Concentration: how much of the whole stands on how few customers."""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.checks import fraction, numbers
from helpers.intervals import bootstrap

# Shares are quotients of floats: the crossing of 80% must not depend on the last bit of a sum.
TOLERANCE = 1e-9


def pareto(customers: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Customers from most to least of `by`, with running shares of customers and of the total.

    customers: one row per customer with a numeric column `by` (currency). Values may be negative; equal
    values stand in the order of customer_id; rows whose value is blank are left out. Returns the other
    rows sorted, plus customer_share and cumulative_share in fractions; with losses the latter passes 1
    before it ends at 1. Raises ValueError where the total is not positive: there is nothing to share.
    Source: Lorenz (1905); with losses the whale curve: Kaplan & Cooper (1998).

    >>> pareto(pd.DataFrame({"customer_id": list("abc"), "profit": [60, 80, -40]}), by="profit")[
    ...     "cumulative_share"].tolist()
    [0.8, 1.4, 1.0]
    """
    known = customers[numbers(customers, by, what="customers").notna()]
    ranked = known.iloc[_largest_first(known, by=by)].reset_index(drop=True)
    running = ranked[by].astype(float).cumsum()
    total = _total(running)
    return ranked.assign(
        customer_share=np.arange(1, len(ranked) + 1) / len(ranked), cumulative_share=running / total
    )


def lorenz(customers: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """The Lorenz curve: from the smallest customer up, with the point (0, 0) it starts from.

    customers as for `pareto`. Returns customer_share and cumulative_share in fractions, one row more
    than there are customers. Source: Lorenz (1905).

    >>> two = pd.DataFrame({"customer_id": list("ab"), "revenue": [1, 3]})
    >>> lorenz(two, by="revenue")["cumulative_share"].tolist()
    [0.0, 0.25, 1.0]
    """
    ranked = pareto(customers, by=by)
    rising = 1 - ranked[["customer_share", "cumulative_share"]].iloc[::-1]
    whole = pd.DataFrame({"customer_share": [1.0], "cumulative_share": [1.0]})
    return pd.concat([rising, whole], ignore_index=True)


def gini(values: Sequence[float] | pd.Series) -> float:
    """The Gini coefficient: 0 where all are equal, close to 1 where one customer has everything.

    values: one number per customer, blanks left out. Twice the area between the Lorenz curve and
    equality, as in R's `ineq::Gini`, without the n/(n − 1) correction. With losses among the values it
    can pass 1 (Chen, Tsaur & Rhai 1982). Raises ValueError where the total is not positive. Source:
    Gini (1912).

    >>> gini([10] * 50), round(gini([10] * 9 + [100]), 7), round(gini([1, 3, 2, 1, 1, 1, 4]), 7)
    (0.0, 0.4263158, 0.3076923)
    """
    ordered = _ascending(values)
    return _gini(ordered, np.ones(len(ordered), dtype=int))


def gini_interval(
    values: Sequence[float] | pd.Series, *, level: float = 0.95, draws: int = 500, seed: int = 0
) -> tuple[float, float]:
    """Bootstrap interval of `gini` over customers; see `intervals.bootstrap`.

    >>> low, high = gini_interval([10] * 9 + [100])
    >>> low <= gini([10] * 9 + [100]) <= high
    True
    """
    ordered = _ascending(values)
    return bootstrap(lambda counts: _gini(ordered, counts), len(ordered), level=level, draws=draws, seed=seed)


def top_share(customers: pd.DataFrame, *, by: str, share: float = 0.2) -> float:
    """What fraction of the total of `by` the first `share` of customers bring, largest first.

    A fifth of 12 customers is 2.4: three are counted, so that "the top fifth" is never less than a
    fifth.

    >>> top_share(pd.DataFrame({"customer_id": list("abcde"), "revenue": [60, 10, 10, 10, 10]}), by="revenue")
    0.6
    """
    ranked = pareto(customers, by=by)
    first = math.ceil(fraction(share, name="share") * len(ranked) - TOLERANCE)
    return float(ranked["cumulative_share"].iloc[first - 1]) if first else 0.0


def top_share_interval(
    values: Sequence[float] | pd.Series,
    *,
    share: float = 0.2,
    level: float = 0.95,
    draws: int = 500,
    seed: int = 0,
) -> tuple[float, float]:
    """Bootstrap interval of `top_share` over customers; see `intervals.bootstrap`."""
    falling = _ascending(values)[::-1]
    first = math.ceil(fraction(share, name="share") * len(falling) - TOLERANCE)

    def measure(counts: np.ndarray) -> float:
        total = counts @ falling
        taken = np.diff(np.minimum(np.cumsum(counts), first), prepend=0)
        return float(taken @ falling / total) if total > 0 else float("nan")

    return bootstrap(measure, len(falling), level=level, draws=draws, seed=seed)


def customers_count_for(customers: pd.DataFrame, *, by: str, share: float = 0.8) -> int:
    """How many customers, largest first, bring `share` of the total of `by`.

    >>> customers_count_for(pd.DataFrame({"customer_id": list("abc"), "revenue": [50, 30, 20]}), by="revenue")
    2
    """
    reached = pareto(customers, by=by)["cumulative_share"] >= fraction(share, name="share") - TOLERANCE
    return int(reached.to_numpy().argmax()) + 1


def customers_for(customers: pd.DataFrame, *, by: str, share: float = 0.8) -> float:
    """What fraction of customers, largest first, bring `share` of the total of `by`.

    >>> customers_for(pd.DataFrame({"customer_id": list("abcd"), "revenue": [50, 30, 15, 5]}), by="revenue")
    0.5
    """
    return customers_count_for(customers, by=by, share=share) / int(customers[by].notna().sum())


def _largest_first(customers: pd.DataFrame, *, by: str) -> np.ndarray:
    values = customers[by].astype(float).to_numpy()
    if "customer_id" not in customers.columns:
        return np.argsort(-values, kind="stable")
    return np.lexsort((customers["customer_id"].astype(str).to_numpy(), -values))


def _total(running: pd.Series) -> float:
    total = float(running.iloc[-1]) if len(running) else 0.0
    if not total > 0:
        raise ValueError(
            f"the total is {total:g}: shares need a total above zero. Check the column, or drop returns."
        )
    return total


def _ascending(values: Sequence[float] | pd.Series) -> np.ndarray:
    known = numbers(pd.DataFrame({"value": list(values)}), "value", what="values").dropna()
    ordered = np.sort(known.to_numpy())
    _total(pd.Series(ordered).cumsum())
    return ordered


def _gini(ordered: np.ndarray, counts: np.ndarray) -> float:
    """Gini of ascending values, each standing there `counts` times; nan where the total is not positive."""
    n, total = counts.sum(), counts @ ordered
    ranks = 2 * np.cumsum(counts) - counts - n
    return float((ordered * counts) @ ranks / (n * total)) if total > 0 else float("nan")
