"""Sales against prices: what moves when a price moves, brand by brand."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from helpers.figures.base import (
    Described,
    axis_words,
    finite,
    need,
    nothing,
    printable,
    short,
    single,
    ticks,
)
from helpers.figures.prices import UNDER, legend_under
from helpers.style import (
    HEIGHT,
    MUTED,
    PAPER,
    SERIES,
    Series,
    styled,
)
from helpers.words import _

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OTHERS = Series(MUTED, MUTED, "o", "-", "")  # brands beyond the five looks


@styled()
def elasticity(
    sales: pd.DataFrame, slope: Sequence[float], *, ours: str = "", currency: str = ""
) -> Described:
    """Units against price for each brand and period, on scales of equal per cents, with the common slope.

    sales: period, brand, units, price; stores of a period are added up. slope: value, low, high, as from
    `mix.price_elasticity`. ours: the brand drawn first; beyond five brands the smallest share one look.
    """
    need(sales, "period", "brand", "units", "price", of="elasticity")
    known = finite(sales, "units", "price").query("units > 0 and price > 0")
    if known.empty:
        return nothing(_("There are no sales with units and price to draw."))
    cells = _by_period(known)
    figure, axes = single(height=HEIGHT + 0.6, bottom=UNDER + 0.1)
    others = _("other brands")
    for (name, part), look in zip(_ranked(cells, ours), _looks(cells["brand"].nunique()), strict=True):
        label = printable(name, instead=_("a brand"), longest=18) if look is not OTHERS else others
        others = "" if look is OTHERS else others  # once in the legend is enough
        axes.plot(
            part["price"], part["units"], look.marker, ms=5, mfc=PAPER, mec=look.colour, mew=1.3, label=label
        )
        _slope_line(axes, part, slope[0], look)
    axes.set_xscale("log")
    axes.set_yscale("log")
    for axis, values in ((axes.xaxis, cells["price"]), (axes.yaxis, cells["units"])):
        _round_ticks(axis, values)
    legend_under(axes, columns=3)
    axis_words(
        axes,
        title=_("When the price moves, how do units move?"),
        under=_("units a period; equal steps are equal per cents, on both axes; lines: the common slope"),
        x=currency,
    )
    return Described(figure, _elasticity_sentence(slope, cells))


def _by_period(known: pd.DataFrame) -> pd.DataFrame:
    """Units and mean price of each brand and period."""
    cells = known.assign(brand=known["brand"].astype(str), paid=known["units"] * known["price"])
    summed = (
        cells.groupby(["brand", "period"], observed=True, sort=False)[["units", "paid"]].sum().reset_index()
    )
    return summed.assign(price=summed["paid"] / summed["units"])


def _ranked(cells: pd.DataFrame, ours: str) -> list[tuple[str, pd.DataFrame]]:
    """Brands from most units down, ours first."""
    parts = [(str(name), part) for name, part in cells.groupby("brand", sort=False)]
    return sorted(parts, key=lambda item: (item[0] != ours, -float(item[1]["units"].sum())))


def _looks(brands: int) -> list[Series]:
    return [*SERIES[:brands], *[OTHERS] * (brands - len(SERIES))]


def _slope_line(axes: "Axes", part: pd.DataFrame, slope: float, look: Series) -> None:
    """The common slope through the middle of a brand's dots, as far as its prices went."""
    logs = np.log(part[["price", "units"]].to_numpy(dtype=float))
    middle = logs.mean(axis=0)
    ends = np.array([logs[:, 0].min(), logs[:, 0].max()])
    if ends[1] > ends[0]:
        line = np.exp(middle[1] + slope * (ends - middle[0]))
        axes.plot(np.exp(ends), line, look.line, color=look.colour, lw=1.8)


def _round_ticks(axis: Any, values: pd.Series) -> None:
    """Three to seven round numbers on a logarithmic axis."""
    from matplotlib.ticker import MaxNLocator

    low, high = float(values.min()), float(values.max())
    if high > 12 * low:
        at = [step * 10.0**power for power in range(-3, 12) for step in (1, 3)]
    elif high > 3 * low:
        at = [step * 10.0**power for power in range(-3, 12) for step in (1, 1.5, 2, 3, 4, 6, 8)]
    else:
        at = list(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high))
    axis.set_ticks([value for value in at if 0.9 * low <= value <= 1.1 * high])
    axis.set_ticks([], minor=True)
    ticks(axis, short)


def _brands(number: int) -> str:
    return _("one brand") if number == 1 else _("{n} brands").format(n=number)


def _elasticity_sentence(slope: Sequence[float], cells: pd.DataFrame) -> str:
    value, low, high = (float(end) for end in slope[:3])
    text = _("Over {periods} periods, units of {brands} {fall} by {size:.1f}% where a price is 1% higher")
    fall = _("fall") if value < 0 else _("rise")
    sentence = text.format(
        periods=cells["period"].nunique(),
        brands=_brands(cells["brand"].nunique()),
        fall=fall,
        size=abs(value),
    )
    if np.isfinite(low) and np.isfinite(high):
        sentence += " " + _("(slope {value:.2f}, 95% interval {low:.2f} to {high:.2f})").format(
            value=value, low=low, high=high
        ).replace("-", "−")
    if low < -1 < high:
        return sentence + _(": whether a dearer price brings more or less money in, this does not tell.")
    if value < -1:
        return sentence + _(": a dearer price brings less money in.")
    return sentence + _(": a dearer price brings more money in.")
