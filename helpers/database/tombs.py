"""Who was forgotten, as salted hashes: enough to know them again in a file, and to keep them out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Text, select

from helpers.database.parts import Part
from helpers.database.schema import TABLES

ERASED = "[erased]"
NAMING = ("name", "email", "phone")
EDGE = re.compile(r"^\W+|\W+$")


def length(value: str) -> int:
    """How many words a value has; below zero the number of its signs, where the script has no blanks.

    >>> length("Henrike Tormählen"), length("王伟")
    (2, -2)
    """
    chinese = any("\u2e80" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7af" for sign in value)
    return -len(value) if chinese and " " not in value else len(plain(value))


def plain(value: str) -> list[str]:
    """The words of a value, as they are compared: small letters, no marks at their ends.

    >>> plain("Dear Henrike Tormählen, hello"), plain("0049 40 0118-12")
    (['dear', 'henrike', 'tormählen', 'hello'], ['0049', '40', '0118-12'])
    """
    return [word for part in value.casefold().split() if (word := EDGE.sub("", part))]


@dataclass(frozen=True)
class Tombs:
    """The hashes of a base and its salt. marks: kind:hash. lengths: how many words their values have."""

    salt: str
    marks: frozenset[str] = frozenset()
    lengths: tuple[int, ...] = ()

    @classmethod
    def read(cls, connection: Connection, salt: str) -> "Tombs":
        """All of a base."""
        tombs = TABLES["tombstones"].c
        rows = connection.execute(select(tombs.kind, tombs.mark, tombs.words)).all()
        lengths = sorted({words for kind, __, words in rows if kind in NAMING})
        return cls(salt, frozenset(f"{kind}:{mark}" for kind, mark, __ in rows), tuple(lengths))

    def mark(self, value: str) -> str:
        """The hash of a value, however it is spaced and spelt."""
        return self._hash(" ".join(plain(value)))

    def _hash(self, words: str) -> str:
        key = self.salt.encode()
        return blake2b(words.encode("utf-8", "replace"), key=key, digest_size=16).hexdigest()

    @cached_property
    def naming(self) -> frozenset[str]:
        """The hashes of names, mails and telephones alone."""
        split = (mark.partition(":") for mark in self.marks)
        return frozenset(mark for kind, __, mark in split if kind in NAMING)

    def holds(self, kind: str, value: object) -> bool:
        """Whether a value of that kind was erased."""
        return isinstance(value, str) and f"{kind}:{self.mark(value)}" in self.marks

    def named_in(self, text: object) -> bool:
        """Whether a text names somebody who was forgotten: their name, mail or telephone, word for word."""
        if not isinstance(text, str):
            return False
        return any(self._hash(run) in self.naming for run in self._runs(text))

    def _runs(self, text: str) -> Iterator[str]:
        """Every run of as many words (below zero: of as many signs) as an erased value has."""
        words, signs = plain(text), text.casefold()
        for length in self.lengths:
            if length > 0:
                yield from (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
            else:
                yield from (signs[at : at - length] for at in range(len(signs) + length + 1))


def kept_out(one: Part, tombs: Tombs) -> Part:
    """A part of a load without those who were forgotten: their rows, and texts that name them."""
    if not tombs.marks or one.fill_only or one.table == "order_lines":
        return one
    frame = one.frame.copy()
    if "person_id" in frame:
        gone = _flags(tombs.holds("person", value) for value in frame["person_id"])
        if one.table == "persons":
            frame, gone = _persons(frame, gone, tombs)
        if one.table in ("persons", "contacts", "consents"):
            frame = frame[~gone]
        else:
            blank = [name for name in ("person_id", "name", "traits") if name in frame]
            frame.loc[gone, blank] = None
            frame.loc[gone, [name for name in ("message", "reply") if name in frame]] = ERASED
    return replace(one, frame=_texts(one.table, frame, tombs))


def _persons(frame: pd.DataFrame, gone: np.ndarray, tombs: Tombs) -> tuple[pd.DataFrame, np.ndarray]:
    """Also who comes under another key with the same mail; a front desk, or a colleague with the same
    telephone, only loses that.
    """
    person = (frame["kind"] == "person").to_numpy()
    for name in ("email", "phone"):
        if name in frame:
            known = _flags(tombs.holds(name, value) for value in frame[name])
            if name == "email":
                gone = gone | (known & person)
            frame.loc[known, name] = None
    return frame, gone


def _texts(table: str, frame: pd.DataFrame, tombs: Tombs) -> pd.DataFrame:
    """Texts that name a forgotten person, or that were erased before, are replaced whole."""
    declared = TABLES[table]
    kept = {column.name for column in declared.primary_key} | {
        key.parent.name for key in declared.foreign_keys
    }
    keys = [column.name for column in declared.primary_key if column.name in frame]
    for name in frame:
        if name in kept or name == "source_row" or not isinstance(declared.c[str(name)].type, Text):
            continue
        values = frame[name]
        hit = values.isin([value for value in values.dropna().unique() if tombs.named_in(value)]).to_numpy()
        if any(mark.startswith("text:") for mark in tombs.marks):
            rows = frame[keys].astype(str).agg(" ".join, axis=1)
            struck = _flags(tombs.holds("text", f"{table} {name} {row}") for row in rows)
            hit = hit | (struck & values.notna().to_numpy())
        if hit.any():
            frame[name] = values.astype(object).mask(hit, ERASED)
    return frame


def _flags(values: Iterable[bool] | Iterator[bool]) -> np.ndarray:
    return np.fromiter(values, dtype=bool)
