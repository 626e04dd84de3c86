"""What customers cost and when it is paid back: published sums, and answers checked by trying everything."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from helpers import building
from helpers.building import balance


def test_published_sums() -> None:
    assert building.payback_months(250, monthly_revenue=99, margin=0.70) == pytest.approx(3.607, abs=0.001)
    assert building.lifetime_worth(monthly_revenue=500, margin=0.70, monthly_churn=0.02) == pytest.approx(
        17_500
    )
    peak = building.bass_peak(0.03, 0.38)
    assert peak == pytest.approx((6.193, 0.4605, 0.11059), abs=0.001)  # Sultan, Farley & Lehmann (1990)


def test_the_bass_curve_obeys_its_equation() -> None:
    table = building.bass(0.03, 0.38, periods=30)
    assert table["adopted"].is_monotonic_increasing
    assert table["adopted"].iloc[-1] > 0.99
    assert table["new"].to_numpy() == pytest.approx(
        ((0.03 + 0.38 * table["adopted"]) * (1 - table["adopted"])).to_numpy()
    )
    assert building.bass_peak(0.4, 0.1) == (0.0, 0.0, 0.4)


def test_each_customer_pays_for_the_leads_that_came_to_nothing() -> None:
    leads = pd.DataFrame(
        {
            "source": ["fair"] * 10 + ["web"] * 10 + [None],
            "cost": [50.0] * 10 + [20.0] * 10 + [5.0],
            "converted": [1] * 5 + [0] * 5 + [1] + [0] * 9 + [1],
            "customer_id": [*"abcde", *[None] * 5, "f", *[None] * 9, "g"],
        }
    )
    yearly = pd.DataFrame({"customer_id": list("abcdef"), "yearly_profit": [100.0] * 5 + [900.0]})
    table = building.by_source(leads, yearly).set_index("source")
    assert table["cost_per_customer"].to_dict() == {"fair": 100.0, "web": 200.0}
    assert table["yearly_profit"].to_dict() == {"fair": 100.0, "web": 900.0}
    assert table["cost"].sum() == 700
    by_hand = building.cost_table(building.by_source(leads), blanks=1)
    assert by_hand["source"].tolist() == ["web", "fair"]
    assert np.isnan(by_hand["cost_per_customer"].iloc[-1])


def test_a_source_that_won_nobody_has_no_price_of_a_customer() -> None:
    leads = pd.DataFrame({"source": ["fair", "web"], "cost": [50.0, 20.0], "converted": [0, 1]})
    table = building.by_source(leads)
    assert table["source"].tolist() == ["web", "fair"]
    assert np.isnan(table["cost_per_customer"].iloc[-1])


def test_profit_is_that_of_step_1(firm) -> None:
    from helpers import targeting

    values = targeting.customer_value(firm.tables["orders"], firm.tables["customers"], as_of=firm.as_of)
    own = building.customer_profit(firm.tables["orders"], firm.tables["customers"]).set_index("customer_id")
    theirs = values.set_index("customer_id")
    assert len(own) == len(theirs)
    assert (own["profit"] - theirs["profit"].reindex(own.index)).abs().max() < 0.01


def test_the_rule_of_payback() -> None:
    customers = pd.DataFrame(
        {
            "customer_id": list("abcde"),
            "yearly_profit": [1200.0, 600.0, 300.0, -50.0, np.nan],
            "cost": [1200.0, 1800.0, 2000.0, 10.0, 5.0],
        }
    )
    table = building.value_cost(customers).set_index("customer_id")
    assert table["plan"].to_dict() == {
        "a": "win now", "b": "by instalments", "c": "not at this cost", "d": "not at this cost"
    }  # fmt: skip
    assert np.isnan(table.loc["d", "payback_months"])
    assert table.index[0] == "a"
    assert building.quadrant_table(table.reset_index())["customers"].sum() == 4
    with pytest.raises(ValueError, match="No customer has both"):
        building.value_cost(customers.assign(cost=0.0))


def test_cards_show_every_plan_and_hide_the_order(firm) -> None:
    yearly = building.yearly_profit(building.customer_profit(firm.tables["orders"]), as_of=firm.as_of)
    table = building.value_cost(building.priced(yearly, firm.tables["customers"]))
    cards = building.plan_cards(table, firm.tables["customers"], each=2)
    assert cards["plan"].value_counts().tolist() == [2, 2, 2]
    assert building.plan_cards(table)["plan"].value_counts().tolist() == [1, 1, 1]
    assert cards["cost"].is_monotonic_increasing
    assert cards["account"].is_unique


def test_money_comes_back_when_the_curve_says() -> None:
    once = building.payback_curve(1200, monthly_profit=100)
    assert once.loc[once["in_hand"] >= 0, "month"].iloc[0] == 12
    leaving = building.payback_curve(1200, monthly_profit=100, stay=0.95)
    assert leaving["in_hand"].iloc[-1] < once["in_hand"].iloc[-1]
    assert leaving["in_hand"].iloc[2] == pytest.approx(-1200 + 95 + 90.25)


def test_the_right_to_stop_is_worth_what_trying_all_plans_says() -> None:
    rng = np.random.default_rng(2)
    for _plan in range(30):
        steps = pd.DataFrame(
            {"step": list("abc"), "cost": rng.uniform(10, 900, 3), "chance": rng.uniform(0.1, 0.9, 3)}
        )
        value = float(rng.uniform(500, 6000))
        best = 0.0
        for depth in range(1, 4):  # go at most so far: pay as long as one gets there
            reach = np.r_[1.0, steps["chance"].to_numpy()[:-1].cumprod()]
            paid = float((reach * steps["cost"])[:depth].sum())
            won = float(steps["chance"].prod()) * value if depth == 3 else 0.0
            best = max(best, won - paid)
        assert building.rollback(steps, value=value)["worth"].iloc[0] == pytest.approx(best)
        gain = building.worth_of_stopping(steps, value=value)["worth"]
        assert gain.iloc[2] >= -1e-9
        ends = building.exits(steps, value=value)
        assert ends["ends"].sum() == pytest.approx(1)
        if building.rollback(steps, value=value)["go"].all():  # never stopped by us, only by them
            assert (ends["ends"] * ends["in_hand"]).sum() == pytest.approx(gain.iloc[1])


def test_the_best_balance_is_not_beaten_by_any_other() -> None:
    tap, drain = balance.Response(0.35, 0.01), balance.Response(0.8, 0.02)
    best = building.best_balance(tap, drain, margin=400).iloc[0]
    tried = [
        building.equity(tap, drain, spend=(a, r), margin=400)
        for a, r in product(np.linspace(0, 400, 41), np.linspace(0.1, 400, 41))
    ]
    assert best["equity"] >= max(tried) - 0.5
    again = building.equity(tap, drain, spend=(best["acquire_spend"], best["retain_spend"]), margin=400)
    assert again == pytest.approx(best["equity"], abs=1e-6)


def test_a_response_passes_through_today() -> None:
    found = building.response_through(80, 0.6, ceiling=0.8)
    assert found.share(80) == pytest.approx(0.6)
    assert found.share(1e6) == pytest.approx(0.8)
    with pytest.raises(ValueError, match="must lie above 0 and below the ceiling"):
        building.response_through(80, 0.9, ceiling=0.8)


def test_regulars_settle_where_as_many_leave_as_come() -> None:
    held = 0.0
    for _day in range(2000):
        held += 2 - held / 40
    assert held == pytest.approx(building.regulars(2, leave_rate=1 / 40), rel=1e-3)
    plans = pd.DataFrame(
        {"plan": ["a", "b"], "new_a_day": [1.0, 2.0], "leave_rate": [0.05, 0.025], "margin": 0.2}
    )
    assert building.stall_plans(plans)["earned_a_day"].tolist() == [4.0, 16.0]


def test_a_chain_of_customers() -> None:
    table = building.spread(0.3, start=100, rounds=60)
    assert table["total"].iloc[-1] == pytest.approx(building.in_all(0.3, start=100))
    full = building.spread(3.0, start=10, rounds=60, pool=1000)
    assert full["total"].iloc[-1] <= 1000
    with pytest.raises(ValueError, match="no end"):
        building.in_all(1.2, start=1)


def test_chains_die_out_as_often_as_the_equation_says() -> None:
    rng = np.random.default_rng(5)
    died = 0
    for _chain in range(2000):
        alive = 1
        for _round in range(40):
            alive = rng.poisson(1.5 * alive) if alive < 500 else alive
            if not alive:
                died += 1
                break
    assert died / 2000 == pytest.approx(building.dies_out(1.5), abs=0.03)


def test_the_best_reward_is_not_beaten() -> None:
    terms = {"base": 0.05, "most": 0.2, "scale": 60.0, "worth": 300.0}
    best = building.best_reward(**terms).iloc[0]
    for reward in range(0, 300, 5):
        assert building.reward_profit(float(reward), **terms) <= best["profit"] + 1e-6
    assert best["more_than_none"] == pytest.approx(best["profit"] - 15)


def test_calls_and_visits_go_where_the_next_money_brings_most() -> None:
    ways = pd.DataFrame(
        {
            "way": ["letter", "call", "visit", "parrot"],
            "cost": [2.0, 20.0, 150.0, 400.0],
            "chance": [0.05, 0.12, 0.3, 0.1],
        }
    )
    value, leads, budget = 1000.0, 10, 600.0
    best = max(
        sum(n * (w.chance * value - w.cost) for n, w in zip(split, ways.itertuples(), strict=True))
        for split in product(range(leads + 1), repeat=4)
        if sum(split) <= leads
        and sum(n * w.cost for n, w in zip(split, ways.itertuples(), strict=True)) <= budget
    )
    table = building.contact_mix(ways, leads=leads, budget=budget, value=value)
    assert table["spent"].sum() <= budget + 1e-9
    assert table["gain"].sum() >= best - 1e-9  # parts of a lead are allowed, so never less
    assert table["gain"].sum() <= best * 1.1
    assert table.set_index("way").loc["parrot", "leads"] == 0


def test_who_is_covered(firm) -> None:
    tables = firm.tables
    table = building.coverage(tables["contacts"], tables["interactions"], named=firm.named, as_of=firm.as_of)
    assert table["account"].tolist() == list(firm.named.values())
    assert table.set_index("account").loc["Kestrel", "technical"] == 0
    unnamed = building.coverage(tables["contacts"])
    assert len(unnamed) == 12
    assert unnamed["people"].is_monotonic_decreasing


def test_a_plan_that_cannot_be_done_shows_it() -> None:
    plan = pd.DataFrame(
        {"who": ["finance", "user"], "contacts": [4, 12], "minutes": [90, 30], "cost": [50.0, 5.0]}
    )
    rest = building.coverage_plan(plan, hours=10, money=300).iloc[-1]
    assert (rest["hours"], rest["cost"]) == (-2.0, 40.0)


def test_reach_finds_new_people_ever_more_slowly() -> None:
    table = building.reach_table(80, contacts=5, chance=0.5)
    assert table["reached"].diff().dropna().is_monotonic_decreasing
    assert (table["each"] * table["reached"]).to_numpy() == pytest.approx(table["met"].to_numpy())


def test_the_next_customer_costs_more_than_the_average(firm) -> None:
    sources = building.by_source(firm.tables["leads"])
    table = building.unit_costs(sources)
    assert table["cost_of_next"].is_monotonic_increasing
    assert (table["cost_of_next"].iloc[1:] > table["cost_each"].iloc[1:]).all()
    assert table["cost_each"].iloc[-1] == pytest.approx(sources["cost"].sum() / sources["customers"].sum())
    lone = pd.DataFrame({"source": ["web", "fair"], "customers": [0, 2], "cost": [5.0, 8.0]})
    assert building.unit_costs(lone)["cost_each"].tolist() == [4.0]
