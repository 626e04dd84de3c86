"""Choices: what moves them, what parts of an offer are worth, and who would choose which offer."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.figures.base import (
    Described,
    axis_words,
    finite,
    need,
    nothing,
    plain,
    rows,
    short,
    ticks,
)
from helpers.figures.labels import beside
from helpers.style import (
    BLUE,
    FAINT,
    INK,
    MUTED,
    PAPER,
    Series,
    styled,
)
from helpers.words import _, listed, money, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OTHERS = Series(MUTED, MUTED, "o", "-", "")


@styled()
def part_worths(table: pd.DataFrame) -> Described:
    """Part-worths with their 95% intervals, a row each; a ring is the level that others are compared with.

    table: attribute, level, estimate, low, high, best from `choice.over_range`, where numbers too stand on
    the scale of what was asked. The constant of choosing nothing is left out: it is no part of an offer.
    """
    need(table, "attribute", "level", "estimate", "low", "high", of="part_worths")
    known = finite(table[table["attribute"] != "none"], "estimate", "low", "high").reset_index(drop=True)
    if known.empty:
        return nothing(_("There are no part-worths to draw."))
    figure, (axes,) = rows([_part(*name) for name in known[["attribute", "level"]].itertuples(index=False)])
    for row, (estimate, low, high) in enumerate(
        known[["estimate", "low", "high"]].itertuples(index=False, name=None)
    ):
        _whisker(axes, row, (low, estimate, high), hollow=low == high == 0)
    _group_lines(axes, known["attribute"].tolist())
    axes.axvline(0, color=INK, lw=0.8, zorder=1)
    axes.margins(x=0.08)
    axis_words(axes, title=_("What moves the choice"), under=_("part-worth (utility) with 95% interval"))
    return Described(figure, _worths_sentence(known))


@styled()
def worth(willingness: pd.DataFrame, *, currency: str = "") -> Described:
    """What each part of an offer is worth in money, with its 95% interval; dearest on top.

    willingness: attribute, level, wtp, low, high, as from `choice.willingness_to_pay`; a blank interval is
    not drawn.
    """
    need(willingness, "attribute", "level", "wtp", "low", "high", of="worth")
    known = finite(willingness, "wtp").sort_values("wtp", ascending=False, kind="stable", ignore_index=True)
    if known.empty:
        return nothing(_("Nothing could be put in money."))
    figure, (axes,) = rows([_part(*name) for name in known[["attribute", "level"]].itertuples(index=False)])
    for row, (value, low, high) in enumerate(
        known[["wtp", "low", "high"]].itertuples(index=False, name=None)
    ):
        _whisker(axes, row, (low, value, high), hollow=False)
        right = value >= 0
        end = value if np.isnan(low) else high if right else low
        beside(axes, (end, -row), short(value), (7 if right else -7, 0), BLUE.words)
    axes.axvline(0, color=INK, lw=0.8, zorder=1)
    ends = known[["wtp", "low", "high"]].to_numpy(dtype=float)
    reach = np.array([min(float(np.nanmin(ends)), 0.0), max(float(np.nanmax(ends)), 0.0)])
    axes.set_xlim(*(reach + np.array([-0.17, 0.17]) * (np.ptp(reach) or 1.0)))
    ticks(axes.xaxis, short)
    axis_words(
        axes,
        title=_("What buyers would pay for it"),
        under=_("{currency} more on the price").format(currency=currency).strip(),
    )
    return Described(figure, _pay_sentence(known, currency))


@styled()
def offer_shares(shares: pd.DataFrame, *, before: pd.DataFrame | None = None, ours: str = "") -> Described:
    """Who would choose which offer, with 95% intervals; a ring shows where it stood before.

    shares: offer, share, low, high, as from `choice.shares`; before: the same offers' shares to compare with;
    ours: the offer that stands out.
    """
    need(shares, "offer", "share", "low", "high", of="offer_shares")
    known = finite(shares, "share").reset_index(drop=True)
    if known.empty:
        return nothing(_("There are no offers to compare."))
    old = _before(before)
    figure, (axes,) = rows([_offer(name) for name in known["offer"]])
    for row, (name, share, low, high) in enumerate(
        known[["offer", "share", "low", "high"]].itertuples(index=False, name=None)
    ):
        look = BLUE if str(name) == ours else OTHERS
        axes.barh(-row, share, height=0.56, color=look.colour, alpha=1 if look is BLUE else 0.55)
        axes.plot([low, high], [-row, -row], color=INK, lw=1.6, solid_capstyle="butt")
        end = max(share, high if np.isfinite(high) else share, old.get(str(name), 0.0))
        if str(name) in old:
            axes.plot(old[str(name)], -row, "o", ms=8, mfc=PAPER, mec=INK, mew=1.5, zorder=5)
        text = percent(share)
        if str(name) in old:
            text = _("{now}, was {before}").format(now=text, before=percent(old[str(name)]))
        beside(axes, (end, -row), text, (8, 0), look.words)
    reach = np.r_[known["share"], known["high"].fillna(0), list(old.values()) or [0.0]]
    axes.set_xlim(0, (1.28 if old else 1.14) * float(reach.max()) or 1.0)
    ticks(axes.xaxis, percent)
    under = (
        _("share of choices with 95% interval; a ring is before")
        if old
        else _("share of choices with 95% interval")
    )
    axis_words(axes, title=_("If these offers stood side by side"), under=under)
    return Described(figure, _shares_sentence(known, old, ours))


def _whisker(axes: "Axes", row: int, ends: tuple[float, float, float], *, hollow: bool) -> None:
    """An estimate in its row, with its interval."""
    low, value, high = ends
    if hollow:
        axes.plot(value, -row, "o", ms=7, mfc=PAPER, mec=MUTED, mew=1.5, zorder=3)
        return
    axes.plot([low, high], [-row, -row], color=BLUE.colour, lw=4, alpha=0.35, solid_capstyle="round")
    axes.plot(value, -row, BLUE.marker, color=BLUE.colour, ms=7, zorder=3)


def _group_lines(axes: "Axes", attributes: list[str]) -> None:
    """A line between the rows of one attribute and those of the next."""
    for row in range(1, len(attributes)):
        if attributes[row] != attributes[row - 1]:
            axes.axhline(0.5 - row, color=FAINT, lw=1, zorder=0)


def _part(attribute: str, level: str) -> str:
    """The name of a part-worth in front of its row."""
    if level == "slope":
        return _("{attribute}, per unit").format(attribute=plain(attribute))
    return _("{attribute}: {level}").format(attribute=plain(attribute), level=plain(level))


def _offer(name: object) -> str:
    return _("none of them") if str(name) == "none" else plain(name)


def _before(before: pd.DataFrame | None) -> dict[str, float]:
    if before is None:
        return {}
    need(before, "offer", "share", of="offer_shares")
    known = finite(before, "share")
    return dict(zip(known["offer"].astype(str), known["share"].astype(float), strict=True))


def _worths_sentence(known: pd.DataFrame) -> str:
    parts = known[known["level"] != "slope"]
    blurred = int(((known["low"] <= 0) & (known["high"] >= 0) & (known["low"] != known["high"])).sum())
    if parts.empty:
        sentence = _("Each number is drawn per unit, so their sizes cannot be compared.")
    else:
        top = parts.iloc[int(parts["estimate"].abs().to_numpy().argmax())]
        text = _("The largest single step is {part}, {sign}{size:.2f}.")
        sentence = text.format(
            part=_part(top["attribute"], top["level"]),
            sign="−" if top["estimate"] < 0 else "+",
            size=abs(top["estimate"]),
        )
    if blurred == 0:
        return sentence + " " + _("No interval holds zero.")
    return (
        sentence
        + " "
        + _("{n} of {all} intervals hold zero: there the choices do not tell the direction.").format(
            n=blurred, all=int((known["low"] != known["high"]).sum())
        )
    )


def _pay_sentence(known: pd.DataFrame, currency: str) -> str:
    top = known.iloc[0]
    sentence = _("Worth most is {part}: {value}").format(
        part=_part(top["attribute"], top["level"]), value=money(top["wtp"], currency)
    )
    if np.isfinite(top["low"]) and np.isfinite(top["high"]):
        sentence += " " + _("(95% interval {low} to {high})").format(
            low=money(top["low"]), high=money(top["high"])
        )
    unsure = known[(known["low"] <= 0) & (known["high"] >= 0)]
    if unsure.empty:
        return sentence + "."
    names = [_part(*name) for name in unsure[["attribute", "level"]].itertuples(index=False)]
    return sentence + _("; {names} may be worth nothing.").format(names=listed(names[:4]))


def _shares_sentence(known: pd.DataFrame, old: dict[str, float], ours: str) -> str:
    mine = known[known["offer"].astype(str) == ours]
    row = mine.iloc[0] if len(mine) else known.iloc[int(known["share"].to_numpy().argmax())]
    sentence = _("{offer} would be chosen by {share}").format(
        offer=_offer(row["offer"]).capitalize() if row["offer"] == "none" else _offer(row["offer"]),
        share=percent(row["share"]),
    )
    if np.isfinite(row["low"]) and np.isfinite(row["high"]):
        sentence += " " + _("(95% interval {low} to {high})").format(
            low=percent(row["low"]), high=percent(row["high"])
        )
    if str(row["offer"]) in old:
        points = 100 * (row["share"] - old[str(row["offer"])])
        text = (
            _(", {n:.0f} points more than before") if points >= 0 else _(", {n:.0f} points less than before")
        )
        sentence += text.format(n=abs(points))
    none = known[known["offer"].astype(str) == "none"]
    if len(none) and row["offer"] != "none":
        sentence += _("; {share} would take none").format(share=percent(float(none["share"].iloc[0])))
    return sentence + "."
