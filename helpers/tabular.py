"""A table as people read it: headings in words, numbers by what their column holds, long tables cut."""

import html
import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from numbers import Number
from typing import Any
from unicodedata import east_asian_width

import numpy as np
import pandas as pd

from helpers.words import _, count

Format = str | Callable[[Any], str]

LONGEST = 80  # letters in a cell
ABSENT = "–"
MIXED = 1e5  # how much larger than the smallest the largest must be to be another kind of thing
KINDS = ("text", "count", "number", "money", "percent")
# Columns of codes that are words: most_valuable is read as most valuable.
LABELS = {
    "customer_type", "value_class", "policy", "measure", "trait", "bottom", "rank_by", "attribute",
    "factor", "group", "item",
}  # fmt: skip
HEADINGS = {"zh": "中文"}
# What a column holds, by its name; the first that matches, else a number.
_MONEY = "revenue|sales|profit|margin|cost|price|spend|budget|amount|discount|gain|clv"
_BY_NAME = (
    ("text", r"(^|_)(id|year|month|period|code)$"),
    ("percent", r"(^|_)(share|rate|probability|percent|precision|recall)$|^p_alive$"),
    ("money", rf"(^|_)({_MONEY})$|_value$"),
)


def written(
    table: pd.DataFrame, *, caption: str, formats: Mapping[str, Format], rows: int
) -> tuple[str, str]:
    """A table's first `rows` as HTML and as plain text."""
    parts = _written(table, formats, rows)
    return _html(*parts, caption=caption), _text(*parts, caption=caption)


def _html(heads: list[str], body: list[list[str]], right: list[bool], more: int, *, caption: str) -> str:
    """The table as HTML a screen reader can walk: caption, column and row headers, everything escaped."""
    lines = ["<table>"]
    if caption:
        lines.append(f'<caption style="text-align: left">{html.escape(caption)}</caption>')
    sides = ["right" if numbers else "left" for numbers in right]
    lines.append(f"<thead><tr>{_row(heads, sides, ['col'] * len(heads))}</tr></thead>\n<tbody>")
    scopes = ["row", *[""] * (len(heads) - 1)]
    lines.extend(f"<tr>{_row(cells, sides, scopes)}</tr>" for cells in body)
    if more:
        lines.append(f'<tr><td colspan="{len(heads)}">{html.escape(_more(more))}</td></tr>')
    return "\n".join([*lines, "</tbody></table>"])


def _text(heads: list[str], body: list[list[str]], right: list[bool], more: int, *, caption: str) -> str:
    """The table as plain text, the same whatever the width of the terminal."""
    columns = list(zip(heads, *body, strict=True))
    widths = [max(map(_width, column)) for column in columns]
    lines = ["  ".join(map(_padded, line, widths, right)).rstrip() for line in zip(*columns, strict=True)]
    return "\n".join([caption] * bool(caption) + lines + [_more(more)] * bool(more))


def heading(name: object) -> str:
    """A column's name in words.

    >>> heading("days_since_last"), heading(("revenue", 2025))
    ('Days since last', 'Revenue · 2025')
    """
    if name in HEADINGS:
        return HEADINGS[str(name)]
    if isinstance(name, tuple):
        return " · ".join(heading(part) for part in name)
    words = _line(name).replace("_", " ")
    # A translator finds these words in data/README.md, not here.
    return _(words[:1].upper() + words[1:]) if words else ""


def _written(
    table: pd.DataFrame, formats: Mapping[str, Format], rows: int
) -> tuple[list[str], list[list[str]], list[bool], int]:
    """Headings, rows of cells, which columns stand to the right, and how many rows are left out."""
    whole = table if isinstance(table.index, pd.RangeIndex) else _with_index(table)
    part = whole.head(rows)
    columns, right = [], []
    for at, name in enumerate(whole.columns):
        values = part.iloc[:, at]
        write = _writer(name, values, formats.get(str(name), ""))
        columns.append([ABSENT if _missing(value) else _line(write(value)) for value in values])
        right.append(values.dtype.kind in "iuf")
    body = [list(cells) for cells in zip(*columns, strict=True)] if columns else []
    return [heading(name) for name in whole.columns], body, right, len(whole) - len(part)


def _with_index(table: pd.DataFrame) -> pd.DataFrame:
    index = table.index.to_frame(index=False)
    index.columns = ["" if name is None else name for name in table.index.names]
    return pd.concat([index, table.reset_index(drop=True)], axis=1)


def _writer(name: object, values: pd.Series, wanted: Format) -> Callable[[Any], str]:
    """How to write the values of this column."""
    if callable(wanted):
        return wanted
    kind = wanted or next((kind for kind, pattern in _BY_NAME if re.search(pattern, str(name))), "number")
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise ValueError(
            f"column {name}: there is no format '{kind}'. Known: {known}, or a function of a value."
        )
    if name in LABELS:
        return lambda value: str(value).replace("_", " ")
    spec = _spec(kind, values) if values.dtype.kind in "iuf" else ""
    return lambda value: _cell(value, spec)


def _spec(kind: str, numbers: pd.Series) -> str:
    """The format of a column of numbers: the same decimals in every row, so that the eye can compare."""
    sizes = np.abs(numbers.to_numpy(dtype=float, na_value=math.nan))
    sizes = sizes[(sizes > 0) & (sizes < math.inf)]
    if kind == "text" or not sizes.size:
        return ".15g"
    if kind == "percent":
        return ".1%"
    whole = kind == "count" or numbers.dtype.kind in "iu" or bool((sizes % 1 == 0).all())
    if kind == "money":
        return ",.0f" if whole or sizes.max() >= 100 else ",.2f"
    if not whole and sizes.max() >= MIXED * sizes.min() and sizes.min() < 1:
        return ""
    decimals = 0 if whole else min(max(2 - math.floor(math.log10(sizes.min())), 0), 3)
    return f",.{decimals}f"


def _cell(value: Any, spec: str) -> str:
    if isinstance(value, bool | np.bool_):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == datetime.min.time() else "%Y-%m-%d %H:%M")
    if not isinstance(value, Number):
        return str(value)
    # A column that holds counts beside shares: each number as its own size asks.
    size = abs(float(str(value)))
    own = spec or (",.0f" if size.is_integer() or size >= 1000 else ",.3g")
    return format(value, own).replace("-", "−")


def _line(value: object) -> str:
    """Text on one line, cut to what a cell can hold."""
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _missing(value: object) -> bool:
    return (
        value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value))
    )


def _more(number: int) -> str:
    return _("… and 1 more row") if number == 1 else _("… and {n} more rows").format(n=count(number))


def _row(cells: list[str], sides: list[str], scopes: list[str]) -> str:
    """Cells of one row; one with a scope is the header of its column or row."""
    html_cells = []
    for cell, side, scope in zip(cells, sides, scopes, strict=True):
        tag, of = ("th", f' scope="{scope}"') if scope else ("td", "")
        html_cells.append(f'<{tag}{of} style="text-align: {side}">{html.escape(cell)}</{tag}>')
    return "".join(html_cells)


def _padded(text: str, width: int, right: bool) -> str:
    gap = " " * (width - _width(text))
    return gap + text if right else text + gap


def _width(text: str) -> int:
    """Columns a text takes in a terminal: a Chinese character takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
