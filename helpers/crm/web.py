"""The web as one more door into the base: a funnel, a test of two pages, what becomes of middlemen."""

import pandas as pd

from helpers.checks import above_zero, fraction
from helpers.intervals import newcombe, wilson
from helpers.words import _

# Visitors of a week on two pages of an invented shop, how many came so far.
FUNNEL = {
    "page A": {
        "saw the page": 4_000,
        "looked at a chair": 1_720,
        "asked or put in the basket": 268,
        "left an address": 121,
    },
    "page B": {
        "saw the page": 4_050,
        "looked at a chair": 1_698,
        "asked or put in the basket": 331,
        "left an address": 158,
    },
}


def web_funnel() -> pd.DataFrame:
    """Two pages, step by step: page, step, visitors, rate (of the step before), low, high (95%)."""
    rows = []
    for page, steps in FUNNEL.items():
        before = None
        for step, visitors in steps.items():
            of = before if before else visitors
            rows.append((page, step, visitors, visitors / of, *wilson(visitors, of)))
            before = visitors
    return pd.DataFrame(rows, columns=["page", "step", "visitors", "rate", "low", "high"])


def difference(won_a: int, of_a: int, won_b: int, of_b: int) -> pd.Series:
    """The share of B less that of A: difference, low, high (95%, Newcombe).

    >>> [round(float(end), 4) for end in difference(48, 80, 56, 70)]
    [0.2, 0.0524, 0.3339]
    """
    return pd.Series(newcombe(won_b, of_b, won_a, of_a)._asdict())


def channel_share(
    *,
    dealers: float = 0.85,
    own_shop: float = 0.15,
    moves_over: float = 0.12,
    moves_back: float = 0.05,
    years: int = 8,
) -> pd.DataFrame:
    """Will the internet take the middlemen's place: year, dealers, own_shop (shares of sales).

    Each year a share `moves_over` of what dealers sold goes to the shop, and `moves_back` returns (Markov
    chain). What the middlemen end with is moves_back ÷ (moves_over + moves_back), whatever they began with:
    they vanish only if nobody ever goes back. The rates are assumed.

    >>> channel_share(years=200).round(3).iloc[-1].tolist()
    [200.0, 0.294, 0.706]
    """
    fraction(moves_over, name="moves_over")
    fraction(moves_back, name="moves_back")
    whole = above_zero(dealers + own_shop, name=_("dealers and own_shop together"))
    now, rows = dealers / whole, []
    for year in range(years + 1):
        rows.append((float(year), now, 1 - now))
        now = now * (1 - moves_over) + (1 - now) * moves_back
    return pd.DataFrame(rows, columns=["year", "dealers", "own_shop"])
