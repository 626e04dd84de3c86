"""Order values, what customers are worth, renewals."""

import numpy as np
import pandas as pd
import pytest
from cdnow_data import cdnow_rounded, cdnow_summary, theirs
from hypothesis import given
from hypothesis import strategies as st

from helpers import lifetime


def test_customers_who_brought_nothing_are_counted_and_the_way_out_is_named() -> None:
    table = cdnow_rounded().copy()
    back = table.index[table["repeat_days"] > 0]
    table.loc[back[:3], "mean_repeat_value"] = [0.0, -5.0, -0.01]
    with pytest.raises(ValueError, match=r"^3 of the 946 customers .*leave_out.*case\.toml"):
        lifetime.fit_values(table)
    fitted = lifetime.fit_values(table, below_zero="leave_out")
    assert fitted.customers == 943
    found = lifetime.order_values(fitted, table)
    assert (found.loc[back[:3], "basis"] == "none").all()
    assert found.loc[back[:3], "mean_value"].isna().all()
    assert found.drop(index=back[:3])["mean_value"].gt(0).all()


def test_values_nobody_can_learn_from() -> None:
    once = cdnow_rounded()[lambda table: table["repeat_days"] == 0]
    with pytest.raises(ValueError, match="Nobody has come back for more than nothing"):
        lifetime.fit_values(once)
    blank = cdnow_rounded().assign(mean_repeat_value=np.nan)
    with pytest.raises(ValueError, match="946 of 946 customers have no mean_repeat_value"):
        lifetime.fit_values(blank)
    with pytest.raises(ValueError, match="no column mean_repeat_value"):
        lifetime.fit_values(blank.drop(columns="mean_repeat_value"))


def test_values_all_alike_do_not_settle_the_spread() -> None:
    fitted = lifetime.fit_values(cdnow_rounded().assign(mean_repeat_value=20.0))
    assert not fitted.converged
    assert "do not settle" in fitted.reason
    found = lifetime.order_values(fitted, cdnow_rounded().assign(mean_repeat_value=20.0))
    back = found["basis"] == "own and all"
    assert found.loc[back, "mean_value"].tolist() == pytest.approx([20.0] * 946, rel=0.02)


def test_order_values_as_lifetimes_has_them() -> None:
    table, fitted = cdnow_rounded(), lifetime.fit_values(cdnow_rounded())
    other = theirs.GammaGammaFitter()
    other.params_ = pd.Series(fitted.parameters)
    expected = other.conditional_expected_average_profit(table["repeat_days"], table["mean_repeat_value"])
    np.testing.assert_allclose(lifetime.order_values(fitted, table)["mean_value"], expected, rtol=1e-9)


def test_the_mean_of_all_has_no_end_where_q_is_small() -> None:
    fitted = lifetime.Fit(
        "gamma-gamma", {"p": 2.0, "q": 0.9, "v": 5.0}, 0, 1, 1, True, "", np.eye(3), pd.DataFrame()
    )
    assert np.isnan(lifetime.mean_of_all(fitted))
    two = pd.DataFrame({"customer_id": ["a", "b"], "repeat_days": [0, 3], "mean_repeat_value": [0.0, 9.0]})
    found = lifetime.order_values(fitted, two)
    assert found["basis"].tolist() == ["none", "own and all"]
    assert found["mean_value"].isna().tolist() == [True, False]


def test_how_often_and_how_much_hang_together_little_on_cdnow() -> None:
    assert lifetime.value_correlation(cdnow_rounded()) == pytest.approx(0.11, abs=0.01)
    assert np.isnan(lifetime.value_correlation(cdnow_rounded().head(2)))
    assert np.isnan(lifetime.value_correlation(cdnow_rounded().assign(mean_repeat_value=1.0)))


def test_everything_at_once_is_the_parts() -> None:
    terms = lifetime.Terms(margin_share=0.3, service_cost=2.0, horizon_weeks=39, discount_rate=0.15)
    found = lifetime.customer_lifetimes(cdnow_summary(), terms=terms)
    assert found.table["customer_id"].tolist() == cdnow_summary()["customer_id"].tolist()
    net = found.table["mean_value"] * 0.3 - 2
    np.testing.assert_allclose(found.table["clv"], found.table["discounted_orders"] * net)
    assert {"p_alive", "expected_orders", "mean_value", "clv"} <= set(found.table)
    assert found.orders.model == "BG/NBD"
    assert found.values.model == "gamma-gamma"
    assert not found.table.isna().any(axis=None)


EXPECTED = pd.DataFrame({"customer_id": ["a", "b", "c"], "discounted_orders": [2.0, 0.5, 0.0]})
VALUES = pd.DataFrame({"customer_id": ["c", "b", "a"], "mean_value": [np.nan, 50.0, 100.0]})


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 500))
def test_value_rises_with_margin_and_falls_with_service(one: float, other: float, cost: float) -> None:
    low, high = sorted([one, other])
    less = lifetime.lifetime_values(EXPECTED, VALUES, margin_share=low, service_cost=cost)
    more = lifetime.lifetime_values(EXPECTED, VALUES, margin_share=high, service_cost=cost)
    dear = lifetime.lifetime_values(EXPECTED, VALUES, margin_share=high, service_cost=cost + 1)
    assert (more["clv"] >= less["clv"]).all()
    assert (dear["clv"] <= more["clv"]).all()
    assert less["clv"].iloc[2] == 0


def test_margin_and_service_by_customer() -> None:
    share = pd.Series({"c": 0.5, "a": 0.4, "b": 0.1})
    cost = pd.Series({"a": 10.0, "b": 10.0, "c": 10.0})
    found = lifetime.lifetime_values(EXPECTED, VALUES, margin_share=share, service_cost=cost)
    assert found["clv"].tolist() == pytest.approx([2 * 30, 0.5 * -5, 0])
    with pytest.raises(ValueError, match=r"1 of 3 customers has no margin_share \(c\)"):
        lifetime.lifetime_values(EXPECTED, VALUES, margin_share=share.drop("c"))
    with pytest.raises(ValueError, match="same customers"):
        lifetime.lifetime_values(EXPECTED, VALUES.head(2), margin_share=0.3)


def test_margin_multiple_is_a_sum_and_refuses_what_has_no_end() -> None:
    assert lifetime.margin_multiple(0.8, 0.1) == pytest.approx(sum((0.8 / 1.1) ** n for n in range(1, 400)))
    assert lifetime.margin_multiple(0.8, 0.1, payment="start") == pytest.approx(
        sum((0.8 / 1.1) ** n for n in range(400))
    )
    with pytest.raises(ValueError, match="no end"):
        lifetime.margin_multiple(1.0, 0.0)
    with pytest.raises(ValueError, match=r"write 0\.8 for 80%"):
        lifetime.margin_multiple(80, 0.1)


# --- renewals ---


def subscribers(ended: list[float], tenure: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {"customer_id": [f"S{row}" for row in range(len(tenure))], "ended": ended, "tenure": tenure}
    )


def renewal_fit(a: float, b: float) -> lifetime.Fit:
    return lifetime.Fit("sBG", {"a": a, "b": b}, 0, 1, 1, True, "", np.eye(2), pd.DataFrame())


def test_renewal_values_are_the_sum_of_survival() -> None:
    fitted, table = renewal_fit(0.7, 2.5), subscribers([0, 0, 1], [0, 5, 3])
    found = lifetime.renewal_values(fitted, table, margin=20.0, discount_rate=0.1, period_months=12)
    table_years = lifetime.renewal_values(
        fitted, table.assign(tenure=[0, 60, 36]), margin=20.0, discount_rate=0.1, period_months=12
    )
    assert found["periods"].tolist() == [0, 0, 1]
    assert table_years["periods"].tolist() == [0, 5, 3]
    survival = lifetime.survival(fitted, 3000)["survival"].to_numpy()
    discount = 1.1 ** -np.arange(3001)
    from_new = (survival * discount)[1:].sum()
    from_five = (survival[6:] / survival[5] * discount[1:-5]).sum()
    assert table_years["expected_payments"].tolist() == pytest.approx([from_new, from_five, 0], rel=1e-6)
    assert table_years["clv"].tolist() == pytest.approx([20 * from_new, 20 * from_five, 0], rel=1e-6)
    assert table_years["next_retention"].tolist() == pytest.approx([2.5 / 3.2, 7.5 / 8.2, 0])


def test_without_a_discount_the_sum_may_have_no_end() -> None:
    table = subscribers([0], [4])
    assert lifetime.renewal_values(renewal_fit(2.0, 3.0), table)["expected_payments"].iloc[0] == 7 / 1
    with pytest.raises(ValueError, match="no end"):
        lifetime.renewal_values(renewal_fit(0.9, 3.0), table)


def test_all_alike_is_the_margin_multiple() -> None:
    fitted = renewal_fit(2e5, 8e5)
    found = lifetime.renewal_values(fitted, subscribers([0], [0]), discount_rate=0.1, period_months=12)
    assert found["expected_payments"].iloc[0] == pytest.approx(lifetime.margin_multiple(0.8, 0.1), rel=1e-4)


def test_the_truth_of_renewals_is_found() -> None:
    rng = np.random.default_rng(4)
    leaves = rng.geometric(rng.beta(0.8, 3.0, 20_000))
    seen = rng.integers(1, 25, 20_000)
    fitted = lifetime.fit_renewals(subscribers((leaves <= seen).astype(int), np.minimum(leaves, seen)))
    table = fitted.table(level=0.999)
    assert (table["low"] < [0.8, 3.0]).all()
    assert (table["high"] > [0.8, 3.0]).all()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (subscribers([], []), "no subscription to learn from"),
        (subscribers([0, 0], [0.0, 0.5]), "Nobody has come to a first renewal"),
        (subscribers([0, 1], [np.nan, 3]), r"1 of 2 customers has no tenure from 0 months up \(S0\)"),
        (subscribers([0, 2], [3, 3]), "neither 0 nor 1 in ended"),
        (subscribers([0, np.nan], [3, 3]), "neither 0 nor 1 in ended"),
        (subscribers([0, 1], [3, 3]).assign(customer_id="x"), "stands twice"),
    ],
)
def test_impossible_subscriptions_are_refused_in_words(table: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        lifetime.fit_renewals(table)


def test_where_nobody_leaves_or_renews_the_reason_says_it() -> None:
    stays = lifetime.fit_renewals(subscribers([0] * 30, [6] * 30))
    assert not stays.converged
    assert "Hardly anybody has left yet" in stays.reason
    goes = lifetime.fit_renewals(subscribers([1] * 30, [1] * 30))
    assert not goes.converged
    assert "Hardly anybody renews even once" in goes.reason
