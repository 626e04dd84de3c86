"""What is hidden, a year later: who has left, who has come, who is to come, how content all are."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.kinds import NAMES
from helpers.market.lap import newcomers
from helpers.market.lap.known import entries
from helpers.market.lap.texts import YEAR, Texts, last, numbered, stacked
from helpers.market.lap.world import World
from helpers.market.lap.year import Year

Ints = npt.NDArray[np.int64]
STILL = 0.6  # of those on file are still customers, usually


def hidden_after(
    world: World, year: Year, ids: "pd.Index[str]", truth: Texts, rng: np.random.Generator
) -> Texts:
    """Hidden traits a year later: who has left, has come, is to come; satisfaction as it has become."""
    books, old = world.books, truth["customers"]
    ends = books.as_of + YEAR
    row = pd.Series(np.arange(world.size), index=world.people.index)
    own = entries(books).reindex(old["customer_id"]).map(row).to_numpy(np.int64)
    days = _last_days(world, year)
    dropped = (books.as_of + pd.to_timedelta(days[own], "D")).strftime("%Y-%m-%d")
    gone, left = pd.to_datetime(old["dropped_on"].where(old["dropped_on"] != "")), ~year.here[own]
    keep = gone.notna().to_numpy() & (gone <= books.as_of).to_numpy() & left
    table = old.assign(dropped_on=np.where(keep, old["dropped_on"], np.where(left, dropped, "")))
    # Who was to come and did not is nobody's customer.
    never = (world.people["newcomer"].to_numpy() & ~year.won)[own]
    table = table[~never]
    fresh = np.flatnonzero(world.people["possible"].to_numpy() & year.won)
    table = pd.concat([table, _like_others(world, year, ids, fresh, old)], ignore_index=True)
    ahead = newcomers.to_come(newcomers.how_many(int(year.here.sum() / STILL)), rng, as_of=ends)
    highest = max(last(old["customer_id"]), last(pd.Series(ids[fresh], dtype=str)) if len(fresh) else 0)
    ahead.insert(0, "customer_id", numbered("C", len(ahead), after=highest, digits=5))
    return {
        "customers": stacked(table, ahead),
        "satisfaction": content_after(world, year, ids, truth["satisfaction"]),
    }


def _last_days(world: World, year: Year) -> Ints:
    """Day of the last order of each in the year; 1 where there was none."""
    found = np.ones(world.size, np.int64)
    np.maximum.at(found, world.pool.who[year.kept], world.pool.day[year.kept])
    return found


def _like_others(
    world: World,
    year: Year,
    ids: "pd.Index[str]",
    fresh: Ints,
    old: pd.DataFrame,
) -> pd.DataFrame:
    """Truth of those who were won beyond the usual."""
    people = world.people.iloc[fresh]
    first = np.full(world.size, 366)
    np.minimum.at(first, world.pool.who[year.kept], world.pool.day[year.kept])
    as_of = world.books.as_of
    last = as_of + pd.to_timedelta(_last_days(world, year)[fresh], "D")
    table = pd.DataFrame(
        {
            "customer_id": pd.Index(ids)[fresh],
            "customer_type": np.array(NAMES, dtype=object)[people["kind"]],
            "named": 0,
            "first_order": (as_of + pd.to_timedelta(first[fresh], "D")).strftime("%Y-%m-%d"),
            "rate": people["rate"].round(6).to_numpy(),
            "dropout": people["dropout"].round(6).to_numpy(),
            "dropped_on": np.where(year.here[fresh], "", last.strftime("%Y-%m-%d")),
            "mean_value": people["mean_value"].to_numpy(),
            "discount": 0.03,
            "returned": 0.02,
            "demanding": 0,
            "handling": people["service_rate"].to_numpy(),
            "service_rate": people["service_rate"].to_numpy(),
            "same_as": "",
        }
    )
    return table[old.columns]


def content_after(world: World, year: Year, ids: "pd.Index[str]", old: pd.DataFrame) -> pd.DataFrame:
    """Satisfaction a year later; newcomers begin as others of their kind are."""
    moved_by = pd.Series(np.broadcast_to(year.effect.satisfaction, world.size), index=world.people.index)
    change = old["customer_id"].map(moved_by).fillna(0.0)
    now = (pd.to_numeric(old["satisfaction"]) + change).clip(0, 10)
    table = old.assign(satisfaction=[f"{value:.2f}" for value in now])
    rows = np.flatnonzero(year.won)
    more = pd.DataFrame(
        {
            "customer_id": pd.Index(ids)[rows],
            "satisfaction": world.people["satisfaction"].to_numpy()[rows].round(2),
            "delays": 0,
            "orders_24_months": 0,
            "unrest": 0.0,
            "asked": 0,
            "answered": 0,
        }
    )
    return stacked(table, more).sort_values("customer_id", kind="stable")
