"""The sample case as lesson 6b sees it."""

import pandas as pd
import pytest

from helpers import keeping, orders
from helpers.case import Case, read_case
from helpers.files import MERIDIAN


@pytest.fixture(scope="session")
def firm() -> Case:
    return read_case(MERIDIAN)


@pytest.fixture(scope="session")
def customers(firm: Case) -> pd.DataFrame:
    found = orders.customers(firm.tables["orders"], as_of=firm.as_of)
    return keeping.with_kind(found, firm.tables["customers"])


@pytest.fixture(scope="session")
def quiet(firm: Case, customers: pd.DataFrame) -> pd.DataFrame:
    return keeping.unasked(customers, firm.tables["interactions"], as_of=firm.as_of)


@pytest.fixture(scope="session")
def done(firm: Case) -> pd.DataFrame:
    return keeping.handled(firm.tables["tickets"], as_of=firm.as_of)
