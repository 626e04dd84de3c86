"""Points become improvements, improvements become money; and the decision of lesson 2 on the sample case."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import choice, exercises, needs, offer
from helpers.case import Case
from helpers.exercises import Decision, every, find, validate

HERE = offer.Market(units=10_000, share=0.2, price=70.0, unit_cost=40.0)
QUESTIONS = [name for name in every(exercises.Question) if name.startswith("02.")]
EMPTY = Case(folder=Path(), name="Nothing", tables={})


def test_every_question_teaches_what_it_should(meridian):
    assert len(QUESTIONS) >= 20
    assert [finding for name in QUESTIONS for finding in validate(exercises.get(name), meridian)] == []


def test_no_question_breaks_on_a_case_without_tables():
    for name in QUESTIONS:
        assert exercises.get(name).check("7", EMPTY).kind in {"untried", "wrong", "right"}


def test_points_buy_while_the_money_lasts():
    steps = pd.DataFrame({"factor": ["a", "b", "c"], "cost": [5.0, 7.0, 3.0]})
    assert needs.bought({"a": 9, "b": 8, "c": 1}, steps, budget=8.0)["factor"].tolist() == ["a", "c"]
    assert needs.bought({"a": 0, "b": 0}, steps, budget=100.0).empty
    assert needs.bought({"a": 1, "b": 1, "c": 1}, steps, budget=15.0)["factor"].tolist() == ["c", "a", "b"]


def table_of_choices():
    """Three in four take the chair that costs ten less; three in four the one that is four weeks faster."""
    rows = {"respondent_id": "R1", "task": list("1122334455667788"), "alternative": list("AB" * 8)}
    won = [1, 0, 1, 0, 1, 0, 0, 1]
    even, apart = [60.0, 60.0] * 4, [50.0, 60.0] * 4
    slow, fast = [8.0, 8.0] * 4, [4.0, 8.0] * 4
    return pd.DataFrame({**rows, "chosen": won * 2, "price": apart + even, "lead_time": slow + fast})


def lifted(better_by: float) -> float:
    """Our share after our offer gains so much utility while rivals stand still (Ben-Akiva & Lerman 1985)."""
    up = HERE.share * np.exp(better_by)
    return float(up / (1 - HERE.share + up))


def test_a_step_and_what_it_covers():
    choices = table_of_choices()
    steps = needs.improvements(choices, choice.fit(choices), HERE).set_index("factor")
    assert steps.loc["lead_time", ["now", "then", "part"]].tolist() == [8.0, 4.0, 1.0]
    assert steps.loc["price", "then"] == pytest.approx(67.2)
    assert steps.loc["price", "part"] == pytest.approx(0.28)
    assert steps.loc["price", "cost"] == pytest.approx(0.04 * HERE.sales)


def test_money_follows_the_logit():
    choices = table_of_choices()
    fit = choice.fit(choices)
    steps = needs.improvements(choices, fit, HERE)
    faster = steps[steps["factor"] == "lead_time"]
    table = needs.compare_plans(fit, HERE, {"yours": faster, "nothing": steps.iloc[:0]}).set_index("policy")
    # log 3 of utility: a share of 0.2 becomes 0.6 ÷ (0.8 + 0.6)
    share = lifted(float(np.log(3)))
    assert share == pytest.approx(0.6 / 1.4)
    left = HERE.left - 0.04 * HERE.price  # a shorter lead time costs on every chair
    expected = HERE.units * (share * left - HERE.share * HERE.left)
    assert table.loc["yours", "mid"] == pytest.approx(expected)
    assert table.loc["nothing", ["low", "mid", "high"]].tolist() == [0, 0, 0]
    assert table.loc["yours", ["lead_low", "lead_high"]].tolist() == [0, 0]
    assert table.loc["nothing", "lead_low"] == pytest.approx(table.loc["yours", "low"])


def test_a_price_cut_is_paid_by_every_unit():
    choices = table_of_choices()
    fit = choice.fit(choices)
    cut = needs.price_cut(needs.improvements(choices, fit, HERE), HERE, budget=10_000.0)
    assert cut["then"].tolist() == [65.0]
    share = lifted(float(np.log(3)) / 10 * 5)
    table = needs.compare_plans(fit, HERE, {"cut": cut})
    expected = HERE.units * (share * 25 - HERE.share * 30)
    assert table["mid"].tolist() == [pytest.approx(expected)]


def test_steps_worth_most_for_the_money_come_first():
    choices = table_of_choices()
    fit = choice.fit(choices)
    worth = needs.worth(needs.derived(choices, fit), needs.improvements(choices, fit, HERE))
    assert worth["factor"].tolist() == ["lead_time", "price"]
    assert (worth["bought"] == worth["weight"] * worth["part"]).all()


def test_the_best_plan_is_better_than_any_order_of_points(meridian):
    choices, fit = table_of_choices(), choice.fit(table_of_choices())
    steps = needs.improvements(choices, fit, HERE)
    best = needs.best_plan(fit, HERE, steps, budget=1e9)
    earned = needs.compare_plans(
        fit, HERE, {"best": best, "fast": steps[steps["factor"] == "lead_time"], "all": steps}
    )
    assert earned["mid"].idxmax() == 0
    assert needs.best_plan(fit, HERE, steps, budget=0.0).empty
    dear = steps.assign(cost_share=0.9)
    assert needs.best_plan(fit, HERE, dear[dear["factor"] != "price"], budget=1e9).empty


# --- the decision ---


def test_the_sliders_first_stand_as_people_say(meridian):
    choice_ = find("02.weights", Decision)
    first = choice_.read({}, meridian)
    assert max(first, key=first.get) == "points_price"
    assert set(first.values()) <= set(range(11))


def test_choices_beat_words_on_people_nobody_had_looked_at(meridian):
    decision = find("02.weights", Decision)
    table = decision.scored({**decision.read({}, meridian), "budget_share": 0.10}, meridian)
    table = table.set_index("policy")
    assert table.loc["what the steps are worth", "lead_high"] < 0  # it leads yours beyond doubt
    assert table.loc["all of it into the price", "mid"] < 0
    assert table.loc["leaving it all as it is", "mid"] == 0
    assert (table["low"] <= table["mid"]).all()
    assert (table["mid"] <= table["high"]).all()


def test_rehearsal_keeps_the_lessons_own_way_to_itself(meridian):
    decision = find("02.weights", Decision)
    table = decision.rehearsed(decision.read({}, meridian), meridian)
    assert not table["policy"].str.contains("weight|heaviest").any()


@pytest.mark.parametrize("without", ["choices", "sales", "products", "answers", "customers", "orders"])
def test_what_cannot_be_judged_is_recorded_and_said(meridian, without):
    tables = {name: table for name, table in meridian.tables.items() if name != without}
    case, decision = replace(meridian, tables=tables), find("02.weights", Decision)
    value = decision.read({"points_price": 3}, case)
    worth = decision.worth({**value, "budget_share": 0.10}, case)
    if without in {"choices", "sales"}:
        assert "Recorded, not scored" in worth
        assert without in worth
    else:
        assert len(worth) >= 4
