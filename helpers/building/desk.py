"""One desk, so many minutes a day: which letters get an answer of your own first, and what that adds."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.building.capacity import compare
from helpers.building.funnel import STAGES, funnel, remaining
from helpers.building.word import with_word
from helpers.checks import above_zero, fraction, need
from helpers.words import _

# From the inquiry on they write to us; before it we only hear of them.
WRITTEN = ("inquiry", "verification", "negotiation", "consideration", "financing")
FACTS = ("budget", "authority", "timing_weeks", "need")
RULES = ("first_come", "urgent_word", "stage", "completeness", "type", "sum")


@dataclass(frozen=True)
class Known:
    """What older leads taught: chance of an order from each stage, its pass rate, worth of each kind (money).

    usual: worth of a kind that is not among them. odds: what an answer of your own does to the odds of
    passing the stage a lead is in.
    """

    chance: Mapping[str, float]
    rate: Mapping[str, float]
    worth: Mapping[str, float]
    usual: float
    odds: float = 1.2

    def answer(self, stage: str) -> float:
        """By what factor an answer of your own raises the chance of an order, at this stage.

        Odds of passing it times `odds`; where most pass anyway, little is left to raise.

        >>> round(Known({}, {"financing": 0.5, "inquiry": 0.9}, {}, 1.0, odds=2.0).answer("financing"), 3)
        1.333
        """
        rate = self.rate.get(stage, float(np.mean(list(self.rate.values()))))
        return self.odds / (1 - rate + self.odds * rate)


def letters(leads: pd.DataFrame, stages: pd.DataFrame | None = None) -> pd.DataFrame:
    """The letters that came in, by time: lead_id, at, day, stage, ordered (0/1), kind, flagged, facts.

    leads: lead_id, created_at, converted, ·message, ·urgent, ·customer_type, traits. stages: with the eight
    names, one letter for each stage from inquiry to financing that a lead entered; without, one a lead.
    facts: how many of four things the letter tells: budget, who decides, by when, what is needed.
    """
    need(leads, "lead_id", "created_at", "converted", what="leads")
    known = leads[leads["created_at"].notna()]
    table = pd.DataFrame({"lead_id": known["lead_id"], "ordered": known["converted"].astype(int)})
    unknown = pd.Series("", index=known.index)
    table["kind"] = known.get("customer_type", unknown).fillna("").astype(str)
    if "message" in known or "urgent" in known:
        table["flagged"] = with_word(known)["flagged"].reindex(known.index, fill_value=False).astype(bool)
    else:
        table["flagged"] = False
    table["facts"] = sum((_told(known, name) for name in FACTS), start=np.zeros(len(known)))
    if stages is not None and set(stages["stage"].dropna().astype(str)) <= set(STAGES):
        written = stages[stages["stage"].isin(list(WRITTEN)) & stages["entered_at"].notna()]
        rows = written.rename(columns={"entered_at": "at"})[["lead_id", "stage", "at"]]
        table = rows.merge(table, on="lead_id")
    else:
        table = table.assign(stage="inquiry", at=known["created_at"])
    table["day"] = table["at"].dt.normalize()
    return table.sort_values(["at", "lead_id"], kind="stable", ignore_index=True)


def _told(leads: pd.DataFrame, trait: str) -> np.ndarray:
    """1 where the letter tells this, as far as the traits know."""
    if trait not in leads:
        return np.zeros(len(leads))
    least = 2 if trait == "need" else 1
    value = pd.to_numeric(leads[trait], errors="coerce")
    told = value.notna() if trait == "timing_weeks" else value >= least
    return told.to_numpy(dtype=float)


def learned(
    leads: pd.DataFrame,
    stages: pd.DataFrame | None,
    *,
    worth: Mapping[str, float],
    usual: float,
    odds: float,
) -> Known:
    """What leads that have run their course teach about others.

    Without stages every letter is an inquiry, and its pass rate the share that ordered.
    """
    above_zero(odds, name="odds")
    if stages is not None and set(stages["stage"].dropna().astype(str)) <= set(STAGES):
        own = stages[stages["lead_id"].isin(leads["lead_id"])]
        table = funnel(own, all_leads=True)
        chance, rate = _by_stage(remaining(table), "chance"), _by_stage(table, "rate")
    else:
        share = float(leads["converted"].mean())
        chance, rate = {"inquiry": share}, {"inquiry": share}
    return Known(chance, rate, dict(worth), usual, odds)


def _by_stage(table: pd.DataFrame, column: str) -> dict[str, float]:
    known = table.dropna(subset=[column])
    return {str(stage): float(value) for stage, value in zip(known["stage"], known[column], strict=True)}


def promise(table: pd.DataFrame, known: Known, *, by: str) -> pd.Series:
    """What speaks for each letter under a rule, larger first; to first come all are alike.

    by: one of first_come, urgent_word, stage (nearest to the order), completeness (facts told), type (worth
    of the kind), sum (chance × worth × what an answer changes).
    """
    worth = table["kind"].map(known.worth).fillna(known.usual)
    chance = table["stage"].map(known.chance).fillna(0.0)
    if by == "urgent_word":
        return table["flagged"].astype(float)
    if by == "completeness":
        return table["facts"]
    if by == "stage":
        return chance
    if by == "type":
        return worth
    if by == "sum":
        return chance * worth * (_factors(table, known) - 1)
    if by != "first_come":
        text = _("There is no rule {name}; there are {known}.")
        raise ValueError(text.format(name=by, known=", ".join(RULES)))
    return pd.Series(0.0, index=table.index)


def _factors(table: pd.DataFrame, known: Known) -> pd.Series:
    return table["stage"].map({name: known.answer(name) for name in table["stage"].unique()})


def answered(table: pd.DataFrame, score: pd.Series, *, a_day: int, kept_free: float = 0.0) -> pd.Series:
    """Which letters get an answer of their own: each day the best `a_day`, by score, then by time.

    kept_free: share of the day's answers that go to whoever comes first, whatever the score, among the rest.

    >>> day = pd.to_datetime(["2026-01-05"] * 3)
    >>> table = pd.DataFrame({"day": day, "at": day})
    >>> answered(table, pd.Series([1.0, 3.0, 2.0]), a_day=2).tolist()
    [False, True, True]
    >>> answered(table, pd.Series([1.0, 3.0, 2.0]), a_day=2, kept_free=0.5).tolist()
    [True, True, False]
    """
    fraction(kept_free, name="kept_free")
    free = round(a_day * kept_free)
    order = pd.DataFrame({"day": table["day"], "score": -score, "at": table["at"]})
    best = order.sort_values(["day", "score", "at"], kind="stable").groupby("day").cumcount() < a_day - free
    best = best.reindex(table.index)
    rest = order[~best].sort_values(["day", "at"], kind="stable").groupby("day").cumcount() < free
    return best | rest.reindex(table.index, fill_value=False)


def added(table: pd.DataFrame, mine: pd.Series, known: Known) -> np.ndarray:
    """What answers of your own add for each letter (money): what came of its lead × worth × (factor − 1).

    What a lead became is what it became without them; each answer is taken to raise that by its factor.
    """
    worth = table["kind"].map(known.worth).fillna(known.usual)
    money = table["ordered"] * worth * (_factors(table, known) - 1) * mine
    return money.to_numpy(dtype=float)


def compare_desks(
    table: pd.DataFrame, known: Known, plans: Mapping[str, tuple[str, float]], *, a_day: int
) -> pd.DataFrame:
    """Several desks on the same letters: policy, low, mid, high, lead_low, lead_high (money); see `compare`.

    plans: name → (rule, share kept free); leads of the first over each.
    """
    above_zero(a_day, name="a_day")
    who, lead = np.unique(table["lead_id"].astype(str), return_inverse=True)
    gains = {}
    for name, (rule, free) in plans.items():
        mine = answered(table, promise(table, known, by=rule), a_day=a_day, kept_free=free)
        gains[name] = np.bincount(lead, weights=added(table, mine, known), minlength=len(who))
    return compare(gains)
