"""Who said no is on no list: not after a reload, not under another record, not through another channel."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_firm import firm, tables
from sqlalchemy import Engine

from helpers import database

BRUNA = "bruna.celestini@lanterna.example"


def mails(base: Engine, channel: str = "email") -> set[str]:
    return set(database.contact_list(base, channel)["address"])


def test_the_list_has_those_whose_account_agreed(base: Engine) -> None:
    database.load(base, firm())
    assert len(mails(base)) == 6
    assert mails(base, "phone") == {"0039 1", "0039 1 - 17", "0046 70 123 45 67"}, (
        "C2 said no to the telephone"
    )
    assert mails(base, "post") == set(), "nobody was asked about post"


def test_nobody_is_on_a_list_without_a_yes(base: Engine) -> None:
    asked = tables()
    asked["customers"] = asked["customers"].drop(columns=["consent_email"])
    database.load(base, firm(asked))
    assert mails(base) == set()


@pytest.mark.parametrize("who", ["K1", "person", "C1"])
def test_a_no_counts_whichever_way_it_is_said_and_survives_every_reload(who: str, base: Engine) -> None:
    database.load(base, firm())
    if who == "person":
        found = database.query(base, "SELECT person_id FROM contacts WHERE contact_id = 'K1'")
        who = found["person_id"].iloc[0]
    database.opt_out(base, who, at="2025-06-15")
    assert BRUNA not in mails(base)
    for as_of in ("2025-06-30", "2024-01-01", "2026-12-31"):
        database.load(base, firm(as_of=as_of))
        assert BRUNA not in mails(base), as_of


def test_a_no_holds_under_another_record_with_the_same_address(base: Engine) -> None:
    twice = tables()
    again = twice["contacts"].iloc[[0]].assign(contact_id="K8", customer_id="C2", email=f" {BRUNA.upper()}")
    twice["contacts"] = pd.concat([twice["contacts"], again])
    database.load(base, firm(twice))
    assert sum(BRUNA in address.lower() for address in mails(base)) == 2
    database.opt_out(base, "K1")
    assert not any(BRUNA in address.lower() for address in mails(base))


def test_only_their_own_yes_lifts_a_persons_no(base: Engine) -> None:
    database.load(base, firm())
    database.opt_out(base, "K1", at="2025-07-01 10:00")
    database.opt_in(base, "C1", at="2025-07-02")
    assert BRUNA not in mails(base), "the firm cannot agree for her"
    database.opt_in(base, "K1", at="2025-06-01")
    assert BRUNA not in mails(base), "an earlier yes is no yes"
    database.opt_in(base, "K1", at="2025-07-03")
    assert BRUNA in mails(base)


def test_a_file_that_turns_to_no_takes_effect_and_an_older_one_does_not_undo_it(base: Engine) -> None:
    database.load(base, firm())
    later = tables()
    later["customers"]["consent_email"] = 0
    database.load(base, firm(later, as_of="2025-12-31"))
    assert mails(base) == set()
    database.load(base, firm())
    assert mails(base) == set(), "the file of June is older than that of December"


def test_all_channels_at_once_and_words_for_a_wrong_one(base: Engine) -> None:
    database.load(base, firm())
    database.opt_out(base, "C3", channel="all")
    assert "ada.lindqvist@home.example" not in mails(base)
    assert "0046 70 123 45 67" not in mails(base, "phone")
    with pytest.raises(ValueError, match="channel is pigeon; choose one of email, phone, post"):
        database.contact_list(base, "pigeon")
    with pytest.raises(database.Refused, match="Nobody is known as C9"):
        database.opt_out(base, "C9")
    with pytest.raises(database.Refused, match="write it as 2026-06-30"):
        database.opt_out(base, "C1", at="soon")


WHO = st.sampled_from(["K1", "K2", "C1", "C2", "C3"])
SAID = st.lists(st.tuples(WHO, st.booleans(), st.integers(1, 28)), max_size=6)


@settings(max_examples=8)
@given(said=SAID)
def test_law_of_the_list(said: list[tuple[str, bool, int]]) -> None:
    """Whatever was said in whatever order: nobody stands on the list whose own last word was no."""
    engine = database.open_base()
    database.load(engine, firm())
    for who, yes, date in said:
        (database.opt_in if yes else database.opt_out)(engine, who, at=f"2025-07-{date:02}")
    database.load(engine, firm())
    on = set(database.query(engine, "SELECT person_id FROM contactable WHERE channel = 'email'")["person_id"])
    own = {"K1": "contacts", "K2": "contacts", "C3": "accounts"}
    for who, table in own.items():
        key = "contact_id" if table == "contacts" else "account_id"
        person = database.query(engine, f"SELECT person_id FROM {table} WHERE {key} = :who", who=who)
        mine = [(date, yes) for said_by, yes, date in said if said_by == who]
        if mine and any(not yes and date == max(mine)[0] for date, yes in mine):
            assert person["person_id"].iloc[0] not in on, said
    engine.dispose()
