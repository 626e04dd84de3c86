"""What if: who would choose which offer, with how much doubt, and how well a fit foresees other people."""

import zlib

import numpy as np
import pandas as pd

from helpers.choice.coding import NONE, Matrix
from helpers.choice.mnl import Fit, Vector
from helpers.choice.tasks import tasks
from helpers.words import _


def draws(fit: Fit, n: int = 500, seed: int = 0) -> Matrix:
    """`n` sets of part-worths that the data leave possible: normal around the estimates.

    Returns n × part-worths, in the order of `fit.table`. The same seed gives the same draws. Source:
    Krinsky & Robb (1986).
    """
    size, axes = np.linalg.eigh(fit.covariance)
    root = axes * np.sqrt(np.clip(size, 0, None))
    standard = np.random.default_rng(seed).standard_normal((n, len(fit.estimates)))
    return np.asarray(fit.estimates + standard @ root.T)


def shares(fit: Fit, offers: pd.DataFrame, *, none: bool = True, n: int = 500, seed: int = 0) -> pd.DataFrame:
    """Who would choose which of these offers if they stood side by side: offer, share, low, high (95%).

    offers: a row each, its name in `offer` (or `name`) and every attribute of the fit. none: whether nothing
    may be chosen too, where the fit has that constant; it is the last row. The ends come from `n` draws of
    the part-worths. Shares are those of one choice with all offers known and in stock: not market shares.
    Two offers alike share as two do (independence of irrelevant alternatives: Train 2009, section 3.3).

    >>> table = pd.DataFrame({"respondent_id": "R1", "task": list("11223344"), "alternative": list("AB" * 4),
    ...     "chosen": [1, 0, 1, 0, 1, 0, 0, 1], "price": [50, 60] * 4})
    >>> from helpers.choice.mnl import fit
    >>> offers = pd.DataFrame({"offer": ["ours", "theirs"], "price": [50, 60]})
    >>> shares(fit(table), offers)["share"].round(4).tolist()
    [0.75, 0.25]
    """
    names = _names(offers)
    x = fit.coding.matrix(offers)
    if none and fit.coding.none:
        x = np.vstack([x, np.eye(x.shape[1])[-1]])  # the constant is the last column
        names.append(NONE)
    low, high = np.quantile(_softmax(draws(fit, n, seed) @ x.T), [0.025, 0.975], axis=0)
    return pd.DataFrame({"offer": names, "share": _softmax(x @ fit.estimates), "low": low, "high": high})


def probabilities(fit: Fit, choices: pd.DataFrame) -> pd.Series:
    """The chance of each row of a table `choices` within its task; blank in tasks that were left out."""
    work = tasks(choices, fit.coding)
    utility = work.x @ fit.estimates
    size = np.exp(utility - np.maximum.reduceat(utility, work.first)[work.task])
    chance = np.full(len(choices), np.nan)
    chance[work.row] = size / np.add.reduceat(size, work.first)[work.task]
    return pd.Series(chance, index=choices.index, name="probability")


def accuracy(fit: Fit, choices: pd.DataFrame) -> pd.Series:
    """How well the fit foresees these choices, best those of people it has not seen.

    Returns tasks, loglik_per_task, hit_rate (share of tasks whose likeliest alternative was chosen) and
    chance_rate (what guessing hits).
    """
    chance = probabilities(fit, choices)
    known = choices.assign(chance=chance)[chance.notna()]
    task = [known["respondent_id"].astype(str), known["task"].astype(str)]
    chosen = known["chosen"].astype(float) == 1
    best = known["chance"] == known.groupby(task, sort=False)["chance"].transform("max")
    size = known.groupby(task, sort=False)["chance"].transform("size")
    return pd.Series(
        {
            "tasks": float(chosen.sum()),
            "loglik_per_task": float(np.log(known.loc[chosen, "chance"]).mean()),
            "hit_rate": float((best & chosen).sum() / chosen.sum()),
            "chance_rate": float((1 / size[chosen]).mean()),
        }
    )


def hold_out(table: pd.DataFrame, share: float = 0.2) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(known, held_out): about `share` of the respondents put aside with all their rows, to judge by.

    Who is put aside follows from a checksum of respondent_id alone: the same person in every table and in
    every part of it. Where that would put aside nobody of two or more people, it is the one with the least
    checksum; everybody, all but the one with the greatest.

    >>> known, aside = hold_out(pd.DataFrame({"respondent_id": [f"R{n:04d}" for n in range(1, 501)]}))
    >>> len(known), len(aside)
    (406, 94)
    """
    if not 0 < share < 1:
        raise ValueError(_("share is {share:g}; it is a fraction between 0 and 1.").format(share=share))
    ids = table["respondent_id"].astype(str)
    mark = {name: zlib.crc32(name.encode()) / 2**32 for name in ids.unique()}
    edge = share
    if len(mark) > 1:
        least, greatest = min(mark.values()), max(mark.values())
        edge = min(max(share, np.nextafter(least, 1)), greatest)
    aside = ids.map(mark) < edge
    return table[~aside], table[aside]


def _names(offers: pd.DataFrame) -> list[str]:
    column = next((name for name in ("offer", "name") if name in offers.columns), None)
    if column is None:
        raise ValueError(_("Each offer needs a name in the column offer."))
    names = offers[column].astype(str).tolist()
    if len(set(names)) < len(names):
        raise ValueError(_("Two offers have the same name: give each its own in the column offer."))
    return names


def _softmax(utility: Vector) -> Vector:
    """Chances along the last axis."""
    size = np.exp(utility - utility.max(axis=-1, keepdims=True))
    return np.asarray(size / size.sum(axis=-1, keepdims=True))
