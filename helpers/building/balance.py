"""Open the tap or mend the drain (开源节流): how much for winning customers, how much for keeping them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.checks import above_zero, fraction, need
from helpers.words import _

STEPS = 400
PAPER_MARGIN = 0.2  # what a newspaper leaves the seller


@dataclass(frozen=True)
class Response:
    """A share that rises with money and flattens: ceiling × (1 − e^(−pull × spend)).

    ceiling: the share that no money can pass (fraction); pull: per unit of money.
    """

    ceiling: float
    pull: float

    def share(self, spend: float) -> float:
        """The share reached at this spend.

        >>> round(Response(0.4, 0.02).share(50), 3)
        0.253
        """
        return float(self.ceiling * -np.expm1(-self.pull * spend))


def response_through(spend: float, share: float, *, ceiling: float) -> Response:
    """The response that passes through what happens today, with a ceiling from people who should know.

    >>> round(response_through(50, 0.253, ceiling=0.4).pull, 3)
    0.02
    """
    fraction(ceiling, name="ceiling")
    if not 0 < share < ceiling:
        message = _("The share today, {share:g}, must lie above 0 and below the ceiling {ceiling:g}.")
        raise ValueError(message.format(share=share, ceiling=ceiling))
    return Response(ceiling, float(-np.log1p(-share / ceiling) / above_zero(spend, name="spend")))


def equity(
    acquire: Response,
    retain: Response,
    *,
    spend: tuple[float, float],
    margin: float,
    discount_rate: float = 0.1,
) -> float:
    """What one prospect is worth (money): the first year, and the years of those who stay.

    spend: a year on each prospect, and on each customer (money); margin: of a customer a year (money). With a
    the share won and r the share kept: a·m − A + a·(m − R/r)·r'/(1 − r'), r' = r/(1 + discount rate).
    Source: Blattberg & Deighton (1996).

    >>> all_stay_out = Response(0.0, 0.01)
    >>> equity(all_stay_out, Response(0.8, 0.1), spend=(5, 10), margin=100)
    -5.0
    """
    won, kept = acquire.share(spend[0]), retain.share(spend[1])
    first = won * margin - spend[0]
    if not kept:
        return first
    later = kept / (1 + discount_rate)
    return float(first + won * (margin - spend[1] / kept) * later / (1 - later))


def best_balance(
    acquire: Response, retain: Response, *, margin: float, discount_rate: float = 0.1
) -> pd.DataFrame:
    """What to spend on winning and on keeping: acquire_spend, win_share, retain_spend, keep_share, equity.

    One row. Keeping first, by the worth of one customer already won, on a grid from 0 to `margin`; then
    winning, up to where the next money brings just itself.

    >>> best = best_balance(Response(0.4, 0.02), Response(0.8, 0.05), margin=100)
    >>> best[["acquire_spend", "retain_spend"]].round().values.tolist()
    [[16.0, 38.0]]
    """
    above_zero(margin, name="margin")
    grid = np.linspace(0, margin, STEPS + 1)
    kept = retain.ceiling * -np.expm1(-retain.pull * grid)
    later = kept / (1 + discount_rate)
    # R is paid for everybody, also for those who leave all the same: per customer kept it is R ÷ r.
    stream = np.where(kept > 0, (margin - grid / np.where(kept > 0, kept, 1)) * later / (1 - later), 0.0)
    at = int(stream.argmax())
    worth = margin + float(stream[at])
    tops = acquire.ceiling * acquire.pull * worth
    spend = float(np.log(tops) / acquire.pull) if tops > 1 else 0.0
    won = acquire.share(spend)
    row = (spend, won, float(grid[at]), float(kept[at]), won * worth - spend)
    names = ["acquire_spend", "win_share", "retain_spend", "keep_share", "equity"]
    return pd.DataFrame([row], columns=names)


def regulars(new_a_day: float, *, leave_rate: float) -> float:
    """How many regular customers a stall ends up with: new ones a day ÷ the share that leaves a day.

    It no longer grows when as many leave as come. Source: Little (1961).

    >>> regulars(2, leave_rate=0.05)
    40.0
    """
    return new_a_day / above_zero(fraction(leave_rate, name="leave_rate"), name="leave_rate")


def stall_plans(plans: pd.DataFrame) -> pd.DataFrame:
    """The newspaper seller's plans: plan, new_a_day, leave_rate, regulars, earned_a_day (money).

    plans: plan, new_a_day, leave_rate (fraction a day), margin (money a paper); a regular buys one a day.

    >>> plans = pd.DataFrame({"plan": ["as now"], "new_a_day": [1.0], "leave_rate": [0.05], "margin": [0.2]})
    >>> stall_plans(plans)["earned_a_day"].tolist()
    [4.0]
    """
    need(plans, "plan", "new_a_day", "leave_rate", "margin", what="plans")
    table = plans.assign(
        regulars=[
            regulars(n, leave_rate=rate)
            for n, rate in zip(plans["new_a_day"], plans["leave_rate"], strict=True)
        ]
    )
    table["earned_a_day"] = (table["regulars"] * table.pop("margin")).round(10)
    return table


def newspaper_stall() -> pd.DataFrame:
    """The seller at the bus stop: as now, opening the source, mending the drain, both; see `stall_plans`.

    Our numbers, not the source's, which gives none.

    >>> newspaper_stall()["regulars"].tolist()
    [20.0, 40.0, 40.0, 80.0]
    """
    plans = [
        (_("as now"), 1.0, 1 / 20),
        (_("open the source: walk along the queue"), 2.0, 1 / 20),
        (_("mend the drain: bring it to their desks"), 1.0, 1 / 40),
        (_("both"), 2.0, 1 / 40),
    ]
    table = pd.DataFrame(plans, columns=["plan", "new_a_day", "leave_rate"])
    return stall_plans(table.assign(margin=PAPER_MARGIN))
