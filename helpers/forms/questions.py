"""Live questions and predictions, and what stays closed until a guess is made."""

from collections.abc import Sequence

import ipywidgets as widgets

from helpers import show
from helpers.exercises import Prediction, Question
from helpers.exercises.reading import UnreadableError, blank
from helpers.forms.fields import field
from helpers.forms.live import Says, button, form, guarded, kept, on_enter, prose, row
from helpers.forms.prose import folded
from helpers.words import _
from helpers.workbook import session


class Ask:
    """A question: an answer to give, a check that says what it makes of it, hints, and the solution."""

    def __init__(self, asked: Question) -> None:
        here = session()
        self.asked, self.case, self.workbook = asked, here.case, here.workbook
        self.field = field(asked.kind, asked.frame(self.case))
        self.says, self.help, self.hints = Says(), Says(), 0
        check = self.keep if asked.kind == "text" else self.check
        buttons = [
            button(
                _("Keep and compare") if asked.kind == "text" else _("Check"), check, self.says, name="check"
            ),
            button(_("Hint"), self.hint, self.help, name="hint"),
            button(_("Solution"), self.solution, self.help, name="solution"),
        ]
        on_enter(self.field.widgets, check, self.says)
        inputs = [
            prose(asked.text(self.case)),
            *self.field.widgets,
            row(*(buttons[:1] if check == self.keep else buttons)),
        ]
        self.widget = form(
            _("Question {id}").format(id=asked.id), *inputs, self.says.widget, self.help.widget
        )
        guarded(self.restore, self.says)

    def check(self) -> None:
        """Mark what was answered, say so, and keep it."""
        given = self.field.get()
        outcome = self.asked.check(given, self.case)
        more = kept(lambda: self.workbook.record(self.asked.id, given, outcome.kind))
        self.says.tell(outcome.message, outcome.kind, more=more)

    def keep(self) -> None:
        """Keep a free text, then lay the model answer and the rubric beside it."""
        given = self.field.get()
        if blank(given):
            self.says.tell(_("Write first, however short. Then compare."), "untried")
            return
        more = kept(lambda: self.workbook.note(self.asked.id, given))
        self.says.tell(_("Kept."), more=more)
        self.help.tell(self.asked.model(self.case))

    def hint(self) -> None:
        """The next hint."""
        self.hints += 1
        self.help.tell(self.asked.hint(self.hints))

    def solution(self) -> None:
        """The solution; it reaches the browser only now, in words, with the code folded below."""
        code = "" if self.asked.kind == "text" else f"```python\n{self.asked.source}\n```"
        self.help.tell(
            self.asked.worked_out(self.case), below=code and folded(_("In code, for analysts"), code)
        )

    def restore(self) -> None:
        """Put the answer of an earlier sitting back, with what was said of it."""
        if self.asked.kind == "text" and (text := self.workbook.noted(self.asked.id)):
            self.field.put(text)
        elif entry := self.workbook.answer(self.asked.id):
            self.field.put(entry["value"])
            outcome = self.asked.check(entry["value"], self.case)
            self.says.tell(outcome.message, outcome.kind)


class Predict:
    """A guess; the first counts, and opens what waits for it."""

    def __init__(self, guess: Prediction) -> None:
        here = session()
        self.guess, self.case, self.workbook = guess, here.case, here.workbook
        self.field, self.says = field(guess.kind, guess.frame(self.case)), Says()
        self.button = button(_("That is my guess"), self.commit, self.says, name="commit")
        on_enter(self.field.widgets, self.commit, self.says)
        text = prose(guess.text(self.case))
        label = _("Before you look · {id}").format(id=guess.id)
        self.widget = form(label, text, *self.field.widgets, row(self.button), self.says.widget)
        here.listeners.setdefault(guess.id, []).append(self.settle)
        guarded(self.settle, self.says)

    def commit(self) -> None:
        """Keep the guess and open what waits for it."""
        given = self.field.get()
        if blank(given):
            self.says.tell(_("A guess first: any is better than none."), "untried")
            return
        try:
            self.guess.read(given, self.case)
        except UnreadableError as problem:
            self.says.tell(show.markdown_safe(problem), "untried")
            return
        tell(self.guess.id, given)

    def settle(self, more: str = "") -> None:
        """Lock the guess once there is one, or once the answer has been looked at."""
        if (entry := self.workbook.prediction(self.guess.id)) is None:
            return
        if entry["value"] is None:
            text = _(
                "You looked first. That is allowed; guess the next one, and it will stay with you longer."
            )
        else:
            self.field.put(entry["value"])
            text = _("Noted. What follows is open now.")
        self.says.tell(text, more=more)
        self.field.lock()
        self.button.disabled = True


class Reveal:
    """Figures and tables that wait for a prediction; the browser gets them then, or at "Show me"."""

    def __init__(self, guess: Prediction, things: Sequence[show.Showable]) -> None:
        here = session()
        self.guess, self.things, self.case, self.workbook = guess, things, here.case, here.workbook
        self.says, self.content = Says(), widgets.HTML(layout=widgets.Layout(width="100%"))
        self.button = button(_("Show me"), lambda: tell(guess.id, None), self.says, name="show")
        label = _("After your guess · {id}").format(id=guess.id)
        self.widget = form(label, row(self.button), self.says.widget, self.content)
        here.listeners.setdefault(guess.id, []).append(self.open)
        guarded(self.open, self.says)

    def open(self, more: str = "") -> None:
        """Show everything, if the guess is made."""
        entry = self.workbook.prediction(self.guess.id)
        if entry is None or self.content.value:
            return
        self.content.value = "\n".join(show.bundle(thing).data["text/html"] for thing in self.things)
        self.says.tell(self.guess.compare(entry["value"], self.case), more=more)
        self.button.layout.display = "none"


def tell(name: str, value: object) -> None:
    """Keep a guess (None: looked without one), then let everything that waits for it know."""
    more = kept(lambda: session().workbook.predict(name, value))
    for listener in session().listeners.get(name, []):
        listener(more)
