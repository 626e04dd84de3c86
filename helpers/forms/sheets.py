"""Field sheets of `data/sheets/NN_name.toml`: Monday's action, a box of the account plan, a manager's card.

title = "…"
[[field]]
id = "action"
label = "One thing I will do"
hint = "…"              # optional
lines = 2               # optional, 1
own_customer = true     # optional: the nickname of the learner's own customer
plan = true             # optional: a box of that customer's plan
[card]
title = "For my manager: …"
text = ["…", "…"]
"""

import html
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.files import DATA
from helpers.forms.prose import STYLE, html_of, inline, text_of
from helpers.missing import PlainError
from helpers.words import _, listed

FOLDER = DATA / "sheets"
BLANK = '<span class="ns-blank">&nbsp;</span>'
PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>{style}
<style>@page {{size: A5 landscape}} body {{font: 11pt sans-serif}} .ns-card {{border: 0}}</style>
</head><body>{card}</body></html>"""


class SheetError(PlainError):
    """A field sheet that cannot be read; says which file and what is wrong."""


@dataclass(frozen=True)
class Field:
    """One line or box to fill."""

    id: str
    label: str
    hint: str = ""
    lines: int = 1
    own_customer: bool = False
    plan: bool = False

    @property
    def on_card(self) -> bool:
        """Whether a manager sees it: what is about the learner's own customer stays private."""
        return not (self.own_customer or self.plan)


@dataclass(frozen=True)
class Card:
    """Half a page to print for a manager. Markdown."""

    title: str
    text: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The fields and the card of one lesson."""

    name: str
    title: str
    fields: tuple[Field, ...]
    card: Card | None


def available(folder: Path = FOLDER) -> list[str]:
    """The names of all field sheets, in the order of the lessons."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def load(name: str, *, folder: Path = FOLDER) -> Sheet:
    """The field sheet of a lesson, checked. Raises SheetError."""
    if name not in available(folder):
        text = _("There is no field sheet “{name}”; there are {known}.")
        raise SheetError(text.format(name=name, known=listed(available(folder)) or _("none")))
    try:
        table = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        return _sheet(name, table)
    except (tomllib.TOMLDecodeError, TypeError, KeyError, AttributeError) as error:
        text = _(
            "{name}.toml: {error}. Wanted: title, [[field]] with id and label, [card] with title and text."
        )
        raise SheetError(text.format(name=name, error=error)) from error


def _sheet(name: str, table: dict[str, Any]) -> Sheet:
    fields = tuple(Field(**row) for row in table["field"])
    card = table.get("card")
    return Sheet(name, table["title"], fields, Card(card["title"], tuple(card["text"])) if card else None)


def previous(name: str, *, folder: Path = FOLDER) -> Sheet | None:
    """The field sheet of the lesson before this one, or None."""
    before = [other for other in available(folder) if other < name]
    return load(before[-1], folder=folder) if before else None


def planned(lesson: str, *, folder: Path = FOLDER) -> str:
    """The question how the action of the lesson before went, in markdown; "" where none was planned."""
    sheet = previous(lesson, folder=folder)
    if sheet is None or not any(field.id == "action" for field in sheet.fields):
        return ""
    return _("Last lesson ended in one action, with somebody, by a day. **How did it go?** One sentence.")


def card_html(sheet: Sheet, filled: Mapping[str, str]) -> str:
    """The card as HTML: what was filled in, and lines to write on; "" where there is no card."""
    if sheet.card is None:
        return ""
    points = "".join(f"<li>{inline(point)}</li>" for point in sheet.card.text)
    lines = "".join(
        f"<p><strong>{html.escape(field.label)}:</strong> {_written(filled, field)}</p>"
        for field in own(sheet)
    )
    return f'<article class="ns-card"><h3>{inline(sheet.card.title)}</h3><ul>{points}</ul>{lines}</article>'


def card_text(sheet: Sheet) -> str:
    """The empty card as plain text; "" where there is none."""
    if sheet.card is None:
        return ""
    points = [f"- {text_of(point)}" for point in sheet.card.text]
    return "\n".join(
        [text_of(sheet.card.title), *points, *(f"{field.label}: ______" for field in own(sheet))]
    )


def card_page(sheet: Sheet, filled: Mapping[str, str]) -> str:
    """The card as a page of its own, half a sheet, to print."""
    title = html.escape(text_of(sheet.card.title if sheet.card else sheet.title))
    return PAGE.format(title=title, style=STYLE, card=card_html(sheet, filled))


def own(sheet: Sheet) -> list[Field]:
    """The fields a manager sees."""
    return [field for field in sheet.fields if field.on_card]


def _written(filled: Mapping[str, str], field: Field) -> str:
    text = filled.get(field.id, "").strip()
    return html.escape(text).replace("\n", "<br>") if text else BLANK


def html_fields(sheet: Sheet) -> str:
    """The empty fields as HTML: label, hint, a line to write on."""
    return "".join(
        f"<p><strong>{html.escape(field.label)}:</strong> {BLANK}</p>{_hint(field)}" for field in sheet.fields
    )


def _hint(field: Field) -> str:
    return f'<div class="ns-small">{html_of(field.hint)}</div>' if field.hint else ""
