"""The decision of lesson 8: how many people sit at the service desk, and when."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from helpers.case import Case
from helpers.crm import rota
from helpers.crm.staffing import DAYS_A_YEAR, PARTS, arrivals, staffing
from helpers.exercises.controls import Between, Control
from helpers.exercises.decisions import decision
from helpers.tails import student
from helpers.words import _, count, percent

START = 3
WORDS = {
    "early": _("Early, until 10"),
    "forenoon": _("Forenoon, 10 to 12"),
    "noon": _("Noon, 12 to 14"),
    "afternoon": _("Afternoon, 14 to 16"),
    "late": _("Late, from 16"),
}
YOURS, AS_EVER = _("your rota"), _("three all day, as ever")
ONE_MORE, BY_MEAN, PLANNED = (
    _("one more, all day"),
    _("as many as the work needs"),
    _("eight in ten, by half hour"),
)
HINDSIGHT = _("the best one, had you known the days")


def allowed(case: Case) -> dict[str, Control]:
    """How many sit there in each part of the day."""
    return {name: Between(1, rota.MOST, 1, _("people"), label=WORDS[name], start=START) for name in PARTS}


@decision("08.rota", step=8, allowed=allowed, needs=("calls",), held_out="people")
class WhoSitsThere:
    """Five parts of a day, and a number of people for each. A seat costs by the hour; a caller who waits costs a little, and one who hangs up costs more.
    How many sit there, and when?"""

    def rehearse(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(case, value, rehearsal=True)

    def score(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        try:
            rota.weeks(case.tables["calls"])
        except ValueError as why:
            raise ValueError(_("Recorded, not scored. {why}").format(why=why)) from why
        return compared(case, value, rehearsal=False)

    def remark(case: Case, value: Mapping[str, Any]) -> str:
        prices = priced(value)
        days = rota.judged(judges(case, rehearsal=False, prices=prices), {YOURS: seats(value)}, prices=prices)
        calls = max(float(days["calls"].sum()), 1.0)
        text = _(
            "Of {calls} calls in {n} days {share} would have hung up; a caller waits {wait} seconds. The range is that of "
            "days: they differ, and next year's differ too. Who sits there is paid whether it rings or not."
        )
        return text.format(
            calls=count(calls),
            n=len(days),
            share=percent(float(days["gave_up"].sum()) / calls),
            wait=f"{(days['wait_seconds'] * days['calls']).sum() / calls:.0f}",
        )


def seats(value: Mapping[str, Any]) -> dict[str, int]:
    """The rota in a choice."""
    return {name: int(value.get(name, START)) for name in PARTS}


def priced(value: Mapping[str, Any]) -> rota.Prices:
    """What is assumed; as the module has it where nothing is said."""
    return rota.Prices(
        **{name: float(value.get(name, usual)) for name, usual in rota.Prices()._asdict().items()}
    )


def compared(case: Case, value: Mapping[str, Any], *, rehearsal: bool) -> pd.DataFrame:
    """Your rota beside others, in money a year against three all day: policy, low, mid, high, lead_low, lead_high.

    value: people by part of the day, and assumed agent_hour, waiting_minute, lost_call, patience_seconds. The
    earlier weeks judge in a rehearsal, the last two when it counts; ranges are over days (95%, 250 a year).
    """
    prices = priced(value)
    calls = judges(case, rehearsal=rehearsal, prices=prices)
    tried = plans(case, value)
    if not rehearsal:
        tried[HINDSIGHT] = foresight(case, prices)
    days = rota.judged(calls, tried, prices=prices).pivot(index="day", columns="rota", values="cost")
    rows = [
        (name, *_range(days[AS_EVER] - days[name]), *_range(days[name] - days[YOURS])[::2]) for name in tried
    ]
    return pd.DataFrame(rows, columns=["policy", "low", "mid", "high", "lead_low", "lead_high"])


@lru_cache(maxsize=8)
def foresight(case: Case, prices: rota.Prices) -> dict[str, int]:
    """What would have cost least on the very days that judge."""
    return rota.best(judges(case, rehearsal=False, prices=prices), dict.fromkeys(PARTS, START), prices=prices)


def plans(case: Case, value: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Your rota, and others that somebody might propose; those that look at calls look at the earlier weeks only."""
    usual = arrivals(rota.learnt(case.tables["calls"]))
    planned = staffing(usual)
    work = planned["load_erlangs"].map(lambda load: int(load) + 1)
    return {
        YOURS: seats(value),
        AS_EVER: dict.fromkeys(PARTS, START),
        ONE_MORE: dict.fromkeys(PARTS, START + 1),
        BY_MEAN: dict(zip(planned["interval"], work, strict=True)),
        PLANNED: dict(zip(planned["interval"], planned["agents"], strict=True)),
    }


@lru_cache(maxsize=8)
def judges(case: Case, *, rehearsal: bool, prices: rota.Prices) -> rota.Calls:
    """The calls that judge, one by one; the same for every rota. A score asks for weeks that were held back."""
    calls = case.tables["calls"]
    return rota.drawn(rota.learnt(calls) if rehearsal else rota.weeks(calls)[1], prices=prices)


def _range(days: pd.Series) -> tuple[float, float, float]:
    """Money a year: 95% low, middle, 95% high, over the days (Student's t)."""
    middle, half = float(days.mean()), 0.0
    if len(days) > 1:
        factor = float(student(pd.Series([float(len(days) - 1)])).iloc[0])
        half = factor * float(days.std(ddof=1)) / len(days) ** 0.5
    low, mid, high = (DAYS_A_YEAR * at for at in (middle - half, middle, middle + half))
    return low, mid, high
