"""Rivals and ourselves: shares over time, parity and difference, the strategy canvas, the five forces."""

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
from helpers.figures.labels import beside
from helpers.style import BLUE, DARK, FAINT, INK, MUTED, ORANGE, PAPER, PLUM, SERIES, TEAL, Series, styled
from helpers.words import _, listed, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OTHERS = Series(MUTED, MUTED, ".", "-", "")
STATUS = {
    "below parity": (_("below parity"), ORANGE),
    "at parity": (_("at parity"), DARK),
    "difference": (_("difference"), BLUE),
    "unasked difference": (_("difference nobody asks for"), PLUM),
}


@styled()
def share_trend(shares: pd.DataFrame, *, us: str = "", smooth: int = 3) -> Described:
    """Every brand's share of the market, period by period; ours is the thick line.

    shares: period, brand, share (fraction), as `positioning.market_shares` gives them. smooth: each point is
    the mean of so many periods up to it. The five largest have looks of their own, further ones are grey.
    """
    need(shares, "period", "brand", "share", of="share_trend")
    wide = shares.pivot_table(index="period", columns="brand", values="share", observed=True).sort_index()
    if wide.empty:
        return nothing(_("There are no sales to share out."))
    wide = wide.fillna(0.0).rolling(smooth, min_periods=1).mean()
    order = wide.iloc[-1].sort_values(ascending=False).index.tolist()
    figure, axes = single(right=1.65)
    at = np.arange(len(wide))
    looks = _looks(order, us)
    for brand in order:
        look = looks[brand]
        axes.plot(at, wide[brand], color=look.colour, ls=look.line, lw=3 if brand == us else 1.8)
        axes.plot(at[-1], wide[brand].iloc[-1], look.marker, color=look.colour, ms=7)
    axes.set_ylim(0, float(wide.to_numpy().max()) * 1.15)
    _end_labels(axes, {brand: float(wide[brand].iloc[-1]) for brand in order}, looks)
    few = np.unique(np.linspace(0, len(wide) - 1, 4).round().astype(int))
    axes.set_xticks(at[few], [_period(wide.index[place]) for place in few])
    ticks(axes.yaxis, percent)
    axes.grid(axis="y")
    under = _("share of units, mean of {n} periods").format(n=smooth) if smooth > 1 else _("share of units")
    axis_words(axes, title=_("Whose market it is"), under=under)
    return Described(figure, _trend_sentence(wide, order, us))


@styled()
def parity_chart(table: pd.DataFrame) -> Described:
    """For each need: what people say of us, of the usual rival and of the best one; the weightiest on top.

    table: `positioning.parity`: need, word, weight, ours, usual, best_rival, margin, status.
    """
    need(table, "need", "word", "weight", "ours", "usual", "best_rival", "status", of="parity_chart")
    known = finite(table, "ours", "usual", "best_rival").reset_index(drop=True)
    if known.empty:
        return nothing(_("There is nothing to compare."))
    names = [f"“{word}”" for word in known["word"]]
    figure, (axes,) = rows(names)
    top = float(known[["ours", "best_rival"]].to_numpy().max())
    for at, row in enumerate(known.to_dict("records")):
        words, look = STATUS.get(str(row["status"]), (str(row["status"]), DARK))
        axes.plot([row["usual"], row["best_rival"]], [-at, -at], color=FAINT, lw=5, zorder=1)
        axes.plot([row["usual"]] * 2, [-at - 0.22, -at + 0.22], color=INK, lw=2, zorder=2)
        axes.plot(row["best_rival"], -at, "o", mfc=PAPER, mec=INK, ms=8, zorder=3)
        axes.plot(row["ours"], -at, BLUE.marker, color=BLUE.colour, ms=8, zorder=4)
        axes.text(top * 1.08, -at, words, va="center", color=look.words, fontsize=9)
    axes.set_xlim(0, top * 1.55)
    axes.set_xticks([tick for tick in axes.get_xticks() if 0 <= tick <= top])
    ticks(axes.xaxis, percent)
    axis_words(
        axes,
        title=_("Parity first, difference second"),
        under=_("who say the word fits:  ◆ us   ┃ the usual rival   ○ the best"),
    )
    return Described(figure, _parity_sentence(known))


@styled()
def strategy_canvas(table: pd.DataFrame, *, us: str, them: str) -> Described:
    """What two offers put weight on, factor by factor from 0 to 5, ours against theirs.

    table: factor and a column of ratings each for `us` and `them`. Source: Kim & Mauborgne (2005).
    """
    need(table, "factor", us, them, of="strategy_canvas")
    known = finite(table, us, them).reset_index(drop=True)
    if known.empty:
        return nothing(_("There are no factors to compare."))
    figure, (axes,) = rows([plain(name) for name in known["factor"]])
    heights = -np.arange(len(known))
    for name, look in ((them, ORANGE), (us, BLUE)):
        values = known[name].to_numpy(dtype=float)
        axes.plot(values, heights, color=look.colour, ls=look.line, marker=look.marker, ms=8)
    axes.set_xlim(-0.3, 5.6)
    axes.set_xticks(range(6))
    marks = _("◆ {us}   ● {them}   0 not at all, 5 as much as can be").format(us=plain(us), them=plain(them))
    axis_words(axes, title=_("Where each puts its weight"), under=marks)
    lead = (known[us] - known[them]).astype(float)
    most, least = int(lead.to_numpy().argmax()), int(lead.to_numpy().argmin())
    names = [plain(name) for name in known["factor"]]
    text = _("{us} is furthest ahead in “{most}” and furthest behind in “{least}”.")
    words = {"us": plain(us).capitalize(), "most": names[most], "least": names[least]}
    return Described(figure, text.format(**words))


@styled()
def forces_bars(table: pd.DataFrame) -> Described:
    """How hard each of the five forces presses on everybody in the industry, 1 to 5, hardest on top.

    table: `positioning.five_forces`: force, score. Bars, no radar: its area depends on the order of the
    forces.
    """
    need(table, "force", "score", of="forces_bars")
    known = finite(table, "score").sort_values("score", ascending=False, kind="stable", ignore_index=True)
    if known.empty:
        return nothing(_("No force has been scored."))
    names = [plain(force) for force in known["force"]]
    figure, (axes,) = rows(names)
    for at, score in enumerate(known["score"].astype(float)):
        look = ORANGE if score >= 3.5 else TEAL
        axes.barh(-at, score, height=0.56, color=PAPER, edgecolor=look.colour, hatch=look.hatch)
        beside(axes, (score, -at), f"{score:.1f}", (6, 0), look.words)
    axes.set_xlim(0, 5.6)
    axes.set_xticks(range(6))
    axis_words(
        axes,
        title=_("What presses on the industry"),
        under=_("1 weak, 5 strong; dotted: strong, 3.5 or more"),
    )
    strong = [name for name, score in zip(names, known["score"], strict=True) if score >= 3.5]
    text = _("{force} presses hardest ({score:.1f} of 5), {last} least ({least:.1f}).")
    sentence = text.format(
        force=names[0].capitalize(),
        score=known["score"].iloc[0],
        last=names[-1],
        least=known["score"].iloc[-1],
    )
    if strong:
        sentence += " " + _("Strong: {names}.").format(names=listed(strong))
    return Described(figure, sentence)


def _looks(order: list[Any], us: str) -> dict[Any, Series]:
    """A look for each brand: ours is blue, the next four have the others, the rest are grey."""
    others = [look for look in SERIES if look is not BLUE]
    rivals = [brand for brand in order if brand != us]
    free = others if us in order else list(SERIES)
    found = dict(zip(rivals, [*free, *[OTHERS] * len(rivals)], strict=False))
    return {**found, us: BLUE}


def _end_labels(axes: "Axes", ends: dict[Any, float], looks: dict[Any, Series]) -> None:
    """Names at the right end of the lines, pushed apart where they would touch."""
    step = axes.get_ylim()[1] * 0.062
    place = np.inf
    for brand, value in sorted(ends.items(), key=lambda pair: -pair[1]):
        place = min(value, place - step)
        text = f"{printable(brand, longest=16)} {percent(value)}"
        axes.annotate(
            text, (1, place), (8, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
            va="center", color=looks[brand].words, fontsize=9, annotation_clip=False,
        )  # fmt: skip


def _trend_sentence(wide: pd.DataFrame, order: list[Any], us: str) -> str:
    last = wide.iloc[-1]
    text = _("In the last period {first} leads with {share} of the units.")
    sentence = text.format(first=printable(order[0]), share=percent(float(last[order[0]])))
    if len(wide) > 1:
        shift = last - wide.iloc[0]
        names = shift.index.tolist()
        up, down = names[int(shift.to_numpy().argmax())], names[int(shift.to_numpy().argmin())]
        if shift.max() > 0.005 and shift.min() < -0.005:
            text = _("Since the first period {up} has gained most ({gain}), {down} has lost most ({loss}).")
            gain, loss = _points(float(shift.max())), _points(float(shift.min()))
            sentence += " " + text.format(up=printable(up), gain=gain, down=printable(down), loss=loss)
    if us in order:
        text = _("{us} stands in place {place} of {all} with {share}.")
        place, share = order.index(us) + 1, percent(float(last[us]))
        sentence += " " + text.format(us=printable(us), place=place, all=len(order), share=share)
    return sentence


def _period(value: Any) -> str:
    """A period as one writes it under an axis."""
    return f"{value:%Y-%m}" if isinstance(value, pd.Timestamp) else printable(value, longest=12)


def _points(shift: float) -> str:
    """A change of a share in points, with its sign."""
    return _("{sign}{points:.1f} points").format(sign="−" if shift < 0 else "+", points=abs(shift) * 100)


def _parity_sentence(known: pd.DataFrame) -> str:
    groups = {
        status: [f"“{word}”" for word in known.loc[known["status"] == status, "word"]] for status in STATUS
    }
    parts = []
    if names := groups["below parity"]:
        parts.append(_("Below parity in {names}.").format(names=listed(names)))
    if names := groups["difference"]:
        parts.append(_("A difference that decides: {names}.").format(names=listed(names)))
    else:
        parts.append(_("No difference that decides."))
    if names := groups["unasked difference"]:
        parts.append(_("Ahead where few ask: {names}.").format(names=listed(names)))
    return " ".join(parts)
