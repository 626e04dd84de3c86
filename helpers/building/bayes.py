"""Who is writing? A guess at the kind of customer from the words of an inquiry: naive Bayes, by counting."""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson
from helpers.words import _

LATIN = re.compile(r"[a-zà-žα-ω]{2,}")
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
FEWEST = 20  # inquiries of a kind, for its words to say anything


def words_of(text: str) -> list[str]:
    """Words in small letters; of Chinese, which has no blanks, every two neighbouring characters.

    >>> words_of("A shop, 2 vans; 需要椅子")
    ['shop', 'vans', '需要', '要椅', '椅子']
    """
    pairs = [run[at : at + 2] for run in CHINESE.findall(text) for at in range(len(run) - 1)]
    return LATIN.findall(text.lower()) + pairs


@dataclass(frozen=True, eq=False)
class WordModel:
    """For each kind the logarithm of its share, and of the chance of each word; words: word → its column."""

    kinds: tuple[str, ...]
    words: dict[str, int]
    log_share: np.ndarray
    log_word: np.ndarray

    def guess(self, texts: pd.Series) -> pd.Series:
        """The likeliest kind of each text; words never seen say nothing."""
        at = self._scores(texts).argmax(axis=1)
        return pd.Series(np.array(self.kinds, dtype=object)[at], index=texts.index)

    def _scores(self, texts: pd.Series) -> np.ndarray:
        rows, columns = [], []
        for row, text in enumerate(texts.astype(str)):
            known = [self.words[word] for word in words_of(text) if word in self.words]
            rows += [row] * len(known)
            columns += known
        scores = np.tile(self.log_share, (len(texts), 1))
        np.add.at(scores, np.array(rows, dtype=int), self.log_word.T[np.array(columns, dtype=int)])
        return scores


def learn_words(texts: pd.Series, kinds: pd.Series, *, smoothing: float = 1.0) -> WordModel:
    """Count words by kind: multinomial naive Bayes, `smoothing` added to each count (Laplace).

    Naive, since it takes words as independent. Source: Maron (1961); multinomial: McCallum & Nigam (1998).

    >>> model = learn_words(pd.Series(["our hotel", "my sofa"]), pd.Series(["project", "household"]))
    >>> model.guess(pd.Series(["the hotel rooms"])).tolist()
    ['project']
    """
    counts = {kind: Counter[str]() for kind in sorted(kinds.astype(str).unique())}
    for text, kind in zip(texts.astype(str), kinds.astype(str), strict=True):
        counts[kind].update(words_of(text))
    names = sorted(set().union(*counts.values()))
    words = {word: at for at, word in enumerate(names)}
    if not words:
        raise ValueError(_("The messages hold no words that could be counted."))
    table = np.array([[count[word] for word in names] for count in counts.values()], dtype=float) + smoothing
    share = kinds.astype(str).value_counts().reindex(list(counts)).to_numpy(dtype=float)
    log_word = np.log(table / table.sum(axis=1, keepdims=True))
    return WordModel(tuple(counts), words, np.log(share / share.sum()), log_word)


def old_and_new(leads: pd.DataFrame, *, part: float = 0.5) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Inquiries whose message and kind are known, the older `part` and the newer ones.

    Raises ValueError where fewer than two kinds have `FEWEST` inquiries.
    """
    need(leads, "message", "customer_type", what="leads")
    known = leads[leads["message"].notna() & leads["customer_type"].notna()]
    sizes = known["customer_type"].value_counts()
    known = known[known["customer_type"].isin(sizes[sizes >= FEWEST].index)]
    if known["customer_type"].nunique() < 2:
        text = _("To tell kinds of customer apart it takes two with {n} inquiries each at least.")
        raise ValueError(text.format(n=FEWEST))
    if "created_at" in known:
        known = known.sort_values("created_at", kind="stable")
    cut = round(part * len(known))
    return known.iloc[:cut], known.iloc[cut:]


def guessed_kinds(leads: pd.DataFrame, *, part: float = 0.5) -> pd.DataFrame:
    """Newer inquiries with what the words of older ones make of them: customer_type, guessed."""
    old, new = old_and_new(leads, part=part)
    model = learn_words(old["message"], old["customer_type"])
    return pd.DataFrame(
        {"customer_type": new["customer_type"].astype(str), "guessed": model.guess(new["message"])}
    )


def kind_confusion(guessed: pd.DataFrame) -> pd.DataFrame:
    """Who was taken for whom: a row a kind in truth, a column a kind guessed, counts.

    guessed: `guessed_kinds`. A kind that was never guessed has its column all the same.
    """
    need(guessed, "customer_type", "guessed", what="guessed")
    kinds = sorted({*guessed["customer_type"], *guessed["guessed"]})
    table = pd.crosstab(guessed["customer_type"], guessed["guessed"])
    table = table.reindex(index=kinds, columns=kinds, fill_value=0).rename_axis(columns=None)
    return table.rename_axis("truth").reset_index()


def kind_scores(guessed: pd.DataFrame) -> pd.DataFrame:
    """Right guesses in all and by kind: group, letters, precision, recall, low, high (95% of the recall).

    The first row is all of them, its precision and recall the share guessed right; the second always says the
    commonest kind, the mark to beat.
    """
    need(guessed, "customer_type", "guessed", what="guessed")
    truth, said = guessed["customer_type"], guessed["guessed"]
    right, n = int((truth == said).sum()), len(guessed)
    common = int((truth == truth.mode().iloc[0]).sum())
    rows = [
        (_("all"), n, right / n, right / n, *wilson(right, n)),
        (_("always the commonest"), n, common / n, common / n, *wilson(common, n)),
    ]
    for kind in sorted(truth.unique()):
        hit = int(((truth == kind) & (said == kind)).sum())
        called, own = int((said == kind).sum()), int((truth == kind).sum())
        rows.append((kind, own, hit / called if called else float("nan"), hit / own, *wilson(hit, own)))
    return pd.DataFrame(rows, columns=["group", "letters", "precision", "recall", "low", "high"])


def telling_words(leads: pd.DataFrame, *, number: int = 5) -> pd.DataFrame:
    """The words that speak most for each kind against all the others: group, words."""
    old, _new = old_and_new(leads)
    model = learn_words(old["message"], old["customer_type"])
    others = (np.exp(model.log_word).sum(axis=0) - np.exp(model.log_word)) / max(len(model.kinds) - 1, 1)
    ratio = model.log_word - np.log(others)
    names = np.array(list(model.words), dtype=object)
    best = [", ".join(names[np.argsort(-row, kind="stable")[:number]]) for row in ratio]
    return pd.DataFrame({"group": model.kinds, "words": best})
