"""The sample case as step 6 sees it."""

import pytest

from helpers.case import Case
from helpers.opening import opened


@pytest.fixture(scope="session")
def firm() -> Case:
    """The sample case, read once."""
    return opened("meridian")
