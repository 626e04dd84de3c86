"""A randomised test with a small known effect: a call after the delivery, an order within 60 days."""

import numpy as np
import pandas as pd

from helpers.market.dates import LAST_DAY, day_number
from helpers.market.facts import facts
from helpers.market.people import INTERNAL
from helpers.market.returning import arms, chance_of_order
from helpers.market.satisfaction import first_entry
from helpers.market.state import State
from helpers.market.winback import LEAST, revenue


def trial(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row a unit: customer_id, treated, outcome, p_control, p_treatment."""
    how, table = facts("trial"), _units(state)
    people = state.people.loc[table["customer"]]
    again = chance_of_order(
        rate=people["rate"].to_numpy(),
        dropout=people["dropout"].to_numpy(),
        repeat=table["nth"].to_numpy() > 0,
        silent_days=np.full(len(table), float(how["call_after_days"])),
        within_days=how["within_days"],
    ).clip(LEAST, 1 - LEAST)
    half = how["strength"] * again * (1 - again)
    outcome = table["outcome"].to_numpy()
    return pd.DataFrame(
        {
            "customer_id": first_entry(state)["customer_id"].reindex(table["customer"]).to_numpy(),
            "treated": arms(outcome, again - half, again + half, rng.random(len(table))),
            "outcome": outcome,
            "p_control": again - half,
            "p_treatment": again + half,
        }
    ).sort_values("customer_id", kind="stable", ignore_index=True)


def _units(state: State) -> pd.DataFrame:
    """Customers, the number of the order called about (0 the first), and whether another came in time.

    Who is in depends on nothing that happened after the call.
    """
    how, orders = facts("trial"), state.purchases
    spent = revenue(state).groupby("purchase")["revenue"].sum().reindex(orders.index).fillna(0.0)
    table = pd.DataFrame(orders[["customer", "day"]]).assign(
        nth=orders.groupby("customer").cumcount(),
        spent=spent.groupby(orders["customer"]).cumsum(),
        wait=orders.groupby("customer")["day"].shift(-1) - orders["day"],
    )
    table = table[table["day"] >= day_number(how["from_day"])].drop_duplicates("customer")
    people = state.people.loc[table["customer"]]
    apart = (people["named"] | (people["kind"] == INTERNAL)).to_numpy()
    # The call comes before any other order, and the days after it are over at as_of.
    quiet = ~(table["wait"] <= how["call_after_days"])
    over = table["day"] + how["call_after_days"] + how["within_days"] <= LAST_DAY
    table = pd.DataFrame(table[quiet & over & (table["spent"] <= how["most_spent"]) & ~apart])
    table["outcome"] = table["wait"] <= how["call_after_days"] + how["within_days"]
    return table


def experiments(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The test as it was noted: unit, arm, outcome."""
    table = state.trial
    return pd.DataFrame(
        {
            "unit_id": table["customer_id"],
            "arm": np.where(table["treated"], "treatment", "control"),
            "outcome": table["outcome"].astype(np.int64),
        }
    )


def experiment(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """Both chances of each unit: unit_id, p_control, p_treatment. The true lift is their mean difference."""
    table = state.trial.rename(columns={"customer_id": "unit_id"})
    return table[["unit_id", "p_control", "p_treatment"]].round(4)
