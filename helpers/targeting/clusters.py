"""Segments that the data suggest: k-means on behaviour, its stability, and small groups merged."""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.partition import (
    Floats,
    Parting,
    adjusted_rand,
    distances,
    kmeans,
    nearest,
    silhouette,
    ward,
)
from helpers.words import _

FEATURES = ("days_since_last", "orders", "revenue")
# Silhouettes compare every customer with every other; and what will not return on a thousand others is no
# segment.
SAMPLE = 1000
AGAIN = 2  # starts on each of them: a parting that takes luck to find is not stable


def features(customers: pd.DataFrame) -> pd.DataFrame:
    """Recency, frequency and money on log scales, each with mean 0 and spread 1: distances mean something.

    customers: days_since_last, orders, revenue (below 0 counts as 0). A column without spread is all 0.
    """
    need(customers, *FEATURES, what="customers")
    logs = np.log1p(customers[list(FEATURES)].clip(lower=0).astype(float))
    scaled: pd.DataFrame = (logs - logs.mean()) / logs.std(ddof=0).replace(0, 1.0)
    return scaled


def clusters(customers: pd.DataFrame, *, k: int, seed: int = 0) -> pd.Series:
    """Behaviour segments by k-means on `features`: 1 to k, 1 having the highest mean revenue.

    Raises ValueError where there are fewer different customers than segments. Source: MacQueen (1967).
    """
    points = features(customers)
    if len(points.drop_duplicates()) < k:
        message = _("{k} segments need at least {k} customers who differ; take a smaller k.")
        raise ValueError(message.format(k=k))
    labels = pd.Series(kmeans(points.to_numpy(), k, seed=seed).labels, index=customers.index)
    order = customers["revenue"].groupby(labels).mean().sort_values(ascending=False).index
    return labels.map({label: place + 1 for place, label in enumerate(order)}).rename("cluster")


def cluster_choices(
    customers: pd.DataFrame, *, ks: Sequence[int] = range(2, 7), draws: int = 10, seed: int = 0
) -> pd.DataFrame:
    """How many segments? For each k: k, silhouette, stability, inertia, smallest (share of customers).

    silhouette: how much nearer customers are to their own segment than to the next (−1 to 1; Rousseeuw
    1987), on at most 1,000 of them; stability: mean adjusted Rand index between these segments and
    those found on bootstrap samples, of as many at most (1 = the same every time; Hubert & Arabie 1985,
    Hennig 2007). A high silhouette that will not repeat is luck.
    """
    table = features(customers)
    points, kinds = table.to_numpy(), table.groupby(list(FEATURES)).ngroup().to_numpy()
    different = int(kinds.max(initial=-1)) + 1
    generator = np.random.default_rng(seed)
    some = generator.permutation(len(points))[:SAMPLE]
    apart = distances(points[some])
    size = min(len(points), SAMPLE)
    samples = [generator.integers(len(points), size=size) for _draw in range(draws)]
    rows = []
    for k in (k for k in ks if k < different):
        found = kmeans(points, k, seed=seed)
        again = [points[sample] for sample in samples if len(np.unique(kinds[sample])) >= k]
        agreement = [_agreement(found, points, sample, seed) for sample in again]
        rows.append(
            (
                k,
                silhouette(apart, found.labels[some]),
                float(np.mean(agreement)) if agreement else math.nan,
                found.inertia,
                float(np.bincount(found.labels).min() / len(points)),
            )
        )
    if not rows:
        message = _("Too few customers differ ({count}) to look for segments among them.")
        raise ValueError(message.format(count=different))
    return pd.DataFrame(rows, columns=["k", "silhouette", "stability", "inertia", "smallest"])


def merge_tree(customers: pd.DataFrame, *, by: Sequence[str]) -> pd.DataFrame:
    """Split finely, then merge what behaves alike (分解后重新汇聚): one row for each merge.

    customers: columns of `features` and those of `by`, whose combinations are the small groups to start
    from; who is blank there belongs to none. Groups are merged by Ward's method on their mean features;
    small and large groups count the same. Returns groups_left, distance, left, right (names of what is
    merged, joined by " + "), customers. A jump in distance says: stop before. Source: Ward (1963).
    """
    need(customers, *by, what="customers")
    names = customers[by[0]].astype("str")
    for name in by[1:]:
        names = names + " · " + customers[name].astype("str")
    means = features(customers).groupby(names).mean()
    sizes = names.value_counts()
    if len(means) < 2:
        raise ValueError(_("There is one group only: split by more columns before merging."))
    nodes = [(name, int(sizes[name])) for name in means.index]
    rows = []
    for step, (left, right, distance) in enumerate(ward(means.to_numpy())):
        one, other = nodes[left], nodes[right]
        nodes.append((f"{one[0]} + {other[0]}", one[1] + other[1]))
        rows.append((len(means) - step - 1, distance, one[0], other[0], nodes[-1][1]))
    return pd.DataFrame(rows, columns=["groups_left", "distance", "left", "right", "customers"])


def _agreement(found: Parting, points: Floats, sample: Floats, seed: int) -> float:
    """Adjusted Rand index of a parting of the points and the one that a sample of them leads to."""
    centres = kmeans(sample, len(found.centres), seed=seed, starts=AGAIN).centres
    return adjusted_rand(found.labels, nearest(points.T, centres)[0])
