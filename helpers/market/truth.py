"""What only the simulation knows, written beside the case so that methods can be held against it."""

import numpy as np
import pandas as pd

from helpers.market.channels import channels
from helpers.market.contracts import hazard
from helpers.market.conversion import lead_odds
from helpers.market.dates import LAST_DAY, stamps
from helpers.market.desk import call_rates
from helpers.market.facts import Builder
from helpers.market.fair_prices import price_points
from helpers.market.goals import signals
from helpers.market.kinds import NAMES
from helpers.market.leads import funnel
from helpers.market.open_answers import themes
from helpers.market.population import parameters as kinds_table
from helpers.market.rivals import brand_levels, demand
from helpers.market.satisfaction import drivers, satisfaction
from helpers.market.state import State
from helpers.market.surveys import brand_words, importance_means, kano_classes
from helpers.market.tastes import tastes
from helpers.market.trial import experiment
from helpers.market.winback import uplift


def parameters(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The kinds of customer and their parameters."""
    table = kinds_table().rename(columns={"name": "customer_type"})
    return table if not state.block else table.head(0)


def customers(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row a record, those after as_of included: the hidden traits of the customer behind it.

    rate: orders a week (λ); dropout: probability of leaving after a repeat order (p); dropped_on: the day of
    the last order where the customer left before the end of the hold-out year; mean_value: mean order value
    before returns and discounts (gamma-gamma p/ν); service_rate: expected handling and contact cost an order;
    same_as: the first record of the same customer, on second ones only.
    """
    owner = state.people.iloc[state.records["customer"]].reset_index(drop=True)
    first = state.records[~state.records["second"]].set_index("customer")["customer_id"]
    same = first.reindex(state.records["customer"]).to_numpy()
    gone = owner["dropout_day"].fillna(0).to_numpy().astype(np.int64)
    table = pd.DataFrame(
        {
            "customer_id": state.records["customer_id"],
            "customer_type": np.array(NAMES, dtype=object)[owner["kind"]],
            "named": owner["named"].astype(int),
            "first_order": stamps(owner["first_day"].to_numpy()),
            "rate": owner["rate"],
            "dropout": owner["dropout"],
            "dropped_on": stamps(gone).where(owner["dropout_day"].notna()),
            "mean_value": (owner["shape"] / owner["scale"]).round(2),
            "discount": owner["discount"],
            "returned": owner["returned"],
            "demanding": owner["demanding"].astype(int),
            "handling": owner["handling"],
            "service_rate": (owner["handling"] + owner["contacts"] * _cost_of_contact(state)).round(2),
            "same_as": pd.Series(same, dtype="str").where(state.records["second"]),
        }
    )
    return table.round({"rate": 6, "dropout": 6, "discount": 4, "returned": 4})


def _cost_of_contact(state: State) -> float:
    return float(state.interactions["cost"].mean()) if len(state.interactions) else 0.0


def lookalikes(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """Pairs of records that look alike and are two customers, and why they do."""
    known = state.records[~state.records["second"] & (state.records["since"] <= LAST_DAY)].set_index(
        "customer"
    )["customer_id"]
    table = pd.DataFrame(
        {
            "customer_id": known.reindex(state.lookalikes["customer"]).to_numpy(),
            "not_same_as": known.reindex(state.lookalikes["like"]).to_numpy(),
            "why": state.lookalikes["why"].to_numpy(),
        }
    )
    return table.dropna().sort_values("customer_id", kind="stable", ignore_index=True)


TRUTH: dict[str, Builder] = {
    "parameters": parameters,
    "customers": customers,
    "lookalikes": lookalikes,
    "tastes": tastes,
    "importance": importance_means,
    "kano": kano_classes,
    "prices": price_points,
    "brands": brand_words,
    "demand": demand,
    "brand_levels": brand_levels,
    "channels": channels,
    "themes": themes,
    "satisfaction": satisfaction,
    "drivers": drivers,
    "lead_odds": lead_odds,
    "funnel": funnel,
    "hazard": hazard,
    "uplift": uplift,
    "experiment": experiment,
    "calls": call_rates,
    "signals": signals,
}
