"""The data of a workbook (contract 2: workbook.json) and the ways it may change, apart from any file."""

from collections.abc import Mapping
from typing import Any

SCHEMA_VERSION = 1
SECTIONS: dict[str, type] = {
    "learner": str,
    "own_customer": dict,
    "answers": dict,
    "predictions": dict,
    "decisions": list,
    "notes": dict,
    "conversations": dict,
}

Data = dict[str, Any]


def plain(value: object) -> Any:
    """The value as JSON holds it: sets become sorted lists, NumPy numbers plain ones, anything else its text.

    >>> plain({"rank_by": "profit", "places": {3, 1}})
    {'rank_by': 'profit', 'places': [1, 3]}
    """
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return plain(value.item()) if hasattr(value, "item") else str(value)


def empty() -> Data:
    """A workbook with nothing in it."""
    return {"schema_version": SCHEMA_VERSION, **{name: kind() for name, kind in SECTIONS.items()}}


def newer(version: object) -> bool:
    """Whether a later edition of the course wrote this schema version."""
    return isinstance(version, int) and version > SCHEMA_VERSION


def sound(read: object) -> bool:
    """Whether what was read is a workbook: every section there is of its kind."""
    return isinstance(read, dict) and all(
        isinstance(read.get(n, kind()), kind) for n, kind in SECTIONS.items()
    )


def entry(section: Data, name: str) -> Data | None:
    """The entry of this name, or None."""
    found = section.get(name)
    return dict(found) if isinstance(found, dict) else None


def record(answers: Data, question: str, value: object, outcome: str) -> None:
    """Put the latest answer in; count it, and remember how the first one went."""
    old = entry(answers, question) or {"tries": 0, "first": outcome}
    answers[question] = {**old, "value": value, "outcome": outcome, "tries": old.get("tries", 0) + 1}


def predict(predictions: Data, question: str, value: object) -> bool:
    """Put a guess in, unless there is one. True where there was none."""
    first = question not in predictions
    predictions.setdefault(question, {"value": value})
    return first


def taken(data: Data, step: int, name: str) -> Data | None:
    """The decision of this step and name, or None."""
    for entry in data["decisions"]:
        if isinstance(entry, dict) and (entry.get("step"), entry.get("name")) == (step, name):
            return dict(entry)
    return None


def decide(data: Data, entry: Data) -> bool:
    """Put a decision in, unless one was committed. True where it was put in."""
    old = taken(data, entry["step"], entry["name"])
    if old is None:
        data["decisions"].append(entry)
    elif old.get("committed"):
        return False
    else:
        data["decisions"][data["decisions"].index(old)] = entry
    return True


def merge(into: Data, fields: Data) -> None:
    """Put fields in; of dictionaries, their entries."""
    for name, value in fields.items():
        both = isinstance(value, dict) and isinstance(into.get(name), dict)
        into[name] = {**into[name], **value} if both else value
