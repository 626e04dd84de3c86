"""Pieces of a load: rows of one table of the base, as columns, and the table of the case they come from."""

import json
import math
import tomllib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import pandas as pd

from helpers.case import Case
from helpers.reading.settings import TOML

# How files call what reaches a person.
PERSONAL = {
    "email": ("email", "e_mail", "mail"),
    "phone": ("phone", "telephone", "mobile", "tel"),
    "street": ("street", "address"),
    "city": ("city", "town"),
    "postcode": ("postcode", "zip", "zip_code", "postal_code"),
}
# A name as a whole, the first that a table has; else its two halves together, for half a name is everybody's.
WHOLE_NAMES = ("name", "contact", "contact_name", "full_name")
HALF_NAMES = ("first_name", "last_name")
NAMES = (*WHOLE_NAMES, *HALF_NAMES)


@dataclass(frozen=True)
class Part:
    """Rows for one table of the base.

    frame: some of the table's columns, and source_row. source: the table of the case. fill_only: ids that
    are known from elsewhere alone; they never overwrite what is known of them.
    """

    table: str
    source: str
    frame: pd.DataFrame
    fill_only: bool = False


def part(table: str, source: str, frame: pd.DataFrame, columns: Sequence[str]) -> Part:
    """The columns that the case has, beside the row each came from."""
    kept = [name for name in columns if name in frame]
    numbered = frame if "source_row" in frame else with_rows(frame)
    return Part(table, source, numbered[[*kept, "source_row"]])


def with_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the number of each row, from 1, as it was read."""
    return frame.reset_index(drop=True).assign(source_row=np.arange(1, len(frame) + 1))


def pseudonym(salt: str, kind: str, keys: pd.Series) -> pd.Series:
    """Names for people that say nothing about them, the same at every load of the same base.

    >>> pseudonym("salt", "contact", pd.Series(["K1", "K1", "K2"])).nunique()
    2
    """
    return keys.map({key: named(salt, kind, str(key)) for key in keys.dropna().unique()})


def named(salt: str, kind: str, key: str) -> str:
    """One pseudonym: p and sixteen hexadecimal digits."""
    made = blake2b(f"{kind}:{key}".encode("utf-8", "replace"), key=salt.encode(), digest_size=8)
    return f"p{made.hexdigest()}"


def personal(frame: pd.DataFrame) -> pd.DataFrame:
    """What a table says of who somebody is and how to reach them, under the names of `persons`."""
    found = {}
    for name, spellings in PERSONAL.items():
        there = [column for column in frame if str(column).lower() in spellings]
        if there:
            found[name] = frame[there[0]]
    if (names := called(frame)) is not None:
        found["name"] = names
    return pd.DataFrame(found, index=frame.index)


def called(frame: pd.DataFrame) -> pd.Series | None:
    """The names in a table of people; None where it has none.

    >>> called(pd.DataFrame({"last_name": ["Rossi", "Meli"], "first_name": ["Maria", None]})).tolist()
    ['Maria Rossi', 'Meli']
    """
    whole = [name for name in WHOLE_NAMES if name in frame]
    if whole:
        return frame[whole[0]]
    halves = [frame[name].fillna("").astype(str).str.strip() for name in HALF_NAMES if name in frame]
    if not halves:
        return None
    joined = halves[0]
    for half in halves[1:]:
        joined = (joined + " " + half).str.strip()
    return joined.where(joined != "", None)


def traits(frame: pd.DataFrame, known: Sequence[str]) -> pd.Series | None:
    """The other columns of a table as JSON, a row each; what is personal is left out. None where none are."""
    away = {*known, "source_row", *NAMES, *(word for words in PERSONAL.values() for word in words)}
    names = [
        str(name)
        for name in frame
        if str(name).lower() not in away and not str(name).lower().startswith("consent_")
    ]
    if not names:
        return None
    columns = [[_value(value) for value in frame[name].tolist()] for name in names]
    rows = (
        {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for row in zip(*columns, strict=True)
    )
    texts = [json.dumps(row, ensure_ascii=False) if row else None for row in rows]
    return pd.Series(texts, index=frame.index, dtype=object)


def _value(value: object) -> object:
    """A value as JSON has it; None where it is blank."""
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, str | int | float | bool) else str(value)[:19]


def files(case: Case) -> dict[str, str]:
    """Which file each table of the case was read from, as case.toml says; else the table's name."""
    path = case.folder / TOML
    said: dict[Hashable, str] = {}
    if path.is_file():
        declared = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("files", {})
        said = {name: str(entry.get("path", name)) for name, entry in declared.items()}
    return {name: said.get(name, name).replace("\\", "/").rsplit("/", 1)[-1] for name in case.tables}
