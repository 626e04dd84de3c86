"""Processes: Little's law, where the time goes, what leaving out a step brings, and why heaps grow."""

import numpy as np
import pandas as pd

from helpers.checks import above_zero, need
from helpers.words import _

WEEK_HOURS = 40.0
# A complaint on its way, made up: hours of work on it, hours it lies, how many each step passes a week.
COMPLAINT = (
    ("taken down", 0.2, 2.0, 60.0),
    ("handed to the right desk", 0.1, 22.0, 80.0),
    ("looked into", 1.5, 30.0, 30.0),
    ("signed off", 0.1, 44.0, 25.0),
    ("put right", 2.0, 16.0, 28.0),
    ("told the customer", 0.2, 6.0, 60.0),
)


def little(
    *, per_hour: float | None = None, hours: float | None = None, under_way: float | None = None
) -> pd.Series:
    """The law of Little (1961), L = λ W: of the three give two; per_hour, hours, under_way.

    It holds on average for anything people or things pass through, whatever the order they are served in, as
    long as what comes in also goes out.

    >>> little(per_hour=10, hours=0.5).tolist()
    [10.0, 0.5, 5.0]
    """
    given = {"per_hour": per_hour, "hours": hours, "under_way": under_way}
    known = {name: above_zero(float(value), name=name) for name, value in given.items() if value is not None}
    if len(known) != 2:
        raise ValueError(_("Give two of per_hour, hours and under_way; the third follows."))
    if "per_hour" not in known:
        known["per_hour"] = known["under_way"] / known["hours"]
    elif "hours" not in known:
        known["hours"] = known["under_way"] / known["per_hour"]
    else:
        known["under_way"] = known["per_hour"] * known["hours"]
    return pd.Series({name: known[name] for name in given})


def process(steps: "pd.DataFrame | None" = None) -> pd.DataFrame:
    """A process step by step: step, work_hours, waiting_hours, a_week (most it can pass), share (of all
    hours), narrowest (the step that passes least).

    steps: step, work_hours, waiting_hours, a_week; None: a complaint's way through a house, made up.
    """
    names = ["step", "work_hours", "waiting_hours", "a_week"]
    table = pd.DataFrame(COMPLAINT, columns=names) if steps is None else steps.copy()
    need(table, *names, what=_("the process"))
    hours = table["work_hours"] + table["waiting_hours"]
    return table.assign(share=hours / hours.sum(), narrowest=table["a_week"] == table["a_week"].min())


def through(table: pd.DataFrame) -> pd.Series:
    """The process in four numbers: hours (from end to end), touched (share of them in which somebody works on
    it), a week (what gets through), under way (by Little's law, at that pace; 40 hours a week).
    """
    need(table, "work_hours", "waiting_hours", "a_week", what=_("the process"))
    hours = float((table["work_hours"] + table["waiting_hours"]).sum())
    week = float(table["a_week"].min())
    return pd.Series(
        {
            "hours": hours,
            "touched": float(table["work_hours"].sum()) / hours,
            "a week": week,
            "under way": week / WEEK_HOURS * hours,
        }
    )


def without(table: pd.DataFrame, step: str) -> pd.DataFrame:
    """The process with one step left out: nobody waits for a signature that nobody asks for."""
    if step not in set(table["step"]):
        text = _("There is no step “{step}”; there are {known}.")
        raise ValueError(text.format(step=step, known=", ".join(table["step"].astype(str))))
    return process(table.loc[table["step"] != step, ["step", "work_hours", "waiting_hours", "a_week"]])


def before_and_after(table: pd.DataFrame, changed: pd.DataFrame) -> pd.DataFrame:
    """Two processes side by side, in words: figure, before, after, change (fraction)."""
    now, then = (through(one) * [1, 100, 1, 1] for one in (table, changed))
    words = (
        _("hours from end to end"),
        _("of a hundred hours worked on"),
        _("a week get through the narrowest step"),
        _("under way on any day"),
    )
    found = pd.DataFrame({"figure": words, "before": now.to_numpy(), "after": then.to_numpy()})
    return found.assign(change=found["after"] / found["before"] - 1)


def busier(table: pd.DataFrame, *, points: int = 31) -> pd.DataFrame:
    """How long a thing is under way, by how many come: a_week, busy (of the narrowest step), hours.

    table: `process`. Each step is one person who takes what lies on top of the queue, things come by chance
    and take chance times: 1 ÷ (rate − arrivals) a step, added up (Jackson 1957). Near full, a little more
    work is a great deal more waiting.

    >>> one = pd.DataFrame({"step": ["sign"], "work_hours": [1], "waiting_hours": [1], "a_week": [40]})
    >>> [float(busier(one)[name].iloc[-1].round(2)) for name in ("busy", "hours")]
    [0.95, 20.0]
    """
    rates = _rates(table)
    come = np.linspace(0.05, 0.95, points) * rates.min()
    hours = (WEEK_HOURS / (rates - come[:, None])).sum(axis=1)
    return pd.DataFrame({"a_week": come, "busy": come / rates.min(), "hours": hours})


def queued(table: pd.DataFrame, *, a_week: float, weeks: int = 2_000, seed: int = 0) -> pd.DataFrame:
    """The process played out, thing by thing: step, busy, hours (waiting and work), under_way (counted at
    odd moments), by_little (what Little's law says of it); last row the whole way.

    table: `process`; a_week: how many come. Rules as in `busier`, which gives the same hours. Simulated; the
    first tenth, while the house fills, is left out.
    """
    rates = _rates(table)
    if above_zero(a_week, name="a_week") >= rates.min():
        text = _("{come:g} a week come and “{step}” passes {rate:g}: what lies there grows for ever.")
        step = table["step"].iloc[int(rates.argmin())]
        raise ValueError(text.format(come=a_week, step=step, rate=rates.min()))
    rng = np.random.default_rng(seed)
    came = rng.exponential(WEEK_HOURS / a_week, int(a_week * weeks)).cumsum()
    at, rows = came, []
    for step, rate in zip(table["step"], rates, strict=True):
        takes = rng.exponential(WEEK_HOURS / rate, len(at))
        left = _left(at, takes)
        rows.append((step, a_week / rate, *_seen(at, left)))
        at = left
    rows.append((_("the whole way"), a_week / rates.min(), *_seen(came, at)))
    return pd.DataFrame(rows, columns=["step", "busy", "hours", "under_way", "by_little"])


def _rates(table: pd.DataFrame) -> np.ndarray:
    need(table, "step", "a_week", what=_("the process"))
    return table["a_week"].to_numpy(dtype=float)


def _left(came: np.ndarray, takes: np.ndarray) -> np.ndarray:
    """When each leaves one who takes them in turn: Lindley's recursion (1952), without a loop."""
    total = takes.cumsum()
    return np.asarray(total + np.maximum.accumulate(came - total + takes))


def _seen(came: np.ndarray, left: np.ndarray) -> tuple[float, float, float]:
    """Mean hours; how many are there, counted at evenly spread moments; and rate × hours."""
    start, end = came[len(came) // 10], came[-1]
    own = (came >= start) & (came < end)
    moments = np.linspace(start, end, 20_001)
    there = np.searchsorted(came, moments, side="right") - np.searchsorted(
        np.sort(left), moments, side="right"
    )
    hours = float((left - came)[own].mean())
    return hours, float(there.mean()), float(own.sum() / (end - start) * hours)
