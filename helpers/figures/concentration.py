"""How much of sales and of profit stands on how few customers: Pareto, Lorenz and whale curves."""

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.figures.base import (
    Described,
    Named,
    along,
    axis_words,
    customers,
    named_rows,
    need,
    nothing,
    single,
    ticks,
)
from helpers.figures.labels import beside, curve_points, label_dots
from helpers.style import BLUE, FAINT, MUTED, PLUM, Series, styled
from helpers.words import _, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FEW = 10  # with fewer customers a sentence counts heads, not per cent
NEARLY = 1e-9  # shares are quotients of floats: crossing 80% must not hang on the last bit of a sum


@styled()
def pareto(sales: pd.DataFrame, profit: pd.DataFrame | None = None, *, named: Named = None) -> Described:
    """Running share of sales, and of profit where given, each from its best customer down.

    sales, profit: as `targeting.pareto` returns them: sorted, with customer_share and cumulative_share;
    profit also with its column profit. named: customer_id → name; the biggest and the smallest of them
    get a dot on the sales curve: those between them stand too close to be told apart.
    """
    need(sales, "customer_share", "cumulative_share", of="pareto")
    if sales.empty:
        return nothing(_("There are no sales to share out."))
    figure, axes = single()
    _equality(axes)
    sentence = _sales_sentence(sales)
    if profit is None:
        _curve(axes, sales, BLUE, _("sales"), over=False)
        _reading_of_80(axes, sales)
    else:
        need(profit, "customer_share", "cumulative_share", "profit", of="pareto")
        over = _top(profit) >= _top(sales)
        _curve(axes, sales, BLUE, _("sales"), over=not over)
        _curve(axes, profit, PLUM, _("profit"), over=over)
        sentence += " " + _profit_sentence(profit)
    title = _("From the biggest customer to the smallest")
    _share_axes(axes, title=title if profit is None else _("Sales and profit, each best first"))
    known = named_rows(sales, named)
    dots = [(*_point(sales, row), label) for row, label in [*known[:1], *known[1:][-1:]]]
    label_dots(axes, dots, avoid=curve_points(sales["customer_share"], sales["cumulative_share"]))
    return Described(figure, sentence)


@styled()
def lorenz(curve: pd.DataFrame) -> Described:
    """The Lorenz curve, from the smallest customer up, and how far it hangs below equality.

    curve: as `targeting.lorenz` returns it: customer_share and cumulative_share in fractions, from (0, 0).
    """
    need(curve, "customer_share", "cumulative_share", of="lorenz")
    if len(curve) < 2:
        return nothing(_("There are no sales to share out."))
    figure, axes = single()
    _equality(axes)
    x, y = curve["customer_share"].to_numpy(), curve["cumulative_share"].to_numpy()
    keep = along(len(curve))
    axes.plot(x[keep], y[keep], color=BLUE.colour)
    axes.fill_between(x[keep], y[keep], x[keep], color=BLUE.colour, alpha=0.12, lw=0)
    half, gini = float(np.interp(0.5, x, y)), 1 - 2 * float(np.trapezoid(y, x))
    axes.plot(0.5, half, BLUE.marker, color=BLUE.colour)
    beside(axes, (0.5, half), percent(half, digits=1), (-8, 8), BLUE.words)
    _share_axes(axes, title=_("From the smallest customer to the biggest"))
    sentence = _(
        "The smaller half of the customers bring {half} of the total. The Gini coefficient is {gini:.2f}: "
        "0 would mean that all bring the same, 1 that one brings everything."
    )
    return Described(figure, sentence.format(half=percent(half, digits=1), gini=gini))


def _equality(axes: "Axes") -> None:
    axes.plot([0, 1], [0, 1], color=MUTED, lw=1, ls=(0, (1, 2)))
    axes.text(0.8, 0.77, _("if all were equal"), va="top", color=MUTED, fontsize=9)


def _curve(axes: "Axes", curve: pd.DataFrame, look: Series, name: str, *, over: bool) -> None:
    """One running share with its reading at the top 20%, and its name over or under the line."""
    peak = int(curve["cumulative_share"].to_numpy().argmax())
    part = curve.iloc[along(len(curve), peak)]
    x, y = np.r_[0, part["customer_share"]], np.r_[0, part["cumulative_share"]]
    axes.plot(x, y, color=look.colour, ls=look.line)
    at, top = _point(curve, _fifth(curve))
    axes.plot([at, at], [0, top], color=FAINT, lw=1, zorder=1)
    axes.plot(at, top, look.marker, color=look.colour)
    beside(axes, (at, top), percent(top), (-6, 5) if over else (7, -8), look.words)
    passes = float(curve["cumulative_share"].iloc[peak]) > 1.005
    if passes:
        x_name, y_name = _point(curve, peak)
        axes.plot(x_name, y_name, look.marker, color=look.colour)
        name = _("{name}, at most {peak}").format(name=name, peak=percent(y_name))
    else:
        x_name, y_name = 0.62, float(np.interp(0.62, x, y))
    aside = -0.1 if x_name > 0.5 else 0.1
    beside(axes, (x_name, y_name), name, (aside, 7 if over or passes else -8), look.words)


def _reading_of_80(axes: "Axes", curve: pd.DataFrame) -> None:
    """The lines by which one reads off how many customers bring 80%."""
    at = _reached(curve)
    axes.plot([0, at, at], [0.8, 0.8, 0], color=BLUE.colour, lw=1, ls=(0, (4, 3)))
    text = _("80% from {share} of customers").format(share=percent(at))
    beside(axes, (at, 0), text, (-5 if at > 0.6 else 5, 8), BLUE.words)


def _share_axes(axes: "Axes", *, title: str) -> None:
    ticks(axes.xaxis, percent)
    ticks(axes.yaxis, percent)
    axes.set_xticks(np.linspace(0, 1, 6))
    axes.set_xlim(0, 1.01)
    axes.set_ylim(min(0.0, axes.dataLim.y0), max(1.02, axes.dataLim.y1 * 1.1))
    axes.grid(axis="y")
    axis_words(axes, title=title, x=_("share of customers"), under=_("share of the total so far"))


def _fifth(curve: pd.DataFrame) -> int:
    """The row that completes the top 20%: rounded up to a whole customer, as in `targeting.top_share`."""
    return max(math.ceil(0.2 * len(curve) - NEARLY), 1) - 1


def _top(curve: pd.DataFrame) -> float:
    return float(curve["cumulative_share"].iloc[_fifth(curve)])


def _reached(curve: pd.DataFrame) -> float:
    """The share of customers at which the running share first reaches 80%."""
    first = int((curve["cumulative_share"] >= 0.8 - NEARLY).to_numpy().argmax())
    return float(curve["customer_share"].iloc[first])


def _point(curve: pd.DataFrame, row: int) -> tuple[float, float]:
    return float(curve["customer_share"].iloc[row]), float(curve["cumulative_share"].iloc[row])


def _sales_sentence(sales: pd.DataFrame) -> str:
    if len(sales) == 1:
        return _("One customer brings all the sales.")
    if len(sales) < FEW:
        first, few = sales["cumulative_share"].iloc[0], round(_reached(sales) * len(sales))
        text = _("The biggest of {n} customers brings {first} of sales; 80% takes the first {few} of them.")
        return text.format(n=len(sales), first=percent(first), few=few)
    text = _("The top 20% of customers bring {top} of sales; 80% of sales takes {need} of them.")
    return text.format(top=percent(_top(sales)), need=percent(_reached(sales)))


def _profit_sentence(profit: pd.DataFrame) -> str:
    losing = int((profit["profit"] < 0).sum())
    peak = float(profit["cumulative_share"].max())
    if not losing:
        return _("The top 20% by profit bring {top} of it, and no customer is below zero.").format(
            top=percent(_top(profit))
        )
    text = _("Profit climbs to {peak} of its total and falls back to 100%: {losing} below zero.")
    return text.format(peak=percent(peak, digits=0 if peak > 1.01 else 1), losing=customers(losing))
