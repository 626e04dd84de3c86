"""Questions teach what they should; the decision is judged by customers whom nobody had looked at."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import cycle, exercises, figures, quiz, samples
from helpers.case import Case
from helpers.exercises import Decision, Prediction, every, find, validate
from helpers.exercises.cycle import known, path
from helpers.exercises.cycle.decision import compared
from helpers.opening import opened

QUESTIONS = list(every(exercises.Question, lesson="09"))
EMPTY = Case(folder=Path(), name="Nothing", tables={})
ASSUMED = {"customers": 2_000, "call_cost": 4.0, "order_left": 1_280.0}


@pytest.fixture(scope="module")
def firm() -> Case:
    """The sample case, read once."""
    return opened("meridian")


def test_every_question_teaches_what_it_should(firm):
    assert len(QUESTIONS) >= 20
    assert [finding for name in QUESTIONS for finding in validate(exercises.get(name), firm)] == []


def test_no_question_breaks_on_a_case_without_tables():
    for name in QUESTIONS:
        assert exercises.get(name).check("7", EMPTY).kind in {"untried", "wrong", "right"}


def test_the_pencil_gives_what_a_reader_can_work_out(firm):
    months = known.own(firm).sort_values("period").head(6)["actual"].to_numpy()
    steps = np.abs(np.diff(months))
    assert exercises.get("09.1").right(firm) == pytest.approx(steps.mean())
    assert exercises.get("09.2").right(firm) == pytest.approx(months.mean() + 2.66 * steps.mean(), rel=1e-3)


def test_the_mini_case_says_that_the_tenth_month_was_near_the_limit_and_within_it():
    months = np.array(path.MINI, dtype=float)
    limit = months.mean() + 2.66 * np.abs(np.diff(months)).mean()
    found = exercises.get("09.11")
    assert found.check(str(round(limit, 1)), EMPTY).kind == "right"
    assert found.check("52", EMPTY).mistake == "the month itself"
    assert limit > months[9]


def test_what_somebody_rounds_is_right(firm):
    assert exercises.get("09.1").check("1.9", firm).kind == "right"
    assert exercises.get("09.2").check("17.3", firm).kind == "right"
    assert exercises.get("09.m3").check("6", EMPTY).kind == "right"


@pytest.mark.parametrize("name", ["09.3", "09.4", "09.7", "09.9"])
def test_each_row_has_a_reason_and_names_are_quoted_once(firm, name):
    asked = exercises.get(name)
    right, options = asked.right(firm), asked.frame(firm).options
    for row in right:
        wrong = next(option for option in reversed(options) if option != right[row])
        outcome = asked.check({**right, row: wrong}, firm)
        assert "““" not in str(outcome)
        assert outcome.mistake or asked.own("because")[row] in str(outcome), outcome


def test_predictions_are_what_the_figures_after_them_say(firm):
    card = known.card(firm)
    told = find("09.p1", Prediction).right(firm)
    assert f"In {told:.0f} of {len(card)} promises" in figures.scorecard(card).sentence
    looks = cycle.peeking()
    told = find("09.p2", Prediction).right(EMPTY)
    assert f"20 looks do in {told:.0f}%" in figures.peeking(looks).sentence
    assert looks.set_index("looks")["false_alarms"][1] == pytest.approx(0.05, abs=0.015)


def decided(firm, roll_out):
    decision = find("09.calls", Decision)
    return decision.scored({**decision.read({"roll_out": roll_out}, firm), **ASSUMED}, firm).set_index(
        "policy"
    )


def test_nobody_earns_nothing_and_half_earns_half_of_everybody(firm):
    table = decided(firm, "half")
    assert table.loc["call nobody", ["low", "mid", "high"]].tolist() == [0, 0, 0]
    assert table.loc["half, by lot", "mid"] == pytest.approx(table.loc["call everybody", "mid"] / 2)
    assert table.loc["your plan", "mid"] == table.loc["half, by lot", "mid"]
    assert table.loc["half, by lot", ["lead_low", "lead_high"]].tolist() == [0, 0]


def test_the_half_that_judges_was_in_no_figure(firm):
    seen, judging = cycle.halves(firm.tables["experiments"])
    assert not set(seen["unit_id"]) & set(judging["unit_id"])
    assert len(seen) + len(judging) == len(firm.tables["experiments"])
    assert 0.4 < len(seen) / len(firm.tables["experiments"]) < 0.6
    flipped = judging.assign(outcome=1 - judging["outcome"])
    other = replace(firm, tables={**firm.tables, "experiments": pd.concat([seen, flipped])})
    decision = find("09.calls", Decision)
    value = {**decision.read({}, firm), **ASSUMED}
    pd.testing.assert_frame_equal(decision.rehearsed(value, other), decision.rehearsed(value, firm))


def test_the_score_is_right_on_average_for_what_the_call_does(firm):
    """Over many draws of lots and outcomes by the hidden chances the mean score is the true gain."""
    judging = cycle.halves(firm.tables["experiments"])[1]
    hidden = samples.truth(firm, "experiment").set_index("unit_id").loc[judging["unit_id"]]
    expected = 2_000 * (1_280 * float((hidden["p_treatment"] - hidden["p_control"]).mean()) - 4)
    rng, found, inside = np.random.default_rng(9), [], 0
    for _draw in range(150):
        rung = rng.random(len(judging)) < 0.5
        chance = np.where(rung, hidden["p_treatment"], hidden["p_control"])
        drawn = judging.assign(
            arm=np.where(rung, "treatment", "control"),
            outcome=(rng.random(len(judging)) < chance).astype(float),
        )
        table = compared(drawn, {"roll_out": "everybody", **ASSUMED}).set_index("policy")
        row = table.loc["call everybody"]
        found.append(row["mid"])
        inside += row["low"] <= expected <= row["high"]
    assert np.mean(found) == pytest.approx(expected, abs=4 * np.std(found) / 150**0.5)
    assert inside / 150 >= 0.9


def test_what_cannot_be_judged_is_recorded_and_said():
    decision = find("09.calls", Decision)
    assert "experiments" in decision.worth({"roll_out": "half", **ASSUMED}, EMPTY)


def test_an_experiment_of_one_arm_is_said(firm):
    table = firm.tables["experiments"]
    case = replace(firm, tables={"experiments": table[table["arm"] == "control"]})
    said = find("09.calls", Decision).worth({"roll_out": "half", **ASSUMED}, case)
    assert isinstance(said, str)
    assert "treatment" in said


def test_the_remark_names_the_judges_and_the_doubt(firm):
    decision = find("09.calls", Decision)
    said = decision.judged({**decision.read({}, firm), **ASSUMED}, firm)[1]
    assert "in no figure" in said
    assert "no proof" in said


def test_the_sources_quiz_keeps_its_keys_and_counts_an_argued_answer():
    items = {item.id: item for item in quiz.load("09_source").items}
    assert len(items) == 12
    assert [name for name, item in items.items() if item.argued] == ["09.t2", "09.t5", "09.t11"]
    for item in items.values():
        right = [option for option in item.options if option.right]
        assert len(right) == (2 if item.argued else 1)
        assert "key" in item.source
        if item.argued:
            assert sum(option.why.startswith("Argued alternative") for option in right) == 1
    assert "reconstructed" in items["09.t12"].source
