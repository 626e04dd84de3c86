"""Figures of step 2: sentences are true of their tables, and no table breaks the drawing."""

import re

import numpy as np
import pandas as pd
import pytest

from helpers import figures, needs, samples
from helpers.show import png

BROKEN = r"\bnan|\binf\b|None|[{}]"


def gap_of(n=7, *, name="need"):
    chosen = np.linspace(1, 2, n) / np.linspace(1, 2, n).sum()
    said = chosen[::-1]
    factor = [f"{name}_{i}" for i in range(n)]
    table = pd.DataFrame({"factor": factor, "said": said, "chosen": chosen})
    table = table.assign(low=chosen - 0.02, high=chosen + 0.02, gap=chosen - said)
    return table.sort_values("gap", ascending=False, ignore_index=True)


def taken_of(n=3):
    share = np.linspace(0.5, 0.3, n)
    table = pd.DataFrame({"factor": [f"need_{i}" for i in range(n)], "best": "lowest", "tasks": 100})
    return table.assign(share=share, low=share - 0.02, high=share + 0.02, by_luck=0.25)


def grid_of(n=9, *, same=False):
    rng = np.random.default_rng(0)
    factor = [f"a rather long name of a need number {i}" for i in range(n)]
    importance = pd.DataFrame({"factor": factor, "importance": 5.0 if same else rng.uniform(3, 7, n)})
    performance = pd.DataFrame({"factor": factor, "performance": 4.0 if same else rng.uniform(2, 6, n)})
    return needs.importance_performance(importance, performance)


def features_of(*letters):
    people = {"M": [0, 5, 90, 5, 0, 0], "O": [5, 90, 5, 0, 0, 0], "A": [90, 5, 0, 5, 0, 0]}
    people |= {"I": [0, 0, 0, 99, 1, 0], "R": [0, 0, 0, 9, 90, 1], "Q": [1, 0, 0, 0, 0, 99]}
    rows = [[f"feature {n} <b>$1</b>", *people[letter]] for n, letter in enumerate(letters)]
    return needs.judged(pd.DataFrame(rows, columns=["feature", *"AOMIRQ"]))


def recovered_of(n=3):
    table = pd.DataFrame({"attribute": "price", "level": [f"level {i}" for i in range(n)], "estimate": 1.0})
    return table.assign(low=0.0, high=2.0, true=np.linspace(0.5, 9, n))


DRAWN = [
    lambda: figures.best_taken(taken_of()),
    lambda: figures.best_taken(taken_of(1)),
    lambda: figures.need_gap(gap_of()),
    lambda: figures.need_gap(gap_of(2, name="a need with a name longer than anybody would wish")),
    lambda: figures.need_gap(gap_of().assign(low=np.nan, high=np.nan)),
    lambda: figures.kano_map(features_of(*"MOAIRQ")),
    lambda: figures.kano_map(features_of(*"MMMM")),
    lambda: figures.needs_grid(grid_of()),
    lambda: figures.needs_grid(grid_of(2)),
    lambda: figures.needs_grid(grid_of(3, same=True)),
    lambda: figures.recovered(recovered_of()),
]


@pytest.mark.parametrize("draw", DRAWN)
def test_every_figure_draws_and_says_something_whole(draw):
    described = draw()
    assert png(described).startswith(b"\x89PNG")
    assert len(described.sentence) > 20
    assert not re.search(BROKEN, described.sentence)


@pytest.mark.parametrize(
    ("figure", "table"),
    [
        (figures.best_taken, taken_of(1).iloc[:0]),
        (figures.need_gap, gap_of(2).iloc[:0]),
        (figures.kano_map, features_of("M").iloc[:0]),
        (figures.needs_grid, grid_of(2).iloc[:0]),
        (figures.recovered, recovered_of(1).iloc[:0]),
    ],
)
def test_nothing_to_draw_is_said(figure, table):
    assert len(figure(table).sentence) > 10


@pytest.mark.parametrize(
    "figure",
    [
        figures.best_taken,
        figures.need_gap,
        figures.kano_map,
        figures.needs_grid,
        figures.need_fit,
        figures.recovered,
    ],
)
def test_a_missing_column_is_named(figure):
    with pytest.raises(ValueError, match="needs a column"):
        figure(pd.DataFrame({"other": [1]}))


def test_sentences_follow_the_table(meridian):
    answers, choices = meridian.tables["answers"], meridian.tables["choices"]
    fit = needs.fitted(choices, brand=meridian.name)
    gap = needs.gap(needs.stated(answers), needs.derived(choices, fit))
    sentence = figures.need_gap(gap).sentence
    assert f"In words price weighs most ({gap['said'].max():.0%})" in sentence
    assert sentence.count(gap["factor"].iloc[0].replace("_", " ")) + sentence.count("Supply") >= 1
    taken = needs.best_taken(choices)
    assert f"{taken['share'].max():.0%}" in figures.best_taken(taken).sentence
    tenths = needs.fit_and_taken(fit, choices)
    assert f"{tenths['share'].iloc[-1]:.0%}" in figures.need_fit(tenths).sentence
    features = needs.kano(meridian.tables["kano"])
    worst = features.loc[features["worse"].idxmin(), "feature"]
    assert f"“{worst}” would hurt most to lack" in figures.kano_map(features).sentence


def test_the_grid_names_what_is_heavy_and_badly_done():
    table = grid_of()
    sentence = figures.needs_grid(table).sentence
    for factor in table.loc[table["quadrant"] == "act first", "factor"]:
        assert factor in sentence
    none = table.assign(performance=9.0, performance_line=1.0)
    assert figures.needs_grid(none).sentence == "Nothing that weighs much is done badly."


def test_truth_inside_the_interval_is_counted():
    assert figures.recovered(recovered_of(3)).sentence.startswith("1 of 3 true part-worths")


def test_real_data_have_the_shape_their_sources_say():
    assert samples.bfi().shape == (2800, 25)
    assert samples.attitude().shape == (30, 7)
