"""Is a stated chance worth believing? Said against seen, band by band."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson

BANDS = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)


def reliability(
    customers: pd.DataFrame, *, said: str, seen: str, bands: Sequence[float] = BANDS
) -> pd.DataFrame:
    """Customers by the chance they were given: band, customers, said (mean chance), seen (share), low, high.

    customers: one row each with `said` (chance, 0 to 1) and `seen` (0/1, what came true). low and high
    are the 95% Wilson interval of seen. A chance is honest where said lies within. Bands without
    customers have no row. Source: the reliability diagram, Murphy & Winkler (1977).

    >>> four = pd.DataFrame({"chance": [0.2, 0.2, 0.9, 0.9], "came": [0, 1, 1, 1]})
    >>> reliability(four, said="chance", seen="came")[["band", "customers", "seen"]].values.tolist()
    [['10%–25%', 2, 0.5], ['75%–100%', 2, 1.0]]
    """
    need(customers, said, seen, what="customers")
    names = [f"{low:.0%}–{high:.0%}" for low, high in pairwise(bands)]
    place = np.clip(np.searchsorted(bands, customers[said], side="left") - 1, 0, len(names) - 1)
    groups = customers[[said, seen]].astype(float).groupby(place)
    table = groups.mean().rename(columns={said: "said", seen: "seen"})
    table.insert(0, "band", [names[number] for number in table.index])
    table.insert(1, "customers", groups.size())
    came = groups[seen].sum().round().astype(int)
    limits = [wilson(hits, count) for hits, count in zip(came, table["customers"], strict=True)]
    table[["low", "high"]] = limits
    return table.reset_index(drop=True)
