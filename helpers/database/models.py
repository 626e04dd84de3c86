"""Who they are: accounts, their people, what they have agreed to, and where each row came from.

Personal data stands in `persons` and nowhere else; other tables know a person by `person_id`, a pseudonym. So
forgetting somebody is one place. A firm's name is no personal data and stands in `accounts`; the name of a
household is, and stands in `persons`.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from helpers.database.kinds import (
    DAY,
    STAMP,
    STRICT,
    Key,
    Number,
    Whole,
    WholeOrBlank,
    Words,
    WordsOrBlank,
    rule,
)
from helpers.words import _

CHANNELS = ("email", "phone", "post")


class Base(DeclarativeBase):
    """All tables of the base. Foreign keys are named, so that a refusal can say which one it was."""

    metadata = MetaData(
        naming_convention={
            "fk": "%(table_name)s_%(column_0_name)s_fk",
            "ix": "%(table_name)s_%(column_0_name)s_index",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: STAMP, date: DAY, str: Text}


class Loaded:
    """Columns of every table that a file fills: which file, and which row of its table as it was read.

    Blank where the row was written by hand: then the audit says by whom.
    """

    source_id: Mapped[WholeOrBlank]
    source_row: Mapped[WholeOrBlank]


class Source(Base):
    """A file that was loaded."""

    __tablename__ = "sources"
    __table_args__ = (UniqueConstraint("case_name", "table_name", "file", name="sources_file"), STRICT)
    source_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_name: Mapped[Words]
    table_name: Mapped[Words]
    file: Mapped[Words]
    loaded_at: Mapped[datetime]
    rows: Mapped[Whole]


class Person(Loaded, Base):
    """A person, or the front desk of a firm: how to reach them. The one place of personal data."""

    __tablename__ = "persons"
    __table_args__ = (
        rule("persons_kind", "kind IN ('person', 'desk')", _("kind is person or desk.")),
        STRICT,
    )
    person_id: Mapped[Key]
    kind: Mapped[Words]
    name: Mapped[WordsOrBlank]
    email: Mapped[WordsOrBlank]
    phone: Mapped[WordsOrBlank]
    street: Mapped[WordsOrBlank]
    city: Mapped[WordsOrBlank]
    postcode: Mapped[WordsOrBlank]
    country: Mapped[WordsOrBlank]


class Account(Loaded, Base):
    """A customer: a firm, perhaps with a parent, or a household. traits: other columns, as JSON."""

    __tablename__ = "accounts"
    __table_args__ = (
        rule(
            "accounts_parent",
            "parent_id <> account_id",
            _("An account cannot be its own parent: leave parent_id empty, or name another account."),
        ),
        rule(
            "accounts_acquisition_cost",
            "acquisition_cost >= 0",
            _("acquisition_cost is below zero: winning somebody costs nothing or more."),
        ),
        STRICT,
    )
    account_id: Mapped[Key]
    parent_id: Mapped[str | None] = mapped_column(
        ForeignKey("accounts.account_id", deferrable=True, initially="DEFERRED"), index=True
    )
    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.person_id"), index=True)
    name: Mapped[WordsOrBlank]
    account_type: Mapped[WordsOrBlank]
    country: Mapped[WordsOrBlank]
    region: Mapped[WordsOrBlank]
    channel: Mapped[WordsOrBlank]
    acquired_on: Mapped[date | None]
    acquisition_cost: Mapped[Number]
    service_cost: Mapped[Number]
    traits: Mapped[WordsOrBlank]


class Contact(Loaded, Base):
    """What part a person plays at an account."""

    __tablename__ = "contacts"
    __table_args__ = (STRICT,)
    contact_id: Mapped[Key]
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.account_id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("persons.person_id"), index=True)
    buying_role: Mapped[WordsOrBlank]
    level: Mapped[WordsOrBlank]
    relationship: Mapped[WordsOrBlank]


class Consent(Loaded, Base):
    """What somebody said about being written to or called, when, and to whom.

    direct: 1 = said to us by them, 0 = stood in a file. A file has one statement an account and channel,
    dated with the file's last day.
    """

    __tablename__ = "consents"
    __table_args__ = (
        rule(
            "consents_channel",
            "channel IN ({})".format(", ".join(f"'{name}'" for name in CHANNELS)),
            _("Consent is known for the channels email, phone and post: write one of these."),
        ),
        rule("consents_given", "given IN (0, 1)", _("given is 1 for yes and 0 for no.")),
        rule("consents_direct", "direct IN (0, 1)", _("direct is 1 (said to us) or 0 (from a file).")),
        rule(
            "consents_subject",
            "(account_id IS NULL) <> (person_id IS NULL)",
            _("A consent is that of one account or of one person: fill account_id or person_id, not both."),
        ),
        STRICT,
    )
    consent_id: Mapped[Key]
    account_id: Mapped[str | None] = mapped_column(ForeignKey("accounts.account_id"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.person_id"), index=True)
    channel: Mapped[Words]
    given: Mapped[Whole]
    at: Mapped[datetime]
    source: Mapped[Words]
    direct: Mapped[Whole]
