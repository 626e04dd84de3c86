"""The plan of each month and what came of it: exact sums of orders and tickets, and of hidden delays."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.dates import AS_OF, END, LAST_DAY, START, stamps
from helpers.market.facts import facts, once
from helpers.market.service import COMPLAINTS
from helpers.market.state import State
from helpers.market.winback import revenue

MONTHS = pd.date_range(START, END, freq="MS")
PAST = int((pd.Timestamp(AS_OF) >= MONTHS).sum())
YEAR = 12

SERVICE = ["on_time_share", "first_reply_hours", "complaints_per_100_orders"]

Floats = npt.NDArray[np.float64]


def targets(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row a month and measure: plan, actual up to as_of; all of it with the last block.

    Service is kept from a later month on: before it, tickets about orders older than the file are missing.
    """
    sums = state.numbers.sum("targets", _sums(state))
    if not state.last:
        return _rows(sums).head(0)
    return _rows(sums)


def _month(days: pd.Series) -> npt.NDArray[np.int64]:
    """Number of the month of each day, the first being 0."""
    found: npt.NDArray[np.int64] = MONTHS.searchsorted(stamps(days.to_numpy(np.int64)), side="right") - 1
    return found


def _sums(state: State) -> Floats:
    """What adds up over customers, one row a quantity, one column a month up to as_of.

    Revenue, orders, customers who ordered, customers who ordered for the first time (each entry of the file
    counting as a customer); orders late; tickets answered, their hours; complaints. Cash sales are nobody's,
    and in none of it.
    """
    lines = revenue(state)
    lines = lines[lines["day"] <= LAST_DAY]
    month = _month(lines["day"])
    orders = state.purchases[state.purchases["day"] <= LAST_DAY]
    when = _month(orders["day"])
    active = np.unique(orders["record"].to_numpy() * len(MONTHS) + when) % len(MONTHS)
    first = np.unique(orders["record"].to_numpy() * len(MONTHS) + when)
    new = first[np.unique(first // len(MONTHS), return_index=True)[1]] % len(MONTHS)
    asked = state.tickets
    opened = MONTHS.searchsorted(asked["opened_at"], side="right") - 1
    answered = asked["reply_hours"].notna().to_numpy()
    complaint = asked["category"].isin(COMPLAINTS).to_numpy()
    parts = (
        (month, lines["revenue"].to_numpy()),
        (when, None),
        (active, None),
        (new, None),
        (when, orders["late"].to_numpy(float)),
        (opened[answered], None),
        (opened[answered], asked["reply_hours"].to_numpy()[answered]),
        (opened[complaint], None),
    )
    return np.array([np.bincount(at, weight, minlength=PAST)[:PAST] for at, weight in parts])


def _rows(sums: Floats) -> pd.DataFrame:
    """The table, from sums over all customers."""
    money, orders, active, new, late, answered, hours, complaints = sums
    actual = {
        "revenue": money.round(2),
        "orders": orders,
        "active_customers": active,
        "on_time_share": (1 - late / np.maximum(orders, 1)).round(4),
        "first_reply_hours": (hours / np.maximum(answered, 1)).round(2),
        "complaints_per_100_orders": (100 * complaints / np.maximum(orders, 1)).round(2),
        "new_customers": new,
    }
    every = [
        pd.DataFrame(
            {
                "period": MONTHS,
                "measure": name,
                "plan": _plan(name, values),
                "actual": np.append(values, np.full(len(MONTHS) - PAST, np.nan)),
            }
        )
        for name, values in actual.items()
    ]
    table = pd.concat(every)
    kept = ~table["measure"].isin(SERVICE) | (
        table["period"] >= pd.Timestamp(facts("goals")["service"]["since"])
    )
    return table[kept].sort_values("period", kind="stable", ignore_index=True)


def _plan(name: str, actual: Floats) -> Floats:
    """What was planned for each month: the same for all months of a year that begins in July."""
    if name in SERVICE:
        return np.full(len(MONTHS), float(facts("goals")["service"][name]))
    growth = facts("goals")["growth"]
    years = actual.reshape(-1, YEAR).mean(axis=1)
    plan = np.append(years[0] * growth["first"], years * growth[name])
    step = 1000.0 if name == "revenue" else 1.0
    planned: Floats = np.repeat(np.rint(plan / step) * step, YEAR)
    return planned


@once
def signals(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The one change that is real: measure, period from which it lasts, shift (what it is multiplied by)."""
    reply = facts("service")["reply"]
    when = pd.Timestamp(reply["shift_on"])
    return pd.DataFrame({"measure": ["first_reply_hours"], "period": [when], "shift": [reply["shift"]]})
