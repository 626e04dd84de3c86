"""Choosing: offers by weights, what is bought together, the way round a day, two pages of a shop."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import crm
from helpers.intervals import wilson

MARKS = pd.DataFrame({"criterion": ["easy", "cheap"], "A": [5, 1], "B": [2, 4]})


# A vendor


@pytest.mark.parametrize(("weights", "best", "score"), [
    ({"easy": 3, "cheap": 1}, "A", 4.0),
    ({"easy": 1, "cheap": 3}, "B", 3.5),
    ({"easy": 30, "cheap": 10}, "A", 4.0),
])  # fmt: skip
def test_a_score_is_the_weighted_mean_of_the_marks(weights, best, score):
    first = crm.scorecard(MARKS, weights).iloc[0]
    assert (first["offer"], first["score"]) == (best, pytest.approx(score))


def test_offers_alike_keep_their_order_and_each_has_its_strong_and_weak_side():
    table = crm.scorecard(MARKS.assign(B=MARKS["A"]), {"easy": 1, "cheap": 1})
    assert table["offer"].tolist() == ["A", "B"]
    assert table[["strongest", "weakest"]].iloc[0].tolist() == ["easy", "cheap"]


@pytest.mark.parametrize("wrong", [{}, {"easy": 0}, {"easy": 2, "cheap": -1}])
def test_weights_below_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match="Weights are zero or more"):
        crm.scorecard(MARKS, wrong)


def test_other_heads_choose_the_one_that_is_best_at_everything_and_share_where_it_is_close():
    better = pd.DataFrame({"criterion": ["easy", "cheap"], "A": [5, 5], "B": [2, 4]})
    assert crm.weights_tested(better, {"easy": 1, "cheap": 1})["share_of_weightings"].tolist() == [1, 0]
    even = pd.DataFrame({"criterion": ["easy", "cheap"], "A": [5, 1], "B": [1, 5]})
    table = crm.weights_tested(even, {"easy": 1, "cheap": 1}, draws=20_000)
    assert table["share_of_weightings"].tolist() == pytest.approx([0.5, 0.5], abs=0.02)
    assert table["ours"].tolist() == [3, 3]


def test_the_invented_offers_are_ranked_and_their_shares_add_up():
    table = crm.weights_tested()
    assert table["share_of_weightings"].sum() == pytest.approx(1)
    assert table["offer"].tolist() == crm.scorecard()["offer"].tolist()
    assert table["ours"].tolist() == crm.scorecard()["score"].tolist()
    assert set(crm.ratings()["criterion"]) == set(crm.WEIGHTS)
    assert sum(crm.WEIGHTS.values()) == 100
    assert crm.weights_tested().equals(table)


def test_the_price_list_shows_one_of_four_columns():
    table = crm.ownership(users=10, years=2)
    parts = ["set_up", "licences", "moving_in", "moving_out"]
    assert table["total"].tolist() == table[parts].sum(axis=1).tolist()
    twice = crm.ownership(users=20, years=2)
    assert twice["licences"].tolist() == (2 * table["licences"]).tolist()
    assert twice["moving_out"].tolist() == table["moving_out"].tolist()
    with pytest.raises(ValueError, match="years is 0"):
        crm.ownership(years=0)


def test_every_claim_has_a_question_and_something_that_would_count():
    table = crm.claims()
    assert (table[["claim", "zh", "said_by", "ask", "would_count"]].map(len) > 1).all(axis=None)


# What is bought together


BASKETS = pd.DataFrame(
    [
        ("1", "chair"), ("1", "table"), ("1", "table"), ("2", "chair"), ("2", "table"), ("2", "lamp"),
        ("3", "chair"), ("4", "lamp"), ("5", "chair"), ("5", "lamp"), ("6", "rug"),
    ],
    columns=["order_id", "product_id"],
)  # fmt: skip


def test_rules_are_as_counted_by_hand():
    table = crm.rules(BASKETS).set_index(["left", "right"])
    # Six orders: chair in 1 2 3 5, table in 1 2, lamp in 2 4 5.
    found = table.loc[("table", "chair")]
    assert found[["both", "left_baskets"]].tolist() == [2, 2]
    assert found[["support", "confidence", "lift"]].tolist() == pytest.approx([2 / 6, 1, 1 / (4 / 6)])
    assert (found["low"], found["high"]) == pytest.approx(wilson(2, 2))
    back = table.loc[("chair", "table")]
    assert back[["both", "left_baskets", "confidence"]].tolist() == [2, 4, 0.5]
    assert back["lift"] == pytest.approx(found["lift"])
    assert table.loc[("lamp", "chair"), "lift"] == pytest.approx((2 / 3) / (4 / 6))
    assert ("rug", "chair") not in table.index
    assert len(table) == 6


@settings(max_examples=30)
@given(st.lists(st.sets(st.sampled_from("abcd"), min_size=1), min_size=1, max_size=25))
def test_rules_agree_with_a_plain_count(orders):
    lines = pd.DataFrame(
        [(str(n), item) for n, items in enumerate(orders) for item in items],
        columns=["order_id", "product_id"],
    )
    table = crm.rules(lines, support=0).set_index(["left", "right"])
    pairs = {(a, b) for items in orders for a in items for b in items if a != b}
    assert set(table.index) == pairs
    for (a, b), row in table.iterrows():
        both = sum({a, b} <= items for items in orders)
        left, right = (sum(one in items for items in orders) for one in (a, b))
        assert row["both"] == both
        assert row["confidence"] == pytest.approx(both / left)
        assert row["lift"] == pytest.approx(both * len(orders) / (left * right))


def test_rare_pairs_weak_rules_and_returns_are_left_out():
    assert set(crm.rules(BASKETS, support=0.3)["both"]) == {2}
    assert crm.rules(BASKETS, support=0.5).empty
    assert crm.rules(BASKETS, confidence=0.9)["left"].tolist() == ["table"]
    returned = BASKETS.assign(quantity=np.where(BASKETS["product_id"] == "lamp", -1, 1))
    assert "lamp" not in set(crm.rules(returned)["left"])
    with pytest.raises(ValueError, match="No order names what was in it"):
        crm.rules(BASKETS.assign(product_id=None))
    with pytest.raises(ValueError, match=r"write 0\.8 for 80%"):
        crm.rules(BASKETS, support=80)


def test_the_next_product_is_one_that_is_lifted_beyond_luck():
    orders = [("table", "chair")] * 40 + [("lamp",)] * 40 + [("table", "lamp")] * 5 + [("chair",)] * 3
    lines = pd.DataFrame(
        [(str(n), item) for n, items in enumerate(orders) for item in items],
        columns=["order_id", "product_id"],
    )
    found = crm.rules(lines)
    table = crm.next_product(found, "table")
    assert table["right"].tolist() == ["chair"]
    assert table["lift"].iloc[0] > 1
    assert crm.next_product(found, "lamp").empty
    with pytest.raises(ValueError, match="No rule begins with sofa"):
        crm.next_product(found, "sofa")


# A day of visits


@given(st.lists(st.tuples(st.floats(-60, 60), st.floats(-170, 170)), min_size=3, max_size=9, unique=True))
def test_the_improved_way_is_never_longer_and_goes_everywhere_once(points):
    log = pd.DataFrame(points, columns=["latitude", "longitude"]).assign(
        place=[f"p{n}" for n in range(len(points))]
    )
    table = crm.route(log)
    lengths = table.groupby("plan")["total_km"].max()
    assert lengths["improved"] <= lengths["nearest first"] + 1e-6
    for _plan, way in table.groupby("plan"):
        assert way["place"].iloc[0] == way["place"].iloc[-1] == "p0"
        assert sorted(way["place"].iloc[:-1]) == sorted(log["place"])
        assert way["km"].sum() == pytest.approx(way["total_km"].iloc[-1])


def test_a_degree_of_latitude_is_111_kilometres_and_crossed_ways_are_undone():
    log = pd.DataFrame(
        {"place": list("abcd"), "latitude": [0.0, 1.0, 0.0, 1.0], "longitude": [0.0, 1.0, 1.0, 0.0]}
    )
    lengths = crm.route(log).groupby("plan")["total_km"].max()
    assert lengths["improved"] == pytest.approx(4 * 111.19, abs=0.1)
    assert lengths["as written"] == pytest.approx(2 * 111.19 + 2 * 157.2, abs=0.5)


def test_the_made_up_day_gets_shorter_and_a_single_visit_is_no_round():
    lengths = crm.route(crm.visits()).groupby("plan", sort=False)["total_km"].max()
    assert lengths.is_monotonic_decreasing
    with pytest.raises(ValueError, match="two visits at least"):
        crm.route(crm.visits().head(2))
    with pytest.raises(ValueError, match="no finite number"):
        crm.route(crm.visits().assign(latitude="north"))


# The web


@pytest.mark.parametrize(
    ("numbers", "low", "high"),
    [((48, 80, 56, 70), 0.0524, 0.3339), ((3, 10, 9, 10), 0.1705, 0.8090), ((0, 20, 10, 10), 0.6791, 1.0)],
)
def test_the_difference_of_two_pages_is_as_newcombe_published(numbers, low, high):
    found = crm.difference(*numbers)
    assert found["low"] == pytest.approx(low, abs=0.0001)
    assert found["high"] == pytest.approx(high, abs=0.0001)


def test_a_funnel_counts_each_step_from_the_one_before():
    table = crm.web_funnel()
    for _page, own in table.groupby("page"):
        assert own["rate"].iloc[0] == 1
        assert own["rate"].iloc[1:].tolist() == pytest.approx(
            (own["visitors"].to_numpy()[1:] / own["visitors"].to_numpy()[:-1]).tolist()
        )
        assert ((own["low"] <= own["rate"]) & (own["rate"] <= own["high"] + 1e-9)).all()


@given(st.floats(0.01, 1), st.floats(0, 1), st.floats(0.05, 1))
def test_middlemen_end_where_the_two_moves_balance(dealers, back, over):
    table = crm.channel_share(
        dealers=dealers, own_shop=1 - dealers, moves_over=over, moves_back=back, years=600
    )
    assert (table["dealers"] + table["own_shop"]).tolist() == pytest.approx([1] * len(table))
    assert table["dealers"].iloc[0] == pytest.approx(dealers)
    if over + back < 1.95:
        assert table["dealers"].iloc[-1] == pytest.approx(back / (back + over), abs=1e-6)


def test_middlemen_vanish_only_where_nobody_goes_back():
    assert crm.channel_share(moves_back=0, years=200)["dealers"].iloc[-1] < 1e-6
    assert crm.channel_share(years=200)["dealers"].iloc[-1] > 0.25
    assert crm.channel_share(years=0)["year"].tolist() == [0]
    with pytest.raises(ValueError, match="moves_over is 12"):
        crm.channel_share(moves_over=12)
    with pytest.raises(ValueError, match="above zero"):
        crm.channel_share(dealers=0, own_shop=0)
