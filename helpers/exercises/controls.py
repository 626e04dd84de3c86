"""What may be chosen: a number between two ends, or one of several values. For decisions and sliders."""

from collections.abc import Mapping
from dataclasses import dataclass

from helpers.exercises import reading
from helpers.words import _, listed

Value = str | float


@dataclass(frozen=True)
class Between:
    """A number from `low` to `high` in steps of `step`; whole where all three are whole numbers."""

    low: float
    high: float
    step: float = 1
    unit: str = ""
    label: str = ""
    start: float | None = None

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are meant."""
        return all(isinstance(end, int) for end in (self.low, self.high, self.step))

    @property
    def first(self) -> float:
        """Where a slider stands when nothing else is said."""
        return self.low if self.start is None else self.start

    @property
    def plain(self) -> dict[str, float]:
        """As it is written to the workbook."""
        return {"from": self.low, "to": self.high}

    def read(self, given: object) -> float:
        """The number meant. Raises UnreadableError where it cannot be read or lies outside.

        >>> Between(0, 400).read("80"), Between(0, 1, 0.05).read("15%")
        (80, 0.15)
        """
        value = reading.number(given)
        if not self.low <= value <= self.high or (self.whole and not value.is_integer()):
            raise reading.UnreadableError(
                _("{given} is not {range}.").format(given=reading.short(given), range=self)
            )
        return int(value) if self.whole else value

    def words(self, value: object) -> str:
        """A value as one would say it."""
        return f"{value:,} {self.unit}".strip() if isinstance(value, int | float) else str(value)

    def __str__(self) -> str:
        """The allowed range in words."""
        kind = _("a whole number") if self.whole else _("a number")
        text = _("{kind} from {low:,} to {high:,} {unit}").format(
            kind=kind, low=self.low, high=self.high, unit=self.unit
        )
        return text.strip()


@dataclass(frozen=True)
class OneOf:
    """One of several values, each with the words people see."""

    options: Mapping[str, str]
    label: str = ""

    @property
    def first(self) -> str:
        """What is chosen when nothing else is said."""
        return next(iter(self.options))

    @property
    def plain(self) -> list[str]:
        """As it is written to the workbook."""
        return list(self.options)

    def read(self, given: object) -> str:
        """The value meant, by its name or its words. Raises UnreadableError."""
        if isinstance(given, str) and given in self.options:
            return given
        words = list(self.options.values())
        return list(self.options)[words.index(reading.one_of(given, words))]

    def words(self, value: object) -> str:
        """A value as one would say it."""
        return self.options[str(value)]

    def __str__(self) -> str:
        """The allowed values in words."""
        return _("one of {options}").format(options=listed(list(self.options.values())))


Control = Between | OneOf
Spec = Control | Mapping[str, str] | tuple[str, ...] | list[str] | float


def control(spec: Spec, *, name: str) -> Control:
    """The control meant: one as it is, {value: words}, several values, or a number (from 0 to twice that).

    >>> control(("keep_all", "cut_wood"), name="bottom").options["cut_wood"], control(80, name="places").high
    ('cut wood', 160)
    """
    label = name.replace("_", " ").capitalize()
    if isinstance(spec, Between | OneOf):
        return spec
    if isinstance(spec, Mapping):
        return OneOf(dict(spec), label=label)
    if isinstance(spec, tuple | list):
        return OneOf({value: value.replace("_", " ") for value in spec}, label=label)
    end = 2 * spec or 1
    return Between(
        min(0, end), max(0, end), 1 if isinstance(spec, int) else abs(end) / 40, label=label, start=spec
    )
