"""Coming back, stages, processes, the wheel, who does what, the board's page: laws, and refusals in words."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import cycle, orders
from helpers.exercises.cycle import path
from helpers.opening import opened


@pytest.fixture(scope="module")
def firm():
    return opened("meridian")


def bought(customer, *days):
    """Order lines of one customer, one piece at 10 a day."""
    table = pd.DataFrame({"customer_id": customer, "ordered_at": pd.to_datetime(list(days))})
    return table.assign(order_id=[f"{customer}{n}" for n in range(len(days))], quantity=1, unit_price=10.0)


# Who orders again


def test_all_cohorts_together_are_the_weighted_mean_of_each(firm):
    cohorts = orders.cohorts(firm.tables["orders"])
    each = orders.retention(cohorts)
    size = cohorts[cohorts["month"] == 0].set_index("cohort")["customers"]
    size.index = each.index
    table = cycle.retained(cohorts)
    assert table["month"].tolist() == list(range(1, 13))
    for month, rate in table[["month", "rate"]].itertuples(index=False):
        share = each[month].dropna()
        assert rate == pytest.approx(np.average(share, weights=size[share.index]))


def test_cohorts_are_needed_and_nobody_is_said():
    cohorts = orders.cohorts(bought("a", "2026-01-02", "2026-03-01"))
    assert cycle.retained(cohorts)["again"].tolist() == [0, 1]
    with pytest.raises(ValueError, match="there is no cohort"):
        cycle.retained(cohorts.head(0))
    with pytest.raises(ValueError, match="no column customers"):
        cycle.retained(cohorts.drop(columns="customers"))
    assert cycle.cohorts_or_none(None, orders.cohorts) is None
    assert (
        cycle.cohorts_or_none(bought("a", "2026-01-02").drop(columns="customer_id"), orders.cohorts) is None
    )


# Stages


NOW = pd.Timestamp("2026-06-30")


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        (["2026-06-01"], "first order"),
        (["2024-06-01"], "sleeping"),
        (["2022-01-01"], "lost"),
        (["2026-05-01", "2026-06-01"], "repeat"),
        (["2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01", "2026-06-10"], "loyal"),
        (["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"], "sleeping"),
        (["2025-10-01", "2025-11-01", "2025-12-01"], "lost"),
        (["2025-01-01", "2025-02-01", "2025-03-01", "2026-06-20"], "won back"),
        (["2026-06-01", "2026-06-01", "2026-06-01"], "first order"),
    ],
)
def test_a_stage_is_a_matter_of_ones_own_rhythm(days, stage):
    assert cycle.stages(bought("a", *days), as_of=NOW)["a"] == stage


def test_a_year_ago_knows_nothing_of_since_and_returns_are_no_orders():
    lines = pd.concat([bought("a", "2025-06-01", "2026-06-01"), bought("b", "2026-01-01")])
    assert cycle.stages(lines, as_of=NOW, years_ago=1).to_dict() == {"a": "first order"}
    back = lines.assign(quantity=np.where(lines["ordered_at"] >= "2026-01-01", -1, 1))
    assert cycle.stages(back, as_of=NOW).to_dict() == {"a": "first order"}


def test_years_like_the_last_keep_everybody_and_add_as_many(firm):
    lines = firm.tables["orders"]
    before, after = (cycle.stages(lines, as_of=firm.as_of, years_ago=years) for years in (1, 0))
    table = cycle.moves(before, after)
    assert table.to_numpy().sum() == len(after)
    assert table.drop(index="new").to_numpy().sum() == len(before)
    ahead = cycle.projected(table, after.value_counts(), years=4)
    totals = ahead.drop(columns="year").sum(axis=1)
    new = table.loc["new"].sum()
    assert totals.tolist() == pytest.approx([len(after) + new * year for year in range(5)])
    assert (ahead.drop(columns="year") >= 0).all(axis=None)
    assert ahead.iloc[0].drop("year").to_dict() == after.value_counts().reindex(table.columns).to_dict()


# Processes


@given(st.floats(0.01, 1e4), st.floats(0.01, 1e4))
def test_littles_law_gives_back_what_it_was_given(per_hour, hours):
    under_way = cycle.little(per_hour=per_hour, hours=hours)["under_way"]
    assert under_way == pytest.approx(per_hour * hours)
    assert cycle.little(per_hour=per_hour, under_way=under_way)["hours"] == pytest.approx(hours)
    assert cycle.little(hours=hours, under_way=under_way)["per_hour"] == pytest.approx(per_hour)


@pytest.mark.parametrize("given_", [{}, {"hours": 1}, {"hours": 1, "per_hour": 2, "under_way": 2}])
def test_littles_law_takes_two_of_three(given_):
    with pytest.raises(ValueError, match="Give two"):
        cycle.little(**given_)
    with pytest.raises(ValueError, match="hours is 0"):
        cycle.little(hours=0, per_hour=3)


def test_a_process_adds_up_and_each_step_left_out_makes_it_no_longer():
    table = cycle.process()
    whole = cycle.through(table)
    assert table["share"].sum() == pytest.approx(1)
    assert table.loc[table["narrowest"], "a_week"].tolist() == [whole["a week"]]
    assert whole["under way"] == pytest.approx(whole["a week"] / 40 * whole["hours"])
    for step in table["step"]:
        less = cycle.without(table, step)
        assert len(less) == len(table) - 1
        assert cycle.through(less)["hours"] < whole["hours"]
        assert cycle.through(less)["a week"] >= whole["a week"]
        change = cycle.before_and_after(table, less).set_index("figure")["change"]
        assert change["hours from end to end"] == pytest.approx(
            cycle.through(less)["hours"] / whole["hours"] - 1
        )
    with pytest.raises(ValueError, match="no step “pray”; there are taken down"):
        cycle.without(table, "pray")
    with pytest.raises(ValueError, match="no column a_week"):
        cycle.process(table.drop(columns="a_week"))


# The wheel


def test_what_comes_and_goes_is_what_is_left():
    run = cycle.turned(cycle.Wheel(), quarters=30)
    moved = run["customers"] + run["won"] + run["told"] - run["lost"]
    assert moved.iloc[:-1].tolist() == pytest.approx(run["customers"].iloc[1:].tolist())
    assert len(run) == 31
    assert (run["customers"] > 0).all()


def test_satisfaction_rises_with_service_and_expectations_catch_up():
    run = cycle.turned(cycle.Wheel(reinvest=0.2), quarters=80)
    assert run["satisfaction"].iloc[1] == run["satisfaction"].max() > 1
    assert run["satisfaction"].iloc[-1] == pytest.approx(1, abs=0.01)
    assert run["expected"].is_monotonic_increasing
    still = cycle.turned(cycle.Wheel(reinvest=0))
    assert set(still["satisfaction"]) == {1.0}


def test_nobody_is_left_to_win_where_all_are_ours():
    full = cycle.turned(cycle.Wheel(market=1000, customers=1000), quarters=1).iloc[0]
    assert (full["won"], full["told"]) == (0, 0)


def test_shares_that_are_none_are_refused():
    for name in ("reinvest", "habit"):
        with pytest.raises(ValueError, match=f"{name} is 20; it is a fraction"):
            cycle.turned(dataclasses.replace(cycle.Wheel(), **{name: 20.0}))


def test_what_matters_most_comes_first_and_what_costs_more_brings_less():
    table = cycle.sensitivity(cycle.Wheel())
    width = (table["more"] - table["less"]).abs()
    assert width.is_monotonic_decreasing
    by_name = table.set_index("assumption")
    assert by_name.loc["cost_won", "more"] < 0 < by_name.loc["cost_won", "less"]
    assert by_name.loc["margin", "less"] < 0 < by_name.loc["margin", "more"]


# Who does what


def faults(**columns):
    return cycle.raci(pd.DataFrame({"task": ["call"], **{name: [cell] for name, cell in columns.items()}}))


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"Ana": "R", "Bo": "A"}, []),
        ({"Ana": "R A", "Bo": "c, i"}, []),
        ({"Ana": "r/a", "Bo": None}, []),
        ({"Ana": "A", "Bo": "A"}, ["nobody does it", "2 answer for it"]),
        ({"Ana": "R", "Bo": "R"}, ["nobody answers for it"]),
        ({"Ana": "", "Bo": "I"}, ["nobody does it", "nobody answers for it"]),
    ],
)
def test_one_answers_and_somebody_does_it(cells, found):
    assert faults(**cells)["fault"].tolist() == found


def test_a_letter_that_is_none_is_named_and_the_example_has_two_faults():
    with pytest.raises(ValueError, match="“X” is none of R, A, C and I"):
        faults(Ana="X")
    with pytest.raises(ValueError, match="no column task"):
        cycle.raci(pd.DataFrame({"Ana": ["R"]}))
    assert len(cycle.raci(cycle.example_raci())) == 2


def test_the_table_in_the_kitchen_says_what_the_question_says():
    """Who answers for a task is the same desk in both."""
    table = cycle.example_raci().set_index("task")
    for task, asked in (
        ("ring within a day", "The customer is rung within a day after a delivery"),
        ("list of yesterday's deliveries", "The list of deliveries of yesterday"),
    ):
        assert [desk for desk in table if "A" in table.loc[task, desk]] == [path.WHO[asked]]


# What is paid for


@given(
    st.dictionaries(
        st.sampled_from(["revenue", "margin", "promises", "stay"]), st.floats(0.1, 9), min_size=1
    ),
    st.floats(1, 9),
)
def test_a_bonus_depends_on_how_weights_stand_to_one_another(weights, scale):
    one, other = cycle.bonus(weights), cycle.bonus({name: scale * value for name, value in weights.items()})
    assert one["pay"].tolist() == pytest.approx(other["pay"].tolist())
    assert one["pay"].is_monotonic_decreasing
    assert one["pay"].max() <= 1000
    assert one["profit"].sum() == pytest.approx(other["profit"].sum())


@pytest.mark.parametrize("wrong", [{}, {"smiles": 1}, {"revenue": -1, "stay": 2}, {"revenue": 0}])
def test_what_no_bonus_is_paid_on_is_refused(wrong):
    with pytest.raises(ValueError, match="revenue, margin, promises and stay"):
        cycle.bonus(wrong)


@given(st.floats(0.05, 0.95), st.floats(-0.3, 0.5), st.floats(-0.3, 0.5))
def test_shares_of_a_market_add_up_whoever_grows(share, ours, theirs):
    table = cycle.years_on({"us": share, "them": 1 - share}, {"us": ours, "them": theirs}, years=10)
    assert (table["us"] + table["them"]).tolist() == pytest.approx([1] * 11)
    assert (table["us"].iloc[-1] >= share - 1e-9) == (ours >= theirs) or abs(ours - theirs) < 1e-6


# Actions and the board's page


def test_an_action_without_an_owner_is_refused_and_one_with_a_day_is_due():
    table = cycle.actions([("ring", "Ana", 30, 5.0)], as_of=NOW)
    assert table.iloc[0].tolist() == ["ring", "Ana", pd.Timestamp("2026-07-30"), 5.0]
    assert list(cycle.actions([], as_of=NOW).columns) == ["action", "owner", "due", "expected_gain"]
    for owner in ("", " \t"):
        with pytest.raises(ValueError, match="“ring” has no owner: write one name"):
            cycle.actions([("ring", owner, 30, 5.0)], as_of=NOW)


def test_only_what_got_worse_asks_for_a_reason():
    card = pd.DataFrame(
        {"measure": ["on_time_share", "x", "y"], "signal": ["signal: worse", "noise", "signal: better"]}
    )
    (found,) = cycle.from_scorecard(card, owners={"on_time_share": "warehouse"})
    assert found[:3] == ("find out what changed in on time share", "warehouse", 30)
    assert np.isnan(found[3])
    assert cycle.from_scorecard(card.iloc[1:], owners={}) == []
    with pytest.raises(ValueError, match="has no owner"):
        cycle.actions(cycle.from_scorecard(card, owners={}), as_of=NOW)


def test_words_of_decisions_stand_by_their_step():
    found = cycle.in_words({"03.position": {"word": "sturdy_chair"}, "01.tiering": {"places": 200.0}})
    assert found == {1: "places: 200", 3: "word: sturdy chair"}
    assert cycle.in_words({}) == {}
    page = cycle.strategy_page(found)
    assert page["step"].tolist() == list(range(1, 10))
    assert page["decided"].iloc[2] == "word: sturdy chair"
    assert page["decided"].iloc[1].startswith("not decided; goes on as before: ")


# What is handed on


def test_measures_stand_between_their_ends(firm):
    table, absent = cycle.measures(firm.tables["experiments"], orders.cohorts(firm.tables["orders"]))
    assert absent.empty
    assert table["measure"].tolist() == [
        "experiment_lift", "experiment_p", *(f"retention_m{month}" for month in range(1, 13))
    ]  # fmt: skip
    sure = table.dropna(subset=["low"])
    assert len(sure) == 13
    assert ((sure["low"] <= sure["value"]) & (sure["value"] <= sure["high"])).all()
    assert (table["n"] > 0).all()


def test_what_is_not_there_is_named_with_its_reason():
    table, absent = cycle.measures(None, None)
    assert table.empty
    assert len(absent) == 14
    assert set(absent["table_needed"]) == {"experiments", "orders"}
    assert absent["reason"].iloc[0] == "It takes the table experiments with arm and outcome."
    one_arm = pd.DataFrame({"unit_id": ["a"], "arm": ["treatment"], "outcome": [1]})
    young = orders.cohorts(bought("a", "2026-01-02", "2026-03-01"))
    table, absent = cycle.measures(one_arm, young)
    assert table["measure"].tolist() == ["retention_m1", "retention_m2"]
    assert "no arm “control”" in absent["reason"].iloc[0]
    assert absent["reason"].iloc[-1] == "No cohort is old enough for this month yet."
    assert absent["measure"].tolist()[2:] == [f"retention_m{month}" for month in range(3, 13)]


# Answers by month


def test_late_answers_are_counted_by_month_without_the_first_and_the_last():
    rows = [
        ("2026-01-10", "2026-01-10 05:00"), ("2026-02-01", "2026-02-03"), ("2026-02-05", "2026-02-05 09:00"),
        ("2026-03-01", None), ("2026-04-01", "2026-04-01 01:00"), (None, None),
    ]  # fmt: skip
    tickets = pd.DataFrame(rows, columns=["opened_at", "first_reply_at"]).apply(
        lambda column: pd.to_datetime(column, format="mixed")
    )
    table = cycle.first_answers(tickets, hours=24)
    assert table[["tickets", "late"]].values.tolist() == [[2, 1], [1, 1]]
    assert table["period"].dt.month.tolist() == [2, 3]
