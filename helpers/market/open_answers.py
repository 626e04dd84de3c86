"""What customers write in their own words: a hidden theme each, and sentences that speak of it."""

import re
from typing import Any

import numpy as np
import pandas as pd

from helpers.market.facts import facts, once
from helpers.market.state import State

ANSWERED = {"more": 0.52, "annoyed": 0.42}  # share of respondents who write something
SECOND, BEFORE, AFTER = 0.12, 0.18, 0.22  # shares that name another theme too, begin or end with small talk
IN_CHINESE = 0.7  # of respondents in China
COLUMNS = ["respondent_id", "item", "theme", "text"]


def opinions(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row an open answer: respondent_id, item (the question), theme, text."""
    decks, asked = Decks(rng), state.respondents
    chinese = (asked["country"] == "China") & (rng.random(len(asked)) < IN_CHINESE)
    rows = [
        (respondent, ask, *_answer(ask, kind, in_chinese, decks, rng))
        for respondent, kind, in_chinese in zip(
            asked["respondent_id"], asked["customer_type"], chinese, strict=True
        )
        for ask, share in ANSWERED.items()
        if rng.random() < share
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    _put_odd_ones(table)
    return table.assign(item=table["item"].map(facts("open_answers")["ask"]))


class Decks:
    """Lists dealt in random order, shuffled again when through, so that no sentence comes twice in a row."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.left: dict[int, list[str]] = {}

    def deal(self, cards: list[str]) -> str:
        """One of `cards`, none a second time before all have come."""
        left = self.left.setdefault(id(cards), [])
        if not left:
            left += [cards[place] for place in self.rng.permutation(len(cards))]
        return left.pop()


def _answer(ask: str, kind: str, chinese: bool, decks: Decks, rng: np.random.Generator) -> tuple[str, str]:
    """Theme and text of one answer; a second theme may be named after the first."""
    themes: dict[str, dict[str, list[str]]] = facts("open_answers")["themes"]
    weights = np.cumsum(facts("open_answers")["weights"][kind])
    first, second = (
        list(themes)[place] for place in np.searchsorted(weights, rng.random(2) * weights[-1], "right")
    )
    if chinese:
        return first, decks.deal(themes[first][f"zh_{ask}"])
    name = f"home_{ask}" if kind == "household" else ask
    text = _filled(decks.deal(themes[first][name]), decks)
    luck = rng.random(3)
    if first == "nothing":
        return first, text
    if luck[0] < SECOND and second not in (first, "nothing"):
        return first, f"{text} {_filled(decks.deal(themes[second][name]), decks)}"
    around = facts("open_answers")["around"]
    before = decks.deal(around["before"]) if luck[1] < BEFORE else ""
    after = decks.deal(around["after"]) if luck[2] < AFTER else ""
    return first, f"{before}{text}{after}"


def _filled(sentence: str, decks: Decks) -> str:
    """The sentence with its gaps filled, every sentence of it beginning with a capital letter."""
    lists: dict[str, Any] = facts("open_answers")["words"]
    gaps = {name: decks.deal(cards) for name, cards in lists.items() if f"{{{name}}}" in sentence}
    return re.sub(r"(^|[.?!] )([a-z])", lambda found: found[0].upper(), sentence.format(**gaps))


def _put_odd_ones(table: pd.DataFrame) -> None:
    """A formula, a tag and a quotation mark in the place of three answers, where there are as many."""
    for theme, odd in facts("open_answers")["odd"].items():
        rows = table.index[table["item"] == odd["ask"]]
        if len(rows) > odd["nth"]:
            table.loc[rows[odd["nth"]], ["theme", "text"]] = [theme, odd["text"]]


@once
def themes(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The theme behind each open answer, the first one where there are two: respondent_id, item, theme."""
    return state.opinions[COLUMNS[:-1]]
