"""Which ticket first: Smith's rule is best with a full tray, a turn for all is a bound, sums are by hand."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import figures, keeping
from helpers.case import Case
from helpers.exercises import Decision, find
from helpers.exercises.accounts import decision

MONDAY = pd.Timestamp("2026-06-01 09:00")
TERMS = {"hours_a_month": 160.0, "lost_a_day": 0.005, "margin": 0.37}
JOBS = st.lists(
    st.tuples(st.integers(0, 20), st.sampled_from([0.5, 1.0, 2.0]), st.sampled_from([1.0, 2.0, 3.0])),
    min_size=2,
    max_size=5,
)


def full_tray(jobs: list[tuple[int, float, float]]) -> pd.DataFrame:
    table = pd.DataFrame(jobs, columns=["value", "weight", "work"])
    names = [f"c{at}" for at in range(len(table))]
    return table.assign(opened_at=MONDAY, size=1.0, customer_id=names)


@given(JOBS)
@settings(max_examples=60)
def test_with_a_full_tray_no_order_costs_less_than_cost_an_hour(jobs: list[tuple[int, float, float]]) -> None:
    tray = full_tray(jobs)

    def cost(order: tuple[int, ...]) -> float:
        ended = tray["work"].to_numpy()[list(order)].cumsum()
        return float((ended * (tray["value"] * tray["weight"]).to_numpy()[list(order)]).sum())

    rule = np.lexsort((np.arange(len(tray)), keeping.urgency(tray, "risk")))
    best = min(cost(order) for order in permutations(range(len(tray))))
    assert cost(tuple(rule.tolist())) == pytest.approx(best)


@given(JOBS, st.sampled_from(keeping.ORDERS), st.floats(10, 60))
@settings(max_examples=60)
def test_the_desk_does_all_the_work_there_is_and_no_more(
    jobs: list[tuple[int, float, float]], order: str, hours: float
) -> None:
    tray = full_tray(jobs)
    days = keeping.waits(tray, order, keeping.Desk(hours))
    assert (days >= 1).all()
    needed = tray["work"].sum() / (hours / 21)
    assert needed <= days.max() + 1e-6
    assert days.max() <= np.ceil(needed - 1e-9)


def test_a_weekend_lies_on_mondays_desk() -> None:
    opened = pd.to_datetime(["2026-06-05 09:00", "2026-06-06 09:00", "2026-06-08 08:00"])
    tray = full_tray([(1, 1.0, 1.0)] * 3).assign(opened_at=opened)
    assert keeping.waits(tray, "oldest", keeping.Desk(42.0)).tolist() == [1.0, 1.0, 1.0]
    assert keeping.waits(tray, "oldest", keeping.Desk(21.0)).tolist() == [1.0, 1.0, 2.0]


def test_after_its_turn_a_small_ticket_comes_before_the_large() -> None:
    opened = pd.bdate_range("2026-06-01", periods=10)
    tray = pd.DataFrame({"opened_at": opened, "work": 2.0, "size": [1.0] + [9.0] * 9})
    never = keeping.waits(tray, "biggest", keeping.Desk(21.0))
    turn = keeping.waits(tray, "biggest", keeping.Desk(21.0, 4))
    assert never[0] == 20 == never.max()
    assert turn[0] < never[0]


def test_several_tickets_add_up_and_nobody_loses_more_than_all() -> None:
    tray = pd.DataFrame({"customer_id": ["a", "a", "b"], "weight": [1.0, 2.0, 1.0]})
    share = keeping.lost(tray, np.array([10.0, 5.0, 1e9]), lost_a_day=0.01)
    assert share["a"] == pytest.approx(1 - np.exp(-0.2))
    assert share["b"] == pytest.approx(1)


def test_an_unknown_order_and_a_desk_without_hours_are_refused() -> None:
    with pytest.raises(ValueError, match="choose one of oldest"):
        keeping.urgency(full_tray([(1, 1.0, 1.0)]), "loudest")
    with pytest.raises(ValueError, match="some hours a month"):
        keeping.Desk(0.0)


# The decision


def scored(firm: Case, first: str, turn_by: int = 0, **terms: float) -> pd.DataFrame:
    value = {"first": first, "turn_by": turn_by, **TERMS, **terms}
    return find("06b.hours", Decision).scored(value, firm).set_index("policy")


def test_cost_of_waiting_beats_first_come_and_biggest_on_orders_nobody_had_seen(firm: Case) -> None:
    table = scored(firm, "risk")
    assert (table["mid"] <= 0).all()
    for other in ("first come, first served", "biggest first"):
        assert table.loc["your desk", "mid"] > table.loc[other, "mid"]
        assert table.loc[other, "lead_low"] > 0
    assert (table["low"] <= table["mid"]).all()
    assert (table["mid"] <= table["high"]).all()


def test_a_turn_for_all_costs_something_and_shortens_the_longest_wait(firm: Case) -> None:
    never, turn = scored(firm, "risk"), scored(firm, "risk", 20)
    assert turn.loc["your desk", "mid"] < never.loc["your desk", "mid"]
    waiting, _later = decision.held_out(firm, margin=0.37)
    waits = keeping.who_waits(waiting, keeping.usual_desks(160.0)).set_index("policy")["longest_days"]
    assert (
        waits["cost of waiting an hour of work, all by day 20"]
        < 25
        < waits["cost of waiting an hour of work"]
    )


def test_where_nothing_is_earned_the_figure_speaks_of_cost(firm: Case) -> None:
    value = {"first": "oldest", "turn_by": 0, **TERMS}
    sentence = figures.plan_comparison(
        find("06b.hours", Decision).rehearsed(value, firm), currency="USD"
    ).sentence
    assert sentence.startswith("Your desk cost USD ")
    assert "worse than biggest first" in sentence
    assert "earned" not in sentence


def test_the_table_of_waiting_says_what_the_rule_makes_small(firm: Case) -> None:
    waiting, _later = decision.held_out(firm, margin=0.37)
    cost = keeping.who_waits(waiting, keeping.usual_desks(160.0), lost_a_day=0.005).set_index("policy")[
        "cost"
    ]
    assert cost.idxmin() == "cost of waiting an hour of work"
    assert "cost" not in keeping.who_waits(waiting, keeping.usual_desks(160.0))


def test_the_rehearsal_knows_neither_the_tickets_nor_the_orders_that_judge(firm: Case) -> None:
    tried, _left = decision.a_year_ago(firm, margin=0.37)
    final, _later = decision.held_out(firm, margin=0.37)
    assert not set(tried["ticket_id"]) & set(final["ticket_id"])
    assert tried["opened_at"].max() < final["opened_at"].min()
    value = {"first": "risk", "turn_by": 0, **TERMS}
    assert len(find("06b.hours", Decision).rehearsed(value, firm)) == 3


def test_where_there_are_hours_for_all_no_order_decides(firm: Case) -> None:
    from helpers.exercises.items import CannotSayError

    with pytest.raises(CannotSayError, match="no order decides"):
        scored(firm, "risk", hours_a_month=4000.0)


def test_without_costs_the_margin_is_assumed_and_without_tickets_it_is_said(firm: Case) -> None:
    import dataclasses

    from helpers.exercises.items import CannotSayError

    bare = {**firm.tables, "orders": firm.tables["orders"].drop(columns="unit_cost")}
    case = dataclasses.replace(firm, tables=bare, after=firm.after.drop(columns="unit_cost"))
    assert scored(case, "risk").loc["your desk", "mid"] < 0
    without = {name: table for name, table in firm.tables.items() if name != "tickets"}
    with pytest.raises(CannotSayError, match="table `tickets`"):
        scored(dataclasses.replace(firm, tables=without), "risk")
