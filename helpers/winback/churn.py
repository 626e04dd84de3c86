"""A score for leaving from what stands in the file: is it any good, is 30% 30%, and does it know too much?"""

import re

import numpy as np
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

from helpers.checks import need
from helpers.intervals import Estimate
from helpers.judging import auc
from helpers.winback.checks import Floats, flags, floats, lived
from helpers.winback.cox import cox
from helpers.winback.logit import folds
from helpers.winback.survival import Z95, kaplan_meier
from helpers.winback.terms import MOST_LEVELS, traits
from helpers.words import _, count

PARTS = 5
MONTHS = 12.0  # how far ahead a score looks
TELLS = 0.95  # the AUC above which one column alone is too good to be true
AFTERWARDS = re.compile(
    r"(^|_)(ended|end|cancel\w*|churn\w*|left|leav\w*|refund\w*|exit|final|terminat\w*)(_|$)"
)


def churn_scores(
    subscriptions: pd.DataFrame,
    columns: list[str] | None = None,
    *,
    months: float = MONTHS,
    as_of: pd.Timestamp | None = None,
    seed: int = 7,
) -> pd.DataFrame:
    """The chance that each subscription ends within so many months of its start, by a model that was fitted
    without it: proportional hazards (`cox`), in five parts.

    columns: traits; without them all that `leaks` does not suspect; those with blanks are left out. How long
    a subscription has run is no trait: its ending has made it short. Traits have to date from the start.
    Returns customer_id, months (seen), ended, chance. Raises ValueError where all ended alike, or a part
    allows no model.
    """
    seen = lived(subscriptions, as_of=as_of)
    if seen["ended"].min() == seen["ended"].max():
        raise ValueError(_("All ended alike, so no score can be judged: it takes some of both."))
    rows = subscriptions.loc[seen.index]
    guilty = set(leaks(rows)["column"]) if columns is None else set()
    whole = rows.columns[rows.notna().all()]  # a blank that only one part has would stop the others' model
    used = [name for name in columns or traits(rows) if name in whole and name not in guilty]
    table = rows[["customer_id", "ended", *used]].assign(tenure=seen["months"])
    chance, part = np.empty(len(table)), folds(len(table), parts=PARTS, seed=seed)
    for held in range(PARTS):
        fitted, outside = cox(table[part != held]), table[part == held]
        by_then = fitted.hazard_until(np.array([float(months)]))
        chance[part == held] = 1 - np.exp(-by_then * fitted.risk(outside))
    return seen.reset_index(drop=True).assign(chance=chance)


def auc_of(scores: pd.DataFrame, *, months: float = MONTHS) -> Estimate:
    """`auc` of `churn_scores` at so many months: of who had left by then against who was seen to stay.

    Whoever has not been watched for so long, and has not left, is left out: nobody knows yet.
    """
    need(scores, "months", "ended", "chance", what="scores")
    left = (scores["ended"] == 1) & (scores["months"] <= months)
    known = left | (scores["months"] > months)
    return auc(floats(left[known]), floats(scores["chance"][known]))


def concordance(scores: pd.DataFrame) -> Estimate:
    """Of two subscriptions of which one is known to have ended first: how often it had the higher chance.

    scores: `churn_scores`. Ties of the chance count half. Interval: by the spread of what each subscription
    adds (as of any U-statistic). Sources: Harrell (1982); Hoeffding (1948).

    >>> four = pd.DataFrame({"months": [1, 2, 3, 4], "ended": [1, 1, 1, 0], "chance": [0.9, 0.3, 0.5, 0.1]})
    >>> round(concordance(four).value, 4)
    0.8333
    """
    need(scores, "months", "ended", "chance", what="scores")
    time, chance, ended = (floats(scores[name]) for name in ("months", "chance", "ended"))
    good, pairs = np.zeros(len(time)), np.zeros(len(time))
    for at in np.flatnonzero(ended == 1):
        later = (time > time[at]) | ((time == time[at]) & (ended == 0))
        higher = np.where(chance == chance[at], 0.5, (chance < chance[at]).astype(float)) * later
        good, pairs = good + higher, pairs + later
        good[at], pairs[at] = good[at] + higher.sum(), pairs[at] + later.sum()
    if not pairs.any():
        raise ValueError(_("Of no two subscriptions it is known which ended first."))
    share = float(good.sum() / pairs.sum())
    wide = Z95 * float(np.sqrt(((good - share * pairs) ** 2).sum())) / (float(pairs.sum()) / 2)
    return Estimate(share, max(share - wide, 0.0), min(share + wide, 1.0), len(time))


def calibration(scores: pd.DataFrame, *, months: float = MONTHS, bins: int = 6) -> pd.DataFrame:
    """Whether 30% means 30%: said and seen in groups of equal size, from the lowest chance to the highest.

    scores: `churn_scores` at `months`. Returns said (mean chance), seen (the share that had left by then, by
    Kaplan and Meier, for not all were watched so long), low, high (95%), customers.
    """
    need(scores, "months", "ended", "chance", what="scores")
    ranked = scores.sort_values("chance", kind="stable", ignore_index=True)
    rows = []
    for part in np.array_split(np.arange(len(ranked)), min(bins, max(len(ranked), 1))):
        mine = ranked.iloc[part].rename(columns={"months": "tenure"})
        curve = kaplan_meier(mine.assign(customer_id=part))
        there = curve[curve["time"] <= months].iloc[-1]
        seen, low, high = (1 - float(there[name]) for name in ("survival", "high", "low"))
        rows.append((float(mine["chance"].mean()), seen, low, high, len(part)))
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
