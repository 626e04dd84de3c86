"""What customers say when asked: CSAT, NPS and CES, each with how sure it is, and where it differs."""

from collections.abc import Sequence
from math import comb
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson
from helpers.words import _

Z = 1.959964
PROMOTER, DETRACTOR = 9, 6
PSEUDO = 3  # answers added for the interval: ¾ promoter, ¾ detractor, 1½ passive
TOP_TWO = 4  # of 1 to 5
GROUPS = ("detractor", "passive", "promoter")
# The five things csat asks about, in the order in which a customer meets them.
JOURNEY = ("ordering", "delivery", "quality", "contact person", "complaint handling")


class Score(NamedTuple):
    """A score with its standard error, its 95% interval and how many answered."""

    value: float
    se: float
    low: float
    high: float
    n: int


def responses(answers: pd.DataFrame, survey: str) -> pd.DataFrame:
    """Answers of one survey in numbers: respondent_id, customer_id (where known), item, value.

    answers: respondent_id, survey, item, answer or score. Of two answers of one person to one item the last
    counts; words and blanks are none. Raises ValueError where nobody answered in numbers.
    """
    need(answers, "respondent_id", "survey", "item", "answer", what=_("answers"))
    rows = answers[answers["survey"] == survey]
    value = pd.to_numeric(rows["score"] if "score" in rows else rows["answer"], errors="coerce")
    known = rows.assign(value=value.astype(float)).dropna(subset=["value"])
    if known.empty:
        message = _("Nobody answered “{survey}” in numbers: it takes such rows in the table answers.")
        raise ValueError(message.format(survey=survey))
    known = known.drop_duplicates(["respondent_id", "item"], keep="last")
    columns = [name for name in ("respondent_id", "customer_id", "item", "value") if name in known]
    return known[columns].reset_index(drop=True)


def nps(values: Sequence[float] | pd.Series) -> Score:
    """Net promoter score in points: the share of 9 and 10 less the share of 0 to 6, times 100.

    se = 100 × √((p + d − (p − d)²) / n): the difference of two shares of one multinomial. low and high: the
    same after adding three quarters of a promoter, as much of a detractor, and one and a half passives, so
    that two lukewarm answers are not called certain. Sources: Reichheld (2003); Rocks (2016). Raises
    ValueError where an answer lies outside 0 to 10.

    >>> score = nps([10, 10, 10, 7, 8, 3])
    >>> round(score.value, 2), round(score.se, 2)
    (33.33, 30.43)
    """
    given = pd.Series(values, dtype=float).dropna().to_numpy()
    if not len(given):
        raise ValueError(_("Nobody answered how likely they are to recommend us."))
    if given.min() < 0 or given.max() > 10:
        raise ValueError(_("An answer to nps goes from 0 to 10; here some lie outside."))
    n = len(given)
    value, error = _difference(int((given >= PROMOTER).sum()), int((given <= DETRACTOR).sum()), n)
    more = PSEUDO / 4
    middle, half = _difference(
        (given >= PROMOTER).sum() + more, (given <= DETRACTOR).sum() + more, n + PSEUDO
    )
    low, high = max(middle - Z * half, -100.0), min(middle + Z * half, 100.0)
    return Score(value, error, min(low, value), max(high, value), n)


def _difference(promoters: float, detractors: float, n: float) -> tuple[float, float]:
    """Points, and their standard error."""
    p, d = promoters / n, detractors / n
    return 100 * float(p - d), 100 * float(np.sqrt(max(p + d - (p - d) ** 2, 0.0) / n))


def csat(values: Sequence[float] | pd.Series, *, top: float = TOP_TWO) -> Score:
    """Share of the content: answers of `top` or more (the two best of five), with Wilson's interval.

    >>> [round(number, 3) for number in csat([5, 4, 3, 2])[:4]]
    [0.5, 0.25, 0.15, 0.85]
    """
    given = pd.Series(values, dtype=float).dropna().to_numpy()
    if not len(given):
        raise ValueError(_("Nobody answered how content they are."))
    content, n = int((given >= top).sum()), len(given)
    low, high = wilson(content, n)
    share = content / n
    return Score(share, float(np.sqrt(share * (1 - share) / n)), low, high, n)


def ces(values: Sequence[float] | pd.Series) -> Score:
    """Customer effort: the mean answer, 1 (very little) to 7 (very much). Source: Dixon et al. (2010)."""
    given = pd.Series(values, dtype=float).dropna()
    if given.empty:
        raise ValueError(_("Nobody answered how much effort it was."))
    error = float(given.std() / np.sqrt(len(given))) if len(given) > 1 else float("nan")
    mean = float(given.mean())
    return Score(mean, error, mean - Z * error, mean + Z * error, len(given))


def survey_table(answers: pd.DataFrame) -> pd.DataFrame:
    """The three questions side by side, in words: question, asked, score, between (95%), answers, good_for.

    answers: with whichever of the surveys csat, nps and ces there are. Raises ValueError without any.
    """
    kinds = {
        "csat": (csat, _("one experience, 1–5: who gave 4 or 5"), _("what to mend, item by item"), "{:.0%}"),
        "nps": (
            nps,
            _("recommend us, 0–10: 9–10 less 0–6"),
            _("a trend, and a reason to ask why"),
            "{:+.0f}",
        ),
        "ces": (ces, _("how much effort, 1–7: the mean"), _("what wears people out"), "{:.1f}"),
    }
    asked = [name for name in kinds if (answers["survey"] == name).any()]
    if not asked:
        raise ValueError(_("Nobody was asked csat, nps or ces: it takes such surveys in the table answers."))
    rows = []
    for name in asked:
        measure, words, good, form = kinds[name]
        score = measure(responses(answers, name)["value"])
        value, low, high = (
            form.format(end).replace("-", "−") for end in (score.value, score.low, score.high)
        )
        between = _("{low} to {high}").format(low=low, high=high)
        rows.append((name.upper(), words, value, between, score.n, good))
    return pd.DataFrame(rows, columns=["question", "asked", "score", "between", "answers", "good_for"])


def asked_and_answered(answers: pd.DataFrame, hidden: pd.DataFrame) -> pd.DataFrame:
    """NPS of those who answered beside that of all who were asked: who, nps, low, high, people.

    answers: the survey nps; hidden: asked (0/1) and satisfaction, which only a simulation knows: a person's
    answer is a binomial count of ten with that mean. The interval is about the luck of who was asked and
    what they ticked. It knows nothing of who kept quiet.
    """
    need(hidden, "satisfaction", "asked", what=_("the hidden satisfaction"))
    told = nps(responses(answers, "nps")["value"])
    mean = (hidden.loc[hidden["asked"] == 1, "satisfaction"] / 10).clip(0, 1).to_numpy(dtype=float)
    chance = [comb(10, mark) * mean**mark * (1 - mean) ** (10 - mark) for mark in range(11)]
    every = 100 * float((sum(chance[PROMOTER:]) - sum(chance[: DETRACTOR + 1])).mean())
    rows = [
        (_("those who answered"), told.value, told.low, told.high, told.n),
        (_("all who were asked"), every, float("nan"), float("nan"), len(mean)),
    ]
    return pd.DataFrame(rows, columns=["who", "nps", "low", "high", "people"])


def nps_by(answers: pd.DataFrame, people: pd.DataFrame, *, by: str = "customer_type") -> pd.DataFrame:
    """NPS of each group, highest first: the group, nps, se, low, high (points), people, apart.

    answers: the survey nps with customer_id; people: customer_id and `by`. apart: whether the difference to
    all the others together has a 95% interval that leaves out zero. Groups of fewer than five are left out.
    """
    given = responses(answers, "nps")
    need(given, "customer_id", what=_("answers"))
    need(people, "customer_id", by, what=_("customers"))
    group = people.drop_duplicates("customer_id").set_index("customer_id")[by]
    known = given.assign(group=given["customer_id"].map(group)).dropna(subset=["group"])
    rows = []
    for name, own in known.groupby("group"):
        if len(own) < 5:
            continue
        score = nps(own["value"])
        rest = known.loc[known["group"] != name, "value"]
        gap = nps_difference(own["value"], rest) if len(rest) else None
        apart = gap is not None and (gap.low > 0 or gap.high < 0)
        rows.append((name, score.value, score.se, score.low, score.high, score.n, apart))
    if not rows:
        raise ValueError(_("No group has five people who answered nps."))
    table = pd.DataFrame(rows, columns=[by, "nps", "se", "low", "high", "people", "apart"])
    return table.sort_values("nps", ascending=False, kind="stable", ignore_index=True)


def nps_difference(one: Sequence[float] | pd.Series, other: Sequence[float] | pd.Series) -> Score:
    """NPS of one group of people less that of another, with its interval; n counts both.

    >>> gap = nps_difference([10] * 30 + [0] * 10, [10] * 20 + [0] * 20)
    >>> round(gap.value), gap.low < 0 < gap.high
    (50, False)
    """
    first, second = nps(one), nps(other)
    error = float(np.hypot(first.se, second.se))
    value = first.value - second.value
    return Score(value, error, value - Z * error, value + Z * error, first.n + second.n)


def score_group(values: pd.Series) -> pd.Series:
    """detractor, passive or promoter for each answer of 0 to 10.

    >>> score_group(pd.Series([6, 7, 9])).tolist()
    ['detractor', 'passive', 'promoter']
    """
    place = (values > DETRACTOR).astype(int) + (values >= PROMOTER).astype(int)
    return place.map(dict(enumerate(GROUPS))).where(values.notna())


def journey(answers: pd.DataFrame) -> pd.DataFrame:
    """How content people are along the way: item, score (share of 4 and 5), low, high, people.

    answers: the survey csat. Items stand in the order in which a customer meets them, unknown ones last.
    """
    given = responses(answers, "csat")
    order = [name for name in JOURNEY if name in set(given["item"])]
    order += sorted(set(given["item"]) - set(order))
    scores = [csat(given.loc[given["item"] == item, "value"]) for item in order]
    table = pd.DataFrame({"item": order, "score": [score.value for score in scores]})
    return table.assign(
        low=[score.low for score in scores],
        high=[score.high for score in scores],
        people=[score.n for score in scores],
    )


def effort_by_ticket(answers: pd.DataFrame, tickets: pd.DataFrame) -> pd.DataFrame:
    """Effort against what happened: ticket (settled once, opened again), effort, low, high, people.

    answers: the survey ces with customer_id; tickets: customer_id, reopened. A customer counts as opened
    again where any of their tickets was.
    """
    given = responses(answers, "ces")
    need(given, "customer_id", what=_("answers"))
    need(tickets, "customer_id", "reopened", what=_("tickets"))
    again = tickets.groupby("customer_id")["reopened"].max()
    known = given.assign(again=given["customer_id"].map(again)).dropna(subset=["again"])
    rows = []
    for flag, words in ((0, _("settled once")), (1, _("opened again"))):
        own = known.loc[known["again"] == flag, "value"]
        if len(own):
            score = ces(own)
            rows.append((words, score.value, score.low, score.high, score.n))
    return pd.DataFrame(rows, columns=["ticket", "effort", "low", "high", "people"])
