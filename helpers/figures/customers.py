"""All customers on one page: by what they buy and leave, by how recently and how often they come."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from helpers.figures.base import (
    Described,
    Named,
    axis_words,
    customers,
    each_step,
    finite,
    named_rows,
    need,
    nothing,
    single,
    spread_scale,
    thin,
)
from helpers.figures.labels import label_dots
from helpers.style import INK, LOSS, MUTED, TIERS, heat_colours, styled, words_on
from helpers.words import _, count, listed, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DOTS_PER_TIER = 700  # more would only paint over one another
SCORES = (1, 2, 3, 4, 5)
NAMES = {"platinum": _("platinum"), "diamond": _("diamond"), "gold": _("gold"), "wood": _("wood")}


@styled()
def tier_map(table: pd.DataFrame, *, named: Named = None, currency: str = "") -> Described:
    """Every customer by sales and profit, with the marker of its tier, and the line below which it costs us.

    table: one row per customer with revenue, tier (platinum, diamond, gold, wood) and, where known, profit
    (money); without profit the second axis is orders. Of a big tier an even sample is drawn, in the sentence
    all are counted.
    """
    upright = "profit" if "profit" in table.columns else "orders"
    need(table, "revenue", "tier", upright, of="tier_map")
    known = finite(table, "revenue", upright)
    known = known[known["tier"].isin(list(TIERS))].sort_values("revenue", ignore_index=True)
    if known.empty:
        return nothing(_("There are no customers in tiers."))
    figure, axes = single()
    spread_scale(axes, "x", known["revenue"])
    spread_scale(axes, "y", known[upright])
    rows = named_rows(known, named)
    _tier_dots(axes, known, upright, [row for row, _label in rows])
    if upright == "profit":
        _zero_line(axes, known["profit"])
    of = f", {currency}" if currency else ""
    y = _("profit") + of if upright == "profit" else _("orders")
    title = _("What each customer buys, and what it leaves")
    if upright == "orders":
        title = _("What each customer buys, and how often")
    axis_words(axes, title=title, x=_("sales") + of + _steps(axes), under=y)
    x, heights = known["revenue"].to_numpy(dtype=float), known[upright].to_numpy(dtype=float)
    label_dots(axes, [(x[row], heights[row], label) for row, label in rows])
    sentence = _tier_sentence(known)
    return Described(figure, sentence + " " + _loss_sentence(known) if upright == "profit" else sentence)


@styled()
def rfm_grid(table: pd.DataFrame) -> Described:
    """Customers by how recently (R) and how often (F) they buy, counted, and their share of sales.

    table: one row per customer with r and f (scores 1–5, 5 the best) and revenue (money), or one row per cell
    with customers and total (money), as `targeting.rfm_grid` returns it. Source: Hughes (1994).
    """
    cells = "customers" in table.columns
    need(table, "r", "f", "total" if cells else "revenue", of="rfm_grid")
    table = table if cells else table.assign(customers=1, total=table["revenue"])
    heads, sales = _grid(table, "customers"), _grid(table, "total")
    if not heads.sum():
        return nothing(_("There are no customers with R and F scores."))
    share = sales / sales.sum() if sales.sum() > 0 else np.zeros_like(sales)
    figure, axes = single(left=0.97)
    _cells(axes, heads, share)
    _outline(axes, (3.5, 0.5, 2, 2), LOSS.colour, "--")
    _outline(axes, (4.5, 4.5, 1, 1), INK, "-")
    axes.set_xticks(SCORES, [_("1 seldom"), "2", "3", "4", _("5 often")])
    axes.set_yticks(SCORES, [_("1 long ago"), "2", "3", "4", _("5 recently")])
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
    axis_words(
        axes,
        title=_("Customers by how recently and how often they buy"),
        x=_("F: how often they buy"),
        under=_("R: how recently they bought · in each cell customers, and their share of sales"),
    )
    return Described(figure, _grid_sentence(heads, share))


def _steps(axes: "Axes") -> str:
    """What one step of the axes means, where they are logarithmic."""
    along, upright = each_step(axes.xaxis), each_step(axes.yaxis)
    if along and upright and along != upright:
        return " · " + _("each step is {along}, upright {upright}").format(along=along, upright=upright)
    return " · " + _("each step is {times}").format(times=along or upright) if along or upright else ""


def _tier_dots(axes: "Axes", known: pd.DataFrame, upright: str, keep: list[int]) -> None:
    """The customers of each tier; wood comes first, in the key as on the map."""
    for name in [name for name in reversed(TIERS) if (known["tier"] == name).any()]:
        look = TIERS[name]
        rows = np.flatnonzero(known["tier"] == name)
        also = np.flatnonzero(np.isin(rows, keep))
        part = known.iloc[rows[thin(len(rows), DOTS_PER_TIER, *also)]]
        axes.plot(
            part["revenue"],
            part[upright],
            look.marker,
            ms=4.5,
            mfc=look.colour,
            mec="none",
            alpha=0.55,
            label=f"{NAMES[name]} {count(len(rows))}",
        )
    key = axes.legend(
        loc="lower right",
        bbox_to_anchor=(1.01, 1.0),
        ncols=len(TIERS),
        frameon=False,
        handletextpad=0.1,
        columnspacing=1.1,
        borderaxespad=0.1,
        markerscale=1.6,
    )
    for line in key.get_lines():
        line.set_alpha(1)


def _zero_line(axes: "Axes", profit: pd.Series) -> None:
    axes.axhline(0, color=INK, lw=1)
    losing = int((profit < 0).sum())
    if losing:
        axes.set_ylim(bottom=axes.get_ylim()[0])
        axes.axhspan(axes.get_ylim()[0], 0, color=LOSS.colour, alpha=0.09, lw=0, zorder=0)
        axes.annotate(
            _("below zero: {n}").format(n=customers(losing)),
            (0, 0),
            (6, 6),
            xycoords="axes fraction",
            textcoords="offset points",
            color=LOSS.words,
            fontweight="bold",
            fontsize=9.5,
        )


def _tier_sentence(known: pd.DataFrame) -> str:
    present = [name for name in TIERS if (known["tier"] == name).any()]
    total = known["revenue"].sum()
    if not total > 0:
        return _("{n} in {tiers}; their sales add up to nothing.").format(
            n=customers(len(known)), tiers=listed([NAMES[name] for name in present])
        )
    first, last = (known.loc[known["tier"] == name, "revenue"] for name in (present[0], present[-1]))
    text = _("{tier} holds {n} and {share} of sales, {low} {m} and {rest}.")
    if len(present) == 1:
        text = _("{tier} holds {n} and {share} of sales.")
    return text.format(
        tier=NAMES[present[0]].capitalize(),
        n=customers(len(first)),
        share=percent(first.sum() / total),
        low=NAMES[present[-1]],
        m=count(len(last)),
        rest=percent(last.sum() / total),
    )


def _loss_sentence(known: pd.DataFrame) -> str:
    losing = known[known["profit"] < 0]
    wood = known.loc[known["tier"] == "wood", "profit"]
    if losing.empty:
        return _("No customer is below zero.")
    others = int((losing["tier"] != "wood").sum())
    sentence = _("{n} below zero, {others} of them outside wood.")
    sentence = sentence.format(n=customers(len(losing)), others=count(others))
    if len(wood):
        sentence += " " + _("Of wood, {share} leave a profit.").format(share=percent((wood > 0).mean()))
    return sentence


def _grid(table: pd.DataFrame, column: str) -> np.ndarray[Any, Any]:
    """Sums of `column`, a row per R and a column per F, both from 1 to 5; other scores are left out."""
    sums = table.groupby(["r", "f"])[column].sum().unstack("f")
    return sums.reindex(index=SCORES, columns=SCORES).fillna(0).to_numpy(dtype=float)


def _cells(axes: "Axes", heads: np.ndarray[Any, Any], share: np.ndarray[Any, Any]) -> None:
    colours = heat_colours()
    edges = np.arange(0.5, 6)
    top = float(share.max()) or 1.0
    axes.pcolormesh(edges, edges, share, cmap=colours, vmin=0, vmax=top, edgecolors="white", linewidth=2)
    for (row, column), n in np.ndenumerate(heads):
        part = float(share[row, column])
        ink = words_on(colours(max(part, 0) / top)) if n else MUTED
        axes.text(column + 1, row + 1.06, count(n), ha="center", va="bottom", color=ink, fontweight="bold")
        if n:
            axes.text(
                column + 1,
                row + 0.94,
                percent(part, digits=1),
                ha="center",
                va="top",
                color=ink,
                fontsize=8.5,
            )


def _outline(axes: "Axes", box: tuple[float, float, float, float], colour: str, line: str) -> None:
    from matplotlib.patches import Rectangle

    x, y, width, height = box
    axes.add_patch(
        Rectangle((x, y), width, height, fill=False, ec=colour, lw=2.4, ls=line, clip_on=False, zorder=5)
    )


def _grid_sentence(heads: np.ndarray[Any, Any], share: np.ndarray[Any, Any]) -> str:
    best, away = heads[4, 4], heads[:2, 3:]
    text = _(
        "Recent and frequent (R 5, F 5): {best}, with {best_share} of sales. "
        "Frequent once, now silent (R 1–2, F 4–5, dashed): {away}, with {away_share}."
    )
    if not share.sum():
        text = _(
            "Recent and frequent (R 5, F 5): {best}. "
            "Frequent once, now silent (R 1–2, F 4–5, dashed): {away}."
        )
    return text.format(
        best=customers(int(best)),
        away=customers(int(away.sum())),
        best_share=percent(share[4, 4]),
        away_share=percent(share[:2, 3:].sum()),
    )
