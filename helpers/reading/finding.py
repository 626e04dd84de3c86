"""What is wrong or worth knowing in a case: where it is, what was found, how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.missing import PlainError
from helpers.words import _, count, listed

EXAMPLES = 3
EMPTY = (_("is empty"), _("Export it again, with its header."))
LONGEST = 40


@dataclass(frozen=True)
class Finding:
    """One thing found, however many rows show it.

    `row` is the row as a person counts it in the file: the header is row 1, in Parquet the first record is;
    `rows` are up to three such rows, `count` is how many there are. `value` is what stands in the first,
    shortened.
    """

    level: Literal["error", "notice"]
    table: str
    file: str
    row: int | None
    column: str
    value: str
    message: str
    remedy: str
    count: int = 1
    rows: tuple[int, ...] = ()

    def __str__(self) -> str:
        """One line: what was found, where, how often, and the remedy.

        >>> bad = Finding("error", "orders", "a.csv", 4, "quantity", "many", "is no number", "Mend it.", 2)
        >>> print(bad)
        a.csv, row 4, quantity: “many” is no number (2 times). Mend it.
        """
        where = [self.file, _("row {row}").format(row=self.row) if self.row else "", self.column]
        found = f"“{self.value}” {self.message}" if self.value else self.message
        place = ", ".join(part for part in where if part)
        sentence = f"{found.removesuffix('.')}{self._often()}. {self.remedy}".rstrip()
        return f"{place}: {sentence}" if place else sentence

    def _often(self) -> str:
        """How often it was found, and up to three rows; nothing where it was found once."""
        if self.count < 2:
            return ""
        rows = [str(row) for row in self.rows]
        if not rows:
            return _(" ({n} times)").format(n=count(self.count))
        where = listed(rows) if self.count <= len(rows) else ", ".join(rows) + " …"
        return _(" ({n} times: rows {rows})").format(n=count(self.count), rows=where)


class CaseError(PlainError):
    """A case that cannot be read as it stands; `findings` hold every reason, and the text lists them."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """`findings`: at least one error; notices are left out of the text."""
        self.findings = tuple(findings)
        errors = [str(found) for found in self.findings if found.level == "error"]
        super().__init__("\n".join(errors))


def refused(message: str, remedy: str, *, file: str = "") -> CaseError:
    """A CaseError for one thing that cannot be done."""
    notes = Notes(file=file)
    notes.error(message, remedy)
    return CaseError(notes.findings)


@dataclass(frozen=True)
class Origin:
    """Where the rows of a table came from: `files` one after the other, each up to its place in `ends` (not
    included), and for every row of the table the row of its file."""

    files: list[str]
    ends: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]

    def of(self, places: Iterable[int]) -> tuple[str, tuple[int, ...]]:
        """The file of the first of these rows of the table, and which rows of that file are among them."""
        numbers = [int(np.searchsorted(self.ends, place, side="right")) for place in places]
        same = [place for place, number in zip(places, numbers, strict=True) if number == numbers[0]]
        return printable(self.files[numbers[0]]), tuple(int(self.rows[place]) for place in same)


@dataclass
class Notes:
    """Collects the findings of one file of one table, or of all its files.

    Offending values come indexed by row of the file or, where there is an `origin`, by row of the table.
    """

    table: str = ""
    file: str = ""
    origin: Origin | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether there is an error among them."""
        return any(found.level == "error" for found in self.findings)

    def error(self, message: str, remedy: str, *, column: str = "", at: pd.Series | None = None) -> None:
        """Note an error; `at` holds the offending values, indexed by row of the file."""
        self._add("error", message, remedy, column, at)

    def notice(
        self, message: str, remedy: str = "", *, column: str = "", at: pd.Series | None = None
    ) -> None:
        """Note something to know that stops nothing."""
        self._add("notice", message, remedy, column, at)

    def _add(
        self, level: Literal["error", "notice"], message: str, remedy: str, column: str, at: pd.Series | None
    ) -> None:
        file, column, message, remedy = (printable(text) for text in (self.file, column, message, remedy))
        found = Finding(level, self.table, file, None, column, "", message, remedy)
        if at is not None and len(at):
            first = [int(place) for place in at.index[:EXAMPLES]]
            file, rows = self.origin.of(first) if self.origin else (file, tuple(first))
            found = replace(found, file=file, row=rows[0], value=shown(at.iloc[0]), count=len(at), rows=rows)
        self.findings.append(found)


def shown(value: object) -> str:
    """A value as it can safely stand in a message: control characters out, and short.

    >>> shown("a\\x1b[31m" + "b" * 50), shown(float("nan")), shown(-3.0), shown(pd.Timestamp("2025-01-05"))
    ('a[31mbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…', '', '-3', '2025-01-05')
    """
    if pd.isna(value):  # type: ignore[call-overload]  # a cell is a scalar
        return ""
    if isinstance(value, float):
        value = f"{value:.15g}"
    if isinstance(value, pd.Timestamp) and value == value.normalize():
        value = f"{value:%Y-%m-%d}"
    text = printable(str(value)[: 4 * LONGEST]).strip()
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def printable(text: str) -> str:
    """Text without the characters that steer a terminal; headers and file names are data too."""
    return text if text.isprintable() else "".join(char for char in text if char.isprintable())


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of one kind put together across files: the first stands for all; errors come first."""
    kinds: dict[tuple[str, ...], Finding] = {}
    for found in findings:
        kind = (found.level, found.table, found.column, found.message)
        first = kinds.get(kind)
        kinds[kind] = found if first is None else replace(first, count=first.count + found.count)
    return sorted(kinds.values(), key=lambda found: found.level)
