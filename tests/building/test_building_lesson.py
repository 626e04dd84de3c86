"""What lesson 5 hands on, and its figures: sentences from the data, no words that cover others, odd cases."""

import numpy as np
import pandas as pd
import pytest

from helpers import building, figures, show
from helpers.building.measures import payback


def drawn(described):
    """The sentence, once the picture has been drawn."""
    assert len(show.png(described)) > 1000
    return described.sentence


def overlaps(described):
    """Pairs of labels in one plot that cover each other."""
    show.png(described)
    pairs = []
    for axes in described.figure.axes:
        boxes = [(text.get_text(), text.get_window_extent()) for text in axes.texts if text.get_text()]
        pairs += [
            (one, other)
            for at, (one, box) in enumerate(boxes)
            for other, more in boxes[at + 1 :]
            if box.padded(-1.5).overlaps(more.padded(-1.5))
        ]
    return pairs


@pytest.fixture(scope="module")
def handed(firm):
    leads, people = firm.tables["leads"], firm.tables["customers"]
    yearly = building.yearly_profit(building.customer_profit(firm.tables["orders"], people), as_of=firm.as_of)
    matrix = building.value_cost(building.priced(yearly, people))
    return leads, building.score_table(leads, as_of=firm.as_of), matrix


def test_measures_have_values_and_intervals(firm, handed):
    leads, scored, matrix = handed
    table, absent = building.measures(leads=leads, scored=scored, matrix=matrix, as_of=firm.as_of)
    found = table.set_index("measure")
    assert {"lead_conversion", "lead_auc", "lead_brier", "payback_months"} <= set(found.index)
    assert found.loc["lead_conversion", "value"] == leads["converted"].mean()
    assert (found["low"] < found["value"]).all()
    assert (found["value"] < found["high"]).all()
    assert found.loc["payback_months", "value"] == pytest.approx(
        matrix["cost"].sum() / (matrix["yearly_profit"].sum() / 12)
    )
    assert absent.empty


def test_absent_measures_say_what_they_take():
    table, absent = building.measures()
    assert table.empty
    assert absent.set_index("measure")["table_needed"].to_dict()["payback_months"] == "customers"
    assert absent["reason"].str.startswith("It takes").all()
    loss = pd.DataFrame({"cost": [10.0, 5.0], "yearly_profit": [-3.0, 1.0]})
    with pytest.raises(ValueError, match="nothing is ever paid back"):
        payback(loss)


def test_tables_have_the_columns_of_the_contract(firm, handed):
    __, scored, matrix = handed
    assert {"lead_id", "score", "decile"} <= set(scored)
    assert {"customer_id", "value", "cost", "quadrant", "plan"} <= set(matrix)
    way = building.funnel(firm.tables["stages"], as_of=firm.as_of)
    assert {"stage", "entered", "converted", "rate", "days"} <= set(way)


def test_figures_of_the_sample_say_what_is_so(firm, handed):
    leads, __, matrix = handed
    way = building.funnel(firm.tables["stages"], as_of=firm.as_of)
    assert "It leaks most at verification" in drawn(figures.funnel(way))
    assert "a customer is cheapest from referral" in drawn(
        figures.sources(building.by_source(leads), currency="USD")
    )
    chart = figures.value_cost(matrix, named=firm.named, currency="USD")
    assert drawn(chart).startswith("By the rule of payback: win now ")
    assert "Kestrel took USD 9,500 to win and comes to USD −" in chart.sentence
    for figure in (figures.funnel(way), figures.sources(building.by_source(leads)), chart):
        assert overlaps(figure) == []


def test_odd_funnels_are_drawn():
    two = pd.DataFrame(
        {"stage": ["asked", "a stage with a name that is far too long for any margin"], "entered": [3, 0],
         "rate": [0.0, np.nan], "low": [0.0, np.nan], "high": [0.56, np.nan], "days": np.nan}
    )  # fmt: skip
    said = drawn(figures.funnel(two))
    assert said.startswith("Of 3 leads that reached asked, 0 reached a stage with")
    assert drawn(figures.funnel(two.head(0))) == "There are no leads on their way."


def test_a_score_is_described_by_its_tenths():
    rng = np.random.default_rng(1)
    chance = pd.Series(rng.random(500))
    won = (rng.random(500) < chance).astype(int)
    assert "tenths of the leads" in drawn(figures.calibration(building.calibration(won, chance)))
    table = building.gain(won, chance)
    assert "by the score; drawing lots would give 30%." in drawn(figures.gain(table))
    both = drawn(figures.gain(table, building.gain(won, -chance), name="this", against="that"))
    assert "by this and " in both
    few = building.gain(pd.Series([1, 0]), pd.Series([0.9, 0.1]))
    assert drawn(figures.gain(few))


def test_payback_is_told_with_its_month():
    curves = {
        "once": building.payback_curve(1200, monthly_profit=100),
        "never": building.payback_curve(9000, monthly_profit=1),
    }
    said = drawn(figures.payback_curve(curves, currency="USD"))
    assert said.startswith("once: paid back after 12 months, USD −1,200 at the worst. never: not paid back")
    assert drawn(figures.payback_curve({})) == "There is nothing to pay back."


def test_a_plan_in_steps_is_drawn_with_every_way_out():
    ends = building.exits(building.chain_of_four(), value=20_000)
    tree = figures.instalments(ends, currency="USD")
    assert drawn(tree) == (
        "It ends early in 70% with USD −200, 15% with USD −2,000 and 6% with USD −5,000; 9% are won, with "
        "USD 15,000 in hand. On average: USD 610."
    )
    assert overlaps(tree) == []
    long = pd.DataFrame({"step": ["s" * 80] * 4, "cost": 1e6, "chance": 0.5})
    assert overlaps(figures.instalments(building.exits(long, value=2e7), currency="USD")) == []
    none = drawn(figures.instalments(ends.head(0)))
    assert none == "A plan of one to 4 steps can be drawn as a tree."


def test_word_of_mouth_and_speed():
    said = drawn(figures.adoption(building.bass(0.03, 0.38), building.bass_peak(0.03, 0.38)))
    assert said == "Most come after 6.2 periods, when 46% are in already; then 11.1% come in a period."
    leads = pd.DataFrame({"reply_hours": [1.0, 2.0, 80.0], "converted": [1, 0, 0]})
    assert "Of those answered within 4 hours, 50%" in drawn(figures.reply_speed(building.reply_speed(leads)))
    assert "no leads that were answered" in drawn(figures.reply_speed(building.reply_speed(leads.head(0))))


def test_matrix_of_two_customers_and_of_none():
    two = pd.DataFrame({"customer_id": ["a", "b"], "yearly_profit": [12.0, -5.0], "cost": [6.0, 600.0]})
    table = building.value_cost(two)
    assert drawn(figures.value_cost(table, named={"a": "A" * 40})) == (
        "By the rule of payback: win now 1, by instalments 0 and not at this cost 1."
    )
    assert "No customer has both" in drawn(figures.value_cost(table.head(0)))
