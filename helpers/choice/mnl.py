"""The multinomial (conditional) logit: what people choose says what each part of an offer is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.choice.coding import CONSTANT, NONE, SLOPE, Coding, Matrix, coding
from helpers.choice.separation import separated
from helpers.choice.tasks import Tasks, check, tasks
from helpers.words import _

Vector = np.ndarray[Any, np.dtype[np.float64]]

Z = 1.959964
STEPS, HALVINGS, ENOUGH = 40, 30, 1e-9
SUSPICIOUS = 12.0  # utilities of one task this far apart: a finite fit may not exist


@dataclass(frozen=True)
class Fit:
    """Part-worths with their uncertainty, as `fit` finds them.

    estimates and covariance stand in the order of `coding.names`. loglik is that of the fit, null_loglik that
    of choosing at random; left_out counts tasks without a usable answer; why is empty where it converged.
    """

    coding: Coding
    estimates: Vector
    covariance: Matrix
    loglik: float
    null_loglik: float
    n_tasks: int
    n_respondents: int
    left_out: int
    clustered: bool
    why: str

    @property
    def converged(self) -> bool:
        """Whether the likelihood has a top and the fit stands on it."""
        return not self.why

    @property
    def rho2(self) -> float:
        """1 − loglik ÷ null_loglik: 0 is guessing, 1 foresees every choice. Source: McFadden (1974)."""
        return 1 - self.loglik / self.null_loglik

    @cached_property
    def table(self) -> pd.DataFrame:
        """attribute, level, estimate, se, low, high (95%): a row per estimated part-worth.

        A number has level `slope`: utility per unit. `none` has level `constant`.
        """
        return _with_interval(self.coding.names, self.estimates, np.sqrt(np.diag(self.covariance)))

    @cached_property
    def part_worths(self) -> pd.DataFrame:
        """The table with the levels that others are compared with, at zero by definition."""
        found = self.table.set_index(["attribute", "level"])
        rows = [
            (attribute, level)
            for attribute, levels in self.coding.levels.items()
            for level in (levels or (SLOPE,))
        ] + ([(NONE, CONSTANT)] if self.coding.none else [])
        return found.reindex(rows).fillna(0.0).reset_index()

    def utilities(self, offers: pd.DataFrame) -> Vector:
        """The utility of each offer (a row with every attribute), in the order of the rows."""
        return self.coding.matrix(offers) @ self.estimates


def fit(
    choices: pd.DataFrame,
    *,
    attributes: list[str] | None = None,
    reference: Mapping[str, str] | None = None,
    clustered: bool = False,
    strict: bool = True,
) -> Fit:
    """The conditional logit of a table `choices`: respondent_id, task, alternative, chosen (1/0), attributes.

    Utility is the sum of part-worths plus a chance part that is standard Gumbel; the chance of an alternative
    is exp(utility) over the sum of those of its task. A numeric attribute has one slope, one in words a
    part-worth per level against the first in the alphabet or `reference`; an alternative whose attributes
    are all blank has the constant `none`. attributes: which to use, by default all.

    clustered: errors by respondent (sandwich). Use it where people of different tastes are fitted as one:
    the eight answers of one person then say less than eight answers of eight people. Within one kind of
    buyer the plain errors are right, and steadier with few people; clustered ones want thirty or more.

    Raises ValueError, with the remedy, where the table or an attribute cannot be used, and where no finite
    part-worth fits (choices follow an attribute without exception); strict=False returns that fit with
    `converged` False and the reason in `why`. Source: McFadden (1974); Train (2009), chapter 3; clustered
    errors: Liang & Zeger (1986).

    Of four tasks with a cheap and a dear chair, three end with the cheap one: log(3) for 10 dollars.

    >>> table = pd.DataFrame({"respondent_id": "R1", "task": list("11223344"), "alternative": list("AB" * 4),
    ...     "chosen": [1, 0, 1, 0, 1, 0, 0, 1], "price": [50, 60] * 4})
    >>> found = fit(table)
    >>> round(float(found.estimates[0] * -10), 4), round(float(np.log(3)), 4), round(found.null_loglik, 4)
    (1.0986, 1.0986, -2.7726)
    """
    how = coding(choices, names=attributes, reference=reference)
    work = tasks(choices, how)
    check(work, how.names)
    scale = np.sqrt((work.x**2).mean(axis=0))
    top = _climb(work.x / scale, work)
    why = separated(work, how) if top.spread > SUSPICIOUS or not top.reached else ""
    if not (top.reached or why):
        why = _("The likelihood has no top within {n} steps: look at the attributes.").format(n=STEPS)
    if why and strict:
        raise ValueError(why)
    covariance: Matrix = np.linalg.pinv(top.information).astype(float)
    if clustered:
        covariance = _sandwich(covariance, top.scores, work.person)
    sizes = np.diff(np.r_[work.first, len(work.x)])
    return Fit(
        coding=how,
        estimates=top.weights / scale,
        covariance=covariance / np.outer(scale, scale),
        loglik=top.loglik,
        null_loglik=-float(np.log(sizes).sum()),
        n_tasks=len(work.first),
        n_respondents=len(work.person),
        left_out=work.left_out,
        clustered=clustered,
        why=why,
    )


class Likelihood(NamedTuple):
    """loglik, gradient and information (minus the Hessian) at some weights; scores: a row per task."""

    weights: Vector
    loglik: float
    gradient: Vector
    information: Matrix
    scores: Matrix
    spread: float
    reached: bool = False


def likelihood(x: Matrix, work: Tasks, weights: Vector) -> Likelihood:
    """The log-likelihood at `weights` and its exact first and second derivatives; x as `work.x`."""
    utility = x @ weights
    highest = np.maximum.reduceat(utility, work.first)
    below = utility - highest[work.task]  # no exponent is above zero: nothing overflows
    size = np.exp(below)
    total = np.add.reduceat(size, work.first)
    weighted = x * (size / total[work.task])[:, None]
    means = np.add.reduceat(weighted, work.first, axis=0)
    scores = x[work.chosen] - means
    return Likelihood(
        weights,
        float((below[work.chosen] - np.log(total)).sum()),
        scores.sum(axis=0),
        x.T @ weighted - means.T @ means,
        scores,
        -float(below.min()),
    )


def _climb(x: Matrix, work: Tasks) -> Likelihood:
    """Newton's steps from zero, each halved until it leads up; `reached` where the next gains nothing."""
    here = likelihood(x, work, np.zeros(x.shape[1]))
    for _step in range(STEPS):
        step = np.linalg.lstsq(here.information, here.gradient, rcond=None)[0]
        gain = float(here.gradient @ step)
        if gain < ENOUGH:
            return likelihood(x, work, here.weights + step)._replace(reached=True)
        for halving in range(HALVINGS):
            there = likelihood(x, work, here.weights + step / 2**halving)
            if there.loglik >= here.loglik + 1e-4 * gain / 2**halving:
                break
        else:
            return here._replace(reached=gain < 1e-6)  # as high as the arithmetic can tell
        here = there
    return here


def _sandwich(bread: Matrix, scores: Matrix, person: np.ndarray) -> Matrix:
    """The covariance when only answers of different respondents are taken to be independent."""
    people = len(person)
    if people < 2:
        raise ValueError(_("Errors by respondent need two respondents or more: leave `clustered` off."))
    by_person = np.add.reduceat(scores, person, axis=0)
    spread: Matrix = bread @ (by_person.T @ by_person) @ bread
    return spread * people / (people - 1)


def _with_interval(names: list[tuple[str, str]], estimates: Vector, se: Vector) -> pd.DataFrame:
    table = pd.DataFrame(names, columns=["attribute", "level"])
    return table.assign(estimate=estimates, se=se, low=estimates - Z * se, high=estimates + Z * se)
