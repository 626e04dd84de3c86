"""RFM: how recently, how often, for how much; the grid, and the names people give its corners."""

import pandas as pd

from helpers.checks import need

# Rows r from 5 down to 1, columns f from 1 to 5: names of a common commercial grid, no paper behind them.
NAMES = {
    5: ("new", "promising", "potential loyal", "champions", "champions"),
    4: ("promising", "potential loyal", "potential loyal", "loyal", "loyal"),
    3: ("about to sleep", "needs attention", "needs attention", "loyal", "loyal"),
    2: ("hibernating", "hibernating", "at risk", "at risk", "cannot lose"),
    1: ("lost", "lost", "at risk", "cannot lose", "cannot lose"),
}


def rfm_grid(customers: pd.DataFrame, *, value: str = "revenue") -> pd.DataFrame:
    """The 25 cells of recency × frequency: r, f, customers, mean and total of `value` (empty: nan and 0).

    customers: r and f (1–5, 5 is best; see `helpers.orders`) and the column `value`. Equal customers
    share a score, so that some cells may be empty. Source: Hughes (1994), Strategic Database Marketing.

    >>> three = pd.DataFrame({"r": [5, 5, 1], "f": [5, 5, 1], "revenue": [10.0, 30.0, 4.0]})
    >>> grid = rfm_grid(three)
    >>> len(grid), grid[grid["customers"] > 0].values.tolist()
    (25, [[1.0, 1.0, 1.0, 4.0, 4.0], [5.0, 5.0, 2.0, 20.0, 40.0]])
    """
    need(customers, "r", "f", value, what="customers")
    cells = customers.groupby(["r", "f"])[value]
    grid = pd.DataFrame({"customers": cells.size(), "mean": cells.mean(), "total": cells.sum()})
    full = pd.MultiIndex.from_product([range(1, 6), range(1, 6)], names=["r", "f"])
    return grid.reindex(full).fillna({"customers": 0, "total": 0.0}).astype({"customers": int}).reset_index()


def rfm_segment(customers: pd.DataFrame) -> pd.Series:
    """The name of each customer's cell of the grid of r and f: champions, loyal, at risk, lost and so on.

    >>> rfm_segment(pd.DataFrame({"r": [5, 1], "f": [5, 4]})).tolist()
    ['champions', 'cannot lose']
    """
    need(customers, "r", "f", what="customers")
    names = [NAMES[int(r)][int(f) - 1] for r, f in zip(customers["r"], customers["f"], strict=True)]
    return pd.Series(names, index=customers.index, name="rfm_segment", dtype="str")


def rfm_table(customers: pd.DataFrame, *, value: str = "revenue") -> pd.DataFrame:
    """What each named segment brings: rfm_segment, customers, customer_share, value, value_share.

    >>> rfm_table(pd.DataFrame({"r": [5, 1], "f": [5, 4], "revenue": [10.0, 30.0]}))["value_share"].tolist()
    [0.75, 0.25]
    """
    need(customers, value, what="customers")
    groups = customers.groupby(rfm_segment(customers))[value]
    table = pd.DataFrame({"customers": groups.size(), "value": groups.sum()}).reset_index()
    table.insert(2, "customer_share", table["customers"] / len(customers))
    table["value_share"] = table["value"] / table["value"].sum()
    return table.sort_values(["value", "rfm_segment"], ascending=[False, True], ignore_index=True)
