"""Promises and their price: cards that must pay, service that must stay steady."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.figures.base import Described, axis_words, finite, need, nothing, short, single, ticks
from helpers.figures.labels import curve_points, label_dots
from helpers.style import BLUE, INK, LOSS, MUTED, PLUM, styled
from helpers.words import _, count, money, percent

if TYPE_CHECKING:
    from helpers.keeping import Members


@styled()
def programme(
    result: pd.DataFrame, *, lift: float, needed: float, currency: str = "", terms: str = ""
) -> Described:
    """What a loyalty programme leaves at each lift, and where it begins to pay.

    result: lift, left, as `keeping.programme_result` returns it; lift: the one that is hoped for; needed: the
    break-even lift (fractions; infinite where it never pays); terms: what is given back, in words.
    """
    need(result, "lift", "left", "rewards", of="programme")
    known = finite(result, "lift", "left").sort_values("lift")
    if len(known) < 2:
        return nothing(_("There are no lifts to compare."))
    figure, axes = single(left=0.8)
    x, y = known["lift"].to_numpy(dtype=float), known["left"].to_numpy(dtype=float)
    axes.plot(x, y, color=BLUE.colour)
    axes.fill_between(x, y, 0, where=(y < 0).tolist(), color=LOSS.colour, alpha=0.18, hatch=LOSS.hatch, lw=0)
    axes.fill_between(x, y, 0, where=(y >= 0).tolist(), color=BLUE.colour, alpha=0.15, lw=0)
    axes.axhline(0, color=INK, lw=0.8)
    axes.set_xlim(float(x[0]), float(x[-1]))
    axes.margins(y=0.14)
    here = float(np.interp(lift, x, y))
    look = BLUE if here >= 0 else LOSS
    avoid = np.concatenate([curve_points(x, y), np.column_stack([x, np.zeros_like(x)])])
    dots = [(lift, here, _("hoped for: {money}").format(money=short(here)))]
    if x[0] <= needed <= x[-1]:
        dots.append((needed, 0.0, _("pays from {lift}").format(lift=percent(needed, digits=1))))
    label_dots(axes, dots, avoid=avoid)
    axes.plot(lift, here, look.marker, ms=6, color=look.colour, zorder=8)
    ticks(axes.xaxis, percent)
    ticks(axes.yaxis, short)
    left = _("left in a year, {currency}").format(currency=currency).rstrip(", ")
    axis_words(
        axes, title=_("When does the card pay?"), x=_("how much more members buy because of it"),
        under="; ".join(filter(None, [left, terms])),
    )  # fmt: skip
    return Described(figure, _programme_sentence(here, lift, needed, currency, terms))


def card(members: "Members", *, reward: float, lift: float, redeemed: float = 0.8) -> Described:
    """`programme` for a card that gives part of every sale back: to be drawn anew as its terms move.

    members: `keeping.members`; reward, lift, redeemed: fractions.
    """
    from helpers.keeping.points import Programme, break_even_lift, programme_result

    given = Programme(members.sales, members.margin, reward, redeemed=redeemed)
    needed = break_even_lift(given)
    end = max(0.4, 1.3 * lift, 1.2 * needed if needed < 1 else 0.0)
    result = programme_result(given, np.linspace(0, end, 41).tolist())
    terms = _("{reward} given back, {redeemed} of it used").format(
        reward=percent(reward, digits=1 if round(1000 * reward) % 10 else 0), redeemed=percent(redeemed)
    )
    return programme(result, lift=lift, needed=needed, currency=members.currency, terms=terms)


@styled()
def control_chart(table: pd.DataFrame, *, of: str = "") -> Described:
    """A share period by period between its limits; what lies outside, or runs on one side, stands out.

    table: period, n, share, centre, low, high, signal, as `keeping.p_chart` returns it. of: what is counted.
    """
    need(table, "period", "share", "centre", "low", "high", "signal", of="control_chart")
    known = finite(table, "share", "low", "high").reset_index(drop=True)
    if known.empty:
        return nothing(_("There is nothing to watch yet."))
    figure, axes = single(right=0.35)
    x = pd.to_datetime(known["period"]).to_numpy()
    axes.step(x, known["high"], where="mid", color=MUTED, lw=1, ls=(0, (4, 3)))
    axes.step(x, known["low"], where="mid", color=MUTED, lw=1, ls=(0, (4, 3)))
    axes.axhline(float(known["centre"].iloc[0]), color=MUTED, lw=1)
    axes.plot(x, known["share"], color=BLUE.colour, lw=1.4, marker="o", ms=3.5)
    for signal, look in (("outside", LOSS), ("run", PLUM)):
        own = (known["signal"] == signal).to_numpy()
        if own.any():
            label = _("outside the limits") if signal == "outside" else _("eight in a row on one side")
            axes.plot(x[own], known["share"][own], look.marker, ms=7, color=look.colour, ls="", label=label)
    if (known["signal"] != "").any():
        axes.legend(
            loc="lower right", bbox_to_anchor=(1.01, 1.0), ncols=2, frameon=False, handletextpad=0.1,
            columnspacing=0.9, borderaxespad=0.1, fontsize=9.5,
        )  # fmt: skip
    axes.set_ylim(0, max(float(known["high"].max()), float(known["share"].max())) * 1.1)
    ticks(axes.yaxis, percent)
    axis_words(axes, title=_("As steady as it was?"), under=of)
    return Described(figure, _chart_sentence(known))


def _programme_sentence(here: float, lift: float, needed: float, currency: str, terms: str) -> str:
    if not np.isfinite(needed):
        return _("Rewards eat the whole margin: no lift makes this programme pay.")
    text = _(
        "The programme pays from {needed} more sales by members; at the {lift} hoped for it leaves {left}."
    )
    told = text.format(
        needed=percent(needed, digits=1), lift=percent(lift, digits=1), left=money(here, currency)
    )
    return f"{terms}. {told}" if terms else told


def _chart_sentence(known: pd.DataFrame) -> str:
    outside, run = (int((known["signal"] == name).sum()) for name in ("outside", "run"))
    text = _(
        "Around a share of {centre}, {outside} of {n} periods lie outside their limits, and {run} stand in a "
        "run on one side."
    )
    told = text.format(
        centre=percent(known["centre"].iloc[0]), outside=count(outside), n=count(len(known)), run=count(run)
    )
    late = known[known["signal"] != ""]
    if len(late):
        last = (
            f"{late['period'].iloc[-1]:%Y-%m}"
            if hasattr(late["period"].iloc[-1], "year")
            else str(late["period"].iloc[-1])
        )
        told += " " + _("The last signal is that of {last}.").format(last=last)
    return told
