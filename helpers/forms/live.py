"""What every live form is made of: prose, buttons that never fail loudly, a place for what is said, saving.

ipywidgets is imported here and beside; these modules are imported only where a person sits at the kernel.
"""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from helpers.forms.prose import STYLE, html_of
from helpers.missing import PlainError
from helpers.show import markdown_safe
from helpers.words import _
from helpers.workbook import session

# The sign beside the colour: nobody has to tell green from orange.
SIGNS = {"right": "✓ ", "wrong": "→ ", "untried": "", "note": ""}
WIDE = "100%"
MOMENT = 0.1  # seconds
# Beside the style of the silent twins: labels, inputs and buttons.
CSS = Path(__file__).parents[1] / "templates" / "forms.css"
LIVE_STYLE = f"<style>{CSS.read_text(encoding='utf-8')}</style>"


class Says:
    """The place where a form answers: one message, read aloud by screen readers when it changes."""

    def __init__(self) -> None:
        self.widget = widgets.HTML(layout=widgets.Layout(width=WIDE))

    def tell(self, markdown: str, kind: str = "note", *, more: str = "", below: str = "") -> None:
        """Show a message; more: a sentence after it, such as why it is not saved; below: HTML of ours."""
        below = (html_of(markdown_safe(more)) if more else "") + below
        body = html_of(SIGNS[kind] + markdown) if markdown else ""
        self.widget.value = (
            f'<div class="ns-says ns-{kind}" role="status" aria-live="polite">{body}{below}</div>'
        )

    def clear(self) -> None:
        """Say nothing."""
        self.widget.value = ""


def prose(markdown: str, *, name: str = "") -> widgets.HTML:
    """Text of the author's. name: a class that says how it looks."""
    made = widgets.HTML(html_of(markdown), layout=widgets.Layout(width=WIDE))
    if name:
        made.add_class(f"ns-{name}")
    return made


def form(label: str, *children: widgets.Widget) -> widgets.VBox:
    """A framed form with a small label; it brings its style along, as cells may be run alone."""
    head = widgets.HTML(f'{STYLE}{LIVE_STYLE}<p class="ns-small">{html_of(markdown_safe(label))[3:-4]}</p>')
    box = widgets.VBox([head, *children])
    box.add_class("ns-form")
    return box


def row(*children: widgets.Widget) -> widgets.HBox:
    """Widgets side by side, wrapping where the window is narrow."""
    return widgets.HBox(list(children), layout=widgets.Layout(flex_flow="row wrap"))


def button(label: str, act: Callable[[], None], says: Says, *, name: str = "") -> widgets.Button:
    """A button; whatever goes wrong in `act` becomes a sentence. name: a class to find it by."""
    made = widgets.Button(description=label, layout=widgets.Layout(width="auto"))
    made.on_click(lambda _button: guarded(act, says))
    if name:
        made.add_class(f"ns-{name}")
    return made


def guarded(act: Callable[[], None], says: Says) -> None:
    """Act; where that fails say so in one sentence, never in a traceback."""
    try:
        act()
    except PlainError as problem:
        says.tell(markdown_safe(problem))
    except Exception as error:
        text = _("That did not work ({error}). Nothing is lost: try again, or go on with the next.")
        says.tell(text.format(error=type(error).__name__))


def kept(save: Callable[[], object]) -> str:
    """Save; what must be said of it (it could not be written, a damaged file was moved), or ""."""
    try:
        save()
    except PlainError as problem:
        return str(problem)
    notices = session().workbook.notices
    said = " ".join(notices)
    notices.clear()
    return said


def on_enter(fields: Sequence[Any], act: Callable[[], None], says: Says) -> None:
    """Act when Enter is pressed in a one-line field: the browser sends it as a message of the field's own."""

    def heard(_widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("event") == "submit":
            soon(lambda: guarded(act, says))

    for field in fields:
        if isinstance(field, widgets.Text):
            field.on_msg(heard)


def soon(act: Callable[[], None]) -> None:
    """Act in a moment: the browser sends what was typed right after it says that Enter was pressed."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        act()
    else:
        loop.call_later(MOMENT, act)
