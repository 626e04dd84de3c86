"""Small tables to follow with a pencil: a handful of accounts, and every step of a sum visible."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.targeting.classes import CLASSES
from helpers.targeting.money import line_money
from helpers.targeting.value import MULTIPLE
from helpers.words import _


def cast(customers: pd.DataFrame, *, named: Mapping[str, str] | None = None, count: int = 6) -> pd.DataFrame:
    """The accounts with a name, or where there are none `count` customers spread evenly over the ranking.

    customers: customer_id and revenue; named: customer_id → short name. Returns their rows, largest
    revenue first, with account (the short name, else the id) in front.

    >>> customers = pd.DataFrame({"customer_id": list("abcde"), "revenue": [50, 40, 30, 20, 10]})
    >>> cast(customers, count=3)["account"].tolist()
    ['a', 'c', 'e']
    """
    need(customers, "customer_id", "revenue", what="customers")
    ranked = customers.sort_values("revenue", ascending=False, kind="stable", ignore_index=True)
    names = dict(named or {})
    chosen = ranked[ranked["customer_id"].isin(list(names))]
    if chosen.empty:
        spread = np.linspace(0, len(ranked) - 1, min(count, len(ranked))).round().astype(int)
        chosen = ranked.iloc[spread]
    chosen = chosen.reset_index(drop=True)
    account = [names.get(customer, customer) for customer in chosen["customer_id"]]
    return chosen.assign(account=account)[["account", *customers.columns.drop("account", errors="ignore")]]


def running_total(customers: pd.DataFrame, *, by: str = "revenue", blanks: int = 0) -> pd.DataFrame:
    """The Pareto table of a few accounts: account, `by`, running_total, cumulative_share; `blanks` left open.

    >>> two = pd.DataFrame({"account": ["Nordhaus", "Lume"], "revenue": [30.0, 10.0]})
    >>> running_total(two, blanks=1)[["running_total", "cumulative_share"]].values.tolist()
    [[30.0, 0.75], [nan, nan]]
    """
    need(customers, "account", by, what="customers")
    table = customers.sort_values(by, ascending=False, kind="stable", ignore_index=True)[["account", by]]
    table["running_total"] = table[by].cumsum().astype(float)
    table["cumulative_share"] = table["running_total"] / table[by].sum()
    table.loc[len(table) - blanks :, ["running_total", "cumulative_share"]] = np.nan
    return table


def puzzling(values: pd.DataFrame) -> str:
    """The customer_id of the account worth a closer look: of those below zero the one with most revenue.

    Where nobody is below zero, the one that leaves least. values: customer_id, revenue, profit.

    >>> values = pd.DataFrame({"customer_id": list("abc"), "revenue": [9, 5, 1], "profit": [3, -1, -2]})
    >>> puzzling(values)
    'b'
    """
    need(values, "customer_id", "revenue", "profit", what="values")
    below = values[values["profit"] < 0]
    place = below["revenue"].argmax() if len(below) else values["profit"].argmin()
    return str((below if len(below) else values)["customer_id"].iloc[place])


def profit_steps(values: pd.DataFrame, lines: pd.DataFrame, *, customer_id: str) -> pd.DataFrame:
    """From what one customer ordered to what it left us: step, amount (money), left (after the step).

    values: `customer_value` with margin and profit; lines: order lines. Steps: ordered (at invoice
    price before discount), discounts, returns, cost of goods, service; the last row, profit, is what is
    left.
    """
    need(values, "customer_id", "margin", "profit", what="values")
    row = values[values["customer_id"] == customer_id]
    if row.empty:
        raise ValueError(_("There is no customer {customer_id}.").format(customer_id=customer_id))
    margin, profit, revenue = (float(row[name].iloc[0]) for name in ("margin", "profit", "revenue"))
    own = lines[lines["customer_id"].astype("str") == customer_id]
    sold = own["quantity"] > 0
    ordered = float((own["quantity"] * own["unit_price"])[sold].sum())
    returned = float(line_money(own)["revenue"][~sold].sum())
    steps = {
        "ordered": ordered,
        "discounts": revenue - returned - ordered,
        "returns": returned,
        "cost of goods": margin - revenue,
        "service": profit - margin,
    }
    table = pd.DataFrame({"step": list(steps), "amount": list(steps.values())})
    table["left"] = table["amount"].cumsum()
    last = pd.DataFrame({"step": ["profit"], "amount": [profit], "left": [profit]})
    return pd.concat([table, last], ignore_index=True)


def envelope(values: pd.DataFrame, *, multiple: float = MULTIPLE) -> pd.DataFrame:
    """Value to come on the back of an envelope: profit_12m × chance_active × multiple.

    values: `cast` of `customer_value`. Returns account, profit_12m, days_since_last and usual_gap_days
    (of which the chance is made), chance_active, multiple, value_to_come.
    """
    columns = ["profit_12m", "days_since_last", "usual_gap_days", "chance_active"]
    need(values, "account", "value_to_come", *columns, what="values")
    return values[["account", *columns]].assign(multiple=multiple, value_to_come=values["value_to_come"])


def class_table(values: pd.DataFrame) -> pd.DataFrame:
    """What each value class brings and could bring: one row a class.

    values: `customer_value`. Returns value_class, customers, revenue, profit, value_to_come, potential
    (money), as far as values has them; a class without customers has zeros.
    """
    need(values, "value_class", "revenue", what="values")
    money = [name for name in ("revenue", "profit", "value_to_come", "potential") if name in values.columns]
    groups = values.groupby("value_class")
    table = groups[money].sum()
    table.insert(0, "customers", groups.size())
    return table.reindex(list(CLASSES), fill_value=0).rename_axis("value_class").reset_index()
