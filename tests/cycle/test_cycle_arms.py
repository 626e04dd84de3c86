"""Experiments: laws of power, arms and intervals, published extremes, and bounds for early looks."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import cycle
from helpers.opening import opened


@pytest.fixture(scope="module")
def experiments():
    return opened("meridian").tables["experiments"]


def experiment(hits_treatment, of_treatment, hits_control, of_control):
    rows = [("treatment", n < hits_treatment) for n in range(of_treatment)]
    rows += [("control", n < hits_control) for n in range(of_control)]
    table = pd.DataFrame(rows, columns=["arm", "outcome"]).astype({"outcome": int})
    return table.assign(unit_id=[f"u{n}" for n in range(len(table))])


# How many it takes


@given(st.floats(0.05, 0.6), st.floats(0.03, 0.3), st.floats(0.5, 0.95))
def test_units_needed_and_smallest_lift_undo_each_other(control, lift, wanted):
    n = cycle.units_needed(control, control + lift, power_wanted=wanted)
    assert cycle.power(n, control, control + lift) == pytest.approx(wanted, abs=1e-6)
    assert cycle.smallest_lift(n, control, power_wanted=wanted) == pytest.approx(lift, abs=1e-4)


def test_more_units_see_more_and_half_the_lift_takes_about_four_times_as_many():
    powers = [cycle.power(n, 0.2, 0.25) for n in (100, 200, 400, 800, 1600)]
    assert powers == sorted(powers)
    assert cycle.units_needed(0.5, 0.525) / cycle.units_needed(0.5, 0.55) == pytest.approx(4, rel=0.02)


def test_what_no_number_shows_is_said():
    assert np.isnan(cycle.smallest_lift(5, 0.95))
    with pytest.raises(ValueError, match=r"write 0\.8"):
        cycle.units_needed(0.2, 0.3, power_wanted=80)
    with pytest.raises(ValueError, match="a fraction between 0 and 1"):
        cycle.power(100, 20, 0.3)


# Reading it


@pytest.mark.parametrize(
    ("numbers", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((10, 10, 0, 20), 0.6791, 1.0000),
        ((10, 10, 0, 10), 0.6075, 1.0000),
    ],
)
def test_intervals_are_as_newcombe_published_them(numbers, low, high):
    seen = cycle.read(experiment(*numbers))
    assert seen.low == pytest.approx(low, abs=0.0001)
    assert seen.high == pytest.approx(high, abs=0.0001)


@given(st.integers(1, 60), st.integers(1, 60), st.floats(0, 1), st.floats(0, 1))
def test_arms_changed_round_turn_the_lift_round(n, m, share_a, share_b):
    a, b = round(n * share_a), round(m * share_b)
    one, other = cycle.read(experiment(a, n, b, m)), cycle.read(experiment(b, m, a, n))
    assert one.lift == pytest.approx(-other.lift)
    assert one.low == pytest.approx(-other.high)
    assert -1 - 1e-9 <= one.low <= one.lift + 1e-9
    assert one.lift - 1e-9 <= one.high <= 1 + 1e-9
    assert one.p == pytest.approx(other.p)
    assert 0 <= one.p <= 1


def test_a_blank_outcome_counts_in_no_arm():
    table = experiment(3, 10, 2, 10)
    holes = table.assign(outcome=table["outcome"].where(table.index > 0))
    assert cycle.arms(holes)["units"].tolist() == [9, 10]
    assert cycle.arms(holes)["hits"].tolist() == [2, 2]


# The lot, and what must not suffer


def test_the_check_of_the_lot_is_a_chi_square():
    from scipy.stats import chisquare

    assert cycle.split_fair(5000, 4700) == pytest.approx(chisquare([5000, 4700]).pvalue)
    assert cycle.split_fair(900, 100, share=0.9) == pytest.approx(1)


@pytest.mark.parametrize(("hits", "verdict"), [(905, "safe"), (800, "broken"), (880, "not known")])
def test_a_guardrail_knows_three_verdicts(hits, verdict):
    found = cycle.guardrail(hits, 1000, 900, 1000, worst=-0.03)
    assert found["verdict"] == verdict
    assert found["change"] == pytest.approx((hits - 900) / 1000)
    assert found["low"] < found["change"] < found["high"]


# Looking early


def test_who_looks_often_finds_what_is_not_there():
    table = cycle.peeking(draws=8000).set_index("looks")["false_alarms"]
    assert table[1] == pytest.approx(0.05, abs=0.01)
    assert table[5] == pytest.approx(0.142, abs=0.015)  # Armitage, McPherson & Rowe (1969)
    assert table[10] == pytest.approx(0.193, abs=0.015)
    assert table[20] == pytest.approx(0.248, abs=0.02)


@pytest.mark.parametrize("looks", [1, 2, 3, 4, 5])
def test_bounds_keep_false_alarms_of_all_looks_together_at_five_per_cent(looks):
    rng = np.random.default_rng(looks)
    z = np.abs(rng.standard_normal((200_000, looks)).cumsum(axis=1) / np.sqrt(np.arange(1, looks + 1)))
    table = cycle.bounds(looks)
    for rule in ("pocock", "obrien_fleming"):
        assert (z > table[rule].to_numpy()).any(axis=1).mean() == pytest.approx(0.05, abs=0.0025), rule
    assert table["obrien_fleming"].is_monotonic_decreasing
    assert table["pocock"].nunique() == 1


# The bench


def test_the_design_of_the_sample_says_what_it_could_have_seen(experiments):
    arms, design = cycle.arms(experiments), cycle.design(experiments)["value"].tolist()
    seen = cycle.read(experiments)
    assert design[:4] == pytest.approx([100 * seen.lift, 100 * seen.low, 100 * seen.high, seen.p])
    assert design[4] > 0.001
    each, base = float(arms["units"].mean()), float(arms["rate"].iloc[1])
    assert cycle.power(each, base, base + design[5] / 100) == pytest.approx(0.8, abs=1e-6)
    assert cycle.power(design[6], base, base + 0.02) == pytest.approx(0.8, abs=1e-6)


def test_halves_have_everybody_once_whatever_the_order(experiments):
    learnt, held = cycle.halves(experiments)
    assert sorted([*learnt["unit_id"], *held["unit_id"]]) == sorted(experiments["unit_id"])
    again, _held = cycle.halves(experiments.sample(frac=1, random_state=1))
    assert set(again["unit_id"]) == set(learnt["unit_id"])
    assert list(learnt.columns) == list(experiments.columns)


def test_power_is_of_lifts_named_before_and_not_of_the_one_that_was_seen(experiments):
    table = cycle.power_table(experiments)
    control = cycle.arms(experiments)["rate"].iloc[1]
    for lift, own in table.groupby("lift"):
        assert own["power"].is_monotonic_increasing
        expected = [cycle.power(n, control, control + lift) for n in own["units"]]
        assert own["power"].tolist() == pytest.approx(expected)
    assert table["lift"].unique().tolist() == [0.02, 0.04, 0.06]
    assert cycle.power_table(experiment(20, 20, 19, 20), lifts=(0.01, 0.2))["lift"].unique().tolist() == [
        0.01
    ]
    with pytest.raises(ValueError, match="no lift to look for"):
        cycle.power_table(experiment(5, 20, 20, 20))


def test_both_halves_together_are_a_second_look_with_a_stricter_bound(experiments):
    table = cycle.readings(experiments).set_index("part")
    assert table["needed"].tolist() == [1.96, 1.96, 2.178]
    whole = cycle.read(experiments)
    both = table.loc["both, a second look"]
    assert both[["lift", "low", "high", "p"]].tolist() == pytest.approx(list(whole[:4]))
    a, b = cycle.arms(experiments).to_dict("records")
    pooled = (a["hits"] + b["hits"]) / (a["units"] + b["units"])
    spread = (pooled * (1 - pooled) * (1 / a["units"] + 1 / b["units"])) ** 0.5
    assert both["z"] == pytest.approx(whole.lift / spread)
    assert both["z"] < both["needed"], "the lesson's bench says so"
    turned = experiments.assign(outcome=1 - experiments["outcome"])
    assert cycle.readings(turned)["z"].tolist() == pytest.approx((-table["z"]).tolist())


def test_a_year_brings_the_lift_less_the_calls():
    gain = cycle.yearly_gain(experiment(30, 100, 20, 100), customers=1000, call_cost=2.0, order_left=50.0)
    assert gain == pytest.approx(1000 * (0.1 * 50 - 2))
