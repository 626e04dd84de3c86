"""The next lap: nothing decided is the untouched market; better-informed plans earn more; refusals."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.case import read_case
from helpers.files import MERIDIAN
from helpers.market import Market, lap, simulate
from helpers.market.conversion import chances
from helpers.market.lap import World, winning
from helpers.market.lap.desk import queue
from helpers.market.lap.effect import Effect, leaving, multiple
from helpers.market.lap.known import worth_ahead
from helpers.market.lap.plan import DECISIONS, Plan
from helpers.market.lap.policies import ORACLE, candidates, earned, stated
from helpers.market.lap.product import improved, steps_taken

SEEDS = 100
AS_OF = pd.Timestamp("2026-06-30")


@pytest.fixture(scope="session")
def world(market: Market) -> World:
    return lap.world_of(market)


@pytest.fixture(scope="session")
def small() -> Market:
    return simulate(customers=500, seed=11)


@pytest.fixture(scope="session")
def years(small: Market) -> pd.DataFrame:
    """A hundred years that might come, under each plan; in some, the oracle's decisions one at a time."""
    begun = lap.world_of(small)
    best = lap.oracle(begun)
    plans = {**lap.policies(), ORACLE: best}
    single = {name: best.only(name) for name in best.decisions}
    rows = []
    for seed in range(1, SEEDS + 1):
        one = lap.another_year(begun, luck=seed)
        tried: Mapping[str, Plan] = {**plans, **single} if seed <= SEEDS // 5 else plans
        rows += [
            {"seed": seed, "policy": name, "earned": earned(lap.live(one, p))} for name, p in tried.items()
        ]
    return pd.DataFrame(rows).pivot(index="seed", columns="policy", values="earned")


def test_nothing_decided_is_the_year_that_the_market_had_in_store(market: Market, world: World) -> None:
    year = lap.live(world, lap.NOTHING)
    lines = market.tables["orders"]
    ahead = lines[(lines["ordered_at"] > AS_OF) & lines["customer_id"].notna()]
    net = ahead["quantity"] * ahead["unit_price"] - ahead["discount"]
    cost = ahead["quantity"] * ahead["unit_cost"]
    came = world.pool.pattern[year.kept]
    assert set(world.orders.order_id[came]) == set(ahead["order_id"])
    assert year.orders == ahead["order_id"].nunique()
    goods = year.by_source.set_index("source").loc["goods sold", "money"]
    assert goods == pytest.approx((net - cost).sum(), abs=0.01)
    hidden = market.truth["customers"]
    first = hidden[hidden["same_as"].isna()]
    assert year.customers == first["dropped_on"].isna().sum()


def test_a_world_of_a_folder_is_that_of_the_market_in_memory(world: World) -> None:
    same = lap.world(read_case(MERIDIAN))
    for plan in (lap.NOTHING, stated()["informed"]):
        assert lap.live(same, plan).profit == pytest.approx(lap.live(world, plan).profit, rel=1e-6)


def test_the_same_world_and_plan_give_the_same_year(market: Market, world: World) -> None:
    again = lap.world_of(market)
    for plan in stated().values():
        one, other = lap.live(world, plan), lap.live(again, plan)
        assert (one.profit, one.equity) == (other.profit, other.equity)
        assert np.array_equal(one.kept, other.kept)
    assert lap.live(lap.world_of(market, luck=1), lap.NOTHING).profit != lap.live(world, lap.NOTHING).profit


def test_over_a_hundred_seeds_who_knows_more_earns_more(years: pd.DataFrame) -> None:
    mean = years.mean()
    assert mean["sources_literally"] < mean["do_nothing"] < mean["informed"] < mean["oracle"]
    lead = years["informed"] - years["do_nothing"]
    assert lead.mean() > 3 * lead.std() / SEEDS**0.5
    assert (lead > 0).mean() > 0.9


def test_no_decision_alone_makes_most_of_the_gain(years: pd.DataFrame) -> None:
    few = years.dropna()
    whole = (few["oracle"] - few["do_nothing"]).mean()
    alone = {name: (few[name] - few["do_nothing"]).mean() for name in DECISIONS if name in few}
    assert len(alone) >= 8
    assert max(alone.values()) < 0.5 * whole, alone


def test_profit_is_the_sum_of_its_sources(world: World) -> None:
    for plan in (lap.NOTHING, *stated().values()):
        year = lap.live(world, plan)
        assert year.by_source["money"].sum() == pytest.approx(year.profit)


def test_one_at_a_time_ends_with_all_together(world: World) -> None:
    plan = stated()["informed"]
    table = lap.one_at_a_time(world, plan).set_index("decision")
    assert list(table.index) == [*plan.decisions, "together"]
    usual, whole = lap.live(world, lap.NOTHING), lap.live(world, plan)
    assert table.loc["together", "profit"] == pytest.approx(whole.profit - usual.profit)
    alone = lap.live(world, Plan({"07.list": plan.decisions["07.list"]}))
    assert table.loc["07.list", "profit"] == pytest.approx(alone.profit - usual.profit)


def test_a_decision_moves_only_those_it_is_about(world: World) -> None:
    """Common random numbers: a plan for retailers leaves every other customer's orders as they are."""
    chosen = lap.plan({"03.position": {"target": "retailer", "lead": "quality"}})
    usual, year = lap.live(world, lap.NOTHING), lap.live(world, chosen)
    retailer = (world.people["kind"] == 3).to_numpy()[world.pool.who]
    assert np.array_equal(usual.kept[~retailer], year.kept[~retailer])
    assert np.array_equal(usual.sold.net[~retailer], year.sold.net[~retailer])


def test_rivals_match_half_of_a_cut_after_a_quarter(world: World) -> None:
    from helpers.market.lap.product import price

    first, then = (np.asarray(one) for one in price(world, {"price_change": -0.1, "terms_days": 30.0}).worth)
    assert ((then < first) & (then > 0)).all()
    assert then[0] - first[0] == pytest.approx(0.5 * 0.5 * np.log(0.9))
    first, then = (np.asarray(one) for one in price(world, {"price_change": 0.1, "terms_days": 30.0}).worth)
    assert np.array_equal(first, then)


def test_a_step_taken_by_two_decisions_is_taken_once(world: World) -> None:
    both = {
        "02.weights": {"points_supply_stability": 10},
        "03.position": {"target": "everybody", "lead": "supply_stability"},
    }
    effect = lap.live(world, lap.plan(both)).effect
    assert np.max(effect.dearer) == pytest.approx(0.045)
    assert steps_taken(lap.plan(both)) == ["supply_stability"]


@pytest.mark.parametrize("name", list(DECISIONS))
def test_the_oracle_tries_nothing_that_is_not_allowed(name: str) -> None:
    tried = list(candidates(name))
    assert tried
    for one in tried:
        assert lap.plan({name: one}).of(name) is not None


@pytest.mark.parametrize(
    ("decision", "parameter", "value", "allowed"),
    [
        ("04.price", "price_change", 0.5, "a number from -0.2 to 0.25"),
        ("07.list", "letters", -1, "a number from 0 to 5000"),
        ("07.list", "letters", "many", "a number from 0 to 5000"),
        ("07.list", "letters", float("nan"), "a number from 0 to 5000"),
        ("09.calls", "roll_out", "maybe", "one of nobody, half and everybody"),
        ("08.rota", "early", 0, "a number from 1 to 8"),
    ],
)
def test_out_of_range_is_refused_with_what_is_allowed(
    decision: str, parameter: str, value: object, allowed: str
) -> None:
    with pytest.raises(ValueError, match=parameter) as refused:
        lap.plan({decision: {parameter: value}})
    assert str(refused.value).startswith(f"Decision {decision}: ")
    assert allowed in str(refused.value)


def test_what_the_workbook_lacks_is_said() -> None:
    chosen = lap.taken_in(
        [{"step": 7, "name": "list", "value": {"letters": 40}}, {"step": 2, "name": "sample"}]
    )
    assert list(chosen.decisions) == ["07.list"]
    assert "01.tiering" in lap.said(chosen)
    assert "07.list" not in lap.said(chosen)


def test_the_table_of_decisions_says_what_is_allowed() -> None:
    table = lap.decisions()
    assert set(table["decision"]) == set(DECISIONS)
    assert table["allowed"].str.len().gt(5).all()


def test_what_the_lessons_decide_is_what_a_lap_understands() -> None:
    """Every decision of the lessons but that of 02b has its parameters here, in the same words and ranges."""
    from helpers import exercises

    case = read_case(MERIDIAN)
    taken = {one.id: one for one in exercises.every(exercises.Decision).values() if one.id != "02b.sample"}
    assert set(taken) == set(DECISIONS)
    for one in taken.values():
        mine = DECISIONS[one.id]
        for name, control in one.controls(case).items():
            assert name in mine, (one.id, name)
            if isinstance(control, exercises.OneOf):
                for option in control.options:
                    mine[name].read(option)
            else:
                mine[name].read(control.low), mine[name].read(control.high)


def test_effects_stay_within_their_bounds() -> None:
    assert multiple(5.0, 2).tolist() == pytest.approx([1.6, 1.6])
    assert multiple(-5.0, 1)[0] == pytest.approx(np.exp(-0.7))
    assert leaving(Effect(satisfaction=100.0), 1)[0] == pytest.approx(np.exp(-0.7))
    assert leaving(Effect(), 3).tolist() == [1.0, 1.0, 1.0]


def test_improvements_are_bought_in_order_of_points_as_far_as_the_money_goes() -> None:
    points = {"points_quality": 10, "points_supply_stability": 9, "points_after_sales": 8, "points_price": 7}
    assert improved({name: float(value) for name, value in points.items()}) == ["quality", "after_sales"]
    assert improved({}) == []


def test_the_worth_of_a_customer_is_the_sum_of_discounted_orders() -> None:
    """Against the sum itself: order after order, each less likely and further away."""
    rate, dropout, discount = 0.2, 0.1, 0.1
    delta = np.log1p(discount) / 52.18
    wait = rate / (rate + delta)
    summed = sum(wait ** (n + 1) * (1 - dropout) ** n for n in range(5000))
    found = worth_ahead(np.array([rate]), np.array([dropout]), yearly_discount=discount)[0]
    assert found == pytest.approx(summed, rel=1e-9)


def test_the_queue_agrees_with_one_played_out() -> None:
    """Erlang A against half hours played out event by event; simulated."""
    calls, agents = 12.0, 2
    lost, waited = queue(calls, agents)
    rng = np.random.default_rng(5)
    arrive = np.cumsum(rng.exponential(1800 / calls, 60_000))
    talk, patience = rng.exponential(240, len(arrive)), rng.exponential(180, len(arrive))
    ends, gone, wait = np.zeros(agents), 0, 0.0
    for came, long, patient in zip(arrive, talk, patience, strict=True):
        desk = int(ends.argmin())
        delay = max(ends[desk] - came, 0.0)
        wait += min(delay, patient)
        if delay > patient:
            gone += 1
        else:
            ends[desk] = came + delay + long
    halves = arrive[-1] / 1800
    assert gone / halves == pytest.approx(lost, rel=0.04)
    assert wait / halves == pytest.approx(waited, rel=0.04)


def test_only_a_whole_market_lives_on(tmp_path: Path) -> None:
    case = read_case(MERIDIAN)
    with pytest.raises(ValueError, match="customer_type"):
        lap.world(case.only(customer_type="retailer"))
    (tmp_path / "orders.csv").write_text(
        "order_id,customer_id,ordered_at,quantity,unit_price\n1,a,2024-01-10,2,100\n"
    )
    (tmp_path / "case.toml").write_text('name = "Lamps"\n[files.orders]\npath = "orders.csv"\n')
    with pytest.raises(ValueError, match="simulated"):
        lap.world(read_case(tmp_path))


def test_stored_laps_are_what_the_market_gives(world: World) -> None:
    table = lap.stored()
    assert sorted(table["lap"].unique()) == [1, 2, 3]
    first = table[table["lap"] == 1].set_index("policy")
    for name, plan in lap.policies().items():
        assert first.loc[name, "profit"] == pytest.approx(lap.live(world, plan).profit, abs=1.0), (
            "run: make laps"
        )


def test_the_constant_is_that_of_the_market():
    assert round(chances()[0], 2) == winning.CONSTANT
