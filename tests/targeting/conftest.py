"""The sample case as step 1 sees it, and small order files of our own."""

from typing import NamedTuple

import pandas as pd
import pytest

from helpers import targeting
from helpers.files import MERIDIAN


class Sample(NamedTuple):
    """Order lines up to as_of and after it, customers, the truth behind them, what customers are worth."""

    lines: pd.DataFrame
    future: pd.DataFrame
    people: pd.DataFrame
    truth: pd.DataFrame
    values: pd.DataFrame
    as_of: pd.Timestamp


@pytest.fixture(scope="session")
def meridian() -> Sample:
    """The sample case, read as plainly as can be: what is tested here is not the reader."""
    as_of = pd.Timestamp("2026-06-30")
    text = {"order_id": "str", "customer_id": "str", "product_id": "str", "phone": "str", "postcode": "str"}
    lines = pd.read_csv(MERIDIAN / "orders.csv", dtype=text, parse_dates=["ordered_at"])
    people = pd.read_csv(MERIDIAN / "customers.csv", dtype=text)
    truth = pd.read_csv(MERIDIAN / "truth" / "customers.csv", dtype=text)
    lines = lines.dropna(subset=["customer_id"])
    past, future = lines[lines["ordered_at"] <= as_of], lines[lines["ordered_at"] > as_of]
    return Sample(past, future, people, truth, targeting.customer_value(past, people, as_of=as_of), as_of)


def order_lines(*rows: tuple[str, str, float], cost: float | None = None) -> pd.DataFrame:
    """Order lines from (customer, day, money): every row an order of one piece; `cost` a piece, if any."""
    table = pd.DataFrame(rows, columns=["customer_id", "ordered_at", "money"])
    table["ordered_at"] = pd.to_datetime(table["ordered_at"])
    table["order_id"] = [f"O{number}" for number in range(len(table))]
    table["quantity"] = table["money"].ge(0).map({True: 1, False: -1})
    table["unit_price"] = table.pop("money").abs()
    return table if cost is None else table.assign(unit_cost=cost)
