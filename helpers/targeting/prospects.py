"""Who might become a good customer: scorecards, gates, the attractiveness matrix, stages of a life."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.words import _

# Need, budget and authority are the source's (需求、预算、决策权); timing completes BANT.
BANT = {"need": 0.35, "budget": 0.2, "authority": 0.25, "timing": 0.2}
# What makes a customer important: 价值、长期合作意向、影响力.
KEY = {"value": 0.5, "intent": 0.3, "influence": 0.2}
# Does the product fit the market (产品对于目标市场的结合度)?
FIT = {"need": 0.3, "standards": 0.2, "price": 0.2, "taste": 0.15, "service": 0.15}
LEVERS = (
    ("market research", "市场调研"),
    ("data analysis", "数据分析"),
    ("customer profile", "客户画像"),
    ("competitor analysis", "竞争对手分析"),
    ("lead management", "销售线索管理"),
    ("needs identification", "客户需求识别"),
)
GATES = ("market", "own company", "customer")
STAGES = ("new", "growing", "steady", "slowing", "gone")
ADVICE = {
    ("high", "high"): "invest",
    ("high", "medium"): "build on strengths",
    ("high", "low"): "choose a niche or a partner",
    ("medium", "high"): "build on strengths",
    ("medium", "medium"): "earn, selectively",
    ("medium", "low"): "harvest",
    ("low", "high"): "hold, for the cash",
    ("low", "medium"): "harvest",
    ("low", "low"): "leave",
}


def weighted_score(ratings: pd.DataFrame, *, weights: Mapping[str, float]) -> pd.Series:
    """Scores 0–100 from ratings 0–5 on weighted criteria; a blank counts as 0, as what is unknown is a risk.

    ratings: one row a candidate, a column for each criterion. Weights are scaled to sum to 1.

    >>> ratings = pd.DataFrame({"need": [5, 2], "budget": [0, 3]})
    >>> weighted_score(ratings, weights={"need": 3, "budget": 1}).tolist()
    [75.0, 45.0]
    """
    need(ratings, *weights, what="ratings")
    given = ratings[list(weights)].astype(float).fillna(0.0)
    if not given.isin(range(6)).all(axis=None):
        raise ValueError(_("Ratings are whole numbers from 0 to 5."))
    return given @ pd.Series(weights, dtype=float) / sum(weights.values()) * 20


def prospect_scores(prospects: pd.DataFrame, *, weights: Mapping[str, float] = BANT) -> pd.DataFrame:
    """Prospects by need, budget, authority and timing (BANT): score (0–100) and weakest, best first.

    prospects: any columns, and ratings 0–5 for each weight. weakest names the lowest rating: what to
    find out, or to change, before the next call. Product-market fit: weights=FIT.

    >>> prospects = pd.DataFrame({"name": ["a"], "need": [5], "budget": [4], "authority": [1], "timing": [3]})
    >>> prospect_scores(prospects)[["score", "weakest"]].values.tolist()
    [[68.0, 'authority']]
    """
    score = weighted_score(prospects, weights=weights)
    weakest = prospects[list(weights)].astype(float).fillna(0.0).idxmin(axis=1)
    table = prospects.assign(score=score, weakest=weakest)
    return table.sort_values("score", ascending=False, kind="stable", ignore_index=True)


def key_customer_score(customers: pd.DataFrame, *, weights: Mapping[str, float] = KEY) -> pd.DataFrame:
    """Important customers (重要客户) by value, long-term intent and influence: score, best first.

    customers: ratings value, intent, influence from 0 to 5. See `prospect_scores`.
    """
    return prospect_scores(customers, weights=weights)


def gates(answers: Mapping[str, bool]) -> tuple[bool, str]:
    """The three gates in their order, market → own company → customer: may we go on, and where are we.

    answers: gate → passed; gates without an answer count as closed. A later gate does not count before
    an earlier one is open: a nice customer in a market that does not want the product is no customer.

    >>> gates({"market": True, "own company": False, "customer": True})
    (False, 'own company')
    """
    closed = next((gate for gate in GATES if not answers.get(gate, False)), "")
    return not closed, closed


def attractiveness(
    segments: pd.DataFrame, *, market: Mapping[str, float], own: Mapping[str, float]
) -> pd.DataFrame:
    """The attractiveness–strength matrix (GE/McKinsey): which segments to invest in.

    segments: any columns, and ratings 0–5 for the criteria of `market` (how attractive: size, growth,
    margins) and of `own` (how strong we are: share, fit, access), which are name → weight. Returns the
    rows with attractive and strong (0–100), their levels (low, medium, high by thirds of the scale) and
    advice; most attractive first. Source: the GE business screen, see Day (1986), Analysis for
    Strategic Market Decisions.

    >>> segments = pd.DataFrame({"segment": ["retailers"], "growth": [4], "share": [2]})
    >>> table = attractiveness(segments, market={"growth": 1}, own={"share": 1})
    >>> table[["attractive", "strong", "advice"]].values.tolist()
    [[80.0, 40.0, 'build on strengths']]
    """
    table = segments.assign(
        attractive=weighted_score(segments, weights=market), strong=weighted_score(segments, weights=own)
    )
    for name in ("attractive", "strong"):
        table[f"{name}_level"] = np.select(
            [table[name] > 200 / 3, table[name] > 100 / 3], ["high", "medium"], "low"
        )
    levels = zip(table["attractive_level"], table["strong_level"], strict=True)
    table["advice"] = [ADVICE[pair] for pair in levels]
    return table.sort_values("attractive", ascending=False, kind="stable", ignore_index=True)


def offer_matrix(offers: pd.DataFrame) -> pd.DataFrame:
    """Which offer for which segment: expected profit of each pair, and the best offer of each segment.

    offers: segment, offer, customers, response (fraction who take it), margin (money each), cost (money
    each asked). Returns the rows with expected_profit (money) and best; an offer with a loss is never
    best.

    >>> offers = pd.DataFrame({"segment": "shops", "offer": ["sample", "visit"], "customers": 100,
    ...     "response": [0.1, 0.2], "margin": 50.0, "cost": [1.0, 8.0]})
    >>> offer_matrix(offers)[["expected_profit", "best"]].values.tolist()
    [[400.0, True], [200.0, False]]
    """
    need(offers, "segment", "offer", "customers", "response", "margin", "cost", what="offers")
    profit = offers["customers"] * (offers["response"] * offers["margin"] - offers["cost"])
    top = profit.groupby(offers["segment"]).transform("max")
    return offers.assign(expected_profit=profit, best=(profit == top) & (profit > 0))


def lifecycle_stage(values: pd.DataFrame) -> pd.Series:
    """Where each customer stands in its life with us: new, growing, steady, slowing or gone.

    values: `customer_value`. gone: the chance of still being a customer is below 0.1; new: first order
    in the last half year; slowing: that chance is below 0.5, or orders fall beyond doubt (interval
    below 0); growing: orders rise beyond doubt; steady: the rest.

    >>> values = pd.DataFrame({"chance_active": [1, 0.3, 0.05], "age_weeks": [10.0, 90.0, 90.0],
    ...     "order_trend_low": [None, -1.0, -1.0], "order_trend_high": [None, 1.0, 1.0]}, dtype=float)
    >>> lifecycle_stage(values).tolist()
    ['new', 'slowing', 'gone']
    """
    need(values, "chance_active", "age_weeks", "order_trend_low", "order_trend_high", what="values")
    chance = values["chance_active"]
    cases = [
        chance < 0.1,
        values["age_weeks"] <= 26,
        (chance < 0.5) | (values["order_trend_high"] < 0),
        values["order_trend_low"] > 0,
    ]
    names = np.select(cases, ["gone", "new", "slowing", "growing"], "steady")
    return pd.Series(names, index=values.index, name="stage", dtype="str")


def discovery_levers(ratings: Mapping[str, int] | None = None) -> pd.DataFrame:
    """The six levers that find important customers, with one's own rating 0–5: lever, zh, rating, next.

    next marks the lowest rated, where an hour brings most. Without ratings: the empty checklist.

    >>> discovery_levers({"market research": 4, "data analysis": 1}).query("next")["lever"].tolist()[0]
    'customer profile'
    """
    table = pd.DataFrame(LEVERS, columns=["lever", "zh"])
    given = dict(ratings or {})
    table["rating"] = [given.get(lever, 0) for lever in table["lever"]]
    return table.assign(next=(table["rating"] == table["rating"].min()) & bool(given))
