"""The sale: what a word tells, the customer's own sum, whose interest a relation serves, who is writing."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.building.reseller import resale
from helpers.figures.base import (
    Described,
    axis_words,
    finite,
    need,
    nothing,
    page,
    plain,
    printable,
    rows,
    single,
    ticks,
)
from helpers.figures.labels import beside
from helpers.style import BLUE, FAINT, INK, ORANGE, PAPER, TEAL, Series, heat_colours, styled, words_on
from helpers.words import _, count, money, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle

NAMES_A_FIELD = 6  # of people; one more line says how many others
EMPTY = Series(PAPER, INK, "", "-", "")


@styled()
def word_test(table: pd.DataFrame, *, word: str = "URGENT") -> Described:
    """How many order with the word, without it, of all: a dot and its 95% range each.

    table: letters, ordered, inquiries, share, low, high, all of them last, as `building.shares_ordered` gives
    it.
    """
    need(table, "letters", "ordered", "inquiries", "share", "low", "high", of="word_test")
    known = finite(table, "share", "low", "high").reset_index(drop=True)
    if len(known) < 3:
        return nothing(_("Without letters with the word and letters without it there is nothing to compare."))
    labels = [
        _("{letters} ({n})").format(letters=letters, n=count(n))
        for letters, n in zip(known["letters"], known["inquiries"], strict=True)
    ]
    figure, (axes,) = rows(labels)
    for row, (low, share, high) in enumerate(known[["low", "share", "high"]].itertuples(index=False)):
        look = (ORANGE, BLUE, BLUE)[row]
        axes.plot([low, high], [-row, -row], color=look.colour, lw=4, alpha=0.4, solid_capstyle="round")
        axes.plot(share, -row, look.marker, color=look.colour, ms=8)
        beside(axes, (share, -row), percent(share), (0, 6), look.words)
    axes.axvline(known["share"].iloc[2], color=BLUE.colour, lw=1, ls=":")
    axes.set_xlim(0, min(1.0, 1.35 * float(known["high"].max())) or 1.0)
    ticks(axes.xaxis, percent)
    title = _("Who orders, with the word {word} and without it").format(word=word)
    axis_words(axes, title=title, under=_("share that became customers; bar: 95%"))
    return Described(figure, _word_sentence(known, word))


def _word_sentence(known: pd.DataFrame, word: str) -> str:
    with_it, without, everybody = (known.iloc[at] for at in range(3))
    text = _(
        "Of {n} who wrote the word {word} {share} became customers, give or take ({low} to {high}); of "
        "those who did not {other}. {recall} of all who ordered had written it: {missed} in a hundred "
        "customers had not."
    )
    recall = with_it["ordered"] / everybody["ordered"] if everybody["ordered"] else 0.0
    return text.format(
        n=count(with_it["inquiries"]),
        word=word,
        share=percent(with_it["share"]),
        low=percent(with_it["low"]),
        high=percent(with_it["high"]),
        other=percent(without["share"]),
        recall=percent(recall),
        missed=count(100 - round(100 * recall)),
    )


@styled()
def resale_sum(  # noqa: PLR0913 – the customer's sum, each number by its name
    selling: float = 0.0,
    tax: float = 0.0,
    currency: str = "",
    *,
    landed: float,
    shelf_price: float,
    sold_a_week: float,
    lot: float,
) -> Described:
    """Where the price on the customer's shelf goes: tax, our goods at the door, selling it, what is left.

    The numbers are those of `building.resale`; the sentence adds weeks of stock and what the money earns.
    """
    table = resale(
        landed=landed, shelf_price=shelf_price, tax=tax, sold_a_week=sold_a_week, lot=lot, selling=selling
    )
    amounts = table["amount"].tolist()
    left, weeks, cash, back = amounts[3], amounts[5], amounts[6], amounts[10]
    parts = [
        (_("tax"), shelf_price - amounts[0], ORANGE),
        (_("ours, at their door"), landed, BLUE),
        (_("selling it"), selling, TEAL),
        (_("left"), max(left, 0.0), EMPTY),
    ]
    figure, axes = single(height=2.7, left=0.3, bottom=0.55)
    whole = max(shelf_price, sum(amount for _name, amount, _look in parts))
    at = 0.0
    for number, (name, amount, look) in enumerate(parts):
        _slice(axes, (at, amount, 0.55 if amount < 0.13 * whole and number % 2 else 0.33), name, look)
        at += amount
    if left < 0:
        axes.plot([shelf_price] * 2, [-0.76, 0.3], color=INK, ls="--", lw=1.6)
        axes.text(shelf_price, -0.8, _("their price"), ha="center", va="top", fontsize=9.5, color=INK)
    axes.set_xlim(0, whole * 1.02)
    axes.set_ylim(-1.05, 0.85)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    title = _("Would they make money? {left} on a piece").format(left=_exact(left, currency))
    axis_words(axes, title=title, under=_("the price on their shelf, piece by piece"), x=currency)
    text = _(
        "Of {shelf} on the shelf {left} is left to the shop, a margin of {margin} before the selling; a lot "
        "of {lot} lies {weeks:.0f} weeks and ties up {cash}. Half of that is asleep on average, and each 1 "
        "of it brings {back:.1f} a year, before the selling."
    )
    if left < 0:
        text = _(
            "At {shelf} on the shelf they lose {left} on each piece (margin {margin} before the selling), "
            "for {weeks:.0f} weeks a lot of {lot}: they would be buying our trouble with {cash}."
        )
    sentence = text.format(
        shelf=money(shelf_price, currency),
        left=_exact(abs(left), currency),
        margin=percent(amounts[4]),
        lot=count(lot),
        weeks=weeks,
        cash=money(cash, currency),
        back=back,
    )
    return Described(figure, sentence)


def _exact(amount: float, currency: str) -> str:
    """A price to the cent, as the table beside the figure has it."""
    sign = "−" if amount < 0 else ""
    return f"{currency} {sign}{abs(amount):,.2f}".strip()


def _slice(axes: "Axes", place: tuple[float, float, float], name: str, look: Series) -> None:
    """One part of the price: a bar at (start, size, height of words), its name above, its amount below."""
    start, size, height = place
    if size <= 0:
        return
    edge = INK if look is EMPTY else PAPER
    axes.barh(0, size, left=start, height=0.5, color=look.colour, edgecolor=edge, hatch=look.hatch)
    middle = start + size / 2
    axes.text(middle, height, name, ha="center", va="bottom", fontsize=9.5, color=INK)
    axes.text(middle, -height, f"{size:,.0f}", ha="center", va="top", fontsize=9.5, color=INK)


@styled()
def relationship_map(table: pd.DataFrame) -> Described:
    """Outsider, supplier, friend, partner: four fields, how many relations in each, and the people one knows.

    table: kind, personal, organisational (0/1), people, share, known (names, ; between), as
    `building.relations` gives it.
    """
    need(table, "kind", "personal", "organisational", "people", "share", "known", of="relationship_map")
    if table.empty:
        return nothing(_("No relation is described."))
    figure = page(height=4.6)
    axes = figure.add_axes((0.09, 0.12, 0.89, 0.72))
    colours = heat_colours()
    for kind, across, up, people, share, known in table[
        ["kind", "personal", "organisational", "people", "share", "known"]
    ].itertuples(index=False):
        fill = colours(0.55 * float(share))
        axes.add_patch(_field(across, up, fill))
        ink = words_on(fill)
        axes.text(across + 0.04, up + 0.93, plain(kind).capitalize(), va="top", fontweight="bold", color=ink)
        number = _("{n} people, {share}").format(n=count(people), share=percent(share))
        axes.text(across + 0.96, up + 0.93, number, ha="right", va="top", color=ink)
        axes.text(across + 0.04, up + 0.76, _names(known), va="top", fontsize=9, color=ink, linespacing=1.35)
    axes.set_xlim(0, 2)
    axes.set_ylim(0, 2)
    axes.set_xticks([0.5, 1.5], [_("not the person"), _("the person")])
    axes.set_yticks([0.5, 1.5], [_("not the firm"), _("the firm")], rotation=90, va="center")
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
    axis_words(axes, title=_("Whom does the relation serve?"), under=_("people on file"))
    return Described(figure, _relation_sentence(table))


def _field(across: float, up: float, fill: tuple[float, ...]) -> "Rectangle":
    from matplotlib.patches import Rectangle

    return Rectangle((across + 0.01, up + 0.01), 0.98, 0.98, facecolor=fill, edgecolor=FAINT)


def _names(known: str) -> str:
    """The first names, a line each, and how many others there are."""
    people = [printable(one, longest=40) for one in str(known).split("; ") if one]
    more = len(people) - NAMES_A_FIELD
    said = [_("and {n} more of these accounts").format(n=more)] if more > 0 else []
    return "\n".join([*people[:NAMES_A_FIELD], *said])


def _relation_sentence(table: pd.DataFrame) -> str:
    shares = table.set_index("kind")["share"]
    most = str(shares.idxmax())
    firm = float(table.loc[table["organisational"] > 0, "share"].sum())
    text = _(
        "{most} is the commonest relation ({share}); {firm} of the people we know have a firm that gains by "
        "us, and {partner} are partners."
    )
    return text.format(
        most=plain(most).capitalize(),
        share=percent(shares.max()),
        firm=percent(firm),
        partner=percent(float(shares.get("partner", 0.0))),
    )


@styled()
def kind_confusion(table: pd.DataFrame) -> Described:
    """Who was taken for whom by their words: counts of the truth (rows) against the guess (columns).

    table: truth, then a column a kind guessed, as `building.kind_confusion` gives it.
    """
    need(table, "truth", of="kind_confusion")
    kinds = [name for name in table.columns if name != "truth"]
    counts = table[kinds].to_numpy(dtype=float)
    if counts.size == 0 or counts.sum() == 0:
        return nothing(_("Nothing was guessed."))
    figure, axes = single(height=1.9 + 0.42 * len(table), left=1.5, bottom=0.95)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    axes.imshow(shares, cmap=heat_colours(), aspect="auto", vmin=0, vmax=1)
    for (row, column), value in np.ndenumerate(counts):
        if value:
            ink = words_on(heat_colours()(shares[row, column]))
            axes.text(column, row, count(value), ha="center", va="center", fontsize=9, color=ink)
    axes.set_xticks(
        range(len(kinds)), [printable(plain(one), longest=14) for one in kinds], rotation=25, ha="right"
    )
    axes.set_yticks(range(len(table)), [printable(plain(one), longest=16) for one in table["truth"]])
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
    title = _("Who was taken for whom, by their words")
    axis_words(axes, title=title, under=_("rows: who wrote; columns: who the words say wrote"))
    return Described(figure, _confusion_sentence(table, kinds, counts))


def _confusion_sentence(table: pd.DataFrame, kinds: list[str], counts: np.ndarray) -> str:
    truth = table["truth"].tolist()
    right = sum(counts[at, kinds.index(one)] for at, one in enumerate(truth) if one in kinds)
    off = counts.copy()
    for at, one in enumerate(truth):
        if one in kinds:
            off[at, kinds.index(one)] = 0
    said = _("Words alone name the right kind for {right} of {n} letters ({share}).").format(
        right=count(right), n=count(counts.sum()), share=percent(right / counts.sum())
    )
    if not off.any():
        return said
    row, column = divmod(int(off.argmax()), off.shape[1])
    more = _("Most often {one} is taken for {other} ({n} times).")
    return f"{said} " + more.format(one=plain(truth[row]), other=plain(kinds[column]), n=count(off.max()))


__all__ = ["kind_confusion", "relationship_map", "resale_sum", "word_test"]
