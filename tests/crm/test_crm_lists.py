"""Six records by hand, eight calls by hand, the busiest half hour, and what one more person would do."""

import pandas as pd
import pytest

from helpers import crm


def test_a_record_is_counted_as_one_would_with_a_pencil():
    scores = crm.record_scores(crm.three_lists())
    assert scores["filled"].sum() == 26
    assert scores["valid"].sum() == 20
    assert (scores["valid"] <= scores["filled"]).all()
    assert scores["current"].tolist() == ["yes", "no", "yes", "yes", "no", "yes"]


def test_open_rows_show_nothing_of_the_answer():
    scores = crm.record_scores(crm.three_lists(), blanks=2)
    assert scores[["filled", "valid"]].iloc[-2:].isna().all().all()
    assert scores["current"].iloc[-2:].tolist() == ["", ""]
    assert scores["filled"].iloc[:-2].tolist() == [5, 4, 3, 5]


def test_the_one_record_holds_nothing_that_nobody_was_asked_about():
    one = crm.one_record()
    assert "liv@aune.example" not in one["value"].tolist()
    assert {"field", "value", "taken_from"} == set(one)


def test_eight_calls_wait_less_with_each_further_person():
    waits = [crm.eight_calls(agents=n)["waits"].sum() for n in (1, 2, 3, 4)]
    assert waits == sorted(waits, reverse=True)
    assert waits[1:] == [11, 1, 0]


def test_the_busiest_time_is_that_of_most_work_and_not_of_most_calls():
    starts = pd.to_datetime(["2026-06-01 09:00", "2026-06-01 09:30", "2026-06-01 10:00"])
    calls = pd.DataFrame(
        {"interval_start": starts, "calls": [10, 8, 2], "handle_seconds": [100.0, 300.0, 300.0]}
    )
    top = crm.busiest(crm.arrivals(calls))
    assert top["time"] == "09:30"
    assert top["load"] == pytest.approx(8 * 300 / 1800)
    assert top["few"] == 2
    assert crm.desk(top["load"], top["agents"], handle_seconds=300).service_level >= 0.8


def test_no_calls_are_refused_in_words():
    starts = pd.to_datetime(["2026-06-01 09:00", "2026-06-01 09:30"])
    with pytest.raises(ValueError, match="No call has come"):
        crm.busiest(crm.arrivals(pd.DataFrame({"interval_start": starts, "calls": [0, 0]})))


def test_what_if_says_when_the_queue_grows_for_ever():
    table = crm.what_if(calls=15, talk_minutes=4, people=2)
    assert table["people"].tolist() == [1, 2, 3]
    assert (table["wait"] == "").tolist() == [True, True, False]
    assert table["in_time"].tolist()[:2] == [0, 0]
    assert crm.what_if(calls=3, people=1)["people"].tolist() == [1, 2]


def test_the_formula_holds_where_it_should_and_not_where_callers_hang_up():
    table = crm.formula_tried(calls_an_hour=30, handle_seconds=240, agents=3, hours=200).set_index("setting")
    said = table.loc["as the formula wants it"]
    assert said["low"] < said["formula_seconds"] < said["high"]
    assert table.loc["some hang up", "high"] < said["formula_seconds"]
    assert table.loc["all talks alike", "high"] < said["formula_seconds"]
    assert table.loc["a few endless talks", "low"] > said["formula_seconds"]
