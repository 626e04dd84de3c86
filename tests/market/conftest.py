"""The sample market, simulated once for all tests of this folder."""

import pandas as pd
import pytest

from helpers.market import Market, simulate


@pytest.fixture(scope="session")
def market() -> Market:
    return simulate()


@pytest.fixture(scope="session")
def lines(market: Market) -> pd.DataFrame:
    """Order lines with revenue and margin (before cost to serve)."""
    orders = market.tables["orders"]
    revenue = orders["quantity"] * orders["unit_price"] - orders["discount"]
    return orders.assign(revenue=revenue, margin=revenue - orders["quantity"] * orders["unit_cost"])
