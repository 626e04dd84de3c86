"""Trade: rhythms recovered from orders, calculators against sums by hand, scorecards, the sources' words."""

import math

import pandas as pd
import pytest
from first_step import Sample, order_lines
from hypothesis import given
from hypothesis import strategies as st

from helpers import targeting
from helpers.targeting.trade import MODIFIED, NEW, STRAIGHT


def test_the_rhythm_of_two_shops_by_hand() -> None:
    lines = order_lines(
        ("a", "2024-01-01", 100.0),
        ("a", "2024-01-31", 300.0),
        ("a", "2024-03-31", 200.0),
        ("b", "2025-12-31", 50.0),
    )
    people = pd.DataFrame({"customer_id": ["a", "b", "c"], "customer_type": ["shop", "shop", "hotel"]})
    found = targeting.observed_rhythm(lines, people).iloc[0]
    assert found[["customer_type", "customers", "orders"]].tolist() == ["shop", 2, 4]
    assert found[["gap_low", "gap_days", "gap_high"]].tolist() == [37.5, 45, 52.5]
    assert found["order_value"] == 150
    assert found["orders_per_year"] == pytest.approx((3 / (730 / 365.25) + 1) / 2)


def test_returns_are_no_order_of_their_own() -> None:
    lines = order_lines(("a", "2024-01-01", 100.0), ("a", "2024-01-05", -40.0), ("a", "2024-01-11", 100.0))
    people = pd.DataFrame({"customer_id": ["a"], "customer_type": ["shop"]})
    found = targeting.observed_rhythm(lines, people).iloc[0]
    assert found["orders"] == 2
    assert found["gap_days"] == 10


def test_the_sample_has_the_rhythms_of_the_source(meridian: Sample) -> None:
    found = targeting.observed_rhythm(meridian.lines, meridian.people).set_index("customer_type")
    assert set(targeting.trade_types()["customer_type"]) <= set(found.index)
    assert 20 <= found.loc["retailer", "gap_days"] <= 90, "every one to three months"
    assert found.loc["wholesaler", "gap_days"] < found.loc["retailer", "gap_days"]
    assert found.loc["project", "gap_days"] > 120
    assert found.loc["project", "order_value"] == found["order_value"].max()
    assert found.loc["household", "order_value"] == found["order_value"].min()
    assert (found["gap_low"] <= found["gap_high"]).all()


def test_a_seller_finds_whom_it_suits_and_an_unknown_one_is_told_who_is_known() -> None:
    assert "wholesaler" in targeting.seller_fit("professional exporter")["customer_types"].iloc[0]
    with pytest.raises(ValueError, match="choose one of online shop, small factory"):
        targeting.seller_fit("bakery")


@pytest.mark.parametrize(
    ("before", "same_goods", "same_house", "kind"),
    [
        (False, True, True, NEW),
        (True, True, True, STRAIGHT),
        (True, False, True, MODIFIED),
        (True, True, False, MODIFIED),
    ],
)
def test_buy_classes(before: bool, same_goods: bool, same_house: bool, kind: str) -> None:
    found = targeting.buy_class(bought_before=before, same_specification=same_goods, same_supplier=same_house)
    assert found == kind


def test_every_customer_begins_with_a_new_task(meridian: Sample) -> None:
    table = targeting.buy_classes(meridian.lines)
    assert len(table) == meridian.lines["order_id"].nunique()
    first = table.drop_duplicates("customer_id")
    assert (first["buy_class"] == NEW).all()
    assert set(table["buy_class"]) == {NEW, MODIFIED, STRAIGHT}


def test_types_cover_the_four_the_six_and_the_two() -> None:
    table = targeting.type_crosswalk()
    assert set(table["four_kinds"]) == {"consumer", "business", "channel", "internal"}
    assert sorted(set(table["six_kinds"]) - {""}) == list("123456")
    assert set(table["two_kinds"]) - {""} == {"consumer", "business"}
    assert targeting.types_for(purpose="build in", position="maker") == ["component buyer"]
    assert len(targeting.consumer_or_business()) == 4


@given(st.floats(0.1, 5000))
def test_containers_hold_the_goods_and_no_container_is_idle(cubic_metres: float) -> None:
    table = targeting.containers_for(cubic_metres)
    loads = table["container"].map(targeting.CONTAINERS)
    assert (table["count"] * loads >= cubic_metres * (1 - 1e-12)).all()
    assert ((table["count"] - 1) * loads < cubic_metres).all()
    assert (table["filled"] <= 1 + 1e-12).all()


def test_freight_by_hand() -> None:
    table = targeting.containers_for(100, prices={"40HQ": 3000.0}).set_index("container")
    assert table.loc["40HQ", "cost"] == 6000
    assert math.isnan(table.loc["20FT", "cost"])
    with pytest.raises(ValueError, match="must be above 0"):
        targeting.containers_for(0)
    # Both ways cost the same at the break-even, and above it the container is cheaper.
    even = targeting.lcl_or_fcl(per_cubic_metre=100.0, per_container=2000.0)
    assert even * 100 == 2000
    assert targeting.lcl_or_fcl(per_cubic_metre=50.0, per_container=2000.0) == math.inf


def test_a_margin_is_of_the_selling_price_not_a_mark_up() -> None:
    table = targeting.landed_price(70.0, steps={"duty": 10.0}, margins={"wholesaler": 0.2, "retailer": 0.5})
    assert table["price"].tolist() == pytest.approx([70, 80, 100, 200])
    assert table["share"].sum() == pytest.approx(1)
    assert table["price"].iloc[-1] != pytest.approx(80 * 1.2 * 1.5)
    with pytest.raises(ValueError, match="retailer cannot keep the whole price"):
        targeting.landed_price(70.0, steps={}, margins={"retailer": 1.0})


def test_the_best_bid_is_not_the_likeliest() -> None:
    table = targeting.bid_value({100.0: 0.9, 130.0: 0.6, 170.0: 0.1}, cost_to_deliver=95.0, cost_to_bid=10.0)
    assert table["value"].tolist() == pytest.approx([-5.5, 11.0, -2.5])
    assert table["bid"].tolist() == [False, True, False]


@given(st.lists(st.floats(0.1, 50), min_size=2, max_size=5), st.floats(0.5, 3))
def test_huff_shares_sum_to_one_and_fall_with_distance(distances: list[float], decay: float) -> None:
    places = pd.DataFrame({"place": range(len(distances)), "near": sorted(distances), "far": 10.0})
    shares = targeting.huff_shares({"near": 5.0, "far": 5.0}, places, decay=decay)
    assert shares[["near", "far"]].sum(axis=1).tolist() == pytest.approx([1.0] * len(distances))
    assert shares["near"].is_monotonic_decreasing


def test_an_outlet_on_the_spot_and_a_product_without_parts_are_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        targeting.huff_shares({"a": 1.0}, pd.DataFrame({"place": ["x"], "a": [0.0]}))
    with pytest.raises(ValueError, match="no parts for tablet"):
        targeting.derived_demand(
            {"tablet": 1}, pd.DataFrame({"product": ["x"], "part": ["y"], "per_unit": [1]})
        )


def test_a_gate_counts_only_behind_open_ones() -> None:
    assert targeting.gates(dict.fromkeys(targeting.GATES, True)) == (True, "")
    assert targeting.gates({"own company": True, "customer": True}) == (False, "market")


def test_unknown_is_a_risk_and_a_rating_of_six_a_slip() -> None:
    prospects = pd.DataFrame(
        {"name": ["a", "b"], "need": [5, 5], "budget": [5, None], "authority": [5, 5], "timing": [5, 5]}
    )
    table = targeting.prospect_scores(prospects)
    assert table["score"].tolist() == pytest.approx([100, 80])
    assert table["weakest"].tolist()[1] == "budget"
    with pytest.raises(ValueError, match="from 0 to 5"):
        targeting.prospect_scores(prospects.assign(need=6))
    with pytest.raises(ValueError, match="no column timing"):
        targeting.prospect_scores(prospects.drop(columns="timing"))


@pytest.mark.parametrize("weights", [targeting.BANT, targeting.KEY, targeting.FIT])
def test_weights_of_a_scorecard_sum_to_one(weights: dict[str, float]) -> None:
    assert sum(weights.values()) == pytest.approx(1)


def test_the_corners_of_the_attractiveness_matrix() -> None:
    corners = pd.DataFrame({"segment": ["best", "worst"], "growth": [5, 0], "share": [5, 0]})
    table = targeting.attractiveness(corners, market={"growth": 1}, own={"share": 1})
    assert table["advice"].tolist() == ["invest", "leave"]


def test_stages_of_the_named_accounts(meridian: Sample) -> None:
    stage = targeting.lifecycle_stage(meridian.values).set_axis(meridian.values["customer_id"])
    assert stage["C00006"] == "slowing"
    assert stage["C00001"] in {"steady", "growing"}
    assert set(stage) <= set(targeting.STAGES)
