"""What one promotion really added; rate ratios, coupons, call-outs."""

import math

import pandas as pd

from helpers.intervals import wilson
from helpers.words import _

Z = 1.959964


def promotion_lift(  # noqa: PLR0913 – the six numbers of a promotion
    *,
    units: float,
    usual: float,
    dip: float = 0.0,
    margin: float,
    promoted_margin: float | None = None,
    cost: float = 0.0,
) -> pd.DataFrame:
    """A promotion step by step: what it sold, what would have sold anyway, what was only bought earlier.

    units: sold in the promotion; usual: what the same days sell without it; dip: units missing afterwards
    because people had stocked up (forward buying, 提前消费). margin, promoted_margin: money a unit without
    and with the promotion; cost: of running it. Returns step and amount (units, then money); profit = what
    all units leave in the promotion − what the usual units would have left − the dip − cost. Source:
    Blattberg & Neslin (1990).

    >>> promotion_lift(units=150, usual=100, dip=30, margin=10, promoted_margin=8, cost=50)["amount"].tolist()
    [150.0, -100.0, -30.0, 20.0, -150.0]
    """
    now = margin if promoted_margin is None else promoted_margin
    profit = units * now - usual * margin - dip * margin - cost
    steps = {
        _("units sold"): units,
        _("would have sold anyway"): -usual,
        _("only bought earlier"): -dip,
        _("units added"): units - usual - dip,
        _("profit added (money)"): profit,
    }
    return pd.DataFrame({"step": list(steps), "amount": [float(amount) for amount in steps.values()]})


def rate_ratio(count: int, exposure: float, usual_count: int, usual_exposure: float) -> pd.DataFrame:
    """Did sales really double? Two counts per time: ratio, low, high (95%), p (two-sided).

    count in `exposure` days against usual_count in usual_exposure days. The interval is normal in the
    logarithm; p is exact: given the sum, the count is binomial. Raises ValueError where a count is zero or
    time is not positive. Source: Przyborowski & Wilenski (1940); interval: Rothman (2002).

    >>> rate_ratio(60, 10, 30, 10).round(3).values.tolist()
    [[2.0, 1.29, 3.1, 0.002]]
    """
    if min(count, usual_count) < 1 or min(exposure, usual_exposure) <= 0:
        raise ValueError(_("A ratio of rates takes a count of one at least, and some time, on both sides."))
    ratio = count / exposure / (usual_count / usual_exposure)
    half = Z * math.sqrt(1 / count + 1 / usual_count)
    p = _binomial_p(count, count + usual_count, exposure / (exposure + usual_exposure))
    ends = ratio * math.exp(-half), ratio * math.exp(half)
    return pd.DataFrame({"ratio": [ratio], "low": [ends[0]], "high": [ends[1]], "p": [p]})


def coupon_profit(  # noqa: PLR0913 – the six numbers of a coupon
    *, printed: int, redeemed: float, new_buyers: float, margin: float, face_value: float, print_cost: float
) -> pd.DataFrame:
    """What a coupon leaves: step, amount (money).

    printed: coupons handed out; redeemed: share that comes back; new_buyers: share of those who would not
    have bought without it; margin: money a purchase at the full price; face_value: money off; print_cost: a
    coupon. Whoever would have bought anyway costs the face value. Source: Neslin (1990).

    >>> coupon_profit(printed=1000, redeemed=0.05, new_buyers=0.4, margin=10, face_value=3, print_cost=0.02)[
    ...     "amount"].tolist()
    [200.0, -150.0, -20.0, 30.0]
    """
    back = printed * redeemed
    amounts = [back * new_buyers * margin, -back * face_value, -printed * print_cost]
    names = [_("margin of new buyers"), _("money off, all who redeem"), _("printing"), _("left")]
    return pd.DataFrame({"step": names, "amount": [round(x, 6) for x in (*amounts, sum(amounts))]})


def call_outs(results: pd.DataFrame) -> pd.DataFrame:
    """Two or more ways to call out (消息点), side by side: rate with its interval, and the lead over the
    first.

    results: call_out, heard, bought (counts). Returns them with rate, low, high (Wilson), lead (rate − that
    of the first row), lead_low, lead_high (normal, 95%). Source: Wilson (1927); Wald's interval for a
    difference.

    >>> tried = pd.DataFrame({"call_out": ["Paper!", "the news"], "heard": [400, 400], "bought": [20, 44]})
    >>> call_outs(tried)[["rate", "lead", "lead_low", "lead_high"]].round(3).values.tolist()
    [[0.05, 0.0, 0.0, 0.0], [0.11, 0.06, 0.023, 0.097]]
    """
    rate = results["bought"] / results["heard"]
    ends = [wilson(int(b), int(h)) for b, h in zip(results["bought"], results["heard"], strict=True)]
    noise = rate * (1 - rate) / results["heard"]
    lead = rate - rate.iloc[0]
    half = Z * (noise + noise.iloc[0]).pow(0.5).where(results.index != results.index[0], 0.0)
    return results.assign(
        rate=rate, low=[e[0] for e in ends], high=[e[1] for e in ends],
        lead=lead, lead_low=lead - half, lead_high=lead + half,
    )  # fmt: skip


def contacts_per_hour(
    *, passing: float, share_stopping: float, minutes_each: float, standing: bool = False
) -> float:
    """How many people a seller speaks with in an hour: no more than pass by, no more than time allows.

    passing: people an hour within earshot; share_stopping: of those who listen; minutes_each: a talk takes.
    standing: waits to be addressed, so that two talks that fall together cost one of them (Erlang's loss
    formula).

    >>> contacts_per_hour(passing=200, share_stopping=0.1, minutes_each=2)
    20.0
    >>> contacts_per_hour(passing=200, share_stopping=0.1, minutes_each=2, standing=True)
    12.0
    """
    wanted, able = passing * share_stopping, 60 / minutes_each
    if not standing:
        return min(wanted, able)
    load = wanted / able
    return round(wanted / (1 + load), 6)


def _binomial_p(found: int, n: int, share: float) -> float:
    """Two-sided p: the chance of all outcomes that are no likelier than the one found."""
    logs = [
        math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
        + k * math.log(share) + (n - k) * math.log(1 - share)
        for k in range(n + 1)
    ]  # fmt: skip
    return min(1.0, sum(math.exp(log) for log in logs if log <= logs[found] + 1e-9))
