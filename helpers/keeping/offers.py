"""The next best offer: rules from baskets, likeness of products, and the plain repeat that must be beaten."""

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pandas as pd

from helpers.checks import fraction, need
from helpers.words import _

Floats = np.ndarray[tuple[int, int], np.dtype[np.float64]]
# Items of a set by their places, and the baskets that hold them all.
Level = dict[tuple[int, ...], np.ndarray[Any, np.dtype[np.bool_]]]


def frequent_sets(
    baskets: Sequence[Iterable[str]], *, support: float, longest: int = 4
) -> dict[frozenset[str], float]:
    """Sets of items that stand together in at least this share of baskets: set → share.

    Source: Agrawal & Srikant (1994), Apriori: a set can only be frequent where all its parts are.

    >>> found = frequent_sets([["egg", "onion"], ["egg"]], support=0.5)
    >>> sorted((sorted(items), share) for items, share in found.items())
    [(['egg'], 1.0), (['egg', 'onion'], 0.5), (['onion'], 0.5)]
    """
    fraction(support, name="support")
    whole = [frozenset(basket) for basket in baskets]
    if not whole:
        raise ValueError(_("There are no baskets to learn from."))
    names = sorted(set().union(*whole))
    place = {name: at for at, name in enumerate(names)}
    held = np.zeros((len(whole), len(names)), dtype=bool)
    rows = np.repeat(np.arange(len(whole)), [len(basket) for basket in whole])
    held[rows, [place[name] for basket in whole for name in basket]] = True
    level: Level = {(at,): held[:, at] for at in range(len(names)) if held[:, at].mean() >= support}
    found = {frozenset([names[one[0]]]): float(column.mean()) for one, column in level.items()}
    for _size in range(2, longest + 1):
        level = _joined(level, support)
        found |= {frozenset(names[at] for at in items): float(col.mean()) for items, col in level.items()}
    return found


def _joined(level: Level, support: float) -> Level:
    """The frequent sets of one item more, from two that share all but their last."""
    found: Level = {}
    for one, other in combinations(sorted(level), 2):
        items = (*one, other[-1])
        if one[:-1] != other[:-1] or any(part not in level for part in combinations(items, len(one))):
            continue
        both = level[one] & level[other]
        if both.mean() >= support:
            found[items] = both
    return found


def rules(
    baskets: Sequence[Iterable[str]], *, support: float, confidence: float, longest: int = 4
) -> pd.DataFrame:
    """Who has this often takes that: given, then, support, confidence, lift, leverage; highest lift first.

    support: share of baskets that hold both; confidence: of those that hold `given`, the share that holds
    `then`; lift: that over the share of everybody; leverage: support less what luck would give. A lift over a
    small support is mostly luck. Source: Agrawal & Srikant (1994); lift, Brin et al. (1997).
    """
    fraction(confidence, name="confidence")
    sets = frequent_sets(baskets, support=support, longest=longest)
    rows = []
    for items, share in sets.items():
        for size in range(1, len(items)):
            for given in map(frozenset, combinations(sorted(items), size)):
                then = items - given
                sure = share / sets[given]
                if sure >= confidence - 1e-12:
                    lift, luck = sure / sets[then], sets[given] * sets[then]
                    words = (" + ".join(sorted(given)), " + ".join(sorted(then)))
                    rows.append((*words, share, sure, lift, share - luck))
    columns = ["given", "then", "support", "confidence", "lift", "leverage"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["lift", "support", "given"], ascending=[False, False, True], ignore_index=True)


def baskets_of(lines: pd.DataFrame, *, item: str = "product_id") -> list[list[str]]:
    """The items of each order, without returns: one list an order."""
    need(lines, "order_id", item, "quantity", what=_("order lines"))
    bought = lines.loc[(lines["quantity"] > 0) & lines[item].notna(), ["order_id", item]]
    pairs = bought.drop_duplicates().sort_values(["order_id", item])
    starts = np.flatnonzero(pairs["order_id"].ne(pairs["order_id"].shift()))
    items = pairs[item].astype(str).to_list()
    return [items[one:end] for one, end in pairwise([*starts, len(items)])]


def last_quarter(
    lines: pd.DataFrame, *, as_of: pd.Timestamp | None = None, days: int = 91
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The order lines before the last quarter, and those of it: to learn from, and to be judged by."""
    end = lines["ordered_at"].max() if as_of is None else as_of
    later = lines["ordered_at"] >= end.normalize() - pd.Timedelta(days=days - 1)
    return lines[~later], lines[later]


def precision_at_k(
    past: pd.DataFrame, later: pd.DataFrame, *, k: int = 3, item: str = "product_id"
) -> pd.DataFrame:
    """Which way of choosing k products for a customer comes true: method, precision, low, high, customers.

    past, later: order lines before and after a day. Judged on the first later order of each customer with a
    past: the share of the k offered that it holds. Methods: what sells best (the same for all); their own,
    what they took most often, filled up with what sells best; likeness, products whose buyers are those of
    theirs (item-based collaborative filtering, cosine); likeness of new ones, the same without what they had.
    low and high: 95% of the mean. Source: Sarwar et al. (2001).
    """
    need(past, "customer_id", "order_id", item, "quantity", what=_("order lines"))
    bought, wanted = past[past["quantity"] > 0].dropna(subset=[item]), _first_orders(later, item)
    counts = bought.groupby(["customer_id", item])["order_id"].nunique().unstack(fill_value=0).astype(float)
    who = [customer for customer in counts.index if customer in wanted]
    if not who or counts.shape[1] < k:
        raise ValueError(_("Nobody with a past ordered again, or there are fewer than k products."))
    own = counts.loc[who].to_numpy()
    names = counts.columns.to_numpy()
    hit = np.array([[name in wanted[customer] for name in names] for customer in who], dtype=float)
    rows = []
    for method, score in _scores(counts.to_numpy(), own).items():
        best = np.argsort(-score, axis=1, kind="stable")[:, :k]
        right = np.take_along_axis(hit, best, axis=1).mean(axis=1)
        half = 1.96 * right.std(ddof=1) / np.sqrt(len(right)) if len(right) > 1 else np.nan
        rows.append((method, right.mean(), right.mean() - half, right.mean() + half, len(right)))
    return pd.DataFrame(rows, columns=["method", "precision", "low", "high", "customers"])


def _first_orders(later: pd.DataFrame, item: str) -> dict[str, set[str]]:
    bought = (
        later[later["quantity"] > 0]
        .dropna(subset=[item, "customer_id"])
        .sort_values("ordered_at", kind="stable")
    )
    first = bought.groupby("customer_id")["order_id"].transform("first")
    mine = bought[bought["order_id"] == first]
    return {str(customer): set(own) for customer, own in mine.groupby("customer_id")[item]}


def _scores(counts: Floats, own: Floats) -> dict[str, Floats]:
    """Method → score of each product for each customer."""
    popular = np.broadcast_to((counts > 0).mean(axis=0), own.shape)
    buyers = (counts > 0).astype(float)
    norm = np.sqrt(buyers.sum(axis=0)).clip(min=1)
    like = buyers.T @ buyers / np.outer(norm, norm)
    np.fill_diagonal(like, 0.0)
    near = (own > 0).astype(float) @ like
    return {
        _("what sells best"): np.asarray(popular),
        _("their own again"): own + 1e-3 * popular,
        _("likeness"): near,
        _("likeness of new ones"): np.where(own > 0, -1.0, near),
    }
