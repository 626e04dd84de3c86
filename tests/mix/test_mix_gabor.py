"""Demand by price: the constructed Gabor–Granger case, willingness to pay, and demand from a choice model."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import choice, mix, samples
from helpers.intervals import wilson

PRICES, WOULD_BUY = [5, 6, 7, 8, 9], [0.90, 0.80, 0.65, 0.45, 0.25]


def test_the_constructed_case() -> None:
    demand = mix.gabor_granger(PRICES, WOULD_BUY, unit_cost=3)
    assert demand["revenue"].tolist() == pytest.approx([4.50, 4.80, 4.55, 3.60, 2.25])
    assert demand["profit"].tolist() == pytest.approx([1.80, 2.40, 2.60, 2.25, 1.50])
    assert mix.best_price(demand) == 6
    assert mix.best_price(demand, by="profit") == 7


def test_how_many_were_asked_gives_intervals() -> None:
    demand = mix.gabor_granger([9, 5], [0.25, 0.90], asked=80)
    assert demand["price"].tolist() == [5, 9]
    assert demand[["low", "high"]].iloc[0].tolist() == pytest.approx(wilson(72, 80))
    assert "profit" not in demand


@pytest.mark.parametrize(
    ("prices", "shares", "message"),
    [
        ([5, 6], [0.9], "Each price needs the fraction"),
        ([], [], "Each price needs the fraction"),
        ([5], [90], "write 0.8 for 80%"),
        ([0, 5], [1.0, 0.5], "not above zero"),
    ],
)
def test_what_makes_no_demand_is_refused(prices: list[float], shares: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mix.gabor_granger(prices, shares)


def test_best_price_of_a_tie_is_the_lowest() -> None:
    tie = pd.DataFrame({"price": [8.0, 4.0], "revenue": [2.0, 2.0]})
    assert mix.best_price(tie) == 4
    with pytest.raises(ValueError, match="demand has no column profit"):
        mix.best_price(tie, by="profit")
    with pytest.raises(ValueError, match="no price with a revenue"):
        mix.best_price(tie.assign(revenue=np.nan))


@given(st.lists(st.integers(1, 500), min_size=1, max_size=200))
def test_willingness_falls_from_everybody_to_somebody(highest: list[int]) -> None:
    curve = mix.willing(pd.Series(highest))
    assert len(curve) <= 60
    assert (curve["share"].diff().dropna() <= 1e-12).all()
    assert curve["share"].iloc[0] == 1
    assert curve["share"].iloc[-1] >= 1 / len(highest)
    assert (curve["low"] <= curve["share"] + 1e-12).all()
    assert (curve["share"] <= curve["high"] + 1e-12).all()


def test_willingness_at_a_price_counts_who_names_it() -> None:
    curve = mix.willing(pd.Series([50, 60, 60, 80, np.nan]), at=[60, 61, 81], unit_cost=40)
    assert curve["share"].tolist() == [0.75, 0.25, 0.0]
    assert curve["profit"].tolist() == [15.0, 5.25, 0.0]
    with pytest.raises(ValueError, match="Nobody said"):
        mix.willing(pd.Series([np.nan]))


@pytest.fixture(scope="module")
def juice() -> choice.Fit:
    return choice.fit(samples.orange_juice(), attributes=["alternative", "price"])


OFFERS = pd.DataFrame({"offer": ["CH", "MM"], "alternative": ["CH", "MM"], "price": [1.80, 1.90]})


def test_demand_from_choices_of_orange_juice(juice: choice.Fit) -> None:
    prices = np.linspace(1.2, 2.6, 15)
    demand = mix.choice_demand(juice, OFFERS, offer="CH", prices=prices, unit_cost=1.0)
    assert (demand["share"].diff().dropna() < 0).all()
    assert ((demand["low"] < demand["share"]) & (demand["share"] < demand["high"])).all()
    one = choice.shares(juice, OFFERS.assign(price=[prices[4], 1.90])).set_index("offer").loc["CH", "share"]
    assert demand["share"].iloc[4] == pytest.approx(one)
    assert demand["profit"].to_numpy() == pytest.approx((prices - 1.0) * demand["share"])


def test_the_best_price_from_choices_meets_the_first_order_condition(juice: choice.Fit) -> None:
    prices = np.arange(1.0, 3.0, 0.005)
    best = mix.choice_best_price(juice, OFFERS, offer="CH", prices=prices, unit_cost=1.0)
    share = mix.choice_demand(juice, OFFERS, offer="CH", prices=[best.value])["share"].iloc[0]
    slope = float(juice.estimates[-1])
    assert best.value - 1.0 == pytest.approx(-1 / (slope * (1 - share)), abs=0.01)  # margin of a logit
    assert best.low < best.value < best.high
    demand = mix.choice_demand(juice, OFFERS, offer="CH", prices=prices, unit_cost=1.0)
    assert mix.best_price(demand, by="profit") == pytest.approx(best.value)


def test_the_offer_that_moves_must_be_there(juice: choice.Fit) -> None:
    with pytest.raises(ValueError, match="offers has no single XX; it has CH, MM"):
        mix.choice_demand(juice, OFFERS, offer="XX", prices=[2.0])
    with pytest.raises(ValueError, match="offers has no column price"):
        mix.choice_demand(juice, OFFERS.drop(columns="price"), offer="CH", prices=[2.0])


def test_without_a_slope_of_price_there_is_no_demand() -> None:
    fit = choice.fit(samples.heating())
    with pytest.raises(ValueError, match="no slope of price"):
        mix.choice_demand(fit, OFFERS, offer="CH", prices=[2.0])
