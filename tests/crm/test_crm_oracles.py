"""Second opinions on the bench of step 8: published baskets, every way round, exact intervals, hard cases."""

from itertools import pairwise, permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import crm

# The five baskets of Raschka's mlxtend.
KITCHEN = [
    ["Milk", "Onion", "Nutmeg", "Kidney Beans", "Eggs", "Yogurt"],
    ["Dill", "Onion", "Nutmeg", "Kidney Beans", "Eggs", "Yogurt"],
    ["Milk", "Apple", "Kidney Beans", "Eggs"],
    ["Milk", "Unicorn", "Corn", "Kidney Beans", "Yogurt"],
    ["Corn", "Onion", "Onion", "Kidney Beans", "Ice cream", "Eggs"],
]


def lines(baskets):
    rows = [(str(order), item) for order, items in enumerate(baskets) for item in items]
    return pd.DataFrame(rows, columns=["order_id", "product_id"])


def test_the_published_baskets():
    found = crm.rules(lines(KITCHEN), support=0.6, confidence=0.8).set_index(["left", "right"])
    onion = found.loc[("Onion", "Eggs")]
    assert (onion["support"], onion["confidence"], onion["lift"]) == pytest.approx((0.6, 1.0, 1.25))
    assert found.loc[("Eggs", "Kidney Beans"), "lift"] == pytest.approx(1.0)


def test_orders_of_one_thing_each_have_no_rules():
    assert crm.rules(lines([["a"], ["b"], ["a"]])).empty
    with pytest.raises(ValueError, match="No rule begins with a"):
        crm.next_product(crm.rules(lines([["a"]])), "a")
    with pytest.raises(ValueError, match="often enough for a rule"):
        crm.next_product(crm.rules(lines([["a"]])))


@given(st.integers(1, 200), st.integers(1, 200), st.data())
def test_the_difference_stays_between_its_ends_and_minus_one_and_one(of_a, of_b, data):
    won_a, won_b = data.draw(st.integers(0, of_a)), data.draw(st.integers(0, of_b))
    found = crm.difference(won_a, of_a, won_b, of_b)
    assert -1 - 1e-9 <= found["low"] <= found["difference"] + 1e-9
    assert found["difference"] - 1e-9 <= found["high"] <= 1 + 1e-9
    assert crm.difference(won_b, of_b, won_a, of_a)["low"] == pytest.approx(-found["high"])


def test_no_order_of_the_made_up_visits_is_shorter():
    log = crm.visits()
    radians = np.radians(log[["latitude", "longitude"]].to_numpy())
    up, along = radians.T
    points = np.c_[np.cos(up) * np.cos(along), np.cos(up) * np.sin(along), np.sin(up)]
    km = 6371 * np.arccos(np.clip(points @ points.T, -1, 1))
    ways = ((0, *way, 0) for way in permutations(range(1, len(log))))
    best = min(sum(km[a, b] for a, b in pairwise(way)) for way in ways)
    assert crm.route(log).groupby("plan")["total_km"].max()["improved"] == pytest.approx(best, rel=1e-3)


@pytest.mark.parametrize("seen", [5, 8, 40, 300])
def test_the_ends_of_a_count_are_garwoods(seen):
    from scipy.stats import chi2

    exact = chi2.ppf(0.025, 2 * seen) / 2, chi2.ppf(0.975, 2 * seen + 2) / 2
    assert crm.poisson_range(seen) == pytest.approx(exact)


def test_ends_of_the_arrivals_hold_the_true_rates(meridian):
    from helpers import samples

    truth = samples.truth(meridian, "calls")
    found = crm.arrivals(meridian.tables["calls"], by_weekday=True)
    both = found.astype({"weekday": str}).merge(truth, on=["weekday", "time"])
    assert len(both) == 100
    assert both.eval("low <= rate and rate <= high").mean() >= 0.9


def test_fewer_calls_than_none_are_refused_and_a_weekday_stands_before_the_time():
    calls = pd.DataFrame({"interval_start": pd.to_datetime(["2026-06-01 08:00", "2026-06-01 08:15"])})
    with pytest.raises(ValueError, match="fewer calls than none"):
        crm.arrivals(calls.assign(calls=[1, -1]))
    table = crm.staffing(crm.arrivals(calls.assign(calls=[1, 2]), by_weekday=True))
    assert table["interval"].tolist() == ["Monday 08:00", "Monday 08:15"]
    assert crm.day_totals(table)["agent_hours"] == table["agents"].sum() / 4


def test_entries_that_contradict_each_other_are_found():
    day = pd.Timestamp("2026-06-30")
    won = pd.to_datetime(["2026-01-01", "2027-01-01", "2020-01-01", None])
    customers = pd.DataFrame({"customer_id": list("abcd"), "acquired_on": won})
    contacts = pd.DataFrame({"contact_id": ["K1", "K2"], "customer_id": ["a", "gone"]})
    first = pd.Series({"a": pd.Timestamp("2025-01-01"), "c": pd.Timestamp("2021-01-01")})
    table = crm.quality(customers, contacts, first_order=first, as_of=day).set_index("aspect")
    found = table.loc["consistent", ["column", "checked", "good", "example"]].values.tolist()
    assert found == [["acquired_on", 3, 1, "a"], ["customer_id", 2, 1, "K2"]]
