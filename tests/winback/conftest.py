"""The sample case and its hidden truth as step 7 sees them."""

import pandas as pd
import pytest

from helpers import samples
from helpers.case import Case
from helpers.opening import opened


@pytest.fixture(scope="session")
def meridian() -> Case:
    """The sample case, read once."""
    return opened("meridian")


@pytest.fixture(scope="session")
def campaign(meridian: Case) -> pd.DataFrame:
    """The randomised win-back mailing of the sample."""
    return meridian.tables["campaigns"]


@pytest.fixture(scope="session")
def hidden(meridian: Case) -> pd.DataFrame:
    """What the simulation knows of each customer of the mailing."""
    return samples.truth(meridian, "uplift")
