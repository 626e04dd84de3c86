"""Conversations read from their files and checked: whoever edits one learns at once what no longer holds."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

from helpers.dialogue.checking import validate
from helpers.dialogue.engine import Dialogue, DialogueError
from helpers.dialogue.gauge import Gauge
from helpers.dialogue.parts import Behaviour, Card, Ending, Gate, Node, Person, Reply, Task, Turn
from helpers.files import DATA
from helpers.words import _, listed

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FOLDER = DATA / "dialogue"

Built = TypeVar("Built", bound="DataclassInstance")


def available() -> list[str]:
    """The ids of all conversations, in the order of the lessons."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load(name: str) -> Dialogue:
    """The conversation `data/dialogue/<name>.toml`, checked.

    Raises DialogueError where there is none of that name or where `validate` finds something.
    """
    if name not in available():
        known = listed(available())
        raise DialogueError(
            _("There is no conversation “{name}”; there are {known}.").format(name=name, known=known)
        )
    try:
        text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DialogueError(_("{name}.toml is not UTF-8; save it as UTF-8.").format(name=name)) from error
    return read(text, name=name)


def read(text: str, *, name: str) -> Dialogue:
    """A conversation from the text of its file, checked.

    Raises DialogueError: the first thing that cannot be read, or all that `validate` finds, one a line.
    """
    try:
        dialogue = _dialogue(tomllib.loads(text), name)
    except tomllib.TOMLDecodeError as error:
        raise DialogueError(
            _("{name}.toml cannot be read: {error}.").format(name=name, error=error)
        ) from error
    if findings := validate(dialogue):
        raise DialogueError("\n".join(f"{name}.toml: {finding}" for finding in findings))
    return dialogue


def _dialogue(table: dict[str, Any], name: str) -> Dialogue:
    file = f"{name}.toml"
    parts = {part: _table(table.get(part), f"{file}, {part}") for part in ("people", "nodes", "card")}
    observer = _list(parts["card"].pop("observer", None), f"{file}, card, observer")
    built = {
        "people": {key: _build(Person, row, f"{file}, people.{key}") for key, row in parts["people"].items()},
        "nodes": {key: _node(row, f"{file}, nodes.{key}") for key, row in parts["nodes"].items()},
        "gauge": _build(Gauge, table.get("gauge"), f"{file}, gauge"),
    }
    behaviours = tuple(
        _build(Behaviour, row, f"{file}, card, observer {n}") for n, row in enumerate(observer, start=1)
    )
    card = _build(Card, parts["card"], f"{file}, card", observer=behaviours)
    rest = {key: value for key, value in table.items() if key not in (*built, "card")}
    return _build(Dialogue, rest, file, id=name, card=card, **built)


def _node(table: object, where: str) -> Node:
    row = _table(table, where)
    kind = row.pop("kind", "turn")
    match kind:
        case "turn":
            replies = _list(row.pop("replies", []), f"{where}, replies")
            numbered = enumerate(replies, start=1)
            built = tuple(_build(Reply, reply, f"{where}, reply {n}") for n, reply in numbered)
            return _build(Turn, row, where, replies=built, task=None)
        case "own_words":
            return _own_words(row, where)
        case "gate":
            return _build(Gate, row, where)
        case "ending":
            return _build(Ending, row, where)
    raise DialogueError(
        _("{where}: kind is “{kind}”; it may be turn, own_words, gate or ending.").format(
            where=where, kind=kind
        )
    )


def _own_words(row: dict[str, Any], where: str) -> Turn:
    """A turn with one reply, the line the learner wrote, which is taken to fit the rubric."""
    moves = {name: row.pop(name) for name in ("heard", "goto", "effects", "next_step") if name in row}
    told = {name: row.pop(name) for name in ("text", "rubric", "model") if name in row}
    reply = _build(Reply, moves, where, text=_("I have said it in my own words."), best=True)
    return _build(Turn, row, where, replies=(reply,), task=_build(Task, told, where))


def _build(cls: type[Built], value: object, where: str, **given: object) -> Built:
    """A `cls` from a table of the file, its fields checked by name and kind; `given` are not in the table."""
    table = _table(value, where)
    known = {item.name: item for item in fields(cls) if item.name not in given}
    if unknown := sorted(set(table) - set(known)):
        told = {"where": where, "unknown": listed(unknown), "known": listed(sorted(known))}
        raise DialogueError(_("{where}: {unknown} is not known here; there are {known}.").format(**told))
    needed = [
        key for key, item in known.items() if item.default is MISSING and item.default_factory is MISSING
    ]
    if absent := [key for key in needed if key not in table]:
        raise DialogueError(_("{where}: {absent} is missing.").format(where=where, absent=listed(absent)))
    return cls(**given, **{key: _value(known[key].type, table[key], f"{where}, {key}") for key in table})


def _value(kind: Any, value: object, where: str) -> object:
    """The value as the field wants it. Raises DialogueError where it is of another kind, or a blank text."""
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], item, where) for item in _list(value, where))
    if get_origin(kind) is Mapping and isinstance(value, dict):
        return {name: _value(get_args(kind)[1], item, f"{where}, {name}") for name, item in value.items()}
    if type(value) is not kind or value == "":
        wanted = {str: _("a text"), int: _("a whole number"), bool: _("true or false")}.get(
            kind, _("a table")
        )
        told = {"where": where, "wanted": wanted, "value": value}
        raise DialogueError(_("{where}: {wanted} is wanted, not {value!r}.").format(**told))
    return value


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise DialogueError(_("{where}: a list is wanted.").format(where=where))
    return value


def _table(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise DialogueError(_("{where}: a table is wanted.").format(where=where))
    return dict(value)
