"""Where every customer stands between first order and goodbye, who moved on, and where it leads."""

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.words import _

STAGES = ("first order", "repeat", "loyal", "sleeping", "lost", "won back")
LOYAL_ORDERS = 5
SLEEPS, LOST = 2.0, 4.0  # own usual gaps of silence
YEAR = 365.0


def stages(lines: pd.DataFrame, *, as_of: pd.Timestamp, years_ago: int = 0) -> pd.Series:
    """customer_id → stage on a day, or that many years before it, by the orders up to then.

    By own rhythm: silent for more than two of one's own usual gaps is sleeping, for more than four lost; one
    who came back after four is won back until the next order but one. Loyal from the fifth order on. Who has
    ordered once is judged by a gap of a year. Rules, not estimates: lesson 6 has the probability.
    """
    need(lines, "customer_id", "ordered_at", what="orders")
    day = (as_of - pd.DateOffset(years=years_ago)).normalize()
    known = lines[(lines["ordered_at"] < day + pd.Timedelta(days=1)) & lines["customer_id"].notna()]
    if "quantity" in known:
        known = known[known["quantity"] > 0]
    days = known.assign(day=known["ordered_at"].dt.normalize())[["customer_id", "day"]].drop_duplicates()
    days = days.sort_values(["customer_id", "day"])
    days["gap"] = days.groupby("customer_id")["day"].diff().dt.days
    groups = days.groupby("customer_id")
    count, last = groups.size(), groups["day"].last()
    usual = groups["gap"].median().fillna(YEAR)
    earlier = days[groups.cumcount(ascending=False) > 0].groupby("customer_id")["gap"].median()
    usual_before = earlier.reindex(count.index).fillna(YEAR)
    newest = groups["gap"].last().fillna(0.0)
    silent = (day - last).dt.days / usual
    back = (newest > LOST * usual_before) & (count > 2)
    found = np.select(
        [silent > LOST, silent > SLEEPS, back, count >= LOYAL_ORDERS, count >= 2],
        ["lost", "sleeping", "won back", "loyal", "repeat"],
        default="first order",
    )
    return pd.Series(found, index=count.index, name="stage")


def moves(before: pd.Series, after: pd.Series) -> pd.DataFrame:
    """From where to where: a row a stage before, a column a stage after (customers); `new` came in between.

    before, after: customer_id → stage on two days.
    """
    ids = after.index.union(before.index)
    was = before.reindex(ids).fillna("new")
    now = after.reindex(ids)
    table = pd.crosstab(was, now)
    order = [name for name in ("new", *STAGES) if name in table.index]
    return table.reindex(index=order, columns=[name for name in STAGES if name in table.columns])


def projected(table: pd.DataFrame, now: pd.Series, *, years: int = 3) -> pd.DataFrame:
    """Where customers would stand if every year were like the last: year, and a column a stage (customers).

    table: `moves` over one year; now: how many stand in each stage. As many new ones come each year as came
    in the last (Markov chain, first order; it knows a customer's stage and nothing else of them).
    """
    if table.empty:
        raise ValueError(_("Nobody was there a year ago: there are no moves to go on from."))
    names = [str(name) for name in table.columns]
    rates = table.drop(index="new", errors="ignore").reindex(columns=names, fill_value=0)
    rates = rates.div(rates.sum(axis=1), axis=0)
    fresh = (
        table.loc["new"].reindex(names).fillna(0).to_numpy() if "new" in table.index else np.zeros(len(names))
    )
    state = now.reindex(names).fillna(0).to_numpy(dtype=float)
    rows = [(0, *state)]
    for year in range(1, years + 1):
        moved = sum(
            (amount * (rates.loc[name].to_numpy() if name in rates.index else np.eye(len(names))[at])
             for at, (name, amount) in enumerate(zip(names, state, strict=True))),
            start=np.zeros(len(names)),
        )  # fmt: skip
        state = np.asarray(moved) + fresh
        rows.append((year, *state))
    return pd.DataFrame(rows, columns=["year", *names])
