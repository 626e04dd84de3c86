"""What to improve: points on needs become improvements within a budget, and improvements become money."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from helpers import choice, offer
from helpers.offer import PRICE, Market
from helpers.words import _

PRICE_CUT = 0.04  # a price cut of this share costs about the same as one step
DRAWS = 400
MANY_STEPS = 12  # all of their sets can be tried in a moment
Floats = np.ndarray[Any, np.dtype[np.float64]]


def improvements(choices: pd.DataFrame, fit: choice.Fit, here: Market) -> pd.DataFrame:
    """What may be improved by one step: factor, now, then, part (of the range shown), cost_share (of the
    price of a unit), cost (money a year at today's sales).

    Each attribute stands where `offer.standing` has it. The price stands where it is and may be cut by 4%;
    other steps cost what `offer.step_cost` assumes.
    """
    ladders, rows = offer.ladders(fit, choices), []
    today = offer.standing(ladders)
    for factor, levels in ladders.items():
        if factor == PRICE:
            then, width = here.price * (1 - PRICE_CUT), abs(levels[-1] - levels[0])
            part = (here.price - then) / width if width else 0.0
            rows.append((factor, here.price, then, part, PRICE_CUT))
        elif len(levels) > 1:
            at = levels.index(today[factor])
            part = _part(fit, factor, levels, at)
            rows.append((factor, levels[at], levels[at + 1], part, offer.step_cost(factor)))
    if not rows:
        raise ValueError(_("Nothing in choices can be improved: it needs an attribute with two levels."))
    table = pd.DataFrame(rows, columns=["factor", "now", "then", "part", "cost_share"])
    return table.assign(cost=table["cost_share"] * here.sales).sort_values("cost", ignore_index=True)


def bought(points: Mapping[str, float], steps: pd.DataFrame, *, budget: float) -> pd.DataFrame:
    """The steps that points buy: the most points first, the cheaper first where equal, while the money lasts.

    points: factor → points; steps: `improvements`; budget (money). A factor without points is not bought, one
    that no longer fits is passed over. Returns those rows of steps.

    >>> steps = pd.DataFrame({"factor": ["price", "speed", "care"], "cost": [5.0, 7.0, 3.0]})
    >>> bought({"price": 1, "speed": 9, "care": 1}, steps, budget=10.0)["factor"].tolist()
    ['speed', 'care']
    """
    wanted = steps.assign(points=steps["factor"].map(points).fillna(0.0))
    wanted = wanted[wanted["points"] > 0].sort_values(
        ["points", "cost"], ascending=[False, True], kind="stable"
    )
    chosen, left = [], budget * (1 + 1e-9)
    for row, cost in wanted["cost"].items():
        if cost <= left:
            chosen.append(row)
            left -= cost
    return steps.loc[chosen]


def price_cut(steps: pd.DataFrame, here: Market, *, budget: float) -> pd.DataFrame:
    """The whole budget given away in the price: the price row of steps with as deep a cut as that pays for.

    The cut is what the budget is worth on today's units; it stops above zero. Raises ValueError without a
    price.
    """
    row = steps[steps["factor"] == PRICE]
    if row.empty:
        raise ValueError(_("Nobody was offered different prices: choices has no price."))
    cut = min(budget / (here.units * here.share), 0.99 * here.price)
    return row.assign(then=here.price - cut, cost=cut * here.units * here.share)


def worth(weights: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """What a step buys: factor, weight, part, bought = weight × part, cost, per_cost (of 1% of sales); best
    first.

    weights: factor and weight over the whole range shown (`derived`); steps: `improvements`.
    """
    table = steps.merge(weights[["factor", "weight"]], on="factor")
    table["bought"] = table["weight"] * table["part"]
    table["per_cost"] = table["bought"] / (100 * table["cost_share"])
    columns = ["factor", "now", "then", "weight", "part", "bought", "cost", "per_cost"]
    return table.sort_values("per_cost", ascending=False, kind="stable", ignore_index=True)[columns]


def best_plan(fit: choice.Fit, here: Market, steps: pd.DataFrame, *, budget: float) -> pd.DataFrame:
    """Of all sets of steps that the budget (money) pays for, the one that earns most, by `fit`.

    steps: `improvements`; at most a dozen are tried in all combinations. Returns those rows of steps; none
    where every set loses.
    """
    rows = steps.sort_values("cost").head(MANY_STEPS)
    best, most = steps.iloc[:0], 0.0
    for size in range(1, len(rows) + 1):
        for chosen in combinations(rows.index, size):
            part = steps.loc[list(chosen)]
            if part["cost"].sum() <= budget * (1 + 1e-9):
                earned = float(_earned(fit, here, part, fit.estimates[None, :])[0])
                best, most = (part, earned) if earned > most else (best, most)
    return best


def compare_plans(
    fit: choice.Fit,
    here: Market,
    plans: Mapping[str, pd.DataFrame],
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """What plans earn in a year beyond today: policy, low, mid, high, lead_low, lead_high (money).

    fit: the judge; plans: name → the steps it takes, rows of `improvements`; the first is yours. Earned =
    units × (new share × what a unit then leaves − share × what it leaves now); steps cost on every unit
    sold, of a price cut the thinner margin is the cost. low to high (95%) is the judge's doubt, by `draws`
    of its part-worths; leads are yours over each, on the same draws.
    """
    drawn = np.vstack([fit.estimates, choice.draws(fit, draws, seed)])
    money = np.array([_earned(fit, here, steps, drawn) for steps in plans.values()])
    low, high = np.quantile(money[:, 1:], [0.025, 0.975], axis=1)
    lead_low, lead_high = np.quantile(money[0, 1:] - money[:, 1:], [0.025, 0.975], axis=1)
    table = pd.DataFrame({"policy": list(plans), "low": low, "mid": money[:, 0], "high": high})
    return table.assign(lead_low=lead_low, lead_high=lead_high)


def _earned(fit: choice.Fit, here: Market, steps: pd.DataFrame, drawn: Floats) -> Floats:
    """What the steps earn (money) under each set of part-worths."""
    moved, then, extra = np.zeros(len(fit.estimates)), here.price, 0.0
    for _row, step in steps.iterrows():
        moved += _change(fit, step)
        if step["factor"] == PRICE:
            then = float(step["then"])
        else:
            extra += float(step["cost_share"]) * here.price
    up = here.share * np.exp(drawn @ moved)
    left = then - here.unit_cost - extra
    return np.asarray(here.units * (up / (1 - here.share + up) * left - here.share * here.left))


def _part(fit: choice.Fit, factor: str, levels: list[Any], at: int) -> float:
    """How much of the whole reach of an attribute the step from level `at` to the next one is."""
    if not fit.coding.levels[factor]:
        return abs(float(levels[at + 1] - levels[at])) / abs(float(levels[-1] - levels[0]))
    rows = fit.part_worths[fit.part_worths["attribute"] == factor].set_index("level")["estimate"]
    return float((rows[levels[at + 1]] - rows[levels[at]]) / (rows[levels[-1]] - rows[levels[0]]))


def _change(fit: choice.Fit, step: pd.Series) -> Floats:
    """How a step moves each column of the fit's coding."""
    moved = np.zeros(len(fit.estimates))
    for at, (attribute, level) in enumerate(fit.coding.names):
        if attribute == step["factor"] and not fit.coding.levels[attribute]:
            moved[at] = float(step["then"]) - float(step["now"])
        elif attribute == step["factor"]:
            moved[at] = float(step["then"] == level) - float(step["now"] == level)
    return moved
