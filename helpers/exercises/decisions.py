"""Decisions: a few parameters, each with what is allowed, taken once with a reason, then scored in money.

@decision("01.tiering", step=1, allowed={"rank_by": {"profit": "profit", …}, "places": Between(0, 400)})
class Tiering:
    '''Whom do the new account managers look after?'''

    def rehearse(case, value): ...  # the same on the past, for trying
    def score(case, value): ...     # a table policy, low, mid, high (money), of value and of baselines
    def remark(case, value): ...    # a sentence under the score, if it needs one
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import pandas as pd

from helpers.exercises import reading
from helpers.exercises.controls import Control, OneOf, Spec, control
from helpers.exercises.items import CannotSayError, Item, register
from helpers.words import _, listed

if TYPE_CHECKING:
    from helpers.case import Case

Allowed = Mapping[str, Spec] | Callable[["Case"], Mapping[str, Spec]]
# What judges a choice: orders after as_of, or people whose answers nobody used for deciding.
HeldOut = Literal["orders", "people"]
SCORE = ["policy", "low", "mid", "high"]
LEAD = ["lead_low", "lead_high"]  # of the choice over each policy, where it is known


@dataclass(frozen=True, eq=False)
class Decision(Item):
    """A decision: what may be chosen, and what a choice would have earned on what nobody had seen."""

    allowed: Allowed
    held_out: HeldOut = "orders"

    kind_name: ClassVar[str] = "decision"
    known: ClassVar[frozenset[str]] = Item.known | {"rehearse", "score", "remark"}

    @property
    def name(self) -> str:
        """The id without its lesson: what stands in the workbook."""
        return self.id.partition(".")[2]

    def controls(self, case: "Case") -> dict[str, Control]:
        """What may be chosen on this case, by parameter."""
        allowed = self.asked(self.allowed, case) if callable(self.allowed) else self.allowed
        return {name: control(spec, name=name) for name, spec in allowed.items()}

    def read(self, value: Mapping[str, object], case: "Case") -> dict[str, str | float]:
        """The choice in plain form; what is not said stands at its first value.

        Raises UnreadableError naming each parameter that is unknown or out of range, with what is allowed.
        """
        controls = self.controls(case)
        problems = [
            _("there is no “{name}”; there are {known}").format(name=name, known=listed(list(controls)))
            for name in value
            if name not in controls
        ]
        plain: dict[str, str | float] = {}
        for name, ruler in controls.items():
            try:
                plain[name] = ruler.read(value.get(name, ruler.first))
            except reading.UnreadableError:
                text = _("{name} is “{given}”; allowed is {range}")
                allowed = listed(list(ruler.options)) if isinstance(ruler, OneOf) else ruler
                problems.append(text.format(name=name, given=reading.short(value[name]), range=allowed))
        if problems:
            raise reading.UnreadableError("; ".join(problems) + ".")
        return plain

    def words(self, value: Mapping[str, object], case: "Case") -> str:
        """A choice in plain form, as one would say it."""
        controls = self.controls(case)
        return "; ".join(f"{c.label or name}: {c.words(value[name])}" for name, c in controls.items())

    def parts(
        self, parameters: Mapping[str, object], case: "Case"
    ) -> tuple[dict[str, object], dict[str, object]]:
        """Parameters parted into what is decided and what is assumed (`score` gets that as it is)."""
        controls = self.controls(case)
        decided = {name: value for name, value in parameters.items() if name in controls}
        return decided, {name: value for name, value in parameters.items() if name not in controls}

    def rehearsed(self, value: Mapping[str, Any], case: "Case") -> pd.DataFrame:
        """What a choice would have earned in the past, to try plans on: policy, low, mid, high in money.

        Raises CannotSayError where the past is too short, or the case lacks a table.
        """
        return _score(self.asked(self.own("rehearse"), case, dict(value)))

    def worth(self, value: Mapping[str, Any], case: "Case") -> pd.DataFrame | str:
        """The score table, or the sentence that says why there is none."""
        try:
            return self.scored(value, case)
        except CannotSayError as problem:
            return str(problem)

    def scored(self, value: Mapping[str, Any], case: "Case") -> pd.DataFrame:
        """What the choice and its baselines earn on what was held out: policy, low, mid, high in money.

        Raises CannotSayError where the case has nothing to hold out, or lacks a table.
        """
        self.require(case)
        if self.held_out == "orders" and case.split() is None:
            text = _(
                "Recorded, not scored: too few orders to hold some back. 180 days and a quarter would do."
            )
            raise CannotSayError(text)
        return _score(self.asked(self.own("score"), case, dict(value)))

    def judged(self, value: Mapping[str, Any], case: "Case") -> tuple[pd.DataFrame | str, str]:
        """`worth`, and what the author has to say about it: "" where there is no score, or nothing to say."""
        found, own = self.worth(value, case), self.own("remark")
        if own is None or isinstance(found, str):
            return found, ""
        return found, str(self.asked(own, case, dict(value)))


def _score(table: Any) -> pd.DataFrame:
    """The columns of a score table, those of leads where it has them."""
    frame = pd.DataFrame(table)
    return frame[[*SCORE, *(name for name in LEAD if name in frame)]]


def decision(
    name: str,
    *,
    step: int,
    allowed: Allowed,
    needs: tuple[str, ...] = (),
    held_out: HeldOut = "orders",
) -> Callable[[type], Decision]:
    """Make the decorated class a decision; held_out="people" where other respondents judge, not orders."""
    return lambda author: register(Decision(name, step, needs, author, allowed, held_out))
