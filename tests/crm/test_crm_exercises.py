"""Questions teach what they should; a rota is judged by calls that nobody had looked at."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from helpers import crm, exercises
from helpers.case import Case
from helpers.crm.staffing import PARTS
from helpers.exercises import Decision, every, find, validate
from helpers.exercises.crm import decision as rota

QUESTIONS = list(every(exercises.Question, lesson="08"))
EMPTY = Case(folder=Path(), name="Nothing", tables={})
SHAPED = {"early": 2, "forenoon": 3, "noon": 2, "afternoon": 3, "late": 2}


def test_every_question_teaches_what_it_should(meridian):
    assert len(QUESTIONS) >= 28
    assert [finding for name in QUESTIONS for finding in validate(exercises.get(name), meridian)] == []


def test_no_question_breaks_on_a_case_without_tables():
    for name in QUESTIONS:
        assert exercises.get(name).check("7", EMPTY).kind in {"untried", "wrong", "right"}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_solution_can_be_read_without_code(name, meridian):
    told = exercises.get(name).worked_out(meridian)
    assert len(told) > 20
    assert "{" not in told


def test_predictions_have_an_answer_on_the_sample(meridian):
    fall, came = (find(name, exercises.Prediction).right(meridian) for name in ("08.p1", "08.p2"))
    assert 0.5 < fall < 1
    assert 0 < came < 100


def test_the_load_that_is_asked_for_is_that_of_the_busiest_half_hour(meridian):
    usual = crm.arrivals(crm.weeks(meridian.tables["calls"])[0])
    loads = usual["calls"] * usual["handle_seconds"] / (60 * usual["minutes"])
    assert exercises.get("08.8").right(meridian) == pytest.approx(loads.max())


@pytest.mark.parametrize("answer", ["{:.1f}", "{:.2f}", "{:.4f}"])
def test_the_load_may_be_rounded_as_the_figure_rounds_it(meridian, answer):
    asked = exercises.get("08.8")
    assert asked.check(answer.format(asked.right(meridian)), meridian).kind == "right"


def without_the_judges(meridian):
    """The case with other calls in the weeks that judge."""
    calls = meridian.tables["calls"]
    held = crm.weeks(calls)[1].index
    changed = calls.assign(calls=calls["calls"].where(~calls.index.isin(held), 40))
    return replace(meridian, tables={**meridian.tables, "calls": changed})


@pytest.mark.parametrize(("name", "kind"), [("08.8", exercises.Question), ("08.p1", exercises.Prediction)])
def test_nothing_asked_before_the_decision_looks_at_the_weeks_that_judge(name, kind, meridian):
    asked = find(name, kind)
    assert asked.right(without_the_judges(meridian)) == asked.right(meridian)


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("08.1", "16", "name in row five"),
        ("08.1", "17", "Row six"),
        ("08.1", "18", "Row five"),
        ("08.1", "19", "row five"),
        ("08.6", "9", "Call 7 finds both busy until minute 10"),
        ("08.6", "12", "Call 7 finds both busy until 10"),
    ],
)
def test_what_readers_answered_has_a_message_of_its_own(name, given, said, meridian):
    outcome = exercises.get(name).check(given, meridian)
    assert outcome.kind == "wrong"
    assert said in outcome.message


def test_the_weights_of_the_card_can_be_added_up_from_what_the_question_says(meridian):
    said = exercises.get("08.m8").text(meridian)
    assert "400 points" in said
    assert "345" in said
    assert exercises.get("08.m8").right(meridian).startswith("The same as before")  # 430 against 385


def scored(meridian, **value):
    decision = find("08.rota", Decision)
    return decision.scored(decision.read(value, meridian), meridian).set_index("policy")


def test_a_rota_that_follows_the_day_beats_the_flat_one_and_hindsight_beats_all(meridian):
    table = scored(meridian, **SHAPED)
    assert table.loc[rota.YOURS, "low"] > 0
    assert table.loc[rota.AS_EVER, ["low", "mid", "high"]].tolist() == [0, 0, 0]
    assert table["mid"].idxmax() in (rota.YOURS, rota.HINDSIGHT)
    assert table.loc[rota.HINDSIGHT, "mid"] == pytest.approx(table["mid"].max(), rel=0.05)
    assert (table["low"] <= table["mid"]).all()
    assert (table["lead_low"] <= table["lead_high"]).all()


def test_three_all_day_is_what_it_was_and_leads_by_nothing(meridian):
    table = scored(meridian, **dict.fromkeys(PARTS, 3))
    assert table.loc[rota.YOURS, ["low", "mid", "high", "lead_low", "lead_high"]].tolist() == [0] * 5


def test_a_rehearsal_sees_nothing_of_the_weeks_that_judge(meridian):
    decision = find("08.rota", Decision)
    value = decision.read(SHAPED, meridian)
    other = without_the_judges(meridian)
    pd.testing.assert_frame_equal(decision.rehearsed(value, other), decision.rehearsed(value, meridian))
    assert rota.HINDSIGHT not in set(decision.rehearsed(value, meridian)["policy"])
    assert not decision.scored(value, other).equals(decision.scored(value, meridian))


def test_prices_that_are_assumed_count(meridian):
    decision = find("08.rota", Decision)
    value = decision.read(dict.fromkeys(PARTS, 4), meridian)
    dear = decision.scored({**value, "lost_call": 200.0}, meridian).set_index("policy")
    assert (
        dear.loc[rota.YOURS, "mid"] > 0 > scored(meridian, **dict.fromkeys(PARTS, 4)).loc[rota.YOURS, "mid"]
    )


def test_what_cannot_be_judged_is_recorded_and_said(meridian):
    decision = find("08.rota", Decision)
    few = meridian.tables["calls"].head(60)
    short = replace(meridian, tables={"calls": few})
    value = decision.read(SHAPED, short)
    assert "Recorded, not scored" in decision.worth(value, short)
    assert len(decision.rehearsed(value, short)) >= 5
    assert "calls" in decision.worth(value, replace(meridian, tables={"orders": meridian.tables["orders"]}))


def test_the_remark_says_who_hung_up(meridian):
    decision = find("08.rota", Decision)
    said = decision.judged(decision.read(SHAPED, meridian), meridian)[1]
    assert "would have hung up" in said
    assert "10 days" in said
