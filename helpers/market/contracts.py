"""Meridian Care, contracts for service and consignment stock: who still has one, by known hazards."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.dates import LAST_DAY, START
from helpers.market.facts import facts, once
from helpers.market.people import HOUSEHOLD, INTERNAL
from helpers.market.satisfaction import first_entry
from helpers.market.service import counted, tickets_between
from helpers.market.state import State

MONTH = 365.25 / 12  # days
BEFORE_LATE, BEFORE_TICKETS = 365, 90  # days before the start in which trouble is counted

Floats = npt.NDArray[np.float64]


def subscriptions(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row a contract, as it stands at as_of.

    late_deliveries: in the year before it started; tickets_90d: tickets in the 90 days before.
    """
    table = _signed(state, rng)
    start = table["start"].to_numpy()
    months = _months(table, rng)
    lasted = np.minimum(np.maximum(np.rint(months * MONTH), 1), LAST_DAY - start)
    ended = (start + np.maximum(np.rint(months * MONTH), 1)) <= LAST_DAY
    first = pd.Timestamp(START)
    return pd.DataFrame(
        {
            "customer_id": table["customer_id"],
            "ended": ended.astype(np.int64),
            "tenure": (lasted / MONTH).round(2),
            "started_on": first + pd.to_timedelta(start, "D"),
            "ended_on": (first + pd.to_timedelta(start + lasted, "D")).where(ended),
            **{name: table[name] for name in ("plan", "contract", "fee")},
            **{name: table[name].astype(np.int64) for name in ("late_deliveries", "tickets_90d")},
            "paper_invoice": table["paper_invoice"],
        }
    )


def _signed(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The contracts: whose, from when on (`start`, days since START), with which traits."""
    people, how = state.people, facts("contracts")
    able = (people["first_day"] < LAST_DAY - 30) & ~people["named"]
    able &= ~people["kind"].isin([HOUSEHOLD, INTERNAL])
    who = np.flatnonzero(able & (rng.random(len(people)) < how["share"]))
    first = people["first_day"].to_numpy()[who]
    start = first + np.floor(rng.random(len(who)) * (LAST_DAY - first))
    orders = state.purchases[state.purchases["late"]]
    plans, terms = how["plan"], how["contract"]
    plan = rng.choice(len(plans), len(who), p=[one["share"] for one in plans.values()])
    usual = np.array([one["fee"] for one in plans.values()])[plan]
    entry = first_entry(state).loc[who]
    late = counted(orders["customer"].to_numpy(), orders["day"].to_numpy(), who, start - BEFORE_LATE, start)
    return pd.DataFrame(
        {
            "customer_id": entry["customer_id"].to_numpy(),
            "start": start,
            "plan": np.array(list(plans), dtype=object)[plan],
            "contract": rng.choice(np.array(list(terms), dtype=object), len(who), p=list(terms.values())),
            "fee": np.rint(usual * rng.uniform(0.85, 1.2, len(who))),
            "late_deliveries": late,
            "tickets_90d": tickets_between(state, entry["record"].to_numpy(), start - BEFORE_TICKETS, start),
            "paper_invoice": (rng.random(len(who)) < how["traits"]["paper_invoice"]).astype(np.int64),
        }
    ).sort_values("customer_id", kind="stable", ignore_index=True)


def _months(table: pd.DataFrame, rng: np.random.Generator) -> Floats:
    """Months until each contract ends, seen or not."""
    how = facts("contracts")
    risk = np.zeros(len(table))
    for term, effect in how["log_hazard"].items():
        column, _space, level = term.partition(" ")
        risk += effect * (table[column] == level if level else table[column]).to_numpy(float)
    months: Floats = (rng.exponential(1.0, len(table)) / (how["base"] * np.exp(risk))) ** (1 / how["shape"])
    return months


@once
def hazard(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The hazard of ending: term, log_hazard; base (a month) and shape are those of a Weibull baseline."""
    how = facts("contracts")
    rows = {**how["log_hazard"], "base (log)": round(float(np.log(how["base"])), 4), "shape": how["shape"]}
    return pd.DataFrame(rows.items(), columns=["term", "log_hazard"])
