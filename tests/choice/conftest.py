"""Published data sets, converted once for all tests of this folder."""

import pandas as pd
import pytest

from helpers import samples


@pytest.fixture(scope="session")
def heating() -> pd.DataFrame:
    return samples.heating()


@pytest.fixture(scope="session")
def catsup() -> pd.DataFrame:
    return samples.catsup()
