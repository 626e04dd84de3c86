"""What may be decided: twelve decisions of the nine steps, each with what is allowed and what doing nothing
is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from helpers.market.kinds import NAMES
from helpers.words import _, listed

FACTORS = ("price", "quality", "lead_time", "payment_terms", "after_sales", "supply_stability")
CHANNELS = ("fairs", "web ads", "visits", "mailings")
PARTS = ("early", "forenoon", "noon", "afternoon", "late")
Value = str | float


@dataclass(frozen=True)
class OneOf:
    """One of several words; the first stands where nothing is said."""

    options: tuple[str, ...]

    def read(self, given: object) -> Value:
        """The word meant. Raises ValueError with those there are."""
        if str(given) not in self.options:
            raise ValueError(self.words)
        return str(given)

    @property
    def first(self) -> Value:
        """What stands where nothing is said."""
        return self.options[0]

    @property
    def words(self) -> str:
        """What is allowed, in words."""
        return _("one of {options}").format(options=listed(list(self.options)))


@dataclass(frozen=True)
class Between:
    """A number from `low` to `high`; `first` stands where nothing is said."""

    low: float
    high: float
    first: Value

    def read(self, given: object) -> Value:
        """The number meant. Raises ValueError with the range."""
        try:
            value = float(str(given))
        except ValueError:
            raise ValueError(self.words) from None
        if not self.low <= value <= self.high:
            raise ValueError(self.words)
        return value

    @property
    def words(self) -> str:
        """What is allowed, in words."""
        return _("a number from {low:g} to {high:g}").format(low=self.low, high=self.high)


Allowed = Mapping[str, OneOf | Between]
TARGETS = ("everybody", *NAMES)
DECISIONS: Mapping[str, Allowed] = {
    "01.tiering": {
        "rank_by": OneOf(("revenue", "orders", "rfm", "profit", "value_to_come")),
        "bottom": OneOf(("keep_all", "cut_wood", "cut_below_zero")),
    },
    "02.weights": {f"points_{name}": Between(0, 10, 0.0) for name in FACTORS},
    "03.position": {
        "target": OneOf(TARGETS),
        "lead": OneOf(FACTORS),
        "give_up": OneOf(("nothing", *FACTORS[1:])),
    },
    "04.price": {"price_change": Between(-0.2, 0.25, 0.0), "terms_days": Between(0, 60, 30.0)},
    "04.budget": {name: Between(0, 100, 0.0) for name in CHANNELS},
    "05.leads": {
        "rank_by": OneOf(("first_come", "size", "bant", "chance", "gain")),
        "cut_off": Between(0, 60, 0.0),
    },
    "05b.reply": {
        "answer_first": OneOf(("first_come", "urgent_word", "stage", "completeness", "type", "sum")),
        "kept_free": Between(0, 50, 0.0),
    },
    "06.contacts": {
        "rank_by": OneOf(("value", "silence", "risk", "loss", "to_come")),
        "at_least": OneOf(("0", "0.1", "0.3", "0.5")),
    },
    "06b.hours": {"first": OneOf(("oldest", "severe", "biggest", "risk")), "turn_by": Between(0, 40, 0.0)},
    "07.list": {"rank_by": OneOf(("value", "risk", "gain", "lots")), "letters": Between(0, 5000, 0.0)},
    "08.rota": {name: Between(1, 8, 3.0) for name in PARTS},
    "09.calls": {"roll_out": OneOf(("nobody", "half", "everybody"))},
}


@dataclass(frozen=True)
class Plan:
    """What is decided for a year: decision → its parameters; what is not in it is not done."""

    decisions: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    @property
    def absent(self) -> list[str]:
        """Decisions that nobody took."""
        return [name for name in DECISIONS if name not in self.decisions]

    def of(self, name: str) -> Mapping[str, Value] | None:
        """The parameters of a decision, None where it was not taken."""
        return self.decisions.get(name)

    def only(self, name: str) -> "Plan":
        """This plan with that decision alone."""
        return Plan({key: value for key, value in self.decisions.items() if key == name})

    def without(self, name: str) -> "Plan":
        """This plan without that decision."""
        return Plan({key: value for key, value in self.decisions.items() if key != name})

    def with_(self, name: str, value: Mapping[str, Value]) -> "Plan":
        """This plan with that decision taken so."""
        return Plan({**self.decisions, name: dict(value)})


NOTHING = Plan()


def plan(taken: Mapping[str, Mapping[str, Any]]) -> Plan:
    """A plan from decision → parameters; a parameter that is not said stands at its first value.

    Decisions that move nothing in a lap (02b.sample: what it taught shows in 02) are passed over. Raises
    ValueError naming decision, parameter, value and what is allowed.

    >>> plan({"07.list": {"letters": 40}}).of("07.list")
    {'rank_by': 'value', 'letters': 40.0}
    >>> plan({"07.list": {"letters": 40000}})
    Traceback (most recent call last):
    ...
    ValueError: Decision 07.list: letters is “40000”; allowed is a number from 0 to 5000.
    """
    found = {name: _read(name, value) for name, value in taken.items() if name in DECISIONS}
    return Plan({name: found[name] for name in DECISIONS if name in found})


def _read(decision: str, value: Mapping[str, Any]) -> dict[str, Value]:
    allowed, read = DECISIONS[decision], {}
    for name, ruler in allowed.items():
        given = value.get(name, ruler.first)
        try:
            read[name] = ruler.read(given)
        except ValueError as problem:
            text = _("Decision {decision}: {name} is “{given}”; allowed is {range}.")
            said = {"decision": decision, "name": name, "given": str(given)[:40], "range": problem}
            raise ValueError(text.format(**said)) from None
    return read


def taken_in(decisions: list[dict[str, Any]]) -> Plan:
    """The plan in a workbook's decisions (contract 2: step, name, value, …); ids are found by step and name.

    Raises ValueError as `plan` does.

    >>> taken_in([{"step": 7, "name": "list", "value": {"letters": 40}}]).absent[0]
    '01.tiering'
    """
    ids = {(int(name[:2]), name.partition(".")[2]): name for name in DECISIONS}
    found = {}
    for entry in decisions:
        name = ids.get((int(entry.get("step", 0)), str(entry.get("name", ""))))
        if name is not None and isinstance(entry.get("value"), dict):
            found[name] = entry["value"]
    return plan(found)


def said(chosen: Plan) -> str:
    """A sentence about the decisions that nobody took; "" where all were.

    >>> said(plan({name: {} for name in DECISIONS if name != "07.list"}))
    'Not decided, and so left as it is: 07.list.'
    """
    text = _("Not decided, and so left as it is: {names}.")
    return text.format(names=listed(chosen.absent)) if chosen.absent else ""


def decisions() -> pd.DataFrame:
    """What may be decided: decision, step, name, allowed (words), standing (where nothing is said)."""
    rows = [
        (decision, int(decision[:2]), name, ruler.words, str(ruler.first))
        for decision, allowed in DECISIONS.items()
        for name, ruler in allowed.items()
    ]
    return pd.DataFrame(rows, columns=["decision", "step", "name", "allowed", "standing"])
