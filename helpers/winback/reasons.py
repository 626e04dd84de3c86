"""Why they leave, and where to act first: reasons in order, what comes before leaving, risk times value."""

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson
from helpers.words import _

CELLS = {
    (True, True): _("a person, this week"),
    (True, False): _("a letter, and a question"),
    (False, True): _("keep the promise; do not disturb"),
    (False, False): _("nothing extra"),
}
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

    tickets: customer_id, opened_at, category; standing: `standings`; summary: `orders.customers`
    (last_order). Returns category, quiet, others (the share with such a ticket in the `days` up to 30
    days after their last order), low, high (95%, of quiet), lift, most first. It goes before; whether it
    is the cause, it does not say.
    """
    need(tickets, "customer_id", "opened_at", "category", what="tickets")
    last = summary.assign(customer_id=summary["customer_id"].astype(str)).set_index("customer_id")[
        "last_order"
    ]
    when = pd.to_datetime(tickets["customer_id"].astype(str).map(last))
    gap = (pd.to_datetime(tickets["opened_at"]) - when).dt.days
    near = tickets[(gap <= 30) & (gap >= -days)]
    quiet = standing["standing"].isin(["dormant", "lost"])
    groups = {True: set(standing.loc[quiet, "customer_id"]), False: set(standing.loc[~quiet, "customer_id"])}
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


def risk_grid(at_risk: pd.DataFrame, *, risky: float = 0.5, worth: float | None = None) -> pd.DataFrame:
    """The four cells: risk, worth, what_to_do, customers, value_at_risk. at_risk: `value_at_risk`.

    risky: the chance from which on somebody counts as likely to leave; worth: the value a year from which
    on it is much, by default that of the best fifth.
    """
    marked = placed(at_risk, risky=risky, worth=worth)
    rows = []
    for (high, dear), what in CELLS.items():
        part = marked[(marked["risky"] == high) & (marked["dear"] == dear)]
        names = (_("high") if high else _("low"), _("much") if dear else _("little"))
        rows.append((*names, what, len(part), float(part["value_at_risk"].sum())))
    return pd.DataFrame(rows, columns=["risk", "worth", "what_to_do", "customers", "value_at_risk"])


def placed(at_risk: pd.DataFrame, *, risky: float = 0.5, worth: float | None = None) -> pd.DataFrame:
    """`value_at_risk` with risky, dear (bool), and the line from which on a customer is worth much:
    worth_line.
    """
    need(at_risk, "churn_probability", "year_value", what=_("the table"))
    line = float(at_risk["year_value"].quantile(0.8)) if worth is None else worth
    return at_risk.assign(
        risky=at_risk["churn_probability"] >= risky, dear=at_risk["year_value"] >= line, worth_line=line
    )
