"""Decision 07: who of the silent gets a letter, and what it does to which group of them."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.facts import facts
from helpers.market.lap.effect import Effect
from helpers.market.lap.facts import told
from helpers.market.lap.plan import Value
from helpers.market.lap.ranks import first
from helpers.market.lap.world import World
from helpers.market.people import HOUSEHOLD, INTERNAL
from helpers.words import _

Floats = npt.NDArray[np.float64]
GROUPS = ("persuadable", "sure", "lost", "do-not-disturb")


def letters(world: World, value: Mapping[str, Value]) -> Effect:
    """By group: of those who are gone a share comes back (`back`), those still here order a little more often
    (`rate`) or leave over it (`off`). Only who agreed to hear from us gets one.
    """
    how, people = told("letters"), world.people
    silent = (people["gaps"] > 1) & (people["consent_email"] > 0)
    able = (silent & (people["named"] == 0) & (people["kind"] != INTERNAL)).to_numpy()
    sent = first(_score(world, str(value["rank_by"])), int(float(value["letters"])), among=able)
    each = np.where(people["kind"] == HOUSEHOLD, how["household"], how["business"])
    back, rate, off = (sent * _by_group(world, how[name]) for name in ("back", "rate", "off"))
    return Effect(back=back, rate=rate, off=off, costs={_("letters"): float(each[sent].sum())})


def groups(world: World) -> npt.NDArray[np.object_]:
    """The hidden group of each: that of the mailing where they were in it, else by lot."""
    if "groups" not in world.kept:
        known = world.books.truth["uplift"].set_index("customer_id")["group"].reindex(world.people.index)
        reasons = facts("winback")["reasons"]
        weights = np.array([(one["low"] + one["high"]) / 2 for one in reasons.values()])
        at = np.searchsorted(np.cumsum(weights / weights.sum()), world.luck["reason"]).clip(
            max=len(weights) - 1
        )
        named = {one["reason"]: group for group, one in facts("winback")["groups"].items()}
        drawn = np.array([named[reason] for reason in reasons], dtype=object)[at]
        lost = (world.people["gaps"] > facts("winback")["lost_after"]["gaps"]).to_numpy()
        mixed = np.where(known.notna(), known.astype(object), drawn)
        world.kept["groups"] = np.where(lost, "lost", mixed)
    found: npt.NDArray[np.object_] = world.kept["groups"]
    return found


def _by_group(world: World, what: Mapping[str, float]) -> Floats:
    mine, found = groups(world), np.zeros(world.size)
    for name, value in what.items():
        found[mine == name] = value
    return found


def _score(world: World, by: str) -> Floats:
    """How the silent are lined up."""
    people = world.people
    if by == "value":
        return people["revenue"].to_numpy(float)
    if by == "risk":
        return people["gaps"].to_numpy(float)
    if by == "lots":
        return world.luck["lots"]
    worth = (people["each"] * people["expected_rate"]).clip(lower=0).to_numpy(float)
    if "learnt" not in world.kept:
        world.kept["learnt"] = _learnt(world)
    gain: Floats = world.kept["learnt"] * worth
    return gain


def _learnt(world: World) -> Floats:
    """What the mailing of the past says a letter does, by reason and by how long they are silent; the reasons
    are known of those who were in it, all others count as the average.
    """
    table = world.books.tables["campaigns"]
    long = table["silence_gaps"] > facts("winback")["lost_after"]["gaps"]
    by = (
        table.assign(long=long, got=table["arm"] == "treatment")
        .groupby(["reason", "long", "got"])["returned"]
        .mean()
    )
    rates = by.unstack("got").reindex(columns=[False, True])
    gain = (rates[True] - rates[False]).fillna(0.0)
    reason = (
        table.drop_duplicates("customer_id").set_index("customer_id")["reason"].reindex(world.people.index)
    )
    silent = world.people["gaps"] > facts("winback")["lost_after"]["gaps"]
    keys = pd.MultiIndex.from_arrays([reason.fillna(""), silent])
    mean = gain.groupby(level="long").mean()
    usual = silent.map(mean).fillna(0.0).to_numpy(float)
    found = gain.reindex(keys).to_numpy(float)
    return np.where(np.isnan(found), usual, found)
