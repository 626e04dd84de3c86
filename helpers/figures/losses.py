"""What customers below zero take back: the whale curve."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from helpers.figures.base import (
    Described,
    Named,
    along,
    axis_words,
    customers,
    finite,
    named_rows,
    need,
    nothing,
    short,
    single,
    ticks,
)
from helpers.figures.labels import beside, curve_points, label_dots
from helpers.style import INK, LOSS, PLUM, styled
from helpers.words import _, count, listed, money

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@styled()
def whale(profit: pd.DataFrame, *, named: Named = None, currency: str = "") -> Described:
    """Running profit in money, best customer first: it climbs, peaks, and falls with those below zero.

    profit: one row per customer with profit (money), and customer_id where `named` is given. The total may be
    negative.
    Source: Kaplan & Cooper (1998).
    """
    need(profit, "profit", of="whale")
    ranked = finite(profit, "profit").sort_values("profit", ascending=False, kind="stable", ignore_index=True)
    if ranked.empty:
        return nothing(_("There are no customers with a known profit."))
    running = np.r_[0, ranked["profit"].to_numpy(dtype=float).cumsum()]
    losing = int((ranked["profit"] < 0).sum())
    figure, axes = single()
    _whale_curve(axes, running, losing)
    rows = named_rows(ranked, named)
    title = _("Profit added up, best customer first")
    axis_words(axes, title=title, x=_("customers, best first"), under=_so_far(currency))
    dots = [(row + 1, running[row + 1], label) for row, label in rows]
    label_dots(axes, dots, avoid=curve_points(np.arange(len(running)), running))
    ids = [str(ranked["customer_id"].iloc[row]) for row, _label in rows if row >= len(ranked) - losing]
    below = [named[customer] for customer in ids] if named else []
    return Described(figure, _whale_sentence(running, losing, below, currency))


def _whale_curve(axes: "Axes", running: np.ndarray[Any, Any], losing: int) -> None:
    """The curve, its peak, and the fall after it shaded and counted."""
    n = len(running) - 1
    peak = n - losing
    top, left = running[peak], running[-1]
    keep = along(n + 1, peak)
    axes.axhline(0, color=INK, lw=0.8)
    axes.plot(keep, running[keep], color=PLUM.colour)
    if losing:
        fall = keep[keep >= peak]
        axes.fill_between(
            fall, running[fall], top, facecolor="none", edgecolor=LOSS.colour, hatch=LOSS.hatch, lw=0
        )
        axes.plot([peak, n], [top, top], color=LOSS.colour, lw=1, ls=LOSS.line)
        label = _("{losing} below zero:\n−{lost}")
        label = label.format(losing=customers(losing), lost=short(top - left))
        low = left - running.min() < 0.2 * (top - running.min())
        beside(axes, (n, left), label, (-4, 8 if low else -8), LOSS.words)
    if peak:
        axes.plot(peak, top, PLUM.marker, color=PLUM.colour)
        beside(axes, (peak, top), _("peak {top}").format(top=short(top)), (-0.1, 8), PLUM.words)
    _whale_axes(axes, running)


def _whale_axes(axes: "Axes", running: np.ndarray[Any, Any]) -> None:
    low, high = float(running.min()), float(running.max())
    room = 0.14 * (high - low) or 1.0
    axes.set_ylim(low - (room if low < 0 else 0), high + room)
    axes.set_xlim(0, (len(running) - 1) * 1.01)
    axes.grid(axis="y")
    axes.locator_params(axis="x", integer=True)
    ticks(axes.xaxis, count)
    ticks(axes.yaxis, short)


def _whale_sentence(running: np.ndarray[Any, Any], losing: int, below: list[str], currency: str) -> str:
    n, top, left = len(running) - 1, float(running.max()), float(running[-1])
    if not losing:
        text = _("No customer is below zero; the profit of {n} comes to {left}.")
    elif top == 0:
        text = _("No profit from any of {n}: together a loss of {lost}.")
    elif left < 0:
        text = _(
            "{top} is earned by {best}, but {lost} lost on {losing} below zero: a loss of {loss} is left."
        )
    else:
        text = _(
            "{top} is earned by {best}, {lost} is lost again on {losing} below zero, and {left} is left."
        )
    sentence = text.format(
        n=customers(n),
        best=customers(n - losing),
        losing=customers(losing),
        top=money(top, currency),
        lost=money(top - left, currency),
        left=money(left, currency),
        loss=money(-left, currency),
    )
    if below:
        sentence += " " + _("Among those below zero: {names}.").format(names=listed(below))
    return sentence


def _so_far(currency: str) -> str:
    return _("profit so far, {currency}").format(currency=currency) if currency else _("profit so far")
