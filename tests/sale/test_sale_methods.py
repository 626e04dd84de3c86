"""Lesson 5b's methods agree with other people's libraries, and with the truth of the simulated market."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import building, samples
from helpers.case import Case, read_case
from helpers.files import MERIDIAN

counts = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60)


@pytest.fixture(scope="module")
def firm() -> Case:
    return read_case(MERIDIAN)


def spread(a: int, b: int, c: int, d: int) -> tuple[list[bool], list[int]]:
    """Letters with the word that ordered (a) or not (b), without it (c, d)."""
    return [True] * (a + b) + [False] * (c + d), [1] * a + [0] * b + [1] * c + [0] * d


# The word


def test_the_odds_ratio_is_that_of_statsmodels() -> None:
    from statsmodels.stats.contingency_tables import Table2x2

    row = building.word_test(*spread(30, 70, 200, 700)).set_index("measure").loc["odds ratio"]
    theirs = Table2x2(np.array([[30, 70], [200, 700]]))
    assert row["value"] == pytest.approx(theirs.oddsratio)
    assert (row["low"], row["high"]) == pytest.approx(theirs.oddsratio_confint(), rel=1e-6)


def test_the_difference_within_weeks_is_newcombes() -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep

    flagged, ordered = spread(12, 28, 90, 270)
    leads = pd.DataFrame({"urgent": np.array(flagged) * 1, "converted": ordered, "timing_weeks": 3})
    row = building.within_weeks(leads).iloc[0]
    theirs = confint_proportions_2indep(12, 40, 90, 360, method="newcomb")
    assert (row["low"], row["high"]) == pytest.approx(theirs, abs=1e-6)


def test_the_interval_of_the_lift_covers_as_often_as_it_says() -> None:
    rng, chance = np.random.default_rng(1), np.array([0.03, 0.07, 0.24, 0.66])
    true = (chance[0] / chance[:2].sum()) / (chance[0] + chance[2])
    held = 0
    for _market in range(400):
        row = building.word_test(*spread(*rng.multinomial(1500, chance))).set_index("measure").loc["lift"]
        held += row["low"] <= true <= row["high"]
    assert 0.92 <= held / 400 <= 0.98


@given(counts)
def test_shares_lie_between_zero_and_one_and_the_counts_add_up(letters: list[tuple[bool, bool]]) -> None:
    flagged, ordered = [one for one, _two in letters], [int(two) for _one, two in letters]
    table = building.counted(flagged, ordered)
    assert table["all"].iloc[0] + table["all"].iloc[1] == table["all"].iloc[2] == len(letters)
    shares = building.word_test(flagged, ordered)["value"].iloc[:3].dropna()
    assert shares.between(0, 1).all()


def test_the_word_is_found_where_the_market_put_it_and_nowhere_else(firm: Case) -> None:
    leads = firm.tables["leads"]
    assert (building.with_word(leads)["flagged"].astype(int) == leads["urgent"]).all()
    assert building.has_word(pd.Series(["Urgently!", "insurgency", "“URGENT”", "加急"])).tolist() == [
        True,
        False,
        True,
        False,
    ]


def test_at_equal_haste_the_word_adds_nothing_as_the_truth_says(firm: Case) -> None:
    truth = building.true_odds(samples.truth(firm, "lead_odds"), ["urgent"])
    assert truth["odds_factor"].tolist() == [1.0]
    table = building.within_weeks(building.matured(firm.tables["leads"], as_of=firm.as_of))
    assert ((table["low"] <= 0) & (table["high"] >= 0)).sum() >= len(table) - 1


def test_most_who_ordered_never_wrote_the_word(firm: Case) -> None:
    measure = building.word_measures(firm.tables["leads"]).set_index("measure")
    assert measure.at["urgent_recall", "high"] < 0.15
    assert measure.at["urgent_lift", "low"] < 1 < measure.at["urgent_lift", "high"]


def test_leads_without_any_sign_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match="neither message nor urgent"):
        building.with_word(pd.DataFrame({"converted": [1]}))
    with pytest.raises(ValueError, match="no inquiry"):
        building.word_test([], [])


# Who is writing


def test_naive_bayes_guesses_as_sklearn_does(firm: Case) -> None:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.naive_bayes import MultinomialNB

    from helpers.building.bayes import old_and_new

    old, new = old_and_new(firm.tables["leads"].head(900))
    counter = CountVectorizer(analyzer=building.words_of)
    theirs = MultinomialNB().fit(counter.fit_transform(old["message"]), old["customer_type"])
    ours = building.learn_words(old["message"], old["customer_type"]).guess(new["message"])
    assert (ours.to_numpy() == theirs.predict(counter.transform(new["message"]))).mean() > 0.995


def test_words_beat_the_commonest_kind_and_cannot_part_shops(firm: Case) -> None:
    guessed = building.guessed_kinds(firm.tables["leads"])
    scores = building.kind_scores(guessed).set_index("group")
    assert scores.at["all", "low"] > scores.at["always the commonest", "high"]
    assert scores.at["household", "recall"] > 0.9
    assert scores.at["retailer", "recall"] < 0.6
    table = building.kind_confusion(guessed).set_index("truth")
    assert int(table.to_numpy().sum()) == len(guessed)


def test_one_kind_alone_cannot_be_told_apart(firm: Case) -> None:
    leads = firm.tables["leads"]
    with pytest.raises(ValueError, match="it takes two"):
        building.guessed_kinds(leads[leads["customer_type"] == "project"])


# Who agrees


def test_the_chance_of_a_deal_is_that_of_many_tries() -> None:
    people = pd.DataFrame(
        {"person": list("abcd"), "chance": [0.8, 0.6, 0.5, 0.3], "weight": [1, 2, 2, 1], "veto": [0, 0, 1, 0]}
    )
    rng = np.random.default_rng(0)
    yes = rng.random((200_000, 4)) < people["chance"].to_numpy()
    made = (yes @ people["weight"].to_numpy() >= 0.6 * 6) & yes[:, 2]
    found = building.agreement(people, needed=0.6).set_index("person").at["as it stands", "deal_if"]
    assert found == pytest.approx(made.mean(), abs=0.004)


@given(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=6))
def test_where_all_must_nod_the_least_willing_is_worth_most(chances: list[float]) -> None:
    people = pd.DataFrame({"person": [str(n) for n in range(len(chances))], "chance": chances})
    table = building.agreement(people)
    assert table["deal_if"].iloc[-1] == pytest.approx(np.prod(chances))
    assert table["chance"].iloc[0] == pytest.approx(min(chances))


def test_a_role_nobody_fills_is_a_gap_and_no_error() -> None:
    contacts = pd.DataFrame({"customer_id": ["a", "b"], "name": ["X", None], "buying_role": ["user", None]})
    assert building.role_gaps(contacts)["missing"].tolist() == [
        "decision, finance, technical",
        "decision, finance, user, technical",
    ]
    assert building.people_map(contacts)["user"].tolist() == ["X", "–"]
    assert building.coverage_by_customer(contacts)["known"].tolist() == [1, 0]


# His sum, gifts, promises


@given(
    st.floats(1, 500),
    st.floats(1, 500),
    st.floats(0, 0.3),
    st.floats(0.1, 50),
    st.floats(1, 500),
    st.floats(0, 50),
)
def test_his_sum_adds_up(  # noqa: PLR0917 – one value for each of his numbers
    landed: float, shelf: float, tax: float, sold: float, lot: float, selling: float
) -> None:
    net, cost, extra, left, margin, weeks, cash, year, gross, asleep, each = building.resale(
        landed=landed, shelf_price=shelf, tax=tax, sold_a_week=sold, lot=lot, selling=selling
    )["amount"]
    assert net * (1 + tax) == pytest.approx(shelf)
    assert cost + extra + left == pytest.approx(net)
    assert weeks * sold == pytest.approx(lot)
    assert cash == pytest.approx(lot * landed)
    assert asleep == pytest.approx(cash / 2)
    assert gross - year == pytest.approx(selling * sold * 52)
    assert each * asleep == pytest.approx(gross, abs=1e-6)
    if 0 <= margin <= 1:
        assert building.most_to_pay(shelf_price=shelf, tax=tax, margin=margin) == pytest.approx(landed)


def test_half_a_container_earns_less_and_frees_more_than_two_per_cent() -> None:
    off, half = building.against_first(building.bremen_offers()).to_dict("records")
    assert off["left_to_them"] == pytest.approx(off["costs_us"])
    assert off["costs_us"] == pytest.approx(1.16 * 9 * 52)
    assert half["costs_us"] == 0
    assert half["asleep"] < 20 * off["asleep"] < 0
    assert half["each_1_free_must_bring"] == pytest.approx(1.2 * 9 * 52 / (6300 - 3204))


def test_the_alert_names_blanks_and_strangers() -> None:
    contacts = pd.DataFrame(
        {
            "customer_id": list("aaaab"),
            "buying_role": ["decision", "finance", "user", "technical", "user"],
            "relationship": ["partner", "outsider", "friend", "friend", "friend"],
        }
    )
    whole = building.role_gaps(contacts[:4].assign(relationship="friend"))
    assert building.alert(whole).startswith("No blank")
    said = building.alert(building.role_gaps(contacts, named={"a": "Altan", "b": "Kestrel"}))
    assert said == (
        "Nobody on file: decision at Kestrel; finance at Kestrel; technical at Kestrel. "
        "Nobody but an outsider: finance at Altan."
    )


def test_what_must_not_be_seen_is_no_gift_however_small() -> None:
    for official in (True, False):
        for is_open in (True, False):
            small = {"amount": 0.5, "limit": 50.0, "official": official, "decision_open": is_open}
            assert building.gift_check(**small, said_openly=False)[0] == "no"
            assert (building.gift_check(**small, said_openly=True)[0] == "yes") == (
                not official and not is_open
            )


def test_effort_is_counted_by_person(firm: Case) -> None:
    row = building.effort_score(firm.tables["answers"]).iloc[0]
    assert 1 <= row["low"] <= row["effort"] <= row["high"] <= 7
    with pytest.raises(ValueError, match="Nobody was asked"):
        building.effort_score(pd.DataFrame({"respondent_id": ["a"], "survey": ["nps"], "answer": [9]}))


def test_without_a_day_nothing_can_be_promised() -> None:
    with pytest.raises(ValueError, match="no day to ring"):
        building.follow_up(None)
    with pytest.raises(ValueError, match="No clause is called"):
        building.contract_gaps(["goods", "colour"])


# The desk


def table_of_letters(days: int = 3, a_day: int = 4) -> pd.DataFrame:
    at = pd.to_datetime("2026-01-05") + pd.to_timedelta(
        [24 * day + hour for day in range(days) for hour in range(a_day)], unit="h"
    )
    return pd.DataFrame({"at": at, "day": at.normalize()})


@given(st.integers(1, 6), st.sampled_from([0.0, 0.2, 0.5, 1.0]), st.integers(0, 99))
def test_nobody_answers_more_letters_than_there_is_time_for(a_day: int, free: float, seed: int) -> None:
    table = table_of_letters()
    score = pd.Series(np.random.default_rng(seed).random(len(table)))
    mine = building.answered(table, score, a_day=a_day, kept_free=free)
    assert (mine.groupby(table["day"]).sum() == min(a_day, 4)).all()


def test_all_kept_free_is_first_come() -> None:
    table = table_of_letters()
    score = pd.Series(range(len(table)), dtype=float)
    free = building.answered(table, score, a_day=2, kept_free=1.0)
    assert (
        free.tolist()
        == building.answered(table, 0 * score, a_day=2).tolist()
        == [True, True, False, False] * 3
    )


def test_an_answer_helps_most_where_most_leave() -> None:
    known = building.Known({}, {"inquiry": 0.9, "verification": 0.6}, {}, 1.0, odds=1.5)
    assert known.answer("verification") > known.answer("inquiry") > 1
    assert building.Known({}, {"inquiry": 0.9}, {}, 1.0, odds=1.0).answer("inquiry") == 1
