"""Questions teach what they should; the decision is judged by people whom nobody had looked at."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from helpers import exercises, winback
from helpers.case import Case
from helpers.exercises import Decision, Prediction, every, find, validate

QUESTIONS = list(every(exercises.Question, lesson="07"))
EMPTY = Case(folder=Path(), name="Nothing", tables={})
ASSUMED = {"cost_per_letter": 0.0, "regained": 0.6, "retention": 0.6}


def test_every_question_teaches_what_it_should(meridian):
    assert len(QUESTIONS) >= 18
    assert [finding for name in QUESTIONS for finding in validate(exercises.get(name), meridian)] == []


def test_no_question_breaks_on_a_case_without_tables():
    for name in QUESTIONS:
        assert exercises.get(name).check("7", EMPTY).kind in {"untried", "wrong", "right"}


def decided(meridian, **value):
    decision = find("07.list", Decision)
    return decision.scored({**decision.read(value, meridian), **ASSUMED}, meridian).set_index("policy")


@pytest.mark.parametrize("letters", [60, 100, 200])
def test_the_list_by_gain_earns_more_than_each_baseline_on_held_out_customers(meridian, letters):
    table = decided(meridian, rank_by="gain", letters=letters)
    yours = table.loc["your list", "mid"]
    others = table.drop(index=["your list", "by gain, while it pays"])
    assert (others["mid"] < yours).all()
    # Of four hundred judges a fifth returns: only the lead over lots is beyond luck, if letters are many.
    assert letters < 100 or others.loc["as many, drawn by lot", "lead_low"] > 0


def test_lots_are_the_mean_of_all_draws(meridian):
    judged = len(winback.halves(meridian.tables["campaigns"])[1])
    whole = decided(meridian, rank_by="lots", letters=judged)
    assert whole.loc["your list", "mid"] == pytest.approx(whole.loc["everybody", "mid"])
    half = decided(meridian, rank_by="lots", letters=judged // 2)
    assert half.loc["your list", "mid"] == pytest.approx(
        whole.loc["your list", "mid"] * (judged // 2) / judged
    )
    assert (
        decided(meridian, rank_by="gain", letters=0).loc["your list", ["low", "mid", "high"]].tolist()
        == [0] * 3
    )


def test_a_rehearsal_keeps_the_judges_and_the_lessons_own_way_to_itself(meridian):
    decision = find("07.list", Decision)
    value = {**decision.read({}, meridian), **ASSUMED}
    table = decision.rehearsed(value, meridian)
    assert not table["policy"].str.contains("gain").any()
    learnt, judges = winback.halves(meridian.tables["campaigns"])
    assert not set(learnt["customer_id"]) & set(judges["customer_id"])
    changed = meridian.tables["campaigns"].assign(
        returned=lambda t: t["returned"].where(
            ~t["customer_id"].isin(judges["customer_id"]), 1 - t["returned"]
        )
    )
    other = replace(meridian, tables={**meridian.tables, "campaigns": changed})
    pd.testing.assert_frame_equal(decision.rehearsed(value, other), table)


def test_nothing_asked_before_the_decision_knows_the_judges(meridian):
    judges = winback.halves(meridian.tables["campaigns"])[1]["customer_id"]
    changed = meridian.tables["campaigns"].assign(
        returned=lambda t: t["returned"].where(~t["customer_id"].isin(judges), 1 - t["returned"]),
        revenue=lambda t: t["revenue"].where(~t["customer_id"].isin(judges), 7.0),
    )
    other = replace(meridian, tables={**meridian.tables, "campaigns": changed})
    kinds = {"07.1": exercises.Question, "07.2": exercises.Question, "07.p1": Prediction, "07.p2": Prediction}
    for name, kind in kinds.items():
        asked = find(name, kind)
        assert asked.right(meridian) == asked.right(other), name
        assert asked.text(meridian) == asked.text(other), name
    assert not set(winback.laid_out(changed)["customer_id"]) & set(judges)
    assert len(winback.laid_out(changed.head(3))) == 3


def test_the_price_of_one_follows_from_the_numbers_that_are_written(meridian):
    asked = exercises.get("07.2")
    price = asked.right(meridian)
    for given in (f"{price:.1f}", f"{price:.0f}", str(int(price))):
        assert asked.check(given, meridian).kind == "right"


def test_the_score_is_unbiased_for_what_the_letter_does(meridian, hidden):
    """Over many draws of arms and outcomes by the hidden chances the mean score is the true gain."""
    import numpy as np

    campaign = meridian.tables["campaigns"]
    learnt, judges = winback.halves(campaign)
    model, worth = winback.uplift_model(learnt), pd.Series(1.0, index=judges.index)
    true = hidden.set_index("customer_id").loc[judges["customer_id"]]
    rng, found = np.random.default_rng(1), []
    for _draw in range(400):
        treat = rng.random(len(judges)) < 0.5
        chance = np.where(treat, true["p_treatment"], true["p_control"])
        arm = np.where(treat, "treatment", "control")
        back = (rng.random(len(judges)) < chance).astype(int)
        panel = winback.judges(judges.assign(arm=arm, returned=back), model, worth, cost=0.0)
        found.append(panel.each[panel.orders["gain"][:100]].sum())
    first = panel.orders["gain"][:100]
    expected = float((true["p_treatment"] - true["p_control"]).to_numpy()[first].sum())
    assert np.mean(found) == pytest.approx(expected, abs=4 * np.std(found) / 400**0.5)


@pytest.mark.parametrize("without", ["campaigns", "orders", "customers", "subscriptions", "tickets"])
def test_what_cannot_be_judged_is_recorded_and_said(meridian, without):
    tables = {name: table for name, table in meridian.tables.items() if name != without}
    case, decision = replace(meridian, tables=tables), find("07.list", Decision)
    worth = decision.worth({**decision.read({"rank_by": "gain"}, case), **ASSUMED}, case)
    if without == "campaigns":
        assert "Recorded, not scored" in worth
        assert "campaigns" in worth
    else:
        assert len(worth) >= 5


def test_a_campaign_too_small_to_part_is_recorded_and_said(meridian):
    case = replace(meridian, tables={"campaigns": meridian.tables["campaigns"].head(3)})
    decision = find("07.list", Decision)
    assert "too small" in decision.worth({**decision.read({}, case), **ASSUMED}, case)


def test_the_remark_says_how_few_decide(meridian):
    decision = find("07.list", Decision)
    said = decision.judged({**decision.read({}, meridian), **ASSUMED}, meridian)[1]
    assert "in no model" in said
