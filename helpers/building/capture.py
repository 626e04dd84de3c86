"""Where leads come from, and what they cost: a lead, a customer, a fair."""

import numpy as np
import pandas as pd

from helpers.checks import above_zero, fraction, need
from helpers.intervals import wilson
from helpers.words import _

YEAR_DAYS = 365.25


def customer_profit(lines: pd.DataFrame, customers: pd.DataFrame | None = None) -> pd.DataFrame:
    """What each customer has left us: customer_id, first_order, profit (money); where step 1 has not said.

    lines: order lines with unit_cost; profit is revenue less goods and, where customers has it, service_cost.
    The same sums as in step 1. Raises ValueError without unit_cost.

    >>> lines = pd.DataFrame({"customer_id": ["a", "a"], "ordered_at": pd.to_datetime(["2026-01-01"] * 2),
    ...     "quantity": [2, 1], "unit_price": [10.0, 5.0], "unit_cost": [6.0, 3.0]})
    >>> customer_profit(lines)["profit"].tolist()
    [10.0]
    """
    need(lines, "customer_id", "ordered_at", "quantity", "unit_price", "unit_cost", what="orders")
    known = lines[lines["customer_id"].notna() & lines["ordered_at"].notna()]
    left = known["quantity"] * (known["unit_price"] - known["unit_cost"])
    if "discount" in known:
        left = left - known["discount"].fillna(0.0)
    rows = pd.DataFrame(
        {"customer_id": known["customer_id"].astype(str), "profit": left, "at": known["ordered_at"]}
    )
    table = rows.groupby("customer_id").agg(first_order=("at", "min"), profit=("profit", "sum")).reset_index()
    if customers is not None and "service_cost" in customers:
        cost = customers.set_index("customer_id")["service_cost"]
        table["profit"] -= table["customer_id"].map(cost).fillna(0.0)
    return table


def yearly_profit(customers: pd.DataFrame, *, as_of: pd.Timestamp | None = None) -> pd.DataFrame:
    """What each customer leaves in a year: customer_id, yearly_profit (money).

    customers: the table 01_customers: customer_id, first_order and profit (else margin). So far, divided by
    the years since the first order; younger than a year counts as a year, so that one good first month is
    not taken for twelve.

    >>> customers = pd.DataFrame({"customer_id": ["a"], "profit": [900.0],
    ...     "first_order": pd.to_datetime(["2023-06-30"])})
    >>> yearly_profit(customers, as_of=pd.Timestamp("2026-06-30"))["yearly_profit"].round().tolist()
    [300.0]
    """
    money = next((name for name in ("profit", "margin") if name in customers.columns), "profit")
    need(customers, "customer_id", "first_order", money, what="the table 01_customers")
    today = as_of if as_of is not None else customers["first_order"].max()
    years = (today - customers["first_order"]).dt.days / YEAR_DAYS
    yearly = customers[money] / years.clip(lower=1.0)
    return pd.DataFrame({"customer_id": customers["customer_id"], "yearly_profit": yearly})


def by_source(leads: pd.DataFrame, yearly: pd.DataFrame | None = None) -> pd.DataFrame:
    """Sources, the cheapest customer first: what a lead costs, what a customer costs, and what one leaves.

    leads: source, converted (0/1), cost; customer_id where yearly is given. yearly: `yearly_profit`. Returns
    source, leads, customers, rate, low, high (95%, Wilson), cost (money), cost_per_lead, cost_per_customer
    (blank where nobody was won) and, with yearly, yearly_profit (mean of the customers won).

    >>> leads = pd.DataFrame({"source": ["fair", "fair", "web", "web"], "converted": [1, 1, 1, 0],
    ...     "cost": [80.0, 80.0, 50.0, 50.0]})
    >>> by_source(leads)[["source", "cost_per_lead", "cost_per_customer"]].values.tolist()
    [['fair', 80.0, 80.0], ['web', 50.0, 100.0]]
    """
    need(leads, "source", "converted", "cost", what="leads")
    known = leads[leads["source"].notna() & leads["cost"].notna()]
    groups = known.groupby(known["source"].astype(str))
    table = pd.DataFrame({"leads": groups.size(), "customers": groups["converted"].sum().astype(int)})
    table["rate"] = table["customers"] / table["leads"]
    table[["low", "high"]] = [wilson(c, n) for c, n in zip(table["customers"], table["leads"], strict=True)]
    table["cost"] = groups["cost"].sum()
    table["cost_per_lead"] = table["cost"] / table["leads"]
    table["cost_per_customer"] = table["cost"] / table["customers"].where(table["customers"] > 0)
    if yearly is not None:
        table["yearly_profit"] = _won(known, yearly)
    table = table.rename_axis("source").reset_index()
    return table.sort_values("cost_per_customer", kind="stable", ignore_index=True)


def _won(leads: pd.DataFrame, yearly: pd.DataFrame) -> pd.Series:
    """Mean yearly profit of the customers won through each source."""
    need(leads, "customer_id", what="leads")
    left = leads["customer_id"].map(yearly.set_index("customer_id")["yearly_profit"])
    return left.groupby(leads["source"].astype(str)).mean()


def cost_table(sources: pd.DataFrame, *, blanks: int = 0) -> pd.DataFrame:
    """The sum behind a customer's price: source, cost_per_lead, rate, cost_per_customer; `blanks` left open.

    sources: `by_source`, sorted here by what a lead costs: the order in which most firms look at it.
    """
    need(sources, "source", "cost_per_lead", "rate", "cost_per_customer", what="sources")
    table = sources.sort_values("cost_per_lead", kind="stable", ignore_index=True)
    table = table[["source", "cost_per_lead", "rate", "cost_per_customer"]].copy()
    if blanks:
        table.loc[len(table) - blanks :, "cost_per_customer"] = np.nan
    return table


def event_return(
    *, cost: float, contacts: int, lead_share: float, win_rate: float, value: float
) -> pd.DataFrame:
    """What a fair brings: step, amount; from contacts over leads and customers to profit and return.

    cost: stand, travel and days of work (money); contacts: people spoken with; lead_share: of those who
    become a lead; win_rate: of leads that become a customer; value: what a customer leaves (money). The last
    row, return, is profit ÷ cost, a fraction.

    >>> event_return(cost=9000, contacts=150, lead_share=0.4, win_rate=0.2, value=1000)["amount"].tolist()
    [150.0, 60.0, 12.0, 750.0, 3000.0, 0.333]
    """
    fraction(lead_share, name="lead_share")
    fraction(win_rate, name="win_rate")
    above_zero(cost, name="cost")
    leads = contacts * lead_share
    won = leads * win_rate
    steps = {
        _("contacts"): float(contacts),
        _("leads"): leads,
        _("customers"): won,
        _("cost of a customer"): cost / won if won else float("nan"),
        _("profit"): won * value - cost,
        _("return"): round(won * value / cost - 1, 3),
    }
    return pd.DataFrame({"step": list(steps), "amount": list(steps.values())})
