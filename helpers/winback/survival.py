"""How long contracts live, when many are still alive: Kaplan–Meier, its median, the log-rank test."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.winback.checks import lived
from helpers.words import _

Z95 = 1.959964
COLUMNS = ["time", "at_risk", "ended", "survival", "low", "high"]


class Median(NamedTuple):
    """The time by which half have left; low, high: 95% interval. nan where the curve does not come so far."""

    value: float
    low: float
    high: float


class LogRank(NamedTuple):
    """Chi-square, its degrees of freedom, and the chance of one so large were all groups alike."""

    chi2: float
    df: int
    p: float


def kaplan_meier(
    subscriptions: pd.DataFrame, *, by: str = "", as_of: pd.Timestamp | None = None
) -> pd.DataFrame:
    """The share still there after each time at which somebody left.

    subscriptions: customer_id, ended (0/1), tenure (months; or started_on, ended_on). Who is still there
    counts for as long as they were seen, and no longer. by: a trait; one curve for each of its values.
    Returns (`by`,) time (months; first 0), at_risk (seen until then), ended, survival, low, high: 95%, of
    Greenwood's variance on the scale of log(−log), so that it stays between 0 and 1; blank where all have
    left. Sources: Kaplan & Meier (1958); Greenwood (1926); Kalbfleisch & Prentice (1980).

    Four contracts: one ends after 1 month, one after 3; one is seen for 2 months, one for 4.

    >>> four = pd.DataFrame({"customer_id": list("abcd"), "tenure": [1, 3, 2, 4], "ended": [1, 1, 0, 0]})
    >>> kaplan_meier(four)[["time", "at_risk", "survival"]].values.tolist()
    [[0.0, 4.0, 1.0], [1.0, 4.0, 0.75], [3.0, 2.0, 0.375]]
    """
    table = lived(subscriptions, as_of=as_of)
    if not by:
        return _curve(table)
    need(subscriptions, by, what="subscriptions")
    groups = subscriptions.loc[table.index, by]
    parts = [_curve(part).assign(**{by: name}) for name, part in table.groupby(groups, sort=True)]
    return pd.concat(parts, ignore_index=True)[[by, *COLUMNS]]


def _curve(table: pd.DataFrame) -> pd.DataFrame:
    time, ended = table["months"].to_numpy(), table["ended"].to_numpy()
    times = np.unique(time[ended == 1])
    at_risk = (len(time) - np.searchsorted(np.sort(time), times)).astype(float)
    left = np.bincount(np.searchsorted(times, time[ended == 1]), minlength=len(times)).astype(float)
    stays = at_risk - left
    survival = np.cumprod(stays / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(left / (at_risk * stays))
        wide = np.exp(Z95 * np.sqrt(variance) / np.abs(np.log(survival)))
        low, high = survival**wide, survival ** (1 / wide)
    gone = survival == 0
    body = pd.DataFrame(
        {
            "time": times,
            "at_risk": at_risk,
            "ended": left,
            "survival": survival,
            "low": np.where(gone, np.nan, low),
            "high": np.where(gone, np.nan, high),
        }
    )
    first = pd.DataFrame([(0.0, float(len(time)), 0.0, 1.0, 1.0, 1.0)], columns=COLUMNS)
    body = body[body["time"] > 0] if len(times) and times[0] == 0 else body
    return pd.concat([first, body], ignore_index=True) if len(body) else first


def survival_at(curve: pd.DataFrame, months: float) -> float:
    """The share still there after so many months: the curve is a staircase.

    >>> curve = pd.DataFrame({"time": [0, 1, 3], "survival": [1, 0.75, 0.375]})
    >>> survival_at(curve, 2.9)
    0.75
    """
    at = int(np.searchsorted(curve["time"].to_numpy(dtype=float), months, side="right")) - 1
    return float(curve["survival"].iloc[max(at, 0)])


def median_lifetime(curve: pd.DataFrame) -> Median:
    """When half have left, with the interval of Brookmeyer & Crowley (1982): where the band crosses one half.

    curve: `kaplan_meier` of one group.
    """
    times = curve["time"].to_numpy(dtype=float)
    found = [
        times[below] if below.any() else [np.nan]
        for below in (curve[n] <= 0.5 for n in ("survival", "low", "high"))
    ]
    return Median(*(float(part[0]) for part in found))


def numbers_at_risk(
    subscriptions: pd.DataFrame, *, times: list[float] | None = None, as_of: pd.Timestamp | None = None
) -> pd.DataFrame:
    """How many the curve rests on: time, still_seen, left_by_then, survival.

    times: months; without them six, spread evenly over what was seen.
    """
    table = lived(subscriptions, as_of=as_of)
    curve = _curve(table)
    last = float(table["months"].max())
    at = times if times is not None else [float(round(t)) for t in np.linspace(0, last, 6)]
    rows = [
        (
            t,
            int((table["months"] >= t).sum()),
            int(((table["months"] <= t) & (table["ended"] == 1)).sum()),
            survival_at(curve, t),
        )
        for t in dict.fromkeys(at)
    ]
    return pd.DataFrame(rows, columns=["time", "still_seen", "left_by_then", "survival"])


def log_rank(subscriptions: pd.DataFrame, by: str, *, as_of: pd.Timestamp | None = None) -> LogRank:
    """Whether the curves of the groups of a trait could be one curve.

    Rows with a blank trait are left out. Raises ValueError where fewer than two groups are left, or nobody
    has left. Sources: Mantel (1966); Peto & Peto (1972).
    """
    need(subscriptions, by, what="subscriptions")
    table = lived(subscriptions, as_of=as_of)
    group, names = pd.factorize(subscriptions.loc[table.index, by], sort=True)
    time, ended = table["months"].to_numpy()[group >= 0], table["ended"].to_numpy()[group >= 0]
    group = group[group >= 0]
    times = np.unique(time[ended == 1])
    if len(names) < 2 or not len(times):
        raise ValueError(
            _("The curves of {by} cannot be compared: it takes two groups and somebody who left.").format(
                by=by
            )
        )
    member = np.eye(len(names))[group]
    at_risk = np.array([_still(time[group == g], times) for g in range(len(names))]).T
    left = np.zeros_like(at_risk)
    np.add.at(left, np.searchsorted(times, time[ended == 1]), member[ended == 1])
    n, d = at_risk.sum(axis=1), left.sum(axis=1)
    share = at_risk / n[:, None]
    gap = (left - d[:, None] * share).sum(axis=0)[:-1]
    spread = np.where(n > 1, d * (n - d) / np.maximum(n - 1, 1), 0.0)
    covariance = np.einsum("t,ti,tj->ij", -spread, share, share) + np.diag(spread @ share)
    from scipy.special import chdtrc

    chi2 = float(gap @ np.linalg.solve(covariance[:-1, :-1], gap))
    return LogRank(chi2, len(names) - 1, float(chdtrc(len(names) - 1, chi2)))


def curves_compared(
    subscriptions: pd.DataFrame, by: str, *, as_of: pd.Timestamp | None = None
) -> pd.DataFrame:
    """`log_rank` as a table of one row: trait, chi2, df, p."""
    found = log_rank(subscriptions, by, as_of=as_of)
    return pd.DataFrame([(by, found.chi2, found.df, f"{found.p:.2g}")], columns=["trait", "chi2", "df", "p"])


def _still(time: np.ndarray, times: np.ndarray) -> np.ndarray:
    """How many are seen until each of `times`."""
    return (len(time) - np.searchsorted(np.sort(time), times)).astype(float)


def churn_shares(subscriptions: pd.DataFrame, *, as_of: pd.Timestamp | None = None) -> tuple[float, float]:
    """The share of subscriptions that ended, and endings a month that anybody was there.

    >>> four = pd.DataFrame({"customer_id": list("abcd"), "tenure": [1, 3, 2, 4], "ended": [1, 1, 0, 0]})
    >>> churn_shares(four)
    (0.5, 0.2)
    """
    table = lived(subscriptions, as_of=as_of)
    months = float(table["months"].sum())
    ended = float(table["ended"].sum())
    return ended / len(table), ended / months if months else float("nan")
