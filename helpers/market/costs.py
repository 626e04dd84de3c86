"""What customers cost: visits, calls and mails, the handling of their orders, what it took to win them."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.accounts import accounts
from helpers.market.dates import LAST_DAY, day_number
from helpers.market.kinds import KINDS
from helpers.market.people import HOUSEHOLD
from helpers.market.state import State

Flags = npt.NDArray[np.bool_]

# How a contact is made: its share among the contacts of business customers, minutes, and cost beside the
# minutes (travel).
WAYS = ("mail", "call", "visit")
SHARES = {"business": (0.56, 0.37, 0.07), "household": (0.8, 0.2, 0.0)}
MINUTES = np.array([14.0, 21.0, 150.0])
TRAVEL = np.array([0.0, 0.0, 620.0])
A_MINUTE = 0.9
PURPOSES = np.array(["quotation", "order", "delivery", "complaint", "review"], dtype=object)
PURPOSE_SHARES = ((0.3, 0.28, 0.25, 0.07, 0.1), (0.14, 0.2, 0.26, 0.34, 0.06))  # usual, demanding


def interactions(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row a contact up to as_of: record, day, channel, direction, purpose, minutes, cost (USD)."""
    orders = state.purchases[state.purchases["day"] <= LAST_DAY]
    owner = state.people[["kind", "demanding", "contacts"]].iloc[orders["customer"]]
    row = np.repeat(np.arange(len(orders)), rng.poisson(owner["contacts"].to_numpy()))
    kind, demanding = (owner[name].to_numpy()[row] for name in ("kind", "demanding"))
    table = pd.DataFrame({"record": orders["record"].to_numpy()[row]}).assign(
        # Around the order: asked about before it, followed up after it.
        day=orders["day"].to_numpy()[row] + rng.integers(-24, 36, len(row)),
        **_contacts(kind == HOUSEHOLD, demanding.astype(bool), rng),
    )
    table = table[table["day"].between(0, LAST_DAY)]
    table = pd.concat([table, _history()]) if not state.block else table
    return table.sort_values(["day", "record"], kind="stable", ignore_index=True)


def _contacts(household: Flags, demanding: Flags, rng: np.random.Generator) -> dict[str, npt.NDArray[Any]]:
    """How each contact was made, who began it, what for, and what it took."""
    count = len(household)
    way = _chosen(rng, household, SHARES["business"], SHARES["household"])
    minutes = np.maximum(np.rint(MINUTES[way] * rng.gamma(3.0, 1 / 3, count)), 2).astype(np.int64)
    theirs = rng.random(count) < np.where(demanding, 0.75, 0.5)
    return {
        "channel": np.array(WAYS, dtype=object)[way],
        # Visits are ours: we travel to them.
        "direction": np.where(theirs & (way < WAYS.index("visit")), "in", "out"),
        "purpose": PURPOSES[_chosen(rng, demanding, *PURPOSE_SHARES)],
        "minutes": minutes,
        "cost": (minutes * A_MINUTE + TRAVEL[way] * rng.uniform(0.5, 1.6, count)).round(2),
    }


def _chosen(
    rng: np.random.Generator, special: Flags, usual: tuple[float, ...], other: tuple[float, ...]
) -> npt.NDArray[np.int64]:
    """One option per row, drawn by the shares `other` where `special`, by `usual` elsewhere."""
    steps = np.where(special[:, None], np.cumsum(other), np.cumsum(usual))
    chosen: npt.NDArray[np.int64] = (rng.random(len(special))[:, None] > steps[:, :-1]).sum(axis=1)
    return chosen


def _history() -> pd.DataFrame:
    """The dated lines of the six accounts' history that were contacts."""
    return pd.DataFrame(
        [
            (
                number,
                day_number(event.on),
                event.channel,
                event.direction,
                event.purpose,
                event.minutes,
                event.cost,
            )
            for number, one in enumerate(accounts())
            for event in one.history
            if event.channel
        ],
        columns=["record", "day", "channel", "direction", "purpose", "minutes", "cost"],
    )


def service_cost(state: State) -> np.ndarray:
    """Money spent on each record up to as_of: handling of its orders and its contacts, rounded to cents."""
    size = len(state.records)
    early = state.purchases[state.purchases["day"] <= LAST_DAY]
    orders = np.bincount(early["record"], minlength=size)
    handling = state.people["handling"].to_numpy()[state.records["customer"]] * orders
    contacts = np.bincount(state.interactions["record"], state.interactions["cost"], minlength=size)
    return (handling + contacts).round(2)


def acquisition_cost(kind: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What it took to win each customer, around the median of their kind."""
    median = np.array([one.acquisition for one in KINDS])[kind]
    spent: np.ndarray = (median * np.exp(rng.normal(0, 0.5, len(kind)))).round(2)
    return spent
