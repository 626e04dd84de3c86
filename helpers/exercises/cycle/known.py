"""What several questions of lesson 9 ask of a case; worked out once a case."""

from functools import lru_cache

import pandas as pd

from helpers import cycle
from helpers.case import Case


@lru_cache(maxsize=4)
def targets(case: Case) -> pd.DataFrame:
    """The plan with what came, up to the last day there are orders for."""
    table = case.tables["targets"]
    if case.missing("orders", "customer_id", "ordered_at"):
        return cycle.filled(table, pd.DataFrame(columns=["period", "measure", "actual"]))
    lines = cycle.lines_until_now(case.tables["orders"], case.after)
    return cycle.filled(table, cycle.monthly(lines))


def own(case: Case) -> pd.DataFrame:
    """The months of that measure: period, actual."""
    return cycle.first_measure(targets(case))


@lru_cache(maxsize=4)
def card(case: Case) -> pd.DataFrame:
    """The scorecard of the months after as_of, or of the last twelve."""
    return cycle.scorecard(targets(case), since=case.as_of)


@lru_cache(maxsize=4)
def tried(case: Case) -> pd.DataFrame:
    """The half of the experiment that does not judge the decision."""
    return cycle.halves(case.tables["experiments"])[0]


@lru_cache(maxsize=4)
def lived(case: Case) -> pd.DataFrame:
    """The coming year under the plans that do not depend on the learner. Real firms have none."""
    from helpers.market import lap

    return lap.compare(lap.world(case), lap.policies())
