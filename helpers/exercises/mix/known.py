"""What several questions of lesson 4 ask of a case; worked out once a case."""

from functools import lru_cache

import pandas as pd

from helpers import choice, mix, offer
from helpers.case import Case

VALUE = 250.0  # what an inquiry leaves, as the lesson's parameter has it


def ours(case: Case) -> str:
    """Our brand in the market table, else in the choices."""
    return mix.our_brand(case.tables["sales" if "sales" in case.tables else "choices"], case.name)


@lru_cache(maxsize=4)
def market(case: Case) -> pd.DataFrame:
    """Each brand over the last twelve months."""
    return mix.latest_market(case.tables["sales"])


def paid(case: Case) -> float:
    """The mean price paid for ours in the last twelve months (money)."""
    return round(float(mix.own_row(market(case), ours(case))["price"]), 2)


def sold(case: Case) -> float:
    """Units of ours in the last twelve months."""
    return float(mix.own_row(market(case), ours(case))["units"])


def unit_cost(case: Case) -> float:
    """What one piece of the reference product costs (money)."""
    return float(offer.reference_product(case.tables["products"], near=paid(case))["unit_cost"])


@lru_cache(maxsize=4)
def elasticity(case: Case) -> float:
    """The common own-price elasticity of the market."""
    return mix.price_elasticity(case.tables["sales"]).value


@lru_cache(maxsize=4)
def fitted(case: Case) -> choice.Fit:
    """Part-worths of those who do not judge the decision."""
    return mix.fit_choices(choices(case), case.name)


@lru_cache(maxsize=4)
def choices(case: Case) -> pd.DataFrame:
    """The choices of those who do not judge the decision."""
    return choice.hold_out(case.tables["choices"])[0]


@lru_cache(maxsize=4)
def curves(case: Case) -> pd.DataFrame:
    """A response curve for each channel."""
    return mix.fit_responses(case.tables["spend"])
