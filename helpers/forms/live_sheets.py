"""Live field sheets: kept as they are written, with a card to print."""

import base64

import ipywidgets as widgets

from helpers.forms import sheets
from helpers.forms.live import WIDE, Says, button, form, guarded, kept, on_enter, prose, row
from helpers.words import _
from helpers.workbook import session


class Sheet:
    """Fields that keep themselves when one leaves them, and the manager's card filled from them."""

    def __init__(self, sheet: sheets.Sheet) -> None:
        self.sheet, self.workbook, self.says = sheet, session().workbook, Says()
        self.inputs = {field.id: _input(field) for field in sheet.fields}
        self.card = widgets.HTML(layout=widgets.Layout(width=WIDE))
        parts: list[widgets.Widget] = [prose(f"**{sheet.title}**")]
        for field in sheet.fields:
            parts += [self.inputs[field.id], *([prose(field.hint, name="tip")] if field.hint else [])]
        save = button(_("Keep"), self.keep, self.says, name="keep")
        self.widget = form(_("Field sheet"), *parts, row(save), self.says.widget, self.card)
        guarded(self.restore, self.says)
        for widget in self.inputs.values():
            widget.observe(lambda _change: guarded(self.keep, self.says), names="value")
        on_enter(list(self.inputs.values()), self.keep, self.says)

    def keep(self) -> None:
        """Keep all fields; what is about the learner's own customer also goes to that customer's plan."""
        filled = {name: widget.value for name, widget in self.inputs.items()}
        more = kept(lambda: self.save(filled))
        self.says.tell(_("Kept on this machine."), more=more)
        self.draw(filled)

    def save(self, filled: dict[str, str]) -> None:
        """Write the fields to the workbook."""
        self.workbook.note(self.sheet.name, filled)
        plan = {
            f"{self.sheet.name}.{field.id}": filled[field.id] for field in self.sheet.fields if field.plan
        }
        names = {field.id: filled[field.id] for field in self.sheet.fields if field.own_customer}
        if plan or names:
            self.workbook.own(**names, **({"plan": plan} if plan else {}))

    def draw(self, filled: dict[str, str]) -> None:
        """Show the card as filled in, with a link that keeps it as a page to print."""
        if self.sheet.card is None:
            return
        page = base64.b64encode(sheets.card_page(self.sheet, filled).encode()).decode("ascii")
        link = f'<a download="{self.sheet.name}_card.html" href="data:text/html;base64,{page}">'
        self.card.value = (
            f"{sheets.card_html(self.sheet, filled)}<p>{link}{_('Keep the card as a page to print')}</a></p>"
        )

    def restore(self) -> None:
        """Put what was written in an earlier sitting back; own-customer fields come from that customer."""
        noted = self.workbook.noted(self.sheet.name)
        earlier = noted if isinstance(noted, dict) else {}
        for name, widget in self.inputs.items():
            widget.value = str(earlier.get(name, ""))
        self.draw({name: widget.value for name, widget in self.inputs.items()})


def _input(field: sheets.Field) -> widgets.Widget:
    kind, rows = (widgets.Text, {}) if field.lines == 1 else (widgets.Textarea, {"rows": field.lines})
    return kind(
        description=field.label,
        continuous_update=False,
        style={"description_width": "initial"},
        layout=widgets.Layout(width=WIDE, height="auto"),
        **rows,
    )
