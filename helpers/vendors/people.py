"""Customers and contacts from accounts and people, and who may be written to.

Whoever opted out once, in any record with the same address, has opted out.
"""

from collections.abc import Callable, Mapping

import pandas as pd

from helpers.reading.columns import as_text
from helpers.reading.finding import Notes
from helpers.vendors.lookups import Accounts, phone_key, short
from helpers.vendors.sheets import Sheet
from helpers.vendors.values import flags
from helpers.words import _, count

# Ways to reach a person, each with what makes two of its addresses the same.
CHANNELS: dict[str, Callable[[str], str]] = {"email": lambda mail: mail.strip().lower(), "phone": phone_key}
BOUGHT = ("customer", "evangelist", "客户")


def full_names(frame: pd.DataFrame) -> pd.Series:
    """Names in one: as they stand, else first and last name; Chinese ones without a blank between.

    >>> full_names(pd.DataFrame({"first_name": ["Ute", "伟"], "last_name": ["Garlstorf", "王"]})).tolist()
    ['Ute Garlstorf', '王伟']
    """
    nothing = pd.Series(None, index=frame.index, dtype="str")
    first, last = frame.get("first_name", nothing), frame.get("last_name", nothing)
    western = (first.fillna("") + " " + last.fillna("")).str.strip()
    chinese = last.str.contains(r"[一-鿿]").fillna(False).astype(bool)
    joined = western.mask(chinese, last.fillna("") + first.fillna(""))
    whole: pd.Series = frame.get("name", nothing).fillna(joined.where(joined != ""))
    return whole


def with_ids(sheet: Sheet, column: str, prefix: str, *, by: str = "") -> pd.DataFrame:
    """The sheet's rows, each with an id of its own: what is blank is made, what repeats is told and left out.

    by: a column that can stand in where it differs from row to row, such as an address.
    """
    frame = sheet.frame.copy()
    if column not in frame:
        stand_in = frame[by] if by in frame else pd.Series(None, index=frame.index, dtype="str")
        frame[column] = stand_in.mask(stand_in.duplicated(keep=False))
        message = _("no column says the {column}; ids are made")
        sheet.notes.notice(message.format(column=column), column=column)
    blank = frame[column].isna()
    made = pd.Series([f"{prefix}{place + 1:06d}" for place in frame.index], index=frame.index)
    frame[column] = frame[column].fillna(made) if blank.any() else frame[column]
    again = frame[column].duplicated()
    if again.any():
        message = _("stands there twice; the first record is kept, and an opt-out in any of them")
        remedy = _("Merge the two records in the CRM.")
        sheet.notes.notice(message, remedy, column=column, at=frame.loc[again, column])
    return frame


def said_no(frame: pd.DataFrame) -> pd.DataFrame:
    """consent_email and consent_phone of each record: 0 opted out, 1 not, missing where nothing is said."""
    nothing = pd.Series(float("nan"), index=frame.index)
    email = pd.DataFrame(
        {
            "own": frame.get("consent_email", nothing),
            "out": 1 - frame.get("opted_out", nothing),
            "marketing": frame.get("marketing_status", nothing),
        }
    )
    phone = pd.DataFrame(
        {"own": frame.get("consent_phone", nothing), "out": 1 - frame.get("do_not_call", nothing)}
    )
    return pd.DataFrame({"consent_email": email.min(axis=1), "consent_phone": phone.min(axis=1)})


def customers(account: Sheet | None, letters: int) -> pd.DataFrame | None:
    """Customers from accounts, one row each; None where there is no list of accounts."""
    if account is None:
        return None
    frame = with_ids(account, "customer_id", "A", by="name")
    key = frame["customer_id"].map(lambda said: short(said, letters))
    frame = frame.assign(**said_no(frame))
    for name in ("consent_email", "consent_phone"):
        frame[name] = frame.groupby(key)[name].transform("min")
    frame = frame[~key.duplicated()]
    if "name" in frame:  # a nameless account is exported under its id
        frame["name"] = frame["name"].mask(frame["name"] == frame["customer_id"])
    return frame.drop(columns=["opted_out", "do_not_call", "currency"], errors="ignore")


def contacts(sheet: Sheet | None, accounts: Accounts) -> tuple[pd.DataFrame, pd.DataFrame]:
    """People at customers, and people at none.

    The first keeps all columns of people, with contact_id, customer_id, name and consents; the second has
    no customer_id, and in `said` whether they name an account that was not found.
    """
    if sheet is None:
        empty = pd.DataFrame(
            {name: pd.Series(dtype="str") for name in ("contact_id", "customer_id", "email")}
        )
        return empty, empty
    frame = with_ids(sheet, "contact_id", "P", by="email")
    if not {"opted_out", "marketing_status", "consent_email"} & set(frame.columns):
        message = _("no column says who opted out of e-mail, so nobody's consent is known")
        sheet.notes.notice(message, _("Export it too, before anybody is written to."))
    said = frame.columns.intersection(["customer_id", "account_name"])
    frame = frame.assign(said=frame[said].notna().any(axis=1), name=full_names(frame))
    frame["customer_id"] = accounts.of_rows(frame, sheet.notes)
    frame = frame.assign(**said_no(frame))
    if "email" not in frame:
        frame["email"] = pd.Series(None, index=frame.index, dtype="str")
    return frame[frame["customer_id"].notna()], frame[frame["customer_id"].isna()]


def addresses(records: pd.DataFrame, channel: str) -> pd.Series:
    """The mails or telephone numbers of records, made comparable; missing where there is none."""
    if channel not in records:
        return pd.Series(None, index=records.index, dtype="str")
    keys = as_text(records[channel]).map(CHANNELS[channel], na_action="ignore").astype("str")
    return keys.mask(keys == "")


def no_of(records: pd.DataFrame, channel: str) -> pd.Series:
    """The addresses, made comparable, in records that said no to a channel.

    A word that is neither yes nor no is a no too: it is safer to leave somebody in peace.
    """
    if f"consent_{channel}" not in records:
        return pd.Series(dtype="str")
    said, odd = flags(records[f"consent_{channel}"])
    return addresses(records, channel)[(said == 0) | odd].dropna()


def heard(records: pd.DataFrame, channel: str, no: pd.Series) -> pd.DataFrame:
    """Records, opted out of a channel where their address is among those that said no."""
    if channel not in records:
        return records
    said = records.get(f"consent_{channel}", pd.Series(float("nan"), index=records.index))
    same = addresses(records, channel).isin(no)
    return records.assign(**{f"consent_{channel}": said.mask(same, 0.0)})


def agreed(people: pd.DataFrame, no: Mapping[str, pd.Series]) -> pd.DataFrame:
    """The people with consents settled: one no for an address or an id is a no in all of its records.

    no: channel -> addresses that said no elsewhere, made comparable.
    """
    mail = addresses(people, "email")
    for channel in CHANNELS:
        name, before = f"consent_{channel}", None
        # A no goes from record to record until nobody is left whom it reaches.
        while before is None or not people[name].equals(before):
            before = people[name]
            # A telephone is often shared: a no is everybody's on it, a yes is only whose it was.
            people = heard(people, channel, pd.concat([no[channel], no_of(people, channel)]))
            for same in (people["contact_id"], mail):
                least = people.groupby(same)[name].transform("min")
                people[name] = people[name].where(same.isna() | least.isna(), least)
    return people


def with_consents(customers: pd.DataFrame, people: pd.DataFrame, notes: Notes) -> pd.DataFrame:
    """Customers with the consents of their people: one no is the customer's no."""
    for name in ("consent_email", "consent_phone"):
        if name not in people:
            continue
        theirs = customers["customer_id"].map(people.groupby("customer_id")[name].min())
        own = customers.get(name, pd.Series(float("nan"), index=customers.index))
        customers = customers.assign(**{name: pd.concat([own, theirs], axis=1).min(axis=1)})
    said = customers.get("consent_email", pd.Series(dtype="float64"))
    no = int((said == 0).sum())
    if said.notna().any():
        message = _(
            "of {all} customers {n} opted out of e-mail, or one of their people did. "
            "Not opted out is read as consent_email = 1; whether they ever said yes, your records must show"
        )
        told = message.format(n=count(no), all=count(len(customers)))
        notes.notice(told, column="consent_email")
    return customers


def lone_buyers(alone: pd.DataFrame) -> pd.Series:
    """Which people without an account are customers themselves, by their lifecycle stage."""
    if "lifecycle" not in alone:
        return pd.Series(False, index=alone.index)
    return alone["lifecycle"].str.lower().isin(BOUGHT).fillna(False).astype(bool)
