"""The service-recovery paradox: does a good repair bind more than no mistake?"""

import warnings

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson
from helpers.winback.checks import Floats
from helpers.winback.recovery import USUAL_PROMISE
from helpers.words import _

COMPLAINTS = ("damaged", "missing part", "wrong item", "late delivery")
WELL_DAYS = 7.0
HANDLED = ("no complaint", "handled well", "handled badly")
MORE_ORDERS = (2, 4)  # customers are compared with those of 1, of 2 or 3, of 4 and more orders before
DRAWS = 1_000


def recovered(
    tickets: pd.DataFrame, lines: pd.DataFrame, *, as_of: pd.Timestamp, days: int = 180
) -> pd.DataFrame:
    """The service-recovery paradox, put to the test: does a complaint handled well bind more than no
    complaint?

    A day is fixed, `days` before as_of. Customers who ordered in the `days` before it are parted by what
    they then complained of and how it was handled; counted is who ordered in the `days` after. handled
    well: first answer within 24 hours, settled within 7 days, not opened again. Returns group, customers,
    orders_before (mean), reordered, low, high (95%, Wilson), adjusted, adjusted_low, adjusted_high (95%,
    bootstrap over customers): the share that the group would show with the order counts of those without a
    complaint, for who orders more complains more. Nobody drew lots for complaints: even `adjusted` compares
    people who chose themselves. Source: McCollough & Bharadwaj (1992), who named it.
    """
    need(tickets, "customer_id", "opened_at", "category", what="tickets")
    cut = pd.Timestamp(as_of).normalize() - pd.Timedelta(days=days)
    when, bought = lines["ordered_at"], lines["quantity"] > 0
    before = lines[bought & (when <= cut) & (when > cut - pd.Timedelta(days=days))]
    counts = before.groupby("customer_id")["order_id"].nunique()
    if counts.empty:
        raise ValueError(_("Too few orders before: to see who comes back it takes a year of them."))
    after = set(lines.loc[bought & (when > cut), "customer_id"])
    table = pd.DataFrame({"orders": counts, "again": [customer in after for customer in counts.index]})
    table["group"] = _handled(tickets, cut, days).reindex(counts.index).fillna(HANDLED[0])
    found = pd.DataFrame([_one(table[table["group"] == name], name) for name in HANDLED])
    return found.assign(**_adjusted(table))


def _handled(tickets: pd.DataFrame, cut: pd.Timestamp, days: int) -> pd.Series:
    """customer_id → handled well or badly, of those who complained in the days before; once badly is
    badly.
    """
    opened = pd.to_datetime(tickets["opened_at"])
    mine = tickets[opened.le(cut) & opened.gt(cut - pd.Timedelta(days=days)) & tickets["customer_id"].notna()]
    if set(COMPLAINTS) & set(tickets["category"].astype(str)):
        mine = mine[mine["category"].isin(COMPLAINTS)]
    opened = pd.to_datetime(mine["opened_at"])
    blank = pd.Series(pd.NaT, index=mine.index)
    hours = (pd.to_datetime(mine.get("first_reply_at", blank)) - opened).dt.total_seconds() / 3600
    settled = (pd.to_datetime(mine.get("resolved_at", blank)) - opened).dt.total_seconds() / 86400
    again = mine.get("reopened", pd.Series(0, index=mine.index)).fillna(0).astype(float) > 0
    well = (hours <= USUAL_PROMISE) & (settled <= WELL_DAYS) & ~again
    good = well.groupby(mine["customer_id"]).min()
    return good.map({True: HANDLED[1], False: HANDLED[2]})


def _one(part: pd.DataFrame, name: str) -> dict[str, object]:
    n, again = len(part), int(part["again"].sum())
    low, high = wilson(again, n)
    return {
        "group": name,
        "customers": n,
        "orders_before": float(part["orders"].mean()) if n else np.nan,
        "reordered": again / n if n else np.nan,
        "low": low,
        "high": high,
    }


def _adjusted(table: pd.DataFrame) -> dict[str, Floats]:
    """Each group's share at the order counts of those without a complaint, and its bootstrap interval."""
    stratum = np.digitize(table["orders"], MORE_ORDERS)
    group = table["group"].map({name: at for at, name in enumerate(HANDLED)})
    shape = (len(HANDLED), len(MORE_ORDERS) + 1, 2)
    cells = np.zeros(shape)
    np.add.at(cells, (group.to_numpy(int), stratum, table["again"].to_numpy(int)), 1)
    # Drawing customers anew is drawing how many of them fall into each cell.
    chances = cells.ravel() / len(table)
    drawn = (
        np.random.default_rng(7)
        .multinomial(len(table), chances, size=DRAWS)
        .reshape(-1, *shape)
        .astype(float)
    )
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a group that nobody is in has no share
        low, high = np.nanquantile(_standardised(drawn.reshape(-1, *shape)), [0.025, 0.975], axis=0)
        middle = _standardised(cells[None])[0]
    return {"adjusted": middle, "adjusted_low": low, "adjusted_high": high}


def _standardised(cells: Floats) -> Floats:
    """draws × groups: the shares of those who ordered again, at the strata of the first group.

    cells: draws × groups × strata × (not again, again). Strata in which a group has nobody are left out.
    """
    heads = cells.sum(axis=3)
    share = np.where(heads > 0, cells[..., 1] / heads, 0.0)
    mix = np.where(heads > 0, heads[:, :1], 0.0)
    return np.asarray((share * mix).sum(axis=2) / mix.sum(axis=2))
