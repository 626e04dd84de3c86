"""What several questions of lesson 2 ask of a case; worked out once a case."""

from functools import lru_cache

import pandas as pd

from helpers import choice, needs, offer
from helpers.case import Case
from helpers.offer import Market
from helpers.words import _


@lru_cache(maxsize=4)
def choices(case: Case) -> pd.DataFrame:
    """The choices of those who do not judge the decision."""
    return choice.hold_out(case.tables["choices"])[0]


@lru_cache(maxsize=4)
def gap(case: Case) -> pd.DataFrame:
    """`needs.gap` of the case: what was said beside what was chosen."""
    chosen = needs.derived(choices(case), needs.fitted(choices(case), brand=case.name))
    return needs.gap(needs.stated(case.tables["answers"]), chosen)


@lru_cache(maxsize=4)
def pair(case: Case) -> tuple[str, str]:
    """The two factors set against each other."""
    return needs.two_factors(choices(case))


@lru_cache(maxsize=4)
def rivalry(case: Case) -> pd.DataFrame:
    """The tasks in which those two part."""
    return needs.rivalry(choices(case), by=pair(case))


@lru_cache(maxsize=4)
def small(case: Case) -> pd.DataFrame:
    """The small table that the lesson counts by hand."""
    answers, rival = case.table("answers"), rivalry(case)
    owner = needs.owners(answers, choices(case))
    who = needs.faces(rival, owner, case.table("customers"), named=case.named)
    table = needs.tally(answers, rival, by=pair(case), who=who)
    if table.empty:
        raise ValueError(_("Nobody chose often enough for a small table by hand."))
    return table


@lru_cache(maxsize=4)
def market(case: Case) -> Market:
    """What is at stake in the market for what people were asked about."""
    tables = (case.tables["sales"], case.table("products"), case.table("orders"))
    return offer.market(*tables, brand=case.name)


@lru_cache(maxsize=4)
def steps(case: Case) -> pd.DataFrame:
    """What may be improved, judged by those whose choices are known."""
    return needs.improvements(choices(case), needs.fitted(choices(case), brand=case.name), market(case))
