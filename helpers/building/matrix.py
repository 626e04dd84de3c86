"""Is a customer worth what winning it costs, and how soon? Value against cost, with the rule of payback."""

import numpy as np
import pandas as pd

from helpers.checks import above_zero, fraction, need
from helpers.words import _

QUICK_MONTHS, LONGEST_MONTHS = 12.0, 36.0
# Quadrant by (worth much, costs much); the source has names for the first two only.
QUADRANTS = {
    (True, False): "quick win",
    (True, True): "strategic",
    (False, False): "small and easy",
    (False, True): "dear and small",
}
PLANS = ("win now", "by instalments", "not at this cost")


def payback_months(cost: float, *, monthly_revenue: float, margin: float) -> float:
    """Months until a customer has paid back what winning it cost: cost ÷ (monthly revenue × margin).

    cost (money); margin: gross, a fraction of revenue. Not cost ÷ revenue × margin, as some pages print it.

    >>> round(payback_months(250, monthly_revenue=99, margin=0.70), 3)
    3.608
    """
    fraction(margin, name="margin")
    return cost / above_zero(monthly_revenue * margin, name=_("what a month leaves"))


def lifetime_worth(*, monthly_revenue: float, margin: float, monthly_churn: float) -> float:
    """What a customer leaves until it leaves: monthly revenue × margin ÷ monthly churn (money, undiscounted).

    >>> round(lifetime_worth(monthly_revenue=500, margin=0.70, monthly_churn=0.02), 2)
    17500.0
    """
    fraction(margin, name="margin")
    return (
        monthly_revenue
        * margin
        / above_zero(fraction(monthly_churn, name="monthly_churn"), name="monthly_churn")
    )


def priced(yearly: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """Customers with what they leave and what winning them cost: customer_id, yearly_profit, cost (money).

    yearly: `yearly_profit`; customers: customer_id, acquisition_cost.

    >>> customers = pd.DataFrame({"customer_id": ["a"], "acquisition_cost": [40.0]})
    >>> priced(pd.DataFrame({"customer_id": ["a"], "yearly_profit": [9.0]}), customers)["cost"].tolist()
    [40.0]
    """
    need(customers, "customer_id", "acquisition_cost", what="customers")
    cost = customers[["customer_id", "acquisition_cost"]].rename(columns={"acquisition_cost": "cost"})
    return yearly[["customer_id", "yearly_profit"]].merge(cost, on="customer_id")


def value_cost(  # noqa: PLR0913 – the rule, one word each
    customers: pd.DataFrame,
    *,
    years: float = 3.0,
    quick_months: float = QUICK_MONTHS,
    longest_months: float = LONGEST_MONTHS,
    value_line: float | None = None,
    cost_line: float | None = None,
) -> pd.DataFrame:
    """05_matrix: customer_id, value, cost, yearly_profit, payback_months, return, quadrant, plan; best first.

    customers: customer_id, yearly_profit (money), cost (of winning it, money); rows without either are left
    out. value: what it leaves in `years` if it stays so long. Lines between much and little: the medians
    unless told. plan, the rule of payback: win now within quick_months, by instalments within longest_months,
    else not at this cost. payback_months is blank where nothing is left to pay with; return is value ÷ cost.

    >>> table = value_cost(pd.DataFrame({"customer_id": list("ab"), "yearly_profit": [1200.0, 300.0],
    ...     "cost": [300.0, 600.0]}))
    >>> table[["customer_id", "payback_months", "quadrant", "plan"]].values.tolist()
    [['a', 3.0, 'quick win', 'win now'], ['b', 24.0, 'dear and small', 'by instalments']]
    """
    need(customers, "customer_id", "yearly_profit", "cost", what="customers")
    known = customers[customers["yearly_profit"].notna() & (customers["cost"] > 0)]
    if known.empty:
        raise ValueError(_("No customer has both a yearly profit and a cost of winning it above zero."))
    table = known[["customer_id", "yearly_profit", "cost"]].reset_index(drop=True)
    table["value"] = years * table["yearly_profit"]
    monthly = table["yearly_profit"] / 12
    table["payback_months"] = table["cost"] / monthly.where(monthly > 0)
    table["return"] = table["value"] / table["cost"]
    much = table["value"] > (table["value"].median() if value_line is None else value_line)
    dear = table["cost"] > (table["cost"].median() if cost_line is None else cost_line)
    table["quadrant"] = [QUADRANTS[bool(a), bool(b)] for a, b in zip(much, dear, strict=True)]
    soon = [table["payback_months"] <= quick_months, table["payback_months"] <= longest_months]
    table["plan"] = np.select(soon, PLANS[:2], PLANS[2])
    table = table.sort_values("return", ascending=False, kind="stable", ignore_index=True)
    columns = [
        "customer_id",
        "value",
        "cost",
        "yearly_profit",
        "payback_months",
        "return",
        "quadrant",
        "plan",
    ]
    return table[columns]


def quadrant_table(table: pd.DataFrame) -> pd.DataFrame:
    """Quadrants of `value_cost`: customers, value, cost, payback_months (median), customers of each plan."""
    need(table, "quadrant", "value", "cost", "payback_months", "plan", what="the matrix")
    groups = table.groupby("quadrant")
    found = groups[["value", "cost"]].sum()
    found.insert(0, "customers", groups.size())
    found["payback_months"] = groups["payback_months"].median()
    plans = pd.crosstab(table["quadrant"], table["plan"]).reindex(columns=list(PLANS), fill_value=0)
    both = found.join(plans).reindex([name for name in QUADRANTS.values() if name in found.index])
    return both.rename_axis("quadrant").reset_index()


def plan_cards(table: pd.DataFrame, customers: pd.DataFrame | None = None, *, each: int = 1) -> pd.DataFrame:
    """Some to judge by hand, `each` of every plan: account, cost, yearly_profit, payback_months, plan.

    table: `value_cost`; customers: customer_id, ·name. They stand in the order of their cost, so that the
    order does not give the plan away.
    """
    parts = []
    for plan in PLANS:
        part = table[table["plan"] == plan].reset_index(drop=True)
        at = np.linspace(0.25, 0.75, each) * max(len(part) - 1, 0)
        parts.append(part.iloc[np.unique(at.round().astype(int))] if len(part) else part)
    chosen = pd.concat(parts).sort_values("cost", kind="stable", ignore_index=True)
    account = chosen["customer_id"].astype(str)
    if customers is not None and "name" in customers.columns:
        names = customers.set_index("customer_id")["name"]
        account = chosen["customer_id"].map(names).fillna(account).astype(str)
    twice = account.duplicated(keep=False)
    account = account.where(~twice, account + " (" + chosen["customer_id"].astype(str) + ")")
    columns = ["cost", "yearly_profit", "payback_months", "plan"]
    return chosen[columns].assign(account=account)[["account", *columns]]


def payback_curve(cost: float, *, monthly_profit: float, months: int = 36, stay: float = 1.0) -> pd.DataFrame:
    """Money in hand month by month after winning a customer: month, in_hand (expected money).

    cost: of winning it, paid at the start; monthly_profit: what it leaves a month while it stays; stay:
    chance to stay, month by month.

    >>> payback_curve(300, monthly_profit=100, months=4)["in_hand"].tolist()
    [-300.0, -200.0, -100.0, 0.0, 100.0]
    """
    above_zero(cost, name="cost")
    fraction(stay, name="stay")
    month = np.arange(months + 1.0)
    earned = monthly_profit * (month if stay == 1 else stay * (1 - stay**month) / (1 - stay))
    return pd.DataFrame({"month": month.astype(int), "in_hand": earned - cost})


def unit_costs(sources: pd.DataFrame) -> pd.DataFrame:
    """Sources opened one by one, the cheapest first: source, customers_so_far, cost_each, cost_of_next.

    sources: `by_source`. customers_so_far: of this source and all before it; cost_each: what they cost on
    average; cost_of_next: what each customer of this source costs (both money). Where the easy ones run out,
    the next costs more than the average, which hides it. (One source says that long-run cost slowly falls. It
    falls for what is bought once and shared, a website; it rises for what is hunted.)

    >>> sources = pd.DataFrame({"source": ["web", "fair"], "customers": [10, 10], "cost": [1000.0, 3000.0]})
    >>> unit_costs(sources)[["customers_so_far", "cost_each", "cost_of_next"]].values.tolist()
    [[10.0, 100.0, 100.0], [20.0, 200.0, 300.0]]
    """
    need(sources, "source", "customers", "cost", what="sources")
    known = sources[sources["customers"] > 0]
    next_one = (known["cost"] / known["customers"]).sort_values(kind="stable")
    known = known.loc[next_one.index]
    customers = known["customers"].cumsum()
    each = known["cost"].cumsum() / customers
    table = pd.DataFrame({"source": known["source"], "customers_so_far": customers})
    return table.assign(cost_each=each, cost_of_next=next_one).reset_index(drop=True)
