"""Van Westendorp: the constructed case with exact crossings, laws of the curves, and honest intervals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import mix

QUESTIONS = ["too_cheap", "cheap", "expensive", "too_expensive"]


def asked(four: object) -> pd.DataFrame:
    table = pd.DataFrame(four, columns=QUESTIONS)
    table.insert(0, "respondent_id", [f"R{n:04d}" for n in range(len(table))])
    return table


def exact(people: int = 1000) -> pd.DataFrame:
    """Too cheap U(0, 10), cheap U(3, 13), expensive U(5, 15), too expensive U(6, 16), without chance."""
    place = (np.arange(people) + 0.5) / people * 10
    return asked(np.column_stack([place, place + 3, place + 5, place + 6]))


def values(table: pd.DataFrame, **options: object) -> dict[str, float]:
    return mix.psm_points(table, **options).set_index("measure")["value"].to_dict()


@pytest.mark.parametrize("people", [20, 999, 1000])
def test_the_constructed_case_crosses_where_algebra_says(people: int) -> None:
    # 1 − p/10 = (p − 6)/10 at 8; (13 − p)/10 = (p − 5)/10 at 9; 1 − p/10 = (p − 3)/10 at 6.5; …
    expected = {"psm_low": 6.5, "psm_opp": 8.0, "psm_idp": 9.0, "psm_high": 10.5}
    assert values(exact(people)) == pytest.approx(expected)
    narrower = expected | {"psm_low": 7.5, "psm_high": 9.5}
    assert values(exact(people), narrower=True) == pytest.approx(narrower)


def test_curves_of_the_constructed_case() -> None:
    at = mix.psm_curves(exact(), at=[6.5, 8.0, 9.0, 10.5]).set_index("price")
    assert at.loc[6.5, "too_cheap"] == pytest.approx(0.35)
    assert at.loc[6.5, "not_cheap"] == pytest.approx(0.35)
    assert at.loc[8.0, "too_expensive"] == pytest.approx(0.2)
    assert at.loc[9.0, "cheap"] == pytest.approx(0.4)
    assert at.loc[9.0, "expensive"] == pytest.approx(0.4)
    assert at.loc[8.0, "acceptable"] == pytest.approx(0.6)


people = st.lists(
    st.lists(st.integers(1, 200), min_size=4, max_size=4, unique=True).map(sorted), min_size=1, max_size=40
)


@given(people)
def test_curves_rise_or_fall_from_end_to_end(four: list[list[int]]) -> None:
    curves = mix.psm_curves(asked(four))
    for column in ("too_cheap", "cheap", "not_expensive"):
        assert (curves[column].diff().dropna() <= 1e-12).all()
    for column in ("not_cheap", "expensive", "too_expensive"):
        assert (curves[column].diff().dropna() >= -1e-12).all()
    assert curves.drop(columns="price").stack().between(-1e-12, 1 + 1e-12).all()
    assert curves["acceptable"].to_numpy() == pytest.approx(1 - curves["too_cheap"] - curves["too_expensive"])


@given(people)
def test_points_stand_in_order_and_on_their_curves(four: list[list[int]]) -> None:
    table = asked(four)
    points = values(table, draws=2)
    assert points["psm_low"] <= points["psm_opp"] + 1e-9 <= points["psm_high"] + 2e-9
    assert points["psm_low"] <= points["psm_idp"] + 1e-9 <= points["psm_high"] + 2e-9
    at = mix.psm_curves(table, at=list(points.values()))
    if len(np.unique(four)) == 4 * len(four):  # nobody shares an answer: the curves have no jumps
        assert at.loc[1, "too_cheap"] == pytest.approx(at.loc[1, "too_expensive"], abs=1 / len(four))


@given(people, st.integers(2, 9))
def test_currency_and_copies_change_nothing(four: list[list[int]], factor: int) -> None:
    table = asked(four)
    plain = values(table, draws=2)
    dearer = asked(np.array(four) * factor)
    assert values(dearer, draws=2) == pytest.approx({name: at * factor for name, at in plain.items()})
    assert values(pd.concat([table] * factor), draws=2) == pytest.approx(plain)


def test_only_rising_prices_count() -> None:
    four = [[4, 6, 10, 12], [6, 4, 10, 12], [4, 6, 6, 12], [4, 6, np.nan, 12]]
    assert mix.transitive(asked(four))["respondent_id"].tolist() == ["R0000"]
    assert mix.psm_points(asked(four))["n"].tolist() == [1] * 4
    assert mix.psm_points(asked(four))[["low", "high"]].isna().all(axis=None)
    with pytest.raises(ValueError, match="Nobody named four prices that rise"):
        mix.psm_curves(asked(four[1:]))
    with pytest.raises(ValueError, match="prices has no column cheap"):
        mix.psm_points(asked(four).drop(columns="cheap"))


def test_intervals_are_repeatable_and_shrink_with_people() -> None:
    rng = np.random.default_rng(2)
    many = asked(np.sort(rng.normal(60, 12, (400, 4)), axis=1))
    wide, narrow = (mix.psm_points(table) for table in (many.head(40), many))
    assert (wide["high"] - wide["low"] > narrow["high"] - narrow["low"]).all()
    assert ((narrow["low"] <= narrow["value"]) & (narrow["value"] <= narrow["high"])).all()
    pd.testing.assert_frame_equal(narrow, mix.psm_points(many))


def test_round_answers_do_not_make_the_points_jump() -> None:
    rng = np.random.default_rng(5)
    four = np.sort(rng.normal(60, 12, (500, 4)), axis=1) + np.array([0, 5, 10, 15])
    fine, coarse = values(asked(four)), values(asked(np.rint(four / 2.5) * 2.5))
    assert coarse == pytest.approx(fine, abs=0.5)


def test_bootstrap_agrees_with_a_plain_loop() -> None:
    rng = np.random.default_rng(7)
    own = rng.normal(60, 15, (80, 1))
    table = asked(np.rint(own + np.array([-8, -3, 3, 8]) + rng.uniform(-2, 2, (80, 4))))
    drawn = np.random.default_rng(0).multinomial(80, np.full(80, 1 / 80), size=50)
    loop = [values(table.iloc[np.repeat(np.arange(80), times)], draws=1)["psm_opp"] for times in drawn]
    found = mix.psm_points(table, draws=50).set_index("measure").loc["psm_opp"]
    assert [found["low"], found["high"]] == pytest.approx(np.quantile(loop, [0.025, 0.975]), abs=1e-6)


def test_by_segment_leaves_out_who_has_none() -> None:
    table = exact(40)
    segments = pd.Series(["a"] * 20 + ["b"] * 19, index=table["respondent_id"].head(39))
    found = mix.psm_by(table, segments, draws=5)
    assert found.groupby("segment")["n"].first().to_dict() == {"a": 20, "b": 19}
    first = mix.psm_points(table.head(20), draws=5)
    assert found.loc[found["segment"] == "a", "value"].tolist() == first["value"].tolist()
    with pytest.raises(ValueError, match="has a segment"):
        mix.psm_by(table, pd.Series({"nobody": "a"}))
