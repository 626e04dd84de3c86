"""Figures of lesson 6b: their sentences are true of their tables; one row or none break nothing."""

import re

import pandas as pd
import pytest

from helpers import figures, keeping
from helpers.figures import Described
from helpers.show import png

BROKEN = r"\bnan|\binf\b|None|[{}]"
TICKETS = pd.DataFrame(
    {
        "category": ["late", "late", "damaged with a very long name $1 <b>", "late"],
        "days": [9.0, 2.0, 1.0, 30.0],
        "settled": [True, True, True, False],
        "reply_hours": [1.0, 1.0, 1.0, None],
        "one_talk": [True, False, True, False],
        "at_once": [False, False, True, False],
        "reopened": [1.0, 0.0, 0.0, 0.0],
    }
)
QUIET = pd.DataFrame({"tier": ["gold", "wood", "wood"], "we_came": [0, 1, 0]})
OFFERS = pd.DataFrame(
    {
        "way": ["by lot", "by market"],
        "customers": 40,
        "share": [0.2, 0.5],
        "low": [0.1, 0.4],
        "high": [0.3, 0.6],
    }
)
CURVE = keeping.settling(TICKETS)
NO_CAUSE = pd.DataFrame({"about": [], "share": []})
OPEN = keeping.settling(TICKETS.tail(1))
DRAWN = {
    "asked": lambda: figures.asked_since(keeping.asked_by_tier(QUIET)),
    "asked one": lambda: figures.asked_since(keeping.asked_by_tier(QUIET.head(1))),
    "nobody": lambda: figures.asked_since(keeping.asked_by_tier(QUIET).head(0)),
    "at once": lambda: figures.at_once(keeping.first_contact(TICKETS)),
    "at once, one kind": lambda: figures.at_once(keeping.first_contact(TICKETS.head(2))),
    "at once of none": lambda: figures.at_once(keeping.first_contact(TICKETS).head(0)),
    "open": lambda: figures.still_open(CURVE, keeping.settling(TICKETS[TICKETS["settled"]])),
    "open alone": lambda: figures.still_open(CURVE),
    "open and watched": lambda: figures.still_open(CURVE, watched_days=60.0),
    "none settled": lambda: figures.still_open(OPEN),
    "causes": lambda: figures.causes(keeping.causes(TICKETS), keeping.causes(TICKETS, by="days")),
    "one cause": lambda: figures.causes(
        keeping.causes(TICKETS.head(1)), keeping.causes(TICKETS.head(1), by="days")
    ),
    "no cause": lambda: figures.causes(NO_CAUSE, NO_CAUSE),
    "offers": lambda: figures.offers_taken(OFFERS),
    "one offer": lambda: figures.offers_taken(OFFERS.head(1)),
    "no offer": lambda: figures.offers_taken(OFFERS.head(0)),
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_every_figure_draws_and_says_a_whole_sentence(name: str) -> None:
    drawn = DRAWN[name]()
    assert isinstance(drawn, Described)
    assert png(drawn).startswith(b"\x89PNG")
    assert drawn.sentence.endswith(".")
    assert not re.search(BROKEN, drawn.sentence)


def test_sentences_are_true_of_their_tables() -> None:
    said = figures.asked_since(keeping.asked_by_tier(QUIET)).sentence
    assert "3 customers went quiet" in said
    assert "1 of them (33%)" in said
    said = figures.at_once(keeping.first_contact(TICKETS)).sentence
    assert "67% of 3 answered tickets" in said
    assert "less what came back, 33%" in said
    said = figures.still_open(CURVE, keeping.settling(TICKETS[TICKETS["settled"]])).sentence
    assert "after 2.0 days" in said
    said = figures.causes(keeping.causes(TICKETS), keeping.causes(TICKETS, by="days")).sentence
    assert said.startswith("“late” is 75% of the tickets and 98% of the days")
    assert "offered by market, 50%" in figures.offers_taken(OFFERS).sentence


def test_the_figure_of_the_accounts_is_still_there() -> None:
    assert callable(figures.accounts)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="needs a column share"):
        figures.offers_taken(pd.DataFrame({"way": ["x"], "customers": [1]}))


def test_both_sides_of_the_causes_have_one_scale() -> None:
    drawn = figures.causes(keeping.causes(TICKETS), keeping.causes(TICKETS, by="days"))
    left, right = drawn.figure.axes
    assert left.get_xlim() == right.get_xlim()
