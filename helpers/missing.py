"""What stands in the place of a result that cannot be had, and says why in one line."""

import dis
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from types import ModuleType, NoneType, TracebackType
from typing import Any, ParamSpec, get_args, get_origin

P = ParamSpec("P")
RAISE = dis.opmap["RAISE_VARARGS"]


class PlainError(Exception):
    """A problem for the reader to mend, not a fault of the program: a notebook shows only its sentence."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines() or [type(self).__name__]


@dataclass(frozen=True)
class Missing:
    """Stands for a table, or for what would have come of it; whatever is taken from it is missing too.

    reason: one sentence: which table and columns would be needed. table: that table's name, "" where there
    is none.

    >>> customers = Missing("This section needs the table customers.", table="customers")
    >>> (customers["revenue"] / 12).sum() is customers, len(customers), bool(customers)
    (True, 0, False)
    """

    reason: str
    table: str = ""

    def __getattr__(self, name: str) -> "Missing":
        # Names with an underscore are how Python and IPython ask what a thing can do.
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def _same(self, *values: object, **options: object) -> "Missing":
        return self

    __call__ = __getitem__ = _same
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _same
    __neg__ = __abs__ = __round__ = __invert__ = __and__ = __or__ = _same
    __lt__ = __le__ = __gt__ = __ge__ = _same

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __str__(self) -> str:
        return self.reason

    def __format__(self, spec: str) -> str:
        return self.reason


def first_missing(*values: object) -> Missing | None:
    """The first of the values that is Missing, or holds one: `by` may be a pair that could not be had.

    >>> first_missing(1, ("price", Missing("No choices here.")))
    Missing(reason='No choices here.', table='')
    """
    for value in values:
        inside = list(value.values()) if isinstance(value, dict) else value
        found = value if isinstance(value, Missing) else None
        if found is None and isinstance(inside, tuple | list):
            found = first_missing(*inside)
        if found is not None:
            return found
    return None


def attempt(function: Callable[..., Any], *values: object, **options: object) -> Any:
    """function(*values, **options), or Missing where it cannot do without a Missing, or refuses in words.

    A Missing becomes None where the function's parameter may be None. Only a ValueError that the course's own
    code raises is a refusal, written for the reader ("the total is not positive: there is nothing to share");
    one from inside a library is a fault and passes.

    >>> attempt(len, Missing("No prices here."))
    Missing(reason='No prices here.', table='')
    """
    if first_missing(*values, *options.values()) is not None:
        values, options = _without_optional(function, values, options)
    if (missing := first_missing(*values, *options.values())) is not None:
        return _in_place_of(function, missing)
    try:
        return function(*values, **options)
    except ValueError as error:
        if not _ours(error.__traceback__):
            raise
        return _in_place_of(function, Missing(str(error)))


def _without_optional(
    function: Callable[..., Any], values: tuple[object, ...], options: dict[str, object]
) -> tuple[tuple[object, ...], dict[str, object]]:
    """The arguments with None for a Missing wherever the function's parameter may be None."""
    try:
        bound = signature(function).bind(*values, **options)
    except ValueError:  # some built-in functions have no signature
        return values, options
    for name, value in bound.arguments.items():
        if isinstance(value, Missing) and NoneType in get_args(bound.signature.parameters[name].annotation):
            bound.arguments[name] = None
    return bound.args, bound.kwargs


def _in_place_of(function: Callable[..., Any], missing: Missing) -> Missing | tuple[Missing, ...]:
    """The Missing, as often as the function gives things: `measures, absent = …` unpacks either way."""
    given = getattr(function, "__annotations__", {}).get("return")
    many = get_origin(given) is tuple and Ellipsis not in get_args(given)
    return (missing,) * len(get_args(given)) if many else missing


def _ours(traceback: TracebackType | None) -> bool:
    """Whether an exception comes from a raise statement of this package, not from a call into a library."""
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return False
    frame = traceback.tb_frame
    raised = frame.f_code.co_code[traceback.tb_lasti] == RAISE
    return raised and str(frame.f_globals.get("__name__")).partition(".")[0] == __package__


class Forgiving:
    """A module whose functions give Missing for Missing, so that a lesson on a case with gaps needs no
    `if`.
    """

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self.__doc__ = module.__doc__

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._module, name)
        return forgiving(value) if callable(value) and not isinstance(value, type) else value

    def __dir__(self) -> list[str]:
        return dir(self._module)


def forgiving(function: Callable[P, Any]) -> Callable[P, Any]:
    """The function, with `attempt` around it."""

    @wraps(function)
    def wrapped(*values: P.args, **options: P.kwargs) -> Any:
        return attempt(function, *values, **options)

    return wrapped
