"""Leads in pictures: the funnel, what sources cost, how soon we answered, and a score judged."""

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
    room,
    rows,
    short,
    single,
    ticks,
)
from helpers.figures.labels import beside
from helpers.style import BLUE, DARK, LOSS, MUTED, ORANGE, PAPER, TEAL, Series, styled
from helpers.words import _, count, listed, money, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHARE = ["rate", "low", "high"]


@styled()
def funnel(table: pd.DataFrame) -> Described:
    """Stage by stage: how many got there, and which share of them went on, with its interval.

    table: as from `building.funnel`: stage, entered, rate, low, high, days; the last stage has no rate.
    """
    need(table, "stage", "entered", "rate", "low", "high", of="funnel")
    if table.empty or not table["entered"].iloc[0]:
        return nothing(_("There are no leads on their way."))
    figure, (left, right) = rows([plain(stage) for stage in table["stage"]], panels=2)
    first = int(table["entered"].iloc[0])
    for at, entered in enumerate(table["entered"]):
        look = DARK if at in {0, len(table) - 1} else BLUE
        left.barh(-at, entered, height=0.62, color=look.colour)
        share = percent(entered / first, digits=0 if entered >= 0.01 * first or not entered else 1)
        beside(left, (entered, -at), f"{count(entered)} · {share}", (5, 0), look.words)
    left.set_xlim(0, 1.6 * first)
    ticks(left.xaxis, short)
    known = table[table["rate"].notna()]
    for at, values in enumerate(known[SHARE].to_numpy(dtype=float).tolist()):
        _share(right, at, values, LOSS if values[0] == known["rate"].min() else BLUE)
    right.set_xlim(min(0.5, float(known["low"].min()) - 0.05) if len(known) else 0.0, 1.12)
    right.set_xticks([tick for tick in (0, 0.25, 0.5, 0.75, 1) if tick >= right.get_xlim()[0]])
    ticks(right.xaxis, percent)
    axis_words(left, title=_("From stage to stage"), under=_("leads that got there"))
    axis_words(right, title="", under=_("share that goes on (95% interval)"))
    return Described(figure, _funnel_sentence(table, known))


@styled()
def sources(table: pd.DataFrame, *, currency: str = "") -> Described:
    """What a lead costs and what a customer costs, source by source.

    table: as from `building.by_source`: source, cost_per_lead, cost_per_customer, rate, low, high.
    """
    need(table, "source", "cost_per_lead", "cost_per_customer", "rate", "low", "high", of="sources")
    known = finite(table, "cost_per_lead", "cost_per_customer").sort_values("cost_per_lead", kind="stable")
    if known.empty:
        return nothing(_("No source has both a cost and a customer."))
    known = known.reset_index(drop=True)
    figure, (left, right) = rows([plain(name) for name in known["source"]], panels=2)
    columns = ["cost_per_lead", "cost_per_customer", *SHARE]
    for at, row in enumerate(known[columns].to_numpy(dtype=float).tolist()):
        left.barh(-at + 0.17, row[0], height=0.3, color=PAPER, edgecolor=MUTED, hatch="///", lw=0.8)
        left.barh(-at - 0.17, row[1], height=0.3, color=BLUE.colour)
        beside(left, (row[0], -at + 0.17), short(float(f"{row[0]:.3g}")), (5, 0), MUTED)
        beside(left, (row[1], -at - 0.17), short(float(f"{row[1]:.3g}")), (5, 0), BLUE.words)
        _share(right, at, row[2:], TEAL)
    left.set_xlim(0, 1.25 * float(known["cost_per_customer"].max()))
    right.set_xlim(0, 1.3 * float(known["high"].max()))
    ticks(left.xaxis, short)
    ticks(right.xaxis, percent)
    under = _("hatched: a lead; full: a customer") + (f" · {currency}" if currency else "")
    axis_words(left, title=_("The price of a lead is not the price of a customer"), under=under)
    axis_words(right, title="", under=_("share of leads won (95% interval)"))
    return Described(figure, _sources_sentence(known, currency))


@styled()
def calibration(table: pd.DataFrame) -> Described:
    """Said against seen: do three in ten of those with a chance of 30% become customers?

    table: as from `building.calibration`: leads, said, seen, low, high, a row a tenth of the leads.
    """
    need(table, "leads", "said", "seen", "low", "high", of="calibration")
    known = finite(table, "said", "seen", "low", "high")
    if known.empty:
        return nothing(_("There are no leads with a chance to judge."))
    figure, axes = single(height=4.2)
    top = min(1.0, 1.1 * float(known[["said", "high"]].to_numpy().max()))
    axes.plot([0, top], [0, top], color=MUTED, lw=1, ls=(0, (4, 3)), label=_("said = seen"))
    inside = (known["low"] <= known["said"]) & (known["said"] <= known["high"])
    for ok, look in ((True, BLUE), (False, ORANGE)):
        part = known[inside == ok]
        axes.vlines(part["said"], part["low"], part["high"], color=look.colour, lw=2)
        axes.plot(part["said"], part["seen"], look.marker, ms=7, color=look.colour, zorder=4)
    axes.set(xlim=(0, top), ylim=(0, top))
    axes.grid(axis="y")
    for axis in (axes.xaxis, axes.yaxis):
        ticks(axis, percent)
    axes.legend(loc="upper left", frameon=False)
    axis_words(
        axes,
        title=_("Does 30% mean 30%?"),
        under=_("share that became customers, a tenth of the leads a mark, with its 95% interval"),
        x=_("chance that the score gave them"),
    )
    text = _("{inside} of {n} tenths of the leads have the chance they were given inside their interval; ")
    ends = _("the lowest tenth was given {said_low} and had {seen_low}, the highest {said} and {seen}.")
    low, high = (
        known.iloc[int(known["said"].to_numpy().argmin())],
        known.iloc[int(known["said"].to_numpy().argmax())],
    )
    words = {
        "said_low": percent(low["said"]), "seen_low": percent(low["seen"]),
        "said": percent(high["said"]), "seen": percent(high["seen"]),
    }  # fmt: skip
    return Described(figure, text.format(inside=int(inside.sum()), n=len(known)) + ends.format(**words))


@styled()
def gain(
    table: pd.DataFrame, other: pd.DataFrame | None = None, *, name: str = "", against: str = ""
) -> Described:
    """How many of the customers are in the best so many leads, by a score and perhaps by another way.

    table, other: as from `building.gain`: share_of_leads, share_of_customers. name, against: by what.
    """
    for one in (table, other):
        if one is not None:
            need(one, "share_of_leads", "share_of_customers", of="gain")
    if table.empty:
        return nothing(_("There are no leads to line up."))
    figure, axes = single()
    axes.plot([0, 1], [0, 1], color=MUTED, lw=1, ls=(0, (4, 3)))
    names = (name or _("the score"), against or _("the rule"))
    lines = [(table, BLUE, names[0])] + ([(other, ORANGE, names[1])] if other is not None else [])
    for part, look, label in lines:
        x, y = (
            np.r_[0.0, part[column].to_numpy(dtype=float)]
            for column in ("share_of_leads", "share_of_customers")
        )
        axes.plot(x, y, look.marker, ls=look.line, color=look.colour, ms=5, label=label, clip_on=False)
    axes.plot([], [], color=MUTED, lw=1, ls=(0, (4, 3)), label=_("drawing lots"))
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.grid(axis="y")
    for axis in (axes.xaxis, axes.yaxis):
        ticks(axis, percent)
    axes.legend(loc="lower right", frameon=False)
    axis_words(
        axes,
        title=_("Who is in the first calls?"),
        under=_("share of all customers found"),
        x=_("share of leads followed up, the best first"),
    )
    return Described(figure, _gain_sentence(lines))


@styled()
def reply_speed(table: pd.DataFrame) -> Described:
    """Share of leads won by how soon we first answered.

    table: as from `building.reply_speed`: answered, leads, rate, low, high.
    """
    need(table, "answered", "leads", "rate", "low", "high", of="reply_speed")
    if table.empty:
        return nothing(_("There are no leads that were answered."))
    labels = [f"{name} ({count(n)})" for name, n in zip(table["answered"], table["leads"], strict=True)]
    figure, (axes,) = rows(labels)
    for at, values in enumerate(table[SHARE].to_numpy(dtype=float).tolist()):
        _share(axes, at, values, BLUE)
    room(axes, 0.0, float(table["high"].max()))
    ticks(axes.xaxis, percent)
    axis_words(
        axes, title=_("How soon we answered"), under=_("share that became customers, with its 95% interval")
    )
    first, last = table.iloc[0], table.iloc[-1]
    text = _(
        "Of those answered {first}, {rate_first} became customers; of those answered {last}, {rate_last}."
    )
    words = {
        "first": plain(first["answered"]), "last": plain(last["answered"]),
        "rate_first": percent(first["rate"]), "rate_last": percent(last["rate"]),
    }  # fmt: skip
    return Described(figure, text.format(**words))


def _share(axes: "Axes", at: int, values: "list[float]", look: Series) -> None:
    """A share in row `at`: a mark, a line over its interval, the share in words. values: SHARE."""
    rate, low, high = values
    axes.plot([low, high], [-at, -at], color=look.colour, lw=2.2, solid_capstyle="butt")
    axes.plot(rate, -at, look.marker, ms=7, color=look.colour)
    beside(axes, (high, -at), percent(rate), (6, 0), look.words)


def _funnel_sentence(table: pd.DataFrame, known: pd.DataFrame) -> str:
    first, last = table.iloc[0], table.iloc[-1]
    whole = float(last["entered"]) / float(first["entered"])
    text = _("Of {first} leads that reached {start}, {last} reached {end}: {share}.")
    said = text.format(
        first=count(first["entered"]), start=plain(first["stage"]), last=count(last["entered"]),
        end=plain(last["stage"]), share=percent(whole, digits=0 if whole >= 0.1 else 1),
    )  # fmt: skip
    if known.empty:
        return said
    worst = known.iloc[int(known["rate"].to_numpy().argmin())]
    leak = _("It leaks most at {stage}, from where {rate} go on (between {low} and {high}).")
    parts = {name: percent(float(worst[name])) for name in ("rate", "low", "high")}
    return said + " " + leak.format(stage=plain(worst["stage"]), **parts)


def _sources_sentence(known: pd.DataFrame, currency: str) -> str:
    cheap = known.iloc[0]
    at = known["cost_per_customer"].to_numpy()
    best = known.iloc[int(at.argmin())]
    dear = known.iloc[int(at.argmax())]
    text = _(
        "A lead is cheapest from {cheap} ({lead}); a customer is cheapest from {best} ({customer}) and "
        "dearest from {dear} ({most})."
    )
    return text.format(
        cheap=plain(cheap["source"]), lead=money(cheap["cost_per_lead"], currency),
        best=plain(best["source"]), customer=money(best["cost_per_customer"], currency),
        dear=plain(dear["source"]), most=money(dear["cost_per_customer"], currency),
    )  # fmt: skip


def _gain_sentence(lines: list[tuple[Any, Any, str]]) -> str:
    found = []
    for table, __, name in lines:
        x, y = (
            np.r_[0.0, table[column].to_numpy(dtype=float)]
            for column in ("share_of_leads", "share_of_customers")
        )
        found.append(_("{share} by {name}").format(share=percent(float(np.interp(0.3, x, y))), name=name))
    text = _(
        "The first three in ten leads hold so many of the customers: {found}; drawing lots would give 30%."
    )
    return text.format(found=listed(found))
