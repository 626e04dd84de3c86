"""What was found beside what is true, where a simulated market knows it: for the analyst's bench alone."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from helpers import choice
from helpers.mix.promotion import marginal_return, with_rhythm


def beside_truth(
    found: pd.DataFrame, truth: pd.DataFrame, *, on: str | Sequence[str], value: str
) -> pd.DataFrame:
    """The rows found with the true number beside them, and whether it lies between low and high.

    found: the columns of `on`, low, high; truth: `on` and `value`. Rows that only one of them has are left
    out.

    >>> found = pd.DataFrame({"channel": ["a"], "estimate": [2.0], "low": [1.0], "high": [3.0]})
    >>> beside_truth(found, pd.DataFrame({"channel": ["a"], "scale": [3.5]}), on="channel", value="scale")[
    ...     ["truth", "inside"]].values.tolist()
    [[3.5, False]]
    """
    keys = [on] if isinstance(on, str) else list(on)
    both = found.merge(truth[[*keys, value]].rename(columns={value: "truth"}), on=keys)
    return both.assign(inside=both["truth"].between(both["low"], both["high"]))


def tastes_found(
    choices: pd.DataFrame, segments: "pd.Series[Any]", tastes: pd.DataFrame, *, ours: str
) -> pd.DataFrame:
    """For each type the share of true part-worths that lie in the 95% interval of its own fit: segment,
    inside, part_worths.

    tastes: customer_type, attribute, level, part_worth, with our brand at zero. Types too small to be
    fitted are left out.
    """
    found = choice.by_segment(choices, segments, reference={"brand": ours})
    truth = tastes.rename(columns={"customer_type": "segment"})
    both = beside_truth(found, truth, on=["segment", "attribute", "level"], value="part_worth")
    table = both.groupby("segment")["inside"].agg(["mean", "size"]).reset_index()
    return table.set_axis(["segment", "inside_share", "part_worths"], axis=1)


def points_found(points: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """Van Westendorp's points as `psm_points` finds them, with those of the whole population.

    truth: customer_type (the row "all" counts), psm_opp, psm_idp, psm_low, psm_high.
    """
    whole = truth[truth["customer_type"] == "all"].drop(columns="customer_type")
    tall = whole.melt(var_name="measure", value_name="price")
    return beside_truth(points, tall, on="measure", value="price")


def returns_found(
    draws: pd.DataFrame, spend: pd.DataFrame, truth: pd.DataFrame | None = None, *, value: float = 1.0
) -> pd.DataFrame:
    """Marginal return today with its interval, and the true one: channel, marginal_return, low, high,
    ·truth, ·inside.

    draws: `curve_draws`; truth: channel, base, ceiling, scale, carry_over; value: money a response is worth.
    """
    known = draws.assign(back=marginal_return(draws, draws["spend"]) * value)
    ends = (
        known.groupby("channel", sort=False)["back"]
        .quantile(np.array([0.5, 0.025, 0.975]))
        .unstack()
        .reset_index()
    )
    found = ends.set_axis(["channel", "marginal_return", "low", "high"], axis=1)
    if truth is None:
        return found
    paid = draws.drop_duplicates("channel")[["channel", "spend"]]
    true = with_rhythm(truth.merge(paid, on="channel"), spend)
    back = true.assign(back=marginal_return(true, true["spend"]) * value)
    return beside_truth(found, back, on="channel", value="back")
