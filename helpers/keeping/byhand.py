"""Late, or gone? With a pencil: silences in own gaps, a thousand orders, and a table to read a chance off."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from helpers import lifetime
from helpers.checks import fraction, need
from helpers.orders import usual_gap_days
from helpers.words import _

LONGEST = 6  # own gaps of silence, as far as the tables reach


def silences(accounts: pd.DataFrame, lines: pd.DataFrame, *, blanks: int = 0) -> pd.DataFrame:
    """A few accounts and their silences, to follow with a pencil; longest silence first.

    accounts: customer_id, account (name), days_since_last, usual_gap_days (`orders.usual_gap_days`); lines:
    order lines up to the same day. Returns customer_id, account, orders (days with an order), usual_gap_days,
    longest_gap_days (so far), silent_days, gaps_silent = silent_days / usual_gap_days; in the last `blanks`
    rows that is left open. Who ordered on one day only has no gap, and is left out; ValueError where that is
    everybody.

    >>> days = pd.to_datetime(["2026-01-01", "2026-01-11", "2026-01-31"])
    >>> lines = pd.DataFrame({"customer_id": "a", "ordered_at": days})
    >>> ann = {"customer_id": ["a"], "account": ["Ann"], "days_since_last": [30], "usual_gap_days": [15.0]}
    >>> silences(pd.DataFrame(ann), lines)[["longest_gap_days", "gaps_silent"]].values.tolist()
    [[20.0, 2.0]]
    """
    need(accounts, "customer_id", "account", "days_since_last", "usual_gap_days", what=_("the accounts"))
    own = lines.loc[lines["customer_id"].isin(accounts["customer_id"]), ["customer_id", "ordered_at"]]
    days = own.assign(day=own["ordered_at"].dt.normalize()).drop_duplicates(["customer_id", "day"])
    days = days.sort_values("day")
    gap = days.groupby("customer_id")["day"].diff().dt.days.groupby(days["customer_id"])
    ids = accounts["customer_id"].to_numpy()
    table = pd.DataFrame(
        {
            "customer_id": ids,
            "account": accounts["account"].to_numpy(),
            "orders": days.groupby("customer_id").size().reindex(ids).to_numpy(),
            "usual_gap_days": accounts["usual_gap_days"].to_numpy(dtype=float),
            "longest_gap_days": gap.max().reindex(ids).to_numpy(),
            "silent_days": accounts["days_since_last"].to_numpy(),
        }
    )
    table["gaps_silent"] = table["silent_days"] / table["usual_gap_days"]
    table = table.dropna(subset=["longest_gap_days"])
    if table.empty:
        raise ValueError(_("None of these accounts has come back yet, so none has a rhythm."))
    table = table.sort_values("gaps_silent", ascending=False, ignore_index=True)
    table.loc[len(table) - blanks :, "gaps_silent"] = np.nan
    return table


def doubtful(silences_of_few: pd.DataFrame, *, most: float = LONGEST) -> pd.Series:
    """The account to think about: the longest silent, but not for so long that nobody would wonder.

    silences_of_few: `silences`, longest first; most: own gaps, the reach of the table. Where all are beyond
    it, the least silent of them.

    >>> few = pd.DataFrame({"account": ["Ann", "Bob", "Cy"], "gaps_silent": [40.0, 2.9, 0.1]})
    >>> doubtful(few)["account"]
    'Bob'
    """
    within = silences_of_few[silences_of_few["gaps_silent"] <= most]
    return within.iloc[0] if len(within) else silences_of_few.iloc[-1]


def quiet(customers: pd.DataFrame, *, gaps: float = 2.0) -> pd.DataFrame:
    """Who came back at least once and has been silent for longer than so many of their usual gaps.

    customers: `orders.customers`, with customer_type where known. Who ordered once has no rhythm to be late
    by, and is not among them. Returns their rows, with usual_gap_days.

    >>> rows = {"repeat_days": [3, 3, 0], "recency_weeks": [12.0, 12.0, 0.0]}
    >>> quiet(pd.DataFrame({**rows, "days_since_last": [57, 56, 999]})).index.tolist()
    [0]
    """
    need(customers, "days_since_last", "repeat_days", what=_("the customers"))
    table = customers.assign(usual_gap_days=usual_gap_days(customers))
    late = table["days_since_last"] > gaps * table["usual_gap_days"]
    return table[late & (table["repeat_days"] > 0)]


def thousand(leave: float, *, gaps: int = LONGEST, blanks: Sequence[int] = ()) -> pd.DataFrame:
    """Of a thousand orders: the customers who left after it, those who stayed and are late, gap by gap.

    leave: chance to leave after an order (fraction). Who has left is silent for ever. Who stayed and orders
    without a calendar is still silent after one usual gap with chance 1/e, which is 37%, and after each
    further gap with 37% of that. Returns gaps_silent (0 to `gaps`), left, late (heads), still_here = late /
    (left + late); rows whose gaps stand in `blanks` are left open. Source: Bayes' rule as heads, Gigerenzer &
    Hoffrage (1995); exponential gaps, Ehrenberg (1959).

    >>> thousand(0.05, gaps=3).round(2).values.tolist()[-1]
    [3.0, 50.0, 47.0, 0.48]
    """
    fraction(leave, name="leave")
    at = np.arange(gaps + 1)
    left = round(1000 * leave)
    late = np.rint((1000 - left) * np.exp(-at))
    table = pd.DataFrame({"gaps_silent": at, "left": float(left), "late": late})
    table["still_here"] = table["late"] / (table["left"] + table["late"]).replace(0, np.nan)
    table.loc[table["gaps_silent"].isin(list(blanks)), ["late", "still_here"]] = np.nan
    return table


def leaving(fitted: lifetime.Fit, *, orders: float = 2) -> float:
    """The chance that a customer with so many orders behind them left with the last (fraction).

    fitted: BG/NBD. Every order they did not leave after speaks for them: a / (a + b + orders − 2). Source:
    Fader, Hardie & Lee (2005).
    """
    if fitted.model != "BG/NBD":
        raise ValueError(_("This takes a BG/NBD fit; it was given {model}.").format(model=fitted.model))
    a, b = fitted.parameters["a"], fitted.parameters["b"]
    return a / (a + b + max(orders, 2) - 2)


def patience(
    fitted: lifetime.Fit, *, orders: Sequence[int] = (2, 5, 10, 25), gaps: int = LONGEST, a_gap: int = 1
) -> pd.DataFrame:
    """The table to read a silence off: P(alive) by own gaps of silence (rows) and orders so far (columns).

    fitted: BG/NBD of customers of one kind; a_gap: rows a gap, more for a curve. Returns gaps_silent and a
    column "{n} orders" each (fractions).
    """
    table = pd.DataFrame({"gaps_silent": np.arange(gaps * a_gap + 1) / a_gap})
    for number in orders:
        heading = _("{n} orders").format(n=number)
        table[heading] = p_alive_after(fitted, gaps=table["gaps_silent"].to_numpy(), orders=number)
    return table


def p_alive_after(fitted: lifetime.Fit, *, gaps: "np.ndarray[Any, Any] | float", orders: int) -> Any:
    """P(alive) after so many of the customer's own gaps of silence, by BG/NBD.

    The own gap is what the model expects of them: with x orders after the first, (alpha + t_x) / (r + x).
    Then P(alive) = 1 / (1 + a / (b + x − 1) × (1 + gaps / (r + x)) ** (r + x)), whatever t_x is. Where x is
    large the power is e ** gaps, as in `thousand`.
    """
    leave, again = leaving(fitted, orders=orders), fitted.parameters["r"] + max(orders, 2) - 1
    return 1 / (1 + leave / (1 - leave) * (1 + np.asarray(gaps) / again) ** again)
