"""A person who asks to be forgotten leaves a pseudonym in the audit, and no other trace."""

import sqlite3
from pathlib import Path

import pandas as pd
import pytest
from small_firm import firm, tables
from sqlalchemy import Engine, event

from helpers import database
from helpers.case import read_case
from helpers.database.tombs import ERASED
from helpers.files import MERIDIAN

BRUNA = ("Bruna Celestini", "bruna.celestini@lanterna.example", "0039 1 - 17")
ADA = ("Ada Lindqvist", "ada.lindqvist@home.example", "0046 70 123 45 67", "Gatan 3")


def test_the_audit_names_nobody(base: Engine) -> None:
    database.load(base, firm())
    assert len(database.mentions(base, *BRUNA)) > 0
    person = database.query(base, "SELECT person_id FROM contacts WHERE contact_id = 'K1'")["person_id"].iloc[
        0
    ]
    database.change(base, "contacts", "K1", level="owner")
    database.change(base, "persons", person, phone="0039 1 - 18")
    database.change(base, "persons", person, phone=BRUNA[2])
    database.add(base, "activities", account_id="C2", at="2025-06-01", note="met BRUNA CELESTINI of Lanterna")
    done = database.erase(base, "K1", reason="asked by letter", actor="Lin")
    assert {"persons", "contacts", "leads", "activities", "audit"} <= set(done["table"])
    assert database.mentions(base, *BRUNA, "K1", "0039 1 - 18").empty
    told = database.audit(base, "persons", person)
    assert told["action"].iloc[0] == "erased"
    assert told["actor"].iloc[0] == "Lin"
    erasures = database.query(base, "SELECT person_id, reason FROM erasures")
    assert erasures.to_numpy().tolist() == [[person, "asked by letter"]]
    assert database.query(base, "SELECT message FROM leads WHERE lead_id = 'L1'")["message"].tolist() == [
        ERASED
    ]


@pytest.mark.parametrize(("who", "traces"), [("K1", BRUNA), ("C3", ADA)])
def test_no_load_brings_them_back(who: str, traces: tuple[str, ...], base: Engine) -> None:
    database.load(base, firm())
    database.erase(base, who, reason="asked")
    database.load(base, firm())
    assert database.mentions(base, *traces).empty
    changed = tables()
    again = (
        changed["contacts"]
        .iloc[[0]]
        .assign(contact_id="K7", name=traces[0], email=traces[1].upper(), phone="1")
    )
    changed["contacts"] = pd.concat([changed["contacts"], again])
    changed["leads"].loc[1, "message"] = f"It is me, {traces[0]}, again."
    changed["leads"].loc[2, "reply"] = f"Write to {traces[1]}."
    database.load(base, firm(changed))
    assert database.mentions(base, *traces).empty
    assert "K7" not in set(database.query(base, "SELECT contact_id FROM contacts")["contact_id"])


def test_the_orders_of_a_household_stay_without_its_name(base: Engine) -> None:
    database.load(base, firm())
    database.erase(base, "C3", reason="asked")
    for __ in range(2):
        found = database.query(base, "SELECT name, person_id, traits FROM accounts WHERE account_id = 'C3'")
        assert found.isna().all(axis=None)
        database.load(base, firm())
    assert database.query(base, "SELECT SUM(revenue) AS r FROM orders WHERE account_id = 'C3'")[
        "r"
    ].tolist() == [40.0]
    assert "C3" not in set(database.contact_list(base)["account_id"])


def test_a_chinese_name_is_found_in_running_text(base: Engine) -> None:
    written = tables()
    written["contacts"].loc[0, "name"] = "王小明"
    written["leads"].loc[1, "reply"] = "请联系王小明先生"
    database.load(base, firm(written))
    database.erase(base, "K1", reason="asked")
    database.load(base, firm(written))
    assert database.mentions(base, "王小明").empty


def test_two_records_of_one_mail_are_one_person_a_colleague_is_not(base: Engine) -> None:
    shared = tables()
    twin = shared["contacts"].iloc[[0]].assign(contact_id="K5", customer_id="C2", name="B. Celestini")
    shared["contacts"] = pd.concat([shared["contacts"], twin], ignore_index=True)
    shared["contacts"].loc[1, "phone"] = BRUNA[2]
    database.load(base, firm(shared))
    done = database.erase(base, "K1", reason="asked")
    for __ in range(2):
        contacts = database.query(
            base, "SELECT contact_id, name, phone FROM contacts JOIN persons USING (person_id) ORDER BY 1"
        )
        assert contacts["contact_id"].tolist() == ["K2", "K3"]
        assert contacts["phone"].isna().tolist() == [True, False], "their number stood with a colleague"
        database.load(base, firm(shared))
    assert ("persons", "phone", 1) in list(done.itertuples(index=False, name=None))


def test_words_for_nobody_and_for_a_reason_that_names_them(base: Engine) -> None:
    database.load(base, firm())
    with pytest.raises(database.Refused, match="No person is known as C1"):
        database.erase(base, "C1", reason="asked")
    with pytest.raises(database.Refused, match="names the person"):
        database.erase(base, "K1", reason="Bruna Celestini asked")
    assert len(database.mentions(base, *BRUNA)), "a refused wish changes nothing"
    database.erase(base, "K1", reason="asked")
    with pytest.raises(database.Refused, match="No person is known as K1"):
        database.erase(base, "K1", reason="asked")


def test_the_bytes_of_the_file_hold_nothing_of_them(tmp_path: Path) -> None:
    file = tmp_path / "crm.sqlite"
    engine = database.open_base(file)
    database.load(engine, firm())
    engine.dispose()
    assert all(trace.encode() in file.read_bytes() for trace in (*BRUNA, *ADA))
    engine = database.open_base(file)
    database.erase(engine, "K1", reason="asked")
    database.erase(engine, "C3", reason="asked")
    engine.dispose()
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [trace for trace in (*BRUNA, *ADA) if trace.encode() in everything] == []


def test_the_named_people_of_the_sample_can_be_forgotten() -> None:
    case = read_case(MERIDIAN)
    engine = database.built(case)
    person = case.tables["contacts"].iloc[0]
    traces = (person["name"], person["email"], person["phone"], person["contact_id"])
    database.erase(engine, person["contact_id"], reason="asked")
    database.load(engine, case)
    assert database.mentions(engine, *traces).empty
    assert len(database.account_page(engine, person["customer_id"])["people"]) > 0, "colleagues stay"


def test_a_key_that_is_a_mail_is_said_not_hidden(base: Engine) -> None:
    """It holds the orders together; only the file can give another."""
    keyed = tables()
    for frame in keyed.values():
        if "customer_id" in frame:
            frame["customer_id"] = frame["customer_id"].replace("C3", ADA[1])
    database.load(base, firm(keyed))
    done = database.erase(base, ADA[1], reason="asked")
    assert ("accounts", 1) in list(
        done.loc[done["what"].str.startswith("key that names"), ["table", "rows"]].itertuples(
            index=False, name=None
        )
    )


def test_who_has_no_mail_shares_it_with_nobody(base: Engine) -> None:
    database.load(base, firm())
    lena, paul, mute = (
        database.add(base, "persons", kind="person", name=name, email=email)
        for name, email in (("Lena Ohm", ""), ("Paul Watt", " "), ("Rosa Volt", None))
    )
    database.erase(base, lena, reason="asked")
    left = set(database.query(base, "SELECT person_id FROM persons")["person_id"])
    assert {paul, mute} <= left
    assert lena not in left


def test_a_name_is_found_in_capitals_of_any_script(base: Engine) -> None:
    """By themselves SQLite, and PostgreSQL in the locale C, know the capitals of ASCII alone."""
    named = tables()
    named["contacts"].loc[0, ["name", "email"]] = ["Östen Åberg", "ÖSTEN@lanterna.example"]
    named["contacts"].loc[1, ["name", "email"]] = ["Ö. Å.", "östen@Lanterna.example"]
    database.load(base, firm(named))
    for note in ("Spoke to Östen Åberg", "ÖSTEN ÅBERG called", "östen åberg wrote", "Osten Aberg is another"):
        database.add(base, "activities", account_id="C2", at="2025-06-01", note=note)
    found = database.mentions(base, "östen ÅBERG")
    assert ("activities", "note", 3) in list(found.itertuples(index=False, name=None))
    database.erase(base, "K1", reason="asked")
    notes = database.query(base, "SELECT note FROM activities WHERE note IS NOT NULL")["note"]
    assert sorted(notes) == ["Osten Aberg is another", *[ERASED] * 3]
    contacts = database.query(base, "SELECT contact_id FROM contacts")["contact_id"]
    assert contacts.tolist() == ["K3"], "the same mail in other letters is the same person"
    assert database.mentions(base, "Östen Åberg", "östen@lanterna.example").empty


def test_every_connection_knows_the_letters_and_a_plain_one_reads_the_views(tmp_path: Path) -> None:
    file = tmp_path / "crm.sqlite"
    engine = database.open_base(file)
    database.load(engine, firm())
    listed = len(database.query(engine, "SELECT * FROM contactable"))
    reader = database.open_base(file, read_only=True)
    for one in (engine, reader):
        assert database.query(one, "SELECT lower('ÖÅ') AS a, lower(NULL) AS b, lower(5) AS c").iloc[
            0
        ].tolist() == ["öå", None, "5"]
        one.dispose()
    with sqlite3.connect(file) as plain:
        assert plain.execute("SELECT COUNT(*) FROM contactable").fetchone() == (listed,)
    plain.close()


def test_the_salt_is_read_once(base: Engine) -> None:
    database.load(base, firm())
    asked = []
    event.listen(base, "before_cursor_execute", lambda *said: asked.append("FROM salts" in said[2]))
    database.erase(base, "C3", reason="asked")
    assert sum(asked) == 1
