"""What several questions of lesson 6 ask of a case; worked out once a case."""

from functools import lru_cache

import pandas as pd

from helpers import keeping, lifetime, targeting
from helpers.case import Case


@lru_cache(maxsize=4)
def values(case: Case) -> pd.DataFrame:
    """`targeting.customer_money` of the case, one row a customer."""
    return targeting.customer_money(case.tables["orders"], case.table("customers"), as_of=case.as_of)


@lru_cache(maxsize=4)
def silences(case: Case) -> pd.DataFrame:
    """The accounts the lesson works through by hand, longest silence first."""
    return keeping.silences(targeting.cast(values(case), named=case.named), case.tables["orders"])


@lru_cache(maxsize=4)
def quietest(case: Case) -> tuple[pd.Series, lifetime.Fit]:
    """The account whose silence is in question, and the model of its kind."""
    row = keeping.doubtful(silences(case))
    return row, keeping.model_of(values(case), str(row["customer_id"]))


@lru_cache(maxsize=4)
def alive(case: Case) -> float:
    """Its chance of still being a customer, by the whole model."""
    known = keeping.still_here(values(case)).set_index("customer_id")
    return float(known.loc[quietest(case)[0]["customer_id"], "p_alive"])


@lru_cache(maxsize=4)
def leave(case: Case) -> float:
    """The chance that a customer of its kind leaves after an order, to a thousandth."""
    return round(keeping.leaving(quietest(case)[1]), 3)


@lru_cache(maxsize=4)
def then(case: Case) -> pd.DataFrame:
    """`keeping.a_year_ago` of the case."""
    return keeping.a_year_ago(case.tables["orders"], case.table("customers"), as_of=case.as_of)


@lru_cache(maxsize=4)
def loyal(case: Case) -> pd.DataFrame:
    """What all who were asked said, beside what they do: rows detractor, passive, promoter."""
    done = keeping.behaviour(values(case), case.tables["orders"], as_of=case.as_of)
    table = keeping.content_and_loyal(case.tables["answers"], done)
    return table.set_index("group")
