"""How likely somebody orders again, for whoever knows the hidden truth: what tests of the past are drawn by.

In a BG/NBD market a silent customer has either left after the last order or not yet come to the next. Given
rate and dropout, both chances are known, and so is the chance of an order within some days.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

WEEK = 7.0


def chance_of_order(
    *, rate: Floats, dropout: Floats, repeat: Flags, silent_days: Floats, within_days: float
) -> Floats:
    """Probability of an order within `within_days`, for customers silent for `silent_days`.

    rate: orders a week; dropout: probability of leaving after a repeat order; repeat: whether the last order
    was one (nobody leaves after a first order). Fader, Hardie & Lee (2005).

    >>> known = {"rate": np.array([0.7]), "dropout": np.array([0.5]), "repeat": np.array([True])}
    >>> chance_of_order(**known, silent_days=np.array([0.0]), within_days=10).round(3)
    array([0.316])
    """
    daily = rate / WEEK
    leaves = np.where(repeat, dropout, 0.0)
    waits = (1 - leaves) * np.exp(-daily * silent_days)
    here = waits / (waits + leaves)
    again: Floats = here * (1 - np.exp(-daily * within_days))
    return again


def arms(returned: Flags, control: Floats, treatment: Floats, luck: Floats) -> Flags:
    """Who was in the treatment arm of a test with equal arms, given what came of it.

    By Bayes' rule, so that for given `control` and `treatment`, the chances in either arm, each arm has
    probability one half and its outcome the chance stated.
    """
    given_yes = treatment / (treatment + control)
    given_no = (1 - treatment) / (2 - treatment - control)
    treated: Flags = luck < np.where(returned, given_yes, given_no)
    return treated
