"""Why they leave, and where to act first: reasons in order, what comes before leaving, risk times value."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson
from helpers.winback.byhand import names_of
from helpers.winback.lost import STANDINGS
from helpers.words import _

BEFORE_DAYS = 180


def reason_table(left: pd.DataFrame, *, reason: str = "reason", value: str = "past_value") -> pd.DataFrame:
    """Why they went, most frequent first: reason, customers, share, cumulative_share (, value: money).

    left: one row each; blanks count as "not said". Two orders, by heads and by money, seldom agree.

    >>> left = pd.DataFrame({"reason": ["price", "service", "price", None]})
    >>> reason_table(left)[["reason", "cumulative_share"]].values.tolist()
    [['price', 0.5], ['not said', 0.75], ['service', 1.0]]
    """
    need(left, reason, what=_("the table"))
    if left.empty:
        raise ValueError(_("Nobody has left, so there are no reasons to count."))
    said = left[reason].astype("object").where(left[reason].notna(), _("not said")).astype(str)
    groups = left.groupby(said.to_numpy())
    table = pd.DataFrame({"customers": groups.size()})
    if value in left:
        table["value"] = groups[value].sum()
    table = table.rename_axis("reason").reset_index()
    table = table.sort_values(["customers", "reason"], ascending=[False, True], ignore_index=True)
    share = table["customers"] / len(left)
    table.insert(2, "share", share)
    table.insert(3, "cumulative_share", share.cumsum())
    return table


def before_leaving(
    tickets: pd.DataFrame, standing: pd.DataFrame, summary: pd.DataFrame, *, days: int = BEFORE_DAYS
) -> pd.DataFrame:
    """What had happened before the last order of those who went quiet, and of those who did not.

    tickets: customer_id, opened_at, category; standing: `standings`, of which those who ordered once are left
    out; summary: `orders.customers` (last_order). Returns category, quiet, others (the share with such a
    ticket in the `days` up to 30 days after their last order), low, high (95%, of quiet), lift, most first.
    It goes before; whether it is the cause, it does not say.
    """
    need(tickets, "customer_id", "opened_at", "category", what="tickets")
    last = summary.assign(customer_id=summary["customer_id"].astype(str)).set_index("customer_id")[
        "last_order"
    ]
    when = pd.to_datetime(tickets["customer_id"].astype(str).map(last))
    gap = (pd.to_datetime(tickets["opened_at"]) - when).dt.days
    near = tickets[(gap <= 30) & (gap >= -days)]
    quiet, active = (standing["standing"].isin(names) for names in (STANDINGS[2:], STANDINGS[:2]))
    groups = {True: set(standing.loc[quiet, "customer_id"]), False: set(standing.loc[active, "customer_id"])}
    if not groups[True] or not groups[False]:
        raise ValueError(_("To compare, it takes customers who went quiet and others who did not."))
    rows = []
    for category, part in near.groupby("category"):
        ids = set(part["customer_id"].astype(str))
        mine, theirs = (len(ids & groups[side]) for side in (True, False))
        low, high = wilson(mine, len(groups[True]))
        share, other = mine / len(groups[True]), theirs / len(groups[False])
        rows.append((str(category), share, other, low, high, share / other if other else np.nan))
    table = pd.DataFrame(rows, columns=["category", "quiet", "others", "low", "high", "lift"])
    return table.sort_values("lift", ascending=False, ignore_index=True)


def value_at_risk(risk: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Probability × value: customer_id, churn_probability, year_value, value_at_risk (money), most first.

    risk: customer_id, churn_probability; values: customer_id, year_value. A loss cannot be at risk: a
    customer who costs money has a value at risk of zero.

    >>> risk = pd.DataFrame({"customer_id": ["a", "b"], "churn_probability": [0.5, 0.1]})
    >>> values = pd.DataFrame({"customer_id": ["a", "b"], "year_value": [100.0, 900.0]})
    >>> value_at_risk(risk, values)[["customer_id", "value_at_risk"]].values.tolist()
    [['b', 90.0], ['a', 50.0]]
    """
    need(risk, "customer_id", "churn_probability", what="risk")
    need(values, "customer_id", "year_value", what="values")
    table = risk[["customer_id", "churn_probability"]].merge(
        values[["customer_id", "year_value"]], on="customer_id"
    )
    table["value_at_risk"] = table["churn_probability"] * table["year_value"].clip(lower=0)
    return table.sort_values(["value_at_risk", "customer_id"], ascending=[False, True], ignore_index=True)


def at_the_top(
    at_risk: pd.DataFrame,
    people: pd.DataFrame | None = None,
    *,
    named: Mapping[str, str] | None = None,
    count: int = 10,
) -> pd.DataFrame:
    """The first to go and see: customer_id, account, chance_gone, year_value, value_at_risk.

    at_risk: `value_at_risk`. An account's short name where there is one, else its name in `people`, else its
    id.
    """
    need(at_risk, "customer_id", "value_at_risk", what=_("the table"))
    names = {**names_of(people), **dict(named or {})}
    top = at_risk[at_risk["value_at_risk"] > 0].head(count).reset_index(drop=True)
    top.insert(1, "account", [names.get(customer, customer) for customer in top["customer_id"].astype(str)])
    return top.rename(columns={"churn_probability": "chance_gone"})


def placed(at_risk: pd.DataFrame, *, risky: float = 0.5, worth: float | None = None) -> pd.DataFrame:
    """`value_at_risk` with risky, dear (bool), and the line from which on a customer is worth much:
    worth_line.
    """
    need(at_risk, "churn_probability", "year_value", what=_("the table"))
    line = float(at_risk["year_value"].quantile(0.8)) if worth is None else worth
    return at_risk.assign(
        risky=at_risk["churn_probability"] >= risky, dear=at_risk["year_value"] >= line, worth_line=line
    )
