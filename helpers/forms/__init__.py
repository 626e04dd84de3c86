"""Every form of a lesson: live where a person sits at the kernel, else a silent twin that is always the same.

Each function displays one thing and gives nothing back. Where the case lacks what it needs, one line says so.
"""

from collections.abc import Callable, Mapping
from typing import Any

from helpers import dialogue, figures, show
from helpers import quiz as quiz_files
from helpers.exercises import Decision, Prediction, Question, every, find
from helpers.exercises.controls import Spec, control
from helpers.exercises.items import CannotSayError
from helpers.exercises.reading import UnreadableError
from helpers.figures import Described
from helpers.forms import endings, sheets, static
from helpers.missing import Missing, PlainError, attempt
from helpers.show import Bundle, Showable
from helpers.words import _
from helpers.workbook import session

__all__ = [
    "ask",
    "decide",
    "explore",
    "gain",
    "own_plan",
    "practice",
    "predict",
    "quiz",
    "recall",
    "rehearse",
    "reveal",
    "sheet",
    "talk",
]


def ask(name: str, *, answer: object = None) -> None:
    """A question, answered in the form; or in code, answer=0.29, which is met at once."""
    asked = find(name, Question)
    outcome = None if answer is None else asked.check(answer)
    if outcome is None and session().live:
        _live(lambda: _questions().Ask(asked))
        return
    _silent(lambda: static.ask(asked, outcome))
    if outcome is not None and session().live:
        session().workbook.record(name, answer, outcome.kind)


def predict(name: str) -> None:
    """A guess before a look; the first one counts."""
    guess = find(name, Prediction)
    if session().live:
        _live(lambda: _questions().Predict(guess))
    else:
        _silent(lambda: static.predict(guess))


def reveal(name: str, *things: Showable) -> None:
    """What a prediction is about: closed until the guess is made, or until one says "Show me"."""
    guess = find(name, Prediction)
    if session().live:
        _live(lambda: _questions().Reveal(guess, things))
    else:
        _silent(lambda: static.reveal(guess, things))


def decide(name: str, **parameters: Any) -> None:
    """A decision, at first as the lesson's parameters have it; those that are not decided are assumptions.

    An unattended run keeps its parameters as the decision of that run; a person commits, once, with a reason.
    Raises PlainError where a parameter of an unattended run is out of range.
    """
    choice = find(name, Decision)
    try:
        decided, assumed = choice.parts(parameters, session().case)
        value = choice.read(decided, session().case)
    except CannotSayError as problem:
        show.put(static.notice(str(problem)))
    except UnreadableError as problem:
        raise PlainError(f"{name}: {problem}") from problem
    else:
        _decide(choice, value, assumed)


def rehearse(name: str, **parameters: Any) -> None:
    """Plans of a decision tried on the past, before it is taken; what is not decided are assumptions."""
    choice, here = find(name, Decision), session().case

    def tried(**value: Any) -> Described:
        policies = choice.rehearsed({**parameters, **value}, here)
        return figures.plan_comparison(policies, currency=here.currency)

    try:
        controls = choice.controls(here)
    except CannotSayError as problem:
        show.put(static.notice(str(problem)))
    else:
        explore(tried, **controls)


def explore(function: Callable[..., Any], *fixed: Any, **controls: Spec) -> None:
    """function(*fixed, …) drawn anew as controls move; silent, once, with each at its first value.

    A control is a number (a slider from 0 to twice that), several values, {value: words}, Between or OneOf.
    """
    rulers = {name: control(spec, name=name) for name, spec in controls.items()}
    start = {name: ruler.first for name, ruler in rulers.items()}
    if session().live:
        from helpers.forms.plans import Explore

        _live(lambda: Explore(function, fixed, rulers, start))
    else:
        _silent(lambda: _drawn(function, fixed, start))


def sheet(name: str) -> None:
    """The field sheet of a lesson: one action, a box about the learner's own customer, a manager's card."""
    form = sheets.load(name)
    if session().live:
        from helpers.forms.live_sheets import Sheet

        _live(lambda: Sheet(form))
    else:
        _silent(lambda: static.sheet(form))


def talk(name: str, **facts: object) -> None:
    """A conversation to play; silent, its transcript and its role-play card. facts: what the case knows."""
    loaded = dialogue.load(name)
    facts = {**dialogue.case_facts(loaded, session().case), **facts}
    if session().live:
        from helpers.forms.talks import Talk

        _live(lambda: Talk(loaded, facts))
    else:
        _silent(lambda: static.talk(name, dialogue.transcript(loaded, facts), dialogue.card(loaded, facts)))


def quiz(name: str) -> None:
    """The quiz of a lesson: a reason for every option, a count at the end."""
    loaded = quiz_files.load(name)
    if session().live:
        from helpers.forms.quizzes import Cards

        _live(lambda: Cards(loaded))
    else:
        _silent(lambda: static.quiz(loaded))


def gain(before: str, after: str) -> None:
    """Two parallel quizzes side by side: what was right then, and what is now."""
    _later(
        _("What you have gained"),
        _("Show it"),
        lambda: endings.gain_bundle(session().workbook, before, after),
        name="gain",
    )


def own_plan() -> None:
    """The plan of the learner's own customer, all its boxes on one page."""
    _later(
        _("Your own customer"),
        _("Show the page"),
        lambda: endings.plan_bundle(session().workbook),
        name="plan",
    )


def _later(title: str, label: str, make: Callable[[], Bundle], *, name: str) -> None:
    if session().live:
        from helpers.forms.live_endings import Later

        _live(lambda: Later(title, label, make, name=name))
    else:
        _silent(make)


def recall(lesson: str) -> None:
    """How last lesson's action went, and up to three items from memory: old ones, and one that was missed."""
    planned = sheets.planned(lesson)
    if session().live:
        from helpers.forms.quizzes import Recall, missed

        items = quiz_files.recall(lesson, missed(lesson))
        _live(lambda: Recall(lesson, items, planned))
    else:
        items = quiz_files.recall(lesson)
        _silent(lambda: static.recall(lesson, items, planned))


def practice(lesson: str) -> None:
    """The further questions of a lesson, those marked practice=True."""
    own = every(Question, lesson=lesson.partition("_")[0])
    questions = [question for question in own.values() if question.practice]
    if session().live:
        for asked in questions:
            ask(asked.id)
    elif questions:
        _silent(lambda: static.practice(lesson, questions))


def _decide(choice: Decision, value: dict[str, Any], assumed: Mapping[str, Any]) -> None:
    here = session()
    if here.live:
        from helpers.forms.plans import Decide

        _live(lambda: Decide(choice, value, assumed))
        return
    allowed = {name: ruler.plain for name, ruler in choice.controls(here.case).items()}
    here.workbook.decide(choice.step, choice.name, value, allowed=allowed, committed=False)
    whole = {**assumed, **value}
    _silent(lambda: static.decide(choice, value, *choice.judged(whole, here.case)))


def _drawn(function: Callable[..., Any], fixed: tuple[Any, ...], start: Mapping[str, Any]) -> Bundle:
    thing = attempt(function, *fixed, **start)
    return static.notice(thing.reason) if isinstance(thing, Missing) else show.bundle(thing)


def _questions() -> Any:
    # ipywidgets comes with it: only where somebody is there to use it.
    from helpers.forms import questions

    return questions


def _live(make: Callable[[], Any]) -> None:
    from IPython.display import display

    try:
        display(make().widget)  # type: ignore[no-untyped-call]
    except CannotSayError as problem:
        show.put(static.notice(str(problem)))


def _silent(make: Callable[[], Bundle]) -> None:
    try:
        show.put(make())
    except CannotSayError as problem:
        show.put(static.notice(str(problem)))
