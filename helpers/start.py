"""Lesson 0: what has to be true before anybody buys, and what lies in the case on the table."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

ORDER_BANDS = {"1": (1, 1), "2": (2, 2), "3–5": (3, 5), "6–10": (6, 10), "11 or more": (11, np.inf)}


def purchase_chance(gates: Mapping[str, float]) -> float:
    """The chance of a purchase when every gate must open and the gates are independent: their product.

    gates: element -> chance in 0..1. Raises ValueError where a chance lies outside. Independence is assumed:
    see `gate_bounds`. Source: the conjunctive (non-compensatory) rule of choice, Dawes (1964).

    >>> round(purchase_chance({"know": 0.9, "need": 0.8, "trust": 0.5}), 2)
    0.36
    """
    wrong = [name for name, chance in gates.items() if not 0 <= chance <= 1]
    if wrong:
        raise ValueError(f"A chance lies between 0 and 1; look at {', '.join(wrong)}.")
    return float(np.prod(list(gates.values())))


def gate_table(gates: Mapping[str, float], *, missing: str) -> pd.DataFrame:
    """The gates as they are, and with one shut: element, chance, without (the chance with `missing` at zero).

    The last row, `purchase`, is the product of each column. Raises ValueError where `missing` is not a gate.

    >>> gate_table({"know": 0.9, "trust": 0.5}, missing="trust")["without"].tolist()
    [0.9, 0.0, 0.0]
    """
    if missing not in gates:
        raise ValueError(f"{missing!r} is not one of the gates: {', '.join(gates)}.")
    shut = {**gates, missing: 0.0}
    rows = [(name, gates[name], shut[name]) for name in gates]
    rows.append(("purchase", purchase_chance(gates), purchase_chance(shut)))
    return pd.DataFrame(rows, columns=["element", "chance", "without"])


def gate_bounds(gates: Mapping[str, float]) -> pd.DataFrame:
    """Between which limits the chance of a purchase lies when nothing is known of how the gates are linked.

    Returns reading, chance: lowest possible, independent (the product), highest possible.
    Source: Fréchet (1935).

    >>> gate_bounds({"know": 0.9, "need": 0.8})["chance"].round(2).tolist()
    [0.7, 0.72, 0.8]
    """
    chances = list(gates.values())
    lowest = max(0.0, sum(chances) - (len(chances) - 1))
    rows = [
        ("lowest possible", lowest),
        ("independent", purchase_chance(gates)),
        ("highest possible", min(chances)),
    ]
    return pd.DataFrame(rows, columns=["reading", "chance"])


def orders_per_customer(lines: pd.DataFrame) -> pd.DataFrame:
    """How many customers ordered once, twice, more often: orders (band), customers, share.

    lines: order lines with customer_id and order_id; lines without a customer are left out.

    >>> lines = pd.DataFrame({"customer_id": ["a", "a", "b"], "order_id": [1, 2, 3]})
    >>> orders_per_customer(lines)["customers"].tolist()
    [1, 1, 0, 0, 0]
    """
    orders = lines.groupby("customer_id")["order_id"].nunique()
    customers = [int(orders.between(low, high).sum()) for low, high in ORDER_BANDS.values()]
    share = np.array(customers) / max(1, len(orders))
    return pd.DataFrame({"orders": list(ORDER_BANDS), "customers": customers, "share": share})


def repeat_share(lines: pd.DataFrame) -> float:
    """The share of customers who ordered more than once, in fractions.

    >>> repeat_share(pd.DataFrame({"customer_id": ["a", "a", "b"], "order_id": [1, 2, 3]}))
    0.5
    """
    return float(1 - orders_per_customer(lines)["share"].iloc[0])


def faces(lines: pd.DataFrame, *, named: Mapping[str, str], size: int = 6) -> list[str]:
    """Whose names a lesson uses: named customers that ordered; where nobody is named, the `size` largest."""
    bought = set(lines["customer_id"].dropna())
    return [name for name in named if name in bought] or _revenue(lines).nlargest(size).index.tolist()


def accounts(people: pd.DataFrame, lines: pd.DataFrame, *, named: Mapping[str, str]) -> pd.DataFrame:
    """The accounts with a face: account, customer_type, country, orders, revenue (money), last_order.

    people: customers; lines: order lines; named: customer_id -> short name.
    """
    chosen = faces(lines, named=named)
    bought = lines.groupby("customer_id").agg(
        orders=("order_id", "nunique"), last_order=("ordered_at", "max")
    )
    facts = people.set_index("customer_id").reindex(columns=["customer_type", "country"])
    table = bought.assign(revenue=_revenue(lines)).reindex(chosen).join(facts)
    table.insert(0, "account", [named.get(name, name) for name in chosen])
    return table.reset_index(drop=True)[
        ["account", "customer_type", "country", "orders", "revenue", "last_order"]
    ]


def account_orders(lines: pd.DataFrame, *, named: Mapping[str, str]) -> pd.DataFrame:
    """Order lines of the accounts with a face, one after the other: account, ordered_at, revenue (money)."""
    chosen = faces(lines, named=named)
    own = lines[lines["customer_id"].isin(chosen)]
    rank = own["customer_id"].map({name: place for place, name in enumerate(chosen)})
    table = pd.DataFrame(
        {
            "account": own["customer_id"].map(lambda name: named.get(name, name)),
            "ordered_at": own["ordered_at"],
            "revenue": _line_revenue(own),
        }
    )
    return table.iloc[np.argsort(rank.to_numpy(), kind="stable")].reset_index(drop=True)


def inventory(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """What a case holds: table, rows, columns, first, last (days, where the table has a date)."""
    rows = []
    for name, table in tables.items():
        dates = [table[column] for column in table if pd.api.types.is_datetime64_any_dtype(table[column])]
        first = min((date.min() for date in dates), default=pd.NaT)
        last = max((date.max() for date in dates), default=pd.NaT)
        rows.append((name, len(table), table.shape[1], first, last))
    return pd.DataFrame(rows, columns=["table", "rows", "columns", "first", "last"])


def _line_revenue(lines: pd.DataFrame) -> pd.Series:
    """quantity × unit_price − discount of each line (money)."""
    value = lines["quantity"] * lines["unit_price"]
    return value - lines["discount"].fillna(0.0) if "discount" in lines else value


def _revenue(lines: pd.DataFrame) -> pd.Series:
    """Revenue by customer_id (money)."""
    return _line_revenue(lines).groupby(lines["customer_id"]).sum()
