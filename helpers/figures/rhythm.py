"""When customers come, and whether they come back."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from helpers.figures.base import (
    Described,
    axis_words,
    customers,
    each_step,
    need,
    nothing,
    plain,
    rows,
    short,
    single,
    spread_scale,
    ticks,
)
from helpers.figures.labels import beside
from helpers.style import BLUE, LOSS, MUTED, TEAL, Series, heat_colours, styled, words_on
from helpers.words import _, count, listed, money, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GAPS = ["gap_days", "gap_low", "gap_high"]
VALUES = ["order_value", "value_low", "value_high"]
CELLS = 14  # with more rows or columns than this, numbers in a heat map cannot be read


@styled()
def types_rhythm(types: pd.DataFrame, *, currency: str = "") -> Described:
    """How long each type of customer takes to come back, and what an order is worth: median and middle half.

    types: customer_type, customers, and medians with quartiles: gap_days, gap_low, gap_high (days between
    orders), order_value, value_low, value_high (money). A type of which nobody came back has no gap.
    """
    need(types, "customer_type", "customers", *GAPS, *VALUES, of="types_rhythm")
    known = types.sort_values("gap_days", kind="stable", ignore_index=True)
    if known.empty:
        return nothing(_("There are no types of customer to compare."))
    names = [plain(name) for name in known["customer_type"]]
    labels = [f"{name} ({count(n)})" for name, n in zip(names, known["customers"], strict=True)]
    figure, (left, right) = rows(labels, panels=2)
    _ranges(left, known[GAPS], BLUE)
    _ranges(right, known[VALUES], TEAL)
    axis_words(left, title=_("Each type has its rhythm"), under=_("days from one order to the next"))
    worth = _("what an order is worth, {currency}") if currency else _("what an order is worth")
    axis_words(right, title="", under=worth.format(currency=currency))
    _say_steps(left, right)
    return Described(figure, _rhythm_sentence(names, known, currency))


@styled()
def cohort_heatmap(retention: pd.DataFrame) -> Described:
    """What share of the customers won in a month buys again, month after month.

    retention: as from `orders.retention`: a row per cohort (month of the first order), a column per month
    since (0, 1, 2 …), fractions; blank where the month lies after the data.
    """
    later = retention.drop(columns=[0], errors="ignore").dropna(how="all").dropna(how="all", axis="columns")
    if later.empty:
        return nothing(_("There is no month yet in which a customer could have come back."))
    height, many = min(1.2 + 0.24 * len(later), 5.6), max(later.shape) > CELLS
    figure, axes = single(height=height, left=0.8, right=0.85 if many else 0.22)
    shares = later.to_numpy(dtype=float)
    low, high = float(np.nanmin(shares)), float(np.nanmax(shares))
    colours, span = heat_colours(), high - low or 1.0
    mesh = axes.pcolormesh(shares, cmap=colours, vmin=low, vmax=low + span, edgecolors="white", linewidth=0.6)
    labels = [str(cohort)[:7] for cohort in later.index]
    _cohort_axes(axes, labels, [str(month) for month in later.columns])
    if many:
        _colour_bar(figure, mesh)
    else:
        for row, column in np.argwhere(np.isfinite(shares)):
            share = float(shares[row, column])
            ink = words_on(colours((share - low) / span))
            axes.text(
                column + 0.5, row + 0.5, percent(share), ha="center", va="center", color=ink, fontsize=8.5
            )
    return Described(figure, _cohort_sentence(later.set_axis(labels)))


@styled()
def orders_per_customer(bands: pd.DataFrame) -> Described:
    """How many customers ordered once, twice, more often.

    bands: as from `start.orders_per_customer`: orders (band, the first is a single order), customers and
    share (fraction).
    """
    need(bands, "orders", "customers", "share", of="orders_per_customer")
    if not bands["customers"].sum():
        return nothing(_("There are no customers with orders."))
    figure, (axes,) = rows([str(band) for band in bands["orders"]])
    for row, (n, share) in enumerate(zip(bands["customers"], bands["share"], strict=True)):
        look = LOSS if row == 0 else BLUE
        axes.barh(-row, n, height=0.6, color=look.colour)
        beside(axes, (n, -row), f"{count(n)} · {percent(share)}", (6, 0), look.words)
    axes.set_xlim(0, bands["customers"].max() * 1.2)
    ticks(axes.xaxis, count)
    axis_words(axes, title=_("How often customers have ordered"), under=_("customers by their orders so far"))
    once = bands.iloc[0]
    text = _("{once} ({share}) ordered once only, {rest} came back. {often} ordered {band} times.")
    sentence = text.format(
        once=customers(int(once["customers"])),
        share=percent(once["share"]),
        rest=percent(1 - once["share"]),
        often=customers(int(bands["customers"].iloc[-1])),
        band=bands["orders"].iloc[-1],
    )
    return Described(figure, sentence)


def _ranges(axes: "Axes", table: pd.DataFrame, look: Series) -> None:
    """A dot at the median, a line over the middle half, the number at its end."""
    middle, low, high = (table[column].to_numpy(dtype=float) for column in table.columns)
    spread_scale(axes, "x", pd.Series(np.r_[middle, low, high]).dropna())
    for row, median in enumerate(middle):
        if not np.isfinite(median):
            continue
        axes.plot(
            [low[row], high[row]], [-row, -row], color=look.colour, lw=4, alpha=0.4, solid_capstyle="round"
        )
        axes.plot(median, -row, look.marker, color=look.colour, ms=8)
        beside(axes, (median, -row), short(float(f"{median:.3g}")), (0, 6), look.words)
    axes.margins(x=0.12)


def _say_steps(left: "Axes", right: "Axes") -> None:
    """In the corner: what one step along means, where an axis is logarithmic."""
    found = {name: each_step(axes.xaxis) for name, axes in ((_("days"), left), (_("worth"), right))}
    told = [
        _("{name}: each step is {times}").format(name=n, times=times) for n, times in found.items() if times
    ]
    if len(told) == 2 and len(set(found.values())) == 1:
        told = [_("each step along is {times}").format(times=found[_("days")])]
    right.annotate(
        " · ".join(told),
        (1, 1),
        (0, 26),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="right",
        color=MUTED,
        fontsize=9,
    )


def _rhythm_sentence(names: list[str], known: pd.DataFrame, currency: str) -> str:
    """Who comes back soonest and latest, whose orders are largest; `known` is sorted by gap, blanks last."""
    gaps, worth = known["gap_days"].dropna(), known["order_value"].dropna()
    sentence = _("Nobody has come back yet.")
    if len(gaps):
        text = _("Soonest back is the {one}, typically after {days} days.")
        if len(gaps) > 1:
            text = _(
                "Soonest back is the {one}, typically after {days} days, latest the {last}, after {late}."
            )
        sentence = text.format(
            one=names[0], days=count(gaps.iloc[0]), last=names[len(gaps) - 1], late=count(gaps.iloc[-1])
        )
    if len(worth) > 1:
        rich, poor = int(worth.to_numpy().argmax()), int(worth.to_numpy().argmin())
        text = _("A {rich} order is worth most ({most}), a {poor} order least ({least}).")
        sentence += " " + text.format(
            rich=names[worth.index[rich]],
            poor=names[worth.index[poor]],
            most=money(float(worth.iloc[rich]), currency),
            least=money(float(worth.iloc[poor]), currency),
        )
    return sentence


def _colour_bar(figure: "Figure", mesh: Any) -> None:
    """The key of the colours, right of the plot."""
    box = figure.axes[0].get_position()
    bar = figure.colorbar(mesh, cax=figure.add_axes((box.x1 + 0.02, box.y0, 0.02, box.height)))
    ticks(bar.ax.yaxis, percent)
    bar.outline.set_visible(False)


def _cohort_axes(axes: "Axes", cohorts: list[str], months: list[str]) -> None:
    every = max(1, -(-len(cohorts) // CELLS)), max(1, -(-len(months) // CELLS))
    axes.invert_yaxis()
    axes.set_yticks(np.arange(len(cohorts))[:: every[0]] + 0.5, cohorts[:: every[0]])
    axes.set_xticks(np.arange(len(months))[:: every[1]] + 0.5, months[:: every[1]])
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
    title = _("Of the customers won in a month, how many buy again")
    axis_words(axes, title=title, x=_("months since the first order"), under=_("month of the first order"))


def _cohort_sentence(later: pd.DataFrame) -> str:
    """Means over cohorts for the first month and the last common one, and the best and weakest cohort."""
    first = later.columns[0]
    told = [month for month in (3, 6, 12, 24) if month in later.columns and later[month].notna().sum() > 1]
    parts = []
    for month in dict.fromkeys([first, *told[-1:]]):
        text = _("{share} in month {month}")
        parts.append(text.format(share=percent(later[month].mean()), month=month))
    text = _("On average over cohorts {parts} after the first order buy again.")
    sentence = text.format(parts=listed(parts))
    column = later[told[0] if told else first].dropna()
    if len(column) > 1 and column.max() > column.min():
        text = _("In month {month} the best cohort is {best} ({high}), the weakest {worst} ({low}).")
        sentence += " " + text.format(
            month=column.name,
            best=column.idxmax(),
            high=percent(column.max()),
            worst=column.idxmin(),
            low=percent(column.min()),
        )
    return sentence
