"""What a run is asked to do: which notebooks, with which values for their parameters."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers import ipynb
from helpers.files import NOTEBOOKS
from helpers.missing import PlainError
from helpers.parameters import Parameter, ParameterError, declared
from helpers.words import _, listed

# Parameters that the command sets itself.
RESERVED = ("case", "out")


class UsageError(PlainError):
    """The command was asked for something it cannot do; says what it can."""


@dataclass(frozen=True)
class Task:
    """One notebook to run, with the values for its parameters."""

    notebook: Path
    parameters: Mapping[str, Any]


def planned(steps: str, parameters: Mapping[str, str]) -> list[Task]:
    """The notebooks of the steps, each with those parameters that it declares. Raises UsageError."""
    wanted = step_numbers(steps)
    known = {path: known_parameters(path) for path in notebooks() if step_of(path.name) in wanted}
    if not known:
        there = listed(sorted({str(step_of(path.name)) for path in notebooks()}))
        text = _("There is no notebook for steps {steps}. Steps with a notebook: {there}.")
        raise UsageError(text.format(steps=steps, there=there or _("none")))
    _refuse_unknown(parameters, [parameter for found in known.values() for parameter in found])
    try:
        return [Task(path, _values(found, parameters)) for path, found in known.items()]
    except ParameterError as error:
        raise UsageError(str(error)) from error


def step_numbers(text: str) -> set[int]:
    """The steps that a text names. Raises UsageError.

    >>> sorted(step_numbers("1,3-5"))
    [1, 3, 4, 5]
    """
    found: set[int] = set()
    for part in text.split(","):
        match = re.fullmatch(r"\s*([0-9])\s*(?:-\s*([0-9])\s*)?", part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if first > last:
            raise UsageError(_("Steps are named like 2, 0-9 or 1,3-5; {text!r} is not.").format(text=text))
        found.update(range(first, last + 1))
    return found


def step_of(name: str) -> int:
    """The step of a notebook or table, from its name.

    >>> step_of("02b_interview.ipynb")
    2
    """
    return int(name[:2])


def notebooks() -> list[Path]:
    """The notebooks of the course, in their order."""
    return sorted(NOTEBOOKS.glob("[0-9][0-9]*_*.ipynb"))


def known_parameters(notebook: Path) -> tuple[Parameter, ...]:
    """What the parameters cell of a notebook declares, less what the command sets itself."""
    return _known_parameters(notebook, notebook.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _known_parameters(notebook: Path, __: int) -> tuple[Parameter, ...]:
    """Of one state of the file: a grid asks for every row."""
    cells = [cell for cell in ipynb.read(notebook).cells if "parameters" in ipynb.tags(cell)]
    found = [parameter for cell in cells for parameter in declared(cell.source)]
    return tuple(parameter for parameter in found if parameter.name not in RESERVED)


def _values(known: Sequence[Parameter], given: Mapping[str, str]) -> dict[str, Any]:
    return {item.name: item.read(given[item.name]) for item in known if item.name in given}


def _refuse_unknown(given: Mapping[str, str], known: Sequence[Parameter]) -> None:
    unknown = [name for name in given if name not in {parameter.name for parameter in known}]
    if unknown:
        lines = dict.fromkeys(f"  {parameter}" for parameter in known)
        text = _("No lesson of these steps has a parameter {names}. Their parameters:")
        raise UsageError("\n".join([text.format(names=listed(unknown)), *lines]))
