"""What step 1 hands on: the table 01_customers, and its measures with intervals or the reason why not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson
from helpers.targeting.concentration import (
    customers_count_for,
    gini,
    gini_interval,
    top_share,
    top_share_interval,
)
from helpers.words import _

TABLE = (
    *("customer_id", "first_order", "last_order", "orders", "revenue", "revenue_share", "cumulative_share"),
    *("tier", "days_since_last", "r", "f", "m", "repeat_days", "recency_weeks", "age_weeks"),
    *("mean_repeat_value", "margin", "profit", "value_class"),
)
OPTIONAL = ("margin", "profit")
MEASURES = ["measure", "value", "unit", "n", "low", "high"]
ABSENT = ["measure", "table_needed", "reason"]
NO_INTERVAL = (float("nan"), float("nan"))


def customer_table(values: pd.DataFrame) -> pd.DataFrame:
    """The table 01_customers: `customer_value` reduced to the agreed columns, in their order.

    margin and profit are left out where costs are unknown. Raises ValueError where another column is
    missing.
    """
    columns = [name for name in TABLE if name in values.columns or name not in OPTIONAL]
    need(values, *columns, what="values")
    return values[columns].reset_index(drop=True)


class Books(Protocol):
    """What a case knows of itself: unit of money, and lines that were set aside when it was read."""

    @property
    def currency(self) -> str: ...
    @property
    def lines_without_customer(self) -> int: ...
    @property
    def return_share(self) -> float | None: ...


def measures(
    lines: pd.DataFrame,
    values: pd.DataFrame,
    *,
    duplicates: pd.DataFrame | None = None,
    case: Books | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The measures of step 1, and those that could not be computed.

    lines: order lines up to as_of; values: `customer_value` or `orders.customers` of them; duplicates:
    `likely_pairs`, or None where there is no table customers; case: for the currency and the lines that
    were set aside when it was read (None: there were none).

    Returns two tables. First measure, value, unit, n (how many it is made of), low, high (95% interval;
    blank where there is none). return_share is the share of order lines with a negative quantity;
    repeat_rate the share of customers with a second purchase day. Second measure, table_needed, reason.
    """
    facts = _Facts(lines, values, duplicates, case or _NoBooks(lines))
    found, absent = [], []
    for name, measure in _MEASURES.items():
        try:
            found.append((name, *measure(facts)))
        except ValueError as error:
            absent.append((name, "customers" if name == "duplicate_pairs" else "orders", str(error)))
    return pd.DataFrame(found, columns=MEASURES), pd.DataFrame(absent, columns=ABSENT)


@dataclass(frozen=True)
class _NoBooks:
    """Lines that come from no case: nothing was set aside before."""

    lines: pd.DataFrame
    currency: str = ""
    lines_without_customer: int = 0

    @property
    def return_share(self) -> float | None:
        return float((self.lines["quantity"] < 0).mean()) if len(self.lines) else None


@dataclass(frozen=True)
class _Facts:
    lines: pd.DataFrame
    values: pd.DataFrame
    duplicates: pd.DataFrame | None
    books: Books

    @property
    def all_lines(self) -> int:
        return len(self.lines) + self.books.lines_without_customer


# value, unit, n, low, high
Row = tuple[float, str, int, float, float]


def _count(facts: _Facts) -> Row:
    return len(facts.values), _("customers"), len(facts.values), *NO_INTERVAL


def _orders(facts: _Facts) -> Row:
    return int(facts.values["orders"].sum()), _("orders"), len(facts.values), *NO_INTERVAL


def _lines(facts: _Facts) -> Row:
    return facts.all_lines, _("order lines"), facts.all_lines, *NO_INTERVAL


def _revenue(facts: _Facts) -> Row:
    unit = facts.books.currency or _("money")
    return float(facts.values["revenue"].sum()), unit, len(facts.values), *NO_INTERVAL


def _nameless(facts: _Facts) -> Row:
    nameless = int(facts.lines["customer_id"].isna().sum()) + facts.books.lines_without_customer
    return nameless, _("order lines"), facts.all_lines, *NO_INTERVAL


def _return_share(facts: _Facts) -> Row:
    share = facts.books.return_share
    if share is None:
        raise ValueError(_("There are no order lines."))
    return share, _("share of order lines"), len(facts.lines), *NO_INTERVAL


def _top20(facts: _Facts) -> Row:
    share = top_share(facts.values, by="revenue")
    interval = top_share_interval(facts.values["revenue"])
    return share, _("share of revenue"), len(facts.values), *interval


def _for_80(facts: _Facts) -> Row:
    return customers_count_for(facts.values, by="revenue"), _("customers"), len(facts.values), *NO_INTERVAL


def _gini(facts: _Facts) -> Row:
    revenue = facts.values["revenue"]
    return gini(revenue), _("0 all equal, 1 all with one"), len(revenue), *gini_interval(revenue)


def _repeat_rate(facts: _Facts) -> Row:
    n, again = len(facts.values), int((facts.values["repeat_days"] > 0).sum())
    if n == 0:
        raise ValueError(_("There are no customers."))
    return again / n, _("share of customers"), n, *wilson(again, n)


def _duplicates(facts: _Facts) -> Row:
    if facts.duplicates is None:
        raise ValueError(_("It takes the table customers with name, email, phone, street or postcode."))
    return len(facts.duplicates), _("pairs"), len(facts.values), *NO_INTERVAL


_MEASURES: dict[str, Callable[[_Facts], Row]] = {
    "customers": _count,
    "orders": _orders,
    "order_lines": _lines,
    "revenue": _revenue,
    "lines_without_customer": _nameless,
    "return_share": _return_share,
    "top20_revenue_share": _top20,
    "customers_for_80_percent": _for_80,
    "gini": _gini,
    "repeat_rate": _repeat_rate,
    "duplicate_pairs": _duplicates,
}
