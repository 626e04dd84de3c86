"""Words beside what they name, where they cover nothing."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.figures.base import along
from helpers.style import BLUE, DARK, INK, MUTED, ORANGE, PAPER, PLUM, TEAL

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike

NEAR = 7  # points right or left; a label further off gets a line to its dot
# Where the middle of a label's nearer edge may stand from its dot, in points right and up, best first.
_PLACES = [(side * NEAR, up) for up in (0, -5, 5, -10, 10, -15, 15, -20, 20) for side in (1, -1)] + [
    (side * right, sign * up)
    for up in range(0, 110, 12)
    for right in (16, 60)
    for sign in (-1, 1)
    for side in (1, -1)
]
_NOWHERE = -1


def label_dots(
    axes: "Axes", dots: Sequence[tuple[float, float, str]], *, avoid: "ArrayLike | None" = None
) -> None:
    """Ring each dot (x, y in data units) and write its label where it hits no other text, no dot and no edge.

    avoid: further points (x, y in data units) that labels leave free, such as those of a curve. Call it last,
    when the limits of the axes are set. Where no place is free a label stands beside its dot all the same.
    """
    if not dots:
        return
    axes.set(xlim=axes.get_xlim(), ylim=axes.get_ylim())  # the dots drawn below must not move the others
    centres = axes.transData.transform([dot[:2] for dot in dots])
    busy = centres if avoid is None else np.concatenate([centres, axes.transData.transform(avoid)])
    for x, y, _text in dots:
        axes.plot(x, y, "o", ms=7, mfc=PAPER, mec=INK, mew=1.6, zorder=6, clip_on=False)
    taken = [text.get_window_extent() for text in axes.texts if text.get_text()]
    labels = [_label(axes, dot, _PLACES[0]) for dot in dots]
    boxes = [_boxes(label, centre) for label, centre in zip(labels, centres, strict=True)]
    frame = axes.get_window_extent()
    free = _free_of(frame, busy)
    down = np.argsort(-centres[:, 1], kind="stable").tolist()
    plans = [_arrange(boxes, order, taken, free) for order in (down, down[::-1])]
    for at, place in min(plans, key=_cost).items():
        fits = boxes[at][0].x1 <= frame.x1
        best = place if place != _NOWHERE else 0 if fits else 1
        if best:
            labels[at].remove()
            _label(axes, dots[at], _PLACES[best])


def _label(axes: "Axes", dot: tuple[float, float, str], place: tuple[int, int]) -> Any:
    line = {"arrowstyle": "-", "color": MUTED, "lw": 0.7, "shrinkB": 4, "relpos": (float(place[0] < 0), 0.5)}
    return axes.annotate(
        dot[2],
        dot[:2],
        place,
        textcoords="offset points",
        ha="left" if place[0] > 0 else "right",
        va="center",
        fontsize=9,
        zorder=7,
        path_effects=[_halo()],
        arrowprops=line if abs(place[0]) > NEAR else None,
    )


def _boxes(label: Any, centre: "np.ndarray[Any, Any]") -> list[Any]:
    """The rectangle, in pixels and with one around it, that the label would cover in each of the places."""
    from matplotlib.transforms import Bbox

    size, scale = label.get_window_extent(), label.figure.dpi / 72
    boxes = []
    for right, up in _PLACES:
        x, y = centre[0] + right * scale, centre[1] + up * scale
        left = x if right > 0 else x - size.width
        boxes.append(Bbox.from_bounds(left - 1, y - size.height / 2 - 1, size.width + 2, size.height + 2))
    return boxes


def _free_of(frame: Any, busy: "np.ndarray[Any, Any]") -> Callable[[Any], bool]:
    """Tells of a box whether it lies in the frame, give or take a few pixels, and on no busy point."""

    def free(box: Any) -> bool:
        across = frame.x0 <= box.x0 and box.x1 <= frame.x1 + 12
        return across and frame.y0 - 3 <= box.y0 and box.y1 <= frame.y1 + 3 and not box.count_contains(busy)

    return free


def _arrange(
    boxes: list[list[Any]], order: list[int], taken: list[Any], free: Callable[[Any], bool]
) -> dict[int, int]:
    """For each label, in `order`, the first place that is free and covers no label before it, or _NOWHERE."""
    placed, chosen = list(taken), {}
    for at in order:
        open_places = (
            place
            for place, box in enumerate(boxes[at])
            if free(box) and not any(box.overlaps(other) for other in placed)
        )
        chosen[at] = next(open_places, _NOWHERE)
        if chosen[at] != _NOWHERE:
            placed.append(boxes[at][chosen[at]])
    return chosen


def _cost(chosen: dict[int, int]) -> int:
    """The less, the nearer labels stand to their dots; one without a place weighs most."""
    return sum(10 * len(_PLACES) if place == _NOWHERE else place for place in chosen.values())


def _halo() -> Any:
    """White around letters, so that a line behind them does not cross them out."""
    from matplotlib.patheffects import withStroke

    return withStroke(linewidth=3, foreground=PAPER)


def beside(axes: "Axes", at: tuple[float, float], text: str, shift: tuple[float, float], colour: str) -> None:
    """Write `text` beside a point of the data, `shift` points to the right and up (negative: left, down)."""
    axes.annotate(
        text,
        at,
        shift,
        textcoords="offset points",
        ha="left" if shift[0] >= 0 else "right",
        va="bottom" if shift[1] > 0 else "top" if shift[1] < 0 else "center",
        color=colour,
        fontweight="bold",
        fontsize=9.5,
        zorder=8,
        path_effects=[_halo()],
    )


LOOKS = (BLUE, ORANGE, TEAL, PLUM, DARK)  # of lines beside one another
WORDS = 2.05  # inches on the right for their names


def named_ends(axes: "Axes", marks: Sequence[tuple[float, float, str, str]]) -> None:
    """The names of lines (x, y, name, colour) right of their ends, pushed apart where they would touch."""
    axes.margins(x=0.02, y=0.08)
    low, high = axes.get_ylim()
    step, last = (high - low) * 0.07, -np.inf
    for x, y, name, colour in sorted(marks, key=lambda mark: mark[1]):
        last = max(y, last + step)
        beside(axes, (x, last), name, (9, 0), colour)
    axes.set_ylim(low, max(high, last + step / 2))


def curve_points(x: "ArrayLike", y: "ArrayLike") -> np.ndarray[Any, Any]:
    """Points close together on the line through the given ones, for labels to keep off."""
    at, height = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    keep, between = along(len(at)), np.linspace(at[0], at[-1], 200)
    line = np.column_stack([between, np.interp(between, at, height)])
    return np.concatenate([np.column_stack([at[keep], height[keep]]), line])
