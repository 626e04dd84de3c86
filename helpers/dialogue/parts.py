"""What a conversation is made of, as its file has it: each class here is one kind of table of the TOML.

A node is of kind `turn` (the default), `own_words`, `gate` or `ending`; see the files in `data/dialogue`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Person:
    """Someone who speaks; `role` is the part they play in the purchase."""

    name: str
    role: str


@dataclass(frozen=True)
class Reply:
    """What you may say, and what it does. `heard` is the buyer's inner voice, shown after the choice.

    effects: levels up or down per element. lies: it is untrue, or hides what matters. best: the reply of the
    recommended path. tempting: the wrong turn that the transcript shows. next_step: who, what and when.
    """

    text: str
    heard: str
    goto: str
    effects: Mapping[str, int] = field(default_factory=dict)
    lies: bool = False
    best: bool = False
    tempting: bool = False
    next_step: str = ""


@dataclass(frozen=True)
class Task:
    """A line to write yourself, laid beside `model` and judged by you (or your class) against `rubric`."""

    text: str
    rubric: tuple[str, ...]
    model: str


@dataclass(frozen=True)
class Turn:
    """The other side speaks and waits. scene: what one sees before it, or ""."""

    speaker: str
    line: str
    replies: tuple[Reply, ...]
    scene: str = ""
    task: Task | None = None


@dataclass(frozen=True)
class Gate:
    """A silent turning: to `goto` where no element is at zero, else to where the first one missing leads."""

    goto: str
    missing: Mapping[str, str]


@dataclass(frozen=True)
class Ending:
    """The last words. outcome: won or lost. missing: the element that lost it. reading: what to learn."""

    speaker: str
    line: str
    outcome: str
    reading: str
    missing: str = ""
    scene: str = ""


Node = Turn | Gate | Ending


@dataclass(frozen=True)
class Behaviour:
    """What an observer looks for, and what 0, 1 and 2 points look like."""

    name: str
    scores: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """The talk as two people play it without a computer. setting: what both of them may know."""

    minutes: int
    setting: str
    seller: tuple[str, ...]
    buyer: tuple[str, ...]
    observer: tuple[Behaviour, ...]
    debrief: tuple[str, ...]
