"""What step 8 hands on: its measures, or the reason why there are none."""

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.crm.staffing import WITHIN, day_totals, staffing
from helpers.words import _

MEASURES = ["measure", "value", "unit", "n", "low", "high"]
ABSENT = ["measure", "table_needed", "reason"]


def measures(
    rows: int | None, usual: pd.DataFrame | None, *, target: float = 0.8, within_seconds: float = WITHIN
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """crm_rows, service_level and wait_seconds: measure, value, unit, n, low, high; and measure,
    table_needed, reason of those that could not be had.

    rows: of the base; usual: `arrivals`. Service level and wait are those of the rota that reaches the target
    in every half hour, by call; low and high: the same people, if as many calls come as the ends of the
    interval of the arrivals say.
    """
    found: list[tuple[object, ...]] = []
    absent: list[tuple[str, str, str]] = []
    if rows is None:
        absent.append(("crm_rows", "customers", _("There is no base: nothing could be loaded.")))
    else:
        found.append(("crm_rows", float(rows), _("rows"), rows, float("nan"), float("nan")))
    if usual is None or not usual["calls"].sum() > 0:
        reason = _("It takes the table calls with interval_start and calls.")
        absent += [(name, "calls", reason) for name in ("service_level", "wait_seconds")]
    else:
        found += _of_calls(usual, target, within_seconds)
    return pd.DataFrame(found, columns=MEASURES), pd.DataFrame(absent, columns=ABSENT)


def _of_calls(usual: pd.DataFrame, target: float, within: float) -> list[tuple[object, ...]]:
    rota = staffing(usual, target=target, within_seconds=within)
    seats = [int(agents) for agents in rota["agents"]]
    came = {name: usual.assign(calls=usual[name]) for name in ("calls", "low", "high")}
    ends = {name: day_totals(seated(table, seats, within_seconds=within)) for name, table in came.items()}
    n = int((usual["calls"] * usual["days"]).sum())
    level, wait = ("service_level", "wait_seconds")
    return [
        _line(level, _("share within {s:.0f} seconds").format(s=within), n, ends, ("high", "low")),
        _line(wait, _("seconds"), n, ends, ("low", "high")),
    ]


def _line(
    name: str, unit: str, n: int, ends: Mapping[str, pd.Series], order: tuple[str, str]
) -> tuple[object, ...]:
    """One measure; order: which end of the arrivals gives its low, and which its high."""
    return name, float(ends["calls"][name]), unit, n, *(float(ends[end][name]) for end in order)


def seated(usual: pd.DataFrame, agents: Sequence[int], *, within_seconds: float = WITHIN) -> pd.DataFrame:
    """`staffing` with so many agents in each interval, one number a row of `usual`."""
    parts = [
        staffing(usual.iloc[[at]], agents=seats, within_seconds=within_seconds)
        for at, seats in enumerate(agents)
    ]
    return pd.concat(parts, ignore_index=True)
