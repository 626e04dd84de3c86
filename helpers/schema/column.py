"""What a column and a table of a case are, in plain Python and for pandera."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from helpers.words import _

if TYPE_CHECKING:
    from pandera.pandas import Column as PanderaColumn
    from pandera.pandas import DataFrameSchema

Kind = Literal["id", "text", "date", "stamp", "number", "flag", "scale", "period"]

# What a column of each kind holds.
KINDS: dict[Kind, str] = {
    "id": _("a name for one thing; kept as text, leading zeros and all"),
    "text": _("any text"),
    "date": _("a day"),
    "stamp": _("a day, with its time where you have one; local time"),
    "number": _("a number"),
    "flag": _("1 or 0 (yes/no, true/false, 是/否 are read too)"),
    "scale": _("one of the five Kano answers: 1–5, or in words"),
    "period": _("a date, a number or a label; labels stay in the order they are found"),
}

# Beyond this, whole units are lost in 64-bit sums; such a number is a barcode or a slip, not an amount.
LARGEST = 1e15


@dataclass(frozen=True)
class Column:
    """One standard column: its kind, what it counts in, and one sentence on what it means."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    required: bool = True

    def schema(self) -> "PanderaColumn":
        """The column for pandera; kind and unit travel as metadata."""
        import pandera.pandas as pa

        types = {"id": "str", "text": "str", "number": "float64", "scale": "float64"}
        types |= dict.fromkeys(("date", "stamp"), "datetime64[us]")
        checks = {
            "number": pa.Check.in_range(-LARGEST, LARGEST),
            "flag": pa.Check.isin([0, 1]),
            "scale": pa.Check.isin([1, 2, 3, 4, 5]),
        }
        return pa.Column(
            types.get(self.kind),
            checks=checks.get(self.kind),
            required=self.required,
            nullable=not self.required,
            description=self.meaning,
            metadata={"kind": self.kind, "unit": self.unit},
        )


@dataclass(frozen=True)
class Table:
    """One table of a case. The columns of `key` together must not repeat; `traits` keeps other columns."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    traits: bool = False

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns the table cannot do without."""
        return tuple(column.name for column in self.columns if column.required)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all standard columns, in order."""
        return tuple(column.name for column in self.columns)

    def schema(self) -> "DataFrameSchema":
        """The table for pandera: what it must look like *after* reading, whoever made it.

        What `read_case` hands over passes `schema().validate(frame)`, and so should a table made in code.
        Importing pandera takes a third of a second, so a lesson, which only reads, does not.
        """
        import pandera.pandas as pa

        columns = {column.name: column.schema() for column in self.columns}
        return pa.DataFrameSchema(
            columns, name=self.name, description=self.meaning, unique=list(self.key) or None
        )
