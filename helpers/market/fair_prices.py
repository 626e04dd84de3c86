"""What customers call cheap and dear: Van Westendorp's four prices, and where their curves truly cross."""

from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.facts import facts, once
from helpers.market.kinds import NAMES
from helpers.market.state import State
from helpers.market.streams import stream

SPREAD = 0.16  # of the logarithm of fair prices within a type
SLIPS = 0.04  # of respondents mix up two prices
QUESTIONS = ["too_cheap", "cheap", "expensive", "too_expensive"]
STEP = 0.5  # USD; coarser answers would move the points where the curves cross
LARGE = 400_000

Floats = npt.NDArray[np.float64]


def prices(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The four prices of each respondent to half a USD, rising, but for a few who mix two of them up."""
    who = state.respondents
    fair = np.array([facts("surveys")["fair_price"][kind] for kind in NAMES])[who["kind"]]
    said = np.rint(fair[:, None] * _four(len(who), rng) / STEP) * STEP
    for number in range(1, len(QUESTIONS)):
        said[:, number] = np.maximum(said[:, number], said[:, number - 1] + STEP)
    slip = rng.permutation(len(who))[: round(SLIPS * len(who))]
    first = rng.integers(len(QUESTIONS) - 1, size=len(slip))
    said[slip, first], said[slip, first + 1] = said[slip, first + 1], said[slip, first].copy()
    table = pd.DataFrame(said, columns=QUESTIONS)
    table.insert(0, "respondent_id", who["respondent_id"])
    return table


def _four(count: int, rng: np.random.Generator) -> Floats:
    """Four rising prices a row, as multiples of the median fair price of a type."""
    own = np.exp(rng.normal(0, SPREAD, count))
    gap = 0.015 * rng.standard_gamma(2.0, (4, count))
    cheap, dear = own * np.maximum(0.97 - 2 * gap[0], 0.4), own * (1.04 + 2 * gap[1])
    return np.column_stack(
        [cheap * np.maximum(0.95 - 3.3 * gap[2], 0.3), cheap, dear, dear * (1.05 + 3.3 * gap[3])]
    )


@once
def price_points(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """Where the curves cross, USD, for each type and for all types as they were asked.

    psm_opp: too cheap × too expensive; psm_idp: cheap × expensive; psm_low: too cheap × not cheap; psm_high:
    too expensive × not expensive; the _narrow ones take expensive in place of not cheap, cheap in place of
    not expensive (Van Westendorp, 1976). Nobody's slips and rounding are in them.
    """
    asked = state.respondents["customer_type"].value_counts(normalize=True)
    mixes = {kind: {kind: 1.0} for kind in NAMES}
    mixes["all"] = {str(kind): share for kind, share in asked.items()}
    rows = [{"customer_type": name, **_points(mix)} for name, mix in mixes.items() if mix]
    return pd.DataFrame(rows)


def _points(mix: dict[str, float]) -> dict[str, float]:
    """The crossings for a mix of types."""
    grid = np.arange(30.0, 140.0, 0.05)
    below = {name: np.zeros(len(grid)) for name in QUESTIONS}  # share of people whose price lies below
    for kind, share in mix.items():
        ratio = grid / facts("surveys")["fair_price"][kind]
        for name in QUESTIONS:
            below[name] += share * np.searchsorted(_population()[name], ratio) / LARGE
    too_cheap, cheap = 1 - below["too_cheap"], 1 - below["cheap"]
    dear, too_dear = below["expensive"], below["too_expensive"]
    pairs = {
        "psm_opp": (too_cheap, too_dear),
        "psm_idp": (cheap, dear),
        "psm_low": (too_cheap, 1 - cheap),
        "psm_high": (1 - dear, too_dear),
        "psm_low_narrow": (too_cheap, dear),
        "psm_high_narrow": (cheap, too_dear),
    }
    return {name: _crossing(grid, falls, rises) for name, (falls, rises) in pairs.items()}


def _crossing(grid: Floats, falls: Floats, rises: Floats) -> float:
    """Where a falling curve meets a rising one."""
    gap = rises - falls
    after = int(np.argmax(gap > 0))
    before = after - 1
    part = -gap[before] / (gap[after] - gap[before])
    return round(float(grid[before] + part * (grid[after] - grid[before])), 2)


@cache
def _population() -> dict[str, Floats]:
    """A very large draw of each of the four prices, sorted."""
    four = _four(LARGE, stream(0, "population of prices"))
    return {name: np.sort(four[:, number]) for number, name in enumerate(QUESTIONS)}
