"""The mix in pictures: response curves, a budget before and after, a plan's profit, what if."""

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
    short,
    single,
    ticks,
)
from helpers.figures.choices import offer_shares
from helpers.figures.labels import beside, curve_points, label_dots
from helpers.style import BLUE, DARK, GAIN, INK, LOSS, MUTED, PAPER, SERIES, Series, styled
from helpers.words import _, listed, money

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from helpers.choice import Fit

MOST = len(SERIES)
SAME = 0.02  # of a sum: nearer than that two splits count as one


@styled()
def response_curves(lines: pd.DataFrame, table: pd.DataFrame, *, currency: str = "") -> Described:
    """What each channel brings at each spend: today's spend marked, and the best split of the same sum.

    lines: channel, spend, return (money a month), points along each curve; table: as from
    `mix.budget_table`: channel, spend, return, marginal_return, best_spend, best_return. The five channels
    with most spend are drawn.
    """
    need(lines, "channel", "spend", "return", of="response_curves")
    need(
        table,
        "channel",
        "spend",
        "return",
        "marginal_return",
        "best_spend",
        "best_return",
        of="response_curves",
    )
    known = finite(table, "spend", "return", "best_spend", "best_return")
    if known.empty:
        return nothing(_("There is no channel with a response curve."))
    drawn = known.sort_values("spend", ascending=False, kind="stable").head(MOST)
    figure, axes = single()
    busy = []
    for look, (__, row) in zip(SERIES, drawn.iterrows(), strict=False):
        part = lines[lines["channel"] == row["channel"]]
        x, y = part["spend"].to_numpy(dtype=float), part["return"].to_numpy(dtype=float)
        axes.plot(x, y, color=look.colour, ls=look.line, zorder=2)
        best = float(row["best_spend"]), float(row["best_return"])
        axes.plot(*best, "D", ms=8, mfc=PAPER, mec=look.colour, mew=2, zorder=5, clip_on=False)
        busy.append(curve_points(x, y))
        busy.append(np.array([best]))
    _money_axes(axes, currency)
    dots = [(float(r["spend"]), float(r["return"]), printable(r["channel"])) for __, r in drawn.iterrows()]
    label_dots(axes, dots, avoid=np.concatenate(busy))
    return Described(figure, _curves_sentence(known, currency))


@styled()
def budget_split(table: pd.DataFrame, *, currency: str = "") -> Described:
    """A budget before and after, and the reason beside it: what the next unit of money brings in each
    channel.

    table: as from `mix.budget_table`. Left, spend a month: hatched as now, full at the best split. Right,
    money back for one more unit of money: ring now, dot at the best split; there all dots stand on one
    line.
    """
    wanted = ("channel", "spend", "best_spend", "marginal_return", "best_marginal_return")
    need(table, *wanted, of="budget_split")
    known = finite(table, *wanted[1:]).sort_values("marginal_return", ascending=False, kind="stable")
    if known.empty:
        return nothing(_("There is no channel to spend on."))
    figure, (left, right) = rows([plain(name) for name in known["channel"]], panels=2)
    for at, (spend, best, now, then) in enumerate(known[list(wanted[1:])].to_numpy(dtype=float).tolist()):
        left.barh(-at + 0.17, spend, height=0.3, color=PAPER, edgecolor=MUTED, hatch="///", lw=0.8)
        left.barh(-at - 0.17, best, height=0.3, color=BLUE.colour)
        for y, value, colour in ((0.17, spend, MUTED), (-0.17, best, BLUE.words)):
            beside(left, (value, -at + y), short(value), (5, 0), colour)
        right.annotate(
            "", (then, -at), (now, -at), arrowprops={"arrowstyle": "->", "color": MUTED, "lw": 1.2}
        )
        right.plot(now, -at, "o", ms=8, mfc=PAPER, mec=INK, mew=1.6)
        right.plot(then, -at, BLUE.marker, ms=7, color=BLUE.colour)
        beside(right, (now, -at), f"{now:.2f}", (-7 if now < then else 7, 0), INK)
    _split_axes(left, right, known, currency)
    return Described(figure, _split_sentence(known, currency))


@styled()
def mix_profit(table: pd.DataFrame, *, currency: str = "") -> Described:
    """Two mixes down to their profit, step by step: as now (hatched) and as planned.

    table: as from `mix.compare_mixes`: step, now, planned, change (money a year); the last row is the profit.
    """
    need(table, "step", "now", "planned", "change", of="mix_profit")
    known = finite(table, "now", "planned", "change").reset_index(drop=True)
    if len(known) < 2:
        return nothing(_("There are no steps to compare."))
    figure, (axes,) = rows([plain(step) for step in known["step"]])
    for at, (now, planned) in enumerate(known[["now", "planned"]].to_numpy(dtype=float).tolist()):
        look = DARK if at in {0, len(known) - 1} else GAIN if planned > 0 else LOSS
        _pair(axes, at, (now, planned), look)
    axes.axvline(0, color=INK, lw=0.8)
    both = known[["now", "planned"]].to_numpy(dtype=float)
    low, high = min(0.0, float(both.min())), max(0.0, float(both.max()))
    # A number outside a bar is as wide as a fifth of the plot at most.
    axes.set_xlim(low - (0.2 * (high - low) if low else 0), high + (0.2 * (high - low) if high else 0))
    ticks(axes.xaxis, short)
    axis_words(
        axes,
        title=_("The mix, down to what is left"),
        under=_under(_("hatched as now, full as planned"), currency),
    )
    return Described(figure, _profit_sentence(known, currency))


def what_if(fit: "Fit", offers: pd.DataFrame, ours: str, **changes: str | float) -> Described:
    """Who would choose us if our offer were another: shares before and after, for a widget to call.

    offers: as from `mix.market_offers`, a row a brand; changes: attribute → what ours becomes. Numbers may
    come as text.
    """
    from helpers import choice

    moved, own = offers.copy(), offers["offer"] == ours
    told = []
    for name, value in changes.items():
        new = float(value) if moved[name].dtype.kind in "iuf" else value
        now, then = _level(moved.loc[own, name].iloc[0]), _level(new)
        if now != then:  # levels to choose from are rounded, as they are here
            told.append(_("{what} {then} (was {now})").format(what=plain(name), then=then, now=now))
        moved.loc[own, name] = new
    drawn = offer_shares(choice.shares(fit, moved), before=choice.shares(fit, offers), ours=ours)
    changed = (
        _("Changed: {what}.").format(what=listed(told)) if told else _("Nothing of ours is changed yet.")
    )
    return Described(drawn.figure, f"{changed} {drawn.sentence}")


def _level(value: object) -> str:
    """A level of an attribute, as one would say it."""
    return f"{value:.4g}" if isinstance(value, (int, float)) else plain(value)


def _money_axes(axes: "Axes", currency: str) -> None:
    axes.set_xlim(left=0)
    axes.set_ylim(0, axes.dataLim.y1 * 1.12)
    axes.grid(axis="y")
    ticks(axes.xaxis, short)
    ticks(axes.yaxis, short)
    under = _under(
        _("money back a month; dot today, open diamond at the best split of the same sum"), currency
    )
    axis_words(
        axes, title=_("What each channel brings, and how it flattens"), under=under, x=_("spend a month")
    )


def _split_axes(left: "Axes", right: "Axes", known: pd.DataFrame, currency: str) -> None:
    left.set_xlim(0, 1.25 * float(known[["spend", "best_spend"]].to_numpy().max()))
    low, high = (
        float(f(known[["marginal_return", "best_marginal_return"]].to_numpy())) for f in (np.min, np.max)
    )
    pad = 0.25 * (high - low) or 0.5
    right.set_xlim(min(0.0, low - pad), high + pad)
    given = known[known["best_spend"] > 0]["best_marginal_return"]
    if len(given):
        right.axvline(float(given.median()), color=BLUE.colour, lw=1, ls=(0, (4, 3)), zorder=0)
    ticks(left.xaxis, short)
    axis_words(left, title=_("The budget, now and at its best"), under=_under(_("spend a month"), currency))
    axis_words(right, title="", under=_("back for one more {unit}").format(unit=currency or _("unit")))


def _pair(axes: "Axes", at: int, values: tuple[float, float], look: Series) -> None:
    """Two bars in a row: now above, planned below."""
    styles: tuple[dict[str, Any], ...] = (
        {"color": PAPER, "edgecolor": MUTED, "hatch": "///", "lw": 0.8},
        {"color": look.colour},
    )
    for y, value, style, colour in zip((0.18, -0.18), values, styles, (MUTED, look.words), strict=True):
        axes.barh(-at + y, value, height=0.32, **style)
        beside(axes, (value, -at + y), short(value), (5 if value >= 0 else -5, 0), colour)


def _under(text: str, currency: str) -> str:
    return f"{text} · {currency}" if currency else text


def _curves_sentence(known: pd.DataFrame, currency: str) -> str:
    top = known.iloc[int(known["marginal_return"].to_numpy().argmax())]
    low = known.iloc[int(known["marginal_return"].to_numpy().argmin())]
    text = _("At today's spend one more {unit} a month brings {high:.2f} in {best} and {low:.2f} in {worst}.")
    sentence = text.format(
        unit=currency or _("unit of money"),
        high=float(top["marginal_return"]),
        low=float(low["marginal_return"]),
        best=plain(top["channel"]),
        worst=plain(low["channel"]),
    )
    if len(known) == 1:
        text = _("At today's spend one more {unit} a month brings {high:.2f} in {best}.")
        sentence = text.format(
            unit=currency or _("unit of money"),
            high=float(top["marginal_return"]),
            best=plain(top["channel"]),
        )
    gain = float(known["best_return"].sum() - known["return"].sum())
    total = float(known["return"].sum())
    if gain <= SAME * abs(total):
        return sentence + " " + _("The same sum split otherwise would bring hardly more.")
    text = _(
        "The same sum, split so that the last {unit} brings the same everywhere, would bring {gain} a "
        "month more."
    )
    return sentence + " " + text.format(unit=currency or _("unit of money"), gain=money(gain, currency))


def _split_sentence(known: pd.DataFrame, currency: str) -> str:
    moved = known["best_spend"] - known["spend"]
    size = SAME * float(known["spend"].sum())
    more = [plain(name) for name in known.loc[moved > size, "channel"]]
    less = [plain(name) for name in known.loc[moved < -size, "channel"]]
    given = known[known["best_spend"] > 0]["best_marginal_return"]
    equal = float(given.median()) if len(given) else float("nan")
    if not more and not less:
        text = _(
            "The budget stands where it should: one more {unit} brings about {equal:.2f} in every channel."
        )
        return text.format(unit=currency or _("unit of money"), equal=equal)
    shifted = float(moved.clip(lower=0).sum())
    text = _(
        "{sum} a month moves from {less} to {more}; then one more {unit} brings {equal:.2f} wherever money "
        "is spent."
    )
    return text.format(
        sum=money(shifted, currency), less=listed(less) or _("the rest"), more=listed(more) or _("the rest"),
        unit=currency or _("unit of money"), equal=equal,
    )  # fmt: skip


def _profit_sentence(known: pd.DataFrame, currency: str) -> str:
    profit = known.iloc[-1]
    steps = known.iloc[:-1]
    largest = steps.iloc[int(steps["change"].abs().to_numpy().argmax())]
    change = float(profit["change"])
    if abs(change) < 0.005:
        return _("The plan leaves what there is now: {now} a year.").format(
            now=money(float(profit["now"]), currency)
        )
    text = _("The plan leaves {planned} a year, {change} more than now; what moves most is {step}, by {by}.")
    if change < 0:
        text = _(
            "The plan leaves {planned} a year, {change} less than now; what moves most is {step}, by {by}."
        )
    return text.format(
        planned=money(float(profit["planned"]), currency), change=money(abs(change), currency),
        step=plain(largest["step"]), by=money(float(largest["change"]), currency),
    )  # fmt: skip
