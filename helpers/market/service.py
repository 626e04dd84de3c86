"""What goes wrong after an order: late deliveries, complaints and how they were handled.

Orders are there already, so trouble is drawn given the hidden probability of leaving: who is about to leave
has more of it.
"""

from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.dates import LAST_DAY, START
from helpers.market.facts import facts
from helpers.market.kinds import NAMES
from helpers.market.state import State

COMPLAINTS = ("damaged", "missing part", "wrong item", "late delivery")
OPEN_FROM, OPEN_HOURS = 7.5, 12.0  # tickets come in between half past seven and half past seven
FAR = 10_000  # more days than a market has, so that owner and day make one number
TIMES = ["opened_at", "first_reply_at", "resolved_at"]

Floats = npt.NDArray[np.float64]


def odds(chance: Floats) -> Floats:
    """Log odds of a probability."""
    logs: Floats = np.log(chance / (1 - chance))
    return logs


def chance(log_odds: Floats) -> Floats:
    """The probability of some log odds."""
    share: Floats = 1 / (1 + np.exp(-log_odds))
    return share


def by_kind(values: dict[str, Any], kind: npt.NDArray[np.int64]) -> Floats:
    """The number (or numbers) that stand for each one's kind."""
    found: Floats = np.array([values[name] for name in NAMES], dtype=float)[kind]
    return found


def unrest(people: pd.DataFrame) -> Floats:
    """Where each customer's probability of leaving stands among those of their kind, as a standard normal."""
    ranks = people.groupby("kind")["dropout"].rank(method="first")
    count = people.groupby("kind")["dropout"].transform("count")
    place = ((ranks - 0.5) / count).to_numpy(copy=True)
    # The six accounts have no such probability; their unrest is told.
    named = people["named"].to_numpy()
    place[named] = 0.5
    score = np.array([NormalDist().inv_cdf(one) for one in place])
    score[named] = facts("service")["named"]["unrest"][: int(named.sum())]
    return score


def late(state: State, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Which orders arrived after the promised day."""
    said = facts("service")["late"]
    owner = state.purchases["customer"].to_numpy()
    base = odds(by_kind(said, state.people["kind"].to_numpy()))
    luck = rng.random(len(owner))
    risk = chance(base + said["unrest"] * state.people["unrest"].to_numpy())
    after: npt.NDArray[np.bool_] = luck < risk[owner]
    return after


def tickets(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row a ticket opened up to as_of, in order of time: record, customer (row of people), the times,
    reply_hours, category, severity, reopened. What had not happened at the end of as_of is blank.
    """
    table = pd.concat([_about_orders(state, rng), _told(state)], ignore_index=True)
    end = pd.Timestamp(START) + pd.Timedelta(days=LAST_DAY + 1)
    table = table[table["opened_at"] < end].sort_values(["opened_at", "record"], kind="stable")
    for name in TIMES[1:]:
        table[name] = table[name].where(table[name] < end)
    table["reopened"] = table["reopened"].where(table["resolved_at"].notna(), 0)
    table["reply_hours"] = table["reply_hours"].where(table["first_reply_at"].notna())
    return table.reset_index(drop=True)


def _about_orders(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The tickets that orders brought."""
    said, orders = facts("service"), state.purchases
    early = orders[(orders["day"] <= LAST_DAY) & ~state.people["named"].to_numpy()[orders["customer"]]]
    angry = state.people["unrest"].to_numpy()[early["customer"]]
    complains = early["late"].to_numpy() & (rng.random(len(early)) < said["tickets"]["after_late"])
    unrest_raises = said["tickets"]["unrest"]
    others = rng.poisson(said["tickets"]["others"] * np.exp(unrest_raises * angry))
    count = complains + others
    row = np.repeat(np.arange(len(early)), count)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    names = list(said["categories"])
    shares = [one["share"] for one in said["categories"].values()]
    drawn = rng.choice(len(names), len(row), p=shares)
    category = np.where(complains[row] & (nth == 0), names.index("late delivery"), drawn)
    table = early[["record", "customer", "day"]].iloc[row].reset_index(drop=True)
    table["category"] = np.array(names, dtype=object)[category]
    return _handled(table, angry[row], _opened(state, table, rng), rng)


def _opened(state: State, table: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """When each was opened: about the day of arrival, questions and invoices from the order on."""
    kind = state.people["kind"].to_numpy()[table["customer"]]
    low, high = by_kind(facts("service")["lead_days"], kind).T
    whole = low + (high - low) * rng.random(len(table))
    part = np.where(table["category"].isin(COMPLAINTS), 1.0, rng.random(len(table)))
    day = table["day"].to_numpy() + np.floor(whole * part + rng.exponential(4.0, len(table)))
    minute = np.floor(60 * (OPEN_FROM + OPEN_HOURS * rng.beta(1.6, 2.0, len(table))))
    return _moment(day + minute / 1440)


def _moment(days: Floats) -> pd.Series:
    """Days since the start as times to the minute."""
    minutes = np.rint(days * 1440).astype("timedelta64[m]")
    return pd.Series(np.datetime64(START, "s") + minutes.astype("timedelta64[s]"))


def _handled(table: pd.DataFrame, angry: Floats, opened: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """Severity, first answer, end and whether it was opened again."""
    said, count = facts("service"), len(table)
    complaint = table["category"].isin(COMPLAINTS).to_numpy()
    steps = np.where(
        complaint[:, None], np.cumsum(said["severity"]["complaint"]), np.cumsum(said["severity"]["other"])
    )
    severity = (rng.random(count)[:, None] > steps[:, :-1]).sum(axis=1)
    hours = said["reply"]["median"] * np.exp(
        rng.normal(0, said["reply"]["spread"], count) + said["reply"]["unrest"] * angry
    )
    shifted = opened >= pd.Timestamp(said["reply"]["shift_on"])
    hours *= np.array(said["severity"]["wait"])[severity] * np.where(shifted, said["reply"]["shift"], 1.0)
    days, at_once = (
        table["category"].map({name: one[what] for name, one in said["categories"].items()}).to_numpy()
        for what in ("days", "at_once")
    )
    days = np.where(rng.random(count) < at_once, 0.0, days * np.exp(rng.normal(0, 0.7, count)))
    again = chance(odds(np.full(count, said["reopened"]["base"])) + said["reopened"]["unrest"] * angry)
    return table.assign(
        **_times(opened, hours, days),
        severity=np.array(said["severity"]["names"], dtype=object)[severity],
        reopened=(rng.random(count) < again).astype(np.int64),
    )


def _times(opened: pd.Series, hours: Floats, days: Floats) -> dict[str, Any]:
    """The three times of a ticket, to the minute, and the hours to the first answer."""
    wait = np.maximum(np.rint(hours * 60), 4).astype("timedelta64[m]").astype("timedelta64[s]")
    more = np.rint(days * 1440).astype("timedelta64[m]").astype("timedelta64[s]")
    answered = opened.to_numpy() + wait
    return {
        "opened_at": opened.to_numpy(),
        "first_reply_at": answered,
        "resolved_at": answered + more,
        "reply_hours": wait.astype(float) / 3600,
    }


def _told(state: State) -> pd.DataFrame:
    """The tickets of the six accounts, as their stories have them."""
    if state.block:
        return pd.DataFrame()
    told = pd.DataFrame(facts("service")["told"])
    opened = pd.Series(told["opened_at"].to_numpy("datetime64[s]"))
    row = told["account"] - 1
    return told[["category", "severity", "reopened"]].assign(
        record=row,
        customer=row,
        **_times(opened, told["reply_hours"].to_numpy(), told["days"].to_numpy()),
    )


def ticket_table(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """Complaints and requests as the service desk has them on file."""
    table = state.tickets
    return pd.DataFrame(
        {
            "ticket_id": state.numbers.take("T", len(table), digits=5),
            **{name: table[name] for name in TIMES[:1]},
            "customer_id": state.records["customer_id"].to_numpy()[table["record"]],
            **{name: table[name] for name in (*TIMES[1:], "category", "severity", "reopened")},
        }
    )


def tickets_between(state: State, record: npt.NDArray[np.int64], start: Floats, end: Floats) -> Floats:
    """Tickets opened on each of these records on days from `start` up to before `end` (days since START)."""
    day = (state.tickets["opened_at"] - pd.Timestamp(START)).dt.days.to_numpy()
    return counted(state.tickets["record"].to_numpy(), day, record, start, end)


def counted(owner: Any, day: Any, wanted: Any, start: Floats, end: Floats) -> Floats:
    """How many events of each one wanted lie on days from `start` up to before `end`.

    >>> owner, day = np.array([7, 7, 9]), np.array([1, 5, 5])
    >>> counted(owner, day, np.array([9, 7]), np.array([0, 2]), np.array([9, 5]))
    array([1, 0])
    """
    events = np.sort(owner * FAR + day)
    before, after = (np.searchsorted(events, wanted * FAR + limit) for limit in (start, end))
    found: Floats = after - before
    return found
