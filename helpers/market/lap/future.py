"""The year that a market a year later has in store, drawn as the market draws it."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from helpers.market.lap.books import Books
from helpers.market.lap.known import entries
from helpers.market.lap.orders_year import COLUMNS
from helpers.market.lap.pool import ANYWAY
from helpers.market.lap.texts import Texts, last, numbered, numbers, stacked
from helpers.market.lap.world import begin, lines_of


@dataclass(frozen=True)
class Moved:
    """A market a year later: tables and truth by name (those that changed), its as_of, the lap it begins, and
    what has been made better so far.
    """

    tables: Texts
    truth: Texts
    as_of: pd.Timestamp
    seed: int
    lap: int
    taken: tuple[str, ...] = ()


def as_text(lines: pd.DataFrame) -> pd.DataFrame:
    """Order lines as they are written."""
    return lines[COLUMNS].assign(
        ordered_at=lines["ordered_at"].dt.strftime("%Y-%m-%d"),
        quantity=lines["quantity"].round().astype(np.int64),
    )


def with_future(after: Moved, books: Books) -> Moved:
    """With the year that the market then has in store, as `market new` has its hold-out year."""
    world = begin(_books(after, books), luck=1)
    chosen = (world.pool.part == ANYWAY) & ~world.people["possible"].to_numpy()[world.pool.who]
    at, line = lines_of(world.orders, world.pool)
    at, line = at[chosen[at]], line[chosen[at]]
    order = pd.factorize(at)[0]
    highest = last(after.tables["orders"]["order_id"])
    source = world.orders.lines.iloc[line]
    table = pd.DataFrame(
        {
            "customer_id": world.people.index.to_numpy()[world.pool.who[at]],
            "ordered_at": after.as_of + pd.to_timedelta(world.pool.day[at], "D"),
            **{
                name: source[name].to_numpy()
                for name in ("product_id", "quantity", "unit_price", "unit_cost", "discount", "channel")
            },
            "order": order,
        }
    ).sort_values(["ordered_at", "order"], kind="stable", ignore_index=True)
    number = pd.factorize(table["order"])[0]
    names = numbered("O", len(np.unique(number)), after=highest, digits=6)
    table.insert(0, "order_id", np.array(names, dtype=object)[number])
    future = stacked(after.tables["orders"].head(0), as_text(table))
    orders = pd.concat([after.tables["orders"], future], ignore_index=True)
    hidden = after.truth["customers"]
    leaves = pd.Series(world.leaves, index=world.people.index).reindex(
        entries(world.books).reindex(hidden["customer_id"])
    )
    when = (after.as_of + pd.to_timedelta(leaves.to_numpy(), "D")).strftime("%Y-%m-%d")
    known = hidden.assign(dropped_on=np.where(leaves.notna().to_numpy(), when, hidden["dropped_on"]))
    return replace(
        after, tables={**after.tables, "orders": orders}, truth={**after.truth, "customers": known}
    )


def _books(after: Moved, before: Books) -> Books:
    """The moved market as books, so that its own future can be drawn."""
    lines = after.tables["orders"]
    lines = lines[lines["customer_id"] != ""].reset_index(drop=True)
    lines = lines.assign(
        ordered_at=pd.to_datetime(lines["ordered_at"]),
        **numbers(lines, "quantity", "unit_price", "unit_cost", "discount"),
    )
    file = after.tables["customers"]
    file = file.assign(**numbers(file, "service_cost", "consent_email"))
    hidden = after.truth["customers"]
    numeric = ("named", "rate", "dropout", "mean_value", "service_rate")
    hidden = hidden.assign(
        **numbers(hidden, *numeric),
        dropped_on=hidden["dropped_on"].replace("", np.nan),
        same_as=hidden["same_as"].replace("", np.nan),
    )
    content = after.truth["satisfaction"]
    content = content.assign(**numbers(content, "satisfaction"))
    tickets = after.tables["tickets"]
    tables = {
        **before.tables,
        "orders": lines,
        "customers": file,
        "tickets": tickets.assign(opened_at=pd.to_datetime(tickets["opened_at"])),
    }
    return Books(
        tables,
        {**before.truth, "customers": hidden, "satisfaction": content},
        after.as_of,
        after.seed,
        after.lap,
        after.taken,
    )
