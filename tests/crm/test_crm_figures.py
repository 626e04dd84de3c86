"""Figures of step 8: the sentence is true of the table, and no table breaks the drawing."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from helpers import crm, figures
from helpers.show import png

LONG = "A name of some length & Söhne $1 <b>, of a town far away"


def waits(*rows):
    return pd.DataFrame(rows, columns=["agents", "wait_seconds", "service_level"])


def a_day(*rows):
    return pd.DataFrame(rows, columns=["interval", "load_erlangs", "agents", "service_level"])


def touches(*rows):
    table = pd.DataFrame(rows, columns=["at", "kind", "money"])
    return table.assign(at=pd.to_datetime(table["at"]))


def test_one_more_says_what_the_next_and_the_last_save():
    table = waits((3, 150.0, 0.5), (4, 40.0, 0.8), (5, 12.0, 0.95))
    assert figures.one_more(table, agents=4).sentence == (
        "With 3 at the desk callers wait 2.5 min on average and 50% are answered in time; one more makes it "
        "40 s and 80%. The last one shown saves only 28 s."
    )
    assert "two desks at least" in figures.one_more(table.head(1)).sentence
    assert png(figures.one_more(table.assign(wait_seconds=5.0), agents=99))


def test_a_day_names_its_heaviest_and_its_worst_time():
    table = a_day(("09:00", 1.0, 2, 0.9), ("09:30", 2.5, 4, 0.95), ("10:00", 1.5, 3, 0.85))
    said = figures.staffing_day(table).sentence
    assert said.startswith("The work is heaviest at 09:30 (2.5 erlangs)")
    assert "4 people there" in said
    assert "at least 85% of callers are answered in time in every interval (least at 10:00)" in said
    assert figures.staffing_day(table, target=0.9).sentence.endswith("That is less than the 90% promised.")
    assert "stay at home" in figures.staffing_day(table.head(0)).sentence
    assert png(figures.staffing_day(table.head(1), flat=9))
    many = pd.concat([table] * 60, ignore_index=True)
    assert png(figures.staffing_day(many, flat=1))


def test_a_played_queue_says_where_the_formula_holds():
    table = pd.DataFrame(
        {
            "setting": ["as it wants", "some hang up"],
            "formula_seconds": [10.0, 10.0],
            "played_seconds": [11.0, 4.0],
            "low": [9.0, 3.0],
            "high": [13.0, 5.0],
        }
    )
    said = figures.queue_played(table).sentence
    assert "lies within the interval of the played one for “as it wants”; not for “some hang up”." in said
    assert figures.queue_played(table.head(1)).sentence.endswith("of the played one for “as it wants”.")
    assert "lies outside the interval" in figures.queue_played(table.tail(1)).sentence
    assert figures.queue_played(table.head(0)).sentence == "No queue was played out."


def test_an_account_adds_up_what_it_brought():
    table = touches(
        ("2026-03-01", "order", 90.0), ("2026-02-01", "contact", -3.0), ("2026-01-01", "order", 10.0),
        ("2026-01-15", "ticket", np.nan),
    )  # fmt: skip
    said = figures.account_page(table, name="Nordhaus", currency="EUR").sentence
    assert (
        said == "Nordhaus: 2 orders for EUR 100, and 2 other touches; the last of all on 2026-03-01, order."
    )
    assert figures.account_page(table.head(0), name="Nordhaus").sentence == (
        "Nothing is known of Nordhaus but the name."
    )


@pytest.mark.parametrize("rows", [[0], [1], [0, 2], [1, 3], [0, 1, 2, 3]])
def test_an_account_of_any_kind_is_drawn(rows):
    table = touches(
        ("2026-03-01", "order", 90.0), ("2026-02-01", LONG, -3.0), ("2026-03-01", "order", 10.0),
        ("2026-02-01", "ticket", np.nan),
    )  # fmt: skip
    assert png(figures.account_page(table.iloc[rows], name=LONG))


def test_quality_names_the_least_and_the_most():
    table = pd.DataFrame(
        {
            "aspect": ["complete", "valid", "unique"],
            "share": [0.5, 0.9, 1.0],
            "worst": ["phone", "email", "id"],
        }
    )
    said = figures.quality_bars(table).sentence
    assert said == "50% is complete: the weakest, and worst in phone. 100% is unique."
    tied = figures.quality_bars(table.assign(share=[0.5, 1.0, 1.0])).sentence
    assert tied.endswith("100% is valid and unique.")
    assert figures.quality_bars(table.head(0)).sentence == "Nothing was checked."
    assert png(figures.quality_bars(table.assign(aspect=LONG, share=0.0)))


def forecasts(*rows):
    table = pd.DataFrame(rows, columns=["made_on", "expected", "low", "high", "came"])
    return table.assign(made_on=pd.to_datetime(table["made_on"]))


def test_forecasts_count_what_they_held_and_how_far_they_were_off():
    table = forecasts(("2026-01-01", 100.0, 90.0, 110.0, 95.0), ("2026-04-01", 100.0, 90.0, 110.0, 125.0))
    said = figures.forecasts_and_facts(table).sentence
    assert "1 of 2 forecasts held what came within their interval." in said
    assert "200" in said
    assert "220" in said
    assert said.endswith("20 too few.")
    fewer = figures.forecasts_and_facts(table.head(1).assign(by_reached=300.0)).sentence
    assert "1 of 1 forecasts held" in fewer
    assert fewer.endswith("5 too many.")
    assert "no forecast" in figures.forecasts_and_facts(table.head(0)).sentence
    assert png(figures.forecasts_and_facts(table.assign(by_reached=[300.0, np.nan])))


def test_a_forecast_of_nothing_is_no_share_of_it():
    said = figures.forecasts_and_facts(forecasts(("2026-01-01", 0.0, 0.0, 0.0, 0.0))).sentence
    assert said.endswith("no lead was expected to buy.")


def test_the_heads_of_the_two_panels_of_the_page_do_not_meet():
    table = pd.DataFrame(
        {"measure": ["revenue", "tickets"], "now": [15.3e6, 345.0], "year_ago": [15.2e6, 276.0],
         "change": [0.0, 0.25], "good": [1, -1]}
    )  # fmt: skip
    figure = figures.key_numbers(table, currency="USD").figure
    figure.canvas.draw()
    heads = [axes.texts[-1].get_window_extent() for axes in figure.axes]
    words = [axes.texts[-1].get_text() for axes in figure.axes]
    assert words == ["last ninety days; dotted: worse", "against a year ago"]
    assert not heads[0].overlaps(heads[1])
    ticks = [tick.get_window_extent() for tick in figure.axes[1].get_xticklabels() if tick.get_text()]
    assert not any(one.overlaps(other) for one, other in pairwise(ticks))


def test_a_round_says_what_the_better_order_saves():
    log = pd.DataFrame(
        {"place": list("abcd"), "latitude": [0.0, 1.0, 0.0, 1.0], "longitude": [0.0, 1.0, 1.0, 0.0]}
    )
    said = figures.visit_route(crm.route(log), log).sentence
    assert said == ("As the crow flies the round is 537 km as written, and 445 km improved: 17% less.")
    near = log.assign(place=[f"{LONG} {n}" for n in range(4)], latitude=0.5, longitude=[0.0, 0.1, 0.2, 0.3])
    assert png(figures.visit_route(crm.route(near), near))


def test_visits_all_at_one_place_are_no_way():
    log = pd.DataFrame({"place": list("abc"), "latitude": 1.0, "longitude": 2.0})
    said = figures.visit_route(crm.route(log), log).sentence
    assert said.endswith("0% less.")


@pytest.mark.parametrize(
    ("draw", "column"),
    [
        (lambda: figures.one_more(pd.DataFrame({"agents": [1]})), "wait_seconds"),
        (lambda: figures.staffing_day(a_day().drop(columns="agents")), "agents"),
        (lambda: figures.queue_played(pd.DataFrame({"setting": ["a"]})), "formula_seconds"),
        (lambda: figures.account_page(touches().drop(columns="money"), name="x"), "money"),
        (lambda: figures.quality_bars(pd.DataFrame({"aspect": ["a"]})), "share"),
        (lambda: figures.forecasts_and_facts(forecasts().drop(columns="came")), "came"),
        (lambda: figures.visit_route(pd.DataFrame({"plan": ["a"]}), crm.visits()), "place"),
    ],
)
def test_a_missing_column_is_named(draw, column):
    with pytest.raises(ValueError, match=rf"needs .*{column}"):
        draw()
