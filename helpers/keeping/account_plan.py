"""The plan of one account: five steps with the question each of them asks, and four for after every talk."""

import pandas as pd

from helpers.words import _

# Step → Chinese, and the question it asks.
FIVE = {
    "screen": ("筛选", _("Why this one, and what for?")),
    "know": ("了解", _("What have they told us that they tell nobody?")),
    "hold": ("固守", _("Which promise is due, on which day, and whose is it?")),
    "defend": ("防御", _("Who else rings them, and what would make them go?")),
    "improve": ("提升", _("What did I learn from the last talk?")),
}


def five_steps() -> pd.DataFrame:
    """The account plan as it stands empty: step, zh, asks."""
    rows = [(step, zh, asks) for step, (zh, asks) in FIVE.items()]
    return pd.DataFrame(rows, columns=["step", "zh", "asks"])


def after_action() -> pd.DataFrame:
    """Four questions after every talk: ask, answer_with. Source: after-action review, US Army (1993)."""
    rows = [
        (_("What was meant to happen?"), _("the sentence you wrote down before")),
        (_("What did happen?"), _("their words, not your summary")),
        (_("Why the difference?"), _("one turn of the talk, yours")),
        (_("What will I keep, what will I do otherwise?"), _("one of each, with a day")),
    ]
    return pd.DataFrame(rows, columns=["ask", "answer_with"])
