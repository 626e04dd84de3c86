"""What lesson 7 asks on the analyst's bench."""

import pandas as pd

from helpers import winback
from helpers.case import Case
from helpers.exercises.engine import Mistake, question

SIX = pd.DataFrame(
    {"customer_id": list("abcdef"), "tenure": [2, 4, 4, 6, 9, 12], "ended": [1, 0, 1, 1, 0, 0]}
)
ALMOST = {
    "The number of the credit note, blank for most": True,
    "The plan they booked": False,
    "Days since their last login, as of today": True,
    "Deliveries that were late last year": False,
}


@question("07.8", step=7, kind="number", unit="share")
class CurveByHand:
    """**Six contracts.** They ran 2, 4, 4, 6, 9 and 12 months. The first ended, one of the two fours, and the six; the others are still running.
    What share, by the staircase of Kaplan and Meier, is still there after six months?"""

    tolerance = 0.005

    def answer(case: Case) -> float:
        return winback.survival_at(winback.kaplan_meier(SIX), 6)

    misconceptions = {
        "three of six": Mistake(
            0.5,
            "Three of six ended. But one was only watched for four months: it can’t count as six months of loyalty, nor as a loss.",
        ),
        "those watched to the end": Mistake(
            0.4,
            "You left out whoever was not watched long enough. They were there for four months: count them until then.",
        ),
    }
    hints = (
        "At each ending: of those still watched, what share stays?",
        "5 of 6, then 4 of 5, then 2 of 3.",
        "Multiply the three.",
    )


@question("07.9", step=7, kind="choices")
class KnowsTooMuch:
    """A score for leaving is right 99 times in 100. Which of its columns would you ask about first?"""

    options = tuple(ALMOST)

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(line for line, leaks in ALMOST.items() if leaks)

    misconceptions = {
        "the blanks are nothing": Mistake(
            ("Days since their last login, as of today",),
            "And the credit note? It is written when somebody leaves. Whoever has one has left.",
        ),
        "everything is suspicious": Mistake(
            tuple(ALMOST),
            "The plan was booked and the lorries were late *before* anybody left. That is what a score may know.",
        ),
    }
    hints = (
        "When is the column filled in: before, or after?",
        "Somebody who has left does not log in any more.",
        "Two of the four.",
    )
