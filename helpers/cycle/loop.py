"""The wheel: service feeds staying, staying feeds talking, talking feeds winning; and where it slows."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from helpers.checks import fraction

QUARTERS = 20


@dataclass(frozen=True)
class Wheel:
    """The service–profit chain as difference equations, a quarter a step. Every number is assumed.

    market: buyers there are; customers: of ours at the start; leave: share leaving in a quarter at usual
    satisfaction; tell: new customers brought by each customer a quarter, at most; sell: customers won a
    quarter by selling while all are strangers, for cost_won each; margin: money each leaves a quarter;
    reinvest: share of the margin put into service; effect: satisfaction gained per unit of money per
    customer; habit: share by which expectations catch up with what people got in a quarter. Source: Heskett
    and others (1994), read as a model.
    """

    market: float = 10_000.0
    customers: float = 1_000.0
    leave: float = 0.06
    tell: float = 0.03
    sell: float = 40.0
    cost_won: float = 400.0
    margin: float = 50.0
    reinvest: float = 0.05
    effect: float = 0.08
    habit: float = 0.10


def turned(wheel: Wheel, *, quarters: int = QUARTERS) -> pd.DataFrame:
    """The wheel turning: quarter, customers, satisfaction (1: as hoped), expected, won, told, lost, profit.

    Satisfaction is what people get over what they have come to expect; the better it is, the fewer leave and
    the more tell others (reinforcing). Expectations follow what people got, and fewer strangers are left to
    win (balancing): so it slows.
    """
    fraction(wheel.reinvest, name="reinvest")
    fraction(wheel.habit, name="habit")
    customers, expected, got = wheel.customers, 1.0, 1.0
    rows = []
    for quarter in range(quarters + 1):
        satisfied = got / expected
        strangers = max(0.0, 1 - customers / wheel.market)
        lost = customers * float(np.clip(wheel.leave / satisfied**2, 0, 1))
        told = customers * wheel.tell * max(0.0, satisfied - 0.5) * strangers
        won = wheel.sell * strangers
        profit = customers * wheel.margin * (1 - wheel.reinvest) - wheel.sell * wheel.cost_won
        rows.append((quarter, customers, satisfied, expected, won, told, lost, profit))
        got = 1.0 + wheel.effect * wheel.reinvest * wheel.margin
        expected += wheel.habit * (got - expected)
        customers = customers + won + told - lost
    columns = ["quarter", "customers", "satisfaction", "expected", "won", "told", "lost", "profit"]
    return pd.DataFrame(rows, columns=columns)


def compare(wheels: dict[str, Wheel], *, quarters: int = QUARTERS) -> pd.DataFrame:
    """Several wheels: plan, customers (at the end), satisfaction, profit (all quarters together)."""
    rows = []
    for name, wheel in wheels.items():
        run = turned(wheel, quarters=quarters)
        rows.append((name, run["customers"].iloc[-1], run["satisfaction"].iloc[-1], run["profit"].sum()))
    return pd.DataFrame(rows, columns=["plan", "customers", "satisfaction", "profit"])


def sensitivity(wheel: Wheel, *, by: float = 0.2, quarters: int = QUARTERS) -> pd.DataFrame:
    """Which assumption matters: assumption, less, more (profit of all quarters against the base, fraction).

    Each number is moved by `by` down and up while the others stay.
    """
    base = float(turned(wheel, quarters=quarters)["profit"].sum())
    rows = []
    for name in (
        "customers",
        "leave",
        "tell",
        "sell",
        "cost_won",
        "margin",
        "reinvest",
        "effect",
        "habit",
        "market",
    ):
        value = float(getattr(wheel, name))
        less, more = (
            float(turned(replace(wheel, **{name: value * way}), quarters=quarters)["profit"].sum()) / base - 1
            for way in (1 - by, 1 + by)
        )
        rows.append((name, less, more))
    table = pd.DataFrame(rows, columns=["assumption", "less", "more"])
    width = (table["more"] - table["less"]).abs()
    return table.iloc[width.to_numpy().argsort(kind="stable")[::-1]].reset_index(drop=True)
