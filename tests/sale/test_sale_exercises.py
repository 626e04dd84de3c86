"""Lesson 5b's questions teach their mistakes; its decision is judged by letters nobody had looked at."""

import dataclasses
import re

import pandas as pd
import pytest

from helpers import building, samples
from helpers.building.selling import LETTERS
from helpers.case import Case, read_case
from helpers.exercises import Decision, Prediction, Question, every, find, validate
from helpers.exercises.items import CannotSayError
from helpers.exercises.sale import decision, known, path, practice
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
    leads = building.with_word(building.to_learn_from(firm.tables["leads"], as_of=firm.as_of))
    assert not set(leads["lead_id"]) & set(
        decision.desk(firm, held_out=True, odds=1.2, worth=1.0)[0]["lead_id"]
    )
    shares = building.shares_ordered(leads["flagged"], leads["converted"])
    assert every(Prediction)["05b.p1"].right(firm) == pytest.approx(100 * shares["share"].iloc[0], abs=0.5)


# What readers answered, and were not told enough


def why(name: str, firm: Case, **wrong: str) -> str:
    """What is said when these letters, by number, were answered wrongly and all the others rightly."""
    asked = find(name, Question)
    given = {known.sender(int(number[1:])): option for number, option in wrong.items()}
    return asked.check({**asked.right(firm), **given}, firm).message


def test_a_wrong_step_is_told_why(firm: Case) -> None:
    assert "shop in his town" in why("05b.4", firm, n1=path.STEPS[0])
    assert "Whoever is real answers it" in why("05b.4", firm, n6=path.STEPS[5])
    assert "Nothing is missing" in why("05b.4", firm, n7=path.STEPS[0])


@pytest.mark.parametrize("name", ["05b.1", "05b.2", "05b.4", "05b.9", "05b.11", "05b.12", "05b.m13"])
def test_every_row_of_a_table_has_its_reason(name: str, firm: Case) -> None:
    asked = find(name, Question)
    assert set(asked.own("because")) == set(asked.frame(firm).rows)


def test_a_letter_that_is_to_get_the_exact_offer_lacks_nothing_for_it() -> None:
    letters = samples.inbox().set_index("letter")
    asked_for = letters.loc[list(path.STEP_OF)].query("next_step == 'the exact offer, with a date'")
    assert asked_for["missing"].tolist() == ["nothing"]


@pytest.mark.parametrize(("given", "kind"), [("64", "right"), ("64.2", "right"), ("62.55", "wrong")])
def test_what_the_daughters_can_pay_may_be_rounded(given: str, kind: str, firm: Case) -> None:
    outcome = find("05b.7", Question).check(given, firm)
    assert outcome.kind == kind
    assert kind == "right" or outcome.mistake == "their part of the shelf price"


def test_the_thirds_of_a_hint_can_be_written_as_the_hint_writes_them(firm: Case) -> None:
    given = {"precision": "2/5", "recall": "2/6", "all letters": "6/12"}
    assert find("05b.6", Question).check(given, firm).kind == "right"


def test_gifts_are_judged_as_the_rule_of_thumb_judges_them() -> None:
    seen = {
        "Dinner for two at the fair, in the week their tender is decided": (40, False, True),
        "Dinner for their whole team, after the order, in a very good restaurant": (400, False, False),
        "A calendar of ours, to every customer, at New Year": (5, False, False),
        "Mooncakes for the customs office": (20, True, True),
        "A visit to our works for their engineer, flight paid by us, nothing on offer just now": (
            900,
            False,
            False,
        ),
    }
    for gift, (amount, official, open_now) in seen.items():
        terms = {"amount": amount, "limit": 60, "official": official, "decision_open": open_now}
        assert building.gift_check(**terms, said_openly=True)[0] == path.GIFTS[gift]


# The inbox


def test_the_letters_are_whole_and_of_known_kinds() -> None:
    letters = samples.inbox()
    assert len(letters) == 12
    assert set(letters["customer_type"]) <= {*LETTERS, "none"}
    assert set(letters["stage"]) <= {*building.STAGES, "none"}
    assert set(letters["missing"]) <= {*practice.FACTS, "nothing"}
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
    assert re.match(r"On \d+ days with letters, ", remark)
