"""Lesson 3's questions, and its decision: scored in money by people who were held out."""

import pytest

from helpers import exercises
from helpers.case import Case
from helpers.exercises import Decision, Prediction, Question, every, validate
from helpers.exercises.items import CannotSayError
from helpers.exercises.positioning import decision

QUESTIONS = [name for name in every(Question) if name.startswith("03.")]
TERMS = {"price_step": 0.08, "cost_of_move": 25_000.0}


def position(target="wholesaler", lead="payment_terms", give_up="nothing"):
    return {"target": target, "lead": lead, "give_up": give_up, **TERMS}


@pytest.fixture(scope="module")
def choice() -> Decision:
    return every(Decision)["03.position"]


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_teaches_on_the_sample(name, firm):
    assert validate(exercises.get(name), firm) == []


def test_predictions_have_an_answer(firm):
    for name in ("03.p1", "03.p2"):
        assert every(Prediction)[name].compare(None, firm).startswith("It is **")


def test_a_difference_that_decides_beats_a_lower_price(firm, choice):
    table = choice.scored(position(), firm).set_index("policy")
    cheap = choice.scored(position(lead="price"), firm).set_index("policy")
    assert table.loc["your position", "mid"] > 0 > cheap.loc["your position", "mid"]
    assert (table["low"] <= table["mid"]).all()
    assert (table["mid"] <= table["high"]).all()
    assert table.loc["your position", ["lead_low", "lead_high"]].tolist() == [0, 0]
    assert len(table) == 4


def test_parity_given_up_is_punished(firm, choice):
    kept = choice.scored(position(), firm)["mid"].iloc[0]
    sold = choice.scored(position(give_up="supply_stability"), firm)["mid"].iloc[0]
    assert sold < kept - 100_000


def test_telling_everybody_costs_what_telling_each_costs(firm, choice):
    dear = {**position(target="everybody", lead="price"), "cost_of_move": 35_000.0}
    cheap = {**dear, "cost_of_move": 25_000.0}
    gap = choice.scored(cheap, firm)["mid"].iloc[0] - choice.scored(dear, firm)["mid"].iloc[0]
    assert gap == pytest.approx(7 * 10_000)


def test_rehearsal_and_score_are_judged_by_different_people(firm, choice):
    tried, scored = choice.rehearsed(position(), firm), choice.scored(position(), firm)
    assert tried["mid"].iloc[0] != scored["mid"].iloc[0]
    width = scored["high"].iloc[0] - scored["low"].iloc[0]
    assert width > tried["high"].iloc[0] - tried["low"].iloc[0], "fewer people, wider range"
    known, held = (decision.judges(firm, people, "everybody") for people in ("known", "held_out"))
    assert known.n_respondents > 3 * held.n_respondents


def test_one_cannot_lead_with_what_one_gives_up(firm, choice):
    with pytest.raises(CannotSayError, match="lead with what you give up"):
        choice.scored(position(lead="quality", give_up="quality"), firm)


def test_a_case_without_choices_records_and_does_not_score(firm, choice):
    tables = {name: table for name, table in firm.tables.items() if name != "choices"}
    bare = Case(folder=firm.folder, name=firm.name, tables=tables, as_of=firm.as_of)
    assert choice.read({"target": "retailer", "lead": "price", "give_up": "nothing"}, bare)
    assert "choices" in choice.worth(position(), bare)
    nothing = Case(folder=firm.folder, name="x", tables={})
    assert choice.read({"target": "everybody", "lead": "price", "give_up": "nothing"}, nothing)


def test_few_people_are_no_judge(firm, choice):
    few = firm.tables["choices"][lambda table: table["respondent_id"] < "R0011"]
    small = Case(folder=firm.folder, name=firm.name, tables={**firm.tables, "choices": few}, as_of=firm.as_of)
    assert "Recorded, not scored" in choice.worth(position(), small)
