"""The kinds of column of the CRM database, the same on SQLite and PostgreSQL."""

from typing import Annotated, Any

from sqlalchemy import CheckConstraint, Date, DateTime, Double, Integer, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import mapped_column

# What a person reads where a rule of that name says no. Filled by `rule` as the tables are declared.
SENTENCES: dict[str, str] = {}
# SQLite's strict tables, which refuse text in a column of numbers as PostgreSQL does; these have no row id,
# so that a row lies beside its neighbours by key.
STRICT = {"sqlite_strict": True, "sqlite_with_rowid": False}


class IsoStamp(sqlite.DATETIME):
    """A stamp as ISO text to the second, which sorts as it should and which a strict table takes."""

    def __init__(self, **options: Any) -> None:
        # The library leaves this method without types.
        super().__init__(truncate_microseconds=True, **options)  # type: ignore[no-untyped-call]


class IsoDay(sqlite.DATE):
    """A day as ISO text."""


class Real(Double[float]):
    """A number with decimals."""


@compiles(IsoStamp, "sqlite")
@compiles(IsoDay, "sqlite")
@compiles(Real, "sqlite")
def _strict_name(kind: Any, compiler: Any, **options: Any) -> str:
    """The few names that a strict table knows."""
    return "REAL" if isinstance(kind, Real) else "TEXT"


STAMP = DateTime().with_variant(IsoStamp(), "sqlite")
DAY = Date().with_variant(IsoDay(), "sqlite")  # type: ignore[no-untyped-call]

Key = Annotated[str, mapped_column(Text, primary_key=True)]
Number = Annotated[float | None, mapped_column(Real)]
Amount = Annotated[float, mapped_column(Real)]
Whole = Annotated[int, mapped_column(Integer)]
WholeOrBlank = Annotated[int | None, mapped_column(Integer)]
Words = Annotated[str, mapped_column(Text)]
WordsOrBlank = Annotated[str | None, mapped_column(Text)]


def rule(name: str, says: str, sentence: str) -> CheckConstraint:
    """A condition that every row must meet, and the sentence that a person reads where one does not.

    name: table_what, unique in the base. says: SQL that both engines read; a blank passes.
    """
    SENTENCES[name] = sentence
    return CheckConstraint(says, name=name)
