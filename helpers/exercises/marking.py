"""The kinds of answer: how each is read, compared, put into words, and where a wrong one first differs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from helpers.exercises import reading
from helpers.words import _, count, listed, money


@dataclass(frozen=True)
class Frame:
    """A question as it stands on one case.

    options: what may be chosen or ranked. rows: of a table. tolerance: absolute, for numbers.
    unit: "share of …" (a fraction, written as per cent), "money", or what is counted.
    """

    options: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    tolerance: float = 0.0
    unit: str = ""
    currency: str = ""

    @property
    def wanted(self) -> str:
        """What sort of number is asked for.

        >>> Frame(unit="share of customers").wanted
        'Your answer, a share of customers (like 29%)'
        """
        if self.unit.startswith("share"):
            return _("Your answer, a {unit} (like 29%)").format(unit=self.unit)
        unit = self.currency if self.unit == "money" else self.unit
        return _("Your answer ({unit})").format(unit=unit) if unit else _("Your answer")


class Kind:
    """What all kinds share; each says how it reads an answer and where a wrong one differs."""

    def read(self, given: Any, frame: Frame) -> Any:
        """The answer in its plain form. Raises UnreadableError."""
        raise NotImplementedError

    def same(self, one: Any, other: Any, frame: Frame) -> bool:
        """Whether two answers in plain form count as one."""
        return bool(one == other)

    def made(self, given: Any, mistake: Any, right: Any, frame: Frame) -> bool:
        """Whether `given` shows this mistake."""
        return self.same(given, mistake, frame) and not self.same(mistake, right, frame)

    def differ(self, given: Any, right: Any, frame: Frame) -> str:
        """What to look at first, without the answer."""
        raise NotImplementedError

    def astray(self, given: Any, right: Any, frame: Frame) -> str:
        """The row or option at which a wrong answer first differs; empty where an answer has no parts."""
        return ""

    def words(self, value: Any, frame: Frame) -> str:
        """The answer as one would say it."""
        return str(value)


class Number(Kind):
    """A number, within a tolerance."""

    def read(self, given: Any, frame: Frame) -> float:
        return reading.number(given)

    def same(self, one: float, other: float, frame: Frame) -> bool:
        return _near(one, other, frame.tolerance)

    def differ(self, given: float, right: float, frame: Frame) -> str:
        said = reading.short(f"{given:,.10g}")
        if _near(given / 100, right, frame.tolerance) or _whole_percents(given, right, frame):
            return _percents(given)
        if _near(given * 100, right, frame.tolerance * 100):
            return _("{given} is a hundredth of it: per cent where the plain number is asked?").format(
                given=said
            )
        if _near(given, right, 2 * frame.tolerance):
            return _("Very close. Did you round on the way? Keep the decimals until the end.")
        if _near(given, right, 4 * frame.tolerance):
            return _("Near, but rounding does not explain it. Is there a step too many, or one too few?")
        return _("{given} is not what these data say. The first hint names where to begin.").format(
            given=self.words(given, frame)
        )

    def words(self, value: float, frame: Frame) -> str:
        return quantity(value, frame.unit, frame.currency)


class Choice(Kind):
    """One of the options."""

    def read(self, given: Any, frame: Frame) -> str:
        return reading.one_of(given, frame.options)

    def differ(self, given: str, right: str, frame: Frame) -> str:
        return _("“{given}” does not fit. Read it once more against the figures, or take a hint.").format(
            given=given
        )


class Choices(Kind):
    """Several of the options."""

    def read(self, given: Any, frame: Frame) -> tuple[str, ...]:
        return reading.several(given, frame.options)

    def differ(self, given: Sequence[str], right: Sequence[str], frame: Frame) -> str:
        belong, missing = len(set(given) & set(right)), len(set(right) - set(given))
        ticked = _("{belong} of your {ticked} belong.").format(belong=belong, ticked=len(given))
        more = _("Something is still missing.") if missing else _("You ticked more than belongs.")
        return f"{ticked} {more}"

    def words(self, value: Sequence[str], frame: Frame) -> str:
        return listed([f"“{option}”" for option in value]) or _("none of them")


class Ranking(Kind):
    """The options in order, the first first."""

    def read(self, given: Any, frame: Frame) -> tuple[str, ...]:
        return reading.ranking(given, frame.options)

    def differ(self, given: Sequence[str], right: Sequence[str], frame: Frame) -> str:
        name = self.astray(given, right, frame)
        place = given.index(name)
        if place == 0:
            text = _("Begin at the top: “{name}” is not the first.")
        else:
            text = _("Right down to place {place}. Then look again: does “{name}” come next?")
        return text.format(place=place, name=name)

    def astray(self, given: Sequence[str], right: Sequence[str], frame: Frame) -> str:
        return next(one for one, other in zip(given, right, strict=True) if one != other)

    def words(self, value: Sequence[str], frame: Frame) -> str:
        return " > ".join(value)


class Table(Kind):
    """One answer a row: an option, or a number where there are no options."""

    def read(self, given: Any, frame: Frame) -> dict[str, str | float]:
        return reading.table(given, frame.rows, frame.options)

    def same(self, one: dict[str, Any], other: dict[str, Any], frame: Frame) -> bool:
        return all(_cell_same(one[row], other[row], frame) for row in frame.rows)

    def made(self, given: Any, mistake: Any, right: Any, frame: Frame) -> bool:
        """A mistake lives in the rows where it differs from the right answer; other rows may hold others."""
        its = [row for row in frame.rows if not _cell_same(mistake[row], right[row], frame)]
        return bool(its) and all(_cell_same(given[row], mistake[row], frame) for row in its)

    def differ(self, given: dict[str, Any], right: dict[str, Any], frame: Frame) -> str:
        wrong = [row for row in frame.rows if not _cell_same(given[row], right[row], frame)]
        if _whole_percents(given[wrong[0]], right[wrong[0]], frame):
            return _percents(given[wrong[0]])
        text = _("{right} of {rows} rows are right. Look first at “{row}”.")
        return text.format(right=len(frame.rows) - len(wrong), rows=len(frame.rows), row=wrong[0])

    def astray(self, given: dict[str, Any], right: dict[str, Any], frame: Frame) -> str:
        return next(row for row in frame.rows if not _cell_same(given[row], right[row], frame))

    def words(self, value: dict[str, Any], frame: Frame) -> str:
        return "; ".join(f"{row}: {_cell_words(cell, frame)}" for row, cell in value.items())


class Text(Kind):
    """Free text, laid beside a model answer and judged by its writer against a rubric; never by keyword."""

    def read(self, given: Any, frame: Frame) -> str:
        return str(given).strip()


KINDS: dict[str, Kind] = {
    "number": Number(),
    "choice": Choice(),
    "choices": Choices(),
    "ranking": Ranking(),
    "table": Table(),
    "text": Text(),
}


def quantity(value: float, unit: str, currency: str = "") -> str:
    """A number with its unit, as one would say it.

    >>> quantity(0.287, "share of customers"), quantity(1250000, "money", "USD"), quantity(862, "customers")
    ('28.7% of customers', 'USD 1.25 million', '862 customers')
    """
    if unit.startswith("share"):
        digits = 0 if round(value * 100, 1).is_integer() else 1
        return f"{value:.{digits}%} {unit.removeprefix('share').strip()}".strip()
    if unit == "money":
        return money(value, currency)
    number = count(value) if float(value).is_integer() else f"{value:,.4g}"
    return f"{number} {unit}".strip()


def _whole_percents(given: str | float, right: str | float, frame: Frame) -> bool:
    """Whether 29 was written where a share is asked that cannot be more than one."""
    if isinstance(given, str) or isinstance(right, str):
        return False
    return frame.unit.startswith("share") and abs(right) <= 1 < abs(given) <= 100


def _percents(given: float) -> str:
    text = _("{given} would be {percent:,.0%}. Write it as per cent, 29%, or as a fraction, 0.29.")
    return text.format(given=reading.short(f"{given:,.10g}"), percent=given)


def _near(one: float, other: float, tolerance: float) -> bool:
    # Equal numbers may differ in the last binary digits; that is never the learner's doing.
    return abs(one - other) <= tolerance + 1e-9 * max(1.0, abs(one)) and math.isfinite(one)


def _cell_same(one: str | float, other: str | float, frame: Frame) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return _near(one, other, frame.tolerance)


def _cell_words(cell: str | float, frame: Frame) -> str:
    return cell if isinstance(cell, str) else quantity(cell, frame.unit, frame.currency)
