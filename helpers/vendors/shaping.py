"""Records in the standard shape of a table of a case."""

from collections.abc import Mapping

import pandas as pd

from helpers.reading import FileSettings, Notes
from helpers.reading.headers import header_key
from helpers.reading.traits import trait
from helpers.schema import TABLES
from helpers.vendors.sheets import Sheet
from helpers.words import _, listed

# Traits of ours, whatever they are called in the export.
KNOWN_TRAITS = (
    "name", "company", "email", "amount", "deal_name", "close_date", "pipeline", "status", "consent_email",
)  # fmt: skip


def finished(name: str, frame: pd.DataFrame, sheets: Mapping[str, Sheet], notes: Notes) -> pd.DataFrame:
    """A table in its standard shape: rows without what they need out, empty columns out, traits last."""
    table = TABLES[name]
    if frame.empty or not set(table.required) <= set(frame.columns):
        return pd.DataFrame()
    lost = frame[list(table.required)].isna().any(axis=1)
    if lost.any():
        lacking = [column for column in table.required if frame[column].isna().any()]
        message = _("{table}: {n} without {columns} are set aside")
        said = message.format(n=int(lost.sum()), table=name, columns=listed(lacking))
        notes.notice(said, _("Fill it in in the CRM, or export what they belong to."))
    frame = frame[~lost].reset_index(drop=True)
    standard = [column for column in table.names if column in frame and frame[column].notna().any()]
    traits = _traits(name, frame, sheets) if table.traits else {}
    whole = frame[standard].assign(**traits)
    moments = list(whole.select_dtypes("datetime"))
    whole = whole.astype(dict.fromkeys(moments, "datetime64[us]"))
    for column in table.columns:
        if column.kind == "flag" and column.name in whole and whole[column.name].notna().all():
            whole[column.name] = whole[column.name].astype("int64")
    _tell_unused(name, sheets, notes)
    return whole


def _traits(name: str, frame: pd.DataFrame, sheets: Mapping[str, Sheet]) -> dict[str, pd.Series]:
    """Columns of their own that hold anything; a name that a standard column has too is told apart."""
    kinds = ("account",) if name == "customers" else ("lead", "opportunity")
    others = [str(header) for kind in kinds if kind in sheets for header in sheets[kind].extra()]
    taken = {header_key(column) for column in TABLES[name].names}
    made = {}
    for header in dict.fromkeys([*KNOWN_TRAITS, *others]):
        if header in frame and header not in TABLES[name].names and frame[header].notna().any():
            as_named = f"{header} (CRM)" if header_key(header) in taken else header
            cells = frame[header]
            made[as_named] = trait(cells, FileSettings()) if cells.dtype == "str" else cells
    return made


def _tell_unused(name: str, sheets: Mapping[str, Sheet], notes: Notes) -> None:
    """A notice that names the columns which a table without traits has no place for."""
    kinds = {"contacts": "contact", "interactions": "activity", "tickets": "ticket", "orders": "line"}
    sheet = sheets.get(kinds.get(name, ""))
    unused = [str(header) for header in sheet.extra()] if sheet is not None else []
    if unused:
        message = _("{table} have no place for {columns}; left out")
        notes.notice(message.format(table=name, columns=listed(unused)))
