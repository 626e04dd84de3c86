"""Numbers printed in papers and in the tests of other packages."""

import numpy as np
import pandas as pd
import pytest
from cdnow_data import cdnow_rounded, cdnow_summary

from helpers import lifetime


def test_bgnbd_of_cdnow_is_that_of_the_paper() -> None:
    # Fader, Hardie & Lee (2005), table 1; unrounded in the authors' spreadsheet.
    fitted = lifetime.fit(cdnow_summary())
    assert list(fitted.parameters) == ["r", "alpha", "a", "b"]
    np.testing.assert_allclose(fitted.values, [0.2425945, 4.4136019, 0.7929199, 2.4258881], rtol=1e-4)
    assert fitted.log_likelihood == pytest.approx(-9582.429, abs=0.001)
    assert fitted.converged
    assert fitted.customers == 2357


def test_bgnbd_on_the_rounded_data_too() -> None:
    assert lifetime.fit(cdnow_rounded()).log_likelihood == pytest.approx(-9582.4256, abs=0.001)


def test_bgnbd_expectation_of_the_spreadsheet() -> None:
    fitted = lifetime.fit(cdnow_summary())
    weeks = np.array([0.1429, 1, 3, 31.8571, 32, 78])
    found = lifetime.MODELS["BG/NBD"].orders_of_new(fitted.values, weeks)
    printed = [0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576]
    # The spreadsheet cuts the series short: at 78 weeks the function itself gives 1.8580.
    np.testing.assert_allclose(found, printed, atol=0.0005)
    np.testing.assert_allclose(found[:5], printed[:5], atol=0.00005)


def test_bgnbd_conditional_expectation_of_the_spreadsheet() -> None:
    fitted = lifetime.fit(cdnow_summary())
    person = pd.DataFrame(
        {"customer_id": ["1"], "repeat_days": 2, "recency_weeks": 30.43, "age_weeks": 38.86}
    )
    found = lifetime.forecast(fitted, person, horizon_weeks=39).iloc[0]
    assert found["expected_orders"] == pytest.approx(1.226, abs=0.0005)
    assert found["p_alive"] == pytest.approx(0.7266, abs=0.0002)


def test_mbgnbd_of_cdnow() -> None:
    # BTYDplus; so also Batislam, Denizel & Filiztekin (2007) on these data.
    fitted = lifetime.fit(cdnow_summary(), model="MBG/NBD")
    np.testing.assert_allclose(fitted.values, [0.525, 6.183, 0.891, 1.614], atol=0.001)


def test_pareto_nbd_of_cdnow() -> None:
    # Fader, Hardie & Lee (2005), table 1.
    fitted = lifetime.fit(cdnow_summary(), model="Pareto/NBD")
    np.testing.assert_allclose(fitted.values, [0.553, 10.578, 0.606, 11.669], rtol=0.001)
    assert fitted.log_likelihood == pytest.approx(-9595.0, abs=0.05)


def test_gamma_gamma_of_cdnow() -> None:
    # Fader & Hardie (2013): p 6.25, q 3.74, v 15.44.
    fitted = lifetime.fit_values(cdnow_rounded())
    np.testing.assert_allclose(fitted.values, [6.25, 3.74, 15.44], rtol=0.002)
    assert fitted.log_likelihood == pytest.approx(-4055.92, abs=0.01)
    assert fitted.customers == 946
    first = lifetime.order_values(fitted, cdnow_rounded()).head(10)
    printed = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17]
    np.testing.assert_allclose(first["mean_value"], printed, atol=0.01)
    assert first["basis"].value_counts().to_dict() == {"own and all": 5, "all": 5}


def test_gamma_gamma_from_the_order_lines() -> None:
    fitted = lifetime.fit_values(cdnow_summary())
    np.testing.assert_allclose(fitted.values, [6.25, 3.74, 15.44], rtol=0.002)
    assert fitted.log_likelihood == pytest.approx(-4055.92, abs=0.02)


@pytest.mark.parametrize(
    ("rate", "multiples"),
    [
        (0.10, [1.20, 1.75, 2.67, 4.50]),
        (0.12, [1.15, 1.67, 2.50, 4.09]),
        (0.14, [1.11, 1.59, 2.35, 3.75]),
        (0.16, [1.07, 1.52, 2.22, 3.46]),
    ],
)
def test_margin_multiple_is_the_published_table(rate: float, multiples: list[float]) -> None:
    # Gupta & Lehmann (2003).
    assert [round(lifetime.margin_multiple(r, rate), 2) for r in (0.6, 0.7, 0.8, 0.9)] == multiples
    for r in (0.6, 0.7, 0.8, 0.9):
        at_start = lifetime.margin_multiple(r, rate, payment="start")
        assert at_start == pytest.approx((1 + rate) / (1 + rate - r))


@pytest.mark.parametrize(
    ("survivors", "a", "b", "loglik"),
    [
        ([1000, 869, 743, 653, 593, 551, 517, 491], 0.668, 3.806, -1611.2),
        ([1000, 631, 468, 382, 326, 289, 262, 241], 0.704, 1.182, -1680.3),
    ],
    ids=["high end", "regular"],
)
def test_shifted_beta_geometric_of_the_two_segments(
    survivors: list[int], a: float, b: float, loglik: float
) -> None:
    # Fader & Hardie (2007): seven renewals of a thousand customers each; years 8 to 12 were held out.
    fitted = lifetime.fit_renewals(cohort(survivors))
    np.testing.assert_allclose(fitted.values, [a, b], atol=0.0005)
    assert fitted.log_likelihood == pytest.approx(loglik, abs=0.05)
    held_out = {3.806: 0.394, 1.182: 0.173}[b]
    assert lifetime.survival(fitted, 12)["survival"].iloc[-1] == pytest.approx(held_out, abs=0.02)


def cohort(survivors: list[int]) -> pd.DataFrame:
    """Subscriptions of which so many are left after each renewal."""
    lost = -np.diff(survivors)
    tenure = np.repeat(np.arange(1, len(survivors)), lost).tolist() + [len(survivors) - 1] * survivors[-1]
    ended = [1] * int(lost.sum()) + [0] * survivors[-1]
    return pd.DataFrame({"customer_id": range(len(tenure)), "ended": ended, "tenure": tenure})
