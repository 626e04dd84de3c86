"""The documented columns of each vendor: one TOML file a vendor, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.reading import refused
from helpers.reading.headers import header_key
from helpers.reading.settings import near
from helpers.words import _

VENDORS = ("salesforce", "hubspot", "zoho")


@dataclass(frozen=True)
class Thing:
    """One object of a vendor: what it is called there, which table it feeds, its columns.

    columns: our name -> headers, the one it is exported under first. needs: columns without which a file is
    none of these ("a|b": either). signs: headers that hardly any other object has. tool: what imports it.
    """

    kind: str
    called: str
    tool: str
    file: str
    table: str
    needs: tuple[str, ...]
    signs: frozenset[str]
    columns: dict[str, tuple[str, ...]]

    def lacking(self, found: object) -> list[str]:
        """The needs that are not met by the columns found."""
        there: Any = found
        return [need for need in self.needs if not any(name in there for name in need.split("|"))]


@dataclass(frozen=True)
class Vendor:
    """A vendor: its objects by kind, and how its import reads flags, dates and byte order marks.

    id_letters: how many letters of an id tell it from others, 0 for all. days: fields without a time of day.
    """

    key: str
    name: str
    sources: tuple[str, ...]
    bom: bool
    yes: str
    no: str
    date: str
    stamp: str
    id_letters: int
    days: tuple[str, ...]
    won: frozenset[str]
    lost: frozenset[str]
    things: dict[str, Thing]

    @property
    def won_stage(self) -> str:
        """What a won deal is called there."""
        return "Closed Won"


@cache
def vendor(key: str) -> Vendor:
    """The vendor of that name; CaseError with the list of those there are."""
    if key not in VENDORS:
        message = _("no vendor is called “{key}”").format(key=key)
        raise refused(message, near(key, list(VENDORS)))
    said = tomllib.loads((Path(__file__).parent / f"{key}.toml").read_text(encoding="utf-8"))
    things = {kind: _thing(kind, about) for kind, about in said.pop("objects").items()}
    for name in ("won", "lost"):
        said[name] = frozenset(map(header_key, said[name]))
    for name in ("sources", "days"):
        said[name] = tuple(said[name])
    return Vendor(key=key, things=things, **said)


def _thing(kind: str, about: dict[str, Any]) -> Thing:
    columns = {name: tuple(headers) for name, headers in about.pop("columns").items()}
    signs, needs = frozenset(map(header_key, about.pop("signs"))), tuple(about.pop("needs"))
    return Thing(kind=kind, columns=columns, signs=signs, needs=needs, **about)


def columns(key: str) -> pd.DataFrame:
    """The columns a vendor documents, one row each: object, table, column, header, also, needed.

    header: what it is exported under, and where that is our own name, a custom field to create first.
    also: the other spellings that are read.

    >>> deals = columns("hubspot").query("object == 'Deal'").set_index("column")
    >>> deals.loc["stage", "header"], bool(deals.loc["stage", "needed"])
    ('Deal Stage', True)
    """
    rows = [
        {
            "object": thing.called,
            "table": thing.table,
            "column": name,
            "header": headers[0],
            "also": ", ".join(headers[1:]),
            "needed": any(name in need.split("|") for need in thing.needs),
        }
        for thing in vendor(key).things.values()
        for name, headers in thing.columns.items()
    ]
    return pd.DataFrame(rows)


def sources(key: str) -> list[str]:
    """Titles of the documentation that the columns were taken from.

    >>> sources("zoho")[0]
    'Zoho CRM Online Help: Standard Modules & Fields'
    """
    return list(vendor(key).sources)
