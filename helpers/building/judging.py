"""Is a score any good? Who stands above whom, whether 30% means 30%, and from where on it pays to go."""

import numpy as np
import pandas as pd

from helpers.checks import above_zero, need
from helpers.intervals import wilson


def deciles(scores: pd.Series, *, groups: int = 10) -> pd.Series:
    """Tenths by score, 1 the best; equal scores may fall apart only by their place in the table.

    >>> deciles(pd.Series([0.1, 0.9, 0.5, 0.3]), groups=2).tolist()
    [2, 1, 1, 2]
    """
    place = scores.rank(method="first", ascending=False).to_numpy() - 1
    number = (place * min(groups, len(scores)) // len(scores) + 1).astype(int)
    return pd.Series(number, index=scores.index, name="decile")


def calibration(converted: pd.Series, chance: pd.Series, *, groups: int = 10) -> pd.DataFrame:
    """Said against seen, tenth by tenth: group (1 the lowest), leads, said (mean chance), seen, low, high.

    low, high: the 95% Wilson interval of seen; the score is honest where said lies within. Source: Murphy &
    Winkler (1977).

    >>> table = calibration(pd.Series([0, 1, 1, 1]), pd.Series([0.2, 0.3, 0.8, 0.9]), groups=2)
    >>> table[["said", "seen"]].round(2).values.tolist()
    [[0.25, 0.5], [0.85, 1.0]]
    """
    group = min(groups, len(chance)) + 1 - deciles(chance, groups=groups)
    parts = pd.DataFrame({"said": chance, "seen": converted.astype(float)}).groupby(group)
    table = parts.mean()
    table.insert(0, "leads", parts.size())
    won = parts["seen"].sum().round().astype(int)
    table[["low", "high"]] = [wilson(c, n) for c, n in zip(won, table["leads"], strict=True)]
    return table.rename_axis("group").reset_index()


def gain(converted: pd.Series, score: pd.Series, *, groups: int = 10) -> pd.DataFrame:
    """Tenths, the best first: decile, leads, customers, rate, lift, share_of_leads, share_of_customers.

    lift: rate ÷ the rate of all. The last two run on: so many of the leads hold so many of the customers.

    >>> table = gain(pd.Series([1, 1, 0, 0]), pd.Series([4, 3, 2, 1]), groups=2)
    >>> table[["lift", "share_of_customers"]].values.tolist()
    [[2.0, 1.0], [0.0, 1.0]]
    """
    parts = converted.groupby(deciles(score, groups=groups))
    table = pd.DataFrame({"leads": parts.size(), "customers": parts.sum().astype(int)})
    table["rate"] = table["customers"] / table["leads"]
    table["lift"] = table["rate"] / converted.mean()
    table["share_of_leads"] = table["leads"].cumsum() / len(converted)
    table["share_of_customers"] = table["customers"].cumsum() / converted.sum()
    return table.rename_axis("decile").reset_index()


def cut_off(cost: float, *, worth: float) -> float:
    """The chance from which a follow-up pays: cost ÷ what it brings where it succeeds (both money).

    Above 1 it never does. Source: the break-even of a bet; cost-sensitive cut-offs, Elkan (2001).

    >>> cut_off(50, worth=400)
    0.125
    """
    return cost / above_zero(worth, name="worth")


def profit_by_cut(
    converted: pd.Series, chance: pd.Series, *, cost: float, worth: float, groups: int = 20
) -> pd.DataFrame:
    """What following up the best so many earns: share_of_leads, chance (of the last one), profit (money).

    worth: of a won lead that is followed up. The last row is everybody. It is best about where the chance of
    the last falls to `cut_off`.

    >>> table = profit_by_cut(pd.Series([1, 0]), pd.Series([0.9, 0.1]), cost=10, worth=50, groups=2)
    >>> table["profit"].tolist()
    [40.0, 30.0]
    """
    need(pd.DataFrame({"chance": chance}), "chance", what="the score")
    order = chance.sort_values(ascending=False, kind="stable").index
    earned = (converted.loc[order].to_numpy(dtype=float) * worth - cost).cumsum()
    ends = np.unique(np.ceil(np.arange(1, groups + 1) * len(order) / groups).astype(int)) - 1
    table = pd.DataFrame(
        {"share_of_leads": (ends + 1) / len(order), "chance": chance.loc[order].to_numpy()[ends]}
    )
    return table.assign(profit=earned[ends])
