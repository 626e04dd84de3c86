"""Coders and machines: kappa as statsmodels has it, themes against the market's truth, odd text."""

import math

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from helpers import needs, samples
from helpers.case import Case, read_case
from helpers.files import MERIDIAN


@pytest.fixture(scope="module")
def firm() -> Case:
    return read_case(MERIDIAN)


def coders(n: int = 80, *, seed: int = 0) -> tuple[list[str], list[str]]:
    rng = np.random.default_rng(seed)
    first = rng.choice(list("abc"), n, p=[0.5, 0.3, 0.2])
    second = np.where(rng.random(n) < 0.7, first, rng.choice(list("abc"), n))
    return first.tolist(), second.tolist()


@pytest.mark.parametrize("seed", range(5))
def test_kappa_and_its_error_are_those_of_statsmodels(seed: int) -> None:
    first, second = coders(seed=seed)
    ours = needs.cohens_kappa(first, second)
    theirs = cohens_kappa(needs.agreement_table(first, second).iloc[:, 1:].to_numpy())
    assert ours.kappa == pytest.approx(theirs.kappa)
    assert ours.se == pytest.approx(theirs.std_kappa)
    assert (ours.low, ours.high) == pytest.approx((theirs.kappa_low, theirs.kappa_upp), abs=1e-6)


def test_kappa_at_its_ends() -> None:
    assert needs.cohens_kappa(list("aabb"), list("aabb")).kappa == 1
    assert needs.cohens_kappa(list("aabb"), list("bbaa")).kappa == -1
    assert math.isnan(needs.cohens_kappa(list("aaa"), list("aaa")).kappa)
    with pytest.raises(ValueError, match="one coded 1 and the other 2"):
        needs.cohens_kappa(["a"], ["a", "b"])


def test_the_codebook_holds_the_markets_themes_better_than_the_machine(firm: Case) -> None:
    answers, truth = firm.tables["answers"], samples.truth(firm, "themes")
    assert isinstance(truth, pd.DataFrame)
    both = needs.coded_pairs(needs.code_by_words(answers), truth)
    codebook = needs.cohens_kappa(both["theme_true"], both["theme"])
    machine, crossed = needs.themes_against(needs.themes(answers, number=9).assigned, truth)
    assert codebook.kappa > 0.7
    assert len(both) > 0.95 * len(truth)
    assert machine.kappa > 0.4
    assert codebook.low > machine.high
    assert crossed.drop(columns="theme_true").to_numpy().sum() == machine.n == len(truth)


def test_themes_are_numbered_by_size_and_come_out_the_same_each_time(firm: Case) -> None:
    found, again = (needs.themes(firm.tables["answers"], number=6) for _ in range(2))
    assert found.words["answers"].is_monotonic_decreasing
    assert found.words["theme"].tolist() == [1, 2, 3, 4, 5, 6]
    pd.testing.assert_frame_equal(found.assigned, again.assigned)


def test_too_few_answers_are_read_by_people() -> None:
    few = pd.DataFrame({"respondent_id": ["R1"], "survey": "open", "item": "?", "answer": ["Late."]})
    with pytest.raises(ValueError, match="1 open answers are too few for 3 themes"):
        needs.themes(few, number=3)
    with pytest.raises(ValueError, match="own words"):
        needs.code_by_words(few.assign(survey="nps"))
    table = needs.theme_table(few)
    assert table["theme"].tolist() == ["delivery"]
    measures, absent = needs.theme_measures(few)
    assert absent["measure"].tolist() == ["theme_kappa"]
    assert measures.set_index("measure").loc["open_answers", "value"] == 1


def spoken(*texts: str) -> pd.DataFrame:
    """These open answers, each of another person."""
    people = [f"R{n}" for n in range(len(texts))]
    return pd.DataFrame({"respondent_id": people, "survey": "open", "item": "?", "answer": texts})


def test_text_without_known_words_is_not_coded_and_never_taken_for_nothing_said() -> None:
    odd = "=SUM(A1)", "<b>", "???", "~", "1234", "谢谢", "Die Lieferung kam zu spät, wieder.", "Très bien."
    later = "Boats. Nothing else.", "Chairs for the beach. No complaints."
    coded = needs.code_by_words(spoken(*odd, *later))
    assert set(coded["theme"]) == {needs.NOT_CODED}
    assert "Not coded: 10 of 10 open answers" in needs.left_uncoded(coded)
    measures, absent = needs.theme_measures(spoken(*odd))
    assert measures.set_index("measure").loc["uncoded_answers", "value"] == len(odd)
    assert absent["measure"].tolist() == ["largest_theme_share", "theme_kappa"]


def test_who_says_that_there_is_nothing_said_so() -> None:
    coded = needs.code_by_words(spoken("Nothing, thank you.", "没有，都挺好。", "The price. Nothing else."))
    assert coded["theme"].tolist() == ["nothing", "nothing", "price"]
    assert needs.left_uncoded(coded) == "Every open answer could be coded."


def test_answers_in_another_language_stand_aside_until_the_codebook_has_their_words() -> None:
    german = "Die Lieferung kam zu spät.", "Lieferung im Mai, Verspätung im Juni.", "Der Preis."
    said = spoken("The price.", *german)
    measures, _absent = needs.theme_measures(said)
    share = measures.set_index("measure").loc["largest_theme_share"]
    assert (share["value"], share["n"]) == (1, 1)
    own = {"delivery": needs.CODEBOOK["delivery"] + " liefer verspät", "price": "price preis"}
    assert needs.code_by_words(said, own)["theme"].tolist() == ["price", "delivery", "delivery", "price"]


def test_measures_carry_kappa_with_its_interval(firm: Case) -> None:
    answers = firm.tables["answers"]
    measures, absent = needs.theme_measures(answers, needs.themes(answers, number=9))
    rows = measures.set_index("measure")
    assert absent.empty
    assert rows.loc["theme_kappa", "low"] < rows.loc["theme_kappa", "value"] < rows.loc["theme_kappa", "high"]
