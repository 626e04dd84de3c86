"""One look for every figure: five colours that colour-blind readers can tell apart, and never colour alone.

Nothing here touches matplotlib's settings at import; a figure is drawn, and rendered, inside `styled()`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

PAPER = "#FFFFFF"
INK = "#1B1B2B"
MUTED = "#5F6270"  # axis words and notes: 6:1 on paper
FAINT = "#DADCE4"  # grid and frames; carries no meaning


@dataclass(frozen=True)
class Series:
    """How one series looks. `words` is `colour` dark enough for text (4.5:1 on paper)."""

    colour: str
    words: str
    marker: str
    line: str
    hatch: str


DARK = Series("#1B1B2B", "#1B1B2B", "s", "-", "")
BLUE = Series("#3350C8", "#3350C8", "D", "-", "///")
ORANGE = Series("#D26A00", "#A85200", "o", "--", "...")
TEAL = Series("#0A9F78", "#067457", "^", "-.", "xxx")
PLUM = Series("#86408F", "#86408F", "v", ":", "\\\\\\")
SERIES = (DARK, BLUE, ORANGE, TEAL, PLUM)

TIERS = {"platinum": DARK, "diamond": BLUE, "gold": ORANGE, "wood": TEAL}
GAIN, LOSS = BLUE, ORANGE

HEAT = ("#F3F5FD", "#B9C4F0", "#6F84DE", "#3350C8", "#16205E")  # little to much, lightness falling evenly

WIDTH, HEIGHT, DPI = 7.2, 4.0, 110  # inches; 792 pixels, about the width of a notebook's column

# For customers' names, where the machine has one of these; the course's own words need none.
EAST_ASIAN = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)

_RC: dict[str, Any] = {
    "font.size": 10,
    "text.color": INK,
    "text.parse_math": False,  # a dollar sign in a customer's name is a dollar sign
    "figure.dpi": DPI,
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": MUTED,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11.5,
    "axes.titleweight": "bold",
    "axes.titlepad": 12,
    "axes.axisbelow": True,
    "grid.color": FAINT,
    "grid.linewidth": 0.8,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "lines.linewidth": 2.2,
    "hatch.linewidth": 0.8,
}


@cache
def fonts() -> list[str]:
    """The font that matplotlib brings, and the first East Asian one that is installed."""
    from matplotlib.font_manager import fontManager

    installed = {font.name for font in fontManager.ttflist}
    return ["DejaVu Sans", *[name for name in EAST_ASIAN if name in installed][:1]]


@contextmanager
def styled() -> Iterator[None]:
    """The course's look while a figure is drawn; the reader's own matplotlib settings wait outside.

    Works as a decorator too: `@styled()`.
    """
    from matplotlib import rcParams

    # What matplotlib has checked once goes in and out unchecked: checking takes as long as a small plot.
    settings: Any = rcParams
    waiting = dict.copy(settings)
    dict.update(settings, _checked())
    try:
        yield
    finally:
        dict.update(settings, waiting)


@cache
def _checked() -> dict[str, Any]:
    """All settings of the course's look, those that it leaves alone at matplotlib's own defaults."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_RC | {"font.family": fonts()})  # type: ignore[arg-type]
        return {name: value for name, value in dict.items(mpl.rcParams) if name != "backend"}


def heat_colours() -> Any:
    """The matplotlib colour map from little (near white) to much (dark blue)."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("ninesteps", HEAT)


def luminance(colour: str) -> float:
    """Relative luminance of a #RRGGBB colour, 0 (black) to 1 (white). Source: WCAG 2.2.

    >>> luminance("#000000"), luminance("#FFFFFF")
    (0.0, 1.0)
    """
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return round(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2], 6)


def contrast(one: str, other: str = PAPER) -> float:
    """Contrast ratio of two colours, 1 (none) to 21 (black on white). Source: WCAG 2.2.

    >>> contrast("#000000", "#FFFFFF")
    21.0
    """
    low, high = sorted((luminance(one), luminance(other)))
    return round((high + 0.05) / (low + 0.05), 2)


def words_on(colour: str | tuple[float, ...]) -> str:
    """Black or white, whichever reads better on a #RRGGBB colour or channels 0–1: never under 4.5:1.

    >>> words_on("#16205E"), words_on((0.95, 0.96, 0.99, 1.0))
    ('#FFFFFF', '#000000')
    """
    if not isinstance(colour, str):
        colour = "#" + "".join(f"{round(255 * channel):02X}" for channel in colour[:3])
    return max(("#000000", "#FFFFFF"), key=lambda words: contrast(words, colour))
