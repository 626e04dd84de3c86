"""The market on the day a lap begins: its people, every order that may come, and the luck of each."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.case import Case
from helpers.market.lap.books import Books, books, books_of
from helpers.market.lap.facts import told
from helpers.market.lap.known import line_money, people
from helpers.market.lap.pool import ANYWAY, YEAR, Patterns, Pool, patterns, pool
from helpers.market.simulation import Market
from helpers.market.streams import stream

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
RECENT = 730


@dataclass(frozen=True)
class Seats:
    """Lines of the product class in orders to be: of which order (row of the pool), and what is on them."""

    of: Ints
    line: Ints
    quantity: Floats
    unit_price: Floats
    discount: Floats
    unit_cost: Floats
    luck: Floats


@dataclass(frozen=True, eq=False)
class World:
    """All that a year can become. known: one row a customer (known.people); people: those, and the possible
    newcomers at the end; leaves: day each leaves where nothing keeps them (blank: stays); net, cost: of every
    order that may come, without its lines of the product class, which are `seats`; scale: size against the
    firm of lap.toml; kept: what steps have worked out of it already.
    """

    books: Books
    known: pd.DataFrame
    people: pd.DataFrame
    orders: Patterns
    pool: Pool
    leaves: Floats
    net: Floats
    cost: Floats
    seats: Seats
    scale: float
    luck: dict[str, Floats]
    kept: dict[Any, Any] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Customers, possible ones included."""
        return len(self.people)


@lru_cache(maxsize=2)  # a lesson and its question ask for the same one
def world(case: Case, *, luck: int = 0) -> World:
    """The market of an open case, ready to live a year. Raises ValueError where it is not a whole simulated
    one.

    luck: 0 is the year that the market has in store; another number another year that might come.
    """
    return begin(books(case), luck=luck)


def world_of(market: Market, *, luck: int = 0) -> World:
    """The same of a market in memory."""
    return begin(books_of(market), luck=luck)


def begin(given: Books, *, luck: int = 0) -> World:
    """The world of these books."""
    known = people(given)
    return _begun(given, known, patterns(given, known), luck)


def another_year(like: World, *, luck: int) -> World:
    """The same market with the luck of another year that might come."""
    return _begun(like.books, like.known, like.orders, luck)


def _begun(given: Books, known: pd.DataFrame, orders: Patterns, luck: int) -> World:
    rng = stream(given.seed, f"lap {given.lap} people", block=luck)
    table = _with_possible(known, given, rng)
    drawn, leaves = pool(given, table, orders, luck=luck)
    net, cost, seats = _money(given, orders, drawn, rng)
    scale = len(given.tables["customers"]) / told("firm")["customers"]
    names = ("keeps", "leaves", "newcomer", "back", "off", "half", "lead", "reason", "lots")
    dice = {name: rng.random(len(table)) for name in names}
    return World(given, known, table, orders, drawn, leaves, net, cost, seats, scale, dice)


def _with_possible(table: pd.DataFrame, books: Books, rng: np.random.Generator) -> pd.DataFrame:
    """People with those who may become customers if more is done: like others who came lately."""
    first = _first_days(books, table)
    table = table.assign(possible=False, begins=np.where(table["newcomer"], first, YEAR + 1.0))
    usual = int(table["newcomer"].sum()) or round(told("firm")["newcomers_a_year"] * len(table))
    lately = np.flatnonzero((first > -RECENT) & (table["named"] == 0))
    if not len(lately):
        return table
    like = table.iloc[lately[rng.integers(len(lately), size=round(told("firm")["newcomers"] * usual))]]
    fresh = dict.fromkeys(
        (
            "orders",
            "days",
            "revenue",
            "margin",
            "profit",
            "service_cost",
            "tickets",
            "p_alive",
            "to_come",
            "gaps",
        ),
        0.0,
    )
    more = like.assign(possible=True, newcomer=True, alive=False, leaves=np.nan, **fresh)
    more["begins"] = rng.integers(1, YEAR + 1, len(more)).astype(float)
    more.index = pd.Index([f"new {number}" for number in range(len(more))])
    both: pd.DataFrame = pd.concat([table, more])
    return both


def _first_days(books: Books, table: pd.DataFrame) -> Floats:
    """Day of the first order of each."""
    first = books.truth["customers"].drop_duplicates("customer_id").set_index("customer_id")["first_order"]
    days = (pd.to_datetime(first.reindex(table.index)) - books.as_of).dt.days
    return np.asarray(days, float)


def _money(
    books: Books, orders: Patterns, drawn: Pool, rng: np.random.Generator
) -> tuple[Floats, Floats, Seats]:
    """What each order that may come brings and costs apart from the product class, and the lines of that."""
    at, line = lines_of(orders, drawn)
    lines = orders.lines
    net, cost = line_money(lines)
    kinds = books.tables["products"].set_index("product_id")["category"]
    ours = (lines["product_id"].map(kinds) == told("firm")["product_class"]).to_numpy() & (
        lines["quantity"] > 0
    ).to_numpy()
    other = ~ours[line]
    size = len(drawn.who)
    rest = [np.bincount(at[other], money[line[other]], size) for money in (net, cost)]
    line, at = line[~other], at[~other]
    names = ("quantity", "unit_price", "discount", "unit_cost")
    quantity, price, discount, unit_cost = (lines[name].to_numpy(float)[line] for name in names)
    seats = Seats(at, line, quantity, price, discount, unit_cost, luck=rng.random(len(line)))
    return rest[0].astype(float), rest[1].astype(float), seats


def lines_of(orders: Patterns, drawn: Pool) -> tuple[Ints, Ints]:
    """Order (row of the pool) and line (row of the books) of every line that may come.

    An order of the books is as it is; one that is like another has the lines of it that were not sent back.
    """
    count = orders.lengths[drawn.pattern]
    at = np.repeat(np.arange(len(drawn.who)), count)
    nth = np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)
    line = orders.start[drawn.pattern][at] + nth
    whole = orders.ahead[drawn.pattern][at] & (drawn.part[at] == ANYWAY)
    kept = whole | (orders.lines["quantity"].to_numpy() > 0)[line]
    return at[kept], line[kept]
