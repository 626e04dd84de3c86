"""What several questions of lesson 3 ask of a case; worked out once a case."""

from functools import lru_cache

import pandas as pd

from helpers import choice, handover, offer, positioning
from helpers.case import Case
from helpers.missing import PlainError
from helpers.workbook import session

THING = "dining chairs"


@lru_cache(maxsize=4)
def counts(case: Case) -> pd.DataFrame:
    """Brands in rows, words in columns."""
    return positioning.word_counts(case.tables["answers"])


def us(case: Case) -> str:
    """Our brand, as it stands in the answers."""
    return offer.own_brand(counts(case).index, firm=case.name)


@lru_cache(maxsize=4)
def found(case: Case) -> positioning.Map:
    """The map of the case."""
    return positioning.correspondence(counts(case))


@lru_cache(maxsize=4)
def segments(case: Case) -> pd.Series:
    """respondent_id → customer type."""
    return positioning.segments(case.tables["answers"], case.table("customers"))


@lru_cache(maxsize=4)
def wants(case: Case) -> pd.DataFrame:
    """What each segment lets decide."""
    return positioning.wants(choice.hold_out(case.tables["choices"])[0], segments(case))


@lru_cache(maxsize=4)
def parts(case: Case) -> pd.Series:
    """Each segment's part of what is bought."""
    tables = case.table("orders"), case.table("customers")
    return positioning.segment_parts(segments(case), *tables, as_of=case.as_of)


@lru_cache(maxsize=4)
def gaps(case: Case) -> pd.DataFrame:
    """The gaps of the map, with the money behind each."""
    year = positioning.market_year(case.tables["sales"])
    ideals = positioning.ideal_points(found(case), wants(case))
    return positioning.gaps(found(case), ideals, parts(case) * year, weights=wants(case))


@lru_cache(maxsize=4)
def parity(case: Case) -> pd.DataFrame:
    """Parity and difference, need by need."""
    weights = _handed(case)
    if weights is None:
        weights = positioning.need_weights(case.tables["choices"])
    people = positioning.asked(case.tables["answers"])
    rates = positioning.word_rates(counts(case), people)
    return positioning.parity(rates, weights, us=us(case), people=people)


def _handed(case: Case) -> pd.DataFrame | None:
    """The weights that step 2 wrote for this case, where it did: the ones the lesson shows."""
    try:
        here = session()
    except PlainError:
        return None
    path = None if here.out is None or here.case is not case else here.out / "tables" / "02_needs.csv"
    return handover.read_table(path) if path is not None and path.exists() else None


def margin(case: Case) -> float:
    """What part of our price is left after the goods, as `offer.market` has it."""
    tables = (case.tables["sales"], case.table("products"), case.table("orders"))
    return offer.market(*tables, brand=case.name).margin
