"""Figures of lesson 3: the sentence is computed, words do not cover each other, odd cases are drawn."""

import numpy as np
import pandas as pd
import pytest

from helpers import figures, positioning, show

POINTS = pd.DataFrame(
    [
        ("a", "brand", 0.0, 0.0),
        ("b", "brand", 0.1, 0.0),
        ("c", "brand", 2.0, 1.0),
        ("cheap", "word", 1.0, 1.0),
    ],
    columns=["point", "kind", "x", "y"],
)
GAPS = pd.DataFrame(
    {
        "gap": ["A", "B"],
        "x": [1.0, 0.5],
        "y": [-1.0, 0.9],
        "distance": [2.0, 1.0],
        "wanted_by": ["", "small_retailer"],
    }
)


def drawn(described):
    """The sentence, once the picture has been drawn."""
    assert len(show.png(described)) > 1000
    return described.sentence


def overlaps(described):
    """Pairs of labels that cover each other."""
    show.png(described)
    axes = described.figure.axes[0]
    boxes = [(text.get_text(), text.get_window_extent()) for text in axes.texts if text.get_text()]
    return [
        (one, other)
        for at, (one, box) in enumerate(boxes)
        for other, more in boxes[at + 1 :]
        if box.padded(-1.5).overlaps(more.padded(-1.5))
    ]


def test_the_map_says_who_is_near_and_who_alone():
    said = drawn(figures.perceptual_map(POINTS, us="a", explained=0.8))
    assert said == (
        "The two axes show 80% of the differences between the brands. c stands most alone. "
        "The brand nearest to a is b, and a is nearest to the middle."
    )
    assert "a and b stand nearest" in drawn(figures.perceptual_map(POINTS))
    assert drawn(figures.perceptual_map(POINTS.head(1))) == "There is one brand only: a."
    assert drawn(figures.perceptual_map(POINTS.head(0))) == "There are no brands to place."


def test_the_map_says_which_gap_holds_money():
    empty = GAPS.assign(market=0.0)
    assert "Nobody's wish" in drawn(figures.perceptual_map(POINTS, gaps=empty))
    second = drawn(figures.perceptual_map(POINTS, gaps=GAPS.assign(market=[0.0, 5e6]), currency="USD"))
    assert (
        second
        == "The widest gap, A, is wanted by nobody; behind B stand USD 5 million a year (small retailer)."
    )
    assert "has most money behind it too" in drawn(
        figures.perceptual_map(POINTS, gaps=GAPS.assign(market=[2.0, 1.0]))
    )


def test_labels_of_the_sample_do_not_overlap(market):
    wants = positioning.wants(market.choices, dict.fromkeys(market.choices["respondent_id"], "all"))
    ideals = positioning.ideal_points(market.found, wants)
    gaps = positioning.gaps(market.found, ideals, {"all": 1.0}, weights=wants)
    layers = [
        figures.perceptual_map(market.found.points(), us="Meridian Home", explained=0.8),
        figures.perceptual_map(positioning.map_table(market.found, ideals), us="Korrin", gaps=gaps),
        figures.share_trend(positioning.market_shares(market.sales), us="Meridian Home"),
    ]
    for described in layers:
        assert overlaps(described) == []


def test_ellipses_and_truth_are_counted(market):
    ellipses = positioning.ellipses(market.answers)
    brands = positioning.map_table(market.found).query("kind == 'brand'")
    here = figures.perceptual_map(brands, us="Korrin", ellipses=ellipses, truth=ellipses)
    away = figures.perceptual_map(brands, ellipses=ellipses, truth=ellipses.assign(x=ellipses["x"] + 1))
    assert "5 of 5 brands" in drawn(here)
    assert "0 of 5 brands" in drawn(away)


@pytest.mark.parametrize("brands", [2, 12])
def test_markets_of_any_size_are_drawn(brands):
    names = [f"A rather long name of brand {number}" for number in range(brands)]
    rng = np.random.default_rng(1)
    counts = pd.DataFrame(
        rng.integers(1, 50, (brands, 12)), index=names, columns=[f"word {n} of many" for n in range(12)]
    )
    found = positioning.correspondence(counts)
    assert "stands most alone" in drawn(figures.perceptual_map(found.points(), us=names[0], explained=0.5))
    sales = pd.DataFrame({"period": ["spring", "autumn"] * brands, "brand": np.repeat(names, 2), "units": 5})
    assert "leads with" in drawn(figures.share_trend(positioning.market_shares(sales), us=names[1]))


def test_parity_is_told_by_word():
    row = {"need": "price", "word": "cheap", "weight": 0.2, "ours": 0.1, "usual": 0.4, "best_rival": 0.6}
    table = pd.DataFrame(
        [{**row, "status": "below parity"}, {**row, "word": "on time", "status": "difference"}]
    )
    assert (
        drawn(figures.parity_chart(table)) == "Below parity in “cheap”. A difference that decides: “on time”."
    )
    assert drawn(figures.parity_chart(table.head(0))) == "There is nothing to compare."


def test_canvas_and_forces_say_first_and_last():
    canvas = positioning.stall_canvas()
    said = drawn(figures.strategy_canvas(canvas, us="she", them="kiosks"))
    assert said == "She is furthest ahead in “comes to the buyer” and furthest behind in “a fixed place”."
    forces = pd.DataFrame({"force": ["rivalry", "buyer power"], "score": [2.0, 4.0]})
    assert drawn(figures.forces_bars(forces)) == (
        "Buyer power presses hardest (4.0 of 5), rivalry least (2.0). Strong: buyer power."
    )


@pytest.mark.parametrize(
    ("draw", "table"),
    [
        (figures.perceptual_map, POINTS),
        (figures.share_trend, pd.DataFrame({"period": [1], "brand": ["a"], "share": [1.0]})),
        (figures.forces_bars, pd.DataFrame({"force": ["a"], "score": [1.0]})),
    ],
)
def test_a_missing_column_is_named(draw, table):
    column = table.columns[-1]
    with pytest.raises(ValueError, match=f"needs a column.*{column}"):
        draw(table.drop(columns=column))
