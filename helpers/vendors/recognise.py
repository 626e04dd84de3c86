"""Which object of which vendor a file holds, told by its headers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.reading.headers import header_key
from helpers.reading.settings import near
from helpers.vendors.catalog import VENDORS, Thing, vendor
from helpers.words import _, listed

# HubSpot has one column for each stage: Date entered "Closed Won (Sales Pipeline)".
_ENTERED = re.compile(r'Date entered ["“](?P<stage>.+?)(?: \([^()]*\))?["”]', re.IGNORECASE)
ENTERED = "entered: "
SIGN, NAMED, REPEATED = 2, 6, 20
SURE = 4  # points below which a file could be anybody's


@dataclass(frozen=True)
class Recognised:
    """A file's object: our column -> their header, headers without a use, how many points spoke for it."""

    thing: Thing
    found: dict[str, str]
    unused: tuple[str, ...]
    points: int


def recognised(
    raw: pd.DataFrame, key: str, *, mapping: Mapping[str, str] | None = None, name: str = ""
) -> list[Recognised]:
    """The objects of a vendor that a file holds: none, one, or lines with the deals they belong to.

    raw: the cells under their headers. mapping: our column, or object.column, -> their header. name: the
    file's.

    >>> raw = pd.DataFrame(columns=["Deal Name", "Account Name", "Stage", "Closing Date"])
    >>> [found.thing.called for found in recognised(raw, "zoho")]
    ['Deal']
    """
    fits = [_fit(raw, thing, mapping or {}, name) for thing in vendor(key).things.values()]
    fits = [fit for fit in fits if fit.points >= SURE and not fit.thing.lacking(fit.found)]
    if not fits:
        return []
    best = max(fits, key=lambda fit: fit.points)
    deals = [fit for fit in fits if fit.thing.kind == "opportunity"]
    return [best, *deals] if best.thing.kind == "line" else [best]


def _fit(raw: pd.DataFrame, thing: Thing, mapping: Mapping[str, str], name: str) -> Recognised:
    """How well a file fits an object."""
    headers = [str(header) for header in raw.columns]
    found = _found(headers, thing, mapping)
    signs = sum(header_key(header) in thing.signs for header in headers)
    points = len(set(found.values())) + SIGN * signs
    called = header_key(thing.called)
    points += NAMED * (called in header_key(name)) + len(called) * (called in header_key(name)) // 8
    first = found.get({"history": "lead_id", "line": "order_id"}.get(thing.kind, ""))
    if first and not thing.lacking(found) and raw[first].duplicated().any():
        points += REPEATED
    if not thing.signs:
        points = 2 * REPEATED if len(headers) == len(found) else 0
    unused = tuple(header for header in headers if header not in found.values())
    return Recognised(thing, found, unused, points)


def _found(headers: Sequence[str], thing: Thing, mapping: Mapping[str, str]) -> dict[str, str]:
    """Our column -> their header: what was said, our name to the letter, then the first spelling there."""
    by_key = {header_key(header): header for header in reversed(headers)}
    theirs = {header_key(header) for name, all_ in thing.columns.items() for header in all_ if header != name}
    found = {}
    for name, spellings in thing.columns.items():
        said = mapping.get(f"{thing.kind}.{name}") or mapping.get(name)
        # Our own name in other letters, unless it is theirs for something else: Discount is a percentage.
        keys = [
            header_key(header) for header in spellings if header != name or header_key(name) not in theirs
        ]
        there = [by_key[spelling] for spelling in keys if spelling in by_key]
        if said in headers:
            found[name] = str(said)
        elif name in headers:
            found[name] = name
        elif there:
            found[name] = there[0]
    if thing.kind == "opportunity":
        entered = {header: _ENTERED.fullmatch(header.strip()) for header in headers}
        found |= {f"{ENTERED}{match['stage']}": header for header, match in entered.items() if match}
    return found


def foreign(raw: pd.DataFrame, fits: Sequence[Recognised], key: str, *, name: str = "") -> bool:
    """Whether a file fits another vendor's object far better than it does these of this one's."""
    own = max((fit.points for fit in fits), default=0)
    others = [fit.points for other in VENDORS if other != key for fit in recognised(raw, other, name=name)]
    return max(others, default=0) > 1.5 * own + SURE


def stranger(raw: pd.DataFrame, key: str, *, name: str = "") -> tuple[str, str]:
    """What to say of a file that holds none of a vendor's objects: the message and the remedy."""
    fits = [(fit, other) for other in VENDORS if other != key for fit in recognised(raw, other, name=name)]
    if fits:
        fit, other = max(fits, key=lambda pair: pair[0].points)
        message = _("is no export of {vendor}; it looks like {called} of {other}")
        names = {"vendor": vendor(key).name, "called": fit.thing.called, "other": vendor(other).name}
        return message.format(**names), _("Run it again with --vendor {key}.").format(key=other)
    things = vendor(key).things.values()
    close = max(things, key=lambda thing: _fit(raw, thing, {}, name).points)
    lacking = [thing_needs(close, need) for need in close.lacking(_fit(raw, close, {}, name).found)]
    if _fit(raw, close, {}, name).points >= SURE and lacking:
        message = _("looks like {called}, and has no {lacking}")
        remedy = _('Export it again with that column, or say which it is: --map "{kind}.{column}=…".')
        column = close.lacking(_fit(raw, close, {}, name).found)[0].split("|")[0]
        return (
            message.format(called=close.called, lacking=listed(lacking)),
            remedy.format(kind=close.kind, column=column),
        )
    known = listed([thing.called for thing in things])
    message = _("is none of {vendor}'s objects: {known}").format(vendor=vendor(key).name, known=known)
    return message, _('Say what a column is: --map "account.customer_id=…".')


def thing_needs(thing: Thing, need: str) -> str:
    """A need in the vendor's words: “Record ID” or “Deal Name”."""
    names = [next(iter(thing.columns[name][1:]), thing.columns[name][0]) for name in need.split("|")]
    return _(" or ").join(f"“{name}”" for name in names)


def unknown_map(mapping: Mapping[str, str], headers: set[str], key: str) -> tuple[str, str] | None:
    """What to say of a map that names a column, of ours or theirs, that is not there; else None."""
    things = vendor(key).things
    ours = {name for thing in things.values() for name in thing.columns}
    ours |= {f"{kind}.{name}" for kind, thing in things.items() for name in thing.columns}
    for name, theirs in mapping.items():
        if name not in ours:
            return _("there is no column “{name}” to fill").format(name=name), near(name, sorted(ours))
        if theirs not in headers:
            return _("no file has a column “{theirs}”").format(theirs=theirs), near(theirs, sorted(headers))
    return None
