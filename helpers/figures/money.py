"""Sums step by step, and plans against one another."""

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
    ticks,
)
from helpers.figures.labels import beside
from helpers.style import BLUE, DARK, GAIN, INK, LOSS, MUTED, PAPER, Series, styled
from helpers.words import _, money

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OTHERS = Series(MUTED, MUTED, "o", "-", "")


@styled()
def waterfall(steps: pd.DataFrame, *, currency: str = "") -> Described:
    """From a first sum step by step to what it comes to: an invoice to its profit, a price as it lands.

    steps: step (words) and amount (money); the first row is the start, the last the sum of those above it.
    Source: Marn & Rosiello (1992).
    """
    need(steps, "step", "amount", of="waterfall")
    steps = finite(steps, "amount").reset_index(drop=True)
    if len(steps) < 2:
        return nothing(_("There are no steps to go down."))
    names, amounts = [plain(step) for step in steps["step"]], steps["amount"].to_numpy(dtype=float)
    figure, (axes,) = rows(names)
    _stairs(axes, amounts)
    ticks(axes.xaxis, short)
    axis_words(axes, title=_("From the first sum to what it comes to"), under=currency)
    return Described(figure, _steps_sentence(names, amounts, currency))


@styled()
def plan_comparison(policies: pd.DataFrame, *, plan: str = "", currency: str = "") -> Described:
    """What plans earned, each with its range; yours stands out, best on top.

    policies: policy, low, mid, high (money; low to high is the 95% interval) and, where known, lead_low,
    lead_high: the interval of your lead over it on the same customers, who share the luck of a year.
    plan: which policy is yours; if empty, the first row.
    """
    need(policies, "policy", "low", "mid", "high", of="plan_comparison")
    known = finite(policies, "low", "mid", "high")
    if known.empty:
        return nothing(_("There are no plans to compare."))
    yours = plan or str(known["policy"].iloc[0])
    if yours not in set(known["policy"].astype(str)):
        plans = ", ".join(known["policy"].astype(str))
        raise ValueError(_("There is no plan “{plan}”; there are {plans}.").format(plan=yours, plans=plans))
    ranked = known.sort_values("mid", ascending=False, kind="stable", ignore_index=True)
    figure, (axes,) = rows([plain(policy) for policy in ranked["policy"]])
    for row, (policy, low, mid, high) in enumerate(
        ranked[["policy", "low", "mid", "high"]].itertuples(index=False)
    ):
        look = BLUE if str(policy) == yours else OTHERS
        axes.plot([low, high], [-row, -row], color=look.colour, lw=4, alpha=0.4, solid_capstyle="round")
        axes.plot(mid, -row, look.marker, color=look.colour, ms=9)
        beside(axes, (mid, -row), short(mid), (0, 6), look.words)
    if ranked["low"].min() < 0 < ranked["high"].max():
        axes.axvline(0, color=INK, lw=0.8)
    axes.margins(x=0.08)
    ticks(axes.xaxis, short)
    title = _("What each plan earned, and its range")
    if _only_costs(ranked):
        title = _("What each plan cost, and its range; further right is better")
    axis_words(axes, title=title, under=currency)
    return Described(figure, _plan_sentence(ranked, yours, currency))


def _bar(axes: "Axes", row: int, ends: tuple[float, float], look: Series) -> None:
    """A horizontal bar in its row; losses are hatched."""
    axes.barh(
        -row,
        ends[1] - ends[0],
        left=ends[0],
        height=0.56,
        color=look.colour if look is not LOSS else PAPER,
        edgecolor=look.colour,
        hatch=LOSS.hatch if look is LOSS else "",
    )


def _stairs(axes: "Axes", amounts: "np.ndarray[Any, Any]") -> None:
    """Each step from where the one above ended; first and last stand on zero."""
    last = len(amounts) - 1
    starts = np.r_[0, amounts[:-1].cumsum()[:-1], 0]
    for row, (start, end) in enumerate(zip(starts, starts + amounts, strict=True)):
        look = LOSS if end < start else DARK if row in {0, last} else GAIN
        _bar(axes, row, (start, end), look)
        beside(axes, (max(start, end), -row), short(end - start), (6, 0), look.words)
        if row < last:
            axes.plot([end, end], [-row - 0.28, -row - 0.72], color=MUTED, lw=1)
    reach = np.r_[starts, starts + amounts]
    low, high = float(reach.min()), float(reach.max())
    room(axes, low, high)
    axes.set_xlim(right=high + 0.13 * ((high - low) or 1.0))  # numbers stand to the right, of zero too
    axes.axvline(0, color=INK, lw=0.8)


def _steps_sentence(names: list[str], amounts: "np.ndarray[Any, Any]", currency: str) -> str:
    first, left, between = amounts[0], amounts[-1], amounts[1:-1]
    if between.size and left < first:
        text = _(
            "From {first} ({name}) the steps go down to {left} ({end}). The largest is {step}, {amount}."
        )
        largest = int(between.argmin())
    elif between.size:
        text = _("From {first} ({name}) the steps go up to {left} ({end}). The largest is {step}, {amount}.")
        largest = int(between.argmax())
    else:
        text, largest = _("{first} ({name}) comes to {left} ({end})."), -1
    sentence = text.format(
        first=money(first, currency),
        left=money(left, currency),
        name=names[0],
        end=names[-1],
        step=names[largest + 1],
        amount=money(abs(amounts[largest + 1]), currency),
    )
    return sentence + " " + _("What is left is below zero.") if left < 0 else sentence


def _plan_sentence(ranked: pd.DataFrame, yours: str, currency: str) -> str:
    """What yours earned, and how it stands to the best of the others; `ranked` has the best on top."""
    mine = ranked["policy"].astype(str) == yours
    own, others = ranked[mine].iloc[0], ranked[~mine]
    text, amounts = _("{plan} earned {mid}, with a range of {low} to {high}."), _amounts(own, currency)
    more = _("That is {lead} more than {rival}, the best of the others")
    less = _("That is {lead} less than {rival}, the best of the others")
    if costs := _only_costs(ranked):
        text = _("{plan} cost {mid}, with a range of {low} to {high}.")
        amounts = _amounts(-own[["high", "mid", "low"]].set_axis(["low", "mid", "high"]), currency)
        more = _("That is {lead} better than {rival}, the best of the others")
        less = _("That is {lead} worse than {rival}, the best of the others")
    if twin := _twin(own, others.iloc[1:]):
        text = _("{plan} earned {mid}, being the same plan as “{twin}”.")
        if costs:
            text = _("{plan} cost {mid}, being the same plan as “{twin}”.")
    elif own["low"] == own["high"]:
        text = _("{plan} cost {mid}.") if costs else _("{plan} earned {mid}.")
    sentence = text.format(plan=plain(yours).capitalize(), twin=twin, **amounts)
    if others.empty:
        return sentence
    rival = others.iloc[0]
    lead = float(own["mid"] - rival["mid"])
    if not round(lead, 2):
        text = _("{rival}, the best of the others, earned the same.")
        if costs:
            text = _("{rival}, the best of the others, cost the same.")
        if "lead_low" in rival and not (rival["lead_low"] or rival["lead_high"]):
            text = _("{rival}, the best of the others, is the same plan as yours stands now.")
        return sentence + " " + text.format(rival=plain(rival["policy"]).capitalize())
    text = less if lead < 0 else more
    sentence += " " + text.format(lead=money(abs(lead), currency), rival=plain(rival["policy"]))
    return f"{sentence}; {_luck(own, rival, currency)}"


def _twin(own: pd.Series, others: pd.DataFrame) -> str:
    """The name of a plan that yours does not differ from in anything; "" where there is none."""
    ends = ["low", "mid", "high"]
    for _row, other in others.iterrows():
        if "lead_low" in other and not (other["lead_low"] or other["lead_high"]):
            return plain(other["policy"]) if other[ends].equals(own[ends]) else ""
    return ""


def _only_costs(ranked: pd.DataFrame) -> bool:
    """Whether no plan earns anything, so that what is compared is what each costs."""
    return bool((ranked["high"] < 0).all())


def _luck(own: pd.Series, rival: pd.Series, currency: str) -> str:
    """How much of the distance between two plans may be luck."""
    if "lead_low" in rival:
        ends = [money(float(rival[name]), currency) for name in ("lead_low", "lead_high")]
        text = _("on other customers like these the lead would lie between {low} and {high}.")
        return text.format(low=ends[0], high=ends[1])
    apart = own["low"] > rival["high"] or rival["low"] > own["high"]
    return _("the ranges do not touch.") if apart else _("the ranges overlap, so luck may have decided.")


def _amounts(row: pd.Series, currency: str) -> dict[str, str]:
    return {name: money(float(row[name]), currency) for name in ("low", "mid", "high")}
