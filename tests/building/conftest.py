"""The sample case as step 5 sees it, and small funnels that can be drawn again and again."""

import numpy as np
import pandas as pd
import pytest

from helpers.case import Case, read_case
from helpers.files import MERIDIAN

RATES = {"inquiry": 0.6, "verification": 0.5, "financing": 0.8}
DAYS = {"inquiry": 4.0, "verification": 9.0, "financing": 12.0}


@pytest.fixture(scope="session")
def firm() -> Case:
    """The sample case."""
    return read_case(MERIDIAN)


def drawn_stages(leads: int, seed: int, *, until: str = "2026-06-30", months: int = 24) -> pd.DataFrame:
    """A table stages of leads that come evenly over the months, as it stands on the last day."""
    rng = np.random.default_rng(seed)
    end = pd.Timestamp(until)
    names = [*RATES, "order"]
    at = end - pd.to_timedelta(rng.uniform(0, 30.4 * months, leads), unit="D")
    going, rows = np.full(leads, True), []
    for name in names:
        known = going & (at <= end)
        numbers = np.flatnonzero(known)
        rows.append(pd.DataFrame({"lead_id": numbers.astype(str), "stage": name, "entered_at": at[known]}))
        if name in RATES:
            going = going & (rng.random(leads) < RATES[name])
            at = at + pd.to_timedelta(DAYS[name] * rng.lognormal(0, 0.6, leads), unit="D")
    return pd.concat(rows, ignore_index=True)


def drawn_leads(leads: int, seed: int) -> pd.DataFrame:
    """Leads whose odds are e^(−1.5 + 0.5 need + 0.7 budget), and a column that means nothing."""
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(
        {
            "lead_id": [f"L{n:05d}" for n in range(leads)],
            "need": rng.integers(0, 4, leads),
            "budget": rng.integers(0, 2, leads),
            "urgent": rng.integers(0, 2, leads),
        }
    )
    odds = np.exp(-1.5 + 0.5 * table["need"] + 0.7 * table["budget"])
    return table.assign(converted=(rng.random(leads) < odds / (1 + odds)).astype(int))
