"""What happened with them: leads and their way to an order, contacts, orders, tickets, campaigns.

An opportunity is a lead that has entered a stage, under the lead's id. Where a case has no table of
opportunities (contract 1 has none) it is derived: **won** where the lead converted; **open** where its last
stage was entered in the 90 days before the last day of the case; else **lost**, which is a presumption, for
nobody writes down the day on which a buyer fell silent. amount: the column `amount` or `value` of the leads
where there is one; else, of the won, what the first order brought; else blank.
"""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from helpers.database.kinds import STRICT, Amount, Key, Number, Whole, WholeOrBlank, Words, WordsOrBlank, rule
from helpers.database.models import Base, Loaded
from helpers.words import _

ACCOUNT = "accounts.account_id"


class Product(Loaded, Base):
    """What is sold."""

    __tablename__ = "products"
    __table_args__ = (STRICT,)
    product_id: Mapped[Key]
    name: Mapped[WordsOrBlank]
    category: Mapped[WordsOrBlank]
    list_price: Mapped[Number]
    unit_cost: Mapped[Number]


class Lead(Loaded, Base):
    """Somebody who might become a customer. traits: other columns of the file, as JSON."""

    __tablename__ = "leads"
    __table_args__ = (
        rule("leads_converted", "converted IN (0, 1)", _("converted is 1 for yes and 0 for no.")),
        rule(
            "leads_dates",
            "converted_at >= created_at",
            _("A lead cannot become a customer before it came in: look at created_at and converted_at."),
        ),
        STRICT,
    )
    lead_id: Mapped[Key]
    account_id: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.person_id"), index=True)
    source: Mapped[WordsOrBlank]
    created_at: Mapped[datetime | None]
    converted: Mapped[Whole]
    converted_at: Mapped[datetime | None]
    cost: Mapped[Number]
    message: Mapped[WordsOrBlank]
    reply: Mapped[WordsOrBlank]
    traits: Mapped[WordsOrBlank]


class Stage(Loaded, Base):
    """The stages of a sale, in order: 1 is the first. No opportunity stands outside this list."""

    __tablename__ = "stages"
    __table_args__ = (
        rule("stages_position", "position >= 1", _("position counts the stages from 1.")),
        STRICT,
    )
    stage: Mapped[Key]
    position: Mapped[Whole]


class Opportunity(Loaded, Base):
    """A sale that may come."""

    __tablename__ = "opportunities"
    __table_args__ = (
        rule(
            "opportunities_status",
            "status IN ('open', 'won', 'lost')",
            _("An opportunity is open, won or lost: write one of these as status."),
        ),
        rule(
            "opportunities_probability",
            "probability BETWEEN 0 AND 1",
            _("probability is a fraction between 0 and 1: write 0.8 for 80%."),
        ),
        rule("opportunities_amount", "amount >= 0", _("amount is below zero: write what may be won.")),
        rule(
            "opportunities_dates",
            "closed_at >= opened_at",
            _("An opportunity cannot close before it opens: look at opened_at and closed_at."),
        ),
        STRICT,
    )
    opportunity_id: Mapped[Key]
    lead_id: Mapped[str | None] = mapped_column(ForeignKey("leads.lead_id"), index=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    stage: Mapped[str] = mapped_column(ForeignKey("stages.stage"))
    status: Mapped[Words]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    amount: Mapped[Number]
    probability: Mapped[Number]


class StageEntry(Loaded, Base):
    """When an opportunity entered a stage."""

    __tablename__ = "stage_history"
    __table_args__ = (rule("stage_history_step", "step >= 1", _("step counts from 1.")), STRICT)
    opportunity_id: Mapped[str] = mapped_column(ForeignKey("opportunities.opportunity_id"), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stage: Mapped[str] = mapped_column(ForeignKey("stages.stage"))
    entered_at: Mapped[datetime]


class Activity(Loaded, Base):
    """A visit, a call, a letter."""

    __tablename__ = "activities"
    __table_args__ = (
        rule(
            "activities_minutes",
            "minutes >= 0",
            _("minutes is below zero: a contact takes no time or some."),
        ),
        rule("activities_cost", "cost >= 0", _("cost is below zero: a contact costs nothing or something.")),
        STRICT,
    )
    activity_id: Mapped[Key]
    account_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT), index=True)
    at: Mapped[datetime]
    channel: Mapped[WordsOrBlank]
    direction: Mapped[WordsOrBlank]
    purpose: Mapped[WordsOrBlank]
    minutes: Mapped[Number]
    cost: Mapped[Number]
    note: Mapped[WordsOrBlank]


class Order(Loaded, Base):
    """An order, with the number of its lines and its revenue: quantity × unit_price − discount, added up."""

    __tablename__ = "orders"
    __table_args__ = (
        rule("orders_lines", "lines >= 0", _("lines counts the lines of an order: 0 or more.")),
        STRICT,
    )
    order_id: Mapped[Key]
    account_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT), index=True)
    ordered_at: Mapped[datetime]
    channel: Mapped[WordsOrBlank]
    currency: Mapped[WordsOrBlank]
    lines: Mapped[Whole]
    revenue: Mapped[Amount]


class OrderLine(Loaded, Base):
    """A line of an order; line_no counts within the order, as in the file. Returns are negative."""

    __tablename__ = "order_lines"
    __table_args__ = (rule("order_lines_no", "line_no >= 1", _("line_no counts from 1.")), STRICT)
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.order_id"), primary_key=True)
    line_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    product_id: Mapped[str | None] = mapped_column(ForeignKey("products.product_id"))
    quantity: Mapped[Number]
    unit_price: Mapped[Number]
    unit_cost: Mapped[Number]
    discount: Mapped[Number]


class Ticket(Loaded, Base):
    """A complaint or a request for service."""

    __tablename__ = "tickets"
    __table_args__ = (
        rule(
            "tickets_first_reply",
            "first_reply_at >= opened_at",
            _("A ticket cannot be answered before it is opened: look at opened_at and first_reply_at."),
        ),
        rule(
            "tickets_resolved",
            "resolved_at >= opened_at",
            _("A ticket cannot be settled before it is opened: look at opened_at and resolved_at."),
        ),
        rule("tickets_reopened", "reopened IN (0, 1)", _("reopened is 1 for yes and 0 for no.")),
        STRICT,
    )
    ticket_id: Mapped[Key]
    account_id: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    opened_at: Mapped[datetime]
    first_reply_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    category: Mapped[WordsOrBlank]
    severity: Mapped[WordsOrBlank]
    reopened: Mapped[WholeOrBlank]
    note: Mapped[WordsOrBlank]


class Campaign(Loaded, Base):
    """A mailing; named by the day on which it went out."""

    __tablename__ = "campaigns"
    __table_args__ = (STRICT,)
    campaign_id: Mapped[Key]
    name: Mapped[WordsOrBlank]
    sent_at: Mapped[datetime | None]


class Member(Loaded, Base):
    """An account in a campaign, or in its control group; member_no counts where it is in it twice."""

    __tablename__ = "campaign_members"
    __table_args__ = (
        rule("campaign_members_returned", "returned IN (0, 1)", _("returned is 1 for yes and 0 for no.")),
        rule("campaign_members_cost", "cost >= 0", _("cost is below zero: a letter costs something.")),
        STRICT,
    )
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.campaign_id"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT), primary_key=True, index=True)
    member_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    arm: Mapped[Words]
    returned: Mapped[Whole]
    revenue: Mapped[Number]
    cost: Mapped[Number]
