"""The closed loop: control charts, the scorecard, retention, and experiments."""

from collections.abc import Callable

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
    short,
    signed,
    single,
    ticks,
)
from helpers.figures.labels import LOOKS, WORDS, beside, named_ends
from helpers.style import BLUE, DARK, FAINT, INK, MUTED, ORANGE, PAPER, styled
from helpers.words import _, count, listed, percent


@styled()
def signal_chart(chart: pd.DataFrame, *, measure: str, write: Callable[[float], str] = short) -> Described:
    """A measure over time between its limits; what the rules call a signal is ringed.

    chart: period, value, centre, low, high, signal, rule, as `cycle.individuals` or `cycle.shares` return it.
    """
    need(chart, "period", "value", "centre", "low", "high", "signal", "rule", of="signal_chart")
    known = finite(chart, "value", "centre", "low", "high").reset_index(drop=True)
    if len(known) < 2:
        return nothing(_("{measure}: too few periods for a chart.").format(measure=plain(measure)))
    figure, axes = single()
    at = np.arange(len(known))
    axes.fill_between(at, known["low"], known["high"], step="mid", color=FAINT, alpha=0.5, lw=0)
    axes.step(at, known["centre"], where="mid", color=MUTED, lw=1.2)
    axes.plot(at, known["value"], BLUE.line, color=BLUE.colour, marker=BLUE.marker, ms=5, lw=1.6)
    marked = known[known["signal"]]
    axes.plot(marked.index, marked["value"], "o", ms=12, mfc="none", mec=ORANGE.colour, mew=2, ls="")
    names = [_period(value) for value in known["period"]]
    every = -(-len(known) // 8)
    axes.set_xticks(at[::every], names[::every])
    axes.margins(y=0.15)
    ticks(axes.yaxis, write)
    under = _("grey: where chance keeps nearly all; ringed: a signal (outside it, or eight on one side)")
    axis_words(axes, title=printable(plain(measure), longest=60), under=under)
    return Described(figure, _chart_sentence(known, names, measure, write))


def _chart_sentence(
    known: pd.DataFrame, names: list[str], measure: str, write: Callable[[float], str]
) -> str:
    marked = np.flatnonzero(known["signal"].to_numpy())
    if known["value"].nunique() == 1 and not len(marked):
        text = _("{measure}: {value} in each of {n} periods; it has not even moved.")
        return text.format(measure=plain(measure), value=write(known["value"].iloc[0]), n=len(known))
    bands = known.groupby(known["centre"].diff().fillna(0.0).ne(0.0).cumsum())
    text = _("{measure}, {n} periods: between {low} and {high} chance would keep it.")
    if bands.ngroups > 1:  # limits of their own before and after a change
        text = _("{measure}, {n} periods: chance would keep it {parts}.")
    part = _("between {low} and {high} from {first} on")
    ends = {names[own.index[0]]: map(write, own[["low", "high"]].iloc[-1]) for _level, own in bands}
    parts = [part.format(low=low, high=high, first=first) for first, (low, high) in ends.items()]
    low, high = map(write, known[["low", "high"]].iloc[-1])
    said = text.format(measure=plain(measure), n=len(known), low=low, high=high, parts=listed(parts))
    if not len(marked) and bands.ngroups > 1:
        return said + " " + _("Within its own band nothing is a signal.")
    if not len(marked):
        return said + " " + _("Nothing in it is a signal, which is no proof that nothing changed.")
    text = _("{k} points are a signal, from {first} to {last} ({rule}).")
    if len(marked) == 1:
        text = _("One point is a signal: {first} ({rule}).")
    rules = listed(list(dict.fromkeys(known["rule"].iloc[marked])))
    return said + " " + text.format(k=len(marked), first=names[marked[0]], last=names[marked[-1]], rule=rules)


def _period(value: object) -> str:
    return value.strftime("%Y-%m") if isinstance(value, pd.Timestamp) else printable(value, longest=8)


@styled()
def scorecard(table: pd.DataFrame) -> Described:
    """What came against what was planned, a line a measure; a ring is noise, a filled mark is a signal.

    table: measure, share (variance ÷ plan), signal, as `cycle.scorecard` returns it.
    """
    need(table, "measure", "share", "signal", of="scorecard")
    known = finite(table, "share").reset_index(drop=True)
    if known.empty:
        return nothing(_("Nothing was promised that could be held against what came."))
    figure, (axes,) = rows([plain(name) for name in known["measure"]])
    for row, (share, signal) in enumerate(zip(known["share"], known["signal"].astype(str), strict=True)):
        look = BLUE if "better" in signal else ORANGE if "worse" in signal else DARK
        filled = "signal" in signal
        axes.plot([0, share], [-row, -row], color=look.colour, lw=2)
        axes.plot(
            share, -row, look.marker, color=look.colour, ms=9, mfc=look.colour if filled else PAPER, mew=1.8
        )
        beside(axes, (share, -row), signed(share), (9 if share >= 0 else -9, 0), look.words)
    axes.axvline(0, color=INK, lw=1)
    low, high = min(-0.05, float(known["share"].min())), max(0.05, float(known["share"].max()))
    axes.set_xlim(low - 0.24 * (high - low), high + 0.24 * (high - low))
    axes.locator_params(axis="x", nbins=5)
    ticks(axes.xaxis, signed)
    axis_words(
        axes,
        title=_("What we promised, and what came"),
        under=_("over or under plan; hollow: noise; filled: a signal (round: worse)"),
    )
    loud = known[known["signal"].astype(str).str.contains("signal")]
    text = _("In {k} of {n} promises what came differs from the plan by more than noise: {names}.")
    if loud.empty:
        return Described(
            figure,
            _("In none of {n} promises does what came differ from the plan by more than noise.").format(
                n=len(known)
            ),
        )
    return Described(
        figure,
        text.format(n=len(known), k=len(loud), names=listed([plain(name) for name in loud["measure"]])),
    )


@styled()
def retention_curve(table: pd.DataFrame) -> Described:
    """The share that orders again in each month after the first order, all cohorts together.

    table: month, rate, low, high, as `cycle.retained` returns it.
    """
    need(table, "month", "rate", "low", "high", of="retention_curve")
    known = finite(table, "month", "rate", "low", "high")
    if len(known) < 2:
        return nothing(_("It takes two months at least after a first order."))
    figure, axes = single()
    axes.fill_between(known["month"], known["low"], known["high"], color=BLUE.colour, alpha=0.2, lw=0)
    axes.plot(known["month"], known["rate"], BLUE.line, color=BLUE.colour, marker=BLUE.marker, ms=5, lw=2)
    axes.set_ylim(0, float(known["high"].max()) * 1.2)
    axes.set_xticks(known["month"].astype(int).tolist())
    ticks(axes.yaxis, percent)
    axis_words(
        axes,
        title=_("Who orders again"),
        under=_("share that orders in that month, with 95% intervals"),
        x=_("months after the first order"),
    )
    first, last = known.iloc[0], known.iloc[-1]
    text = _("{first} order again in the first month after their first order, {last} in month {month:.0f}.")
    return Described(
        figure, text.format(first=percent(first["rate"]), last=percent(last["rate"]), month=last["month"])
    )


@styled()
def peeking(table: pd.DataFrame) -> Described:
    """False alarms by the number of looks, where nothing is there to be found.

    table: looks, false_alarms, as `cycle.peeking` returns it.
    """
    need(table, "looks", "false_alarms", of="peeking")
    known = finite(table, "looks", "false_alarms").reset_index(drop=True)
    if known.empty:
        return nothing(_("Nobody looked."))
    figure, axes = single()
    at = np.arange(len(known))
    bars = axes.bar(
        at, known["false_alarms"], width=0.6, color=ORANGE.colour, hatch=ORANGE.hatch, edgecolor=PAPER, lw=0
    )
    labels = [percent(share) for share in known["false_alarms"]]
    axes.bar_label(bars, labels, padding=3, color=ORANGE.words, fontweight="bold", fontsize=9.5)
    axes.axhline(0.05, color=INK, ls=(0, (4, 3)), lw=1)
    axes.set_xticks(at, [count(looks) for looks in known["looks"]])
    axes.set_ylim(0, max(0.08, float(known["false_alarms"].max()) * 1.2))
    ticks(axes.yaxis, percent)
    axis_words(
        axes,
        title=_("Looking until it shines"),
        under=_("experiments without any effect that were called a success or a failure"),
        x=_("how often somebody looked"),
    )
    first, last = known.iloc[0], known.iloc[-1]
    text = _(
        "Where there is nothing, one look calls it something in {once} of experiments; {n:.0f} looks do in "
        "{often}."
    )
    return Described(
        figure,
        text.format(
            once=percent(first["false_alarms"]), n=last["looks"], often=percent(last["false_alarms"])
        ),
    )


@styled()
def power_curve(table: pd.DataFrame, *, had: float, wanted: float = 0.8) -> Described:
    """The chance of seeing a lift that is there, by the number asked, a line a lift.

    table: lift (fraction), units (in each arm), power (chance), as `cycle.power_table` returns it; had: how
    many there were.
    """
    need(table, "lift", "units", "power", of="power_curve")
    known = finite(table, "lift", "units", "power")
    if known["units"].nunique() < 2:
        return nothing(_("Two sizes at least are needed to draw a line."))
    figure, axes = single(right=WORDS)
    axes.axhline(wanted, color=INK, ls=(0, (4, 3)), lw=1)
    axes.axvline(had, color=MUTED, lw=1)
    marks, parts = [], []
    for (lift, own), look in zip(known.groupby("lift"), LOOKS, strict=False):
        axes.plot(own["units"], own["power"], look.line, color=look.colour, lw=2.2)
        seen = float(np.interp(had, own["units"], own["power"]))
        axes.plot(had, seen, look.marker, color=look.colour, ms=7, ls="")
        name = _("{n:g} points").format(n=100 * float(str(lift)))
        marks.append((float(own["units"].iloc[-1]), float(own["power"].iloc[-1]), name, look.words))
        parts.append(_("{lift} in {share}").format(lift=name, share=percent(seen)))
    axes.set_ylim(0, 1.02)
    named_ends(axes, marks)
    ticks(axes.yaxis, percent)
    ticks(axes.xaxis, short)
    axis_words(
        axes,
        title=_("How many it takes"),
        under=_("chance to see a lift of so many points, if it is there"),
        x=_("in each arm; upright line: as many as here"),
    )
    text = _("With {n:,.0f} in each arm, as here, one would see a lift of {parts} of cases, were it there.")
    return Described(figure, text.format(n=had, parts=listed(parts)))
