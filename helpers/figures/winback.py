"""Winning back: two arms, whom a letter moves, how good a list is, how long contracts live, risk and
value.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from helpers.figures.base import (
    Described,
    Named,
    axis_words,
    customers,
    finite,
    named_rows,
    need,
    nothing,
    plain,
    printable,
    rows,
    short,
    single,
    spread_scale,
    thin,
    ticks,
)
from helpers.figures.labels import beside, label_dots
from helpers.intervals import Difference, newcombe
from helpers.style import BLUE, DARK, FAINT, INK, MUTED, ORANGE, PAPER, PLUM, TEAL, styled
from helpers.words import _, count, listed, money, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ARM_LOOKS = {"treatment": BLUE, "control": ORANGE}
CURVES = (BLUE, ORANGE, TEAL, PLUM, DARK)
MOST_DOTS = 900
NAMED_ON_TOP = 3


@styled()
def two_arms(arms: pd.DataFrame) -> Described:
    """The share that returned with the letter and without it, and what came on top, each with its interval.

    arms: arm (treatment, control), customers, returned, rate, low, high, as `winback.arms` returns it. The
    interval of the difference is Newcombe's.
    """
    need(arms, "arm", "customers", "returned", "rate", "low", "high", of="two_arms")
    known = finite(arms, "rate", "low", "high").reset_index(drop=True)
    if len(known) != 2:
        return nothing(_("It takes two arms, one with the letter and one without."))
    words = {"treatment": _("with the letter"), "control": _("without it")}
    figure, (axes,) = rows([*(words.get(str(arm), plain(arm)) for arm in known["arm"]), _("on top")])
    for row, (arm, rate, low, high) in enumerate(
        known[["arm", "rate", "low", "high"]].itertuples(index=False)
    ):
        look = ARM_LOOKS.get(str(arm), DARK)
        axes.barh(-row, rate, height=0.5, color=look.colour, hatch=look.hatch, edgecolor=PAPER, lw=0)
        axes.plot([low, high], [-row, -row], color=INK, lw=1.4)
        beside(axes, (high, -row), percent(rate), (6, 0), look.words)
    anyway = float(known["rate"].iloc[1])
    axes.plot([anyway, anyway], [0.35, -1.35], color=INK, ls=(0, (4, 3)), lw=1)
    more = _on_top(known)
    axes.plot([more.low, more.high], [-2, -2], color=TEAL.colour, lw=4, alpha=0.4, solid_capstyle="round")
    axes.plot(more.difference, -2, TEAL.marker, color=TEAL.colour, ms=9)
    beside(axes, (max(more.high, more.difference), -2), points(more.difference), (8, 0), TEAL.words)
    axes.axvline(0, color=INK, lw=1)
    axes.set_xlim(min(more.low * 1.15, 0.0), max(float(known["high"].max()) * 1.15, 0.01))
    ticks(axes.xaxis, percent)
    under = _("share that ordered again; thin lines: what luck allows")
    axis_words(axes, title=_("Compared with whom?"), under=under)
    return Described(figure, _arms_sentence(known))


def _on_top(known: pd.DataFrame) -> Difference:
    """The first arm's share less the second's."""
    with_, without = known.to_dict("records")
    return newcombe(with_["returned"], with_["customers"], without["returned"], without["customers"])


def _arms_sentence(known: pd.DataFrame) -> str:
    with_, without = known.to_dict("records")
    text = _("With the letter {back} of {n} came back ({rate}), without it {others} of {m} ({anyway}).")
    said = text.format(
        back=count(with_["returned"]), n=count(with_["customers"]), rate=percent(with_["rate"], digits=1),
        others=count(without["returned"]), m=count(without["customers"]),
        anyway=percent(without["rate"], digits=1),
    )  # fmt: skip
    more = _on_top(known)
    low, high = (_a_hundred(share) for share in (more.low, more.high))
    text = _("On top that is {more} of a hundred, and with so few people luck could make it {low} or {high}.")
    said += " " + text.format(more=_a_hundred(more.difference), low=low, high=high)
    if more.difference <= 0:
        return said + " " + _("So the letter brought nobody: without it more came back, not fewer.")
    low, middle, high = (
        100 * min(max(one, 0) / with_["rate"], 1) for one in (more.low, more.difference, more.high)
    )
    text = _("So of every hundred who came back with it, {won} came because of it; roughly {low} to {high}.")
    return said + " " + text.format(won=count(round(middle)), low=count(round(low)), high=count(round(high)))


def _a_hundred(share: float) -> str:
    """A difference of shares as heads of a hundred, to one decimal.

    >>> _a_hundred(0.0678), _a_hundred(-0.004)
    ('6.8', '−0.4')
    """
    return f"{100 * share:.1f}".replace("-", "−").replace("−0.0", "0.0")


@styled()
def uplift_bars(table: pd.DataFrame) -> Described:
    """What the letter changed for each value of a trait, with its interval; zero is the line to look at.

    table: the trait, then customers, without, with_it, uplift, low, high, as `winback.uplift_by` returns it.
    """
    need(table, "customers", "uplift", "low", "high", of="uplift_bars")
    known = finite(table, "uplift", "low", "high").reset_index(drop=True)
    if known.empty:
        return nothing(_("There is no group in which some had the letter and others not."))
    trait = str(table.columns[0])
    names = [
        _("{name} ({n})").format(name=plain(name), n=count(n))
        for name, n in zip(known[trait], known["customers"], strict=True)
    ]
    figure, (axes,) = rows(names)
    for row, (value, low, high) in enumerate(known[["uplift", "low", "high"]].itertuples(index=False)):
        look = BLUE if low > 0 else ORANGE if high < 0 else DARK
        axes.plot([low, high], [-row, -row], color=look.colour, lw=4, alpha=0.4, solid_capstyle="round")
        axes.plot(value, -row, look.marker, color=look.colour, ms=9)
        beside(axes, (value, -row), points(value), (0, 6), look.words)
    axes.axvline(0, color=INK, lw=1)
    axes.margins(x=0.1)
    ticks(axes.xaxis, points)
    under = _("points of a hundred, with 95% intervals")
    axis_words(axes, title=_("Whom did the letter move? By {trait}").format(trait=plain(trait)), under=under)
    return Described(figure, _bars_sentence(known, trait))


def points(value: float) -> str:
    """A difference of shares in points of a hundred.

    >>> points(0.047), points(-0.156), points(0.0)
    ('+5', '−16', '0')
    """
    whole = round(100 * value)
    return "0" if whole == 0 else f"{whole:+d}".replace("-", "−")


def _bars_sentence(known: pd.DataFrame, trait: str) -> str:
    best, worst = (known.iloc[int(at)] for at in (known["uplift"].argmax(), known["uplift"].argmin()))
    if len(known) == 1:
        text = _("Among “{name}” the letter changed the share that came back by {best} points.")
        return text.format(name=plain(best[trait]), best=points(best["uplift"]))
    text = _("The letter moved “{up}” most ({best} points) and “{down}” least ({worst} points).")
    said = text.format(
        up=plain(best[trait]),
        best=points(best["uplift"]),
        down=plain(worst[trait]),
        worst=points(worst["uplift"]),
    )
    hurt = [f"“{plain(name)}”" for name in known.loc[known["high"] < 0, trait]]
    if hurt:
        return said + " " + _("{names}: fewer came back with it than without.").format(names=listed(hurt))
    return said


@styled()
def qini_curve(curve: pd.DataFrame, *, coefficient: float | None = None) -> Described:
    """Customers won as one goes down the list, against going at random.

    curve: mailed, won, at_random, as `winback.qini_curve` returns it; coefficient: `winback.qini`, if known.
    """
    need(curve, "mailed", "won", "at_random", of="qini_curve")
    known = finite(curve, "mailed", "won", "at_random").reset_index(drop=True)
    if len(known) < 2 or known["mailed"].iloc[-1] <= 0:
        return nothing(_("There is no list to go down."))
    figure, axes = single()
    share = known["mailed"] / known["mailed"].iloc[-1]
    keep = thin(len(known), 400, int(known["won"].to_numpy().argmax()))
    axes.plot(share.iloc[keep], known["won"].iloc[keep], color=BLUE.colour, ls=BLUE.line)
    axes.plot(share.iloc[[0, -1]], known["at_random"].iloc[[0, -1]], color=ORANGE.colour, ls=ORANGE.line)
    top = int(known["won"].to_numpy().argmax())
    if 0 < top < len(known) - 1:
        axes.plot(share.iloc[top], known["won"].iloc[top], "o", ms=7, mfc=PAPER, mec=INK, mew=1.6, zorder=5)
    axes.axhline(0, color=MUTED, lw=0.8)
    axes.set_xlim(0, 1)
    axes.margins(y=0.12)
    _key(axes, ((_("by expected uplift"), BLUE), (_("at random"), ORANGE)))
    ticks(axes.xaxis, percent)
    axis_words(
        axes, title=_("Down the list"), under=_("customers won"), x=_("share of the list that got the letter")
    )
    return Described(figure, _qini_sentence(known, share, top, coefficient))


def _qini_sentence(known: pd.DataFrame, share: pd.Series, top: int, coefficient: float | None) -> str:
    text = _("Everybody mailed wins {all}; the first {part} of the list win {most}.")
    said = text.format(
        all=customers(round(float(known["won"].iloc[-1]))), part=percent(float(share.iloc[top])),
        most=customers(round(float(known["won"].iloc[top]))),
    )  # fmt: skip
    if top in (0, len(known) - 1):
        said = _("Everybody mailed wins {all}, and no shorter list wins more.").format(
            all=customers(round(float(known["won"].iloc[-1])))
        )
    if coefficient is None or not np.isfinite(coefficient):
        return said
    return said + " " + _("Qini coefficient {value}.").format(value=f"{coefficient:.2f}".replace("-", "−"))


@styled()
def survival(curves: pd.DataFrame, *, by: str = "") -> Described:
    """The share still there as time goes by, with a 95% band: a staircase a group.

    curves: time (months), survival, low, high, and `by` where there are groups (five at most are drawn), as
    `winback.kaplan_meier` returns it.
    """
    need(curves, "time", "survival", "low", "high", *([by] if by else []), of="survival")
    groups = {str(name): part for name, part in curves.groupby(by, sort=True)} if by else {"": curves}
    drawn = {name: finite(part, "time", "survival") for name, part in list(groups.items())[: len(CURVES)]}
    if not any(len(part) > 1 for part in drawn.values()):
        return nothing(_("Nobody has left yet: the curve is a straight line at the top."))
    figure, axes = single(right=1.5 if by else 0.22)
    last = max(float(part["time"].max()) for part in drawn.values())
    for (name, part), look in zip(drawn.items(), CURVES, strict=False):
        time = np.r_[part["time"], last]
        steps = {column: np.r_[part[column], part[column].iloc[-1]] for column in ("survival", "low", "high")}
        known = np.isfinite(steps["low"]) & np.isfinite(steps["high"])
        axes.fill_between(
            time[known],
            steps["low"][known],
            steps["high"][known],
            step="post",
            color=look.colour,
            alpha=0.16,
            lw=0,
        )
        axes.plot(
            time, steps["survival"], color=look.colour, ls=look.line, drawstyle="steps-post", label=name
        )
    axes.axhline(0.5, color=FAINT, lw=1, zorder=0)
    axes.set(xlim=(0, last), ylim=(0, 1.02))
    if by:
        _ends(axes, drawn, last)
    ticks(axes.yaxis, percent)
    axis_words(
        axes, title=_("How long they stay"), under=_("share still there"), x=_("months since the start")
    )
    return Described(figure, _survival_sentence(drawn, by))


def _ends(axes: "Axes", drawn: Mapping[str, pd.DataFrame], last: float) -> None:
    """Names at the right ends of the curves, kept apart."""
    ends = sorted(((float(part["survival"].iloc[-1]), name) for name, part in drawn.items()), reverse=True)
    looks = dict(zip(drawn, CURVES, strict=False))
    place = 1.1
    for height, name in ends:
        place = min(height, place - 0.075)
        axes.annotate(
            printable(plain(name), longest=18), (last, max(place, 0.0)), (6, 0), textcoords="offset points",
            va="center", color=looks[name].words, fontweight="bold", fontsize=9.5, annotation_clip=False,
        )  # fmt: skip


def _survival_sentence(drawn: Mapping[str, pd.DataFrame], by: str) -> str:
    parts = []
    for name, part in drawn.items():
        below = part[part["survival"] <= 0.5]
        when = (
            _("half have left after {months} months").format(months=f"{float(below['time'].iloc[0]):.0f}")
            if len(below)
            else _("after {months} months {share} are still there").format(
                months=f"{float(part['time'].max()):.0f}", share=percent(float(part["survival"].iloc[-1]))
            )
        )
        parts.append(f"“{plain(name)}”: {when}" if by else when)
    text = "; ".join(parts) + "."
    return text[:1].upper() + text[1:]


@styled()
def risk_grid(
    table: pd.DataFrame, *, named: Named = None, top: pd.DataFrame | None = None, currency: str = ""
) -> Described:
    """Customers by the chance that they are gone and by what a year with them is worth; in each of the four
    cells what to do, how many stand in it, and how much is at risk there.

    table: customer_id, churn_probability, year_value, value_at_risk, risky, dear, worth_line, as
    `winback.placed` returns it; named: customer_id → short name; top: `winback.at_the_top`, of whom the first
    three are named as well.
    """
    need(
        table,
        "customer_id",
        "churn_probability",
        "year_value",
        "value_at_risk",
        "risky",
        "dear",
        "worth_line",
        of="risk_grid",
    )
    known = finite(table, "churn_probability", "year_value").reset_index(drop=True)
    if known.empty:
        return nothing(_("There is nobody to place."))
    figure, axes = single(height=4.8, left=0.75)
    y = known["year_value"].clip(lower=0)
    first = {} if top is None else dict(zip(top["customer_id"], top["account"], strict=True))
    labels = named_rows(known, {**dict(list(first.items())[:NAMED_ON_TOP]), **dict(named or {})})
    keep = thin(len(known), MOST_DOTS, *(row for row, _name in labels))
    hot = (known["risky"] & known["dear"]).to_numpy()
    for mask, look in ((~hot, DARK), (hot, ORANGE)):
        at = keep[mask[keep]]
        size, alpha = (3, 0.35) if look is DARK else (4.5, 0.75)
        axes.plot(
            known["churn_probability"].iloc[at],
            y.iloc[at],
            look.marker,
            ms=size,
            color=look.colour,
            alpha=alpha,
            ls="",
            mew=0,
        )
    line = float(known["worth_line"].iloc[0])
    axes.axhline(line, color=MUTED, lw=1, ls=(0, (4, 3)))
    axes.axvline(0.5, color=MUTED, lw=1, ls=(0, (4, 3)))
    axes.set_xlim(-0.03, 1.03)
    spread_scale(axes, "y", y)
    _headroom(axes)
    _cells(axes, known, currency)
    dots = [(float(known["churn_probability"].iloc[row]), float(y.iloc[row]), name) for row, name in labels]
    label_dots(axes, dots)
    ticks(axes.xaxis, percent)
    under = _("what a usual year with them left, {currency}; losses stand at zero")
    if not (known["year_value"] < 0).any():
        under = _("what a usual year with them left, {currency}")
    under = under.format(currency=currency or _("money"))
    axis_words(axes, title=_("Risk and value"), under=under, x=_("chance that they are gone"))
    return Described(figure, _grid_sentence(known, hot, currency))


def _headroom(axes: "Axes") -> None:
    """Room above and below the dots, none of which lies under zero, for the words of the cells."""
    scale = axes.yaxis.get_transform()
    bottom, top = axes.get_ylim()
    low, high = scale.transform(np.array([max(bottom, 0.0), top]))
    pad = 0.2 * (high - low)
    axes.set_ylim(*scale.inverted().transform(np.array([low - pad, high + pad])))


def _cells(axes: "Axes", known: pd.DataFrame, currency: str) -> None:
    """What to do in each of the four cells, for how many and how much, in its corner."""
    for words, x, y in (
        (_("keep the promise"), 0, 1), (_("a person, this month"), 1, 1),
        (_("nothing extra"), 0, 0), (_("a letter, and a question"), 1, 0),
    ):  # fmt: skip
        mine = known[(known["risky"] == bool(x)) & (known["dear"] == bool(y))]
        text = _("{words}\n{n}, {sum} at risk")
        text = text.format(
            words=words, n=customers(len(mine)), sum=money(float(mine["value_at_risk"].sum()), currency)
        )
        axes.annotate(
            text, (x, y), (-6 if x else 6, -5 if y else 5), xycoords="axes fraction",
            textcoords="offset points", ha="right" if x else "left", va="top" if y else "bottom", color=INK,
            fontsize=9.5, fontstyle="italic",
            bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.75, "pad": 1.5}, zorder=6,
        )  # fmt: skip


def _grid_sentence(known: pd.DataFrame, hot: "np.ndarray[Any, Any]", currency: str) -> str:
    total, part = float(known["value_at_risk"].sum()), float(known.loc[hot, "value_at_risk"].sum())
    n = int(hot.sum())
    if not n or total <= 0:
        return _("Nobody is both worth much and likely to be gone.")
    text = _("Worth much and likely to be gone: {n}, with {share} of the {total} a year that is at risk.")
    return text.format(n=customers(n), share=percent(part / total), total=money(total, currency))


@styled()
def list_profit(table: pd.DataFrame, *, currency: str = "") -> Described:
    """What lists of growing length would have left, ranked in several ways.

    table: letters, then a column a ranking (money), as `winback.list_profits` returns it; five at most.
    """
    need(table, "letters", of="list_profit")
    names = [str(name) for name in table.columns if name != "letters"][: len(CURVES)]
    known = finite(table, "letters", *names)
    if known.empty or not names:
        return nothing(_("There is no list to compare."))
    figure, axes = single(height=4.2)
    for name, look in zip(names, CURVES, strict=False):
        axes.plot(
            known["letters"],
            known[name],
            color=look.colour,
            ls=look.line,
            marker=look.marker,
            ms=5,
            label=plain(name),
        )
    axes.axhline(0, color=INK, lw=0.8)
    axes.margins(x=0.02, y=0.1)
    axes.legend(loc="best", frameon=False, fontsize=9.5)
    ticks(axes.yaxis, short)
    axis_words(axes, title=_("What the list leaves"), under=currency or _("money"), x=_("letters"))
    best = known[names].max()
    text = _("At its best length “{first}” leaves {most}, “{last}” {least}.")
    first, last = str(best.idxmax()), str(best.idxmin())
    return Described(
        figure,
        text.format(
            first=plain(first),
            most=money(float(best.max()), currency),
            last=plain(last),
            least=money(float(best.min()), currency),
        ),
    )


def _key(axes: "Axes", entries: tuple[tuple[str, Any], ...]) -> None:
    """The key above the plot, on the right."""
    for words, look in entries:
        axes.plot([], [], color=look.colour, ls=look.line, label=words)
    axes.legend(
        loc="lower right",
        bbox_to_anchor=(1.01, 1.0),
        ncols=len(entries),
        frameon=False,
        borderaxespad=0.1,
        fontsize=9.5,
    )
