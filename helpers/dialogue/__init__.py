"""Conversations to play: the buyer says a line, you choose a reply or write your own and read what was heard.

What is said stands in `data/dialogue/NN_name.toml`, read and translated without code (`loading`, `checking`).
The state of a talk is the four purchase elements, whom you talk to and the agreed next step (`gauge`,
`parts`, `engine`). Without a front end a talk is a transcript; in a classroom, a role-play card (`printing`).
"""

from helpers.dialogue.checking import validate
from helpers.dialogue.engine import Dialogue, DialogueError, State, replay, step
from helpers.dialogue.facts import case_facts
from helpers.dialogue.gauge import ELEMENTS, Element, Gauge
from helpers.dialogue.loading import available, load, read
from helpers.dialogue.parts import Ending, Reply, Task
from helpers.dialogue.printing import card, reading, transcript

__all__ = [
    "ELEMENTS",
    "Dialogue",
    "DialogueError",
    "Element",
    "Ending",
    "Gauge",
    "Reply",
    "State",
    "Task",
    "available",
    "card",
    "case_facts",
    "load",
    "read",
    "reading",
    "replay",
    "step",
    "transcript",
    "validate",
]
