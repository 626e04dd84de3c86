"""The plan of each month and what came, moved on by a year."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.facts import facts
from helpers.market.goals import SERVICE
from helpers.market.service import COMPLAINTS

Floats = npt.NDArray[np.float64]
MONTHS = 12


def targets(
    raw: pd.DataFrame, orders: pd.DataFrame, late: Floats, tickets: pd.DataFrame, *, as_of: pd.Timestamp
) -> pd.DataFrame:
    """The months of the year with what came, and a plan for the twelve after them.

    raw: the table as text; orders: order lines of the whole past (customer_id, order_id, ordered_at, money);
    late: whether each order of the year was late, in the order of their numbers; tickets: the year's.
    """
    actual = _actual(orders, late, tickets, as_of)
    table = raw.copy()
    keys = list(zip(pd.to_datetime(table["period"]), table["measure"], strict=True))
    table["actual"] = [
        f"{actual[key]:.10g}" if key in actual else old
        for key, old in zip(keys, table["actual"], strict=True)
    ]
    growth, goals = facts("goals")["growth"], facts("goals")["service"]
    after = pd.date_range(as_of + pd.Timedelta(days=366), periods=MONTHS, freq="MS")
    rows = []
    for measure in dict.fromkeys(raw["measure"]):
        mean = np.mean([value for (_when, name), value in actual.items() if name == measure])
        step = 1000.0 if measure == "revenue" else 1.0
        plan = (
            float(goals[measure])
            if measure in SERVICE
            else float(np.rint(mean * growth[measure] / step) * step)
        )
        rows += [(when.strftime("%Y-%m-%d"), measure, str(plan), "") for when in after]
    more = pd.DataFrame(rows, columns=list(raw.columns)).sort_values("period", kind="stable")
    return pd.concat([table, more], ignore_index=True)


def _actual(
    orders: pd.DataFrame, late: Floats, tickets: pd.DataFrame, as_of: pd.Timestamp
) -> dict[tuple[pd.Timestamp, str], float]:
    """What each month of the year brought, by month and measure; 0 where nothing came, as ever."""
    first = orders.groupby("customer_id")["ordered_at"].min()
    lines = orders[orders["ordered_at"] > as_of]
    month = _month(lines["ordered_at"])
    money = (lines["quantity"] * lines["unit_price"] - lines["discount"]).groupby(month).sum()
    whole = lines.drop_duplicates("order_id").sort_values("order_id")
    when = _month(whole["ordered_at"])
    active = lines.groupby(month)["customer_id"].nunique()
    on_time = pd.Series(1 - late, index=when.to_numpy()).groupby(level=0).mean()
    new = _month(first[first > as_of]).value_counts()
    opened = pd.to_datetime(tickets["opened_at"])
    at = _month(opened)
    wait = pd.to_datetime(tickets["first_reply_at"].where(tickets["first_reply_at"] != "")) - opened
    hours = wait.dt.total_seconds() / 3600
    trouble = tickets["category"].isin(COMPLAINTS).groupby(at).sum()
    count = when.value_counts()
    measures = {
        "revenue": money.round(2),
        "orders": count,
        "active_customers": active,
        "on_time_share": on_time.round(4),
        "first_reply_hours": hours.groupby(at).mean().round(2),
        "complaints_per_100_orders": (100 * trouble / count).round(2),
        "new_customers": new,
    }
    months = pd.date_range(as_of + pd.Timedelta(days=1), periods=MONTHS, freq="MS")
    return {
        (when, name): float(values.fillna(0.0).get(when, 0.0))
        for name, values in measures.items()
        for when in months
    }


def _month(when: pd.Series) -> pd.Series:
    """The first day of each one's month."""
    first: pd.Series = when.dt.normalize() - pd.to_timedelta(when.dt.day - 1, "D")
    return first
