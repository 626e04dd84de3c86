"""The market a year on: what each policy earned, lap by lap, and which decision earned what."""

from collections.abc import Callable

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
    single,
    ticks,
)
from helpers.figures.labels import LOOKS, WORDS, beside, named_ends
from helpers.style import BLUE, DARK, INK, ORANGE, PAPER, styled
from helpers.words import _, listed, money

TOGETHER = "together"


YIELDS = {
    "profit": _("profit of the year"),
    "equity": _("customer equity"),
    "satisfaction": _("satisfaction, of 10"),
}


@styled()
def laps(table: pd.DataFrame, *, currency: str = "", what: str = "profit") -> Described:
    """What a year brought under each policy, lap after lap.

    table: policy, lap, and the column `what` (profit, equity, satisfaction), as `market lap` writes it.
    """
    need(table, "policy", "lap", what, of="laps")
    known = finite(table, "lap", what).sort_values("lap", kind="stable")
    if known.empty:
        return nothing(_("No lap has been run."))
    figure, axes = single(right=WORDS)
    marks = []
    numbers = sorted(known["lap"].astype(int).unique())
    for n, (name, own) in enumerate(known.groupby("policy", sort=False)):
        look = LOOKS[n % len(LOOKS)]
        axes.plot(own["lap"], own[what], look.line, color=look.colour, marker=look.marker, ms=7, lw=2)
        marks.append((float(own["lap"].iloc[-1]), float(own[what].iloc[-1]), plain(name), look.words))
    named_ends(axes, marks)
    axes.set_xticks(numbers)
    ticks(axes.yaxis, _writes(what))
    under = YIELDS.get(what, plain(what))
    if what != "satisfaction":
        under = _("{what}, {currency}").format(what=under, currency=currency or _("money"))
    axis_words(axes, title=_("Lap after lap"), under=under, x=_("lap"))
    last = known[known["lap"] == numbers[-1]].sort_values(what, ascending=False, kind="stable")
    parts = [f"{plain(row['policy'])} {_said(row[what], what, currency)}" for row in last.to_dict("records")]
    return Described(figure, _("In lap {lap}: {parts}.").format(lap=numbers[-1], parts=listed(parts)))


@styled()
def lap_policies(table: pd.DataFrame, *, currency: str = "") -> Described:
    """A year under several policies: profit, customer equity and satisfaction side by side.

    table: policy, profit, equity, satisfaction, a row a policy.
    """
    need(table, "policy", *YIELDS, of="lap_policies")
    known = (
        finite(table, *YIELDS).sort_values("profit", ascending=False, kind="stable").reset_index(drop=True)
    )
    if known.empty:
        return nothing(_("No year has been lived."))
    figure, panels = rows([plain(name) for name in known["policy"]], panels=len(YIELDS))
    for axes, (what, title) in zip(panels, YIELDS.items(), strict=True):
        for row, value in enumerate(known[what]):
            look = BLUE if value >= 0 else ORANGE
            axes.barh(-row, value, height=0.55, color=look.colour, hatch=look.hatch, edgecolor=PAPER, lw=0)
            beside(axes, (value, -row), _writes(what)(value), (4 if value >= 0 else -4, 0), look.words)
        low, high = min(0.0, float(known[what].min())), max(0.0, float(known[what].max()))
        span = (high - low) or 1.0
        axes.set_xlim(low - (0.65 * span if low < 0 else 0), high + 0.4 * span)
        axes.set_xticks([0])
        axes.set_title(title)
    best = {what: plain(known["policy"].iloc[int(known[what].argmax())]) for what in YIELDS}
    text = _(
        "Most profit: {profit} ({most}). Most customer equity: {equity}. Most satisfaction: {satisfaction}."
    )
    return Described(figure, text.format(most=money(float(known["profit"].max()), currency), **best))


def _writes(what: str) -> Callable[[float], str]:
    return "{:.2f}".format if what == "satisfaction" else short


def _said(value: float, what: str, currency: str) -> str:
    return f"{value:.2f}" if what == "satisfaction" else money(value, currency)


@styled()
def lap_decisions(table: pd.DataFrame, *, currency: str = "") -> Described:
    """Which decision earned what, one changed at a time against doing nothing.

    table: decision, profit (difference to doing nothing, money); a row `together` stands below, in black.
    """
    need(table, "decision", "profit", of="lap_decisions")
    known = finite(table, "profit").sort_values("profit", ascending=False, kind="stable")
    whole = known["decision"] == TOGETHER
    alone = known[~whole]
    if alone.empty:
        return nothing(_("No decision was taken."))
    drawn = pd.concat([alone, known[whole]], ignore_index=True)
    figure, (axes,) = rows([plain(name) for name in drawn["decision"]])
    for row, (name, value) in enumerate(zip(drawn["decision"], drawn["profit"], strict=True)):
        look = DARK if name == TOGETHER else BLUE if value >= 0 else ORANGE
        axes.barh(-row, value, height=0.55, color=look.colour, hatch=look.hatch, edgecolor=PAPER, lw=0)
        beside(axes, (value, -row), short(value), (6 if value >= 0 else -6, 0), look.words)
    axes.axvline(0, color=INK, lw=1)
    low, high = min(0.0, float(drawn["profit"].min())), max(0.0, float(drawn["profit"].max()))
    span = (high - low) or 1.0
    axes.set_xlim(low - (0.12 * span if low < 0 else 0), high + 0.12 * span)
    axes.locator_params(axis="x", nbins=6)
    ticks(axes.xaxis, short)
    axis_words(
        axes,
        title=_("Which decision earned what"),
        under=_("profit of the year against doing nothing, each decision alone"),
    )
    return Described(figure, _decisions_sentence(alone, known[whole], currency))


def _decisions_sentence(alone: pd.DataFrame, whole: pd.DataFrame, currency: str) -> str:
    best, worst = alone.iloc[0], alone.iloc[-1]
    text = _("Alone, “{best}” would have earned {most}.")
    if len(alone) > 1:
        text = _("Alone, “{best}” would have earned most ({most}) and “{worst}” least ({least}).")
    said = text.format(
        best=plain(best["decision"]), most=money(best["profit"], currency),
        worst=plain(worst["decision"]), least=money(worst["profit"], currency),
    )  # fmt: skip
    if whole.empty:
        return said
    text = _("Together they earned {whole}; added up one by one it would be {added}.")
    added, all_of_them = float(alone["profit"].sum()), float(whole["profit"].iloc[0])
    return said + " " + text.format(whole=money(all_of_them, currency), added=money(added, currency))
