"""What step 8 hands on: its measures, or the reason why there are none."""

from typing import Any

import numpy as np
import pandas as pd

from helpers.crm.staffing import WITHIN, arrivals, day_totals, interval_minutes, staffing, talk_seconds
from helpers.words import _

MEASURES = ["measure", "value", "unit", "n", "low", "high"]
ABSENT = ["measure", "table_needed", "reason"]
DRAWS, SEED = 400, 8
Array = np.ndarray[Any, np.dtype[Any]]


def measures(
    rows: int | None, calls: pd.DataFrame | None, *, target: float = 0.8, within_seconds: float = WITHIN
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """crm_rows, service_level and wait_seconds: measure, value, unit, n, low, high; and measure,
    table_needed, reason of those that could not be had.

    rows: of the base; calls: interval_start, calls, ·handle_seconds. Service level and wait are those of the
    rota that reaches the target in every half hour, by call; low and high: the same people on the arrivals of
    other days, the bootstrap of whole days (95%, Efron 1979).
    """
    found: list[tuple[object, ...]] = []
    absent: list[tuple[str, str, str]] = []
    if rows is None:
        absent.append(("crm_rows", "customers", _("There is no base: nothing could be loaded.")))
    else:
        found.append(("crm_rows", float(rows), _("rows"), rows, float("nan"), float("nan")))
    if calls is None or not calls["calls"].sum() > 0:
        reason = _("It takes the table calls with interval_start and calls.")
        absent += [(name, "calls", reason) for name in ("service_level", "wait_seconds")]
    else:
        found += _of_calls(calls, target, within_seconds)
    return pd.DataFrame(found, columns=MEASURES), pd.DataFrame(absent, columns=ABSENT)


def _of_calls(calls: pd.DataFrame, target: float, within: float) -> list[tuple[object, ...]]:
    rota = staffing(arrivals(calls), target=target, within_seconds=within)
    now = day_totals(rota)
    levels, waits = other_days(calls, rota["agents"].to_numpy(), within_seconds=within)
    n = int(calls["calls"].sum())
    share = _("share within {s:.0f} seconds").format(s=within)
    return [
        (name, float(now[name]), unit, n, *map(float, np.quantile(drawn, [0.025, 0.975])))
        for name, unit, drawn in (
            ("service_level", share, levels),
            ("wait_seconds", _("seconds"), waits),
        )
    ]


def other_days(
    calls: pd.DataFrame,
    agents: Array,
    *,
    within_seconds: float = WITHIN,
    draws: int = DRAWS,
    seed: int = SEED,
) -> tuple[Array, Array]:
    """Service level and wait of a day, as `day_totals`, were the days seen drawn again: one a draw.

    calls: interval_start, calls, ·handle_seconds; agents: by time of day, in the order of `arrivals`.
    """
    known = calls.dropna(subset=["interval_start", "calls"])
    start, number = known["interval_start"], known["calls"].astype(float)
    talk = talk_seconds(known)
    day, days = pd.factorize(start.dt.normalize())
    time, times = pd.factorize(start.dt.strftime("%H:%M"), sort=True)
    shape, seconds = (len(days), len(times)), 60 * interval_minutes(calls["interval_start"])
    came, work, there = (np.zeros(shape) for _each in range(3))
    for table, values in ((came, number), (work, number * talk), (there, 1.0)):
        np.add.at(table, (day, time), values)
    weights = np.random.default_rng(seed).multinomial(len(days), np.full(len(days), 1 / len(days)), draws)
    seen, sums, open_ = weights @ came, weights @ work, np.maximum(weights @ there, 1)
    length = np.where(seen > 0, sums / np.where(seen > 0, seen, 1), float(talk.mean()))
    return _totals(seen / open_, length, agents, within_seconds, seconds)


def _totals(calls: Array, talk: Array, agents: Array, within: float, interval: float) -> tuple[Array, Array]:
    """Service level and wait, by call, of many days at once (draw × time); waits as in `day_totals`."""
    load, seats = calls * talk / interval, agents.astype(float)
    blocked, p_wait = np.ones_like(load), np.ones_like(load)
    for n in range(1, int(seats.max()) + 1):
        blocked = load * blocked / (n + load * blocked)
        p_wait = np.where(seats == n, blocked, p_wait)
    p_wait = np.where(load < seats, p_wait / (1 - load / seats * (1 - p_wait)), 1.0)
    spare = np.maximum(seats - load, 1e-12)
    level = np.where(load < seats, 1 - p_wait * np.exp(-spare * within / talk), 0.0)
    wait = np.minimum(p_wait * talk / spare, interval / 2)
    total = np.maximum(calls.sum(axis=1), 1e-12)
    return (level * calls).sum(axis=1) / total, (wait * calls).sum(axis=1) / total
