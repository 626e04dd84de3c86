"""What people type, read as numbers, options, rankings and tables."""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from helpers.words import _, listed

SCALES = {"%": 0.01, "k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
SCALES |= {"千": 1e3, "万": 1e4, "亿": 1e8}
NUMBER = re.compile(r"[~≈]?(?P<sign>[-+]?)[^\d.,%+-]*(?P<digits>\d[\d.,]*|[.,]\d+)(?P<scale>.*)")
BETWEEN_ITEMS = re.compile(r"[;>→\n]|,\s")


class UnreadableError(ValueError):
    """An answer that cannot be read; its text says how to write one."""


def blank(given: object) -> bool:
    """True where nothing was answered: None, ..., empty text or blanks to fill, an empty list, NaN.

    >>> [blank(x) for x in (None, ..., " ", "____", [], float("nan"), 0)]
    [True, True, True, True, True, True, False]
    """
    if given is None or given is ...:
        return True
    if isinstance(given, str):
        return not given.strip(" _\u3000\n\t")
    if isinstance(given, Mapping):
        return all(blank(value) for value in given.values())
    if isinstance(given, list | tuple | set | frozenset):
        return all(blank(value) for value in given)
    return isinstance(given, float) and math.isnan(given)


def number(given: object) -> float:
    """A number as people write it. Raises UnreadableError.

    Full-width digits, per cent signs, thousands separators, decimal commas, currencies, "1.2 million", "1/5".

    >>> [number(x) for x in ("29%", "0,29", "1,234", "1 234.5", "２９％", "USD 1.2 million", "1/5", "-3")]
    [0.29, 0.29, 1234.0, 1234.5, 0.29, 1200000.0, 0.2, -3.0]
    """
    if isinstance(given, str):
        return _typed(given)
    try:
        value = math.nan if isinstance(given, bool) else float(given)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        value = math.nan
    if not math.isfinite(value):
        raise _not_a_number(given)
    return value


def _typed(text: str) -> float:
    # NFKC turns full-width digits, commas and per cent signs into the plain ones.
    tidy = unicodedata.normalize("NFKC", text).replace("−", "-").strip().rstrip(".。")
    top, slash, bottom = tidy.partition("/")
    if slash and re.fullmatch(r"\s*\d+\s*", top) and re.fullmatch(r"\s*0*[1-9]\d*\s*", bottom):
        return float(top) / float(bottom)
    # Blanks, apostrophes and underscores between digits only group them.
    grouped = re.sub(r"(?<=\d)[\s'’_](?=\d{3}(?!\d))", "", tidy)
    found = NUMBER.fullmatch(re.sub(r"\s+", "", grouped))
    scale = found["scale"].lower() if found else ""
    if (
        found is None
        or (scale and scale not in SCALES and not scale.isalpha())
        or re.search(r"\d\s+\d", grouped)
    ):
        raise _not_a_number(text)
    value = _decimal(found["digits"], text) * SCALES.get(scale, 1.0)
    return -value if found["sign"] == "-" else value


def _decimal(digits: str, text: str) -> float:
    """The value of digits with points and commas: of the two the last is the decimal sign."""
    if "," in digits and "." in digits:
        group = "," if digits.rfind(",") < digits.rfind(".") else "."
    elif re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", digits):
        group = ","
    elif re.fullmatch(r"\d{1,3}(\.\d{3}){2,}", digits):
        group = "."
    else:
        group = ""
    try:
        return float((digits.replace(group, "") if group else digits).replace(",", "."))
    except ValueError as error:
        raise _not_a_number(text) from error


def _not_a_number(given: object) -> UnreadableError:
    text = _("I could not read “{given}” as a number. Write it like 0.29, 29% or 1,234.")
    return UnreadableError(text.format(given=short(given)))


def one_of(given: object, options: Sequence[str]) -> str:
    """The option meant: its text in any case, or its number from 1. Raises UnreadableError.

    >>> one_of("PROFIT ", ["sales", "profit"]), one_of(1, ["sales", "profit"])
    ('profit', 'sales')
    """
    wanted = _key(given)
    for option in options:
        if _key(option) == wanted:
            return option
    if wanted.isdigit() and 1 <= int(wanted) <= len(options):
        return options[int(wanted) - 1]
    text = _("“{given}” is not one of the options: {options}.")
    raise UnreadableError(
        text.format(given=short(given), options=listed([f"“{option}”" for option in options]))
    )


def several(given: object, options: Sequence[str]) -> tuple[str, ...]:
    """The options ticked, in the order they are offered. Raises UnreadableError."""
    ticked = {one_of(item, options) for item in items(given)}
    return tuple(option for option in options if option in ticked)


def ranking(given: object, options: Sequence[str]) -> tuple[str, ...]:
    """The options from first to last. Raises UnreadableError where one is missing or stands twice.

    >>> ranking("b > c > a", ["a", "b", "c"])
    ('b', 'c', 'a')
    """
    order = tuple(one_of(item, options) for item in items(given) if not blank(item))
    for option in options:
        if order.count(option) > 1:
            raise UnreadableError(_("“{option}” stands twice in your order.").format(option=option))
    if missing := [f"“{option}”" for option in options if option not in order]:
        raise UnreadableError(_("Your order still lacks {options}.").format(options=listed(missing)))
    return order


def table(given: object, rows: Sequence[str], choices: Sequence[str]) -> dict[str, str | float]:
    """One value a row: a choice, or a number where there are no choices. Raises UnreadableError."""
    if not isinstance(given, Mapping):
        text = _("Give one answer for each row, like {{“{row}”: …}}.")
        raise UnreadableError(text.format(row=rows[0] if rows else "…"))
    named = {one_of(row, rows): value for row, value in given.items()}
    if missing := [f"“{row}”" for row in rows if blank(named.get(row))]:
        raise UnreadableError(_("Still to fill: {rows}.").format(rows=listed(missing)))
    return {row: one_of(named[row], choices) if choices else number(named[row]) for row in rows}


def items(given: object) -> list[object]:
    """The parts of an answer that holds several: a list, a set, or text with > ; or commas between.

    >>> items("Nordhaus > Casa Lume"), items(["a", "b"])
    (['Nordhaus', 'Casa Lume'], ['a', 'b'])
    """
    if isinstance(given, str):
        return [
            part.strip() for part in BETWEEN_ITEMS.split(unicodedata.normalize("NFKC", given)) if part.strip()
        ]
    return list(given) if isinstance(given, Iterable) else [given]


def short(given: object) -> str:
    """An answer to quote in a message: one line, sixty characters at most."""
    text = " ".join(str(given).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _key(text: object) -> str:
    whole = int(text) if isinstance(text, float) and text.is_integer() else text
    return " ".join(unicodedata.normalize("NFKC", str(whole)).casefold().split())
