"""After a mistake: how fast, does a good repair pay, what an offer really costs, and when to let go."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers import lifetime
from helpers.checks import need
from helpers.intervals import wilson
from helpers.words import _

# Hours to a first answer that we promise, by how bad it is. Ours to set; these are the course's.
PROMISE = {"high": 4.0, "normal": 24.0, "low": 48.0}
USUAL_PROMISE = 24.0
WORTHLESS = 4.0  # at four times the promise an answer earns nothing any more
COMPLAINTS = ("damaged", "missing part", "wrong item", "late delivery")
WELL_DAYS = 7.0
HANDLED = ("no complaint", "handled well", "handled badly")


def playbook() -> pd.DataFrame:
    """What to do when we have failed a customer: within, step, sounds_like."""
    rows = [
        (
            _("the hour"),
            _("Say that you have heard it, and who has it now"),
            _("“I have it. My name is on it.”"),
        ),
        (
            _("the day"),
            _("Say what happened and what it did to them"),
            _("“It stood in our yard for nine days.”"),
        ),
        (
            _("the day"),
            _("Put right what can be put right; ask which they want"),
            _("“Two of four today, or all on Friday?”"),
        ),
        (
            _("the week"),
            _("Find out why, down to what we can change"),
            _("“Nobody reads the list on a Friday.”"),
        ),
        (
            _("the week"),
            _("Tell them what has changed, and ask for nothing"),
            _("“From now on two people read it.”"),
        ),
        (_("the quarter"), _("Look whether it has held, and say so"), _("“Eleven of eleven since March.”")),
    ]
    return pd.DataFrame(rows, columns=["within", "step", "sounds_like"])


def response_points(hours: float, *, promise_hours: float = USUAL_PROMISE) -> float:
    """Points for a first answer: 100 within the promise, then falling evenly to 0 at four times the promise.

    >>> response_points(20), response_points(60), response_points(96)
    (100.0, 50.0, 0.0)
    """
    late = (hours - promise_hours) / ((WORTHLESS - 1) * promise_hours)
    return float(100 * (1 - min(max(late, 0.0), 1.0)))


def response_scores(tickets: pd.DataFrame, *, promise: Mapping[str, float] = PROMISE) -> pd.DataFrame:
    """How we answered: severity, promise_hours, tickets, median_hours, share (within the promise), points.

    tickets: opened_at, first_reply_at, severity if known. Tickets without an answer yet are left out.
    """
    need(tickets, "opened_at", "first_reply_at", what="tickets")
    hours = (
        pd.to_datetime(tickets["first_reply_at"]) - pd.to_datetime(tickets["opened_at"])
    ).dt.total_seconds() / 3600
    severity = tickets.get("severity", pd.Series(_("all"), index=tickets.index)).fillna(_("all")).astype(str)
    known = hours.notna() & (hours >= 0)
    if not known.any():
        raise ValueError(_("No ticket has been answered, so there is nothing to score."))
    rows = []
    for name, mine in hours[known].groupby(severity[known]):
        limit = promise.get(str(name), USUAL_PROMISE)
        points = np.mean([response_points(hour, promise_hours=limit) for hour in mine])
        rows.append(
            (str(name), limit, len(mine), float(mine.median()), float((mine <= limit).mean()), float(points))
        )
    table = pd.DataFrame(
        rows, columns=["severity", "promise_hours", "tickets", "median_hours", "share", "points"]
    )
    return table.sort_values("promise_hours", ignore_index=True)


def recovered(
    tickets: pd.DataFrame, lines: pd.DataFrame, *, as_of: pd.Timestamp, days: int = 180
) -> pd.DataFrame:
    """The service-recovery paradox, put to the test: does a complaint handled well bind more than no
    complaint?

    A day is fixed, `days` before as_of. Customers who ordered in the `days` before it are parted by what
    they then complained of and how it was handled; counted is who ordered in the `days` after. handled
    well: first answer within 24 hours, settled within 7 days, not opened again. Returns group, customers,
    orders_before (mean), reordered, low, high (95%), adjusted: the share that the group would show with
    the order counts of those without a complaint, for who orders more complains more. Nobody drew lots
    for complaints: even `adjusted` compares people who chose themselves. Source: McCollough & Bharadwaj
    (1992), who named it.
    """
    need(tickets, "customer_id", "opened_at", "category", what="tickets")
    cut = pd.Timestamp(as_of).normalize() - pd.Timedelta(days=days)
    when, bought = lines["ordered_at"], lines["quantity"] > 0
    before = lines[bought & (when <= cut) & (when > cut - pd.Timedelta(days=days))]
    counts = before.groupby("customer_id")["order_id"].nunique()
    if counts.empty:
        raise ValueError(_("Too few orders before: to see who comes back it takes a year of them."))
    after = set(lines.loc[bought & (when > cut), "customer_id"])
    table = pd.DataFrame({"orders": counts, "again": [customer in after for customer in counts.index]})
    table["group"] = _handled(tickets, cut, days).reindex(counts.index).fillna(HANDLED[0])
    table["stratum"] = np.digitize(table["orders"], [2, 4])
    mix = table.loc[table["group"] == HANDLED[0], "stratum"].value_counts(normalize=True)
    return pd.DataFrame([_one(table[table["group"] == name], name, mix) for name in HANDLED])


def _handled(tickets: pd.DataFrame, cut: pd.Timestamp, days: int) -> pd.Series:
    """customer_id → handled well or badly, of those who complained in the days before; once badly is
    badly.
    """
    opened = pd.to_datetime(tickets["opened_at"])
    mine = tickets[opened.le(cut) & opened.gt(cut - pd.Timedelta(days=days)) & tickets["customer_id"].notna()]
    if set(COMPLAINTS) & set(tickets["category"].astype(str)):
        mine = mine[mine["category"].isin(COMPLAINTS)]
    opened = pd.to_datetime(mine["opened_at"])
    blank = pd.Series(pd.NaT, index=mine.index)
    hours = (pd.to_datetime(mine.get("first_reply_at", blank)) - opened).dt.total_seconds() / 3600
    settled = (pd.to_datetime(mine.get("resolved_at", blank)) - opened).dt.total_seconds() / 86400
    again = mine.get("reopened", pd.Series(0, index=mine.index)).fillna(0).astype(float) > 0
    well = (hours <= USUAL_PROMISE) & (settled <= WELL_DAYS) & ~again
    good = well.groupby(mine["customer_id"]).min()
    return good.map({True: HANDLED[1], False: HANDLED[2]})


def _one(part: pd.DataFrame, name: str, mix: pd.Series) -> dict[str, object]:
    n, again = len(part), int(part["again"].sum())
    low, high = wilson(again, n)
    by = part.groupby("stratum")["again"].mean()
    shared = mix.reindex(by.index).dropna()
    adjusted = float((by.reindex(shared.index) * shared).sum() / shared.sum()) if len(shared) else np.nan
    return {
        "group": name,
        "customers": n,
        "orders_before": float(part["orders"].mean()) if n else np.nan,
        "reordered": again / n if n else np.nan,
        "low": low,
        "high": high,
        "adjusted": adjusted,
    }


def second_value(
    year_value: float, *, regained: float = 0.6, retention: float = 0.6, discount_rate: float = 0.1
) -> float:
    """What a customer who comes back is worth from then on (money): second lifetime value.

    year_value: what a usual year left before; regained: the part of it that returns; retention: the chance to
    stay another year, lower than of those who never left; the first year is counted whole. A loss counts
    nothing. Source: Stauss & Friege (1999), who named it.

    >>> round(second_value(1000.0, regained=0.5, retention=0.6, discount_rate=0.1))
    1100
    """
    years = lifetime.margin_multiple(retention, discount_rate, payment="start")
    return max(year_value, 0.0) * regained * years


def cost_per_won(*, mailed: float, without: float, with_it: float, letter: float, offer: float) -> float:
    """What one customer costs who would not have come by themselves (money).

    without, with_it: shares that return; letter: what each letter costs; offer: what is given to each who
    returns, also to those who would have come anyway. inf where the mailing wins nobody.

    >>> round(cost_per_won(mailed=100, without=0.08, with_it=0.12, letter=1.0, offer=20.0), 1)
    85.0
    """
    won = mailed * (with_it - without)
    return (mailed * letter + mailed * with_it * offer) / won if won > 0 else float("inf")


def attempts(chance: float, *, value: float, cost: float, fading: float = 0.5, most: int = 6) -> pd.DataFrame:
    """How often to try: attempt, chance (that this one wins them), gain (money), worth_it.

    Each attempt that was not answered leaves `fading` of the chance. The last one worth its cost is the last.

    >>> attempts(0.08, value=300.0, cost=10.0)["worth_it"].tolist()
    [True, True, False, False, False, False]
    """
    rows = []
    for attempt in range(1, most + 1):
        gain = chance * value - cost
        rows.append((attempt, chance, gain, gain > 0))
        chance *= fading
    return pd.DataFrame(rows, columns=["attempt", "chance", "gain", "worth_it"])
