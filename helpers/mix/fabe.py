"""FABE (特征、优点、利益、证据): from what a thing has to what the buyer has of it, with a proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from helpers.checks import need
from helpers.words import _

# A proof is something another person can go and look at. These words only ask to be believed.
EMPTY = (
    "best",
    "world-class",
    "leading",
    "trust me",
    "everybody",
    "unbeatable",
    "guaranteed satisfaction",
    "premium",
    "of course",
)


@dataclass(frozen=True)
class Fabe:
    """feature: what it has. advantage: what that does better. benefit: what this buyer has of it.
    evidence: how to check."""

    feature: str
    advantage: str
    benefit: str
    evidence: str

    @property
    def sentence(self) -> str:
        """As one would say it.

        >>> Fabe("dowels", "no screw comes loose", "you sit still", "shake this one").sentence
        'Dowels: no screw comes loose, so that you sit still. Check it: shake this one.'
        """
        first = self.feature[:1].upper() + self.feature[1:]
        text = _("{feature}: {advantage}, so that {benefit}. Check it: {evidence}.")
        return text.format(
            feature=first, advantage=self.advantage, benefit=self.benefit, evidence=self.evidence
        )


def fabe(feature: str, advantage: str, benefit: str, evidence: str) -> Fabe:
    """The four parts, refused where one is missing or where the evidence only asks to be believed.

    Raises ValueError. In FABE B is the benefit to the buyer; the advantage is A. Source: commonly ascribed
    to Kuo Kun-mo.

    >>> fabe("oak", "hard", "it lasts", "")
    Traceback (most recent call last):
    ...
    ValueError: The evidence is missing: name a test, a figure, a customer to be asked, or a sample.
    """
    parts = {_("feature"): feature, _("advantage"): advantage, _("benefit"): benefit}
    if blank := next((name for name, text in parts.items() if not text.strip()), ""):
        raise ValueError(
            _("The {part} is missing: FABE has four parts, and three make no sentence.").format(part=blank)
        )
    if not evidence.strip():
        raise ValueError(
            _("The evidence is missing: name a test, a figure, a customer to be asked, or a sample.")
        )
    if empty := next((word for word in EMPTY if word in evidence.lower()), ""):
        text = _(
            "“{word}” is no evidence: nobody can go and look at it. Name a test, a figure, a customer, a "
            "sample."
        )
        raise ValueError(text.format(word=empty))
    return Fabe(feature, advantage, benefit, evidence)


def fabe_table(worth: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """FABE for what buyers pay most for: attribute, worth, it_has, so_that, check_it, dearest first.

    worth: attribute, worth (money a buyer gives for a step of it, as from `worth_of`); words: attribute,
    feature, advantage, benefit, evidence. Where there are no words, or `fabe` refuses them, check_it says so.
    """
    need(worth, "attribute", "worth", what="worth")
    need(words, "attribute", "feature", "advantage", "benefit", "evidence", what="words")
    spoken = {str(row["attribute"]): row for row in words.fillna("").to_dict("records")}
    rows = [
        (name, float(money), *_parts(spoken.get(str(name))))
        for name, money in zip(worth["attribute"], worth["worth"], strict=True)
    ]
    table = pd.DataFrame(rows, columns=["attribute", "worth", "it_has", "so_that", "check_it"])
    return table.sort_values("worth", ascending=False, kind="stable", ignore_index=True)


def _parts(row: Mapping[Any, Any] | None) -> tuple[str, str, str]:
    """What it has, what the buyer has of it, and how to check it, or why nobody may say it yet."""
    if row is None:
        return "", "", _("refused: nobody has written this one yet")
    parts = [str(row[name]).strip() for name in ("feature", "advantage", "benefit", "evidence")]
    try:
        check = fabe(*parts).evidence
    except ValueError as problem:
        check = _("refused: {why}").format(why=str(problem).partition(":")[0])
    return f"{parts[0]}: {parts[1]}", parts[2], check


def sample_words() -> pd.DataFrame:
    """What the sample's sellers say, attribute by attribute: attribute, feature, advantage, benefit,
    evidence.

    One of them only asks to be believed.
    """
    rows = [
        (
            "supply_stability",
            _("sailings on fixed Thursdays"),
            _("one date to plan by, not a window"),
            _("you keep a smaller spare stock"),
            _("last year's list of sailings, late ones marked"),
        ),
        (
            "lead_time",
            _("the ten commonest finishes lie near the port"),
            _("eight weeks become three"),
            _("you order after the season has shown itself"),
            _("ask for one of the ten today and look at the date"),
        ),
        (
            "payment_terms",
            _("the invoice is due after delivery"),
            _("not after sailing"),
            _("your dealers have paid before you do"),
            _("all our premium partners have it"),
        ),
    ]
    return pd.DataFrame(rows, columns=["attribute", "feature", "advantage", "benefit", "evidence"])
