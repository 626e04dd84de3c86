"""Tickets, read honestly: settled at first contact, within the promise, and the open ones not forgotten."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson
from helpers.words import _

DAY_HOURS = 24.0
# Hours to a first answer that we promise, by how bad it is. Ours to set; these are the course's.
PROMISE_HOURS = {"high": 4.0, "normal": 24.0, "low": 48.0}
USUAL_HOURS = 24.0
AT_ONCE_HOURS = 1.0  # settled within the hour of the first answer: in the same talk
ALL = "all"


def handled(tickets: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """The tickets as the desk knew them at the end of `as_of`: what had not happened by then is blank.

    tickets: ticket_id, opened_at and, where known, customer_id, first_reply_at, resolved_at, category,
    severity, reopened (0/1). Adds reply_hours (to the first answer, blank without one), settled (True,
    False), days (until it was settled; of an open one, until the end of as_of), one_talk (settled within an
    hour of the first answer) and at_once (in one talk, and not opened again). Missing category or severity
    becomes "all". A ticket whose stamps run backwards is left out. Raises ValueError where none is left.

    >>> stamps = pd.to_datetime(["2026-06-01 09:00", "2026-06-02 09:00"])
    >>> rows = {"ticket_id": ["T1"], "opened_at": stamps[:1], "first_reply_at": stamps[1:]}
    >>> one = handled(pd.DataFrame(rows), as_of=pd.Timestamp("2026-06-03"))
    >>> one[["reply_hours", "settled", "days"]].values.tolist()
    [[24.0, False, 2.625]]
    """
    need(tickets, "ticket_id", "opened_at", what=_("tickets"))
    end = as_of.normalize() + pd.Timedelta(days=1)
    table = tickets.dropna(subset=["opened_at"])
    table = table[table["opened_at"] < end].copy()
    blank = pd.Series(pd.NaT, index=table.index)
    for name in ("first_reply_at", "resolved_at"):
        stamp = pd.to_datetime(table[name]) if name in table else blank
        table[name] = stamp.where(stamp < end)
    late = table[["first_reply_at", "resolved_at"]].lt(table["opened_at"], axis=0).any(axis=1)
    table = table[~late]
    if table.empty:
        raise ValueError(_("No ticket had been opened by then."))
    for name in ("category", "severity"):
        told = table[name] if name in table else pd.Series(np.nan, index=table.index)
        table[name] = told.astype(object).where(told.notna(), ALL).astype(str)
    again = table["reopened"].fillna(0).astype(float) if "reopened" in table else 0.0
    answered = table["first_reply_at"].fillna(table["resolved_at"])
    one_talk = _hours(answered, table["resolved_at"]) <= AT_ONCE_HOURS
    return table.assign(
        reply_hours=_hours(table["opened_at"], answered),
        settled=table["resolved_at"].notna(),
        reopened=again,
        days=_hours(table["opened_at"], table["resolved_at"].fillna(end)) / DAY_HOURS,
        one_talk=one_talk,
        at_once=one_talk & (again == 0),
    ).reset_index(drop=True)


def _hours(start: pd.Series, end: pd.Series) -> pd.Series:
    return (end - start).dt.total_seconds() / 3600


def recent(done: pd.DataFrame, *, as_of: pd.Timestamp, days: int = 30) -> pd.DataFrame:
    """The tickets opened in the last `days` days up to as_of. Raises ValueError where there are none."""
    start = as_of.normalize() + pd.Timedelta(days=1 - days)
    found = done[done["opened_at"] >= start]
    if found.empty:
        raise ValueError(_("No ticket was opened in the last {days} days.").format(days=days))
    return found.reset_index(drop=True)


def first_contact(done: pd.DataFrame, *, by: str = "category") -> pd.DataFrame:
    """Settled at first contact, three ways: by, tickets, said, share, low, high, came_back; best share first.

    done: `handled`. Of tickets that had a first answer: said, the share the desk would report, settled in the
    first talk; came_back, of these, how many were opened again; share, what is left of them, with Wilson's
    95% interval. Source: Wilson (1927).
    """
    need(done, by, "at_once", "one_talk", "reply_hours", "reopened", what=_("the tickets"))
    answered = done[done["reply_hours"].notna()]
    if answered.empty:
        raise ValueError(_("No ticket has had an answer yet: nothing was settled at first contact."))
    rows = [_contact_row(str(name), mine) for name, mine in answered.groupby(by)]
    table = pd.DataFrame(rows).sort_values("share", ascending=False, kind="stable")
    whole = pd.DataFrame([_contact_row(_("all"), answered)])
    return pd.concat([table, whole], ignore_index=True) if len(table) > 1 else table.reset_index(drop=True)


def _contact_row(name: str, mine: pd.DataFrame) -> dict[str, object]:
    stayed = int(mine["at_once"].sum())
    low, high = wilson(stayed, len(mine))
    back = int((mine["one_talk"] & (mine["reopened"] > 0)).sum())
    row = {"about": name, "tickets": len(mine), "said": float(mine["one_talk"].mean()), "came_back": back}
    return row | {"share": stayed / len(mine), "low": low, "high": high}


def service_levels(
    done: pd.DataFrame, *, as_of: pd.Timestamp, promise_hours: Mapping[str, float] = PROMISE_HOURS
) -> pd.DataFrame:
    """First answers within the promise: severity, promise_hours, median_hours (of those answered), tickets,
    kept, share, low, high.

    done: `handled`. A ticket without an answer counts as broken once it is older than the promise; one that
    is younger can't be judged yet and is left out. Severities without a promise of their own have 24 hours.
    low and high: Wilson's 95% interval.
    """
    need(done, "severity", "reply_hours", "opened_at", what=_("the tickets"))
    end = as_of.normalize() + pd.Timedelta(days=1)
    limit = done["severity"].map(promise_hours).fillna(USUAL_HOURS)
    age = _hours(done["opened_at"], pd.Series(end, index=done.index))
    ripe = done["reply_hours"].notna() | (age > limit)
    if not ripe.any():
        raise ValueError(_("No ticket has had time to be answered."))
    kept = (done["reply_hours"] <= limit)[ripe]
    rows = []
    for name, mine in kept.groupby(done.loc[ripe, "severity"]):
        low, high = wilson(int(mine.sum()), len(mine))
        promise = float(promise_hours.get(str(name), USUAL_HOURS))
        row = {
            "severity": name,
            "promise_hours": promise,
            "median_hours": done.loc[mine.index, "reply_hours"].median(),
        }
        row |= {"tickets": len(mine), "kept": int(mine.sum())}
        rows.append(row | {"share": float(mine.mean()), "low": low, "high": high})
    return pd.DataFrame(rows).sort_values("promise_hours", kind="stable", ignore_index=True)


def causes(done: pd.DataFrame, *, by: str = "tickets") -> pd.DataFrame:
    """Pareto of causes: about, tickets, days (waited, all tickets of the cause), share, cumulative_share.

    done: `handled`. by: what is counted, tickets or days; most first. Source: Juran (1951).

    >>> rows = {"category": ["late", "late", "late", "damaged"], "days": [1.0, 1.0, 1.0, 9.0]}
    >>> causes(pd.DataFrame(rows), by="days")[["about", "share"]].values.tolist()
    [['damaged', 0.75], ['late', 0.25]]
    """
    need(done, "category", "days", what=_("the tickets"))
    if by not in ("tickets", "days"):
        raise ValueError(_("by is {by}; choose tickets or days.").format(by=by))
    groups = done.groupby("category")["days"]
    table = pd.DataFrame({"tickets": groups.size(), "days": groups.sum()}).rename_axis("about")
    table = table.sort_values([by, "tickets"], ascending=False, kind="stable").reset_index()
    table["share"] = table[by] / table[by].sum()
    table["cumulative_share"] = table["share"].cumsum()
    return table


def monthly_first_contact(done: pd.DataFrame) -> pd.DataFrame:
    """For a control chart: period (end of the month), n answered, late (not settled at first contact).

    The last month is left out: what was settled in it may yet be opened again.
    """
    answered = done[done["reply_hours"].notna()]
    months = answered.set_index("opened_at")["at_once"].resample("ME")
    table = pd.DataFrame({"n": months.size(), "late": months.size() - months.sum()}).iloc[:-1]
    table = table[table["n"] > 0].rename_axis("period").reset_index()
    return table.astype({"n": int, "late": int})


def signals(chart: pd.DataFrame, hidden: pd.DataFrame, *, measure: str) -> pd.DataFrame:
    """What a control chart made of a true shift: when (before, since), months, signals, share (mean).

    chart: `p_chart` by months; hidden: measure, period (the first day of the shift), from the truth of a
    simulation. Raises ValueError where it holds no shift of this measure.
    """
    need(chart, "period", "share", "signal", what=_("the chart"))
    mine = hidden[hidden["measure"] == measure]
    if mine.empty:
        raise ValueError(_("The simulation has no shift of {measure}.").format(measure=measure))
    since = chart["period"] >= pd.to_datetime(mine["period"]).iloc[0]
    rows = [
        (words, len(part), int((part["signal"] != "").sum()), float(part["share"].mean()))
        for words, part in ((_("before"), chart[~since]), (_("since"), chart[since]))
    ]
    return pd.DataFrame(rows, columns=["when", "months", "signals", "share"])
