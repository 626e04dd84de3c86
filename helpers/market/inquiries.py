"""What people write when they ask, and what we answer: sentences that fit the traits of the inquiry."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from helpers.market.facts import facts
from helpers.market.open_answers import Decks
from helpers.market.people import words

IN_CHINESE = 0.85  # of the inquiries from China
SOON_WEEKS = 8
LATE_HOURS = 48
ZERO_ONE = ("budget", "authority")
ASKS = 0.6  # how often an answer asks for a thing we do not know
CITIES_ZH = ["广州", "厦门", "上海", "杭州", "成都", "青岛", "佛山"]

Lead = Mapping[Any, Any]


def messages(leads: pd.DataFrame, rng: np.random.Generator) -> list[str]:
    """A message for each lead; the word URGENT stands in those with urgent = 1 and in no other.

    leads: customer_type, country, employees, need, budget, authority, timing_weeks, urgent.
    """
    decks, luck = Decks(rng), rng.random((len(leads), 12))
    rows = leads.to_dict("records")
    texts = [_message(row, chances, decks) for row, chances in zip(rows, luck.tolist(), strict=True)]
    for place, odd in facts("inquiries")["odd"].items():
        if int(place) < len(texts):
            texts[int(place)] += f" {odd}"
    return texts


def _message(lead: Lead, luck: list[float], decks: Decks) -> str:
    said = facts("inquiries")
    chinese = lead["country"] == "China" and luck[0] < IN_CHINESE
    home = lead["customer_type"] == "household"
    group = said["groups"][lead["customer_type"]]
    if chinese:
        group = "zh_home" if home else "zh"
    shown, pick = said["shown"], luck[1:]
    parts = [
        _if(pick[0] < shown["greeting"], _cards("greeting", group), decks),
        _if(pick[1] < shown["who"], _cards("who", group), decks),
        decks.deal(said["want"][group][str(lead["need"])]),
        *(_about(lead, trait, group, luck, decks) for trait, luck in zip(ZERO_ONE, pick[2:4], strict=True)),
        _if(pick[4] < shown["timing"], _cards("timing", _when(lead, group)), decks),
        _if(pick[5] < shown["closing"], _cards("closing", group), decks),
    ]
    text = _filled("" if chinese else " ", parts, lead, pick[6:9], decks)
    return _hurried(text, chinese, pick[9], decks) if lead["urgent"] else text


def _cards(part: str, group: str) -> list[str]:
    """Sentences of a part for a group: its own, else those in its language."""
    lists: dict[str, list[str]] = facts("inquiries")[part]
    language = "zh" if group.startswith("zh") else "all"
    return lists.get(group, lists.get(language, []))


def _if(wanted: bool, cards: list[str], decks: Decks) -> str:
    return decks.deal(cards) if wanted else ""


def _about(lead: Lead, trait: str, group: str, luck: float, decks: Decks) -> str:
    """A sentence that gives away whether a 0/1 trait is 1, for some."""
    name = trait if lead[trait] else f"no_{trait}"
    return _if(luck < facts("inquiries")["shown"][name], _cards(name, group), decks)


def _when(lead: Lead, group: str) -> str:
    """Which sentences speak of the time there is."""
    if group.startswith("zh"):
        return group
    if lead["timing_weeks"] > SOON_WEEKS and not lead["urgent"]:
        return "later"
    return "home" if group == "home" else "soon"


def _filled(glue: str, parts: list[str], lead: Lead, luck: list[float], decks: Decks) -> str:
    """The sentences as one text, its gaps filled; a sentence begins with a capital letter."""
    text = glue.join(part for part in parts if part)
    said = facts("inquiries")
    group = said["groups"][lead["customer_type"]]
    gaps = {name: decks.deal(cards) for name, cards in said["words"].items() if f"{{{name}}}" in text}
    low, high = said["amount"][group]
    least, most = said["pieces"][group]
    weeks = lead["timing_weeks"]
    cities = words()[lead["country"]]["cities"]
    text = text.format(
        **gaps,
        item_b=decks.deal(said["words"]["item"]),
        amount=f"{_round(low * (high / low) ** luck[0]):,}",
        pieces=_round(least * (most / least) ** luck[1]),
        pieces_b=_round(least * (most / least) ** luck[2]),
        staff=max(lead["employees"], 12),
        city=cities[int(luck[0] * len(cities))][0],
        city_zh=CITIES_ZH[int(luck[0] * len(CITIES_ZH))],
        country=_the(lead["country"]),
        weeks="a week" if weeks == 1 else f"{weeks} weeks",
        number=weeks,
    )
    return re.sub(r"(^|[.?!] )([a-z])", lambda found: found[0].upper(), text)


def _the(country: str) -> str:
    return f"the {country}" if country.startswith("United") else country


def _round(number: float) -> int:
    """Two leading figures.

    >>> _round(12345), _round(87.2), _round(3.4)
    (12000, 87, 3)
    """
    step = 10 ** max(len(str(int(number))) - 2, 0)
    return int(round(number / step) * step)


def _hurried(text: str, chinese: bool, luck: float, decks: Decks) -> str:
    """The text with URGENT before or after it."""
    cards = facts("inquiries")["urgent"]
    if chinese or luck < 0.5:
        return decks.deal(cards["zh" if chinese else "front"]) + text
    return f"{text} {decks.deal(cards['back'])}"


def replies(leads: pd.DataFrame, texts: list[str], rng: np.random.Generator) -> list[str]:
    """Our answer to each lead: thanks, an offer or a question, what is missing, a next step."""
    decks, luck = Decks(rng), rng.random((len(leads), 6))
    rows = zip(leads.to_dict("records"), texts, luck.tolist(), strict=True)
    return [_reply(row, text, chances, decks) for row, text, chances in rows]


def _reply(lead: Lead, text: str, luck: list[float], decks: Decks) -> str:
    said = facts("inquiries")["reply"]
    if re.search("[一-鿿]", text):
        return decks.deal(said["zh_thanks"]) + decks.deal(said["zh_step"])
    home = lead["customer_type"] == "household"
    parts = [
        decks.deal(said["later" if lead["reply_hours"] > LATE_HOURS else "thanks"]),
        decks.deal(said["quote" if lead["need"] > 1 else "need"]),
        _if(not lead["budget"] and luck[0] < ASKS, said["budget"], decks),
        _if(not lead["authority"] and luck[1] < ASKS, said["authority"], decks),
        _if(luck[2] < ASKS / 2, said["timing"], decks),
        _if(luck[3] < ASKS, said["home_step" if home else "step"], decks),
    ]
    return " ".join(part for part in parts if part).format(country=_the(lead["country"]))
