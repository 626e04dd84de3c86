"""Money ahead: usual deals, a range that holds what comes, coverage and age."""

import numpy as np
import pandas as pd
import pytest

from helpers import crm

DAY = pd.Timestamp("2026-06-30")


def won_leads():
    return pd.DataFrame(
        {
            "lead_id": ["L1", "L2", "L3", "L4"],
            "converted": [1, 1, 0, 1],
            "customer_id": ["C1", "C2", None, "C3"],
            "customer_type": ["retailer", "household", "retailer", "retailer"],
            "converted_at": pd.to_datetime(
                ["2026-01-10 15:00", "2026-02-01 00:00", None, "2026-03-01 00:00"]
            ),
        }
    )


def lines():
    return pd.DataFrame(
        {
            "order_id": ["old", "a", "a", "b", "c"],
            "customer_id": ["C1", "C1", "C1", "C1", "C2"],
            "ordered_at": pd.to_datetime(
                ["2025-01-01", "2026-01-10", "2026-01-10", "2026-05-01", "2026-02-03"]
            ),
            "quantity": [1, 2, 1, 9, 1],
            "unit_price": [999.0, 100.0, 50.0, 9.0, 70.0],
            "discount": [0, np.nan, 10.0, 0, 0],
        }
    )


def test_a_deal_is_the_first_order_from_the_day_it_was_won():
    table = crm.usual_deals(won_leads(), lines())
    assert table.values.tolist() == [["L1", "retailer", 240.0], ["L2", "household", 70.0]]
    assert set(crm.usual_deals(won_leads(), lines(), by="nothing")["kind"]) == {"all"}
    with pytest.raises(ValueError, match="nobody knows what one comes to"):
        crm.usual_deals(won_leads().assign(converted=0), lines())


def test_money_ahead_is_open_times_rate_times_deal():
    waiting = pd.DataFrame({"lead_id": [f"L{n}" for n in range(40)], "stage": ["ask"] * 20 + ["pay"] * 20})
    rates = pd.DataFrame({"stage": ["ask", "pay"], "reached": [1000, 1000], "won": [100, 500]})
    deals = pd.DataFrame({"lead_id": ["x"], "kind": ["all"], "value": [200.0]})
    found = crm.money_ahead(waiting, rates, deals)
    assert found.value == pytest.approx(20 * 0.1 * 200 + 20 * 0.5 * 200)
    assert found.low < found.value < found.high
    assert found.n == 40
    with pytest.raises(ValueError, match="no rate"):
        crm.money_ahead(waiting, rates.assign(reached=0, won=0), deals)


def test_the_range_holds_what_comes_nineteen_times_in_twenty():
    rng, held = np.random.default_rng(5), 0
    pool = rng.lognormal(6, 1, 3000)
    for seed in range(60):
        waiting = pd.DataFrame({"lead_id": range(50), "stage": "ask"})
        rates = pd.DataFrame({"stage": ["ask"], "reached": [150], "won": [rng.binomial(150, 0.3)]})
        deals = pd.DataFrame({"lead_id": range(200), "kind": "all", "value": rng.choice(pool, 200)})
        found = crm.money_ahead(waiting, rates, deals, seed=seed)
        came = rng.choice(pool, rng.binomial(50, 0.3)).sum()
        held += found.low <= came <= found.high
    assert held >= 51


def test_the_sample_has_money_ahead(meridian):
    tables, day = meridian.tables, pd.Timestamp(meridian.as_of)
    waiting = crm.standing(tables["stages"], tables["leads"], as_of=day).query("status == 'open'")
    rates = crm.snapshot_rates(tables["stages"], tables["leads"], as_of=day)
    deals = crm.usual_deals(tables["leads"], tables["orders"])
    found = crm.money_ahead(waiting, rates, deals, tables["leads"])
    assert 0 < found.low < found.value < found.high
    age = crm.ageing(waiting, as_of=day)
    assert age["open"].sum() == len(waiting)
    assert age["share"].between(0, 1).all()


def test_coverage_takes_a_goal():
    with pytest.raises(ValueError, match="goal is 0"):
        crm.coverage_ratio(10.0, goal=0)
