"""Decisions 06, 06b and 09: whom we ring, whose trouble comes first, who is asked how it arrived."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from helpers.market.lap.effect import Effect
from helpers.market.lap.facts import told
from helpers.market.lap.plan import Value
from helpers.market.lap.pool import ANYWAY
from helpers.market.lap.ranks import first, place
from helpers.market.lap.world import World
from helpers.words import _

Floats = npt.NDArray[np.float64]
LONG_TURN = 40.0


def contacts(world: World, value: Mapping[str, Value]) -> Effect:
    """A call to somebody silent who is still here makes leaving less likely (`leave`) and orders more
    frequent (`rate`). Who is gone is not brought back by it. Who was in no danger is annoyed.
    """
    how, people = told("contacts"), world.people
    silent = (people["gaps"] > 1).to_numpy() & (people["consent_email"] > 0).to_numpy()
    able = (
        silent
        & (people["p_alive"] >= float(value["at_least"])).to_numpy()
        & (people["orders"] > 0).to_numpy()
    )
    called = first(_silent_score(world, str(value["rank_by"])), round(how["calls"] * world.scale), among=able)
    calm = called & (people["gaps"] < 1.5).to_numpy()
    return Effect(
        rate=how["rate"] * (called & ~calm),
        leave=how["leave"] * (called & ~calm) + how["annoyed"] * calm,
        costs={_("calls to the silent"): how["cost"] * float(called.sum())},
    )


def _silent_score(world: World, by: str) -> Floats:
    people = world.people
    score = {
        "value": people["profit"],
        "silence": people["gaps"],
        "risk": -people["p_alive"],
        "loss": people["each"] * people["expected_rate"] * (1 - people["p_alive"]),
        "to_come": people["to_come"] * (people["p_alive"] < 0.9),
    }[by]
    return score.to_numpy(float)


def hours(world: World, value: Mapping[str, Value]) -> Effect:
    """The hours are fixed: whoever is taken first waits less and is more content, whoever is last as much
    less. An early turn for everybody narrows both. The worst troubles first helps those who have many, a
    little.
    """
    how, people = told("hours"), world.people
    asked = (people["tickets"] > 0).to_numpy()
    by = str(value["first"])
    if by == "oldest":
        return Effect()
    score = {
        "severe": people["tickets"],
        "biggest": people["revenue"],
        "risk": people["to_come"] * people["expected_dropout"],
    }[by].to_numpy(float)
    turn = float(value["turn_by"])
    spread = min(turn / LONG_TURN, 1.0) ** 0.5 if turn else 1.0
    return Effect(satisfaction=how["satisfaction"] * spread * place(score, among=asked))


def calls(world: World, value: Mapping[str, Value]) -> Effect:
    """The call after a delivery, in the lower tiers: it adds uplift · p · (1 − p) to the chance p of an order
    within 60 days; of a year that is the share of days which lie so soon after a delivery.
    """
    how, people = told("calls"), world.people
    share = {"nobody": 0.0, "half": 0.5, "everybody": 1.0}[str(value["roll_out"])]
    lower = (people["revenue"] <= how["most_spent"]).to_numpy() & (people["named"] == 0).to_numpy()
    rung = lower & (world.luck["half"] < share)
    soon = 1 - np.exp(-people["rate"].to_numpy() * how["within_days"] / 7)
    here = people["alive"].to_numpy() | people["newcomer"].to_numpy()
    usual = world.pool.who[world.pool.part == ANYWAY]
    deliveries = np.bincount(usual, minlength=world.size)[rung & here].sum()
    return Effect(
        rate=np.where(rung, np.log1p(how["uplift"] * soon * (1 - soon)), 0.0),
        costs={_("calls after deliveries"): how["cost"] * float(deliveries)},
    )
