"""What every figure shares: the figure with its sentence, pages, axes, and words for numbers."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from helpers.style import HEIGHT, INK, MUTED, WIDTH, fonts
from helpers.words import _, count

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

CURVE_POINTS = 500  # about as many as a notebook's column can show
TOP = 0.62  # inches above a plot, for the title and the line under it
Named = Mapping[str, str] | None  # customer_id → the short name to write beside the dot


@dataclass(frozen=True)
class Described:
    """A figure and the sentence that says what it shows: caption, alt text, and what tests compare."""

    figure: "Figure"
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def page(*, height: float) -> "Figure":
    """An empty figure, `height` in inches, in no global register: it is forgotten when nobody holds it."""
    make, canvas = _loaded()
    figure = make(figsize=(WIDTH, height))
    canvas(figure)
    return figure


@cache
def _loaded() -> "tuple[type[Figure], type[FigureCanvasAgg]]":
    """matplotlib's Figure and canvas, without the list of properties that loading them would write into the
    help of a hundred classes: a tenth of a second at every start, for pages that nobody opens in a lesson.
    """
    from matplotlib import artist as artists

    listing, artists.kwdoc = artists.kwdoc, lambda artist: ""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    finally:
        artists.kwdoc = listing
    return Figure, FigureCanvasAgg


def single(
    *, height: float = HEIGHT, left: float = 0.65, right: float = 0.22, bottom: float = 0.52
) -> "tuple[Figure, Axes]":
    """A page with one plot and fixed margins, in inches: laying them out anew takes longer than drawing."""
    figure = page(height=height)
    box = (left / WIDTH, bottom / height, 1 - (left + right) / WIDTH, 1 - (bottom + TOP) / height)
    return figure, figure.add_axes(box)


def rows(labels: Sequence[str], *, panels: int = 1) -> "tuple[Figure, list[Axes]]":
    """A page with a row per label, the first on top, and as many plots side by side as `panels`.

    Row i stands at y = −i. The page is as high as its rows need, the margin as wide as the longest label.
    """
    texts = [
        printable(label, instead=_("row {n}").format(n=n + 1), longest=30) for n, label in enumerate(labels)
    ]
    height = TOP + 0.3 + 0.42 * max(len(texts), 1)
    left = 0.3 + 0.085 * max(map(len, texts), default=0)
    figure, gap = page(height=height), 0.45
    width = (WIDTH - left - 0.22 - gap * (panels - 1)) / panels
    plots = []
    for panel in range(panels):
        start = left + panel * (width + gap)
        axes = figure.add_axes((start / WIDTH, 0.3 / height, width / WIDTH, 1 - (TOP + 0.3) / height))
        axes.set_ylim(0.6 - len(texts), 0.6)
        axes.set_yticks(-np.arange(len(texts)), texts if panel == 0 else [""] * len(texts))
        axes.tick_params(axis="y", labelcolor=INK)
        axes.spines["left"].set_visible(False)
        axes.grid(axis="x")
        plots.append(axes)
    return figure, plots


def nothing(sentence: str) -> Described:
    """The figure of a table with nothing to plot: the sentence, where the picture would be."""
    figure = page(height=1.2)
    figure.text(0.5, 0.5, sentence, ha="center", va="center", color=MUTED, wrap=True)
    return Described(figure, sentence)


def need(table: pd.DataFrame, *columns: str, of: str) -> None:
    """Raise ValueError, in words, where the table lacks a column that figure `of` draws."""
    missing = [column for column in columns if column not in table.columns]
    if missing:
        have = ", ".join(str(column) for column in table.columns) or _("none")
        raise ValueError(
            _("figures.{of} needs a column {missing}; the table has {have}.").format(
                of=of, missing=", ".join(missing), have=have
            )
        )


def finite(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The rows in which all these columns hold a finite number."""
    known = np.isfinite(table[list(columns)].to_numpy(dtype=float)).all(axis=1)
    return table.iloc[np.flatnonzero(known)]


def thin(length: int, keep: int, *also: int) -> np.ndarray[Any, np.dtype[np.intp]]:
    """Positions, evenly spread, of about `keep` of `length` rows; first, last and those in `also` stay.

    >>> thin(10, 4, 5).tolist(), thin(3, 99).tolist()
    ([0, 3, 5, 6, 9], [0, 1, 2])
    """
    if length <= keep:
        return np.arange(length, dtype=np.intp)
    even = np.linspace(0, length - 1, keep).round().astype(np.intp)
    return np.unique(np.concatenate([even, np.array(also, dtype=np.intp)]))


def along(length: int, *also: int) -> np.ndarray[Any, np.dtype[np.intp]]:
    """Positions by which a curve is drawn: denser at both ends, where few customers make a steep line."""
    ends = np.geomspace(1, max(length, 1), CURVE_POINTS // 4).astype(int) - 1
    return thin(length, CURVE_POINTS, *ends, *(length - 1 - ends), *also)


def printable(text: object, *, instead: object = "", longest: int = 24) -> str:
    """`text` on one line, cut to `longest`; or `instead` where the fonts at hand lack one of its letters.

    >>> printable("Maple\\n& Finch"), printable("\\uffff", instead="C00006"), printable("x" * 30, longest=5)
    ('Maple & Finch', 'C00006', 'xxxx…')
    """
    line = " ".join(str(text).split())
    if not all(any(ord(letter) in _letters(font) for font in fonts()) for letter in line):
        line = " ".join(str(instead).split()).encode("ascii", "replace").decode()
    return line if len(line) <= longest else line[: longest - 1] + "…"


@cache
def _letters(font: str) -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont(font)).get_charmap())


def named_rows(table: pd.DataFrame, named: Named) -> list[tuple[int, str]]:
    """(position, label) of each row of `table` whose customer_id has a name; other names are left out."""
    if not named:
        return []
    ids = table["customer_id"].astype(str)
    rows = np.flatnonzero(ids.isin(set(named)).to_numpy())
    return [(int(row), printable(named[ids.iloc[row]], instead=ids.iloc[row])) for row in rows]


def axis_words(axes: "Axes", *, title: str, under: str, x: str = "") -> None:
    """Title, the line under it (what stands upright, or what is shown), and the name of the axis along."""
    axes.set_title(title, y=1, pad=24)  # y is said: else matplotlib looks for room above every tick
    axes.set_xlabel(x)
    axes.annotate(under, (0, 1), (0, 8), textcoords="offset points", xycoords="axes fraction", color=MUTED)


def ticks(axis: Any, write: Callable[[float], str]) -> None:
    """Write the axis's ticks with `write`."""
    axis.set_major_formatter(lambda value, _position: write(value))


def room(axes: "Axes", low: float, high: float) -> None:
    """Limits along that leave room for a number at both ends of what is drawn, unless an end is zero."""
    pad = 0.13 * (high - low) or 1.0
    axes.set_xlim(low - (pad if low else 0), high + (pad if high else 0))


def signed(share: float) -> str:
    """A difference in per cent, with its sign.

    >>> signed(0.12), signed(-0.5), signed(0.0)
    ('+12%', '−50%', '0%')
    """
    return f"{100 * share:+.0f}%".replace("-", "−") if round(100 * share) else "0%"


def short(amount: float) -> str:
    """An amount short enough for an axis.

    >>> [short(amount) for amount in (0, 950, -1200, 45_000, 1_500_000)]
    ['0', '950', '−1.2k', '45k', '1.5M']
    """
    sign = "−" if amount < 0 else ""
    for unit, letter in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(amount) >= unit:
            return f"{sign}{abs(amount) / unit:.3g}{letter}"
    return f"{sign}{abs(amount):.3g}"


def plain(name: object) -> str:
    """The name of a column or category as words.

    >>> plain("small_retailer")
    'small retailer'
    """
    words = str(name).replace("_", " ")
    # A translator finds these words in data/README.md, not here. To "" gettext answers with its header.
    return _(words) if words else ""


def customers(number: int) -> str:
    """So many customers, in words.

    >>> customers(1), customers(3012)
    ('1 customer', '3,012 customers')
    """
    return _("1 customer") if number == 1 else _("{n} customers").format(n=count(number))


def spread_scale(axes: "Axes", which: str, values: pd.Series) -> None:
    """A logarithmic axis `which` ("x" or "y") where `values` span decades, on both sides of zero if need be.

    At most five decades a side are told apart; what is smaller lies in the linear stretch around zero.
    """
    axis, set_scale = (axes.xaxis, axes.set_xscale) if which == "x" else (axes.yaxis, axes.set_yscale)
    ticks(axis, short)
    sizes = values[values != 0].abs()
    if sizes.empty or sizes.max() < 50 * sizes.min():
        return
    top = math.floor(math.log10(sizes.max()))
    low = max(math.floor(math.log10(sizes.quantile(0.1))), top - 4)
    decades = 10.0 ** np.arange(low, top + 1)
    if values.min() > 0:
        set_scale("log")
        axis.set_ticks(decades)
    else:
        set_scale("symlog", linthresh=decades[0])
        steps = decades[::-1][:: 1 if values.min() == 0 or len(decades) < 4 else 2]
        axis.set_ticks([*-steps, 0, *steps[::-1]] if values.min() < 0 else [0, *steps[::-1]])
    axis.set_ticks([], minor=True)
    ticks(axis, short)


def each_step(axis: Any) -> str:
    """One step of an axis that `spread_scale` has made logarithmic, in words: "ten times"; else empty."""
    marks = sorted(mark for mark in axis.get_ticklocs() if mark > 0)
    if axis.get_scale() == "linear" or len(marks) < 2:
        return ""
    times = {10: _("ten times"), 100: _("a hundred times")}
    found = round(marks[-1] / marks[-2])
    return times.get(found, _("{n} times").format(n=count(found)))
