"""From the columns of a file to the standard columns of a table."""

import re

import pandas as pd

from helpers.reading.finding import Notes
from helpers.reading.settings import FileSettings, near
from helpers.schema import Table
from helpers.words import _

# Order lines can do without these three where case.toml says what to put there.
INSTEAD = {
    "unit_price": _('If there are only totals of lines, write amount = "…" under [files.orders].'),
    "quantity": _("If every line is one piece, write quantity = 1 under [files.orders]."),
    "order_id": _('If there are none, write order_id = "customer_day" under [files.orders].'),
}


def plain(name: str) -> str:
    """A header without what people vary.

    >>> plain("Customer ID"), plain(" customer-id ")
    ('customer_id', 'customer_id')
    """
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())


def standard_columns(raw: pd.DataFrame, table: Table, settings: FileSettings, notes: Notes) -> pd.DataFrame:
    """The raw columns under their standard names, traits last; `notes` get what is missing or unused."""
    found = _found(raw, table, settings, notes)
    _check_missing(found, raw, table, settings, notes)
    for name, theirs in found.items():
        if theirs in raw.attrs.get("twice", ()):
            notes.error(
                _("“{theirs}” stands twice in the header").format(theirs=theirs),
                _("Rename one."),
                column=name,
            )
    unused = [str(name) for name in raw.columns if name not in found.values()]
    # Where columns are missing the remedy lists these: any of them may be the one.
    if not (table.traits or notes.failed):
        message = _("is not a column of {table}; it is not used").format(table=table.name)
        for theirs in unused:
            notes.notice(message, column=theirs)
    traits = unused if table.traits else []
    return pd.DataFrame(
        {name: raw[theirs] for name, theirs in [*found.items(), *zip(traits, traits, strict=True)]}
    )


def _found(raw: pd.DataFrame, table: Table, settings: FileSettings, notes: Notes) -> dict[str, str]:
    """Standard name → name in the file, by case.toml or by the header; errors for what is not there."""
    headers = {plain(name): name for name in reversed(raw.columns)} if settings.header else {}
    said = settings.columns | ({"amount": settings.amount} if settings.amount else {})
    found = {name: headers[name] for name in table.names if name in headers and name not in said}
    for name, theirs in said.items():
        if theirs in raw.columns:
            found[name] = theirs
        elif plain(theirs) in headers:
            found[name] = headers[plain(theirs)]
        else:
            message = _("case.toml takes {name} from a column “{theirs}” that is not there")
            remedy = near(theirs, list(raw.columns))
            notes.error(message.format(name=name, theirs=theirs), remedy, column=name)
    return found


def _check_missing(
    found: dict[str, str], raw: pd.DataFrame, table: Table, settings: FileSettings, notes: Notes
) -> None:
    """Errors for required columns that are neither there nor made."""
    made = {"unit_price": settings.amount, "quantity": settings.quantity, "order_id": settings.order_id}
    for name in table.required:
        if name in found or name in settings.columns or (table.name == "orders" and made.get(name)):
            continue
        say = _('Say which column it is: [files.{table}.columns] {name} = "…".').format(
            table=table.name, name=name
        )
        instead = INSTEAD.get(name, "") if table.name == "orders" else ""
        named = [column for column in raw.columns if not re.fullmatch(r"(?: ?\(\d+\))?", str(column))]
        if 2 * len(named) <= raw.shape[1]:
            instead = _("Row 1 does not look like a header: delete what stands above it.")
        remedy = " ".join(part for part in (say, near(name, named), instead) if part)
        notes.error(_("required column missing"), remedy, column=name)
