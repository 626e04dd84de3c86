"""The desk and the base: waits, a day's rota, one account, forecasts, weights, a round of visits."""

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.figures.base import (
    Described,
    axis_words,
    finite,
    need,
    nothing,
    page,
    plain,
    printable,
    rows,
    short,
    signed,
    single,
    ticks,
)
from helpers.figures.labels import beside, label_dots
from helpers.style import BLUE, DARK, ORANGE, PAPER, PLUM, TEAL, WIDTH, styled
from helpers.words import MANY_SECONDS, _, count, lasting, listed, money, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ASPECTS = {
    "complete": BLUE,
    "valid": TEAL,
    "unique": PLUM,
    "consistent": TEAL,
    "current": ORANGE,
    "agreed": DARK,
}
KINDS = {0: BLUE, 1: TEAL, 2: ORANGE, 3: PLUM}


@styled()
def one_more(table: pd.DataFrame, *, agents: int | None = None) -> Described:
    """How the mean wait falls with each further agent.

    table: agents, wait_seconds, service_level, as `crm.people_and_waits` returns it; agents: the desk as it
    stands, marked.
    """
    need(table, "agents", "wait_seconds", "service_level", of="one_more")
    known = finite(table, "agents", "wait_seconds").reset_index(drop=True)
    if len(known) < 2:
        return nothing(_("It takes two desks at least to see what one more person does."))
    figure, axes = single()
    axes.plot(known["agents"], known["wait_seconds"], color=BLUE.colour, marker=BLUE.marker, lw=2)
    for seats, wait in known[["agents", "wait_seconds"]].itertuples(index=False):
        beside(axes, (seats, wait), lasting(wait), (6, 5), BLUE.words)
    if agents is not None and (known["agents"] == agents).any():
        now = float(known.loc[known["agents"] == agents, "wait_seconds"].iloc[0])
        axes.plot(agents, now, "o", ms=14, mfc="none", mec=ORANGE.colour, mew=2)
    axes.set_xticks(known["agents"].astype(int).tolist())
    axes.margins(x=0.08, y=0.12)
    axes.set_ylim(bottom=0)
    most = float(known["wait_seconds"].max())
    if most >= MANY_SECONDS:  # whole minutes, a handful of them
        step = 60 * math.ceil(most / 300)
        axes.set_yticks(range(0, int(most) + step, step))
    ticks(axes.yaxis, lasting)
    axis_words(
        axes, title=_("One more at the desk"), under=_("mean wait of a caller"), x=_("people at the desk")
    )
    first, second = known.iloc[0], known.iloc[1]
    text = _(
        "With {a:.0f} at the desk callers wait {wait} on average and {level} are answered in time; "
        "one more makes it {less} and {more}. The last one shown saves only {last}."
    )
    last = float(known["wait_seconds"].iloc[-2] - known["wait_seconds"].iloc[-1])
    said = text.format(
        a=first["agents"], wait=lasting(first["wait_seconds"]), level=percent(first["service_level"]),
        less=lasting(second["wait_seconds"]), more=percent(second["service_level"]), last=lasting(last),
    )  # fmt: skip
    return Described(figure, said)


def _people(number: float) -> str:
    """So many people, in words.

    >>> _people(1), _people(4)
    ('1 person', '4 people')
    """
    return _("1 person") if number == 1 else _("{n} people").format(n=count(number))


@styled()
def staffing_day(table: pd.DataFrame, *, flat: int | None = None, target: float = 0.8) -> Described:
    """A day at the desk: work in each interval, the people who are seated for it, and a flat rota beside.

    table: interval, load_erlangs, agents, service_level, as `crm.staffing` returns it; flat: the same number
    all day long.
    """
    need(table, "interval", "load_erlangs", "agents", "service_level", of="staffing_day")
    known = finite(table, "load_erlangs", "agents").reset_index(drop=True)
    if known.empty:
        return nothing(_("No interval with calls: the desk may stay at home."))
    figure, axes = single()
    at = np.arange(len(known))
    axes.bar(at, known["load_erlangs"], width=0.8, color=TEAL.colour, hatch=TEAL.hatch, edgecolor=PAPER, lw=0)
    axes.step(at, known["agents"], where="mid", color=BLUE.colour, lw=2.2)
    top = float(known["agents"].max())
    peak = int(known["agents"].to_numpy().argmax())
    beside(axes, (peak, known["agents"].iloc[peak]), _("people needed"), (0, 6), BLUE.words)
    busiest = int(known["load_erlangs"].to_numpy().argmax())
    beside(axes, (busiest, known["load_erlangs"].iloc[busiest]), _("work, in erlangs"), (0, 4), TEAL.words)
    if flat is not None:
        axes.axhline(flat, color=ORANGE.colour, ls="--", lw=1.6)
        beside(axes, (len(known) - 1, flat), _("flat: {n}").format(n=flat), (-60, 4), ORANGE.words)
        top = max(top, flat)
    every = max(1, len(known) // 10)
    axes.set_xticks(at[::every], [str(text) for text in known["interval"].iloc[::every]])
    axes.set_ylim(0, top + 1)
    axis_words(
        axes, title=_("A day at the desk"), under=_("people, and the work that comes"), x=_("half hour from")
    )
    worst = known.iloc[int(known["service_level"].argmin())]
    text = _(
        "The work is heaviest at {peak} ({load:.1f} erlangs) and takes {n} there; with them at "
        "least {level} of callers are answered in time in every interval (least at {worst})."
    )
    said = text.format(
        peak=known["interval"].iloc[busiest], load=known["load_erlangs"].iloc[busiest],
        n=_people(known["agents"].iloc[busiest]), level=percent(worst["service_level"]),
        worst=worst["interval"],
    )  # fmt: skip
    if worst["service_level"] < target:
        said += " " + _("That is less than the {target} promised.").format(target=percent(target))
    return Described(figure, said)


@styled()
def queue_played(table: pd.DataFrame) -> Described:
    """The formula's wait beside the wait in a queue that was played out.

    table: setting, formula_seconds, played_seconds, low, high (95% over repeated plays).
    """
    need(table, "setting", "formula_seconds", "played_seconds", "low", "high", of="queue_played")
    known = finite(table, "formula_seconds", "played_seconds", "low", "high").reset_index(drop=True)
    if known.empty:
        return nothing(_("No queue was played out."))
    figure, (axes,) = rows([plain(name) for name in known["setting"]])
    for row, part in enumerate(known.to_dict("records")):
        axes.plot([part["low"], part["high"]], [-row, -row], color=BLUE.colour, lw=5, alpha=0.4)
        axes.plot(part["played_seconds"], -row, BLUE.marker, color=BLUE.colour, ms=8)
        axes.plot(part["formula_seconds"], -row, "|", color=ORANGE.colour, ms=20, mew=3)
    axes.set_xlim(left=0)
    axes.margins(x=0.1)
    ticks(axes.xaxis, lasting)
    under = _("mean wait: played (diamond, 95%), and by the formula (upright line)")
    axis_words(axes, title=_("Does the formula hold?"), under=under)
    inside = (known["formula_seconds"] >= known["low"]) & (known["formula_seconds"] <= known["high"])
    text = _("The formula's wait lies within the interval of the played one for {ok}; not for {bad}.")
    good, bad = known.loc[inside, "setting"], known.loc[~inside, "setting"]
    if bad.empty:
        text = _("The formula's wait lies within the interval of the played one for {ok}.")
    elif good.empty:
        text = _("The formula's wait lies outside the interval of the played one for {bad}.")
    return Described(
        figure,
        text.format(
            ok=listed([f"“{plain(name)}”" for name in good]), bad=listed([f"“{plain(name)}”" for name in bad])
        ),
    )


@styled()
def account_page(lines: pd.DataFrame, *, name: str, currency: str = "") -> Described:
    """One account on a line of time: orders as bars of money, every other touch as a mark below.

    lines: at, kind, money, as `crm.timeline` returns it; the kind of most money is drawn as bars.
    """
    need(lines, "at", "kind", "money", of="account_page")
    known = lines.dropna(subset=["at"])
    if known.empty:
        return nothing(_("Nothing is known of {name} but the name.").format(name=printable(name)))
    brought = known[known["money"] > 0]
    others = known[~known.index.isin(brought.index)]
    kinds = [str(kind) for kind in others["kind"].drop_duplicates()]
    figure = page(height=3.2 + 0.32 * len(kinds))
    height = figure.get_figheight()
    left, right = 1.05 / WIDTH, 0.22 / WIDTH
    below = (0.45 + 0.32 * len(kinds)) / height
    axes = figure.add_axes((left, below, 1 - left - right, 1 - below - 0.62 / height))
    axes.vlines(brought["at"], 0, brought["money"], color=BLUE.colour, lw=2.2)
    axes.plot(brought["at"], brought["money"], BLUE.marker, color=BLUE.colour, ms=4)
    axes.set_ylim(bottom=0)
    ticks(axes.yaxis, short)
    axes.tick_params(bottom=not kinds, labelbottom=not kinds)
    if kinds:
        touches = figure.add_axes((left, 0.42 / height, 1 - left - right, 0.32 * len(kinds) / height))
        for row, kind in enumerate(kinds):
            look = KINDS[1 + row % 3]
            at = others.loc[others["kind"] == kind, "at"]
            touches.plot(at, np.full(len(at), -row), look.marker, color=look.colour, ms=5, ls="")
        touches.set_yticks([-row for row in range(len(kinds))], [plain(kind) for kind in kinds])
        touches.set_ylim(-len(kinds) + 0.5, 0.5)
        first, last = known["at"].min(), known["at"].max()
        pad = max((last - first) * 0.02, pd.Timedelta(days=5))
        for each in (axes, touches):
            each.set_xlim(first - pad, last + pad)
        _days(touches)
    else:
        _days(axes)
    if len(brought):
        newest = brought.iloc[int(brought["at"].argmax())]
        words = _("the last: {day}, {money}")
        axes.annotate(
            words.format(day=newest["at"].strftime("%Y-%m-%d"), money=short(newest["money"])),
            (1, 1), (0, 5), xycoords="axes fraction", textcoords="offset points", ha="right",
            color=BLUE.words,
        )  # fmt: skip
    axis_words(
        axes,
        title=printable(name, longest=40),
        under=_("orders in {currency}; below, every other touch").format(currency=currency or _("money")),
    )
    total, until = float(brought["money"].sum()), known["at"].max()
    text = _("{name}: {n} orders for {money}, and {m} other touches; the last of all on {day}, {what}.")
    said = text.format(
        name=plain(name), n=count(len(brought)), money=money(total, currency), m=count(len(others)),
        day=until.strftime("%Y-%m-%d"), what=plain(known["kind"].iloc[int(known["at"].argmax())]),
    )  # fmt: skip
    return Described(figure, said)


def _days(axes: "Axes") -> None:
    """Days under an axis of time, no more of them than have room."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    place = AutoDateLocator(minticks=2, maxticks=6)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(place)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(place))  # type: ignore[no-untyped-call]


@styled()
def quality_bars(table: pd.DataFrame) -> Described:
    """What of the base is good, aspect by aspect.

    table: aspect, checked, good, share, worst, as `crm.score` returns it.
    """
    need(table, "aspect", "share", "worst", of="quality_bars")
    known = finite(table, "share").reset_index(drop=True)
    if known.empty:
        return nothing(_("Nothing was checked."))
    figure, (axes,) = rows([plain(name) for name in known["aspect"]])
    for row, part in enumerate(known.to_dict("records")):
        look = ASPECTS.get(str(part["aspect"]), DARK)
        axes.barh(
            -row, part["share"], height=0.55, color=look.colour, hatch=look.hatch, edgecolor=PAPER, lw=0
        )
        beside(axes, (part["share"], -row), percent(part["share"]), (5, 0), look.words)
    axes.set_xlim(0, 1.12)
    ticks(axes.xaxis, percent)
    axis_words(
        axes, title=_("How good is the address book?"), under=_("share of what was checked that is good")
    )
    least = known.iloc[int(known["share"].argmin())]
    text = _("{share} is {aspect}: the weakest. {most} is {best}.")
    if not str(least["worst"]).endswith("_id"):  # an id stands for the whole record, and is no place to look
        text = _("{share} is {aspect}: the weakest, and worst in {column}. {most} is {best}.")
    most = percent(known["share"].max())
    best = [plain(part["aspect"]) for part in known.to_dict("records") if percent(part["share"]) == most]
    said = text.format(
        aspect=plain(least["aspect"]), share=percent(least["share"]), column=plain(least["worst"]),
        best=listed(best), most=most,
    )  # fmt: skip
    return Described(figure, said)


@styled()
def forecasts_and_facts(table: pd.DataFrame) -> Described:
    """Forecasts as they would have been made, each with its interval, beside what came.

    table: made_on, expected, low, high, came, ·by_reached, as `crm.back_test` returns it.
    """
    need(table, "made_on", "expected", "low", "high", "came", of="forecasts_and_facts")
    known = finite(table, "expected", "low", "high", "came").reset_index(drop=True)
    if known.empty:
        return nothing(_("There is no forecast that time has caught up with."))
    figure, (axes,) = rows([day.strftime("%Y-%m-%d") for day in known["made_on"]])
    for row, part in enumerate(known.to_dict("records")):
        axes.plot([part["low"], part["high"]], [-row, -row], color=BLUE.colour, lw=6, alpha=0.4)
        axes.plot(part["expected"], -row, BLUE.marker, color=BLUE.colour, ms=8)
        axes.plot(part["came"], -row, ORANGE.marker, color=ORANGE.colour, ms=9, mfc="none", mew=2)
        if "by_reached" in part:
            axes.plot(part["by_reached"], -row, "x", color=PLUM.colour, ms=8, mew=2)
    axes.margins(x=0.12)
    under = _("diamond: expected (95%); cross: by the usual rates; ring: what came")
    axis_words(axes, title=_("What we would have said, and what came"), under=under)
    inside = int(((known["came"] >= known["low"]) & (known["came"] <= known["high"])).sum())
    hoped, came = float(known["expected"].sum()), float(known["came"].sum())
    text = _(
        "Counted by those who stood there, {ok} of {n} forecasts held what came within their interval. "
        "Together they said {said:,.0f}{usual}, and {came:,.0f} came: {off}."
    )
    usual = ""
    if "by_reached" in known:
        usual = _(" (the usual way {usual:,.0f})").format(usual=known["by_reached"].sum())
    apart = round(hoped) - round(came)  # of the numbers as they are printed
    off = _("{n} too many").format(n=count(apart)) if apart > 0 else _("{n} too few").format(n=count(-apart))
    if not apart:
        off = _("neither too many nor too few") if hoped else _("no lead was expected to buy")
    return Described(
        figure,
        text.format(
            n=len(known),
            ok=inside,
            said=hoped,
            usual=usual,
            came=came,
            off=off,
        ),
    )


@styled()
def visit_route(table: pd.DataFrame, log: pd.DataFrame) -> Described:
    """The round as it was written down, and the improved one.

    table: plan, stop, place, km, total_km, as `crm.route` returns it; log: place, latitude, longitude.
    """
    need(table, "plan", "place", "total_km", of="visit_route")
    need(log, "place", "latitude", "longitude", of="visit_route")
    spots = log.drop_duplicates("place").set_index("place")
    plans = list(dict.fromkeys(table["plan"]))
    figure, axes = single(height=4.6)
    for plan, look, width in ((plans[0], ORANGE, 1.2), (plans[-1], BLUE, 2.2)):
        way = spots.loc[table.loc[table["plan"] == plan, "place"]]
        axes.plot(way["longitude"], way["latitude"], look.line, color=look.colour, lw=width)
    dots = [
        (row.longitude, row.latitude, printable(str(place).split(",")[0])) for place, row in spots.iterrows()
    ]
    label_dots(axes, dots)
    axes.margins(0.18)
    axes.set_xticks([])
    axes.set_yticks([])
    lengths = table.groupby("plan", sort=False)["total_km"].max()
    under = _("solid: {plan}; dashed: {other}").format(plan=plans[-1], other=plans[0])
    axis_words(axes, title=_("A day of visits"), under=under)
    text = _(
        "As the crow flies the round is {before:.0f} km {first}, and {after:.0f} km {last}: {saved} less."
    )
    before, after = float(lengths.iloc[0]), float(lengths.iloc[-1])
    return Described(
        figure,
        text.format(
            before=before,
            first=plans[0],
            after=after,
            last=plans[-1],
            saved=percent(1 - after / before if before else 0.0),
        ),
    )


@styled()
def key_numbers(table: pd.DataFrame, *, currency: str = "") -> Described:
    """A page for whoever decides: each number now, and how it stands against a year ago.

    table: measure, now, year_ago, change (fraction), good (1 or −1), as `crm.key_numbers` returns it.
    """
    need(table, "measure", "now", "year_ago", "change", "good", of="key_numbers")
    known = finite(table, "now").reset_index(drop=True)
    if known.empty:
        return nothing(_("There is no number to put on the page."))
    figure, (left, right) = rows([plain(name) for name in known["measure"]], panels=2)
    widest = max(float(known["change"].abs().replace(np.inf, np.nan).fillna(0.0).max()), 0.05)
    for row, part in enumerate(known.to_dict("records")):
        size = money(part["now"], currency) if part["measure"] == _("revenue") else _amount(part["now"])
        left.annotate(size, (0, -row), fontsize=13, fontweight="bold", va="center")
        if not np.isfinite(part["change"]):
            right.annotate(_("nothing a year ago"), (0, -row), va="center", fontsize=9.5)
            continue
        look = BLUE if part["change"] * part["good"] >= 0 else ORANGE
        right.barh(
            -row, part["change"], height=0.5, color=look.colour, hatch=look.hatch, edgecolor=PAPER, lw=0
        )
        side = 1 if part["change"] >= 0 else -1
        beside(right, (part["change"], -row), signed(part["change"]), (5 * side, 0), look.words)
    left.set(xlim=(0, 1), xticks=[])
    left.grid(visible=False)
    left.spines["bottom"].set_visible(False)
    right.axvline(0, color=DARK.colour, lw=1)
    right.set_xlim(-1.9 * widest, 1.9 * widest)
    right.locator_params(axis="x", nbins=3)
    ticks(right.xaxis, signed)
    axis_words(left, title=_("The quarter on a page"), under=_("last ninety days; dotted: worse"))
    axis_words(right, title="", under=_("against a year ago"))
    worse = known[(known["change"] * known["good"]) < 0]
    names = listed(
        [f"{plain(n)} ({signed(c)})" for n, c in zip(worse["measure"], worse["change"], strict=True)]
    )
    if worse.empty:
        return Described(figure, _("None of these numbers stands worse than a year ago."))
    return Described(figure, _("Worse than a year ago: {names}.").format(names=names))


def _amount(value: float) -> str:
    """A count, or a small number with one decimal.

    >>> _amount(1688.0), _amount(9.883)
    ('1,688', '9.9')
    """
    return count(value) if value >= 100 or value == int(value) else f"{value:.1f}"
