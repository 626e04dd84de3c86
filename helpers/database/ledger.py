"""What the base writes about itself: changes, who was forgotten, what was refused, its version, its salt."""

from datetime import datetime

from sqlalchemy import Identity, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from helpers.database.kinds import STRICT, Key, Whole, WholeOrBlank, Words, WordsOrBlank
from helpers.database.models import Base

COUNTED = {"sqlite_strict": True}


class Audit(Base):
    """Who changed what, from what to what. A load writes one row a table for what is new."""

    __tablename__ = "audit"
    __table_args__ = (Index("audit_row", "table_name", "row_key"), COUNTED)
    audit_id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    table_name: Mapped[Words]
    row_key: Mapped[Words]
    action: Mapped[Words]
    column_name: Mapped[WordsOrBlank]
    old_value: Mapped[WordsOrBlank]
    new_value: Mapped[WordsOrBlank]
    actor: Mapped[Words]
    at: Mapped[datetime]


class Erasure(Base):
    """A person who asked to be forgotten, by pseudonym."""

    __tablename__ = "erasures"
    __table_args__ = (STRICT,)
    person_id: Mapped[Key]
    reason: Mapped[Words]
    actor: Mapped[Words]
    at: Mapped[datetime]


class Tombstone(Base):
    """A salted hash of what must not come back. kind: person, email, phone, name, text (the key of a row).

    words: how many words the value had, so that it is found in running text again.
    """

    __tablename__ = "tombstones"
    __table_args__ = (STRICT,)
    mark: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    words: Mapped[Whole]


class Refusal(Base):
    """A row of a file that the base did not take, and why."""

    __tablename__ = "refusals"
    __table_args__ = (STRICT,)
    table_name: Mapped[Key]
    row_key: Mapped[Key]
    rule: Mapped[Key]
    source_id: Mapped[WholeOrBlank]
    source_row: Mapped[WholeOrBlank]
    reason: Mapped[Words]
    at: Mapped[datetime]


class FieldGroup(Base):
    """A group of fields that the source would collect, and whether we may."""

    __tablename__ = "field_groups"
    __table_args__ = (STRICT,)
    side: Mapped[Key]
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name_en: Mapped[Words]
    name_zh: Mapped[Words]
    lawful_basis: Mapped[Words]
    keep: Mapped[Whole]
    held_in: Mapped[WordsOrBlank]
    note: Mapped[Words]


class Version(Base):
    """The versions that this base has had."""

    __tablename__ = "schema_version"
    __table_args__ = (STRICT,)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    note: Mapped[Words]
    at: Mapped[datetime]


class Salt(Base):
    """What is mixed into pseudonyms and hashes of this base, so that those of another do not match."""

    __tablename__ = "salts"
    __table_args__ = (STRICT,)
    purpose: Mapped[Key]
    value: Mapped[Words]
