"""The sample case as step 3 sees it, read as plainly as can be: what is tested here is not the reader."""

from typing import NamedTuple

import pandas as pd
import pytest

from helpers import positioning
from helpers.case import Case, read_case
from helpers.files import MERIDIAN

US = "Meridian Home"


class Market(NamedTuple):
    """Tables of the sample, the truth behind the words, and the map of what was said."""

    answers: pd.DataFrame
    choices: pd.DataFrame
    sales: pd.DataFrame
    brands: pd.DataFrame
    counts: pd.DataFrame
    found: positioning.Map


@pytest.fixture(scope="session")
def market() -> Market:
    """The sample case's market."""
    read = {name: pd.read_csv(MERIDIAN / f"{name}.csv") for name in ("answers", "choices", "sales")}
    counts = positioning.word_counts(read["answers"])
    brands = pd.read_csv(MERIDIAN / "truth" / "brands.csv")
    return Market(**read, brands=brands, counts=counts, found=positioning.correspondence(counts))


@pytest.fixture(scope="session")
def firm() -> Case:
    """The sample case."""
    return read_case(MERIDIAN)
