"""The win-back mailing: who was silent, who came back, who got it – drawn so that its effect is known.

Whether somebody came back stands in the orders. So the reason noted and then the arm are drawn given that,
by Bayes' rule: in each arm, people of the same traits return with the chances that truth/uplift.csv states.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.dates import day_number
from helpers.market.facts import facts
from helpers.market.kinds import NAMES
from helpers.market.people import HOUSEHOLD, INTERNAL
from helpers.market.returning import arms, chance_of_order
from helpers.market.satisfaction import first_entry
from helpers.market.service import chance, odds
from helpers.market.state import State

LEAST = 1e-6  # chances are kept this far from 0 and 1

Floats = npt.NDArray[np.float64]


def mailing(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row a customer in the test: ids, traits, group, both chances, arm, what came of it, cost."""
    table = _silent(state)
    again = _chance(state, table)
    returned = table["returned"].to_numpy()
    reason, mean = _reasons(table, again, returned, rng)
    table["reason"] = np.array(list(facts("winback")["reasons"]), dtype=object)[reason]
    table["group"] = _groups(table)
    lift = np.array([facts("winback")["groups"][name]["uplift"] for name in table["group"]])
    # Half the uplift to either side of the mean of both arms, as far as there is room.
    half = lift * np.minimum(mean, 1 - mean)
    table["p_control"], table["p_treatment"] = mean - half, mean + half
    treated = arms(returned, mean - half, mean + half, rng.random(len(table)))
    price = facts("winback")["cost"]
    cost = np.where(table["kind"] == HOUSEHOLD, price["household"], price["business"])
    return table.assign(arm=np.where(treated, "treatment", "control"), cost=np.where(treated, cost, 0.0))


def sent_on() -> int:
    """The day of the mailing."""
    return day_number(facts("winback")["sent_at"].date())


def _silent(state: State) -> pd.DataFrame:
    """Who was written to or might have been, by customer_id: silence, past value, what came of it.

    Customers entered twice, our own departments and the six accounts are not in the test.
    """
    day, how = sent_on(), facts("winback")
    before = state.purchases[state.purchases["day"] <= day]
    past = before.groupby("customer")["day"].agg(["min", "max", "count"]).query("count > 1")
    twice = state.records.loc[state.records["second"], "customer"]
    people = state.people.loc[past.index]
    past["silent_days"] = day - past["max"]
    past["gaps"] = past["silent_days"] / ((past["max"] - past["min"]) / (past["count"] - 1))
    past["kind"], past["entry"] = people["kind"], first_entry(state)["customer_id"]
    agreed = state.file.set_index("customer_id")["consent_email"].reindex(past["entry"]).to_numpy() == 1
    able = ~past.index.isin(twice) & ~people["named"] & (past["kind"] != INTERNAL) & agreed
    chosen = past[able & (past["gaps"] > how["silent"])]
    table: pd.DataFrame = chosen.rename(columns={"entry": "customer_id"})
    spent = revenue(state)
    table["past_value"] = spent[spent["day"] <= day].groupby("customer")["revenue"].sum().reindex(table.index)
    later = spent[(spent["day"] > day) & (spent["day"] <= day + how["within_days"])]
    bought = later.groupby("customer")["revenue"].sum().reindex(table.index)
    return table.assign(returned=bought.notna(), revenue=bought.fillna(0.0)).reset_index()


def revenue(state: State) -> pd.DataFrame:
    """Order lines of customers: purchase, customer, record, day, revenue (USD)."""
    lines = state.lines[state.lines["purchase"] >= 0]
    whose = state.purchases[["customer", "record"]].iloc[lines["purchase"]].reset_index(drop=True)
    money = lines["quantity"] * lines["unit_price"] - lines["discount"]
    table = pd.DataFrame(lines[["purchase", "day"]]).reset_index(drop=True).join(whose)
    return table.assign(revenue=money.to_numpy())


def _chance(state: State, table: pd.DataFrame) -> Floats:
    """Chance to come back within the days of the test, whichever arm."""
    people = state.people.loc[table["customer"]]
    return chance_of_order(
        rate=people["rate"].to_numpy(),
        dropout=people["dropout"].to_numpy(),
        repeat=np.full(len(table), True),
        silent_days=table["silent_days"].to_numpy(float),
        within_days=facts("winback")["within_days"],
    ).clip(LEAST, 1 - LEAST)


def _reasons(
    table: pd.DataFrame, again: Floats, returned: npt.NDArray[np.bool_], rng: np.random.Generator
) -> tuple[npt.NDArray[np.int64], Floats]:
    """A reason each (its number), given the outcome; and the chance of coming back, given the reason.

    Among people alike in all else the reasons have their weights, and their chances mix to `again`.
    """
    how: dict[str, Any] = facts("winback")["reasons"]
    low, high, add = (np.array([one[name] for one in how.values()]) for name in ("low", "high", "returns"))
    place = table["past_value"].rank(method="first").to_numpy()[:, None] / max(len(table), 1)
    weight = low + (high - low) * place
    weight /= weight.sum(axis=1, keepdims=True)
    given = chance(_shifted(again, weight, add)[:, None] + add)
    likely = weight * np.where(returned[:, None], given, 1 - given)
    steps = np.cumsum(likely, axis=1)
    reason = (rng.random(len(table))[:, None] * steps[:, -1:] > steps[:, :-1]).sum(axis=1)
    return reason, given[np.arange(len(table)), reason]


def _shifted(again: Floats, weight: Floats, add: Floats) -> Floats:
    """Log odds which, with `add` for each reason, mix to the chance `again`."""
    low, high = odds(again) - np.abs(add).max() - 1, odds(again) + np.abs(add).max() + 1
    for _round in range(50):
        middle = (low + high) / 2
        above = (weight * chance(middle[:, None] + add)).sum(axis=1) > again
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    found: Floats = (low + high) / 2
    return found


def _groups(table: pd.DataFrame) -> pd.Series:
    """The group of each, by reason and silence."""
    named = {one["reason"]: group for group, one in facts("winback")["groups"].items()}
    return table["reason"].map(named).where(table["gaps"] <= facts("winback")["lost_after"]["gaps"], "lost")


def campaigns(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The mailing as it stands in the books, by customer."""
    table = state.mailing
    return pd.DataFrame(
        {
            "customer_id": table["customer_id"],
            "arm": table["arm"],
            "returned": table["returned"].astype(np.int64),
            "revenue": table["revenue"].round(2),
            "sent_at": pd.Timestamp(facts("winback")["sent_at"]),
            "cost": table["cost"],
            "silence_gaps": table["gaps"].round(2),
            "past_value": table["past_value"].round(2),
            "reason": table["reason"],
            "customer_type": np.array(NAMES, dtype=object)[table["kind"].astype(np.int64)],
        }
    )


def uplift(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """For whom the mailing makes a difference: customer_id, group, p_control, p_treatment."""
    return state.mailing[["customer_id", "group", "p_control", "p_treatment"]].round(4)
