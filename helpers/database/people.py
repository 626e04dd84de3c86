"""From a case: accounts, persons, contacts and consents."""

from collections.abc import Iterator

import pandas as pd

from helpers.case import Case
from helpers.database.models import CHANNELS
from helpers.database.parts import Part, part, personal, pseudonym, traits, with_rows
from helpers.reading.columns import as_text
from helpers.reading.numbers import blank
from helpers.reading.words import YES
from helpers.schema import TABLES

# Types of customer that are a person; so is one of whom nobody says what they are.
HOUSEHOLDS = ("household", "consumer", "private", "person", "individual", "家庭", "个人", "")
# A file whose case knows no day says nothing about when somebody agreed: any no is later.
UNDATED = pd.Timestamp("1970-01-01")
# Tables that name customers; what they alone name is an account of which nothing else is known.
NAMING = ("orders", "contacts", "leads", "interactions", "tickets", "campaigns", "subscriptions")


def people(case: Case, salt: str) -> Iterator[Part]:
    """Parts of persons, accounts, contacts and consents, so ordered that each finds what it refers to."""
    customers, contacts = case.table("customers"), case.table("contacts")
    if customers is not None:
        yield from _customers(with_rows(customers), salt)
    for name in NAMING:
        frame = case.table(name)
        if frame is not None and "customer_id" in frame:
            bare = with_rows(frame[["customer_id"]].rename(columns={"customer_id": "account_id"}))
            bare = bare.dropna(subset="account_id").drop_duplicates("account_id")
            yield Part("accounts", name, bare, fill_only=True)
    if contacts is not None:
        yield from _contacts(with_rows(contacts), salt)
    at = UNDATED if case.as_of is None else case.as_of
    for source, frame, subject, key in (
        ("customers", customers, "account_id", "customer_id"),
        ("contacts", contacts, "person_id", "contact_id"),
    ):
        if frame is not None:
            yield from consents(with_rows(frame), source, subject, key, at=at, salt=salt)


def _customers(customers: pd.DataFrame, salt: str) -> Iterator[Part]:
    """Persons and accounts of the table of customers."""
    ids = customers["customer_id"]
    kind = customers.get("customer_type", pd.Series("", index=customers.index, dtype=str))
    private = kind.fillna("").str.lower().isin(HOUSEHOLDS)
    reach = personal(customers)
    if "name" in reach:
        reach["name"] = reach["name"].where(private)
    if "country" in customers and len(reach.columns):
        reach["country"] = customers["country"]
    told = reach.drop(columns="country", errors="ignore").notna().any(axis=1)
    person = pseudonym(salt, "account", ids).where(told, None)
    reach = reach.assign(
        person_id=person,
        kind=private.map({True: "person", False: "desk"}),
        source_row=customers["source_row"],
    )
    yield part("persons", "customers", reach[told], list(reach.columns.drop("source_row")))
    accounts = customers.rename(columns={"customer_id": "account_id", "customer_type": "account_type"})
    accounts["person_id"] = person
    if "name" in accounts:
        accounts["name"] = customers["name"].where(~private)
    accounts["parent_id"] = parents(customers)
    others = traits(customers, [*TABLES["customers"].names, "parent_id"])
    if others is not None:
        accounts["traits"] = others
    yield part("accounts", "customers", accounts, ACCOUNT_COLUMNS)


ACCOUNT_COLUMNS = [
    "account_id", "parent_id", "person_id", "name", "account_type", "country", "region", "channel",
    "acquired_on", "acquisition_cost", "service_cost", "traits",
]  # fmt: skip


def parents(customers: pd.DataFrame) -> pd.Series:
    """The trait parent_id, where it names another customer of the table and leads round in no circle.

    >>> frame = pd.DataFrame({"customer_id": ["a", "b", "c"], "parent_id": ["b", "a", "a"]})
    >>> parents(frame).tolist()
    [None, None, 'a']
    """
    ids = customers["customer_id"].astype(object)
    if "parent_id" not in customers:
        return pd.Series(None, index=customers.index, dtype=object)
    said = customers["parent_id"].astype(object)
    known = said.where(said.isin(set(ids)) & (said != ids), None)
    parent = dict(zip(ids, known, strict=True))
    circular = {one for one in ids if _comes_back(one, parent)}
    return known.where(~ids.isin(circular), None)


def _comes_back(start: str, parent: dict[str, str | None]) -> bool:
    """Whether going up from an account leads to it again."""
    seen, here = {start}, parent[start]
    while here is not None and here not in seen:
        seen.add(here)
        here = parent[here]
    return here == start


def _contacts(contacts: pd.DataFrame, salt: str) -> Iterator[Part]:
    """Persons and their part at an account."""
    reach = personal(contacts)
    person = pseudonym(salt, "contact", contacts["contact_id"])
    reach = reach.assign(person_id=person, kind="person", source_row=contacts["source_row"])
    yield part("persons", "contacts", reach, list(reach.columns.drop("source_row")))
    frame = contacts.rename(columns={"customer_id": "account_id"}).assign(person_id=person)
    columns = ["contact_id", "account_id", "person_id", "buying_role", "level", "relationship"]
    yield part("contacts", "contacts", frame, columns)


def consents(  # noqa: PLR0913 – a table, whose it is, and when it was said
    frame: pd.DataFrame, source: str, subject: str, key: str, *, at: pd.Timestamp, salt: str
) -> Iterator[Part]:
    """What a table's columns consent_email, consent_phone and consent_post say, one statement each."""
    kind = {"contacts": "contact", "leads": "lead"}.get(source, "")
    who = pseudonym(salt, kind, frame[key]) if subject == "person_id" else frame[key]
    for channel in CHANNELS:
        column = f"consent_{channel}"
        if column not in frame:
            continue
        said = pd.DataFrame(
            {
                subject: who,
                "consent_id": "file:" + who.astype(str) + ":" + channel,
                "channel": channel,
                "given": agreed(frame[column]),
                "at": at,
                "source": f"{source}.{column}",
                "direct": 0,
                "source_row": frame["source_row"],
            }
        )
        yield Part("consents", source, said[said["given"].notna()])


def agreed(said: pd.Series) -> pd.Series:
    """1 for yes, nan where nothing is said; all else is a no: to call on a word nobody can read is not safe.

    >>> agreed(pd.Series(["yes", "No", "1.0", "never!", " ", None])).tolist()
    [1.0, 0.0, 1.0, 0.0, nan, nan]
    """
    word = as_text(said).fillna("").astype("str").str.strip().str.lower()
    yes = word.isin(YES) | (pd.to_numeric(word, errors="coerce") == 1)
    return yes.astype("float64").mask(blank(word))
