"""The decision of lesson 5b: so many minutes a day, and more letters than minutes. Whom do you answer yourself?"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from helpers import building
from helpers.case import Case
from helpers.exercises.controls import Between
from helpers.exercises.decisions import decision
from helpers.exercises.sale import known
from helpers.words import _, count, percent

FIRST = {
    "first_come": _("whoever came first"),
    "urgent_word": _("those with the word URGENT"),
    "stage": _("those nearest to the order"),
    "completeness": _("those who tell us most"),
    "type": _("the kind that is worth most"),
    "sum": _("chance times worth times what an answer changes"),
}


@decision(
    "05b.reply",
    step=5,
    allowed={
        "answer_first": FIRST,
        "kept_free": Between(
            0, 50, 10, unit=_("% of the minutes"), label=_("Kept free for whoever comes first"), start=10
        ),
    },
    needs=("leads.created_at",),
    held_out="people",
)
class WhomToAnswer:
    """Everybody gets a decent standard answer today. For some you have time to write yourself. Whose letters do you take first, and how much of the
    time do you keep for whoever comes first, whatever the letter promises?"""

    def rehearse(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(case, value, held_out=False)

    def score(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(case, value, held_out=True)

    def remark(case: Case, value: Mapping[str, Any]) -> str:
        return who_got_one(case, value)


def compared(case: Case, value: Mapping[str, Any], *, held_out: bool) -> pd.DataFrame:
    """The desk in `value` beside others: policy, low, mid, high, lead_low, lead_high (money).

    value: answer_first, kept_free (per cent), minutes a day, minutes_each, odds, worth (money, where the case
    does not know what a customer leaves). In a rehearsal the middle fifth of the leads is judge; the newest
    fifth waits.
    """
    table, taught = desk(case, held_out=held_out, odds=float(value["odds"]), worth=float(value["worth"]))
    plans = {
        _("your desk"): (str(value["answer_first"]), float(value["kept_free"]) / 100),
        _("first come, first served"): ("first_come", 0.0),
        _("URGENT first"): ("urgent_word", 0.0),
    }
    if held_out:
        plans[_("chance times worth")] = ("sum", 0.0)
    return building.compare_desks(table, taught, plans, a_day=a_day(value))


def a_day(value: Mapping[str, Any]) -> int:
    """How many letters one can answer in a day. Raises ValueError where not even one."""
    number = int(float(value["minutes"]) // float(value["minutes_each"]))
    if number < 1:
        text = _("{minutes:g} minutes are not enough for one letter of {each:g}: raise minutes.")
        raise ValueError(text.format(minutes=value["minutes"], each=value["minutes_each"]))
    return number


@lru_cache(maxsize=4)
def desk(case: Case, *, held_out: bool, odds: float, worth: float) -> tuple[pd.DataFrame, building.Known]:
    """The letters that judge, and what older leads taught."""
    leads, stages = case.tables["leads"], case.table("stages")
    older, middle, newest, _how = building.parted(building.matured(leads, as_of=case.as_of))
    past = pd.concat([older, middle]) if held_out else older
    taught = building.learned(
        past, stages, worth=known.worth_by_kind(case, otherwise=worth), usual=worth, odds=odds
    )
    return building.letters(newest if held_out else middle, stages), taught


def who_got_one(case: Case, value: Mapping[str, Any]) -> str:
    """Of how many letters each kind of customer wrote, how many were answered in person."""
    table, taught = desk(case, held_out=True, odds=float(value["odds"]), worth=float(value["worth"]))
    score = building.promise(table, taught, by=str(value["answer_first"]))
    mine = building.answered(table, score, a_day=a_day(value), kept_free=float(value["kept_free"]) / 100)
    shares = mine.groupby(table["kind"]).mean()
    told = _("On {days} days with letters, {answered} of {letters} got an answer of your own.").format(
        days=count(table["day"].nunique()), answered=count(int(mine.sum())), letters=count(len(mine))
    )
    if len(shares) < 2:
        return told
    most, least = str(shares.idxmax()).replace("_", " "), str(shares.idxmin()).replace("_", " ")
    more = _("Of letters from {most} {high}, from {least} {low}.")
    return f"{told} " + more.format(
        most=most, high=percent(shares.max()), least=least, low=percent(shares.min())
    )
