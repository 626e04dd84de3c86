"""Experiments agree with R, with an independent library, with a published one, and with the simulation."""

import numpy as np
import pandas as pd
import pytest

from helpers import cycle, samples
from helpers.opening import opened


def trial(hits_a, of_a, hits_b, of_b):
    """Two arms with so many hits of so many."""
    outcome = [1] * hits_a + [0] * (of_a - hits_a) + [1] * hits_b + [0] * (of_b - hits_b)
    arm = ["treatment"] * of_a + ["control"] * of_b
    return pd.DataFrame({"unit_id": range(of_a + of_b), "arm": arm, "outcome": outcome})


def test_power_is_that_of_r():
    assert cycle.power(50, 0.50, 0.75) == pytest.approx(0.74017, abs=5e-6)
    assert cycle.units_needed(0.50, 0.75, power_wanted=0.90) == pytest.approx(76.707, abs=5e-4)


def test_power_comes_true_when_experiments_are_drawn():
    rng = np.random.default_rng(2)
    a, b = rng.binomial(400, 0.30, 20_000), rng.binomial(400, 0.22, 20_000)
    pooled = (a + b) / 800
    z = (a - b) / 400 / np.sqrt(pooled * (1 - pooled) * 2 / 400)
    assert (z > 1.96).mean() == pytest.approx(cycle.power(400, 0.22, 0.30), abs=0.015)


def test_an_experiment_that_cannot_answer_is_refused():
    with pytest.raises(ValueError, match="never found"):
        cycle.units_needed(0.2, 0.2)
    with pytest.raises(ValueError, match="lies between"):
        cycle.units_needed(0.2, 0.3, power_wanted=1.0)
    with pytest.raises(ValueError, match="no arm “treatment”"):
        cycle.read(trial(0, 0, 3, 10))
    with pytest.raises(ValueError, match="other than 0 and 1"):
        cycle.read(trial(2, 5, 2, 5).assign(outcome=7))


@pytest.mark.parametrize("counts", [(56, 70, 48, 80), (9, 10, 3, 10), (0, 20, 3, 20), (226, 950, 180, 930)])
def test_lift_interval_and_p_agree_with_an_independent_library(counts):
    from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

    a, n, b, m = counts
    seen = cycle.read(trial(*counts))
    low, high = confint_proportions_2indep(a, n, b, m, method="newcomb")
    assert (seen.low, seen.high) == pytest.approx((low, high), abs=1e-7)
    assert seen.p == pytest.approx(float(proportions_ztest([a, b], [n, m])[1]), abs=1e-9)
    assert (seen.lift, seen.n) == (pytest.approx(a / n - b / m), n + m)


def test_an_experiment_that_was_published():
    """Bertrand & Mullainathan (2004): 9.65% and 6.45% were rung back, a difference of 3.20 points."""
    seen = cycle.read(samples.callbacks())
    table = cycle.arms(samples.callbacks()).set_index("arm")
    assert table["units"].tolist() == [2435, 2435]
    assert (100 * table["rate"]).round(2).tolist() == [9.65, 6.45]
    assert round(100 * seen.lift, 2) == 3.20
    assert seen.p < 0.0001
    assert seen.low > 0
    assert cycle.split_fair(2435, 2435) == pytest.approx(1)


def test_an_interval_holds_what_it_promises():
    rng, held = np.random.default_rng(5), []
    for _draw in range(400):
        seen = cycle.read(trial(rng.binomial(300, 0.26), 300, rng.binomial(300, 0.22), 300))
        held.append(seen.low <= 0.04 <= seen.high)
    assert np.mean(held) == pytest.approx(0.95, abs=0.03)


def test_the_samples_experiment_holds_its_hidden_lift():
    firm = opened("meridian")
    row = cycle.experiment_truth(firm.tables["experiments"], samples.truth(firm, "experiment")).iloc[0]
    assert row["inside"]
    assert 0 < row["true"] < 0.1


def test_measures_are_handed_on_or_named_as_absent():
    cohorts = pd.DataFrame(
        {
            "cohort": pd.to_datetime(["2026-01-01", "2026-01-01", "2026-02-01", "2026-02-01"]),
            "month": [0, 1, 0, 1],
            "customers": [10, 4, 10, 2],
        }
    )
    found, absent = cycle.measures(trial(30, 100, 20, 100), cohorts)
    table = found.set_index("measure")
    assert table.loc["retention_m1", "value"] == pytest.approx(6 / 20)
    assert len(absent) == 12 - (len(found) - 2)
    assert cycle.measures(None, None)[0].empty
    assert len(cycle.measures(None, None)[1]) == 14
