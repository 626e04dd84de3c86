"""Weights by words and by choices: on tables to check by hand, and on the market whose truth is known."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from helpers import choice, needs, samples


def importance(**answers):
    """One respondent's answers to the survey importance."""
    return pd.DataFrame(
        {
            "respondent_id": "R1",
            "survey": "importance",
            "item": list(answers),
            "answer": list(answers.values()),
        }
    )


@given(st.lists(st.integers(1, 7), min_size=2, max_size=9))
def test_stated_weights_add_up_to_one(scale):
    answers = importance(**{f"need_{n}": value for n, value in enumerate(scale)})
    if max(scale) == 1:
        with pytest.raises(ValueError, match="foot of the scale"):
            needs.stated(answers)
    else:
        assert needs.stated(answers)["weight"].sum() == pytest.approx(1)


def test_words_and_blanks_are_no_answers():
    answers = importance(price="7", brand="much", quality=None)
    assert needs.ratings(answers, "importance").columns.tolist() == ["price"]
    with pytest.raises(ValueError, match="“performance”"):
        needs.ratings(answers, "performance")


def test_said_and_chosen_must_share_names(meridian):
    chosen = pd.DataFrame({"factor": ["fee"], "weight": [1.0], "low": [1.0], "high": [1.0]})
    with pytest.raises(ValueError, match="share 0 factors"):
        needs.gap(needs.stated(meridian.tables["answers"]), chosen)


def test_the_market_says_price_and_chooses_something_else(meridian):
    answers, choices = meridian.tables["answers"], meridian.tables["choices"]
    gap = needs.gap(needs.stated(answers), needs.derived(choices)).set_index("factor")
    assert gap["said"].sum() == pytest.approx(1)
    assert gap["chosen"].sum() == pytest.approx(1)
    assert gap["gap"].sum() == pytest.approx(0)
    assert gap.loc["price", "said_rank"] == 1
    assert gap.loc["supply_stability", "gap"] > 0.05
    assert gap.loc["payment_terms", "gap"] > 0 > gap.loc["brand", "gap"]


@pytest.mark.parametrize("kind", ["household", "small_retailer", "retailer", "wholesaler", "project"])
def test_part_worths_of_one_kind_are_recovered(meridian, kind):
    people = meridian.tables["customers"].query("customer_type == @kind")
    choices = meridian.only(customer_type=kind).tables["choices"]
    owner = needs.owners(meridian.tables["answers"])
    own, hidden = needs.one_kind(choices, owner, people, samples.truth(meridian, "tastes"))
    table = needs.recovered(needs.fitted(own, brand=meridian.name), hidden)
    assert len(table) == 13
    # 13 intervals at 95%: fewer than 10 hits has a chance below one in a thousand
    assert table["inside"].sum() >= 10


def test_a_level_is_compared_with_the_fits_own_reference():
    rows = {"respondent_id": "R1", "task": list("11223344"), "alternative": list("AB" * 4)}
    table = pd.DataFrame({**rows, "chosen": [1, 0, 1, 0, 1, 0, 0, 1], "brand": ["x", "y"] * 4})
    hidden = pd.DataFrame({"attribute": "brand", "level": ["x", "y"], "part_worth": [0.0, -1.0]})
    found = needs.recovered(choice.fit(table, reference={"brand": "y"}), hidden)
    assert found[["level", "true"]].values.tolist() == [["x", 1.0]]


def test_the_table_handed_on_keeps_what_cannot_be_tested(meridian):
    said = needs.stated(meridian.tables["answers"])
    table = needs.needs_table(said, needs.derived(meridian.tables["choices"]))
    assert {"factor", "weight", "gap"} <= set(table)
    assert table["weight"].sum() == pytest.approx(1)
    assert set(table.loc[table["source"] == "said", "factor"]) == {"future_benefit", "other"}
    assert table.loc[table["source"] == "said", "gap"].isna().all()


def test_one_of_the_two_is_enough(meridian):
    said = needs.stated(meridian.tables["answers"])
    alone = needs.needs_table(said, None)
    assert alone["weight"].sum() == pytest.approx(1)
    assert alone["gap"].isna().all()
    assert (needs.needs_table(None, needs.derived(meridian.tables["choices"]))["source"] == "chosen").all()
    with pytest.raises(ValueError, match="importance, or choices"):
        needs.needs_table(None, None)


def test_words_that_choices_do_not_know_keep_the_weight_they_were_given(meridian):
    said = needs.stated(meridian.tables["answers"])
    renamed = said.assign(factor="Q_" + said["factor"])
    table = needs.needs_table(renamed, needs.derived(meridian.tables["choices"]))
    assert (table["source"] == "said").all()
    assert table["weight"].sum() == pytest.approx(1)


def test_drivers_are_those_of_the_attitude_survey_and_of_statsmodels():
    attitude = samples.attitude()
    found = needs.drivers(attitude, outcome="rating").set_index("driver")
    assert found["estimate"][["constant", "complaints", "learning"]].round(3).tolist() == [
        10.787,
        0.613,
        0.320,
    ]
    other = sm.OLS(attitude["rating"], sm.add_constant(attitude.drop(columns="rating"))).fit()
    assert np.allclose(found["se"], other.bse)


def test_drivers_that_repeat_each_other_are_refused():
    table = samples.attitude().assign(again=lambda t: 2 * t["raises"])
    with pytest.raises(ValueError, match="repeat each other"):
        needs.drivers(table, outcome="rating")
    with pytest.raises(ValueError, match="too few"):
        needs.drivers(samples.attitude().head(5), outcome="rating")


def test_offers_that_meet_the_need_better_are_taken_more_often(meridian):
    choices = meridian.tables["choices"]
    table = needs.fit_and_taken(needs.fitted(choices), choices)
    assert table["share"].is_monotonic_increasing
    assert (table["share"] - table["expected"]).abs().max() < 0.05
