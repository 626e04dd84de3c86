"""So many hours, and more tickets than hours: in which order they are worked, and what the waiting costs."""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.checks import need, one_of
from helpers.intervals import resamples
from helpers.words import _

MONTH_DAYS = 21  # working days
ORDERS = ("oldest", "severe", "biggest", "risk")
# Hours of work in a ticket, by what it is about. Assumed: nobody has measured it here.
WORK_HOURS = {
    "question": 0.5,
    "invoice": 1.0,
    "late delivery": 1.5,
    "missing part": 2.0,
    "wrong item": 2.5,
    "damaged": 3.0,
}
USUAL_WORK = 1.5
# How much faster patience runs out, by how bad it is.
WEIGHT = {"low": 0.5, "normal": 1.0, "high": 2.0}
DRAWS = 200

Days = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True)
class Desk:
    """hours: of service a month; turn_by: working days after which a ticket comes before all that are
    younger, whoever it is from (0: never).
    """

    hours: float
    turn_by: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.hours < float("inf") or self.turn_by < 0:
            raise ValueError(_("A desk has some hours a month, and a turn after 0 working days or more."))


def tray(done: pd.DataFrame, worth: pd.DataFrame) -> pd.DataFrame:
    """The tickets to be worked, in the order they came: ticket_id, customer_id, opened_at, severity, work
    (hours), weight, and what was known of the customer: size, value (money).

    done: `handled` of the days in question; worth: customer_id, size (sales) and value (what they left),
    known before. A customer nobody knows is worth nothing here. Tickets that name no customer are left out.
    """
    need(done, "customer_id", "opened_at", "severity", "category", what=_("the tickets"))
    need(worth, "customer_id", "size", "value", what=_("the customers"))
    table = done.dropna(subset=["customer_id"]).sort_values(["opened_at", "ticket_id"])
    if table.empty:
        raise ValueError(_("No ticket of that time names a customer."))
    by_id = worth.drop_duplicates("customer_id").set_index("customer_id")
    return pd.DataFrame(
        {
            "ticket_id": table["ticket_id"],
            "customer_id": table["customer_id"],
            "opened_at": table["opened_at"],
            "severity": table["severity"],
            "work": table["category"].map(WORK_HOURS).fillna(USUAL_WORK),
            "weight": table["severity"].map(WEIGHT).fillna(1.0),
            "size": table["customer_id"].map(by_id["size"]).fillna(0.0),
            "value": table["customer_id"].map(by_id["value"]).fillna(0.0),
        }
    ).reset_index(drop=True)


def urgency(waiting: pd.DataFrame, order: str) -> Days:
    """A number a ticket, the lower the earlier: oldest, severe, biggest or risk.

    risk: what a day's waiting is expected to cost (value × weight) an hour of work, highest first. With
    losses that grow evenly, no order of a full tray costs less. Source: Smith (1956); Cox & Smith (1961).

    >>> rows = {"size": [90, 10], "value": [5.0, 9.0], "weight": [1.0, 1.0], "work": [1.0, 3.0]}
    >>> urgency(pd.DataFrame(rows), "risk").tolist()
    [-5.0, -3.0]
    """
    one_of(order, list(ORDERS), name="order")
    if order == "oldest":
        return np.arange(len(waiting), dtype=float)
    if order == "severe":
        return -waiting["weight"].to_numpy(dtype=float)
    if order == "biggest":
        return -waiting["size"].to_numpy(dtype=float)
    gain = waiting["value"].clip(lower=0) * waiting["weight"] / waiting["work"]
    return -gain.to_numpy(dtype=float)


def waits(waiting: pd.DataFrame, order: str, desk: Desk) -> Days:
    """Working days from opening to the end of the work, a number a ticket, in this order at this desk.

    The tray is empty at first. What comes in on a day lies on the desk that day, a weekend's on Monday. Each
    day takes the most urgent first (equals: the oldest); a ticket may go on the day after. When nothing more
    comes in, the desk works on until all is settled.

    >>> day = pd.Timestamp("2026-06-01 09:00")  # a Monday; two hours a day
    >>> rows = {"opened_at": [day, day], "work": [2.0, 1.0], "size": [1.0, 2.0]}
    >>> two = pd.DataFrame(rows)
    >>> waits(two, "oldest", Desk(42.0)).tolist(), waits(two, "biggest", Desk(42.0)).tolist()
    ([1.0, 2.0], [2.0, 1.0])
    """
    first, ended = _arrivals(waiting["opened_at"]), np.zeros(len(waiting))
    rank = np.lexsort((np.arange(len(waiting)), urgency(waiting, order))).argsort()
    left, a_day = waiting["work"].to_numpy(dtype=float).copy(), desk.hours / MONTH_DAYS
    queue: list[tuple[int, int, int]] = []  # turn come (0) or not (1), rank or age, ticket
    day, coming = int(first.min(initial=0)), 0
    while coming < len(first) or queue:
        while coming < len(first) and first[coming] <= day:
            heapq.heappush(queue, (1, int(rank[coming]), coming))
            coming += 1
        _turns(queue, first, day, desk.turn_by)
        hours = a_day
        while queue and hours > 1e-9:
            at = queue[0][2]
            spent = min(hours, left[at])
            hours, left[at] = hours - spent, left[at] - spent
            if left[at] <= 1e-9:
                heapq.heappop(queue)
                ended[at] = day
        day += 1
    return np.asarray(ended - first + 1, dtype=float)


def _turns(queue: list[tuple[int, int, int]], first: Days, day: int, turn_by: int) -> None:
    """Put those whose turn has come before all others, the oldest first."""
    if not turn_by:
        return
    for place, (later, _rank, at) in enumerate(queue):
        if later and day - first[at] >= turn_by:
            queue[place] = (0, at, at)
    heapq.heapify(queue)


def _arrivals(opened: pd.Series) -> Days:
    """The working day on which a ticket lies on the desk, counted from the first; a weekend's on Monday."""
    days = opened.dt.normalize().to_numpy().astype("datetime64[D]")
    if not len(days):
        return np.zeros(0)
    counted = np.busday_count(days.min(), np.busday_offset(days, 0, roll="forward") + 1)
    return np.asarray(counted, dtype=float)


def lost(waiting: pd.DataFrame, waited: Days, *, lost_a_day: float) -> pd.Series:
    """The part of what a customer leaves that waiting has cost (fraction), by customer_id.

    lost_a_day: assumed part lost for each working day a ticket of normal severity waits; low counts half,
    high twice. Several tickets of a customer add up; nobody can lose more than all: 1 − exp(−the sum).

    >>> rows = {"customer_id": ["a", "a"], "weight": [1.0, 2.0]}
    >>> lost(pd.DataFrame(rows), np.array([4.0, 3.0]), lost_a_day=0.01).round(4).tolist()
    [0.0952]
    """
    strain = pd.Series(lost_a_day * waiting["weight"].to_numpy(dtype=float) * waited)
    summed = strain.groupby(waiting["customer_id"].to_numpy()).sum()
    return summed.map(lambda sum_: 1 - float(np.exp(-sum_)))


def compare_orders(
    waiting: pd.DataFrame,
    later: pd.Series,
    *,
    plans: Mapping[str, tuple[str, Desk]],
    lost_a_day: float,
) -> pd.DataFrame:
    """What waiting cost under each plan: policy, low, mid, high, lead_low, lead_high (money, below zero).

    waiting: `tray`; later: customer_id → what that customer left in the time that followed (money; below zero
    counts as nothing: such a loss is none). plans: name → (order, desk), the first is yours. low and high:
    95% over bootstrap samples of customers, the queue as it was; leads are those of the first plan, on the
    same samples. Seeded.
    """
    who = sorted(set(waiting["customer_id"]))
    left = later.reindex(who).fillna(0.0).clip(lower=0).to_numpy(dtype=float)
    cost = np.array(
        [
            -left * lost(waiting, waits(waiting, *plan), lost_a_day=lost_a_day).reindex(who).to_numpy()
            for plan in plans.values()
        ]
    )
    drawn = np.array([cost @ counts for counts in resamples(len(who), draws=DRAWS, seed=0)])
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    lead_low, lead_high = np.quantile(drawn[:, [0]] - drawn, [0.025, 0.975], axis=0)
    table = pd.DataFrame({"policy": list(plans), "low": low, "mid": cost.sum(axis=1), "high": high})
    return table.assign(lead_low=lead_low, lead_high=lead_high)


def who_waits(
    waiting: pd.DataFrame, plans: Mapping[str, tuple[str, Desk]], *, lost_a_day: float | None = None
) -> pd.DataFrame:
    """How long they wait under each plan: policy, mean_days, high_days (of the severe), longest_days; with
    lost_a_day (`lost`) also cost (money): what waiting costs by what was known of the customers before.
    """
    value = waiting.groupby("customer_id")["value"].first().clip(lower=0)
    severe = (waiting["weight"] >= WEIGHT["high"]).to_numpy()
    rows = []
    for name, plan in plans.items():
        days = waits(waiting, *plan)
        bad = float(days[severe].mean()) if severe.any() else float("nan")
        part = lost(waiting, days, lost_a_day=lost_a_day or 0.0)
        rows.append((name, float(days.mean()), bad, float(days.max()), float((value * part).sum())))
    table = pd.DataFrame(rows, columns=["policy", "mean_days", "high_days", "longest_days", "cost"])
    return table.drop(columns="cost") if lost_a_day is None else table
