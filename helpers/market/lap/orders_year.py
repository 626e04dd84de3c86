"""The order lines of a year that was lived, as they stand in the books."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.lap.pool import ANYWAY
from helpers.market.lap.texts import numbered
from helpers.market.lap.world import World, lines_of
from helpers.market.lap.year import Year

MONEY = ["quantity", "unit_price", "unit_cost", "discount"]
COLUMNS = ["order_id", "customer_id", "ordered_at", "product_id", *MONEY, "channel"]


def ordered(world: World, year: Year, ids: "pd.Index[str]", *, last_id: int) -> pd.DataFrame:
    """Lines of the orders that came: contract 1's columns, and `row`, the customer's row in people.

    ids: customer_id of each row of people. An order that came anyway keeps its number and the entry it was
    booked on; others get the numbers after last_id.
    """
    at, line = lines_of(world.orders, world.pool)
    lines = world.orders.lines.iloc[line].reset_index(drop=True)
    values = lines[MONEY].astype(float)
    ours = _seat_rows(world, at, line)
    for name in MONEY:
        column = values[name].to_numpy(copy=True)
        column[ours] = year.sold.lines[name]
        values[name] = column
    table = pd.DataFrame(
        {
            "order_id": _numbers(world, year, last_id)[at],
            "customer_id": _booked(world, ids, at),
            "ordered_at": world.books.as_of + pd.to_timedelta(world.pool.day[at], "D"),
            "product_id": lines["product_id"].to_numpy(),
            **{name: values[name] for name in MONEY},
            "channel": lines["channel"].to_numpy(),
            "row": world.pool.who[at],
        }
    )
    kept = table[year.kept[at]]
    return kept.sort_values(["ordered_at", "order_id"], kind="stable", ignore_index=True)


def _seat_rows(world: World, at: npt.NDArray[np.int64], line: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Which of the lines are the world's `seats`, in their order."""
    far = len(world.orders.lines) + 1
    rows: npt.NDArray[np.int64] = np.flatnonzero(
        np.isin(at * far + line, world.seats.of * far + world.seats.line)
    )
    return rows


def _numbers(world: World, year: Year, last_id: int) -> npt.NDArray[np.object_]:
    """The number of each order of the pool that came."""
    own = (world.pool.part == ANYWAY) & world.orders.ahead[world.pool.pattern]
    found = np.where(own, world.orders.order_id[world.pool.pattern], "")
    fresh = np.flatnonzero(year.kept & ~own)
    # By day, as a clerk would have numbered them.
    fresh = fresh[np.argsort(world.pool.day[fresh], kind="stable")]
    found[fresh] = numbered("O", len(fresh), after=last_id, digits=6)
    return found


def _booked(world: World, ids: "pd.Index[str]", at: npt.NDArray[np.int64]) -> npt.NDArray[np.object_]:
    """The entry each line is booked on."""
    pattern = world.pool.pattern[at]
    own = (world.pool.part[at] == ANYWAY) & world.orders.ahead[pattern]
    head = world.orders.lines["customer_id"].to_numpy(object)[world.orders.start[pattern]]
    found: npt.NDArray[np.object_] = np.where(own, head, ids.to_numpy(object)[world.pool.who[at]])
    return found
