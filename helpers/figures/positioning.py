"""The perceptual map: brands, the words for them, what segments wish for, gaps, and how sure all that is."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from helpers.figures.base import Described, axis_words, need, nothing, plain, printable, single
from helpers.figures.labels import label_dots
from helpers.style import BLUE, DARK, FAINT, ORANGE, PAPER, PLUM, TEAL, styled
from helpers.words import _, listed, money, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Points = np.ndarray[Any, np.dtype[np.float64]]
KINDS = {"row": "brand", "column": "word"}
OUTLINE = 60  # points of an ellipse
CHI2_95 = 5.991465


@styled()
def perceptual_map(  # noqa: PLR0913 – layers of one map, each optional
    points: pd.DataFrame,
    *,
    us: str = "",
    explained: float | None = None,
    gaps: pd.DataFrame | None = None,
    ellipses: pd.DataFrame | None = None,
    truth: pd.DataFrame | None = None,
    currency: str = "",
    things: str = "brands",
) -> Described:
    """Brands as squares, words as arrows from the middle, ideals as circles, gaps as letters.

    points: point, kind (brand or row, word or column, ideal), x, y. us: our brand. explained: what fraction
    of the differences the two axes show. gaps: gap, x, y, wanted_by, market (money a year). ellipses:
    point, x, y, var_x, var_y, cov_xy (95%). truth: point, x, y of the brands as the simulation has them:
    crosses.
    """
    need(points, "point", "kind", "x", "y", of="perceptual_map")
    known = points.assign(kind=points["kind"].replace(KINDS)).reset_index(drop=True)
    brands = known[known["kind"] == "brand"]
    if brands.empty:
        return nothing(_("There are no brands to place."))
    figure, axes = single(height=5.4, left=0.35, right=0.35, bottom=0.5)
    _frame(axes, known, gaps)
    axes.axhline(0, color=FAINT, lw=1, zorder=0)
    axes.axvline(0, color=FAINT, lw=1, zorder=0)
    if ellipses is not None:
        _outlines(axes, ellipses, us)
    if truth is not None:
        axes.plot(truth["x"], truth["y"], "x", color=PLUM.colour, ms=9, mew=2, ls="", zorder=8)
    for x, y in known.loc[known["kind"] == "word", ["x", "y"]].to_numpy(dtype=float):
        axes.plot([0, x], [0, y], color=TEAL.colour, lw=0.9, ls=":", zorder=1)
    busy = [_gap_marks(axes, gaps), _edges(axes, known), _layers(ellipses, truth)]
    _labelled(axes, known, us, avoid=np.concatenate(busy))
    under = _("near means described alike; a word pulls in the direction of its line")
    if explained is not None:
        under = _("{share} of the differences shown; near means described alike").format(
            share=percent(explained)
        )
    title = _("How buyers see the brands") if things == "brands" else _("Which {things} are alike")
    axis_words(axes, title=title.format(things=things), under=under, x=_legend(known, gaps, truth, things))
    axes.set_xticks([])
    axes.set_yticks([])
    sentence = _gap_sentence(gaps, currency) or _sure_sentence(ellipses, truth)
    return Described(figure, sentence or _sentence(brands, us, explained, things))


def _frame(axes: "Axes", known: pd.DataFrame, gaps: pd.DataFrame | None) -> None:
    """Limits that hold all points, one scale for both axes: two scales would lie about distance."""
    parts = [known[["x", "y"]], pd.DataFrame({"x": [0.0], "y": [0.0]})]
    parts += [gaps[["x", "y"]]] if gaps is not None and len(gaps) else []
    places = pd.concat(parts).to_numpy(dtype=float)
    middle, half = (places.max(axis=0) + places.min(axis=0)) / 2, np.ptp(places, axis=0) / 2 * 1.2 + 0.05
    box = axes.get_window_extent()
    shape = box.width / box.height
    tall = max(float(half[1]), float(half[0]) / shape)
    axes.set_xlim(middle[0] - tall * shape, middle[0] + tall * shape)
    axes.set_ylim(middle[1] - tall, middle[1] + tall)


def _labelled(axes: "Axes", known: pd.DataFrame, us: str, *, avoid: Points) -> None:
    """Labels where they cover nothing, then the mark of each kind over the ring that labelling leaves."""
    looks = {
        "brand": (DARK.marker, DARK.colour, DARK.words, 7),
        "word": ("o", TEAL.colour, TEAL.words, 3.5),
        "ideal": (ORANGE.marker, PAPER, ORANGE.words, 7),
    }
    rows = [_place(row, "point", str(row["kind"])) for row in known.to_dict("records")]
    dots = [(x, y, printable(plain(name) if kind == "ideal" else name)) for x, y, name, kind in rows]
    label_dots(axes, dots, avoid=avoid)
    # By place, not by text: two long names may be cut to the same letters.
    colours = {(x, y): BLUE.words if name == us else looks[kind][2] for x, y, name, kind in rows}
    for text in axes.texts:
        text.set_color(colours.get(getattr(text, "xy", (np.nan, np.nan)), PLUM.words))
    for x, y, name, kind in rows:
        marker, face, edge, size = looks[kind]
        if kind == "brand" and name == us:
            marker, face, edge = BLUE.marker, BLUE.colour, BLUE.colour
        if kind == "word":
            axes.plot(x, y, "o", ms=8, color=PAPER, zorder=6.1, clip_on=False)  # over the ring
        axes.plot(x, y, marker, ms=size, mfc=face, mec=edge, mew=1.8, zorder=6.2, clip_on=False)


def _place(row: dict[Any, Any], name: str, kind: str) -> tuple[float, float, str, str]:
    return float(row["x"]), float(row["y"]), str(row[name]), kind


def _edges(axes: "Axes", known: pd.DataFrame) -> Points:
    """Points left, right, above and below each dot: labels keep off the marks, not only off their centres."""
    centres = axes.transData.transform(known[["x", "y"]].to_numpy(dtype=float))
    around = np.array([(-6, 0), (6, 0), (0, 6), (0, -6)])
    inverse = axes.transData.inverted()
    return np.asarray(inverse.transform((centres[:, None] + around).reshape(-1, 2)), dtype=float)


def _gap_marks(axes: "Axes", gaps: pd.DataFrame | None) -> Points:
    """Draw each gap as a letter in a ring; gives points all over the rings, for labels to keep off."""
    width = float(np.ptp(axes.get_xlim()))
    points = [np.empty((0, 2))]
    for row in [] if gaps is None else gaps.to_dict("records"):
        x, y = float(row["x"]), float(row["y"])
        axes.plot(x, y, "o", ms=15, mfc=PAPER, mec=PLUM.colour, mew=1.8, zorder=3, clip_on=False)
        letter = axes.text(x, y, str(row["gap"]), color=PLUM.words, fontsize=9.5, zorder=4)
        letter.set(ha="center", va="center_baseline")
        points.append(_circle(12) * width * 0.022 + np.array([x, y]))
    return np.concatenate(points)


def _layers(ellipses: pd.DataFrame | None, truth: pd.DataFrame | None) -> Points:
    """The edges of ellipses and the places of crosses."""
    parts = [np.empty((0, 2))]
    parts += [] if truth is None else [truth[["x", "y"]].to_numpy(dtype=float)]
    parts += [] if ellipses is None else [_edge(row)[::4] for row in ellipses.to_dict("records")]
    return np.concatenate(parts)


def _circle(points: int) -> Points:
    angle = np.linspace(0, 2 * np.pi, points)
    return np.column_stack([np.cos(angle), np.sin(angle)])


def _edge(row: dict[Any, Any]) -> Points:
    """The 95% ellipse of one brand as a closed line."""
    cov = np.array([[row["var_x"], row["cov_xy"]], [row["cov_xy"], row["var_y"]]], dtype=float)
    sizes, turn = np.linalg.eigh(cov)
    middle = np.array([row["x"], row["y"]], dtype=float)
    return np.asarray(middle + _circle(OUTLINE) * np.sqrt(np.clip(sizes, 0, None) * CHI2_95) @ turn.T)


def _outlines(axes: "Axes", ellipses: pd.DataFrame, us: str) -> None:
    for row in ellipses.to_dict("records"):
        edge, look = _edge(row), BLUE if row["point"] == us else DARK
        axes.fill(edge[:, 0], edge[:, 1], color=look.colour, alpha=0.12, lw=0, zorder=0.5)
        axes.plot(edge[:, 0], edge[:, 1], color=look.colour, lw=1, ls="--", zorder=0.6)


def _legend(known: pd.DataFrame, gaps: pd.DataFrame | None, truth: pd.DataFrame | None, things: str) -> str:
    """What the marks stand for, in words."""
    first = _("■ {things}").format(things=things)
    names = {"brand": first, "word": _("● words"), "ideal": _("○ what a segment wishes for")}
    parts = [name for kind, name in names.items() if (known["kind"] == kind).any()]
    parts += [_("letters: gaps")] if gaps is not None and len(gaps) else []
    parts += [_("× as the simulation has it")] if truth is not None else []
    return "   ".join(parts)


def _sentence(brands: pd.DataFrame, us: str, explained: float | None, things: str) -> str:
    names = [printable(name) for name in brands["point"]]
    if len(brands) == 1:
        return _("There is one brand only: {name}.").format(name=names[0])
    places = brands[["x", "y"]].to_numpy(dtype=float)
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    alone = int(apart.min(axis=1).argmax())
    text = _("{alone} stands most alone.")
    if us in set(brands["point"]):
        own = list(brands["point"]).index(us)
        text += " " + _("The brand nearest to {us} is {near}, and {from_middle} is nearest to the middle.")
    else:
        own = int(apart.min(axis=1).argmin())
        text += " " + _("{us} and {near} stand nearest to one another.")
    words: dict[str, Any] = {"alone": names[alone], "us": names[own], "near": names[int(apart[own].argmin())]}
    words["from_middle"] = names[int(np.linalg.norm(places, axis=1).argmin())]
    sentence = text.format(**words)
    if explained is None:
        return sentence
    shown = _("The two axes show {share} of the differences between the {things}.")
    return f"{shown.format(share=percent(explained), things=things)} {sentence}"


def _gap_sentence(gaps: pd.DataFrame | None, currency: str) -> str:
    if gaps is None or gaps.empty:
        return ""
    widest = gaps.sort_values("distance", ascending=False, kind="stable").iloc[0]
    best = gaps.sort_values("market", ascending=False, kind="stable").iloc[0]
    if not best["market"] > 0:
        return _("Nobody's wish lies in any of these gaps.")
    who = listed([plain(name) for name in str(best["wanted_by"]).split(", ")])
    text = _("The widest gap is {widest}; most money stands behind {best}: {money} a year, wanted by {who}.")
    if widest["gap"] == best["gap"]:
        text = _("The widest gap, {best}, has most money behind it too: {money} a year, wanted by {who}.")
    if not widest["market"] > 0:
        text = _("The widest gap, {widest}, is wanted by nobody; behind {best} stand {money} a year ({who}).")
    amount = money(float(best["market"]), currency)
    return text.format(widest=widest["gap"], best=best["gap"], money=amount, who=who)


def _sure_sentence(ellipses: pd.DataFrame | None, truth: pd.DataFrame | None) -> str:
    if ellipses is None:
        return ""
    area = np.sqrt((ellipses["var_x"] * ellipses["var_y"] - ellipses["cov_xy"] ** 2).clip(lower=0))
    sentence = _("Ellipses hold 95% of other samples; {name} is the least certain.").format(
        name=printable(ellipses["point"].iloc[int(np.argmax(area))])
    )
    if truth is None:
        return sentence
    both = ellipses.merge(truth[["point", "x", "y"]], on="point", suffixes=("", "_at"))
    x, y = both["x_at"] - both["x"], both["y_at"] - both["y"]
    square = both["var_y"] * x**2 - 2 * both["cov_xy"] * x * y + both["var_x"] * y**2
    hit = int((square <= CHI2_95 * (both["var_x"] * both["var_y"] - both["cov_xy"] ** 2)).sum())
    text = _("{hit} of {all} brands of the simulated truth lie in their ellipse.")
    return f"{sentence} {text.format(hit=hit, all=len(both))}"
