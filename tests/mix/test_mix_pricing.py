"""Sums on prices that one can check by hand, and what they refuse."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import mix


def test_lerner_price_of_the_textbook() -> None:
    assert mix.lerner_price(-4.0, 9.0).value == pytest.approx(12.0)  # Pindyck & Rubinfeld
    assert mix.lerner_margin(-4.0) == pytest.approx(0.25)


@given(st.floats(-8.0, -1.2), st.floats(1.0, 500.0))
def test_lerner_price_is_the_best_of_all_prices_near_it(elasticity: float, cost: float) -> None:
    best = mix.lerner_price(elasticity, cost).value
    prices = best * np.array([0.9, 0.99, 1.0, 1.01, 1.1])
    curve = mix.profit_curve(prices, at_price=best, at_units=100.0, elasticity=elasticity, unit_cost=cost)
    assert mix.best_price(curve, by="profit") == pytest.approx(best)


def test_lerner_carries_the_interval_over() -> None:
    found = mix.lerner_price(mix.Estimate(-2.0, -3.0, -1.5, 36), 10.0)
    assert found[:3] == pytest.approx((20.0, 15.0, 30.0))
    assert found.n == 36
    assert mix.lerner_price(mix.Estimate(-2.0, -3.0, -0.9, 36), 10.0).high == math.inf
    assert math.isnan(mix.lerner_price(mix.Estimate(-2.0, math.nan, math.nan, 3), 10.0).low)


@pytest.mark.parametrize("elasticity", [-1.0, -0.4, 0.3, math.nan])
def test_no_best_price_where_demand_is_not_elastic(elasticity: float) -> None:
    with pytest.raises(ValueError, match="every higher price earns more"):
        mix.lerner_price(elasticity, 9.0)
    with pytest.raises(ValueError, match="unit_cost is 0"):
        mix.lerner_price(-2.0, 0.0)


@given(st.floats(0.05, 1.0), st.floats(-0.9, 2.0))
def test_at_break_even_profit_is_as_before(margin: float, change: float) -> None:
    if margin + change <= 0.01:
        return
    units = mix.break_even_change(change, margin)
    assert (1 + units) * (margin + change) == pytest.approx(margin)


def test_break_even_in_round_numbers() -> None:
    assert mix.break_even_change(-0.10, 0.30) == pytest.approx(0.5)
    assert mix.break_even_change(-0.05, 0.40) == pytest.approx(1 / 7)
    with pytest.raises(ValueError, match="A change of -30% eats a margin of 30%"):
        mix.break_even_change(-0.30, 0.30)
    with pytest.raises(ValueError, match="margin is 30; it is a fraction"):
        mix.break_even_change(-0.1, 30)
    table = mix.break_even_table([0.2, 0.4], [-0.2, 0.1])
    assert table["units_change"].isna().tolist() == [True, False, False, False]
    assert table.loc[2, ["price_change", "margin"]].tolist() == [0.1, 0.2]


def test_waterfall_ends_at_the_sum() -> None:
    steps = mix.price_waterfall(74.0, {"volume discount": 5.2, "rebate": 1.5, "express surcharge": -2.0})
    assert steps["step"].tolist() == [
        "list price",
        "volume discount",
        "rebate",
        "express surcharge",
        "pocket price",
    ]
    assert steps["amount"].iloc[-1] == pytest.approx(69.3) == steps["amount"].iloc[:-1].sum()


def test_waterfall_of_order_lines() -> None:
    products = pd.DataFrame({"product_id": ["a", "b"], "list_price": [10.0, 20.0]})
    lines = pd.DataFrame(
        {
            "product_id": ["a", "b", "a", "unknown"],
            "quantity": [10, 5, -2, 3],
            "unit_price": [9.0, 18.0, 9.0, 1.0],
            "discount": [4.0, np.nan, 0.0, 0.0],
        }
    )
    steps = mix.orders_waterfall(lines, products, extras={"credit": 2.0}).set_index("step")["amount"]
    assert steps["list price"] == 200
    assert steps["price agreed below list"] == -20
    assert steps["discount on the line"] == -4
    assert steps["pocket price"] == 174
    with pytest.raises(ValueError, match="No order line has a product with a list price"):
        mix.orders_waterfall(lines.tail(1), products)
    with pytest.raises(ValueError, match="products has no column list_price"):
        mix.orders_waterfall(lines, products[["product_id"]])


def test_two_ten_net_thirty() -> None:
    assert mix.credit_cost(0.02, discount_days=10, net_days=30) == pytest.approx(0.4459, abs=5e-5)
    simple = mix.credit_cost(0.02, discount_days=10, net_days=30, compound=False)
    assert simple == pytest.approx(0.3724, abs=5e-5)
    assert mix.credit_cost(0.0, discount_days=10, net_days=30) == 0
    with pytest.raises(ValueError, match=r"write 0.02 for 2%"):
        mix.credit_cost(2, discount_days=10, net_days=30)
    with pytest.raises(ValueError, match="later than discount_days"):
        mix.credit_cost(0.02, discount_days=30, net_days=30)


def test_profit_curve_passes_through_today() -> None:
    curve = mix.profit_curve(
        [74.0], at_price=74.0, at_units=500, elasticity=-2.1, unit_cost=40, fixed_cost=1000
    )
    assert curve.iloc[0].tolist() == [74.0, 500.0, 37_000.0, 16_000.0]
    with pytest.raises(ValueError, match="not above zero"):
        mix.profit_curve([0.0], at_price=74.0, at_units=500, elasticity=-2.1, unit_cost=40)
