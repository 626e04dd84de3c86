"""The engine of a conversation: pure functions from a state and a reply to the next state."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from helpers.dialogue.gauge import Gauge
from helpers.dialogue.parts import Card, Ending, Gate, Node, Person, Reply, Task, Turn
from helpers.words import _, listed

# Turns. Ten minutes of role play; a longer talk is two talks.
LONGEST = 12

PLACEHOLDER = re.compile(r"\{(\w+)\}")


class DialogueError(ValueError):
    """A conversation that cannot be played as asked; the text says what, where and what to do."""


@dataclass(frozen=True)
class Dialogue:
    """One conversation as its file has it.

    facts: the names and figures in its text, with their defaults. customer: the customer_id of the account,
    or "".
    """

    id: str
    title: str
    setting: str
    opening: str
    gauge: Gauge
    facts: Mapping[str, str]
    people: Mapping[str, Person]
    nodes: Mapping[str, Node]
    card: Card
    customer: str = ""

    def start(self, facts: Mapping[str, object] | None = None) -> "State":
        """The first turn. facts: what the case knows, by name; where it knows nothing the default stays.

        Raises DialogueError for a fact that the text does not use.
        """
        return State(self, filled(self, facts or {}), self.opening, self.gauge)


@dataclass(frozen=True)
class State:
    """Where a talk stands. Text from it is plain: escape it before it goes into HTML."""

    dialogue: Dialogue
    facts: Mapping[str, str]
    node: str
    gauge: Gauge
    path: tuple[int, ...] = ()
    next_step: str = ""
    heard: str = ""
    lied: bool = False

    @property
    def here(self) -> Turn | Ending:
        """The turn or ending reached; gates are passed in silence, so that none is ever here."""
        node = self.dialogue.nodes[self.node]
        if isinstance(node, Gate):
            raise DialogueError(
                _("{id}: a talk cannot stand at gate “{node}”.").format(id=self.dialogue.id, node=self.node)
            )
        return node

    @property
    def speaker(self) -> Person:
        person = self.dialogue.people[self.here.speaker]
        return Person(self.say(person.name), self.say(person.role))

    @property
    def role(self) -> str:
        """The part the one who speaks plays in the purchase."""
        return self.speaker.role

    @property
    def scene(self) -> str:
        """What one sees before the line, or ""."""
        return self.say(self.here.scene)

    @property
    def line(self) -> str:
        """The words of the other side."""
        return self.say(self.here.line)

    @property
    def replies(self) -> tuple[Reply, ...]:
        """What you may say; () at the end. Where `task` is set, one reply stands for the line you wrote."""
        here = self.here
        replies = here.replies if isinstance(here, Turn) else ()
        return tuple(replace(reply, text=self.say(reply.text)) for reply in replies)

    @property
    def task(self) -> Task | None:
        """The line to write yourself at this turn, if there is one."""
        task = self.here.task if isinstance(self.here, Turn) else None
        return task and Task(self.say(task.text), tuple(map(self.say, task.rubric)), self.say(task.model))

    @property
    def ending(self) -> Ending | None:
        here = self.here
        return replace(here, reading=self.say(here.reading)) if isinstance(here, Ending) else None

    @property
    def done(self) -> bool:
        return isinstance(self.here, Ending)

    def say(self, text: str) -> str:
        """`text` with the facts in their places."""
        return PLACEHOLDER.sub(lambda match: self.facts[match[1]], text)


def filled(dialogue: Dialogue, facts: Mapping[str, object]) -> dict[str, str]:
    """The facts of the dialogue, each from `facts` where that holds something to say, else its default."""
    if unknown := sorted(set(facts) - set(dialogue.facts)):
        raise DialogueError(
            _("{id} has no fact {unknown}; it knows {known}.").format(
                id=dialogue.id, unknown=listed(unknown), known=listed(sorted(dialogue.facts))
            )
        )
    said = {name: " ".join(str(value).split()) for name, value in facts.items() if value is not None}
    # str(float("nan")) and str(pandas.NaT): a case without the figure.
    return dict(dialogue.facts) | {
        name: text for name, text in said.items() if text not in ("", "nan", "NaT", "<NA>")
    }


def step(state: State, reply_index: int) -> State:
    """The state after the reply with that index.

    Once you have lied trust stays at zero. In life that can take a year; here it is at once.
    Raises DialogueError where the talk is over or has no such reply.
    """
    reply = _reply(state, reply_index)
    lied = state.lied or reply.lies
    gauge = state.gauge.moved(reply.effects)
    gauge = replace(gauge, trust=0) if lied else gauge
    return replace(
        state,
        node=_arrive(state.dialogue, reply.goto, gauge),
        gauge=gauge,
        path=(*state.path, reply_index),
        next_step=state.say(reply.next_step) or state.next_step,
        heard=_heard(state, reply),
        lied=lied,
    )


def replay(dialogue: Dialogue, facts: Mapping[str, object] | None, path: Iterable[int]) -> State:
    """The state after the replies of `path`; a shorter path goes back to an earlier turn."""
    state = dialogue.start(facts)
    for index in path:
        state = step(state, index)
    return state


def best_path(dialogue: Dialogue, facts: Mapping[str, object] | None = None) -> list[State]:
    """The states along the replies marked best, from the first turn to the ending."""
    states = [dialogue.start(facts)]
    while not states[-1].done and len(states) <= LONGEST:
        best = next(index for index, reply in enumerate(states[-1].replies) if reply.best)
        states.append(step(states[-1], best))
    return states


def _heard(state: State, reply: Reply) -> str:
    heard = state.say(reply.heard)
    return _("If your line does what the list asks: {heard}").format(heard=heard) if state.task else heard


def _reply(state: State, index: int) -> Reply:
    here = state.here
    replies = here.replies if isinstance(here, Turn) else ()
    if index in range(len(replies)):
        return replies[index]
    known = {"id": state.dialogue.id, "turn": len(state.path) + 1, "n": len(replies), "index": index}
    said = _("{id}: turn {turn} has {n} replies, counted from 0, and no {index}.")
    over = _("{id}: the talk was over before turn {turn}. Go back to an earlier one.")
    raise DialogueError((over if state.done else said).format(**known))


def _arrive(dialogue: Dialogue, node: str, gauge: Gauge) -> str:
    gate = dialogue.nodes[node]
    if not isinstance(gate, Gate):
        return node
    return gate.missing[gauge.missing] if gauge.missing else gate.goto
