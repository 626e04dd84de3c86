"""Late, or gone? Silences, what came after them, and the chance of still being a customer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.figures.base import (
    Described,
    Named,
    axis_words,
    finite,
    named_rows,
    need,
    nothing,
    rows,
    single,
    thin,
    ticks,
)
from helpers.figures.labels import curve_points, label_dots
from helpers.style import BLUE, DARK, FAINT, INK, MUTED, ORANGE, PAPER, Series, styled
from helpers.words import _, count, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FURTHEST = 10.0  # usual gaps of silence that are drawn
DOTS = 900  # customers drawn, where there are more
SURE = 0.9  # a chance from which a name would only crowd the corner of those on time
ENOUGH = 10  # customers, for a row to be read aloud


@styled()
def silence(table: pd.DataFrame) -> Described:
    """Silences of a year ago: who has ordered since, and the chances that were given.

    table: silence, customers, seen, low, high, p_alive and, where known, rule, as `keeping.came_back` has it.
    """
    need(table, "silence", "customers", "seen", "low", "high", "p_alive", of="silence")
    known = finite(table, "seen", "p_alive").reset_index(drop=True)
    if known.empty:
        return nothing(_("A year ago nobody had come back yet."))
    labels = [f"{band} ({count(n)})" for band, n in zip(known["silence"], known["customers"], strict=True)]
    figure, (axes,) = rows(labels)
    at = -np.arange(len(known), dtype=float)
    axes.barh(at, known["seen"], height=0.5, color=BLUE.colour, alpha=0.35)
    for row, (low, high) in enumerate(known[["low", "high"]].itertuples(index=False)):
        axes.plot([low, high], [-row, -row], color=INK, lw=1.4)
    entries: list[tuple[str, Series, str]] = [(_("ordered since"), BLUE, "bar")]
    if "rule" in known:
        axes.plot(known["rule"], at, ORANGE.marker, ms=8, mfc=PAPER, mec=ORANGE.colour, mew=2, zorder=4)
        entries.append((_("rule of thumb"), ORANGE, "hollow"))
    axes.plot(known["p_alive"], at, DARK.marker, ms=7, color=DARK.colour, zorder=5)
    entries.append((_("P(alive)"), DARK, ""))
    _key(axes, entries)
    axes.set_xlim(0, 1.02)
    ticks(axes.xaxis, percent)
    axis_words(axes, title=_("Silent a year ago"), under=_("usual gaps (customers)"))
    return Described(figure, _silence_sentence(known))


@styled()
def alive_map(known: pd.DataFrame, curves: pd.DataFrame | None = None, *, named: Named = None) -> Described:
    """Every customer who came back: usual gaps of silence along, P(alive) upright.

    known: customer_id, ordered_once, gaps_silent, p_alive, as `keeping.still_here` has them; curves:
    gaps_silent and a column for each number of orders, as `keeping.patience`; named: customer_id → name, of
    which those in doubt are shown.
    """
    need(known, "customer_id", "ordered_once", "gaps_silent", "p_alive", of="alive_map")
    back = finite(known[~known["ordered_once"]], "gaps_silent", "p_alive").reset_index(drop=True)
    if back.empty:
        return nothing(_("Nobody has come back yet."))
    figure, axes = single(height=4.4)
    part = back.iloc[thin(len(back), DOTS)]
    axes.scatter(
        part["gaps_silent"].clip(upper=FURTHEST), part["p_alive"], s=9, color=MUTED, alpha=0.35, lw=0
    )
    marks = [(name, look) for name, look in zip(_curves(curves), (ORANGE, BLUE), strict=False)]
    avoid = [np.empty((0, 2))]
    for name, look in marks:
        assert curves is not None
        axes.plot(curves["gaps_silent"], curves[name], color=look.colour, ls=look.line, lw=2, label=name)
        avoid.append(curve_points(curves["gaps_silent"], curves[name]))
    axes.axhline(0.5, color=FAINT, lw=1, zorder=0)
    axes.set(xlim=(-0.2, FURTHEST + 0.3), ylim=(-0.03, 1.05))
    doubtful = back[(back["gaps_silent"] > 1) | (back["p_alive"] < SURE)].reset_index(drop=True)
    dots = [
        (min(float(doubtful["gaps_silent"].iloc[row]), FURTHEST), float(doubtful["p_alive"].iloc[row]), label)
        for row, label in named_rows(doubtful, named)
    ]
    label_dots(axes, dots, avoid=np.concatenate(avoid))
    if marks:
        axes.legend(
            loc="lower right", bbox_to_anchor=(1.01, 1.0), ncols=2, frameon=False, columnspacing=0.9,
            borderaxespad=0.1, fontsize=9.5,
        )  # fmt: skip
    ticks(axes.yaxis, percent)
    beyond = int((back["gaps_silent"] > FURTHEST).sum())
    along = _("usual gaps of silence")
    if beyond:
        along = _("usual gaps of silence ({n} customers with more stand at the edge)").format(n=count(beyond))
    axis_words(
        axes, title=_("Late, or gone?"), x=along, under=_("P(alive), the chance of still being a customer")
    )
    return Described(figure, _alive_sentence(back, curves, [name for name, _look in marks]))


def _curves(curves: pd.DataFrame | None) -> list[str]:
    """The first and the last of the columns of orders."""
    if curves is None:
        return []
    names = [str(name) for name in curves.columns if name != "gaps_silent"]
    return names if len(names) < 3 else [names[0], names[-1]]


def _key(axes: "Axes", entries: Sequence[tuple[str, Series, str]]) -> None:
    for words, look, how in entries:
        if how == "bar":
            axes.barh([0], [0], color=look.colour, alpha=0.35, label=words)
        else:
            face = PAPER if how == "hollow" else look.colour
            axes.plot([], [], look.marker, ms=7, color=look.colour, mfc=face, label=words, ls="")
    axes.legend(
        loc="lower right", bbox_to_anchor=(1.01, 1.0), ncols=len(entries), frameon=False, handletextpad=0.3,
        columnspacing=0.9, borderaxespad=0.1, fontsize=9.5,
    )  # fmt: skip


def _silence_sentence(known: pd.DataFrame) -> str:
    last = int(known["p_alive"].to_numpy().argmin())
    off = (known["p_alive"] - 0.5).abs() + (known["customers"] < ENOUGH)  # rows of a few only if need be
    mid = int(off.to_numpy().argmin())
    text = _(
        "Of the {n} who had been silent for {silence} a year ago, {seen} have ordered since; "
        "the model gave them {alive} of still being customers."
    )
    row = known.iloc[mid]
    told = text.format(
        n=count(row["customers"]),
        silence=row["silence"],
        seen=percent(row["seen"]),
        alive=percent(row["p_alive"]),
    )
    if "rule" in known:
        under = int((known["rule"] < known["low"]).sum())
        text = _(
            "The rule of thumb gave them {rule}; in {under} of {n} rows it lies left of the whole thin line, "
            "within which luck alone could have moved the bar's end."
        )
        told += " " + text.format(rule=percent(row["rule"]), under=count(under), n=count(len(known)))
    if last != mid:
        row = known.iloc[last]
        text = _("After a silence of {silence} still {seen} came back.")
        told += " " + text.format(silence=row["silence"], seen=percent(row["seen"]))
    return told


def _alive_sentence(back: pd.DataFrame, curves: pd.DataFrame | None, names: list[str]) -> str:
    gone = int((back["p_alive"] < 0.5).sum())
    text = _(
        "Likelier gone than late, with a P(alive) below a half: {gone} of {n} customers who came back at "
        "least once. Added up, the chances say that {here} of them are still here."
    )
    told = text.format(n=count(len(back)), gone=count(gone), here=count(back["p_alive"].sum()))
    if curves is not None and len(names) == 2 and (curves["gaps_silent"] == 2).any():
        two = curves[curves["gaps_silent"] == 2][names].to_numpy(dtype=float)[0]
        text = _(
            "After two gaps of silence the chance is {few} with {first} behind them, {many} with {last}."
        )
        told += " " + text.format(few=percent(two[0]), first=names[0], many=percent(two[1]), last=names[1])
    return told
