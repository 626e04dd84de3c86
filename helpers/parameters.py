"""The parameters of a lesson: read from its first code cell, checked against what was passed.

The cell holds lines such as `places: int = 80  # places for account managers`; nothing else is a parameter.
"""

import ast
import io
import math
import tokenize
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.missing import PlainError
from helpers.words import _

TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
NAMES = {"str": _("text"), "int": _("a whole number"), "float": _("a number"), "bool": _("True or False")}
WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
# The first line of the cell that papermill adds below the parameters.
INJECTED = "# Parameters"


class ParameterError(PlainError):
    """A parameter that the lesson does not know, or whose value is of another kind."""


@dataclass(frozen=True)
class Parameter:
    """One line of a parameters cell; kind is the name of its type."""

    name: str
    kind: str
    default: Any
    help: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.kind} = {self.default!r}" + (f"  # {self.help}" if self.help else "")

    def accepts(self, value: object) -> bool:
        """Whether a value is of the parameter's kind: a whole number is a number, True is neither.

        >>> Parameter("lift", "float", 0.15).accepts(1), Parameter("places", "int", 80).accepts(True)
        (True, False)
        """
        if self.kind == "float":
            return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        return type(value) is TYPES[self.kind]

    def read(self, text: str) -> Any:
        """The value that a text means, as on a command line. Raises ParameterError.

        >>> Parameter("as_of", "str", "").read("2026"), Parameter("places", "int", 80).read("40")
        ('2026', 40)
        """
        try:
            value = WORDS[text.strip().lower()] if self.kind == "bool" else TYPES[self.kind](text)
        except (ValueError, KeyError):
            value = None
        if not self.accepts(value):
            raise ParameterError(self.refusal(text))
        return value

    def refusal(self, value: object) -> str:
        """What to say of a value of another kind."""
        return _("The parameter {name} takes {kind}; {value!r} is not.").format(
            name=self.name, kind=NAMES[self.kind], value=value
        )


def declared(source: str) -> list[Parameter]:
    """The parameters that a cell declares, in its order; [] where the source is not a parameters cell.

    >>> [str(parameter) for parameter in declared('case: str = "meridian"  # folder')]
    ["case: str = 'meridian'  # folder"]
    """
    lines = [line for line in _statements(source) if isinstance(line, ast.AnnAssign) and line.value]
    comments = _comments(source) if lines else {}
    return [
        Parameter(
            name=ast.unparse(line.target),
            kind=ast.unparse(line.annotation),
            default=ast.literal_eval(line.value),
            help=comments.get(line.lineno, ""),
        )
        for line in lines
        if line.value and ast.unparse(line.annotation) in TYPES
    ]


def injected(source: str) -> list[str]:
    """The names set in the cell that papermill adds; [] for any other cell.

    >>> injected("# Parameters\\nplaces = 40\\n"), injected("places = 40")
    (['places'], [])
    """
    lines = _statements(source) if source.startswith(INJECTED) else []
    return [ast.unparse(line.targets[0]) for line in lines if isinstance(line, ast.Assign)]


def check(known: Sequence[Parameter], values: Mapping[str, object]) -> None:
    """Raise ParameterError, with the list of what is known, where a name or the kind of a value is not
    right.
    """
    kinds = {parameter.name: parameter for parameter in known}
    problems = [
        kinds[name].refusal(value)
        if name in kinds
        else _("There is no parameter {name!r}.").format(name=name)
        for name, value in values.items()
        if name not in kinds or not kinds[name].accepts(value)
    ]
    if problems:
        listing = [f"  {parameter}" for parameter in known]
        raise ParameterError("\n".join([*problems, _("The parameters of this lesson:"), *listing]))


def _statements(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError:  # a cell with a magic command
        return []


def _comments(source: str) -> dict[int, str]:
    """Line number → comment on that line."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        token.start[0]: token.string.lstrip("# ").strip()
        for token in tokens
        if token.type == tokenize.COMMENT
    }
