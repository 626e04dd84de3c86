"""The sample case as step 1 sees it."""

import pandas as pd
import pytest
from first_step import Sample

from helpers import targeting
from helpers.files import MERIDIAN


@pytest.fixture(scope="session")
def meridian() -> Sample:
    """The sample case, read as plainly as can be: what is tested here is not the reader."""
    as_of = pd.Timestamp("2026-06-30")
    text = {"order_id": "str", "customer_id": "str", "product_id": "str", "phone": "str", "postcode": "str"}
    lines = pd.read_csv(MERIDIAN / "orders.csv", dtype=text, parse_dates=["ordered_at"])
    people = pd.read_csv(MERIDIAN / "customers.csv", dtype=text)
    truth = pd.read_csv(MERIDIAN / "truth" / "customers.csv", dtype=text)
    lines = lines.dropna(subset=["customer_id"])
    past, future = lines[lines["ordered_at"] <= as_of], lines[lines["ordered_at"] > as_of]
    return Sample(past, future, people, truth, targeting.customer_value(past, people, as_of=as_of), as_of)
