"""Who said no is on no list: not after a reload, not under another record, not through another channel."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
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


@pytest.mark.parametrize(
    "said", [["no", None, "yes"], ["never!", "", "1"], [0, float("nan"), 1], [False, "-", True]]
)
def test_a_lead_that_says_no_in_words_is_a_no(said: list[Any], base: Engine) -> None:
    """What nobody can read is a no; what is blank says nothing."""
    asked = tables()
    addresses = ["Lea@lead.example", "ben@lead.example", "ada@lead.example"]
    asked["leads"] = asked["leads"].assign(email=addresses, customer_id="C1", consent_email=said)
    database.load(base, firm(asked))
    assert database.refusals(base).empty
    assert {address for address in mails(base) if "@lead" in address} == set(addresses[1:])
    found = database.query(base, "SELECT given FROM consents WHERE person_id IS NOT NULL ORDER BY 1")
    assert found["given"].tolist() == [0, 1]


def test_a_no_outlives_the_contact(base: Engine) -> None:
    """Whoever stands at no account any more is on no list, and their no still counts."""
    twice = tables()
    twice["contacts"].loc[1, "email"] = BRUNA
    database.load(base, firm(twice))
    database.opt_out(base, "K1")
    assert BRUNA not in mails(base)
    database.remove(base, "contacts", "K1")
    assert BRUNA not in mails(base)
    alone = database.add(base, "persons", kind="person", email="alone@nowhere.example")
    database.opt_in(base, alone)
    assert "alone@nowhere.example" not in mails(base), "of no account, so on no list"


@pytest.mark.parametrize(
    "spelt",
    ["+49 40 12", "0049 (40) 12", "+49/40/12", "+49.40.12", "(+49) 40-12", "+49 (0)40 12", "0049 40 (12)"],
)
def test_a_no_holds_for_every_spelling_of_a_telephone(spelt: str, base: Engine) -> None:
    twice = tables()
    twice["customers"]["consent_phone"] = 1
    twice["contacts"]["phone"] = ["+49 (40) 12", spelt, "+49 40 13"]
    database.load(base, firm(twice))
    assert spelt in mails(base, "phone")
    database.opt_out(base, "K1", channel="phone")
    assert not {spelt, "+49 (40) 12"} & mails(base, "phone")
    assert "+49 40 13" in mails(base, "phone")


def test_a_mail_keeps_its_marks_and_no_address_is_no_address(base: Engine) -> None:
    """Dots tell mails apart, as they do not telephones."""
    near = tables()
    near["contacts"]["email"] = ["a.b@x.example", "ab@x.example", " "]
    database.load(base, firm(near))
    database.opt_out(base, "K1")
    assert "ab@x.example" in mails(base)
    assert not {"a.b@x.example", " "} & mails(base)


def test_a_no_holds_in_capitals_of_any_script(base: Engine) -> None:
    twice = tables()
    twice["contacts"].loc[:1, "email"] = ["ÖSTEN@åberg.example", "östen@Åberg.example"]
    database.load(base, firm(twice))
    database.opt_out(base, "K1")
    assert not any("berg" in address for address in mails(base))


# K2 has the address of K1 and K4 that of C3, each under another account.
OWNERS = {"K1": "C1", "K2": "C2", "K4": "C2", "C1": "C1", "C2": "C2", "C3": "C3"}
ADDRESSES = {"K1": "one", "K2": "one", "K4": "home", "C1": "desk1", "C2": "desk2", "C3": "home"}
SAID = st.lists(st.tuples(st.sampled_from(list(OWNERS)), st.booleans(), st.integers(1, 28)), max_size=8)


def shared() -> dict[str, pd.DataFrame]:
    """The firm, where two people have one address, and so have a household and a contact."""
    made = tables()
    made["customers"]["email"] = [f"{ADDRESSES[one]}@x.example" for one in ("C1", "C2", "C3")]
    made["contacts"]["contact_id"] = ["K1", "K2", "K4"]
    made["contacts"]["email"] = ["one@x.example", "ONE@x.example", " Home@x.example"]
    return made


def off(said: list[tuple[str, bool, int]]) -> set[str]:
    """The addresses that no list may have, from what was said alone; a file's word for yes lifts nothing."""

    def last(who: str, yes: bool) -> int:
        return max((date for by, was, date in said if by == who and was is yes), default=0)

    refused = set()
    for who, account in OWNERS.items():
        own = {"C3"} if who == "C3" else set() if who in ("C1", "C2") else {who}
        ours = max(last(account, True), *(last(one, True) for one in own), 0)
        refusal = any(last(one, False) and last(one, True) <= last(one, False) for one in own)
        if refusal or (last(account, False) and ours <= last(account, False)):
            refused.add(ADDRESSES[who])
    return refused


@settings(max_examples=15)
@given(said=SAID)
@example(said=[("K1", False, 3)])
@example(said=[("C2", False, 3)])
@example(said=[("C3", False, 3), ("K4", True, 4)])
@example(said=[("C1", False, 3), ("K1", True, 4), ("K2", True, 4)])
def test_law_of_the_list(said: list[tuple[str, bool, int]]) -> None:
    """Whatever was said in whatever order: on the list is every address of which nobody's last word is no.

    The no of an account counts for all its people, that of one who shares an address for both.
    """
    engine = database.open_base()
    database.load(engine, firm(shared()))
    for who, yes, date in said:
        (database.opt_in if yes else database.opt_out)(engine, who, at=f"2025-07-{date:02}")
    database.load(engine, firm(shared()))
    on = {address.strip().lower().removesuffix("@x.example") for address in mails(engine)}
    assert on == set(ADDRESSES.values()) - off(said), said
    people = {"K1": "contacts", "K2": "contacts", "K4": "contacts", "C3": "accounts"}
    held = set(
        database.query(engine, "SELECT person_id FROM contactable WHERE channel = 'email'")["person_id"]
    )
    for who, table in people.items():
        key = "contact_id" if table == "contacts" else "account_id"
        person = database.query(engine, f"SELECT person_id FROM {table} WHERE {key} = :who", who=who)
        mine = [(date, yes) for said_by, yes, date in said if said_by == who]
        if mine and any(not yes and date == max(mine)[0] for date, yes in mine):
            assert person["person_id"].iloc[0] not in held, said
    engine.dispose()
