"""What tests of step 1 import: the sample's parts under their names, and small order files of our own."""

from typing import NamedTuple

import pandas as pd


class Sample(NamedTuple):
    """Order lines up to as_of and after it, customers, the truth behind them, what customers are worth."""

    lines: pd.DataFrame
    future: pd.DataFrame
    people: pd.DataFrame
    truth: pd.DataFrame
    values: pd.DataFrame
    as_of: pd.Timestamp


def order_lines(*rows: tuple[str, str, float], cost: float | None = None) -> pd.DataFrame:
    """Order lines from (customer, day, money): every row an order of one piece; `cost` a piece, if any."""
    table = pd.DataFrame(rows, columns=["customer_id", "ordered_at", "money"])
    table["ordered_at"] = pd.to_datetime(table["ordered_at"])
    table["order_id"] = [f"O{number}" for number in range(len(table))]
    table["quantity"] = table["money"].ge(0).map({True: 1, False: -1})
    table["unit_price"] = table.pop("money").abs()
    return table if cost is None else table.assign(unit_cost=cost)
