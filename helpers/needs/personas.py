"""Personas: customers of mixed traits parted into a few kinds, with how sure that is, and a card for each."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from helpers.needs.ratings import ratings
from helpers.partition import Floats, Labels, adjusted_rand, kmeans, nearest
from helpers.words import _, count, percent

# What is known of a person, in the three kinds of the source.
BASIC = ("customer_type", "region", "channel", "employees")
BEHAVIOUR = ("orders", "revenue", "days_since_last", "return_share")
CARES = "cares_for_"  # psychological: an answer above the person's own mean
KINDS = {"basic": _("who they are"), "behaviour": _("what they do"), "mind": _("what they care for")}
LONG_TAIL = {"employees", "orders", "revenue", "days_since_last"}  # on a log scale: a few are very large
TRAITS = 3


def profile(
    people: pd.DataFrame | None, values: pd.DataFrame | None, answers: pd.DataFrame | None
) -> pd.DataFrame:
    """Who they are, what they do, what they care for: one row a customer (index customer_id).

    people: customers; values: the table 01_customers; answers: with customer_id and the survey importance.
    Traits that are not there are left out; with answers, only customers who gave some are in. What a person
    cares for is each answer less the mean of all their own, so that whoever calls everything important counts
    as whoever calls nothing so. Raises ValueError where nothing is known of anybody.
    """
    parts = [
        table.drop_duplicates("customer_id").set_index("customer_id").reindex(columns=list(names))
        for table, names in ((people, BASIC), (values, BEHAVIOUR))
        if table is not None
    ]
    if answers is not None and "customer_id" in answers and (answers["survey"] == "importance").any():
        minds = _minds(answers)
        parts = [*(part.reindex(minds.index) for part in parts), minds]
    table = pd.concat(parts, axis=1) if parts else pd.DataFrame()
    if len(table):
        table = table.loc[:, table.nunique() > 1]
    if table.shape[1] == 0:
        raise ValueError(
            _("Personas take customers with traits, orders, or answers to the survey importance.")
        )
    return table


def _minds(answers: pd.DataFrame) -> pd.DataFrame:
    """What each customer cares for beyond their own mean answer, by customer_id."""
    wide = ratings(answers, "importance")
    cares = wide.sub(wide.mean(axis=1), axis=0).add_prefix(CARES)
    owner = answers.dropna(subset=["customer_id"]).drop_duplicates("respondent_id")
    named = cares.join(owner.set_index("respondent_id")[["customer_id"]], how="inner")
    return named.drop_duplicates("customer_id").set_index("customer_id")


def coded(table: pd.DataFrame) -> Floats:
    """The traits as numbers whose distances mean something; each of the three kinds counts alike.

    Numbers have mean 0 and spread 1, those with a long tail as logarithms; a blank is the mean. Of a category
    each level is a column (1 or 0, less its share p) ÷ √p, a blank being a level of its own, so that rare
    levels weigh more and the categories together as much as the numbers do. Sources: Pagès (2004), factor
    analysis of mixed data; equal weight of groups, Escofier & Pagès (1994).
    """
    blocks: dict[str, list[Any]] = {}
    for name in table.columns:
        column = table[name]
        if pd.api.types.is_numeric_dtype(column):
            values = np.log1p(column.clip(lower=0)) if name in LONG_TAIL else column.astype(float)
            spread = values.std(ddof=0)
            numbers = ((values - values.mean()) / (spread or 1.0)).fillna(0.0).to_numpy()[:, None]
        else:
            levels = pd.get_dummies(column.astype(object).fillna(_("unknown"))).to_numpy(dtype=float)
            share = levels.mean(axis=0)
            numbers = (levels - share) / np.sqrt(share)
        blocks.setdefault(kind_of(str(name)), []).append(numbers)
    return np.hstack([part / np.sqrt(len(parts)) for parts in blocks.values() for part in parts])


def personas(table: pd.DataFrame, *, k: int = 3, seed: int = 0) -> pd.DataFrame:
    """The profile with a column `persona`, 1 to k, the largest group first.

    table: `profile`. Groups by k-means on `coded`. Raises ValueError with fewer than ten people a group: such
    a persona would be a portrait of its neighbours.
    """
    if len(table) < 10 * k:
        message = _("{k} personas take {least} people at least; {n} are known.")
        raise ValueError(message.format(k=k, least=10 * k, n=len(table)))
    labels = pd.Series(kmeans(coded(table), k, seed=seed).labels, index=table.index)
    order = labels.value_counts(sort=True).index
    return table.assign(persona=labels.map({label: at + 1 for at, label in enumerate(order)}).astype(int))


def persona_choices(
    table: pd.DataFrame, *, ks: Sequence[int] = (2, 3, 4, 5), draws: int = 10, seed: int = 0
) -> pd.DataFrame:
    """How many personas? k, stability (mean adjusted Rand index over bootstrap samples), worst, smallest
    (share).

    stability 1: the same groups whoever walks in; near 0: groups of this sample alone. Source: Hennig (2007).
    """
    points, generator = coded(table), np.random.default_rng(seed)
    samples = [generator.integers(len(points), size=len(points)) for _draw in range(draws)]
    rows = []
    for k in (k for k in ks if len(table) >= 10 * k):
        labels = kmeans(points, k, seed=seed).labels
        agreement = [adjusted_rand(labels, _again(points, sample, k, seed)) for sample in samples]
        smallest = np.bincount(labels).min() / len(labels)
        rows.append((k, float(np.mean(agreement)), min(agreement), float(smallest)))
    return pd.DataFrame(rows, columns=["k", "stability", "worst", "smallest_share"])


def persona_table(grouped: pd.DataFrame) -> pd.DataFrame:
    """The table 02_personas: persona, size, share, traits (in words, those that set it apart most)."""
    rows = []
    for persona in sorted(set(grouped["persona"])):
        size, card = int((grouped["persona"] == persona).sum()), _apart(grouped, persona).head(TRAITS)
        three = zip(card["trait"], card["persona"], card["everybody"], strict=True)
        traits = "; ".join(f"{trait}: {own} ({everybody})" for trait, own, everybody in three)
        rows.append((persona, size, size / len(grouped), traits))
    return pd.DataFrame(rows, columns=["persona", "size", "share", "traits"])


def persona_card(grouped: pd.DataFrame, persona: int, *, lines: int = TRAITS) -> pd.DataFrame:
    """One persona on a card: kind (who they are, what they do, what they care for), trait, persona,
    everybody.

    Of each kind the `lines` traits that set it apart most. Raises ValueError where there is no such persona.
    """
    if persona not in set(grouped["persona"]):
        raise ValueError(_("There is no persona {persona}.").format(persona=persona))
    table = _apart(grouped, persona)
    parts = [table[table["kind"] == words].head(lines) for words in KINDS.values()]
    return pd.concat(parts, ignore_index=True)[["kind", "trait", "persona", "everybody"]]


def kind_of(trait: str) -> str:
    """basic, behaviour or mind.

    >>> kind_of("region"), kind_of("orders"), kind_of("cares_for_price")
    ('basic', 'behaviour', 'mind')
    """
    return "mind" if trait.startswith(CARES) else "behaviour" if trait in BEHAVIOUR else "basic"


def _apart(grouped: pd.DataFrame, persona: int) -> pd.DataFrame:
    """Every trait of a persona beside everybody's, the one that differs most first."""
    own, rows = grouped[grouped["persona"] == persona], []
    for name in grouped.columns.drop("persona"):
        everybody, kind = grouped[name], KINDS[kind_of(str(name))]
        if pd.api.types.is_numeric_dtype(everybody):
            rows.append((kind, *_of_number(str(name), own[name], everybody)))
        else:
            rows.append((kind, *_of_category(str(name), own[name], everybody)))
    table = pd.DataFrame(rows, columns=["kind", "trait", "persona", "everybody", "apart"])
    return table.sort_values("apart", ascending=False, kind="stable", ignore_index=True)


def _of_number(name: str, own: pd.Series, everybody: pd.Series) -> tuple[str, str, str, float]:
    """Trait, middle of the persona and of everybody in words, and how many spreads they lie apart."""
    long = name in LONG_TAIL
    mine, all_ = ((np.log1p(s.clip(lower=0)) if long else s.astype(float)) for s in (own, everybody))
    apart = abs(mine.mean() - all_.mean()) / (all_.std(ddof=0) or 1.0)
    if name.startswith(CARES):
        own_mean, all_mean = (f"{s.mean():+.1f}".replace("-", "−") for s in (own, everybody))
        trait = _("cares for {factor}").format(factor=name.removeprefix(CARES).replace("_", " "))
        return trait, own_mean, all_mean, apart
    write = percent if name.endswith("_share") else count
    own_middle, all_middle = (write(float(s.median())) if s.notna().any() else "–" for s in (own, everybody))
    return name.replace("_", " "), own_middle, all_middle, float(np.nan_to_num(apart))


def _of_category(name: str, own: pd.Series, everybody: pd.Series) -> tuple[str, str, str, float]:
    """Trait, the level that is commonest beyond its share among everybody, both shares, and the distance."""
    trait = name.replace("_", " ")
    shares, whole = (s.astype(object).value_counts(normalize=True) for s in (own, everybody))
    if shares.empty:
        return trait, "–", "–", 0.0
    usual = whole[shares.index]
    lead = (shares - usual) / usual**0.5
    at = int(lead.to_numpy().argmax())
    told = f"{str(lead.index[at]).replace('_', ' ')} {percent(float(shares.iloc[at]))}"
    return trait, told, percent(float(usual.iloc[at])), float(lead.iloc[at])


def _again(points: Floats, sample: Labels, k: int, seed: int) -> Labels:
    """Where all points fall when the groups are found on a sample of them."""
    return nearest(np.ascontiguousarray(points.T), kmeans(points[sample], k, seed=seed).centres)[0]
