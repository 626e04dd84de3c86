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
from helpers.style import BLUE, FAINT, INK, LOSS, MUTED, ORANGE, styled
from helpers.words import _, count, percent

GROUPS = {"detractor": ORANGE, "promoter": BLUE}
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
    """What people said beside what they do: the share still in their rhythm, kind by kind; orders are said.

    table: kind, group (detractor, passive, promoter), people, in_rhythm, low, high, orders_12m, as
    `keeping.content_and_loyal` returns it. The lukewarm in the middle are left out of the picture.
    """
    need(table, "kind", "group", "in_rhythm", "low", "high", "orders_12m", of="content_and_loyal")
    known = finite(table, "in_rhythm", "orders_12m")
    if known.empty:
        return nothing(_("Nobody who was asked is a customer with orders."))
    kinds = list(dict.fromkeys(known["kind"]))[:MOST_KINDS]
    known = known[known["kind"].isin(kinds)]
    figure, (axes,) = rows([plain(kind) for kind in kinds])
    for group, look in GROUPS.items():
        own = known[known["group"] == group]
        y = np.array([-kinds.index(kind) for kind in own["kind"]]) + _offset(group)
        axes.hlines(y, own["low"], own["high"], color=look.colour, lw=1.6, alpha=0.6)
        axes.plot(own["in_rhythm"], y, look.marker, ms=7, color=look.colour, ls="", label=_name(group))
    for row in range(1, len(kinds)):
        axes.axhline(-row + 0.5, color=FAINT, lw=0.8)
    axes.set_xlim(0, 1.02)
    ticks(axes.xaxis, percent)
    axes.legend(
        loc="lower right", bbox_to_anchor=(1.02, 1.0), ncols=2, frameon=False, handletextpad=0.1,
        columnspacing=0.8, borderaxespad=0.1, fontsize=9.5,
    )  # fmt: skip
    axis_words(axes, title=_("Said and done"), under=_("still in their rhythm; lines: 95%"))
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
        under=_("weight: share of what they explain together; lines: 95%, dashed: means"),
    )  # fmt: skip
    return Described(figure, _driver_sentence(known, middle))


def _offset(group: str) -> float:
    return 0.16 * (1 - 2 * list(GROUPS).index(group))


def _name(group: str) -> str:
    return {"detractor": _("gave 0–6"), "promoter": _("gave 9–10")}[group]


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
        "The kindest group is the {one} with {best} points, the hardest the {other} with {worst}; intervals "
        "are up to {wide} points wide."
    )
    return text.format(
        one=plain(first.iloc[0]), best=_points(first["nps"]), other=plain(last.iloc[0]),
        worst=_points(last["nps"]), wide=count((known["high"] - known["low"]).max()),
    )  # fmt: skip


def _content_sentence(known: pd.DataFrame, kinds: list[str]) -> str:
    whole = known[known["kind"] == kinds[0]].set_index("group")
    told = _("Nobody can be compared: too few answered.")
    if set(GROUPS) <= set(whole.index):
        ends = whole.loc[list(GROUPS), ["in_rhythm", "orders_12m"]].to_numpy(dtype=float)
        text = _(
            "All together, {low} of those who gave 0–6 are in their rhythm and {high} of those who gave "
            "9–10; they placed {few:.2f} and {many:.2f} orders each in the last year."
        )
        told = text.format(low=percent(ends[0, 0]), high=percent(ends[1, 0]), few=ends[0, 1], many=ends[1, 1])
    gaps = [gap for kind in kinds[1:] if (gap := _rise(known, kind)) is not None]
    if not gaps:
        return told
    text = _(
        "The content are more often in rhythm in {n} of the {both} kinds that can be compared ({all} in "
        "all), and in {sure} of these the lines do not overlap."
    )
    up = [sure for rises, sure in gaps if rises]
    return f"{told} " + text.format(
        n=count(len(up)), both=count(len(gaps)), all=count(len(kinds) - 1), sure=count(sum(up))
    )


def _rise(known: pd.DataFrame, kind: str) -> tuple[bool, bool] | None:
    """Whether those who gave 9–10 are more often in rhythm than those who gave 0–6, and beyond luck; None
    where one of the two groups is missing.
    """
    own = known[known["kind"] == kind].set_index("group")
    if not set(GROUPS) <= set(own.index):
        return None
    low, high = own.loc["detractor"], own.loc["promoter"]
    return bool(high["in_rhythm"] > low["in_rhythm"]), bool(high["low"] > low["high"])


def _driver_sentence(known: pd.DataFrame, middle: tuple[float, float]) -> str:
    heavy = known.iloc[int(known["importance"].to_numpy().argmax())]
    text = _("“{item}” weighs most ({share}); {score} are content with it.")
    told = text.format(item=heavy["item"], share=percent(heavy["importance"]), score=percent(heavy["score"]))
    first = known[(known["importance"] >= middle[1]) & (known["score"] < middle[0])]["item"]
    if len(first):
        names = ", ".join(f"“{name}”" for name in first)
        told += " " + _("Heavier than the mean and done worse: {names}.").format(names=names)
    return told
