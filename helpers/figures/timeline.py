"""The orders of a few accounts in time, and how long they have been silent."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.figures.base import Described, axis_words, need, nothing, rows
from helpers.style import BLUE, LOSS, MUTED, Series, styled
from helpers.words import _, count, listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EPOCH = pd.Timestamp("1970-01-01")  # days are counted from here
LATE = 2  # quiet: silent for more than this many usual gaps


@styled()
def accounts(orders: pd.DataFrame, *, as_of: pd.Timestamp | None = None) -> Described:
    """The orders of a few accounts in time: a dot per order day, as big as the money; and the silence since.

    orders: account (name), ordered_at and revenue (money), a row per order or order line; the accounts stand
    in the order in which they come. as_of: until when to look; the last order of all, if not given.
    """
    need(orders, "account", "ordered_at", "revenue", of="accounts")
    days = _order_days(orders)
    if days.empty:
        return nothing(_("These accounts have no orders yet."))
    end = _day(as_of) if as_of is not None else int(days["day"].max())
    names = list(days["account"].unique())
    figure, (axes,) = rows(names)
    gaps = pd.DataFrame([_gap(days.loc[days["account"] == name, "day"], end) for name in names], index=names)
    largest = float(days["revenue"].abs().max()) or 1.0
    for row, name in enumerate(names):
        own = days[days["account"] == name]
        sizes = 12 + 260 * own["revenue"].abs() / largest
        axes.scatter(own["day"], np.full(len(own), -row), s=sizes, color=BLUE.colour, alpha=0.45, lw=0)
        _silence(axes, -row, end, gaps.loc[name])
    _time_axis(axes, int(days["day"].min()), end)
    under = _("the larger the dot, the more money; on the right, days since the last order")
    axis_words(axes, title=_("Their orders in time"), under=under)
    return Described(figure, _accounts_sentence(gaps))


def _day(moment: pd.Timestamp) -> int:
    return (moment.normalize() - EPOCH).days


def _order_days(orders: pd.DataFrame) -> pd.DataFrame:
    known = orders.dropna(subset=["account", "ordered_at", "revenue"])
    days = (known["ordered_at"].dt.normalize() - EPOCH).dt.days
    known = known.assign(day=days)
    return known.groupby(["account", "day"], sort=False)["revenue"].sum().reset_index()


def _gap(days: "pd.Series[int]", end: int) -> dict[str, float]:
    """Usual gap in days (median, from three order days on), and the silence since the last."""
    between = days.sort_values().diff().dropna()
    usual = float(between.median()) if len(between) > 1 else float("nan")
    return {"usual": usual, "silent": float(end - days.max())}


def _silence(axes: "Axes", y: int, end: int, gap: "pd.Series[float]") -> None:
    """A line from the last order to the end; in the colour of loss, and dashed, where it is too long."""
    late = bool(gap["silent"] > LATE * gap["usual"])
    look = LOSS if late else Series(MUTED, MUTED, "", "-", "")
    axes.plot([end - gap["silent"], end], [y, y], color=look.colour, lw=2.2 if late else 1, ls=look.line)
    axes.annotate(
        count(gap["silent"]),
        (end, y),
        (6, 0),
        textcoords="offset points",
        va="center",
        color=look.words,
        fontweight="bold" if late else "normal",
    )


def _time_axis(axes: "Axes", start: int, end: int) -> None:
    """From the first order to the end, with about six months named and room for a number on the right."""
    span = max(end - start, 1)
    axes.set_xlim(start - 0.03 * span, end + 0.1 * span)
    axes.axvline(end, color=MUTED, lw=1)
    first, last = pd.to_datetime([start, end], unit="D")
    months = pd.date_range(first, last, freq="MS")
    months = months[:: max(1, -(-len(months) // 6))] if len(months) else pd.DatetimeIndex([first])
    axes.set_xticks([_day(month) for month in months], [f"{month:%Y-%m}" for month in months])


def _accounts_sentence(gaps: pd.DataFrame) -> str:
    usual = gaps["usual"].dropna()
    sentences = []
    if len(usual):
        text = _("{name} orders most often, usually every {days} days.")
        sentences.append(text.format(name=usual.idxmin(), days=count(usual.min())))
    late = gaps[gaps["silent"] > LATE * gaps["usual"]]
    text = _("{name} has been silent for {silent} days against a usual gap of {usual}")
    parts = [
        text.format(name=name, silent=count(gap["silent"]), usual=count(gap["usual"]))
        for name, gap in late.iterrows()
    ]
    if parts:
        sentences.append(listed(parts) + ".")
    else:
        sentences.append(_("Nobody has been silent for more than twice their usual gap."))
    return " ".join(sentences)
