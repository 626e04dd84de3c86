"""What holds in any market: sound tables, the same from the same seed, larger with more customers only."""

import hashlib

import numpy as np
import pandas as pd
import pytest

from helpers.market import CUSTOMERS, Market, simulate, simulation
from helpers.market.dates import AS_OF, END, START
from helpers.market.kinds import KINDS
from helpers.market.tables import TABLES

TODAY = pd.Timestamp(AS_OF)


@pytest.fixture(scope="module")
def ledger(market: Market, lines: pd.DataFrame) -> pd.DataFrame:
    """Per record: revenue, profit, orders up to as_of; orders and profit of the year after."""
    past, future = (lines[lines["ordered_at"] <= TODAY], lines[lines["ordered_at"] > TODAY])
    table = past.groupby("customer_id").agg(
        revenue=("revenue", "sum"), margin=("margin", "sum"), orders=("order_id", "nunique")
    )
    service = market.tables["customers"].set_index("customer_id")["service_cost"]
    table["profit"] = table["margin"] - service
    later = future.groupby("customer_id").agg(margin=("margin", "sum"), orders=("order_id", "nunique"))
    later = later.reindex(table.index).fillna(0)
    table["later_orders"] = later["orders"]
    table["later_profit"] = later["margin"] - service / table["orders"] * later["orders"]
    return table.sort_values("revenue", ascending=False)


def fingerprint(market: Market) -> dict[str, str]:
    named = {**market.tables, **{f"truth/{name}": table for name, table in market.truth.items()}}
    return {name: hashlib.sha256(table.to_csv().encode()).hexdigest() for name, table in named.items()}


@pytest.fixture(scope="module")
def little() -> dict[str, str]:
    return fingerprint(simulate(customers=200, seed=7))


def test_same_seed_same_market_other_seed_another(little: dict[str, str]) -> None:
    again, other = (fingerprint(simulate(customers=200, seed=seed)) for seed in (7, 8))
    assert again == little
    same = {name for name in little if little[name] == other[name]}
    # So few customers may have no look-alikes at all; the rest are facts, not draws.
    facts = (
        "parameters lookalikes tastes importance kano brands demand brand_levels channels "
        "drivers lead_odds funnel hazard calls signals"
    )
    assert same <= {f"truth/{name}" for name in facts.split()}


def test_a_new_table_changes_none_of_the_others(
    little: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hobbies = {"hobbies": lambda state, rng: pd.DataFrame({"hobby": rng.random(len(state.people))})}
    monkeypatch.setattr(simulation, "TABLES", hobbies | TABLES)
    after = fingerprint(simulate(customers=200, seed=7))
    assert after.pop("hobbies")
    assert after == little


def test_ids_are_unique_and_references_resolve(market: Market) -> None:
    tables = market.tables
    keys = {
        "customers": "customer_id",
        "contacts": "contact_id",
        "products": "product_id",
        "interactions": "interaction_id",
        "leads": "lead_id",
        "tickets": "ticket_id",
        "subscriptions": "customer_id",
        "campaigns": "customer_id",
        "experiments": "unit_id",
        "calls": "interval_start",
    }
    for name, key in keys.items():
        assert tables[name][key].is_unique, name
        assert tables[name][key].notna().all(), name
    known = set(tables["customers"]["customer_id"])
    assert set(tables["contacts"]["customer_id"]) <= known
    for name in ("interactions", "tickets", "subscriptions", "campaigns", "answers"):
        assert set(tables[name]["customer_id"]) <= known, name
    assert set(tables["leads"]["customer_id"].dropna()) <= known
    assert set(tables["experiments"]["unit_id"]) <= known
    assert set(tables["stages"]["lead_id"]) == set(tables["leads"]["lead_id"])
    assert set(tables["orders"]["product_id"]) <= set(tables["products"]["product_id"])
    past = tables["orders"][tables["orders"]["ordered_at"] <= TODAY]
    assert set(past["customer_id"].dropna()) == known


def test_an_order_has_one_day_one_customer_one_channel(lines: pd.DataFrame) -> None:
    kept = lines.groupby("order_id")[["ordered_at", "customer_id", "channel"]].nunique(dropna=False)
    assert (kept == 1).all(axis=None)


def test_dates_lie_within_the_window(market: Market, lines: pd.DataFrame) -> None:
    assert lines["ordered_at"].between(pd.Timestamp(START), pd.Timestamp(END)).all()
    assert lines["ordered_at"].is_monotonic_increasing
    assert market.tables["interactions"]["at"].between(pd.Timestamp(START), TODAY).all()
    assert (market.tables["customers"]["acquired_on"] <= TODAY).all()


def test_nobody_orders_twice_on_one_day(market: Market, lines: pd.DataFrame) -> None:
    truth = market.truth["customers"].set_index("customer_id")
    orders = lines.dropna(subset="customer_id").drop_duplicates("order_id")
    real = orders["customer_id"].map(truth["same_as"]).fillna(orders["customer_id"])
    assert not pd.DataFrame({"real": real, "day": orders["ordered_at"]}).duplicated().any()


def test_columns_hold_what_they_say(market: Market, lines: pd.DataFrame) -> None:
    customers = market.tables["customers"]
    for name in ("consent_email", "consent_phone", "consent_post"):
        assert set(customers[name]) == {0, 1}
    refused = customers.filter(like="consent_").sum(axis=1) == 0
    assert 0.06 < refused.mean() < 0.2
    assert (customers[["service_cost", "acquisition_cost", "employees"]] >= 0).all(axis=None)
    assert (lines["quantity"] != 0).all()
    assert (lines[["unit_price", "unit_cost", "discount"]] >= 0).all(axis=None)
    cents = lines[["unit_price", "unit_cost", "discount"]] * 100
    assert np.allclose(cents, cents.round(), atol=1e-6)
    assert set(market.tables["contacts"]["buying_role"]) == {"user", "technical", "finance", "decision"}
    assert market.tables["contacts"].groupby("customer_id").size().between(1, 5).all()


def test_no_address_can_be_real(market: Market) -> None:
    customers, contacts = market.tables["customers"], market.tables["contacts"]
    mails = pd.concat([customers["email"], contacts["email"]]).dropna()
    assert mails.str.fullmatch("[!-~]+").all()
    first = customers[
        ~customers["customer_id"].isin(market.truth["customers"].dropna(subset="same_as")["customer_id"])
    ]
    assert first["email"].str.endswith(".example").all()
    assert first["phone"].str.split(" ").str[2].str.startswith("0").all()
    assert first["email"].is_unique


def test_returns_are_of_goods_bought_before_and_credited_at_most_at_their_price(lines: pd.DataFrame) -> None:
    back = lines[lines["quantity"] < 0]
    assert 0.02 < len(back) / len(lines) < 0.04
    bought = lines[lines["quantity"] > 0]
    pairs = back.merge(bought, on=["customer_id", "product_id"], suffixes=("", "_bought"))
    fits = (
        (pairs["ordered_at_bought"] < pairs["ordered_at"])
        & (-pairs["quantity"] <= pairs["quantity_bought"])
        & (pairs["unit_price"] <= pairs["unit_price_bought"] + 0.005)
    )
    found = pairs[fits].drop_duplicates(["order_id", "product_id", "quantity", "unit_price"])
    assert len(found) == len(back.drop_duplicates(["order_id", "product_id", "quantity", "unit_price"]))


def test_there_is_something_to_notice(lines: pd.DataFrame) -> None:
    assert 0.003 < lines["customer_id"].isna().mean() < 0.007
    assert (lines["unit_price"] == 0).sum() == 2


def test_prices_stay_near_what_the_type_pays(market: Market, lines: pd.DataFrame) -> None:
    bought = lines[(lines["quantity"] > 0) & (lines["unit_price"] > 0)].dropna(subset="customer_id")
    listed = bought["product_id"].map(market.tables["products"].set_index("product_id")["list_price"])
    kind = bought["customer_id"].map(market.truth["customers"].set_index("customer_id")["customer_type"])
    share = bought["unit_price"] / listed
    expected = kind.map({one.name: one.price for one in KINDS})
    assert ((share / expected - 1).abs() < 0.15).mean() > 0.98
    assert share.groupby(kind).median().idxmax() == "household"
    assert share.groupby(kind).median().idxmin() == "internal"


def test_types_come_in_their_shares_and_rhythms(market: Market, lines: pd.DataFrame) -> None:
    truth = market.truth["customers"]
    shares = truth[truth["same_as"].isna()]["customer_type"].value_counts(normalize=True)
    for kind in KINDS:
        assert abs(shares[kind.name] - kind.share) < 4 * np.sqrt(kind.share / CUSTOMERS), kind.name
    orders = lines.dropna(subset="customer_id").drop_duplicates("order_id")
    days = orders.groupby("customer_id")["ordered_at"].agg(["min", "max", "count"])
    again = days[days["count"] > 2]
    gap = (again["max"] - again["min"]).dt.days / (again["count"] - 1)
    usual = gap.groupby(gap.index.map(truth.set_index("customer_id")["customer_type"])).median()
    assert usual["wholesaler"] < 30 < usual["retailer"] < 90 < usual["project"]


def test_service_cost_is_handling_and_contacts(market: Market, lines: pd.DataFrame) -> None:
    customers = market.tables["customers"].set_index("customer_id")
    handling = market.truth["customers"].set_index("customer_id")["handling"].reindex(customers.index)
    orders = lines[lines["ordered_at"] <= TODAY].groupby("customer_id")["order_id"].nunique()
    contacts = market.tables["interactions"].groupby("customer_id")["cost"].sum()
    expected = handling * orders + contacts.reindex(customers.index).fillna(0)
    assert np.allclose(customers["service_cost"], expected, atol=0.011)


def test_sales_and_profit_are_worth_a_lesson(ledger: pd.DataFrame) -> None:
    top = ledger["revenue"].head(round(0.2 * len(ledger))).sum() / ledger["revenue"].sum()
    assert 0.70 < top < 0.80
    profit = ledger["profit"].sort_values(ascending=False)
    assert 1.08 < profit.cumsum().max() / profit.sum() < 1.25
    below = ledger["profit"] < 0
    assert 0.08 < below.mean() < 0.15
    assert below.head(100).sum() >= 5


def test_wood_leaves_a_little_and_below_zero_goes_on_losing(ledger: pd.DataFrame) -> None:
    before = ledger["revenue"].cumsum() - ledger["revenue"]
    wood = ledger[before >= 0.95 * ledger["revenue"].sum()]
    assert wood["profit"].gt(0).mean() > 0.85
    assert wood["later_profit"].sum() > 0
    below = ledger[ledger["profit"] < 0]
    assert below["later_profit"].sum() < 0
    again = below[below["later_orders"] > 0]
    others = ledger[(ledger["profit"] >= 0) & (ledger["later_orders"] > 0)]
    assert again["later_profit"].lt(0).mean() > 0.6
    assert others["later_profit"].lt(0).mean() < 0.2


def test_some_big_buyers_have_silently_left(market: Market, ledger: pd.DataFrame) -> None:
    truth = market.truth["customers"].set_index("customer_id")
    left = truth["dropped_on"].reindex(ledger.index[:200]) < TODAY - pd.Timedelta(days=180)
    assert left.sum() >= 15
    assert (ledger["later_orders"].head(200)[left] == 0).mean() > 0.95


def test_the_file_holds_doubles_and_lookalikes(market: Market) -> None:
    customers, truth = market.tables["customers"].set_index("customer_id"), market.truth["customers"]
    doubled = truth.dropna(subset="same_as")
    assert 0.035 < len(doubled) / truth["same_as"].isna().sum() < 0.045
    assert set(doubled["same_as"]) <= set(truth[truth["same_as"].isna()]["customer_id"])
    alike = market.truth["lookalikes"]
    assert set(alike["why"]) == {"namesake", "family"}
    pairs = set(zip(doubled["customer_id"], doubled["same_as"], strict=True))
    assert not pairs & set(zip(alike["customer_id"], alike["not_same_as"], strict=True))
    one, other = (
        customers.loc[alike[side]].reset_index(drop=True) for side in ("customer_id", "not_same_as")
    )
    namesake = (alike["why"] == "namesake").to_numpy()
    assert ((one["name"] == other["name"]) & (one["city"] != other["city"]))[namesake].mean() > 0.9
    assert ((one["street"] == other["street"]) & (one["name"] != other["name"]))[~namesake].mean() > 0.9
    typed = customers.loc[doubled["customer_id"]].reset_index(drop=True)
    right = customers.loc[doubled["same_as"]].reset_index(drop=True)
    changed = sum((typed[name] != right[name]).astype(int) for name in ("name", "email", "phone", "street"))
    assert (changed > 0).mean() > 0.9
    assert (changed == 4).mean() < 0.4


def test_eight_times_the_customers_eight_times_the_lines() -> None:
    small, large = (simulate(customers=count, seed=11).tables["orders"] for count in (1000, 8000))
    named = {f"C0000{number}" for number in range(1, 7)}
    count = [(~orders["customer_id"].isin(named)).sum() for orders in (small, large)]
    assert count[1] / count[0] == pytest.approx((8000 - 6) / (1000 - 6), rel=0.12)


def test_blocks_number_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulation, "BLOCK", 300)
    market = simulate(customers=700, seed=2)
    customers, orders = market.tables["customers"], market.tables["orders"]
    truth = market.truth["customers"]
    assert truth["same_as"].isna().sum() == 700
    assert truth["customer_id"].is_unique
    first = customers[~customers["customer_id"].isin(truth.dropna(subset="same_as")["customer_id"])]
    assert first["email"].is_unique
    assert orders.drop_duplicates("order_id")["order_id"].is_monotonic_increasing
    assert len(market.tables["products"]) == 120
    assert len(market.truth["parameters"]) == len(KINDS)
    assert (orders["unit_price"] == 0).sum() == 2
    assert set(market.tables["interactions"]["customer_id"]) <= set(customers["customer_id"])
    for name, key in {"leads": "lead_id", "tickets": "ticket_id"}.items():
        assert market.tables[name][key].is_unique, name
    for name in ("leads", "tickets", "subscriptions", "campaigns", "answers"):
        assert set(market.tables[name]["customer_id"].dropna()) <= set(customers["customer_id"]), name
    assert set(market.tables["stages"]["lead_id"]) == set(market.tables["leads"]["lead_id"])
    assert market.tables["calls"]["interval_start"].is_unique


@pytest.mark.parametrize(("customers", "seed", "word"), [(99, 1, "100"), (0, 1, "100"), (200, -1, "seed")])
def test_what_makes_no_market_is_refused(customers: int, seed: int, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        simulate(customers=customers, seed=seed)
