"""A score for leaving from what stands in the file: is it any good, is 30% 30%, and does it know too much?"""

import re

import numpy as np
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

from helpers.checks import need
from helpers.intervals import Estimate, wilson
from helpers.judging import auc
from helpers.winback.checks import Floats, flags, floats, lived
from helpers.winback.logit import climb, folds, sigmoid
from helpers.winback.terms import MOST_LEVELS, traits
from helpers.winback.terms import terms as as_terms
from helpers.words import _, count

PARTS = 5
RIDGE = 1.0  # on traits in units of their own spread
TELLS = 0.95  # the AUC above which one column alone is too good to be true
AFTERWARDS = re.compile(
    r"(^|_)(ended|end|cancel\w*|churn\w*|left|leav\w*|refund\w*|exit|final|terminat\w*)(_|$)"
)


def auc_of(scores: pd.DataFrame) -> Estimate:
    """`auc` of a table of scores: ended (0/1), chance."""
    need(scores, "ended", "chance", what="scores")
    return auc(floats(scores["ended"]), floats(scores["chance"]))


def churn_scores(
    subscriptions: pd.DataFrame,
    columns: list[str] | None = None,
    *,
    as_of: pd.Timestamp | None = None,
    seed: int = 7,
) -> pd.DataFrame:
    """A chance of having ended for each subscription, by a model that was fitted without it (five parts).

    Logistic on tenure, log tenure and traits, held back a little (ridge). columns: traits; without them all
    that `leaks` does not suspect. Returns customer_id, ended, chance. It ranks a photograph of the file; the
    chance of leaving *next* is `leaving`. Raises ValueError where all ended alike.
    """
    seen = lived(subscriptions, as_of=as_of)
    rows, ended = subscriptions.loc[seen.index], seen["ended"].to_numpy()
    if ended.min() == ended.max():
        raise ValueError(_("All ended alike, so no score can be judged: it takes some of both."))
    guilty = set(leaks(subscriptions)["column"]) if columns is None else set()
    used = as_terms(rows[[name for name in columns or traits(rows) if name not in guilty]])
    months = seen["months"].to_numpy()
    x = np.column_stack([months, np.log1p(months), used.matrix])
    x = (x - x.mean(axis=0)) / np.where(x.std(axis=0) > 0, x.std(axis=0), 1.0)
    x = np.column_stack([np.ones(len(x)), x])
    penalty = np.r_[0.0, np.full(x.shape[1] - 1, RIDGE)]
    chance, part = np.empty(len(x)), folds(len(x), parts=PARTS, seed=seed)
    for held in range(PARTS):
        inside = part != held
        chance[~inside] = sigmoid(x[~inside] @ climb(x[inside], ended[inside], penalty)[0])
    return pd.DataFrame({"customer_id": seen["customer_id"].to_numpy(), "ended": ended, "chance": chance})


def calibration(scores: pd.DataFrame, *, bins: int = 8) -> pd.DataFrame:
    """Whether 30% means 30%: said and seen in groups of equal size, from the lowest chance to the highest.

    scores: ended (0/1) and chance. Returns said, seen, low, high (Wilson's 95% interval), customers.
    """
    need(scores, "ended", "chance", what="scores")
    ranked = scores.sort_values("chance", kind="stable", ignore_index=True)
    rows = []
    for part in np.array_split(np.arange(len(ranked)), min(bins, max(len(ranked), 1))):
        ended = ranked["ended"].iloc[part]
        low, high = wilson(int(ended.sum()), len(part))
        rows.append((float(ranked["chance"].iloc[part].mean()), float(ended.mean()), low, high, len(part)))
    return pd.DataFrame(rows, columns=["said", "seen", "low", "high", "customers"])


def leaks(table: pd.DataFrame, outcome: str = "ended") -> pd.DataFrame:
    """Columns that know too much: column, alone (the AUC of this column by itself), why.

    Suspected is what sorts almost perfectly alone, what is filled in for one outcome only, and what by
    its name is written afterwards. A suspicion, not a verdict: ask who fills the column in, and when.

    >>> table = pd.DataFrame({"ended": [0, 0, 1, 1], "fee": [3, 5, 4, 6], "refund": [0, 0, 9, 7]})
    >>> leaks(table)["column"].tolist()
    ['refund']
    """
    happened = flags(table, outcome, what=_("the table"))
    if happened.min() == happened.max():
        raise ValueError(_("All ended alike, so no column can give it away."))
    rows = []
    for name in map(str, table.columns):
        if name in {outcome, "customer_id", "tenure", "started_on"}:
            continue
        alone, filled = _alone(table[name], happened), _filled(table[name], happened)
        why = _suspicion(name, alone, filled, table[name])
        if why:
            rows.append((name, max(alone, filled), why))
    found = pd.DataFrame(rows, columns=["column", "alone", "why"])
    return found.sort_values("alone", ascending=False, kind="stable", ignore_index=True)


def _suspicion(name: str, alone: float, filled: float, values: pd.Series) -> str:
    if filled >= TELLS:
        blank = count(int(values.isna().sum()))
        return _("filled in for one outcome only, blank in {blank} rows").format(blank=blank)
    if alone >= TELLS:
        return _("sorts almost perfectly, all by itself")
    return _("its name says that it is written afterwards") if AFTERWARDS.search(name.casefold()) else ""


def _alone(values: pd.Series, happened: Floats) -> float:
    """How well one column sorts by itself, whichever way round: 0.5 not at all, 1 perfectly."""
    if is_datetime64_any_dtype(values):
        score = np.asarray(values.astype("int64"), dtype=np.float64)
    elif is_numeric_dtype(values):
        score = np.asarray(values, dtype=np.float64)
    elif values.nunique() <= MOST_LEVELS:
        score = (
            pd.Series(happened).groupby(values.astype(str).to_numpy()).transform("mean").to_numpy(dtype=float)
        )
    else:
        return 0.5
    known = np.isfinite(score) & values.notna().to_numpy()
    if len(set(happened[known])) < 2:
        return 0.5
    value = auc(happened[known], score[known]).value
    return max(value, 1 - value)


def _filled(values: pd.Series, happened: Floats) -> float:
    value = auc(happened, np.asarray(values.notna(), dtype=np.float64)).value
    return max(value, 1 - value)
