"""Decision 01: who has a place with an account manager, and who is let go."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from helpers.market.lap.effect import Effect
from helpers.market.lap.facts import told
from helpers.market.lap.plan import Value
from helpers.market.lap.ranks import fifths, first
from helpers.market.lap.world import World
from helpers.words import _

Floats = npt.NDArray[np.float64]
COLUMNS = {"revenue": "revenue", "orders": "orders", "profit": "profit", "value_to_come": "to_come"}


def tiering(world: World, value: Mapping[str, Value]) -> Effect:
    """A place adds to how often its customer orders (log rate `rate`), to satisfaction, and to staying
    (`leave`), where the customer is still one; it costs `cost_per_place` whether or not. Customers let go
    order nothing; `fixed_service` of what serving them would have cost stays with the firm.
    """
    how, people = told("tiering"), world.people
    known = (people["orders"] > 0).to_numpy()
    kept = known & ~_dropped(world, str(value["bottom"]))
    places = round(how["places"] * world.scale)
    looked_after = first(_score(world, str(value["rank_by"])), places, among=kept)
    return Effect(
        rate=how["rate"] * looked_after,
        satisfaction=how["satisfaction"] * looked_after,
        leave=how["leave"] * looked_after,
        dropped=known & ~kept,
        costs={_("account managers"): how["cost_per_place"] * float(looked_after.sum())},
    )


def _score(world: World, by: str) -> Floats:
    people = world.people
    if by != "rfm":
        return people[COLUMNS[by]].to_numpy(float)
    known = (people["orders"] > 0).to_numpy()
    parts = (
        fifths(people[name].fillna(-1e9).to_numpy(float), among=known)
        for name in ("last", "orders", "revenue")
    )
    score: Floats = sum(parts, np.zeros(world.size))
    return score


def _dropped(world: World, bottom: str) -> npt.NDArray[np.bool_]:
    """Who is let go: the lowest fifth by sales (wood), or those on whom money was lost."""
    people = world.people
    known: npt.NDArray[np.bool_] = ((people["orders"] > 0) & (people["named"] == 0)).to_numpy()
    if bottom == "cut_wood":
        lowest: npt.NDArray[np.bool_] = known & (fifths(people["revenue"].to_numpy(float), among=known) == 1)
        return lowest
    if bottom == "cut_below_zero":
        losing: npt.NDArray[np.bool_] = known & (people["profit"] < 0).to_numpy()
        return losing
    return np.zeros(world.size, bool)
