"""Points, cards and what they cost: break-even lift, breakage, and what the balance sheet owes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.checks import above_zero, fraction, need
from helpers.words import _


@dataclass(frozen=True)
class Programme:
    """A loyalty programme over a year.

    sales: what members buy anyway (money); margin: of sales; reward: points in money, as a part of sales;
    redeemed: the part of points ever used, the rest being breakage; reward_cost: what a unit of reward costs
    us (1 for money off, less for goods at cost); fixed: cost of running it (money).
    """

    sales: float
    margin: float
    reward: float
    redeemed: float = 0.8
    reward_cost: float = 1.0
    fixed: float = 0.0

    def __post_init__(self) -> None:
        above_zero(self.sales, name="sales")
        for name in ("margin", "reward", "redeemed", "reward_cost"):
            fraction(getattr(self, name), name=name)

    @property
    def cost_share(self) -> float:
        """What of every sale goes back to members (fraction)."""
        return self.reward * self.redeemed * self.reward_cost


class Members(NamedTuple):
    """Who could hold a card: what they buy a year (money), our margin on it (fraction), currency."""

    sales: float
    margin: float
    currency: str


def members(lines: pd.DataFrame, *, as_of: pd.Timestamp | None = None, currency: str = "") -> Members:
    """All customers as members: sales of the last 365 days and the margin on them.

    lines: order lines with unit_cost, up to `as_of`. Raises ValueError without costs, or without sales.
    """
    need(lines, "quantity", "unit_price", "unit_cost", what=_("order lines"))
    end = lines["ordered_at"].max() if as_of is None else as_of
    year = lines[lines["ordered_at"] >= end.normalize() - pd.Timedelta(days=364)].dropna(subset=["unit_cost"])
    off = year["discount"].fillna(0.0) if "discount" in year else 0.0
    sales = float((year["quantity"] * year["unit_price"] - off).sum())
    cost = float((year["quantity"] * year["unit_cost"]).sum())
    if not sales > cost:
        raise ValueError(_("There is no margin on the last year's sales, so there is nothing to give back."))
    return Members(sales, 1 - cost / sales, currency)


def break_even_lift(programme: Programme) -> float:
    """By how much members must buy more for the programme to cost nothing (fraction of their sales).

    Every sale is rewarded, those that would have come anyway too: (cost share × sales + fixed) / ((margin −
    cost share) × sales). inf where a rewarded sale leaves nothing. Source: subsidised against incremental
    sales, Dowling & Uncles (1997).

    >>> round(break_even_lift(Programme(sales=100_000, margin=0.3, reward=0.05)), 4)
    0.1538
    """
    left = (programme.margin - programme.cost_share) * programme.sales
    cost = programme.cost_share * programme.sales + programme.fixed
    return float("inf") if left <= 0 else cost / left


def programme_result(programme: Programme, lifts: Sequence[float]) -> pd.DataFrame:
    """What the programme leaves at each lift: lift, extra_margin, rewards, fixed, left (money).

    rewards are paid on all sales: those that came because of the programme, and those that came anyway.
    """
    lift = np.asarray(lifts, dtype=float)
    extra = programme.margin * programme.sales * lift
    rewards = programme.cost_share * programme.sales * (1 + lift)
    return pd.DataFrame(
        {
            "lift": lift,
            "extra_margin": extra,
            "rewards": rewards,
            "fixed": programme.fixed,
            "left": extra - rewards - programme.fixed,
        }
    )


def allocated(sales: float, points_value: float, *, redeemed: float) -> tuple[float, float]:
    """A sale parted into the goods and the points that come with it (money), by their prices alone.

    sales: money paid, which is also the price of the goods alone; points_value: what the points would buy;
    redeemed: the part expected to be used. Source: IFRS 15, paragraphs 73–80 and B39–B43.

    >>> [round(part, 2) for part in allocated(100_000, 10_000, redeemed=0.97)]
    [91157.7, 8842.3]
    """
    worth = fraction(redeemed, name="redeemed") * points_value
    points = sales * worth / (sales + worth)
    return sales - points, points


def points_ledger(
    owed: float, redeemed_so_far: Sequence[float], expected_in_all: Sequence[float]
) -> pd.DataFrame:
    """What is earned and what is still owed: period, earned, earned_so_far, liability (money).

    owed: what was put by for the points (`allocated`); redeemed_so_far and expected_in_all: points, at the
    end of each period; a changed expectation changes what has been earned so far. Source: IFRS 15,
    IE267–IE270.

    >>> points_ledger(9000, [4500, 8500], [9700, 9900])["earned"].round(1).tolist()
    [4175.3, 3552.0]
    """
    done, hoped = np.asarray(redeemed_so_far, dtype=float), np.asarray(expected_in_all, dtype=float)
    if len(done) != len(hoped) or (done > hoped).any() or (np.diff(done) < 0).any():
        raise ValueError(_("Points redeemed only grow, and are never more than those expected in all."))
    so_far = owed * done / hoped
    return pd.DataFrame(
        {
            "period": np.arange(1, len(done) + 1),
            "earned": np.diff(so_far, prepend=0.0),
            "earned_so_far": so_far,
            "liability": owed - so_far,
        }
    )


def card_thresholds(
    sales: pd.Series, *, reward: float, margin: float, pull: float, steps: Sequence[float]
) -> pd.DataFrame:
    """Where a card's threshold should stand: threshold, members, stretching, left (money); best first.

    sales: what each customer buys a year (money); reward: of all sales of whoever reaches the threshold
    (fraction); pull: who is short by this part of the threshold or less buys up to it (an assumption); steps:
    thresholds to try. left = margin on what was bought to reach it − rewards. A low threshold rewards what
    would have come anyway; a high one moves nobody. Source: goal gradient, Kivetz, Urminsky & Zheng (2006).
    """
    bought = sales.clip(lower=0).to_numpy(dtype=float)
    rows = []
    for threshold in steps:
        short = threshold - bought
        stretch = (short > 0) & (short <= pull * threshold)
        there = (short <= 0) | stretch
        then = np.where(stretch, threshold, bought)
        left = margin * short[stretch].sum() - reward * then[there].sum()
        rows.append((float(threshold), int(there.sum()), int(stretch.sum()), float(left)))
    table = pd.DataFrame(rows, columns=["threshold", "members", "stretching", "left"])
    return table.sort_values("left", ascending=False, kind="stable", ignore_index=True)


def next_tier(customers: pd.DataFrame, *, tier: str = "gold", above: str = "diamond") -> pd.DataFrame:
    """Who of a tier is nearest to the next: customer_id, revenue, gap (money), gap_share (of their revenue).

    customers: customer_id, revenue, tier. gap: to the smallest revenue in the tier above; nearest first.
    """
    need(customers, "customer_id", "revenue", "tier", what=_("the customers"))
    upper = customers.loc[customers["tier"] == above, "revenue"]
    own = customers[customers["tier"] == tier]
    if upper.empty or own.empty:
        raise ValueError(
            _("There must be customers in {tier} and in {above}.").format(tier=tier, above=above)
        )
    table = own[["customer_id", "revenue"]].assign(gap=float(upper.min()) - own["revenue"])
    table["gap_share"] = table["gap"] / table["revenue"].where(table["revenue"] > 0)
    return table.sort_values("gap", kind="stable", ignore_index=True)
