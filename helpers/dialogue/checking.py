"""What must hold in every conversation; findings name the place, so that whoever edits can mend it."""

from collections.abc import Iterator
from dataclasses import asdict

from helpers.dialogue.engine import LONGEST, PLACEHOLDER, Dialogue, State, best_path, step
from helpers.dialogue.gauge import ELEMENTS, MOST
from helpers.dialogue.parts import Ending, Gate, Turn
from helpers.words import _, listed

# What markdown or HTML would obey, or a table would break at; talks are shown as they stand.
MARKUP = set("<>*|`$[]#\\")


def validate(dialogue: Dialogue) -> list[str]:
    """What is wrong with a conversation, one sentence a finding; [] where it may be played.

    Every name used exists. Every node can be reached; every path ends within `LONGEST` turns. No path with a
    lie wins; some honest path does, with no element at zero and a next step agreed. An ending that names a
    missing element is reached only with that element at zero, and at least two elements can be seen to lose.
    The recommended path wins and passes one tempting reply. The card has four behaviours, three questions.
    """
    return list(_written(dialogue)) or list(_played(dialogue))


def _written(dialogue: Dialogue) -> Iterator[str]:
    """Findings in the text as it stands."""
    yield from _texts(dialogue)
    yield from _card(dialogue)
    if not isinstance(dialogue.nodes.get(dialogue.opening), Turn):
        yield _("opening: “{node}” is not a turn.").format(node=dialogue.opening)
    if not all(0 <= level <= MOST for level in dialogue.gauge.levels.values()):
        yield _("gauge: levels go from 0 to {most}.").format(most=MOST)
    for name, node in dialogue.nodes.items():
        where = f"nodes.{name}"
        if not isinstance(node, Gate) and node.speaker not in dialogue.people:
            yield _("{where}: the speaker “{speaker}” is not in [people].").format(
                where=where, speaker=node.speaker
            )
        match node:
            case Turn():
                yield from _turn(dialogue, node, where)
            case Gate():
                yield from _gate(dialogue, node, where)
            case Ending():
                yield from _ending(node, where)


def _texts(dialogue: Dialogue) -> Iterator[str]:
    for text in _strings(asdict(dialogue)):
        for name in sorted(set(PLACEHOLDER.findall(text)) - set(dialogue.facts)):
            yield _("“{text}”: {{{name}}} is not in [facts].").format(text=text, name=name)
        if marks := sorted(MARKUP & set(text)):
            yield _("“{text}”: {marks} would be taken for markup; write plain words.").format(
                text=text, marks=" ".join(marks)
            )
        if set("{}") & set(PLACEHOLDER.sub("", text)):
            yield _("“{text}”: a brace stands alone; facts are written {{like_this}}.").format(text=text)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)


def _card(dialogue: Dialogue) -> Iterator[str]:
    card = dialogue.card
    if [len(row.scores) for row in card.observer] != [3] * 4:
        yield _("card.observer: four behaviours are wanted, each with scores for 0, 1 and 2 points.")
    if len(card.debrief) != 3:
        yield _("card.debrief: three questions are wanted.")


def _turn(dialogue: Dialogue, turn: Turn, where: str) -> Iterator[str]:
    if turn.task is None and len(turn.replies) < 2:
        yield _("{where}: a choice needs two replies or more.").format(where=where)
    if sum(reply.best for reply in turn.replies) != 1:
        yield _("{where}: one reply must be marked best, and only one.").format(where=where)
    for number, reply in enumerate(turn.replies, start=1):
        place = _("{where}, reply {number}").format(where=where, number=number)
        if reply.goto not in dialogue.nodes:
            yield _("{place}: there is no node “{node}” to go to.").format(place=place, node=reply.goto)
        if unknown := sorted(set(reply.effects) - set(ELEMENTS)):
            yield _("{place}: {unknown} is not one of {known}.").format(
                place=place, unknown=listed(unknown), known=listed(list(ELEMENTS))
            )
        if reply.lies and reply.best:
            yield _("{place}: a lie cannot be best.").format(place=place)


def _gate(dialogue: Dialogue, gate: Gate, where: str) -> Iterator[str]:
    if set(gate.missing) != set(ELEMENTS):
        yield _("{where}: missing must say where each of {known} leads.").format(
            where=where, known=listed(list(ELEMENTS))
        )
    for node in sorted({gate.goto, *gate.missing.values()}):
        if isinstance(dialogue.nodes.get(node, gate), Gate):
            yield _("{where}: it must lead to a turn or an ending, and “{node}” is none.").format(
                where=where, node=node
            )


def _ending(ending: Ending, where: str) -> Iterator[str]:
    allowed = {("won", ""), *(("lost", name) for name in ELEMENTS)}
    if (ending.outcome, ending.missing) not in allowed:
        yield _("{where}: outcome is won, or lost with missing = one of {known}.").format(
            where=where, known=listed(list(ELEMENTS))
        )


def _played(dialogue: Dialogue) -> Iterator[str]:
    """Findings from playing every path that differs."""
    states = list(_reached(dialogue))
    ends = [(state, state.here) for state in states if isinstance(state.here, Ending)]
    yield from _reach(dialogue, states)
    for state, ending in ends:
        yield from _end(state, ending)
    if not any(ending.outcome == "won" and not state.lied for state, ending in ends):
        yield _("no honest path wins.")
    if len({ending.missing for _state, ending in ends} - {""}) < 2:
        yield _("two losing endings are wanted, which name different elements.")
    yield from _best(dialogue)


def _reached(dialogue: Dialogue) -> Iterator[State]:
    """One state of each kind that can come up at each turn, and those still going after the longest talk."""
    layer = [dialogue.start()]
    for _turn_number in range(LONGEST + 1):
        yield from layer
        after = (step(state, index) for state in layer for index in range(len(state.replies)))
        layer = list({(s.node, s.gauge, s.lied, s.next_step): s for s in after}.values())


def _reach(dialogue: Dialogue, states: list[State]) -> Iterator[str]:
    reached = {state.node for state in states}
    reached |= {reply.goto for state in states for reply in state.replies}
    for name in dialogue.nodes:
        if name not in reached:
            yield _("nodes.{name}: no path leads here.").format(name=name)
    for name in sorted({state.node for state in states if len(state.path) == LONGEST and not state.done}):
        yield _("nodes.{name}: the talk is still going here after {n} turns.").format(name=name, n=LONGEST)


def _end(state: State, ending: Ending) -> Iterator[str]:
    where = _("nodes.{name}, by replies {path}").format(
        name=state.node, path=", ".join(str(index + 1) for index in state.path)
    )
    if ending.missing and state.gauge.levels[ending.missing] > 0:
        yield _("{where}: {missing} is named as missing and stands above zero.").format(
            where=where, missing=ending.missing
        )
    if ending.outcome != "won":
        return
    if state.lied:
        yield _("{where}: a path with a lie wins.").format(where=where)
    elif state.gauge.missing:
        yield _("{where}: it wins with {missing} at zero.").format(where=where, missing=state.gauge.missing)
    if not state.next_step:
        yield _("{where}: it wins and no next step is agreed.").format(where=where)


def _best(dialogue: Dialogue) -> Iterator[str]:
    path = best_path(dialogue)
    end = path[-1].here
    if not isinstance(end, Ending) or end.outcome != "won":
        yield _("the replies marked best do not win.")
    if sum(reply.tempting for state in path for reply in state.replies) != 1:
        yield _("one reply along the best path must be marked tempting, and only one.")
