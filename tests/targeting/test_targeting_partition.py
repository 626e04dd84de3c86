"""Partings of points: the same as scikit-learn and scipy find, at least as good, and the same every time."""

import numpy as np
import pytest
from first_step import Sample
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import linkage
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score

from helpers.partition import adjusted_rand, distances, kmeans, nearest, silhouette, ward
from helpers.targeting.clusters import features


@pytest.mark.parametrize("k", [2, 3, 4, 5, 7])
def test_kmeans_is_as_good_as_that_of_scikit_learn(meridian: Sample, k: int) -> None:
    points = features(meridian.values).to_numpy()
    ours = kmeans(points, k, seed=0)
    theirs = KMeans(n_clusters=k, n_init=4, random_state=0).fit(points)
    assert ours.inertia <= theirs.inertia_ * 1.001
    assert adjusted_rand_score(ours.labels, theirs.labels_) > 0.9
    assert ours.inertia == pytest.approx(((points - ours.centres[ours.labels]) ** 2).sum())
    assert (nearest(points.T, ours.centres)[0] == ours.labels).all(), "each point is with its nearest centre"


def test_kmeans_gives_the_same_every_time() -> None:
    points = np.random.default_rng(3).normal(size=(200, 2))
    one, other = (kmeans(points, 4, seed=7) for _run in range(2))
    assert (one.labels == other.labels).all()
    assert one.inertia == other.inertia


def test_as_many_groups_as_different_points_leave_nothing_over() -> None:
    points = np.repeat([[0.0, 0.0], [1.0, 0.0], [0.0, 9.0]], 5, axis=0)
    found = kmeans(points, 3, seed=0)
    assert found.inertia == pytest.approx(0, abs=1e-9)
    assert sorted(np.bincount(found.labels)) == [5, 5, 5]


partings = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), min_size=2, max_size=40)


@settings(deadline=None)
@given(partings)
def test_agreement_and_silhouette_are_those_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array(side) for side in zip(*pairs, strict=True))
    assert adjusted_rand(one, other) == pytest.approx(adjusted_rand_score(one, other))
    points = np.random.default_rng(len(pairs)).normal(size=(len(pairs), 3))
    if 2 <= len(set(one)) < len(one):
        assert silhouette(distances(points), one) == pytest.approx(silhouette_score(points, one))
    else:
        assert len(set(one)) == len(one) or np.isnan(silhouette(distances(points), one))


@pytest.mark.parametrize("count", [1, 2, 8, 60])
def test_ward_merges_as_scipy_does(count: int) -> None:
    points = np.random.default_rng(count).normal(size=(count, 3))
    theirs = linkage(points, method="ward") if count > 1 else np.empty((0, 4))
    assert [merge[:2] for merge in ward(points)] == [(int(row[0]), int(row[1])) for row in theirs]
    assert [merge[2] for merge in ward(points)] == pytest.approx(theirs[:, 2])
