"""What people say and what they choose, kinds of need, and where to act first."""

from typing import TYPE_CHECKING, Any

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
from helpers.style import BLUE, DARK, FAINT, INK, MUTED, ORANGE, PAPER, PLUM, TEAL, Series, styled
from helpers.words import _, count, listed, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KANO = {"M": DARK, "O": BLUE, "A": ORANGE, "I": TEAL, "R": PLUM, "Q": Series(MUTED, MUTED, "x", "-", "")}
LONGEST = 30  # letters of a label on a map


@styled()
def best_taken(table: pd.DataFrame) -> Described:
    """How often the one best offer on each factor was taken, against drawing lots.

    table: factor, best (words), tasks, share, low, high, by_luck, as `needs.best_taken` returns it.
    """
    need(table, "factor", "best", "share", "low", "high", "by_luck", of="best_taken")
    known = finite(table, "share", "low", "high", "by_luck").sort_values(
        "share", ascending=False, ignore_index=True
    )
    if known.empty:
        return nothing(_("Nobody chose between offers."))
    names = [_best_name(factor, best) for factor, best in zip(known["factor"], known["best"], strict=True)]
    figure, (axes,) = rows(names)
    for row, (share, low, high) in enumerate(known[["share", "low", "high"]].itertuples(index=False)):
        axes.barh(-row, share, height=0.5, color=BLUE.colour)
        axes.plot([low, high], [-row, -row], color=INK, lw=1.4)
        beside(axes, (high, -row), percent(share), (6, 0), BLUE.words)
    luck = float(known["by_luck"].mean())
    axes.axvline(luck, color=ORANGE.colour, ls=ORANGE.line, lw=1.6)
    axes.annotate(
        _("by lot {luck}").format(luck=percent(luck)), (luck, 1), (4, 8), xycoords=("data", "axes fraction"),
        textcoords="offset points", color=ORANGE.words, fontweight="bold", fontsize=9.5,
    )  # fmt: skip
    axes.set_xlim(0, max(float(known["high"].max()) * 1.15, luck * 1.3))
    ticks(axes.xaxis, percent)
    axis_words(axes, title=_("How often the one best offer was taken"), under="")
    return Described(figure, _taken_sentence(known, names, luck))


@styled()
def need_gap(table: pd.DataFrame) -> Described:
    """Weight of each factor in what people say and in what they choose, widest rise on top.

    table: factor, said, chosen, low, high (95%, of chosen), gap, as `needs.gap` returns it.
    """
    need(table, "factor", "said", "chosen", "low", "high", "gap", of="need_gap")
    known = finite(table, "said", "chosen").sort_values("gap", ascending=False, ignore_index=True)
    if known.empty:
        return nothing(_("There is nothing that was both said and chosen."))
    names = [plain(factor) for factor in known["factor"]]
    figure, (axes,) = rows(names)
    for row, line in enumerate(known[["said", "chosen", "low", "high"]].itertuples(index=False)):
        said, chosen, low, high = (float(value) for value in line)
        axes.plot([said, chosen], [-row, -row], color=FAINT, lw=5, zorder=1, solid_capstyle="butt")
        if np.isfinite(low) and np.isfinite(high):
            axes.plot([low, high], [-row, -row], color=BLUE.colour, lw=1.6, zorder=2)
        axes.plot(said, -row, ORANGE.marker, ms=8, mfc=PAPER, mec=ORANGE.colour, mew=2, zorder=3)
        axes.plot(chosen, -row, BLUE.marker, ms=7, color=BLUE.colour, zorder=4)
        right = max(value for value in (said, chosen, high) if np.isfinite(value))
        beside(axes, (right, -row), _points(chosen - said), (9, 0), INK)
    _key(axes, ((_("what they say"), ORANGE, True), (_("what they choose"), BLUE, False)))
    reach = known[["said", "chosen", "low", "high"]].to_numpy(dtype=float)
    axes.set_xlim(0, float(np.nanmax(reach)) * 1.16)
    ticks(axes.xaxis, percent)
    axis_words(axes, title=_("Said and chosen"), under=_("share of all weight"))
    return Described(figure, _gap_sentence(known, names))


@styled()
def need_fit(table: pd.DataFrame) -> Described:
    """Offers from those that meet the need worst to those that do best, and how often each part was taken.

    table: better_by, share, low, high, offers, as `needs.fit_and_taken` returns it. The curve is the logit.
    """
    need(table, "better_by", "share", "low", "high", "offers", of="need_fit")
    known = finite(table, "better_by", "share", "low", "high")
    if known.empty:
        return nothing(_("Nobody chose between offers."))
    figure, axes = single()
    x = known["better_by"].to_numpy(dtype=float)
    edge = max(float(np.abs(x).max()) + 0.5, 1.0)
    along = np.linspace(-edge, edge, 200)
    axes.plot(along, 1 / (1 + np.exp(-along)), color=ORANGE.colour, ls=ORANGE.line, lw=1.8)
    axes.vlines(x, known["low"], known["high"], color=BLUE.colour, lw=1.6)
    axes.plot(x, known["share"], BLUE.marker, ms=7, color=BLUE.colour)
    axes.axvline(0, color=FAINT, lw=1, zorder=0)
    axes.set(xlim=(-edge, edge), ylim=(0, 1))
    axes.set_xticks([-0.62 * edge, 0, 0.62 * edge], [_("← worse"), _("as well as"), _("better →")])
    ticks(axes.yaxis, percent)
    under = _("share taken; dashed: what the choice model expects")
    title = _("The better an offer meets the need, the more often it is taken")
    axis_words(axes, title=title, x=_("how it meets the need, beside all else on the table"), under=under)
    worst, best = (float(share) for share in known.sort_values("better_by")["share"].iloc[[0, -1]])
    text = _("Of the offers that meet the need worst, {low} were taken; of those that meet it best, {high}.")
    return Described(figure, text.format(low=percent(worst), high=percent(best)))


@styled()
def kano_map(features: pd.DataFrame) -> Described:
    """Features by how much lacking them hurts and having them pleases, each with the marker of its class.

    features: feature, category, better (0–1), worse (−1–0), as `needs.kano` returns it. Berger (1993).
    """
    need(features, "feature", "category", "better", "worse", of="kano_map")
    known = finite(features, "better", "worse")
    if known.empty:
        return nothing(_("There are no features to place."))
    figure, axes = single(height=4.6, left=0.7)
    axes.axvline(0.5, color=FAINT, lw=1)
    axes.axhline(0.5, color=FAINT, lw=1)
    axes.set(xlim=(-0.04, 1.04), ylim=(-0.04, 1.04))
    dots = []
    for feature, category, better, worse in known[["feature", "category", "better", "worse"]].itertuples(
        index=False
    ):
        dots.append((-float(worse), float(better), printable(feature, longest=LONGEST), str(category)))
    label_dots(axes, [dot[:3] for dot in dots])
    for x, y, _label, category in dots:
        look = KANO.get(category, KANO["Q"])
        axes.plot(x, y, "o", ms=9.5, color=PAPER, zorder=6.5)  # over the ring, which corners would leave bare
        axes.plot(x, y, look.marker, ms=8, color=look.colour, zorder=7)
    present = [letter for letter in KANO if (known["category"] == letter).any()]
    _key(axes, tuple((_kind(letter), KANO[letter], False) for letter in present))
    ticks(axes.xaxis, percent)
    ticks(axes.yaxis, percent)
    axis_words(
        axes,
        title=_("Kinds of need"),
        x=_("worse: whom it would hurt to lack it · upright, better: whom it would please to have it"),
        under=_("better") if len(present) < len(KANO) else "",  # the key then takes the whole line
    )
    return Described(figure, _kano_sentence(known, present))


@styled()
def needs_grid(table: pd.DataFrame, said: pd.DataFrame | None = None) -> Described:
    """Importance against performance, with the crosshair; hollow, where importance stands by what people say.

    table: factor, importance, performance, quadrant, importance_line, performance_line, as
    `needs.importance_performance` returns it; said: factor and importance on the same scale. Martilla &
    James (1977).
    """
    need(
        table, "factor", "importance", "performance", "quadrant", "importance_line", "performance_line",
        of="needs_grid",
    )  # fmt: skip
    known = finite(table, "importance", "performance").reset_index(drop=True)
    if known.empty:
        return nothing(_("There is no factor with both importance and performance."))
    figure, axes = single(height=4.4)
    x, y = known["performance"].to_numpy(dtype=float), known["importance"].to_numpy(dtype=float)
    before = np.full(len(known), np.nan)
    if said is not None:
        before = known["factor"].map(said.set_index("factor")["importance"]).to_numpy(dtype=float)
    lines = float(known["performance_line"].iloc[0]), float(known["importance_line"].iloc[0])
    _spread(axes, np.r_[x, lines[0]], np.r_[y, before[np.isfinite(before)], lines[1]])
    axes.axvline(lines[0], color=MUTED, lw=1, ls=(0, (4, 3)))
    axes.axhline(lines[1], color=MUTED, lw=1, ls=(0, (4, 3)))
    _corners(axes)
    for at in np.flatnonzero(np.isfinite(before)):
        axes.plot([x[at], x[at]], [before[at], y[at]], color=FAINT, lw=4, zorder=1)
        axes.plot(x[at], before[at], ORANGE.marker, ms=7, mfc=PAPER, mec=ORANGE.colour, mew=1.8, zorder=3)
    names = [plain(factor) for factor in known["factor"]]
    edges = np.linspace(0, 1, 80)
    (left, right), (foot, top) = axes.get_xlim(), axes.get_ylim()
    cross = np.r_[
        np.column_stack([np.full(80, lines[0]), foot + edges * (top - foot)]),
        np.column_stack([left + edges * (right - left), np.full(80, lines[1])]),
    ]
    dots = [(x[at], y[at], printable(name, longest=LONGEST)) for at, name in enumerate(names)]
    label_dots(axes, dots, avoid=cross)
    axes.plot(x, y, BLUE.marker, ms=7, color=BLUE.colour, ls="", zorder=7)
    if np.isfinite(before).any():
        _key(axes, ((_("by what they say"), ORANGE, True), (_("by what they choose"), BLUE, False)))
    axes.locator_params(axis="y", steps=[1, 2, 5, 10])
    ticks(axes.yaxis, percent if y.max() <= 1 else _one_digit)
    axis_words(
        axes,
        title=_("Where to act first"),
        x=_("how well we do it: mean answer of customers"),
        under=_("how much it weighs"),
    )
    return Described(figure, _grid_sentence(known, names))


@styled()
def recovered(table: pd.DataFrame, *, of: str = "") -> Described:
    """Estimates with their 95% intervals, and the truth of the simulation as a ring on each line.

    table: attribute, level, estimate, low, high, true. Each row is scaled to its own interval: part-worths
    have different units. of: whose.
    """
    need(table, "attribute", "level", "estimate", "low", "high", "true", of="recovered")
    known = finite(table, "estimate", "low", "high", "true")
    known = known[known["high"] > known["low"]].reset_index(drop=True)
    if known.empty:
        return nothing(_("There is no estimate whose truth is known."))
    figure, (axes,) = rows([_level(*pair) for pair in known[["attribute", "level"]].itertuples(index=False)])
    half = (known["high"] - known["low"]) / 2
    off = ((known["true"] - known["estimate"]) / half).clip(-2.5, 2.5)
    for row, place in enumerate(off):
        axes.plot([-1, 1], [-row, -row], color=BLUE.colour, lw=4, alpha=0.4, solid_capstyle="round")
        axes.plot(0, -row, BLUE.marker, ms=7, color=BLUE.colour)
        axes.plot(place, -row, ORANGE.marker, ms=8, mfc="none", mec=ORANGE.colour, mew=2)
    axes.set_xlim(-2.8, 2.8)
    axes.set_xticks([-1, 0, 1], [_("low"), _("estimate"), _("high")])
    _key(axes, ((_("estimate, 95%"), BLUE, False), (_("truth"), ORANGE, True)))
    title = _("Found and true: {of}").format(of=of) if of else _("Found and true")
    axis_words(axes, title=title, under=_("each on the scale of its own interval"))
    inside = int((off.abs() <= 1).sum())
    text = _("{inside} of {n} true part-worths lie within their 95% interval.")
    return Described(figure, text.format(inside=count(inside), n=count(len(known))))


def _best_name(factor: object, best: object) -> str:
    return _("{factor}: {best}").format(factor=plain(factor), best=plain(best))


def _kind(letter: str) -> str:
    """A class of Kano in words."""
    from helpers.needs.kano import CLASSES

    return CLASSES[letter]


def _level(attribute: object, level: object) -> str:
    words = plain(attribute)
    return words if str(level) in {"slope", "constant"} else f"{words} {plain(level)}"


def _points(gap: float) -> str:
    """A difference of shares in points.

    >>> _points(0.083), _points(-0.004)
    ('+8', '−0')
    """
    return f"{100 * gap:+.0f}".replace("-", "−")


def _one_digit(value: float) -> str:
    return f"{value:.1f}"


def _key(axes: "Axes", entries: tuple[tuple[str, Series, bool], ...]) -> None:
    """The key above the plot, on the right: words, look, and whether the marker is hollow."""
    for words, look, hollow in entries:
        axes.plot(
            [], [], look.marker, ms=7, color=look.colour, mfc=PAPER if hollow else look.colour, label=words
        )
    axes.legend(
        loc="lower right", bbox_to_anchor=(1.01, 1.0), ncols=len(entries), frameon=False, handletextpad=0.1,
        columnspacing=0.9, borderaxespad=0.1, fontsize=9.5,
    )  # fmt: skip


def _spread(axes: "Axes", x: "np.ndarray[Any, Any]", y: "np.ndarray[Any, Any]") -> None:
    """Limits with room around all that is drawn."""
    for values, limit in ((x, axes.set_xlim), (y, axes.set_ylim)):
        pad = 0.16 * float(np.ptp(values)) or 1.0
        limit(float(values.min()) - pad, float(values.max()) + pad)


def _corners(axes: "Axes") -> None:
    """The names of the four quadrants, each in its corner."""
    for words, x, y in (
        (_("act first"), 0, 1), (_("keep it up"), 1, 1), (_("can wait"), 0, 0), (_("perhaps too much"), 1, 0)
    ):  # fmt: skip
        axes.annotate(
            words, (x, y), (-6 if x else 6, -6 if y else 6), xycoords="axes fraction",
            textcoords="offset points", ha="right" if x else "left", va="top" if y else "bottom",
            color=MUTED, fontsize=9.5, fontstyle="italic",
        )  # fmt: skip


def _taken_sentence(known: pd.DataFrame, names: list[str], luck: float) -> str:
    first, last = known.iloc[0], known.iloc[-1]
    if len(known) == 1:
        text = _("The best offer on {first} was taken in {share} of the tasks; lots would give {luck}.")
        return text.format(first=names[0], share=percent(first["share"]), luck=percent(luck))
    text = _(
        "The one best offer on a factor was taken most often on {first}, in {share} of the tasks, and least "
        "on {last}, {least}; drawing lots would give {luck}."
    )
    return text.format(
        first=names[0], share=percent(first["share"]), last=names[-1], least=percent(last["share"]),
        luck=percent(luck),
    )  # fmt: skip


def _gap_sentence(known: pd.DataFrame, names: list[str]) -> str:
    said, chosen = int(known["said"].to_numpy().argmax()), int(known["chosen"].to_numpy().argmax())
    text = _("In words {said} weighs most ({said_share}), in choices {chosen} ({chosen_share}).")
    if said == chosen:
        text = _("In words and in choices {said} weighs most ({said_share} and {chosen_share}).")
    told = {
        "said": names[said],
        "chosen": names[chosen],
        "said_share": percent(known["said"].iloc[said]),
        "chosen_share": percent(known["chosen"].iloc[chosen]),
    }
    sentence = text.format(**told)
    if len(known) > 1 and known["gap"].iloc[0] > 0.005:
        text = _(
            "{up} gains most from word to choice ({more} points of a hundred), {down} loses most ({less})."
        )
        sentence += " " + text.format(
            up=names[0].capitalize(), more=_points(known["gap"].iloc[0]), down=names[-1],
            less=_points(known["gap"].iloc[-1]),
        )  # fmt: skip
    return sentence


def _kano_sentence(known: pd.DataFrame, present: list[str]) -> str:
    sizes = [
        _("{n} {kind}").format(n=count((known["category"] == letter).sum()), kind=_kind(letter))
        for letter in present
    ]
    text = _(
        "Of {n} features there are {sizes}. {worst} would hurt most to lack ({worse}); {best} pleases most "
        "({better})."
    )
    worst, best = known["worse"].to_numpy().argmin(), known["better"].to_numpy().argmax()
    return text.format(
        n=count(len(known)), sizes=listed(sizes), worst=f"“{known['feature'].iloc[worst]}”",
        worse=percent(-known["worse"].iloc[worst]), best=f"“{known['feature'].iloc[best]}”",
        better=percent(known["better"].iloc[best]),
    )  # fmt: skip


def _grid_sentence(known: pd.DataFrame, names: list[str]) -> str:
    high = known["importance"] >= known["importance_line"]
    poor = known["performance"] < known["performance_line"]
    first = [name for name, act in zip(names, high & poor, strict=True) if act]
    if not first:
        return _("Nothing that weighs much is done badly.")
    text = _("To act on first, heavy and done badly: {first}.")
    kept = [name for name, keep in zip(names, high & ~poor, strict=True) if keep]
    sentence = text.format(first=listed(first))
    return sentence + " " + _("To keep up: {kept}.").format(kept=listed(kept)) if kept else sentence
