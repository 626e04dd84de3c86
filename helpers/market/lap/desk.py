"""Decision 08: how many sit at the service desk in each part of the day."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import numpy.typing as npt

from helpers.market.facts import facts
from helpers.market.lap.effect import Effect
from helpers.market.lap.facts import told
from helpers.market.lap.plan import PARTS, Value
from helpers.market.lap.world import World
from helpers.words import _

Floats = npt.NDArray[np.float64]
# Half hours from 08:00 on that each part of the day has: until 10, 12, 14, 16, and from 16.
HALF_HOURS = dict(zip(PARTS, (4, 4, 4, 4, 4), strict=True))
USUAL = 3
LONGEST = 120  # callers in the queue that are reckoned with


def rota(world: World, value: Mapping[str, Value]) -> Effect:
    """What the rota costs above three all day: agents' hours, callers' waiting, callers lost; and content
    that grows as fewer give up. Calls are Poisson, talks and patience exponential (Erlang A).
    """
    how = told("desk")
    mine = np.repeat([int(float(value[name])) for name in PARTS], list(HALF_HOURS.values()))
    cost, lost = _a_week(mine)
    usual, gave_up = _a_week(np.full(len(mine), USUAL))
    return Effect(
        satisfaction=how["satisfaction"] * (gave_up - lost),
        costs={_("service desk"): (cost - usual) * how["weeks"] * world.scale},
    )


def _a_week(agents: npt.NDArray[np.int64]) -> tuple[float, float]:
    """What a week costs (money), and the share of callers who give up, with so many in each half hour."""
    how, desk = told("desk"), facts("desk")
    cost, lost, calls = 0.0, 0.0, 0.0
    for weekday in desk["weekdays"].values():
        for half, people in zip(desk["profile"], agents, strict=True):
            gave_up, waited = queue(round(weekday * half, 3), int(people))
            cost += (
                people * how["agent_hour"] / 2
                + waited / 60 * how["waiting_minute"]
                + gave_up * how["lost_call"]
            )
            lost, calls = lost + gave_up, calls + weekday * half
    return cost, lost / calls


@cache
def queue(calls: float, agents: int) -> tuple[float, float]:
    """Callers who give up in half an hour, and the seconds that all callers wait, in the long run (Erlang A).

    From the birth–death chain: arrivals λ, talks end at n·μ, those waiting give up at θ each. Calls lost are
    θ times the mean queue, and so is the waiting 1/θ times the calls lost (Little).

    >>> lost, waited = queue(12.0, 8)
    >>> lost < 0.01
    True
    """
    how, desk = told("desk"), facts("desk")
    arrive, talk, patience = calls / 1800, 1 / desk["handle_seconds"], 1 / how["patience_seconds"]
    state = np.arange(1, LONGEST + agents)
    leave = np.minimum(state, agents) * talk + np.maximum(state - agents, 0) * patience
    logs = np.append(0.0, np.cumsum(np.log(arrive / leave)))
    shares = np.exp(logs - logs.max())
    shares /= shares.sum()
    waiting = float((np.maximum(np.arange(len(shares)) - agents, 0) * shares).sum())
    return waiting * patience * 1800, waiting * 1800
