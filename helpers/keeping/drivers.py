"""What goes with being content: R² shared out among the drivers, and the regression behind it."""

from itertools import combinations
from math import factorial
from typing import Any

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.keeping.satisfaction import Z, csat, responses
from helpers.words import _

Floats = np.ndarray[Any, np.dtype[np.float64]]
MOST = 12  # drivers: 4,096 subsets
DRAWS = 200


def shared_r2(table: pd.DataFrame, *, outcome: str, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """R² of a regression shared out among its drivers: driver, share_of_r2, low, high, estimate, se.

    table: numbers only, a row a person or unit; rows with a blank are left out. share_of_r2: what a driver
    adds to R², averaged over all orders in which drivers can come in (LMG; Shapley's value); the shares add
    up to R², the largest first. low and high: 95% bootstrap over rows (none where draws is 0). estimate:
    least squares. Sources: Lindeman, Merenda & Gold (1980); Grömping (2006). Raises ValueError with too few
    rows, more than 12 drivers, or drivers that repeat each other.

    Two drivers that have nothing to do with each other keep what is theirs:

    >>> x, y = [0, 0, 1, 1], [0, 1, 0, 1]
    >>> table = pd.DataFrame({"x": x, "y": y, "mood": [0.0, 1.0, 2.0, 3.0]})
    >>> shared_r2(table, outcome="mood", draws=0)["share_of_r2"].round(3).tolist()
    [0.8, 0.2]
    """
    need(table, outcome, what=_("the table"))
    whole = table.dropna().astype(float)
    names = [str(name) for name in whole.columns if name != outcome]
    if len(names) > MOST:
        raise ValueError(_("{n} drivers are too many; twelve are enough for anybody.").format(n=len(names)))
    if len(whole) <= len(names) + 1:
        message = _("{n} complete rows are too few for {k} drivers.")
        raise ValueError(message.format(n=len(whole), k=len(names)))
    data = whole[[*names, outcome]].to_numpy()
    if np.linalg.matrix_rank(np.column_stack([np.ones(len(data)), data[:, :-1]])) <= len(names):
        raise ValueError(_("Some drivers repeat each other or never vary: leave one of them out."))
    found = pd.DataFrame({"driver": names, "share_of_r2": _lmg(np.cov(data.T)[None])[0]})
    found[["low", "high"]] = _bootstrap(data, draws, seed) if draws else np.nan
    found[["estimate", "se"]] = _least_squares(data)
    return found.sort_values("share_of_r2", ascending=False, kind="stable", ignore_index=True)


def _least_squares(data: Floats) -> Floats:
    """Slopes and their standard errors, which hold whatever the spread of the outcome (White 1980)."""
    x = np.column_stack([np.ones(len(data)), data[:, :-1]])
    inverse = np.linalg.inv(x.T @ x)
    slopes = inverse @ x.T @ data[:, -1]
    left = (data[:, -1] - x @ slopes)[:, None]
    spread = inverse @ ((x * left).T @ (x * left)) @ inverse * len(data) / (len(data) - x.shape[1])
    return np.column_stack([slopes, np.sqrt(np.diag(spread))])[1:]


def _bootstrap(data: Floats, draws: int, seed: int) -> Floats:
    """The 95% interval of every share, over samples of rows."""
    generator = np.random.default_rng(seed)
    outer = (data[:, :, None] * data[:, None, :]).reshape(len(data), -1)
    counts = np.array(
        [
            np.bincount(generator.integers(len(data), size=len(data)), minlength=len(data))
            for _n in range(draws)
        ],
        dtype=float,
    )
    k = data.shape[1]
    means = counts @ data / len(data)
    squares = (counts @ outer / len(data)).reshape(draws, k, k)
    ends: Floats = np.quantile(_lmg(squares - means[:, :, None] * means[:, None, :]), [0.025, 0.975], axis=0)
    return ends.T


def _lmg(covariance: Floats) -> Floats:
    """LMG shares from covariances, the outcome last; any number of them at once: draws × drivers."""
    k = covariance.shape[-1] - 1
    r2: dict[tuple[int, ...], Floats] = {(): np.zeros(len(covariance))}
    for size in range(1, k + 1):
        for chosen in combinations(range(k), size):
            r2[chosen] = _r2(covariance, chosen)
    shares = np.zeros((len(covariance), k))
    for chosen, value in r2.items():
        for driver in chosen:
            without = tuple(other for other in chosen if other != driver)
            weight = factorial(len(without)) * factorial(k - len(chosen)) / factorial(k)
            shares[:, driver] += weight * (value - r2[without])
    return shares


def _r2(covariance: Floats, chosen: tuple[int, ...]) -> Floats:
    among, with_outcome = covariance[:, list(chosen)][:, :, list(chosen)], covariance[:, list(chosen), -1]
    try:
        slopes = np.linalg.solve(among, with_outcome[..., None])[..., 0]
    except np.linalg.LinAlgError:
        # Of few rows, some draws hold drivers that repeat each other. What these explain together is known.
        slopes = (np.linalg.pinv(among, hermitian=True) @ with_outcome[..., None])[..., 0]
    told, spread = (slopes * with_outcome).sum(axis=1), covariance[:, -1, -1]
    return np.asarray(np.divide(told, spread, out=np.zeros_like(told), where=spread > 0))


def driver_table(answers: pd.DataFrame, *, draws: int = DRAWS) -> pd.DataFrame:
    """What to act on: item, score (share content), low, high, importance, importance_low, importance_high.

    answers: the surveys csat (the drivers) and nps (the outcome) of the same respondents. importance: the
    driver's share of R², divided by R², so that all make 1. Sorted by importance. Drivers go with the
    recommendation; that moving one would move it is a hope, until somebody tries.
    """
    wide = responses(answers, "csat").pivot(index="respondent_id", columns="item", values="value")
    wide["recommend"] = responses(answers, "nps").set_index("respondent_id")["value"]
    shares = shared_r2(wide.dropna(), outcome="recommend", draws=draws)
    total = float(shares["share_of_r2"].sum())
    scores = [csat(wide[item]) for item in shares["driver"]]
    return pd.DataFrame(
        {
            "item": shares["driver"],
            "score": [score.value for score in scores],
            "importance": shares["share_of_r2"] / total,
            "low": [score.low for score in scores],
            "high": [score.high for score in scores],
            "importance_low": shares["low"] / total,
            "importance_high": shares["high"] / total,
            "estimate": shares["estimate"],
            "se": shares["se"],
        }
    )


def against_truth(drivers: pd.DataFrame, hidden: pd.DataFrame) -> pd.DataFrame:
    """What was found beside what the simulation put in, driver by driver.

    drivers: `driver_table`; hidden: driver, weight, share. Returns item, importance, true_share, estimate,
    low, high (95%), weight, inside. Importance shares out what drivers explain together: where they go
    together a light one borrows from a heavy one, so importance is flatter than the weights. The estimates
    are what should come back; of such intervals one in twenty misses.
    """
    truth = hidden.rename(columns={"driver": "item", "share": "true_share"})
    found = drivers[["item", "importance", "estimate", "se"]].merge(truth, on="item")
    found["low"], found["high"] = (found["estimate"] + side * Z * found["se"] for side in (-1, 1))
    found["inside"] = found["weight"].between(found["low"], found["high"])
    return found[["item", "importance", "true_share", "estimate", "low", "high", "weight", "inside"]]
