"""A score for leaving: judged honestly, calibrated, and kept from knowing the end of the story."""

import numpy as np
import pandas as pd
import pytest

from helpers import samples, winback


@pytest.fixture(scope="module")
def telco():
    return samples.telco()


@pytest.fixture(scope="module")
def scores(telco):
    return winback.churn_scores(telco)


def test_brier_is_as_published_and_agrees_with_scikit_learn(scores):
    from sklearn.metrics import brier_score_loss, roc_auc_score

    assert winback.brier(np.array([0, 1, 1, 0.0]), np.array([0.1, 0.9, 0.8, 0.3])).value == pytest.approx(
        0.0375
    )
    ended, chance = scores["ended"].to_numpy(), scores["chance"].to_numpy()
    assert winback.brier(ended, chance).value == pytest.approx(brier_score_loss(ended, chance))
    found = winback.auc(ended, chance)
    assert found.value == pytest.approx(roc_auc_score(ended, chance))
    assert found.low < found.value < found.high


def test_the_interval_of_auc_holds_the_truth_as_often_as_it_says():
    inside = []
    for seed in range(300):
        rng = np.random.default_rng(seed)
        ended = (rng.random(200) < 0.3).astype(float)
        found = winback.auc(ended, rng.normal(size=200) + ended)
        inside.append(found.low <= 0.7602 <= found.high)  # Φ(1 ÷ √2)
    assert 0.91 <= np.mean(inside) <= 0.98


def test_thirty_per_cent_means_thirty_per_cent(scores):
    table = winback.calibration(scores)
    assert (np.abs(table["said"] - table["seen"]) < 0.03).all()
    assert ((table["low"] <= table["said"]) & (table["said"] <= table["high"])).sum() >= 7
    assert table["customers"].sum() == len(scores)


def test_the_telephone_company_has_no_leak(telco, scores):
    assert winback.leaks(telco).empty
    assert 0.83 < winback.auc_of(scores).value < 0.86


@pytest.mark.parametrize(
    ("name", "values", "why"),
    [
        ("invoice", lambda t: np.where(t["ended"] == 1, 17.0, np.nan), "filled in for one outcome only"),
        ("code", lambda t: np.where(t["ended"] == 1, "K", "A"), "sorts almost perfectly"),
        ("calls", lambda t: 5 * t["ended"] + np.arange(len(t)) % 3, "sorts almost perfectly"),
        ("cancel_talks", lambda t: np.arange(len(t)) % 2, "its name says"),
        (
            "day",
            lambda t: pd.Timestamp("2026-01-01") + pd.to_timedelta(100 * t["ended"], "D"),
            "sorts almost",
        ),
    ],
)
def test_what_knows_too_much_is_named_and_left_out(telco, name, values, why):
    table = telco.head(600).copy()
    honest = winback.churn_scores(table)["chance"]
    table[name] = values(table)
    found = winback.leaks(table).set_index("column")["why"]
    assert why in found[name]
    assert winback.churn_scores(table)["chance"].to_numpy() == pytest.approx(honest.to_numpy())


def test_the_ending_day_of_the_sample_is_suspected(meridian):
    found = winback.leaks(meridian.tables["subscriptions"])
    assert found["column"].tolist() == ["ended_on"]


@pytest.mark.parametrize("function", [winback.churn_scores, winback.leaks])
def test_a_table_in_which_all_ended_alike_is_refused(telco, function):
    with pytest.raises(ValueError, match="All ended alike"):
        function(telco.assign(ended=1))


def test_measures_of_the_sample_and_of_a_case_with_nothing(meridian):
    found, absent = winback.measures(meridian.tables["subscriptions"], meridian.tables["campaigns"])
    assert found["measure"].tolist() == [
        *("churn_rate", "churn_rate_monthly", "churn_auc", "median_lifetime", "uplift", "qini")
    ]
    assert absent.empty
    assert (found["low"] <= found["value"]).all()
    assert (found["value"] <= found["high"]).all()
    nothing, why = winback.measures(None, None)
    assert nothing.empty
    assert set(why["table_needed"]) == {"subscriptions", "campaigns"}


def test_a_median_that_nobody_has_reached_is_absent(telco):
    found, absent = winback.measures(telco, None, scores=winback.churn_scores(telco))
    assert "median_lifetime" not in set(found["measure"])
    assert "More than half are still there" in absent.set_index("measure").loc["median_lifetime", "reason"]
    assert found.set_index("measure").loc["churn_rate", "value"] == pytest.approx(0.26537, abs=5e-6)
