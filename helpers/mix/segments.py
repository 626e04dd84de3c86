"""A mix for each kind of buyer: what decides there, what a day of terms is worth, which price leaves most."""

from typing import Any

import numpy as np
import pandas as pd

from helpers import choice
from helpers.checks import need
from helpers.mix.offers import market_offers
from helpers.words import _

PRICES = 37  # tried between the lowest and the highest that people were shown
DEGREES = {
    (False, False): _("one offer for all"),
    (True, False): _("a few variants to choose from"),
    (False, True): _("one offer, with care"),
    (True, True): _("one to one"),
}


def segments_of(people: pd.DataFrame, answers: pd.DataFrame, by: str) -> "pd.Series[Any]":
    """respondent_id → segment, by a column of the table customers (kind, region, country, size).

    people: customer_id and `by`; answers: respondent_id, customer_id. Respondents whose customer is not
    known are left out. Raises ValueError where a column is missing.

    >>> people = pd.DataFrame({"customer_id": ["c1"], "region": ["north"]})
    >>> segments_of(people, pd.DataFrame({"respondent_id": ["R1"], "customer_id": ["c1"]}),
    ...     "region").to_dict()
    {'R1': 'north'}
    """
    need(people, "customer_id", by, what="customers")
    need(answers, "respondent_id", "customer_id", what="answers")
    who = answers[["respondent_id", "customer_id"]].dropna().drop_duplicates("respondent_id")
    traits = people.drop_duplicates("customer_id").set_index("customer_id")[by]
    return who.set_index("respondent_id")["customer_id"].map(traits).dropna().rename(by)


def segment_sheets(
    choices: pd.DataFrame,
    segments: "pd.Series[Any]",
    *,
    ours: str,
    market: pd.DataFrame | None = None,
    unit_cost: float = 0.0,
) -> pd.DataFrame:
    """One line a segment, to start its mix from: what to lead with, what it is worth, which price leaves
    most.

    choices, segments: as for `choice.segment_fits`. Returns segment, respondents, first and second (the
    attributes that decide most, price aside), price_weight (importance of price), best_price (among those
    people were shown: what leaves most a person), and, where a segment is too small to say, why. Every
    segment gets a product, a price, a channel and words of its own only where these lines differ by more
    than their noise.
    """
    fits, reasons = choice.segment_fits(choices, segments, reference={"brand": ours})
    rows = []
    for name, fit in fits.items():
        weights = choice.importance(fit, choices, n=2).set_index("attribute")["importance"]
        others = weights.drop("price", errors="ignore")
        rows.append(
            {
                "segment": name,
                "respondents": fit.n_respondents,
                "first": str(others.index[0]).replace("_", " "),
                "second": str(others.index[1]).replace("_", " ") if len(others) > 1 else "",
                "price_weight": float(weights.get("price", float("nan"))),
                "best_price": _best(fit, choices, market, ours, unit_cost),
            }
        )
    blank = {"first": "", "second": ""}
    rows += [{"segment": name, **blank, "why": reason} for name, reason in reasons.items()]
    return pd.DataFrame(rows)


def customisation(segments: pd.DataFrame) -> pd.DataFrame:
    """How far to tailor (个性化程度): segment, value, diversity → degree, by what a customer is worth and
    how much
    needs differ inside the segment.

    Both are cut at their median. Source: the customer differentiation matrix, Peppers & Rogers (2016).

    >>> table = pd.DataFrame({"segment": ["homes", "projects"], "value": [1.0, 9.0], "diversity": [0.2, 0.6]})
    >>> customisation(table)["degree"].tolist()
    ['one offer for all', 'one to one']
    """
    need(segments, "segment", "value", "diversity", what="segments")
    wide = segments["diversity"] > segments["diversity"].median()
    dear = segments["value"] > segments["value"].median()
    return segments.assign(degree=[DEGREES[bool(w), bool(d)] for w, d in zip(wide, dear, strict=True)])


def _best(
    fit: choice.Fit, choices: pd.DataFrame, market: pd.DataFrame | None, ours: str, cost: float
) -> float:
    offers = market_offers(fit, choices, market)
    if "price" not in offers:
        return float("nan")
    # Offers are coded once: price is a slope, and only the price of ours moves.
    x, own = fit.coding.matrix(offers), int(np.flatnonzero(offers["offer"] == ours)[0])
    slope = float(fit.estimates[fit.coding.names.index(("price", "slope"))])
    asked = np.linspace(float(choices["price"].min()), float(choices["price"].max()), PRICES)
    base = np.exp(x @ fit.estimates)
    others = base.sum() - base[own] + (np.exp(fit.estimates[-1]) if fit.coding.none else 0.0)
    moved = base[own] * np.exp(slope * (asked - float(offers["price"].iloc[own])))
    return round(float(asked[np.argmax((asked - cost) * moved / (moved + others))]), 2)
