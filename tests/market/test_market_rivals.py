"""The market around us: a regression finds the demand it was made by; channels respond as they should."""

import numpy as np
import pandas as pd
import pytest

from helpers.market import Market
from helpers.market.channels import channels, spend
from helpers.market.rivals import brand_levels, demand, sales
from helpers.market.state import Numbers, State
from helpers.market.streams import stream

BRANDS = ["Meridian Home", "Korrin", "Haverlund", "Talloway", "Sanmiro"]


def nobody() -> State:
    return State(0, 0, Numbers(), pd.DataFrame())


def regressed(table: pd.DataFrame) -> pd.DataFrame:
    """Log units on brands, stores, season, log prices and promotion: estimate, se."""
    price = np.log(table["price"])
    total = price.groupby([table["period"], table["store"]]).transform("sum")
    angle = 2 * np.pi * table["period"].dt.month / 12
    design = pd.concat(
        [
            pd.get_dummies(table["brand"], dtype=float),
            pd.get_dummies(table["store"], dtype=float).iloc[:, 1:],
            pd.DataFrame({"cos": np.cos(angle), "sin": np.sin(angle), "own": price}),
            ((total - price) / 4).rename("cross"),
            table["promotion"],
        ],
        axis=1,
    )
    logs = np.log(table["units"])
    estimate, *_ = np.linalg.lstsq(design.to_numpy(), logs.to_numpy())
    left = logs - design.to_numpy() @ estimate
    inverse = np.linalg.inv(design.T.to_numpy() @ design.to_numpy())
    variance = inverse * (left @ left) / (len(table) - design.shape[1])
    return pd.DataFrame({"estimate": estimate, "se": np.sqrt(np.diag(variance))}, index=design.columns)


def test_five_brands_four_stores_thirty_six_months(market: Market) -> None:
    table = market.tables["sales"]
    assert table.groupby(["brand", "store"]).size().tolist() == [36] * 20
    assert table["brand"].unique().tolist() == BRANDS
    assert set(table["store"]) == set(market.tables["customers"]["region"])
    assert (str(table["period"].min().date()), str(table["period"].max().date())) == (
        "2023-07-01",
        "2026-06-01",
    )
    assert table["promotion"].between(0, 1).all()
    assert (table["units"] > 20).all()
    assert np.allclose(table["revenue"], table["units"] * table["price"], atol=0.006)
    share = table.groupby("brand")["units"].sum() / table["units"].sum()
    assert 0.165 < share["Meridian Home"] < 0.195
    assert (share**2).sum() > 0.18
    usual = table[table["promotion"] == 0].groupby("brand")["price"].mean()
    base = market.truth["brand_levels"].set_index("brand")["base_price"]
    assert (usual / base.reindex(usual.index) - 1).abs().max() < 0.04


def test_elasticities_are_recovered() -> None:
    truth = demand(nobody(), stream(0, "truth/demand")).set_index("parameter")["value"]
    expected = truth[["own_elasticity", "cross_elasticity", "promotion_effect"]].to_numpy()
    covered, found = [], []
    for seed in range(80):
        fit = regressed(sales(nobody(), stream(seed, "sales"))).loc[["own", "cross", "promotion"]]
        covered.append((fit["estimate"] - expected).abs() < 1.96 * fit["se"])
        found.append(fit["estimate"])
    assert 0.9 < np.mean(covered) < 0.99
    assert np.allclose(np.mean(found, axis=0), expected, atol=0.03)


def test_levels_are_the_intercepts(market: Market) -> None:
    fit = regressed(market.tables["sales"])
    levels = brand_levels(nobody(), stream(0, "truth/brand_levels")).set_index("brand")["level"]
    apart = fit.loc[BRANDS, "estimate"] - levels[BRANDS]
    # What prices the levels go with is uncertain, so they may be off together; differences are sharp.
    assert (apart - apart.mean()).abs().max() < 0.1
    assert fit.loc["own", "estimate"] == pytest.approx(-2.1, abs=0.15)
    angle = np.hypot(fit.loc["cos", "estimate"], fit.loc["sin", "estimate"])
    assert angle == pytest.approx(0.2, abs=0.03)


def expected_response(money: np.ndarray, one: pd.Series) -> np.ndarray:
    stock, now = [], 0.0
    for spent in money:
        now = spent + one["carry_over"] * now
        stock.append(now)
    worth: np.ndarray = one["base"] + one["ceiling"] * (1 - np.exp(-np.array(stock) / one["scale"]))
    return worth


def test_responses_scatter_as_poisson_about_the_curve(market: Market) -> None:
    table = market.tables["spend"]
    assert not table.duplicated(["period", "channel"]).any()
    assert table.groupby("channel").size().tolist() == [36] * 4
    assert (table["spend"] >= 0).all()
    for name, one in market.truth["channels"].set_index("channel").iterrows():
        mine = table[table["channel"] == name]
        mean = expected_response(mine["spend"].to_numpy(), one)
        square = ((mine["response"] - mean) ** 2 / mean).mean()
        assert 0.45 < square < 1.8, name


def test_money_is_better_spent_on_visits_than_on_fairs() -> None:
    table = spend(nobody(), stream(3, "spend"))
    truth = channels(nobody(), stream(0, "truth/channels")).set_index("channel")
    kept = 1 - truth["carry_over"]
    stock = table.groupby("channel")["spend"].mean().reindex(truth.index) / kept
    marginal = truth["ceiling"] / truth["scale"] * np.exp(-stock / truth["scale"]) / kept
    assert truth["carry_over"].between(0.2, 0.6).all()
    assert marginal.idxmax() == "visits"
    assert marginal.idxmin() == "fairs"
    assert marginal["visits"] > 10 * marginal["fairs"]
    # By averages the mailings look best, which is why one looks at the margin.
    average = table.groupby("channel")["response"].sum() / table.groupby("channel")["spend"].sum()
    assert average.idxmax() == "mailings"
