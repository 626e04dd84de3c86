"""What several questions of lesson 1 ask of a case; worked out once a case."""

from functools import lru_cache

import pandas as pd

from helpers import targeting
from helpers.case import Case


@lru_cache(maxsize=4)
def values(case: Case) -> pd.DataFrame:
    """`targeting.customer_value` of the case, one row a customer."""
    return targeting.customer_value(case.tables["orders"], case.table("customers"), as_of=case.as_of)


def six(case: Case) -> pd.DataFrame:
    """The accounts the lesson works through by hand."""
    return targeting.cast(values(case), named=case.named)


def last_day(case: Case) -> pd.Timestamp:
    """The day up to which orders count."""
    return case.as_of if case.as_of is not None else case.tables["orders"]["ordered_at"].max()


def name_of(case: Case, customer_id: str) -> str:
    """A customer's short name, else its name, else its id."""
    people = case.table("customers")
    if customer_id in case.named or people is None or "name" not in people:
        return case.named.get(customer_id, customer_id)
    found = people.loc[people["customer_id"] == customer_id, "name"].dropna()
    return str(found.iloc[0]) if len(found) else customer_id
