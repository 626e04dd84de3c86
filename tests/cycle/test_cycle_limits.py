"""Control charts: laws that limits obey, constants against ranges that were drawn, and one alarm in 370."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import cycle, samples
from helpers.opening import opened


def measured(*values):
    return pd.DataFrame({"period": range(len(values)), "value": [float(value) for value in values]})


def counted(hits, of):
    return pd.DataFrame({"period": range(len(hits)), "hits": hits, "of": of})


# The constants


def test_the_range_of_two_is_known_in_closed_form():
    assert cycle.d2(2) == pytest.approx(2 / np.sqrt(np.pi), abs=1e-6)
    assert cycle.d3(2) == pytest.approx(np.sqrt(2 - 4 / np.pi), abs=1e-4)
    assert cycle.c4(2) == pytest.approx(np.sqrt(2 / np.pi))


@pytest.mark.parametrize("n", [2, 5, 10])
def test_constants_agree_with_ranges_that_were_drawn(n):
    drawn = np.random.default_rng(n).standard_normal((200_000, n))
    ranges = np.ptp(drawn, axis=1)
    assert ranges.mean() == pytest.approx(cycle.d2(n), abs=0.01)
    assert ranges.std() == pytest.approx(cycle.d3(n), abs=0.01)
    assert drawn.std(axis=1, ddof=1).mean() == pytest.approx(cycle.c4(n), abs=0.005)


@pytest.mark.parametrize("wrong", [cycle.d2, cycle.d3, cycle.c4])
def test_a_range_takes_two(wrong):
    with pytest.raises(ValueError, match="two values at least"):
        wrong(1)


# Individuals and moving ranges


def test_the_pencil_gives_the_same_limits():
    table = measured(10, 12, 11, 13, 12, 10, 11, 13).rename(columns={"value": "actual"})
    chart = cycle.individuals(table, value="actual")
    pencil = cycle.pencil_limits(table, months=8)
    assert pencil["low"] == pytest.approx(chart["low"].iloc[0])
    assert pencil["high"] == pytest.approx(chart["high"].iloc[0])


def test_a_point_far_out_is_a_signal_and_no_other():
    chart = cycle.individuals(measured(*[10, 12] * 8, 40, *[10, 12] * 8))
    assert chart.index[chart["signal"]].tolist() == [16]
    assert chart["rule"].iloc[16] == "beyond a limit"


@pytest.mark.parametrize(("long", "marked"), [(7, 0), (8, 16)])
def test_eight_on_one_side_are_a_run_and_seven_are_none(long, marked):
    wiggle = [0.4, 0.9, 0.5, 1.0, 0.6, 0.8, 0.7, 0.9][:long]
    chart = cycle.individuals(measured(*[-value for value in wiggle], *wiggle))
    assert chart["signal"].sum() == marked
    assert set(chart.loc[chart["signal"], "rule"]) <= {"a run on one side"}


def test_a_value_on_the_centre_breaks_a_run():
    chart = cycle.individuals(measured(1, 1, 1, 1, 0, 1, 1, 1, 1, -8))
    assert chart["centre"].iloc[0] == 0
    assert "a run on one side" not in set(chart["rule"])


def test_text_in_a_measure_is_refused_and_a_missing_column_named():
    words = measured(*range(9)).astype({"value": object}).replace({"value": {3.0: "much"}})
    with pytest.raises(ValueError, match="no finite number"):
        cycle.individuals(words)
    with pytest.raises(ValueError, match="no column value"):
        cycle.individuals(measured(*range(9)).drop(columns="value"))


@given(st.lists(st.floats(-1e3, 1e3), min_size=8, max_size=40), st.floats(0.01, 100), st.floats(-1e3, 1e3))
def test_another_unit_changes_no_limit_but_in_that_unit(values, scale, moved):
    before = cycle.individuals(measured(*values))
    after = cycle.individuals(measured(*[value * scale + moved for value in values]))
    np.testing.assert_allclose(after["high"], before["high"] * scale + moved, rtol=1e-6, atol=1e-5)
    np.testing.assert_allclose(after["low"], before["low"] * scale + moved, rtol=1e-6, atol=1e-5)


# Shares


@given(st.lists(st.tuples(st.integers(1, 60), st.floats(0, 1)), min_size=8, max_size=20), st.booleans())
def test_limits_of_shares_stay_within_nothing_and_all(pairs, laney):
    of = [n for n, _share in pairs]
    table = counted([round(n * share) for n, share in pairs], of)
    chart = cycle.shares(table, hits="hits", of="of", laney=laney)
    assert chart["low"].between(0, 1).all()
    assert chart["high"].between(0, 1).all()
    assert (chart["low"] <= chart["high"]).all()


def test_months_that_differ_by_more_than_chance_take_wider_limits():
    rng = np.random.default_rng(4)
    of = np.full(36, 4000)
    uneven = counted(rng.binomial(of, rng.normal(0.2, 0.03, 36).clip(0, 1)), of)
    wide, narrow = (cycle.shares(uneven, hits="hits", of="of", laney=laney) for laney in (True, False))
    assert (wide["high"] - wide["low"]).iloc[0] > 2 * (narrow["high"] - narrow["low"]).iloc[0]
    assert (wide["rule"] == "beyond a limit").sum() <= 1 < (narrow["rule"] == "beyond a limit").sum()


def test_where_chance_is_all_there_is_both_limits_are_about_alike():
    rng = np.random.default_rng(5)
    of = np.full(400, 4000)
    even = counted(rng.binomial(of, 0.2), of)
    wide, narrow = (
        cycle.shares(even, hits="hits", of="of", laney=laney)["high"].iloc[0] - 0.2 for laney in (True, False)
    )
    assert wide == pytest.approx(narrow, rel=0.1)


def test_months_in_which_nothing_happened_have_no_share():
    chart = cycle.shares(counted([1] * 9, [10] * 4 + [0] + [10] * 4), hits="hits", of="of")
    assert len(chart) == 8
    assert not chart["signal"].any()


# Changes for good, and false alarms


def test_a_change_is_found_where_it_was_made():
    rng = np.random.default_rng(6)
    values = np.r_[rng.normal(10, 1, 20), rng.normal(14, 1, 16)]
    chart = cycle.individuals(measured(*values))
    found = cycle.shifts(chart)
    assert found.period == 20
    assert (found.before, found.after) == (pytest.approx(10, abs=0.6), pytest.approx(14, abs=0.6))
    again = cycle.rechart(chart)
    assert again["centre"].iloc[0] == pytest.approx(found.before)
    assert again["centre"].iloc[-1] == pytest.approx(found.after)


def test_without_a_signal_there_is_no_change_to_date():
    chart = cycle.individuals(measured(*[1, 2] * 10))
    assert cycle.shifts(chart) is None
    assert cycle.rechart(chart) is chart


def test_a_chart_with_a_change_near_its_end_is_left_as_it_is():
    chart = cycle.individuals(measured(*[1, 2] * 10, 30, 31, 30))
    assert cycle.shifts(chart).period == 20
    assert cycle.rechart(chart) is chart


def test_one_point_in_370_is_beyond_three_sigmas_by_chance():
    assert cycle.run_length() == pytest.approx(370.4, abs=0.05)
    found = cycle.false_alarms(points=600, draws=400)
    # Limits that are reckoned from the points themselves are a little uncertain, hence slightly more alarms.
    assert 1 / found["per_point"] == pytest.approx(370, rel=0.12)


def test_a_longer_chart_has_more_false_alarms_and_either_rule_more_than_each():
    short, long = (cycle.false_alarms(points=points, draws=800) for points in (12, 60))
    assert (long > short)[["by_limit", "by_run", "by_either"]].all()
    assert long["by_either"] >= max(long["by_limit"], long["by_run"])
    assert long["by_either"] <= long["by_limit"] + long["by_run"]


def test_the_true_change_of_the_sample_is_found_within_two_months():
    firm = opened("meridian")
    hidden = samples.truth(firm, "signals")
    plan = firm.tables["targets"]
    for measure, period, shift in hidden[["measure", "period", "shift"]].itertuples(index=False):
        own = plan[plan["measure"] == measure].assign(value=lambda table: table["actual"] / table["plan"])
        table = cycle.beside_truth(cycle.individuals(own), hidden, measure=measure).set_index("what")
        months = (pd.Period(table.loc["found", "period"], "M") - pd.Period(period, "M")).n
        assert abs(months) <= 2
        assert table.loc["found", "factor"] == pytest.approx(shift, abs=0.12)
