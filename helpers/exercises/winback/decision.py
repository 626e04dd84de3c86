"""The decision of lesson 7: to whom the next letters go, and how many."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from helpers import winback
from helpers.case import Case
from helpers.exercises.controls import Between, Control, OneOf
from helpers.exercises.decisions import decision
from helpers.exercises.winback import known
from helpers.words import _, count

RANK_BY = {
    "value": _("the most valuable first"),
    "risk": _("the longest silent first"),
    "gain": _("what the letter changes, times what a return is worth"),
    "lots": _("drawn by lot"),
}
MOST, LETTERS = 400, 100
LOTS, EVERYBODY, METHOD = _("as many, drawn by lot"), _("everybody"), _("by gain, while it pays")


def allowed(case: Case) -> dict[str, Control]:
    """What to rank by, and how many letters: up to four hundred, or the number of those who judge."""
    return {
        "rank_by": OneOf(RANK_BY, label=_("Rank by")),
        "letters": Between(0, max(MOST, judging(case)), 1, _("letters"), label=_("Letters"), start=LETTERS),
    }


def judging(case: Case) -> int:
    """How many customers of the campaign are held back to judge; 0 where it is too small, or there is none."""
    try:
        return len(winback.halves(case.tables["campaigns"])[1])
    except (KeyError, ValueError):
        return 0


@decision("07.list", step=7, allowed=allowed, held_out="people")
class WhomToWrite:
    """The printer has room for a certain number of letters. To whom of the silent customers do they go, and how many do
    you send?"""

    def rehearse(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        if lacking := case.missing("campaigns"):
            raise ValueError(lacking)
        return compared(case, value, rehearsal=True)

    def score(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        if lacking := case.missing("campaigns"):
            raise ValueError(_("Recorded, not scored. {why}").format(why=lacking))
        return compared(case, value, rehearsal=False)

    def remark(case: Case, value: Mapping[str, Any]) -> str:
        held_out = winback.halves(case.tables["campaigns"])[1]
        back = int(held_out["returned"].sum())
        text = _(
            "Judged by {n} customers who were in no model and in no figure before; {back} of them came back. So few decide: "
            "look at the lead and at its range, and call the rest luck."
        )
        return text.format(n=count(len(held_out)), back=count(back))


def compared(case: Case, value: Mapping[str, Any], *, rehearsal: bool) -> pd.DataFrame:
    """Your list beside others, in money: policy, low, mid, high, lead_low, lead_high.

    value: rank_by, letters, and assumed: cost_per_letter (0: as in the campaign), regained, retention.
    In a rehearsal half of the known half judges; letters shrink with it. More letters than
    customers go to everybody.
    """
    panel = judged(
        case,
        rehearsal=rehearsal,
        cost=float(value.get("cost_per_letter", 0.0)),
        regained=float(value.get("regained", winback.USUAL.regained)),
        retention=float(value.get("retention", winback.USUAL.retention)),
    )
    letters = round(float(value["letters"]) * len(panel) / max(judging(case), 1))
    plans = {_("your list"): (str(value["rank_by"]), letters)}
    plans |= {name: (rank, letters) for rank, name in RANK_BY.items() if rank in ("value", "risk")}
    plans |= {LOTS: ("lots", letters), EVERYBODY: ("value", len(panel))}
    if not rehearsal:
        plans[METHOD] = ("gain", panel.pays)
    return winback.earned(panel, plans)


@lru_cache(maxsize=8)
def judged(case: Case, *, rehearsal: bool, cost: float, regained: float, retention: float) -> winback.Judges:
    """Those who judge, and what a letter to each would have made; the model has seen none of them."""
    learnt, judges = winback.halves(case.tables["campaigns"])
    if rehearsal:
        learnt, judges = winback.halves(learnt, again=True)
    terms = winback.SecondLife(regained=regained, retention=retention)
    worth = winback.worth_of(judges, known.before(case), terms=terms)
    letter = cost or winback.letter_cost(case.tables["campaigns"])
    return winback.judges(judges, winback.uplift_model(learnt), worth, cost=letter)
