"""The sample market, simulated once for all tests of this folder, and some other markets' hidden truth."""

import pandas as pd
import pytest

from helpers.market import Market, simulate
from helpers.market.simulation import truth_of
from helpers.market.state import Numbers, State


@pytest.fixture(scope="session")
def market() -> Market:
    return simulate()


@pytest.fixture(scope="session")
def lines(market: Market) -> pd.DataFrame:
    """Order lines with revenue and margin (before cost to serve)."""
    orders = market.tables["orders"]
    revenue = orders["quantity"] * orders["unit_price"] - orders["discount"]
    return orders.assign(revenue=revenue, margin=revenue - orders["quantity"] * orders["unit_cost"])


@pytest.fixture(scope="session")
def others() -> list[State]:
    """Twelve markets of other seeds: what holds on average is held against them."""
    return [truth_of(3000, seed=seed, block=0, numbers=Numbers()) for seed in range(100, 112)]
