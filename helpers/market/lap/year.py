"""A year lived under a plan: who orders, who leaves, what it earned."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.lap import care, desk, letters, product, tiering, winning
from helpers.market.lap.effect import Effect, leaving, multiple
from helpers.market.lap.facts import told
from helpers.market.lap.money import Sold, equity, sold, sources
from helpers.market.lap.plan import Plan
from helpers.market.lap.pool import ANYWAY, LATER, MORE
from helpers.market.lap.world import World

Flags = npt.NDArray[np.bool_]

# Each takes the world and the parameters of its decision.
STEPS: dict[str, Callable[..., Effect]] = {
    "01.tiering": tiering.tiering,
    "02.weights": product.weights,
    "03.position": product.position,
    "04.price": product.price,
    "04.budget": winning.budget,
    "05.leads": winning.leads,
    "05b.reply": winning.reply,
    "06.contacts": care.contacts,
    "06b.hours": care.hours,
    "07.list": letters.letters,
    "08.rota": desk.rota,
    "09.calls": care.calls,
}


@dataclass(frozen=True, eq=False)
class Year:
    """What came of a year: money and people, and for writing it down which orders came and as what.

    kept: which orders of the pool came; sold: as what; here: who is a customer at the end; won: who of the
    newcomers was won.
    """

    profit: float
    equity: float
    satisfaction: float
    customers: int
    orders: int
    by_source: pd.DataFrame
    effect: Effect
    kept: Flags
    sold: Sold
    here: Flags
    won: Flags


def effect_of(world: World, plan: Plan) -> Effect:
    """What all decisions of a plan change together; what each changes is kept by the world."""
    better = product.improved(plan.of("02.weights") or {})
    led = str((plan.of("03.position") or {}).get("lead", ""))
    already = {"03.position": tuple(better), "04.price": (*better, led)}
    total = Effect()
    for name, value in plan.decisions.items():
        more = {"already": already[name]} if name in already else {}
        key = ("effect", name, *value.items(), *more.values())
        if key not in world.kept:
            world.kept[key] = STEPS[name](world, value, **more)
        total = total + world.kept[key]
    return total


def live(world: World, plan: Plan) -> Year:
    """The year under `plan`. The same world and plan give the same year; nothing decided gives the year that
    the market had in store.
    """
    effect = effect_of(world, plan)
    won = _won(world, effect)
    kept, here = _ordering(world, effect, won)
    # Whoever was won and then ordered nothing is in no book.
    won &= np.bincount(world.pool.who[kept], minlength=world.size) > 0
    here &= won | ~world.people["newcomer"].to_numpy()
    came = sold(world, effect)
    by_source = sources(world, effect, kept, won, came)
    moved = world.people["satisfaction"].to_numpy() + effect.satisfaction
    return Year(
        profit=float(by_source["money"].sum()),
        equity=equity(world, here),
        satisfaction=float(np.clip(moved, 0, 10)[here].mean()) if here.any() else 0.0,
        customers=int(here.sum()),
        orders=int(kept.sum()),
        by_source=by_source,
        effect=effect,
        kept=kept,
        sold=came,
        here=here,
        won=won,
    )


def _won(world: World, effect: Effect) -> Flags:
    """Which newcomers become customers: the usual ones but for the share that is lost, others with what is
    added.
    """
    times, mark = np.exp(np.broadcast_to(effect.new, world.size)), world.luck["newcomer"]
    possible = world.people["possible"].to_numpy()
    won = np.where(possible, mark < (times - 1) / told("firm")["newcomers"], mark < times)
    flags: Flags = world.people["newcomer"].to_numpy() & won
    return flags


def _ordering(world: World, effect: Effect, won: Flags) -> tuple[Flags, Flags]:
    """Which orders come, and who is here at the end.

    An order that comes anyway stays unless its mark lies above the multiple; one more comes where its mark
    lies below what the multiple adds. Who would leave stays with chance 1 − factor where the factor is below
    one; above one, each order is the last with the chance that is added.
    """
    pool, people, size = world.pool, world.people, world.size
    who = pool.who
    times, factor = multiple(effect.rate, size), leaving(effect, size)
    gone = ~people["alive"].to_numpy() & ~people["newcomer"].to_numpy()
    back = gone & (world.luck["back"] < np.broadcast_to(effect.back, size))
    off = ~gone & (world.luck["off"] < np.broadcast_to(effect.off, size))
    stays = back | (~gone & (world.luck["keeps"] < 1 - factor))
    regained = np.where(back, told("letters")["regained"], 1.0)
    limit = np.select(
        [pool.part == ANYWAY, pool.part == MORE],
        [times[who], (times[who] - 1) / told("firm")["extra_orders"]],
        np.where(stays[who], np.minimum(times, 1.0)[who] * regained[who], 0.0),
    )
    kept = (pool.mark < limit) & ~(np.broadcast_to(effect.dropped, size) & ~people["newcomer"].to_numpy())[
        who
    ]
    kept &= (won | ~people["newcomer"].to_numpy())[who]
    day = told("letters")["day"]
    kept &= ~(off[who] & (pool.day > day)) & ~(back[who] & (pool.day <= day))
    dropout = people["dropout"].to_numpy()
    added = np.clip(dropout * (factor - 1) / np.maximum(1 - dropout, 1e-6), 0, 1)
    # An order more is no reason to leave: only those who would have left by now run their old risk again.
    chance = np.where(pool.part == LATER, np.clip(dropout * factor, 0, 1)[who], added[who])
    final = (pool.last & ~stays[who]) | (kept & ~pool.last & (pool.leaves < chance))
    before = np.cumsum(final) - final
    start = np.searchsorted(who, who)
    after_last = before - before[start] > 0
    kept &= ~after_last
    left = np.zeros(size, bool)
    left[who[final]] = True
    here = (people["alive"].to_numpy() | won | back) & ~left & ~off
    here &= ~(np.broadcast_to(effect.dropped, size) & ~people["newcomer"].to_numpy())
    return kept, here
