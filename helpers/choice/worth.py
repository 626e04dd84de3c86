"""What part-worths mean: in money, as importance, over the range asked, and for each kind of buyer."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.choice.coding import NONE, SLOPE
from helpers.choice.mnl import Fit, Z, fit
from helpers.choice.shares import draws
from helpers.words import _


def willingness_to_pay(
    fit: Fit, price: str = "price", *, steps: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """What each part-worth is in money: −part-worth ÷ price slope; attribute, level, wtp, low, high.

    price: the attribute in money. A level is worth so much against its reference, a number so much per unit,
    or per step where `steps` says so: {"lead_time": -1} for a week less; its level then reads "−1". A minus
    means that one would want to be paid. `none` has no worth of its own. The interval is that of the delta
    method; it is blank where the price slope's own interval reaches zero: then no finite one holds (Fieller
    1954).

    Raises ValueError where the fit has no such slope, or one that is not below zero. Source: Train (2009),
    section 3.6; delta method: Daly, Hess & de Jong (2012).

    >>> table = pd.DataFrame({"respondent_id": "R1", "task": [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6],
    ...     "alternative": list("AB" * 6), "chosen": [1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1],
    ...     "price": [1, 2] * 3 + [1, 1] * 3, "colour": ["red", "red"] * 3 + ["red", "blue"] * 3})
    >>> willingness_to_pay(fit(table))[["attribute", "level", "wtp"]].round(4).values.tolist()
    [['colour', 'red', 1.0]]
    """
    names = fit.coding.names
    if (price, SLOPE) not in names:
        raise ValueError(_("{price} is no numeric attribute of this fit.").format(price=price))
    at = names.index((price, SLOPE))
    slope, error = fit.estimates[at], float(np.sqrt(fit.covariance[at, at]))
    if slope >= 0:
        raise ValueError(
            _(
                "Dearer was not chosen less (slope of {price} {slope:.3g}): so nothing can be put in money."
            ).format(price=price, slope=slope)
        )
    rows = [other for other, name in enumerate(names) if other != at and name[0] != NONE]
    worth = -fit.estimates[rows] / slope
    turn = np.zeros((len(rows), len(names)))  # derivatives of each worth by each part-worth
    turn[np.arange(len(rows)), rows] = -1 / slope
    turn[:, at] = -worth / slope
    half = Z * np.sqrt(np.einsum("ij,jk,ik->i", turn, fit.covariance, turn))
    if slope + Z * error >= 0:
        half = np.full(len(rows), np.nan)
    table = pd.DataFrame([names[row] for row in rows], columns=["attribute", "level"])
    return _in_steps(table.assign(wtp=worth, low=worth - half, high=worth + half), steps or {})


def over_range(fit: Fit, choices: pd.DataFrame) -> pd.DataFrame:
    """Part-worths on one scale: a slope becomes the step from the lowest to the highest value asked.

    Returns attribute, level, estimate, se, low, high as `fit.part_worths`, where the level of a number reads
    "54 to 90": so price can be laid beside quality.
    """
    table = fit.part_worths.copy()
    slopes = table["level"] == SLOPE
    spans = {name: _span(choices, name) for name in table.loc[slopes, "attribute"]}
    width = table["attribute"].map({name: high - low for name, (low, high) in spans.items()}).fillna(1.0)
    for column in ("estimate", "se", "low", "high"):
        table[column] = table[column] * width
    table.loc[slopes, "level"] = [f"{low:g} to {high:g}" for low, high in spans.values()]
    return table


def importance(fit: Fit, choices: pd.DataFrame, *, n: int = 500, seed: int = 0) -> pd.DataFrame:
    """How much of the choice each attribute can decide: attribute, importance, low, high, largest first.

    importance = range of the attribute's part-worths over what was asked, as a share of all ranges; it sums
    to 1, without `none`. It depends on the range asked: a price from 50 to 200 weighs more than one from 50
    to 60. low and high (95%) come from `n` draws; being made of distances, which are never below zero,
    they lean upward where an attribute hardly matters. Source: Orme (2010), chapter 9.
    """
    estimate = _range_shares(fit, choices, fit.estimates[None, :])
    low, high = np.quantile(_range_shares(fit, choices, draws(fit, n, seed)), [0.025, 0.975], axis=0)
    table = pd.DataFrame({"attribute": list(fit.coding.levels), "importance": estimate[0]})
    table = table.assign(low=np.minimum(low, table["importance"]), high=np.maximum(high, table["importance"]))
    return table.sort_values("importance", ascending=False, kind="stable", ignore_index=True)


def segment_fits(
    choices: pd.DataFrame, segments: "pd.Series[Any]", **options: Any
) -> tuple[dict[str, Fit], dict[str, str]]:
    """A fit for each segment, and for each segment that cannot be fitted the reason.

    segments: the segment of each respondent, indexed by respondent_id; who has none is left out. options: as
    for `fit`.
    """
    of = choices["respondent_id"].map(segments)
    found: dict[str, Fit] = {}
    reasons: dict[str, str] = {}
    for segment in sorted(of.dropna().unique(), key=str):
        try:
            found[str(segment)] = fit(choices[of == segment], **options)
        except ValueError as error:
            reasons[str(segment)] = str(error)
    return found, reasons


def by_segment(choices: pd.DataFrame, segments: "pd.Series[Any]", **options: Any) -> pd.DataFrame:
    """Part-worths of each segment: segment, attribute, level, estimate, se, low, high, respondents, why.

    As `segment_fits`; a segment that cannot be fitted has one row, blank but for the reason in `why`. Compare
    ratios, such as willingness to pay, rather than part-worths: a segment that chooses more at random has
    smaller part-worths throughout (Swait & Louviere 1993).
    """
    found, reasons = segment_fits(choices, segments, **options)
    if not found:
        raise ValueError(next(iter(reasons.values()), _("No respondent has a segment.")))
    tables = [
        one.table.assign(segment=segment, respondents=one.n_respondents, why="")
        for segment, one in found.items()
    ]
    refused = [pd.DataFrame({"segment": [name], "why": [why]}) for name, why in reasons.items()]
    table = pd.concat([*tables, *refused], ignore_index=True)
    first = ["segment", "attribute", "level", "estimate", "se", "low", "high", "respondents", "why"]
    return table[first].sort_values("segment", kind="stable", ignore_index=True)


class RatioTest(NamedTuple):
    """How much likelier the larger model is: twice the gain in loglik, its degrees of freedom, p."""

    statistic: float
    freedom: int
    p: float


def likelihood_ratio(small: Fit, large: Fit) -> RatioTest:
    """Whether the additional part-worths of `large` are worth having; `small` is a special case of it.

    Raises ValueError where they do not rest on the same number of tasks, or `small` has as many part-worths.
    Source: Wilks (1938).
    """
    freedom = len(large.estimates) - len(small.estimates)
    if freedom < 1 or small.n_tasks != large.n_tasks:
        raise ValueError(_("Compare a fit with one that has more part-worths, on the same tasks."))
    from scipy.special import chdtrc

    statistic = 2 * (large.loglik - small.loglik)
    return RatioTest(statistic, freedom, float(chdtrc(freedom, statistic)))


def _in_steps(worths: pd.DataFrame, steps: Mapping[str, float]) -> pd.DataFrame:
    """The worth of numbers per step instead of per unit."""
    slopes = worths["level"] == SLOPE
    if strange := set(steps) - set(worths.loc[slopes, "attribute"]):
        raise ValueError(
            _("{names}: no numeric attribute of this fit.").format(names=", ".join(sorted(strange)))
        )
    moved = slopes & worths["attribute"].isin(list(steps))
    step = worths["attribute"].map(dict(steps)).where(moved, 1.0).astype(float)
    ends = worths[["low", "high"]].mul(step, axis=0)
    return worths.assign(
        level=worths["level"].where(~moved, step.map("{:+g}".format).str.replace("-", "−")),
        wtp=worths["wtp"] * step,
        low=ends.min(axis=1, skipna=False),
        high=ends.max(axis=1, skipna=False),
    )


def _span(choices: pd.DataFrame, name: str) -> tuple[float, float]:
    values = pd.to_numeric(choices[name], errors="coerce")
    return float(values.min()), float(values.max())


def _range_shares(fit: Fit, choices: pd.DataFrame, weights: np.ndarray) -> np.ndarray:
    """The share of each attribute (a column) in the sum of ranges, for each row of part-worths."""
    places: Mapping[str, list[int]] = {
        attribute: [at for at, name in enumerate(fit.coding.names) if name[0] == attribute]
        for attribute in fit.coding.levels
    }
    ranges = []
    for attribute, at in places.items():
        if fit.coding.levels[attribute]:
            with_reference = np.pad(weights[:, at], ((0, 0), (1, 0)))
            ranges.append(np.ptp(with_reference, axis=1))
        else:
            low, high = _span(choices, attribute)
            ranges.append(np.abs(weights[:, at[0]]) * (high - low))
    whole = np.column_stack(ranges)
    return np.asarray(whole / whole.sum(axis=1, keepdims=True))
