"""Maps: published numbers, a second opinion, laws, and the truth of the simulated market."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers import positioning, samples

# Smoking among five groups of staff, Greenacre's example; in R the set smoke of package ca.
SMOKE = pd.DataFrame(
    [[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]],
    index=["SM", "JM", "SE", "JE", "SC"],
    columns=["none", "light", "medium", "heavy"],
)
TABLES = st.lists(st.lists(st.integers(1, 60), min_size=4, max_size=4), min_size=3, max_size=6).map(
    lambda rows: pd.DataFrame(rows, columns=list("wxyz"))
)


def test_the_smokers_of_greenacre():
    found = positioning.correspondence(SMOKE)
    assert found.inertias == pytest.approx([0.074759, 0.010017, 0.000414], abs=5e-7)
    assert found.explained == pytest.approx([0.8776, 0.1176, 0.0049], abs=5e-5)
    assert found.row_masses.tolist() == pytest.approx(
        [0.056995, 0.093264, 0.264249, 0.455959, 0.129534], abs=5e-7
    )
    assert found.inertia == pytest.approx(0.0851899, abs=5e-8)
    assert found.inertia * found.n == pytest.approx(16.4416, abs=5e-5), "chi-square"
    # The row that contributes most, SE, lies on the positive side of the first axis.
    assert found.rows["axis_1"].tolist() == pytest.approx([0.066, -0.259, 0.381, -0.233, 0.201], abs=5e-4)


def test_who_does_what_at_home():
    found = positioning.correspondence(samples.house_tasks())
    assert found.n == 1744
    assert found.explained[:2] == pytest.approx([0.4869, 0.3991], abs=5e-5)


def test_prince_draws_the_same_map():
    import prince

    found = positioning.correspondence(SMOKE)
    other = prince.CA(n_components=2).fit(SMOKE)
    assert other.eigenvalues_ == pytest.approx(found.inertias[:2])
    for ours, theirs in (
        (found.rows, other.row_coordinates(SMOKE)),
        (found.columns, other.column_coordinates(SMOKE)),
    ):
        assert np.abs(theirs.to_numpy()) == pytest.approx(np.abs(ours.to_numpy()[:, :2]))


@given(TABLES)
def test_laws_of_correspondence(table):
    expected = np.outer(table.sum(axis=1), table.sum()) / table.to_numpy().sum()
    assume(np.abs(table.to_numpy() - expected).max() > 1e-6)
    found = positioning.correspondence(table)
    assert found.inertia * found.n == pytest.approx(((table.to_numpy() - expected) ** 2 / expected).sum())
    assert found.row_masses.to_numpy() @ found.rows.to_numpy() == pytest.approx(0, abs=1e-9), "centred"
    placed = found.place(table)[["x", "y"]].to_numpy()
    own = np.pad(found.rows.to_numpy(), ((0, 0), (0, 1)))[:, :2]
    assert placed == pytest.approx(own, abs=1e-8), "a row of the table, placed as a guest, finds itself"
    points = found.points()
    assert points.groupby("kind")["contribution"].sum().tolist() == pytest.approx([1, 1])
    assert points["quality"].between(-1e-9, 1 + 1e-9).all()


def test_an_arrow_of_the_contribution_biplot_is_as_long_as_what_it_contributes():
    found = positioning.correspondence(SMOKE)
    arrows = found.points(scaling="contribution").query("kind == 'column'")
    share = (arrows[["x", "y"]].to_numpy() ** 2).sum(axis=0)
    assert share == pytest.approx([1, 1])


def test_a_brand_is_the_average_of_its_words_in_the_row_map():
    found = positioning.correspondence(SMOKE)
    words = found.points(scaling="rows").query("kind == 'column'")[["x", "y"]].to_numpy()
    assert positioning.profiles(SMOKE).to_numpy() @ words == pytest.approx(found.rows.to_numpy()[:, :2])


def test_size_is_divided_out():
    doubled = pd.concat([SMOKE, (SMOKE.loc[["SM"]] * 10).rename(index={"SM": "loud"})])
    places = positioning.correspondence(doubled).rows
    assert places.loc["SM"].to_numpy() == pytest.approx(places.loc["loud"].to_numpy())


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (SMOKE.loc[["SM"]], "at least two brands"),
        (SMOKE * 0, "at least two brands"),
        (pd.DataFrame([[1, 2], [2, 4]]), "same words"),
        (SMOKE.sub(3), "below zero"),
    ],
)
def test_what_cannot_be_mapped_is_said(table, said):
    with pytest.raises(ValueError, match=said):
        positioning.correspondence(table)


def test_two_brands_have_one_axis():
    found = positioning.correspondence(SMOKE.loc[["SM", "SE"]])
    assert found.rows.shape == (2, 1)
    assert found.points()["y"].eq(0).all()
    assert positioning.distinctiveness(found)["nearest"].tolist() == ["SE", "SM"]


def test_by_hand_and_by_machine_count_the_same_words(market):
    small = positioning.per_hundred(market.counts, words=market.counts.shape[1])
    by_hand = positioning.apart_from(small, us="Meridian Home").set_index("rival")["apart"]
    exact = positioning.words_apart(market.counts)["Meridian Home"].drop("Meridian Home")
    assert by_hand.to_dict() == pytest.approx(exact.to_dict(), abs=2.5), "rounding only"
    blank = positioning.apart_from(small, us="Meridian Home", blanks=1)
    assert blank["apart"].isna().tolist() == [False] * 3 + [True]


def test_what_was_said_is_near_the_chance_that_it_is_said(market):
    table = positioning.recovered(market.counts, market.brands, people=positioning.asked(market.answers))
    assert table["words"].sum() == 50
    assert 0.86 <= table["within"].sum() / 50 <= 1


def test_the_true_map_lies_within_the_ellipses(market):
    truth = market.brands.pivot(index="brand", columns="word", values="probability")
    ellipses = positioning.ellipses(market.answers)
    hit = positioning.inside(ellipses, positioning.aligned(positioning.correspondence(truth), market.found))
    assert hit.sum() >= 4
    assert not positioning.inside(ellipses, ellipses.assign(x=ellipses["x"] + 1)).any()


def test_the_same_seed_gives_the_same_ellipses_and_more_people_smaller_ones(market):
    first, again = positioning.ellipses(market.answers), positioning.ellipses(market.answers)
    pd.testing.assert_frame_equal(first, again)
    few = market.answers[market.answers["respondent_id"] < "R0100"]
    assert positioning.ellipses(few)["var_x"].mean() > 2 * first["var_x"].mean()


def test_an_ellipse_ends_where_its_95_percent_end():
    round_one = pd.DataFrame({"point": ["a"], "x": 1.0, "y": 2.0, "var_x": 1.0, "var_y": 4.0, "cov_xy": 0.0})
    edge = 5.991465**0.5
    for share, hit in ((0.999, True), (1.001, False)):
        for right, up in ((edge, 0.0), (0.0, 2 * edge)):
            place = pd.DataFrame({"point": ["a"], "x": 1 + share * right, "y": 2 + share * up})
            assert positioning.inside(round_one, place).tolist() == [hit]


def test_a_turned_map_is_turned_back():
    places = np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, -2.0]])
    angle = 0.7
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    mirrored = (places * [1, -1]) @ turn
    assert positioning.turned(mirrored[None], places)[0] == pytest.approx(places)


def coverage(market, seed):
    """How many brands of the truth lie in the ellipses of a new sample of 200 people."""
    truth = market.brands.pivot(index="brand", columns="word", values="probability")
    draws = np.random.default_rng(seed).random((200, *truth.shape)) < truth.to_numpy()
    who, brand, word = np.nonzero(draws)
    answers = pd.DataFrame({"respondent_id": who, "survey": "brand"})
    answers["item"], answers["answer"] = truth.index[brand], truth.columns[word]
    found = positioning.correspondence(positioning.word_counts(answers))
    true = positioning.aligned(positioning.correspondence(truth), found)
    return positioning.inside(positioning.ellipses(answers, draws=100, seed=seed), true).mean()


@pytest.mark.slow
def test_ellipses_hold_the_truth_as_often_as_they_say(market):
    hits = [coverage(market, seed) for seed in range(200)]
    assert 0.90 <= np.mean(hits) <= 0.98


def test_a_wish_without_a_word_on_the_map_is_not_heard():
    counts = pd.DataFrame({"sturdy": [9, 1], "flexible": [2, 8], "on time": [4, 4]}, index=["a", "b"])
    assert positioning.heard(positioning.correspondence(counts)) == "sturdy and on time"
