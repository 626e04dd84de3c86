"""Decisions 02 to 04: what is made better, for whom we stand out, what it costs the buyer.

All three are about one class of products, the one people were asked about. What an offer is worth to a buyer
is the part-worths of truth/tastes.csv; a change of u in it changes what is bought of the class by
e^u / (s·e^u + 1 − s), where s is the share of their needs that buyers cover with us (logit).
"""

from collections.abc import Collection, Mapping
from functools import cache

import numpy as np
import numpy.typing as npt

from helpers.market.facts import facts
from helpers.market.kinds import NAMES
from helpers.market.lap.effect import Effect
from helpers.market.lap.facts import told
from helpers.market.lap.plan import FACTORS, Plan, Value
from helpers.market.lap.world import World
from helpers.words import _

Floats = npt.NDArray[np.float64]
BASE_PRICE = float(facts("rivals")["brands"]["Meridian Home"]["base_price"])
TODAY_DAYS = 30


@cache
def step_worth(factor: str, steps: int = 1) -> tuple[float, ...]:
    """What a step up (or down) from the middle level is worth to each type, in part-worths; a price step is a
    share.
    """
    if factor == "price":
        change = -told("weights")["price_step"] * steps * BASE_PRICE
        return tuple(facts("tastes")[kind]["price"] * change for kind in NAMES)
    levels = facts("tastes")["shown"][factor]
    middle = (len(levels) - 1) // 2
    found = []
    for kind in NAMES:
        worth = facts("tastes")[kind][factor]
        each = worth if isinstance(worth, list) else [worth * level for level in levels]
        ordered = sorted(each)
        found.append(ordered[middle + steps] - ordered[middle])
    return tuple(found)


def bought_more(worth: Floats) -> Floats:
    """Log of how many times as much is bought when an offer is worth so much more.

    >>> bought_more(np.array([0.0])).tolist()
    [0.0]
    """
    share = told("weights")["share"]
    logs: Floats = worth - np.log(share * np.exp(worth) + 1 - share)
    return logs


def _of_kind(world: World, values: tuple[float, ...]) -> Floats:
    found: Floats = np.array(values)[world.people["kind"]]
    return found


def improved(value: Mapping[str, Value]) -> list[str]:
    """What the points buy: the factor of most points first, then the next that the budget still pays for.

    >>> improved({"points_quality": 10.0, "points_supply_stability": 9.0, "points_after_sales": 8.0})
    ['quality', 'after_sales']
    """
    how, left, found = told("weights"), told("weights")["budget_share"], []
    points = {name: float(value.get(f"points_{name}", 0.0)) for name in FACTORS}
    for name in sorted(points, key=lambda one: -points[one]):
        if points[name] > 0 and how["step_cost"][name] <= left + 1e-9:
            found.append(name)
            left -= how["step_cost"][name]
    return found


def weights(world: World, value: Mapping[str, Value]) -> Effect:
    """Each improvement: worth `noticed` × its step (a lower price is seen whole); it makes the class dearer
    by its step_cost, and customers more content. What costs more than budget_share of the price cannot be
    paid.
    """
    how, total = told("weights"), Effect()
    for name in improved(value):
        if name in world.books.taken:  # the ladder has no further step
            continue
        seen = 1.0 if name == "price" else how["noticed"]
        logs = bought_more(seen * _of_kind(world, step_worth(name)))
        price = np.log(1 - how["price_step"]) if name == "price" else 0.0
        dearer = 0.0 if name == "price" else how["step_cost"][name]
        content = how["satisfaction"][name]
        total = total + Effect(worth=(logs, logs), price=price, dearer=dearer, satisfaction=content)
    return total


def position(world: World, value: Mapping[str, Value], *, already: Collection[str] = ()) -> Effect:
    """The target is told: of the step led with it sees noticed + told; what is given up goes a step down and
    saves its cost. Rivals answer after a quarter with half the step. Telling costs `cost_of_move` a type. A
    step that decision 02 takes `already` for everybody is only told of.
    """
    how, steps = told("position"), told("weights")
    target, lead, give_up = (str(value[name]) for name in ("target", "lead", "give_up"))
    kinds = range(len(NAMES)) if target == "everybody" else [NAMES.index(target)]
    aimed = np.isin(world.people["kind"], list(kinds)).astype(float)
    new = lead not in {*already, *world.books.taken}
    seen = 1.0 if lead == "price" else steps["noticed"] * new + how["told"]
    up, down = seen * _of_kind(world, step_worth(lead)), np.zeros(world.size)
    dearer = 0.0 if lead == "price" else steps["step_cost"][lead] * new
    if give_up not in ("nothing", lead):
        down = steps["noticed"] * _of_kind(world, step_worth(give_up, -1))
        dearer -= steps["step_cost"][give_up]
    price = np.log(1 - steps["price_step"]) if lead == "price" else 0.0
    lost = steps["satisfaction"].get(give_up, 0.0) if give_up != lead else 0.0
    content = steps["satisfaction"][lead] * new - lost
    first, then = bought_more(up + down), bought_more((1 - how["answer"]) * up + down)
    return Effect(
        worth=(aimed * first, aimed * then),
        price=aimed * price,
        dearer=aimed * dearer,
        satisfaction=aimed * content,
        costs={_("telling them of it"): how["cost_of_move"] * world.scale * len(kinds)},
    )


def steps_taken(plan: Plan) -> list[str]:
    """What a year under this plan leaves better for good: no lap takes these steps again.

    >>> steps_taken(Plan({"04.price": {"price_change": 0.0, "terms_days": 60.0}}))
    ['payment_terms']
    """
    found = [name for name in improved(plan.of("02.weights") or {}) if name != "price"]
    position_taken, price_taken = plan.of("03.position") or {}, plan.of("04.price") or {}
    if position_taken.get("target") == "everybody" and position_taken.get("lead") != "price":
        found.append(str(position_taken["lead"]))
    if float(price_taken.get("terms_days", TODAY_DAYS)) > TODAY_DAYS:
        found.append("payment_terms")
    return list(dict.fromkeys(found))


def price(world: World, value: Mapping[str, Value], *, already: Collection[str] = ()) -> Effect:
    """Log quantity = own elasticity × log price, types weighing price more or less as their tastes do. Of a
    cut rivals match half after a quarter (cross elasticity); a rise they leave alone. A higher price makes
    customers less content and readier to leave; later payment is worth its part-worth and costs interest and
    bad bills.
    """
    how, demand = told("price"), facts("rivals")["demand"]
    change = float(np.log1p(float(value["price_change"])))
    slopes = np.array([facts("tastes")[kind]["price"] for kind in NAMES])
    own = demand["own_elasticity"] * _of_kind(world, tuple(slopes / slopes.mean())) * change
    answer = demand["cross_elasticity"] * how["cut_matched"] * min(change, 0.0)
    days = float(value["terms_days"]) - TODAY_DAYS
    if "payment_terms" in {*already, *world.books.taken}:  # longer terms are given to everybody as it is
        days = min(days, 0.0)
    per_day = tuple(facts("tastes")[kind]["payment_terms"] for kind in NAMES)
    later = bought_more(told("weights")["noticed"] * days * _of_kind(world, per_day))
    return Effect(
        worth=(own + later, own + answer + later),
        price=change,
        credit=days * (how["rate"] / 365 + how["lost"] / 30),
        satisfaction=how["satisfaction"] * change,
        leave=how["leave"] * change,
    )
