"""Contacts and tickets about the orders of a year that was lived, by the laws of the market."""

import numpy as np
import pandas as pd

from helpers.market import costs, service
from helpers.market.dates import LAST_DAY, START, stamps
from helpers.market.facts import facts
from helpers.market.kinds import KINDS
from helpers.market.lap.texts import numbered
from helpers.market.state import Numbers, State

YEAR = 365
COLUMNS = ["way", "direction", "purpose", "minutes", "cost"]


def served(orders: pd.DataFrame, people: pd.DataFrame, rng: np.random.Generator, *, lap: int) -> State:
    """What came of the orders: interactions, tickets, whether each was late – in the market's calendar, of
    which the year is the last one before its as_of.

    orders: one row an order, customer (row of people), entry (customer_id it is booked on), day (1 … 365).
    """
    state = State(0, max(lap, 1), Numbers(), pd.DataFrame())
    demanding = people["demanding"].to_numpy(float) > 0
    contacts = np.array([one.contacts for one in KINDS])[people["kind"]] * np.where(demanding, 2.5, 0.9)
    entry, entries = pd.factorize(orders["entry"])
    state.people = pd.DataFrame(
        {
            "kind": people["kind"].to_numpy(),
            "demanding": demanding,
            "contacts": contacts,
            "named": False,
            "unrest": people["unrest"].to_numpy(float),
        }
    )
    state.records = pd.DataFrame({"customer_id": entries})
    day = orders["day"].to_numpy() + LAST_DAY - YEAR
    state.purchases = pd.DataFrame({"customer": orders["customer"].to_numpy(), "day": day, "record": entry})
    state.interactions = costs.interactions(state, rng)
    state.purchases["late"] = service.late(state, rng)
    state.tickets = service.tickets(state, rng)
    return state


def interaction_rows(state: State, *, as_of: pd.Timestamp, last_id: int) -> pd.DataFrame:
    """Rows of interactions for the year after as_of."""
    table = state.interactions
    return pd.DataFrame(
        {
            "interaction_id": numbered("I", len(table), after=last_id, digits=6),
            "customer_id": state.records["customer_id"].to_numpy()[table["record"]],
            "at": _day(stamps(table["day"].to_numpy()), as_of).dt.strftime("%Y-%m-%d"),
            **{
                name: table[name].to_numpy()
                for name in ("channel", "direction", "purpose", "minutes", "cost")
            },
        }
    )


def ticket_rows(state: State, *, as_of: pd.Timestamp, last_id: int) -> pd.DataFrame:
    """Rows of tickets for the year after as_of; all of it has the slower answers that the last year ended
    with.
    """
    table = _slower(state.tickets)
    times = {name: _day(table[name], as_of).dt.strftime("%Y-%m-%d %H:%M:%S") for name in service.TIMES}
    return pd.DataFrame(
        {
            "ticket_id": numbered("T", len(table), after=last_id, digits=5),
            "opened_at": times["opened_at"],
            "customer_id": state.records["customer_id"].to_numpy()[table["record"]],
            **{name: times[name] for name in service.TIMES[1:]},
            **{name: table[name].to_numpy() for name in ("category", "severity", "reopened")},
        }
    )


def _slower(tickets: pd.DataFrame) -> pd.DataFrame:
    """The months before the desk lost its colleague, with the answers of the months after it."""
    reply = facts("service")["reply"]
    early = tickets["opened_at"] < pd.Timestamp(reply["shift_on"])
    wait = (tickets["first_reply_at"] - tickets["opened_at"]).where(early, pd.Timedelta(0))
    more = (wait * (reply["shift"] - 1)).dt.round("min")
    end = pd.Timestamp(START) + pd.Timedelta(days=LAST_DAY + 1)
    moved = {name: (tickets[name] + more).where(tickets[name] + more < end) for name in service.TIMES[1:]}
    return tickets.assign(**moved)


def _day(when: pd.Series, as_of: pd.Timestamp) -> pd.Series:
    """Times of the market's last year as times of the year after as_of."""
    shift = as_of + pd.Timedelta(days=YEAR) - (pd.Timestamp(START) + pd.Timedelta(days=LAST_DAY))
    return pd.Series((when + shift).to_numpy())
