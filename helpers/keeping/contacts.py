"""The contact calendar: who hears from us, when, how and why; never by a way they have not agreed to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.keeping.alive import WEEK_DAYS
from helpers.keeping.treatment import STEADY
from helpers.words import _

CHANNELS = ("phone", "email", "post")
# Which way first, by tier: dear ones where they matter most. A tier that is not here goes by e-mail first.
PREFERRED = {
    "platinum": ("phone", "email", "post"),
    "diamond": ("phone", "email", "post"),
    "gold": ("email", "phone", "post"),
    "wood": ("email", "post"),
}
PER_WEEK = {"phone": 30, "email": 80, "post": 40}
WEEKS = 4
REST_DAYS = 21
FORLORN = 0.1  # a chance of still being a customer below which a calendar has better uses for its hours
COLUMNS = ["customer_id", "due_on", "channel", "reason"]


@dataclass(frozen=True)
class Rules:
    """How many contacts a week by each channel, for how many weeks, how long a customer is left in peace."""

    per_week: Mapping[str, int]
    weeks: int = WEEKS
    rest_days: int = REST_DAYS

    def __post_init__(self) -> None:
        if self.weeks < 1 or min(self.per_week.values(), default=0) < 0 or self.rest_days < 0:
            raise ValueError(_("A calendar has a week at least, and no capacity or rest below zero."))


def agreed(people: pd.DataFrame) -> pd.DataFrame:
    """By which channels each customer may be reached: customer_id and a column a channel (True, False).

    people: the table customers with any of consent_email, consent_phone, consent_post. A blank is no consent,
    and of two records of one customer a no on either is a no. Raises ValueError where none was asked for.
    """
    known = [channel for channel in CHANNELS if f"consent_{channel}" in people]
    if not known:
        raise ValueError(
            _("Nobody's consent is known: it takes consent_email, consent_phone or consent_post.")
        )
    table = pd.DataFrame({"customer_id": people["customer_id"]})
    for channel in CHANNELS:
        told = people[f"consent_{channel}"] if channel in known else pd.Series(0.0, index=people.index)
        table[channel] = pd.to_numeric(told, errors="coerce").fillna(0) == 1
    return table.groupby("customer_id", as_index=False).min()


def reach(people: pd.DataFrame, tiers: pd.DataFrame) -> pd.DataFrame:
    """How many of each tier may be reached how: tier, customers, phone, email, post, nobody (shares).

    people: as for `agreed`; tiers: customer_id, tier. nobody: the share that agreed to no channel.
    """
    both = agreed(people).merge(tiers[["customer_id", "tier"]], on="customer_id")
    both["nobody"] = ~both[list(CHANNELS)].any(axis=1)
    table = both.groupby("tier")[[*CHANNELS, "nobody"]].mean()
    table.insert(0, "customers", both.groupby("tier").size())
    return _by_tier(table)


def _by_tier(table: pd.DataFrame) -> pd.DataFrame:
    """Rows in the order of the tiers, and then the others."""
    order = [tier for tier in PREFERRED if tier in table.index]
    return table.reindex([*order, *table.index.difference(order)]).rename_axis("tier").reset_index()


def pressure(
    interactions: pd.DataFrame, tiers: pd.DataFrame, *, as_of: pd.Timestamp, days: int = 91, cap: int = 6
) -> pd.DataFrame:
    """How often we came to them lately: tier, customers, contacts (a customer), most, over_cap (customers).

    interactions: customer_id, at and, where known, direction, of which only `out` counts; tiers: customer_id,
    tier; cap: contacts within the days above which a customer is being pestered.
    """
    ours = _outgoing(interactions, as_of=as_of, days=days)
    had = tiers[["customer_id", "tier"]].assign(had=tiers["customer_id"].map(ours.value_counts()).fillna(0))
    groups = had.groupby("tier")["had"]
    table = pd.DataFrame({"customers": groups.size(), "contacts": groups.mean(), "most": groups.max()})
    table["over_cap"] = (had["had"] > cap).groupby(had["tier"]).sum()
    return _by_tier(table).astype({"most": int})


def rested(interactions: pd.DataFrame, *, as_of: pd.Timestamp, days: int = REST_DAYS) -> pd.Series:
    """Ids of the customers we came to within so many days, who are left in peace for now."""
    return pd.Series(_outgoing(interactions, as_of=as_of, days=days).unique(), dtype="object")


def _outgoing(interactions: pd.DataFrame, *, as_of: pd.Timestamp, days: int) -> pd.Series:
    need(interactions, "customer_id", "at", what=_("interactions"))
    at = interactions["at"]
    recent = (at > as_of - pd.Timedelta(days=days)) & (at < as_of + pd.Timedelta(days=1))
    if "direction" in interactions:
        recent &= interactions["direction"].astype(str) == "out"
    found: pd.Series = interactions.loc[recent, "customer_id"].dropna()
    return found


def due(customers: pd.DataFrame, known: pd.DataFrame, worth: pd.DataFrame) -> pd.DataFrame:
    """Who is due, and why: customer_id, tier, wait_days, reason, stake (money); most at stake first.

    customers: customer_id, tier; known: `still_here`; worth: `lifetimes`. Three reasons: silent for longer
    than their own usual gap, no longer steady (`stage`) and not given up; next order due within four weeks,
    of those who don't order as often as that anyway; ordered once, not long ago. Who is late and almost
    surely still here needs no call to order; who would cost more than they bring, or is almost surely gone,
    is not due either: a calendar is for keeping.
    """
    need(customers, "customer_id", "tier", what=_("the customers"))
    table = customers[["customer_id", "tier"]].merge(
        known[["customer_id", "ordered_once", "usual_gap_days", "silent_days", "gaps_silent", "p_alive"]],
        on="customer_id",
    )
    table = table.merge(worth[["customer_id", "clv"]], on="customer_id")
    table["stake"] = table["clv"].fillna(table["p_alive"])
    wait = (table["usual_gap_days"] - table["silent_days"]).round()
    back, month = ~table["ordered_once"], WEEKS * WEEK_DAYS
    cases = {
        "second": table["ordered_once"] & (table["gaps_silent"] <= 1),
        "silent": back & (table["gaps_silent"] > 1) & table["p_alive"].between(FORLORN, STEADY, "left"),
        "soon": back & (table["usual_gap_days"] > month) & wait.between(0, month),
    }
    case = np.select(list(cases.values()), list(cases), "")
    table["wait_days"] = wait.where(case == "soon", 0.0).astype(int)
    rows = table.assign(case=case)[(case != "") & (table["stake"] > 0).to_numpy()]
    said = [
        _reason(*row)
        for row in rows[["case", "gaps_silent", "p_alive", "silent_days"]].itertuples(index=False)
    ]
    rows = rows.assign(reason=said).sort_values(["stake", "customer_id"], ascending=[False, True])
    found: pd.DataFrame = rows[["customer_id", "tier", "wait_days", "reason", "stake"]].reset_index(drop=True)
    return found


def _reason(case: str, gaps: float, alive: float, days: int) -> str:
    if case == "silent":
        text = _("silent for {gaps:.1f} of their own gaps; still a customer with {alive:.0%}")
        return text.format(gaps=gaps, alive=alive)
    if case == "soon":
        return _("their next order is about due: ask what they will need")
    return _("ordered once, {days} days ago: ask how it arrived").format(days=days)


def calendar(
    due_list: pd.DataFrame,
    people: pd.DataFrame,
    *,
    start: pd.Timestamp,
    rules: Rules | None = None,
    peace: pd.Series | None = None,
) -> pd.DataFrame:
    """The contact calendar: customer_id, due_on (a Monday), channel, reason; by week, most at stake first.

    due_list: `due`, in the order in which customers are served; people: as for `agreed`; start: the calendar
    begins on the first Monday after it; rules: capacity; peace: ids that are left alone. Each customer stands
    in it once at most, in the first week from the day they are due in which a channel they agreed to has
    room; channels are tried in the order of their tier. Who agreed to none, or finds no room, is not in it.
    """
    rules = rules or Rules(PER_WEEK)
    need(due_list, "customer_id", "tier", "wait_days", "reason", what=_("the list of who is due"))
    may = agreed(people).set_index("customer_id")
    left_alone = set() if peace is None else set(peace)
    monday = start.normalize() + pd.Timedelta(days=WEEK_DAYS - start.day_of_week)
    room = {(week, channel): n for week in range(rules.weeks) for channel, n in rules.per_week.items()}
    rows = []
    wanted = due_list.drop_duplicates("customer_id")[["customer_id", "tier", "wait_days", "reason"]]
    for customer, tier, wait, reason in zip(*(wanted[name].tolist() for name in wanted), strict=True):
        if customer in left_alone or customer not in may.index:
            continue
        first = max(wait - (WEEK_DAYS - start.day_of_week), 0) // WEEK_DAYS
        ways = [way for way in PREFERRED.get(tier, PREFERRED["gold"]) if may.at[customer, way]]
        for place in _places(first, rules.weeks, ways):
            if room.get(place, 0) > 0:
                room[place] -= 1
                rows.append((customer, monday + pd.Timedelta(weeks=place[0]), place[1], reason))
                break
    table = pd.DataFrame(rows, columns=COLUMNS).astype({"due_on": "datetime64[us]"})
    return table.sort_values("due_on", kind="stable", ignore_index=True)


def _places(first: int, weeks: int, ways: list[str]) -> Iterator[tuple[int, str]]:
    """Week and channel, in the order in which they are tried."""
    for week in range(first, weeks):
        for way in ways:
            yield week, way


def calendar_load(table: pd.DataFrame, rules: Rules | None = None) -> pd.DataFrame:
    """How full each week is: week (its Monday), then contacts and free places of each channel."""
    rules = rules or Rules(PER_WEEK)
    if table.empty:
        raise ValueError(_("Nobody is on the calendar: nobody is due, or nobody agreed to be reached."))
    counts = table.groupby(["due_on", "channel"]).size().unstack(fill_value=0)
    for channel in rules.per_week:
        counts[channel] = counts.get(channel, pd.Series(0, index=counts.index))
    load = counts[list(rules.per_week)].rename_axis(columns=None)
    load["free"] = sum(rules.per_week.values()) - load.sum(axis=1)
    return load.reset_index().rename(columns={"due_on": "week"})
