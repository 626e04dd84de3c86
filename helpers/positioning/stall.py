"""A selling point nobody else has: the newspaper seller, two kiosks, and the people around her stand."""

from collections.abc import Mapping

import pandas as pd

from helpers.checks import need, rating_within
from helpers.words import _

# Rated 0 (not at all) to 5 from what the source tells of her; our reading, to be argued with.
CANVAS = (
    ("range of papers", 5, 2),
    ("roof and light", 4, 0),
    ("a fixed place", 5, 0),
    ("price", 3, 3),
    ("comes to the buyer", 0, 5),
    ("tells today's news", 1, 5),
    ("knows regulars", 2, 4),
)
# How much each factor decides for somebody with five minutes at a bus stop, 0 to 5: our reading.
WAITING = {
    "range of papers": 1,
    "roof and light": 1,
    "a fixed place": 1,
    "price": 4,
    "comes to the buyer": 5,
    "tells today's news": 4,
    "knows regulars": 2,
}
QUADRANTS = {
    (True, True): "manage closely",
    (True, False): "keep satisfied",
    (False, True): "keep informed",
    (False, False): "watch",
}


def stall_canvas() -> pd.DataFrame:
    """The strategy canvas of the two kiosks and of the woman with the bag: factor, kiosks, she (0 to 5).

    Source of the form: Kim & Mauborgne (2005), Blue Ocean Strategy.
    """
    return pd.DataFrame(CANVAS, columns=["factor", "kiosks", "she"])


def usp_score(canvas: pd.DataFrame, weights: Mapping[str, float], *, us: str, them: str) -> pd.DataFrame:
    """Which factor would make a selling proposition (独特销售主张): factor, lead, weight, score, best first.

    canvas: factor and a rating 0–5 for `us` and `them`; weights: factor → how much it decides for the buyer
    (0 to 5). lead = ours − theirs; score = lead × weight where we lead, else 0: a proposition must be ours,
    and must matter. Source: Reeves (1961), Reality in Advertising.

    >>> canvas = pd.DataFrame({"factor": ["roof", "comes to you"], "kiosk": [4, 0], "she": [0, 5]})
    >>> scored = usp_score(canvas, {"roof": 2, "comes to you": 4}, us="she", them="kiosk")
    >>> scored[["factor", "score"]].values.tolist()
    [['comes to you', 20.0], ['roof', 0.0]]
    """
    need(canvas, "factor", us, them, what="canvas")
    lead = (canvas[us] - canvas[them]).astype(float)
    weight = canvas["factor"].map(dict(weights)).fillna(0.0).astype(float)
    table = pd.DataFrame({"factor": canvas["factor"], "lead": lead, "weight": weight})
    table["score"] = (lead.clip(lower=0) * weight).astype(float)
    return table.sort_values("score", ascending=False, kind="stable", ignore_index=True)


def stakeholders(people: pd.DataFrame) -> pd.DataFrame:
    """The power–interest grid: who, power, interest, treat.

    treat is manage closely, keep satisfied, keep informed or watch. people: who, power, interest (1 to 5;
    3 and more is high). Source: Mendelow (1991).

    >>> people = pd.DataFrame({"who": ["station manager"], "power": [5], "interest": [2]})
    >>> stakeholders(people)["treat"].tolist()
    ['keep satisfied']
    """
    need(people, "who", "power", "interest", what="people")
    treat = []
    for row in people.to_dict("records"):
        power = rating_within(row["power"], 1, 5, of=_("The power of {who}").format(who=row["who"]))
        interest = rating_within(row["interest"], 1, 5, of=_("The interest of {who}").format(who=row["who"]))
        treat.append(QUADRANTS[power >= 3, interest >= 3])
    return people[["who", "power", "interest"]].assign(treat=treat)
