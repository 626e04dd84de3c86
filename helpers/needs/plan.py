"""What to improve: points on needs become improvements within a budget, and improvements become money."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from helpers import choice
from helpers.checks import need
from helpers.needs.ratings import means, ratings
from helpers.words import _

# What one step up costs in a year, as a share of today's sales. Assumed: no case knows it.
COSTS = {
    "quality": 0.10,
    "supply_stability": 0.08,
    "lead_time": 0.07,
    "after_sales": 0.06,
    "payment_terms": 0.05,
}
OTHER_COST = 0.07
PRICE_CUT = 0.05  # a price cut of this share costs about the same as one step
PRICE = "price"
WELL = 4.0  # answers below the middle of a scale to 7: we stand on the lowest level
DRAWS = 400
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Market:
    """What is at stake: units sold by all brands in a year, our share of them, our price and unit cost
    (money)."""

    units: float
    share: float
    price: float
    unit_cost: float

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            message = _(
                "Our share of the market is {share:.0%}: with nothing or all of it, there is no gain to see."
            )
            raise ValueError(message.format(share=self.share))

    @property
    def margin(self) -> float:
        """Money left of one unit."""
        return self.price - self.unit_cost

    @property
    def sales(self) -> float:
        """Our sales in a year (money)."""
        return self.units * self.share * self.price


def market(
    sales: pd.DataFrame,
    products: pd.DataFrame | None = None,
    lines: pd.DataFrame | None = None,
    *,
    brand: str,
) -> Market:
    """The market of the last year: sales has period, brand, units, price.

    Where periods are no dates, the last twelve are taken for a year. Our unit cost is that of the product
    whose list_price is nearest to our price, else the usual share of what order lines cost. Raises ValueError
    where the brand is not in the table, or nothing is known of costs.
    """
    need(sales, "period", "brand", "units", "price", what="sales")
    period = sales["period"]
    if pd.api.types.is_datetime64_any_dtype(period):
        recent = period > period.max() - pd.DateOffset(years=1)
    else:
        recent = period.isin(sorted(period.dropna().unique())[-12:])
    last = sales[recent]
    mine = last[last["brand"].astype(str).str.casefold() == brand.casefold()].dropna(subset=["price"])
    if mine.empty:
        message = _("None of the brands in sales is called “{brand}”; there are {known}.")
        known = ", ".join(sorted(map(str, last["brand"].dropna().unique())))
        raise ValueError(message.format(brand=brand, known=known))
    units, own = float(last["units"].sum()), float(mine["units"].sum())
    price = float((mine["price"] * mine["units"]).sum() / own)
    return Market(units, own / units, price, _unit_cost(products, lines, price))


def _unit_cost(products: pd.DataFrame | None, lines: pd.DataFrame | None, price: float) -> float:
    """What one that sells at `price` costs us (money)."""
    if products is not None and {"list_price", "unit_cost"} <= set(products.columns):
        known = products.dropna(subset=["list_price", "unit_cost"])
        if len(known):
            return float(known["unit_cost"].iloc[int((known["list_price"] - price).abs().argmin())])
    if lines is not None and "unit_cost" in lines:
        sold = lines.dropna(subset=["unit_cost"])
        cost, paid = (float((sold[name] * sold["quantity"]).sum()) for name in ("unit_cost", "unit_price"))
        if paid > 0:
            return price * cost / paid
    raise ValueError(_("What is left of a sale takes unit_cost, in the table products or in orders."))


def levels_up(choices: pd.DataFrame, fit: choice.Fit) -> dict[str, list[Any]]:
    """For each attribute its levels, from the one people like least to the best; a brand has none."""
    found = {}
    for name in choice.attributes(choices):
        if name == "brand":
            continue
        rows = fit.part_worths[fit.part_worths["attribute"] == name]
        if is_numeric_dtype(choices[name]):
            levels = sorted(choices[name].dropna().unique().tolist())
            found[name] = levels if rows["estimate"].iloc[0] > 0 else levels[::-1]
        else:
            found[name] = rows.sort_values("estimate")["level"].tolist()
    return found


def improvements(
    choices: pd.DataFrame, fit: choice.Fit, here: Market, *, answers: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What may be improved by one step: factor, now, then, part (of the range shown), cost_share, cost (money
    a year).

    Where people rate us below the middle of the scale (survey performance) we stand on the lowest level,
    elsewhere on the one below the highest. The price stands where it is and may be cut by 5%, which costs 5%
    of today's sales as other steps cost their COSTS; those are assumed.
    """
    rated: dict[str, float] = {}
    if answers is not None and (answers["survey"] == "performance").any():
        table = means(ratings(answers, "performance"))
        rated = dict(zip(table["item"], table["mean"], strict=True))
    rows = []
    for factor, levels in levels_up(choices, fit).items():
        if factor == PRICE:
            then, width = here.price * (1 - PRICE_CUT), abs(levels[-1] - levels[0])
            part = (here.price - then) / width if width else 0.0
            rows.append((factor, here.price, then, part, PRICE_CUT))
        elif len(levels) > 1:
            at = 0 if rated.get(factor, WELL) < WELL else max(0, len(levels) - 2)
            cost = COSTS.get(factor, OTHER_COST)
            rows.append((factor, levels[at], levels[at + 1], _part(fit, factor, levels, at), cost))
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


def lifted(share: float, better_by: float) -> float:
    """Our share after our offer gains so much utility while rivals stand still, by the logit.

    Source: the incremental logit, Ben-Akiva & Lerman (1985), chapter 5.

    >>> round(lifted(0.2, 0.0), 3), round(lifted(0.2, float(np.log(2))), 3)
    (0.2, 0.333)
    """
    return share * float(np.exp(better_by)) / (1 - share + share * float(np.exp(better_by)))


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
    units × (new share × new margin − share × margin) − cost of the steps; of a price cut the thinner margin
    is the cost. low to high (95%) is the judge's doubt, by `draws` of its part-worths; leads are yours over
    each, on the same draws.
    """
    drawn = np.vstack([fit.estimates, choice.draws(fit, draws, seed)])
    money = np.array([_earned(fit, here, steps, drawn) for steps in plans.values()])
    low, high = np.quantile(money[:, 1:], [0.025, 0.975], axis=1)
    lead_low, lead_high = np.quantile(money[0, 1:] - money[:, 1:], [0.025, 0.975], axis=1)
    table = pd.DataFrame({"policy": list(plans), "low": low, "mid": money[:, 0], "high": high})
    return table.assign(lead_low=lead_low, lead_high=lead_high)


def _earned(fit: choice.Fit, here: Market, steps: pd.DataFrame, drawn: Floats) -> Floats:
    """What the steps earn (money) under each set of part-worths."""
    moved, then, cost = np.zeros(len(fit.estimates)), here.price, 0.0
    for _row, step in steps.iterrows():
        moved += _change(fit, step)
        if step["factor"] == PRICE:
            then = float(step["then"])
        else:
            cost += float(step["cost"])
    up = here.share * np.exp(drawn @ moved)
    profit = up / (1 - here.share + up) * (then - here.unit_cost) - here.share * here.margin
    return np.asarray(here.units * profit - cost)


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
