"""Live decisions and explorations."""

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets

from helpers import show
from helpers.exercises import Decision
from helpers.exercises.controls import Control
from helpers.exercises.reading import UnreadableError
from helpers.forms.fields import box, slider
from helpers.forms.live import WIDE, Says, button, form, guarded, kept, prose, row
from helpers.forms.static import score
from helpers.missing import Missing, PlainError
from helpers.words import _
from helpers.workbook import session


class Decide:
    """A decision: parameters to set, a reason, what would change your mind. The first commit counts."""

    def __init__(self, choice: Decision, start: Mapping[str, Any], assumed: Mapping[str, Any]) -> None:
        here = session()
        self.choice, self.assumed, self.case, self.workbook = choice, assumed, here.case, here.workbook
        self.controls = choice.controls(self.case)
        self.says, self.result = Says(), widgets.HTML(layout=widgets.Layout(width=WIDE))
        self.reason, self.mind = _sentence(_("Because …")), _sentence(_("I would change my mind if …"))
        self.button = button(_("Commit: the first one counts"), self.commit, self.says, name="commit")
        self.inputs = {name: box(c, start[name], label=name) for name, c in self.controls.items()}
        parts = [
            *self.inputs.values(),
            self.reason,
            self.mind,
            row(self.button),
            self.says.widget,
            self.result,
        ]
        self.widget = form(_("Decision {id}").format(id=choice.id), prose(choice.text(self.case)), *parts)
        guarded(self.restore, self.says)

    def taken(self) -> dict[str, Any] | None:
        """The commit in the workbook, or None; a parameter of an unattended run is none."""
        entry = self.workbook.decision(self.choice.step, self.choice.name)
        return entry if entry and entry.get("committed") else None

    def commit(self) -> None:
        """Keep the first choice with its reason and score it; score later ones as explorations."""
        given = {name: widget.value for name, widget in self.inputs.items()}
        try:
            value = self.choice.read(given, self.case)
        except UnreadableError as problem:
            self.says.tell(show.markdown_safe(problem), "untried")
            return
        if self.taken() is not None:
            self.explored(value)
        elif not self.reason.value.strip() or not self.mind.value.strip():
            text = _(
                "A reason in one sentence, please, and what would change your mind. You will reread them."
            )
            self.says.tell(text, "untried")
        else:
            self.settle(value)

    def settle(self, value: Mapping[str, Any]) -> None:
        """Keep the choice and show what it is worth."""
        words = {"reason": self.reason.value.strip(), "mind": self.mind.value.strip()}
        allowed = {name: control.plain for name, control in self.controls.items()}
        number, name = self.choice.step, self.choice.name
        more = kept(lambda: self.workbook.decide(number, name, value, allowed=allowed, **words))
        self.show_taken(value, more=more)

    def show_taken(self, value: Mapping[str, Any], *, more: str = "") -> None:
        """Say what was committed, and what it is worth on data held back."""
        text = _("Committed: {choice}. From here on you explore; this one travels on.")
        self.says.tell(text.format(choice=show.markdown_safe(self.choice.words(value, self.case))), more=more)
        self.button.description = _("Try another plan (not counted)")
        self.reason.disabled = self.mind.disabled = True
        self.result.value = self.worth(value)

    def explored(self, value: Mapping[str, Any]) -> None:
        """Show what another choice would have been worth."""
        text = _("An exploration: {choice}. Your commit stands.")
        self.says.tell(text.format(choice=show.markdown_safe(self.choice.words(value, self.case))))
        self.result.value = self.worth(value)

    def worth(self, value: Mapping[str, Any]) -> str:
        """The score table as HTML, or the sentence in its place."""
        return score(*self.choice.judged({**self.assumed, **value}, self.case))[0]

    def restore(self) -> None:
        """Put the commit of an earlier sitting back."""
        if (entry := self.taken()) is None:
            return
        value = self.choice.read(entry["value"], self.case)
        for name, widget in self.inputs.items():
            widget.value = value[name]
        self.reason.value, self.mind.value = entry.get("reason", ""), entry.get("mind", "")
        self.show_taken(value)


class Explore:
    """A figure or table that is drawn anew whenever a control moves."""

    def __init__(
        self,
        function: Callable[..., Any],
        fixed: tuple[Any, ...],
        controls: Mapping[str, Control],
        start: Mapping[str, Any],
    ) -> None:
        self.function, self.fixed = function, fixed
        self.says, self.content = Says(), widgets.HTML(layout=widgets.Layout(width=WIDE))
        self.inputs = {name: slider(control, start[name], label=name) for name, control in controls.items()}
        for widget in self.inputs.values():
            widget.observe(lambda _change: guarded(self.draw, self.says), names="value")
        self.widget = form(_("Try it"), *self.inputs.values(), self.says.widget, self.content)
        guarded(self.draw, self.says)

    def draw(self) -> None:
        """Draw for the controls as they stand."""
        thing = self.function(*self.fixed, **{name: widget.value for name, widget in self.inputs.items()})
        if isinstance(thing, Missing):
            raise PlainError(thing.reason)
        self.content.value = show.bundle(thing).data["text/html"]
        self.says.clear()


def _sentence(label: str) -> widgets.Textarea:
    layout = widgets.Layout(width=WIDE, height="auto")
    style = {"description_width": "initial"}
    return widgets.Textarea(description=label, rows=2, continuous_update=False, style=style, layout=layout)
