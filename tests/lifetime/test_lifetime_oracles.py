"""Against lifetimes, against brute force, and gradients against differences."""

import itertools
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from cdnow_data import cdnow_rounded, theirs
from scipy.integrate import quad
from scipy.special import betaln, expit, log_expit

from helpers import lifetime
from helpers.lifetime.beta_geometric import BetaGeometric
from helpers.lifetime.fitting import Likelihood
from helpers.lifetime.gamma_gamma import log_likelihood as value_likelihood
from helpers.lifetime.gamma_gamma import spending
from helpers.lifetime.histories import Array, histories
from helpers.lifetime.sbg import log_likelihood as renewal_likelihood

FITTERS = {
    "BG/NBD": theirs.BetaGeoFitter,
    "MBG/NBD": theirs.ModifiedBetaGeoFitter,
    "Pareto/NBD": theirs.ParetoNBDFitter,
}
# Beside CDNOW: eager and slow buyers, leavers by nature, a at 1 and a + b at 1, where formulas divide by 0.
PARAMETERS = {
    "BG/NBD": [
        (0.243, 4.414, 0.793, 2.426),
        (3.0, 24.0, 0.55, 8.5),
        (0.4, 48.0, 1.5, 1.6),
        (8.0, 2.0, 3.0, 90.0),
    ],
    "MBG/NBD": [(0.525, 6.183, 0.891, 1.614), (3.0, 24.0, 0.55, 8.5), (0.4, 48.0, 1.5, 1.6)],
    "Pareto/NBD": [(0.553, 10.578, 0.606, 11.669), (3.0, 24.0, 1.4, 200.0), (2.0, 60.0, 0.3, 8.0)],
}
CASES = [(model, parameters) for model, all_of_it in PARAMETERS.items() for parameters in all_of_it]


def grid() -> tuple[Array, Array, Array]:
    """Histories from one order yesterday to a hundred in ten years, the last of them early or late."""
    rows = [
        (x, age * share, age)
        for x in (0, 1, 2, 5, 20, 100)
        for age in (1.0, 10.0, 39.0, 150.0, 520.0)
        for share in ((0.0,) if x == 0 else (0.05, 0.5, 0.95, 1.0))
    ]
    repeats, last, age = np.array(rows).T
    return repeats, last, age


@pytest.mark.parametrize(("model", "parameters"), CASES)
def test_p_alive_and_expected_orders_as_lifetimes_has_them(model: str, parameters: tuple[float, ...]) -> None:
    other = FITTERS[model]()
    ours, values = lifetime.MODELS[model], np.array(parameters)
    other.params_ = pd.Series(values, index=ours.names)
    repeats, last, age = grid()
    with np.errstate(all="ignore"):
        expected_p = other.conditional_probability_alive(repeats, last, age)
        expected_n = other.conditional_expected_number_of_purchases_up_to_time(52.0, repeats, last, age)
        of_new = other.expected_number_of_purchases_up_to_time(np.array([1.0, 52.0, 520.0]))
    p = ours.p_alive(values, repeats, last, age)
    # lifetimes' Pareto/NBD loses digits where one term dwarfs the other.
    tolerance = 1e-5 if model == "Pareto/NBD" else 1e-9
    fair = np.isfinite(expected_p) & np.isfinite(expected_n) & (expected_p <= 1)
    assert fair.mean() > 0.9
    np.testing.assert_allclose(p[fair], np.asarray(expected_p)[fair], rtol=tolerance, atol=tolerance)
    n = p * ours.orders_if_alive(values, repeats, age, 52.0)
    np.testing.assert_allclose(n[fair], np.asarray(expected_n)[fair], rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(ours.orders_of_new(values, np.array([1.0, 52.0, 520.0])), of_new, rtol=1e-6)


EXTREMES = [
    (0.24, 4.4, 1.0, 2.4),
    (0.24, 4.4, 0.6, 0.4),
    (0.24, 4.4, 0.2, 0.3),
    (0.24, 4.4, 1 + 1e-9, 2.4),
    (0.01, 400.0, 0.05, 0.02),
    (40.0, 1.0, 60.0, 300.0),
    (1.0, 10.0, 2000.0, 9000.0),
    (300.0, 5.0, 0.4, 12.0),
]


@pytest.mark.filterwarnings("ignore::scipy.integrate.IntegrationWarning")
@pytest.mark.parametrize("parameters", EXTREMES)
@pytest.mark.parametrize("model", ["BG/NBD", "MBG/NBD"])
def test_expected_orders_where_the_formulas_break(model: str, parameters: tuple[float, ...]) -> None:
    ours, (r, alpha, a, b) = lifetime.MODELS[model], parameters
    assert isinstance(ours, BetaGeometric)
    for x, age, weeks in ((0, 39.0, 52.0), (0, 0.5, 520.0), (3, 39.0, 52.0), (800, 520.0, 520.0)):
        person = np.array(parameters), np.array([float(x)]), np.array([age]), weeks
        orders, staying = closed_in_p(r + x, weeks / (alpha + age))
        # Of thousands of orders expected from the oddest of these, a few thousandths of one are lost.
        exact = mean_over_beta(orders, a, b + x + ours.first)
        assert ours.orders_if_alive(*person)[0] == pytest.approx(exact, rel=1e-5)
        exact = mean_over_beta(staying, a, b + x + ours.first)
        assert ours.still_alive(*person)[0] == pytest.approx(exact, rel=2e-5, abs=1e-9)


def closed_in_p(rho: float, tau: float) -> tuple[Callable[[float], float], Callable[[float], float]]:
    """Orders to come, and the chance to stay, of who leaves with chance p."""
    return (
        lambda p: float(-np.expm1(-rho * np.log1p(p * tau)) / p),
        lambda p: float((1 + p * tau) ** -rho),
    )


def mean_over_beta(function: Callable[[float], float], a: float, b: float) -> float:
    """By adaptive quadrature in the log-odds of p, piece by piece around where the mass is."""
    middle = np.log(a / b)
    low, high = middle - 60 / min(a, 1.0) - 5, middle + 60 / min(b, 1.0) + 5
    near = middle + np.linspace(-5, 5, 80) / np.sqrt(min(max(a, 1e-2), max(b, 1e-2)) + 1e-3)
    pieces = np.unique(np.concatenate([np.linspace(low, high, 200), near.clip(low, high)]))

    def integrand(v: float) -> float:
        p = max(float(expit(v)), 1e-300)
        return float(np.exp(a * log_expit(v) + b * log_expit(-v) - betaln(a, b)) * function(p))

    return sum(quad(integrand, *ends, epsabs=0, epsrel=1e-10)[0] for ends in itertools.pairwise(pieces))


@pytest.mark.parametrize("model", list(PARAMETERS))
def test_the_gradient_is_that_of_the_likelihood(model: str) -> None:
    ours, data = lifetime.MODELS[model], histories(cdnow_rounded())
    for parameters in PARAMETERS[model]:
        assert_gradient(lambda values: ours.log_likelihood(values, data), np.array(parameters))


def test_the_other_gradients_too() -> None:
    back = cdnow_rounded()[lambda table: table["repeat_days"] > 0]
    spent = spending(back["repeat_days"].to_numpy(float), back["mean_repeat_value"].to_numpy(float))
    assert_gradient(lambda values: value_likelihood(values, spent), np.array([5.0, 3.0, 20.0]))
    left, periods = np.array([0.0, 1.0, 1.0]), np.array([7.0, 1.0, 4.0])
    weight = np.array([4.0, 2.0, 1.0])
    assert_gradient(lambda values: renewal_likelihood(values, left, periods, weight), np.array([0.7, 2.0]))


def assert_gradient(likelihood: Likelihood, values: Array) -> None:
    steps = np.diag(values) * 1e-5
    differences = [(likelihood(values + s)[0] - likelihood(values - s)[0]) / (2 * s.sum()) for s in steps]
    np.testing.assert_allclose(likelihood(values)[1], differences, rtol=1e-5, atol=1e-3)


def test_pareto_likelihood_as_lifetimes_has_it() -> None:
    table = cdnow_rounded()
    names = ["repeat_days", "recency_weeks", "age_weeks"]
    values = np.array([0.553, 10.578, 0.606, 11.669])
    theirs_each = theirs.ParetoNBDFitter._conditional_log_likelihood(
        values, *(table[name].to_numpy() for name in names)
    )
    assert lifetime.MODELS["Pareto/NBD"].log_likelihood(values, histories(table))[0] == pytest.approx(
        theirs_each.sum(), abs=1e-6
    )


def test_equal_customers_put_together_count_as_many() -> None:
    table = cdnow_rounded().head(200)
    twice = pd.concat([table, table.assign(customer_id=table["customer_id"] + 10_000)])
    once, double = lifetime.fit(table), lifetime.fit(twice)
    np.testing.assert_allclose(double.values, once.values, rtol=1e-5)
    assert double.log_likelihood == pytest.approx(2 * once.log_likelihood)
    assert (once.rows, double.rows, double.customers) == (once.rows, once.rows, 400)
    ratio = once.table()["se"] / double.table()["se"]
    np.testing.assert_allclose(ratio, np.sqrt(2), rtol=1e-3)


def test_the_unit_of_time_does_not_matter() -> None:
    table = cdnow_rounded()
    days = table.assign(recency_weeks=table["recency_weeks"] * 7, age_weeks=table["age_weeks"] * 7)
    for model, scaled in (("BG/NBD", [1, 7, 1, 1]), ("Pareto/NBD", [1, 7, 1, 7])):
        weeks = lifetime.fit(table, model=model)
        np.testing.assert_allclose(lifetime.fit(days, model=model).values, weeks.values * scaled, rtol=1e-4)
