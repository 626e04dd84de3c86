"""Whom we cover at a customer, and at what price: people and roles, hours and money, reach."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.checks import above_zero, fraction, need
from helpers.words import _

YEAR = pd.Timedelta(days=365)


def coverage(
    contacts: pd.DataFrame,
    interactions: pd.DataFrame | None = None,
    *,
    named: Mapping[str, str] | None = None,
    as_of: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """How well each account is covered: account, people, a column a buying role, levels, effort.

    contacts: customer_id, buying_role, ·level. interactions: customer_id, at, ·minutes, ·cost. named:
    customer_id → short name; only those accounts, else the twelve with most people. Effort of the twelve
    months before as_of: contacts, hours, cost (money). What a role counts is people we know in it: a zero is
    somebody who decides without us.

    >>> contacts = pd.DataFrame({"customer_id": ["a", "a"], "buying_role": ["user", "finance"]})
    >>> coverage(contacts)[["account", "people", "finance", "user"]].values.tolist()
    [['a', 2, 1, 1]]
    """
    need(contacts, "customer_id", "buying_role", what="contacts")
    names = dict(named or {})
    sizes = contacts["customer_id"].value_counts()
    chosen = [one for one in names if one in sizes.index] or sizes.index[:12].tolist()
    own = contacts[contacts["customer_id"].isin(chosen)]
    table = pd.crosstab(own["customer_id"], own["buying_role"].astype(str)).rename_axis(columns=None)
    table.insert(0, "people", sizes.reindex(table.index))
    if "level" in own:
        table["levels"] = own.groupby("customer_id")["level"].nunique()
    if interactions is not None:
        table = table.join(_effort(interactions, as_of)).fillna(
            dict.fromkeys(("contacts", "hours", "cost"), 0)
        )
    table = table.reindex(chosen).reset_index()
    table.insert(0, "account", [names.get(one, one) for one in table.pop("customer_id")])
    return table


def _effort(interactions: pd.DataFrame, as_of: pd.Timestamp | None) -> pd.DataFrame:
    """Contacts, hours and cost of the last twelve months, by customer."""
    need(interactions, "customer_id", "at", what="interactions")
    today = as_of if as_of is not None else interactions["at"].max()
    year = interactions[
        (interactions["at"] > today - YEAR) & (interactions["at"] <= today + pd.Timedelta(days=1))
    ]
    groups = year.groupby("customer_id")
    found = pd.DataFrame({"contacts": groups.size()})
    if "minutes" in year:
        found["hours"] = groups["minutes"].sum() / 60
    if "cost" in year:
        found["cost"] = groups["cost"].sum()
    return found


def coverage_plan(plan: pd.DataFrame, *, hours: float, money: float) -> pd.DataFrame:
    """Is there time and money for this? The plan with its bill: who, contacts, hours, cost, and what is left.

    plan: who, contacts (a year), minutes (each, travel too), cost (each, money). hours, money: what there is
    a year. The last row is what is left, below zero where it cannot be done.

    >>> plan = pd.DataFrame({"who": ["finance"], "contacts": [4], "minutes": [90], "cost": [50.0]})
    >>> coverage_plan(plan, hours=10, money=150)[["hours", "cost"]].values.tolist()
    [[6.0, 200.0], [4.0, -50.0]]
    """
    need(plan, "who", "contacts", "minutes", "cost", what="plan")
    table = pd.DataFrame({"who": plan["who"], "contacts": plan["contacts"].astype(float)})
    table["hours"] = plan["contacts"] * plan["minutes"] / 60
    table["cost"] = plan["contacts"] * plan["cost"]
    rest = (_("what is left"), np.nan, hours - table["hours"].sum(), money - table["cost"].sum())
    return pd.concat([table, pd.DataFrame([rest], columns=table.columns)], ignore_index=True)


def reach(contacts: int, *, chance: float) -> float:
    """The share of people met at least once in so many contacts, each with this chance: 1 − (1 − chance)^n.

    >>> reach(2, chance=0.5)
    0.75
    """
    return 1 - (1 - fraction(chance, name="chance")) ** contacts


def reach_table(people: int, *, contacts: int, chance: float) -> pd.DataFrame:
    """Reach and frequency, contact by contact: contacts, reached (people), met, each.

    met: contacts that came about; each: how often those who were reached were met. The first contacts find
    new people, later ones old ones.

    >>> reach_table(100, contacts=2, chance=0.5)["reached"].tolist()
    [50.0, 75.0]
    """
    number = np.arange(1, contacts + 1)
    reached = people * np.array([reach(int(n), chance=chance) for n in number])
    table = pd.DataFrame({"contacts": number, "reached": reached, "met": people * number * chance})
    return table.assign(each=table["met"] / table["reached"].where(table["reached"] > 0))


def cost_per_order(spent: float, *, orders: float) -> float:
    """What the selling cost an order (money): everything spent on it ÷ orders.

    >>> cost_per_order(12_000, orders=40)
    300.0
    """
    return spent / above_zero(orders, name="orders")
