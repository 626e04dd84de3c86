"""What turns and what flows: the circle and where it slows, processes, waiting, customers stage by stage."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.figures.base import (
    Described,
    axis_words,
    finite,
    need,
    nothing,
    page,
    plain,
    printable,
    rows,
    short,
    single,
    ticks,
)
from helpers.figures.labels import LOOKS, WORDS, beside, named_ends
from helpers.style import BLUE, DARK, FAINT, INK, MUTED, ORANGE, PAPER, PLUM, TEAL, Series, styled
from helpers.words import _, count, listed, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

STAGE_LOOKS = {
    "first order": (TEAL.colour, TEAL.hatch),
    "repeat": (BLUE.colour, BLUE.hatch),
    "loyal": (DARK.colour, ""),
    "sleeping": (ORANGE.colour, ORANGE.hatch),
    "lost": (FAINT, "\\\\"),
    "won back": (PLUM.colour, PLUM.hatch),
}


@styled()
def process_map(table: pd.DataFrame) -> Described:
    """Where the hours of a process go: work and waiting, step by step.

    table: step, work_hours, waiting_hours, a_week, narrowest, as `cycle.process` returns it.
    """
    need(table, "step", "work_hours", "waiting_hours", "narrowest", of="process_map")
    known = finite(table, "work_hours", "waiting_hours").reset_index(drop=True)
    if known.empty:
        return nothing(_("The process has no step."))
    labels = [
        _("{step} ←").format(step=plain(step)) if narrow else plain(step)
        for step, narrow in zip(known["step"], known["narrowest"], strict=True)
    ]
    figure, (axes,) = rows(labels)
    for row, (work, wait) in enumerate(zip(known["work_hours"], known["waiting_hours"], strict=True)):
        axes.barh(-row, work, height=0.55, color=BLUE.colour, edgecolor=PAPER, lw=0)
        axes.barh(
            -row,
            wait,
            left=work,
            height=0.55,
            color=ORANGE.colour,
            hatch=ORANGE.hatch,
            edgecolor=PAPER,
            lw=0,
            alpha=0.6,
        )
        beside(axes, (work + wait, -row), f"{work + wait:.0f} h", (5, 0), INK)
    axes.set_xlim(0, float((known["work_hours"] + known["waiting_hours"]).max()) * 1.12 or 1.0)
    axis_words(
        axes,
        title=_("Where the time goes"),
        under=_("plain: somebody works on it; dotted: it lies; ← the narrowest step"),
    )
    hours, worked = (
        float((known["work_hours"] + known["waiting_hours"]).sum()),
        float(known["work_hours"].sum()),
    )
    longest = known.iloc[int(known["waiting_hours"].argmax())]
    text = _("From end to end {hours:.0f} hours, of which somebody works on it {worked:.1f}: {share}.")
    said = text.format(hours=hours, worked=worked, share=percent(worked / hours if hours else 0))
    if longest["waiting_hours"] > 0:
        said += " " + _("It lies longest at “{step}”.").format(step=plain(longest["step"]))
    return Described(figure, said)


@styled()
def wheel(runs: Mapping[str, pd.DataFrame]) -> Described:
    """Customers over the quarters under several plans.

    runs: plan → quarter, customers, profit, as `cycle.turned` returns it.
    """
    figure, axes = single(right=WORDS)
    ends, marks = {}, []
    for (name, run), look in zip(runs.items(), LOOKS, strict=False):
        need(run, "quarter", "customers", of="wheel")
        axes.plot(run["quarter"], run["customers"], look.line, color=look.colour, lw=2)
        ends[name] = float(run["customers"].iloc[-1])
        marks.append((float(run["quarter"].iloc[-1]), ends[name], printable(name), look.words))
    if not ends:
        return nothing(_("There is no plan to turn the wheel with."))
    axes.set_ylim(0, 1.08 * max(float(run["customers"].max()) for run in runs.values()))
    named_ends(axes, marks)
    quarters = max(int(run["quarter"].iloc[-1]) for run in runs.values())
    axes.set_xticks(range(0, quarters + 1, max(1, quarters // 5)))
    ticks(axes.yaxis, short)
    axis_words(
        axes,
        title=_("The wheel"),
        under=_("customers, quarter by quarter; every number assumed"),
        x=_("quarter"),
    )
    parts = listed([f"{printable(name)}: {count(round(value))}" for name, value in ends.items()])
    return Described(figure, _("Customers at the end: {parts}.").format(parts=parts))


@styled()
def waiting(table: pd.DataFrame) -> Described:
    """How long a thing is under way, by how busy the narrowest step is.

    table: a_week, busy, hours, as `cycle.busier` returns it.
    """
    need(table, "a_week", "busy", "hours", of="waiting")
    known = finite(table, "busy", "hours").sort_values("busy")
    if len(known) < 2:
        return nothing(_("It takes two paces at least to see what another piece of work costs."))
    figure, axes = single()
    axes.plot(known["busy"], known["hours"], BLUE.line, color=BLUE.colour, lw=2.2)
    half, full = known.iloc[int((known["busy"].iloc[:-1] - 0.5).abs().argmin())], known.iloc[-1]
    for row, look in ((half, BLUE), (full, ORANGE)):
        axes.plot(row["busy"], row["hours"], look.marker, color=look.colour, ms=8, ls="")
        beside(axes, (row["busy"], row["hours"]), _("{n:.0f} h").format(n=row["hours"]), (-8, 6), look.words)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, float(known["hours"].max()) * 1.15)
    ticks(axes.xaxis, percent)
    axis_words(
        axes,
        title=_("Nearly full is very slow"),
        under=_("hours from end to end, if things come and take as chance has it"),
        x=_("how much of its week the narrowest step is busy"),
    )
    text = _(
        "At {half} busy a thing is through in {quick:.0f} hours; at {full} it takes {slow:.0f}, "
        "{times:.1f} times as long."
    )
    return Described(
        figure,
        text.format(
            half=percent(half["busy"]), quick=half["hours"], full=percent(full["busy"]), slow=full["hours"],
            times=full["hours"] / half["hours"],
        ),
    )  # fmt: skip


@styled()
def lifecycle(table: pd.DataFrame) -> Described:
    """How many customers stand in each stage, year by year if every year were like the last.

    table: year, and a column a stage (customers), as `cycle.projected` returns it.
    """
    need(table, "year", of="lifecycle")
    names = [name for name in table if name != "year"]
    if table.empty or not names or not table[names].to_numpy(dtype=float).sum() > 0:
        return nothing(_("No customer stands in any stage."))
    figure, axes = single(right=1.35)
    at, floor, marks = np.arange(len(table)), np.zeros(len(table)), []
    for name in names:
        height = table[name].to_numpy(dtype=float)
        colour, hatch = STAGE_LOOKS.get(str(name), (MUTED, ""))
        axes.bar(at, height, bottom=floor, width=0.62, color=colour, hatch=hatch, edgecolor=PAPER, lw=0)
        marks.append((at[-1] + 0.31, floor[-1] + height[-1] / 2, plain(name), INK))
        floor = floor + height
    axes.set_xlim(-0.5, at[-1] + 0.36)
    axes.set_ylim(0, float(floor.max()) * 1.08)
    named_ends(axes, marks)
    years = [_("now") if year == 0 else _("+{n}").format(n=f"{year:g}") for year in table["year"]]
    axes.set_xticks(at, years)
    ticks(axes.yaxis, short)
    axis_words(
        axes,
        title=_("If every year were like the last"),
        under=_("customers by stage"),
        x=_("years from now"),
    )
    first, last = table[names].iloc[0], table[names].iloc[-1]
    grown = str((last / last.sum() - first / max(first.sum(), 1e-9)).idxmax())
    if len(table) < 2:
        text = _("Most customers stand at “{stage}”: {n}.")
        most = str(first.idxmax())
        return Described(figure, text.format(stage=plain(most), n=count(round(first[most]))))
    text = _(
        "If every year were like the last, “{stage}” would go from {before} to {after} of all customers."
    )
    before, after = first[grown] / max(first.sum(), 1e-9), last[grown] / last.sum()
    return Described(figure, text.format(stage=plain(grown), before=percent(before), after=percent(after)))


@styled()
def virtuous_circle() -> Described:
    """Why it turns, and why it slows: a ring that feeds itself, and two brakes. A drawing; no data."""
    figure = page(height=4.7)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(-3.6, 3.6), ylim=(-2.2, 2.5), aspect="equal")
    axes.axis("off")
    axes.text(-3.45, 2.2, _("Why it turns, and why it slows"), fontsize=11.5, fontweight="bold")
    ring = [
        _("better service"), _("content customers"), _("more of them stay"), _("more of them tell"),
        _("new customers"), _("money for service"),
    ]  # fmt: skip
    angle = np.pi / 2 - np.arange(len(ring)) * 2 * np.pi / len(ring)
    places = [(2.0 * np.cos(turn), 1.62 * np.sin(turn)) for turn in angle]
    boxes = [_box(axes, place, text, BLUE, line="-") for text, place in zip(ring, places, strict=True)]
    for n, box in enumerate(boxes):
        _arrow(axes, box, boxes[(n + 1) % len(boxes)], BLUE, line="-", bend=-0.12)
    expect = _box(axes, (2.7, 1.62), _("they expect more"), ORANGE, line="--")
    strangers = _box(axes, (-2.6, -1.7), _("fewer strangers left"), ORANGE, line="--")
    _arrow(axes, boxes[0], expect, ORANGE, line="--", bend=-0.1)
    _arrow(axes, expect, boxes[1], ORANGE, line="--", bend=-0.2)
    _arrow(axes, boxes[4], strangers, ORANGE, line="--", bend=0.5)
    _arrow(axes, strangers, boxes[4], ORANGE, line="--", bend=0.5)
    axes.text(0, 0.14, _("each makes more\nof the next"), ha="center", va="center", color=BLUE.words)
    axes.text(0, -0.42, _("dashed: a brake"), ha="center", va="center", color=ORANGE.words)
    text = _("Six things feed one another in a ring, and two brakes hold it: {brakes}.")
    return Described(figure, text.format(brakes=listed([expect.get_text(), strangers.get_text()])))


def _box(axes: "Axes", at: tuple[float, float], text: str, look: Series, *, line: str) -> "Text":
    frame = {"boxstyle": "round,pad=0.45", "fc": PAPER, "ec": look.words, "lw": 1.4, "ls": line}
    return axes.text(
        *at, text, ha="center", va="center", color=look.words, fontweight="bold", fontsize=9.5, bbox=frame
    )


def _arrow(  # noqa: PLR0913 – from where to where, and how it looks
    axes: "Axes", start: "Text", end: "Text", look: Series, *, line: str, bend: float
) -> None:
    """An arrow from box to box; the boxes are drawn before, so that it ends at their frames."""
    axes.annotate(
        "",
        end.get_position(),
        start.get_position(),
        arrowprops={
            "arrowstyle": "-|>", "color": look.colour, "lw": 1.8, "ls": line, "mutation_scale": 15,
            "patchA": start.get_bbox_patch(), "patchB": end.get_bbox_patch(), "shrinkA": 5, "shrinkB": 5,
            "connectionstyle": f"arc3,rad={bend}",
        },
    )  # fmt: skip
