"""Kano's questionnaire: two questions about a feature say what kind of need it meets.

Sources: Kano, Seraku, Takahashi & Tsuji (1984); table and coefficients after Berger and others (1993).
"""

from typing import Any

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson
from helpers.needs.ratings import Z
from helpers.words import _

ANSWERS = (_("I like it"), _("it must be so"), _("I do not mind"), _("I can live with it"), _("I dislike it"))
# Rows: how would you feel with it? Columns: and without it? Both from like to dislike.
EVALUATION = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
# A tie goes to the class that is worse to miss (Berger and others 1993).
CLASSES = {
    "M": _("must-be"),
    "O": _("one-dimensional"),
    "A": _("attractive"),
    "I": _("indifferent"),
    "R": _("reverse"),
    "Q": _("questionable"),
}
LETTERS = ["A", "O", "M", "I", "R", "Q"]
FONG_Z = 1.65  # 90%, as Fong takes it


def kano_table() -> pd.DataFrame:
    """The evaluation table: a row for each answer to “with it?”, a column for each to “without it?”.

    >>> kano_table().iloc[0, 1:].tolist()
    ['Q', 'A', 'A', 'A', 'O']
    """
    rows = [(with_it, *letters) for with_it, letters in zip(ANSWERS, EVALUATION, strict=True)]
    return pd.DataFrame(rows, columns=["with_it", *ANSWERS])


def kano_class(functional: int, dysfunctional: int) -> str:
    """The class of one pair of answers, each 1 (like), 2 (must be), 3 (neutral), 4 (live with), 5 (dislike).

    >>> kano_class(1, 5), kano_class(3, 5), kano_class(1, 3), kano_class(2, 4)
    ('O', 'M', 'A', 'I')
    """
    for answer in (functional, dysfunctional):
        if answer not in range(1, 6):
            message = _("{answer} is no answer to a Kano question; they go from 1 (like) to 5 (dislike).")
            raise ValueError(message.format(answer=answer))
    return EVALUATION[functional - 1][dysfunctional - 1]


def kano(pairs: pd.DataFrame) -> pd.DataFrame:
    """What kind of need each feature meets: one row a feature, the must-bes first.

    pairs: respondent_id, feature, functional, dysfunctional (1–5); blank or other answers are left out.
    Returns feature; A, O, M, I, R, Q (people); n; category (the largest; ties go M, O, A, I, R, Q); better =
    (A + O) ÷ (A + O + M + I), worse = −(O + M) ÷ the same: how far having pleases and lacking hurts; lead
    of the largest class over the second (a difference of two shares of n), with lead_low and lead_high (95%),
    and sure: whether that interval lies above zero.

    >>> pairs = pd.DataFrame({"respondent_id": list("abcd"), "feature": "spare parts",
    ...     "functional": [3, 3, 2, 1], "dysfunctional": [5, 5, 5, 5]})
    >>> kano(pairs)[["feature", "M", "O", "category", "better", "worse"]].values.tolist()
    [['spare parts', 3, 1, 'M', 0.25, -1.0]]
    """
    need(pairs, "feature", "functional", "dysfunctional", what="kano")
    good = pairs[pairs["functional"].isin(range(1, 6)) & pairs["dysfunctional"].isin(range(1, 6))]
    if good.empty:
        raise ValueError(_("There is no pair of Kano answers from 1 to 5."))
    letters = np.array([list(row) for row in EVALUATION])
    given = letters[good["functional"].astype(int) - 1, good["dysfunctional"].astype(int) - 1]
    counts = pd.crosstab(good["feature"], given).reindex(columns=LETTERS, fill_value=0)
    table = judged(counts.rename_axis(index="feature", columns=None).reset_index())
    order = table["category"].map({letter: place for place, letter in enumerate(CLASSES)})
    return table.assign(order=order).sort_values(["order", "worse"], ignore_index=True).drop(columns="order")


def judged(counts: pd.DataFrame) -> pd.DataFrame:
    """Category, coefficients and certainty of features already counted: feature and A, O, M, I (R, Q) people.

    >>> counts = pd.DataFrame({"feature": ["x"], "A": [30], "O": [40], "M": [20], "I": [10]})
    >>> judged(counts)[["category", "better", "worse"]].values.tolist()
    [['O', 0.7, -0.6]]
    """
    need(counts, "feature", *"AOMI", what="the counts")
    table = counts.reindex(columns=["feature", *LETTERS], fill_value=0)
    heads, clear = table[LETTERS], table[list("AOMI")].sum(axis=1).replace(0, np.nan)
    table["n"] = heads.sum(axis=1)
    table["category"] = heads[list(CLASSES)].idxmax(axis=1)
    table["better"] = (table["A"] + table["O"]) / clear
    table["worse"] = -(table["O"] + table["M"]) / clear
    two = np.sort(heads.to_numpy(dtype=float), axis=1)[:, :-3:-1]
    table["lead"], half = _lead(two, table["n"].to_numpy(dtype=float))
    table["lead_low"], table["lead_high"] = table["lead"] - half, table["lead"] + half
    return table.assign(sure=table["lead_low"] > 0)


def kano_tests(features: pd.DataFrame) -> pd.DataFrame:
    """Is the largest class the largest? feature, category, lead, z, fong (needed difference), both verdicts.

    features: `kano`. z: the lead over its standard error, two shares of one multinomial: variance = (p1 + p2
    − (p1 − p2)²) ÷ n. fong: the difference in people that Fong (1996) asks for, 1.65 √((a + b)(2n − a − b) ÷
    2n), with a and b the two largest classes. also better_low … worse_high: 95%, Wilson.

    >>> counts = pd.DataFrame({"feature": ["x"], "A": [30], "O": [40], "M": [20], "I": [10]})
    >>> kano_tests(judged(counts))[["z", "fong", "by_fong"]].round(2).values.tolist()
    [[1.2, 11.13, False]]
    """
    two = np.sort(features[LETTERS].to_numpy(dtype=float), axis=1)[:, :-3:-1]
    n, both = features["n"].to_numpy(dtype=float), two.sum(axis=1)
    lead, half = _lead(two, n)
    fong = FONG_Z * np.sqrt(both * (2 * n - both) / (2 * n))
    table = features[["feature", "category", "lead"]].assign(
        z=np.divide(lead, half / Z, out=np.full(len(lead), np.nan), where=half > 0),
        by_z=features["sure"],
        fong=fong,
        by_fong=two[:, 0] - two[:, 1] > fong,
    )
    clear = features[list("AOMI")].sum(axis=1)
    for name, letters in (("better", ["A", "O"]), ("worse", ["O", "M"])):
        hits = features[letters].sum(axis=1)
        ends = [wilson(int(hit), int(of)) for hit, of in zip(hits, clear, strict=True)]
        ends = ends if name == "better" else [(-high, -low) for low, high in ends]
        table[[f"{name}_low", f"{name}_high"]] = pd.DataFrame(ends, index=table.index)
    return table


def priorities(features: pd.DataFrame) -> pd.DataFrame:
    """Classified, ranked, prioritised: feature, category, better, worse, priority, rank (1 comes first).

    features: `kano`. Order M, O, A, I (Berger and others 1993): first what hurts when it is missing, most
    hurtful first; among the attractive the one that pleases most. priority: must, should, could, won't
    (MoSCoW, Clegg & Barker 1994). Reverse and questionable features stand last as: ask again.

    >>> counted = pd.DataFrame({"feature": ["a", "b"], "A": [9, 0], "O": [0, 1], "M": [0, 8], "I": [1, 1]})
    >>> priorities(judged(counted))[["feature", "priority", "rank"]].values.tolist()
    [['b', 'must', 1], ['a', 'could', 2]]
    """
    words = {"M": _("must"), "O": _("should"), "A": _("could"), "I": _("won't"), "R": _("ask again")}
    words["Q"] = words["R"]
    place = features["category"].map({letter: at for at, letter in enumerate(CLASSES)})
    weight = features["worse"].where(features["category"] != "A", -features["better"])
    table = features[["feature", "category", "better", "worse"]].assign(
        priority=features["category"].map(words), place=place, weight=weight
    )
    table = table.sort_values(["place", "weight"], kind="stable", ignore_index=True)
    return table.drop(columns=["place", "weight"]).assign(rank=np.arange(1, len(table) + 1))


def recovered_classes(features: pd.DataFrame, hidden: pd.DataFrame) -> pd.DataFrame:
    """The class found beside the one the simulation drew people from: feature, found, true, agree, sure.

    features: `kano`; hidden: the market's truth, feature and category.
    """
    need(hidden, "feature", "category", what="the truth")
    both = features[["feature", "category", "sure"]].rename(columns={"category": "found"}).merge(
        hidden[["feature", "category"]].rename(columns={"category": "true"}), on="feature"
    )  # fmt: skip
    return both.assign(agree=both["found"] == both["true"])[["feature", "found", "true", "agree", "sure"]]


def level_crosswalk() -> pd.DataFrame:
    """Three ways to count needs, side by side: source's four levels, Kano's classes, three levels, what to
    do.

    >>> level_crosswalk()["kano"].tolist()
    ['must-be', 'one-dimensional', 'attractive', 'attractive', 'indifferent', 'reverse', 'questionable']
    """
    rows = [
        (_("basic"), "基本需求", "must-be", _("taken for granted; nobody mentions it until it is missing"),
         _("keep it, do not praise it")),
        (_("expected"), "期望需求", "one-dimensional", _("stands in the contract: more is better"),
         _("compare yourself on it")),
        (_("hidden"), "隐藏需求", "attractive", _("behind the contract; nobody could, or would, say it"),
         _("watch, ask round corners")),
        (_("originating"), "本源需求", "attractive", _("nobody thought of it until it was there"),
         _("invent it, and test it")),
        ("–", "", "indifferent", _("is there, and nobody cares"), _("save the money")),
        ("–", "", "reverse", _("some people want the opposite"), _("make it a choice")),
        ("–", "", "questionable", _("the answers contradict each other"), _("ask again, better")),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["four_levels", "zh", "kano", "how_it_shows", "what_to_do"])


def hidden_needs() -> pd.DataFrame:
    """The four kinds of hidden need, and the technique that finds each: kind, zh, technique, why."""
    rows = [
        (_("cannot put it into words"), "客户无法清晰表达", _("laddering"),
         _("each “why does that matter?” climbs one rung")),
        (_("cannot say it aloud"), "客户无法公开表达", _("indirect questions"),
         _("a coin covers for the person who answers")),
        (_("rivals do not know it yet"), "竞争对手尚未知悉", _("gaps between rivals"),
         _("look where nobody is good, and someone should be")),
        (_("nobody meets it yet"), "尚未满足或未被实现", _("opportunity scores"),
         _("important, and badly served")),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["kind", "zh", "technique", "why_it_works"])


def _lead(
    two: "np.ndarray[Any, Any]", n: "np.ndarray[Any, Any]"
) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """Difference of the two largest shares of each row, and half its 95% interval."""
    shares = two / n[:, None]
    lead = shares[:, 0] - shares[:, 1]
    return lead, Z * np.sqrt((shares.sum(axis=1) - lead**2) / n)
