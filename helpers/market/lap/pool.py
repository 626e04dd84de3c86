"""Every order that may come in the year, drawn once: what comes anyway, and what a decision may add."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.lap.books import Books
from helpers.market.lap.facts import told
from helpers.market.lap.known import entries
from helpers.market.streams import stream

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

YEAR = 365
ANYWAY, MORE, LATER = 0, 1, 2  # comes anyway; if they order more often; if they stay or come back


class Pool(NamedTuple):
    """Orders that may come, by customer and day. who: row of people; day 1 … 365; part: ANYWAY, MORE, LATER;
    mark, leaves: uniform numbers that a decision is held against; last: after it the customer leaves, where
    nothing keeps them; pattern: the order it is like, or is (row of `Patterns`).
    """

    who: Ints
    day: Ints
    part: Ints
    mark: Floats
    leaves: Floats
    last: npt.NDArray[np.bool_]
    pattern: Ints


class Patterns(NamedTuple):
    """Orders as they stand in the books: owner (row of people), ahead (in the year itself), order_id; lines
    sorted by order, start and lengths of each order's.
    """

    owner: Ints
    ahead: npt.NDArray[np.bool_]
    day: Ints
    order_id: npt.NDArray[np.object_]
    lines: pd.DataFrame
    start: Ints
    lengths: Ints


def patterns(books: Books, people: pd.DataFrame) -> Patterns:
    """The orders of the books up to the end of the year."""
    lines = books.tables["orders"]
    day = (lines["ordered_at"].dt.normalize() - books.as_of).dt.days
    lines = lines.assign(day=day)[day <= YEAR]
    lines = lines.iloc[np.argsort(lines["order_id"].to_numpy(str), kind="stable")].reset_index(drop=True)
    number, order_id = pd.factorize(lines["order_id"])
    start = np.flatnonzero(np.diff(number, prepend=-1))
    head = lines.iloc[start]
    owner = people.index.get_indexer(head["customer_id"].map(entries(books)))
    count = np.diff(np.append(start, len(lines)))
    days = head["day"].to_numpy(np.int64)
    return Patterns(owner, days > 0, days, np.asarray(order_id, object), lines, start, count)


def pool(books: Books, people: pd.DataFrame, orders: Patterns, *, luck: int) -> tuple[Pool, Floats]:
    """Orders that may come, and on which day each customer leaves where nothing keeps them (blank: not at
    all).

    luck 0: what comes anyway stands in the books; else it is drawn, a number for each luck.
    """
    rng = stream(books.seed, f"lap {books.lap}", block=luck)
    drawn = people["possible"].to_numpy() | (luck > 0)
    anyway, leaves = _anyway(people, orders, drawn, rng)
    rate, begins = people["rate"].to_numpy(), _begins(people)
    more = _spread(rate * told("firm")["extra_orders"], begins, rng)
    here = people["alive"].to_numpy() | people["newcomer"].to_numpy()
    later = _spread(rate, np.where(here, np.where(np.isnan(leaves), YEAR + 1.0, leaves), 0.0), rng)
    who, day, part, pattern = _together(anyway, more, later)
    pattern = np.where(pattern < 0, _like(who, people, orders, rng), pattern)
    last = (part == ANYWAY) & (day == leaves[who])
    return Pool(who, day, part, rng.random(len(who)), rng.random(len(who)), last, pattern), leaves


def _together(
    anyway: tuple[Ints, Ints, Ints], more: tuple[Ints, Ints], later: tuple[Ints, Ints]
) -> tuple[Ints, ...]:
    """All of them by customer and day; of two on one day the one that comes anyway stays."""
    blank = np.full(len(more[0]) + len(later[0]), -1)
    who, day = (np.concatenate([anyway[n], more[n], later[n]]) for n in (0, 1))
    part = np.repeat([ANYWAY, MORE, LATER], [len(anyway[0]), len(more[0]), len(later[0])])
    pattern = np.concatenate([anyway[2], blank])
    order = np.lexsort((part, day, who))
    who, day, part, pattern = who[order], day[order], part[order], pattern[order]
    twice = (np.diff(who, prepend=-1) == 0) & (np.diff(day, prepend=-1) == 0) & (part > ANYWAY)
    return who[~twice], day[~twice], part[~twice], pattern[~twice]


def _begins(people: pd.DataFrame) -> Floats:
    """Day from which somebody can order: newcomers from their first order on, the gone never."""
    begins: Floats = np.where(people["alive"], 0.0, people["begins"].to_numpy())
    return begins


def _anyway(
    people: pd.DataFrame, orders: Patterns, drawn: npt.NDArray[np.bool_], rng: np.random.Generator
) -> tuple[tuple[Ints, Ints, Ints], Floats]:
    """Who orders on which day without anybody's doing, and which order of the books that is (−1: none)."""
    rows = np.flatnonzero(orders.ahead & ~drawn[orders.owner])
    who, day, leaves = _bg_nbd(people, drawn, rng)
    pattern = np.concatenate([rows, np.full(len(who), -1)])
    own = people["leaves"].to_numpy()
    found = np.concatenate([orders.owner[rows], who]), np.concatenate([orders.day[rows], day]), pattern
    return found, np.where(drawn, leaves, own)


def _spread(rate: Floats, begins: Floats, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Poisson days of orders at `rate` a week from `begins` to the end of the year."""
    span = np.clip(YEAR - begins, 0.0, None)
    count = rng.poisson(rate / 7 * span)
    who = np.repeat(np.arange(len(rate)), count)
    day = begins[who] + rng.random(len(who)) * span[who]
    return who, np.floor(day).astype(np.int64).clip(0, YEAR - 1) + 1


def _bg_nbd(
    people: pd.DataFrame, drawn: npt.NDArray[np.bool_], rng: np.random.Generator
) -> tuple[Ints, Ints, Floats]:
    """A year of BG/NBD for the `drawn`: customers and days of orders, and the day of leaving of everybody."""
    begins = np.where(drawn, _begins(people), YEAR + 1.0)
    fresh = np.flatnonzero(drawn & people["newcomer"].to_numpy())
    who, day = _spread(people["rate"].to_numpy(), begins, rng)
    first = begins[fresh].astype(np.int64).clip(1, YEAR)
    key = np.unique(np.concatenate([who, fresh]) * (YEAR + 1) + np.concatenate([day, first]))
    who, day = np.divmod(key, YEAR + 1)
    # Nobody leaves after a first order.
    stay = rng.geometric(people["dropout"].to_numpy().clip(1e-6)) + people["newcomer"].to_numpy()
    nth = np.arange(len(who)) - np.searchsorted(who, who)
    leaves = np.full(len(people), np.nan)
    last = nth == stay[who] - 1
    leaves[who[last]] = day[last]
    kept = nth < stay[who]
    return who[kept], day[kept], leaves


def _like(who: Ints, people: pd.DataFrame, orders: Patterns, rng: np.random.Generator) -> Ints:
    """For each order to be, an order of the same customer in the past, else of somebody of their type."""
    past = np.flatnonzero(~orders.ahead & (orders.owner >= 0) & _whole(orders))
    kind = people["kind"].to_numpy()
    luck = rng.random(len(who))
    own = _drawn(orders.owner[past], past, who, luck)
    alike = _drawn(kind[orders.owner[past]], past, kind[who], luck)
    anyone = past[(luck * len(past)).astype(np.int64)]
    found: Ints = np.where(own >= 0, own, np.where(alike >= 0, alike, anyone))
    return found


def _whole(orders: Patterns) -> npt.NDArray[np.bool_]:
    """Orders with any line that was bought, not sent back."""
    bought = np.add.reduceat((orders.lines["quantity"] > 0).to_numpy(np.int64), orders.start)
    whole: npt.NDArray[np.bool_] = bought > 0
    return whole


def _drawn(group: Ints, rows: Ints, wanted: Ints, luck: Floats) -> Ints:
    """A row of the wanted group for each, −1 where there is none."""
    order = np.argsort(group, kind="stable")
    low, high = np.searchsorted(group[order], wanted), np.searchsorted(group[order], wanted, side="right")
    at = (low + np.floor(luck * (high - low))).astype(np.int64)
    found: Ints = np.where(high > low, rows[order][np.minimum(at, len(rows) - 1)], -1)
    return found
