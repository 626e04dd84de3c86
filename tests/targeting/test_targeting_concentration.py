"""Concentration: published Gini coefficients, laws of the curves, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import targeting

amounts = st.lists(st.integers(0, 10_000), min_size=1, max_size=60).filter(lambda values: sum(values) > 0)
with_losses = st.lists(st.integers(-500, 10_000), min_size=1, max_size=60).filter(lambda v: sum(v) > 0)


def customers(values: list[float], *, column: str = "revenue") -> pd.DataFrame:
    return pd.DataFrame({"customer_id": [f"C{i:03d}" for i in range(len(values))], column: values})


@pytest.mark.parametrize(
    ("values", "published"),
    [
        ([50] * 10, 0.0),
        ([10] * 9 + [100], 0.4263158),
        ([1, 3, 2, 1, 1, 1, 4], 0.3076923),
        ([541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261], 0.4620911),
    ],
)
def test_gini_as_published(values: list[float], published: float) -> None:
    assert targeting.gini(values) == pytest.approx(published, abs=5e-8)
    n = len(values)
    if published:
        assert targeting.gini(values) * n / (n - 1) != pytest.approx(published, abs=1e-3), "no correction"


@given(amounts)
def test_gini_is_twice_the_area_between_equality_and_lorenz(values: list[float]) -> None:
    curve = targeting.lorenz(customers(values), by="revenue")
    area = np.trapezoid(curve["cumulative_share"], curve["customer_share"])
    assert targeting.gini(values) == pytest.approx(1 - 2 * area, abs=1e-9)


@given(amounts, st.integers(2, 5))
def test_gini_does_not_change_with_currency_or_copies(values: list[float], factor: int) -> None:
    assert targeting.gini([value * factor for value in values]) == pytest.approx(targeting.gini(values))
    assert targeting.gini(values * factor) == pytest.approx(targeting.gini(values))


@given(with_losses)
def test_pareto_climbs_over_gains_and_falls_over_losses_to_end_at_one(values: list[float]) -> None:
    ranked = targeting.pareto(customers(values), by="revenue")
    steps = ranked["cumulative_share"].diff().fillna(ranked["cumulative_share"])
    assert ranked["cumulative_share"].iloc[-1] == 1
    assert (np.sign(steps.round(12)) == np.sign(ranked["revenue"])).all()
    assert ranked["customer_share"].iloc[-1] == 1
    assert sorted(ranked["customer_id"]) == sorted(customers(values)["customer_id"])


@given(with_losses, st.floats(0, 1))
def test_customers_for_a_share_is_the_first_place_that_reaches_it(values: list[float], share: float) -> None:
    table = customers(values)
    count = targeting.customers_count_for(table, by="revenue", share=share)
    running = targeting.pareto(table, by="revenue")["cumulative_share"]
    assert running.iloc[count - 1] >= share - 1e-9
    assert (running.iloc[: count - 1] < share).all()
    assert targeting.customers_for(table, by="revenue", share=share) == count / len(values)


def test_equal_customers_stand_in_the_order_of_their_ids_whatever_the_order_of_rows() -> None:
    table = customers([5, 7, 5, 5])
    shuffled = table.iloc[[3, 2, 1, 0]]
    expected = ["C001", "C000", "C002", "C003"]
    assert targeting.pareto(shuffled, by="revenue")["customer_id"].tolist() == expected


def test_the_top_fifth_is_never_less_than_a_fifth() -> None:
    assert targeting.top_share(customers([40, 30, 20, 5, 3, 2]), by="revenue") == pytest.approx(0.7)
    assert targeting.top_share(customers([100]), by="revenue") == 1
    # 0.1 + 0.2 is a hair above 0.3 in floats; three of ten are still three.
    assert targeting.top_share(customers([1] * 10), by="revenue", share=0.1 + 0.2) == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([5, -5], "above zero"),
        ([0, 0], "above zero"),
        ([], "above zero"),
        ([1, float("inf")], "no finite number"),
        ([1, "much"], "no finite number"),
    ],
)
def test_what_cannot_be_shared_is_refused_in_words(values: list[float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        targeting.pareto(customers(values), by="revenue")
    with pytest.raises(ValueError, match=words):
        targeting.gini(values)


def test_a_missing_column_and_a_percentage_are_named() -> None:
    with pytest.raises(ValueError, match=r"no column sales; it has customer_id, revenue"):
        targeting.pareto(customers([1]), by="sales")
    with pytest.raises(ValueError, match="profit is not known here: it takes unit_cost in the table orders"):
        targeting.pareto(customers([1]), by="profit")
    with pytest.raises(ValueError, match=r"write 0\.8 for 80%"):
        targeting.customers_for(customers([1]), by="revenue", share=80)


def test_customers_of_unknown_value_are_left_out_of_both_sides_of_the_share() -> None:
    table = customers([60, None, 40])
    assert len(targeting.pareto(table, by="revenue")) == 2
    assert targeting.customers_for(table, by="revenue", share=0.6) == 0.5


def test_intervals_hold_the_value_repeat_with_the_seed_and_say_nothing_of_one_customer() -> None:
    values = list(range(1, 80))
    low, high = targeting.gini_interval(values)
    assert low < targeting.gini(values) < high
    assert (low, high) == targeting.gini_interval(values)
    assert (low, high) != targeting.gini_interval(values, seed=1)
    share_low, share_high = targeting.top_share_interval(values)
    assert share_low < targeting.top_share(customers(values), by="revenue") < share_high
    assert np.isnan(targeting.gini_interval([5])).all()


def test_the_gini_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    # Exponential incomes have a Gini of exactly one half.
    generator = np.random.default_rng(4)
    intervals = [
        targeting.gini_interval(generator.exponential(size=200), draws=100, seed=i) for i in range(100)
    ]
    covered = np.mean([low <= 0.5 <= high for low, high in intervals])
    assert 0.85 <= covered <= 1


def test_abc_and_deciles_by_hand() -> None:
    table = customers([70, 12, 10, 5, 3, -4], column="profit")
    graded = targeting.abc(table, by="profit")
    assert graded["abc"].tolist() == ["A", "A", "B", "C", "C", "C"]
    assert graded["key_account"].sum() == 2
    groups = targeting.deciles(table, by="profit", groups=3)
    assert groups["value"].tolist() == [82, 15, -1]
    assert groups["customers"].tolist() == [2, 2, 2]
    assert groups["cumulative_share"].iloc[-1] == pytest.approx(1)
    assert targeting.deciles(table, by="profit")["customers"].tolist() == [1] * 6
