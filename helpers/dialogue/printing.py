"""Conversations on paper: the transcript of a talk, its reading, and a card by which two people play it.

Facts come from data and are escaped for markdown; the texts of a talk hold no markup (`checking`).
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from helpers.dialogue.engine import Dialogue, State, best_path, filled, replay
from helpers.dialogue.gauge import ELEMENTS, MOST
from helpers.show import markdown_safe
from helpers.words import _, percent


def transcript(
    dialogue: Dialogue, facts: Mapping[str, object] | None = None, path: Iterable[int] | None = None
) -> str:
    """The talk in markdown.

    With `path`, the talk as somebody played it; without, the recommended talk and one tempting wrong turn.
    """
    safe = _escaped(dialogue, facts)
    states = best_path(dialogue, safe) if path is None else _along(dialogue, safe, tuple(path))
    first, last = states[0], states[-1]
    parts = [f"**{first.say(dialogue.title)}**", f"*{first.say(dialogue.setting)}*"]
    for before, after in pairwise(states):
        parts += [*_spoken(before), *_answered(before, after.path[-1])]
    parts += [*_spoken(last), _read(last)]
    if path is None:
        parts += _wrong_turn(states)
    return "\n\n".join(parts) + "\n"


def reading(state: State) -> str:
    """What came of the talk, in markdown: the four elements, their forces, P(buy) and what is agreed."""
    return _read(replay(state.dialogue, _escaped(state.dialogue, state.facts), state.path))


def card(dialogue: Dialogue, facts: Mapping[str, object] | None = None) -> str:
    """A role-play card in markdown, for two players and an observer without a computer."""
    state = dialogue.start(_escaped(dialogue, facts))
    sheet = dialogue.card
    rules = _(
        "One sells, one buys, one watches: {minutes} minutes. Cut along the lines, read your own part only. "
        "If you are two, score each other afterwards."
    )
    parts = [
        f"## {state.say(dialogue.title)}",
        f"*{state.say(sheet.setting)}*",
        rules.format(minutes=sheet.minutes),
        *("---", _("### The seller"), _bullets(state, sheet.seller)),
        *("---", _buyer(state), _bullets(state, sheet.buyer)),
        *("---", _rubric(state)),
        *("---", _debrief(state)),
    ]
    return "\n\n".join(parts) + "\n"


def _escaped(dialogue: Dialogue, facts: Mapping[str, object] | None) -> dict[str, str]:
    return {name: markdown_safe(fact) for name, fact in filled(dialogue, facts or {}).items()}


def _along(dialogue: Dialogue, facts: Mapping[str, str], path: tuple[int, ...]) -> list[State]:
    return [replay(dialogue, facts, path[:turns]) for turns in range(len(path) + 1)]


def _spoken(state: State) -> list[str]:
    scene = [f"*{state.scene}*"] if state.scene else []
    return [*scene, f"**{state.speaker.name}:** “{state.line}”"]


def _answered(state: State, index: int) -> list[str]:
    reply = state.replies[index]
    heard = _("> *Heard:* {heard}").format(heard=state.say(reply.heard))
    if (task := state.task) is None:
        return [_("**You:** “{text}”").format(text=reply.text), heard]
    said = _("**You, in your own words.** {task}").format(task=task.text)
    model = _("One way to say it: “{model}”").format(model=task.model)
    return [said, "\n".join(f"- {text}" for text in task.rubric), model, heard]


def _wrong_turn(states: list[State]) -> list[str]:
    """The tempting reply along the path, and how it sounds from the other side."""
    tempting = ((state, n) for state in states for n, reply in enumerate(state.replies) if reply.tempting)
    state, index = next(tempting)
    lead = _("**A tempting wrong turn.** To “{line}” one would so like to answer:").format(line=state.line)
    return [lead, *_answered(state, index)]


def _read(state: State) -> str:
    head = [_("| Purchase element (采购四要素) | Level | Force (四种力量) |"), "|---|---|---|"]
    rows = [
        f"| {one.name} {one.chinese} | {_dots(state.gauge.levels[key])} | {one.force} {one.force_chinese} |"
        for key, one in ELEMENTS.items()
    ]
    agreed = _("Agreed: {step}").format(step=state.next_step) if state.next_step else ""
    parts = [_ended(state), "\n".join(head + rows), _chance(state), agreed]
    return "\n\n".join(part for part in parts if part)


def _ended(state: State) -> str:
    ending = state.ending
    if ending is None:
        return ""
    if not ending.missing:
        return _("**Won.** {reading}").format(reading=ending.reading)
    lost = _("**Lost: {name} was missing. “{lack}”** {reading}")
    element = ELEMENTS[ending.missing]
    return lost.format(name=element.name, lack=element.lack, reading=ending.reading)


def _chance(state: State) -> str:
    """P(buy) in words."""
    if missing := state.gauge.missing:
        shut = _("Four gates in a row: {name} is at zero, and zero times anything is zero.")
        return shut.format(name=ELEMENTS[missing].name)
    return _(
        "Four gates in a row, none of them shut: multiplied, {chance} (even a gate at its best lets only "
        "95 in a hundred through). A way of thinking, not a forecast; with any one at zero it would be 0%."
    ).format(chance=percent(state.gauge.chance))


def _dots(level: int) -> str:
    return f"{'●' * level}{'○' * (MOST - level)} {level}"


def _bullets(state: State, texts: Iterable[str]) -> str:
    return "\n".join(f"- {state.say(text)}" for text in texts)


def _buyer(state: State) -> str:
    told = {"name": state.speaker.name, "role": state.role, "line": state.line}
    return _("### The buyer: {name} ({role})\n\nKeep this to yourself. You open: “{line}”").format(**told)


def _rubric(state: State) -> str:
    head = _(
        "### The observer\n\n"
        "Write down words you hear. Points are for what was done, not for what was meant.\n\n"
        "| What the seller does | 0 | 1 | 2 | Points |"
    )
    rows = [
        "| " + " | ".join(state.say(text) for text in (row.name, *row.scores)) + " | |"
        for row in state.dialogue.card.observer
    ]
    return "\n".join([head, "|---|---|---|---|---|", *rows])


def _debrief(state: State) -> str:
    asked = enumerate(state.dialogue.card.debrief, start=1)
    forces = (f"- {one.name} ({one.chinese}): {one.force} ({one.force_chinese})" for one in ELEMENTS.values())
    parts = [
        _("### Afterwards, together"),
        "\n".join(f"{n}. {state.say(text)}" for n, text in asked),
        _("The four purchase elements (采购四要素), each with the force (四种力量) that raises it:"),
        "\n".join(forces),
    ]
    return "\n\n".join(parts)
