"""What step 9 hands on: its measures, or the reason why there are none."""

import pandas as pd

from helpers.cycle.experiment import read
from helpers.cycle.retention import MONTHS, retained
from helpers.words import _

MEASURES = ["measure", "value", "unit", "n", "low", "high"]
ABSENT = ["measure", "table_needed", "reason"]


def measures(
    experiments: pd.DataFrame | None, cohorts: pd.DataFrame | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """experiment_lift, experiment_p, retention_m1 to retention_m12: measure, value, unit, n, low, high; and
    measure, table_needed, reason of those that could not be had.

    experiments: unit_id, arm, outcome; cohorts: `orders.cohorts`.
    """
    found: list[tuple[object, ...]] = []
    absent: list[tuple[str, str, str]] = []
    try:
        seen = read(_have(experiments, _("It takes the table experiments with arm and outcome.")))
        found.append(("experiment_lift", seen.lift, _("difference of shares"), seen.n, seen.low, seen.high))
        found.append(("experiment_p", seen.p, _("p-value, two-sided"), seen.n, float("nan"), float("nan")))
    except ValueError as error:
        absent += [(name, "experiments", str(error)) for name in ("experiment_lift", "experiment_p")]
    names = [f"retention_m{month}" for month in range(1, MONTHS + 1)]
    try:
        table = retained(_have(cohorts, _("It takes the table orders with customer_id and ordered_at.")))
        of = _("share that orders in that month")
        lines = table[["month", "rate", "customers", "low", "high"]].itertuples(index=False)
        found += [(f"retention_m{month}", rate, of, n, low, high) for month, rate, n, low, high in lines]
        short = _("No cohort is old enough for this month yet.")
        absent += [(name, "orders", short) for name in names[len(table) :]]
    except ValueError as error:
        absent += [(name, "orders", str(error)) for name in names]
    return pd.DataFrame(found, columns=MEASURES), pd.DataFrame(absent, columns=ABSENT)


def _have(table: pd.DataFrame | None, otherwise: str) -> pd.DataFrame:
    if table is None:
        raise ValueError(otherwise)
    return table
