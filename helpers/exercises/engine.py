"""Questions: the answer comes from the case at hand, and a wrong one teaches its mistake.

All that authors of questions import stands here.

@question("01.3", step=1, kind="number", unit="share of customers", needs=("orders",))
class CustomersForEightyPercent:
    '''What share of customers brings 80% of *profit*?'''

    tolerance = 0.005

    def answer(case): ...

    misconceptions = {"sales, not profit": Mistake(value=lambda case: ..., says="{given} is …")}
    because = {"Nordhaus": "…"}  # of a table or ranking: why, where this row or place is the first one wrong
    hints = ("Which column do you sort by?", "…", "targeting.customers_for(…)")
"""

import html
import inspect
import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from helpers.exercises import reading
from helpers.exercises.asked import Asked, Prediction, prediction
from helpers.exercises.decisions import Decision, decision
from helpers.exercises.items import register
from helpers.exercises.marking import Frame
from helpers.missing import PlainError
from helpers.show import markdown_safe
from helpers.words import _
from helpers.workbook import session

if TYPE_CHECKING:
    from helpers.case import Case

__all__ = [
    "Decision",
    "Mistake",
    "Outcome",
    "Prediction",
    "Question",
    "decision",
    "prediction",
    "question",
    "validate",
]


@dataclass(frozen=True)
class Mistake:
    """A way to go wrong that has a name.

    value: what it leads to: a constant, function(case), or function(case, right) of the right answer too.
    In a table the rows it does not name are taken as right.
    says: what to tell whoever made it; may use {given} and the question's facts.
    """

    value: Any
    says: str


@dataclass(frozen=True)
class Outcome:
    """What became of an answer: right, wrong, or untried, with a message in markdown."""

    kind: Literal["right", "wrong", "untried"]
    message: str
    mistake: str | None = None

    def __str__(self) -> str:
        """The message without the signs that keep markdown from reading names as markup."""
        return html.unescape(re.sub(r"</?span>|\\(?=\W)", "", self.message))

    def _repr_markdown_(self) -> str:
        return self.message


@dataclass(frozen=True, eq=False)
class Question(Asked):
    """A question with its answer, its misconceptions, its hints and its solution."""

    practice: bool = False

    kind_name: ClassVar[str] = "question"
    known: ClassVar[frozenset[str]] = Asked.known | {
        "because", "hints", "misconceptions", "model", "rubric", "says", "tolerance", "worked"
    }  # fmt: skip

    def check(self, answer: object, case: "Case | None" = None) -> Outcome:
        """Right, wrong or untried, in words; never raises. case: the open one unless told."""
        if reading.blank(answer):
            return Outcome("untried", _("Not tried yet."))
        try:
            case = case or session().case
            frame = self.frame(case)
            given = self.way.read(answer, frame)
            if self.kind == "text":
                return Outcome(
                    "untried", _("Lay your text beside the model and judge it yourself, line by line.")
                )
            said = reading.short(answer) if self.kind == "number" else self.way.words(given, frame)
            return self._marked(given, said, frame, case)
        except (reading.UnreadableError, PlainError) as problem:
            return Outcome("untried", markdown_safe(problem))

    def hint(self, number: int = 1) -> str:
        """The hint of this number, from 1; after the last one the last again."""
        hints = self.own("hints", ())
        if not hints:
            return _("There is no hint to this one.")
        at = min(max(int(number), 1), len(hints))
        return _("Hint {at} of {all}. {text}").format(at=at, all=len(hints), text=hints[at - 1])

    def solution(self, case: "Case | None" = None) -> str:
        """The answer on this case and how one gets there, then the source of the very function that checks it."""
        told = self.worked_out(case)
        return told if self.kind == "text" else f"{told}\n\n```python\n{self.source}\n```"

    def worked_out(self, case: "Case | None" = None) -> str:
        """The answer on this case and how one gets there, in markdown, for people who read no code.

        The way is what the author wrote as `worked`, a text or function(case), else the hints in a row.
        """
        if self.kind == "text":
            return self.model(case)
        try:
            case = case or session().case
            value = self.words(self.right(case), case)
            way = self.of_case("worked", case, "")
            told = self.filled(way, case, value=value) if way else self._hinted()
        except PlainError as problem:
            return markdown_safe(problem)
        return _("On these data: **{value}**. {way}").format(value=markdown_safe(value), way=told).strip()

    def _hinted(self) -> str:
        """The hints in a row, less those that name a function."""
        hints = [str(hint).strip() for hint in self.own("hints", ())]
        return " ".join(hint for hint in hints if not re.match(r"`?\w+\.\w+\(", hint))

    @property
    def source(self) -> str:
        """The answer function as its author wrote it."""
        return textwrap.dedent(inspect.getsource(self.own("answer"))).strip()

    def model(self, case: "Case | None" = None) -> str:
        """Model answer and rubric of a free text, in markdown."""
        try:
            case = case or session().case
            model = self.filled(self.of_case("model", case, ""), case)
        except PlainError as problem:
            return markdown_safe(problem)
        rubric = "\n".join(f"- {line}" for line in self.own("rubric", ()))
        return _("**One way to write it.** {model}\n\n**Judge yours by**\n\n{rubric}").format(
            model=model, rubric=rubric
        )

    def mistakes(self, case: "Case") -> dict[str, Any]:
        """What each misconception leads to on this case, in plain form; some may lead nowhere."""
        right, frame = self.right(case), self.frame(case)
        found = {}
        for name, mistake in self.own("misconceptions", {}).items():
            try:
                found[name] = self.way.read(self._made(mistake, case, right), frame)
            except (reading.UnreadableError, PlainError):
                continue
        return found

    def _made(self, mistake: Mistake, case: "Case", right: Any) -> Any:
        value = mistake.value
        if callable(value):
            both = len(inspect.signature(value).parameters) > 1
            value = self.asked(value, case, *([right] if both else []))
        return {**right, **value} if self.kind == "table" and isinstance(value, Mapping) else value

    def _marked(self, given: Any, said: str, frame: Frame, case: "Case") -> Outcome:
        right = self.right(case)
        if self.way.same(given, right, frame):
            praise = _("Yes: {given}.") + " " + self.own("says", "")
            return Outcome("right", self.filled(praise, case, given=self.way.words(given, frame)).strip())
        made = {n: v for n, v in self.mistakes(case).items() if self.way.made(given, v, right, frame)}
        if not made:
            where = self.way.astray(given, right, frame)
            why = self.filled(self.of_case("because", case, {}).get(where, ""), case)
            return Outcome("wrong", f"{markdown_safe(self.way.differ(given, right, frame))} {why}".strip())
        name = (
            min(made, key=lambda name: abs(made[name] - given)) if self.kind == "number" else next(iter(made))
        )
        text = self.own("misconceptions")[name].says
        return Outcome("wrong", self.filled(text, case, given=said), name)


def question(  # noqa: PLR0913 – the header of a question, each word once
    name: str, *, step: int, kind: str, unit: str = "", needs: tuple[str, ...] = (), practice: bool = False
) -> Callable[[type], Question]:
    """Make the decorated class a question. practice: it stands among the further exercises of its lesson."""
    return lambda author: register(Question(name, step, needs, author, kind, unit, practice))


def validate(asked: Question, case: "Case") -> list[str]:
    """What is wrong with a question on this case, one sentence a finding; [] where it teaches what it should.

    Its solution is accepted; each misconception is met with its own message; there are two at least.
    """
    findings = []
    if asked.kind == "text":
        return [
            f"{asked.id}: a free text needs {name}" for name in ("rubric", "model") if not asked.own(name)
        ]
    right, frame, made = asked.right(case), asked.frame(case), asked.mistakes(case)
    if (outcome := asked.check(right, case)).kind != "right":
        findings.append(f"{asked.id}: its own answer is not accepted: {outcome.message}")
    names = list(asked.own("misconceptions", {}))
    if len(names) < 2:
        findings.append(f"{asked.id}: two misconceptions are wanted")
    findings += [
        f"{asked.id}: “{name}” leads to nothing that can be read" for name in names if name not in made
    ]
    for name, value in made.items():
        outcome = asked.check(value, case)
        if outcome.kind == "right":
            findings.append(f"{asked.id}: “{name}” leads to the right answer")
        elif outcome.mistake != name:
            findings.append(f"{asked.id}: “{name}” is met as “{outcome.mistake}”: {outcome.message}")
    findings += [
        f"{asked.id}: because of “{name}”, which is no row or option of it"
        for name in asked.of_case("because", case, {})
        if name not in (*frame.rows, *frame.options)
    ]
    if asked.kind == "ranking" and frame.options == right:
        findings.append(f"{asked.id}: the options already stand in the right order")
    if not asked.own("hints"):
        findings.append(f"{asked.id}: hints are wanted")
    return findings
