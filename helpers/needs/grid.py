"""Where to act first: importance against performance, and opportunity scores."""

from typing import Literal

import pandas as pd

from helpers.checks import need
from helpers.needs.ratings import ratings
from helpers.words import _

Crosshair = Literal["mean", "median", "midpoint"]
CROSSHAIRS: tuple[Crosshair, ...] = ("mean", "median", "midpoint")
QUADRANTS = {
    (True, False): _("act first"),
    (True, True): _("keep it up"),
    (False, False): _("can wait"),
    (False, True): _("perhaps too much"),
}  # (important, well done); Martilla & James: concentrate here, keep up, low priority, possible overkill
HIGH = 6.0  # on a scale to 7, an answer that counts as important, or as satisfied
TOP = 7.0


def importance_performance(
    importance: pd.DataFrame,
    performance: pd.DataFrame,
    *,
    crosshair: Crosshair = "mean",
    midpoint: float = 4.0,
) -> pd.DataFrame:
    """Each factor in its quadrant: factor, importance, performance, quadrant, importance_line,
    performance_line.

    importance: factor and importance (any scale: a mean answer, or a weight); performance: factor and
    performance. The crosshair stands at the mean or median of the factors on each axis; at `midpoint`, the
    middle of the scale of answers, only where both axes hold such answers. The rule decides the quadrant of
    whatever lies near a line, so it is said with the grid. Source: Martilla & James (1977).

    >>> importance = pd.DataFrame({"factor": ["a", "b"], "importance": [6.0, 3.0]})
    >>> performance = pd.DataFrame({"factor": ["a", "b"], "performance": [2.0, 5.0]})
    >>> importance_performance(importance, performance)["quadrant"].tolist()
    ['act first', 'perhaps too much']
    """
    need(importance, "factor", "importance", what="importance")
    need(performance, "factor", "performance", what="performance")
    table = importance[["factor", "importance"]].merge(performance[["factor", "performance"]], on="factor")
    if table.empty:
        raise ValueError(_("No factor has both an importance and a performance: name their items alike."))
    for name in ("importance", "performance"):
        table[f"{name}_line"] = _line(table[name], crosshair, midpoint)
    high = table["importance"] >= table["importance_line"]
    well = table["performance"] >= table["performance_line"]
    table["quadrant"] = [QUADRANTS[bool(one), bool(other)] for one, other in zip(high, well, strict=True)]
    return table[["factor", "importance", "performance", "quadrant", "importance_line", "performance_line"]]


def quadrants_by_rule(importance: pd.DataFrame, performance: pd.DataFrame) -> pd.DataFrame:
    """How the place of the crosshair moves factors: factor, a quadrant per rule, moves; movers on top."""
    tables = {
        rule: importance_performance(importance, performance, crosshair=rule).set_index("factor")["quadrant"]
        for rule in CROSSHAIRS
    }
    table = pd.DataFrame(tables)
    return table.assign(moves=table.nunique(axis=1) > 1).sort_values("moves", ascending=False).reset_index()


def opportunity_scores(answers: pd.DataFrame) -> pd.DataFrame:
    """Important and badly served: factor, important_share, satisfied_share, score (0–20), verdict.

    answers: surveys importance and performance on a scale to 7; the shares are those who answer 6 or 7. On a
    scale of ten they are I and S, and score = I + max(I − S, 0), highest first. Above 15 is called ripe,
    above 12 promising, above 10 worth a look; the rest can wait, well served or of little weight. Source:
    Ulwick (2002, 2005).

    >>> surveys = ["importance", "importance", "performance", "performance"]
    >>> answers = pd.DataFrame({"respondent_id": ["a", "b"] * 2, "survey": surveys, "item": "lead_time",
    ...     "answer": [7, 6, 6, 2]})
    >>> opportunity_scores(answers)[["important_share", "satisfied_share", "score"]].values.tolist()
    [[1.0, 0.5, 15.0]]
    """
    shares = {}
    for survey, name in (("importance", "important_share"), ("performance", "satisfied_share")):
        wide = ratings(answers, survey)
        shares[name] = (wide >= HIGH).where(wide.notna()).mean()
    table = pd.DataFrame(shares).dropna().rename_axis("factor").reset_index()
    pairs = zip(table["important_share"], table["satisfied_share"], strict=True)
    table["score"] = [opportunity(10 * important, 10 * satisfied) for important, satisfied in pairs]
    table["verdict"] = [_verdict(score) for score in table["score"]]
    return table.sort_values("score", ascending=False, kind="stable", ignore_index=True)


def opportunity(importance: float, satisfaction: float) -> float:
    """importance + max(importance − satisfaction, 0), all from 0 to 10. Source: Ulwick (2002).

    >>> opportunity(9.0, 3.0), opportunity(4.0, 8.0)
    (15.0, 4.0)
    """
    for value in (importance, satisfaction):
        if not 0 <= value <= 10:
            raise ValueError(_("{value:g} is not between 0 and 10.").format(value=value))
    return round(importance + max(importance - satisfaction, 0.0), 10)


def _line(values: pd.Series, rule: Crosshair, midpoint: float) -> float:
    if rule not in CROSSHAIRS:
        message = _("crosshair is {rule}; choose one of {known}.")
        raise ValueError(message.format(rule=rule, known=", ".join(CROSSHAIRS)))
    return midpoint if rule == "midpoint" else float(values.mean() if rule == "mean" else values.median())


def _verdict(score: float) -> str:
    names = ((15, _("ripe")), (12, _("promising")), (10, _("worth a look")))
    return next((name for least, name in names if score > least), _("can wait"))
