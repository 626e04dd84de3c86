"""How often 95% intervals hold the truth: part-worths, elasticity, price points of many small markets.

python benchmarks/coverage.py [--markets 200] [--respondents 100]
"""

import argparse
from collections import Counter

import numpy as np
import pandas as pd

from helpers import choice, mix
from helpers.market import fair_prices, rivals, tastes
from helpers.market.catalogue import products
from helpers.market.kinds import NAMES
from helpers.market.state import Numbers, State
from helpers.market.streams import stream

LEAST, MOST = 0.90, 0.98
FIRST_SEED = 1000
RICH = {"cross": True, "season": True, "stores": True}


def market(seed: int, respondents: int) -> tuple[str, State]:
    """A market whose respondents are all of one type, which changes from seed to seed."""
    state = State(seed, 0, Numbers(), products(stream(seed, "products")))
    kind = seed % len(NAMES)
    state.respondents = pd.DataFrame(
        {
            "respondent_id": [f"R{number:04d}" for number in range(1, respondents + 1)],
            "customer_type": NAMES[kind],
            "kind": kind,
        }
    )
    return NAMES[kind], state


def part_worths(kind: str, state: State, *, clustered: bool) -> list[bool]:
    """Whether each interval of a part-worth holds the type's own."""
    choices = tastes.choices(state, state.rng("choices"))
    found = choice.fit(choices, reference={"brand": "Meridian Home"}, clustered=clustered).table
    truth = tastes.tastes(state, state.rng("tastes")).query("customer_type == @kind")
    both = found.merge(truth, on=["attribute", "level"], validate="1:1")
    assert len(both) == len(found)
    return held(both["low"], both["part_worth"], both["high"])


def elasticity(state: State, truth: float, **options: bool) -> list[bool]:
    """Whether the interval of the own-price slope holds the true one."""
    slope = mix.price_elasticity(rivals.sales(state, state.rng("sales")), **options)
    return [slope.low <= truth <= slope.high]


def price_points(kind: str, state: State) -> dict[str, list[bool]]:
    """Whether the interval of each price point holds that of the type, from the market's very large draw."""
    points = mix.psm_points(fair_prices.prices(state, state.rng("prices"))).set_index("measure")
    truth = fair_prices.price_points(state, state.rng("price points")).set_index("customer_type").loc[kind]
    return {name: [bool(row["low"] <= truth[name] <= row["high"])] for name, row in points.iterrows()}


def held(low: pd.Series, truth: pd.Series, high: pd.Series) -> list[bool]:
    return list((low <= truth) & (truth <= high))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--markets", type=int, default=200)
    options.add_argument("--respondents", type=int, default=100)
    chosen = options.parse_args()
    inside: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for seed in range(FIRST_SEED, FIRST_SEED + chosen.markets):
        kind, state = market(seed, chosen.respondents)
        demand = rivals.demand(state, state.rng("demand")).set_index("parameter")["value"]
        own = float(demand["own_elasticity"])
        found = {
            "part-worths": part_worths(kind, state, clustered=False),
            "part-worths, errors by respondent": part_worths(kind, state, clustered=True),
            "elasticity: brand levels and promotion": elasticity(state, own),
            "elasticity: with rivals' prices, season, stores": elasticity(state, own, **RICH),
            **price_points(kind, state),
        }
        for name, results in found.items():
            inside[name] += sum(results)
            asked[name] += len(results)
    table = pd.DataFrame({"intervals": asked, "hold the truth": inside})
    table["share"] = table["hold the truth"] / table["intervals"]
    good = table["share"].between(LEAST, MOST)
    print(f"{chosen.markets} markets, {chosen.respondents} respondents each, all of one type")
    print(table.assign(share=table["share"].round(3), fine=np.where(good, "yes", "NO")).to_string())
    return 0 if good.all() else 1


if __name__ == "__main__":
    raise SystemExit(main())
