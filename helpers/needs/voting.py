"""Customers choose among ideas: who is for it, and who puts it first."""

from collections.abc import Sequence

import pandas as pd

from helpers.intervals import wilson
from helpers.words import _


def idea_votes(ballots: Sequence[Sequence[str]]) -> pd.DataFrame:
    """Votes on ideas: idea, first, named, named_share, low, high (95%), points; most points first.

    ballots: one list a voter of the ideas they want, best first; what they do not name gets nothing. points:
    with k ideas in all the first gets k − 1, the second k − 2 and so on (Borda 1781); first: how many put it
    on top. Where the two orders differ, the loudest friends and the widest agreement point different ways.
    Raises ValueError where a ballot names an idea twice, or nobody voted.

    >>> votes = idea_votes([["lamp", "stool"], ["lamp", "stool"], ["stool"], ["desk", "stool"]])
    >>> votes[["idea", "first", "points"]].values.tolist()
    [['stool', 1, 5], ['lamp', 2, 4], ['desk', 1, 2]]
    """
    if any(len(set(ballot)) < len(ballot) for ballot in ballots):
        raise ValueError(_("A ballot names an idea once."))
    ideas = list(dict.fromkeys(idea for ballot in ballots for idea in ballot))
    if not ideas:
        raise ValueError(_("Nobody voted."))
    n, top = len(ballots), len(ideas) - 1
    rows = []
    for idea in ideas:
        places = [ballot.index(idea) for ballot in ballots if idea in ballot]
        low, high = wilson(len(places), n)
        points = sum(top - place for place in places)
        rows.append((idea, places.count(0), len(places), len(places) / n, low, high, points))
    columns = ["idea", "first", "named", "named_share", "low", "high", "points"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("points", ascending=False, kind="stable", ignore_index=True)
