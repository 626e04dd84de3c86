"""Who may be contacted: what people said, and the one view that every list must come from."""

from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, Engine, insert, or_, select, text

from helpers.checks import one_of
from helpers.database.models import CHANNELS
from helpers.database.reading import fetched, reading
from helpers.database.schema import TABLES
from helpers.database.words import Refused
from helpers.database.writing import written
from helpers.words import _

# The list names people as a seller knows them; who is on it, the view alone decides.
LIST = """
SELECT c.account_id, c.person_id, COALESCE(p.name, d.name) AS name, c.address
FROM contactable c
LEFT JOIN persons p ON p.person_id = c.person_id
LEFT JOIN directory d ON d.account_id = c.account_id
WHERE c.channel = :channel
ORDER BY c.account_id, c.address
"""


def contact_list(engine: Engine, channel: str = "email") -> pd.DataFrame:
    """Everybody who may be contacted through a channel: account_id, person_id, name, address. The only way to
    a list: it reads the view `contactable` and nothing else.
    """
    one_of(channel, list(CHANNELS), name="channel")
    with reading(engine) as connection:
        return fetched(connection, text(LIST), {"channel": channel})


def opt_out(  # noqa: PLR0913 – who, how, when, and on whose word
    engine: Engine,
    who: str,
    *,
    channel: str = "email",
    source: str = "told us",
    at: object = None,
    actor: str = "you",
) -> str:
    """Write down that somebody no longer wants to be contacted; gives the statement's key.

    who: a person_id, contact_id or account_id. channel: email, phone or post; "all" for the three. at: when
    they said so; now, where it is not said. No file lifts it again. Raises Refused.
    """
    return _say(engine, who, channel=channel, given=0, source=source, at=at, actor=actor)


def opt_in(  # noqa: PLR0913 – as opt_out
    engine: Engine,
    who: str,
    *,
    channel: str = "email",
    source: str = "told us",
    at: object = None,
    actor: str = "you",
) -> str:
    """Write down that somebody agreed, as `opt_out`. A person's own no takes their own yes to lift."""
    return _say(engine, who, channel=channel, given=1, source=source, at=at, actor=actor)


def _say(  # noqa: PLR0913 – as opt_out
    engine: Engine, who: str, *, channel: str, given: int, source: str, at: object, actor: str
) -> str:
    one_of(channel, [*CHANNELS, "all"], name="channel")
    when = pd.Timestamp.now() if at is None else pd.to_datetime(str(at), errors="coerce")
    if pd.isna(when):
        raise Refused(_("at takes a day or a time, not “{value}”: write it as 2026-06-30.").format(value=at))
    stamp: datetime = when.floor("s").to_pydatetime()
    keys = []
    with engine.begin() as connection:
        subject, key = subject_of(connection, who)
        for one in CHANNELS if channel == "all" else (channel,):
            keys.append(f"said:{key}:{one}:{stamp:%Y-%m-%dT%H:%M:%S}:{given}")
            consents = TABLES["consents"]
            if connection.execute(
                select(consents.c.consent_id).where(consents.c.consent_id == keys[-1])
            ).first():
                continue
            values = {"channel": one, "given": given, "at": stamp, "source": source, "direct": 1}
            connection.execute(insert(consents).values({"consent_id": keys[-1], subject: key, **values}))
            written(connection, consents, keys[-1], "added", actor, "given", None, given)
    return " ".join(keys)


def subject_of(connection: Connection, who: str) -> tuple[str, str]:
    """Whose a statement is: person_id or account_id, and the key. Contacts are known by their person."""
    persons, contacts, accounts = (TABLES[name] for name in ("persons", "contacts", "accounts"))
    person = connection.scalar(
        select(persons.c.person_id)
        .outerjoin(contacts, contacts.c.person_id == persons.c.person_id)
        .where(or_(persons.c.person_id == who, contacts.c.contact_id == who))
    )
    if person is not None:
        return "person_id", str(person)
    account = connection.scalar(select(accounts.c.account_id).where(accounts.c.account_id == who))
    if account is not None:
        return "account_id", str(account)
    raise Refused(
        _("Nobody is known as {who}: give a person_id, a contact_id or an account_id.").format(who=who)
    )
