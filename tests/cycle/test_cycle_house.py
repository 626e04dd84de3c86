"""Who comes back, how things flow through a house, who does what, and a wheel that slows."""

import numpy as np
import pandas as pd
import pytest

from helpers import cycle, orders
from helpers.opening import opened


@pytest.fixture(scope="module")
def lines():
    """Order lines of the sample case."""
    return opened("meridian").tables["orders"]


# Who orders again


def test_retention_is_what_counting_gives(lines):
    table = cycle.retained(orders.cohorts(lines)).set_index("month")
    bought = lines[(lines["quantity"] > 0) & lines["customer_id"].notna()]
    month = bought["ordered_at"].dt.year * 12 + bought["ordered_at"].dt.month
    born = month.groupby(bought["customer_id"]).min()
    last = int(month.max())
    for later in (1, 7, 12):
        old = born[last - born >= later].index
        again = {
            customer
            for customer, at in zip(bought["customer_id"], month, strict=True)
            if customer in old and at - born[customer] == later
        }
        assert table.loc[later, ["customers", "again"]].tolist() == [len(old), len(again)]
        assert table.loc[later, "low"] < table.loc[later, "rate"] < table.loc[later, "high"]


def test_young_cohorts_do_not_count_as_lost():
    cohorts = pd.DataFrame(
        {
            "cohort": pd.to_datetime(["2026-01-01", "2026-01-01", "2026-02-01"]),
            "month": [0, 1, 0],
            "customers": [10, 5, 90],
        }
    )
    assert cycle.retained(cohorts)["rate"].tolist() == [0.5]
    with pytest.raises(ValueError, match="last month"):
        cycle.retained(cohorts.iloc[[2]])


# The lifecycle


def test_moves_count_every_customer_once_and_the_chain_keeps_them():
    before = pd.Series({"a": "loyal", "b": "loyal", "c": "first order", "d": "lost"})
    after = pd.Series({"a": "loyal", "b": "sleeping", "c": "repeat", "d": "lost", "e": "first order"})
    table = cycle.moves(before, after)
    assert table.to_numpy().sum() == 5
    assert table.loc["loyal", "sleeping"] == 1
    assert table.loc["new", "first order"] == 1
    ahead = cycle.projected(table, after.value_counts(), years=2).set_index("year")
    assert ahead.sum(axis=1).tolist() == pytest.approx([5, 6, 7])
    assert ahead.loc[1, "loyal"] == pytest.approx(0.5)
    with pytest.raises(ValueError, match="a year ago"):
        cycle.projected(table.iloc[:0], after.value_counts())


# Flow


def test_littles_law_gives_the_third_of_three():
    assert cycle.little(per_hour=10, hours=0.5)["under_way"] == 5
    assert cycle.little(under_way=5, hours=0.5)["per_hour"] == 10
    assert cycle.little(under_way=5, per_hour=10)["hours"] == 0.5
    with pytest.raises(ValueError, match="Give two"):
        cycle.little(per_hour=10)


def test_a_simulated_process_obeys_little_and_jackson():
    table = cycle.process()
    played = cycle.queued(table, a_week=20, weeks=40_000, seed=3)
    assert played["under_way"].to_numpy() == pytest.approx(played["by_little"].to_numpy(), rel=0.03)
    by_formula = (40 / (table["a_week"] - 20)).tolist()
    assert played["hours"].tolist() == pytest.approx([*by_formula, sum(by_formula)], rel=0.06)
    assert played["busy"].iloc[-1] == pytest.approx(20 / 25)
    curve = cycle.busier(table)
    assert curve["hours"].is_monotonic_increasing
    nearest = curve.iloc[(curve["a_week"] - 20).abs().argmin()]
    assert nearest["hours"] == pytest.approx((40 / (table["a_week"] - nearest["a_week"])).sum())


def test_the_queue_takes_turns_as_a_loop_would():
    one = pd.DataFrame({"step": ["sign"], "work_hours": [1.0], "waiting_hours": [0.0], "a_week": [40.0]})
    played = cycle.queued(one, a_week=30, weeks=50, seed=1)
    rng = np.random.default_rng(1)
    came = rng.exponential(40 / 30, 1500).cumsum()
    takes, free, left = rng.exponential(1.0, 1500), 0.0, []
    for at, hours in zip(came, takes, strict=True):
        free = max(at, free) + hours
        left.append(free)
    own = (came >= came[150]) & (came < came[-1])
    assert played["hours"].iloc[0] == pytest.approx((np.array(left) - came)[own].mean())


def test_more_than_the_narrowest_step_can_pass_is_said():
    with pytest.raises(ValueError, match="“signed off” passes 25: what lies there grows for ever"):
        cycle.queued(cycle.process(), a_week=25)


def test_leaving_out_a_signature_is_worth_more_than_hurry():
    table = cycle.process()
    change = cycle.before_and_after(table, cycle.without(table, "signed off")).set_index("figure")["change"]
    assert change["hours from end to end"] < -0.3
    assert change["a week get through the narrowest step"] > 0
    faster = table.assign(work_hours=table["work_hours"] / 2)
    assert cycle.through(faster)["hours"] / cycle.through(table)["hours"] > 0.95
    with pytest.raises(ValueError, match="There is no step"):
        cycle.without(table, "prayed over")


# The wheel


def test_the_wheel_adds_up_and_slows():
    run = cycle.turned(cycle.Wheel(), quarters=80)
    moved = run["customers"] + run["won"] + run["told"] - run["lost"]
    assert run["customers"].iloc[1:].tolist() == pytest.approx(moved.iloc[:-1].tolist())
    assert (run["customers"] <= cycle.Wheel().market).all()
    assert run["satisfaction"].iloc[-1] == pytest.approx(1, abs=0.01)
    assert abs(run["customers"].diff().iloc[-1]) < 1.0


def test_without_habit_and_without_strangers_the_slides_would_be_right():
    dream = cycle.Wheel(habit=0.0, market=1e12, reinvest=0.15)
    growth = cycle.turned(dream)["customers"].diff().iloc[2:]
    assert growth.is_monotonic_increasing


def test_sensitivity_puts_what_matters_most_first():
    table = cycle.sensitivity(cycle.Wheel())
    width = (table["more"] - table["less"]).abs()
    assert width.is_monotonic_decreasing
    assert len(table) == 10


# Who does what


def test_a_table_of_who_does_what_has_one_who_answers():
    assert sorted(cycle.raci(cycle.example_raci())["fault"]) == ["2 answer for it", "nobody does it"]
    good = pd.DataFrame({"task": ["call"], "Ana": ["A R"], "Bo": ["c, i"]})
    assert cycle.raci(good).empty
    with pytest.raises(ValueError, match="none of R, A, C and I"):
        cycle.raci(good.assign(Bo="X"))


def test_marks_promises_and_ideas_add_up():
    assert cycle.marked([1] * 10)["share"].tolist() == [1, 1, 1]
    assert cycle.marked([0.5] * 10)["yes"].sum() == 5
    with pytest.raises(ValueError, match="10 questions and 2 answers"):
        cycle.marked([1, 0])
    with pytest.raises(ValueError, match="0 for no"):
        cycle.marked([2] * 10)
    kept = cycle.inside_promises()
    assert kept["share"].is_monotonic_increasing
    assert ((kept["low"] < kept["share"]) & (kept["share"] < kept["high"])).all()
    road = cycle.idea_pipeline()
    assert road["rate"].iloc[1:].prod() == pytest.approx(road["of_all"].iloc[-1])


def test_what_is_paid_on_decides_what_is_done():
    assert cycle.bonus({"revenue": 1})["profit"].iloc[0] < cycle.bonus({"stay": 1})["profit"].iloc[0]
    doubled = cycle.bonus({"revenue": 2, "stay": 4})
    pd.testing.assert_frame_equal(doubled, cycle.bonus({"revenue": 1, "stay": 2}))
    for wrong in ({}, {"smiles": 1}, {"revenue": -1, "stay": 2}):
        with pytest.raises(ValueError, match="A bonus is paid on"):
            cycle.bonus(wrong)


def test_small_sums():
    assert cycle.thousand_readers(1_000, 25_000) == 40
    assert cycle.romi(15_000, 10_000) == 0.5
    assert not cycle.span(24, leads=3)["too_many"]
    assert cycle.span(27, leads=3)["too_many"]
    shares = cycle.years_on({"us": 0.2, "them": 0.8}, {"us": 0.05, "them": 0.05})
    assert shares["us"].tolist() == pytest.approx([0.2] * 11)
    assert (shares[["us", "them"]].sum(axis=1)).tolist() == pytest.approx([1] * 11)
    with pytest.raises(ValueError, match="readers"):
        cycle.thousand_readers(1_000, 0)


def test_an_open_loop_is_named():
    table = cycle.systems([("shop", "CRM", "orders"), ("CRM", "desk", "page"), ("desk", "CRM", "tickets")])
    assert table["back"].tolist() == [False, True, True]


def test_orientation_is_a_mean_of_each_part():
    answers = pd.DataFrame({"asking_1": [5, 3], "asking_2": [5, 3], "telling_1": [1, 1]})
    table = cycle.orientation(answers)
    assert table["share"].tolist() == [0.75, 0.0]
    assert table["items"].tolist() == [2, 1]
    with pytest.raises(ValueError, match="part_number"):
        cycle.orientation(answers.rename(columns={"asking_1": "asking"}))
