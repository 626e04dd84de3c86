"""Figures of lesson 6: their sentences are true, and odd tables do not break them."""

import numpy as np
import pandas as pd
import pytest

from helpers import figures, keeping, show
from helpers.case import Case


def test_silence_reads_a_row_with_enough_people() -> None:
    table = pd.DataFrame(
        {
            "silence": ["up to 1 gap", "1 to 2 gaps", "over 6 gaps"],
            "customers": [50, 2, 40],
            "seen": [0.8, 0.5, 0.1],
            "low": [0.67, 0.09, 0.04],
            "high": [0.89, 0.91, 0.23],
            "p_alive": [0.9, 0.5, 0.12],
            "rule": [0.7, 0.3, 0.01],
        }
    )
    sentence = figures.silence(table).sentence
    assert "the 40 who had been silent for over 6 gaps" in sentence
    assert "in 1 of 3 rows it lies left of the whole thin line" in sentence
    assert "rule" not in figures.silence(table.drop(columns="rule")).sentence
    assert "nobody had come back" in figures.silence(table.iloc[:0]).sentence


def test_alive_map_counts_the_likelier_gone(firm: Case) -> None:
    known = pd.DataFrame(
        {
            "customer_id": list("abc"),
            "ordered_once": [False, False, True],
            "gaps_silent": [0.5, 30.0, 2.0],
            "p_alive": [0.95, 0.01, 1.0],
        }
    )
    drawn = figures.alive_map(known, named={"a": "On time", "b": "A name that is rather long for a dot"})
    written = {text.get_text() for text in drawn.figure.axes[0].texts}
    assert any(name.startswith("A name") for name in written)
    assert "On time" not in written
    assert "1 of 2 customers who came back" in drawn.sentence
    assert len(show.png(drawn)) > 1000
    assert "Nobody has come back" in figures.alive_map(known[known["ordered_once"]]).sentence


def test_scores_of_one_group_and_of_many() -> None:
    table = pd.DataFrame(
        {"customer_type": ["small_retailer"], "nps": [-12.0], "low": [-30.0], "high": [6.0], "people": [40]}
    )
    assert "small retailer is −12 points, from −30 to +6" in figures.nps_groups(table).sentence
    two = pd.concat([table, table.assign(customer_type="project", nps=-20.0, low=-60.0)])
    assert "up to 66 points wide" in figures.nps_groups(two).sentence


def test_content_and_loyal_says_who_rises(firm: Case) -> None:
    rows = [
        (kind, group, 20, rhythm, 0.1, 0.9, 2.0)
        for kind, ends in {"all together": (0.4, 0.6), "retailer": (0.3, 0.5), "project": (0.5, 0.4)}.items()
        for group, rhythm in zip(("detractor", "promoter"), ends, strict=True)
    ]
    columns = ["kind", "group", "people", "in_rhythm", "low", "high", "orders_12m"]
    sentence = figures.content_and_loyal(pd.DataFrame(rows, columns=columns)).sentence
    assert "40% of those who gave 0–6" in sentence
    assert "in 1 of the 2 kinds that can be compared (2 in all), and in 0 of these" in sentence


def test_a_kind_without_one_of_the_groups_is_not_compared() -> None:
    rows = [
        ("all together", "detractor", 20, 0.3, 0.25, 0.35, 2.0),
        ("all together", "promoter", 20, 0.6, 0.55, 0.65, 3.0),
        ("retailer", "detractor", 20, 0.3, 0.2, 0.4, 2.0),
        ("retailer", "promoter", 20, 0.6, 0.5, 0.7, 3.0),
        ("wholesaler", "passive", 20, 0.3, 0.2, 0.4, 2.0),
        ("wholesaler", "promoter", 20, 0.6, 0.5, 0.7, 3.0),
    ]
    columns = ["kind", "group", "people", "in_rhythm", "low", "high", "orders_12m"]
    sentence = figures.content_and_loyal(pd.DataFrame(rows, columns=columns)).sentence
    assert "in 1 of the 1 kinds that can be compared (2 in all), and in 1 of these" in sentence
    assert "2.00 and 3.00 orders each" in sentence


def test_drivers_name_what_is_heavy_and_badly_done() -> None:
    table = pd.DataFrame(
        {
            "item": ["delivery", "a very long name of something that was rated"],
            "score": [0.4, 0.9],
            "importance": [0.7, 0.3],
        }
    )
    assert "done worse: “delivery”" in figures.driver_map(table).sentence


def test_a_card_that_never_pays_says_so() -> None:
    members = keeping.Members(1000.0, 0.05, "USD")
    assert "no lift makes" in figures.card(members, reward=0.2, lift=0.1).sentence
    paid = figures.card(keeping.Members(1000.0, 0.4, "USD"), reward=0.05, lift=0.5)
    assert "it leaves USD 140" in paid.sentence
    assert paid.sentence.startswith("5% given back, 80% of it used.")


def test_the_chart_on_odd_tables() -> None:
    weeks = pd.DataFrame(
        {"period": pd.date_range("2026-01-04", periods=10, freq="W"), "n": 50, "late": [5] * 9 + [25]}
    )
    sentence = figures.control_chart(keeping.p_chart(weeks, base=9)).sentence
    assert "1 of 10 periods lie outside" in sentence
    assert "last signal is that of 2026-03" in sentence
    with pytest.raises(ValueError, match="needs a column"):
        figures.control_chart(pd.DataFrame({"share": [np.nan]}))
