"""Queues: published examples, laws, and a desk that is played out call by call beside the formula."""

from itertools import pairwise
from math import exp, factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import crm

LOADS = st.floats(0.05, 60)


# Published


def test_a_desk_of_fifty_five_is_as_published():
    load = crm.load_erlangs(360, 240)
    now = crm.desk(load, 55, handle_seconds=240, within_seconds=15)
    assert load == 48
    assert now.occupancy == pytest.approx(0.8727, abs=5e-5)
    assert now.p_wait == pytest.approx(0.2387, abs=5e-5)
    assert now.wait_seconds == pytest.approx(8.18, abs=0.005)
    assert now.service_level == pytest.approx(0.8459, abs=5e-5)


def test_a_desk_of_fourteen_is_as_published():
    now = crm.desk(10, 14, handle_seconds=180, within_seconds=20)
    assert now.p_wait == pytest.approx(0.17413, abs=5e-6)
    assert now.service_level == pytest.approx(0.8884, abs=5e-5)
    assert now.wait_seconds == pytest.approx(7.84, abs=0.005)
    assert now.occupancy == pytest.approx(0.714, abs=5e-4)


@pytest.mark.parametrize(("agents", "waits"), [(21, 0.3959), (22, 0.2781), (23, 0.1907)])
def test_eighteen_erlangs_are_as_published(agents, waits):
    assert crm.erlang_c(18, agents) == pytest.approx(waits, abs=5e-5)


# Laws


@given(LOADS, st.integers(1, 60))
def test_the_recursion_is_the_sum_it_stands_for(load, agents):
    terms = [load**n / factorial(n) for n in range(agents + 1)]
    assert crm.erlang_b(load, agents) == pytest.approx(terms[-1] / sum(terms), rel=1e-9)


@given(LOADS, st.integers(1, 40))
def test_waiting_is_the_sum_over_crowded_desks(load, spare):
    agents = int(load) + spare
    last = load**agents / factorial(agents) * agents / (agents - load)
    direct = last / (sum(load**n / factorial(n) for n in range(agents)) + last)
    assert crm.erlang_c(load, agents) == pytest.approx(direct, rel=1e-7)


@given(LOADS, st.floats(10, 900))
def test_one_more_at_the_desk_makes_nobody_wait_longer(load, seconds):
    desks = [crm.desk(load, int(load) + more, handle_seconds=seconds) for more in range(1, 8)]
    for fewer, more in pairwise(desks):
        assert more.p_wait < fewer.p_wait
        assert more.wait_seconds < fewer.wait_seconds
        assert more.service_level >= fewer.service_level
        assert more.occupancy < fewer.occupancy
        assert 0 <= more.p_wait <= 1


@given(LOADS, st.integers(1, 20))
def test_who_may_wait_is_more_often_found_busy_than_who_hangs_up(load, spare):
    agents = int(load) + spare
    assert crm.erlang_b(load, agents) <= crm.erlang_c(load, agents)


def test_one_agent_is_the_queue_of_the_textbook():
    now = crm.desk(0.75, 1, handle_seconds=100, within_seconds=60)
    assert now.p_wait == pytest.approx(0.75)
    assert now.wait_seconds == pytest.approx(0.75 * 100 / 0.25)
    assert now.service_level == pytest.approx(1 - 0.75 * exp(-0.25 * 60 / 100))


def test_a_great_desk_neither_overflows_nor_takes_long():
    assert 0 < crm.erlang_c(5000, 5100) < 0.2
    assert crm.erlang_c(0, 3) == 0
    assert crm.desk(0, 1, handle_seconds=240).service_level == 1


@given(LOADS, st.sampled_from([0.5, 0.8, 0.9, 0.99]), st.floats(5, 120))
def test_agents_needed_are_enough_and_one_fewer_is_not(load, target, within):
    seats = crm.agents_needed(load, handle_seconds=240, target=target, within_seconds=within)
    options = {"handle_seconds": 240, "within_seconds": within}
    assert crm.desk(load, seats, **options).service_level >= target - 1e-12
    if seats - 1 > load:
        assert crm.desk(load, seats - 1, **options).service_level < target


# Refusals


@pytest.mark.parametrize("agents", [1, 2, 3])
def test_a_load_that_is_not_below_the_agents_is_refused_in_words(agents):
    with pytest.raises(ValueError, match=r"(?s)3.* erlangs.*queue.*as long as calls come.*4"):
        crm.erlang_c(3.0, agents)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: crm.load_erlangs(-1, 240), "calls is -1"),
        (lambda: crm.load_erlangs(10, 0), "handle_seconds is 0"),
        (lambda: crm.load_erlangs(10, 240, minutes=0), "minutes is 0"),
        (lambda: crm.erlang_c(1, 0), "agents is 0"),
        (lambda: crm.erlang_b(-1, 2), "load is -1"),
        (lambda: crm.erlang_b(float("nan"), 2), "load is nan"),
        (lambda: crm.agents_needed(3, handle_seconds=240, target=1), "target"),
        (lambda: crm.agents_needed(3, handle_seconds=240, target=80), "target is 80"),
        (lambda: crm.play(calls_an_hour=1, handle_seconds=60, agents=1, hours=9), "Fewer than a hundred"),
    ],
)
def test_what_no_desk_can_have_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()


# Played out


@pytest.fixture(scope="module")
def tried():
    return crm.formula_tried(calls_an_hour=60, handle_seconds=240, agents=5).set_index("setting")


def test_a_desk_played_as_the_formula_wants_it_agrees_with_it(tried):
    row = tried.loc["as the formula wants it"]
    assert row["low"] <= row["formula_seconds"] <= row["high"]
    assert (row["high"] - row["low"]) < row["formula_seconds"]


def test_hang_ups_break_the_formula_and_so_do_talks_all_alike(tried):
    for setting in ("some hang up", "all talks alike"):
        assert tried.loc[setting, "high"] < tried.loc[setting, "formula_seconds"], setting


def test_shares_of_the_formula_come_true_when_a_desk_is_played():
    played = [crm.play(calls_an_hour=200, handle_seconds=180, agents=14, seed=seed) for seed in range(6)]
    said = crm.desk(10, 14, handle_seconds=180)
    for name in ("p_wait", "service_level"):
        values = np.array([getattr(one, name) for one in played])
        half = 2.571 * values.std(ddof=1) / 6**0.5  # Student's t with 5 degrees of freedom
        assert abs(values.mean() - getattr(said, name)) <= max(half, 0.01), name
    assert all(one.gave_up == 0 for one in played)


def test_who_hangs_up_spares_the_others_waiting():
    stay, leave = (
        crm.play(calls_an_hour=60, handle_seconds=240, agents=4, patience_seconds=patience, seed=1)
        for patience in (0.0, 60.0)
    )
    assert leave.gave_up > 0.05
    assert leave.wait_seconds < stay.wait_seconds
    assert crm.play(calls_an_hour=60, handle_seconds=240, agents=4, seed=1) == stay


def test_a_pencil_gets_the_same_waits():
    table = crm.by_hand([0, 1, 2, 3], [5, 5, 5, 1], agents=2, blanks=1)
    assert table["waits"].tolist()[:3] == [0, 0, 3]
    assert table["waits"].isna().tolist() == [False, False, False, True]
    with pytest.raises(ValueError, match="one time at which it comes and one length"):
        crm.by_hand([0, 1], [5], agents=1)
