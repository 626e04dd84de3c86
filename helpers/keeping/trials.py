"""Trials in which the truth is known: a model where it does not hold, and one survey held many times over."""

from typing import Any

import numpy as np
import pandas as pd

from helpers import lifetime
from helpers.checks import need
from helpers.keeping.satisfaction import Z, responses
from helpers.words import _

Floats = np.ndarray[Any, np.dtype[np.float64]]
MOST_ORDERS = 200


def clockwork(
    fitted: lifetime.Fit, *, customers: int = 800, steps: int = 8, most_weeks: float = 156.0, seed: int = 0
) -> pd.DataFrame:
    """What BG/NBD makes of people who order like clockwork: customer_id, p_alive, still_here (0/1).

    fitted: of which the habits are taken, rates and chances of leaving, but not the carelessness: every gap
    is the sum of `steps` equal parts of chance (an Erlang gap), so that its spread is 1/√steps of its mean
    where the model assumes as much as the mean. Half a year to `most_weeks` old, evenly. BG/NBD is then
    fitted to them as if nothing had happened. Of those who came back. Source of the remedy: Platzer &
    Reutterer (2016), who count the regularity in.
    """
    rng, habits = np.random.default_rng(seed), fitted.parameters
    rate = rng.standard_gamma(habits["r"], customers) / habits["alpha"]
    age = rng.uniform(26.0, most_weeks, customers)
    gaps = rng.standard_gamma(float(steps), (customers, MOST_ORDERS)) / (steps * rate[:, None])
    days = np.cumsum(gaps, axis=1)
    could = (days <= age[:, None]).sum(axis=1)
    stay = rng.geometric(np.clip(rng.beta(habits["a"], habits["b"], customers), 1e-12, 1.0))
    repeats = np.minimum(could, stay)
    last = np.where(repeats > 0, days[np.arange(customers), repeats - 1], 0.0)
    ids = np.arange(customers).astype(str)
    table = pd.DataFrame(
        {"customer_id": ids, "repeat_days": repeats, "recency_weeks": last, "age_weeks": age}
    )
    said = lifetime.forecast(lifetime.fit(table), table, horizon_weeks=0.0)
    found = said[["customer_id", "p_alive"]].assign(still_here=(stay > could).astype(int))
    back: pd.DataFrame = found[repeats > 0].reset_index(drop=True)
    return back


def surveys_again(
    answers: pd.DataFrame, hidden: pd.DataFrame, *, repeats: int = 200, seed: int = 0
) -> pd.DataFrame:
    """The survey held again and again: item, inside (share of surveys whose 95% interval holds the weight);
    last row: how often all weights together were missed by as much as in the survey at hand (share).

    answers: csat (the drivers) and nps of the same respondents; hidden: driver, weight, as the simulation has
    them. The same people with the same marks answer `repeats` times, each time a count of ten with the mean
    that the weights give them; each time a regression is fitted (standard errors HC1), and its misses are
    summed by their covariance (Wald). Raises ValueError where too few answered.
    """
    wide = responses(answers, "csat").pivot(index="respondent_id", columns="item", values="value")
    need(wide, *hidden["driver"], what=_("the answers"))
    outcome = responses(answers, "nps").set_index("respondent_id")["value"]
    both = wide.assign(**{"": outcome}).dropna()
    marks, told = both[list(hidden["driver"])].to_numpy(dtype=float), both[""].to_numpy(dtype=float)
    weights = hidden["weight"].to_numpy(dtype=float)
    if len(both) <= 2 * len(weights) or np.linalg.matrix_rank(marks - marks.mean(axis=0)) < len(weights):
        raise ValueError(_("Too few answered to hold this survey again."))
    expected = np.clip(told.mean() + (marks - marks.mean(axis=0)) @ weights, 0, 10)
    again = np.random.default_rng(seed).binomial(10, expected / 10, (repeats, len(both)))
    inside, miss = _misses(marks, np.vstack([told, again]), weights)
    rows = [*zip(hidden["driver"], inside[1:].mean(axis=0).tolist(), strict=True)]
    rows.append((_("all together as far off as here"), float((miss[1:] >= miss[0]).mean())))
    return pd.DataFrame(rows, columns=["item", "share_of_surveys"])


def _misses(marks: Floats, told: Floats, weights: Floats) -> tuple[Any, Floats]:
    """For each survey (row of told): whether each interval holds its weight, and the joint miss."""
    design = np.column_stack([np.ones(len(marks)), marks])
    hat = np.linalg.solve(design.T @ design, design.T)
    found = told @ hat.T
    squares = (told - found @ design.T) ** 2 * len(marks) / (len(marks) - design.shape[1])
    spread = np.einsum("in,sn,jn->sij", hat, squares, hat, optimize=True)[:, 1:, 1:]
    off = found[:, 1:] - weights
    inside = np.abs(off) <= Z * np.sqrt(np.diagonal(spread, axis1=1, axis2=2))
    miss = np.einsum("si,si->s", off, np.linalg.solve(spread, off[..., None])[..., 0])
    return inside, np.asarray(miss)
