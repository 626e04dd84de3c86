"""What the tiering method of lesson 1 earns on simulated markets beside its baselines, over seeds.

python benchmarks/tiering.py [--seeds 20] [--customers 3000]
"""

import argparse

import pandas as pd

from helpers import targeting
from helpers.market import simulate

AS_OF = pd.Timestamp("2026-06-30")
# The places and their cost as in the lesson, for 3,000 customers.
PLACES_A_CUSTOMER = 80 / 3000
COST_PER_PLACE = 1750.0
METHOD = "value to come, cut below zero"


def earned(seed: int, customers: int) -> pd.Series:
    """What each plan earned in the held-out year of one market, in thousands."""
    market = simulate(customers=customers, seed=seed)
    lines = market.tables["orders"].assign(ordered_at=lambda table: pd.to_datetime(table["ordered_at"]))
    past, future = lines[lines["ordered_at"] <= AS_OF], lines[lines["ordered_at"] > AS_OF]
    values = targeting.customer_value(past, market.tables["customers"], as_of=AS_OF)
    profit = targeting.holdout_profit(values, future)
    terms = targeting.Terms(cost_per_place=COST_PER_PLACE, places=round(PLACES_A_CUSTOMER * customers))
    plans = {**targeting.BASELINES, "value to come": targeting.Plan("value_to_come")}
    return pd.Series(
        {
            name: targeting.plan_value(values, profit, plan=plan, terms=terms) / 1000
            for name, plan in plans.items()
        }
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=20)
    options.add_argument("--customers", type=int, default=3000)
    chosen = options.parse_args()
    table = pd.DataFrame({seed: earned(seed, chosen.customers) for seed in range(chosen.seeds)}).T
    lead = table.rsub(table[METHOD], axis=0)
    found = pd.DataFrame(
        {
            "mean": table.mean(),
            "lowest": table.min(),
            "highest": table.max(),
            "method's mean lead": lead.mean(),
            "least lead": lead.min(),
            "method wins": (lead > 0).sum(),
        }
    )
    print(
        f"Profit of the held-out year in thousand USD: {chosen.seeds} markets of {chosen.customers} customers"
    )
    print(found.round(0).astype(int).sort_values("mean", ascending=False).to_string())


if __name__ == "__main__":
    main()
