"""Lesson 5b's questions teach their mistakes; its decision is judged by letters nobody had looked at."""

import dataclasses

import pandas as pd
import pytest

from helpers import building, samples
from helpers.building.selling import LETTERS
from helpers.case import Case, read_case
from helpers.exercises import Decision, Prediction, Question, every, find, validate
from helpers.exercises.items import CannotSayError
from helpers.exercises.sale import decision, known, path
from helpers.files import MERIDIAN

OURS = sorted(every(Question, lesson="05b"))
TERMS = {"minutes": 90, "minutes_each": 15, "odds": 1.2, "worth": 1000.0}


@pytest.fixture(scope="module")
def firm() -> Case:
    return read_case(MERIDIAN)


@pytest.mark.parametrize("name", OURS)
def test_every_question_teaches_what_it_should(name: str, firm: Case) -> None:
    asked = every(Question)[name]
    assert validate(asked, firm) == []
    assert asked.text(firm)


@pytest.mark.parametrize("name", OURS)
def test_no_message_gives_the_answer_away(name: str, firm: Case) -> None:
    asked = every(Question)[name]
    if asked.kind == "number":
        right = asked.words(asked.right(firm), firm)
        for value in asked.mistakes(firm).values():
            assert f" {right} " not in f" {asked.check(value, firm)} "


def test_the_guess_is_answered_by_the_figure_it_opens(firm: Case) -> None:
    leads = building.with_word(building.matured(firm.tables["leads"], as_of=firm.as_of))
    shares = building.shares_ordered(leads["flagged"], leads["converted"])
    assert every(Prediction)["05b.p1"].right(firm) == pytest.approx(100 * shares["share"].iloc[0])


# The inbox


def test_the_letters_are_whole_and_of_known_kinds() -> None:
    letters = samples.inbox()
    assert len(letters) == 12
    assert set(letters["customer_type"]) <= {*LETTERS, "none"}
    assert set(letters["stage"]) <= {*building.STAGES, "none"}
    assert set(letters["missing"]) <= {*path.FACTS, "nothing"}
    assert set(letters["next_step"]) == set(path.STEPS)
    assert letters["became"].str.len().max() <= 80
    assert letters["text"].str.contains("[\u4e00-\u9fff]").sum() >= 2


def test_letters_hold_nothing_that_markdown_or_a_sentence_would_obey() -> None:
    letters = samples.inbox()
    for column in ("sender", "text", "became"):
        assert not letters[column].str.contains(r"[<>*_`|{}\[\]#$\\]").any(), column
    told = samples.letter_texts(letters, first=3, last=4)
    assert told.startswith("> **3 · ")
    assert told.count("> **") == 2


def test_in_the_inbox_the_word_does_worse_than_a_lot() -> None:
    measure = known.tested()
    assert measure["precision"] == pytest.approx(2 / 5)
    assert measure["recall"] == pytest.approx(2 / 6)
    assert measure["lift"] < 1


def test_every_kind_has_a_letter_for_every_stage() -> None:
    for kind in LETTERS:
        for stage in building.STAGES:
            assert len(building.message_for(kind, stage)) == 3
    with pytest.raises(ValueError, match="choose one of"):
        building.message_for("astronaut", "inquiry")


def test_thirty_seconds_are_about_seventy_words() -> None:
    assert building.seconds_to_say("word " * 70) == pytest.approx(30)
    model = find("05b.8", Question).own("model")
    assert 20 < building.seconds_to_say(model) < 45


# The decision


def scored(firm: Case, rule: str, free: int = 0, **terms: float) -> pd.DataFrame:
    value = {"answer_first": rule, "kept_free": free, **TERMS, **terms}
    return find("05b.reply", Decision).scored(value, firm).set_index("policy")


def test_multiplying_beats_the_word_and_the_word_does_not_beat_the_queue(firm: Case) -> None:
    table = scored(firm, "sum")
    assert table.at["URGENT first", "lead_low"] > 0
    assert table.at["first come, first served", "lead_low"] > 0
    assert table.at["your desk", "mid"] == table.at["chance times worth", "mid"]
    word = scored(firm, "urgent_word")
    assert word.at["first come, first served", "lead_low"] < 0


def test_what_is_kept_free_costs_something_and_never_more_than_first_come(firm: Case) -> None:
    none, half = (scored(firm, "sum", free).at["your desk", "mid"] for free in (0, 50))
    assert scored(firm, "first_come").at["your desk", "mid"] < half < none


def test_with_time_for_all_no_rule_decides_anything(firm: Case) -> None:
    table = scored(firm, "stage", minutes=6000)
    assert table["mid"].nunique() == 1
    assert (table[["lead_low", "lead_high"]].abs() < 1e-6).all(axis=None)


def test_a_rehearsal_reads_no_letter_of_those_that_judge(firm: Case) -> None:
    tried, final = (decision.desk(firm, held_out=way, odds=1.2, worth=1000.0)[0] for way in (False, True))
    assert not set(tried["lead_id"]) & set(final["lead_id"])
    assert tried.groupby("lead_id")["at"].min().max() < final["at"].max()
    value = {"answer_first": "type", "kept_free": 20, **TERMS}
    assert "chance times worth" not in set(find("05b.reply", Decision).rehearsed(value, firm)["policy"])


def test_no_lead_that_judges_has_taught(firm: Case) -> None:
    leads = firm.tables["leads"]
    older, middle, newest, _how = building.parted(building.matured(leads, as_of=firm.as_of))
    for held_out, past in ((True, pd.concat([older, middle])), (False, older)):
        _table, taught = decision.desk(firm, held_out=held_out, odds=1.2, worth=1000.0)
        again = building.learned(past, firm.table("stages"), worth={}, usual=1.0, odds=1.2)
        assert taught.chance == again.chance
    assert not set(newest["lead_id"]) & {*older["lead_id"], *middle["lead_id"]}


def test_without_stages_or_orders_it_is_scored_all_the_same(firm: Case) -> None:
    bare = dataclasses.replace(firm, tables={"leads": firm.tables["leads"]})
    table = scored(bare, "sum")
    assert len(table) == 4
    assert table.at["first come, first served", "mid"] > 0


def test_without_leads_it_is_recorded_and_says_what_it_takes(firm: Case) -> None:
    bare = dataclasses.replace(firm, tables={"orders": firm.tables["orders"]})
    with pytest.raises(CannotSayError, match="leads"):
        scored(bare, "sum")
    said = find("05b.reply", Decision).worth({"answer_first": "sum", "kept_free": 0, **TERMS}, bare)
    assert isinstance(said, str)


def test_minutes_that_do_not_suffice_for_one_letter_are_a_sentence(firm: Case) -> None:
    with pytest.raises(CannotSayError, match="not enough for one letter"):
        scored(firm, "sum", minutes=10)


def test_the_remark_says_who_got_an_answer(firm: Case) -> None:
    value = {"answer_first": "type", "kept_free": 0, **TERMS}
    _table, remark = find("05b.reply", Decision).judged(value, firm)
    assert "from wholesaler 100%" in remark
    assert "household" in remark
