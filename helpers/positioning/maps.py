"""The perceptual map: correspondence analysis of a table of brands and words, and what can be put on it."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson
from helpers.words import _

Matrix = np.ndarray[Any, np.dtype[np.float64]]
Scaling = Literal["symmetric", "rows", "contribution"]
XY = ["x", "y"]


@dataclass(frozen=True)
class Map:
    """A correspondence analysis: `rows` and `columns` hold principal coordinates, one column an axis.

    inertias: principal inertias, largest first. masses: shares of the total. n: the total of the table.
    """

    rows: pd.DataFrame
    columns: pd.DataFrame
    inertias: Matrix
    row_masses: pd.Series
    column_masses: pd.Series
    n: float

    @property
    def inertia(self) -> float:
        """Total inertia: chi-square of the table ÷ its total."""
        return float(self.inertias.sum())

    @property
    def explained(self) -> Matrix:
        """What fraction of the inertia each axis shows."""
        return np.asarray(self.inertias / self.inertias.sum(), dtype=float)

    @property
    def standard_columns(self) -> pd.DataFrame:
        """Standard coordinates of the columns: principal ones ÷ the root of the axis's inertia."""
        return self.columns.div(np.sqrt(self.inertias), axis=1)

    def points(self, *, scaling: Scaling = "symmetric") -> pd.DataFrame:
        """All points in two dimensions: point, kind (row, column), x, y, mass, contribution, quality.

        Rows stand in principal coordinates: their distances are chi-square distances. Columns: symmetric,
        in principal coordinates too (distances between a row and a column mean nothing); rows, in standard
        coordinates (a row is the average of the columns, weighted by its profile); contribution, standard ×
        √mass, so that an arrow's squared length on an axis is its contribution to it. contribution: to the
        plane, a fraction; quality: what fraction of the point's own inertia the plane shows. Source:
        Greenacre (2013), Contribution biplots.
        """
        factors = {"symmetric": 1.0, "rows": 1 / np.sqrt(self.inertias)}
        if scaling == "contribution":
            factor: Any = np.sqrt(self.column_masses.to_numpy())[:, None] / np.sqrt(self.inertias)
        else:
            factor = factors[scaling]
        parts = [
            self._side(self.rows, self.rows, self.row_masses, "row"),
            self._side(self.columns, self.columns * factor, self.column_masses, "column"),
        ]
        return pd.concat(parts, ignore_index=True)

    def _side(
        self, principal: pd.DataFrame, shown: pd.DataFrame, masses: pd.Series, kind: str
    ) -> pd.DataFrame:
        square = principal.to_numpy() ** 2
        plane, own = square[:, :2].sum(axis=1), square.sum(axis=1)
        table = pd.DataFrame({"point": principal.index.astype(str), "kind": kind})
        places = np.pad(shown.to_numpy(), ((0, 0), (0, 2)))[:, :2]
        table[XY] = places
        table["mass"] = masses.to_numpy()
        table["contribution"] = masses.to_numpy() * plane / self.inertias[:2].sum()
        table["quality"] = np.divide(plane, own, out=np.ones_like(own), where=own > 0)
        return table

    def place(self, counts: pd.DataFrame) -> pd.DataFrame:
        """Supplementary rows: point, x, y of rows that had no say in the axes, such as wishes, or a year ago.

        counts: a row a point, the map's columns; only proportions count. Words it lacks count as never said.
        """
        known = counts.reindex(columns=self.columns.index, fill_value=0.0).astype(float)
        total = known.sum(axis=1)
        if not (total > 0).all():
            raise ValueError(_("A point without a single count has no place on the map."))
        places = known.div(total, axis=0).to_numpy() @ self.standard_columns.to_numpy()
        return pd.DataFrame(
            {"point": known.index.astype(str), "x": places[:, 0], "y": np.pad(places, ((0, 0), (0, 1)))[:, 1]}
        )


def word_counts(answers: pd.DataFrame) -> pd.DataFrame:
    """How often each word was said to fit each brand: brands in rows, words in columns.

    answers: the survey table; of survey `brand`, item is the brand and answer the word. One respondent counts
    once for a pair. Raises ValueError where nobody was asked.
    """
    said = said_words(answers)
    return pd.crosstab(said["brand"], said["word"]).rename_axis(columns=None)


def said_words(answers: pd.DataFrame) -> pd.DataFrame:
    """respondent_id, brand, word: every pair somebody said, once."""
    need(answers, "respondent_id", "survey", "item", "answer", what="answers")
    rows = answers.loc[answers["survey"] == "brand", ["respondent_id", "item", "answer"]].dropna()
    if rows.empty:
        raise ValueError(
            _("The map needs answers of a survey `brand`: item the brand, answer a word that fits it.")
        )
    return rows.set_axis(["respondent_id", "brand", "word"], axis=1).astype(str).drop_duplicates()


def asked(answers: pd.DataFrame) -> int:
    """How many people said anything about the brands."""
    return int(said_words(answers)["respondent_id"].nunique())


def recovered(counts: pd.DataFrame, truth: pd.DataFrame, *, people: int) -> pd.DataFrame:
    """How well the answers find the chance that a word is said: brand, words, within, furthest, said, true.

    truth: brand, word, probability, of a simulated market. within: in how many of the words the true chance
    lies in Wilson's 95% interval of the observed share; furthest, said, true: the word that is most wrong.
    """
    rows = []
    for brand, own in truth.groupby("brand", sort=True):
        if brand not in counts.index:
            continue
        seen = counts.T[brand].reindex(own["word"]).fillna(0).astype(int)
        ends = [wilson(number, people) for number in seen.tolist()]
        true = own["probability"].to_numpy(dtype=float)
        hits = sum(low <= chance <= high for (low, high), chance in zip(ends, true, strict=True))
        at = int(np.abs(seen.to_numpy() / people - true).argmax())
        word = str(own["word"].iloc[at])
        rows.append((brand, len(own), hits, word, seen.iloc[at] / people, true[at]))
    return pd.DataFrame(rows, columns=["brand", "words", "within", "furthest", "said_share", "true_share"])


def correspondence(counts: pd.DataFrame) -> Map:
    """Correspondence analysis of a table of counts, by singular values of its standardised residuals.

    counts: not negative; rows and columns without any count are left out. Each axis is turned so that the row
    that contributes most to it lies on its positive side: otherwise the sign would be the computer's whim.
    Raises ValueError where fewer than two rows or columns hold anything, or where all rows are alike.
    Source: Benzécri (1973); Greenacre (2017), Correspondence Analysis in Practice.

    >>> smoke = pd.DataFrame([[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]])
    >>> correspondence(smoke).inertias.round(6).tolist()
    [0.074759, 0.010017, 0.000414]
    """
    table = counts.loc[counts.sum(axis=1) > 0, counts.sum(axis=0) > 0].astype(float)
    if min(table.shape) < 2:
        raise ValueError(_("A map needs at least two brands and two words that somebody named."))
    if (table.to_numpy() < 0).any():
        raise ValueError(_("Counts cannot be below zero."))
    shares = table.to_numpy() / table.to_numpy().sum()
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    residuals = (shares - np.outer(rows, columns)) / np.sqrt(np.outer(rows, columns))
    left, sizes, right = np.linalg.svd(residuals, full_matrices=False)
    axes = np.flatnonzero(sizes > 1e-9)
    if not len(axes):
        raise ValueError(_("All brands are described in the same words: there is nothing to map."))
    left, right, sizes = left[:, axes], right.T[:, axes], sizes[axes]
    signs = np.sign(left[np.abs(left).argmax(axis=0), np.arange(len(axes))])
    names = [f"axis_{number}" for number in range(1, len(axes) + 1)]
    return Map(
        rows=pd.DataFrame(left * signs * sizes / np.sqrt(rows)[:, None], table.index, names),
        columns=pd.DataFrame(right * signs * sizes / np.sqrt(columns)[:, None], table.columns, names),
        inertias=sizes**2,
        row_masses=pd.Series(rows, table.index),
        column_masses=pd.Series(columns, table.columns),
        n=float(table.to_numpy().sum()),
    )


def profiles(counts: pd.DataFrame) -> pd.DataFrame:
    """Of everything said of a brand, the fraction that each word has: rows sum to 1.

    >>> profiles(pd.DataFrame({"sturdy": [3, 1], "cheap": [1, 1]}, index=["a", "b"])).values.tolist()
    [[0.75, 0.25], [0.5, 0.5]]
    """
    return counts.div(counts.sum(axis=1), axis=0)


def words_apart(counts: pd.DataFrame) -> pd.DataFrame:
    """How many of a hundred words would have to change for one brand to sound like the other; a square table.

    Half the sum of the absolute differences of the profiles, × 100: the distance one can work out by hand.

    >>> words_apart(pd.DataFrame({"sturdy": [3, 1], "cheap": [1, 1]}, index=["a", "b"])).values.tolist()
    [[0.0, 25.0], [25.0, 0.0]]
    """
    shares = profiles(counts).to_numpy()
    apart = np.abs(shares[:, None, :] - shares[None, :, :]).sum(axis=2) * 50
    return pd.DataFrame(apart, counts.index, list(counts.index))


def distances(points: pd.DataFrame, *, axes: list[str]) -> pd.DataFrame:
    """Distances between all rows of a table of coordinates; a square table."""
    places = points[axes].to_numpy(dtype=float)
    apart = np.sqrt(((places[:, None, :] - places[None, :, :]) ** 2).sum(axis=2))
    return pd.DataFrame(apart, points.index, list(points.index))


def distinctiveness(found: Map) -> pd.DataFrame:
    """How far each brand is from its nearest rival, in all dimensions: brand, nearest, distance.

    Furthest first. Distances are chi-square distances of the profiles. From “made a difference” (差异)
    to “one of a kind” (别具一格) it is a ladder, not two boxes.
    """
    apart = distances(found.rows, axes=list(found.rows.columns)).to_numpy().copy()
    np.fill_diagonal(apart, np.inf)
    names = found.rows.index.astype(str).to_numpy()
    table = pd.DataFrame(
        {"brand": names, "nearest": names[apart.argmin(axis=1)], "distance": apart.min(axis=1)}
    )
    return table.sort_values("distance", ascending=False, kind="stable", ignore_index=True)
