"""Experiments: what two arms differ by, how many units it takes, and what must not suffer."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.checks import fraction, need
from helpers.intervals import newcombe, wilson
from helpers.tails import chi_square
from helpers.words import _

ARMS = ("treatment", "control")
ALPHA = 0.05


class Reading(NamedTuple):
    """What an experiment says: lift (treatment − control), low, high (95%), p (two-sided), n."""

    lift: float
    low: float
    high: float
    p: float
    n: int


def arms(experiments: pd.DataFrame, *, outcome: str = "outcome") -> pd.DataFrame:
    """The two arms: arm, units, hits, rate, low, high (95%, Wilson).

    experiments: unit_id, arm (treatment, control), outcome (1 or 0). Raises ValueError where an arm is
    missing, or outcomes are not 0 and 1.
    """
    need(experiments, "arm", outcome, what="experiments")
    known = experiments.dropna(subset=["arm", outcome])
    if not known[outcome].isin([0, 1]).all():
        raise ValueError(_("Outcomes other than 0 and 1 have no share: compare their means instead."))
    rows = []
    for arm in ARMS:
        own = known.loc[known["arm"] == arm, outcome]
        if own.empty:
            text = _("experiments has no arm “{arm}”: both treatment and control are needed to compare.")
            raise ValueError(text.format(arm=arm))
        hits = int(own.sum())
        rows.append((arm, len(own), hits, hits / len(own), *wilson(hits, len(own))))
    return pd.DataFrame(rows, columns=["arm", "units", "hits", "rate", "low", "high"])


def read(experiments: pd.DataFrame, *, outcome: str = "outcome") -> Reading:
    """The lift of treatment over control with Newcombe's interval, and the p-value of the pooled z-test."""
    a, b = arms(experiments, outcome=outcome).to_dict("records")
    counts = a["hits"], a["units"], b["hits"], b["units"]
    return Reading(*newcombe(*counts), _p(_z(*counts)), int(a["units"] + b["units"]))


def _z(hits_a: float, of_a: float, hits_b: float, of_b: float) -> float:
    pooled = (hits_a + hits_b) / (of_a + of_b)
    spread = (pooled * (1 - pooled) * (1 / of_a + 1 / of_b)) ** 0.5
    return (hits_a / of_a - hits_b / of_b) / spread if spread > 0 else 0.0


def _p(z: float) -> float:
    from scipy.special import ndtr

    return float(2 * ndtr(-abs(z)))


def power(n: float, control: float, treatment: float, *, alpha: float = ALPHA) -> float:
    """The chance that n units in each arm show a difference that is there.

    As R's power.prop.test (one-sided tail of the two-sided test, unpooled spread under the alternative).

    >>> round(power(50, 0.50, 0.75), 5)
    0.74017
    """
    from scipy.special import ndtr, ndtri

    fraction(control, name="control")
    fraction(treatment, name="treatment")
    mean = (control + treatment) / 2
    none = (2 * mean * (1 - mean)) ** 0.5
    some = (control * (1 - control) + treatment * (1 - treatment)) ** 0.5
    if some == 0:
        raise ValueError(_("Shares of exactly 0 and 1 need no experiment."))
    away = abs(treatment - control) * n**0.5
    return float(ndtr((away - ndtri(1 - alpha / 2) * none) / some))


def units_needed(
    control: float, treatment: float, *, power_wanted: float = 0.8, alpha: float = ALPHA
) -> float:
    """How many units each arm takes to show this difference with this chance (not rounded).

    >>> round(units_needed(0.50, 0.75, power_wanted=0.90), 3)
    76.707
    """
    from scipy.optimize import brentq

    if control == treatment:
        raise ValueError(_("A difference of nothing is never found, however many are asked."))
    if not alpha < power_wanted < 1:
        text = _(
            "The chance wanted is {power:g}; it lies between {alpha:g} and 1: write 0.8 for four in five."
        )
        raise ValueError(text.format(power=power_wanted, alpha=alpha))
    return float(
        brentq(lambda n: power(n, control, treatment, alpha=alpha) - power_wanted, 1e-3, 1e12, xtol=1e-9)
    )


def smallest_lift(n: float, control: float, *, power_wanted: float = 0.8, alpha: float = ALPHA) -> float:
    """The smallest rise over `control` that n units in each arm would show with this chance; nan: none.

    >>> round(smallest_lift(1000, 0.22), 3)
    0.054
    """
    from scipy.optimize import brentq

    top = 1 - control - 1e-9
    if power(n, control, control + top, alpha=alpha) < power_wanted:
        return float("nan")
    return float(
        brentq(lambda lift: power(n, control, control + lift, alpha=alpha) - power_wanted, 1e-9, top)
    )


def split_fair(units_treatment: int, units_control: int, *, share: float = 0.5) -> float:
    """The chance of a split as uneven as this, had the lot been fair; below 0.001, look for what broke it.

    The sample-ratio check; chi-square with one degree of freedom.

    >>> round(split_fair(1000, 1000), 3), split_fair(1000, 800) < 0.001
    (1.0, True)
    """
    n = units_treatment + units_control
    if n == 0:
        raise ValueError(_("Nobody was in the experiment."))
    expected = np.array([n * share, n * (1 - share)])
    chi2 = float((((np.array([units_treatment, units_control]) - expected) ** 2) / expected).sum())
    return chi_square(chi2, 1)


def guardrail(
    hits_treatment: int, of_treatment: int, hits_control: int, of_control: int, *, worst: float
) -> pd.Series:
    """Whether something that must not suffer has: change, low, high (95%), verdict.

    worst: the largest fall one would put up with (fraction, below zero). Safe: even the low end is above it;
    broken: even the high end is below; else not known, which is no permission.

    >>> str(guardrail(905, 1000, 900, 1000, worst=-0.03)["verdict"])
    'safe'
    """
    change, low, high = newcombe(hits_treatment, of_treatment, hits_control, of_control)
    verdict = _("safe") if low > worst else _("broken") if high < worst else _("not known")
    return pd.Series({"change": change, "low": low, "high": high, "verdict": verdict})
