"""A map worked out by hand: a handful of words, and how far apart two brands are in them."""

import pandas as pd

from helpers.offer import own_brand
from helpers.positioning.maps import profiles
from helpers.words import _


def per_hundred(counts: pd.DataFrame, *, words: int = 4) -> pd.DataFrame:
    """The few words in which the brands differ most, out of a hundred such words said of each; whole numbers.

    counts: brands in rows, words in columns. Of all words the `words` with the largest range of their share
    are kept, in the order of the table; brands with none of them are left out. Rounding may leave a row at
    99 or 101.

    >>> counts = pd.DataFrame({"sturdy": [3, 1], "cheap": [1, 1], "blue": [4, 2]}, index=["a", "b"])
    >>> per_hundred(counts, words=2).values.tolist()
    [[75, 25], [50, 50]]
    """
    shares = profiles(counts[counts.sum(axis=1) > 0])
    width = (shares.max() - shares.min()).sort_values(ascending=False, kind="stable")
    few = [name for name in counts.columns if name in set(width.index[:words])]
    small = counts.loc[shares.index, few]
    return (profiles(small[small.sum(axis=1) > 0]) * 100).round().astype(int)


def apart_from(small: pd.DataFrame, *, us: str, blanks: int = 0) -> pd.DataFrame:
    """How many words of a hundred would have to change for a rival to sound like us: rival, one column a word
    (difference), apart. Half of the sum of the differences, signs left out; the last `blanks` are left blank.

    >>> small = pd.DataFrame({"sturdy": [75, 50], "cheap": [25, 50]}, index=["us", "b"])
    >>> apart_from(small, us="us").values.tolist()
    [['b', 25, 25, 25.0]]
    """
    us = own_brand(small.index.astype(str), firm=us)
    if len(small) < 2:
        raise ValueError(_("By hand it takes our brand and a rival in the answers of survey `brand`."))
    others = small.drop(index=us)
    table = (others - small.loc[us]).abs()
    table["apart"] = table.sum(axis=1) / 2
    table = table.sort_values("apart", ascending=False, kind="stable").reset_index(names="rival")
    if blanks:
        table.loc[table.index[-blanks:], "apart"] = float("nan")
    return table
