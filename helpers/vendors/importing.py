"""An export becomes the tables of a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.reading import Notes, refused
from helpers.reading.finding import Finding, merged
from helpers.vendors import deals as sales
from helpers.vendors import people
from helpers.vendors.catalog import Vendor, vendor
from helpers.vendors.lookups import Accounts, short
from helpers.vendors.service import activities, tickets
from helpers.vendors.shaping import finished
from helpers.vendors.sheets import Sheet, Sheets, read_sheets
from helpers.vendors.values import AS_IT_IS, ORDERS, Reading, one_currency
from helpers.words import _


@dataclass(frozen=True)
class Imported:
    """The tables of a case out of an export, and how they came about.

    guessed: file, object, column, header, samples. consents: contact_id, customer_id, email, consent_email,
    consent_phone, person by person. currency: "" where no amount names one.
    """

    tables: dict[str, pd.DataFrame]
    consents: pd.DataFrame
    guessed: pd.DataFrame
    findings: tuple[Finding, ...]
    currency: str = ""

    @property
    def failed(self) -> bool:
        """Whether something must be mended or said before the tables can be used."""
        return any(found.level == "error" for found in self.findings)


def read_exports(
    paths: Sequence[Path],
    key: str,
    *,
    mapping: Mapping[str, str] | None = None,
    reading: Reading = AS_IT_IS,
) -> Imported:
    """The tables of a case from the exported files of a vendor; the files are only read.

    mapping: our column, or object.column, -> their header. reading: how dates and amounts are written where
    the files do not settle it. What cannot be used is an error in the findings; CaseError for a vendor, an
    option or a column that is not there.
    """
    one = vendor(key)
    check_reading(reading)
    sheets = read_sheets(paths, key, mapping or {}, reading)
    if any(found.level == "error" for found in sheets.findings):
        return Imported({}, pd.DataFrame(), sheets.guessed, tuple(merged(sheets.findings)))
    money = Notes()
    currency = one_currency(_currencies(sheets), money)
    made, consents = _tables(sheets.by_kind, one)
    tables = {name: finished(name, frame, sheets.by_kind, money) for name, frame in made.items()}
    findings = [*sheets.findings, *money.findings]
    for sheet in sheets.by_kind.values():
        findings += sheet.notes.findings
    whole = {name: frame for name, frame in tables.items() if len(frame)}
    return Imported(whole, consents, sheets.guessed, tuple(merged(findings)), currency)


def check_reading(reading: Reading) -> None:
    """CaseError for options that are none."""
    from zoneinfo import ZoneInfo

    if reading.date_order not in ORDERS:
        message = _("--date-order is {said}").format(said=reading.date_order)
        raise refused(message, _("Write dmy (day first) or mdy (month first)."))
    if reading.decimal not in ("", ".", ","):
        message = _("--decimal is {said}").format(said=reading.decimal)
        raise refused(message, _('Write --decimal "." or --decimal ",".'))
    try:
        ZoneInfo(reading.timezone)
    except (ValueError, OSError, KeyError):
        message = _("there is no time zone {said}").format(said=reading.timezone)
        raise refused(message, _("Write one such as Europe/London.")) from None


def _currencies(sheets: Sheets) -> list[str]:
    """The currencies of all amounts: named in their cells, or in a column of currencies."""
    named = {name for sheet in sheets.by_kind.values() for name in sheet.currencies}
    for sheet in sheets.by_kind.values():
        if "currency" in sheet.frame:
            named |= set(sheet.frame["currency"].dropna().str.strip().str.upper().unique())
    return sorted(named)


def _tables(sheets: Mapping[str, Sheet], one: Vendor) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Every table that the sheets feed, not yet in its standard shape; and consents person by person."""
    customers = people.customers(sheets.get("account"), one.id_letters)
    accounts = Accounts.of(customers, letters=one.id_letters)
    persons, alone = people.contacts(sheets.get("contact"), accounts)
    bought, more = _without_account(alone, sheets.get("contact"))
    made, about = _sold(sheets, accounts, one, more)
    made["interactions"] = activities(sheets.get("activity"), accounts, about)
    made["tickets"] = tickets(sheets.get("ticket"), accounts)
    customers = _completed(customers, bought, [*made.values(), persons])
    everybody = pd.concat([part for part in (persons, bought) if len(part)] or [persons], ignore_index=True)
    # Who is set aside is no record of the case, and yet their no is one.
    out = {
        name: pd.concat([people.no_of(made["leads"], name), people.no_of(alone, name)])
        for name in people.CHANNELS
    }
    if "opt_out" in sheets:
        on_list = people.addresses(sheets["opt_out"].frame, "email").dropna()
        out["email"] = pd.concat([out["email"], on_list])
    everybody = people.agreed(everybody, out) if "contact" in sheets else everybody
    for name, no in out.items():
        no_of_all = pd.concat([no, people.no_of(everybody, name)])
        made["leads"] = people.heard(made["leads"], name, no_of_all)
    teller = sheets.get("contact", sheets.get("account"))
    if teller is not None:
        customers = people.with_consents(customers, everybody, teller.notes)
    persons, everybody = (part.drop_duplicates("contact_id") for part in (persons, everybody))
    who = ["contact_id", "customer_id", "email", "consent_email", "consent_phone"]
    return {"customers": customers, "contacts": persons, **made}, everybody.reindex(columns=who)


def _sold(
    sheets: Mapping[str, Sheet], accounts: Accounts, one: Vendor, more: pd.DataFrame
) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """leads (with `more` of them), stages and orders; and which customer each deal is about."""
    lead, sheet = sales.leads(sheets.get("lead"), accounts), sheets.get("opportunity")
    deal = sales.deals(sheet, accounts, one)
    stages = sales.stages(deal, sheets.get("history"))
    made = {
        "leads": _leads(pd.concat([lead, more]) if len(more) else lead, deal, stages),
        "stages": stages,
        "orders": sales.orders(deal, sheet, sheets.get("order"), sheets.get("line"), accounts),
    }
    known = deal.reindex(columns=["lead_id", "customer_id"]).dropna()
    pairs = zip(known["lead_id"], known["customer_id"], strict=True)
    return made, {short(key, one.id_letters): theirs for key, theirs in pairs}


def _without_account(alone: pd.DataFrame, sheet: Sheet | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """People of no account: those who are customers themselves, and those who are leads; others are told."""
    if sheet is None or alone.empty:
        return alone[:0], alone[:0]
    alone = alone[~alone["said"]]  # of the others it was told that their account was not found
    buys = people.lone_buyers(alone)
    bought = alone[buys].assign(customer_id=alone["contact_id"])
    if "lifecycle" in alone:
        rest = alone[~buys].rename(columns={"contact_id": "lead_id"}).assign(converted=0.0)
        kept = rest.columns.intersection(["name", "email", "source", "created_at", "consent_email"])
        return bought, rest[["lead_id", "converted", *kept]]
    if len(alone):
        message, remedy = (
            _("is at no account; the person is set aside"),
            _("Export the account of each person."),
        )
        sheet.notes.notice(message, remedy, column="contact_id", at=alone["contact_id"])
    return bought, alone[:0]


def _leads(lead: pd.DataFrame, deal: pd.DataFrame, stages: pd.DataFrame) -> pd.DataFrame:
    """Leads and deals in one table; what a deal is called and when it should close are traits."""
    if len(deal) and "deal_name" in deal:
        deal = deal.assign(deal_name=deal["deal_name"].mask(deal["deal_name"] == deal["lead_id"]))
    if len(deal) and "closed_on" in deal and len(stages):
        last = deal["lead_id"].map(stages.groupby("lead_id")["entered_at"].max()).dt.normalize()
        is_open = (deal["converted"] == 0) & ~deal["lost"]
        deal = deal.assign(close_date=deal["closed_on"].where(is_open & (deal["closed_on"] != last)))
    frame = sales.merged_leads(lead, deal)
    if "pipeline" in frame and frame["pipeline"].nunique() < 2:
        frame = frame.drop(columns="pipeline")
    return frame


def _completed(
    customers: pd.DataFrame | None, bought: pd.DataFrame, others: Sequence[pd.DataFrame]
) -> pd.DataFrame:
    """Customers with those who buy without an account; where no accounts were exported, those others name."""
    columns = {"contact_id": "customer_id", "created_at": "acquired_on"}
    own = bought.drop(columns="customer_id").rename(columns=columns) if len(bought) else bought[:0]
    own = own[own.columns.intersection(["customer_id", "name", "acquired_on"])]
    if "acquired_on" in own:
        own["acquired_on"] = own["acquired_on"].dt.normalize()
    if customers is None:
        named = pd.concat(
            [part["customer_id"] for part in others if "customer_id" in part and len(part)]
            or [pd.Series(dtype="str")]
        )
        customers = pd.DataFrame({"customer_id": named.dropna().unique()}, dtype="str")
    return pd.concat([customers, own], ignore_index=True) if len(own) else customers
