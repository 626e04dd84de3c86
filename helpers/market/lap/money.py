"""The money of a year: what orders bring as they became, what the profit is made of, what customers are
worth.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.kinds import KINDS
from helpers.market.lap.effect import Effect
from helpers.market.lap.facts import told
from helpers.market.lap.known import worth_ahead
from helpers.market.lap.pool import ANYWAY
from helpers.market.lap.world import World
from helpers.words import _

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Sold(NamedTuple):
    """lines: quantity, unit_price, discount, unit_cost of the world's `seats` as they became; net, cost: what
    every order of the pool brings and costs with them (money).
    """

    lines: dict[str, Floats]
    net: Floats
    cost: Floats


def sold(world: World, effect: Effect) -> Sold:
    """Lines of the product class as the decisions make them, and every order with them."""
    seats, size = world.seats, world.size
    who, day = world.pool.who[seats.of], world.pool.day[seats.of]
    low, high = told("firm")["class_bounds"]
    first, then = (np.exp(np.clip(np.broadcast_to(part, size), low, high)) for part in effect.worth)
    answered = day > told("price")["matched_after"]
    times = np.where(answered, then[who], first[who])
    raised = np.exp(np.broadcast_to(effect.price, size))[who]
    quantity = np.maximum(np.floor(seats.quantity * times + seats.luck), 1.0)
    unit_price = np.round(seats.unit_price * raised, 2)
    discount = np.round(seats.discount * (quantity / seats.quantity) * raised, 2)
    unit_cost = np.round(seats.unit_cost + np.broadcast_to(effect.dearer, size)[who] * seats.unit_price, 2)
    net = world.net + np.bincount(seats.of, quantity * unit_price - discount, len(world.net))
    cost = world.cost + np.bincount(seats.of, quantity * unit_cost, len(world.net))
    made = {"quantity": quantity, "unit_price": unit_price, "discount": discount, "unit_cost": unit_cost}
    return Sold(made, net, cost)


def sources(world: World, effect: Effect, kept: Flags, won: Flags, came: "Sold") -> pd.DataFrame:
    """source, money: what the profit is made of. kept: orders of the pool that came; won: newcomers."""
    people, pool = world.people, world.pool
    each = people["service_rate"].to_numpy()
    dropped = np.broadcast_to(effect.dropped, world.size) & ~people["newcomer"].to_numpy()
    usual = np.bincount(pool.who[pool.part == ANYWAY], minlength=world.size) * each
    stays = told("firm")["fixed_service"] * float(usual[dropped].sum())
    acquisition = np.array([one.acquisition for one in KINDS])[people["kind"]]
    of_class = kept[world.seats.of]
    lines = came.lines
    class_sales = (lines["quantity"] * lines["unit_price"] - lines["discount"])[of_class].sum()
    rows = {
        _("goods sold"): float((came.net - came.cost)[kept].sum()),
        _("service and handling"): -float(each[pool.who[kept]].sum()),
        _("service that stays when customers go"): -stays,
        _("winning customers"): -float(acquisition[won].sum()),
        _("credit"): -effect.credit * float(class_sales),
        **{name: -money for name, money in effect.costs.items()},
    }
    return pd.DataFrame({"source": list(rows), "money": list(rows.values())})


def equity(world: World, here: Flags) -> float:
    """What those who are here at the end may be expected to leave from then on, if nothing more is done."""
    people = world.people
    ahead = worth_ahead(
        people["rate"].to_numpy(),
        people["dropout"].to_numpy(),
        yearly_discount=told("firm")["yearly_discount"],
    )
    margin = _margin_share(world)[people["kind"]] * people["mean_value"].to_numpy()
    return float((ahead * (margin - people["service_rate"].to_numpy()))[here].sum())


def _margin_share(world: World) -> Floats:
    """What goods leave of an order's value, by type, over all orders that come anyway."""
    pool, kind = world.pool, world.people["kind"].to_numpy()
    seats = world.seats
    sold = world.net + np.bincount(
        seats.of, seats.quantity * seats.unit_price - seats.discount, len(world.net)
    )
    paid = world.cost + np.bincount(seats.of, seats.quantity * seats.unit_cost, len(world.net))
    ours = pool.part == ANYWAY
    net, cost = (np.bincount(kind[pool.who[ours]], money[ours], len(KINDS)) for money in (sold, paid))
    share: Floats = np.divide(net - cost, net, out=np.full(len(KINDS), 0.35), where=net > 0)
    return share
