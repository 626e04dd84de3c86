"""The tiering decision: sums by hand, luck kept apart from judgement, the method against its baselines."""

import itertools

import numpy as np
import pandas as pd
import pytest
from first_step import Sample
from hypothesis import given
from hypothesis import strategies as st

from helpers import targeting
from helpers.targeting import Plan, Terms

TERMS = Terms(cost_per_place=1750.0)


@pytest.fixture(scope="module")
def holdout(meridian: Sample) -> pd.Series:
    return targeting.holdout_profit(meridian.values, meridian.future)


def four() -> tuple[pd.DataFrame, pd.Series]:
    values = pd.DataFrame(
        {
            "customer_id": list("abcd"),
            "revenue": [100.0, 90.0, 20.0, 10.0],
            "profit": [5.0, 30.0, -6.0, 4.0],
            "tier": ["platinum", "diamond", "wood", "wood"],
        }
    )
    return values, pd.Series([10.0, 20.0, -8.0, 6.0])


def test_a_plan_by_hand() -> None:
    values, later = four()
    terms = Terms(cost_per_place=1.0, places=1, lift=0.1)

    def worth(rank_by: str, bottom: str = "keep_all") -> float:
        return targeting.plan_value(values, later, plan=Plan(rank_by, bottom), terms=terms)

    assert worth("revenue") == pytest.approx(28 + 1 - 1)
    assert worth("profit") == pytest.approx(28 + 2 - 1)
    assert worth("profit", "cut_below_zero") == pytest.approx(36 + 2 - 1)
    assert worth("profit", "cut_wood") == pytest.approx(30 + 2 - 1)


def test_a_plan_at_random_is_worth_the_mean_of_all_shuffles() -> None:
    values, later = four()
    terms = Terms(cost_per_place=1.0, places=2, lift=0.5)
    mean = np.mean([sum(later[list(pair)]) for pair in itertools.combinations(range(4), 2)])
    found = targeting.plan_value(values, later, plan=Plan("random"), terms=terms)
    assert found == pytest.approx(28 + 0.5 * mean - 2)


def test_more_places_than_customers_cover_everybody_and_still_cost() -> None:
    values, later = four()
    terms = Terms(cost_per_place=1.0, places=10, lift=0.5)
    for rule in ("revenue", "random"):
        assert targeting.plan_value(values, later, plan=Plan(rule), terms=terms) == pytest.approx(
            28 * 1.5 - 10
        )


def test_ranks_are_places_blanks_last_and_equals_by_id() -> None:
    values = pd.DataFrame({"customer_id": ["b", "a", "c"], "profit": [5.0, 5.0, None]})
    assert targeting.rank(values, by="profit").tolist() == [2, 1, 3]
    shuffles = {tuple(targeting.rank(values, by="random", seed=seed)) for seed in range(40)}
    assert len(shuffles) == 6, "every order comes up"
    assert targeting.rank(values, by="random").equals(targeting.rank(values, by="random"))


def test_rfm_ranks_by_the_sum_then_by_recency() -> None:
    values = pd.DataFrame({"customer_id": list("abc"), "r": [1, 5, 5], "f": [5, 1, 1], "m": [5, 5, 4]})
    assert targeting.rank(values, by="rfm").tolist() == [2, 1, 3]


def test_unknown_rules_and_wrong_tables_are_refused() -> None:
    values, later = four()
    with pytest.raises(ValueError, match="by is sales; choose one of"):
        targeting.rank(values, by="sales")
    with pytest.raises(ValueError, match="bottom is burn"):
        targeting.let_go(values, bottom="burn")
    with pytest.raises(ValueError, match="3 rows for 4 customers"):
        targeting.plan_value(values, later[:3], plan=Plan("revenue"), terms=TERMS)
    with pytest.raises(ValueError, match="no column r, f, m"):
        targeting.compare(values, later, terms=TERMS)


def test_holdout_profit_charges_service_by_the_order() -> None:
    values = pd.DataFrame({"customer_id": ["a", "b"], "orders": [4, 1], "service_cost": [20.0, 7.0]})
    day = pd.Timestamp("2026-07-15")
    future = pd.DataFrame({"customer_id": ["a", "a", "z"], "order_id": ["1", "2", "3"], "ordered_at": day})
    future = future.assign(quantity=1, unit_price=30.0, unit_cost=10.0)
    assert targeting.holdout_profit(values, future).tolist() == [40 - 2 * 5.0, 0]


@given(st.lists(st.integers(-50, 100), min_size=1, max_size=30), st.integers(0, 12))
def test_no_queue_beats_one_that_knows_the_future(later: list[int], places: int) -> None:
    profit = pd.Series(later, dtype=float)
    values = pd.DataFrame(
        {"customer_id": [f"{i:02d}" for i in range(len(later))], "revenue": range(len(later))}
    )
    terms = Terms(cost_per_place=1.0, places=min(places, len(later)))
    knowing = targeting.plan_value(values.assign(profit=profit), profit, plan=Plan("profit"), terms=terms)
    for rule in ("revenue", "random"):
        assert targeting.plan_value(values, profit, plan=Plan(rule), terms=terms) <= knowing + 1e-9


def test_the_comparison_repeats_and_agrees_with_single_plans(meridian: Sample, holdout: pd.Series) -> None:
    table = targeting.compare(meridian.values, holdout, terms=TERMS)
    assert table["policy"].tolist() == list(targeting.BASELINES)
    assert (table["low"] < table["mid"]).all()
    assert (table["mid"] < table["high"]).all()
    for name, mid in zip(table["policy"], table["mid"], strict=True):
        plan = targeting.BASELINES[name]
        assert targeting.plan_value(meridian.values, holdout, plan=plan, terms=TERMS) == pytest.approx(mid)
    pd.testing.assert_frame_equal(table, targeting.compare(meridian.values, holdout, terms=TERMS))


def test_a_lead_is_known_better_than_the_sums_it_is_the_difference_of(
    meridian: Sample, holdout: pd.Series
) -> None:
    alone = targeting.compare(meridian.values, holdout, terms=TERMS)
    table = targeting.compare(meridian.values, holdout, terms=TERMS, leads_of="biggest first")
    pd.testing.assert_frame_equal(table[alone.columns], alone)
    table = table.set_index("policy")
    assert table.loc["biggest first", ["lead_low", "lead_high"]].tolist() == [0, 0]
    lead = table.loc["biggest first", "mid"] - table["mid"]
    assert ((table["lead_low"] <= lead) & (lead <= table["lead_high"])).all()
    assert (table["lead_high"] - table["lead_low"] < 0.6 * (table["high"] - table["low"])).all()
    assert table.loc["value to come, cut below zero", "lead_high"] < 0


def test_the_method_beats_its_baselines_on_the_sample(meridian: Sample, holdout: pd.Series) -> None:
    mid = targeting.compare(meridian.values, holdout, terms=TERMS).set_index("policy")["mid"]
    method = mid.pop("value to come, cut below zero")
    assert (method > mid).all()


@pytest.mark.slow
def test_the_method_beats_its_baselines_on_average_over_twenty_markets() -> None:
    from helpers.market import simulate

    as_of = pd.Timestamp("2026-06-30")
    mids = []
    for seed in range(20):
        market = simulate(customers=300, seed=100 + seed)
        lines = market.tables["orders"].assign(ordered_at=lambda table: pd.to_datetime(table["ordered_at"]))
        past, future = lines[lines["ordered_at"] <= as_of], lines[lines["ordered_at"] > as_of]
        values = targeting.customer_value(past, market.tables["customers"], as_of=as_of)
        later = targeting.holdout_profit(values, future)
        terms = Terms(cost_per_place=1750.0, places=8)
        plans = {**targeting.BASELINES, "value to come": Plan("value_to_come")}
        mids.append(
            {
                name: targeting.plan_value(values, later, plan=plan, terms=terms)
                for name, plan in plans.items()
            }
        )
    mean = pd.DataFrame(mids).mean()
    baselines = mean[["random", "biggest first", "RFM"]]
    assert mean["value to come, cut below zero"] > baselines.max()
    # The ranking alone, without letting anybody go, is worth something too.
    assert mean["value to come"] > baselines.max()


def test_the_parts_of_a_lead_add_up_to_it(meridian: Sample, holdout: pd.Series) -> None:
    plans = {"plan": targeting.BASELINES["value to come, cut below zero"], "over": Plan("revenue")}
    parts = targeting.lead_parts(meridian.values, holdout, terms=TERMS, **plans)
    worth = [
        targeting.plan_value(meridian.values, holdout, plan=plan, terms=TERMS) for plan in plans.values()
    ]
    assert parts.sum() == pytest.approx(worth[0] - worth[1])
    assert parts["goodbyes"] > parts["ranking"], "what the lesson says of the sample"
