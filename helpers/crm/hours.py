"""The busiest half hour, eight calls by hand, what one more person would do: what the lesson plays with."""

import pandas as pd

from helpers.crm.erlang import agents_needed, desk, load_erlangs
from helpers.crm.queueing import Talks, by_hand, play
from helpers.crm.staffing import TARGET, WITHIN
from helpers.intervals import Estimate
from helpers.tails import student
from helpers.words import _, lasting

# Eight calls on a Tuesday: the minute in which each comes, and how many it takes.
COMES, TALKS = (0, 1, 2, 3, 6, 7, 8, 12), (4, 5, 3, 4, 2, 5, 3, 4)
PLAYS = 12


def eight_calls(*, agents: int, blanks: int = 0) -> pd.DataFrame:
    """Eight calls with a pencil: call, comes, talk, starts, waits, ends (minutes).

    >>> [float(eight_calls(agents=n)["waits"].sum()) for n in (2, 3)]
    [11.0, 1.0]
    """
    return by_hand(list(map(float, COMES)), list(map(float, TALKS)), agents=agents, blanks=blanks)


def busiest(usual: pd.DataFrame, *, target: float = TARGET, within_seconds: float = WITHIN) -> pd.Series:
    """The time with most work: time, calls, handle_seconds, minutes, load, agents (needed), few (who can just
    keep up).

    usual: `arrivals`. Raises ValueError where no call comes.
    """
    work = zip(usual["calls"], usual["handle_seconds"], usual["minutes"], strict=True)
    loads = [load_erlangs(float(n), float(talk), minutes=float(length)) for n, talk, length in work]
    if not loads or not max(loads) > 0:
        raise ValueError(_("No call has come: there is nothing to staff."))
    at = max(range(len(loads)), key=loads.__getitem__)
    top = usual.iloc[at].copy()
    top["load"], top["few"] = loads[at], int(loads[at]) + 1
    top["agents"] = agents_needed(
        loads[at], handle_seconds=float(top["handle_seconds"]), target=target, within_seconds=within_seconds
    )
    return top


def what_if(
    *, calls: float = 12.0, talk_minutes: float = 4.0, people: int = 3, within_seconds: float = WITHIN
) -> pd.DataFrame:
    """So many calls in half an hour, so long each, so many people; with one fewer and one more beside them.

    Returns people, busy (share of their time), in_time (share of callers), wait (the mean, in words; blank
    where there is none), meaning.

    >>> what_if(calls=15, talk_minutes=4, people=3)["people"].tolist()
    [2, 3, 4]
    """
    load = load_erlangs(calls, 60 * talk_minutes)
    rows = []
    for seats in (people - 1, people, people + 1):
        if seats < 1:
            continue
        if load >= seats:
            rows.append((seats, 1.0, 0.0, "", _("the queue grows for as long as calls come")))
            continue
        now = desk(load, seats, handle_seconds=60 * talk_minutes, within_seconds=within_seconds)
        good = now.service_level >= TARGET
        meaning = _("eight in ten are answered in time") if good else _("too many wait")
        rows.append((seats, now.occupancy, now.service_level, lasting(now.wait_seconds), meaning))
    return pd.DataFrame(rows, columns=["people", "busy", "in_time", "wait", "meaning"])


def formula_tried(
    *, calls_an_hour: float, handle_seconds: float, agents: int, hours: float = 120.0
) -> pd.DataFrame:
    """The formula's mean wait beside that of desks played out: setting, formula_seconds, played_seconds, low,
    high (95% of the mean of twelve plays).

    As the formula wants it (talks exponential), and where it does not hold: talks of one length, talks with a
    long tail (log-normal), callers who hang up after three minutes in the mean.
    """
    load = load_erlangs(calls_an_hour, handle_seconds, minutes=60)
    said = desk(load, agents, handle_seconds=handle_seconds).wait_seconds
    settings: dict[str, tuple[Talks, float]] = {
        _("as the formula wants it"): ("exponential", 0.0),
        _("all talks alike"): ("always alike", 0.0),
        _("a few endless talks"): ("log-normal", 0.0),
        _("some hang up"): ("exponential", 180.0),
    }
    rows = []
    for name, (talks, patience) in settings.items():
        waits = pd.Series(
            [
                play(
                    calls_an_hour=calls_an_hour, handle_seconds=handle_seconds, agents=agents, hours=hours,
                    talks=talks, patience_seconds=patience, seed=seed,
                ).wait_seconds
                for seed in range(PLAYS)
            ]
        )  # fmt: skip
        found = _mean(waits)
        rows.append((name, said, found.value, found.low, found.high))
    return pd.DataFrame(rows, columns=["setting", "formula_seconds", "played_seconds", "low", "high"])


def _mean(values: pd.Series) -> Estimate:
    factor = float(student(pd.Series([float(len(values) - 1)])).iloc[0])
    middle, half = float(values.mean()), factor * float(values.std(ddof=1)) / len(values) ** 0.5
    return Estimate(middle, middle - half, middle + half, len(values))
