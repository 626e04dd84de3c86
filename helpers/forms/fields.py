"""Where an answer is typed, ticked or put in order: one input a kind of question, all by keyboard.

What is typed is sent whole, when one leaves the field or presses Enter: sent letter by letter, the last ones
could arrive after the press of Check, and half an answer would be marked.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from helpers.exercises.controls import Between, Control
from helpers.exercises.marking import Frame
from helpers.words import _

WIDE = "100%"
LONGEST_RADIO = 6  # options; more of them go into a list to open


class Field(ABC):
    """An input: its widgets, what was answered, and a way to put an earlier answer back."""

    widgets: Sequence[widgets.Widget]

    @abstractmethod
    def __init__(self, frame: Frame) -> None:
        """The input for a question as it stands on its case."""

    @abstractmethod
    def get(self) -> Any:
        """What stands in it now; None or blank where nothing does."""

    @abstractmethod
    def put(self, value: Any) -> None:
        """Put an answer back; one that no longer fits is left out."""

    def lock(self) -> None:
        """Let nothing be changed any more."""
        for widget in self.widgets:
            widget.disabled = True


class Line(Field):
    """A number, or another short text."""

    def __init__(self, frame: Frame) -> None:
        self.input = widgets.Text(
            description=frame.wanted, continuous_update=False, style=_wide_label(), layout=_wide()
        )
        self.input.add_class("ns-short")
        self.widgets = [self.input]

    def get(self) -> str:
        return str(self.input.value)

    def put(self, value: Any) -> None:
        self.input.value = str(value)


class Paragraph(Field):
    """Free text."""

    def __init__(self, frame: Frame) -> None:
        self.input = widgets.Textarea(
            description=_("Your words"), rows=4, continuous_update=False, style=_wide_label(), layout=_wide()
        )
        self.widgets = [self.input]

    def get(self) -> str:
        return str(self.input.value)

    def put(self, value: Any) -> None:
        self.input.value = str(value)


class One(Field):
    """One of the options."""

    def __init__(self, frame: Frame) -> None:
        self.input = one_of({option: option for option in frame.options}, label=_("Choose one"))
        self.widgets = [self.input]

    def get(self) -> str | None:
        return self.input.value or None

    def put(self, value: Any) -> None:
        if value in _offered(self.input):
            self.input.value = value


class Several(Field):
    """A box to tick for each option."""

    def __init__(self, frame: Frame) -> None:
        self.widgets = [
            widgets.Checkbox(description=option, indent=False, layout=_wide()) for option in frame.options
        ]

    def get(self) -> list[str]:
        return [box.description for box in self.widgets if box.value]

    def put(self, value: Any) -> None:
        for box in self.widgets:
            box.value = isinstance(value, list) and box.description in value


class Order(Field):
    """A list to open for each place, the first place first."""

    def __init__(self, frame: Frame) -> None:
        places = range(1, len(frame.options) + 1)
        self.widgets = [_list(frame.options, _("Place {place}").format(place=place)) for place in places]

    def get(self) -> list[str]:
        return [place.value for place in self.widgets]

    def put(self, value: Any) -> None:
        if isinstance(value, list) and len(value) == len(self.widgets):
            for place, name in zip(self.widgets, value, strict=True):
                place.value = name if name in _offered(place) else ""


class Rows(Field):
    """A list to open, or a number to type, for each row of a table."""

    def __init__(self, frame: Frame) -> None:
        self.rows = {row: self._cell(row, frame) for row in frame.rows}
        self.widgets = list(self.rows.values())

    def get(self) -> dict[str, str]:
        return {row: cell.value for row, cell in self.rows.items()}

    def put(self, value: Any) -> None:
        for row, cell in self.rows.items():
            earlier = str(value.get(row, "")) if isinstance(value, Mapping) else ""
            if isinstance(cell, widgets.Text) or earlier in _offered(cell):
                cell.value = earlier

    @staticmethod
    def _cell(row: str, frame: Frame) -> widgets.Widget:
        cell = (
            _list(frame.options, row)
            if frame.options
            else widgets.Text(description=row, continuous_update=False, style=_wide_label(), layout=_wide())
        )
        return cell.add_class("ns-cell")


FIELDS: dict[str, type[Field]] = {
    "number": Line,
    "choice": One,
    "choices": Several,
    "ranking": Order,
    "table": Rows,
    "text": Paragraph,
}


def field(kind: str, frame: Frame) -> Field:
    """The input for a kind of question."""
    return FIELDS[kind](frame)


def one_of(options: Mapping[str, str], *, label: str, value: str | None = None) -> widgets.Widget:
    """Radio buttons, or a list to open where there are many. options: value → words."""
    pairs = [(words, option) for option, words in options.items()]
    few = len(pairs) <= LONGEST_RADIO
    kind = widgets.RadioButtons if few else widgets.Dropdown
    offered = pairs if few or value else [(_("choose …"), ""), *pairs]
    start = value if value or few else ""
    # Without a tooltip of its own the label of radio buttons shows the word null.
    return kind(
        options=offered,
        value=start,
        description=label,
        tooltip=label,
        style=_wide_label(),
        layout=_wide(),
    )


def slider(control: Control, value: Any, *, label: str) -> widgets.Widget:
    """A slider or a choice for a parameter, at `value`; it moves by arrow keys and acts when let go."""
    if not isinstance(control, Between):
        return one_of(control.options, label=control.label or label, value=value)
    kind = widgets.IntSlider if control.whole else widgets.FloatSlider
    ends = {"min": control.low, "max": control.high, "step": control.step}
    name = control.label or label
    return kind(
        value=value, description=name, continuous_update=False, style=_wide_label(), layout=_wide(), **ends
    )


def box(control: Control, value: Any, *, label: str) -> widgets.Widget:
    """A number to type or a choice for a parameter; one out of range is met with the range."""
    if not isinstance(control, Between):
        return one_of(control.options, label=control.label or label, value=value)
    kind = widgets.IntText if control.whole else widgets.FloatText
    name = f"{control.label or label} ({control})"
    made = kind(value=value, description=name, step=control.step, style=_wide_label(), layout=_wide())
    return made.add_class("ns-short")


def _offered(chooser: widgets.Widget) -> list[Any]:
    return [value for _words, value in chooser.options]


def _list(options: Sequence[str], label: str) -> widgets.Dropdown:
    offered = [(_("choose …"), ""), *((option, option) for option in options)]
    return widgets.Dropdown(options=offered, value="", description=label, style=_wide_label(), layout=_wide())


def _wide_label() -> dict[str, str]:
    return {"description_width": "initial"}


def _wide() -> widgets.Layout:
    return widgets.Layout(width=WIDE, height="auto")
