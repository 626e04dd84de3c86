"""Winning a dear customer by instalments: after each look, then pay on or stop."""

import numpy as np
import pandas as pd

from helpers.checks import fraction, need
from helpers.words import _

CHAIN_WORTH = 20_000.0
CHAIN = [
    (_("send samples, ask what they think"), 200.0, 0.3),
    (_("visit, meet all who will have a say"), 1800.0, 0.5),
    (_("a first container at no profit, for one shop"), 3000.0, 0.6),
]


def rollback(steps: pd.DataFrame, *, value: float) -> pd.DataFrame:
    """A plan in steps, worked out from its end: step, cost, chance, worth (money), go (yes or stop here).

    steps: step, cost (money, paid on entering the step), chance (to get on from it). value: of the customer
    once won (money). worth: of standing before the step, with the right to stop: the larger of nothing and
    chance × worth of the next − cost. Money of a later year should be discounted before it comes here.
    Source: decision trees, Raiffa (1968); as options, Dixit & Pindyck (1994).

    >>> steps = pd.DataFrame({"step": ["sample", "visit"], "cost": [100.0, 1000.0], "chance": [0.3, 0.5]})
    >>> rollback(steps, value=4000)["worth"].tolist()
    [200.0, 1000.0]
    """
    need(steps, "step", "cost", "chance", what="steps")
    for one in steps["chance"]:
        fraction(float(one), name="chance")
    worth, ahead = [], float(value)
    for cost, chance in zip(steps["cost"][::-1], steps["chance"][::-1], strict=True):
        ahead = max(0.0, float(chance) * ahead - float(cost))
        worth.append(ahead)
    table = steps[["step", "cost", "chance"]].reset_index(drop=True)
    table["worth"] = worth[::-1]
    return table.assign(go=table["worth"] > 0)


def chain_of_four(*, blanks: int = 0) -> pd.DataFrame:
    """A chain that has four shops and buys nothing from us yet, in three steps; `blanks` open, from the top.

    Columns as of `rollback`, for a customer worth `CHAIN_WORTH` once won.

    >>> chain_of_four()["worth"].tolist()
    [610.0, 2700.0, 9000.0]
    """
    table = rollback(pd.DataFrame(CHAIN, columns=["step", "cost", "chance"]), value=CHAIN_WORTH)
    if blanks:
        table.loc[: blanks - 1, "worth"] = np.nan
    return table[["step", "cost", "chance", "worth"]]


def exits(steps: pd.DataFrame, *, value: float) -> pd.DataFrame:
    """Every way in which a plan in steps may end: step, cost, chance, ends (a chance too), in_hand (money).

    steps: step, cost, chance; value: of the customer once won, which is the last row. ends: that it is over
    after this step; in_hand: what one has then, all that was paid taken off. Ends × in_hand, added up, is
    what the plan is worth if it is carried on wherever that is possible.

    >>> steps = pd.DataFrame({"step": ["sample", "visit"], "cost": [100.0, 1000.0], "chance": [0.3, 0.5]})
    >>> exits(steps, value=4000)[["ends", "in_hand"]].round(2).values.tolist()
    [[0.7, -100.0], [0.15, -1100.0], [0.15, 2900.0]]
    """
    need(steps, "step", "cost", "chance", what="steps")
    won = pd.DataFrame({"step": [_("won")], "cost": [0.0], "chance": [0.0]})
    table = pd.concat([steps[["step", "cost", "chance"]], won], ignore_index=True)
    reach = table["chance"].cumprod().shift(fill_value=1.0)
    worth = np.r_[np.zeros(len(steps)), value]
    return table.assign(ends=reach * (1 - table["chance"]), in_hand=worth - table["cost"].cumsum())


def at_once(steps: pd.DataFrame, *, value: float) -> float:
    """What the same plan is worth where all is paid at the start (money): chances multiply, costs add up.

    >>> steps = pd.DataFrame({"step": ["sample", "visit"], "cost": [100.0, 1000.0], "chance": [0.3, 0.5]})
    >>> at_once(steps, value=4000)
    -500.0
    """
    need(steps, "cost", "chance", what="steps")
    chance, cost = (steps[name].to_numpy(dtype=float) for name in ("chance", "cost"))
    return float(chance.prod() * value - cost.sum())


def worth_of_stopping(steps: pd.DataFrame, *, value: float) -> pd.DataFrame:
    """A plan paid at once and paid in steps: way, worth, expected_cost (money); last the gain.

    Paid in steps, a step is paid only by those who get there.

    >>> steps = pd.DataFrame({"step": ["sample", "visit"], "cost": [100.0, 1000.0], "chance": [0.3, 0.5]})
    >>> worth_of_stopping(steps, value=4000)["worth"].tolist()
    [-500.0, 200.0, 700.0]
    """
    staged = rollback(steps, value=value)
    reach = np.r_[1.0, steps["chance"].to_numpy(dtype=float)[:-1].cumprod()]
    going = staged["go"].cummin().to_numpy()
    paid = float((reach * steps["cost"].to_numpy(dtype=float))[going].sum())
    rows = [
        (_("all at once"), at_once(steps, value=value), float(steps["cost"].sum())),
        (_("by instalments"), float(staged["worth"].iloc[0]), paid),
    ]
    rows.append((_("what the right to stop is worth"), rows[1][1] - rows[0][1], rows[0][2] - rows[1][2]))
    return pd.DataFrame(rows, columns=["way", "worth", "expected_cost"])
