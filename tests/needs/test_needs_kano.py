"""Kano: the published evaluation table, coefficients, certainty, and the classes the market is drawn from."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import needs, samples

PUBLISHED = """Q A A A O
R I I I M
R I I I M
R I I I M
R R R R Q"""  # rows: with it; columns: without it; both from like to dislike (after Kano 1984, Berger 1993)


def counts(**people):
    return pd.DataFrame({"feature": ["x"], **{name: [n] for name, n in people.items()}})


def test_the_evaluation_table_is_the_published_one():
    found = needs.kano_table().iloc[:, 1:].to_numpy().tolist()
    assert found == [line.split() for line in PUBLISHED.splitlines()]
    for with_it, line in enumerate(found, start=1):
        for without, letter in enumerate(line, start=1):
            assert needs.kano_class(with_it, without) == letter


@pytest.mark.parametrize("answer", [0, 6, 2.5])
def test_what_is_no_kano_answer_is_refused(answer):
    with pytest.raises(ValueError, match="no answer to a Kano question"):
        needs.kano_class(answer, 1)


@pytest.mark.parametrize(
    ("people", "better", "worse"),
    [
        ({"A": 30, "O": 40, "M": 20, "I": 10}, 0.70, -0.60),
        ({"A": 30, "O": 40, "M": 20, "I": 10, "R": 50, "Q": 7}, 0.70, -0.60),
        ({"A": 70, "O": 323, "M": 493, "I": 95}, 0.40, -0.83),
        ({"A": 104, "O": 451, "M": 305, "I": 115}, 0.57, -0.78),
        ({"A": 638, "O": 216, "M": 29, "I": 85}, 0.88, -0.25),
    ],
)
def test_better_and_worse_leave_out_reverse_and_questionable(people, better, worse):
    found = needs.judged(counts(**people)).iloc[0]
    assert [round(found["better"], 2), round(found["worse"], 2)] == [better, worse]


def test_a_tie_goes_to_the_class_that_is_worse_to_miss():
    assert needs.judged(counts(A=5, O=5, M=5, I=5))["category"].tolist() == ["M"]
    assert needs.judged(counts(A=5, O=5, M=0, I=5))["category"].tolist() == ["O"]


@given(st.lists(st.integers(0, 200), min_size=6, max_size=6).filter(lambda n: sum(n) > 0))
def test_shares_coefficients_and_leads_stay_in_their_bounds(people):
    found = needs.judged(counts(**dict(zip("AOMIRQ", people, strict=True)))).iloc[0]
    assert found["n"] == sum(people)
    assert 0 <= found["lead"] <= 1
    if sum(people[:4]):
        assert 0 <= found["better"] <= 1
        assert -1 <= found["worse"] <= 0
    else:
        assert np.isnan(found["better"])


def test_the_interval_of_the_lead_covers_as_often_as_it_says():
    shares, n = np.array([0.40, 0.30, 0.20, 0.10]), 200
    drawn = np.random.default_rng(1).multinomial(n, shares, size=2000)
    # The lead of O over A, which is the true one; the largest of a draw may be another where they are close.
    table = needs.judged(pd.DataFrame(drawn, columns=list("OAMI")).assign(feature="x"))
    kept = table["category"] == "O"
    covered = (table["lead_low"] <= 0.10) & (table["lead_high"] >= 0.10)
    assert 0.92 <= covered[kept].mean() <= 0.98


def test_fong_asks_for_a_lead_in_heads():
    tested = needs.kano_tests(needs.judged(counts(A=30, O=40, M=20, I=10))).iloc[0]
    assert tested["fong"] == pytest.approx(1.65 * (70 * 130 / 200) ** 0.5)
    assert not tested["by_fong"]
    assert not tested["by_z"]
    clear = needs.kano_tests(needs.judged(counts(A=10, O=80, M=5, I=5))).iloc[0]
    assert clear["by_fong"]
    assert clear["by_z"]


def test_the_classes_of_the_market_are_found(meridian):
    features = needs.kano(meridian.tables["kano"])
    table = needs.recovered_classes(features, samples.truth(meridian, "kano"))
    assert len(table) == 11
    assert table.loc[table["sure"], "agree"].all()
    assert table["agree"].mean() > 0.9


def test_half_answered_pairs_are_left_out():
    pairs = pd.DataFrame({"feature": "x", "functional": [1, np.nan, 9], "dysfunctional": [5, 5, 5]})
    assert needs.kano(pairs)["n"].tolist() == [1]
    with pytest.raises(ValueError, match="no pair"):
        needs.kano(pairs.tail(2))


def test_priorities_put_what_hurts_first(meridian):
    order = needs.priorities(needs.kano(meridian.tables["kano"]))
    assert order["rank"].tolist() == list(range(1, 12))
    place = order["category"].map({letter: at for at, letter in enumerate("MOAIRQ")})
    assert place.is_monotonic_increasing
    assert (order.loc[order["category"] == "A", "better"].diff().dropna() <= 0).all()


def test_three_ways_to_count_needs_are_one_map():
    table = needs.level_crosswalk()
    assert table["zh"].tolist()[:4] == ["基本需求", "期望需求", "隐藏需求", "本源需求"]
    assert set(table["kano"]) == set(needs.CLASSES.values())
    assert needs.hidden_needs()["technique"].is_unique
