"""Plans to compare: nothing, the sources to the letter, what the lessons find, one that knows the truth."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any

from helpers.market.kinds import NAMES
from helpers.market.lap.desk import queue
from helpers.market.lap.facts import told
from helpers.market.lap.plan import CHANNELS, DECISIONS, FACTORS, NOTHING, PARTS, Plan, Value, plan
from helpers.market.lap.world import World, another_year
from helpers.market.lap.year import Year, live

DO_NOTHING, LITERALLY, INFORMED, ORACLE, YOURS = (
    "do_nothing",
    "sources_literally",
    "informed",
    "oracle",
    "yours",
)
YEARS = (
    3  # other years that might come, by which the oracle tries its plans: it knows the truth, not the luck
)
FIRST_LUCK = 1001
ROUNDS = 2
Choice = Mapping[str, Value]


@cache
def stated() -> Mapping[str, Plan]:
    """The plans of policies.toml, by name."""
    said: dict[str, Any] = tomllib.loads(
        Path(__file__).with_name("policies.toml").read_text(encoding="utf-8")
    )
    return {name: plan(taken) for name, taken in said.items()}


def policies(world: World | None = None, yours: Plan | None = None) -> dict[str, Plan]:
    """The plans of a lap by name: do_nothing, sources_literally, informed; with a world the oracle's; yours.

    The oracle takes some seconds; leave `world` out where it need not be there.
    """
    found = {DO_NOTHING: NOTHING, **stated()}
    if world is not None:
        found[ORACLE] = oracle(world)
    if yours is not None:
        found[YOURS] = yours
    return found


def oracle(world: World, *, years: int = YEARS) -> Plan:
    """The plan of somebody who knows the truth, though not the luck of the year.

    One decision after the other takes the candidate that earns most, in profit and in what customers are
    worth at the end, on average over `years` years that might come; then once more.
    """
    ahead = [another_year(world, luck=FIRST_LUCK + number) for number in range(years)]
    best = stated()[INFORMED]
    for _round in range(ROUNDS):
        before = best
        for name in DECISIONS:
            tried = [best.without(name), *(best.with_(name, one) for one in candidates(name))]
            best = max([best, *tried], key=lambda one: _worth(ahead, one))
        if before == best:
            break
    return best


def earned(year: Year) -> float:
    """What a plan is judged by: profit of the year and what customers at its end are worth (money)."""
    return year.profit + year.equity


def _worth(ahead: Sequence[World], chosen: Plan) -> float:
    return sum(earned(live(one, chosen)) for one in ahead) / len(ahead)


def candidates(name: str) -> Iterator[Choice]:
    """What the oracle tries for a decision: all words, and numbers on a grid."""
    if name in OWN:
        yield from OWN[name]()
        return
    grids = [
        [*ruler.options] if hasattr(ruler, "options") else list(GRIDS[parameter])
        for parameter, ruler in DECISIONS[name].items()
    ]
    for values in product(*grids):
        yield dict(zip(DECISIONS[name], values, strict=True))


GRIDS: dict[str, list[Value]] = {
    "price_change": [-0.05, 0.0, 0.04, 0.08, 0.12, 0.16, 0.20],
    "terms_days": [0.0, 30.0, 45.0, 60.0],
    "cut_off": [0.0, 10.0, 20.0],
    "kept_free": [0.0],
    "turn_by": [0.0, 20.0],
    "letters": [20.0, 60.0, 120.0, 250.0],
}


def _improvements() -> Iterator[Choice]:
    """Every set of improvements that can be paid."""
    how = told("weights")
    for number in range(4):
        for chosen in combinations(FACTORS, number):
            if sum(how["step_cost"][one] for one in chosen) <= how["budget_share"]:
                yield {f"points_{one}": 10.0 if one in chosen else 0.0 for one in FACTORS}


def _positions() -> Iterator[Choice]:
    for target, lead in product(("everybody", *NAMES[:-1]), FACTORS[1:]):
        yield {"target": target, "lead": lead, "give_up": "nothing"}


def _budgets() -> Iterator[Choice]:
    for parts in (
        (25, 25, 25, 25),
        (20, 35, 30, 15),
        (15, 40, 30, 15),
        (20, 30, 40, 10),
        (30, 30, 30, 10),
        (15, 35, 40, 10),
    ):
        yield dict(zip(CHANNELS, map(float, parts), strict=True))


def _rotas() -> Iterator[Choice]:
    """For each part of the day the number at which people, waiting and lost calls cost least, and one more or
    less.
    """
    best = _cheapest()
    for more in (-1, 0, 1):
        yield {part: float(min(max(best[part] + more, 1), 8)) for part in PARTS}


@cache
def _cheapest() -> dict[str, int]:
    from helpers.market.facts import facts
    from helpers.market.lap.desk import HALF_HOURS

    how, desk, found, at = told("desk"), facts("desk"), {}, 0
    for part, long in HALF_HOURS.items():
        rates = [
            round(day * half, 3)
            for day in desk["weekdays"].values()
            for half in desk["profile"][at : at + long]
        ]
        cost = {}
        for people in range(1, 9):
            queues = [queue(rate, people) for rate in rates]
            cost[people] = sum(
                people * how["agent_hour"] / 2 + waited / 60 * how["waiting_minute"] + lost * how["lost_call"]
                for lost, waited in queues
            )
        found[part], at = min(cost, key=lambda one: cost[one]), at + long
    return found


OWN = {"02.weights": _improvements, "03.position": _positions, "04.budget": _budgets, "08.rota": _rotas}
