"""Customers who look like another and are not: because of them, judging pairs of records is a question."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from helpers.market.people import HOUSEHOLD, INTERNAL
from helpers.market.text import mail_part

NAMESAKES = 0.008  # of the firms
FAMILIES = 0.024  # of the households
SAME_PHONE = 0.4  # of the families


def lookalikes(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Gives some of `people` the name or address of another; returns the pairs: customer, like, why.

    customer and like are rows of people. Changes `people` in place.
    """
    return pd.concat([_namesakes(people, rng), _families(people, rng)], ignore_index=True)


def _namesakes(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Firms of the same name in two cities of a country."""
    firm = ~people["kind"].isin([HOUSEHOLD, INTERNAL]) & ~people["named"]
    pairs = _pairs(people, firm, "city", NAMESAKES, rng)
    _copy(people, pairs, ["name"])
    who = _each(people, pairs["customer"], "name", "city")
    people.loc[pairs["customer"], "email"] = [f"office@{mail_part(' '.join(words))}.example" for words in who]
    return pairs.assign(why="namesake")


def _families(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Two of one family name at one address, some with one telephone."""
    pairs = _pairs(people, people["kind"] == HOUSEHOLD, "given", FAMILIES, rng)
    _copy(people, pairs, ["family", "street", "city", "postcode"])
    _copy(people, pairs[rng.random(len(pairs)) < SAME_PHONE], ["phone"])
    rows = pairs["customer"]
    people.loc[rows, "name"] = people.loc[rows, "given"] + " " + people.loc[rows, "family"]
    # With the family name first, as no other bearer of the name has it.
    who = _each(people, rows, "family", "given")
    people.loc[rows, "email"] = [f"{mail_part(' '.join(words))}@letters.example" for words in who]
    return pairs.assign(why="family")


def _pairs(
    people: pd.DataFrame, eligible: pd.Series, differ: str, share: float, rng: np.random.Generator
) -> pd.DataFrame:
    """Disjoint pairs of eligible customers of one country who differ in a column: `share` at most."""
    rows = rng.permutation(np.flatnonzero(eligible))[: 2 * round(share * int(eligible.sum()))]
    country, other = (people[column].to_numpy(object) for column in ("country", differ))
    rows = rows[np.argsort(country[rows], kind="stable")]
    like, customer = rows[0::2], rows[1::2]
    fit = (country[like] == country[customer]) & (other[like] != other[customer])
    return pd.DataFrame({"customer": customer[fit], "like": like[fit]})


def _copy(people: pd.DataFrame, pairs: pd.DataFrame, columns: list[str]) -> None:
    for column in columns:
        people.loc[pairs["customer"], column] = people[column].to_numpy(object)[pairs["like"]]


def _each(people: pd.DataFrame, rows: pd.Series, *columns: str) -> Iterator[tuple[str, ...]]:
    return people.loc[rows, list(columns)].itertuples(index=False, name=None)
