"""Alpha and its interval against published values and an independent library; the grid and its crosshairs."""

import numpy as np
import pandas as pd
import pingouin
import pytest

from helpers import needs, samples

REVERSED = ("A1", "C4", "C5", "E1", "E2", "O2", "O5")


def test_alpha_of_the_published_example():
    long = pingouin.read_dataset("cronbach_alpha")
    wide = long.pivot_table(index="Subj", columns="Items", values="Scores")
    found = needs.cronbach_alpha(wide)
    assert found.alpha == pytest.approx(0.5917188485995826, abs=1e-12)
    assert [round(found.low, 3), round(found.high, 3)] == [0.195, 0.840]
    assert (found.items, found.n) == wide.shape[::-1]


def test_people_with_a_blank_are_left_out():
    wide = pingouin.read_dataset("cronbach_wide_missing")
    found = needs.cronbach_alpha(wide)
    assert found.alpha == pytest.approx(0.8016949152542373, abs=1e-12)
    assert found.n == len(wide.dropna()) == 9
    # The published interval, .581 to .933, counts all 12 people; ours is wider, by those who answered.
    ends = needs.feldt_interval(found.alpha, items=11, people=12)
    assert [round(end, 3) for end in ends] == [0.581, 0.933]
    assert found.low < ends[0] < ends[1] < found.high


def test_blanks_filled_with_the_median():
    wide = pingouin.read_dataset("cronbach_wide_missing")
    found = needs.cronbach_alpha(wide.fillna(wide.median()))
    assert found.alpha == pytest.approx(0.7380191693290734, abs=1e-12)


def test_feldts_interval_is_the_published_one():
    # statpsych, ci.cronbach(.05, .85, 7, 89)
    assert [round(end, 4) for end in needs.feldt_interval(0.85, items=7, people=89)] == [0.7971, 0.8932]


def test_five_scales_of_bfi():
    wide = needs.turned(samples.bfi(), *REVERSED, low=1, high=6)
    scales = {letter: [f"{letter}{n}" for n in range(1, 6)] for letter in "ACENO"}
    table = needs.alphas(wide, scales=scales)
    assert table["alpha"].round(2).tolist() == [0.70, 0.73, 0.76, 0.81, 0.60]
    for letter, alpha in zip(table["scale"], table["alpha"], strict=True):
        other, ends = pingouin.cronbach_alpha(wide[scales[letter]], nan_policy="listwise")
        assert alpha == pytest.approx(other)
        own = table.set_index("scale").loc[letter, ["low", "high"]]
        assert np.allclose(own.to_numpy(dtype=float), ends, atol=0.001)


def test_an_item_left_unturned_stands_out():
    wide = samples.bfi()[[f"A{n}" for n in range(1, 6)]]
    table = needs.item_total(wide).set_index("item")
    assert table["with_rest"].idxmin() == "A1"
    assert table.loc["A1", "with_rest"] < 0
    whole = needs.cronbach_alpha(wide)
    assert table.loc["A1", "alpha_without"] > whole.alpha


def test_item_total_is_a_correlation_with_the_others():
    wide = pingouin.read_dataset("cronbach_wide_missing").dropna()
    name = wide.columns[0]
    expected = np.corrcoef(wide[name], wide.drop(columns=name).sum(axis=1))[0, 1]
    assert needs.item_total(wide)["with_rest"].iloc[0] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("wide", "why"),
    [
        (pd.DataFrame({"a": [1, 2]}), "two questions"),
        (pd.DataFrame({"a": [1], "b": [2]}), "two people"),
        (pd.DataFrame({"a": [1, 2], "b": [2, 1]}), "same sum"),
    ],
)
def test_what_has_no_alpha_is_refused(wide, why):
    with pytest.raises(ValueError, match=why):
        needs.cronbach_alpha(wide)


def test_measures_say_what_is_absent(meridian):
    answers, people = meridian.tables["answers"], meridian.tables["customers"]
    found, absent = needs.measures(answers, people)
    table = found.set_index("measure")
    assert absent.empty
    assert table.loc["cronbach_alpha", "low"] < table.loc["cronbach_alpha", "value"]
    assert table.loc["sample_size_needed", "value"] == needs.sample_size(0.05, population=len(people))
    found, absent = needs.measures(None, None)
    assert found["value"].tolist() == [385]
    assert absent["measure"].tolist() == ["cronbach_alpha"]
    assert absent["table_needed"].tolist() == ["answers"]


# --- where to act first ---


def grid_tables(importance, performance):
    names = [f"f{n}" for n in range(len(importance))]
    return (
        pd.DataFrame({"factor": names, "importance": importance}),
        pd.DataFrame({"factor": names, "performance": performance}),
    )


def test_four_quadrants():
    both = grid_tables([6, 6, 2, 2], [2, 6, 2, 6])
    table = needs.importance_performance(*both)
    assert table["quadrant"].tolist() == ["act first", "keep it up", "can wait", "perhaps too much"]


def test_the_crosshair_decides_who_is_important():
    both = grid_tables([6.9, 5.0, 4.6, 4.5], [2.0, 5.0, 4.0, 6.0])
    lines = [
        needs.importance_performance(*both, crosshair=r)["importance_line"].iloc[0] for r in needs.CROSSHAIRS
    ]
    assert lines == [pytest.approx(5.25), pytest.approx(4.8), 4.0]
    table = needs.quadrants_by_rule(*both)
    assert table["moves"].iloc[0]
    with pytest.raises(ValueError, match="choose one of mean, median, midpoint"):
        needs.importance_performance(*both, crosshair="somewhere")


def test_no_common_factor_is_refused():
    one, other = grid_tables([1], [1])
    with pytest.raises(ValueError, match="name their items alike"):
        needs.importance_performance(one, other.assign(factor="else"))


@pytest.mark.parametrize(
    ("importance", "satisfaction", "score"), [(8, 3, 13), (9, 9, 9), (4, 8, 4), (10, 0, 20), (0, 10, 0)]
)
def test_opportunity(importance, satisfaction, score):
    assert needs.opportunity(importance, satisfaction) == score


def test_opportunity_is_out_of_ten():
    with pytest.raises(ValueError, match="between 0 and 10"):
        needs.opportunity(11, 3)


def test_opportunity_scores_repeat_what_people_say(meridian):
    scores = needs.opportunity_scores(meridian.tables["answers"])
    assert scores["factor"].iloc[0] == "price"
    assert scores["score"].is_monotonic_decreasing
