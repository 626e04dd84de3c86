"""Decisions 04 (budget), 05 and 05b: how many inquiries come, which are followed up, whose letter is answered
first.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.facts import facts
from helpers.market.kinds import NAMES
from helpers.market.lap.effect import Effect
from helpers.market.lap.facts import told
from helpers.market.lap.plan import CHANNELS, Value
from helpers.market.lap.world import World
from helpers.market.service import chance
from helpers.words import _

Floats = npt.NDArray[np.float64]
SOON = 8
# The constant in truth/lead_odds.csv (-1.8447, by market.conversion.chances), rounded; a test compares both.
# data/laps.csv was made with it. The whole one moves chances by up to 0.0012: enough for a customer more or
# less to be won, which moves all later draws. Whoever changes it runs `make laps` and reads lesson 9 again.
CONSTANT = -1.84
TRAITS = ("need", "budget", "authority", "timing_weeks", "reply_hours", "visits_before")


def budget(world: World, value: Mapping[str, Value]) -> Effect:
    """The same sum in other parts: who is won follows the inquiries that come, within bounds. In a month a
    channel brings base + ceiling · (1 − exp(−stock / scale)); its stock is spend / (1 − carry_over), each
    keeping its calendar.
    """
    how = told("budget")
    now = {name: float(facts("channels")[name]["mean"]) for name in CHANNELS}
    parts = {name: float(value.get(name, 0.0)) for name in CHANNELS}
    if not sum(parts.values()):
        return Effect()
    share = sum(now.values()) / sum(parts.values())
    ratio = inquiries({name: part * share for name, part in parts.items()}) / inquiries(now)
    return Effect(new=float(np.log(np.clip(ratio, how["least"], how["most"]))))


def inquiries(spend: Mapping[str, float]) -> float:
    """Expected inquiries of a year of this usual monthly spend by channel (USD)."""
    total = 0.0
    for name, money in spend.items():
        one = facts("channels")[name]
        stock = money * np.array(one["months"]) / (1 - one["carry_over"])
        total += float((one["base"] + one["ceiling"] * (1 - np.exp(-stock / one["scale"]))).sum())
    return total


def leads(world: World, value: Mapping[str, Value]) -> Effect:
    """Who is followed up is won with 1, others with 1 − saved, against what first come first served gives."""
    how, table, of = told("leads"), inquired(world), lead_of(world)
    score = _call_score(table, str(value["rank_by"]))
    able = table["chance"].to_numpy() >= float(value["cut_off"]) / 100
    called = _taken(score, able, how["places"])
    usual = how["places"] + (1 - how["places"]) * (1 - how["saved"])
    times = np.where(called, 1.0, 1 - how["saved"]) / usual
    if str(value["rank_by"]) == "first_come":
        times = np.where(able, 1.0, (1 - how["saved"]) / usual)
    spent = len(table) * float(
        (called.mean() if score is not None else how["places"] * able.mean()) - how["places"]
    )
    return Effect(new=np.log(times)[of], costs={_("following up inquiries"): how["cost"] * spent})


def reply(world: World, value: Mapping[str, Value]) -> Effect:
    """An answer of one's own multiplies the odds of passing `stages` stages by `odds`; the part kept free
    goes to whoever comes first.
    """
    how, table, of = told("reply"), inquired(world), lead_of(world)
    free = float(value["kept_free"]) / 100
    score = _answer_score(table, str(value["answer_first"]))
    answered = np.full(len(table), how["places"])
    if score is not None:
        chosen = _taken(score, np.full(len(table), True), how["places"] * (1 - free)).astype(float)
        answered = chosen + (1 - chosen) * how["places"] * free / (1 - how["places"] * (1 - free))
    gain = how["odds"] ** how["stages"] - 1
    # From odds to chance: what is certain anyway gains nothing.
    lift = gain * (1 - table["chance"].to_numpy())
    return Effect(new=np.log((1 + lift * answered) / (1 + lift * how["places"]))[of])


def inquired(world: World) -> pd.DataFrame:
    """The inquiries of the year before, with the chance by the logit behind them and what such a customer
    leaves.
    """
    if "inquired" not in world.kept:
        table = world.books.tables["leads"]
        recent = table[table["created_at"] >= world.books.as_of - pd.Timedelta(days=365)].reset_index(
            drop=True
        )
        people = world.people[~world.people["newcomer"] & (world.people["orders"] > 0)]
        usual = people.groupby("kind")["to_come"].mean().reindex(range(len(NAMES))).fillna(0.0)
        kind = recent["customer_type"].map({name: n for n, name in enumerate(NAMES)}).fillna(0).astype(int)
        world.kept["inquired"] = recent.assign(
            kind=kind, chance=_chance(recent), worth=usual.clip(lower=1.0).to_numpy()[kind]
        )
    found: pd.DataFrame = world.kept["inquired"]
    return found


def _chance(table: pd.DataFrame) -> Floats:
    """The chance to become a customer, by truth/lead_odds.csv: a score that had learnt all there is."""
    odds: dict[str, Any] = facts("leads")["log_odds"]
    logs = np.full(len(table), CONSTANT)
    for name in TRAITS:
        logs += odds[name] * table[name].to_numpy(float)
    for name in ("source", "customer_type"):
        logs += table[name].map(lambda one, name=name: odds.get(f"{name} {one}", 0.0)).to_numpy(float)
    return chance(logs)


def lead_of(world: World) -> npt.NDArray[np.int64]:
    """An inquiry for each customer: for newcomers one of those that were won, of their type where there is
    one.
    """
    if "lead_of" not in world.kept:
        table, kind = inquired(world), world.people["kind"].to_numpy()
        won = table["converted"].to_numpy() == 1
        rows = np.flatnonzero(won) if won.any() else np.arange(len(table))
        found = rows[(world.luck["lead"] * len(rows)).astype(np.int64)]
        for one in range(len(NAMES)):
            mine, own = kind == one, rows[table["kind"].to_numpy()[rows] == one]
            if len(own):
                found[mine] = own[(world.luck["lead"][mine] * len(own)).astype(np.int64)]
        world.kept["lead_of"] = found
    found_of: npt.NDArray[np.int64] = world.kept["lead_of"]
    return found_of


def _call_score(table: pd.DataFrame, by: str) -> Floats | None:
    """By what inquiries are lined up for a call; None: as they come."""
    if by == "first_come":
        return None
    if by == "size":
        return table["employees"].to_numpy(float)
    if by == "chance":
        return table["chance"].to_numpy(float)
    if by == "gain":
        return (table["chance"] * table["worth"]).to_numpy(float)
    soon = SOON / table["timing_weeks"].clip(lower=SOON)
    points: Floats = (table["need"] / 3 + table["budget"] + table["authority"] + soon).to_numpy(float)
    return points


def _answer_score(table: pd.DataFrame, by: str) -> Floats | None:
    """By what letters are lined up for an answer; None: as they come."""
    chances = table["chance"].to_numpy(float)
    if by == "first_come":
        return None
    if by == "urgent_word":
        return table["urgent"].to_numpy(float)
    if by == "stage":
        return chances
    if by == "completeness":
        return (table["budget"] + table["authority"] + (table["need"] > 0)).to_numpy(float)
    if by == "type":
        return table["worth"].to_numpy(float)
    gain: Floats = chances * (1 - chances) * table["worth"].to_numpy(float)
    return gain


def _taken(score: Floats | None, able: npt.NDArray[np.bool_], share: float) -> npt.NDArray[np.bool_]:
    """The first by score, so many of all, none of them unable."""
    if score is None:
        return able
    chosen = np.zeros(len(score), bool)
    order = np.argsort(-np.where(able, score, -np.inf), kind="stable")[: round(share * len(score))]
    chosen[order] = True
    return chosen & able
