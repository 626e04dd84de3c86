"""Silence in own gaps, risk and value, reasons, recovery after a mistake, and when to stop."""

import numpy as np
import pandas as pd
import pytest

from helpers import keeping, samples, targeting, winback


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


def test_the_usual_gap_is_that_of_the_other_steps(meridian):
    known = targeting.customer_money(meridian.tables["orders"], meridian.table("customers"))
    gaps, step6 = winback.usual_gaps(known), keeping.still_here(known)
    assert gaps["usual_gap_days"].to_numpy() == pytest.approx(step6["usual_gap_days"].to_numpy())
    assert gaps["gaps_missed"].to_numpy() == pytest.approx(step6["gaps_silent"].to_numpy(), abs=0.01)


def test_who_ordered_once_has_a_row_of_their_own_and_no_chance():
    rows = summary(("once", 900, 0, 0, 1.0), ("often", 90, 5, 30, 1.0))
    alive = pd.DataFrame(
        {"customer_id": ["once", "often"], "p_alive": [1.0, 0.9], "expected_orders": [0.4, 2.0]}
    )
    found = winback.standings(rows, alive)
    assert found["standing"].tolist() == ["ordered once", "dormant"]
    assert np.isnan(found["p_alive"][0])
    table = winback.standing_table(found, winback.year_values(rows)).set_index("standing")
    assert table.index.tolist() == ["on time", "late", "dormant", "lost", "ordered once"]
    assert table.loc[["dormant", "ordered once"], "expected_orders"].tolist() == [2.0, 0.4]
    assert table["customers"].sum() == 2
    assert winback.chances_of_loss(found)["customer_id"].tolist() == ["often"]


def test_the_chance_agrees_with_what_the_simulation_knows(meridian):
    known = targeting.customer_money(
        meridian.tables["orders"], meridian.table("customers"), as_of=meridian.as_of
    )
    standing = winback.standings(known, keeping.still_here(known)).dropna(subset=["p_alive"])
    seen = samples.still_here(standing, samples.truth(meridian, "customers"), as_of=meridian.as_of)
    table = targeting.reliability(seen, said="p_alive", seen="still_here")
    # These orders were drawn from the model, kind by kind; so nearly every chance is honest.
    assert table["customers"].sum() == len(standing)
    assert (np.abs(table["said"] - table["seen"]) < 0.03).all()
    lost = seen[(seen["standing"] == "lost").to_numpy()]
    assert lost["still_here"].mean() < 0.1


def test_values_are_counted_over_the_years_in_which_they_ordered():
    rows = summary(("a", 900, 10, 36.5, 3650.0)).assign(margin=[365.0])
    value = winback.year_values(rows)["year_value"].iloc[0]
    assert value == pytest.approx(365.0 / ((365 + 36.5) / 365))


def test_values_are_what_is_left_after_service_where_step_1_knows_it(meridian):
    known = targeting.customer_money(meridian.tables["orders"], meridian.table("customers"))
    both = [winback.year_values(table) for table in (known, known.drop(columns="profit"))]
    assert both[0]["year_value"].sum() < both[1]["year_value"].sum()
    kestrel = next(name for name, short in meridian.named.items() if short == "Kestrel")
    assert both[0].set_index("customer_id").loc[kestrel, "year_value"] < 0


def test_a_loss_cannot_be_at_risk():
    risk = pd.DataFrame({"customer_id": ["a", "b"], "churn_probability": [0.9, 0.9]})
    values = pd.DataFrame({"customer_id": ["a", "b"], "year_value": [-100.0, 10.0]})
    found = winback.value_at_risk(risk, values)
    assert found["value_at_risk"].tolist() == [9.0, 0.0]
    top = winback.at_the_top(found, named={"b": "Nordhaus"})
    assert top[["account", "value_at_risk"]].to_numpy().tolist() == [["Nordhaus", 9.0]]


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


def test_the_adjusted_share_is_by_hand_and_has_a_range():
    twice = [visits(name, 10, 20, *more) for name, more in (("a", (120,)), ("b", (120,)), ("e", ()))]
    lines = pd.concat([*twice, visits("c", 30), visits("d", 40, 90, 150)])
    tickets = pd.DataFrame([ticket("e", 21, 2), ticket("d", 91, 2)])
    as_of = pd.Timestamp("2025-01-01") + pd.Timedelta(days=200)
    table = winback.recovered(tickets, lines, as_of=as_of, days=100).set_index("group")
    # Well handled: of those with two or three orders before (d and e) one came back; none had a single order.
    assert table.loc["handled well", ["reordered", "adjusted"]].tolist() == [0.5, 0.5]
    assert table.loc["no complaint", "adjusted"] == pytest.approx(2 / 3)
    assert np.isnan(table.loc["handled badly", "adjusted"])
    known = table.drop(index="handled badly")
    assert (known["adjusted_low"] <= known["adjusted"]).all()
    assert (known["adjusted"] <= known["adjusted_high"]).all()


def test_the_range_of_the_adjusted_share_holds_the_truth_as_often_as_it_says():
    inside, first = [], pd.Timestamp("2025-01-01")
    for seed in range(120):
        rng = np.random.default_rng(seed)
        ids = [f"c{number}" for number in range(300)]
        again, trouble = rng.random(300) < 0.6, rng.random(300) < 0.3
        lines = pd.DataFrame({"customer_id": ids, "order_id": ids, "quantity": 1.0})
        back = lines[again].assign(
            order_id=lambda t: t["order_id"] + "b", ordered_at=first + pd.Timedelta("150D")
        )
        lines = pd.concat([lines.assign(ordered_at=first + pd.Timedelta("20D")), back])
        tickets = pd.DataFrame([ticket(name, 30, 2) for name, had in zip(ids, trouble, strict=True) if had])
        found = winback.recovered(tickets, lines, as_of=first + pd.Timedelta("200D"), days=100)
        row = found.set_index("group").loc["handled well"]
        inside.append(row["adjusted_low"] <= 0.6 <= row["adjusted_high"])
    assert 0.89 <= np.mean(inside) <= 0.99


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
    bill = winback.two_bills(campaign, cost=5.0, currency="USD").set_index("line")
    assert (bill.loc["letters sent", "as_told"], bill.loc["came back", "as_told"]) == tuple(
        winback.arms(campaign).loc[0, ["customers", "returned"]]
    )
    assert bill.loc["won back", "compared"] < bill.loc["won back", "as_told"]
    assert bill.loc["their orders, USD", "as_told"] == pytest.approx(winback.told(campaign), abs=1)
    assert bill.loc["won back", "compared"] == pytest.approx(
        bill.loc["came back", "compared"] - bill.loc["of them, would have come anyway", "compared"], abs=1
    )
