"""Lesson 2b's questions teach their mistakes; its decision rewards asking, and friends are no sample."""

import dataclasses
import re

import numpy as np
import pandas as pd
import pytest

from helpers import choice
from helpers.case import Case, read_case
from helpers.exercises import Decision, Question, every, find, get, validate
from helpers.exercises.interview import decision
from helpers.exercises.interview.panel import Panel
from helpers.exercises.items import CannotSayError
from helpers.files import MERIDIAN

OURS = sorted(name for name in every(Question) if name.startswith("02b."))
SUMS = [
    name
    for name, asked in every(Question).items()
    if asked.kind == "number" and name[:2] in ("02", "03", "04")
]
TERMS = {"cost_per_interview": 250.0, "market_units": 0, "margin": 0.0}


@pytest.fixture(scope="module")
def firm() -> Case:
    return read_case(MERIDIAN)


@pytest.mark.parametrize("name", OURS)
def test_every_question_teaches_what_it_should(name: str, firm: Case) -> None:
    asked = get(name)
    assert validate(asked, firm) == []
    assert asked.text(firm)


@pytest.mark.parametrize("name", SUMS)
def test_the_solution_of_a_sum_shows_the_sum(name: str, firm: Case) -> None:
    told = get(name).worked_out(firm)
    value, _, way = told.removeprefix("On these data: **").partition("**. ")
    assert value in way, "the way ends in the answer"
    assert not re.search(r"[{}]|\bnan\b|needs\.|mix\.", told)


def test_one_wrong_row_of_the_file_is_met_with_its_reason(firm: Case) -> None:
    right = get("02b.9").right(firm)
    for place in ("keep", "leave out"):
        met = get("02b.9").check({**right, "Their travel plans": place}, firm)
        assert met.kind == "wrong"
        assert "then delete" in met.message or "PIPL" in met.message


def test_sizes_come_from_the_case_and_its_limits_are_said(firm: Case) -> None:
    n = firm.tables["customers"]["customer_id"].nunique()
    assert get("02b.2").right(firm) == pytest.approx(600.228 / (1 + 599.228 / n), abs=1)
    bare = dataclasses.replace(firm, tables={"answers": firm.tables["answers"]})
    with pytest.raises(CannotSayError, match="Nobody is there to ask"):
        get("02b.2").right(bare)


# The decision


def scored(firm: Case, interviews: int, whom: str = "by_lot") -> pd.DataFrame:
    value = {"interviews": interviews, "whom": whom, **TERMS}
    return find("02b.sample", Decision).scored(value, firm).set_index("policy")


def test_asking_beats_a_lot_and_friends_and_costs_what_it_costs(firm: Case) -> None:
    some, friends = scored(firm, 150), scored(firm, 10, "one_circle")
    assert some.loc["your plan", "mid"] > some.loc["ask nobody", "mid"]
    assert some.loc["your plan", "mid"] > some.loc["ask ten friends", "mid"]
    assert friends.loc["your plan", "mid"] == pytest.approx(friends.loc["ask ten friends", "mid"])
    dearer = find("02b.sample", Decision).scored(
        {"interviews": 150, "whom": "by_lot", **TERMS, "cost_per_interview": 350.0}, firm
    )
    assert dearer["mid"].iloc[0] == pytest.approx(some.loc["your plan", "mid"] - 150 * 100)
    assert (some["low"] <= some["mid"]).all()
    assert (some["mid"] <= some["high"]).all()


def test_a_rehearsal_asks_none_of_those_who_judge_in_the_end(firm: Case) -> None:
    terms = {"units": 0.0, "margin": 0.0}
    tried, final = (decision.study(firm, rehearsal=way, **terms) for way in (True, False))
    _known, aside = choice.hold_out(firm.tables["choices"])
    judges = set(aside["respondent_id"])
    assert not judges & {*tried.panel.people, *final.panel.people}
    assert set(tried.panel.people) < set(final.panel.people)
    value = {"interviews": 30, "whom": "by_lot", **TERMS}
    assert len(find("02b.sample", Decision).rehearsed(value, firm)) == 4


def test_everybodys_part_worths_are_nearly_those_of_the_full_fit(firm: Case) -> None:
    fit = choice.fit(firm.tables["choices"])
    panel = Panel.of(firm.tables["choices"], fit.coding)
    ours = panel.part_worths(np.arange(len(panel.people)))
    se = fit.table["se"].to_numpy(dtype=float)
    assert (np.abs(ours - fit.estimates) < 0.25 * se).all()


def test_one_person_gives_finite_part_worths(firm: Case) -> None:
    fit = choice.fit(firm.tables["choices"])
    panel = Panel.of(firm.tables["choices"], fit.coding)
    assert np.isfinite(panel.part_worths(np.array([0]))).all()


def test_choices_without_a_price_are_refused_in_words(firm: Case) -> None:
    tables = {**firm.tables, "choices": firm.tables["choices"].drop(columns="price")}
    with pytest.raises(CannotSayError, match="takes a price"):
        scored(dataclasses.replace(firm, tables=tables), 30)


def test_without_choices_it_says_which_table_it_takes(firm: Case) -> None:
    bare = dataclasses.replace(firm, tables={"orders": firm.tables["orders"]})
    with pytest.raises(CannotSayError, match="choices"):
        scored(bare, 30)
