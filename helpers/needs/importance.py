"""What the nine needs weigh: by what people say, by what they choose, and how far the two lie apart."""

from collections.abc import Mapping

import pandas as pd

from helpers import choice
from helpers.checks import need
from helpers.needs.ratings import FACTORS, means, ratings
from helpers.words import _

MEANS = {
    "brand": _("the name stands for something"),
    "quality": _("it is made well and stays so"),
    "future_benefit": _("what it will let them earn or save"),
    "price": _("what they pay for it"),
    "payment_terms": _("when they must pay"),
    "after_sales": _("what happens when it breaks"),
    "lead_time": _("how long until it is here"),
    "supply_stability": _("whether it comes every time"),
    "other": _("whatever else tips the scale"),
}


MANY = 30  # people from whom errors by respondent can be trusted


def factors() -> pd.DataFrame:
    """The nine parts of the source's formula: factor, zh, what it means to a buyer.

    >>> len(factors()), factors()["factor"].iloc[3]
    (9, 'price')
    """
    rows = [(name.replace("_", " "), FACTORS[name], MEANS[name]) for name in FACTORS]
    return pd.DataFrame(rows, columns=["factor", "zh", "to_a_buyer"])


def stated(answers: pd.DataFrame) -> pd.DataFrame:
    """Weights by what people say: factor, mean, low, high (95%, on the scale), n, weight (adds up to 1).

    answers: survey importance. A factor's weight is its mean above the foot of the scale (1, or the lowest
    answer where the scale starts lower), divided by the sum of those of all factors.

    >>> answers = pd.DataFrame({"respondent_id": "R1", "survey": "importance",
    ...     "item": ["price", "brand"], "answer": [7, 3]})
    >>> stated(answers)[["factor", "weight"]].values.tolist()
    [['brand', 0.25], ['price', 0.75]]
    """
    wide = ratings(answers, "importance")
    table = means(wide).rename(columns={"item": "factor"})
    foot = min(1.0, float(wide.min().min()))
    above = table["mean"] - foot
    if not above.sum() > 0:
        raise ValueError(_("Every answer stands at the foot of the scale: nothing is said to matter."))
    return table.assign(weight=above / above.sum())


def fitted(choices: pd.DataFrame, *, brand: str = "") -> choice.Fit:
    """What these people choose, as one logit; other brands are compared with `brand` where it was shown.

    With thirty people or more the errors are by respondent: people of different tastes are taken as one.
    """
    shown = set(choices["brand"].dropna()) if "brand" in choices else set()
    reference = {"brand": brand} if brand in shown else None
    return choice.fit(choices, reference=reference, clustered=choices["respondent_id"].nunique() >= MANY)


def derived(choices: pd.DataFrame, fit: choice.Fit | None = None) -> pd.DataFrame:
    """Weights by what people choose: factor, weight (adds up to 1), low, high (95%).

    choices: a choice experiment whose attributes are factors; fit: `choice.fit` of it, fitted here where not
    given. The weight of an attribute is the reach of its part-worths over the levels that were shown, divided
    by the sum of all reaches: a wider range of prices would make price heavier. Source: Green & Srinivasan
    (1978).
    """
    table = choice.importance(fit or choice.fit(choices), choices)
    return table.rename(columns={"attribute": "factor", "importance": "weight"})[
        ["factor", "weight", "low", "high"]
    ]


def gap(said: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    """Said and chosen side by side, for the factors that have both, both adding up to 1; widest rise on top.

    said: `stated`; chosen: `derived`. Returns factor, said, chosen, low, high (95%, of chosen), said_rank,
    chosen_rank (1 weighs most) and gap = chosen − said (fraction of all weight).

    >>> said = pd.DataFrame({"factor": ["price", "lead_time", "other"], "weight": [0.4, 0.4, 0.2]})
    >>> chosen = said.head(2).assign(weight=[0.3, 0.7], low=0.0, high=1.0)
    >>> gap(said, chosen)[["factor", "said", "chosen"]].values.tolist()
    [['lead_time', 0.5, 0.7], ['price', 0.5, 0.3]]
    """
    both = said[["factor", "weight"]].rename(columns={"weight": "said"}).merge(
        chosen.rename(columns={"weight": "chosen"}), on="factor"
    )  # fmt: skip
    if len(both) < 2:
        message = _(
            "Said and chosen share {n} factors: name the attributes of choices as the items of importance."
        )
        raise ValueError(message.format(n=len(both)))
    both["said"] /= both["said"].sum()
    both[["chosen", "low", "high"]] /= both["chosen"].sum()
    for name in ("said", "chosen"):
        both[f"{name}_rank"] = both[name].rank(ascending=False, method="min").astype(int)
    both["gap"] = both["chosen"] - both["said"]
    return both.sort_values("gap", ascending=False, kind="stable", ignore_index=True)


def needs_table(said: pd.DataFrame | None, chosen: pd.DataFrame | None) -> pd.DataFrame:
    """The table 02_needs: factor, weight, gap, said, chosen, low, high (95%), source (of weight), heaviest
    first.

    said: `stated`, chosen: `derived`; one may be None. weight is what choices say where they say anything,
    scaled so that the tested factors keep together the weight they were given in words; the untested ones
    keep their own. gap, said, chosen as in `gap`, blank where one is missing or the two share fewer than two
    factors: then weight is what is said. Raises ValueError without either.
    """
    if said is None and chosen is None:
        raise ValueError(_("Weights take the table answers with the survey importance, or choices."))
    if said is not None and chosen is not None and len(set(said["factor"]) & set(chosen["factor"])) < 2:
        chosen = None  # nothing to set side by side: what people say is all we know of these factors
    if said is None or chosen is None:
        one, source = (chosen, "chosen") if said is None else (said, "said")
        assert one is not None  # one of the two is there
        table = one[["factor", "weight"]].assign(source=source)
        table["gap"] = table["said"] = table["chosen"] = table["low"] = table["high"] = float("nan")
        table[source] = table["weight"]
    else:
        table = _both(said, chosen)
    columns = ["factor", "weight", "gap", "said", "chosen", "low", "high", "source"]
    return table.sort_values("weight", ascending=False, kind="stable", ignore_index=True)[columns]


def _both(said: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    tested = gap(said, chosen)
    words = said.set_index("factor")["weight"]
    known = words.index.isin(tested["factor"])
    weight = words.copy()
    weight[tested["factor"].to_list()] = tested["chosen"].to_numpy() * words[known].sum()
    table = pd.DataFrame({"factor": words.index, "weight": weight.to_numpy()})
    table["source"] = pd.Series(known).map({True: "chosen", False: "said"}).to_numpy()
    columns = ["factor", "said", "chosen", "low", "high", "gap"]
    return table.merge(tested[columns], on="factor", how="left")


def offer_scores(offers: pd.DataFrame, weights: Mapping[str, float], *, name: str = "offer") -> pd.DataFrame:
    """The nine-part formula as a weighted sum: the offers with `score`, best first.

    offers: one row an offer with its `name` and a rating (any scale) per factor; weights: factor → weight, of
    any size; they are divided by their sum. Factors without a weight count nothing. Source: the weighted
    additive model, Fishbein (1963); Keeney & Raiffa (1976).

    >>> offers = pd.DataFrame({"offer": ["A", "B"], "price": [9, 5], "lead_time": [2, 8]})
    >>> offer_scores(offers, {"price": 1, "lead_time": 3})[["offer", "score"]].values.tolist()
    [['B', 7.25], ['A', 3.75]]
    """
    need(offers, name, *weights, what="offers")
    total = sum(weights.values())
    if not total > 0 or min(weights.values()) < 0:
        raise ValueError(_("Weights are zero or more, and together more than zero."))
    score = sum(offers[factor].astype(float) * weight / total for factor, weight in weights.items())
    table = offers.assign(score=score)
    return table.sort_values("score", ascending=False, kind="stable", ignore_index=True)
