"""What an author writes for a question, a prediction or a decision; and where all of them are found again."""

import difflib
import importlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from numbers import Number
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from helpers.missing import Missing, PlainError, attempt
from helpers.show import markdown_safe
from helpers.words import _, listed

if TYPE_CHECKING:
    from helpers.case import Case


# Where the items of each lesson are, by the first part of their ids: "02b.1" is in helpers.exercises.interview.
# A lesson waits for its own questions, not for those of others.
MODULES = {
    "00": "start",
    "01": "targeting",
    "02": "needs",
    "02b": "interview",
    "03": "positioning",
    "04": "mix",
    "05": "building",
    "05b": "sale",
    "06": "keeping",
    "06b": "accounts",
    "07": "winback",
    "08": "crm",
    "09": "cycle",
}


class CannotSayError(PlainError):
    """The case has no answer to this: a table is missing, or what is there does not allow it."""


@dataclass(frozen=True, eq=False)
class Item:
    """A question, prediction or decision: its id, step, the tables it needs, and the class its author wrote.

    needs: tables, or columns as "customers.service_cost".
    """

    id: str
    step: int
    needs: tuple[str, ...]
    author: type

    kind_name: ClassVar[str] = "item"
    known: ClassVar[frozenset[str]] = frozenset({"facts"})

    def __post_init__(self) -> None:
        written = {name for name in vars(self.author) if not name.startswith("_")}
        if unknown := sorted(written - self.known):
            text = "{id}: nothing is called {unknown} in a {kind}; there are {known}."
            names = {"unknown": listed(unknown), "known": listed(sorted(self.known))}
            raise ValueError(text.format(id=self.id, kind=self.kind_name, **names))
        if not self.author.__doc__:
            raise ValueError(
                f"{self.id}: the docstring of {self.author.__name__} is the text; it is missing."
            )

    def text(self, case: "Case") -> str:
        """The text in markdown, its {fields} filled from `facts(case)` and safe to show.

        Raises CannotSayError where the case lacks what it needs.
        """
        return self.filled(inspect.cleandoc(self.author.__doc__ or ""), case)

    def filled(self, template: str, case: "Case", **values: object) -> str:
        """A template of the author's with facts of the case; text among them shows as it is."""
        facts = self.own("facts")
        known = {**(self.asked(facts, case) if facts else {}), **values}
        if not known:
            return template
        safe = {k: v if isinstance(v, Number) else markdown_safe(v) for k, v in known.items()}
        return template.format(**safe)

    def own(self, name: str, default: Any = None) -> Any:
        """What the author wrote under this name, as a plain function or value."""
        value = vars(self.author).get(name, default)
        return value.__func__ if isinstance(value, staticmethod) else value

    def of_case(self, name: str, case: "Case", default: Any = ()) -> Any:
        """What the author wrote under this name: a value, or what its function makes of the case."""
        value = self.own(name, default)
        return self.asked(value, case) if callable(value) else value

    def asked(self, function: Callable[..., Any], case: "Case", *more: Any) -> Any:
        """function(case), or CannotSayError in words where the case does not allow it."""
        self.require(case)
        try:
            value = attempt(function, case, *more)
        except Exception as error:
            text = _(
                "{id} cannot be worked out on these data ({error}). Go on with the next; nothing is lost."
            )
            raise CannotSayError(text.format(id=self.id, error=type(error).__name__)) from error
        if isinstance(value, Missing):
            raise CannotSayError(value.reason)
        return value

    def require(self, case: "Case") -> None:
        """Raise CannotSayError where the case lacks a table or column this needs."""
        tables: dict[str, list[str]] = {}
        for need in self.needs:
            table, __, column = need.partition(".")
            tables.setdefault(table, []).extend([column] if column else [])
        for table, columns in tables.items():
            if reason := case.missing(table, *columns):
                raise CannotSayError(reason)


ItemT = TypeVar("ItemT", bound=Item)
_items: dict[str, Item] = {}


def register(item: ItemT) -> ItemT:
    """Make an item known by its id. Raises ValueError where another class has taken the id."""
    other = _items.get(item.id)
    if other is not None and _origin(other) != _origin(item):
        raise ValueError(f"{item.id} stands twice: in {_origin(other)} and in {_origin(item)}.")
    _items[item.id] = item
    return item


def find(name: str, kind: type[ItemT]) -> ItemT:
    """The item of this id and kind. Raises PlainError, naming near ids, where there is none."""
    if name not in _items:
        _load(str(name).partition(".")[0])
    found = _items.get(name)
    if isinstance(found, kind):
        return found
    if found is not None:
        text = _("{id} is a {found}, not a {kind}.")
        raise PlainError(text.format(id=name, found=found.kind_name, kind=kind.kind_name))
    known = list(every(kind))
    near = difflib.get_close_matches(str(name), known, n=4, cutoff=0.4) or known[:4]
    text = _("There is no {kind} “{id}”. Near it: {near}.")
    raise PlainError(text.format(kind=kind.kind_name, id=name, near=listed(near) or _("none")))


def every(kind: type[ItemT], *, lesson: str = "") -> Mapping[str, ItemT]:
    """All items of a kind by id, of one lesson ("02b") or of all that there are."""
    for number in [lesson] if lesson else MODULES:
        _load(number)
    found = {name: item for name, item in _items.items() if isinstance(item, kind)}
    return {name: item for name, item in found.items() if lesson in ("", name.partition(".")[0])}


def _load(lesson: str) -> None:
    """Import the questions of a lesson, if it has any."""
    module = f"{__package__}.{MODULES.get(lesson, '')}"
    if lesson in MODULES and find_spec(module):
        importlib.import_module(module)


def _origin(item: Item) -> str:
    return f"{item.author.__module__}.{item.author.__qualname__}"
