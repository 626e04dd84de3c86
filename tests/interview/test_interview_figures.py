"""Figures of lesson 2b: their sentences are true of their tables; two people or none break nothing."""

import re

import pandas as pd
import pytest

from helpers import figures, needs
from helpers.figures import Described
from helpers.show import png

BROKEN = r"\bnan|\binf\b|None|[{}]"


def circles(rows: int = 3) -> pd.DataFrame:
    names = ["wholesaler", "a circle with a very long name $1 <b>", "everybody"][-rows:]
    return pd.DataFrame(
        {"circle": names, "people": 60, "low": 3.0, "mid": [5.0, 4.0, 4.5][-rows:], "high": 6.0}
    )


LADDERS = needs.ladders(needs.SHOP_OWNERS)
DRAWN = {
    "margin": lambda: figures.margin_curve(needs.margins(3000)),
    "margin of three": lambda: figures.margin_curve(needs.margins(3)),
    "margin marked": lambda: figures.margin_curve(needs.margins(3000), asked=341),
    "circles": lambda: figures.circles(circles(), of="payment_terms"),
    "one circle": lambda: figures.circles(circles(1)),
    "coders": lambda: figures.coder_agreement(needs.agreement_table(list("aabbc"), list("aabcc"))),
    "coders at one": lambda: figures.coder_agreement(needs.agreement_table(list("aab"), list("aab"))),
    "one code": lambda: figures.coder_agreement(needs.agreement_table(list("aa"), list("aa"))),
    "ladders": lambda: figures.ladder_map(needs.elements(LADDERS), needs.implications(LADDERS), at_least=1),
    "no ladders": lambda: figures.ladder_map(
        needs.elements(LADDERS), needs.implications(LADDERS), at_least=9
    ),
    "tally": lambda: figures.observed(needs.observation_sheet(needs.MORNINGS)),
    "one place": lambda: figures.observed(needs.observation_sheet(needs.MORNINGS.head(1))),
    "no place": lambda: figures.observed(needs.observation_sheet(needs.MORNINGS.head(0))),
}


@pytest.mark.parametrize("name", DRAWN)
def test_every_figure_draws_and_says_a_whole_sentence(name: str) -> None:
    drawn = DRAWN[name]()
    assert isinstance(drawn, Described)
    assert png(drawn).startswith(b"\x89PNG")
    assert drawn.sentence.endswith(".")
    assert not re.search(BROKEN, drawn.sentence)


def test_sentences_are_true_of_their_tables() -> None:
    assert "341 asked, ± 5.0%" in figures.margin_curve(needs.margins(3021), asked=341).sentence
    assert "4.5" in figures.circles(circles()).sentence
    assert (
        "3 of 4 answers (75%)"
        in figures.coder_agreement(needs.agreement_table(list("aabb"), list("aaba"))).sentence
    )
    sentence = figures.observed(needs.observation_sheet(needs.MORNINGS)).sentence
    assert sentence.startswith("bus stop: 18.8 buyers an hour")
    assert "Most people pass at station gate" in sentence


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="needs a column margin"):
        figures.margin_curve(pd.DataFrame({"n": [1, 2]}))


def test_steps_taken_equally_often_are_not_called_the_most() -> None:
    tied = figures.ladder_map(needs.elements(LADDERS), needs.implications(LADDERS), at_least=1).sentence
    assert tied.startswith("4 steps were taken most often, 2 times each; one is from")
