"""Asking people: how sure so many answers are, what one circle believes, who agrees, where a ladder leads."""

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
    plain,
    printable,
    rows,
    single,
    ticks,
)
from helpers.figures.labels import beside
from helpers.style import (
    BLUE,
    FAINT,
    INK,
    MUTED,
    ORANGE,
    PAPER,
    PLUM,
    TEAL,
    heat_colours,
    styled,
    words_on,
)
from helpers.words import _, count, listed, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARKED = (100, 400)  # four times as many, half as far off
RUNGS = ("attribute", "consequence", "value")
LOOKS = {"attribute": TEAL, "consequence": BLUE, "value": PLUM}


@styled()
def margin_curve(table: pd.DataFrame, *, asked: int | None = None) -> Described:
    """How far a share may be off by chance, by how many are asked, up to everybody there is.

    table: n (people asked), margin (fraction, with the finite correction) and without_end (without it), by
    rising n, as `needs.margins` gives them. asked: a number of people to mark.
    """
    need(table, "n", "margin", "without_end", of="margin_curve")
    known = finite(table, "n", "margin", "without_end")
    if len(known) < 2:
        return nothing(_("There are too few people to ask some of them."))
    figure, axes = single()
    n = known["n"].to_numpy(dtype=float)
    axes.plot(n, known["without_end"], color=ORANGE.colour, ls=ORANGE.line)
    axes.plot(n, known["margin"], color=BLUE.colour)
    marks = [asked] if asked else [m for m in MARKED if n[0] <= m <= n[-1]]
    for mark in marks:
        at = float(np.interp(mark, n, known["margin"]))
        axes.plot(mark, at, BLUE.marker, color=BLUE.colour, ms=8)
        text = _("{n} asked: ± {margin}").format(n=count(mark), margin=percent(at, digits=1))
        beside(axes, (mark, at), text, (8, 6), BLUE.words)
    axes.set_ylim(0, float(known["without_end"].max()) * 1.1)
    axes.set_xlim(0, n[-1] * 1.02)
    axes.grid(axis="y")
    # Well above the line, which falls everywhere, and with room to the right.
    at = n[0] + 0.6 * (n[-1] - n[0])
    high = float(np.interp(at, n, known["without_end"]))
    beside(axes, (at, high), _("were there no end of them"), (6, 9), ORANGE.words)
    ticks(axes.xaxis, count)
    ticks(axes.yaxis, percent)
    axis_words(
        axes,
        title=_("How far off, by how many you ask"),
        x=_("people asked"),
        under=_("± of a share, 19 times in 20"),
    )
    return Described(figure, _margin_sentence(known, marks))


@styled()
def circles(table: pd.DataFrame, *, of: str = "", low: float = 1, high: float = 7) -> Described:
    """What one would believe who asked a few of one circle only: a range per circle, everybody last.

    table: circle, people, low, mid, high (answers on a scale from `low` to `high`), as `needs.circles` gives
    them. of: what was asked about.
    """
    need(table, "circle", "people", "low", "mid", "high", of="circles")
    known = finite(table, "low", "mid", "high").reset_index(drop=True)
    if len(known) < 2:
        return nothing(_("There is only one circle of people; nothing to compare."))
    heads = zip(known["circle"].map(plain), known["people"], strict=True)
    labels = [_("{circle} ({n})").format(circle=circle, n=count(n)) for circle, n in heads]
    figure, (axes,) = rows(labels)
    last = len(known) - 1
    for row, (begin, mid, end) in enumerate(known[["low", "mid", "high"]].itertuples(index=False)):
        look = BLUE if row == last else ORANGE
        axes.plot([begin, end], [-row, -row], color=look.colour, lw=4, alpha=0.4, solid_capstyle="round")
        axes.plot(mid, -row, look.marker, color=look.colour, ms=8)
        beside(axes, (mid, -row), f"{mid:.1f}", (0, 6), look.words)
    axes.axvline(known["mid"].iloc[last], color=BLUE.colour, lw=1, ls=":")
    axes.set_xlim(low - 0.2, high + 0.2)
    title = _("Asked of ten in one circle")
    if of:
        title = _("{what}, asked of ten in one circle").format(what=plain(of).capitalize())
    axis_words(axes, title=title, under=_("mean answer; bar: 95% of all draws of ten"))
    return Described(figure, _circle_sentence(known, plain(of)))


@styled()
def coder_agreement(table: pd.DataFrame, *, first: str = "", second: str = "") -> Described:
    """Who coded what how: counts of one coder's codes against the other's; the diagonal is agreement.

    table: a first column of codes, then one column a code of the other coder, as `needs.agreement_table`
    gives it. first, second: who they are.
    """
    if len(table) < 2 or table.shape[1] < 3:
        return nothing(_("With a single code there is nothing to disagree about."))
    codes, others = [plain(code) for code in table.iloc[:, 0]], [plain(name) for name in table.columns[1:]]
    counts = table.iloc[:, 1:].to_numpy(dtype=float)
    size = 0.42 * len(codes)
    figure, axes = single(height=1.75 + size, left=1.75, bottom=1.05)
    axes.imshow(np.sqrt(counts), cmap=heat_colours(), aspect="auto")
    _numbers(axes, counts)
    axes.set_xticks(
        range(len(others)), [printable(name, longest=14) for name in others], rotation=35, ha="right"
    )
    axes.set_yticks(range(len(codes)), [printable(name, longest=20) for name in codes])
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
    under = _("rows: {first} · columns: {second}").format(
        first=first or _("the first coder"), second=second or _("the second coder")
    )
    axis_words(axes, title=_("Where two coders agree"), under=under)
    return Described(figure, _agreement_sentence(codes, others, counts))


@styled()
def ladder_map(elements: pd.DataFrame, links: pd.DataFrame, *, at_least: int = 2) -> Described:
    """The map of ladders: attributes below, values on top; the thicker a line, the more people climbed it.

    elements: element, level, ladders (how many name it); links: source, target, direct. Links that fewer than
    `at_least` people made are left out. Source: Reynolds & Gutman (1988), hierarchical value map.
    """
    need(elements, "element", "level", "ladders", of="ladder_map")
    need(links, "source", "target", "direct", of="ladder_map")
    kept = links[links["direct"] >= at_least]
    shown = elements[elements["element"].isin({*kept["source"], *kept["target"]})]
    if kept.empty:
        return nothing(_("No step was taken by {n} people.").format(n=at_least))
    spots = _spots(shown)
    figure = page(height=4.3)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, 1), ylim=(0, 1))
    _links(axes, kept, spots)
    _elements(axes, shown, spots)
    axes.text(
        0.02, 0.955, _("From what it is to why it matters"), fontweight="bold", fontsize=11.5, va="center"
    )
    return Described(figure, _ladder_sentence(kept, shown))


@styled()
def observed(table: pd.DataFrame) -> Described:
    """Bought in an hour at each place, with its 95% interval, from a tally.

    table: place, hours, passed, bought, bought_per_hour, low, high, as `needs.observation_sheet` gives it.
    """
    need(table, "place", "passed", "bought", "bought_per_hour", "low", "high", of="observed")
    known = finite(table, "bought_per_hour", "low", "high").reset_index(drop=True)
    if known.empty:
        return nothing(_("Nobody stood anywhere to count."))
    figure, (axes,) = rows([str(place) for place in known["place"]])
    columns = known[["bought_per_hour", "low", "high", "bought", "passed"]]
    for row, (rate, low, high, bought, passed) in enumerate(columns.itertuples(index=False)):
        axes.plot([low, high], [-row, -row], color=BLUE.colour, lw=4, alpha=0.4, solid_capstyle="round")
        axes.plot(rate, -row, BLUE.marker, color=BLUE.colour, ms=8)
        text = _("{n} of {passed}").format(n=count(bought), passed=count(passed))
        beside(axes, (rate, -row), text, (0, 6), BLUE.words)
    axes.set_xlim(0, float(known["high"].max()) * 1.12)
    axis_words(
        axes,
        title=_("Buyers in an hour, counted"),
        under=_("mark: seen; bar: 95%; beside it buyers of those who passed"),
    )
    return Described(figure, _observed_sentence(known))


def _margin_sentence(known: pd.DataFrame, marks: list[int]) -> str:
    people = int(known["n"].iloc[-1])
    n = known["n"].to_numpy(dtype=float)
    offs = [
        _("{n} asked, ± {margin}").format(
            n=count(mark), margin=percent(float(np.interp(mark, n, known["margin"])), digits=1)
        )
        for mark in marks
    ]
    told = _("Of {people} people: {offs}; asking everybody leaves nothing to chance.")
    if not offs:
        told = _("Of {people} people the margin falls to nothing when everybody is asked.")
    return told.format(people=count(people), offs=", ".join(offs))


def _circle_sentence(known: pd.DataFrame, of: str) -> str:
    every, far = known.iloc[-1], known.iloc[0]
    text = _(
        "Everybody gives {of} {all:.1f}; ten of the circle “{circle}” {far:.1f} ({low:.1f} to {high:.1f})."
    )
    return text.format(
        all=every["mid"],
        of=of or _("it"),
        circle=plain(far["circle"]),
        far=far["mid"],
        low=far["low"],
        high=far["high"],
    )


def _agreement_sentence(codes: list[str], others: list[str], counts: "np.ndarray[Any, Any]") -> str:
    total = counts.sum()
    same = sum(counts[row, others.index(code)] for row, code in enumerate(codes) if code in others)
    apart = counts.copy()
    for row, code in enumerate(codes):
        if code in others:
            apart[row, others.index(code)] = 0
    text = _("They agree on {same} of {total} answers ({share}).")
    sentence = text.format(same=count(same), total=count(total), share=percent(same / total if total else 0))
    if apart.max() > 0:
        i, j = divmod(int(apart.argmax()), apart.shape[1])
        more = _("Most often apart: “{one}” for the one is “{other}” for the other ({n}).")
        sentence += " " + more.format(one=codes[i], other=others[j], n=count(apart[i, j]))
    return sentence


def _ladder_sentence(links: pd.DataFrame, elements: pd.DataFrame) -> str:
    top = links.iloc[0]
    values = [str(name) for name in elements.loc[elements["level"] == RUNGS[-1], "element"]]
    text = _("The step most people took is from “{source}” to “{target}” ({n}).")
    if (ties := int((links["direct"] == top["direct"]).sum())) > 1:
        text = _("{ties} steps were taken most often, {n} times each; one is from “{source}” to “{target}”.")
    known = {"source": top["source"], "target": top["target"], "n": count(top["direct"])}
    sentence = text.format(**known, ties=count(ties))
    if values:
        more = _("At the top of the ladders: {values}.")
        sentence += " " + more.format(values=listed([f"“{name}”" for name in values]))
    return sentence


def _observed_sentence(known: pd.DataFrame) -> str:
    best = known.iloc[0]
    text = _(
        "{place}: {rate:.1f} buyers an hour (95%: {low:.1f} to {high:.1f}); {n} counted in {hours:g} hours."
    )
    sentence = text.format(
        place=best["place"], rate=best["bought_per_hour"], low=best["low"], high=best["high"],
        n=count(best["bought"]), hours=best["hours"],
    )  # fmt: skip
    crowd = known.iloc[int(known["passed"].to_numpy().argmax())]
    if crowd["place"] != best["place"]:
        more = _("Most people pass at {crowd}; fewer of them buy.")
        sentence += " " + more.format(crowd=crowd["place"])
    return sentence


def _numbers(axes: "Axes", counts: "np.ndarray[Any, Any]") -> None:
    top = np.sqrt(counts.max()) or 1.0
    colours = heat_colours()
    for (row, column), value in np.ndenumerate(counts):
        if value:
            fill = colours(np.sqrt(value) / top)
            axes.text(column, row, count(value), ha="center", va="center", fontsize=9, color=words_on(fill))


def _spots(shown: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Where each element stands: its level says how high, its place in the table how far to the right."""
    heights = dict(zip(RUNGS, (0.12, 0.46, 0.8), strict=True))
    spots = {}
    for level, height in heights.items():
        names = shown.loc[shown["level"] == level, "element"].tolist()
        for at, name in enumerate(names):
            # Neighbours in a full row stand a little higher and lower, so that long words keep apart.
            spots[name] = ((at + 0.5) / len(names), height + (0.055 if at % 2 else -0.02) * (len(names) > 3))
    return spots


def _links(axes: "Axes", links: pd.DataFrame, spots: dict[str, tuple[float, float]]) -> None:
    most = float(links["direct"].max())
    for source, target, direct in links[["source", "target", "direct"]].itertuples(index=False):
        (x, y), (to_x, to_y) = spots[source], spots[target]
        axes.plot([x, to_x], [y, to_y], color=MUTED, lw=0.8 + 3.2 * direct / most, alpha=0.6, zorder=1)
        near = 0.58 * x + 0.42 * to_x, 0.58 * y + 0.42 * to_y  # off the middle, where lines cross
        axes.text(
            *near, count(direct), ha="center", va="center", fontsize=8.5, color=INK, zorder=2,
            bbox={"boxstyle": "round,pad=0.15", "fc": PAPER, "ec": FAINT, "lw": 0.6},
        )  # fmt: skip


def _elements(axes: "Axes", shown: pd.DataFrame, spots: dict[str, tuple[float, float]]) -> None:
    for element, level in shown[["element", "level"]].itertuples(index=False):
        look = LOOKS.get(level, BLUE)
        words = _wrapped(printable(element, longest=34))
        axes.text(
            *spots[element], words, ha="center", va="center", fontsize=9, color=look.words, zorder=3,
            bbox={"boxstyle": "round,pad=0.35", "fc": PAPER, "ec": look.colour, "lw": 1.4, "ls": look.line},
        )  # fmt: skip


def _wrapped(words: str) -> str:
    """In two lines where it is long."""
    if len(words) <= 15 or " " not in words:
        return words
    middle = min(
        (at for at, sign in enumerate(words) if sign == " "), key=lambda at: abs(at - len(words) / 2)
    )
    return words[:middle] + "\n" + words[middle + 1 :]
