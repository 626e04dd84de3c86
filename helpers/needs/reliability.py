"""Do several questions measure one thing? Cronbach's alpha, its interval, and each item's part in it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.words import _


class Alpha(NamedTuple):
    """Cronbach's alpha with its interval, of `items` questions and `n` people who answered all of them."""

    alpha: float
    low: float
    high: float
    items: int
    n: int


def cronbach_alpha(wide: pd.DataFrame, *, level: float = 0.95) -> Alpha:
    """Alpha of questions (columns) answered by people (rows); people with a blank are left out.

    alpha = k ÷ (k − 1) × (1 − sum of the variances ÷ variance of the sum). The interval is Feldt's:
    (1 − alpha) times quantiles of F with n − 1 and (n − 1)(k − 1) degrees of freedom. Alpha rises with the
    number of items, and says nothing of whether they measure the *right* thing. Raises ValueError with fewer
    than two items or people, or where all sums are alike. Sources: Cronbach (1951); Feldt, Woodruff & Salih
    (1987).

    >>> cronbach_alpha(pd.DataFrame({"a": [1, 2, 3, 4], "b": [1, 2, 3, 4]})).alpha
    1.0
    """
    whole = wide.dropna()
    n, k = whole.shape
    if k < 2 or n < 2:
        message = _("Reliability takes two questions and two people who answered all; there are {k} and {n}.")
        raise ValueError(message.format(k=k, n=n))
    total = float(whole.sum(axis=1).var())
    if not total > 0:
        raise ValueError(_("Everybody has the same sum: nothing tells these people apart."))
    alpha = k / (k - 1) * (1 - float(whole.var().sum()) / total)
    low, high = feldt_interval(alpha, items=k, people=n, level=level)
    return Alpha(alpha, low, high, k, n)


def feldt_interval(alpha: float, *, items: int, people: int, level: float = 0.95) -> tuple[float, float]:
    """Feldt's interval for an alpha of so many items and people.

    >>> [round(end, 4) for end in feldt_interval(0.85, items=7, people=89)]
    [0.7971, 0.8932]
    """
    # scipy.special loads in a tenth of a second, scipy.stats in half of one.
    from scipy.special import fdtri

    free, tail = people - 1, (1 - level) / 2
    ends = fdtri(free, free * (items - 1), np.array([1 - tail, tail]))
    low, high = 1 - (1 - alpha) * ends
    return float(low), float(high)


def item_total(wide: pd.DataFrame) -> pd.DataFrame:
    """Each question's part: item, mean, with_rest (its correlation with the sum of the others),
    alpha_without.

    An item with a low or negative with_rest measures something else, or is scored the wrong way round.
    alpha_without is blank where only one item would be left.
    """
    whole = wide.dropna()
    total = whole.sum(axis=1)
    rows = []
    for name in whole.columns:
        rest = total - whole[name]
        # A question everybody answers alike goes with nothing.
        alike = not (whole[name].std() > 0 and rest.std() > 0)
        without = cronbach_alpha(whole.drop(columns=name)).alpha if whole.shape[1] > 2 else np.nan
        together = np.nan if alike else float(np.corrcoef(whole[name], rest)[0, 1])
        rows.append((name, float(whole[name].mean()), together, without))
    return pd.DataFrame(rows, columns=["item", "mean", "with_rest", "alpha_without"])


def alphas(wide: pd.DataFrame, *, scales: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Alpha of several scales: scale, alpha, low, high (95%), items, n. scales: name → its columns."""
    rows = [(name, *cronbach_alpha(wide[list(items)])) for name, items in scales.items()]
    return pd.DataFrame(rows, columns=["scale", *Alpha._fields])


def turned(wide: pd.DataFrame, *items: str, low: float, high: float) -> pd.DataFrame:
    """The table with questions asked the other way round turned back: low + high − answer.

    >>> turned(pd.DataFrame({"calm": [1, 6]}), "calm", low=1, high=6)["calm"].tolist()
    [6, 1]
    """
    return wide.assign(**{name: low + high - wide[name] for name in items})
