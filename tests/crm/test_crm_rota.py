"""A rota judged by calls: against a slow desk in plain Python, and what must hold for any rota."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import crm
from helpers.crm import rota as rotas
from helpers.crm.staffing import PARTS

FLAT = dict.fromkeys(PARTS, 2)


def some_calls(
    days: int = 3, *, counts: tuple[int, ...] = (4, 9, 0, 7), first: str = "2026-06-01"
) -> pd.DataFrame:
    """Half hours from 9:30 on, with so many calls each, on so many days."""
    starts = [
        pd.Timestamp(first) + pd.Timedelta(days=day, hours=9.5 + 0.5 * at)
        for day in range(days)
        for at in range(len(counts))
    ]
    return pd.DataFrame({"interval_start": starts, "calls": list(counts) * days, "handle_seconds": 300.0})


def slowly(calls: rotas.Calls, seats: list[int]) -> tuple[float, float]:
    """Seconds waited and callers lost, the mean of the draws, by a list of talks that are going on."""
    waited, lost = 0.0, 0
    draws, days, number = calls.came.shape
    for draw in range(draws):
        for day in range(days):
            ends: list[float] = []
            for at in range(number):
                if calls.of[day, at] < 0:
                    break
                came = calls.came[draw, day, at]
                ends = sorted(end for end in ends if end > came)
                beyond = len(ends) - seats[calls.of[day, at]]
                wait = 0.0 if beyond < 0 else ends[beyond] - came
                if wait > calls.patience[draw, day, at]:
                    waited, lost = waited + calls.patience[draw, day, at], lost + 1
                else:
                    waited += wait
                    ends.append(came + wait + calls.talk[draw, day, at])
    return waited / draws, lost / draws


@given(
    counts=st.lists(st.integers(0, 12), min_size=1, max_size=6).filter(sum),
    early=st.integers(1, 4),
    forenoon=st.integers(1, 4),
    seed=st.integers(0, 99),
)
@settings(max_examples=40, deadline=None)
def test_all_at_once_gives_what_one_by_one_gives(counts, early, forenoon, seed):
    calls = crm.drawn(some_calls(2, counts=tuple(counts)), draws=2, seed=seed)
    plan = {**FLAT, "early": early, "forenoon": forenoon}
    table = crm.judged(calls, {"plan": plan})
    seats = [plan[crm.part_of(time)] for time in calls.intervals["time"]]
    waited, lost = slowly(calls, seats)
    assert (table["wait_seconds"] * table["calls"]).sum() == pytest.approx(waited)
    assert table["gave_up"].sum() == pytest.approx(lost)


def test_one_more_person_never_makes_more_hang_up_and_costs_an_hours_pay():
    calls = crm.drawn(some_calls(5, counts=(9, 14, 12, 9)), draws=20)
    judged = crm.judged(calls, {str(n): dict.fromkeys(PARTS, n) for n in range(1, 7)})
    table = judged.groupby("rota")[["gave_up", "people"]].sum()
    assert (table["gave_up"].diff().dropna() <= 0).all()
    assert table["people"].diff().dropna().to_numpy() == pytest.approx(5 * 4 * 0.5 * 28.0)


def test_a_desk_that_nobody_leaves_waits_as_erlang_says():
    """Long days, endless patience: the mean wait is the formula's, within what the start of a day costs."""
    table = some_calls(150, counts=(12,) * 28, first="2026-01-05")
    table["calls"] = np.random.default_rng(4).poisson(12, len(table))
    calls = crm.drawn(table, prices=crm.Prices(patience_seconds=1e9), draws=2)
    found = crm.judged(calls, {"three": dict.fromkeys(PARTS, 3)})
    wait = (found["wait_seconds"] * found["calls"]).sum() / found["calls"].sum()
    said = crm.desk(crm.load_erlangs(12, 300), 3, handle_seconds=300).wait_seconds
    assert wait == pytest.approx(said, rel=0.1)


def test_people_can_be_named_by_half_hour_or_by_part_of_the_day():
    calls = crm.drawn(some_calls(), draws=2)
    by_part = crm.judged(calls, {"plan": {**FLAT, "forenoon": 3}})
    by_time = crm.judged(calls, {"plan": {"09:30": 2, "10:00": 3, "10:30": 3, "11:00": 3}})
    pd.testing.assert_frame_equal(by_part, by_time)


def test_the_same_seed_gives_the_same_calls_and_counts_stay_as_they_were():
    one, other = (crm.drawn(some_calls(), draws=3) for _ in range(2))
    assert np.array_equal(one.came, other.came)
    assert (one.of >= 0).sum() == some_calls()["calls"].sum()
    assert (np.diff(one.came, axis=2)[np.isfinite(np.diff(one.came, axis=2))] >= 0).all()


def test_hindsight_is_not_worse_than_any_flat_rota(meridian):
    calls = crm.drawn(crm.weeks(meridian.tables["calls"])[1], draws=4)
    found = crm.best(calls, dict.fromkeys(PARTS, 3))
    tried = {"best": found, **{str(n): dict.fromkeys(PARTS, n) for n in range(1, 6)}}
    cost = crm.judged(calls, tried).groupby("rota")["cost"].sum()
    assert cost.idxmin() == "best"


def test_the_last_two_weeks_judge(meridian):
    learnt, judges = crm.weeks(meridian.tables["calls"])
    assert len(judges) == 10 * 20
    assert len(learnt) + len(judges) == len(meridian.tables["calls"])
    assert learnt["interval_start"].max() < judges["interval_start"].min()


@pytest.mark.parametrize("days", [1, 12, 20])
def test_too_few_weeks_are_refused_in_words(days):
    with pytest.raises(ValueError, match="less than 4 weeks"):
        crm.weeks(some_calls(days))


def test_what_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="patience_seconds"):
        crm.drawn(some_calls(), prices=crm.Prices(patience_seconds=0.0))
    with pytest.raises(ValueError, match="calls"):
        crm.drawn(some_calls().drop(columns="calls"))
