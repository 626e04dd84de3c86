"""Questions, predictions and decisions; the engine is in `engine`, lessons' own in `targeting` and the like.

A question is found by its id: q = get("01.3"); q.check(0.41), q.hint(1), q.solution().
"""

from helpers.exercises.controls import Between, OneOf
from helpers.exercises.decisions import Decision, decision
from helpers.exercises.engine import (
    Mistake,
    Outcome,
    Prediction,
    Question,
    prediction,
    question,
    validate,
)
from helpers.exercises.items import every, find

__all__ = [
    "Between",
    "Decision",
    "Mistake",
    "OneOf",
    "Outcome",
    "Prediction",
    "Question",
    "decision",
    "every",
    "find",
    "get",
    "prediction",
    "question",
    "validate",
]


def get(name: str) -> Question:
    """The question of this id. Raises PlainError, naming near ids, where there is none."""
    return find(name, Question)
