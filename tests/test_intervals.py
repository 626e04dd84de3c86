"""Intervals of shares, of differences and of counts: published values, and libraries that have them too."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.intervals import garwood, newcombe


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((56, 70, 48, 80), (0.2000, 0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.6000, 0.1705, 0.8090)),
        ((10, 10, 0, 20), (1.0000, 0.6791, 1.0000)),
        ((10, 10, 0, 10), (1.0000, 0.6075, 1.0000)),
    ],
)
def test_the_difference_of_two_shares_is_as_newcombe_published(numbers, found) -> None:
    """Newcombe (1998), Statistics in Medicine 17, table II, method 10."""
    assert newcombe(*numbers) == pytest.approx(found, abs=5.1e-5)


@pytest.mark.parametrize(
    "numbers",
    [(56, 70, 48, 80), (9, 10, 3, 10), (0, 20, 3, 20), (5, 5, 0, 7), (226, 950, 180, 930), (1, 2, 900, 4000)],
)
def test_the_difference_of_two_shares_agrees_with_statsmodels(numbers) -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep

    found = newcombe(*numbers)
    theirs = confint_proportions_2indep(*numbers, method="newcomb")
    assert (found.low, found.high) == pytest.approx(theirs, abs=1e-7)
    hits_a, of_a, hits_b, of_b = numbers
    assert found.difference == pytest.approx(hits_a / of_a - hits_b / of_b)


def test_where_nobody_was_observed_the_difference_is_blank() -> None:
    assert all(math.isnan(end) for numbers in ((0, 0, 3, 9), (3, 9, 0, 0)) for end in newcombe(*numbers))


@pytest.mark.parametrize(
    ("seen", "low", "high"), [(0, 0, 3.689), (1, 0.0253, 5.572), (5, 1.6235, 11.668), (10, 4.795, 18.390)]
)
def test_the_ends_of_a_count_are_as_garwood_published(seen, low, high) -> None:
    assert garwood(seen) == pytest.approx((low, high), abs=6e-4)


@given(st.floats(0.1, 1000), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_ends_of_a_count_are_those_of_chi_square_for_parts_of_counts_too(seen, level) -> None:
    from scipy.stats import chi2

    tail = (1 - level) / 2
    exact = chi2.ppf(tail, 2 * seen) / 2, chi2.ppf(1 - tail, 2 * seen + 2) / 2
    assert garwood(seen, level=level) == pytest.approx(exact, rel=1e-6)
    assert garwood(seen, level=level)[0] < seen < garwood(seen, level=level)[1]
