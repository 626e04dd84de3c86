"""The talk about needs: four kinds of question, three depths of need, and a register of what was found."""

from collections.abc import Mapping

import pandas as pd

from helpers.words import _

# Situation, problem, implication, need-payoff. Source: Rackham (1988).
SPIN: Mapping[str, tuple[str, str]] = {
    "situation": ("现状", _("What do you do now? Few of these; look up what you can.")),
    "problem": ("难点", _("What gives trouble in it?")),
    "implication": ("影响", _("And what comes of that trouble, for whom, at what cost?")),
    "need-payoff": ("价值", _("If it were gone, what would you do with what you gain?")),
}
# The source's three depths, the field's five kinds (Kotler & Keller), and how one gets to hear each.
LEVELS = (
    ("explicit", "外在需求", "stated", "“Five per cent off.”", "listen, and write it down as said"),
    (
        "internal",
        "内在需求",
        "real",
        "to sell the chairs before paying for them",
        "ask what trouble it would cure",
    ),
    ("internal", "内在需求", "unstated", "that the chairs arrive whole", "ask what would make them furious"),
    (
        "behind the need",
        "需求背后的需求",
        "delight",
        "a sailing date they can promise on",
        "watch; ask what they stopped hoping for",
    ),
    (
        "behind the need",
        "需求背后的需求",
        "secret",
        "to stand well with the bank, and unquestioned",
        "make it safe; leave it out of the file",
    ),
)
STRENGTH = {"guessed": 0.2, "said": 0.5, "said twice": 0.7, "seen": 0.9, "paid for": 1.0}


def need_levels() -> pd.DataFrame:
    """Three depths of need through the field's five kinds: depth, zh, kind, example, how.

    Source: Kotler & Keller (2016), five types of needs; the three depths are a training text's.

    >>> need_levels()["kind"].tolist()
    ['stated', 'real', 'unstated', 'delight', 'secret']
    """
    return pd.DataFrame(LEVELS, columns=["depth", "zh", "kind", "example", "how"])


def spin_questions(*, thing: str, trouble: str, consequence: str, gain: str) -> pd.DataFrame:
    """One question of each kind about one trouble, to say in your own words: kind, question.

    thing: what they do, trouble: what gets in the way, consequence: what that leads to, gain: what would be
    possible without it; each a few words in the middle of a sentence.

    >>> asked = spin_questions(thing="a chair from our carton to the shop", trouble="chairs that sleep",
    ...     consequence="the order that is not placed", gain="the money that is free")
    >>> asked["question"].iloc[1]
    'What is the trouble with chairs that sleep?'
    """
    asked = (
        _("What happens to {part}, from start to end?").format(part=thing),
        _("What is the trouble with {part}?").format(part=trouble),
        _("What does that do to {part}, and who notices first?").format(part=consequence),
        _("If that were gone, what would you do with {part}?").format(part=gain),
    )
    return pd.DataFrame(zip(SPIN, asked, strict=True), columns=["kind", "question"])


def needs_register(found: pd.DataFrame) -> pd.DataFrame:
    """Needs in the order in which to work on them: the rows with a priority, largest first.

    found: need, depth, evidence (guessed, said, said twice, seen, paid for), weight (worth to them, 0–10),
    fit (how well we could meet it, 0–1). priority = weight × evidence × fit, where evidence counts from 0.2
    to 1: our convention, so that a loud guess does not outrank a quiet fact. Raises ValueError for unknown
    evidence.

    >>> rows = pd.DataFrame({"need": ["5% off", "smaller lots"], "depth": ["explicit", "internal"],
    ...     "evidence": ["said", "seen"], "weight": [6, 8], "fit": [0.5, 0.8]})
    >>> needs_register(rows)[["need", "priority"]].values.tolist()
    [['smaller lots', 5.76], ['5% off', 1.5]]
    """
    if unknown := sorted(set(found["evidence"]) - set(STRENGTH)):
        text = _("There is no evidence called {unknown}; there is {known}.")
        raise ValueError(text.format(unknown=", ".join(unknown), known=", ".join(STRENGTH)))
    strength = found["evidence"].map(STRENGTH)
    ranked = found.assign(priority=(found["weight"] * strength * found["fit"]).round(2))
    return ranked.sort_values("priority", ascending=False, kind="stable", ignore_index=True)
