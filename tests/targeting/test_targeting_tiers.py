"""Tiers and goodbyes: who stands where, how customers move, what cutting does to profit."""

import pandas as pd
import pytest
from first_step import Sample
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import orders, targeting
from helpers.targeting.exits import CAUSES

names = st.sampled_from(list(targeting.TIER_NAMES))


def test_tiers_by_revenue_are_those_of_the_summary(meridian: Sample) -> None:
    found = targeting.assign_tiers(meridian.values.drop(columns="tier"), by="revenue").set_index(
        "customer_id"
    )
    assert found["tier"].equals(meridian.values.set_index("customer_id")["tier"].reindex(found.index))


def test_tiers_by_profit_put_losses_last_and_a_giant_first() -> None:
    table = pd.DataFrame({"customer_id": list("abcd"), "profit": [98.0, 4.0, 0.0, -2.0]})
    assert targeting.assign_tiers(table, by="profit")["tier"].tolist() == ["platinum", "wood", "wood", "wood"]


def test_the_house_may_name_and_cut_tiers_as_it_likes() -> None:
    table = pd.DataFrame({"customer_id": list("abc"), "revenue": [50.0, 30.0, 20.0]})
    found = targeting.assign_tiers(table, by="revenue", names=["diamond", "platinum"], limits=[0.5])
    assert found["tier"].tolist() == ["diamond", "platinum", "platinum"]
    with pytest.raises(ValueError, match="2 tiers need 1 limits"):
        targeting.assign_tiers(table, by="revenue", names=["a", "b"], limits=[0.5, 0.8])
    with pytest.raises(ValueError, match="ascend"):
        targeting.assign_tiers(table, by="revenue", names=["a", "b", "c"], limits=[0.8, 0.5])


def test_tier_table_adds_up(meridian: Sample) -> None:
    table = targeting.tier_table(meridian.values)
    assert table["tier"].tolist() == list(targeting.TIER_NAMES)
    assert table["customers"].sum() == len(meridian.values)
    assert table["revenue_share"].sum() == pytest.approx(1)
    assert table["profit"].sum() == pytest.approx(meridian.values["profit"].sum())
    assert table["below_zero"].sum() == (meridian.values["profit"] < 0).sum()


@settings(max_examples=20)
@given(st.lists(st.tuples(names, names, st.booleans()), min_size=1, max_size=50))
def test_rows_of_a_migration_sum_to_one(moves: list[tuple[str, str, bool]]) -> None:
    before = pd.DataFrame({"customer_id": range(len(moves)), "tier": [move[0] for move in moves]})
    after = before.assign(tier=[move[1] for move in moves])[[move[2] for move in moves]]
    matrix = targeting.migration(before, after)
    assert matrix.sum(axis=1).tolist() == pytest.approx([1.0] * len(matrix))
    assert (matrix >= 0).all(axis=None)
    counts = before["tier"].value_counts()
    later = targeting.after_periods(counts, matrix, periods=3)
    assert later.drop(columns="period").sum(axis=1).tolist() == pytest.approx([len(moves)] * 4)
    assert later["gone"].is_monotonic_increasing


def test_one_period_ahead_is_what_was_seen() -> None:
    before = pd.DataFrame({"customer_id": list("abc"), "tier": ["gold", "gold", "wood"]})
    after = pd.DataFrame({"customer_id": list("ab"), "tier": ["gold", "wood"]})
    matrix = targeting.migration(before, after)
    later = targeting.after_periods(before["tier"].value_counts(), matrix, periods=1).iloc[1]
    assert later[["gold", "wood", "gone"]].tolist() == [1, 1, 1]


def test_an_unknown_tier_is_named() -> None:
    table = pd.DataFrame({"customer_id": ["a"], "tier": ["silver"]})
    with pytest.raises(ValueError, match="silver"):
        targeting.migration(table, table)


def test_cutting_wood_throws_money_away_and_cutting_losses_depends_on_shared_cost(meridian: Sample) -> None:
    table = targeting.exit_test(meridian.values).set_index("policy")
    assert table.loc["keep_all", "change"] == 0
    assert table.loc["cut_wood", "change"] < 0 < table.loc["cut_below_zero", "change"]
    below = meridian.values["profit"] < 0
    assert table.loc["cut_below_zero", "change"] == pytest.approx(-meridian.values["profit"][below].sum())


def test_at_the_break_even_share_cutting_changes_nothing(meridian: Sample) -> None:
    share = targeting.exit_test(meridian.values).set_index("policy").loc["cut_below_zero", "breakeven_shared"]
    assert 0 < share < 1
    again = targeting.exit_test(meridian.values, shared=share).set_index("policy")
    assert again.loc["cut_below_zero", "change_if_shared"] == pytest.approx(0, abs=0.01)


def test_repricing_nobody_accepts_is_cutting_and_one_all_accept_loses_nothing(meridian: Sample) -> None:
    nobody, everybody = (
        targeting.exit_test(meridian.values, shared=0.9, stay=stay).set_index("policy") for stay in (0.0, 1.0)
    )
    figures = ["change", "change_if_shared"]
    assert nobody.loc["reprice_below_zero", figures].equals(nobody.loc["cut_below_zero", figures])
    assert everybody.loc["reprice_below_zero", "change_if_shared"] > 0


def test_causes_of_a_loss_are_those_the_account_is_known_for(meridian: Sample) -> None:
    table = targeting.below_zero_causes(meridian.values, meridian.lines)
    assert len(table) == (meridian.values["profit"] < 0).sum()
    assert table["profit"].is_monotonic_increasing
    assert set(table["cause"]) <= set(CAUSES)
    assert table.set_index("customer_id")["cause"]["C00005"] == "discounts"


def test_three_losses_with_three_causes() -> None:
    values = pd.DataFrame(
        {"customer_id": list("abcd"), "revenue": [60.0, 50, 100, 1000], "service_cost": [0.0, 0, 90, 0]}
    )
    values["margin"] = [-40.0, -20.0, 10.0, 500.0]
    values["profit"] = values["margin"] - values["service_cost"]
    lines = pd.DataFrame(
        {
            "customer_id": list("abbcd"),
            "quantity": [1, 1, -1, 1, 1],
            "unit_price": [100.0, 100, 50, 100, 1000],
            "discount": [40.0, 0, 0, 0, 0],
        }
    )
    found = targeting.below_zero_causes(values, lines).set_index("customer_id")["cause"]
    assert found.to_dict() == {"a": "discounts", "b": "returns", "c": "service"}


def test_crosswalk_has_a_row_for_every_tier() -> None:
    assert targeting.tier_crosswalk()["tier"].tolist() == list(targeting.TIER_NAMES)


def test_tiers_a_year_ago_are_those_of_the_orders_until_then(meridian: Sample) -> None:
    found = targeting.tiers_at(meridian.lines, as_of=meridian.as_of)
    then = pd.Timestamp("2025-06-30")
    oracle = orders.customers(meridian.lines[meridian.lines["ordered_at"] <= then], as_of=then)
    assert found["tier"].tolist() == oracle["tier"].tolist()
    matrix = targeting.migration(found, meridian.values)
    # Nobody leaves a file of all orders ever placed; a tier is lost only to those who bought more.
    assert (matrix["gone"] == 0).all()
    assert matrix.loc["platinum", "platinum"] > matrix.loc["wood", "platinum"]
