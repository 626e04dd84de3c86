"""How well a list is ordered: what would be gained by going down it, against going at random."""

import numpy as np
import pandas as pd

from helpers.intervals import Estimate
from helpers.winback.checks import Floats, flags, treated
from helpers.winback.uplift import KINDS, crossed
from helpers.words import _

DRAWS = 300


def qini_curve(campaigns: pd.DataFrame, score: Floats) -> pd.DataFrame:
    """Customers won as one goes down the list, highest score first: mailed, won, at_random.

    won after k customers: those who returned with the mailing among the first k, less those who returned
    without it, weighted to as many. Equal scores are taken together. The first row is zero. Source: Radcliffe
    (2007).
    """
    treat, back = treated(campaigns), flags(campaigns, "returned", what="campaigns")
    mailed, won = _walk(treat, back, np.asarray(score, dtype=float), "qini")
    return pd.DataFrame({"mailed": mailed, "won": won, "at_random": won[-1] * mailed / mailed[-1]})


def qini(campaigns: pd.DataFrame, score: Floats) -> float:
    """The Qini coefficient: area between the curve and the straight line, as a share of the best possible
    one.

    1 is the best order there is, 0 no better than drawing lots, below 0 worse. Only signs of outcomes
    make the best order, so that real lists reach a few hundredths to a tenth. Sources: Radcliffe (2007);
    Radcliffe & Surry (2011) for the best curve.

    >>> two = pd.DataFrame({"arm": ["treatment", "control"], "returned": [0, 1]})
    >>> qini(two, np.array([0.1, 0.3])), uplift_auc(two, np.array([0.1, 0.3]))
    (1.0, 0.0)
    """
    treat, back = treated(campaigns), flags(campaigns, "returned", what="campaigns")
    return _ratio(treat, back, np.asarray(score, dtype=float), "qini")


def uplift_auc(campaigns: pd.DataFrame, score: Floats) -> float:
    """The same on the curve of uplift × customers: the difference of shares among the first k, times k."""
    treat, back = treated(campaigns), flags(campaigns, "returned", what="campaigns")
    return _ratio(treat, back, np.asarray(score, dtype=float), "uplift")


def qini_interval(campaigns: pd.DataFrame, score: Floats, *, draws: int = DRAWS, seed: int = 0) -> Estimate:
    """The Qini coefficient with a 95% interval: bootstrap over customers, their scores as they are."""
    treat, back = treated(campaigns), flags(campaigns, "returned", what="campaigns")
    values, generator = np.asarray(score, dtype=float), np.random.default_rng(seed)
    found = []
    for _draw in range(draws):
        at = generator.integers(len(values), size=len(values))
        if 0 < treat[at].sum() < len(at) and back[at].any():
            found.append(_ratio(treat[at], back[at], values[at], "qini"))
    known = np.array(found)[np.isfinite(found)] if found else np.array([np.nan])
    low, high = np.quantile(known, [0.025, 0.975]) if len(known) else (np.nan, np.nan)
    return Estimate(_ratio(treat, back, values, "qini"), float(low), float(high), len(values))


def _ratio(treat: Floats, back: Floats, score: Floats, kind: str) -> float:
    """Area above the straight line, as a share of that of the best order."""
    if kind == "qini":
        best = back * treat - back * (1 - treat)
    else:
        waste = ((back == 0) & (treat == 1)).sum()
        more = back if ((back == 1) & (treat == 0)).sum() > waste else treat
        best = 2 * (back == treat) + more
    mailed, won = _walk(treat, back, score, kind)
    ideal = _walk(treat, back, best, kind)
    line = mailed[-1] * won[-1] / 2
    possible = _area(*ideal) - line
    return float((_area(mailed, won) - line) / possible) if possible else float("nan")


def _walk(treat: Floats, back: Floats, score: Floats, kind: str) -> tuple[Floats, Floats]:
    """Customers passed and what is won, at the end of each run of equal scores."""
    if not np.isfinite(score).all() or len(score) != len(treat):
        raise ValueError(_("Give one finite score for each customer of the campaign."))
    order = np.argsort(-score, kind="stable")
    ends = np.r_[np.flatnonzero(np.diff(score[order])), len(score) - 1]
    n, m = np.cumsum(treat[order])[ends], np.cumsum(1 - treat[order])[ends]
    with_, without = np.cumsum((back * treat)[order])[ends], np.cumsum((back * (1 - treat))[order])[ends]
    mailed = (ends + 1).astype(float)
    even = _over(with_, n) - _over(without, m)
    won = with_ - without * _over(n, m) if kind == "qini" else even * mailed
    return np.r_[0.0, mailed], np.r_[0.0, won]


def _over(top: Floats, bottom: Floats) -> Floats:
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom != 0)


def _area(x: Floats, y: Floats) -> float:
    return float(((y[1:] + y[:-1]) / 2 * np.diff(x)).sum())


def qini_by_kind(campaigns: pd.DataFrame) -> pd.DataFrame:
    """How well both ways to model the uplift order the customers: model, qini, uplift_auc.

    Scores are of models that had not seen the customer (`crossed`).
    """
    rows = []
    for kind in KINDS:
        score = crossed(campaigns, kind=kind)["uplift"].to_numpy(dtype=float)
        rows.append((kind.replace("_", " "), qini(campaigns, score), uplift_auc(campaigns, score)))
    return pd.DataFrame(rows, columns=["model", "qini", "uplift_auc"])
