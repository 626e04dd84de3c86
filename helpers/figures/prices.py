"""Prices: what people call dear, what they would buy at each, and what that earns."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from helpers.figures.base import (
    Described,
    axis_words,
    finite,
    need,
    nothing,
    page,
    short,
    single,
    ticks,
)
from helpers.figures.labels import curve_points, label_dots
from helpers.style import (
    BLUE,
    DARK,
    FAINT,
    HEIGHT,
    INK,
    ORANGE,
    PLUM,
    TEAL,
    WIDTH,
    styled,
)
from helpers.words import _, money, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FEW = 25  # points that are drawn as dots too
UNDER = 0.85  # inches below a plot, for the axis and a legend


@styled()
def psm(curves: pd.DataFrame, points: pd.DataFrame, *, currency: str = "") -> Described:
    """Van Westendorp's curves, the range between their outer crossings, and the four price points.

    curves: `mix.psm_curves`; points: `mix.psm_points` (measure, value, low, high). Indifference is marked
    where "not cheap" meets "not expensive", which is the price at which cheap meets expensive.
    """
    need(curves, "price", "too_cheap", "not_cheap", "not_expensive", "too_expensive", of="psm")
    need(points, "measure", "value", "low", "high", of="psm")
    at: dict[str, Any] = {str(row["measure"]): row for row in points.to_dict("records")}
    if curves.empty or len(at) < 4:
        return nothing(_("There are no prices to draw."))
    figure, axes = single(height=HEIGHT + 0.5, bottom=UNDER)
    price = curves["price"].to_numpy(dtype=float)
    looks = {"too_cheap": TEAL, "not_cheap": PLUM, "not_expensive": BLUE, "too_expensive": ORANGE}
    names = {
        "too_cheap": _("too cheap"),
        "not_cheap": _("not cheap"),
        "not_expensive": _("not expensive"),
        "too_expensive": _("too expensive"),
    }
    for column, look in looks.items():
        axes.plot(price, curves[column], look.line, color=look.colour, label=names[column])
    low, high = at["psm_low"]["value"], at["psm_high"]["value"]
    axes.axvspan(low, high, color=FAINT, alpha=0.5, lw=0)
    axes.set_ylim(-0.03, 1.05)
    ticks(axes.yaxis, percent)
    legend_under(axes)
    axis_words(
        axes,
        title=_("Between too cheap to trust and too dear to buy"),
        under=_("share of those asked; the range between the outer crossings is shaded"),
        x=currency,
    )
    avoid = np.concatenate([curve_points(price, curves[column]) for column in looks])
    label_dots(axes, [_point(at[name], name, curves) for name in at if name in _ON], avoid=avoid)
    return Described(figure, _psm_sentence(at, currency))


@styled()
def demand_curve(demand: pd.DataFrame, *, currency: str = "") -> Described:
    """Who would buy at each price, and what it earns: the best prices stand out.

    demand: price, share, revenue and, where known, profit (both per person), low, high, as from
    `mix.gabor_granger`, `mix.willing` or `mix.choice_demand`.
    """
    need(demand, "price", "share", "revenue", of="demand_curve")
    known = finite(demand, "price", "share", "revenue").sort_values("price", ignore_index=True)
    if known.empty:
        return nothing(_("There are no prices to draw."))
    figure = page(height=5.4)
    upper = figure.add_axes((0.65 / WIDTH, 0.575, 1 - 1.4 / WIDTH, 0.31))
    lower = figure.add_axes((0.65 / WIDTH, 0.125, 1 - 1.4 / WIDTH, 0.31))
    mark = "o" if len(known) <= FEW else ""
    _band(upper, known)
    upper.plot(known["price"], known["share"], marker=mark, ms=6, color=BLUE.colour)
    tops = [float(known[name].max()) for name in ("share", "high") if name in known.columns]
    upper.set_ylim(0, 1.1 * max(tops) or 1.0)
    ticks(upper.yaxis, percent)
    axis_words(
        upper, title=_("Who would buy, and what it earns"), under=_("share who would buy at each price")
    )
    best = _earnings(lower, known, mark)
    under = _("earned per person asked; {marked} marks the best price").format(marked=_("a ring"))
    axis_words(lower, title="", under=under, x=currency)
    for axes in (upper, lower):
        axes.grid(axis="y")
        for price in best.values():
            axes.axvline(price, color=FAINT, lw=1, zorder=0)
    return Described(figure, _demand_sentence(known, best, currency))


@styled()
def wtp_curve(curve: pd.DataFrame, *, currency: str = "", at: float | None = None) -> Described:
    """How many would pay at least so much: the curve of willingness to pay, with its 95% band.

    curve: price, share and, where known, low, high, as from `mix.willing`; at: a price to read off.
    """
    need(curve, "price", "share", of="wtp_curve")
    known = finite(curve, "price", "share").sort_values("price", ignore_index=True)
    if known.empty:
        return nothing(_("Nobody said how much they would pay."))
    price, share = known["price"].to_numpy(dtype=float), known["share"].to_numpy(dtype=float)
    figure, axes = single()
    _band(axes, known)
    axes.plot(price, share, marker="o" if len(known) <= FEW else "", ms=6, color=BLUE.colour)
    axes.set_ylim(0, 1.08)
    ticks(axes.yaxis, percent)
    axes.grid(axis="y")
    axis_words(
        axes, title=_("Who would pay that much"), under=_("share who would pay the price or more"), x=currency
    )
    read = [] if at is None or not price[0] <= at <= price[-1] else [(at, float(np.interp(at, price, share)))]
    label_dots(axes, [(x, y, f"{short(x)}: {percent(y)}") for x, y in read], avoid=curve_points(price, share))
    return Described(figure, _curve_sentence(price, share, read, currency))


# Each price point with the curve it lies on, and its name.
_ON = {
    "psm_low": ("too_cheap", _("low end")),
    "psm_opp": ("too_cheap", _("fewest turn away")),
    "psm_idp": ("not_cheap", _("usual price")),
    "psm_high": ("too_expensive", _("high end")),
}


def _point(row: Any, name: str, curves: pd.DataFrame) -> tuple[float, float, str]:
    """A price point as a dot with its label."""
    curve, label = _ON[name]
    value = float(row["value"])
    return value, float(np.interp(value, curves["price"], curves[curve])), f"{label} {short(value)}"


def legend_under(axes: "Axes", columns: int = 4) -> None:
    """The names of the series in a row under the axis."""
    axes.legend(
        loc="upper center",
        bbox_to_anchor=(0.5, -0.13),
        ncols=columns,
        frameon=False,
        fontsize=9.5,
        handlelength=2.6,
    )


def _band(axes: "Axes", known: pd.DataFrame) -> None:
    """The 95% interval of the share along the curve, where there is one."""
    if {"low", "high"} <= set(known.columns):
        axes.fill_between(known["price"], known["low"], known["high"], color=BLUE.colour, alpha=0.15, lw=0)


def _earnings(axes: "Axes", known: pd.DataFrame, mark: str) -> dict[str, float]:
    """Revenue and profit along the price; the best price of each."""
    best = {}
    for column, look, name in (("revenue", DARK, _("revenue")), ("profit", ORANGE, _("profit"))):
        if column not in known.columns or known[column].isna().all():
            continue
        axes.plot(
            known["price"], known[column], look.line, marker=mark and look.marker, ms=5, color=look.colour
        )
        price, earned = (known[of].to_numpy(dtype=float) for of in ("price", column))
        top = int(np.nanargmax(earned))
        best[column] = float(price[top])
        axes.plot(price[top], earned[top], "o", ms=11, mfc="none", mec=look.colour, mew=1.8)
        up = 6 if column == "revenue" else -6  # the two may end at the same height
        axes.annotate(
            name, (price[-1], earned[-1]), (6, up), textcoords="offset points", va="center",
            color=look.words, fontweight="bold", fontsize=9.5, annotation_clip=False,
        )  # fmt: skip
    axes.axhline(0, color=INK, lw=0.8)
    axes.margins(y=0.12)
    ticks(axes.yaxis, short)
    return best


def _psm_sentence(at: dict[str, Any], currency: str) -> str:
    text = _(
        "People find {low} to {high} acceptable; fewest turn away at {opp}; {idp} passes as the usual price."
    )
    sentence = text.format(
        low=money(at["psm_low"]["value"], currency),
        high=money(at["psm_high"]["value"], currency),
        opp=money(at["psm_opp"]["value"], currency),
        idp=money(at["psm_idp"]["value"], currency),
    )
    low, high = at["psm_opp"]["low"], at["psm_opp"]["high"]
    if not np.isfinite(low):
        return sentence
    ends = {"low": money(low), "high": money(high)}
    text = _("Where fewest turn away lies between {low} and {high} (95% interval).")
    return sentence + " " + text.format(**ends)


def _demand_sentence(known: pd.DataFrame, best: dict[str, float], currency: str) -> str:
    first, last = known.iloc[0], known.iloc[-1]
    if len(known) == 1:
        text = _("At {price} {many} would buy; no other price was looked at.")
        return text.format(price=money(first["price"], currency), many=percent(first["share"]))
    text = _("At {first} {many} would buy, at {last} {few}; revenue is highest at {best}")
    sentence = text.format(
        first=money(first["price"], currency),
        many=percent(first["share"]),
        last=money(last["price"], currency),
        few=percent(last["share"]),
        best=money(best["revenue"], currency),
    )
    if "profit" in best:
        sentence += _(", profit at {best}").format(best=money(best["profit"], currency))
    if {first["price"], last["price"]} & set(best.values()):
        sentence += _("; what stands at an end may go on beyond it")
    return sentence + "."


def _curve_sentence(
    price: "np.ndarray[Any, Any]",
    share: "np.ndarray[Any, Any]",
    read: list[tuple[float, float]],
    currency: str,
) -> str:
    half = price[share >= 0.5]
    if len(half):
        sentence = _("Half of those asked would pay {price} or more").format(
            price=money(float(half[-1]), currency)
        )
    else:
        sentence = _("Less than half would pay even {price}").format(price=money(float(price[0]), currency))
    for at, part in read:
        sentence += _("; at {at} {part} would").format(at=money(at, currency), part=percent(part))
    return sentence + "."
