"""Segments: association and clusters against library oracles, the five tests on good and bad splits."""

import math

import numpy as np
import pandas as pd
import pytest
from first_step import Sample
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency
from scipy.stats.contingency import association as scipy_association
from sklearn.metrics import adjusted_rand_score

from helpers import targeting

letters = st.sampled_from("abc")


@settings(max_examples=30)
@given(st.lists(st.tuples(letters, letters), min_size=8, max_size=80))
def test_chi_square_and_v_are_scipys(pairs: list[tuple[str, str]]) -> None:
    table = pd.DataFrame(pairs, columns=["region", "type"])
    found = targeting.association(table, "region", "type")
    counts = pd.crosstab(table["region"], table["type"]).to_numpy()
    if min(counts.shape) < 2:
        assert math.isnan(found["p"])
        return
    oracle = chi2_contingency(counts, correction=False)
    assert found[["chi_square", "dof", "p"]].tolist() == pytest.approx(
        [oracle.statistic, oracle.dof, oracle.pvalue]
    )
    assert found["smallest_expected"] == pytest.approx(oracle.expected_freq.min())
    assert found["cramers_v"] == pytest.approx(scipy_association(counts, method="cramer"))
    assert 0 <= found["cramers_v_corrected"] <= 1


def test_of_two_unrelated_traits_only_the_corrected_v_stays_near_zero() -> None:
    generator = np.random.default_rng(2)
    draws = [pd.DataFrame(generator.integers(0, 10, (60, 2)), columns=["a", "b"]) for _ in range(100)]
    found = pd.DataFrame([targeting.association(draw, "a", "b") for draw in draws])
    assert found["cramers_v"].mean() > 0.3
    assert found["cramers_v_corrected"].mean() < 0.12
    assert 0.01 < (found["p"] < 0.05).mean() < 0.12


def test_traits_are_listed_closest_first_and_absent_ones_left_out(meridian: Sample) -> None:
    table = targeting.associations(meridian.values, ["tier", "colour", "value_class"], "customer_type")
    assert set(table["trait"]) == {"tier", "value_class"}
    assert table["cramers_v_corrected"].is_monotonic_decreasing
    with pytest.raises(ValueError, match="no column colour"):
        targeting.associations(meridian.values, ["colour"], "tier")


def test_separation_is_near_zero_for_noise_and_near_one_for_worlds_apart() -> None:
    generator = np.random.default_rng(3)
    groups = pd.Series(np.repeat(list("abcd"), 100))
    noise = [targeting.separation(pd.Series(generator.random(400)), groups) for _ in range(100)]
    assert abs(np.mean(noise)) < 0.005
    apart = groups.map({"a": 0, "b": 10, "c": 20, "d": 30}) + pd.Series(generator.random(400))
    assert targeting.separation(apart, groups) > 0.9
    assert math.isnan(targeting.separation(apart, groups.map(lambda _: "one")))


def test_grid_has_every_cell_and_loses_nobody(meridian: Sample) -> None:
    table = targeting.grid(meridian.values, rows="customer_type", columns="tier")
    assert len(table) == meridian.values["customer_type"].nunique() * 4
    assert table["customers"].sum() == len(meridian.values)
    assert table["total"].sum() == pytest.approx(meridian.values["revenue"].sum())


def test_five_tests_of_the_customer_types(meridian: Sample) -> None:
    table = targeting.five_tests(meridian.values, meridian.people, by="customer_type").set_index("test")
    assert table.index.tolist() == ["measurable", "substantial", "accessible", "differentiable", "actionable"]
    assert table["passes"].tolist() == [True, False, True, True, True]
    assert table.loc["actionable", "number"] == 7
    assert "internal" in table.loc["substantial", "says"]


def test_a_split_by_lot_fails_to_differ(meridian: Sample) -> None:
    lot = meridian.values.assign(lot=np.random.default_rng(0).integers(0, 3, len(meridian.values)))
    table = targeting.five_tests(lot, None, by="lot").set_index("test")
    assert table.loc["differentiable", "number"] < 0.01
    assert not table.loc["differentiable", "passes"]
    assert pd.isna(table.loc["accessible", "passes"]), "without consents nobody can tell"
    assert "consent_email" in table.loc["accessible", "says"]


def test_five_tests_of_one_customer_judge_what_they_can() -> None:
    one = pd.DataFrame(
        {"customer_id": ["a"], "kind": ["x"], "revenue": [5.0], "orders": [1], "age_weeks": [4.0]}
    )
    table = targeting.five_tests(one, None, by="kind").set_index("test")
    assert pd.isna(table.loc["differentiable", "passes"])
    assert not table.loc["substantial", "passes"]
    with pytest.raises(ValueError, match="no column region"):
        targeting.five_tests(one, None, by="region")


def planted(each: int = 60) -> tuple[pd.DataFrame, np.ndarray]:
    generator = np.random.default_rng(5)
    centres = [(5, 40, 90_000), (30, 8, 4_000), (400, 1, 200)]
    rows = [
        [value * generator.lognormal(0, 0.15) for value in centre] for centre in centres for _ in range(each)
    ]
    return pd.DataFrame(rows, columns=["days_since_last", "orders", "revenue"]), np.repeat([1, 2, 3], each)


def test_planted_segments_are_recovered_in_order_of_revenue_and_chosen() -> None:
    customers, truth = planted()
    found = targeting.clusters(customers, k=3)
    assert adjusted_rand_score(truth, found) == 1
    assert (found == truth).all(), "1 is the segment with the highest mean revenue"
    table = targeting.cluster_choices(customers, ks=[2, 3, 4], draws=3).set_index("k")
    assert table["silhouette"].idxmax() == 3
    assert table.loc[3, "stability"] == pytest.approx(1)
    assert table.loc[4, "stability"] < 0.99, "a fourth is found now here, now there"
    assert table.loc[3, "smallest"] == pytest.approx(1 / 3)


def test_more_segments_than_different_customers_are_refused() -> None:
    customers = pd.DataFrame({"days_since_last": [1, 1], "orders": [2, 2], "revenue": [3.0, 3.0]})
    with pytest.raises(ValueError, match="2 segments need at least 2 customers who differ"):
        targeting.clusters(customers, k=2)
    with pytest.raises(ValueError, match=r"Too few customers differ \(1\)"):
        targeting.cluster_choices(customers)


def test_a_handful_of_customers_is_tried_only_as_far_as_it_goes() -> None:
    five, _ = planted(2)
    table = targeting.cluster_choices(five.head(5), ks=range(2, 9), draws=5)
    assert table["k"].tolist() == [2, 3, 4]


def test_what_behaves_alike_is_merged_first() -> None:
    customers, truth = planted()
    split = customers.assign(kind=[f"{'xyz'[number - 1]}{place % 2}" for place, number in enumerate(truth)])
    table = targeting.merge_tree(split, by=["kind"])
    first = {frozenset(pair) for pair in table[["left", "right"]][:3].itertuples(index=False)}
    assert first == {frozenset({f"{name}0", f"{name}1"}) for name in "xyz"}
    assert table["groups_left"].tolist() == [5, 4, 3, 2, 1]
    assert table["distance"].is_monotonic_increasing
    assert table["customers"].iloc[-1] == len(split)
    with pytest.raises(ValueError, match="one group only"):
        targeting.merge_tree(split.assign(kind="all"), by=["kind"])


def test_an_honest_chance_lies_within_what_was_seen() -> None:
    generator = np.random.default_rng(8)
    chance = generator.random(5000)
    came = generator.random(5000) < chance
    honest = targeting.reliability(pd.DataFrame({"said": chance, "seen": came}), said="said", seen="seen")
    assert honest["said"].between(honest["low"], honest["high"]).sum() >= len(honest) - 1
    assert honest["customers"].sum() == 5000
    bold = targeting.reliability(pd.DataFrame({"said": chance**0.5, "seen": came}), said="said", seen="seen")
    assert (bold["said"] > bold["high"]).sum() >= len(bold) - 2


def test_rfm_tables_lose_nobody(meridian: Sample) -> None:
    grid = targeting.rfm_grid(meridian.values)
    assert len(grid) == 25
    assert grid["customers"].sum() == len(meridian.values)
    assert grid["total"].sum() == pytest.approx(meridian.values["revenue"].sum())
    table = targeting.rfm_table(meridian.values)
    assert table["customers"].sum() == len(meridian.values)
    assert table["value"].is_monotonic_decreasing
    best = meridian.values[(meridian.values["r"] == 5) & (meridian.values["f"] == 5)]
    assert (targeting.rfm_segment(best) == "champions").all()
