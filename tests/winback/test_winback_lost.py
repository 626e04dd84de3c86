"""Silence in own gaps, risk and value, reasons, recovery after a mistake, and when to stop."""

import numpy as np
import pandas as pd
import pytest

from helpers import orders, winback


def summary(*rows):
    """customer_id, days_since_last, repeat_days, own gap in days, revenue."""
    table = pd.DataFrame(rows, columns=["customer_id", "days_since_last", "repeat_days", "gap", "revenue"])
    return table.assign(recency_weeks=table["gap"] * table["repeat_days"] / 7)


def test_the_same_silence_is_long_for_one_and_short_for_another():
    table = winback.standings(summary(("often", 60, 50, 10, 1.0), ("seldom", 60, 50, 180, 1.0)))
    assert table["standing"].tolist() == ["dormant", "on time"]
    assert table["gaps_missed"].iloc[0] > 5 > table["gaps_missed"].iloc[1]


def test_lost_takes_two_witnesses():
    both = summary(("a", 60, 50, 10, 1.0), ("b", 60, 50, 10, 1.0), ("c", 5, 50, 10, 1.0))
    alive = pd.DataFrame({"customer_id": ["a", "b", "c"], "p_alive": [0.1, 0.6, 0.1]})
    assert winback.standings(both, alive)["standing"].tolist() == ["lost", "dormant", "on time"]
    assert "lost" not in set(winback.standings(both)["standing"])


def test_who_ordered_once_leans_on_the_others_of_the_kind():
    people = pd.DataFrame({"customer_id": list("abc"), "customer_type": ["shop", "shop", "project"]})
    rows = summary(("a", 20, 9, 20, 1.0), ("b", 20, 0, 0, 1.0), ("c", 20, 3, 300, 1.0))
    gaps = winback.usual_gaps(rows, people).set_index("customer_id")["usual_gap_days"]
    assert gaps["b"] == pytest.approx(20)
    assert gaps["c"] == pytest.approx(300)


def test_who_ordered_once_may_have_left_whatever_the_model_says():
    rows = summary(("once", 90, 0, 0, 1.0), ("often", 90, 5, 30, 1.0))
    alive = pd.DataFrame({"customer_id": ["once", "often"], "p_alive": [1.0, 0.9]})
    assert winback.standings(rows, alive)["p_alive"].tolist() == [0.25, 0.9]


def test_the_chance_agrees_with_what_the_simulation_knows(meridian):
    from helpers import samples

    table = orders.customers(meridian.tables["orders"], as_of=meridian.as_of)
    hidden = samples.truth(meridian, "customers")
    seen = samples.still_here(winback.still_here(table), hidden, as_of=meridian.as_of)
    seen = seen[(table["repeat_days"] > 0).to_numpy()]
    bands = seen.groupby(pd.cut(seen["p_alive"], [0, 0.2, 0.4, 0.6, 0.8, 1]), observed=True)
    found = bands[["p_alive", "still_here"]].mean()
    # One model for all kinds of customer is a blend: lesson 6 fits one a kind, and comes closer.
    assert (np.abs(found["p_alive"] - found["still_here"]) < 0.12).all()


def test_values_are_counted_over_the_years_in_which_they_ordered():
    rows = summary(("a", 900, 10, 36.5, 3650.0)).assign(margin=[365.0])
    value = winback.year_values(rows)["year_value"].iloc[0]
    assert value == pytest.approx(365.0 / ((365 + 36.5) / 365))


def test_a_loss_cannot_be_at_risk():
    risk = pd.DataFrame({"customer_id": ["a", "b"], "churn_probability": [0.9, 0.9]})
    values = pd.DataFrame({"customer_id": ["a", "b"], "year_value": [-100.0, 10.0]})
    found = winback.value_at_risk(risk, values)
    assert found["value_at_risk"].tolist() == [9.0, 0.0]
    grid = winback.risk_grid(found)
    assert grid["customers"].sum() == 2
    assert grid["value_at_risk"].sum() == pytest.approx(9.0)


def test_orders_speak_before_contracts_do():
    alive = pd.DataFrame({"customer_id": ["a"], "p_alive": [0.75]})
    contracts = pd.DataFrame(
        {
            "customer_id": ["a", "b", "c", "d"],
            "ended": [0, 0, 1, 1],
            "tenure": [3, 4, 2, 5],
            "fee": [1, 2, 3, 2],
        }
    )
    found = winback.chances_of_loss(alive, contracts).set_index("customer_id")
    assert found.loc["a", "churn_probability"] == 0.25
    assert found["known_from"].to_dict() == {"a": "orders", "b": "contract"}
    assert winback.worth_a_year(None, contracts)["year_value"].tolist() == [12, 24, 36, 24]
    with pytest.raises(ValueError, match="orders or subscriptions"):
        winback.chances_of_loss(None)


def test_reasons_add_up_and_blanks_are_counted():
    left = pd.DataFrame({"reason": ["price", None, "price", "service"], "past_value": [1.0, 2.0, 3.0, 90.0]})
    table = winback.reason_table(left)
    assert table["reason"].tolist() == ["price", "not said", "service"]
    assert table["value"].tolist() == [4.0, 2.0, 90.0]
    assert table["cumulative_share"].iloc[-1] == 1
    with pytest.raises(ValueError, match="Nobody has left"):
        winback.reason_table(left.head(0))


# --- recovery ---


def visits(customer, *days):
    stamp = pd.Timestamp("2025-01-01")
    rows = [
        {
            "order_id": f"{customer}{day}",
            "customer_id": customer,
            "ordered_at": stamp + pd.Timedelta(days=day),
        }
        for day in days
    ]
    return pd.DataFrame(rows).assign(quantity=1.0)


def ticket(customer, day, hours, *, reopened=0):
    opened = pd.Timestamp("2025-01-01") + pd.Timedelta(days=day)
    reply = opened + pd.Timedelta(hours=hours)
    return {
        "customer_id": customer, "opened_at": opened, "first_reply_at": reply,
        "resolved_at": reply + pd.Timedelta(days=1), "category": "damaged", "reopened": reopened,
    }  # fmt: skip


def test_the_paradox_is_counted_from_one_day_on():
    lines = pd.concat([visits("a", 10, 120), visits("b", 20, 150), visits("c", 30), visits("d", 40, 90)])
    tickets = pd.DataFrame([ticket("b", 21, 2), ticket("c", 31, 60), ticket("d", 130, 90)])
    as_of = pd.Timestamp("2025-01-01") + pd.Timedelta(days=200)
    table = winback.recovered(tickets, lines, as_of=as_of, days=100).set_index("group")
    assert table["customers"].to_dict() == {"no complaint": 2, "handled well": 1, "handled badly": 1}
    assert table["reordered"].to_dict() == {"no complaint": 0.5, "handled well": 1.0, "handled badly": 0.0}


def test_one_bad_handling_is_enough():
    lines = pd.concat([visits("a", 10, 20, 120), visits("b", 20)])
    tickets = pd.DataFrame([ticket("a", 11, 2), ticket("a", 21, 2, reopened=1)])
    as_of = pd.Timestamp("2025-01-01") + pd.Timedelta(days=200)
    table = winback.recovered(tickets, lines, as_of=as_of, days=100).set_index("group")
    assert table["customers"].to_dict() == {"no complaint": 1, "handled well": 0, "handled badly": 1}


def test_answers_are_scored_by_their_own_promise():
    tickets = pd.DataFrame([ticket("a", 1, 3), ticket("a", 2, 16), ticket("b", 3, 200)])
    table = winback.response_scores(tickets.assign(severity=["high", "high", "low"])).set_index("severity")
    assert table.loc["high", "share"] == 0.5
    assert table.loc["high", "points"] == pytest.approx((100 + 0) / 2)
    assert table.loc["low", "points"] == 0
    with pytest.raises(ValueError, match="No ticket has been answered"):
        winback.response_scores(tickets.assign(first_reply_at=pd.NaT))


@pytest.mark.parametrize(("hours", "points"), [(0, 100), (24, 100), (42, 75), (96, 0), (500, 0)])
def test_points_fall_evenly_from_the_promise(hours, points):
    assert winback.response_points(hours, promise_hours=24) == pytest.approx(points)


def test_a_voucher_is_paid_to_those_who_came_anyway():
    assert winback.cost_per_won(mailed=100, without=0.08, with_it=0.12, letter=1, offer=20) == pytest.approx(
        85
    )
    assert winback.cost_per_won(mailed=100, without=0.2, with_it=0.2, letter=1, offer=0) == float("inf")


def test_the_second_life_is_worth_part_of_the_first():
    assert winback.second_value(1000.0) == pytest.approx(1320)
    assert winback.second_value(-5.0) == 0
    assert winback.second_value(1000.0, retention=0.0) == pytest.approx(600)


def test_letting_go_comes_when_the_next_letter_costs_more_than_it_brings():
    table = winback.attempts(0.08, value=300, cost=10)
    assert table["gain"].round(2).tolist()[:3] == [14.0, 2.0, -4.0]
    assert not table["worth_it"].iloc[2:].any()


# --- by hand ---


def test_twelve_customers_to_count(campaign, meridian):
    small = winback.twelve(campaign, meridian.table("customers"), named=meridian.named)
    assert winback.counted(small)[["customers", "came_back"]].to_numpy().tolist() == [[6, 3], [6, 2]]
    assert ((small["ordered_since"] > 0) == (small["came_back"] == "yes")).all()
    assert winback.twelve(campaign, blanks=2)["came_back"].isna().sum() == 2


def test_the_two_bills_differ_by_who_would_have_come(campaign):
    bill = winback.two_bills(campaign, per_return=100.0, cost=5.0).set_index("line")
    assert (bill.loc["letters sent", "as_told"], bill.loc["came back", "as_told"]) == tuple(
        winback.arms(campaign).loc[0, ["customers", "returned"]]
    )
    assert bill.loc["won back", "compared"] < bill.loc["won back", "as_told"]
    assert bill.loc["won back", "compared"] == pytest.approx(
        bill.loc["came back", "compared"] - bill.loc["of them, would have come anyway", "compared"], abs=1
    )


def test_the_curve_by_hand_is_that_of_the_machine(meridian):
    few = winback.contracts(meridian.tables["subscriptions"])
    table = few.rename(columns={"contract": "customer_id", "months": "tenure"})
    table = table.assign(ended=(table["ended"] == "yes").astype(int))
    curve = winback.kaplan_meier(table)
    assert few["still_there"].iloc[-1] == pytest.approx(curve["survival"].iloc[-1])
