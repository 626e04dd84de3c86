"""What step 5 hands on: scored leads, funnel, matrix, and measures with the reason for each gap."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.building.scoring import judged
from helpers.building.traits import matured
from helpers.intervals import Estimate, wilson
from helpers.judging import auc, brier
from helpers.words import _

MEASURES = ["measure", "value", "unit", "n", "low", "high"]
ABSENT = ["measure", "table_needed", "reason"]
DRAWS = 400


@dataclass(frozen=True)
class Given:
    """What measures are made of: leads, the tables 05_leads and 05_matrix, the last day."""

    leads: pd.DataFrame | None = None
    scored: pd.DataFrame | None = None
    matrix: pd.DataFrame | None = None
    as_of: pd.Timestamp | None = None


def payback(matrix: pd.DataFrame, *, seed: int = 0) -> Estimate:
    """Months until all customers together have paid back what winning them cost: all of it ÷ what they leave.

    matrix: `value_cost`: cost, yearly_profit. Interval: bootstrap over customers. Raises ValueError where
    together they leave nothing.
    """
    cost = matrix["cost"].to_numpy(dtype=float)
    monthly = matrix["yearly_profit"].to_numpy(dtype=float) / 12
    if not monthly.sum() > 0:
        raise ValueError(_("Together these customers leave nothing a month, so nothing is ever paid back."))
    rng, n = np.random.default_rng(seed), len(cost)
    counts = rng.multinomial(n, np.full(n, 1 / n), DRAWS)
    months = (counts @ cost) / (counts @ monthly)
    months = months[months > 0]
    low, high = np.quantile(months, [0.025, 0.975])
    return Estimate(float(cost.sum() / monthly.sum()), float(low), float(high), n)


def measures(
    *,
    leads: pd.DataFrame | None = None,
    scored: pd.DataFrame | None = None,
    matrix: pd.DataFrame | None = None,
    as_of: pd.Timestamp | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Measures of step 5 (measure, value, unit, n, low, high), absent ones (measure, table_needed, reason).

    leads: the table of that name; scored: `score_table` of it; matrix: `value_cost`. lead_conversion counts
    all leads, lead_conversion_settled those that have had time to become customers; lead_auc and lead_brier
    judge scores of leads that the score had not seen.
    """
    given = Given(leads, scored, matrix, as_of)
    values, absent = [], []
    for name, (make, unit, table) in _MEASURES.items():
        try:
            found = make(given)
        except ValueError as problem:
            absent.append((name, table, str(problem)))
        else:
            values.append((name, found.value, unit, found.n, found.low, found.high))
    return pd.DataFrame(values, columns=MEASURES), pd.DataFrame(absent, columns=ABSENT)


def _rate(leads: pd.DataFrame | None) -> Estimate:
    if leads is None or leads.empty:
        raise ValueError(_("It takes the table leads with converted."))
    won = int(leads["converted"].sum())
    return Estimate(won / len(leads), *wilson(won, len(leads)), len(leads))


def _conversion(given: Given) -> Estimate:
    return _rate(given.leads)


def _settled(given: Given) -> Estimate:
    return _rate(None if given.leads is None else matured(given.leads, as_of=given.as_of))


def _judged(given: Given) -> tuple[pd.Series, pd.Series]:
    """converted and score of the leads that were scored by a model that had not seen them."""
    if given.leads is None or given.scored is None:
        raise ValueError(_("It takes the table leads with traits that were known when a lead came in."))
    both = judged(given.leads[["lead_id", "converted"]], given.scored)
    return both["converted"], both["score"]


def _auc(given: Given) -> Estimate:
    return auc(*_judged(given))


def _brier(given: Given) -> Estimate:
    return brier(*_judged(given))


def _payback(given: Given) -> Estimate:
    if given.matrix is None:
        raise ValueError(
            _("It takes acquisition_cost in the table customers, and unit_cost in the table orders.")
        )
    return payback(given.matrix)


_MEASURES: dict[str, tuple[Callable[[Given], Estimate], str, str]] = {
    "lead_conversion": (_conversion, _("share of leads"), "leads"),
    "lead_conversion_settled": (_settled, _("share of leads"), "leads"),
    "lead_auc": (_auc, _("share of pairs"), "leads"),
    "lead_brier": (_brier, _("mean squared error"), "leads"),
    "payback_months": (_payback, _("months"), "customers"),
}
