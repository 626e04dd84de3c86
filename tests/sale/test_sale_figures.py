"""Figures of lesson 5b: their sentences are true of their tables; the odd case breaks nothing."""

import re

import pandas as pd
import pytest

from helpers import building, figures
from helpers.figures import Described
from helpers.show import png

BROKEN = r"\bnan|\binf\b|None|[{}]"
SUM = {"landed": 70.0, "shelf_price": 139.0, "sold_a_week": 9.0, "lot": 180.0}


def contacts(names: int = 3) -> pd.DataFrame:
    people = [f"Somebody With A Name That Does Not End $1 <b> {n}" for n in range(names)]
    return pd.DataFrame(
        {
            "customer_id": "a",
            "name": people,
            "buying_role": (["user", "finance", "a role of their own"] * names)[:names],
            "relationship": (["friend", "outsider"] * names)[:names],
        }
    )


def shares(a: int, b: int, c: int, d: int) -> pd.DataFrame:
    return building.shares_ordered(
        [True] * (a + b) + [False] * (c + d), [1] * a + [0] * b + [1] * c + [0] * d
    )


def guessed(pairs: str) -> pd.DataFrame:
    table = pd.DataFrame([pair.split(">") for pair in pairs.split()], columns=["customer_type", "guessed"])
    return building.kind_confusion(table)


DRAWN = {
    "word": lambda: figures.word_test(shares(2, 3, 4, 3)),
    "word always": lambda: figures.word_test(shares(2, 0, 4, 0)),
    "word nowhere": lambda: figures.word_test(shares(0, 0, 4, 3)),
    "sum": lambda: figures.resale_sum(24.0, 0.19, "EUR", **SUM),
    "sum at a loss": lambda: figures.resale_sum(24.0, 0.19, "EUR", **SUM | {"landed": 120.0}),
    "sum with slivers": lambda: figures.resale_sum(2.0, 0.01, **SUM | {"landed": 133.0}),
    "relations": lambda: figures.relationship_map(
        building.relations(contacts(12), named={"a": "An account"})
    ),
    "one relation": lambda: figures.relationship_map(building.relations(contacts(1))),
    "kinds": lambda: figures.kind_confusion(guessed("a>a a>b b>b")),
    "kinds all right": lambda: figures.kind_confusion(guessed("a>a b>b")),
    "kinds none": lambda: figures.kind_confusion(pd.DataFrame({"truth": []})),
}


@pytest.mark.parametrize("name", DRAWN)
def test_every_figure_draws_and_says_a_whole_sentence(name: str) -> None:
    drawn = DRAWN[name]()
    assert isinstance(drawn, Described)
    assert png(drawn).startswith(b"\x89PNG")
    assert drawn.sentence.endswith(".")
    assert not re.search(BROKEN, drawn.sentence)


def test_sentences_are_true_of_their_tables() -> None:
    said = figures.word_test(shares(2, 3, 4, 3)).sentence
    assert said.startswith("Of 5 who wrote the word URGENT 40% became customers")
    assert "33% of all who ordered had written it: 67 in a hundred customers had not" in said
    money = figures.resale_sum(24.0, 0.19, "EUR", **SUM).sentence
    assert "EUR 22.81 is left to the shop, a margin of 40%" in money
    assert "lies 20 weeks and ties up EUR 12,600" in money
    assert "they lose EUR 27.19" in figures.resale_sum(24.0, 0.19, "EUR", **SUM | {"landed": 120.0}).sentence
    assert "right kind for 2 of 3 letters (67%). Most often a is taken for b" in DRAWN["kinds"]().sentence


def test_people_who_find_no_room_in_a_field_are_counted() -> None:
    table = building.relations(contacts(20).assign(relationship="friend"), named={"a": "An account"})
    (words,) = (
        text.get_text()
        for text in figures.relationship_map(table).figure.axes[0].texts
        if "Somebody" in text.get_text()
    )
    assert len(words.splitlines()) == 7
    assert words.endswith("and 14 more of these accounts")


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="needs a column"):
        figures.word_test(pd.DataFrame({"letters": ["all"]}))
    with pytest.raises(ValueError, match="landed is 0"):
        figures.resale_sum(**SUM | {"landed": 0.0})
