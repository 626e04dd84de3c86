"""Lesson 5's questions, and its decision: scored in money on leads that the score had not seen."""

import pandas as pd
import pytest

from helpers import building, exercises, samples
from helpers.case import Case
from helpers.exercises import Decision, Prediction, Question, every, validate
from helpers.exercises.building import decision, known
from helpers.exercises.items import CannotSayError

QUESTIONS = list(every(Question, lesson="05"))
TERMS = {"places": 30, "follow_up_cost": 60.0, "saved": 0.4, "customer_value": 1500.0}


def plan(rank_by="gain", cut_off=0, **terms):
    return {"rank_by": rank_by, "cut_off": cut_off, **TERMS, **terms}


@pytest.fixture(scope="module")
def choice() -> Decision:
    return every(Decision, lesson="05")["05.leads"]


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_teaches_on_the_sample(name, firm):
    assert validate(exercises.get(name), firm) == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_message_gives_the_answer_away(name, firm):
    asked = exercises.get(name)
    if asked.kind == "number":
        right = asked.words(asked.right(firm), firm)
        for value in asked.mistakes(firm).values():
            assert f" {right} " not in f" {asked.check(value, firm)} "


def test_wrong_answers_that_readers_gave_are_met_by_name(firm):
    where = exercises.get("05.3")
    assert where.check("negotiation", firm).mistake == "never change a winning team"
    asks = where.check("inquiry", firm)
    assert asks.mistake == "where they write to us"
    assert "at inquiry 88% go on already" in str(asks)
    cards = known.cards(firm)
    worst = cards.loc[cards["yearly_profit"] < 0, "account"].iloc[0]
    plans = exercises.get("05.5").right(firm) | {worst: "win now"}
    said = str(exercises.get("05.5").check(plans, firm))
    assert f"{worst}: USD −9.05 a year never pays anything back." in said


def test_no_question_looks_at_the_judges(firm):
    judges = set(building.parted(known.settled(firm))[2]["lead_id"])
    assert len(judges) > 800
    assert not judges & set(known.leads(firm)["lead_id"])
    assert int(known.funnel(firm)["entered"].iloc[0]) == len(known.leads(firm))
    assert int(known.sources(firm).shape[0]) == firm.tables["leads"]["source"].nunique()
    assert known.fitted(firm).n == len(known.leads(firm))


def test_predictions_have_an_answer(firm):
    found = every(Prediction, lesson="05")
    assert found["05.p1"].right(firm) == pytest.approx(0.32, abs=0.03)
    assert found["05.p2"].right(firm) == "referral"
    assert 0.45 < found["05.p3"].right(firm) < 0.65


def test_chance_times_worth_beats_every_colleague_on_leads_not_seen(firm, choice):
    table = choice.scored(plan(), firm).set_index("policy")
    assert table.index.tolist()[1:4] == ["first come", "biggest first", "by points"]
    assert (table["lead_low"].iloc[1:4] > 0).all()
    assert (table["low"] <= table["mid"]).all()
    assert (table["mid"] <= table["high"]).all()
    likeliest = choice.scored(plan("chance"), firm).set_index("policy")
    assert likeliest.loc["your plan", "mid"] < table.loc["your plan", "mid"]


def test_the_lessons_own_way_shows_only_after_the_commit(firm, choice):
    tried, scored = choice.rehearsed(plan("bant"), firm), choice.scored(plan("bant"), firm)
    assert len(scored) == len(tried) + 1
    assert "chance × what they leave" not in set(tried["policy"])
    assert tried["mid"].iloc[0] != scored["mid"].iloc[0]


def test_the_judges_are_the_newest_and_the_score_never_saw_them(firm, choice):
    older, tried, aside, how = building.parted(building.matured(firm.tables["leads"], as_of=firm.as_of))
    assert older["created_at"].max() <= tried["created_at"].min()
    assert tried["created_at"].max() <= aside["created_at"].min()
    assert how in choice.judged(plan(), firm)[1]
    parts = [set(part["lead_id"]) for part in (older, tried, aside)]
    assert not parts[0] & parts[1]
    assert not (parts[0] | parts[1]) & parts[2]


def test_an_empty_place_costs_nothing_and_earns_nothing(firm, choice):
    none = choice.scored(plan("first_come", cut_off=60, follow_up_cost=1e6), firm)
    full = choice.scored(plan("first_come", cut_off=0, follow_up_cost=1e6), firm)
    assert none["mid"].iloc[0] > full["mid"].iloc[0]


def test_leads_alone_are_enough(choice):
    table = samples.caravan()
    bare = Case(folder=samples.cdnow_file().parent, name="Caravan", tables={"leads": table})
    ways = choice.controls(bare)["rank_by"].options
    assert set(ways) == {"first_come", "chance", "gain"}
    scored, said = choice.judged(plan("chance"), bare)
    assert isinstance(scored, pd.DataFrame)
    assert "every fifth" in said
    by = scored.set_index("policy")["mid"]
    assert by["your plan"] > by["first come"]
    assert (
        building.parted(table)[2]["lead_id"].tolist()
        == building.parted(table.sample(frac=1))[2].sort_index()["lead_id"].tolist()
    )


def test_few_leads_are_no_judge(firm, choice):
    few = Case(
        folder=firm.folder, name=firm.name, tables={"leads": firm.tables["leads"].head(200)}, as_of=firm.as_of
    )
    assert "Recorded, not scored" in choice.worth(plan(), few)
    nothing = Case(folder=firm.folder, name="x", tables={})
    with pytest.raises(CannotSayError, match="the case has none"):
        choice.scored(plan(), nothing)


def test_worth_is_that_of_the_kind(firm):
    leads = building.matured(firm.tables["leads"], as_of=firm.as_of)
    __, __, worth = decision.ground(firm, True, 1500.0)
    kinds = worth.groupby(leads["customer_type"]).nunique()
    assert (kinds <= 1).all()
    assert worth.min() >= 0
