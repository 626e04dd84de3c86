"""Which column of a raw order file is which, guessed from its header (in five languages) and its cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from helpers.reading import CaseError, FileSettings, Notes, refused
from helpers.reading.columns import as_text
from helpers.reading.dates import read_dates
from helpers.reading.finding import printable
from helpers.reading.headers import AMOUNT, likeness, place_among, says_rate
from helpers.reading.numbers import read_numbers
from helpers.reading.raw import read_raw
from helpers.reading.settings import near
from helpers.schema import TABLES
from helpers.words import _

STANDARD = (*TABLES["orders"].names, AMOUNT)
SAMPLE_ROWS = 2000
LEAST = 0.5
# So near are numbers that are one, on so many lines, of so many products at least.
SLACK, MOST, PRODUCTS = 0.02, 0.9, 3

_KINDS = {column.name: column.kind for column in TABLES["orders"].columns} | {AMOUNT: "number"}


@dataclass(frozen=True)
class Guess:
    """Which column is which and how sure that is (0–1; 1 where it was said), with cells of every column.

    problems: what must be said before the file can be a case. hints: what is worth a second look. settings:
    what case.toml says besides the map.
    """

    files: tuple[Path, ...]
    map: dict[str, str]
    confidence: dict[str, float]
    samples: dict[str, list[str]]
    problems: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    settings: dict[str, object] = field(default_factory=dict)


def guess_columns(files: Path | Sequence[Path], mapping: Mapping[str, str] | None = None) -> Guess:
    """The column map of raw order files with one layout; `mapping` (standard = theirs) settles what it names.

    What a file lacks is made where it can be: quantity 1, one order a customer a day, unit_price from a line
    total. `problems` says what cannot. Raises CaseError where a file cannot be read or `mapping` names what
    is not there.
    """
    paths = (files,) if isinstance(files, Path) else tuple(files)
    said = dict(mapping or {})
    raw, layout = _raw(paths, said)
    cells = raw.head(SAMPLE_ROWS)
    _check_said(said, cells)
    confidence, found = dict.fromkeys(said, 1.0), dict(said)
    for sure, _rank, name, theirs in sorted(_candidates(cells), key=lambda pair: (-pair[0], pair[1])):
        if name not in found and theirs not in found.values():
            found[name], confidence[name] = theirs, sure
    problems = _problems(found, said, cells, layout)
    amount = found.get(AMOUNT, "")
    if {"unit_price", AMOUNT} <= {*found}:
        total = AMOUNT in said or _same_on_many(found, cells)
        found.pop("unit_price" if total and "unit_price" not in said else AMOUNT)
    made: dict[str, object] = {"order_id": "customer_day"} if "order_id" not in found else {}
    made |= {"quantity": 1} if "quantity" not in found else {}
    return Guess(
        files=paths,
        map={name: found[name] for name in STANDARD if name in found},
        confidence=confidence,
        samples={str(theirs): as_text(cells[theirs]).unique()[:3].tolist() for theirs in cells},
        problems=problems,
        hints=_hints(found, cells, amount),
        settings=layout | made,
    )


def _raw(paths: tuple[Path, ...], said: Mapping[str, str]) -> tuple[pd.DataFrame, dict[str, object]]:
    """The first file as it stands, whose columns all must have, and what case.toml must say of it."""
    first = _read(paths[0], header=True)
    layout: dict[str, object] = {"delimiter": "whitespace"} if first.attrs.get("whitespace") else {}
    numbers = bool(said) and all(theirs.isdigit() and theirs not in first for theirs in said.values())
    if numbers or _looks_like_data(first.columns):
        first, layout = _read(paths[0], header=False), layout | {"header": False}
    for path in paths[1:]:
        if set(_read(path, header="header" not in layout)) != set(first):
            message = _("has other columns than {first}").format(first=paths[0].name)
            raise refused(message, _("Make a case of each."), file=path.name)
    return first, layout


def _read(path: Path, *, header: bool) -> pd.DataFrame:
    """One file, or CaseError."""
    notes = Notes("orders", path.name)
    raw = read_raw(path, FileSettings(path=path.name, header=header), notes)
    if raw is None:
        raise CaseError(notes.findings)
    return raw


def _looks_like_data(header: pd.Index) -> bool:
    """Whether the first row is no header: two of its cells or more are numbers or dates."""
    cells = pd.Series(list(header), dtype=str)
    return int(_readable(cells, "number").sum()) >= 2 or int(_readable(cells, "stamp").sum()) >= 2


def _readable(cells: pd.Series, kind: str) -> pd.Series:
    """Which cells hold something of that kind."""
    if kind == "number":
        numbers = read_numbers(cells)
        return numbers.values.notna() | numbers.ambiguous
    dates = read_dates(cells, timezone="UTC", **cells.attrs.get("dates", {}))
    return dates.values.notna() | dates.ambiguous


def _check_said(said: Mapping[str, str], cells: pd.DataFrame) -> None:
    """CaseError where the map names a column that there is not."""
    for name, theirs in said.items():
        if name not in STANDARD:
            raise refused(_("orders have no column “{name}”").format(name=name), near(name, list(STANDARD)))
        if theirs not in cells:
            message = _("the file has no column “{theirs}”").format(theirs=theirs)
            raise refused(message, near(theirs, list(cells.columns)))


def _candidates(cells: pd.DataFrame) -> list[tuple[float, int, str, str]]:
    """(how sure, how far back, standard name, theirs) for every pair that may go together by header and
    cells."""
    pairs = []
    for theirs in cells:
        text = as_text(cells[theirs])
        text.attrs = cells.attrs
        filled = text.str.strip() != ""
        for name in STANDARD:
            sure = likeness(str(theirs), name)
            if sure and _KINDS[name] in ("number", "stamp") and filled.any():
                sure *= float(_readable(text, _KINDS[name])[filled].mean())
            if sure >= LEAST and not (name == "discount" and _is_rate(str(theirs), text)):
                pairs.append((sure, place_among(str(theirs), name), name, str(theirs)))
    return pairs


def _is_rate(header: str, text: pd.Series) -> bool:
    """Whether a discount column holds rates (0.1, 10%) and not money; a line's discount must be money."""
    values = read_numbers(text).values
    fractions = values.dropna().between(0, 1).all() and values.between(0, 1, inclusive="neither").any()
    return bool(fractions or says_rate(header) or text.str.contains("%", regex=False).any())


def _numbers(found: Mapping[str, str], cells: pd.DataFrame, *names: str) -> pd.DataFrame:
    """Columns of the map as numbers, missing where they are none."""
    return pd.DataFrame({name: read_numbers(as_text(cells[found[name]])).values for name in names})


def _same_on_many(found: Mapping[str, str], cells: pd.DataFrame) -> bool:
    """Whether the price is the amount of the line even where several pieces are on it: then it is a total."""
    if "quantity" not in found:
        return False
    lines = _numbers(found, cells, "quantity", "unit_price", AMOUNT).dropna()
    many = lines[(lines["quantity"].abs() > 1) & (lines[AMOUNT] != 0)]
    return bool(len(many) and ((many["unit_price"] / many[AMOUNT] - 1).abs() < SLACK).mean() > MOST)


def _grows_with_quantity(found: Mapping[str, str], cells: pd.DataFrame) -> bool:
    """Whether prices are line totals by the look of them: of one product, twice as much for twice as many."""
    lines = _numbers(found, cells, "quantity", "unit_price").assign(product=cells[found["product_id"]])
    lines = lines[(lines["quantity"] > 0) & (lines["unit_price"] > 0)]
    lines["of_one"] = lines["unit_price"] / lines["quantity"]
    products = lines.groupby("product")[["quantity", "unit_price", "of_one"]]
    spread = products.max() / products.min()
    several = spread[spread["quantity"] >= 2]
    grows = (several["of_one"] < 1 + SLACK) & (several["unit_price"] >= 2 - SLACK)
    return bool(len(several) >= PRODUCTS and grows.mean() > MOST)


def _hints(found: Mapping[str, str], cells: pd.DataFrame, amount: str) -> tuple[str, ...]:
    """What is worth a second look: discounts that are rates, prices that look like totals of lines.

    amount: the column of line totals, "" where there is none.
    """
    rate = _(
        "“{theirs}” looks like a rate, and `discount` is money off the whole line. Make a column of quantity "
        '× price × rate (÷ 100, if it is in per cent) and name that: --map "discount=…"'
    )
    instead = _('; or, if “{amount}” is the total after discount: --map "amount={amount}"')
    unused = [str(theirs) for theirs in cells if theirs not in found.values()]
    like = [theirs for theirs in unused if likeness(theirs, "discount") >= LEAST]
    # Of a total after discount nothing is to be taken off.
    taken = [found["discount"]] if "discount" in found else like if found.get(AMOUNT) != amount else []
    hints = [
        rate.format(theirs=printable(theirs)) + instead.format(amount=printable(amount)) * (amount in unused)
        for theirs in taken
        if _is_rate(theirs, as_text(cells[theirs]))
    ]
    if {"unit_price", "quantity", "product_id"} <= {*found} and _grows_with_quantity(found, cells):
        total = _(
            "“{theirs}” grows with the quantity, so it looks like the total of a line, not the price of one. "
            'If so: --map "amount={theirs}"'
        )
        hints.append(total.format(theirs=printable(found["unit_price"])))
    return tuple(hints)


def _problems(
    found: Mapping[str, str], said: Mapping[str, str], cells: pd.DataFrame, layout: Mapping[str, object]
) -> tuple[str, ...]:
    """What must be said before the file can be a case."""
    open_names = [name for name in ("customer_id", "ordered_at") if name not in found]
    if "unit_price" not in found and AMOUNT not in found:
        open_names.append("unit_price")
    example = "2" if layout.get("header") is False else "…"
    ask = _('No column looks like {name}. Say which: --map "{name}={example}"')
    total = _(' (or, where the file has only totals of lines: --map "amount=…")')
    problems = [
        ask.format(name=name, example=example) + total * (name == "unit_price") for name in open_names
    ]
    both = {"unit_price", AMOUNT} <= {*found} - {*said} and "quantity" not in found
    if both and not cells[found["unit_price"]].equals(cells[found[AMOUNT]]):
        pieces = _(
            "There are “{price}” and “{amount}”, and no quantity. If “{amount}” counts pieces: "
            '--map "quantity={amount}"; if it is the total of a line: --map "amount={amount}"; if every line '
            'is one piece: --map "unit_price={price}"'
        )
        problems.append(pieces.format(price=printable(found["unit_price"]), amount=printable(found[AMOUNT])))
    return tuple(problems)
