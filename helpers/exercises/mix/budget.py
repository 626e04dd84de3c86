"""The decision on the budget: the same sum over the same channels, split otherwise."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from helpers import mix, samples
from helpers.case import Case
from helpers.exercises.controls import Between, Spec
from helpers.exercises.decisions import decision
from helpers.exercises.mix import known
from helpers.missing import Missing
from helpers.words import _

YEARS = 400  # years of luck to draw
HELD_OUT = 12  # months
FEWEST = 30  # months of which twelve may be put aside


def allowed(case: Case) -> Mapping[str, Spec]:
    """Parts of the budget for each channel; of any sum, as they are shared out in proportion."""
    parts = mix.budget_parts(case.tables["spend"])
    return {name: Between(0, 100, 1, unit=_("parts"), label=name, start=part) for name, part in parts.items()}


@decision("04.budget", step=4, allowed=allowed, needs=("spend",), held_out="people")
class Budget:
    """The sum for next year stands; it is what went out in the last twelve months. How many parts of it go to each channel? (Parts need
    not add up to a hundred; each channel keeps its calendar.)"""

    def rehearse(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(known_curves(case), case.tables["spend"], value)

    def score(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(judge(case), case.tables["spend"], value)


def compared(curves: pd.DataFrame, spend: pd.DataFrame, value: Mapping[str, Any]) -> pd.DataFrame:
    """The split in `value` beside three colleagues': policy, low, mid, high, lead_low, lead_high (money a year).

    curves: what judges. value: channel → parts, and inquiry_value (money). low to high: 95% of years in
    which the responses are Poisson around the curve; a lead is between years of their own, as two plans are
    never tried on one.
    """
    now = mix.latest_spend(spend)
    worth, total = float(value.get("inquiry_value", known.VALUE)), float(now.sum())
    plans = {
        _("your split"): {name: float(value[name]) for name in now.index if name in value},
        _("as now"): now.to_dict(),
        _("equal parts"): dict.fromkeys(now.index, 1.0),
        _("all into the biggest"): {str(now.idxmax()): 1.0},
    }
    rng, rows, years = np.random.default_rng(0), [], []
    for name, parts in plans.items():
        mid = mix.split_value(curves, parts, total=total, value=worth)
        expected = (mid + 12 * total) / worth
        years.append(rng.poisson(max(expected, 0.0), YEARS) * worth - 12 * total)
        rows.append(
            (
                name,
                *np.quantile(years[-1], 0.025, keepdims=True),
                mid,
                *np.quantile(years[-1], 0.975, keepdims=True),
            )
        )
    table = pd.DataFrame(rows, columns=["policy", "low", "mid", "high"])
    leads = np.quantile(years[0] - np.array(years), [0.025, 0.975], axis=1)
    return table.assign(lead_low=leads[0], lead_high=leads[1])


@lru_cache(maxsize=4)
def known_curves(case: Case) -> pd.DataFrame:
    """Curves of the months the learner may look at: all but the last twelve where there are enough."""
    spend = case.tables["spend"]
    early, _late = parted(spend)
    return mix.with_rhythm(mix.fit_responses(early), spend)


@lru_cache(maxsize=4)
def judge(case: Case) -> pd.DataFrame:
    """The market's own curves where it is simulated, else those fitted on the months put aside."""
    spend = case.tables["spend"]
    truth = samples.truth(case, "channels")
    if not isinstance(truth, Missing) and set(truth["channel"]) >= set(spend["channel"].astype(str)):
        return mix.with_rhythm(truth[truth["channel"].isin(spend["channel"])], spend)
    _early, late = parted(spend)
    return mix.with_rhythm(mix.fit_responses(late), spend)


def parted(spend: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Earlier months and the last twelve; both are all of them where there are too few to part."""
    months = sorted(spend["period"].unique())
    if len(months) < FEWEST:
        return spend, spend
    last = spend["period"].isin(months[-HELD_OUT:])
    return spend[~last], spend[last]
