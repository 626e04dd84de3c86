"""What ends the course, live: drawn when asked for, since answers come after the cell has run."""

import base64
import html
from collections.abc import Callable

import ipywidgets as widgets

from helpers.forms.live import WIDE, Says, button, form, row
from helpers.forms.prose import STYLE
from helpers.show import Bundle
from helpers.words import _

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>{style}
<style>@page {{size: A4}} body {{font: 10pt sans-serif}} .ns-card {{border: 0}}</style>
</head><body>{body}</body></html>"""


class Later:
    """A button, and under it what `make` gives at that moment, with a link that keeps it as a page."""

    def __init__(self, title: str, label: str, make: Callable[[], Bundle], *, name: str) -> None:
        self.title, self.make, self.name, self.says = title, make, name, Says()
        self.shown = widgets.HTML(layout=widgets.Layout(width=WIDE))
        asked = button(label, self.draw, self.says, name=name)
        self.widget = form(title, row(asked), self.says.widget, self.shown)

    def draw(self) -> None:
        """Show it as it is now."""
        body = self.make().data["text/html"]
        page = PAGE.format(title=html.escape(self.title), style=STYLE, body=body)
        kept = base64.b64encode(page.encode()).decode("ascii")
        link = f'<a download="{self.name}.html" href="data:text/html;base64,{kept}">'
        self.shown.value = f"{body}<p>{link}{_('Keep it as a page to print')}</a></p>"
