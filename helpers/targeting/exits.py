"""Cut, reprice or keep: what becomes of the money when customers at the bottom go."""

import pandas as pd

from helpers.checks import fraction, need

# Where nothing was sold there is no average to compare with; no division by zero either.
CENT = 0.01
CAUSES = {
    "discounts": "reprice: take the discounts back step by step, and say why",
    "returns": "charge for returns, or mend what makes them send goods back",
    "service": "move to self-service: orders and questions online, fewer visits",
    "thin margin": "reprice, or offer what earns more; let go only if neither helps",
}


def exit_test(values: pd.DataFrame, *, shared: float = 0.5, stay: float = 0.5) -> pd.DataFrame:
    """Cutting wood customers (木头客户) against cutting, or repricing, those below zero (低于零点), in money.

    values: tier, revenue, margin, profit and, where known, service_cost. shared: fraction of service
    cost that would still be paid after a customer left (rent, salaries, the ship that sails anyway): an
    assumption, and the one that decides. Money is that earned up to now. stay: fraction of repriced
    customers who accept. Repricing asks for the price at which the loss is gone; who refuses is lost.
    Returns policy, customers (affected), revenue (theirs), change (of profit if all their service cost
    goes with them), change_if_shared, breakeven_shared: the shared fraction above which the policy
    loses money (nan where it loses, or gains, at any). Source: contribution against full cost, as in
    Horngren, Cost Accounting, "dropping a customer".

    >>> values = pd.DataFrame({"tier": ["gold", "wood", "wood"], "revenue": [90, 20, 10],
    ...     "margin": [30, 8, 2], "service_cost": [10, 3, 6], "profit": [20, 5, -4]})
    >>> table = exit_test(values)
    >>> table["policy"].tolist()
    ['keep_all', 'cut_wood', 'cut_below_zero', 'reprice_below_zero']
    >>> table[["change", "change_if_shared"]].values.tolist()
    [[0.0, 0.0], [-1.0, -5.5], [4.0, 1.0], [4.0, 2.5]]
    """
    need(values, "tier", "revenue", "margin", "profit", what="values")
    fraction(shared, name="shared")
    fraction(stay, name="stay")
    below = values["profit"] < 0
    groups = {
        "keep_all": (values[:0], 0.0),
        "cut_wood": (values[values["tier"] == "wood"], 0.0),
        "cut_below_zero": (values[below], 0.0),
        "reprice_below_zero": (values[below], stay),
    }
    rows = [(policy, *_effect(group, shared, kept)) for policy, (group, kept) in groups.items()]
    columns = ["policy", "customers", "revenue", "change", "change_if_shared", "breakeven_shared"]
    return pd.DataFrame(rows, columns=columns)


def below_zero_causes(values: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """Why customers lose us money, and the first thing to try: one row for each customer with a loss.

    values: customer_id, revenue, margin, profit and, where known, service_cost; lines: their order
    lines, with discount where there is one. For each of discounts, returns and service: the money above
    what the firm's average customer would have taken for the same goods ordered; thin margin is what
    the loss leaves unexplained. Returns customer_id, profit, discounts, returns, service (money above
    average, 0 at least), cause (the largest of them, or thin margin where they do not explain half the
    loss) and advice. Largest loss first. A customer below zero may still be worth keeping: because of
    what it will buy, or whom it brings.
    """
    need(values, "customer_id", "revenue", "margin", "profit", what="values")
    money = _gross(lines).reindex(values["customer_id"]).fillna(0.0).set_axis(values.index)
    money["service"] = values.get("service_cost", 0.0)
    ordered, taken = money.pop("ordered"), money
    usual = {name: ordered * (taken[name].sum() / max(ordered.sum(), CENT)) for name in taken}
    table = values[["customer_id", "profit"]].join((taken - pd.DataFrame(usual)).clip(lower=0))
    table = table[table["profit"] < 0].sort_values(["profit", "customer_id"], ignore_index=True)
    found = table[["discounts", "returns", "service"]]
    cause = found.idxmax(axis=1).where(found.sum(axis=1) >= -table["profit"] / 2, "thin margin")
    return table.assign(cause=cause, advice=cause.map(CAUSES))


def _effect(group: pd.DataFrame, shared: float, stay: float) -> tuple[int, float, float, float, float]:
    """Customers, revenue, change, change if shared, break-even share of a policy on `group`."""
    margin, loss = float(group["margin"].sum()), -float(group["profit"].sum())
    service = float(group["service_cost"].sum()) if "service_cost" in group.columns else 0.0
    gone = 1 - stay
    change = stay * loss + gone * (service - margin)
    still_paid = gone * service
    breakeven = change / still_paid if still_paid > 0 and 0 <= change <= still_paid else float("nan")
    return len(group), float(group["revenue"].sum()), change, change - shared * still_paid, breakeven


def _gross(lines: pd.DataFrame) -> pd.DataFrame:
    """Money ordered at list price, discounts given and goods returned, per customer."""
    value = lines["quantity"] * lines["unit_price"]
    discount = (
        lines["discount"].fillna(0.0) if "discount" in lines.columns else pd.Series(0.0, index=lines.index)
    )
    sold = lines["quantity"] > 0
    parts = {
        "ordered": value.where(sold, 0.0),
        "discounts": discount.where(sold, 0.0),
        "returns": (-value).where(~sold, 0.0),
    }
    return pd.DataFrame(parts).groupby(lines["customer_id"]).sum()
