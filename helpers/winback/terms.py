"""Columns of a table as numbers for a model, and a name for each column that cannot be used, with the
reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_numeric_dtype

from helpers.checks import need
from helpers.winback.checks import Floats
from helpers.words import _, count, listed

# What a table of subscriptions or campaigns says of the outcome itself, and ids: no trait of a customer.
NO_TRAITS = {
    "customer_id", "ended", "tenure", "started_on", "ended_on", "months",
    "arm", "returned", "revenue", "sent_at", "cost",
}  # fmt: skip
MOST_LEVELS = 12
TWIN = 1e-7  # what is left of a column once the others explain it; less is nothing


@dataclass(frozen=True)
class Terms:
    """The model's columns. matrix: rows × names, as they are; left_out: column → why it cannot be used."""

    matrix: Floats
    names: tuple[str, ...]
    left_out: dict[str, str]

    def of(self, table: pd.DataFrame) -> Floats:
        """The same columns of other rows; a level that was not there before counts as the first one.

        Raises ValueError where a number is blank.
        """
        values = (
            np.column_stack([_column(table, name) for name in self.names]) if self.names else _none(table)
        )
        blank = [name for name, bad in zip(self.names, np.isnan(values.T), strict=True) if bad.any()]
        if blank:
            raise ValueError(
                _("{names}: blank in some rows. Fill them, or leave those rows out.").format(
                    names=listed(blank)
                )
            )
        return values


def traits(table: pd.DataFrame) -> list[str]:
    """The columns that could say something of a customer beforehand: all but ids, days and the outcome.

    >>> traits(pd.DataFrame({"customer_id": ["a"], "ended": [0], "plan": ["pro"]}))
    ['plan']
    """
    return [
        str(name)
        for name in table.columns
        if name not in NO_TRAITS
        and not str(name).endswith("_id")
        and not is_datetime64_any_dtype(table[name])
    ]


def first_words(table: pd.DataFrame) -> str:
    """The trait in words by which to part a table first: contract where there is one, else the first with
    few words.

    >>> first_words(pd.DataFrame({"customer_id": ["a", "b"], "fee": [1, 2], "plan": ["basic", "pro"]}))
    'plan'
    """
    words = [
        name
        for name in traits(table)
        if not is_numeric_dtype(table[name]) and 2 <= table[name].nunique() <= MOST_LEVELS
    ]
    if not words:
        raise ValueError(_("No trait in words parts these contracts."))
    return "contract" if "contract" in words else words[0]


def terms(table: pd.DataFrame, columns: Sequence[str] | None = None) -> Terms:
    """Numbers as they are, text as one column of 0 and 1 for each level but the first (in the alphabet).

    columns: those wanted; without them all `traits`, and what cannot be used is left out with its reason:
    a column that never varies, has blanks, has more than 12 levels, or is made of the others. Named
    columns are refused (ValueError) for the same reasons.

    >>> table = pd.DataFrame({"plan": ["basic", "pro", "pro"], "fee": [1.0, 2.0, 4.0], "currency": "USD"})
    >>> table["half_fee"] = table["fee"] / 2
    >>> found = terms(table)
    >>> found.names, list(found.left_out)
    (('plan: pro', 'fee'), ['currency', 'half_fee'])
    """
    wanted = list(columns) if columns is not None else traits(table)
    need(table, *wanted, what=_("the table"))
    kept: list[str] = []
    left_out: dict[str, str] = {}
    basis = np.ones((len(table), 1)) / np.sqrt(max(len(table), 1))
    for column in wanted:
        if why := _unusable(table[column]):
            left_out[column] = why
            continue
        for name in _names(table, column):
            values = _column(table, name)
            rest = values - basis @ (basis.T @ values)
            rest -= basis @ (basis.T @ rest)
            if float(np.linalg.norm(rest)) <= TWIN * max(float(np.linalg.norm(values)), 1e-12):
                left_out[name] = _("made of {others}").format(others=_twins(table, kept, values))
                continue
            basis = np.column_stack([basis, rest / np.linalg.norm(rest)])
            kept.append(name)
    left_out = {
        name: left_out[name] for name in sorted(left_out, key=lambda n: wanted.index(n.partition(": ")[0]))
    }
    if columns is not None and left_out:
        said = "; ".join(f"{name}: {why}" for name, why in left_out.items())
        raise ValueError(
            _("These columns cannot be used together: {said}. Leave them out.").format(said=said)
        )
    matrix = np.column_stack([_column(table, name) for name in kept]) if kept else _none(table)
    return Terms(matrix, tuple(kept), left_out)


def _unusable(values: pd.Series) -> str:
    """Why a column cannot be a term, in words; "" where it can."""
    blank = int(values.isna().sum())
    if blank:
        return _("blank in {blank} of {rows} rows").format(blank=count(blank), rows=count(len(values)))
    levels = values.nunique()
    if levels < 2:
        return _("the same in every row")
    if not is_numeric_dtype(values) and levels > MOST_LEVELS:
        return _("{levels} different texts").format(levels=count(levels))
    return ""


def _names(table: pd.DataFrame, column: str) -> list[str]:
    values = table[column]
    if is_numeric_dtype(values) or is_bool_dtype(values):
        return [column]
    return [f"{column}: {level}" for level in sorted(values.astype(str).unique())[1:]]


def _column(table: pd.DataFrame, name: str) -> Floats:
    """The values of one term."""
    if name in table.columns:
        return np.asarray(pd.to_numeric(table[name], errors="coerce"), dtype=float)
    column, _sign, level = name.partition(": ")
    need(table, column, what=_("the table"))
    return np.asarray(table[column].astype(str) == level, dtype=np.float64)


def _twins(table: pd.DataFrame, kept: list[str], values: Floats) -> str:
    """The terms already kept that make up `values`."""
    if not kept:
        return _("a constant")
    x = np.column_stack([np.ones(len(table)), *(_column(table, name) for name in kept)])
    scale = np.abs(x).max(axis=0)
    weights = np.linalg.lstsq(x / scale, values, rcond=None)[0][1:]
    found = [
        name for name, weight in zip(kept, weights, strict=True) if abs(weight) > 1e-6 * np.abs(values).max()
    ]
    return listed(found[:3]) or _("a constant")


def _none(table: pd.DataFrame) -> Floats:
    return np.empty((len(table), 0))
