"""Segments that the data suggest: k-means on behaviour, its stability, and small groups merged."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from helpers.targeting.checks import need
from helpers.words import _

FEATURES = ("days_since_last", "orders", "revenue")
SAMPLE = 1000  # silhouettes compare every customer with every other


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
    labels = pd.Series(_fit(points, k, seed).labels_, index=customers.index)
    order = customers["revenue"].groupby(labels).mean().sort_values(ascending=False).index
    return labels.map({label: place + 1 for place, label in enumerate(order)}).rename("cluster")


def cluster_choices(
    customers: pd.DataFrame, *, ks: Sequence[int] = range(2, 7), draws: int = 10, seed: int = 0
) -> pd.DataFrame:
    """How many segments? For each k: k, silhouette, stability, inertia, smallest (share of customers).

    silhouette: how much nearer customers are to their own segment than to the next (−1 to 1; Rousseeuw
    1987), on at most 1,000 of them; stability: mean adjusted Rand index between these segments and
    those found on bootstrap samples (1 = the same every time; Hubert & Arabie 1985, Hennig 2007). A
    high silhouette that will not repeat is luck.
    """
    from sklearn.metrics import silhouette_score

    points = features(customers)
    different = len(points.drop_duplicates())
    rows = []
    for k in (k for k in ks if k < different):
        model = _fit(points, k, seed)
        size = min(SAMPLE, len(points))
        silhouette = float(silhouette_score(points, model.labels_, sample_size=size, random_state=seed))
        smallest = float(np.bincount(model.labels_).min() / len(points))
        stability = _stability(points, model.labels_, k, draws, seed)
        rows.append((k, silhouette, stability, float(model.inertia_), smallest))
    if not rows:
        message = _("Too few customers differ ({count}) to look for segments among them.")
        raise ValueError(message.format(count=different))
    return pd.DataFrame(rows, columns=["k", "silhouette", "stability", "inertia", "smallest"])


def merge_tree(customers: pd.DataFrame, *, by: Sequence[str]) -> pd.DataFrame:
    """Split finely, then merge what behaves alike (分解后重新汇聚): one row for each merge.

    customers: columns of `features` and those of `by`, whose combinations are the small groups to start
    from. Groups are merged by Ward's method on their mean features; small and large groups count the
    same. Returns groups_left, distance, left, right (names of what is merged, joined by " + "),
    customers. A jump in distance says: stop before. Source: Ward (1963).
    """
    from scipy.cluster.hierarchy import linkage

    need(customers, *by, what="customers")
    names = customers[list(by)].astype("str").agg(" · ".join, axis=1)
    means = features(customers).groupby(names).mean()
    sizes = names.value_counts()
    if len(means) < 2:
        raise ValueError(_("There is one group only: split by more columns before merging."))
    nodes = [(name, int(sizes[name])) for name in means.index]
    rows = []
    for step, (left, right, distance, _count) in enumerate(linkage(means, method="ward")):
        one, other = nodes[int(left)], nodes[int(right)]
        nodes.append((f"{one[0]} + {other[0]}", one[1] + other[1]))
        rows.append((len(means) - step - 1, float(distance), one[0], other[0], nodes[-1][1]))
    return pd.DataFrame(rows, columns=["groups_left", "distance", "left", "right", "customers"])


def _stability(points: pd.DataFrame, labels: np.ndarray, k: int, draws: int, seed: int) -> float:
    """Mean adjusted Rand index of `labels` and what bootstrap samples find; nan where none has k points."""
    from sklearn.metrics import adjusted_rand_score

    generator = np.random.default_rng(seed)
    samples = (points.iloc[generator.integers(len(points), size=len(points))] for _draw in range(draws))
    found = [
        adjusted_rand_score(labels, _fit(sample, k, seed).predict(points.to_numpy()))
        for sample in samples
        if len(sample.drop_duplicates()) >= k
    ]
    return float(np.mean(found)) if found else math.nan


def _fit(points: pd.DataFrame, k: int, seed: int) -> Any:
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    if len(points.drop_duplicates()) < k:
        message = _("{k} segments need at least {k} customers who differ; take a smaller k.")
        raise ValueError(message.format(k=k))
    # One thread: so few points are done before the others have woken, and the same sums come out everywhere.
    with threadpool_limits(limits=1):
        return KMeans(n_clusters=k, n_init=4, random_state=seed).fit(points.to_numpy())
