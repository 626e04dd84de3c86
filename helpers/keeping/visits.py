"""Who is visited, how often, by whom: rules by tier, so many days, and nobody who said no."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.checks import above_zero, need
from helpers.keeping.contacts import CHANNELS, agreed
from helpers.words import _

# Visits a year we owe an account of each tier; who is not here is rung or written to.
A_YEAR = {"platinum": 4, "diamond": 1}
QUARTER_WEEKS = 13
# What everybody gets, and what is added tier by tier. The first column is a promise to all.
LEVELS = (
    (
        _("first answer"),
        _("within a working day"),
        _("within a working day"),
        _("within four hours"),
        _("a mobile number"),
    ),
    (
        _("complaint"),
        _("one owner until it is settled"),
        _("the same"),
        _("the same"),
        _("the same, and why it happened"),
    ),
    (
        _("whom to ring"),
        _("the service desk"),
        _("the inside team"),
        _("one person by name"),
        _("one person and a deputy"),
    ),
    (_("visit"), _("none"), _("none"), _("once a year"), _("every quarter, with a review")),
    (
        _("new goods"),
        _("the web shop"),
        _("a letter by kind of trade"),
        _("a proposal for their market"),
        _("a sample before the season"),
    ),
    (
        _("delivery"),
        _("the date we confirm"),
        _("the date we confirm"),
        _("a week they choose"),
        _("a calendar of sailings"),
    ),
)
TIERS = ("gold", "diamond", "platinum")


def visit_schedule(
    customers: pd.DataFrame,
    people: pd.DataFrame,
    *,
    days: float,
    start: pd.Timestamp,
    last_visit: pd.Series | None = None,
) -> pd.DataFrame:
    """The visits of the next quarter: week (its Monday), customer_id, tier, reason.

    customers: customer_id, tier and revenue; people: the table customers with consents: who agreed to no way
    at all is not asked for an appointment. days: that we can give (one a visit). last_visit: customer_id →
    day of the last one. An account is due where the time its tier owes it has passed, or will within the
    quarter. Platinum before diamond; in a tier those never visited first, then whoever has waited longest, of
    equals the largest. Raises ValueError where nobody is due.
    """
    need(customers, "customer_id", "tier", "revenue", what=_("the customers"))
    may = agreed(people).set_index("customer_id")[list(CHANNELS)].any(axis=1)
    table = customers[customers["tier"].isin(list(A_YEAR)) & customers["customer_id"].map(may).eq(True)]
    visits = pd.Series(dtype="datetime64[s]") if last_visit is None else last_visit
    seen = pd.Series(visits.reindex(table["customer_id"]).to_numpy(), index=table.index)
    weeks = (start.normalize() - pd.to_datetime(seen)).dt.days / 7
    owed = pd.Series([52 / A_YEAR[tier] for tier in table["tier"]], index=table.index, dtype=float)
    table = table.assign(weeks=weeks, rank=[list(A_YEAR).index(tier) for tier in table["tier"]])
    table = table[weeks.isna() | (weeks + QUARTER_WEEKS > owed)]
    if table.empty:
        raise ValueError(_("Nobody is due for a visit in this quarter."))
    table = table.assign(weeks=table["weeks"].fillna(np.inf))
    table = table.sort_values(["rank", "weeks", "revenue"], ascending=[True, False, False], kind="stable")
    chosen = table.head(int(days)).reset_index(drop=True)
    monday = start.normalize() + pd.Timedelta(days=7 - start.day_of_week)
    week = np.floor(np.arange(len(chosen)) * QUARTER_WEEKS / max(len(chosen), 1)).astype(int)
    reason = [
        _("never visited") if np.isinf(since) else _("last visit {n:.0f} weeks ago").format(n=since)
        for since in chosen["weeks"]
    ]
    return pd.DataFrame(
        {
            "week": monday + pd.to_timedelta(7 * week, unit="D"),
            "customer_id": chosen["customer_id"],
            "tier": chosen["tier"],
            "reason": reason,
        }
    )


def last_visits(interactions: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.Series:
    """customer_id → day of the last visit up to as_of. Raises ValueError where channels are not noted."""
    need(interactions, "customer_id", "at", "channel", what=_("interactions"))
    until = as_of.normalize() + pd.Timedelta(days=1)
    seen = interactions[(interactions["channel"].astype(str) == "visit") & (interactions["at"] < until)]
    return seen.groupby("customer_id")["at"].max()


def visit_load(
    customers: pd.DataFrame, people: pd.DataFrame, *, days: float, a_year: Mapping[str, int] = A_YEAR
) -> pd.DataFrame:
    """What the rule asks of us and what we have: tier, customers, may (agreed to some way), visits (a
    quarter), days (that we have; the last row is the sum), so that a promise is seen before it is broken.
    """
    need(customers, "customer_id", "tier", what=_("the customers"))
    may = agreed(people).set_index("customer_id")[list(CHANNELS)].any(axis=1)
    rows = []
    for tier, often in a_year.items():
        mine = customers.loc[customers["tier"] == tier, "customer_id"]
        agreed_to = int(mine.map(may).eq(True).sum())
        rows.append((tier, len(mine), agreed_to, agreed_to * often / 4))
    table = pd.DataFrame(rows, columns=["tier", "customers", "may", "visits"])
    whole = pd.DataFrame([(_("all"), *table[["customers", "may", "visits"]].sum())], columns=table.columns)
    table = pd.concat([table, whole], ignore_index=True)
    return table.assign(days=[float("nan")] * (len(table) - 1) + [float(days)]).astype(
        {"customers": int, "may": int}
    )


def account_load(*, hours_a_week: float, weeks: float = 46.0, hours_an_account: float) -> float:
    """How many accounts one person can look after: hours in a year ÷ hours an account takes in a year.

    >>> account_load(hours_a_week=30, hours_an_account=69)
    20.0
    """
    above_zero(hours_an_account, name="hours_an_account")
    return above_zero(hours_a_week, name="hours_a_week") * weeks / hours_an_account


def service_matrix() -> pd.DataFrame:
    """What everybody gets, and what is added by tier: service, everybody, gold, diamond, platinum."""
    return pd.DataFrame(list(LEVELS), columns=["service", "everybody", *TIERS])


def on_site_worth(*, cases: float, loss_avoided: float, hours: float, cost_an_hour: float) -> float:
    """What going there is worth, in money: cases × loss avoided in each, less hours × cost an hour a case.

    >>> on_site_worth(cases=40, loss_avoided=120.0, hours=3.0, cost_an_hour=45.0)
    -600.0
    """
    return cases * (loss_avoided - hours * cost_an_hour)
