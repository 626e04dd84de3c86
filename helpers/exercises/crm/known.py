"""What several questions of lesson 8 ask of a case, or count by hand; worked out once."""

from functools import lru_cache

import pandas as pd

from helpers import crm
from helpers.case import Case
from helpers.crm.hours import COMES, TALKS
from helpers.crm.queueing import by_hand
from helpers.words import _


@lru_cache(maxsize=1)
def cells() -> tuple[int, int]:
    """Of the thirty cells of the six records: how many are filled, and how many of those are valid."""
    scores = crm.record_scores(crm.three_lists())
    return int(scores["filled"].sum()), int(scores["valid"].sum())


@lru_cache(maxsize=4)
def waited(agents: int) -> float:
    """Minutes that the eight callers wait together, with so many at the desk."""
    return float(crm.eight_calls(agents=agents)["waits"].sum())


@lru_cache(maxsize=1)
def waited_in_two_lines() -> float:
    """The same, had each of two people a line of their own and callers taken them in turn."""
    lines = [
        by_hand(list(map(float, COMES[at::2])), list(map(float, TALKS[at::2])), agents=1) for at in (0, 1)
    ]
    return float(sum(table["waits"].sum() for table in lines))


@lru_cache(maxsize=4)
def busiest(case: Case) -> pd.Series:
    """`crm.busiest` of the calls that may be looked at before the rota is decided."""
    return crm.busiest(crm.arrivals(crm.learnt(case.tables["calls"])))


@lru_cache(maxsize=4)
def one_more(case: Case) -> float:
    """Of the mean wait at the busiest time with as few as can keep up, the share that one more takes away."""
    top = busiest(case)
    few, more = (
        crm.desk(top["load"], int(top["few"]) + n, handle_seconds=top["handle_seconds"]) for n in (0, 1)
    )
    return 1 - more.wait_seconds / few.wait_seconds


@lru_cache(maxsize=4)
def came(case: Case) -> float:
    """Of a hundred orders that the usual rates announced, how many came within the time."""
    if case.as_of is None:
        raise ValueError(_("The case names no last day: nobody knows what was still open then."))
    tried = crm.announced(case.tables["stages"], case.tables["leads"], as_of=case.as_of)
    hoped = float(tried["by_reached"].sum())
    if not hoped > 0:
        raise ValueError(_("Nothing was announced: no lead stood open."))
    return float(round(100 * tried["came"].sum() / hoped))
