"""From calls in the past to people at the desk: arrivals by half hour, agents, waits, the cost of a rota."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.checks import need, numbers
from helpers.crm.erlang import agents_needed, desk, load_erlangs, poisson_range
from helpers.words import _

TARGET, WITHIN = 0.8, 20.0  # eight calls in ten within twenty seconds: the trade's habit, not a law
DEFAULT_TALK = 240.0
DAYS_A_YEAR = 250  # on which a desk is open: weeks of five days, less holidays
# Parts of the day for which a rota names people, by the hour at which they begin and end.
WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
PARTS = {"early": (0, 10), "forenoon": (10, 12), "noon": (12, 14), "afternoon": (14, 16), "late": (16, 24)}


def arrivals(calls: pd.DataFrame, *, by_weekday: bool = False) -> pd.DataFrame:
    """What usually comes at each time of day: (weekday,) time, days, calls (mean), low, high (95% of the
    mean), handle_seconds (mean by call), minutes.

    calls: interval_start, calls, ·handle_seconds; intervals are as long as the commonest distance between
    two of them. low and high are Garwood's ends of a Poisson count over all days; where days differ by more
    than chance (`dispersion`), as many fewer calls are taken to have been seen (quasi-Poisson). Times with no
    call at all in any interval are kept: a desk sits there too.
    """
    need(calls, "interval_start", "calls", what="calls")
    table = calls.assign(calls=numbers(calls, "calls", what="calls"))
    table = table.dropna(subset=["interval_start", "calls"])
    if table.empty:
        raise ValueError(_("The table calls has no interval with a start."))
    if (table["calls"] < 0).any():
        text = _("calls: {n} intervals have fewer calls than none. Mend them or leave them out.")
        raise ValueError(text.format(n=int((table["calls"] < 0).sum())))
    starts = table["interval_start"]
    table["time"] = starts.dt.strftime("%H:%M")
    table["weekday"] = starts.dt.day_name()
    table["talk"] = talk_seconds(table)
    keys = ["weekday", "time"] if by_weekday else ["time"]
    groups = table.groupby(keys, sort=True)
    found = groups["calls"].agg(days="count", calls="mean").reset_index()
    seconds = (table["talk"] * table["calls"]).groupby([table[key] for key in keys]).sum().to_numpy()
    came = groups["calls"].sum().to_numpy()
    usual = _usual_talk(table)
    found["handle_seconds"] = np.where(came > 0, seconds / np.where(came > 0, came, 1), usual)
    spread = max(1.0, dispersion(table))
    ends = np.array([poisson_range(seen / spread) for seen in came]).reshape(-1, 2).T * spread
    found["low"], found["high"] = ends / found["days"].to_numpy()
    found["minutes"] = interval_minutes(calls["interval_start"])
    if by_weekday:
        found["weekday"] = pd.Categorical(found["weekday"], WEEK, ordered=True)
        found = found.sort_values(keys, ignore_index=True)
    return found


def interval_minutes(starts: pd.Series) -> float:
    """The length of an interval: the commonest distance between two starts; 30 where there is one only."""
    steps = starts.drop_duplicates().sort_values().diff().dt.total_seconds().dropna() / 60
    return float(steps.mode().iloc[0]) if len(steps) else 30.0


def dispersion(calls: pd.DataFrame) -> float:
    """By how much days differ at the same weekday and time: chi-square ÷ degrees of freedom; 1 is chance.

    Far above 1, something moves whole days (a mailing, a holiday) that a rota by time of day cannot know.
    nan where no time comes twice. Source: Cochran (1954).
    """
    need(calls, "interval_start", "calls", what="calls")
    starts = calls["interval_start"]
    groups = calls["calls"].groupby([starts.dt.day_name(), starts.dt.strftime("%H:%M")])
    means, sizes = groups.transform("mean"), groups.transform("size")
    used = (means > 0) & (sizes > 1)
    seen = groups.agg(["mean", "size"])
    times = int(((seen["mean"] > 0) & (seen["size"] > 1)).sum())
    free = int(used.sum()) - times
    if free <= 0:
        return float("nan")
    return float(((calls["calls"] - means)[used] ** 2 / means[used]).sum() / free)


def staffing(
    usual: pd.DataFrame,
    *,
    target: float = TARGET,
    within_seconds: float = WITHIN,
    agents: "Mapping[str, int] | int | None" = None,
    spare_for: str = "calls",
) -> pd.DataFrame:
    """The table 08_staffing: interval, calls, load_erlangs, agents, p_wait, service_level, wait_seconds,
    occupancy, minutes (of the interval).

    usual: `arrivals`. agents: how many sit there, one number or by part of the day (PARTS); None: as few as
    reach the target, each half hour for itself. spare_for: the column of `usual` they are reckoned for:
    calls, or high, which is prudent. Where the load is not below the agents, the queue has no usual wait:
    service_level is 0 and wait_seconds blank.
    """
    rows = []
    for row in usual.to_dict("records"):
        talk, minutes = row["handle_seconds"], row["minutes"]
        load = load_erlangs(row["calls"], talk, minutes=minutes)
        if agents is None:
            wanted = load_erlangs(row[spare_for], talk, minutes=minutes)
            seats = agents_needed(wanted, handle_seconds=talk, target=target, within_seconds=within_seconds)
        else:
            seats = agents if isinstance(agents, int) else int(agents[part_of(row["time"])])
        interval = f"{row['weekday']} {row['time']}" if "weekday" in row else row["time"]
        rows.append((interval, row["calls"], *_at(load, seats, talk, within_seconds), minutes))
    columns = [
        "interval",
        "calls",
        "load_erlangs",
        "agents",
        "p_wait",
        "service_level",
        "wait_seconds",
        "occupancy",
        "minutes",
    ]
    return pd.DataFrame(rows, columns=columns)


def _at(
    load: float, agents: int, seconds: float, within: float
) -> tuple[float, int, float, float, float, float]:
    if load >= agents:
        return load, agents, 1.0, 0.0, float("nan"), 1.0
    now = desk(load, agents, handle_seconds=seconds, within_seconds=within)
    return load, agents, now.p_wait, now.service_level, now.wait_seconds, now.occupancy


def seat_year(usual: pd.DataFrame, agent_hour: float) -> float:
    """What one chair costs a year if somebody sits on it all day long (money).

    usual: `arrivals` by time of day; agent_hour: what an hour of one person costs.

    >>> seat_year(pd.DataFrame({"minutes": [30.0] * 20}), 28.0)
    70000.0
    """
    return float(DAYS_A_YEAR * usual["minutes"].sum() / 60 * agent_hour)


def part_of(time: str) -> str:
    """The part of the day.

    >>> part_of("10:30"), part_of("12:00"), part_of("17:30")
    ('forenoon', 'noon', 'late')
    """
    hour = int(time[:2])
    return next(name for name, (first, last) in PARTS.items() if first <= hour < last)


def day_totals(table: pd.DataFrame) -> pd.Series:
    """A day of `staffing` in one line: calls, agent_hours, service_level and wait_seconds (of a call).

    A wait counts for half of its interval at most. That is what it means where more calls come than can be
    answered, and near there the formula's wait, for a queue that has grown for ever, is far too long.
    """
    calls = table["calls"].sum()
    if not calls > 0:
        raise ValueError(_("No calls: nothing to staff."))
    most = 60 * table["minutes"] / 2
    waits = table["wait_seconds"].fillna(most).clip(upper=most)
    return pd.Series(
        {
            "calls": calls,
            "agent_hours": float((table["agents"] * table["minutes"]).sum() / 60),
            "service_level": float((table["service_level"] * table["calls"]).sum() / calls),
            "wait_seconds": float((waits * table["calls"]).sum() / calls),
        }
    )


def people_and_waits(
    load: float, *, handle_seconds: float, within_seconds: float = WITHIN, more: int = 6
) -> pd.DataFrame:
    """One more, and one more: agents, p_wait, wait_seconds, service_level, occupancy, saved_seconds (of each
    caller, against one fewer).

    >>> people_and_waits(10, handle_seconds=180, more=3)["agents"].tolist()
    [11, 12, 13]
    """
    first = int(load) + 1
    rows = [
        desk(load, agents, handle_seconds=handle_seconds, within_seconds=within_seconds)
        for agents in range(first, first + more)
    ]
    table = pd.DataFrame(rows)[["agents", "p_wait", "wait_seconds", "service_level", "occupancy"]]
    table["saved_seconds"] = -table["wait_seconds"].diff()
    return table


def pooled(
    loads: Mapping[str, float],
    *,
    handle_seconds: float,
    target: float = TARGET,
    within_seconds: float = WITHIN,
) -> pd.DataFrame:
    """Two small desks or one large one: desk, load_erlangs, agents; the last row is all of them together.

    >>> pooled({"north": 4.0, "south": 4.0}, handle_seconds=240)["agents"].tolist()
    [7, 7, 11]
    """
    every = {**loads, _("together"): sum(loads.values())}
    wanted = {
        name: agents_needed(load, handle_seconds=handle_seconds, target=target, within_seconds=within_seconds)
        for name, load in every.items()
    }
    return pd.DataFrame(
        {"desk": list(every), "load_erlangs": list(every.values()), "agents": list(wanted.values())}
    )


def with_breaks(agents: float, shrinkage: float) -> float:
    """People on the rota for so many at the desk: shrinkage is the share of paid time spent away from it.

    >>> with_breaks(7, 0.3)
    10.0
    """
    if not 0 <= shrinkage < 1:
        text = _("shrinkage is {value:g}; it is a share below 1: write 0.3 for 30%.")
        raise ValueError(text.format(value=shrinkage))
    return round(agents / (1 - shrinkage), 6)


def talk_seconds(calls: pd.DataFrame) -> pd.Series:
    """The mean talk of each interval; the usual one where nobody measured."""
    usual = _usual_talk(calls)
    return (
        calls["handle_seconds"].fillna(usual) if "handle_seconds" in calls else pd.Series(usual, calls.index)
    )


def _usual_talk(calls: pd.DataFrame) -> float:
    """The mean talk by call; four minutes where nobody measured."""
    if "handle_seconds" not in calls:
        return DEFAULT_TALK
    known = calls.dropna(subset=["handle_seconds"])
    weight = float(known["calls"].sum())
    return float((known["handle_seconds"] * known["calls"]).sum() / weight) if weight > 0 else DEFAULT_TALK
