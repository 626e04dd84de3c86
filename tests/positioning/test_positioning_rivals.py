"""Rivals: shares, concentration by year of the guidelines, cards, forces, elasticities against the truth."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import positioning
from helpers.files import MERIDIAN

SALES = pd.DataFrame(
    {
        "period": [1, 1, 1, 2, 2, 2],
        "brand": ["a", "b", "c"] * 2,
        "units": [40, 30, 30, 30, 40, 30],
        "price": [10.0, 20.0, 20.0] * 2,
    }
)


@pytest.mark.parametrize(
    ("shares", "points"),
    [((30, 30, 20, 20), 2600), ((40, 30, 20, 10), 3000), ((1,), 10_000), ((1, 1, 1, 1), 2500)],
)
def test_hhi_of_published_examples(shares, points):
    assert positioning.hhi(shares) == points


@given(st.lists(st.floats(0.1, 100), min_size=2, max_size=8))
def test_a_merger_raises_hhi_by_twice_the_product(sizes):
    total = sum(sizes)
    a, b = (100 * size / total for size in sizes[:2])
    merged = positioning.hhi([sizes[0] + sizes[1], *sizes[2:]]) - positioning.hhi(sizes)
    assert merged == pytest.approx(positioning.merger_rise(a, b), abs=1e-4)


def test_thresholds_have_a_year():
    assert positioning.merger_rise(5, 10) == 100
    assert positioning.concentration_level(1800) == "moderately concentrated"
    assert positioning.concentration_level(1801) == "highly concentrated"
    assert positioning.concentration_level(1801, year=2010) == "moderately concentrated"
    assert positioning.thresholds(2000)["here"].tolist() == ["highly concentrated", "moderately concentrated"]
    with pytest.raises(ValueError, match="2023, 2010"):
        positioning.concentration_level(2000, year=1992)


def test_relative_share_is_to_the_largest_other():
    table = positioning.market_shares(SALES).set_index(["period", "brand"])["relative_share"]
    assert table[1, "a"] == pytest.approx(40 / 30)
    assert table[2, "a"] == pytest.approx(30 / 40)
    alone = positioning.market_shares(SALES[SALES["brand"] == "a"])
    assert alone["share"].tolist() == [1, 1]
    assert alone["relative_share"].isna().all()


def test_shares_of_stores_are_added_up_and_sum_to_one(market):
    table = positioning.market_shares(market.sales)
    assert table.groupby("period")["share"].sum().tolist() == pytest.approx([1] * 36)
    assert (table.groupby("period")["relative_share"].max() >= 1).all()


def test_the_card_index_by_hand():
    cards = positioning.rivals(SALES, periods=1, us="b").set_index("brand")
    assert cards.index.tolist() == ["b", "a", "c"]
    assert cards["ours"].tolist() == [True, False, False]
    assert cards.loc["a", "shift"] == pytest.approx(-0.1)
    assert cards.loc["b", "revenue_share"] == pytest.approx(800 / 1700)
    bare = positioning.rivals(SALES.drop(columns="price"), periods=2)
    assert not {"price", "shift", "revenue_share"} & set(bare.columns)


def test_whose_brand_it_is():
    assert positioning.our_brand(SALES, None, firm="Nobody") == ""


def test_elasticities_find_those_of_the_simulation(market):
    truth = pd.read_csv(MERIDIAN / "truth" / "demand.csv").set_index("parameter")["value"]
    table = positioning.cross_price(market.sales.assign(period=pd.to_datetime(market.sales["period"])))
    found = table.set_index("effect")
    for effect, name in (
        ("own price", "own_elasticity"),
        ("rivals' prices", "cross_elasticity"),
        ("promotion", "promotion_effect"),
    ):
        # Three standard errors: one case, three effects.
        assert abs(found.loc[effect, "estimate"] - truth[name]) < 3 * found.loc[effect, "se"]


def test_elasticities_agree_with_statsmodels(market):
    import numpy as np
    import statsmodels.formula.api as smf

    rows = market.sales.assign(
        period=pd.to_datetime(market.sales["period"]), log=np.log(market.sales["price"])
    )
    groups = rows.groupby(["period", "store"])["log"]
    rows["rivals"] = (groups.transform("sum") - rows["log"]) / 4
    rows["level"], rows["month"] = rows["brand"] + rows["store"], rows["period"].dt.month
    model = smf.ols("np.log(units) ~ log + rivals + promotion + C(level) + C(month)", rows).fit(
        cov_type="HC1"
    )
    table = positioning.cross_price(rows).set_index("effect")
    assert table["estimate"].tolist() == pytest.approx(model.params[["log", "rivals", "promotion"]].tolist())
    assert table["se"].tolist() == pytest.approx(model.bse[["log", "rivals", "promotion"]].tolist())


@pytest.mark.parametrize(
    ("units", "score"), [((1,) * 12, 5), ((1,) * 8, 4), ((1,) * 5, 3), ((1,) * 4, 2), ((1,), 1)]
)
def test_rivalry_falls_with_concentration(units, score):
    assert positioning.rivalry(pd.Series(units))[0] == score


def test_forces_are_those_there_is_something_to_say_of():
    revenue = pd.Series([50.0, 20, 10, 10, 5, 5])
    assert positioning.buyer_power(revenue, of=2)[0] == 5
    assert "70% of our sales" in positioning.buyer_power(revenue, of=2)[1]
    few = positioning.industry(SALES, None, entry={"capital": True})
    assert set(few["force"]) == {"rivalry", "threat of entry"}, "no elasticity from six rows"
    assert few["score"].is_monotonic_decreasing
    with pytest.raises(ValueError, match="No force"):
        positioning.industry(None, None)
    with pytest.raises(ValueError, match="Answer at least one"):
        positioning.checklist(positioning.ENTRY, {})


def test_what_is_handed_on(market):
    table, absent = positioning.measures(market.found, market.sales)
    values = table.set_index("measure")["value"]
    assert {"inertia", "inertia_1", "inertia_2", "hhi"} <= set(values.index)
    assert values["inertia"] == pytest.approx(market.found.inertias.sum())
    assert values["inertia_1"] > values["inertia_2"]
    assert 1800 < values["hhi"] < 2600
    assert absent.empty
    nothing, why = positioning.measures(None, None)
    assert nothing.empty
    assert why["measure"].tolist() == ["inertia", "inertia_1", "inertia_2", "hhi"]
    assert set(positioning.map_table(market.found)["kind"]) == {"brand", "word"}
