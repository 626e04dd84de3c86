"""Live quizzes and recall: a card an item, a reason for each choice, a count of what was right at once."""

from collections.abc import Callable, Sequence

import ipywidgets as widgets

from helpers.forms.fields import one_of
from helpers.forms.live import WIDE, Says, button, form, guarded, kept, prose, row
from helpers.forms.prose import text_of
from helpers.quiz import Option, Quiz, QuizItem
from helpers.words import _
from helpers.workbook import session


class Card:
    """One item: choose, check, read why. name: what the answer is kept under. marked: is anything shown?"""

    def __init__(
        self, item: QuizItem, *, number: int, name: str, marked: bool, done: Callable[[], None]
    ) -> None:
        self.item, self.name, self.marked, self.done = item, name, marked, done
        self.workbook, self.says = session().workbook, Says()
        options = {option.text: text_of(option.text) for option in item.options}
        self.input = one_of(options, label=_("Choose one"))
        self.button = button(_("Check") if marked else _("Keep"), self.check, self.says, name="check")
        text = prose(f"**{number}.** {item.text}")
        self.widget = widgets.VBox([text, self.input, row(self.button), self.says.widget])
        self.widget.add_class("ns-item")
        guarded(self.restore, self.says)

    def check(self) -> None:
        """Keep the choice; where the quiz is marked, say what there is to say of it."""
        chosen = self.item.option(self.input.value)
        if chosen is None:
            self.says.tell(_("Choose one first."), "untried")
            return
        more = kept(lambda: self.workbook.record(self.name, chosen.text, self.item.mark(chosen.text)))
        self.tell(chosen, more=more)
        self.done()

    def tell(self, chosen: Option, *, more: str = "") -> None:
        """The reason for this option, and, once right, for all the others."""
        if not self.marked:
            self.says.tell(_("Kept. Nobody marks this."), more=more)
        elif chosen.right:
            self.says.tell(f"{chosen.why}\n\n{self.others(chosen)}", "right", more=more)
        else:
            self.says.tell(f"{chosen.why} {_('Choose again.')}", "wrong", more=more)

    def others(self, chosen: Option) -> str:
        """The reasons for the other options, the note on the key, and where the item is from, in markdown."""
        lines = [f"- {option.text} · {option.why}" for option in self.item.options if option is not chosen]
        source = f"*{self.item.source}*" if self.item.source else ""
        return "\n\n".join(part for part in ("\n".join(lines), self.item.key_note, source) if part)

    def restore(self) -> None:
        """Put the choice of an earlier sitting back."""
        entry = self.workbook.answer(self.name)
        if entry and (chosen := self.item.option(entry["value"])):
            self.input.value = chosen.text
            self.tell(chosen)


class Cards:
    """The items of a quiz under each other, and the count at the end."""

    def __init__(self, quiz: Quiz) -> None:
        self.quiz, self.total = quiz, Says()
        self.cards = [
            Card(item, number=number, name=item.id, marked=quiz.marked, done=self.count)
            for number, item in enumerate(quiz.items, start=1)
        ]
        self.widget = form(_("Quiz"), *(card.widget for card in self.cards), self.total.widget)
        self.count()

    def count(self) -> None:
        """Once every item has an answer: how many were right the first time."""
        answers = [session().workbook.answer(item.id) for item in self.quiz.items]
        given = [answer for answer in answers if answer]
        if len(given) < len(answers):
            return
        if not self.quiz.marked:
            self.total.tell(_("All {n} are kept. You will meet their cousins again.").format(n=len(given)))
            return
        right = sum(answer.get("first") == "right" for answer in given)
        text = _("Right first time: {right} of {n}. The others come back in a later lesson.")
        whole = _("Right first time: {right} of {n}.")
        self.total.tell((text if right < len(given) else whole).format(right=right, n=len(given)))


class Recall:
    """How last lesson's action went, and up to three items from memory."""

    def __init__(self, lesson: str, items: Sequence[QuizItem], planned: str) -> None:
        self.name, self.workbook, self.says = f"{lesson}.went", session().workbook, Says()
        self.went = widgets.Textarea(
            value=self.workbook.noted(self.name) or "",
            description=_("How it went"),
            rows=2,
            continuous_update=False,
            style={"description_width": "initial"},
            layout=widgets.Layout(width=WIDE, height="auto"),
        )
        self.cards = [
            Card(item, number=number, name=recalled(lesson, item.id), marked=True, done=lambda: None)
            for number, item in enumerate(items, start=1)
        ]
        keep = row(button(_("Keep"), self.keep, self.says, name="keep"))
        story = [prose(planned), self.went, keep, self.says.widget] if planned else []
        self.widget = form(_("Before you go on: from memory"), *story, *(card.widget for card in self.cards))

    def keep(self) -> None:
        """Keep how it went."""
        more = kept(lambda: self.workbook.note(self.name, self.went.value))
        self.says.tell(_("Kept. What did you learn that a notebook could not tell you?"), more=more)


def recalled(lesson: str, item: str) -> str:
    """What an item asked again in a later lesson is kept under."""
    return f"{lesson}.recall.{item}"


def missed(lesson: str) -> set[str]:
    """Items that were wrong at first and have not been right in a recall of another lesson since."""
    answers = session().workbook.answers
    wrong = {
        name for name, answer in answers.items() if ".recall." not in name and answer.get("first") == "wrong"
    }
    again = {
        name.partition(".recall.")[2]
        for name, answer in answers.items()
        if ".recall." in name and answer.get("first") == "right" and not name.startswith(f"{lesson}.")
    }
    return wrong - again
