"""What the firm can know of each customer on the day a lap begins, and what is hidden: one row a customer."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.kinds import KINDS, NAMES
from helpers.market.lap.books import Books

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

WEEK, YEAR_WEEKS = 7.0, 52.18
USUAL_SATISFACTION = 8.0
ADDED_ORDERS = 1  # to each customer's own, so that one lucky order makes nobody rich
# Of an order's usual margin, what an added one leaves: large orders lift that margin, and service is yet to
# be paid; the middle customer of the sample market leaves about a quarter of it.
ADDED_WORTH = 0.3


def people(books: Books) -> pd.DataFrame:
    """One row a customer, doubled entries being one: hidden rate, dropout, alive (on the day), leaves (days
    from then on, blank: not within the year), newcomer; and what the books say (see `_bought`, `_file`).
    """
    hidden = books.truth["customers"]
    own = hidden[hidden["same_as"].isna()].set_index("customer_id")
    table = pd.DataFrame(index=own.index)
    table["kind"] = own["customer_type"].map({name: n for n, name in enumerate(NAMES)}).astype(np.int64)
    for name in ("named", "rate", "dropout", "mean_value", "service_rate"):
        table[name] = own[name].to_numpy(float)
    usual = np.array([one.a / (one.a + one.b) for one in KINDS])[table["kind"]]
    table["dropout"] = table["dropout"].fillna(pd.Series(usual, index=table.index))
    first, dropped = (_days(own[name], books.as_of) for name in ("first_order", "dropped_on"))
    table["newcomer"] = (first > 0).to_numpy()
    table["alive"] = ~(dropped <= 0).to_numpy() & ~table["newcomer"].to_numpy()
    table["leaves"] = dropped.where(dropped > 0).to_numpy()
    table = table.join(_bought(books, entries(books)))
    table = table.join(_file(books)).join(
        books.truth["satisfaction"].set_index("customer_id")["satisfaction"]
    )
    table["satisfaction"] = table["satisfaction"].fillna(USUAL_SATISFACTION)
    return _expected(_still(table))


def entries(books: Books) -> pd.Series:
    """customer_id of each entry → the customer_id of the customer's first entry."""
    hidden = books.truth["customers"]
    return hidden["same_as"].fillna(hidden["customer_id"]).set_axis(hidden["customer_id"])


def _days(dates: pd.Series, as_of: pd.Timestamp) -> pd.Series:
    return (pd.to_datetime(dates) - as_of).dt.days.astype(float)


def line_money(lines: pd.DataFrame) -> tuple[Floats, Floats]:
    """What each line was sold for after discounts, and what the goods cost."""
    quantity = lines["quantity"].to_numpy(float)
    net = quantity * lines["unit_price"].to_numpy(float) - lines["discount"].to_numpy(float)
    return net, quantity * lines["unit_cost"].to_numpy(float)


def _bought(books: Books, entry: pd.Series) -> pd.DataFrame:
    """Up to the day: orders, revenue, margin, first and last day (0 the day itself, earlier below zero)."""
    lines = books.tables["orders"]
    lines = lines[lines["ordered_at"] < books.as_of + pd.Timedelta(days=1)]
    net, cost = line_money(lines)
    table = pd.DataFrame(
        {
            "who": lines["customer_id"].map(entry).to_numpy(),
            "order": lines["order_id"].to_numpy(),
            "day": (lines["ordered_at"].dt.normalize() - books.as_of).dt.days.to_numpy(),
            "revenue": net,
            "margin": net - cost,
        }
    )
    by = table.groupby("who")
    return pd.DataFrame(
        {
            "orders": table.drop_duplicates("order").groupby("who").size(),
            "days": table.drop_duplicates(["who", "day"]).groupby("who").size(),
            "first": by["day"].min(),
            "last": by["day"].max(),
            "revenue": by["revenue"].sum(),
            "margin": by["margin"].sum(),
        }
    )


def _file(books: Books) -> pd.DataFrame:
    """From the customer file: service_cost (both entries of a doubled customer), consent_email; tickets."""
    file, entry = books.tables["customers"], entries(books)
    whose = file["customer_id"].map(entry)
    table = pd.DataFrame({"service_cost": file.groupby(whose)["service_cost"].sum()})
    table["consent_email"] = file.groupby(whose)["consent_email"].min()
    told = books.tables.get("tickets")
    table["tickets"] = 0.0
    if told is not None:
        recent = told[told["opened_at"] >= books.as_of - pd.Timedelta(days=365)]
        count = recent["customer_id"].map(entry).value_counts()
        table["tickets"] = count.reindex(table.index).fillna(0.0).astype(float)
    return table


def _still(table: pd.DataFrame) -> pd.DataFrame:
    """Adds gaps (silence in mean gaps) and p_alive, by BG/NBD with the parameters of the type (Fader, Hardie
    & Lee 2005): what a fit to each type finds, near enough.
    """
    numbers = ["orders", "days", "revenue", "margin", "service_cost", "tickets", "consent_email"]
    table[numbers] = table[numbers].fillna(0.0)
    again = (table["days"] - 1).clip(lower=0)
    span = (table["last"] - table["first"]).fillna(0.0)
    table["gap"] = (span / again.where(again > 0)).fillna(np.inf)
    table["gaps"] = (-table["last"] / table["gap"]).where(again > 0).fillna(0.0)
    r, alpha, a, b = (
        np.array([getattr(one, n) for one in KINDS])[table["kind"]] for n in ("r", "alpha", "a", "b")
    )
    seen, last = -table["first"].fillna(0.0) / WEEK, span / WEEK
    odds = a / (b + again - 1).clip(lower=0.05) * ((alpha + seen) / (alpha + last)) ** (r + again)
    table["p_alive"] = np.where(again > 0, 1 / (1 + odds), 1.0) * (table["orders"] > 0)
    table["expected_rate"] = (r + again) / (alpha + seen)
    table["expected_dropout"] = a / (a + b + again)
    return table


def _expected(table: pd.DataFrame) -> pd.DataFrame:
    """Adds profit (so far) and to_come: expected orders of a year times what one leaves, by what is known."""
    table["profit"] = table["margin"] - table["service_cost"]
    usual = table["margin"].sum() / max(table["orders"].sum(), 1.0)
    # One modest order is added, which draws customers of few orders towards it and hardly moves the others.
    each = (table["profit"] + usual * ADDED_ORDERS * ADDED_WORTH) / (table["orders"] + ADDED_ORDERS)
    year = table["p_alive"] * table["expected_rate"] * YEAR_WEEKS
    stays = 1 / (1 + 0.5 * table["expected_dropout"] * table["expected_rate"] * YEAR_WEEKS)
    return table.assign(each=each, to_come=year * stays * each)


def worth_ahead(rate: Floats, dropout: Floats, *, yearly_discount: float) -> Floats:
    """Discounted orders still to come of somebody who is here, knowing their rate (a week) and dropout.

    With V the value just after an order: V = λ/(λ+δ) · (1 + (1 − p) · V), so V = λ / (δ + λ · p).

    >>> worth_ahead(np.array([0.1]), np.array([0.1]), yearly_discount=0.0).round(6).tolist()
    [10.0]
    """
    delta = np.log1p(yearly_discount) / YEAR_WEEKS
    value: Floats = rate / (delta + rate * dropout)
    return value
