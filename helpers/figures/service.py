"""One account and its service: who was asked, what was settled, what stands open, what was offered."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.figures.base import Described, axis_words, finite, need, nothing, plain, rows, single, ticks
from helpers.figures.labels import beside
from helpers.style import BLUE, MUTED, ORANGE, PAPER, TEAL, Series, styled
from helpers.words import _, count, listed, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@styled()
def asked_since(table: pd.DataFrame) -> Described:
    """Of those who went quiet, the share somebody has come to since, by tier, with 95% intervals.

    table: tier, quiet, asked, share, low, high; the last row is all, as `keeping.asked_by_tier` gives it.
    """
    need(table, "tier", "quiet", "asked", "share", "low", "high", of="asked_since")
    known = finite(table, "share", "low", "high").reset_index(drop=True)
    if known.empty:
        return nothing(_("Nobody is quiet, so nobody had to be asked."))
    labels = [_("{tier} ({n})").format(tier=plain(t), n=count(n)) for t, n in _pairs(known, "tier", "quiet")]
    figure, (axes,) = rows(labels)
    _ranges(axes, known, last=BLUE, others=ORANGE)
    _whole(axes)
    axis_words(
        axes,
        title=_("Quiet, and has anybody asked?"),
        under=_("share we came to since their last order; bar: 95%"),
    )
    return Described(figure, _asked_sentence(known))


@styled()
def at_once(table: pd.DataFrame) -> Described:
    """Settled at first contact by what it was about: as the desk would report it, and less what came back.

    table: about, tickets, said, share, low, high, came_back, as `keeping.first_contact` gives it.
    """
    need(table, "about", "tickets", "said", "share", "low", "high", of="at_once")
    known = finite(table, "said", "share", "low", "high").reset_index(drop=True)
    if known.empty:
        return nothing(_("No ticket has been answered yet."))
    labels = [
        _("{about} ({n})").format(about=plain(a), n=count(n)) for a, n in _pairs(known, "about", "tickets")
    ]
    figure, (axes,) = rows(labels)
    last = len(known) - 1 if len(known) > 1 else -1
    for row, said in enumerate(known["said"]):
        axes.plot(said, -row - 0.2, "o", mfc=PAPER, mec=MUTED, mew=1.5, ms=7, zorder=3)
    _ranges(axes, known, last=BLUE if last >= 0 else ORANGE, others=ORANGE)
    _whole(axes)
    axis_words(
        axes,
        title=_("Settled at first contact"),
        under=_("ring below: as reported; filled: less what came back, with 95%"),
    )
    return Described(figure, _once_sentence(known))


@styled()
def still_open(
    curve: pd.DataFrame, ended: pd.DataFrame | None = None, *, watched_days: float = 0.0
) -> Described:
    """How many tickets are still open after so many days, the open ones counted; beside it, without them.

    curve: days, still_open, low, high, as `keeping.settling` gives it; ended: the same of settled tickets
    alone; watched_days: how long the oldest ticket has been known, where nothing was settled so late. Source:
    Kaplan & Meier (1958).
    """
    need(curve, "days", "still_open", "low", "high", of="still_open")
    known = curve.dropna(subset=["days", "still_open"])
    if len(known) < 2:
        return nothing(_("No ticket has been settled yet."))
    figure, axes = single()
    if watched_days > known["days"].max():
        known = pd.concat([known, known.tail(1).assign(days=watched_days)], ignore_index=True)
    days = known["days"].to_numpy(dtype=float)
    low, high = (known[name].ffill().to_numpy(dtype=float) for name in ("low", "high"))
    axes.fill_between(days, low, high, step="post", color=BLUE.colour, alpha=0.15, lw=0)
    axes.step(days, known["still_open"], where="post", color=BLUE.colour)
    end = float(days.max())
    if ended is not None and len(ended) > 1:
        axes.step(ended["days"], ended["still_open"], where="post", color=ORANGE.colour, ls=ORANGE.line)
        end = max(end, float(ended["days"].max()))
    _middle(axes, known, BLUE, (10, 8))
    under = _("open tickets counted for as long as we know of them; shaded: 95%")
    if ended is not None and len(ended) > 1:
        _middle(axes, ended, ORANGE, (3, -30))
        under = _("solid: open tickets counted, 95%; dashed: settled ones alone")
    axes.axhline(0.5, color=MUTED, lw=0.8, ls=":")
    axes.set(xlim=(0, end * 1.04), ylim=(0, 1.03))
    axes.grid(axis="y")
    ticks(axes.yaxis, percent)
    axis_words(
        axes,
        title=_("Still open after so many days"),
        x=_("days since it was opened"),
        under=under,
    )
    return Described(figure, _open_sentence(known, ended))


@styled()
def causes(tickets: pd.DataFrame, days: pd.DataFrame) -> Described:
    """What it is about, most days first: share of the tickets, and of the days that people waited.

    tickets, days: about, share, as `keeping.causes` gives them by tickets and by days.
    """
    for table in (tickets, days):
        need(table, "about", "share", of="causes")
    if days.empty or not days["share"].notna().all():
        return nothing(_("Nobody has waited for anything."))
    shares = tickets.set_index("about")["share"]
    figure, (left, right) = rows([plain(name) for name in days["about"]], panels=2)
    both = ((left, days["about"].map(shares), TEAL), (right, days["share"], ORANGE))
    widest = max(float(values.max()) for _axes, values, _look in both)  # one scale, so that bars compare
    for axes, values, look in both:
        for row, value in enumerate(values):
            axes.barh(-row, value, height=0.56, color=PAPER, edgecolor=look.colour, hatch=look.hatch)
            beside(axes, (float(value), -row), percent(value), (5, 0), look.words)
        axes.set_xlim(0, widest * 1.28)
        axes.set_xticks([])
        axes.grid(visible=False)
    axis_words(left, title=_("What it is about"), under=_("share of the tickets"))
    axis_words(right, title="", under=_("share of the days waited"))
    return Described(figure, _cause_sentence(tickets, days))


@styled()
def offers_taken(table: pd.DataFrame) -> Described:
    """Ways to choose a new category for a customer: the share that bought from it later, with 95%.

    table: way, customers, share, low, high, as `keeping.offers_tried` gives it.
    """
    need(table, "way", "customers", "share", "low", "high", of="offers_taken")
    known = finite(table, "share", "low", "high").sort_values("share", ascending=False, kind="stable")
    if known.empty:
        return nothing(_("Nothing was offered, so nothing was taken."))
    known = known.reset_index(drop=True)
    figure, (axes,) = rows([f"{plain(way)} ({count(n)})" for way, n in _pairs(known, "way", "customers")])
    _ranges(axes, known, last=ORANGE, others=ORANGE, first=BLUE)
    low, high = float(known["low"].min()), float(known["high"].max())
    axes.set_xlim(max(0.0, low - 0.1), min(1.0, high + 0.1))
    ticks(axes.xaxis, percent)
    axis_words(axes, title=_("One thing they never had"), under=_("share that bought it later; bar: 95%"))
    return Described(figure, _offer_sentence(known))


def _pairs(table: pd.DataFrame, one: str, other: str) -> list[tuple[str, float]]:
    return list(zip(table[one].astype(str), table[other], strict=True))


def _ranges(
    axes: "Axes", known: pd.DataFrame, *, last: Series, others: Series, first: Series | None = None
) -> None:
    """A bar from low to high and a mark at share in each row, with its number."""
    end = len(known) - 1
    for row, (share, low, high) in enumerate(known[["share", "low", "high"]].itertuples(index=False)):
        look = first if first is not None and row == 0 else last if row == end else others
        axes.plot([low, high], [-row, -row], color=look.colour, lw=4, alpha=0.4, solid_capstyle="round")
        axes.plot(share, -row, look.marker, color=look.colour, ms=8, zorder=4)
        beside(axes, (share, -row), percent(share), (0, 6), look.words)


def _whole(axes: "Axes") -> None:
    """An axis of shares from none to all, with room for a number at both ends."""
    axes.set_xlim(-0.03, 1.09)
    axes.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1])
    ticks(axes.xaxis, percent)


def _middle(axes: "Axes", curve: pd.DataFrame, look: Series, shift: tuple[float, float]) -> None:
    """Mark the day by which half was settled."""
    if np.isnan(day := _half(curve)):
        return
    axes.plot(day, 0.5, look.marker, color=look.colour, ms=8, zorder=5)
    beside(axes, (day, 0.5), _("{day:.1f} days").format(day=day), shift, look.words)


def _half(curve: pd.DataFrame) -> float:
    reached = curve.loc[curve["still_open"] <= 0.5 + 1e-12, "days"]
    return float(reached.iloc[0]) if len(reached) else float("nan")


def _asked_sentence(known: pd.DataFrame) -> str:
    whole = known.iloc[-1]
    text = _("{quiet} customers went quiet; since then we have come to {asked} of them ({share}).")
    told = text.format(
        quiet=count(whole["quiet"]), asked=count(whole["asked"]), share=percent(whole["share"])
    )
    if len(known) < 3:
        return told
    best = known.iloc[:-1].sort_values("share", ascending=False, kind="stable").iloc[0]
    more = _("Most often to {tier}, {share} of {n}.")
    return f"{told} " + more.format(
        tier=plain(best["tier"]), share=percent(best["share"]), n=count(best["quiet"])
    )


def _once_sentence(known: pd.DataFrame) -> str:
    whole = known.iloc[-1]
    text = _("{said} of {n} answered tickets were settled in the first talk; less what came back, {share}.")
    told = text.format(said=percent(whole["said"]), n=count(whole["tickets"]), share=percent(whole["share"]))
    if len(known) < 3:
        return told
    best, worst = known.iloc[0], known.iloc[len(known) - 2]
    more = _("Most of them of “{best}” ({high}), fewest of “{worst}” ({low}).")
    return f"{told} " + more.format(
        best=plain(best["about"]),
        high=percent(best["share"]),
        worst=plain(worst["about"]),
        low=percent(worst["share"]),
    )


def _open_sentence(known: pd.DataFrame, ended: pd.DataFrame | None) -> str:
    half = _half(known)
    if np.isnan(half):
        told = _("Half of the tickets are not settled yet.")
    else:
        told = _("Half of the tickets were settled after {day:.1f} days.").format(day=half)
    alone = _half(ended) if ended is not None and len(ended) > 1 else float("nan")
    if np.isnan(alone):
        return told
    return f"{told} " + _("Who looks at the settled ones alone says {day:.1f}.").format(day=alone)


def _cause_sentence(tickets: pd.DataFrame, days: pd.DataFrame) -> str:
    first, often = days.iloc[0], tickets.iloc[0]
    shares = tickets.set_index("about")["share"]
    text = _("“{about}” is {share} of the tickets and {days} of the days that people waited.")
    told = text.format(
        about=plain(first["about"]),
        share=percent(float(shares.get(first["about"], 0.0))),
        days=percent(first["share"]),
    )
    if len(days) < 2:
        return told
    waited = days.set_index("about")["share"]
    gap = (shares - waited.reindex(shares.index)).sort_values(ascending=False)
    name = str(gap.index[0]) if often["about"] == first["about"] else str(often["about"])
    more = _("“{about}” is {share} of the tickets and {days} of the days.")
    if name == first["about"]:
        return told
    return f"{told} " + more.format(
        about=plain(name), share=percent(float(shares[name])), days=percent(float(waited[name]))
    )


def _offer_sentence(known: pd.DataFrame) -> str:
    best = known.iloc[0]
    text = _("Of {n} customers offered {way}, {share} bought from it later.")
    told = text.format(n=count(best["customers"]), way=plain(best["way"]), share=percent(best["share"]))
    if len(known) < 2:
        return told
    others = [f"{plain(way)}: {percent(share)}" for way, share in _pairs(known.iloc[1:], "way", "share")]
    return f"{told} " + _("Beside it {others}.").format(others=listed(others))
