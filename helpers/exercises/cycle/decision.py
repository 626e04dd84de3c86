"""The decision of lesson 9: what to do with an experiment that has just come in."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from helpers import cycle
from helpers.case import Case
from helpers.exercises.controls import OneOf
from helpers.exercises.decisions import decision
from helpers.words import _, count

CUSTOMERS, CALL, ORDER = 2_000, 4.0, 1_280.0
SHARES = {"nobody": 0.0, "half": 0.5, "everybody": 1.0}
ROLL_OUT = OneOf(
    {
        "nobody": _("nobody: it may be luck"),
        "half": _("half of them, by lot, and go on counting"),
        "everybody": _("everybody, from Monday"),
    },
    label=_("Whom we call next year"),
)
DRAWS, SEED = 2_000, 9


@decision("09.calls", step=9, allowed={"roll_out": ROLL_OUT}, needs=("experiments",), held_out="people")
class RollOut:
    """Half of some customers were rung after a delivery: how did it arrive? You have seen what half of the experiment says. Each call
    costs money, and an order that would not have come leaves some. Whom do we ring next year?"""

    def rehearse(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(seen(case), value)

    def score(case: Case, value: Mapping[str, Any]) -> pd.DataFrame:
        return compared(judges(case), value)

    def remark(case: Case, value: Mapping[str, Any]) -> str:
        read = cycle.read(judges(case))
        text = _(
            "Judged by {n} customers who were in no figure above: of a hundred rung {lift} more ordered than of a hundred not "
            "rung ({low} to {high}). A range that reaches past zero is no proof that there is nothing."
        )
        ends = {
            name: f"{100 * getattr(read, name):+.1f}".replace("-", "−") for name in ("lift", "low", "high")
        }
        return text.format(n=count(read.n), **ends)


def seen(case: Case) -> pd.DataFrame:
    """The half that may be looked at."""
    return cycle.halves(case.tables["experiments"])[0]


def judges(case: Case) -> pd.DataFrame:
    """The half that judges."""
    return cycle.halves(case.tables["experiments"])[1]


def compared(table: pd.DataFrame, value: Mapping[str, Any]) -> pd.DataFrame:
    """Your roll-out beside the others for a year, in money: policy, low, mid, high, lead_low, lead_high.

    value: roll_out, and assumed: customers (who get a delivery), call_cost, order_left (money).
    """
    rng = np.random.default_rng(SEED)
    rate = {
        str(arm["arm"]): rng.beta(arm["hits"] + 0.5, arm["units"] - arm["hits"] + 0.5, DRAWS)
        for arm in cycle.arms(table).to_dict("records")
    }
    lift = rate["treatment"] - rate["control"]
    each = lift * float(value.get("order_left", ORDER)) - float(value.get("call_cost", CALL))
    size = float(value.get("customers", CUSTOMERS))
    names = {"nobody": _("call nobody"), "half": _("half, by lot"), "everybody": _("call everybody")}
    policies = {_("your plan"): SHARES[str(value["roll_out"])]}
    policies |= {names[name]: share for name, share in SHARES.items()}
    yours = size * each * next(iter(policies.values()))
    rows = []
    for name, share in policies.items():
        money = size * each * share + 0.0
        lead = yours - money + 0.0
        low, high = np.quantile(money, [0.025, 0.975])
        first, last = np.quantile(lead, [0.025, 0.975])
        rows.append((name, low, money.mean(), high, first, last))
    return pd.DataFrame(rows, columns=["policy", "low", "mid", "high", "lead_low", "lead_high"])
