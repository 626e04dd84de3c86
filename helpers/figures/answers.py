"""What customers answer, what goes with it, and what they do."""

import numpy as np
import pandas as pd

from helpers.figures.base import (
    Described,
    axis_words,
    finite,
    need,
    nothing,
    plain,
    printable,
    rows,
    single,
    ticks,
)
from helpers.figures.labels import beside, label_dots
from helpers.style import BLUE, FAINT, INK, LOSS, MUTED, ORANGE, TEAL, styled
from helpers.words import _, count, percent

GROUPS = {"detractor": ORANGE, "passive": TEAL, "promoter": BLUE}
MOST_KINDS = 8


@styled()
def nps_groups(table: pd.DataFrame) -> Described:
    """Net promoter score of each group with its 95% interval.

    table: a column of names first, then nps, low, high, people, as `keeping.nps_by` returns it.
    """
    need(table, "nps", "low", "high", "people", of="nps_groups")
    known = finite(table, "nps", "low", "high").reset_index(drop=True)
    if known.empty:
        return nothing(_("Nobody answered how likely they are to recommend us."))
    names = [f"{plain(name)} ({count(n)})" for name, n in zip(known.iloc[:, 0], known["people"], strict=True)]
    figure, (axes,) = rows(names)
    for row, (value, low, high) in enumerate(known[["nps", "low", "high"]].itertuples(index=False)):
        look = BLUE if value >= 0 else LOSS
        axes.plot([low, high], [-row, -row], color=look.colour, lw=4, alpha=0.4, solid_capstyle="round")
        axes.plot(value, -row, look.marker, color=look.colour, ms=8)
        beside(axes, (value, -row), _points(value), (0, 6), look.words)
    axes.axvline(0, color=INK, lw=0.8)
    axes.set_xlim(min(-10.0, float(known["low"].min()) - 8), float(known["high"].max()) + 8)
    ticks(axes.xaxis, _points)
    axis_words(axes, title=_("Would they recommend us?"), under=_("NPS in points; in brackets who answered"))
    return Described(figure, _nps_sentence(known))


@styled()
def content_and_loyal(table: pd.DataFrame) -> Described:
    """What people said beside what they do: in rhythm on the left, orders of the last year on the right.

    table: kind, group (detractor, passive, promoter), people, in_rhythm, low, high, orders_12m, as
    `keeping.content_and_loyal` returns it.
    """
    need(table, "kind", "group", "in_rhythm", "low", "high", "orders_12m", of="content_and_loyal")
    known = finite(table, "in_rhythm", "orders_12m")
    if known.empty:
        return nothing(_("Nobody who was asked is a customer with orders."))
    kinds = list(dict.fromkeys(known["kind"]))[:MOST_KINDS]
    known = known[known["kind"].isin(kinds)]
    figure, (left, right) = rows([plain(kind) for kind in kinds], panels=2)
    for group, look in GROUPS.items():
        own = known[known["group"] == group]
        y = np.array([-kinds.index(kind) for kind in own["kind"]]) + _offset(group)
        left.hlines(y, own["low"], own["high"], color=look.colour, lw=1.6, alpha=0.6)
        left.plot(own["in_rhythm"], y, look.marker, ms=6.5, color=look.colour)
        right.plot(own["orders_12m"], y, look.marker, ms=6.5, color=look.colour, label=_name(group))
    for axes in (left, right):
        for row in range(1, len(kinds)):
            axes.axhline(-row + 0.5, color=FAINT, lw=0.8)
    left.set_xlim(0, 1.02)
    ticks(left.xaxis, percent)
    right.set_xlim(0, float(known["orders_12m"].max()) * 1.12 or 1)
    right.legend(
        loc="lower right", bbox_to_anchor=(1.02, 1.0), ncols=3, frameon=False, handletextpad=0.1,
        columnspacing=0.8, borderaxespad=0.1, fontsize=9.5,
    )  # fmt: skip
    axis_words(left, title=_("Said and done"), under=_("still in their rhythm"))
    right.annotate(
        _("orders in the last year"), (0, 1), (0, 24), textcoords="offset points",
        xycoords="axes fraction", color=MUTED,
    )  # fmt: skip
    return Described(figure, _content_sentence(known, kinds))


@styled()
def driver_map(table: pd.DataFrame) -> Described:
    """How content people are with each thing, and how much it weighs in the recommendation.

    table: item, score, low, high, importance, importance_low, importance_high, as `keeping.driver_table`.
    """
    need(table, "item", "score", "importance", of="driver_map")
    known = finite(table, "score", "importance").reset_index(drop=True)
    if known.empty:
        return nothing(_("There is nothing that was both rated and tied to a recommendation."))
    figure, axes = single(height=4.2)
    x, y = known["score"].to_numpy(dtype=float), known["importance"].to_numpy(dtype=float)
    bars = [np.column_stack([x, y])]
    for ends, along in (("", True), ("importance_", False)):
        if f"{ends}low" in known:
            low, high = (known[f"{ends}{end}"].to_numpy(dtype=float) for end in ("low", "high"))
            draw = axes.hlines if along else axes.vlines
            draw(y if along else x, low, high, color=BLUE.colour, lw=1.4, alpha=0.5)
            for step in np.linspace(0, 1, 25):
                at = low + step * (high - low)
                bars.append(np.column_stack([at, y] if along else [x, at]))
    middle = float(x.mean()), float(y.mean())
    axes.axvline(middle[0], color=MUTED, lw=1, ls=(0, (4, 3)))
    axes.axhline(middle[1], color=MUTED, lw=1, ls=(0, (4, 3)))
    axes.margins(0.16)
    axes.autoscale_view()
    axes.set_ylim(0, axes.get_ylim()[1])
    label_dots(
        axes,
        [(x[at], y[at], printable(name, longest=30)) for at, name in enumerate(known["item"])],
        avoid=np.concatenate(bars),
    )
    axes.plot(x, y, BLUE.marker, ms=7, color=BLUE.colour, ls="", zorder=7)
    ticks(axes.xaxis, percent)
    ticks(axes.yaxis, percent)
    axis_words(
        axes, title=_("What goes with a recommendation"), x=_("share content, 4 or 5 of 5"),
        under=_("share of what they explain together; dashed: the means"),
    )  # fmt: skip
    return Described(figure, _driver_sentence(known, middle))


def _offset(group: str) -> float:
    return 0.22 * (1 - list(GROUPS).index(group))


def _name(group: str) -> str:
    return {"detractor": _("0–6"), "passive": _("7–8"), "promoter": _("9–10")}[group]


def _points(value: float) -> str:
    """A score in points.

    >>> _points(12.4), _points(-3.2), _points(0.0)
    ('+12', '−3', '0')
    """
    return "0" if round(value) == 0 else f"{value:+.0f}".replace("-", "−")


def _nps_sentence(known: pd.DataFrame) -> str:
    first, last = known.iloc[0], known.iloc[-1]
    if len(known) == 1:
        text = _("The score of {one} is {nps} points, from {low} to {high}.")
        ends = {"nps": _points(first["nps"]), "low": _points(first["low"]), "high": _points(first["high"])}
        return text.format(one=plain(first.iloc[0]), **ends)
    text = _(
        "Kindest is the {one} with {best} points, hardest the {other} with {worst}; intervals are up to "
        "{wide} points wide."
    )
    return text.format(
        one=plain(first.iloc[0]), best=_points(first["nps"]), other=plain(last.iloc[0]),
        worst=_points(last["nps"]), wide=count((known["high"] - known["low"]).max()),
    )  # fmt: skip


def _content_sentence(known: pd.DataFrame, kinds: list[str]) -> str:
    whole = known[known["kind"] == kinds[0]].set_index("group")
    told = _("Nobody can be compared: too few answered.")
    if {"detractor", "promoter"} <= set(whole.index):
        ends = whole.loc[["detractor", "promoter"], ["in_rhythm", "orders_12m"]].to_numpy(dtype=float)
        text = _(
            "All together, {low} of those who gave 0–6 are in their rhythm and {high} of those who gave "
            "9–10; they placed {few:.1f} and {many:.1f} orders in the last year."
        )
        told = text.format(low=percent(ends[0, 0]), high=percent(ends[1, 0]), few=ends[0, 1], many=ends[1, 1])
    up = [kind for kind in kinds[1:] if _rises(known, kind)]
    if len(kinds) > 1:
        text = _("The content are more often in rhythm in {n} of {all} kinds of customer.")
        told += " " + text.format(n=count(len(up)), all=count(len(kinds) - 1))
    return told


def _rises(known: pd.DataFrame, kind: str) -> bool:
    own = known[known["kind"] == kind].set_index("group")["in_rhythm"]
    return len(own) > 1 and own.iloc[-1] > own.iloc[0]


def _driver_sentence(known: pd.DataFrame, middle: tuple[float, float]) -> str:
    heavy = known.iloc[int(known["importance"].to_numpy().argmax())]
    text = _("“{item}” weighs most ({share}); {score} are content with it.")
    told = text.format(item=heavy["item"], share=percent(heavy["importance"]), score=percent(heavy["score"]))
    first = known[(known["importance"] >= middle[1]) & (known["score"] < middle[0])]["item"]
    if len(first):
        names = ", ".join(f"“{name}”" for name in first)
        told += " " + _("Heavier than the mean and done worse: {names}.").format(names=names)
    return told
