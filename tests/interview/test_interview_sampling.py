"""How many to ask: published sizes, both corrections, margins and sizes that undo each other, weights."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import needs


def test_cochrans_sizes() -> None:
    assert needs.needed(0.05, z=1.96) == pytest.approx(384.16)
    assert needs.needed(0.05) == pytest.approx(384.146, abs=5e-4)
    assert needs.sample_size(0.05, z=1.96) == 385
    assert needs.sample_size(0.05, population=1000) == 278
    assert needs.sample_size(0.05, population=1000, correction="simple") == 278


def test_the_two_corrections_of_528_people_round_to_different_numbers() -> None:
    exact, simple = (needs.needed(0.05, population=528, correction=way) for way in ("exact", "simple"))
    assert (round(exact), round(simple)) == (223, 222)
    # As it is printed: 384 rounded first.
    assert pytest.approx(222, abs=0.5) == 384 / (1 + 384 / 528)


@given(st.integers(2, 5000), st.floats(0.05, 0.95), st.data())
def test_margin_and_size_undo_each_other(population: int, share: float, data: st.DataObject) -> None:
    n = data.draw(st.integers(1, population - 1))
    margin = needs.margin_of_error(n, share=share, population=population)
    if margin <= 1:
        assert needs.sample_size(margin, share=share, population=population) == n


def test_half_the_error_takes_four_times_the_people_and_everybody_leaves_no_chance() -> None:
    assert needs.margin_of_error(400) == pytest.approx(needs.margin_of_error(100) / 2)
    assert needs.margin_of_error(50, population=50) == 0
    assert needs.sample_size(0.001, population=30) == 30


def test_the_margin_holds_nineteen_times_in_twenty() -> None:
    rng, population, n = np.random.default_rng(1), np.arange(600) < 200, 90
    shares = np.array([rng.choice(population, n, replace=False).mean() for _ in range(2000)])
    margin = needs.margin_of_error(n, share=1 / 3, population=600)
    assert 0.93 <= (abs(shares - 1 / 3) <= margin).mean() <= 0.97


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: needs.needed(5), "write 0.05"),
        (lambda: needs.needed(0.05, share=30), "write 0.3"),
        (lambda: needs.needed(0.05, population=0), "nobody to ask"),
        (lambda: needs.margin_of_error(0), "Nobody was asked"),
        (lambda: needs.margin_of_error(9, population=8), "nobody is asked twice"),
        (lambda: needs.effective_size([]), "no sample"),
        (lambda: needs.sample_weights(pd.Series(["a"]), {"b": 1}), "says nothing of a"),
    ],
)
def test_what_cannot_be_is_said(call, says) -> None:
    with pytest.raises(ValueError, match=says):
        call()


def test_weights_bring_the_population_back() -> None:
    asked = pd.Series(["shop"] * 90 + ["hotel"] * 10)
    weight = needs.sample_weights(asked, {"shop": 700, "hotel": 300})
    assert weight.mean() == pytest.approx(1)
    assert weight[asked == "hotel"].sum() / weight.sum() == pytest.approx(0.3)
    assert needs.effective_size(weight) < 100


def test_every_way_to_ask_some_of_six() -> None:
    table = needs.ask_some(pd.Series([3.0, 4, 7, 4, 5, 5]), sizes=(1, 2, 3, 6)).set_index("asked")
    assert table["ways"].tolist() == [6, 15, 20, 1]
    assert table.loc[6, "apart"] == 0
    # The textbook's: σ/√n · √((N − n)/(N − 1)).
    sigma = np.std([3, 4, 7, 4, 5, 5])
    assert table.loc[3, "typically_off"] == pytest.approx(sigma / 3**0.5 * (3 / 5) ** 0.5)


def test_with_the_answers_put_back_four_times_the_people_are_half_as_far_off() -> None:
    answers = pd.Series([3.0, 4, 7, 4, 5, 5])
    off = needs.ask_some(answers, sizes=(1, 4, 16), put_back=True).set_index("asked")["typically_off"]
    assert off.index.tolist() == [1, 4]  # 6 to the 16th ways are not written down
    assert off[1] == pytest.approx(np.std(answers))
    assert off[4] == pytest.approx(off[1] / 2)
