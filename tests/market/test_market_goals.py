"""Calls and targets: Poisson by profile, sums that are those of the orders, one shift that is real."""

import numpy as np
import pandas as pd
import pytest

from helpers.market import Market, simulate, simulation
from helpers.market.dates import AS_OF
from helpers.market.desk import calls
from helpers.market.service import COMPLAINTS
from helpers.market.state import Numbers, State
from helpers.market.streams import stream

TODAY = pd.Timestamp(AS_OF)


@pytest.fixture(scope="module")
def actual(market: Market) -> pd.DataFrame:
    """What came of each measure, by month up to as_of."""
    table = market.tables["targets"]
    wide = table.pivot(index="period", columns="measure", values="actual")
    assert wide[wide.index > TODAY].isna().all(axis=None)
    return wide[wide.index <= TODAY]


def test_calls_of_eight_weeks_follow_the_profile(market: Market) -> None:
    table, truth = market.tables["calls"], market.truth["calls"]
    start = table["interval_start"]
    assert len(table) == 40 * 20
    assert start.is_monotonic_increasing
    assert start.dt.normalize().max() == TODAY
    assert start.dt.normalize().min() == pd.Timestamp("2026-05-06")
    assert start.dt.day_name().isin(truth["weekday"].unique()).all()
    rate = truth.set_index(["weekday", "time"])["rate"]
    assert len(rate) == 100
    expected = rate.loc[list(zip(start.dt.day_name(), start.dt.strftime("%H:%M"), strict=True))].to_numpy()
    # Poisson: the sum of squared deviations over the rate is about one an interval.
    assert ((table["calls"] - expected) ** 2 / expected).mean() == pytest.approx(1, abs=0.15)
    assert (table["handle_seconds"].isna() == (table["calls"] == 0)).all()
    seconds = (table["handle_seconds"] * table["calls"]).sum() / table["calls"].sum()
    assert seconds == pytest.approx(240, rel=0.04)


def test_rates_are_recovered_over_many_eight_weeks() -> None:
    many = [
        calls(State(0, 0, Numbers(), pd.DataFrame()), stream(seed, "calls"))["calls"] for seed in range(60)
    ]
    mean = np.mean(many, axis=0)
    first = calls(State(0, 0, Numbers(), pd.DataFrame()), stream(0, "calls"))
    monday = first["interval_start"].dt.day_name() == "Monday"
    half_past_ten = first["interval_start"].dt.strftime("%H:%M") == "10:30"
    assert mean[(monday & half_past_ten).to_numpy()].mean() == pytest.approx(1.32 * 11.2, rel=0.03)


def test_targets_cover_four_years_and_seven_measures(market: Market) -> None:
    table = market.tables["targets"]
    months = table.groupby("measure")["period"].agg(["min", "max", "count"])
    assert (months["max"] == pd.Timestamp("2027-06-01")).all()
    service = ["on_time_share", "first_reply_hours", "complaints_per_100_orders"]
    assert months.loc[service, "count"].tolist() == [36] * 3
    assert months.drop(service)["count"].tolist() == [48] * 4
    assert table["period"].dt.day.eq(1).all()
    assert table["plan"].gt(0).all()
    assert not table.duplicated(["period", "measure"]).any()


def test_actuals_are_the_sums_of_the_orders(actual: pd.DataFrame, lines: pd.DataFrame) -> None:
    known = lines[lines["ordered_at"] <= TODAY].dropna(subset="customer_id")
    month = known["ordered_at"].dt.to_period("M").dt.to_timestamp()
    by_month = known.groupby(month)
    assert np.allclose(by_month["revenue"].sum(), actual["revenue"], atol=0.01)
    assert by_month["order_id"].nunique().tolist() == actual["orders"].tolist()
    assert by_month["customer_id"].nunique().tolist() == actual["active_customers"].tolist()
    first = known.groupby("customer_id")["ordered_at"].min().dt.to_period("M").dt.to_timestamp()
    assert first.value_counts().sort_index().tolist() == actual["new_customers"].tolist()


def test_service_measures_are_those_of_the_tickets(market: Market, actual: pd.DataFrame) -> None:
    tickets = market.tables["tickets"]
    month = tickets["opened_at"].dt.to_period("M").dt.to_timestamp()
    hours = (tickets["first_reply_at"] - tickets["opened_at"]) / pd.Timedelta(hours=1)
    mean = hours.groupby(month).mean().reindex(actual.index)
    counted = actual["first_reply_hours"].notna()
    assert counted.sum() == 24
    assert np.allclose(mean[counted], actual.loc[counted, "first_reply_hours"], atol=0.006)
    complaints = tickets["category"].isin(COMPLAINTS).groupby(month).sum().reindex(actual.index)
    per_hundred = 100 * complaints / actual["orders"]
    assert np.allclose(per_hundred[counted], actual.loc[counted, "complaints_per_100_orders"], atol=0.006)
    assert actual["on_time_share"].dropna().between(0.8, 0.95).all()


def test_one_shift_is_real_and_the_rest_is_noise(market: Market, actual: pd.DataFrame) -> None:
    signal = market.truth["signals"].iloc[0]
    assert (signal["measure"], signal["period"]) == ("first_reply_hours", pd.Timestamp("2025-11-01"))
    for name in ("on_time_share", "first_reply_hours", "complaints_per_100_orders"):
        values = actual[name].dropna()
        before = values[values.index < signal["period"]]
        limit = 2.66 * before.diff().abs().mean()
        after = values[values.index >= signal["period"]]
        assert ((before - before.mean()).abs() < limit * 1.1).all(), name
        if name == signal["measure"]:
            assert (after > before.mean()).all()
            assert after.mean() / before.mean() == pytest.approx(signal["shift"], rel=0.12)
        else:
            assert (after - before.mean()).abs().max() < limit, name


def test_targets_of_blocks_are_those_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulation, "BLOCK", 150)
    market = simulate(customers=400, seed=6)
    table = market.tables["targets"]
    assert len(table) == 300
    orders = market.tables["orders"].dropna(subset="customer_id").query("ordered_at <= @TODAY")
    got = table.pivot(index="period", columns="measure", values="actual").loc[:TODAY, "orders"]
    month = orders["ordered_at"].dt.to_period("M").dt.to_timestamp()
    expected = orders.groupby(month)["order_id"].nunique().reindex(got.index).fillna(0)
    assert got.tolist() == expected.tolist()
    for name in ("calls", "lead_odds", "funnel", "signals"):
        frame = market.truth[name]
        assert not frame.duplicated().any(), name
