"""case.toml read and checked key by key."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.reading.checking import check_settings
from helpers.reading.finding import Notes
from helpers.reading.settings import TOML, FileSettings, Settings, day, near
from helpers.schema import TABLES
from helpers.words import _

ORDERS_ONLY = ("returns", "amount", "quantity", "order_id")
# Keys that hold no text, and what to call what they hold.
KINDS: dict[str, type] = {
    **dict.fromkeys(("simulated", "header"), bool),
    **dict.fromkeys(("named", "files", "drop", "columns"), dict),
    "quantity": float,
}
NAMES = {str: _("text in quotes"), bool: _("true or false"), dict: _("a table"), float: _("a number")}


def read_settings(folder: Path, notes: Notes) -> Settings | None:
    """case.toml of `folder`; None with an error in `notes` where it cannot be read at all."""
    document = _document(folder, notes)
    if document is None:
        return None
    names = [spot.name for spot in fields(Settings)]
    said = _typed(document, names, "", notes)
    if not said.get("files"):
        remedy = _('Add [files.orders] with path = "orders.csv", or another table: {tables}.')
        notes.error(_("case.toml names no file"), remedy.format(tables=", ".join(TABLES)))
    files = {table: _file_settings(table, value, notes) for table, value in said.get("files", {}).items()}
    return Settings(
        name=said.get("name", folder.resolve().name),
        currency=said.get("currency", "").strip(),
        as_of=said.get("as_of"),
        simulated=said.get("simulated", False),
        named={key: str(name) for key, name in said.get("named", {}).items()},
        files={table: made for table, made in files.items() if made},
    )


def _document(folder: Path, notes: Notes) -> dict[str, Any] | None:
    """The parsed case.toml, or None with what stands in the way in `notes`."""
    if not folder.is_dir():
        remedy = _("Name the folder that holds case.toml and the data.")
        notes.error(_("there is no folder {folder}").format(folder=folder), remedy)
        return None
    try:
        return tomllib.loads((folder / TOML).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        remedy = _(
            "Make one from your order file: ninesteps case from-orders FILE --out DIR, or write it by hand."
        )
        notes.error(_("there is no case.toml in {folder}").format(folder=folder), remedy)
    except OSError as error:
        remedy = _("It must be a file that you may read.")
        notes.error(_("case.toml cannot be read: {why}").format(why=error.strerror), remedy)
    except UnicodeDecodeError:
        notes.error(_("case.toml is not UTF-8"), _("Save it again with encoding UTF-8."))
    except RecursionError:
        remedy = _("Look for brackets that are opened and never closed.")
        notes.error(_("case.toml holds brackets within brackets without end"), remedy)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        remedy = _("Mend that line; text stands in double quotes, the name of a table in [brackets].")
        at = pd.Series([""], index=[int(line.group(1))]) if line else None
        notes.error(_("is not valid TOML: {why}").format(why=error), remedy, at=at)
    return None


def _typed(said: dict[str, Any], known: list[str], where: str, notes: Notes) -> dict[str, Any]:
    """The values whose key is known and whose type is right; errors in `notes` for the others."""
    right = {}
    for key, value in sorted(said.items()):
        if key not in known:
            notes.error(_("unknown key “{key}”").format(key=key), near(key, known), column=f"{where}{key}")
        elif key == "as_of":
            right[key] = _as_of(value, notes)
        elif _fits(key, value):
            right[key] = value
        else:
            wanted = NAMES[KINDS.get(key, str)]
            message = _("{key} is {value}, not {wanted}").format(
                key=key, value=repr(value)[:40], wanted=wanted
            )
            notes.error(message, _("Write {wanted} there.").format(wanted=wanted), column=f"{where}{key}")
    return right


def _fits(key: str, value: object) -> bool:
    """Whether a value has the type of its key; a number may be whole, and true is none."""
    kind = KINDS.get(key, str)
    return type(value) in (int, float) if kind is float else isinstance(value, kind)


def _as_of(value: object, notes: Notes) -> pd.Timestamp | None:
    """as_of as a day."""
    found = day(value)
    if found is None:
        message = _("as_of is no date: {value}").format(value=value)
        notes.error(message, _("Write it as 2026-06-30."), column="as_of")
    return found


def _file_settings(table: str, said: object, notes: Notes) -> FileSettings | None:
    """One [files.X], or None with errors in `notes`."""
    where = f"files.{table}"
    if table not in TABLES:
        notes.error(_("unknown table “{table}”").format(table=table), near(table, list(TABLES)), column=where)
        return None
    if not isinstance(said, dict):
        remedy = _('Write [{where}] and path = "…" below it.').format(where=where)
        notes.error(_("{where} is no table").format(where=where), remedy, column=where)
        return None
    before = len(notes.findings)
    names = [spot.name for spot in fields(FileSettings) if table == "orders" or spot.name not in ORDERS_ONLY]
    # Where a file has no header its columns go by number, with or without quotes.
    amount = {"amount": str(said["amount"])} if type(said.get("amount")) is int else {}
    values = _typed(said | amount, names, f"{where}.", notes)
    for key in ("drop", "columns"):
        values[key] = {name: str(theirs) for name, theirs in values.get(key, {}).items()}
    made = FileSettings(**values)
    check_settings(made, table, notes)
    return made if len(notes.findings) == before else None
