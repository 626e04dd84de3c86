"""From offers in words to columns of numbers: slopes, dummies for words, a constant for "none"."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from helpers.words import _

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Name = tuple[str, str]  # attribute and level

KEYS = ("respondent_id", "task", "alternative", "chosen")
NOT_ATTRIBUTES = (*KEYS, "customer_id")
SLOPE, NONE, CONSTANT = "slope", "none", "constant"


def attributes(choices: pd.DataFrame) -> list[str]:
    """The columns of a table `choices` that describe the offers.

    >>> attributes(pd.DataFrame(columns=["respondent_id", "task", "alternative", "chosen", "price", "brand"]))
    ['price', 'brand']
    """
    return [str(name) for name in choices.columns if name not in NOT_ATTRIBUTES]


@dataclass(frozen=True)
class Coding:
    """How attributes become columns: the levels of each (the reference first; none for a number).

    none: whether there is a constant for the offer that has no attributes, the choice of nothing.
    """

    levels: Mapping[str, tuple[str, ...]]
    none: bool

    @property
    def names(self) -> list[Name]:
        """Attribute and level of each column.

        >>> Coding({"price": (), "quality": ("basic", "good")}, none=True).names
        [('price', 'slope'), ('quality', 'good'), ('none', 'constant')]
        """
        own = [
            (attribute, level)
            for attribute, levels in self.levels.items()
            for level in (levels[1:] if levels else (SLOPE,))
        ]
        return [*own, (NONE, CONSTANT)] if self.none else own

    def matrix(self, offers: pd.DataFrame) -> Matrix:
        """The offers as numbers, a row each and a column per name.

        Raises ValueError where an attribute is missing, partly blank, no number, or of a level that was
        never shown.

        >>> offers = pd.DataFrame({"price": [54, 66, None], "quality": ["basic", "good", None]})
        >>> Coding({"price": (), "quality": ("basic", "good")}, none=True).matrix(offers).tolist()
        [[54.0, 0.0, 0.0], [66.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
        """
        need(offers, *self.levels)
        nothing = blank_rows(offers, list(self.levels))
        if nothing.any() and not self.none:
            raise ValueError(
                _("An offer has no attributes at all, and choosing nothing was never possible: fill it in.")
            )
        columns = [
            column
            for attribute, levels in self.levels.items()
            for column in _columns(offers[attribute], levels, nothing)
        ]
        return np.column_stack([*columns, nothing] if self.none else columns).astype(float)


def coding(
    choices: pd.DataFrame, *, names: list[str] | None = None, reference: Mapping[str, str] | None = None
) -> Coding:
    """How the attributes of a table `choices` become columns.

    names: which attributes, by default all; `alternative` may be among them: then each alternative has a
    constant. reference: attribute → the level the others are compared with, by default the first in the
    alphabet. Raises ValueError where there is no attribute, or a reference that nobody was shown.

    >>> table = pd.DataFrame({"alternative": ["A", "none"], "price": [9.0, None], "brand": ["Korrin", None]})
    >>> coding(table)
    Coding(levels={'price': (), 'brand': ('Korrin',)}, none=True)
    """
    chosen = attributes(choices) if names is None else list(names)
    if not chosen:
        raise ValueError(_("The table choices has no attributes: add what was offered, such as price."))
    need(choices, *chosen)
    wanted = dict(reference or {})
    if extra := [name for name in wanted if name not in chosen]:
        raise ValueError(
            _("reference names {extra}, which is not among the attributes {names}.").format(
                extra=", ".join(extra), names=", ".join(chosen)
            )
        )
    nothing = blank_rows(choices, chosen)
    shown = choices[~nothing]
    return Coding({name: _levels(shown[name], wanted.get(name)) for name in chosen}, bool(nothing.any()))


def need(table: pd.DataFrame, *columns: str) -> None:
    """Refuse, in words, a table that lacks one of the columns."""
    if missing := [name for name in columns if name not in table.columns]:
        raise ValueError(
            _("choices and offers need a column {missing}; there are {has}.").format(
                missing=", ".join(missing), has=", ".join(map(str, table.columns)) or _("none")
            )
        )


def blank_rows(offers: pd.DataFrame, names: list[str]) -> np.ndarray:
    """Which rows have none of these attributes: the offer of nothing. `alternative` is no attribute here."""
    described = offers[[name for name in names if name != "alternative"]]
    if described.shape[1] == 0:
        return np.zeros(len(offers), dtype=bool)
    return (described.isna() | (described == "")).all(axis=1).to_numpy()


def written(name: Name) -> str:
    """A part-worth's name in a sentence.

    >>> written(("price", "slope")), written(("quality", "good")), written(("none", "constant"))
    ('price', 'quality good', 'none')
    """
    attribute, level = name
    return attribute if level in {SLOPE, CONSTANT} else f"{attribute} {level}"


def _levels(column: pd.Series, first: str | None) -> tuple[str, ...]:
    """The levels of an attribute in words, the reference first; () for a number."""
    if is_numeric_dtype(column):
        if first is not None:
            raise ValueError(
                _("{name} is a number and has no reference level: it gets one slope.").format(
                    name=column.name
                )
            )
        return ()
    found = sorted({str(level) for level in column.dropna()} - {""})
    if first is None or not found:
        return tuple(found)
    if first not in found:
        raise ValueError(
            _("{name} was never {first}; it was {levels}.").format(
                name=column.name, first=first, levels=", ".join(found)
            )
        )
    return (first, *(level for level in found if level != first))


def _columns(column: pd.Series, levels: tuple[str, ...], nothing: np.ndarray) -> list[np.ndarray]:
    """One attribute as columns of numbers; rows of `nothing` are zero."""
    if not levels:
        values = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float)
        _whole(column, np.isfinite(values) | nothing, _("hold no number"))
        return [np.where(nothing, 0.0, values)]
    text = column.astype("object").map(lambda value: "" if pd.isna(value) else str(value)).to_numpy()
    _whole(column, (text != "") | nothing, _("are blank"))
    if strange := sorted(set(text[~nothing]) - set(levels)):
        raise ValueError(
            _("{name} {strange} was never shown; choose among {levels}.").format(
                name=column.name, strange=", ".join(strange), levels=", ".join(levels)
            )
        )
    return [((text == level) & ~nothing).astype(float) for level in levels[1:]]


def _whole(column: pd.Series, good: np.ndarray, fault: str) -> None:
    """Refuse an attribute with rows that cannot be used, and say how many."""
    if not good.all():
        raise ValueError(
            _("{name}: {bad} of {rows} rows {fault} while their other attributes are filled in.").format(
                name=column.name, bad=int((~good).sum()), rows=len(good), fault=fault
            )
            + " "
            + _("Only an offer of nothing is blank, in every attribute: fill in the rest.")
            + " "
            + _("A column about the person is none: name the others in `attributes`.")
        )
