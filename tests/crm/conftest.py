"""The sample case as step 8 sees it."""

import pytest

from helpers.case import Case
from helpers.opening import opened


@pytest.fixture(scope="session")
def meridian() -> Case:
    """The sample case, read once."""
    return opened("meridian")
