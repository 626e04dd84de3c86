"""What happened with one account, in order of time; how soon we answered; through which doors it came."""

from collections.abc import Mapping

import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson
from helpers.words import _

TIMELINE = ["at", "kind", "channel", "what", "money"]


def timeline(page: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Everything about one account, newest first: at, kind (order, contact, ticket, letter), channel, what,
    money.

    page: tables by name, as `database.account_page` gives them: orders (ordered_at, ·channel, ·lines,
    ·revenue), activities (at, ·channel, ·purpose, ·cost), tickets (opened_at, ·category, ·severity),
    campaigns (sent_at, ·name, ·arm). What is not there is left out.
    """
    parts = [
        _part(page.get("orders"), _("order"), at="ordered_at", what="lines", money="revenue"),
        _part(page.get("activities"), _("contact"), at="at", what="purpose", money="cost", sign=-1.0),
        _part(page.get("tickets"), _("ticket"), at="opened_at", what="category"),
        _part(page.get("campaigns"), _("letter"), at="sent_at", what="name", money="cost", sign=-1.0),
    ]
    table = pd.concat(parts, ignore_index=True)
    return table.sort_values("at", ascending=False, kind="stable", ignore_index=True)


def _part(  # noqa: PLR0913 – a table, and the column of each part of a line
    table: pd.DataFrame | None, kind: str, *, at: str, what: str, money: str = "", sign: float = 1.0
) -> pd.DataFrame:
    if table is None or table.empty or at not in table:
        return pd.DataFrame(
            {name: pd.Series(dtype="datetime64[us]" if name == "at" else object) for name in TIMELINE}
        )
    said = table[what].astype(object) if what in table else pd.Series("", index=table.index, dtype=object)
    if what == "lines":
        said = said.map(
            lambda n: "" if pd.isna(n) else _("1 line") if n == 1 else _("{n:.0f} lines").format(n=n)
        )
    return pd.DataFrame(
        {
            "at": pd.to_datetime(table[at]).astype("datetime64[us]"),
            "kind": kind,
            "channel": table["channel"].astype(object) if "channel" in table else "",
            "what": said,
            "money": sign * table[money].astype(float) if money in table else float("nan"),
        }
    ).dropna(subset=["at"])


def service(tickets: pd.DataFrame, *, hours: float = 24.0, as_of: pd.Timestamp | None = None) -> pd.DataFrame:
    """First answers kept within a promise of `hours`: category, tickets, in_time, share, low, high (95%,
    Wilson), median_hours; the last row is all together.

    tickets: opened_at, first_reply_at, ·category. A ticket without an answer counts as late once the promise
    has run out by `as_of` (default: the last stamp there is), and not at all before.
    """
    need(tickets, "opened_at", "first_reply_at", what="tickets")
    now = as_of or tickets[["opened_at", "first_reply_at"]].max().max()
    waited = (tickets["first_reply_at"] - tickets["opened_at"]).dt.total_seconds() / 3600
    young = tickets["first_reply_at"].isna() & (
        (now - tickets["opened_at"]).dt.total_seconds() < hours * 3600
    )
    table = pd.DataFrame(
        {"hours": waited, "kind": tickets["category"] if "category" in tickets else _("all")}
    )[~young]
    if table.empty:
        raise ValueError(_("No ticket has been answered, or had the time to be."))
    groups = [*table.groupby("kind", sort=True), (_("all together"), table)]
    rows = []
    for name, part in groups:
        kept = int((part["hours"] <= hours).sum())
        rows.append(
            (name, len(part), kept, kept / len(part), *wilson(kept, len(part)), part["hours"].median())
        )
    columns = ["category", "tickets", "in_time", "share", "low", "high", "median_hours"]
    return pd.DataFrame(rows, columns=columns)


def capture(**sources: pd.DataFrame | None) -> pd.DataFrame:
    """Through which door records come, and of how many we know whose they are: source, channel, records,
    with_account, share.

    sources: tables by name, each with ·customer_id (or account_id) and ·channel (leads: ·source). A record
    that belongs to nobody can answer no question about a customer.
    """
    rows = []
    for name, table in sources.items():
        if table is None or table.empty:
            continue
        whose = next((column for column in ("customer_id", "account_id") if column in table), "")
        door = next((column for column in ("channel", "source") if column in table), "")
        doors = table[door].fillna(_("not said")) if door else pd.Series(_("not said"), index=table.index)
        known = table[whose].notna() if whose else pd.Series(False, index=table.index)
        for channel, part in known.groupby(doors, sort=True):
            rows.append((name, channel, len(part), int(part.sum()), float(part.mean())))
    if not rows:
        raise ValueError(_("No record of anything: neither orders, contacts, tickets nor leads."))
    return pd.DataFrame(rows, columns=["source", "channel", "records", "with_account", "share"])


def title(page: Mapping[str, pd.DataFrame]) -> str:
    """What to call the account of a page: its name, else its id.

    >>> title({"account": pd.DataFrame({"account_id": ["C7"], "name": [None]})})
    'C7'
    """
    row = page["account"].iloc[0]
    return str(row["name"]) if pd.notna(row["name"]) and str(row["name"]) else str(row["account_id"])
