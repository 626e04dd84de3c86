"""One account on one page: all that the tables of a case say of it (the customer in the round)."""

from collections.abc import Mapping

import pandas as pd

from helpers.checks import need
from helpers.words import _, count, listed

YEAR_DAYS = 365
ROLES = ("decision", "finance", "user", "technical")


def account_360(
    customer_id: str, tables: Mapping[str, pd.DataFrame], *, as_of: pd.Timestamp, name: str = ""
) -> pd.DataFrame:
    """All that our tables say of one customer, up to as_of: page, fact, says; a page a table, if it is there.

    tables: of a case, by name. Raises ValueError where no table knows the customer.

    >>> days = pd.to_datetime(["2026-01-01", "2026-02-10"])
    >>> lines = pd.DataFrame({"order_id": ["1", "2"], "customer_id": "c", "ordered_at": days})
    >>> account_360("c", {"orders": lines}, as_of=pd.Timestamp("2026-03-01"))["says"].tolist()
    ['2', '2026-02-10', '19']
    """
    own = {key: _own(table, customer_id) for key, table in tables.items() if "customer_id" in table}
    pages = {
        _("who"): _firm(own.get("customers"), name),
        _("people"): _people(own.get("contacts")),
        _("orders"): _orders(own.get("orders"), as_of),
        _("talks"): _talks(own.get("interactions"), as_of),
        _("trouble"): _trouble(own.get("tickets"), as_of),
        _("said"): _said(own.get("answers")),
    }
    rows = [(page, fact, says) for page, facts in pages.items() for fact, says in facts if says]
    if not rows:
        raise ValueError(_("No table knows the customer {id}.").format(id=customer_id))
    return pd.DataFrame(rows, columns=["page", "fact", "says"])


def _own(table: pd.DataFrame, customer_id: str) -> pd.DataFrame:
    return table[table["customer_id"] == customer_id]


Facts = list[tuple[str, str]]


def _firm(own: pd.DataFrame | None, name: str) -> Facts:
    if own is None or own.empty:
        return [(_("name"), name)] if name else []
    row = own.iloc[0]
    return [
        (_("name"), name or _text(row, "name")),
        (_("kind"), _text(row, "customer_type").replace("_", " ")),
        (_("place"), ", ".join(filter(None, (_text(row, "city"), _text(row, "country"))))),
        (_("customer since"), _text(row, "acquired_on")[:10]),
    ]


def _people(own: pd.DataFrame | None) -> Facts:
    if own is None or own.empty:
        return []
    facts = [(_("people we know"), count(len(own)))]
    if "buying_role" in own:
        there = [role for role in ROLES if role in set(own["buying_role"])]
        facts.append((_("parts with a name"), listed(there) or _("none")))
    if "relationship" in own:
        told = own["relationship"].dropna().value_counts(sort=False)
        facts.append((_("what we are to them"), listed([f"{kind} {n}" for kind, n in told.items()])))
    return facts


def _orders(own: pd.DataFrame | None, as_of: pd.Timestamp) -> Facts:
    if own is None or own.empty:
        return []
    need(own, "order_id", "ordered_at", what=_("orders"))
    last = own["ordered_at"].max().normalize()
    return [
        (_("orders"), count(own["order_id"].nunique())),
        (_("last order"), f"{last:%Y-%m-%d}"),
        (_("days since"), count((as_of.normalize() - last).days)),
    ]


def _talks(own: pd.DataFrame | None, as_of: pd.Timestamp) -> Facts:
    if own is None or own.empty:
        return []
    past = own[own["at"] < as_of.normalize() + pd.Timedelta(days=1)]
    year = past[past["at"] >= as_of.normalize() - pd.Timedelta(days=YEAR_DAYS)]
    facts = [(_("contacts in a year"), count(len(year)))]
    if "direction" in past:
        ours, theirs = (past.loc[past["direction"] == way, "at"].max() for way in ("out", "in"))
        facts += [(_("we last came to them"), _day(ours)), (_("they last came to us"), _day(theirs))]
    return facts


def _trouble(own: pd.DataFrame | None, as_of: pd.Timestamp) -> Facts:
    if own is None or own.empty:
        return []
    end = as_of.normalize() + pd.Timedelta(days=1)
    year = own[own["opened_at"].between(end - pd.Timedelta(days=YEAR_DAYS), end, inclusive="left")]
    facts = [(_("tickets in a year"), count(len(year)))]
    if len(year):
        facts.append((_("the last one opened"), _day(year["opened_at"].max())))
    if "category" in year and len(year):
        facts.append((_("about"), listed(sorted(set(year["category"].dropna().astype(str))))))
    if "resolved_at" in own:
        waiting = own[(own["opened_at"] < end) & ~(own["resolved_at"] < end)]
        facts.append((_("still open"), count(len(waiting))))
    return facts


def _said(own: pd.DataFrame | None) -> Facts:
    if own is None or own.empty or not {"survey", "answer"} <= set(own.columns):
        return []
    survey, answer = own["survey"].astype(str), own["answer"].astype(str)
    scores = answer[survey == "nps"]
    words = answer[survey == "open"]
    return [
        (_("would recommend"), _("{score} of 10").format(score=scores.iloc[-1]) if len(scores) else ""),
        (_("in their words"), _("“{words}”").format(words=words.iloc[-1]) if len(words) else ""),
    ]


def _text(row: pd.Series, name: str) -> str:
    value = row.get(name)
    return "" if value is None or pd.isna(value) else str(value)


def _day(stamp: pd.Timestamp) -> str:
    return "" if pd.isna(stamp) else f"{stamp:%Y-%m-%d}"
