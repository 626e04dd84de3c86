"""Order lines in money, by the definitions of `helpers.orders`, without a summary of whole customers."""

import pandas as pd

from helpers.checks import need


def line_money(lines: pd.DataFrame) -> pd.DataFrame:
    """Lines of known customers: customer_id, order_id, day, revenue; margin where there is unit_cost.

    lines: customer_id, order_id, ordered_at, quantity, unit_price; optional discount (money a line),
    unit_cost. Same index as the lines. Margin is blank where the cost of a line is unknown.
    """
    need(lines, "customer_id", "order_id", "ordered_at", "quantity", "unit_price", what="order lines")
    known = lines[lines["customer_id"].notna() & lines["ordered_at"].notna()]
    revenue = known["quantity"] * known["unit_price"]
    if "discount" in known.columns:
        revenue = revenue - known["discount"].fillna(0.0)
    table = known[["customer_id", "order_id"]].assign(
        customer_id=known["customer_id"].astype("str"),
        day=known["ordered_at"].dt.normalize(),
        revenue=revenue.fillna(0.0),
    )
    if "unit_cost" in known.columns:
        table["margin"] = table["revenue"] - known["unit_cost"] * known["quantity"].fillna(0.0)
    return table
