"""A few numbers on one page for whoever decides: this quarter beside the same quarter a year ago."""

from collections.abc import Callable

import pandas as pd

from helpers.checks import need
from helpers.words import _

DAYS, YEAR = 90, 365
COLUMNS = ["measure", "now", "year_ago", "change", "good"]


def key_numbers(  # noqa: PLR0913 – the tables a page is made of
    lines: pd.DataFrame | None = None,
    *,
    tickets: pd.DataFrame | None = None,
    leads: pd.DataFrame | None = None,
    interactions: pd.DataFrame | None = None,
    as_of: pd.Timestamp,
    days: int = DAYS,
) -> pd.DataFrame:
    """Six numbers of the last `days`, and of the same days a year before: measure, now, year_ago, change
    (fraction), good (1: more is better, −1: less is).

    lines: order lines with revenue or quantity and unit_price; tickets: opened_at, ·first_reply_at; leads:
    created_at; interactions: at. A year is 365 days. What is not there is left out; ValueError where nothing
    is. Orders, customers and inquiries are counts; the reply is a median in hours.
    """
    works: list[tuple[str, pd.DataFrame | None, str, Callable[[pd.DataFrame], float], int]] = [
        (_("revenue"), lines, "ordered_at", _revenue, 1),
        (_("orders"), lines, "ordered_at", lambda part: float(part["order_id"].nunique()), 1),
        (
            _("customers who ordered"),
            lines,
            "ordered_at",
            lambda part: float(part["customer_id"].nunique()),
            1,
        ),
        (_("inquiries"), leads, "created_at", lambda part: float(len(part)), 1),
        (_("contacts with customers"), interactions, "at", lambda part: float(len(part)), 1),
        (_("tickets"), tickets, "opened_at", lambda part: float(len(part)), -1),
        (_("hours to the first answer"), tickets, "opened_at", _reply_hours, -1),
    ]
    rows = []
    for name, table, at, work, good in works:
        if table is None or at not in table:
            continue
        now, before = (work(_within(table, at, as_of - pd.Timedelta(days=back), days)) for back in (0, YEAR))
        rows.append((name, now, before, now / before - 1 if before else float("nan"), good))
    if not rows:
        raise ValueError(_("There is nothing to put on the page: no orders, inquiries, contacts or tickets."))
    return pd.DataFrame(rows, columns=COLUMNS)


def _within(table: pd.DataFrame, at: str, until: pd.Timestamp, days: int) -> pd.DataFrame:
    """The rows of the `days` that end with the day `until`."""
    end = until.normalize() + pd.Timedelta(days=1)
    return table[(table[at] >= end - pd.Timedelta(days=days)) & (table[at] < end)]


def line_worth(lines: pd.DataFrame) -> pd.Series:
    """Revenue of each order line (money): as it stands, or quantity × unit_price − discount."""
    if "revenue" in lines:
        return lines["revenue"].astype(float)
    need(lines, "quantity", "unit_price", what=_("the order lines"))
    off = lines["discount"].fillna(0.0) if "discount" in lines else 0.0
    worth: pd.Series = lines["quantity"] * lines["unit_price"] - off
    return worth


def _revenue(part: pd.DataFrame) -> float:
    return float(line_worth(part).sum())


def _reply_hours(part: pd.DataFrame) -> float:
    if "first_reply_at" not in part:
        return float("nan")
    waited = (part["first_reply_at"] - part["opened_at"]).dt.total_seconds()
    return float(waited.median() / 3600)
