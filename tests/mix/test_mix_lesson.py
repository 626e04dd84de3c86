"""Lesson 4: its questions teach, others judge its decisions, its figures say what is so."""

import numpy as np
import pandas as pd
import pytest

from helpers import figures, mix
from helpers.case import Case, read_case
from helpers.exercises import Decision, Prediction, Question, every, find, validate
from helpers.exercises.items import CannotSayError
from helpers.exercises.mix import budget, price
from helpers.exercises.reading import UnreadableError
from helpers.files import MERIDIAN

QUESTIONS = sorted(name for name in every(Question) if name.startswith("04."))


@pytest.fixture(scope="module")
def firm() -> Case:
    return read_case(MERIDIAN)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_accepts_its_answer_and_meets_its_mistakes(name: str, firm: Case) -> None:
    assert validate(every(Question)[name], firm) == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_message_gives_the_answer_away(name: str, firm: Case) -> None:
    asked = every(Question)[name]
    if asked.kind != "number":
        return
    right = asked.words(asked.right(firm), firm)
    for value in asked.mistakes(firm).values():
        assert f" {right} " not in f" {asked.check(value, firm)} "


def test_three_predictions_have_answers(firm: Case) -> None:
    answers = {name: p.right(firm) for name, p in every(Prediction).items() if name.startswith("04.")}
    assert answers["04.p1"] == pytest.approx(24, abs=5)
    assert 74 <= answers["04.p2"] <= 92
    assert answers["04.p3"] == "visits"


def choices_of(name: str, firm: Case, **value: object) -> dict[str, object]:
    return {**find(name, Decision).read(value, firm)}


def test_a_price_is_tried_on_those_we_know_and_scored_on_the_others(firm: Case) -> None:
    asked = find("04.price", Decision)
    value = choices_of("04.price", firm, price_change=0.1)
    tried, scored = asked.rehearsed(value, firm), asked.scored(value, firm)
    assert tried["policy"].tolist() == scored["policy"].tolist()
    assert not np.allclose(tried["mid"], scored["mid"])
    by = scored.set_index("policy")
    assert by.loc["match the rival", "mid"] < by.loc["keep the price", "mid"] < by.loc["your plan", "mid"]
    seen, aside = (price.judge(firm, people)[0].n_respondents for people in ("known", "held out"))
    assert 3 * aside < seen


def test_terms_are_worth_more_to_buyers_than_they_cost(firm: Case) -> None:
    asked = find("04.price", Decision)
    longer = asked.scored({**choices_of("04.price", firm, terms_days=60), "rate": 0.10}, firm)
    assert longer["lead_low"].iloc[3] > 0
    dear = asked.scored({**choices_of("04.price", firm, terms_days=60), "rate": 3.0}, firm)
    assert dear["mid"].iloc[0] < longer["mid"].iloc[0]


def test_a_price_out_of_range_is_refused_with_the_range(firm: Case) -> None:
    with pytest.raises(
        UnreadableError, match=r"price_change is “-0\.9”; allowed is a number from -0\.2 to 0\.25"
    ):
        find("04.price", Decision).read({"price_change": -0.9}, firm)


def test_a_budget_is_judged_by_the_market_itself(firm: Case) -> None:
    asked = find("04.budget", Decision)
    now = choices_of("04.budget", firm)
    assert sum(float(str(part)) for part in now.values()) == pytest.approx(100, abs=2)
    best = mix.split_budget(budget.known_curves(firm), 100.0 * 300).to_dict()
    value = {name: round(100 * part / 30_000) for name, part in best.items()}
    scored = asked.scored(value, firm)
    assert scored["policy"].iloc[0] == "your split"
    assert (scored["lead_low"].iloc[1:] > 0).sum() >= 2
    everything = {**dict.fromkeys(now, 0), "fairs": 1}
    assert asked.scored(everything, firm)["mid"].iloc[[0, 3]].nunique() == 1


def test_without_the_truth_the_last_months_judge(firm: Case) -> None:
    real = Case(folder=firm.folder, name=firm.name, tables=firm.tables)
    fitted, true = budget.judge(real), budget.judge(firm)
    assert not np.allclose(fitted["ceiling"], true["ceiling"])
    early, late = budget.parted(firm.tables["spend"])
    assert early["period"].max() < late["period"].min()
    assert late["period"].nunique() == 12


@pytest.mark.parametrize("name", ["04.price", "04.budget"])
def test_a_case_without_the_tables_says_what_it_takes(name: str) -> None:
    bare = Case(folder=MERIDIAN, name="Bare", tables={})
    with pytest.raises(CannotSayError, match="the case has none"):
        find(name, Decision).controls(bare)


def test_nothing_in_the_budget_is_a_sentence(firm: Case) -> None:
    nothing = dict.fromkeys(choices_of("04.budget", firm), 0)
    with pytest.raises(CannotSayError, match="All parts of the budget are zero"):
        find("04.budget", Decision).scored(nothing, firm)


# Figures


def curves(*spend: float, ceiling: float = 10.0) -> pd.DataFrame:
    names = [f"channel {n}" for n in range(len(spend))]
    return pd.DataFrame(
        {"channel": names, "base": 0.0, "ceiling": ceiling, "scale": 5.0, "carry_over": 0.0, "spend": spend}
    )


def test_the_budget_figure_says_what_moves_and_why() -> None:
    said = figures.budget_split(mix.budget_table(curves(9.0, 1.0)), currency="USD").sentence
    assert said == (
        "USD 4.00 a month moves from channel 0 to channel 1; "
        "then one more USD brings 0.74 wherever money is spent."
    )
    same = figures.budget_split(mix.budget_table(curves(4.0, 4.0))).sentence
    assert (
        same
        == "The budget stands where it should: one more unit of money brings about 0.90 in every channel."
    )


def test_the_curves_name_the_best_and_the_fullest_channel() -> None:
    table = curves(9.0, 1.0)
    said = figures.response_curves(mix.curve_lines(table), mix.budget_table(table)).sentence
    assert "brings 1.64 in channel 1 and 0.33 in channel 0" in said
    assert "would bring 2.48 a month more" in said
    many = curves(*range(1, 9))
    drawn = figures.response_curves(mix.curve_lines(many), mix.budget_table(many)).figure.axes[0]
    assert sum(len(line.get_xdata()) > 2 for line in drawn.lines) == 5
    alone = curves(4.0)
    assert (
        "in channel 0." in figures.response_curves(mix.curve_lines(alone), mix.budget_table(alone)).sentence
    )


def test_the_page_says_how_much_more_or_less() -> None:
    now, dearer = mix.Mix(units=100, price=70, unit_cost=40), mix.Mix(units=90, price=80, unit_cost=40)
    more = figures.mix_profit(mix.compare_mixes(now, dearer), currency="USD").sentence
    assert more.startswith("The plan leaves USD 3,600 a year, USD 600 more than now")
    less = figures.mix_profit(mix.compare_mixes(dearer, now)).sentence
    assert "600 less than now" in less
    assert "what there is now" in figures.mix_profit(mix.compare_mixes(now, now)).sentence


def test_empty_tables_are_a_sentence_in_the_place_of_a_figure() -> None:
    table = mix.budget_table(curves(4.0)).head(0)
    lines = mix.curve_lines(curves(4.0))
    assert "no channel" in figures.response_curves(lines, table).sentence
    assert "no channel" in figures.budget_split(table).sentence
    page = mix.compare_mixes(mix.Mix(1, 2, 1), mix.Mix(1, 2, 1)).head(0)
    assert "no steps" in figures.mix_profit(page).sentence
    with pytest.raises(ValueError, match="needs a column"):
        figures.budget_split(pd.DataFrame({"channel": ["a"]}))


def test_what_if_shows_before_and_after(firm: Case) -> None:
    table = firm.tables["choices"]
    fit = mix.fit_choices(table, firm.name)
    offers = mix.market_offers(fit, table, mix.latest_market(firm.tables["sales"]))
    options = mix.levels_to_try(table, offers, firm.name)
    first = {name: next(iter(levels)) for name, levels in options.items()}
    told = figures.what_if(fit, offers, firm.name, **first).sentence
    assert "more than before" in told
    assert told.startswith("Changed: price 62.58 (was 68.02). ")
    now = {name: level for name, levels in options.items() for level, says in levels.items() if "now" in says}
    assert "Nothing of ours is changed" in figures.what_if(fit, offers, firm.name, **now).sentence
    assert "(now)" in " ".join(options["lead_time"].values())


def test_a_plan_with_later_payment_hears_what_of_it_is_the_terms(firm: Case) -> None:
    asked = find("04.price", Decision)
    remarks = [
        asked.judged(choices_of("04.price", firm, price_change=0.05, terms_days=days), firm)[1]
        for days in (0, 30, 60)
    ]
    assert remarks[1] == ""
    assert "costs you USD" in remarks[0]
    assert "comes from being paid after 60 days instead of 30" in remarks[2]
