"""How sure a map is: the same map from other respondents of the same sort, turned to lie on the first."""

from typing import Any

import numpy as np
import pandas as pd

from helpers.positioning.maps import Map, correspondence, said_words
from helpers.words import _

Cube = np.ndarray[Any, np.dtype[np.float64]]
DRAWS = 200
CHI2_95 = 5.991465  # 95% quantile of chi-square with two degrees of freedom


def ellipses(answers: pd.DataFrame, *, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """A 95% region for every brand: point, x, y on the map; var_x, var_y, cov_xy of its bootstrap places.

    answers: as `word_counts` takes them. Whole respondents are drawn again, each with all that was said;
    every draw is mapped anew and laid on the first map by an orthogonal Procrustes turn, because axes may
    swap or flip from draw to draw. Draws in which a brand or word vanishes are left out. The ellipse is
    x'V⁻¹x ≤ 5.99, taken as normal. Source: Efron & Tibshirani (1993); Gower & Dijksterhuis (2004),
    Procrustes Problems; Ringrose (2012).
    """
    cube, brands, words = _cube(answers)
    first = correspondence(pd.DataFrame(cube.sum(axis=0), brands, words))
    if first.rows.shape[1] < 2:
        raise ValueError(_("A map with one axis has no ellipses."))
    people = len(cube)
    times = np.random.default_rng(seed).multinomial(people, np.full(people, 1 / people), size=draws)
    tables = (times @ cube.reshape(people, -1)).reshape(draws, *cube.shape[1:]).astype(float)
    tables = tables[(tables.sum(axis=1) > 0).all(axis=1) & (tables.sum(axis=2) > 0).all(axis=1)]
    if len(tables) < 20:
        raise ValueError(_("Too few answers to say how sure the map is: ask more people."))
    places = turned(_rows(tables), first.rows.to_numpy()[:, :2])
    away = places - places.mean(axis=0)
    cov = np.einsum("dpi,dpj->pij", away, away) / (len(places) - 1)
    table = pd.DataFrame({"point": first.rows.index.astype(str)})
    table[["x", "y"]] = first.rows.to_numpy()[:, :2]
    return table.assign(var_x=cov[:, 0, 0], var_y=cov[:, 1, 1], cov_xy=cov[:, 0, 1])


def inside(ellipses: pd.DataFrame, places: pd.DataFrame) -> pd.Series:
    """Whether each place (point, x, y) lies in the ellipse of the same name: point → true or false."""
    both = ellipses.merge(places[["point", "x", "y"]], on="point", suffixes=("", "_at"))
    x, y = both["x_at"] - both["x"], both["y_at"] - both["y"]
    area = both["var_x"] * both["var_y"] - both["cov_xy"] ** 2
    square = (both["var_y"] * x**2 - 2 * both["cov_xy"] * x * y + both["var_x"] * y**2) / area
    return pd.Series((square <= CHI2_95).to_numpy(), both["point"], name="inside")


def aligned(other: Map, onto: Map) -> pd.DataFrame:
    """The brands of another map turned to lie on this one: point, x, y. Both maps hold the same brands."""
    names = onto.rows.index
    places = other.rows.reindex(names).to_numpy()[:, :2][None]
    moved = turned(places, onto.rows.to_numpy()[:, :2])[0]
    return pd.DataFrame({"point": names.astype(str), "x": moved[:, 0], "y": moved[:, 1]})


def turned(places: Cube, onto: Cube) -> Cube:
    """Places (draws × points × 2), turned or mirrored but not stretched, as near to `onto` as can be."""
    left, _sizes, right = np.linalg.svd(np.einsum("dpi,pj->dij", places, onto))
    return np.asarray(places @ (left @ right), dtype=float)


def _rows(tables: Cube) -> Cube:
    """Principal row coordinates on two axes of many tables at once."""
    shares = tables / tables.sum(axis=(1, 2), keepdims=True)
    rows, columns = shares.sum(axis=2, keepdims=True), shares.sum(axis=1, keepdims=True)
    expected = rows * columns
    left, sizes, _right = np.linalg.svd((shares - expected) / np.sqrt(expected), full_matrices=False)
    return np.asarray(left[:, :, :2] * sizes[:, None, :2] / np.sqrt(rows), dtype=float)


def _cube(answers: pd.DataFrame) -> tuple[Cube, pd.Index, pd.Index]:
    """Respondents × brands × words, 1 where it was said."""
    said = said_words(answers)
    people, who = pd.factorize(said["respondent_id"])
    brands, words = pd.Categorical(said["brand"]), pd.Categorical(said["word"])
    cube = np.zeros((len(who), len(brands.categories), len(words.categories)))
    cube[people, brands.codes, words.codes] = 1.0
    return cube, brands.categories, words.categories
