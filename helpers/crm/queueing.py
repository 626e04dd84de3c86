"""The queue played out call by call: a check of the formula, and what it leaves out."""

import heapq
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from helpers.checks import above_zero
from helpers.words import _

Talks = Literal["exponential", "log-normal", "always alike"]
SPREAD = (
    1.4  # of the logarithm of a log-normal talk: most are short, a few never end (CV² = 6; exponential: 1)
)


class Played(NamedTuple):
    """What became of the calls: calls, p_wait, wait_seconds (mean), service_level, gave_up (share)."""

    calls: int
    p_wait: float
    wait_seconds: float
    service_level: float
    gave_up: float


def play(  # noqa: PLR0913 – the five numbers of a desk, and how they are drawn
    *,
    calls_an_hour: float,
    handle_seconds: float,
    agents: int,
    within_seconds: float = 20.0,
    hours: float = 200.0,
    talks: Talks = "exponential",
    patience_seconds: float = 0.0,
    seed: int = 0,
) -> Played:
    """Play out a desk, first come first served.

    calls_an_hour: come by chance; handle_seconds: the mean talk; talks: how they spread about it;
    patience_seconds: mean time after which a waiting caller hangs up, by chance; 0: never. The first tenth
    of the calls, which meets an empty desk, is not counted.
    """
    rng = np.random.default_rng(seed)
    count = int(above_zero(calls_an_hour, name="calls_an_hour") * hours)
    if count < 100:
        raise ValueError(_("Fewer than a hundred calls say nothing: play more hours."))
    arrive = np.cumsum(rng.exponential(3600 / calls_an_hour, count))
    talk = _talks(talks, handle_seconds, count, rng)
    patience = rng.exponential(patience_seconds, count) if patience_seconds else np.full(count, np.inf)
    free = [0.0] * agents
    waits = np.empty(count)
    gone = np.zeros(count, dtype=bool)
    for at in range(count):
        start = max(arrive[at], free[0])
        waits[at] = start - arrive[at]
        if waits[at] > patience[at]:
            waits[at], gone[at] = patience[at], True
        else:
            heapq.heapreplace(free, start + talk[at])
    counted = slice(count // 10, None)
    waits, gone = waits[counted], gone[counted]
    answered = (waits <= within_seconds) & ~gone
    return Played(
        len(waits), float((waits > 0).mean()), float(waits.mean()), float(answered.mean()), float(gone.mean())
    )


def _talks(kind: Talks, mean: float, count: int, rng: np.random.Generator) -> np.ndarray:
    if kind == "exponential":
        return rng.exponential(mean, count)
    if kind == "log-normal":
        return rng.lognormal(np.log(mean) - SPREAD**2 / 2, SPREAD, count)
    return np.full(count, float(mean))


def by_hand(arrivals: list[float], talks: list[float], *, agents: int, blanks: int = 0) -> pd.DataFrame:
    """A few calls worked out with a pencil: call, comes, talk, starts, waits, ends (minutes); the last
    `blanks` waits left open.

    >>> by_hand([0, 1, 2], [4, 4, 4], agents=2)["waits"].tolist()
    [0.0, 0.0, 2.0]
    """
    if len(arrivals) != len(talks):
        raise ValueError(_("Each call needs one time at which it comes and one length."))
    free, rows = [0.0] * agents, []
    for number, (comes, talk) in enumerate(zip(arrivals, talks, strict=True), start=1):
        starts = max(float(comes), free[0])
        heapq.heapreplace(free, starts + talk)
        rows.append((number, float(comes), float(talk), starts, starts - comes, starts + talk))
    table = pd.DataFrame(rows, columns=["call", "comes", "talk", "starts", "waits", "ends"])
    table.loc[table.index[len(table) - blanks :], ["starts", "waits", "ends"]] = float("nan")
    return table
