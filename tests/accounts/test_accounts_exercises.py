"""Lesson 6b's questions teach their mistakes, on the sample and on a case with little in it."""

import dataclasses

import pytest

from helpers import keeping
from helpers.case import Case
from helpers.exercises import Question, every, get, validate
from helpers.exercises.accounts import known
from helpers.exercises.items import CannotSayError

OURS = sorted(every(Question, lesson="06b"))


@pytest.mark.parametrize("name", OURS)
def test_every_question_teaches_what_it_should(name: str, firm: Case) -> None:
    asked = get(name)
    assert validate(asked, firm) == []
    assert asked.text(firm)
    assert asked.worked_out(firm)


def test_there_is_a_path_and_practice() -> None:
    assert [name for name in OURS if not get(name).practice] == sorted(f"06b.{n}" for n in range(1, 9))
    assert len([name for name in OURS if get(name).practice]) == 16


def test_answers_come_from_the_case(firm: Case) -> None:
    assert get("06b.5").right(firm) == keeping.middle_day(known.few(firm))
    assert "Hoshino" in get("06b.2").text(firm)


def test_without_tickets_or_contacts_it_says_which_table_it_takes(firm: Case) -> None:
    bare = dataclasses.replace(firm, tables={"orders": firm.tables["orders"]})
    with pytest.raises(CannotSayError, match="interactions"):
        get("06b.2").text(bare)
    with pytest.raises(CannotSayError, match="tickets"):
        get("06b.5").right(bare)
