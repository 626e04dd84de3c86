"""A rota judged by the calls that came: each played out, second by second, and priced."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.checks import above_zero, need
from helpers.crm.staffing import PARTS, interval_minutes, part_of, talk_seconds
from helpers.words import _

WEEKS, JUDGES = 4, 2  # the fewest weeks of which some can be held back; how many are
DRAWS, SEED = 12, 8
MOST = 8  # people at once
Rota = Mapping[str, int]  # part of the day, or time as 10:30 -> people
Array = np.ndarray[Any, np.dtype[Any]]


class Prices(NamedTuple):
    """What a rota is charged, all of it assumed: an hour of an agent, a minute of one caller's waiting, a
    call that is lost because its caller hangs up (money); and the mean of the callers' patience.
    """

    agent_hour: float = 28.0
    waiting_minute: float = 0.6
    lost_call: float = 12.0
    patience_seconds: float = 180.0


class Calls(NamedTuple):
    """Calls one by one. intervals: day (number) and time of each; of: which interval (day × number of the
    call, −1: none); came, talk, patience: seconds (draw × day × number of the call).
    """

    days: list[pd.Timestamp]
    intervals: pd.DataFrame
    minutes: float
    of: Array
    came: Array
    talk: Array
    patience: Array


USUAL = Prices()


def weeks(calls: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The calls to learn from, and those of the last two weeks, which judge.

    Raises ValueError where there are fewer than four weeks: then nothing can be held back.
    """
    need(calls, "interval_start", "calls", what="calls")
    known = calls.dropna(subset=["interval_start", "calls"])
    day = known["interval_start"].dt.normalize()
    if known.empty or (day.max() - day.min()).days < 7 * (WEEKS - 1):
        text = _("The calls cover less than {n} weeks: too few to hold the last {held} back.")
        raise ValueError(text.format(n=WEEKS, held=JUDGES))
    held = day > day.max() - pd.Timedelta(days=7 * JUDGES)
    return known[~held], known[held]


def learnt(calls: pd.DataFrame) -> pd.DataFrame:
    """The calls to look at before one decides: without the weeks that judge, if there are any."""
    try:
        return weeks(calls)[0]
    except ValueError:
        return calls


def drawn(calls: pd.DataFrame, *, prices: Prices = USUAL, draws: int = DRAWS, seed: int = SEED) -> Calls:
    """The calls one by one: when within its interval each came, how long it took, how long its caller waits.

    calls: interval_start, calls, ·handle_seconds (mean of the interval). How many came is as it was; the rest
    is by chance: any moment is as likely as another, talks and patience are exponential.
    """
    need(calls, "interval_start", "calls", what="calls")
    table = calls.dropna(subset=["interval_start", "calls"]).sort_values("interval_start", ignore_index=True)
    start, minutes = table["interval_start"], interval_minutes(table["interval_start"])
    day, days = pd.factorize(start.dt.normalize())
    count = table["calls"].to_numpy(dtype=int)
    row = np.repeat(np.arange(len(table)), count)
    place = pd.Series(row).groupby(day[row]).cumcount().to_numpy()
    shape = (len(days), int(place.max()) + 1 if len(place) else 0)
    of = np.full(shape, -1)
    of[day[row], place] = row
    rng = np.random.default_rng(seed)
    above_zero(prices.patience_seconds, name="patience_seconds")
    seconds = np.r_[((start - start.dt.normalize()).dt.total_seconds()), np.inf][of]
    came = seconds + rng.uniform(0, minutes * 60, (draws, *shape))
    talk = rng.exponential(1.0, came.shape) * np.r_[talk_seconds(table), 1.0][of]
    patience = rng.exponential(prices.patience_seconds, came.shape)
    intervals = pd.DataFrame({"day": day, "time": start.dt.strftime("%H:%M")})
    # Each draw in the order of the clock: intervals follow one another, so only moments within them move.
    return Calls(list(days), intervals, minutes, of, np.sort(came, axis=2), talk, patience)


def judged(calls: Calls, rotas: Mapping[str, Rota], *, prices: Prices = USUAL) -> pd.DataFrame:
    """What each rota costs on each day, the mean of all draws: rota, day, people, waiting, lost, cost
    (money), calls, gave_up (calls), wait_seconds (of a call).
    """
    seats = np.array([_seats(calls, rota) for rota in rotas.values()])
    waited, lost = _played(calls, seats)
    came = (calls.of >= 0).sum(axis=1)
    parts = []
    for at, name in enumerate(rotas):
        hours = np.bincount(calls.intervals["day"], weights=seats[at]) * calls.minutes / 60
        parts.append(
            pd.DataFrame(
                {
                    "rota": name,
                    "day": calls.days,
                    "people": hours * prices.agent_hour,
                    "waiting": waited[at] / 60 * prices.waiting_minute,
                    "lost": lost[at] * prices.lost_call,
                    "calls": came,
                    "gave_up": lost[at],
                    "wait_seconds": waited[at] / np.maximum(came, 1),
                }
            )
        )
    table = pd.concat(parts, ignore_index=True)
    table.insert(5, "cost", table[["people", "waiting", "lost"]].sum(axis=1))
    return table


def _seats(calls: Calls, rota: Rota) -> list[int]:
    """People at the desk in each interval."""
    return [int(rota[time] if time in rota else rota[part_of(time)]) for time in calls.intervals["time"]]


def _played(calls: Calls, seats: Array) -> tuple[Array, Array]:
    """Seconds waited and calls lost (rota × day), as the mean of the draws.

    All rotas, draws and days go forward together, call by call; each day begins with an empty desk. A caller
    is taken as soon as fewer talk than sit there: when the n-th last of the talks ends, n people being there.
    Who leaves at the end of their hours ends the call first.
    """
    rotas, (draws, days, number) = len(seats), calls.came.shape
    ends = np.zeros((rotas, draws, days, max(int(seats.max()), 1)))  # of talks, the latest first
    waited, lost = np.zeros((rotas, draws, days)), np.zeros((rotas, draws, days))
    for at in range(number):
        real = calls.of[:, at] >= 0
        there = (
            seats[:, calls.of[:, at]][:, None, :, None] - 1
        )  # −1 finds the last interval, and does not count
        came, shape = calls.came[:, :, at], (rotas, draws, days, 1)
        free = np.take_along_axis(ends, np.broadcast_to(there, shape), axis=3)[..., 0]
        wait = np.where(real, np.maximum(free - np.where(real, came, 0.0), 0.0), 0.0)
        gone = real & (wait > calls.patience[:, :, at])
        waited += np.where(gone, calls.patience[:, :, at], wait)
        lost += gone
        until = np.where(real & ~gone, np.where(real, came, 0.0) + wait + calls.talk[:, :, at], 0.0)
        ends[..., -1] = np.maximum(ends[..., -1], until)
        ends = -np.sort(-ends, axis=3)
    return waited.mean(axis=1), lost.mean(axis=1)


def best(calls: Calls, start: Rota, *, prices: Prices = USUAL) -> dict[str, int]:
    """The rota by parts of the day that costs least on these very calls: what hindsight would have seated.

    start: by parts of the day. Each part is tried at each number with the others as they are and the best of
    each put together; then once more, at that number and its neighbours.
    """
    now = {name: int(start[name]) for name in PARTS}
    for far in (MOST, 1):
        tried = {
            f"{name} {n}": {**now, name: n}
            for name in PARTS
            for n in range(max(now[name] - far, 1), min(now[name] + far, MOST) + 1)
        }
        cost = judged(calls, tried, prices=prices).groupby("rota", sort=False)["cost"].sum()
        for name in PARTS:
            own = [key for key in tried if key.split()[0] == name]
            now = {**now, name: tried[own[int(np.argmin(cost[own]))]][name]}
    return now
