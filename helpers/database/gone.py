"""Who goes when somebody asks to be forgotten: their rows, under every key, and what to look for."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, func, or_, select

from helpers.database.letters import small
from helpers.database.schema import TABLES
from helpers.database.tombs import Tombs, length
from helpers.database.words import Refused
from helpers.words import _

SHORTEST = 4


@dataclass
class Gone:
    """Who goes: their rows and values, what was done, and the salt by which they are known again."""

    persons: list[str]
    values: dict[str, list[str]]
    accounts: list[str]
    leads: list[str]
    contacts: dict[str, str]
    tombs: Tombs
    done: list[tuple[str, str, int]] = field(default_factory=list)

    @property
    def needles(self) -> list[str]:
        """Values to look for in texts; a name too short to be one only where a script has no blanks."""
        found = [value for values in self.values.values() for value in values]
        return [value for value in found if len(value) >= SHORTEST or length(value) < 0]

    def did(self, table: str, what: str, rows: int) -> None:
        """Note a step that touched something."""
        if rows:
            self.done.append((table, what, rows))


def found(connection: Connection, who: str) -> Gone:
    """The person's rows and values, also under other keys with the same mail."""
    persons, contacts, accounts, leads = (
        TABLES[name].c for name in ("persons", "contacts", "accounts", "leads")
    )
    named = [select(persons.person_id).where(persons.person_id == who, persons.kind == "person")]
    for table, key in (
        (contacts, contacts.contact_id),
        (accounts, accounts.account_id),
        (leads, leads.lead_id),
    ):
        named.append(
            select(persons.person_id)
            .join(TABLES["persons"], persons.person_id == table.person_id)
            .where(key == who, persons.kind == "person")
        )
    first = next((hit for one in named if (hit := connection.scalar(one)) is not None), None)
    if first is None:
        text_ = _(
            "No person is known as {who}: give a person_id, a contact_id, a lead_id, "
            "or the account_id of a household."
        )
        raise Refused(text_.format(who=who))
    # Who has no mail shares it with nobody, whether it is missing, empty or blank.
    mail = func.nullif(small(connection, func.trim(persons.email)), "")
    same = or_(
        persons.person_id == first,
        mail == select(mail).where(persons.person_id == first).scalar_subquery(),
    )
    rows = (
        connection.execute(select(TABLES["persons"]).where(same, persons.kind == "person")).mappings().all()
    )
    keys = [str(row["person_id"]) for row in rows]
    values = {
        name: sorted({str(row[name]).strip() for row in rows if row[name]})
        for name in ("name", "email", "phone", "street")
    }
    theirs = connection.execute(
        select(contacts.contact_id, contacts.person_id).where(contacts.person_id.in_(keys))
    ).all()
    salts = TABLES["salts"].c
    salt = connection.scalar(select(salts.value).where(salts.purpose == "persons"))
    return Gone(
        persons=keys,
        values=values,
        accounts=list(connection.scalars(select(accounts.account_id).where(accounts.person_id.in_(keys)))),
        leads=list(connection.scalars(select(leads.lead_id).where(leads.person_id.in_(keys)))),
        contacts={str(contact): str(person) for contact, person in theirs},
        tombs=Tombs(str(salt or "")),
    )
