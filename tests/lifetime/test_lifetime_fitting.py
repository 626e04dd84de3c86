"""Recovery of a known truth, intervals, and what is said where there is nothing to find."""

import numpy as np
import pandas as pd
import pytest
from cdnow_data import cdnow_rounded

from helpers import lifetime

TRUE = {
    "BG/NBD": {"r": 0.9, "alpha": 12.0, "a": 0.8, "b": 3.0, "p": 6.0, "q": 4.0, "v": 450.0},
    "MBG/NBD": {"r": 0.9, "alpha": 12.0, "a": 0.8, "b": 3.0},
    "Pareto/NBD": {"r": 0.9, "alpha": 12.0, "s": 0.7, "beta": 20.0},
}


def market(model: str, *, customers: int, seed: int) -> pd.DataFrame:
    ages = np.random.default_rng(seed).integers(200, 900, customers) / 7
    return lifetime.simulated_customers(TRUE[model], ages, seed=seed, model=model)


@pytest.mark.parametrize("model", list(TRUE))
def test_the_truth_of_a_large_market_is_found(model: str) -> None:
    customers = 6_000 if model == "Pareto/NBD" else 20_000  # the slower one
    fitted = lifetime.fit(market(model, customers=customers, seed=5), model=model)
    table = fitted.table(level=0.999).set_index("parameter")
    for name in fitted.parameters:
        assert table.loc[name, "low"] < TRUE[model][name] < table.loc[name, "high"], name
    assert (table["se"] / table["value"] < 0.35).all()


def test_the_truth_of_order_values_is_found() -> None:
    fitted = lifetime.fit_values(market("BG/NBD", customers=20_000, seed=5))
    table = fitted.table(level=0.999).set_index("parameter")
    for name in ("p", "q", "v"):
        assert table.loc[name, "low"] < TRUE["BG/NBD"][name] < table.loc[name, "high"], name
    assert lifetime.mean_of_all(fitted) == pytest.approx(6 * 450 / 3, rel=0.03)


@pytest.mark.parametrize("model", list(TRUE))
def test_p_alive_is_calibrated(model: str) -> None:
    people = market(model, customers=40_000, seed=9)
    names = lifetime.MODELS[model].names
    fitted = lifetime.Fit(
        *(model, {name: TRUE[model][name] for name in names}, 0.0, 0, 0, True, ""), np.eye(4), pd.DataFrame()
    )
    expected = lifetime.forecast(fitted, people)["p_alive"]
    tenth = pd.cut(expected, np.linspace(0, 1, 11), include_lowest=True)
    by_tenth = people.assign(expected=expected).groupby(tenth, observed=True)[["expected", "alive"]].mean()
    assert (by_tenth["expected"] - by_tenth["alive"]).abs().max() < 0.04


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    held = []
    for seed in range(25):
        table = lifetime.fit(market("BG/NBD", customers=800, seed=seed)).table().set_index("parameter")
        true = pd.Series(TRUE["BG/NBD"])[table.index]
        held.append((table["low"] <= true) & (true <= table["high"]))
    # Of 100 intervals 95 are to hold it; those of one market go together.
    assert np.sum(held) >= 86


def test_profile_intervals_of_cdnow_are_near_the_others() -> None:
    table = cdnow_rounded()
    for fitted in (lifetime.fit(table), lifetime.fit_values(table)):
        profile = lifetime.profile_intervals(fitted, table)
        np.testing.assert_allclose(np.log(profile["low"]), np.log(fitted.table()["low"]), atol=0.1)
        np.testing.assert_allclose(np.log(profile["high"]), np.log(fitted.table()["high"]), atol=0.1)
        assert (profile["low"] < profile["value"]).all()
        assert (profile["value"] < profile["high"]).all()


def test_a_profile_of_renewals_has_no_end_where_nobody_differs() -> None:
    # Half leave at every renewal: the chance is known, that everybody has the same is all but certain.
    tenure = np.repeat([1, 2, 3, 3], [400, 200, 100, 100])
    ended = np.repeat([1, 1, 1, 0], [400, 200, 100, 100])
    table = pd.DataFrame({"customer_id": range(800), "ended": ended, "tenure": tenure})
    fitted = lifetime.fit_renewals(table)
    assert not fitted.converged
    assert "hardly differ in their chance of leaving" in fitted.reason
    assert fitted.table()[["se", "low", "high"]].isna().all(axis=None)
    profile = lifetime.profile_intervals(fitted, table)
    assert np.isinf(profile["high"]).all()
    assert (profile["low"] > 1).all()
    assert lifetime.survival(fitted, 3)["survival"].tolist() == pytest.approx([1, 0.5, 0.25, 0.125], abs=0.01)


def people(repeats: object, last: object, age: object) -> pd.DataFrame:
    table = pd.DataFrame({"repeat_days": repeats, "recency_weeks": last, "age_weeks": age})
    return table.assign(customer_id=[f"C{row}" for row in range(len(table))], mean_repeat_value=10.0)


@pytest.mark.parametrize("model", list(lifetime.MODELS))
def test_one_customer_is_fitted_to_nothing_and_says_so(model: str) -> None:
    fitted = lifetime.fit(people([3], [20.0], [30.0]), model=model)
    assert not fitted.converged
    assert fitted.reason.startswith("It did not converge. A single customer does not settle ")
    assert np.isfinite(fitted.values).all()
    assert fitted.table()["se"].isna().all()


@pytest.mark.parametrize("model", list(lifetime.MODELS))
def test_customers_all_alike_leave_the_spread_open(model: str) -> None:
    fitted = lifetime.fit(people([4] * 50, [20.0] * 50, [25.0] * 50), model=model)
    assert not fitted.converged
    expected = lifetime.forecast(fitted, people([4], [20.0], [25.0]))
    assert np.isfinite(expected.select_dtypes("number")).all(axis=None)


def test_where_nobody_has_left_the_reason_says_it() -> None:
    rng = np.random.default_rng(0)
    rate = rng.gamma(2.0, 1 / 10, 400)
    repeats = rng.poisson(rate * 100)
    last = np.where(repeats > 0, 100 * rng.beta(np.maximum(repeats, 1), 1), 0)
    fitted = lifetime.fit(people(repeats, last, np.full(400, 100.0)))
    assert not fitted.converged
    assert "left" in fitted.reason
    # What can be known is known all the same.
    assert fitted.parameters["r"] / fitted.parameters["alpha"] == pytest.approx(0.2, rel=0.15)
    assert lifetime.forecast(fitted, people([20], [99.0], [100.0]))["p_alive"].iloc[0] > 0.95


REFUSED = [
    (people([], [], []), "table of customers is empty"),
    (people([0] * 40, [0.0] * 40, [9.0] * 40), "None of the 40 customers has come back"),
    (people([1, 2], [np.nan, 2], [5, 5]), r"1 of 2 customers has a blank or no number \(C0\)"),
    (people([1, 2], [np.inf, 2], [5, 5]), "a blank or no number"),
    (people([1, 2], ["x", 2], [5, 5]), "a blank or no number"),
    (people([1.5, 2], [1, 2], [5, 5]), "no whole number"),
    (people([-1, 2], [1, 2], [5, 5]), "no whole number"),
    (people([1, 2, 2, 2, 2], [6] * 5, [5] * 5), r"5 of 5 customers have a last .* \(C0, C1, C2, …\)"),
    (people([0, 2], [1, 2], [5, 5]), "only one is 0"),
    (people([1, 2], [0, 2], [5, 5]), "only one is 0"),
    (people([1, 2], [1, 2], [5, 5]).assign(customer_id="a"), "stands in the table already"),
    (people([1], [1], [5]).drop(columns="age_weeks"), "no column age_weeks; orders.customers makes one"),
]


@pytest.mark.parametrize(("table", "message"), REFUSED)
def test_impossible_customers_are_refused_in_words(table: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        lifetime.fit(table)


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ValueError, match="choose one of BG/NBD, MBG/NBD, Pareto/NBD"):
        lifetime.fit(cdnow_rounded(), model="BGNBD")


def test_starts_are_told() -> None:
    fitted = lifetime.fit(cdnow_rounded())
    assert fitted.reason == "It converged: all 4 starts came to the same top."
    assert list(fitted.starts) == ["r", "alpha", "a", "b", "log_likelihood"]
    np.testing.assert_allclose(fitted.starts["log_likelihood"], fitted.log_likelihood, atol=0.01)
