"""Tiers of customers: who stands in which, what a tier brings, and how customers move between them."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.orders import TIERS
from helpers.targeting.concentration import TOLERANCE, pareto
from helpers.targeting.remembered import summary
from helpers.words import _

TIER_NAMES = ("platinum", "diamond", "gold", "wood")


def assign_tiers(
    customers: pd.DataFrame, *, by: str, names: Sequence[str] = TIER_NAMES, limits: Sequence[float] = TIERS
) -> pd.DataFrame:
    """Customers in tiers by their running share of `by`, as many tiers as there are names.

    customers: as for `concentration.pareto`; names from the highest tier down, in the order the house
    uses (our sources disagree whether platinum or diamond stands on top); limits: one fewer, ascending
    fractions. A customer belongs to the tier in which its own value begins; whoever brings nothing
    belongs to the last. Returns the rows of `pareto` with the column tier.

    >>> four = pd.DataFrame({"customer_id": list("abcd"), "profit": [60, 25, 12, 3]})
    >>> assign_tiers(four, by="profit", names=["gold", "silver"], limits=[0.8])["tier"].tolist()
    ['gold', 'gold', 'silver', 'silver']
    """
    steps = list(limits)
    if len(steps) != len(names) - 1 or steps != sorted(steps) or not all(0 < step <= 1 for step in steps):
        message = _("{names} tiers need {limits} limits that ascend from 0 to 1, for example 0.5, 0.8, 0.95.")
        raise ValueError(message.format(names=len(names), limits=len(names) - 1))
    ranked = pareto(customers, by=by)
    before = ranked["cumulative_share"].shift(fill_value=0.0).where(ranked[by] > 0, np.inf)
    level = np.searchsorted(np.array(steps) - TOLERANCE, before, side="right")
    return ranked.assign(tier=np.array(names)[level])


def tier_table(customers: pd.DataFrame, *, names: Sequence[str] = TIER_NAMES) -> pd.DataFrame:
    """What each tier brings: tier, customers, customer_share, revenue, revenue_share; profit where known.

    customers: tier, revenue and, where known, profit. Every name has a row, also a tier without
    customers. Money is in the case's currency, shares are fractions; below_zero counts customers with a
    loss.

    >>> two = pd.DataFrame({"tier": ["gold", "wood"], "revenue": [80.0, 20.0], "profit": [9.0, -1.0]})
    >>> table = tier_table(two, names=["gold", "wood"])
    >>> table[["tier", "revenue_share", "profit", "below_zero"]].values.tolist()
    [['gold', 0.8, 9.0, 0], ['wood', 0.2, -1.0, 1]]
    """
    need(customers, "tier", "revenue", what="customers")
    groups = customers.groupby("tier")
    table = pd.DataFrame({"customers": groups.size(), "revenue": groups["revenue"].sum()})
    if "profit" in customers.columns:
        table["profit"] = groups["profit"].sum()
        table["below_zero"] = (customers["profit"] < 0).groupby(customers["tier"]).sum()
    table = table.reindex(list(names), fill_value=0).rename_axis("tier")
    table.insert(1, "customer_share", table["customers"] / max(1, len(customers)))
    table.insert(3, "revenue_share", table["revenue"] / table["revenue"].sum())
    return table.reset_index()


def tier_crosswalk() -> pd.DataFrame:
    """What our sources and the textbooks call the tiers, highest first, and what they say to do.

    Returns tier, zh, advice (of the source with four tiers), loyalty_card, peppers_rogers, pyramid.
    Rows align by rank, not by definition: the pyramid goes by profit, cards by spend, Peppers & Rogers
    by what is still to come. Many loyalty schemes put diamond above platinum: `assign_tiers(names=…)`
    takes any order. Sources: Zeithaml, Rust & Lemon (2001); Peppers & Rogers (1997).

    >>> tier_crosswalk()["advice"].tolist()
    ['keep', 'keep', 'raise', 'cut']
    """
    rows = [
        ("platinum", "铂金", "keep", "gold (金卡)", "most valuable (最具价值)", "platinum"),
        ("diamond", "钻石", "keep", "silver (银卡)", "most growable (最具成长性)", "gold"),
        ("gold", "黄金", "raise", "", "other groups (其他中间客户组)", "iron"),
        ("wood", "木头", "cut", "", "below zero (低于零点)", "lead"),
    ]
    columns = ["tier", "zh", "advice", "loyalty_card", "peppers_rogers", "pyramid"]
    return pd.DataFrame(rows, columns=columns)


def tiers_at(lines: pd.DataFrame, *, as_of: pd.Timestamp, years_back: int = 1) -> pd.DataFrame:
    """The tiers as they stood some years before `as_of`: customer_id, tier, from the orders up to that day.

    Tiers go by all revenue up to a day, so they move slowly: who was large stays high for a while after
    leaving.
    """
    then = as_of - pd.DateOffset(years=years_back)
    known = summary(lines[lines["ordered_at"] < then + pd.Timedelta(days=1)], as_of=then)
    return known[["customer_id", "tier"]]


def migration(
    before: pd.DataFrame, after: pd.DataFrame, *, names: Sequence[str] = TIER_NAMES
) -> pd.DataFrame:
    """How customers moved between tiers: a row for each tier before, a column for each after, in fractions.

    before, after: customer_id and tier at two moments. Who is missing after is `gone`; who is missing
    before did not move and is left out. Rows sum to 1; a tier without customers before has no row.
    Index: tier before. Source: a first-order Markov chain of customer states, Pfeifer & Carraway
    (2000).

    >>> before = pd.DataFrame({"customer_id": list("abcd"), "tier": ["gold", "gold", "wood", "wood"]})
    >>> after = pd.DataFrame({"customer_id": list("abc"), "tier": ["gold", "wood", "wood"]})
    >>> migration(before, after, names=["gold", "wood"]).values.tolist()
    [[0.5, 0.5, 0.0], [0.0, 0.5, 0.5]]
    """
    states = [*names, "gone"]
    moved = before[["customer_id", "tier"]].merge(
        after[["customer_id", "tier"]], on="customer_id", how="left", suffixes=("", "_after")
    )
    moved["tier_after"] = moved["tier_after"].fillna("gone")
    counts = pd.crosstab(moved["tier"], moved["tier_after"])
    unknown = sorted({*counts.index, *counts.columns} - set(states))
    if unknown:
        message = _("Tiers {unknown} are not among the names {names}; pass names=… with all of them.")
        raise ValueError(message.format(unknown=", ".join(unknown), names=", ".join(names)))
    counts = counts.reindex(
        index=[name for name in names if name in counts.index], columns=states, fill_value=0
    )
    return counts.div(counts.sum(axis=1), axis=0)


def after_periods(counts: pd.Series, moves: pd.DataFrame, *, periods: int) -> pd.DataFrame:
    """How many customers each tier would hold if customers kept moving as in `moves` and nobody new came.

    counts: customers now, indexed by tier; moves: `migration`. Returns period (0 = now) and a column
    per tier and `gone`. A tier that has no row in moves stays as it is; what has gone stays gone.

    >>> moves = pd.DataFrame({"gold": [0.5, 0], "wood": [0.5, 0.5], "gone": [0, 0.5]}, index=["gold", "wood"])
    >>> after_periods(pd.Series({"gold": 8, "wood": 0}), moves, periods=2).values.tolist()
    [[0.0, 8.0, 0.0, 0.0], [1.0, 4.0, 4.0, 0.0], [2.0, 2.0, 4.0, 2.0]]
    """
    states = list(moves.columns)
    square = pd.DataFrame(0.0, index=states, columns=states)
    for state in states:
        square.loc[state, state] = 1.0
    square.loc[moves.index] = moves
    rows = [counts.reindex(states, fill_value=0).to_numpy(dtype=float)]
    for _period in range(periods):
        rows.append(rows[-1] @ square.to_numpy())
    table = pd.DataFrame(rows, columns=states)
    return table.rename_axis("period").reset_index()
