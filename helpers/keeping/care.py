"""Care that means something: a calendar from their own dates, a checklist for the new, a loop that closes."""

import pandas as pd

from helpers.checks import need
from helpers.keeping.contacts import CHANNELS, agreed
from helpers.words import _

WEEKS_AHEAD = 4
YEAR_DAYS = 365
ARRIVAL_DAYS = 21  # after an order: time to ask how it arrived
SETTLED_DAYS = 14  # after a complaint was settled: does it hold?


def care_calendar(
    customers: pd.DataFrame,
    people: pd.DataFrame,
    *,
    as_of: pd.Timestamp,
    tickets: pd.DataFrame | None = None,
    weeks: int = WEEKS_AHEAD,
) -> pd.DataFrame:
    """Reasons to be in touch that are the customer's own: due_on, customer_id, reason, kind, channel, by day.

    customers: `orders.customers` (last_order); people: consents and, where known, acquired_on; tickets:
    customer_id, resolved_at. Reasons: a complaint settled two weeks ago (does it hold?), an order three weeks
    old (ask how it arrived), a year or more with us to the day, for those who ordered within a year. One
    reason a customer, the first of these; the way is the first they agreed to; nobody is on it who agreed to
    none. No birthdays: those belong to persons. Raises ValueError where nobody is due.
    """
    need(customers, "customer_id", "last_order", what=_("the customers"))
    start, end = as_of.normalize(), as_of.normalize() + pd.Timedelta(weeks=weeks)
    parts = [_after(customers, "last_order", ARRIVAL_DAYS, _("ask how it arrived"))]
    if tickets is not None and {"customer_id", "resolved_at"} <= set(tickets.columns):
        ended = tickets[tickets["resolved_at"] < start + pd.Timedelta(days=1)]
        parts.insert(0, _after(ended, "resolved_at", SETTLED_DAYS, _("complaint settled: does it hold?")))
    parts.append(_anniversaries(customers, people, start))
    table = pd.concat(parts, ignore_index=True)
    table = table[(table["due_on"] > start) & (table["due_on"] <= end)]
    table = table.drop_duplicates("customer_id")
    may = agreed(people).set_index("customer_id")
    ways = may.apply(lambda row: next((way for way in CHANNELS if row[way]), ""), axis=1)
    table["channel"] = table["customer_id"].map(ways).fillna("")
    table = table[table["channel"] != ""].sort_values(["due_on", "customer_id"], kind="stable")
    if table.empty:
        raise ValueError(_("Nobody who may be reached has a day of their own in these weeks."))
    return table.reset_index(drop=True)


def _after(table: pd.DataFrame, column: str, days: int, reason: str) -> pd.DataFrame:
    due = pd.to_datetime(table[column]).dt.normalize() + pd.Timedelta(days=days)
    found = pd.DataFrame(
        {"due_on": due, "customer_id": table["customer_id"], "reason": reason, "kind": reason}
    )
    return found.dropna(subset=["due_on", "customer_id"])


def _anniversaries(customers: pd.DataFrame, people: pd.DataFrame, start: pd.Timestamp) -> pd.DataFrame:
    """Whole years since they came, of those who still order."""
    if "acquired_on" not in people:
        return pd.DataFrame(
            {"due_on": pd.Series(dtype="datetime64[s]"), "customer_id": [], "reason": [], "kind": []}
        )
    last = pd.to_datetime(customers["last_order"])
    here = customers.loc[last > start - pd.Timedelta(days=YEAR_DAYS), "customer_id"]
    own = people[people["customer_id"].isin(here)].dropna(subset=["acquired_on"])
    first = pd.to_datetime(own["acquired_on"])
    this_year = first.map(lambda one: one + pd.DateOffset(years=start.year - one.year))
    day = this_year.where(this_year > start, this_year.map(lambda one: one + pd.DateOffset(years=1)))
    years = day.dt.year - first.dt.year
    reason = [_("{n} years with us").format(n=n) if n > 1 else _("a year with us") for n in years[years > 0]]
    table = {"due_on": day[years > 0], "customer_id": own["customer_id"][years > 0], "reason": reason}
    return pd.DataFrame(table).assign(kind=_("so many years with us"))


def trust(*, credibility: float, reliability: float, intimacy: float, self_interest: float) -> float:
    """The trust equation: (credibility + reliability + intimacy) ÷ self-interest; each from 1 to 10.

    A worksheet and no measurement: its use is to see which of the four one has neglected. Source: Maister,
    Green & Galford (2000).

    >>> trust(credibility=8, reliability=4, intimacy=6, self_interest=6)
    3.0
    """
    for name, value in (
        ("credibility", credibility),
        ("reliability", reliability),
        ("intimacy", intimacy),
        ("self_interest", self_interest),
    ):
        if not 1 <= value <= 10:
            raise ValueError(_("{name} is {value:g}; it goes from 1 to 10.").format(name=name, value=value))
    return (credibility + reliability + intimacy) / self_interest
