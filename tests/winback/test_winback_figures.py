"""Figures of step 7: the sentence is true of the table, and no table breaks the drawing."""

import numpy as np
import pandas as pd
import pytest

from helpers import figures, winback
from helpers.show import png


def arms(returned=(30, 20), n=(100, 100)):
    return pd.DataFrame(
        {
            "arm": ["treatment", "control"],
            "customers": n,
            "returned": returned,
            "rate": [r / k for r, k in zip(returned, n, strict=True)],
            "low": [0.1, 0.1],
            "high": [0.5, 0.5],
        }
    )


def test_two_arms_say_how_many_came_because_of_it():
    said = figures.two_arms(arms()).sentence
    assert said == (
        "With the letter 30 of 100 came back (30.0%), without it 20 of 100 (20.0%). "
        "On top that is 10.0 of a hundred, and with so few people luck could make it −2.0 or 21.7. "
        "So of every hundred who came back with it, 33 came because of it; roughly 0 to 72."
    )
    assert "brought nobody" in figures.two_arms(arms((10, 20))).sentence
    assert "two arms" in figures.two_arms(arms().head(1)).sentence


def test_uplift_bars_name_those_the_letter_hurts():
    table = pd.DataFrame(
        {
            "reason": ["price", "service"], "customers": [50, 60], "without": [0.1, 0.4],
            "with_it": [0.3, 0.2], "uplift": [0.2, -0.2], "low": [0.1, -0.3], "high": [0.3, -0.05],
        }
    )  # fmt: skip
    said = figures.uplift_bars(table).sentence
    assert said == (
        "The letter moved “price” most (+20 points) and “service” least (−20 points). "
        "“service”: fewer came back with it than without."
    )
    assert "changed the share" in figures.uplift_bars(table.head(1)).sentence
    assert figures.uplift_bars(table.head(0)).sentence.startswith("There is no group")


def test_a_qini_curve_says_where_the_list_should_end():
    curve = pd.DataFrame({"mailed": [0, 50, 100.0], "won": [0, 12, 8.0], "at_random": [0, 4, 8.0]})
    said = figures.qini_curve(curve, coefficient=0.25).sentence
    assert said.startswith("Everybody mailed wins 8 customers; the first 50% of the list win 12 customers.")
    assert said.endswith("Qini coefficient 0.25.")
    rising = curve.assign(won=[0, 3, 8.0])
    assert "no shorter list" in figures.qini_curve(rising).sentence


def test_survival_says_when_half_have_left():
    curve = pd.DataFrame(
        {"time": [0, 4, 9.0], "survival": [1, 0.7, 0.4], "low": [1, 0.6, 0.3], "high": [1, 0.8, 0.5]}
    )
    assert figures.survival(curve).sentence == "Half have left after 9 months."
    two = pd.concat([curve.assign(plan="a"), curve.head(2).assign(plan="b")])
    said = figures.survival(two, by="plan").sentence
    assert said == "“a”: half have left after 9 months; “b”: after 4 months 70% are still there."
    assert "Nobody has left" in figures.survival(curve.head(1)).sentence


def test_the_grid_counts_its_corner():
    table = pd.DataFrame(
        {
            "customer_id": list("abc"),
            "churn_probability": [0.9, 0.2, 0.8],
            "year_value": [900.0, 100.0, -50.0],
        }
    )
    placed = winback.placed(table.assign(value_at_risk=[810.0, 20.0, 0.0]))
    said = figures.risk_grid(placed, named={"a": "Nordhaus"}, currency="EUR").sentence
    assert (
        said
        == "Worth much and likely to be gone: 1 customer, with 98% of the EUR 830 a year that is at risk."
    )
    assert "Nobody is both" in figures.risk_grid(placed.assign(risky=False)).sentence
    drawn = figures.risk_grid(placed, top=winback.at_the_top(placed, named={"b": "Second"}), currency="EUR")
    words = [text.get_text() for text in drawn.figure.axes[0].texts]
    assert {"a", "Second", "a person, this month\n1 customer, EUR 810 at risk"} <= set(words)


def test_list_profit_compares_best_lengths():
    table = pd.DataFrame({"letters": [0, 50, 100], "by gain": [0, 900.0, 700.0], "by_lot": [0, 100.0, 200.0]})
    said = figures.list_profit(table, currency="EUR").sentence
    assert said == "At its best length “by gain” leaves EUR 900, “by lot” EUR 200."


@pytest.mark.parametrize("n", [1, 2, 3, 40])
def test_any_number_of_customers_is_drawn(n):
    rng = np.random.default_rng(n)
    table = pd.DataFrame({"customer_id": [f"c{i}" for i in range(n)], "churn_probability": rng.random(n)})
    table["year_value"] = rng.lognormal(5, 2, n) - 20
    table["value_at_risk"] = table["churn_probability"] * table["year_value"].clip(lower=0)
    assert png(figures.risk_grid(winback.placed(table), named={"c0": "A name of some length & Söhne $1"}))
    subscriptions = pd.DataFrame(
        {
            "customer_id": table["customer_id"],
            "ended": rng.integers(0, 2, n),
            "tenure": rng.integers(0, 30, n),
        }
    )
    assert png(figures.survival(winback.kaplan_meier(subscriptions)))


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match=r"figures\.two_arms needs a column returned"):
        figures.two_arms(arms().drop(columns="returned"))
