"""What was known of a lead when it came in, as numbers; and columns that know too much (leakage)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.building.funnel import DAY, SETTLED, in_days
from helpers.checks import need
from helpers.intervals import wilson
from helpers.judging import auc
from helpers.words import _

Floats = npt.NDArray[np.float64]
# Columns of the contract that are no traits, and our own answer, which comes after the lead has.
KEYS = ("lead_id", "converted", "created_at", "converted_at", "customer_id", "message", "reply", "cost")
AFTER = ("reply_hours",)
MOST_LEVELS, FEWEST = 12, 10  # words of a column, and leads of a word, below which it counts as "other"
KNOWS_TOO_MUCH = 0.95  # AUC of one column alone: no honest trait is that good


@dataclass(frozen=True)
class Coding:
    """How columns become numbers, so that leads of tomorrow are coded as those of yesterday.

    numbers: column → value that stands for an unknown one. words: column → its words, the most frequent
    first, which is the one that others are held against.
    """

    numbers: dict[str, float]
    words: dict[str, list[str]]

    @property
    def terms(self) -> list[str]:
        """Names of the columns of `matrix`: those of numbers, then "source web" and the like."""
        return [
            *self.numbers,
            *(f"{name} {word}" for name, words in self.words.items() for word in words[1:]),
        ]

    def matrix(self, leads: pd.DataFrame) -> Floats:
        """One row a lead, one column a term. A word that was not there before counts as the first."""
        columns = [leads[name].astype(float).fillna(value) for name, value in self.numbers.items()]
        for name, words in self.words.items():
            at = pd.Index(words).get_indexer(pd.Index(leads[name].astype(object)).map(str))
            columns += [(at == number).astype(float) for number in range(1, len(words))]
        return np.column_stack(columns) if columns else np.empty((len(leads), 0))


def trait_columns(leads: pd.DataFrame, *, without: Sequence[str] = (), after: bool = False) -> list[str]:
    """Columns a score may use: no keys, dates or free text, nothing in `without`; our reply only if `after`.

    Words that follow from other words (a region from its country) are left out too: they say nothing new.
    """
    left_out = {*KEYS, *without, *(() if after else AFTER)}
    found = []
    for name in leads.columns:
        values = leads[name]
        if name in left_out or values.dtype.kind == "M" or values.nunique() < 2:
            continue
        if values.dtype.kind in "biuf" or values.nunique() <= max(MOST_LEVELS, 0.02 * len(leads)):
            found.append(str(name))
    following = _following(leads[found])
    return [name for name in found if name not in following]


def _following(traits: pd.DataFrame) -> set[str]:
    """Columns of words of which each goes with the words of a finer column."""
    codes = {n: pd.factorize(traits[n])[0] for n in traits.columns if traits[n].dtype.kind not in "biuf"}
    sizes = {name: int(code.max()) + 1 for name, code in codes.items()}
    return {
        name
        for name in codes
        for finer in codes
        if sizes[finer] > sizes[name]
        and len(np.unique(codes[finer] * (sizes[name] + 1) + codes[name])) == len(np.unique(codes[finer]))
    }


def usable(leads: pd.DataFrame, *, after: bool = False) -> tuple[list[str], list[str]]:
    """Columns that a score may use, and those left out because they leak (`leaks_of`)."""
    found = leaks_of(leads, after=after)
    bad = found.loc[found["leaks"], "column"].tolist()
    return [name for name in trait_columns(leads, after=after) if name not in bad], bad


def coding(leads: pd.DataFrame, columns: Sequence[str]) -> Coding:
    """How to code these columns, learnt from these leads.

    >>> coding(pd.DataFrame({"need": [1, 3], "source": ["web", "web"]}), ["need"]).numbers
    {'need': 2.0}
    """
    need(leads, *columns, what="leads")
    numbers, words = {}, {}
    for name in columns:
        if leads[name].dtype.kind in "biuf":
            numbers[name] = float(leads[name].mean())
        else:
            counts = leads[name].dropna().astype(str).value_counts()
            words[name] = [word for word in counts.index[:MOST_LEVELS] if counts[word] >= FEWEST]
    return Coding(numbers, words)


def signs(leads: pd.DataFrame, columns: Sequence[str] = ("budget", "authority", "urgent")) -> pd.DataFrame:
    """Yes/no signs one at a time: sign, with_it, rate_with, rate_without, odds_with, odds_without, times.

    leads: converted and 0/1 columns. times: how many times the odds are with the sign what they are without.
    Signs that come together share what they say: the score, which weighs them side by side, takes that apart.

    >>> leads = pd.DataFrame({"budget": [1, 1, 1, 0, 0, 0], "converted": [1, 1, 0, 1, 0, 0]})
    >>> signs(leads, ["budget"])[["odds_with", "odds_without", "times"]].values.tolist()
    [[2.0, 0.5, 4.0]]
    """
    known = [name for name in columns if name in leads.columns]
    if not known:
        raise ValueError(_("leads has none of the signs {names}.").format(names=", ".join(columns)))
    rows = []
    for name in known:
        has = leads[name] == 1
        yes, no = (float(leads.loc[part, "converted"].mean()) for part in (has, ~has))
        odds = [p / (1 - p) if p < 1 else np.inf for p in (yes, no)]
        rows.append((name, int(has.sum()), yes, no, *odds, odds[0] / odds[1] if odds[1] else np.nan))
    names = ["sign", "with_it", "rate_with", "rate_without", "odds_with", "odds_without", "times"]
    return pd.DataFrame(rows, columns=names).round(12)


def leaks_of(leads: pd.DataFrame, *, after: bool = False) -> pd.DataFrame:
    """Each trait alone: column, auc (0.5 says nothing, 1 everything), leaks (0/1), why; the best first.

    A column leaks where it is too good to be known beforehand (AUC of 0.95 or more, either way round), or is
    filled for customers and hardly ever for others. No rule finds all: ask of each column when it is written.
    Source: Kaufman, Rosset & Perlich (2012).

    >>> leads = pd.DataFrame({"converted": [0, 1] * 20, "paid": [0, 1] * 20, "need": [1, 1, 2, 3] * 10})
    >>> leaks_of(leads)[["column", "leaks"]].values.tolist()
    [['paid', True], ['need', False]]
    """
    won = leads["converted"] == 1
    rows = []
    # A tick or nothing: no trait to score by, but a place where an order may have left its mark.
    ticks = [n for n in leads.columns if leads[n].nunique() == 1 and leads[n].isna().any() and n not in KEYS]
    for name in [*trait_columns(leads, after=after), *map(str, ticks)]:
        filled = leads[name].notna()
        only = filled[won].mean() > 0.5 and filled[~won].mean() < 0.02
        value = leads[name]
        if words := value.dtype.kind not in "biuf":
            value = leads["converted"].groupby(value.astype(str)).transform("mean")
        both = leads.loc[filled, "converted"]
        alone = auc(both, value[filled]).value if both.nunique() == 2 else np.nan
        much = max(alone, 1 - alone) >= KNOWS_TOO_MUCH and not words
        why = _("filled for customers only") if only else _("too good to be known beforehand") if much else ""
        rows.append((name, alone, bool(only or much), why))
    table = pd.DataFrame(rows, columns=["column", "auc", "leaks", "why"])
    order = (table["auc"] - 0.5).abs().sort_values(ascending=False, kind="stable").index
    return table.reindex(order).reset_index(drop=True)


def matured(leads: pd.DataFrame, *, as_of: pd.Timestamp | None = None) -> pd.DataFrame:
    """Leads that have had time to become customers; all of them where dates are not known.

    The time: what 95% of those who did took at most. A lead of last week has not said no; it has not said
    anything yet.
    """
    if not {"created_at", "converted_at"} <= set(leads.columns):
        return leads
    took = in_days(leads["converted_at"] - leads["created_at"])[leads["converted"] == 1].dropna()
    if took.empty:
        return leads
    last = leads[["created_at", "converted_at"]].max().max()
    today = as_of + DAY if as_of is not None else last
    old = leads["created_at"] <= today - float(took.quantile(SETTLED)) * DAY
    return leads[old] if leads.loc[old, "converted"].nunique() == 2 else leads


def conversion(leads: pd.DataFrame, *, by: str = "") -> pd.DataFrame:
    """Leads, customers, rate, low, high (95%, Wilson); of each value of `by`, or of all.

    >>> conversion(pd.DataFrame({"converted": [1, 0, 0, 0]}))[["leads", "rate"]].values.tolist()
    [[4.0, 0.25]]
    """
    need(leads, "converted", *([by] if by else []), what="leads")
    groups: Any = leads.groupby(leads[by].astype(str) if by else np.zeros(len(leads)))["converted"]
    table = pd.DataFrame({"leads": groups.size(), "customers": groups.sum().astype(int)})
    table["rate"] = table["customers"] / table["leads"]
    table[["low", "high"]] = [wilson(c, n) for c, n in zip(table["customers"], table["leads"], strict=True)]
    return table.rename_axis(by).reset_index() if by else table.reset_index(drop=True)
