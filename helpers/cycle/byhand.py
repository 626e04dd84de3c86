"""What lesson 9 counts with a pencil: six months and the steps between them, and twelve calls."""

import pandas as pd

from helpers.checks import need
from helpers.cycle.constants import d2
from helpers.words import _

MONTHS = 6


def steps(own: pd.DataFrame, *, months: int = MONTHS, blanks: int = 0) -> pd.DataFrame:
    """The first months of a measure and how far each lies from the one before: period, actual, step; the last
    `blanks` steps left open.

    own: period, actual, in any order.

    >>> months = pd.DataFrame({"period": [1, 2, 3], "actual": [10.0, 13.0, 12.0]})
    >>> steps(months)["step"].tolist()[1:]
    [3.0, 1.0]
    """
    need(own, "period", "actual", what=_("the measure"))
    table = own.dropna(subset=["actual"]).sort_values("period").head(months)[["period", "actual"]]
    if len(table) < 3:
        raise ValueError(_("Fewer than three months: nothing to count with a pencil."))
    table = table.assign(step=table["actual"].diff().abs().round(6)).reset_index(drop=True)
    table.loc[table.index[len(table) - blanks :], "step"] = float("nan")
    return table


def pencil_limits(own: pd.DataFrame, *, months: int = MONTHS) -> pd.Series:
    """What the six give: mean, mean_step, low, high = mean ± 3 × mean step ÷ 1.128 (2.66 mean steps)."""
    table = steps(own, months=months)
    mean, step = float(table["actual"].mean()), float(table["step"].mean())
    half = 3 * step / d2(2)
    return pd.Series({"mean": mean, "mean_step": step, "low": mean - half, "high": mean + half})
