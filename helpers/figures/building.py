"""What winning costs and brings: value against cost, payback, a plan in steps, how a thing spreads."""

from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from helpers.figures.base import (
    Described,
    Named,
    axis_words,
    each_step,
    finite,
    named_rows,
    need,
    nothing,
    page,
    printable,
    short,
    single,
    spread_scale,
    thin,
    ticks,
)
from helpers.figures.labels import curve_points, label_dots
from helpers.style import BLUE, INK, MUTED, ORANGE, PAPER, PLUM, TEAL, Series, styled
from helpers.words import _, count, listed, money, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLANS = {"win now": BLUE, "by instalments": TEAL, "not at this cost": ORANGE}
PLAN_WORDS = {
    "win now": _("win now"),
    "by instalments": _("by instalments"),
    "not at this cost": _("not at this cost"),
}
ARROW = {"arrowstyle": "->", "color": MUTED, "lw": 1.4}
MOST_STEPS = 4  # of a plan: so many boxes stand side by side
DOTS = 900  # about so many; more would only paint over one another


@styled()
def value_cost(table: pd.DataFrame, *, named: Named = None, currency: str = "") -> Described:
    """Every customer by what winning it cost and what it leaves, and the plan by the rule of payback.

    table: as from `building.value_cost`: customer_id, cost, value, plan.
    """
    need(table, "customer_id", "cost", "value", "plan", of="value_cost")
    known = finite(table, "cost", "value").reset_index(drop=True)
    if known.empty:
        return nothing(_("No customer has both a value and a cost."))
    figure, axes = single(height=4.6, bottom=0.95)
    spread_scale(axes, "x", known["cost"])
    spread_scale(axes, "y", known["value"])
    labels = named_rows(known, named)
    share = min(1.0, DOTS / len(known))  # the same of every plan, or a rare one would look common
    for plan, look in PLANS.items():
        at = np.flatnonzero(known["plan"] == plan)
        also = np.flatnonzero(np.isin(at, [row for row, __ in labels]))
        part = known.iloc[at[thin(len(at), max(round(share * len(at)), 2), *also)]]
        axes.plot(
            part["cost"], part["value"], look.marker, ms=4.5, mfc=look.colour, mec="none", alpha=0.5, ls="",
            label=f"{PLAN_WORDS[plan]}: {count(len(at))}", zorder=2,
        )  # fmt: skip
    if known["value"].min() < 0:
        axes.axhline(0, color=INK, lw=0.9)
    axes.grid(axis="y")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=3, frameon=False, handletextpad=0.2)
    of = f", {currency}" if currency else ""
    title = _("What it cost to win them, and what they leave if they stay")
    along, upright = each_step(axes.xaxis), each_step(axes.yaxis)
    far = " · " + _("a step is {times} more").format(times=upright) if upright else ""
    wide = " · " + _("a step is {times} more").format(times=along) if along else ""
    axis_words(axes, title=title, x=_("cost of winning") + of + wide, under=_("value") + of + far)
    x, y = known["cost"].to_numpy(dtype=float), known["value"].to_numpy(dtype=float)
    label_dots(axes, [(x[row], y[row], label) for row, label in labels])
    return Described(figure, _plans_sentence(known) + _lowest_of(known, labels, currency))


@styled()
def payback_curve(curves: dict[str, pd.DataFrame], *, currency: str = "") -> Described:
    """Money in hand month by month after winning a customer, one line a case.

    curves: name → as from `building.payback_curve`: month, in_hand (money). Four lines at most are drawn.
    """
    drawn = dict(list(curves.items())[:4])
    if not drawn:
        return nothing(_("There is nothing to pay back."))
    figure, axes = single()
    axes.axhline(0, color=INK, lw=0.9)
    said = []
    for (name, table), look in zip(drawn.items(), (BLUE, ORANGE, TEAL, PLUM), strict=False):
        need(table, "month", "in_hand", of="payback_curve")
        x, y = table["month"].to_numpy(dtype=float), table["in_hand"].to_numpy(dtype=float)
        axes.plot(x, y, color=look.colour, ls=look.line, label=name)
        back = _crossing(y)
        if back is not None:
            axes.plot(x[back], y[back], look.marker, ms=9, mfc=PAPER, mec=look.colour, mew=2, zorder=5)
        said.append((name, back, float(y.min())))
    axes.set_xlim(0, max(float(table["month"].max()) for table in drawn.values()))
    axes.grid(axis="y")
    ticks(axes.yaxis, short)
    axes.legend(loc="upper left", frameon=False)
    under = _("money in hand; open mark: paid back") + (f" · {currency}" if currency else "")
    axis_words(axes, title=_("When is it paid back?"), under=under, x=_("months after winning them"))
    return Described(figure, " ".join(_payback_words(name, back, low, currency) for name, back, low in said))


@styled()
def instalments(table: pd.DataFrame, *, currency: str = "") -> Described:
    """A plan in steps as a tree: at each step on or out, and what is in hand at each way out.

    table: as from `building.exits`: step, cost, chance, ends, in_hand; the last row is the customer won.
    """
    need(table, "step", "cost", "chance", "ends", "in_hand", of="instalments")
    if not 2 <= len(table) <= MOST_STEPS + 1:
        return nothing(_("A plan of one to {n} steps can be drawn as a tree.").format(n=MOST_STEPS))
    figure = page(height=3.5)
    axes = figure.add_axes((0.02, 0.02, 0.96, 0.78))
    axes.set(xlim=(-0.45, len(table) - 0.55), ylim=(-1.5, 0.45))
    axes.set_axis_off()
    for at, row in enumerate(table.to_dict("records")):
        won = at == len(table) - 1
        step = fill(printable(row["step"], longest=44), 15)
        _box(axes, at, step if won else f"{step}\n{money(row['cost'], currency)}", TEAL if won else BLUE)
        if not won:
            axes.annotate("", (at + 0.66, 0), (at + 0.36, 0), arrowprops=ARROW)
            axes.text(at + 0.51, 0.06, percent(row["chance"]), ha="center", va="bottom", fontsize=9)
        _way_out(axes, at, row["ends"], money(row["in_hand"], currency), TEAL if won else ORANGE)
    figure.text(0.02, 0.94, _("Pay, look, go on or stop"), weight="bold", fontsize=11.5)
    under = _(
        "in the boxes what a step costs; below, in bold, how often it ends there, and what is in hand then"
    )
    figure.text(0.02, 0.87, under, color=MUTED, fontsize=9.5)
    return Described(figure, _exits_sentence(table, currency))


def _box(axes: "Axes", at: int, words: str, look: Series) -> None:
    edge = {"boxstyle": "round,pad=0.45", "fc": PAPER, "ec": look.colour, "lw": 1.6, "ls": look.line}
    axes.text(at, 0, words, ha="center", va="center", fontsize=9, color=look.words, bbox=edge)


def _way_out(axes: "Axes", at: int, share: float, in_hand: str, look: Series) -> None:
    axes.annotate("", (at, -0.98), (at, -0.42), arrowprops=ARROW)
    axes.text(at + 0.06, -0.7, percent(share), va="center", color=look.words, weight="bold")
    axes.text(at, -1.15, in_hand, ha="center", va="center", color=look.words)


@styled()
def adoption(table: pd.DataFrame, peak: tuple[float, float, float]) -> Described:
    """How a thing spreads: who has come by when, and where most come at once.

    table: as from `building.bass`: period, adopted (share), new; peak: as from `building.bass_peak`.
    """
    need(table, "period", "adopted", "new", of="adoption")
    if table.empty:
        return nothing(_("There is nothing that spreads."))
    figure, axes = single()
    x, adopted = table["period"].to_numpy(dtype=float), table["adopted"].to_numpy(dtype=float)
    axes.bar(
        x, table["new"], width=0.7, color=PAPER, edgecolor=MUTED, hatch="///", lw=0.8, label=_("new a period")
    )
    axes.plot(x, adopted, BLUE.marker, ls=BLUE.line, color=BLUE.colour, ms=5, label=_("all so far"))
    axes.set(xlim=(-0.5, float(x.max()) + 0.5), ylim=(0, 1.05))
    axes.grid(axis="y")
    ticks(axes.yaxis, percent)
    axes.legend(loc="upper left", frameon=False)
    axis_words(
        axes, title=_("How word of mouth spreads"), under=_("share of all who will ever come"), x=_("period")
    )
    when, share, rate = peak
    if 0 < when <= x.max():
        label_dots(axes, [(when, share, _("most come now"))], avoid=curve_points(x, adopted))
    text = _("Most come after {when:.1f} periods, when {share} are in already; then {rate} come in a period.")
    return Described(figure, text.format(when=when, share=percent(share), rate=percent(rate, digits=1)))


def _plans_sentence(known: pd.DataFrame) -> str:
    counts = known["plan"].value_counts()
    parts = [f"{PLAN_WORDS[plan]} {count(int(counts.get(plan, 0)))}" for plan in PLANS]
    tenth = known.sort_values("cost", ascending=False, kind="stable").head(max(len(known) // 10, 1))
    total = known["value"].sum()
    if not total > 0 or len(known) < 10:
        return _("By the rule of payback: {parts}.").format(parts=listed(parts))
    text = _(
        "By the rule of payback: {parts}. The tenth that was dearest to win took {cost} of the money and "
        "brings {value} of the value."
    )
    shares = {name: percent(tenth[name].sum() / known[name].sum()) for name in ("cost", "value")}
    return text.format(parts=listed(parts), **shares)


def _lowest_of(known: pd.DataFrame, labels: list[tuple[int, str]], currency: str) -> str:
    """Whoever of those named lies lowest, where that is below zero."""
    below = [(float(known["value"].iloc[row]), row, label) for row, label in labels]
    if not below or min(below)[0] >= 0:
        return ""
    value, row, label = min(below)
    spent = money(float(known["cost"].iloc[row]), currency)
    text = _("{name} took {cost} to win and comes to {value}.")
    return " " + text.format(name=label, cost=spent, value=money(value, currency))


def _crossing(in_hand: "np.ndarray[Any, Any]") -> int | None:
    """The first month after which the money stays at zero or above, None where it is not so at the end."""
    below = np.flatnonzero(in_hand < -1e-9)
    if not len(below):
        return 0
    return int(below[-1]) + 1 if below[-1] + 1 < len(in_hand) else None


def _exits_sentence(table: pd.DataFrame, currency: str) -> str:
    ends, in_hand = table["ends"].to_numpy(dtype=float), table["in_hand"].to_numpy(dtype=float)
    outs = [
        _("{share} with {money}").format(share=percent(share), money=money(amount, currency))
        for share, amount in zip(ends[:-1], in_hand[:-1], strict=True)
    ]
    text = _("It ends early in {outs}; {share} are won, with {money} in hand. On average: {worth}.")
    return text.format(
        outs=listed(outs), share=percent(ends[-1]), money=money(in_hand[-1], currency),
        worth=money(float(ends @ in_hand), currency),
    )  # fmt: skip


def _payback_words(name: str, back: int | None, low: float, currency: str) -> str:
    worst = money(low, currency)
    if back is None:
        return _("{name}: not paid back in this time, {low} at the worst.").format(name=name, low=worst)
    return _("{name}: paid back after {n} months, {low} at the worst.").format(name=name, n=back, low=worst)
