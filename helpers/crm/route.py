"""A day of visits: the field log, and the way round it."""

from itertools import pairwise

import numpy as np
import pandas as pd

from helpers.checks import need, numbers
from helpers.words import _

EARTH_KM = 6371.0
PLACES = (
    ("our office", 53.55, 9.99, "", ""),
    ("Osterkamp, hotel", 53.87, 10.69, "user", "sat on the chair, wants it wider"),
    ("Lindholt, shop", 54.32, 10.13, "owner", "stools sold out since May"),
    ("Brake & Daughter, shop", 53.08, 8.80, "owner", "asks for thirty days longer"),
    ("Haus am Deich, clinic", 53.54, 8.58, "technical", "fire test still missing"),
    ("Moor Café", 53.25, 10.41, "owner", "nobody there; card left"),
    ("Kanalwerft, office", 54.09, 9.98, "finance", "pays within eight days for two per cent"),
    ("Speicher Nine, restaurant", 53.63, 11.41, "decider", "signs when the user has said yes"),
)  # invented people at places of about this latitude and longitude


def visits() -> pd.DataFrame:
    """A field log of one day, made up: place, latitude, longitude, spoke_to, note; first the office."""
    return pd.DataFrame(PLACES, columns=["place", "latitude", "longitude", "spoke_to", "note"])


def route(log: pd.DataFrame) -> pd.DataFrame:
    """The way round all places and home: plan (as written, nearest first, improved), stop, place, km (from
    the stop before), total_km.

    log: place, latitude, longitude (degrees), the first being home. Nearest first goes on to whatever is
    closest; improved turns stretches round as long as that shortens the way (2-opt, Croes 1958). Distances
    are as the crow flies (haversine), which roads do not.
    """
    need(log, "place", "latitude", "longitude", what="the field log")
    if len(log) < 3:
        raise ValueError(_("A round takes a home and two visits at least."))
    km = _distances(log)
    plans = {_("as written"): list(range(len(log))), _("nearest first"): _nearest(km)}
    plans[_("improved")] = _two_opt(_nearest(km), km)
    parts = []
    for name, order in plans.items():
        way = [*order, order[0]]
        legs = [0.0, *(float(km[a, b]) for a, b in pairwise(way))]
        parts.append(
            pd.DataFrame(
                {
                    "plan": name,
                    "stop": range(len(way)),
                    "place": log["place"].iloc[way].to_numpy(),
                    "km": legs,
                    "total_km": np.cumsum(legs),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _distances(log: pd.DataFrame) -> np.ndarray:
    latitude, longitude = (
        np.radians(numbers(log, name, what="the field log").to_numpy()) for name in ("latitude", "longitude")
    )
    across = np.sin((latitude[:, None] - latitude) / 2) ** 2
    along = np.sin((longitude[:, None] - longitude) / 2) ** 2
    return np.asarray(
        2 * EARTH_KM * np.arcsin(np.sqrt(across + np.cos(latitude[:, None]) * np.cos(latitude) * along))
    )


def _nearest(km: np.ndarray) -> list[int]:
    order, left = [0], set(range(1, len(km)))
    while left:
        order.append(min(left, key=lambda at: (km[order[-1], at], at)))
        left.remove(order[-1])
    return order


def _length(order: list[int], km: np.ndarray) -> float:
    return float(sum(km[a, b] for a, b in zip(order, [*order[1:], order[0]], strict=True)))


def _two_opt(order: list[int], km: np.ndarray) -> list[int]:
    best, better = order, True
    while better:
        better = False
        for first in range(1, len(best) - 1):
            for last in range(first + 1, len(best)):
                tried = best[:first] + best[first : last + 1][::-1] + best[last + 1 :]
                if _length(tried, km) < _length(best, km) - 1e-9:
                    best, better = tried, True
    return best
