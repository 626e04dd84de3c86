"""Log odds as a weighted sum of traits, with weights held back where data are few."""

import numpy as np

from helpers.winback.checks import Floats
from helpers.words import _

ROUNDS, NEAR = 60, 1e-9


def sigmoid(log_odds: Floats) -> Floats:
    """The chance that goes with log odds.

    >>> sigmoid(np.array([0.0])).tolist()
    [0.5]
    """
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -35, 35))))


def climb(x: Floats, y: Floats, penalty: Floats) -> tuple[Floats, Floats]:
    """Weights of a penalised logistic regression and their covariance. Newton's method with halved steps.

    x: rows × columns with a constant among them if one is wanted; y: 0/1; penalty: for each column, what half
    its squared weight costs (0: free). Raises ValueError where no finite weights fit. Sources: Cox (1958);
    le Cessie & van Houwelingen (1992).
    """
    beta = np.zeros(x.shape[1])
    value = _value(x, y, beta, penalty)
    for _round in range(ROUNDS):
        chance = sigmoid(x @ beta)
        information = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.lstsq(information, x.T @ (y - chance) - penalty * beta, rcond=None)[0]
        while (after := _value(x, y, beta + step, penalty)) < value - NEAR and np.abs(step).max() > NEAR:
            step = step / 2
        beta, gain, value = beta + step, after - value, after
        if abs(gain) < NEAR:
            return beta, np.asarray(np.linalg.pinv(information))
    raise ValueError(_("No finite weights fit: some trait foretells the outcome without exception."))


def _value(x: Floats, y: Floats, beta: Floats, penalty: Floats) -> float:
    log_odds = x @ beta
    return float(y @ log_odds - np.logaddexp(0, log_odds).sum() - penalty @ beta**2 / 2)


def folds(n: int, *, parts: int, seed: int) -> np.ndarray:
    """Which part each of n rows falls into, all parts of about one size.

    >>> np.bincount(folds(10, parts=5, seed=0)).tolist()
    [2, 2, 2, 2, 2]
    """
    return np.random.default_rng(seed).permutation(np.arange(n) % parts)
