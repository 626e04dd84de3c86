"""Pictures that return in every lesson: the four purchase elements, and the nine steps as one loop."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.figures.base import Described, axis_words, need, nothing, page, plain, rows, ticks
from helpers.figures.labels import beside
from helpers.style import BLUE, FAINT, HEAT, INK, LOSS, MUTED, PAPER, styled
from helpers.words import _, listed, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ELEMENTS = (
    (_("know"), _("present")),
    (_("need"), _("uncover needs")),
    (_("trust"), _("build trust")),
    (_("be satisfied"), _("exceed expectations")),
)  # what must be true of a buyer, and the force by which a seller gets there
STEPS = (
    *(_("choose"), _("study needs"), _("position"), _("mix"), _("win")),
    *(_("keep"), _("win back"), _("remember"), _("close the loop")),
)
# What each step does for each element: 2 works on it, 1 helps, 0 does not touch it. A reading of the sources.
SERVES = (
    (0, 2, 0, 0),
    (0, 2, 1, 0),
    (2, 1, 0, 0),
    (1, 2, 0, 0),
    (1, 1, 2, 0),
    (0, 0, 1, 2),
    (0, 0, 2, 1),
    (0, 1, 1, 2),
    (1, 1, 1, 1),
)
LEVELS = ("", _("this step helps"), _("this step works on it"))


@styled()
def gauge(step: int) -> Described:
    """The four purchase elements, which multiply, and which of them step 1–9 works on."""
    serves = SERVES[_checked(step) - 1]
    figure = page(height=1.7)
    axes = _blank(figure, (0, 4), (0, 1))
    for at, ((element, force), level) in enumerate(zip(ELEMENTS, serves, strict=True)):
        _chip(axes, at, element, level)
        axes.text(at + 0.5, 0.2, force, ha="center", va="center", color=INK if level else MUTED, fontsize=9.5)
        axes.text(
            at + 0.5,
            0.05,
            LEVELS[level],
            ha="center",
            va="center",
            color=BLUE.words,
            fontsize=8.5,
        )
        if at:
            axes.text(at, 0.5, "×", ha="center", va="center", color=MUTED, fontsize=14)
    title = _("Step {step} · {name}").format(step=step, name=STEPS[step - 1])
    axes.text(0.11, 0.88, title, va="center", fontweight="bold", fontsize=11.5)
    return Described(figure, _gauge_sentence(step, serves))


@styled()
def loop(step: int) -> Described:
    """The nine steps as one loop, with step 1–9 marked."""
    from matplotlib.patches import Ellipse

    _checked(step)
    figure = page(height=3.7)
    axes = _blank(figure, (-1.9, 1.9), (-1.14, 1.42))
    axes.add_patch(Ellipse((0, 0), 2.3, 2, fill=False, ec=FAINT, lw=5))
    for number, name in enumerate(STEPS, start=1):
        angle = np.pi / 2 - 2 * np.pi * (number - 1) / len(STEPS)
        x, y, here = 1.15 * np.cos(angle), np.sin(angle), number == step
        axes.plot(
            x, y, "o", ms=27 if here else 21, mfc=BLUE.colour if here else PAPER, mec=BLUE.colour, mew=1.6
        )
        axes.text(
            x,
            y,
            str(number),
            ha="center",
            va="center_baseline",
            color=PAPER if here else INK,
            fontweight="bold",
        )
        side = "center" if abs(x) < 0.1 else "left" if x > 0 else "right"
        shift = (0, 20) if side == "center" else (19 if x > 0 else -19, 0)
        axes.annotate(
            name, (x, y), shift, textcoords="offset points", ha=side,
            va="bottom" if side == "center" else "center", color=BLUE.words if here else INK,
            fontweight="bold" if here else "normal", fontsize=10.5,
        )  # fmt: skip
    _arrows(axes)
    axes.text(
        0,
        0.08,
        _("one firm, one loop"),
        ha="center",
        va="center",
        color=INK,
        fontweight="bold",
        fontsize=11.5,
    )
    axes.text(0, -0.14, _("what step 1 promises, step 9 measures"), ha="center", va="center", color=MUTED)
    return Described(figure, _loop_sentence(step))


@styled()
def gates(table: pd.DataFrame) -> Described:
    """The gates before a purchase, as they are and with one shut.

    table: element, chance, without (0–1), as `start.gate_table` returns it; the last row is the purchase.
    """
    need(table, "element", "chance", "without", of="gates")
    if table.empty:
        return nothing(_("There are no gates."))
    names = [plain(name) for name in table["element"]]
    figure, (axes,) = rows(names)
    for row, (chance, without) in enumerate(zip(table["chance"], table["without"], strict=True)):
        axes.barh(-row + 0.17, chance, height=0.3, color=BLUE.colour)
        axes.barh(-row - 0.17, without, height=0.3, color=PAPER, edgecolor=LOSS.colour, hatch=LOSS.hatch)
        beside(axes, (chance, -row + 0.17), percent(chance), (5, 0), BLUE.words)
        if without != chance:
            beside(axes, (without, -row - 0.17), percent(without), (5, 0), LOSS.words)
    axes.axhline(1.5 - len(names), color=MUTED, lw=1)
    axes.set_xlim(0, 1.08)
    ticks(axes.xaxis, percent)
    under = _("chance of each, and of the purchase; hatched: with one gate shut")
    axis_words(axes, title=_("The chances multiply"), under=under)
    return Described(figure, _gates_sentence(table, names))


def _checked(step: int) -> int:
    if step not in range(1, len(STEPS) + 1):
        raise ValueError(
            _("There are steps 1 to {last}; there is no step {step}.").format(last=len(STEPS), step=step)
        )
    return step


def _blank(figure: "Figure", x: tuple[float, float], y: tuple[float, float]) -> "Axes":
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=x, ylim=y)
    return axes


def _chip(axes: "Axes", at: int, element: str, level: int) -> None:
    """The element in a box: full, tinted or empty as the step works on it, helps or does not."""
    from matplotlib.patches import FancyBboxPatch

    fill, words = ((PAPER, MUTED), (HEAT[1], INK), (BLUE.colour, PAPER))[level]
    box = FancyBboxPatch(
        (at + 0.11, 0.36), 0.78, 0.3, boxstyle="round,pad=0,rounding_size=0.06", fc=fill,
        ec=BLUE.colour if level else FAINT, lw=1.6, mutation_aspect=0.8,
    )  # fmt: skip
    axes.add_patch(box)
    axes.text(
        at + 0.5, 0.5, element, ha="center", va="center_baseline", color=words, fontweight="bold", fontsize=11
    )


def _arrows(axes: "Axes") -> None:
    """Small heads on the loop, half way between the steps, that say which way it turns."""
    for number in range(len(STEPS)):
        angle = np.pi / 2 - 2 * np.pi * (number + 0.5) / len(STEPS)
        along = np.array([1.15 * np.sin(angle), -np.cos(angle)]) * 0.01
        at = np.array([1.15 * np.cos(angle), np.sin(angle)])
        axes.annotate(
            "",
            tuple(at + along),
            tuple(at - along),
            arrowprops={"arrowstyle": "-|>", "color": MUTED, "mutation_scale": 13},
        )


def _gauge_sentence(step: int, serves: tuple[int, ...]) -> str:
    main = [at for at, level in enumerate(serves) if level == 2]
    helped = [at for at, level in enumerate(serves) if level == 1]
    told = {"step": step, "name": STEPS[step - 1], "helped": listed([ELEMENTS[at][0] for at in helped])}
    if not main:
        return _("Step {step}, {name}, helps every element: {helped}.").format(**told)
    element, force = ELEMENTS[main[0]]
    told |= {"element": element, "force": force}
    if helped:
        text = _("Step {step}, {name}, works on “{element}”, by the force “{force}”, and helps {helped}.")
    else:
        text = _("Step {step}, {name}, works on “{element}”, by the force “{force}”.")
    return text.format(**told)


def _loop_sentence(step: int) -> str:
    told = {"step": step, "name": STEPS[step - 1], "next": step % len(STEPS) + 1}
    told["after"] = STEPS[step % len(STEPS)]
    text = _("You are at step {step} of nine, {name}; what it decides goes to step {next}, {after}.")
    if step == len(STEPS):
        text = _(
            "You are at step {step} of nine, {name}: it measures what step 1 promised, and the loop goes on."
        )
    return text.format(**told)


def _gates_sentence(table: pd.DataFrame, names: list[str]) -> str:
    chance, without = table["chance"].to_numpy(dtype=float), table["without"].to_numpy(dtype=float)
    each = [
        _("{name} {chance}").format(name=name, chance=percent(c))
        for name, c in zip(names, chance, strict=True)
    ]
    shut = [name for name, before, after in zip(names[:-1], chance, without, strict=False) if before != after]
    text = _("With {gates} the chance of a purchase is {whole}")
    sentence = text.format(gates=listed(each[:-1]), whole=percent(chance[-1]))
    if shut:
        text = _("; without {shut} it is {rest}")
        sentence += text.format(shut=listed(shut), rest=percent(without[-1]))
    return sentence + "."
