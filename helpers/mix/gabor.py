"""Demand by price: who would buy at each price, and which price brings most revenue or profit."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers import choice
from helpers.checks import need
from helpers.intervals import Estimate, wilson
from helpers.words import _

STEPS = 60  # prices of a curve, where people named more


def gabor_granger(
    prices: Sequence[float],
    would_buy: Sequence[float],
    *,
    unit_cost: float | None = None,
    asked: int | None = None,
) -> pd.DataFrame:
    """Demand from "would you buy at this price?": price, share, revenue and profit per person asked.

    prices: what was asked; would_buy: the fraction who said yes to each. profit stands there where unit_cost
    is known, low and high (Wilson's 95% interval of share) where one says how many were `asked` each price.
    Raises ValueError for fractions outside 0 to 1, or a price that is not above zero. What people say they
    would buy is more than what they buy. Source: Gabor & Granger (1966).

    >>> demand = gabor_granger([5, 6, 7], [0.9, 0.8, 0.65], unit_cost=3)
    >>> demand[["revenue", "profit"]].round(2).values.tolist()
    [[4.5, 1.8], [4.8, 2.4], [4.55, 2.6]]
    """
    price, share = np.asarray(prices, dtype=float), np.asarray(would_buy, dtype=float)
    if price.shape != share.shape or not len(price):
        raise ValueError(_("Each price needs the fraction who would buy at it."))
    if not ((share >= 0) & (share <= 1)).all():
        raise ValueError(_("would_buy holds something that is no fraction: write 0.8 for 80%."))
    table = pd.DataFrame({"price": price, "share": share}).sort_values("price", ignore_index=True)
    if asked is not None:
        ends = [wilson(round(part * asked), asked) for part in table["share"]]
        table[["low", "high"]] = np.array(ends)
    return _earned(table, unit_cost)


def willing(
    highest: "pd.Series[Any]", *, at: Sequence[float] | None = None, unit_cost: float | None = None
) -> pd.DataFrame:
    """Demand from the most that each person would pay: price, share who would pay it, low, high, revenue.

    highest: one number a person, such as the price from which they call a thing too expensive; blanks are
    left out. at: the prices to look at, by default those named, or sixty evenly spread. low and high are
    Wilson's 95% interval. With unit_cost there is profit too, per person. People with the wish and the
    means are the effective demand (有效需求) at that price.

    >>> willing(pd.Series([50, 60, 60, 80]), at=[50, 60, 70])["share"].tolist()
    [1.0, 0.75, 0.25]
    """
    known = np.sort(pd.to_numeric(highest, errors="coerce").dropna().to_numpy(dtype=float))
    if not len(known):
        raise ValueError(_("Nobody said how much they would pay at most."))
    grid = np.unique(known)
    if at is not None:
        grid = np.asarray(at, dtype=float)
    elif len(grid) > STEPS:
        grid = np.linspace(grid[0], grid[-1], STEPS)
    buyers = len(known) - np.searchsorted(known, grid, side="left")
    ends = np.array([wilson(int(number), len(known)) for number in buyers])
    table = pd.DataFrame({"price": grid, "share": buyers / len(known), "low": ends[:, 0], "high": ends[:, 1]})
    return _earned(table, unit_cost)


def choice_demand(  # noqa: PLR0913 – the model, the offers and what moves
    fit: choice.Fit,
    offers: pd.DataFrame,
    *,
    offer: str,
    prices: Sequence[float],
    unit_cost: float | None = None,
    none: bool = True,
) -> pd.DataFrame:
    """Demand from a choice model: the price of one offer moves, the other offers stay as they are.

    offers, none: as for `choice.shares`; offer: the name of the one that moves. Returns price, share, low,
    high (95%, by draws), revenue and, with unit_cost, profit per person who chooses. Prices beyond those
    asked are a guess that the slope goes on.
    """
    share = _shares(fit, offers, offer=offer, prices=prices, none=none)
    low, high = np.quantile(share[1:], [0.025, 0.975], axis=0)
    table = pd.DataFrame(
        {"price": np.asarray(prices, dtype=float), "share": share[0], "low": low, "high": high}
    )
    return _earned(table.sort_values("price", ignore_index=True), unit_cost)


def choice_best_price(  # noqa: PLR0913 – as choice_demand
    fit: choice.Fit,
    offers: pd.DataFrame,
    *,
    offer: str,
    prices: Sequence[float],
    unit_cost: float = 0.0,
    none: bool = True,
) -> Estimate:
    """The price of one offer that earns most by a choice model, with the interval that draws leave it.

    Arguments as for `choice_demand`; with unit_cost 0 it is the price of most revenue. An end of the interval
    that is the first or the last of `prices` says: look further.
    """
    price = np.asarray(prices, dtype=float)
    earned = _shares(fit, offers, offer=offer, prices=prices, none=none) * (price - unit_cost)
    best = price[earned.argmax(axis=1)]
    low, high = np.quantile(best[1:], [0.025, 0.975])
    return Estimate(float(best[0]), float(low), float(high), fit.n_respondents)


def best_price(demand: pd.DataFrame, *, by: str = "revenue") -> float:
    """The price with the most revenue or profit; the lowest, where several bring the same.

    demand: price and the column `by`, as from `gabor_granger`, `willing`, `choice_demand`, `profit_curve`.

    >>> demand = gabor_granger([5, 6, 7, 8, 9], [0.9, 0.8, 0.65, 0.45, 0.25], unit_cost=3)
    >>> best_price(demand), best_price(demand, by="profit")
    (6.0, 7.0)
    """
    need(demand, "price", by, what="demand")
    known = demand.dropna(subset=[by]).sort_values("price", kind="stable")
    if known.empty:
        raise ValueError(_("There is no price with a {by}.").format(by=by))
    top = known[by] >= known[by].max() - 1e-12 * known[by].abs().max()
    return float(known.loc[top, "price"].iloc[0])


def _earned(table: pd.DataFrame, unit_cost: float | None) -> pd.DataFrame:
    if not (table["price"] > 0).all():
        raise ValueError(_("A price is not above zero: at nothing everybody buys and nothing is earned."))
    table = table.assign(revenue=table["price"] * table["share"])
    if unit_cost is None:
        return table
    return table.assign(profit=(table["price"] - unit_cost) * table["share"])


def _place(offers: pd.DataFrame, offer: str) -> int:
    """The row of the offer of that name."""
    column = "offer" if "offer" in offers.columns else "name"
    need(offers, column, "price", what="offers")
    rows = np.flatnonzero(offers[column].astype(str) == offer)
    if len(rows) != 1:
        raise ValueError(
            _("offers has no single {offer}; it has {names}.").format(
                offer=offer, names=", ".join(offers[column].astype(str))
            )
        )
    return int(rows[0])


def _shares(
    fit: choice.Fit, offers: pd.DataFrame, *, offer: str, prices: Sequence[float], none: bool
) -> npt.NDArray[np.float64]:
    """The share of the offer at each price (a column): first by the estimates, then by draws of them."""
    if ("price", "slope") not in fit.coding.names:
        raise ValueError(_("The fit has no slope of price: no demand by price follows from it."))
    slope = fit.coding.names.index(("price", "slope"))
    at = _place(offers, offer)
    x = fit.coding.matrix(offers)
    weights = np.vstack([fit.estimates, choice.draws(fit)])
    others = np.exp(np.delete(weights @ x.T, at, axis=1)).sum(axis=1)
    if none and fit.coding.none:
        others += np.exp(weights[:, -1])
    without_price = weights @ x[at] - weights[:, slope] * x[at, slope]
    own = np.exp(without_price[:, None] + np.outer(weights[:, slope], np.asarray(prices, dtype=float)))
    return np.asarray(own / (own + others[:, None]))
