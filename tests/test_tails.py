"""Closed forms against the library that knows all of them."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import chdtrc, stdtrit

from helpers import tails


def test_student_agrees_with_scipy_inside_the_table_and_beyond() -> None:
    for most in (6, 40):
        freedom = pd.Series([*range(1, most + 1), np.nan], dtype=float)
        found = tails.student(freedom)
        np.testing.assert_allclose(found[:-1], stdtrit(freedom[:-1], 0.975), rtol=1e-9)
        assert np.isnan(found.iloc[-1])


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 12, 60, 301])
def test_chi_square_agrees_with_scipy(freedom: int) -> None:
    for value in (0.0, 1e-6, 0.3, 1.0, 5.0, 40.0, 700.0, 5000.0):
        assert tails.chi_square(value, freedom) == pytest.approx(chdtrc(freedom, value), rel=1e-9, abs=1e-300)
