"""What several questions of lesson 2b ask of a case."""

import pandas as pd

from helpers import needs
from helpers.case import Case
from helpers.words import _


def population(case: Case) -> int:
    """How many there are to ask: the customers of the case. Raises ValueError where none are known."""
    for name in ("customers", "orders"):
        table = case.table(name)
        if table is not None and "customer_id" in table:
            return int(table["customer_id"].nunique())
    raise ValueError(_("Nobody is there to ask: it takes a table customers or orders."))


def six(case: Case, *, item: str) -> pd.DataFrame:
    """What six people said an item is worth to them; an item that nobody was asked gives way to the first."""
    answers = case.tables["answers"]
    asked = answers.loc[answers["survey"] == "importance", "item"].unique()
    chosen = item if item in set(asked) else str(asked[0]) if len(asked) else item
    return needs.few_answers(answers, item=chosen, named=case.named)
