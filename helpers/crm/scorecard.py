"""Choosing a vendor: weights before names, what a claim would need as evidence, and the price over years."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.checks import above_zero, need
from helpers.words import _

SEED, DRAWS = 0, 2000
WEIGHTS: Mapping[str, float] = {
    "our people will use it": 30,
    "our data get in and out": 25,
    "consent and erasure": 15,
    "speaks our languages": 10,
    "works without a network": 10,
    "price over three years": 10,
}
# Ratings 1 to 5 of three invented offers, given by the people who tried them for a week.
OFFERS: Mapping[str, tuple[int, ...]] = {
    "Aktenfink": (4, 3, 4, 3, 2, 4),
    "Kundentruhe": (3, 5, 5, 4, 4, 3),
    "Grosswolke Suite": (2, 4, 4, 5, 3, 1),
}
PRICES = {  # set-up, a user a year, moving in, moving out (money)
    "Aktenfink": (2_000, 240, 6_000, 9_000),
    "Kundentruhe": (6_000, 300, 8_000, 2_000),
    "Grosswolke Suite": (20_000, 900, 15_000, 15_000),
}


def claims() -> pd.DataFrame:
    """What one source says when it recommends two products, and what would count: claim, zh, by, question,
    would_count."""
    rows = [
        (_("“first by market share at home”"), "市场占有率第一", _("an article that links to the seller"),
         _("share of what, in which year, counted by whom?"),
         _("a dated study of a body that neither sells nor is paid by sellers, with its method")),
        (_("“used by more than 250,000 firms in 180 countries”"), "250,000家企业、180个国家",
         _("the maker, repeated by the article"),
         _("who counts as a user: paying, tried once, ever registered?"),
         _("audited customers in the yearly accounts; three firms like ours that we may ring")),
        (_("“recommended”"), "推荐", _("the article"),
         _("by whom, for which firm, instead of what?"),
         _("the same tasks tried for a week in two products by our own people")),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["claim", "zh", "said_by", "ask", "would_count"])


def ratings() -> pd.DataFrame:
    """The three invented offers, rated 1 to 5 on each criterion: criterion, one column an offer."""
    table = pd.DataFrame(OFFERS, index=pd.Index(WEIGHTS, name="criterion"))
    return table.reset_index()


def scorecard(table: pd.DataFrame | None = None, weights: Mapping[str, float] = WEIGHTS) -> pd.DataFrame:
    """The weighted sum of each offer: offer, score (on the scale of the ratings), strongest, weakest.

    table: `ratings`; weights: criterion → weight, of any size. Source: the weighted additive model, Keeney &
    Raiffa (1976). Best first.
    """
    marks = ratings() if table is None else table
    need(marks, "criterion", what="the ratings")
    wide = marks.set_index("criterion").astype(float)
    known = pd.Series({name: float(weights.get(name, 0.0)) for name in wide.index})
    if not known.sum() > 0 or known.min() < 0:
        raise ValueError(_("Weights are zero or more, and together more than zero."))
    share = known / known.sum()
    rows = [
        (name, float((wide[name] * share).sum()), (wide[name] * share).idxmax(), wide[name].idxmin())
        for name in wide.columns
    ]
    found = pd.DataFrame(rows, columns=["offer", "score", "strongest", "weakest"])
    return found.sort_values("score", ascending=False, kind="stable", ignore_index=True)


def weights_tested(
    table: pd.DataFrame | None = None,
    weights: Mapping[str, float] = WEIGHTS,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """In how many other heads would each offer win: offer, ours (score), share_of_weightings.

    Weightings are drawn about ours (Dirichlet, as sure as ten votes): a winner who loses in half of them was
    made by the weights.
    """
    marks = ratings() if table is None else table
    wide = marks.set_index("criterion").astype(float)
    base = np.array([float(weights.get(str(name), 0.0)) for name in wide.index])
    if not base.sum() > 0:
        raise ValueError(_("Weights are zero or more, and together more than zero."))
    rng = np.random.default_rng(seed)
    drawn = rng.dirichlet(10 * base / base.sum() + 1e-6, draws)
    best = (drawn @ wide.to_numpy()).argmax(axis=1)
    ours = scorecard(marks, weights).set_index("offer")["score"]
    share = np.bincount(best, minlength=wide.shape[1]) / draws
    found = pd.DataFrame(
        {"offer": wide.columns, "ours": ours[wide.columns].to_numpy(), "share_of_weightings": share}
    )
    return found.sort_values("ours", ascending=False, kind="stable", ignore_index=True)


def ownership(*, users: int = 12, years: float = 3.0) -> pd.DataFrame:
    """What each offer costs, in and out again: offer, set_up, licences, moving_in, moving_out, total (money).

    The price list shows one of the four columns. Invented prices.
    """
    above_zero(years, name="years")
    rows = [
        (
            name,
            start,
            each * users * years,
            moving_in,
            moving_out,
            start + each * users * years + moving_in + moving_out,
        )
        for name, (start, each, moving_in, moving_out) in PRICES.items()
    ]
    return pd.DataFrame(rows, columns=["offer", "set_up", "licences", "moving_in", "moving_out", "total"])
