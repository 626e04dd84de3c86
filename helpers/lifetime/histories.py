"""What the models of repeat buying read of a customer, checked, and equal customers put together."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.words import _, count, listed

Array = np.ndarray[Any, np.dtype[Any]]
COLUMNS = ("customer_id", "repeat_days", "recency_weeks", "age_weeks")
SHOWN = 3


class Histories(NamedTuple):
    """Customers of the same history as one row: how often, the last time, the age, and how many they are.

    repeats is x of the papers, last t_x and age T, both in weeks. levels are the distinct numbers of repeats,
    at_level the customers of each: special functions are worked out once a level.
    """

    repeats: Array
    last: Array
    age: Array
    weight: Array
    levels: Array
    at_level: Array

    @property
    def customers(self) -> int:
        return round(float(self.weight.sum()))


def histories(summary: pd.DataFrame) -> Histories:
    """The table of `orders.customers` as the models read it.

    summary: one row a customer with customer_id, repeat_days, recency_weeks, age_weeks. Raises ValueError,
    with the number of customers concerned and what to do, where a history cannot be, where there is no
    customer, and where nobody came back.

    >>> history = {"repeat_days": 1, "recency_weeks": 2.0, "age_weeks": 5.0}
    >>> histories(pd.DataFrame({"customer_id": ["a", "b"], **history})).weight.tolist()
    [2.0]
    """
    table = checked(summary)
    if not len(table):
        raise ValueError(_("There is no customer to learn from: the table of customers is empty."))
    if not (table["repeat_days"] > 0).any():
        message = _(
            "None of the {customers} customers has come back yet, so nothing is known of their rhythm or of "
            "who leaves. Take a longer period, or more customers."
        )
        raise ValueError(message.format(customers=count(len(table))))
    rows = table.groupby(list(COLUMNS[1:]), sort=False).size()
    repeats, last, age = (rows.index.get_level_values(name).to_numpy(dtype=float) for name in COLUMNS[1:])
    weight = rows.to_numpy(dtype=float)
    levels, level = np.unique(repeats, return_inverse=True)
    return Histories(repeats, last, age, weight, levels, np.bincount(level, weights=weight))


def checked(summary: pd.DataFrame) -> pd.DataFrame:
    """customer_id and the three numbers as floats; refuses what no customer can have done."""
    need(summary, *COLUMNS)
    table = summary[["customer_id"]].copy()
    for name in COLUMNS[1:]:
        table[name] = pd.to_numeric(summary[name], errors="coerce").astype(float)
    repeats, last, age = (table[name] for name in COLUMNS[1:])
    refuse(table, ~np.isfinite(table[list(COLUMNS[1:])].to_numpy()).all(axis=1), _("a blank or no number"))
    refuse(table, (repeats < 0) | (repeats % 1 != 0), _("repeat_days that are no whole number from 0 up"))
    refuse(table, (last < 0) | (last > age), _("a last purchase before the first or after age_weeks"))
    refuse(table, (repeats > 0) != (last > 0), _("repeat_days and recency_weeks of which only one is 0"))
    refuse(table, table["customer_id"].duplicated(), _("a customer_id that stands in the table already"))
    return table


def refuse(table: pd.DataFrame, bad: pd.Series | Array, fault: str) -> None:
    """Raise ValueError where any row is bad: how many, what is wrong, who comes first, the way out.

    >>> refuse(pd.DataFrame({"customer_id": ["a", "b"]}), pd.Series([False, True]), "a beard")
    Traceback (most recent call last):
    ...
    ValueError: 1 of 2 customers has a beard (b). Mend the rows, or leave them out.
    """
    bad = np.asarray(bad, dtype=bool)
    number = int(bad.sum())
    if not number:
        return
    names = [str(name) for name in table.loc[bad, "customer_id"].head(SHOWN)]
    one = _("{bad} of {all} customers has {fault} ({names}). Mend the rows, or leave them out.")
    many = _("{bad} of {all} customers have {fault} ({names}). Mend the rows, or leave them out.")
    who = listed(names) if number <= SHOWN else ", ".join([*names, "…"])
    message = one if number == 1 else many
    raise ValueError(message.format(bad=count(number), all=count(len(table)), fault=fault, names=who))


def need(table: pd.DataFrame, *columns: str) -> None:
    """Refuse a table that lacks any of the columns."""
    absent = [name for name in columns if name not in table.columns]
    if absent:
        message = _("The table of customers has no column {absent}; orders.customers makes one that has.")
        raise ValueError(message.format(absent=listed(absent)))


def by_customer(values: float | pd.Series, ids: pd.Series, *, name: str) -> Array:
    """One number for all customers, or a Series by customer_id, in the order of `ids`.

    >>> by_customer(pd.Series({"b": 2.0, "a": 1.0}), pd.Series(["a", "b"]), name="margin_share").tolist()
    [1.0, 2.0]
    """
    if not isinstance(values, pd.Series):
        return np.full(len(ids), float(values))
    found = values.astype(float).reindex(pd.Index(ids)).to_numpy()
    table = pd.DataFrame({"customer_id": ids.to_numpy()})
    refuse(table, ~np.isfinite(found), _("no {name}").format(name=name))
    return np.asarray(found, dtype=float)
