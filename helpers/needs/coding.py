"""Open answers made countable: by two people with a coding sheet, and by a machine that proposes themes."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.words import _

TOP_WORDS = 5
NOT_CODED = "not coded"
Codes = Sequence[object] | pd.Series
_WORD = re.compile(r"[\u4e00-\u9fff]+|[^\W\d_\u4e00-\u9fff](?:[^\W\d_\u4e00-\u9fff]|[’'-])+")
# Words that stand in every answer and tell none apart.
_COMMON = frozenset(
    re.findall(
        r"\S+",
        """
        a about after again all also an and any are as at be because been before but by can could did do does
        don’t don't for from get got had has have he her him his i i’d i'd i’m i'm if in is it it’s it's its
        just last like me more most much my no not of on one only or order other our out over really she so
        some than that the their them then there they this to too two up us very was we were what when which
        who will with would you your
        """,
    )
)


class Kappa(NamedTuple):
    """Agreement of two coders beyond chance, its 95% interval, agreement as seen and by chance, and n."""

    kappa: float
    low: float
    high: float
    se: float
    agreement: float
    by_chance: float
    n: int


def cohens_kappa(first: Codes, second: Codes, *, z: float = 1.959964) -> Kappa:
    """How far two coders agree beyond what their habits alone would bring: 1 always, 0 as by chance.

    first, second: a code for each answer, in the same order. (seen − chance)/(1 − chance); the standard error
    is the large-sample one, rough below some thirty answers; the interval is kept within −1 and 1. nan where
    both used one and the same code throughout. Raises ValueError for lists of unequal or no length. Source:
    Cohen (1960); standard error: Fleiss, Cohen & Everitt (1969).

    >>> found = cohens_kappa(["a"] * 25 + ["b"] * 25, ["a"] * 20 + ["b"] * 5 + ["a"] * 10 + ["b"] * 15)
    >>> round(found.agreement, 2), round(found.by_chance, 2), round(found.kappa, 2)
    (0.7, 0.5, 0.4)
    """
    p = _shares(first, second)
    n, rows, columns = len(first), p.sum(axis=1), p.sum(axis=0)
    seen, chance = float(np.trace(p)), float(rows @ columns)
    if chance == 1:
        none = float("nan")
        return Kappa(none, none, none, none, seen, chance, n)
    kappa = (seen - chance) / (1 - chance)
    same = np.diag(p) * (1 - (rows + columns) * (1 - kappa)) ** 2
    # For cell i, j the habits count the other way round: of coder 2 for code i, of coder 1 for code j.
    apart = p * (columns[:, None] + rows[None, :]) ** 2
    apart_sum = apart.sum() - np.trace(apart)
    spread = same.sum() + (1 - kappa) ** 2 * apart_sum - (kappa - chance * (1 - kappa)) ** 2
    se = float(np.sqrt(max(spread, 0.0) / n) / (1 - chance))
    low, high = max(-1.0, kappa - z * se), min(1.0, kappa + z * se)
    return Kappa(kappa, low, high, se, seen, chance, n)


def kappa_table(found: Kappa) -> pd.DataFrame:
    """A kappa as a table of one row: answers, agreement, by_chance, kappa, low, high."""
    row = (found.n, found.agreement, found.by_chance, found.kappa, found.low, found.high)
    return pd.DataFrame([row], columns=["answers", "agreement", "by_chance", "kappa", "low", "high"])


def agreement_table(first: Codes, second: Codes) -> pd.DataFrame:
    """Who coded what how: one row a code of the first coder, one column a code of the second, counts.

    >>> agreement_table(["a", "a", "b"], ["a", "b", "b"]).set_index("first coder").loc["a"].tolist()
    [1, 1]
    """
    counts, codes = _counts(first, second)
    table = pd.DataFrame(counts, columns=codes)
    table.insert(0, _("first coder"), codes)
    return table


def coding_sheet(answers: pd.DataFrame, *, rows: int = 12) -> pd.DataFrame:
    """A sheet for two coders: respondent_id, answer, first, second, both columns blank to fill.

    answers: survey “open” in long form; every k-th answer, so that no one question fills the sheet.
    """
    open_answers = said_openly(answers)
    step = max(1, len(open_answers) // rows)
    sheet = open_answers.iloc[::step].head(rows)[["respondent_id", "answer"]].reset_index(drop=True)
    return sheet.assign(first="", second="")


class Themes(NamedTuple):
    """Themes found, in two tables.

    assigned: respondent_id, item, answer, theme, weight (0–1). words: theme, answers, share, top_words,
    example.
    """

    assigned: pd.DataFrame
    words: pd.DataFrame


def themes(answers: pd.DataFrame, *, number: int = 6, seed: int = 0) -> Themes:
    """Themes in open answers: words weighted by TF-IDF, parted by non-negative matrix factorisation.

    answers: respondent_id, survey, item, answer; only survey “open” counts. number: how many themes to look
    for; a machine finds as many as it is told. Themes are numbered by size; each answer goes to the one that
    weighs most in it, those without a known word to theme 0. Chinese is cut into pairs of signs. Raises
    ValueError for fewer than two answers a theme. Source: Lee & Seung (1999); TF-IDF: Spärck Jones (1972).
    """
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    said = said_openly(answers)
    if len(said) < 2 * number:
        text = _("{n} open answers are too few for {number} themes; read them yourself.")
        raise ValueError(text.format(n=len(said), number=number))
    texts = said["answer"].astype(str)
    vectorizer = TfidfVectorizer(analyzer=tokens, min_df=2 if len(said) > 50 else 1, sublinear_tf=True)
    weighed = vectorizer.fit_transform(texts)
    model = NMF(number, init="nndsvda", random_state=seed, max_iter=1000)
    parts = model.fit_transform(weighed)
    total = parts.sum(axis=1)
    best = np.where(total > 0, parts.argmax(axis=1), -1)
    order = np.argsort(-np.bincount(best[best >= 0], minlength=number), kind="stable")
    place = {int(old): new for new, old in enumerate(order, start=1)} | {-1: 0}
    assigned = said.assign(
        theme=[place[int(at)] for at in best],
        weight=np.divide(parts.max(axis=1), total, out=np.zeros(len(said)), where=total > 0),
    )
    names = vectorizer.get_feature_names_out()
    heaviest = {place[at]: names[np.argsort(-row)[:TOP_WORDS]] for at, row in enumerate(model.components_)}
    return Themes(assigned, _theme_table(assigned, heaviest))


def tokens(text: str) -> list[str]:
    """The words of an answer that may tell it apart; Chinese in pairs of neighbouring signs.

    >>> tokens("The joints came loose."), tokens("交货太慢"), tokens("Verspätung, wieder.")
    (['joints', 'came', 'loose'], ['交货', '货太', '太慢'], ['verspätung', 'wieder'])
    """
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        if "\u4e00" <= word[0] <= "\u9fff":
            found += [word[at : at + 2] for at in range(max(1, len(word) - 1))]
        elif word not in _COMMON and len(word) > 2:
            found.append(word)
    return found


def coded_pairs(coded: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """Answers that both coded: the rows of `coded` with theme, and theme_true beside it.

    Answers that either could not code stand aside. Raises ValueError where none is left.
    """
    both = coded.merge(truth, on=["respondent_id", "item"], suffixes=("", "_true"))
    both = both[(both["theme"] != NOT_CODED) & (both["theme_true"] != NOT_CODED)].reset_index(drop=True)
    if both.empty:
        raise ValueError(_("No answer has both a found theme and a true one."))
    return both


def themes_against(assigned: pd.DataFrame, truth: pd.DataFrame) -> tuple[Kappa, pd.DataFrame]:
    """The machine as second coder: kappa against the true themes, and the table of both.

    assigned: of `themes`; truth: respondent_id, item, theme. Each found theme is read as the true theme that
    most of its answers have, as a person would who names it by reading; this flatters a little where there
    are many small themes.
    """
    both = coded_pairs(assigned, truth)
    names = both.groupby("theme")["theme_true"].agg(lambda true: true.mode().iloc[0])
    named = both["theme"].map(names)
    kappa = cohens_kappa(both["theme_true"].tolist(), named.tolist())
    return kappa, pd.crosstab(both["theme_true"], both["theme"]).reset_index().rename_axis(None, axis=1)


def _theme_table(assigned: pd.DataFrame, heaviest: dict[int, np.ndarray]) -> pd.DataFrame:
    """One row a theme: its size, its heaviest words, and the answer that is most its own."""
    rows = []
    for theme in sorted(set(assigned["theme"]) - {0}):
        part = assigned[assigned["theme"] == theme]
        own = part.sort_values("weight", ascending=False, kind="stable")["answer"].iloc[0]
        rows.append((theme, len(part), len(part) / len(assigned), " · ".join(heaviest[theme]), own))
    return pd.DataFrame(rows, columns=["theme", "answers", "share", "top_words", "example"])


def said_openly(answers: pd.DataFrame) -> pd.DataFrame:
    """Answers in people’s own words (survey “open”): respondent_id, item, answer; blank ones left out."""
    rows = answers[answers["survey"] == "open"] if "survey" in answers else answers
    rows = rows[rows["answer"].notna() & (rows["answer"].astype(str).str.strip() != "")]
    if rows.empty:
        raise ValueError(
            _("Nobody answered in their own words: it takes the survey “open” in the table answers.")
        )
    return rows[["respondent_id", "item", "answer"]].reset_index(drop=True)


def _counts(first: Codes, second: Codes) -> tuple[np.ndarray, list[str]]:
    if len(first) != len(second) or not len(first):
        text = _("Two coders code the same answers; here one coded {n} and the other {m}.")
        raise ValueError(text.format(n=len(first), m=len(second)))
    one, other = np.array([*map(str, first)]), np.array([*map(str, second)])
    codes = sorted({*one.tolist(), *other.tolist()})
    table = pd.crosstab(one, other).reindex(index=codes, columns=codes, fill_value=0)
    return table.to_numpy(dtype=int), codes


def _shares(first: Codes, second: Codes) -> np.ndarray:
    counts, _codes = _counts(first, second)
    return np.asarray(counts / counts.sum())
