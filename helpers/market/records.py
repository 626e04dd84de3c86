"""The customer file as a clerk keeps it: some customers stand in it twice, with typing errors."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.dates import LAST_DAY
from helpers.market.people import HOUSEHOLD, INTERNAL
from helpers.market.typing_errors import Entry, retyped

DOUBLED = 0.04  # of the customers who have ordered up to as_of
LATER_ON_SECOND = 0.65  # of the orders after the second entry
ADDRESS = list(Entry._fields)

Ints = npt.NDArray[np.int64]


def records(people: pd.DataFrame, purchases: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The rows of the customer file: customer (row of people), second (the doubled entry), since (day).

    `purchases` gains the column record: from a later order on, orders of a doubled customer are booked on
    either entry. Named accounts stand first, the rest by day of entry; customers won after as_of come last.
    """
    change = _changes(people, purchases, rng)
    twice = np.flatnonzero(change < len(purchases))
    second = pd.DataFrame({"customer": twice, "since": purchases["day"].to_numpy()[change[twice]]})
    first = pd.DataFrame({"customer": people.index, "since": people["first_day"]})
    file = pd.concat([first.assign(second=False), second.assign(second=True)])
    named = people["named"].to_numpy()[file["customer"]]
    # The six stand in the order of their own file, whoever of them ordered first.
    place = np.where(named, file["customer"] - len(people), file["since"])
    file = file.iloc[np.lexsort((file["customer"], place))].reset_index(drop=True)
    purchases["record"] = _booked(purchases, file, change, rng)
    return file


def _changes(people: pd.DataFrame, purchases: pd.DataFrame, rng: np.random.Generator) -> Ints:
    """Per customer, the row of the order booked on a new entry; past the end for those entered once."""
    early = purchases["day"] <= LAST_DAY
    count = np.bincount(purchases["customer"][early], minlength=len(people))
    able = (count >= 2) & ~people["named"] & (people["kind"] != INTERNAL)
    twice = rng.permutation(np.flatnonzero(able))[: round(DOUBLED * int((count > 0).sum()))]
    starts = np.searchsorted(purchases["customer"], np.arange(len(people)))
    change = np.full(len(people), len(purchases))
    change[twice] = starts[twice] + rng.integers(1, count[twice])
    return change


def _booked(purchases: pd.DataFrame, file: pd.DataFrame, change: Ints, rng: np.random.Generator) -> Ints:
    """The record on which each order is booked."""
    entry = np.full((2, len(change)), -1)
    entry[file["second"].to_numpy(int), file["customer"]] = np.arange(len(file))
    customer, row = purchases["customer"].to_numpy(), np.arange(len(purchases))
    after = (row > change[customer]) & (rng.random(len(row)) < LATER_ON_SECOND)
    booked: Ints = entry[((row == change[customer]) | after).astype(int), customer]
    return booked


def written(people: pd.DataFrame, file: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Name and address of each record as it was typed in: right the first time, with errors the second.

    On a second entry at most three of name, mail, phone and street are damaged beyond a slip, so that it can
    still be recognised.
    """
    table = people[[*ADDRESS, "country", "region"]].iloc[file["customer"]].reset_index(drop=True)
    rows = np.flatnonzero(file["second"])
    count = rng.choice(4, len(rows), p=[0.2, 0.35, 0.3, 0.15])
    damaged = rng.random((len(rows), 4)).argsort(axis=1).argsort(axis=1) < count[:, None]
    luck = rng.random((len(rows), 6))
    person = (people["kind"] == HOUSEHOLD).to_numpy()[file["customer"].iloc[rows]]
    copies = table.loc[rows, ADDRESS].itertuples(index=False, name=None)
    # Letters move one text at a time; only the few customers in a hundred who are doubled pass here.
    typed = [retyped(Entry(*entry), *how) for entry, *how in zip(copies, person, damaged, luck, strict=True)]
    table.loc[rows, ADDRESS] = pd.DataFrame(typed, columns=ADDRESS, index=rows, dtype="str")
    # What the clerk left blank is missing, in memory as in a file.
    return table.where(table != "")
