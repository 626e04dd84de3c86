"""What a word in an inquiry tells: how many of those who write it order, how many who order wrote it."""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.intervals import newcombe, wilson
from helpers.words import _

Z = 1.959964
WORD = "urgent"
SOON_WEEKS = 5


def has_word(texts: pd.Series, word: str = WORD) -> pd.Series:
    """True where `word` begins a word of the text, in capitals or not: URGENT and URGENTLY alike.

    >>> has_word(pd.Series(["URGENTLY!", "insurgents", "很急", None])).tolist()
    [True, False, False, False]
    """
    return texts.fillna("").astype(str).str.contains(rf"(?<![a-z]){word}", case=False, regex=True)


def with_word(leads: pd.DataFrame, word: str = WORD) -> pd.DataFrame:
    """Leads whose message is known, with `flagged`: whether the word stands in it. Else by a trait `urgent`.

    leads: converted; message, or urgent (0/1). Raises ValueError where there is neither.
    """
    need(leads, "converted", what="leads")
    if "message" in leads:
        known = leads[leads["message"].notna()]
        return known.assign(flagged=has_word(known["message"], word))
    if "urgent" in leads:
        known = leads[leads["urgent"].notna()]
        return known.assign(flagged=pd.to_numeric(known["urgent"], errors="coerce") > 0)
    raise ValueError(_("leads has neither message nor urgent: whether a word was written nobody can tell."))


def counted(flagged: Sequence[bool] | pd.Series, ordered: Sequence[int] | pd.Series) -> pd.DataFrame:
    """The four counts behind every such rule: a row with the sign, one without; ordered, not, all.

    >>> counted([True, True, False, False], [1, 0, 1, 0])["ordered"].tolist()
    [1, 1, 2]
    """
    sign, came = np.asarray(flagged, dtype=bool), np.asarray(ordered, dtype=float) > 0
    rows = [
        (name, int((came & part).sum()), int((~came & part).sum()), int(part.sum()))
        for name, part in (
            (_("with the word"), sign),
            (_("without it"), ~sign),
            (_("all"), np.ones_like(sign)),
        )
    ]
    return pd.DataFrame(rows, columns=["letters", "ordered", "not_ordered", "all"])


def word_test(flagged: Sequence[bool] | pd.Series, ordered: Sequence[int] | pd.Series) -> pd.DataFrame:
    """Put a sign to the test: measure, value, low, high (95%), of (how many it is a share of).

    precision: of those with the sign, the share that ordered; recall: of those that ordered, the share with
    the sign; base rate: the share of all that ordered; lift: precision ÷ base rate; odds ratio: the odds of
    an order with the sign ÷ those without it. Intervals: Wilson (1927); for the lift by the delta method on
    its logarithm; for the odds ratio Woolf (1955). What has no count is blank.

    >>> word_test([True] * 5 + [False] * 7, [1, 1, 0, 0, 0] + [1] * 4 + [0] * 3)["value"].round(3).tolist()
    [0.4, 0.333, 0.5, 0.8, 0.5]
    """
    table = counted(flagged, ordered).set_index("letters")
    a, b, all_flagged = (int(one) for one in table.iloc[0])
    c, d, _rest = (int(one) for one in table.iloc[1])
    came, total = a + c, a + b + c + d
    if total == 0:
        raise ValueError(_("There is no inquiry to try the word on."))
    rows = [
        ("precision", _share(a, all_flagged), *wilson(a, all_flagged), all_flagged),
        ("recall", _share(a, came), *wilson(a, came), came),
        ("base rate", _share(came, total), *wilson(came, total), total),
        ("lift", *_lift(a, all_flagged, came, total), total),
        ("odds ratio", *_odds_ratio(a, b, c, d), total),
    ]
    return pd.DataFrame(rows, columns=["measure", "value", "low", "high", "of"])


def _share(part: int, whole: int) -> float:
    return part / whole if whole else math.nan


def _lift(a: int, flagged: int, came: int, total: int) -> tuple[float, float, float]:
    """Precision ÷ base rate with an interval on its logarithm; the flagged are part of all."""
    if not (a and flagged and came):
        return (0.0 if flagged and came else math.nan), math.nan, math.nan
    lift = (a / flagged) / (came / total)
    # Delta method on the four counts, which are multinomial: letters in both shares are counted once.
    spread = max(1 / a - 1 / flagged - 1 / came + 2 * a / (flagged * came) - 1 / total, 0.0)
    half = Z * math.sqrt(spread)
    return lift, lift * math.exp(-half), lift * math.exp(half)


def _odds_ratio(a: int, b: int, c: int, d: int) -> tuple[float, float, float]:
    if not (a and b and c and d):
        return math.nan, math.nan, math.nan
    ratio, half = a * d / (b * c), Z * math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return ratio, ratio * math.exp(-half), ratio * math.exp(half)


def shares_ordered(flagged: Sequence[bool] | pd.Series, ordered: Sequence[int] | pd.Series) -> pd.DataFrame:
    """How many order with the word, without it, of all: letters, inquiries, ordered, share, low, high (95%).

    >>> shares_ordered([True, True, False, False], [1, 0, 1, 1])["share"].tolist()
    [0.5, 1.0, 0.75]
    """
    table = counted(flagged, ordered)
    shares = table[["letters", "ordered"]].assign(inquiries=table["all"])
    shares["share"] = shares["ordered"] / shares["inquiries"].where(shares["inquiries"] > 0)
    pairs = zip(shares["ordered"], shares["inquiries"], strict=True)
    shares[["low", "high"]] = [wilson(int(got), int(of)) for got, of in pairs]
    return shares


def signals(leads: pd.DataFrame) -> pd.DataFrame:
    """The word beside other signs that the same letters give: sign, leads, precision, recall, lift.

    leads: converted, and of message (or urgent), timing_weeks, budget, authority, need what there is. The
    best precision first. A sign that nobody gives, or everybody, is left out.
    """
    need(leads, "converted", what="leads")
    rows = []
    for name, flagged in _signs(leads).items():
        known = flagged.notna()
        sign, came = flagged[known].astype(bool), leads.loc[known, "converted"]
        if sign.any() and not sign.all():
            tested = word_test(sign, came).set_index("measure")["value"]
            rows.append((name, int(sign.sum()), *tested[["precision", "recall", "lift"]]))
    if not rows:
        raise ValueError(_("leads holds no sign that could be put to the test: no message and no traits."))
    table = pd.DataFrame(rows, columns=["sign", "leads", "precision", "recall", "lift"])
    return table.sort_values("precision", ascending=False, kind="stable", ignore_index=True)


def _signs(leads: pd.DataFrame) -> dict[str, pd.Series]:
    """What can be read off a letter, as true, false or unknown."""
    signs: dict[str, pd.Series] = {}
    if "message" in leads or "urgent" in leads:
        signs[_("the word URGENT")] = with_word(leads)["flagged"].reindex(leads.index)
    for column, name, least in (
        ("budget", _("names a budget"), 1),
        ("authority", _("the one who decides writes"), 1),
        ("need", _("knows what is needed, and how much"), 3),
    ):
        if column in leads:
            told = pd.to_numeric(leads[column], errors="coerce")
            signs[name] = (told >= least).where(told.notna())
    if "timing_weeks" in leads:
        weeks = pd.to_numeric(leads["timing_weeks"], errors="coerce")
        name = _("needs it within {n} weeks").format(n=SOON_WEEKS)
        signs[name] = (weeks <= SOON_WEEKS).where(weeks.notna())
    return signs


def within_weeks(leads: pd.DataFrame, *, edges: Sequence[float] = (0, 5, 10, 20, 1000)) -> pd.DataFrame:
    """The word among inquiries that are equally soon: needed_within, counts, rates, difference, low, high.

    leads: converted, timing_weeks, message (or urgent). low and high: 95% of the difference of the two shares
    (Newcombe 1998). Where the word only says *soon*, differences within a row
    vanish.
    """
    known = with_word(leads)
    need(known, "timing_weeks", what="leads")
    bins = pd.cut(pd.to_numeric(known["timing_weeks"], errors="coerce"), list(edges))
    rows = []
    for interval, part in known.groupby(bins, observed=True):
        shares = shares_ordered(part["flagged"], part["converted"])
        one, two = shares["share"][:2]
        (came, letters), (came_without, others) = shares[["ordered", "inquiries"]].to_numpy()[:2].tolist()
        found = newcombe(came, letters, came_without, others)
        end = interval.right
        name = _("up to {n:g} weeks").format(n=end) if end < edges[-1] else _("later")
        rows.append((name, letters, others, one, two, *found))
    columns = [
        "needed_within", "with_word", "without", "with_word_rate", "without_rate", "difference", "low", "high"
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def true_odds(truth: pd.DataFrame, terms: Sequence[str]) -> pd.DataFrame:
    """What the simulation gives some terms: term, log_odds, odds_factor (1 changes nothing).

    truth: term, log_odds.

    >>> true_odds(pd.DataFrame({"term": ["urgent"], "log_odds": [0.0]}), ["urgent"])["odds_factor"].tolist()
    [1.0]
    """
    need(truth, "term", "log_odds", what="the truth")
    table = truth[truth["term"].isin(list(terms))].reset_index(drop=True)
    return table.assign(odds_factor=np.exp(table["log_odds"]))
