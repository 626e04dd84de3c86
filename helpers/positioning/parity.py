"""Parity first, difference second: where we must be level, where we stand out, and who asks for it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.offer import own_brand
from helpers.positioning.maps import Map
from helpers.positioning.wishes import WORDS
from helpers.words import _

BELOW, LEVEL, DIFFERENCE, UNASKED = "below parity", "at parity", "difference", "unasked difference"
OFFER_LEVELS = {
    "below the basic height": _("lacks something the usual offer has"),
    "generic": _("has what the usual offer has, and nothing besides"),
    "differentiated": _("is ahead of every rival in something that decides"),
    "unique": _("is ahead in something that decides, and no rival comes near"),
}


def word_rates(counts: pd.DataFrame, people: int) -> pd.DataFrame:
    """Of all respondents, the fraction who say the word fits the brand: unlike a profile, it knows fame."""
    if people < 1:
        raise ValueError(_("Nobody was asked."))
    return counts / people


def parity(
    rates: pd.DataFrame, weights: pd.DataFrame, *, us: str, people: int, words: Mapping[str, str] = WORDS
) -> pd.DataFrame:
    """Points of parity and of difference, one row a need, the weightiest first.

    rates: `word_rates`; weights: factor, weight (how much it decides, a fraction); words: need → its word.
    Returns need, word, weight, ours, usual (median of the rivals), best_rival, margin, status. margin is
    1.96 standard errors of a difference between two brands said by the same `people`, taken as independent.
    status: *below parity*, ours lies more than margin under the usual; *difference*, ours lies more than
    margin over the best rival and the need weighs at least as much as the average one; *unasked
    difference*, the same for a need that weighs less; else *at parity*. Basic height (基本高度) is the usual,
    theoretical height (理论高度) is beyond the best.
    Source: Keller, Sternthal & Tybout (2002), Three Questions You Need to Ask About Your Brand.
    """
    need(weights, "factor", "weight", what="weights")
    known = dict(zip(weights["factor"].astype(str), weights["weight"].astype(float), strict=True))
    spoken = {name: word for name, word in words.items() if word in rates.columns and name in known}
    if us not in rates.index:
        us = own_brand(rates.index.astype(str), firm=us)
    if len(rates) < 2 or not spoken:
        raise ValueError(
            _("Parity needs our brand, a rival, and words that say what is needed; something is missing.")
        )
    rows = []
    for name, word in spoken.items():
        others, ours = rates[word].drop(us), float(rates[word].loc[us])
        usual, best = float(others.median()), float(others.max())
        spread = ours * (1 - ours) + best * (1 - best)
        rows.append((name, word, known[name], ours, usual, best, 1.96 * np.sqrt(spread / people)))
    columns = ["need", "word", "weight", "ours", "usual", "best_rival", "margin"]
    table = pd.DataFrame(rows, columns=columns)
    ahead = table["ours"] > table["best_rival"] + table["margin"]
    decides = table["weight"] >= table["weight"].mean()
    under = table["ours"] < table["usual"] - table["margin"]
    table["status"] = np.select([under, ahead & decides, ahead], [BELOW, DIFFERENCE, UNASKED], LEVEL)
    return table.sort_values("weight", ascending=False, kind="stable", ignore_index=True)


def offer_level(table: pd.DataFrame) -> str:
    """Which of the three offers (普遍、差异化、独特) a brand makes, from its `parity` table.

    Below parity in a need that weighs at least the average: not even generic. Otherwise unique, where
    it leads in a deciding need and the best rival has less than half of its rate; differentiated, where it
    leads; else generic.
    """
    decides = table["weight"] >= table["weight"].mean()
    leads = table["status"] == DIFFERENCE
    if ((table["status"] == BELOW) & decides).any():
        return "below the basic height"
    if (leads & (table["best_rival"] < table["ours"] / 2)).any():
        return "unique"
    return "differentiated" if leads.any() else "generic"


def offer_levels(rates: pd.DataFrame, weights: pd.DataFrame, **options: Any) -> pd.DataFrame:
    """`offer_level` of every brand: brand, offer, leads_in, lacks (words). options: as of `parity`."""
    rows = []
    for brand in rates.index:
        table = parity(rates, weights, us=str(brand), **options)
        leads = table.loc[table["status"] == DIFFERENCE, "word"]
        lacks = table.loc[table["status"] == BELOW, "word"]
        rows.append((brand, offer_level(table), ", ".join(leads), ", ".join(lacks)))
    return pd.DataFrame(rows, columns=["brand", "offer", "leads_in", "lacks"])


def gaps(  # noqa: PLR0913 – a map, wishes, their sizes, what they ask for, how many, how fine
    found: Map,
    ideals: pd.DataFrame,
    sizes: Mapping[str, float] | pd.Series,
    *,
    weights: pd.DataFrame | None = None,
    top: int = 3,
    grid: int = 41,
) -> pd.DataFrame:
    """Empty places on the map and the market behind each: gap, x, y, nearest, distance, words, wanted_by,
    asks_for, market.

    ideals: `ideal_points`; sizes: segment → market (money or units a year); weights: `wants`. Within the
    rectangle that brands and ideals span, the place furthest from every brand is taken, then the one furthest
    from every brand and that place, and so on. words: the two that point most in its direction. market: the
    sizes of the segments whose ideal lies nearer to this gap than to any brand or other gap; asks_for: the
    two needs that weigh most with them. An empty place with market 0 is a place nobody asked for.
    """
    need(ideals, "point", "x", "y", what="ideals")
    brands = _plane(found.rows)
    wishes = ideals[["x", "y"]].to_numpy(dtype=float)
    places = _emptiest(brands, np.vstack([brands, wishes]), top, grid)
    apart = np.linalg.norm(wishes[:, None] - np.vstack([brands, places])[None], axis=2)
    choice = apart.argmin(axis=1) - len(brands)
    names, money = ideals["point"].astype(str).to_numpy(), pd.Series(sizes, dtype=float)
    rows = []
    for number, place in enumerate(places):
        own = money.reindex([str(name) for name in names[choice == number]]).fillna(0.0)
        away = np.linalg.norm(brands - place, axis=1)
        near = str(found.rows.index[away.argmin()])
        row = (
            chr(65 + number),
            *place,
            near,
            away.min(),
            _toward(found, place),
            ", ".join(map(_plain, own.index)),
        )
        rows.append((*row, _asked(own, weights), float(own.sum())))
    columns = ["gap", "x", "y", "nearest", "distance", "words", "wanted_by", "asks_for", "market"]
    return pd.DataFrame(rows, columns=columns)


def _asked(sizes: pd.Series, weights: pd.DataFrame | None) -> str:
    """The two needs that weigh most with these segments, the larger ones counting more."""
    if weights is None or sizes.empty:
        return ""
    total = weights.reindex(sizes.index).fillna(0.0).mul(sizes + 1e-9, axis=0).sum()
    return ", ".join(map(_plain, total.sort_values(ascending=False, kind="stable").index[:2]))


def _plain(name: object) -> str:
    return str(name).replace("_", " ")


def _plane(coordinates: pd.DataFrame) -> Any:
    """The first two axes; where there is one only, the second is zero."""
    return np.pad(coordinates.to_numpy(), ((0, 0), (0, 1)))[:, :2]


def _emptiest(brands: Any, all_places: Any, top: int, grid: int) -> Any:
    """Up to `top` places of a grid, each the furthest from every brand and from the places before it."""
    low, high = all_places.min(axis=0), all_places.max(axis=0)
    steps = [np.linspace(low[axis], high[axis], grid) for axis in (0, 1)]
    cells = np.stack(np.meshgrid(*steps), axis=-1).reshape(-1, 2)
    taken, chosen = brands, []
    for _number in range(top):
        away = np.linalg.norm(cells[:, None] - taken[None], axis=2).min(axis=1)
        best = cells[away.argmax()]
        chosen.append(best)
        taken = np.vstack([taken, best])
    return np.array(chosen)


def _toward(found: Map, place: Any) -> str:
    """The two words that point most in the direction of a place."""
    pull = _plane(found.columns) @ place
    first = np.argsort(-pull, kind="stable")[:2]
    return ", ".join(str(found.columns.index[at]) for at in first)
