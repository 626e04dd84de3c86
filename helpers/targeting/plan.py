"""The tiering decision: who gets an account manager's place, who is let go, and what that earned."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.checks import need, numbers, one_of
from helpers.intervals import resamples
from helpers.targeting.value import period_profit
from helpers.words import _

SEED = 0
DRAWS = 200
RANKINGS = ("value_to_come", "profit", "revenue", "orders", "rfm", "random")
BOTTOMS = ("keep_all", "cut_wood", "cut_below_zero")


@dataclass(frozen=True)
class Plan:
    """A policy: by what customers are ranked for places (RANKINGS), and who is let go (BOTTOMS)."""

    rank_by: str
    bottom: str = "keep_all"


@dataclass(frozen=True)
class Terms:
    """What a place costs (money, for the time of the hold-out), how many there are, and what they do.

    lift is an assumption: a covered customer brings this fraction more profit than it would have.
    """

    cost_per_place: float
    places: int = 80
    lift: float = 0.15

    def __post_init__(self) -> None:
        if self.places < 0 or self.cost_per_place < 0:
            raise ValueError(_("Neither places nor their cost can be below zero."))


BASELINES = {
    "random": Plan("random"),
    "biggest first": Plan("revenue"),
    "RFM": Plan("rfm"),
    "value to come, cut below zero": Plan("value_to_come", "cut_below_zero"),
}


def rank(values: pd.DataFrame, *, by: str, seed: int = 0) -> pd.Series:
    """Places in the queue, 1 = first, one for each row; equal customers stand in the order of customer_id.

    values: customer_id and the column of the rule: revenue, orders, profit, value_to_come; for `rfm` r,
    f and m, of which the sum counts, then r, f, m in turn (Hughes 1994); `random` shuffles by `seed`.
    Blanks stand last.

    >>> values = pd.DataFrame({"customer_id": list("abc"), "profit": [5.0, None, 9.0]})
    >>> rank(values, by="profit").tolist()
    [2, 3, 1]
    """
    one_of(by, list(RANKINGS), name="by")
    need(
        values,
        "customer_id",
        *(("r", "f", "m") if by == "rfm" else () if by == "random" else (by,)),
        what="values",
    )
    if by == "random":
        order = np.random.default_rng(seed).permutation(len(values))
    else:
        score = values[by] if by != "rfm" else values["r"] + values["f"] + values["m"] + _code(values) / 1000
        best = -score.astype(float).fillna(-np.inf).to_numpy()
        order = np.lexsort((values["customer_id"].astype(str).to_numpy(), best))
    places = np.empty(len(values), dtype=int)
    places[order] = np.arange(1, len(values) + 1)
    return pd.Series(places, index=values.index, name="rank")


def let_go(values: pd.DataFrame, *, bottom: str) -> pd.Series:
    """Which customers a plan lets go: nobody (keep_all), the tier wood, or those with a loss so far.

    >>> let_go(pd.DataFrame({"profit": [3.0, -1.0]}), bottom="cut_below_zero").tolist()
    [False, True]
    """
    one_of(bottom, list(BOTTOMS), name="bottom")
    if bottom == "keep_all":
        return pd.Series(False, index=values.index)
    column = "tier" if bottom == "cut_wood" else "profit"
    need(values, column, what="values")
    return values["tier"] == "wood" if bottom == "cut_wood" else values["profit"] < 0


def holdout_profit(values: pd.DataFrame, future_lines: pd.DataFrame) -> pd.Series:
    """Profit of each row of `values` in the hold-out (money): margin less service cost per order × orders.

    future_lines: order lines after `as_of`, with unit_cost. Service cost per order is that of the time
    up to as_of. Customers who came only later are no part of the decision and are left out. Raises
    ValueError without unit_cost.
    """
    return period_profit(values, future_lines).rename("holdout_profit")


def plan_value(values: pd.DataFrame, holdout: pd.Series, *, plan: Plan, terms: Terms) -> float:
    """What a plan earned in the hold-out (money): profit of those kept + lift on those covered − places.

    values: one row a customer, as `customer_value` gives it; holdout: `holdout_profit`, one number for
    each row. Places go to the first in `rank` among those kept; an empty place costs as much as a
    filled one. For `random` it is the mean over all possible shuffles.

    >>> values = pd.DataFrame({"customer_id": list("abc"), "profit": [50.0, 20.0, -5.0]})
    >>> terms = Terms(cost_per_place=4.0, places=1, lift=0.5)
    >>> plan_value(values, pd.Series([40.0, 30.0, -10.0]), plan=Plan("profit", "cut_below_zero"), terms=terms)
    86.0
    """
    return _earned(_queue(values, plan), _money(values, holdout), np.ones(len(values)), terms)


def compare(
    values: pd.DataFrame,
    holdout: pd.Series,
    *,
    terms: Terms,
    plans: Mapping[str, Plan] = BASELINES,
    leads_of: str = "",
) -> pd.DataFrame:
    """What each plan earned in the hold-out and how much of it may be luck: policy, low, mid, high (money).

    values, holdout, terms: as for `plan_value`; plans: name → Plan. mid is the value on the customers
    there are; low and high are the 95% interval over bootstrap samples of customers, for `random` over
    shuffles too. With `leads_of`, the name of a plan, also lead_low and lead_high: the interval of its lead
    over each plan on the same customers, which is known better than the two sums it is the difference of.
    Seeded: the same tables give the same figures.
    """
    if leads_of:
        one_of(leads_of, list(plans), name="leads_of")
    profit = _money(values, holdout)
    queues = [_queue(values, plan) for plan in plans.values()]
    mid = np.array([_earned(queue, profit, np.ones(len(values)), terms) for queue in queues])
    shuffle = np.random.default_rng(SEED)
    drawn = np.array(
        [
            [_earned(queue, profit, counts, terms, shuffle) for queue in queues]
            for counts in resamples(len(values), draws=DRAWS, seed=SEED)
        ]
    )
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    table = pd.DataFrame({"policy": list(plans), "low": low, "mid": mid, "high": high})
    if not leads_of:
        return table
    leads = drawn[:, [list(plans).index(leads_of)]] - drawn
    low, high = np.quantile(leads, [0.025, 0.975], axis=0)
    return table.assign(lead_low=low, lead_high=high)


def lead_parts(
    values: pd.DataFrame, holdout: pd.Series, *, terms: Terms, plan: Plan, over: Plan
) -> pd.Series:
    """Where the lead of a plan over another comes from: goodbyes and ranking (money), which add up to it.

    values, holdout, terms: as for `plan_value`. goodbyes: what the other plan would earn more by letting go
    whom this one lets go; ranking: what this one's ranking adds to that.

    >>> values = pd.DataFrame({"customer_id": list("abc"), "profit": [5, 9, -5], "revenue": [60, 40, 50]})
    >>> terms = Terms(cost_per_place=4.0, places=1, lift=0.5)
    >>> plans = {"plan": Plan("profit", "cut_below_zero"), "over": Plan("revenue")}
    >>> lead_parts(values, pd.Series([4.0, 8.0, -5.0]), terms=terms, **plans).to_dict()
    {'goodbyes': 5.0, 'ranking': 2.0}
    """
    steps = [over, Plan(over.rank_by, plan.bottom), plan]
    earned = [plan_value(values, holdout, plan=step, terms=terms) for step in steps]
    return pd.Series({"goodbyes": earned[1] - earned[0], "ranking": earned[2] - earned[1]})


@dataclass(frozen=True)
class _Queue:
    """Rows of the customers kept, first in line first; `shuffled` where the order is drawn by lot."""

    rows: np.ndarray
    shuffled: bool


def _queue(values: pd.DataFrame, plan: Plan) -> _Queue:
    kept = np.flatnonzero(~let_go(values, bottom=plan.bottom))
    places = rank(values, by=plan.rank_by).to_numpy()[kept]
    return _Queue(kept[np.argsort(places)], plan.rank_by == "random")


def _earned(
    queue: _Queue,
    profit: np.ndarray,
    counts: np.ndarray,
    terms: Terms,
    shuffle: np.random.Generator | None = None,
) -> float:
    """Value of a plan on a sample that has customer i counts[i] times; by lot: the mean, or one `shuffle`."""
    rows = shuffle.permutation(queue.rows) if queue.shuffled and shuffle else queue.rows
    there = counts[rows]
    if queue.shuffled and shuffle is None:
        covered = there * min(1.0, terms.places / max(1.0, there.sum()))
    else:
        covered = np.diff(np.minimum(np.cumsum(there), terms.places), prepend=0)
    return float(profit[rows] @ (there + terms.lift * covered)) - terms.places * terms.cost_per_place


def _money(values: pd.DataFrame, holdout: pd.Series) -> np.ndarray:
    if len(values) != len(holdout):
        message = _(
            "The hold-out has {holdout} rows for {values} customers: take holdout_profit of the same table."
        )
        raise ValueError(message.format(holdout=len(holdout), values=len(values)))
    if values.empty:
        raise ValueError(_("There are no customers to plan for."))
    return numbers(pd.DataFrame({"profit": holdout}), "profit", what="hold-out").fillna(0.0).to_numpy()


def _code(values: pd.DataFrame) -> pd.Series:
    return values["r"] * 100 + values["f"] * 10 + values["m"]
