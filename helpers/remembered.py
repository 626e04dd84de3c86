"""What a lesson asks for again and again, worked out once."""

from collections import deque
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import pandas as pd

from helpers import orders

P = ParamSpec("P")
T = TypeVar("T")
KEPT = 2


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """The function; where one of its last calls had equal tables and options, its result again.

    Tables are compared cell by cell, which costs about a thousandth of what is saved: one that was changed in
    place is another table. Tables that are kept, and given, are copies that share their cells until written;
    any other result is given as it is, so let it be one that nobody changes.

    >>> calls = []
    >>> @remembered
    ... def doubled(table):
    ...     calls.append(1)
    ...     return table * 2
    >>> table = pd.DataFrame({"n": [1, 2]})
    >>> first, again = doubled(table), doubled(table.copy())
    >>> table.loc[0, "n"] = 5
    >>> doubled(table)["n"].tolist(), again["n"].tolist(), len(calls)
    ([10, 4], [2, 4], 2)
    """
    kept: deque[tuple[list[object], T]] = deque(maxlen=KEPT)

    @wraps(function)
    def wrapped(*values: P.args, **options: P.kwargs) -> T:
        call = [*values, *sorted(options.items())]
        for earlier, result in kept:
            if _same(earlier, call):
                return _own(result)
        found = function(*values, **options)
        kept.appendleft(([_own(value) for value in call], found))
        return _own(found)

    return wrapped


def _own(value: T) -> T:
    return value.copy(deep=False) if isinstance(value, pd.DataFrame) else value


def _same(one: object, other: object) -> bool:
    """Whether two values, or two calls, are equal; tables are in every cell."""
    if isinstance(one, pd.DataFrame) or isinstance(other, pd.DataFrame):
        return isinstance(one, pd.DataFrame) and isinstance(other, pd.DataFrame) and one.equals(other)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return one is other or (type(one) is type(other) and bool(one == other))


# The customers of a year ago are asked for by more than one step, and beside the plans tried on that year.
summary: Callable[..., pd.DataFrame] = remembered(orders.customers)
