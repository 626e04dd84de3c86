"""Points parted into groups: k-means, how clear a parting is, how far two agree, and Ward's way of merging.

Written out here because scikit-learn takes a second to load, a quarter of what a lesson may take; tests hold
it against scikit-learn and scipy.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
Labels = np.ndarray[Any, np.dtype[np.intp]]
STARTS, ROUNDS = 5, 300


@dataclass(frozen=True)
class Parting:
    """k groups: each point's label (0 to k − 1), the groups' middles, squared distances to them added up."""

    labels: Labels
    centres: Floats
    inertia: float


def kmeans(points: Floats, k: int, *, seed: int, starts: int = STARTS) -> Parting:
    """The best of several starts of k-means. points: one row each, at least k of them different.

    Sources: Lloyd (1982); starts by Arthur & Vassilvitskii (2007), k-means++.
    """
    generator, across = np.random.default_rng(seed), np.ascontiguousarray(points.T)
    runs = (_settled(across, _spread(across, k, generator)) for _start in range(starts))
    return min(runs, key=lambda run: run.inertia)


def nearest(across: Floats, centres: Floats) -> tuple[Labels, Floats]:
    """For each point the centre nearest to it, and the squared distance less the point's own square.

    across: points as columns, which numpy goes through in a third of the time.
    """
    squares = (centres**2).sum(axis=1)[:, None] - 2 * (centres @ across)
    return squares.argmin(axis=0), squares.min(axis=0)


def _spread(across: Floats, k: int, generator: np.random.Generator) -> Floats:
    """k points to start from, each drawn by its squared distance to those before."""
    chosen = [across[:, generator.integers(across.shape[1])]]
    squares = np.full(across.shape[1], np.inf)
    while len(chosen) < k:
        squares = np.minimum(squares, ((across - chosen[-1][:, None]) ** 2).sum(axis=0))
        running = squares.cumsum()
        chosen.append(across[:, running.searchsorted(generator.random() * running[-1], side="right")])
    return np.array(chosen)


def _settled(across: Floats, centres: Floats) -> Parting:
    """k-means from these centres until no point changes its group."""
    labels, squares = nearest(across, centres)
    for _round in range(ROUNDS):
        sizes = np.bincount(labels, minlength=len(centres))
        sums = [np.bincount(labels, weights=row, minlength=len(centres)) for row in across]
        centres = (np.array(sums) / sizes.clip(min=1)).T
        if (sizes == 0).any():  # such a group begins anew with the point that is worst placed
            centres[sizes == 0] = across[:, (squares + (across**2).sum(axis=0)).argmax()]
        before, (labels, squares) = labels, nearest(across, centres)
        if (labels == before).all():
            break
    return Parting(labels, centres, float(squares.sum() + (across**2).sum()))


def adjusted_rand(one: Labels, other: Labels) -> float:
    """How far two partings of the same points agree beyond luck: 1 the same, about 0 luck.

    Source: Hubert & Arabie (1985).

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    width = int(other.max()) + 1
    table = np.bincount(one * width + other, minlength=(int(one.max()) + 1) * width).reshape(-1, width)
    together, rows, columns = (_pairs(table.ravel()), _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0)))
    luck = rows * columns / _pairs(np.array([len(one)]))
    most = (rows + columns) / 2
    return 1.0 if most == luck else (together - luck) / (most - luck)


def _pairs(sizes: Labels) -> float:
    """How many pairs groups of these sizes hold."""
    return float((sizes * (sizes - 1) // 2).sum())


def distances(points: Floats) -> Floats:
    """Of every point to every other."""
    squares = sum((column[:, None] - column) ** 2 for column in points.T)
    return np.asarray(np.sqrt(squares))


def silhouette(apart: Floats, labels: Labels) -> float:
    """How much nearer points are to their own group than to the next, from −1 to 1; the mean over all points.

    apart: `distances` of the points. A point alone in its group counts 0. nan where there is one
    group only. Source: Rousseeuw (1987).
    """
    kinds, labels = np.unique(labels, return_inverse=True)
    if len(kinds) < 2:
        return float("nan")
    member = np.eye(len(kinds))[labels]
    sizes, sums = member.sum(axis=0), apart @ member
    own, at = sizes[labels] - 1, np.arange(len(labels))
    inside = sums[at, labels] / own.clip(min=1)
    means = sums / sizes
    means[at, labels] = np.inf
    outside = means.min(axis=1)
    return float(np.where(own > 0, (outside - inside) / np.maximum(inside, outside), 0.0).mean())


def ward(points: Floats) -> list[tuple[int, int, float]]:
    """Groups of one point merged two by two until one is left: left, right, distance of each merge.

    Each time those two are merged whose union loses least of the spread between groups. The first points are
    groups 0 to n − 1; each merge makes the next number. Source: Ward (1963).
    """
    middles, sizes = dict(enumerate(points)), dict.fromkeys(range(len(points)), 1)
    merges = []
    while len(middles) > 1:
        names = list(middles)
        middle, size = np.array([middles[name] for name in names]), np.array([sizes[name] for name in names])
        weight = 2 * size[:, None] * size / (size[:, None] + size)
        squares = weight * distances(middle) ** 2
        squares[np.tril_indices(len(names))] = np.inf
        row, column = np.unravel_index(squares.argmin(), squares.shape)
        left, right = names[row], names[column]
        merges.append((left, right, float(np.sqrt(squares[row, column]))))
        new, total = len(points) + len(merges) - 1, sizes[left] + sizes[right]
        middles[new] = (sizes[left] * middles.pop(left) + sizes[right] * middles.pop(right)) / total
        sizes[new] = total
    return merges
