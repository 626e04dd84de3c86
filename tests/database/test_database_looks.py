"""Small looks into the base, the trial base, and the five questions asked in two languages."""

from dataclasses import replace

import pytest

from helpers import database
from helpers.database.questions import QUESTIONS
from helpers.opening import opened


@pytest.fixture(scope="module")
def meridian():
    return opened("meridian")


@pytest.fixture
def small(meridian):
    return database.trial(meridian, accounts=2)


def test_a_trial_holds_a_handful_and_is_another_base_each_time(meridian, small):
    assert database.query(small, "SELECT COUNT(*) AS n FROM accounts")["n"].iloc[0] == 2
    database.remove(
        small, "tickets", str(database.query(small, "SELECT ticket_id FROM tickets")["ticket_id"].iloc[0])
    )
    again = database.trial(meridian, accounts=2)
    assert database.crm_rows(again) == database.crm_rows(small) + 1


def test_without_accounts_there_is_no_trial(meridian):
    with pytest.raises(database.Refused, match="customers"):
        database.trial(replace(meridian, tables={"calls": meridian.tables["calls"]}))


def test_sql_and_pandas_give_the_same_answer(meridian):
    table = database.side_by_side(database.trial(meridian))
    assert table["same"].tolist() == ["yes"] * len(QUESTIONS)
    assert table["rows"].min() > 0


def test_the_five_questions_are_shown_as_answer_sql_and_pandas(small):
    assert set(database.questions()) == set(QUESTIONS)
    assert "SELECT" in database.asked(small, question="largest", seen="sql")
    assert "groupby" in database.asked(small, question="largest", seen="pandas")
    assert len(database.asked(small, question="largest")) == 2
    with pytest.raises(ValueError, match="question"):
        database.asked(small, question="smallest")


def test_nonsense_is_refused_for_its_own_reason_and_nothing_changes(small):
    before = database.crm_rows(small)
    table = database.refused(small)
    answers = table.set_index("tried")["answer"]
    assert not answers.isin(["taken", "answered"]).any()
    assert answers.nunique() == len(answers)
    assert "below zero" in answers["a talk of minus thirty minutes"]
    assert "hot!!" in answers["a sale in a stage that is none"]
    assert "nobody" in answers["an order of nobody"]
    assert database.crm_rows(small) == before
    assert database.refused(small).equals(table)


def test_who_shares_an_address_and_when_they_were_met(small):
    first, second = database.query(small, "SELECT account_id FROM accounts ORDER BY 1")["account_id"]
    assert database.shared_addresses(small).empty
    for account in (first, second):
        desk = database.query(small, "SELECT person_id FROM accounts WHERE account_id = :a", a=account)
        database.change(small, "persons", str(desk["person_id"].iloc[0]), email="Post@both.example")
    assert database.shared_addresses(small).to_numpy().tolist() == [[second, first]]
    assert database.last_touched(small).index.tolist() == [first, second]


def test_an_empty_base_says_what_it_takes():
    base = database.open_base()
    for look in (database.example_account, database.example_person, database.refused):
        with pytest.raises(database.Refused, match="takes"):
            look(base)
    assert database.shared_addresses(base).empty
    assert database.last_touched(base).empty


def test_the_second_of_the_named_is_shown_where_there_is_one(meridian, small):
    assert database.example_account(small, meridian.named) == list(meridian.named)[1]
    assert database.example_account(small) in meridian.named
