"""Figures of step 9: the sentence is true of the table, no words collide, and no table breaks the drawing."""

import pandas as pd
import pytest

from helpers import cycle, figures
from helpers.show import png


def chart(values, periods=None):
    """Individuals of these values, a month each."""
    period = periods or pd.date_range("2025-01-01", periods=len(values), freq="MS")
    return cycle.individuals(pd.DataFrame({"period": period, "value": values}))


LEVEL = [9, 11] * 5
CARD = pd.DataFrame(
    {
        "measure": ["new_customers", "first_reply_hours", "orders"],
        "share": [-0.86, 0.44, -0.02],
        "signal": ["signal: worse", "signal: worse", "noise"],
    }
)
LAPS = pd.DataFrame(
    {
        "policy": ["do_nothing", "yours"] * 2, "lap": [1, 1, 2, 2], "profit": [100.0, 90.0, 100.0, 130.0],
        "equity": [1_000.0, 1_100.0, 900.0, 1_200.0], "satisfaction": [0.7, 0.71, 0.7, 0.74],
    }
)  # fmt: skip


def test_a_chart_says_what_is_a_signal_and_when():
    said = figures.signal_chart(chart([*LEVEL, *LEVEL, 18]), measure="reply_hours").sentence
    assert said.startswith("reply hours, 21 periods: between ")
    assert said.endswith("One point is a signal: 2026-09 (beyond a limit).")
    quiet = figures.signal_chart(chart(LEVEL), measure="x").sentence
    assert quiet.endswith("Nothing in it is a signal, which is no proof that nothing changed.")
    still = figures.signal_chart(chart([5.0] * 9), measure="x").sentence
    assert still == "x: 5 in each of 9 periods; it has not even moved."
    rising = figures.signal_chart(chart([*([9.0, 9.5] * 4), *([12.0, 12.5] * 4)]), measure="x").sentence
    assert "16 points are a signal, from 2025-01 to 2026-04" in rising
    assert "too few periods" in figures.signal_chart(chart(LEVEL).head(1), measure="x").sentence


def test_a_chart_of_two_levels_names_both_bands():
    """One band said of both would be false of every point before the change."""
    parted = cycle.rechart(chart([*([9.0, 9.5] * 4), *([12.0, 12.5] * 4)]))
    said = figures.signal_chart(parted, measure="x", write="{:.1f}".format).sentence
    low, high = parted["low"], parted["high"]
    assert f"between {low[0]:.1f} and {high[0]:.1f} from 2025-01 on" in said
    assert f"between {low[15]:.1f} and {high[15]:.1f} from 2025-09 on" in said
    assert high[0] < low[15]
    assert "did not change" not in said


def test_a_scorecard_counts_what_is_more_than_noise():
    assert figures.scorecard(CARD).sentence == (
        "In 2 of 3 promises what came differs from the plan by more than noise: new customers and first "
        "reply hours."
    )
    assert figures.scorecard(CARD.tail(1)).sentence.startswith("In none of 1 promises")
    assert figures.scorecard(CARD.head(0)).sentence.startswith("Nothing was promised")


def test_retention_peeking_and_power_say_their_first_and_last_point():
    table = pd.DataFrame({"month": [1, 2], "rate": [0.2, 0.1], "low": [0.18, 0.08], "high": [0.22, 0.12]})
    assert "20% order again in the first month" in figures.retention_curve(table).sentence
    assert figures.retention_curve(table).sentence.endswith("10% in month 2.")
    assert "two months" in figures.retention_curve(table.head(1)).sentence
    looks = pd.DataFrame({"looks": [1, 20], "false_alarms": [0.05, 0.25]})
    assert figures.peeking(looks).sentence.endswith("in 5% of experiments; 20 looks do in 25%.")
    power = pd.DataFrame(
        {"lift": [0.02] * 2 + [0.04] * 2, "units": [100, 200] * 2, "power": [0.1, 0.3, 0.4, 0.7]}
    )
    assert figures.power_curve(power, had=150).sentence == (
        "With 150 in each arm, as here, one would see a lift of 2 points in 20% and 4 points in 55% of "
        "cases, were it there."
    )
    assert figures.power_curve(power.head(1), had=150).sentence.startswith("Two sizes at least")


def test_a_process_says_where_it_lies_and_how_little_of_it_is_work():
    said = figures.process_map(cycle.process()).sentence
    assert said.startswith("From end to end 124 hours, of which somebody works on it 4.1: 3%.")
    assert said.endswith("It lies longest at “signed off”.")
    busy = pd.DataFrame({"step": ["do"], "work_hours": [1.0], "waiting_hours": [0.0], "a_week": [9.0]})
    assert "lies" not in figures.process_map(cycle.process(busy)).sentence
    assert figures.process_map(cycle.process().head(0)).sentence == "The process has no step."


def test_waiting_compares_half_busy_with_nearly_full():
    table = pd.DataFrame({"a_week": [10, 20, 38], "busy": [0.25, 0.5, 0.95], "hours": [1.3, 2.0, 20.0]})
    assert figures.waiting(table).sentence == (
        "At 50% busy a thing is through in 2 hours; at 95% it takes 20, 10.0 times as long."
    )
    assert "two paces" in figures.waiting(table.head(1)).sentence


def test_the_wheel_and_the_circle_name_their_parts():
    runs = {name: cycle.turned(wheel) for name, wheel in cycle.three_wheels().items()}
    drawn = figures.wheel(runs)
    assert drawn.figure.axes[0].get_ylim()[0] == 0, "an axis that begins elsewhere exaggerates"
    said = drawn.sentence
    assert f"as now: {runs['as now']['customers'].iloc[-1]:,.0f}" in said
    assert "no plan" in figures.wheel({}).sentence
    assert "they expect more and fewer strangers left" in figures.virtuous_circle().sentence


def test_the_lifecycle_names_the_stage_that_grows():
    table = pd.DataFrame({"year": [0, 1], "loyal": [50.0, 50.0], "lost": [50.0, 150.0]})
    assert figures.lifecycle(table).sentence == (
        "If every year were like the last, “lost” would go from 50% to 75% of all customers."
    )
    assert figures.lifecycle(table.head(1)).sentence == "Most customers stand at “loyal”: 50."
    assert figures.lifecycle(table.head(0)).sentence == "No customer stands in any stage."


def test_laps_say_what_the_last_one_brought():
    assert figures.laps(LAPS, currency="EUR").sentence == "In lap 2: yours EUR 130 and do nothing EUR 100."
    assert figures.laps(LAPS, what="satisfaction").sentence == "In lap 2: yours 0.74 and do nothing 0.70."
    assert figures.laps(LAPS.head(0)).sentence == "No lap has been run."
    said = figures.lap_policies(LAPS[LAPS["lap"] == 1], currency="EUR").sentence
    assert said == (
        "Most profit: do nothing (EUR 100). Most customer equity: yours. Most satisfaction: yours."
    )


def test_decisions_are_compared_alone_and_added_up():
    table = pd.DataFrame({"decision": ["price", "leads", "together"], "profit": [400.0, -50.0, 300.0]})
    assert figures.lap_decisions(table, currency="EUR").sentence == (
        "Alone, “price” would have earned most (EUR 400) and “leads” least (EUR −50.00). "
        "Together they earned EUR 300; added up one by one it would be EUR 350."
    )
    assert figures.lap_decisions(table.head(1)).sentence == "Alone, “price” would have earned 400."
    assert figures.lap_decisions(table.tail(1)).sentence == "No decision was taken."


def test_a_table_without_its_columns_is_refused_in_words():
    with pytest.raises(ValueError, match=r"figures\.scorecard needs a column share"):
        figures.scorecard(CARD.drop(columns="share"))
    with pytest.raises(ValueError, match=r"figures\.laps needs a column equity"):
        figures.laps(LAPS.drop(columns="equity"), what="equity")


LONG = "$x_{1}$ a name as long as a winter <b>evening</b>"
ODD = {
    "chart": lambda: figures.signal_chart(
        chart([5.0] * 12, periods=[f"{LONG} {n}" for n in range(12)]), measure=LONG
    ),
    "two points": lambda: figures.signal_chart(chart(LEVEL).head(2), measure="客户"),
    "scorecard": lambda: figures.scorecard(
        pd.DataFrame({"measure": [LONG, "客户", ""], "share": [9.0, -1.0, 0.0], "signal": ["noise"] * 3})
    ),
    "process": lambda: figures.process_map(cycle.process().assign(step=LONG)),
    "ties": lambda: figures.laps(LAPS.assign(profit=5.0)),
    "policies": lambda: figures.lap_policies(LAPS.head(2).assign(policy=LONG, profit=[-1.0, 0.0])),
    "one plan": lambda: figures.wheel({LONG: cycle.turned(cycle.Wheel(), quarters=1)}),
    "stage": lambda: figures.lifecycle(pd.DataFrame({"year": [0.0], LONG: [3.0]})),
    "zero": lambda: figures.lap_decisions(pd.DataFrame({"decision": [LONG], "profit": [0.0]})),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_tables_are_drawn(name):
    assert png(ODD[name]().figure).startswith(b"\x89PNG")


def words(figure):
    """The boxes of all words of a figure's plot, as drawn."""
    figure.canvas.draw()
    return [
        text.get_window_extent().shrunk(0.9, 0.7)
        for axes in figure.axes
        for text in axes.texts
        if text.get_text().strip()
    ]


@pytest.mark.parametrize(
    "drawn",
    [
        lambda: figures.scorecard(CARD),
        figures.virtuous_circle,
        lambda: figures.laps(LAPS.assign(profit=5.0)),
        lambda: figures.lap_decisions(pd.DataFrame({"decision": list("abc"), "profit": [5.0, 0.0, -4.0]})),
        lambda: figures.process_map(cycle.process()),
        lambda: figures.wheel({name: cycle.turned(one) for name, one in cycle.three_wheels().items()}),
    ],
)
def test_no_two_words_meet(drawn):
    boxes = words(drawn().figure)
    assert len(boxes) >= 2
    assert not any(one.overlaps(other) for n, one in enumerate(boxes) for other in boxes[:n])
