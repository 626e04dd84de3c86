"""After a mistake: how fast, what an offer really costs, and when to let go."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers import lifetime
from helpers.checks import need
from helpers.words import _

# Hours to a first answer that we promise, by how bad it is. Ours to set; these are the course's.
PROMISE = {"high": 4.0, "normal": 24.0, "low": 48.0}
USUAL_PROMISE = 24.0
WORTHLESS = 4.0  # at four times the promise an answer earns nothing any more


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
