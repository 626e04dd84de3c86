"""Part-worths in money, as importance, over a range and by segment."""

import numpy as np
import pandas as pd
import pytest
from choosers import WORTHS, people

from helpers import choice


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return people(200)


@pytest.fixture(scope="module")
def fit(table: pd.DataFrame) -> choice.Fit:
    return choice.fit(table, reference={"brand": "Ours"})


def test_willingness_to_pay_is_a_ratio_whose_interval_draws_confirm(fit: choice.Fit) -> None:
    found = choice.willingness_to_pay(fit).set_index(["attribute", "level"])
    assert list(found.index) == [("quality", "good"), ("brand", "Korrin")]
    assert found.loc[("quality", "good"), "wtp"] == pytest.approx(-WORTHS["good"] / WORTHS["price"], rel=0.2)
    many = choice.draws(fit, 20_000)
    ends = np.quantile(-many[:, 1] / many[:, 0], [0.025, 0.975])
    assert found.loc[("quality", "good"), ["low", "high"]].to_numpy(dtype=float) == pytest.approx(
        ends, rel=0.05
    )


def test_willingness_to_pay_for_a_step(heating: pd.DataFrame) -> None:
    per_unit = choice.willingness_to_pay(choice.fit(heating), "ic").iloc[0]
    less = choice.willingness_to_pay(choice.fit(heating), "ic", steps={"oc": -100}).iloc[0]
    assert less["level"] == "−100"
    assert less["wtp"] == pytest.approx(73.495, abs=1e-3)
    assert less["low"] == pytest.approx(-100 * per_unit["high"])
    assert less["low"] < less["wtp"] < less["high"]
    with pytest.raises(ValueError, match="colour: no numeric attribute"):
        choice.willingness_to_pay(choice.fit(heating), "ic", steps={"colour": 1})


def test_without_a_falling_price_nothing_is_put_in_money(table: pd.DataFrame, fit: choice.Fit) -> None:
    with pytest.raises(ValueError, match="Dearer was not chosen less"):
        choice.willingness_to_pay(choice.fit(table.assign(price=-table["price"])))
    with pytest.raises(ValueError, match="cost is no numeric attribute"):
        choice.willingness_to_pay(fit, "cost")


def test_an_unsure_price_leaves_the_interval_blank() -> None:
    few = choice.fit(people(6, seed=0))
    slope = few.table.iloc[0]
    assert slope["estimate"] < 0 < slope["high"], "the case this test is about"
    assert choice.willingness_to_pay(few)[["low", "high"]].isna().all(axis=None)


def test_importance_sums_to_one_and_follows_the_range_asked(table: pd.DataFrame, fit: choice.Fit) -> None:
    found = choice.importance(fit, table)
    assert found["importance"].sum() == pytest.approx(1.0)
    assert found["attribute"].tolist()[0] == "price"
    assert ((found["low"] <= found["importance"]) & (found["importance"] <= found["high"])).all()
    worth = fit.estimates
    by_hand = np.array([abs(worth[0]) * 20, abs(worth[1]), abs(worth[2])])
    shares = found.set_index("attribute")["importance"].loc[["price", "quality", "brand"]]
    assert shares.to_numpy() == pytest.approx(by_hand / by_hand.sum())
    narrow = choice.importance(fit, table[table["price"].isna() | (table["price"] < 65)])
    assert narrow.set_index("attribute").loc["price", "importance"] < shares["price"]


def test_the_reference_does_not_change_importance(table: pd.DataFrame, fit: choice.Fit) -> None:
    other = choice.importance(choice.fit(table, reference={"brand": "Korrin"}), table)
    assert other["importance"].to_numpy() == pytest.approx(
        choice.importance(fit, table)["importance"].to_numpy()
    )


def test_over_range_lays_price_beside_quality(table: pd.DataFrame, fit: choice.Fit) -> None:
    found = choice.over_range(fit, table)
    assert found["level"].tolist() == ["50 to 70", "basic", "good", "Ours", "Korrin", "constant"]
    assert found["estimate"].iloc[0] == pytest.approx(20 * fit.estimates[0])
    assert found["estimate"].iloc[1] == found["se"].iloc[1] == 0


def test_by_segment_fits_each_and_says_which_it_cannot(table: pd.DataFrame) -> None:
    names = table["respondent_id"].unique()
    segments = pd.Series(np.where(names < "R0100", "first", "second"), index=names)
    segments.iloc[-1] = "alone"
    segments.iloc[0] = None
    found = choice.by_segment(table, segments, reference={"brand": "Ours"})
    assert found["segment"].unique().tolist() == ["alone", "first", "second"]
    alone = found[found["segment"] == "alone"]
    if len(alone) == 1:
        assert alone["why"].iloc[0]
    first = table[table["respondent_id"].between("R0001", "R0099")]
    expected = choice.fit(first, reference={"brand": "Ours"})
    assert found.loc[found["segment"] == "first", "estimate"].to_numpy() == pytest.approx(expected.estimates)
    assert found.loc[found["segment"] == "first", "respondents"].tolist() == [99.0] * 4


def test_by_segment_without_any_fit_says_why(table: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="No respondent has a segment"):
        choice.by_segment(table, pd.Series({"nobody": "x"}))
    with pytest.raises(ValueError, match=r"cannot tell|always|without exception|Nobody|always moves"):
        choice.by_segment(table[table["task"] == "T0"].head(8), pd.Series({"R0000": "x", "R0001": "x"}))
