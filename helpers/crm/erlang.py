"""Queues: so much work, so many people, and how long somebody waits (Erlang C).

An erlang is one conversation that never ends: twelve calls an hour of five minutes each are one. Erlang's
formulas take calls that come at random and singly, talks of exponential length, callers who never hang up,
and a desk that has been open long enough to forget how its day began.
"""

import math
from typing import NamedTuple

from helpers.checks import above_zero, fraction
from helpers.intervals import garwood
from helpers.words import _

MOST = 100_000  # people at one desk


class Desk(NamedTuple):
    """A desk that has settled down: load (erlangs), agents, p_wait (share of callers who wait at all),
    wait_seconds (mean of all callers, those included who do not wait), service_level (share answered within
    the time), occupancy (share of their time that agents talk).
    """

    load: float
    agents: int
    p_wait: float
    wait_seconds: float
    service_level: float
    occupancy: float


def load_erlangs(calls: float, handle_seconds: float, *, minutes: float = 30) -> float:
    """The load in erlangs: how many would talk at once, on average, if nobody had to wait.

    calls: that come in so many minutes; handle_seconds: mean length of one, writing up included.

    >>> load_erlangs(360, 240), load_erlangs(0, 240)
    (48.0, 0.0)
    """
    if not 0 <= calls < math.inf:
        raise ValueError(_("calls is {calls:g}; it takes a number of zero or more.").format(calls=calls))
    seconds = above_zero(handle_seconds, name="handle_seconds")
    return calls * seconds / (60 * above_zero(minutes, name="minutes"))


def erlang_b(load: float, agents: int) -> float:
    """The chance that all agents talk, where callers who find nobody free go away at once.

    By the recursion B(n) = load × B(n − 1) ÷ (n + load × B(n − 1)), in which no factorial overflows. Sources:
    Erlang (1917); Jagerman (1974).

    >>> round(erlang_b(2.0, 3), 6)
    0.210526
    """
    blocked, work = 1.0, _work(load)
    for n in range(1, _people(agents) + 1):
        blocked = work * blocked / (n + work * blocked)
    return blocked


def erlang_c(load: float, agents: int) -> float:
    """The chance that a caller has to wait, where everybody waits until served.

    Raises ValueError where the load is not below the number of agents. Sources: Erlang (1917); Cooper (1981).

    >>> round(erlang_c(48, 55), 4), erlang_c(0, 1)
    (0.2387, 0.0)
    >>> erlang_c(3.0, 3)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    ValueError: 3 erlangs for 3 agents: work comes in as fast as it is done, or faster, so ... It takes 4.
    """
    if load >= _people(agents):
        message = _(
            "{load:.3g} erlangs for {agents} agents: work comes in as fast as it is done, or faster, so the "
            "queue grows for as long as calls come. It takes {least}."
        )
        raise ValueError(message.format(load=load, agents=agents, least=math.floor(load) + 1))
    blocked = erlang_b(load, agents)
    return blocked / (1 - (load / agents) * (1 - blocked))


def desk(load: float, agents: int, *, handle_seconds: float, within_seconds: float = 20.0) -> Desk:
    """What callers meet with so many agents.

    The mean wait is p_wait × handle_seconds ÷ (agents − load); later than T comes the share p_wait ×
    e^(−(agents − load) × T ÷ handle_seconds). Source: Gans, Koole & Mandelbaum (2003).

    >>> now = desk(48, 55, handle_seconds=240, within_seconds=15)
    >>> round(now.occupancy, 4), round(now.wait_seconds, 2), round(now.service_level, 4)
    (0.8727, 8.18, 0.8459)
    """
    p_wait, spare = erlang_c(load, agents), agents - load
    seconds = above_zero(handle_seconds, name="handle_seconds")
    if not 0 <= within_seconds < math.inf:
        raise ValueError(
            _("within_seconds is {value:g}; it takes zero or more.").format(value=within_seconds)
        )
    late = p_wait * math.exp(-spare * within_seconds / seconds)
    return Desk(load, int(agents), p_wait, p_wait * seconds / spare, 1 - late, load / agents)


def agents_needed(
    load: float, *, handle_seconds: float, target: float = 0.8, within_seconds: float = 20.0
) -> int:
    """The fewest agents with whom the share `target` of callers is answered within so many seconds.

    >>> agents_needed(10, handle_seconds=180), agents_needed(0, handle_seconds=180)
    (14, 1)
    """
    if fraction(target, name="target") == 1:
        raise ValueError(_("No number of agents answers every call in time: take a target below 1."))
    agents = math.floor(_work(load)) + 1
    while _late(load, agents, handle_seconds, within_seconds) > 1 - target:
        agents += 1
    return agents


def _late(load: float, agents: int, seconds: float, within: float) -> float:
    return 1 - desk(load, agents, handle_seconds=seconds, within_seconds=within).service_level


def poisson_range(seen: float) -> tuple[float, float]:
    """95% interval for the mean of a count that was seen once. Source: Garwood (1936).

    >>> [round(end, 1) for end in poisson_range(72)]
    [56.3, 90.7]
    """
    return garwood(_work(seen))


def _work(load: float) -> float:
    """Work: a finite number of zero or more."""
    if not 0 <= load < math.inf:
        raise ValueError(_("The load is {load:g}; it takes a number of zero or more.").format(load=load))
    return load


def _people(agents: float) -> int:
    """People: a whole number, one or more."""
    if agents != int(agents) or not 1 <= agents <= MOST:
        message = _("agents is {agents:g}; it takes a whole number of people, one or more.")
        raise ValueError(message.format(agents=agents))
    return int(agents)
