"""Shifts: never too few, and never one more than an independent solver needs."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import crm


def day(people, minutes=30.0):
    clocks = [f"{8 + at * int(minutes) // 60:02d}:{at * int(minutes) % 60:02d}" for at in range(len(people))]
    return pd.DataFrame({"interval": clocks, "agents": people, "minutes": minutes})


def fewest(people, long):
    """The smallest number of shifts by integer programming."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    starts = len(people) - long + 1
    covers = np.array([[start <= at < start + long for start in range(starts)] for at in range(len(people))])
    best = milp(
        np.ones(starts), constraints=LinearConstraint(covers.astype(float), lb=people), bounds=Bounds(0),
        integrality=np.ones(starts),
    )  # fmt: skip
    return round(best.fun)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=4, max_size=20), st.integers(1, 4))
def test_shifts_seat_enough_with_as_few_as_the_solver(people, long):
    table = day(people)
    plan = crm.shifts(table, hours=long / 2)
    assert (crm.seated_by(plan, table)["spare"] >= 0).all()
    assert plan["people"].sum() == fewest(people, long)
    assert plan["hours"].sum() == pytest.approx(plan["people"].sum() * long / 2)


def test_shifts_of_the_sample_cover_its_day(meridian):
    table = crm.staffing(crm.arrivals(meridian.tables["calls"]))
    plan = crm.shifts(table, hours=4)
    seats = crm.seated_by(plan, table)
    assert (seats["spare"] >= 0).all()
    assert crm.paid(plan, wage=28.0) < 28.0 * table["agents"].max() * 10


def test_a_shift_longer_than_the_day_is_refused():
    with pytest.raises(ValueError, match="no longer than the day, which has 2 hours"):
        crm.shifts(day([1, 2, 1, 1]), hours=4)
    with pytest.raises(ValueError, match="above zero"):
        crm.shifts(day([1, 2]), hours=0)


def test_people_on_the_payroll_are_whole():
    assert crm.on_payroll(6, shrinkage=0.0) == 6
    assert crm.on_payroll(6, shrinkage=0.1) == 7
    with pytest.raises(ValueError, match="below 1"):
        crm.on_payroll(6, shrinkage=1.0)
