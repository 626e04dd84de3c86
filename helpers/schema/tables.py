"""The tables of a case (contract 1), each declared once."""

from helpers.schema.column import Column, Kind, Table
from helpers.words import _


def _of(name: str, kind: Kind, meaning: str, unit: str = "") -> Column:
    return Column(name, kind, meaning, unit)


def _may(name: str, kind: Kind, meaning: str, unit: str = "") -> Column:
    return Column(name, kind, meaning, unit, required=False)


_MONEY = _("currency")
_CUSTOMER = _of("customer_id", "id", _("The customer, by the same id in every table."))
_CUSTOMER_IF_KNOWN = _may("customer_id", "id", _("The customer, where it is known who it is."))
_RESPONDENT = _of("respondent_id", "id", _("The person who answered."))

_ALL = (
    Table(
        "orders",
        _("Order lines: one row for each product on an order. Revenue = quantity × unit_price − discount."),
        (
            _of("order_id", "id", _("The order; several lines may share it.")),
            _CUSTOMER,
            _of("ordered_at", "stamp", _("When it was ordered.")),
            _of("quantity", "number", _("How many; negative for a return."), _("units")),
            _of("unit_price", "number", _("Price of one, before discount."), _MONEY),
            _may("product_id", "id", _("What was ordered.")),
            _may("unit_cost", "number", _("What one cost you."), _MONEY),
            _may("discount", "number", _("Money off the whole line."), _MONEY),
            _may("channel", "text", _("How the order came in.")),
            _may("currency", "text", _("Currency of the line; must be the currency of the case.")),
        ),
    ),
    Table(
        "customers",
        _("One row for each customer."),
        (
            _CUSTOMER,
            _may("name", "text", _("Name of the customer.")),
            _may(
                "customer_type",
                "text",
                _("household, company, small_retailer, retailer, wholesaler, project, internal."),
            ),
            _may("country", "text", _("Country, by code or name.")),
            _may("region", "text", _("Sales region.")),
            _may("channel", "text", _("How the customer usually buys.")),
            _may("acquired_on", "date", _("When they became a customer.")),
            _may("acquisition_cost", "number", _("What winning them cost."), _MONEY),
            _may("service_cost", "number", _("What serving them has cost up to as_of."), _MONEY),
            _may("consent_email", "flag", _("Agreed to be written to by e-mail.")),
            _may("consent_phone", "flag", _("Agreed to be called.")),
            _may("consent_post", "flag", _("Agreed to be written to by post.")),
        ),
        key=("customer_id",),
        traits=True,
    ),
    Table(
        "contacts",
        _("The people at your customers."),
        (
            _of("contact_id", "id", _("The person.")),
            _CUSTOMER,
            _may("name", "text", _("Name of the person.")),
            _may("buying_role", "text", _("Part in the purchase: user, buyer, technical buyer, decider …")),
            _may("level", "text", _("Level in the firm.")),
            _may("relationship", "text", _("outsider, supplier, friend or partner.")),
            _may("email", "text", _("E-mail address.")),
            _may("phone", "text", _("Telephone number.")),
        ),
        key=("contact_id",),
    ),
    Table(
        "products",
        _("One row for each product."),
        (
            _of("product_id", "id", _("The product, as in orders.")),
            _may("name", "text", _("Name of the product.")),
            _may("category", "text", _("Group it belongs to.")),
            _may("list_price", "number", _("Price before anyone negotiates."), _MONEY),
            _may("unit_cost", "number", _("What one costs you."), _MONEY),
        ),
        key=("product_id",),
    ),
    Table(
        "leads",
        _("People and firms who might become customers."),
        (
            _of("lead_id", "id", _("The lead.")),
            _of("converted", "flag", _("Became a customer.")),
            _may("source", "text", _("Where the lead came from.")),
            _may("created_at", "stamp", _("When the lead came in.")),
            _may("converted_at", "stamp", _("When it became a customer.")),
            _may("cost", "number", _("What the lead cost."), _MONEY),
            _CUSTOMER_IF_KNOWN,
            _may("message", "text", _("What they wrote.")),
            _may("reply", "text", _("What you answered.")),
        ),
        key=("lead_id",),
        traits=True,
    ),
    Table(
        "stages",
        _("The way of each lead through the funnel: one row for each stage entered."),
        (
            _of("lead_id", "id", _("The lead, as in leads.")),
            _of("stage", "text", _("Stage of the sale.")),
            _of("entered_at", "stamp", _("When the lead entered the stage.")),
        ),
    ),
    Table(
        "interactions",
        _("Visits, calls, letters: every contact with a customer."),
        (
            _of("interaction_id", "id", _("The contact.")),
            _CUSTOMER,
            _of("at", "stamp", _("When it was.")),
            _may("channel", "text", _("phone, e-mail, visit …")),
            _may("direction", "text", _("in or out.")),
            _may("purpose", "text", _("What it was about.")),
            _may("minutes", "number", _("How long it took."), _("minutes")),
            _may("cost", "number", _("What it cost."), _MONEY),
        ),
        key=("interaction_id",),
    ),
    Table(
        "tickets",
        _("Complaints and requests for service."),
        (
            _of("ticket_id", "id", _("The ticket.")),
            _of("opened_at", "stamp", _("When it was opened.")),
            _CUSTOMER_IF_KNOWN,
            _may("first_reply_at", "stamp", _("When somebody first answered.")),
            _may("resolved_at", "stamp", _("When it was settled.")),
            _may("category", "text", _("What it was about.")),
            _may("severity", "text", _("How bad it was.")),
            _may("reopened", "flag", _("Opened again after it was settled.")),
        ),
        key=("ticket_id",),
    ),
    Table(
        "answers",
        _("Surveys, one row for each answer. Reading adds `score`: the answer as a number, where it is one."),
        (
            _RESPONDENT,
            _of("survey", "text", _("importance, performance, nps, csat, ces, brand or open.")),
            _of("item", "text", _("What was asked.")),
            _of("answer", "text", _("The answer: a number (nps: 0–10), or text in brand and open.")),
            _CUSTOMER_IF_KNOWN,
        ),
    ),
    Table(
        "kano",
        _("Kano questionnaires: how would you feel with the feature, and how without it?"),
        (
            _RESPONDENT,
            _of("feature", "text", _("The feature asked about.")),
            _of(
                "functional",
                "scale",
                _("With it: 1 like, 2 must be so, 3 neutral, 4 can live with it, 5 dislike."),
            ),
            _of("dysfunctional", "scale", _("Without it, on the same scale.")),
        ),
        key=("respondent_id", "feature"),
    ),
    Table(
        "prices",
        _("Van Westendorp's four questions; rows that do not rise from left to right are set aside."),
        (
            _RESPONDENT,
            _of("too_cheap", "number", _("So cheap one would doubt the quality."), _MONEY),
            _of("cheap", "number", _("A bargain."), _MONEY),
            _of("expensive", "number", _("Getting expensive, still worth a thought."), _MONEY),
            _of("too_expensive", "number", _("Too expensive to consider."), _MONEY),
        ),
        key=("respondent_id",),
    ),
    Table(
        "choices",
        _("Choice experiments (conjoint): a row for each alternative shown, with its attributes."),
        (
            _RESPONDENT,
            _of("task", "id", _("The choice task.")),
            _of("alternative", "id", _("The alternative shown.")),
            _of("chosen", "flag", _("It was the one chosen.")),
        ),
        key=("respondent_id", "task", "alternative"),
        traits=True,
    ),
    Table(
        "sales",
        _("The market: sales of each brand, yours and your rivals'."),
        (
            _of("period", "period", _("Week, month or year.")),
            _of("brand", "text", _("The brand.")),
            _of("units", "number", _("How many were sold."), _("units")),
            _may("price", "number", _("Average price paid."), _MONEY),
            _may("promotion", "number", _("Share of the period on promotion, or 1/0."), _("share")),
            _may("revenue", "number", _("Sales in money."), _MONEY),
            _may("store", "text", _("The shop or region counted.")),
        ),
    ),
    Table(
        "spend",
        _("Money put into each channel of promotion, and what came of it."),
        (
            _of("period", "period", _("Week, month or year.")),
            _of("channel", "text", _("fairs, web ads, visits, mailings …")),
            _of("spend", "number", _("What went into the channel."), _MONEY),
            _may("response", "number", _("What came of it: inquiries, leads or orders."), _("responses")),
        ),
        key=("period", "channel"),
    ),
    Table(
        "subscriptions",
        _("Contracts: who is still with you, and for how long."),
        (
            _CUSTOMER,
            _of("ended", "flag", _("Has ended.")),
            _may("tenure", "number", _("How long it has run."), _("months")),
            _may("started_on", "date", _("First day.")),
            _may("ended_on", "date", _("Last day.")),
        ),
        key=("customer_id",),
        traits=True,
    ),
    Table(
        "campaigns",
        _("Win-back campaigns with a control group."),
        (
            _CUSTOMER,
            _of("arm", "text", _("treatment or control.")),
            _of("returned", "flag", _("Came back.")),
            _may("revenue", "number", _("What they then bought."), _MONEY),
            _may("sent_at", "stamp", _("When it was sent.")),
            _may("cost", "number", _("What it cost."), _MONEY),
        ),
        traits=True,
    ),
    Table(
        "calls",
        _("Calls arriving at the service desk, one row for each interval."),
        (
            _of("interval_start", "stamp", _("Start of the interval.")),
            _of("calls", "number", _("Calls that arrived."), _("calls")),
            _may("handle_seconds", "number", _("Mean handling time of a call."), _("seconds")),
        ),
        key=("interval_start",),
    ),
    Table(
        "experiments",
        _("Randomised tests: one row for each unit."),
        (
            _of("unit_id", "id", _("Customer, shop or visitor.")),
            _of("arm", "text", _("treatment or control.")),
            _of("outcome", "number", _("What was measured.")),
        ),
        key=("unit_id",),
    ),
    Table(
        "targets",
        _("The plan, and what came of it."),
        (
            _of("period", "period", _("Week, month or year.")),
            _of("measure", "text", _("What is measured.")),
            _of("plan", "number", _("What was planned.")),
            _may("actual", "number", _("What came of it.")),
        ),
        key=("period", "measure"),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _ALL}
