"""Whom to ring when there are fewer calls than silences: ways to rank, and what each list earned."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.checks import need, one_of
from helpers.intervals import resamples
from helpers.keeping.contacts import CHANNELS, agreed
from helpers.words import _

DRAWS = 200
SEED = 0
RANKINGS = ("value", "silence", "risk", "loss", "to_come", "random")


@dataclass(frozen=True)
class Calls:
    """How many calls there are, what one costs (money), and what it is assumed to add.

    effect: a silent customer who is still there leaves this part more in the time that follows, because we
    rang; one who has left leaves nothing, and nothing is no more for being rung. Nobody has measured it here.
    """

    number: int
    cost: float
    effect: float

    def __post_init__(self) -> None:
        if self.number < 0 or self.cost < 0:
            raise ValueError(_("Neither calls nor their cost can be below zero."))


@dataclass(frozen=True)
class Choice:
    """By what the silent are ranked (RANKINGS), and the chance of still being a customer below which nobody
    is rung.
    """

    rank_by: str
    at_least: float = 0.0


def silent(
    customers: pd.DataFrame,
    known: pd.DataFrame,
    people: pd.DataFrame | None = None,
    *,
    worth: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Who could be rung: silent for longer than their own usual gap, came back before, agreed to be reached.

    customers: customer_id and profit_12m (money of the last year); known: `still_here`; people: the table
    customers; where it does not know of any consent, everybody counts as reachable here, and on no calendar;
    worth: `lifetimes`, for to_come. Returns customer_id and what the rankings go by: value (money left in the
    last twelve months), silence (own gaps), risk (1 − p_alive), loss (value × risk), with worth also to_come
    (expected orders × margin an order); and p_alive. Raises ValueError where there is nobody.
    """
    need(customers, "customer_id", "profit_12m", what=_("the customers"))
    table = customers[["customer_id", "profit_12m"]].merge(known, on="customer_id")
    table = table[~table["ordered_once"] & (table["gaps_silent"] > 1)]
    if people is not None and any(f"consent_{channel}" in people for channel in CHANNELS):
        may = agreed(people).set_index("customer_id").any(axis=1)
        table = table[table["customer_id"].map(may).eq(True)]
    if table.empty:
        raise ValueError(
            _("Nobody who may be reached is silent for longer than usual: there is nobody to ring.")
        )
    risk = 1 - table["p_alive"]
    found = pd.DataFrame(
        {
            "customer_id": table["customer_id"],
            "value": table["profit_12m"],
            "silence": table["gaps_silent"],
            "risk": risk,
            "loss": table["profit_12m"] * risk,
            "p_alive": table["p_alive"],
        }
    ).reset_index(drop=True)
    if worth is None:
        return found
    margin = worth.set_index("customer_id")
    to_come = margin["expected_orders"] * margin["margin_an_order"]
    return found.assign(to_come=found["customer_id"].map(to_come))


def queue(candidates: pd.DataFrame, choice: Choice) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """Rows of the candidates in the order in which they are rung; equals by customer_id, lots by a seed.

    >>> numbers = {"value": [5.0, 9.0, 7.0], "p_alive": [0.9, 0.1, 0.5]}
    >>> table = pd.DataFrame({"customer_id": list("abc"), **numbers})
    >>> queue(table, Choice("value")).tolist(), queue(table, Choice("value", at_least=0.3)).tolist()
    ([1, 2, 0], [2, 0])
    """
    one_of(choice.rank_by, list(RANKINGS), name="rank_by")
    kept = np.flatnonzero((candidates["p_alive"] >= choice.at_least).to_numpy())
    if choice.rank_by == "random":
        return np.random.default_rng(SEED).permutation(kept)
    score = candidates[choice.rank_by].fillna(-np.inf).to_numpy()[kept]
    order = np.lexsort((candidates["customer_id"].astype(str).to_numpy()[kept], -score))
    return kept[order]


def compare_lists(
    candidates: pd.DataFrame, later: pd.Series, *, calls: Calls, lists: Mapping[str, Choice]
) -> pd.DataFrame:
    """What lists of calls earned: policy, low, mid, high, lead_low, lead_high (money); the first is yours.

    candidates: `silent`; later: what each of them left in the time that followed (money, one number a row).
    Earned = effect × what the first `calls.number` on the list left − the calls made × cost. low and high are
    the 95% interval over bootstrap samples of customers, for lots over lots too; leads are those of the first
    list over each other one, on the same samples. Seeded: the same tables give the same figures.
    """
    if len(later) != len(candidates):
        raise ValueError(_("There must be one later sum for each candidate."))
    left = later.fillna(0.0).to_numpy(dtype=float)
    queues = {name: queue(candidates, choice) for name, choice in lists.items()}
    lots = {name for name, choice in lists.items() if choice.rank_by == "random"}
    whole = np.ones(len(candidates))
    mid = [
        _by_lot(rows, left, calls) if name in lots else _earned(rows, left, whole, calls)
        for name, rows in queues.items()
    ]
    shuffle = np.random.default_rng(SEED)
    drawn = np.array(
        [
            [
                _earned(shuffle.permutation(rows) if name in lots else rows, left, counts, calls)
                for name, rows in queues.items()
            ]
            for counts in resamples(len(candidates), draws=DRAWS, seed=SEED)
        ]
    )
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    lead_low, lead_high = np.quantile(drawn[:, [0]] - drawn, [0.025, 0.975], axis=0)
    table = pd.DataFrame({"policy": list(lists), "low": low, "mid": mid, "high": high})
    return table.assign(lead_low=lead_low, lead_high=lead_high)


def _earned(
    rows: "np.ndarray[tuple[int], np.dtype[np.intp]]", left: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    counts: "np.ndarray[tuple[int], np.dtype[np.float64]]", calls: Calls,
) -> float:  # fmt: skip
    rung = np.diff(np.minimum(np.cumsum(counts[rows]), calls.number), prepend=0)
    return float(calls.effect * (left[rows] @ rung) - calls.cost * rung.sum())


def _by_lot(
    rows: "np.ndarray[tuple[int], np.dtype[np.intp]]",
    left: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    calls: Calls,
) -> float:
    """The mean over all lots."""
    rung = min(calls.number, len(rows))
    return float(rung * (calls.effect * left[rows].mean() - calls.cost)) if rung else 0.0


def break_even_effect(left: float, calls: Calls) -> float:
    """From which effect on a list pays (fraction), where those rung left so much (money), else nan.

    >>> break_even_effect(50_000, Calls(100, 40.0, 0.1))
    0.08
    """
    return calls.number * calls.cost / left if left > 0 else float("nan")


def rung(candidates: pd.DataFrame, choice: Choice, calls: Calls) -> pd.Series:
    """Ids of those on the list, the first first."""
    return candidates["customer_id"].iloc[queue(candidates, choice)[: calls.number]]


def already_gone(
    candidates: pd.DataFrame, here: pd.DataFrame, *, calls: Calls, lists: Mapping[str, Choice]
) -> pd.DataFrame:
    """Of the people each list rings, how many had left: policy, rung, gone, share.

    here: customer_id and still_here (0/1) from the truth of a simulation.
    """
    left = here.drop_duplicates("customer_id").set_index("customer_id")["still_here"] == 0
    rows = []
    for name, choice in lists.items():
        gone = rung(candidates, choice, calls).map(left).eq(True)
        rows.append((name, len(gone), int(gone.sum()), float(gone.mean()) if len(gone) else float("nan")))
    return pd.DataFrame(rows, columns=["policy", "rung", "gone", "share"])
