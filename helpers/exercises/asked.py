"""What questions and predictions share, and predictions: a guess before a look, which nobody marks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from helpers.exercises import reading
from helpers.exercises.items import CannotSayError, Item, register
from helpers.exercises.marking import KINDS, Frame, Kind
from helpers.missing import PlainError
from helpers.show import markdown_safe
from helpers.words import _

if TYPE_CHECKING:
    from helpers.case import Case


@dataclass(frozen=True, eq=False)
class Asked(Item):
    """What questions and predictions share: an answer of some kind, worked out from the case."""

    kind: str
    unit: str = ""

    known: ClassVar[frozenset[str]] = Item.known | {"answer", "options", "rows"}

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.kind not in KINDS:
            raise ValueError(f"{self.id}: there is no kind “{self.kind}”; there are {', '.join(KINDS)}.")

    @property
    def way(self) -> Kind:
        """How answers of this kind are read and compared."""
        return KINDS[self.kind]

    def frame(self, case: "Case") -> Frame:
        """Options, rows, tolerance and unit on this case."""
        options, rows = (tuple(map(str, self.of_case(name, case))) for name in ("options", "rows"))
        tolerance = float(self.own("tolerance", 0.0))
        return Frame(options, rows, tolerance, self.unit, getattr(case, "currency", ""))

    def right(self, case: "Case") -> Any:
        """The right answer on this case, in plain form. Raises CannotSayError."""
        value = self.asked(self.own("answer"), case)
        try:
            return self.way.read(value, self.frame(case))
        except reading.UnreadableError as error:
            raise CannotSayError(_("{id} has no answer on these data.").format(id=self.id)) from error

    def words(self, value: Any, case: "Case") -> str:
        """An answer in plain form, as one would say it."""
        return self.way.words(value, self.frame(case))


@dataclass(frozen=True, eq=False)
class Prediction(Asked):
    """A guess before a look. Nobody marks it."""

    kind_name: ClassVar[str] = "prediction"

    def read(self, given: object, case: "Case") -> Any:
        """The guess in plain form. Raises UnreadableError or CannotSayError."""
        return self.way.read(given, self.frame(case))

    def compare(self, given: object, case: "Case") -> str:
        """*You said …; it is …*, in markdown; without a guess, only what it is."""
        try:
            truth = markdown_safe(self.words(self.right(case), case))
            if reading.blank(given):
                return _("It is **{truth}**.").format(truth=truth)
            said = markdown_safe(self.words(self.read(given, case), case))
            return _("You said {said}; it is **{truth}**.").format(said=said, truth=truth)
        except (reading.UnreadableError, PlainError) as problem:
            return markdown_safe(problem)


def prediction(
    name: str, *, step: int, kind: str = "number", unit: str = "", needs: tuple[str, ...] = ()
) -> Callable[[type], Prediction]:
    """Make the decorated class a prediction."""
    return lambda author: register(Prediction(name, step, needs, author, kind, unit))
