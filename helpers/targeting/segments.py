"""Segments: do two traits go together, does a split pass the five tests, what is in each cell of a grid."""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.tails import chi_square
from helpers.words import _, percent

CONSENTS = ("consent_email", "consent_phone", "consent_post")
MONEY = {"revenue": _("revenue"), "profit": _("profit")}
# What passes, as rules of thumb. 0.06: a medium effect, Cohen (1988).
KNOWN, SHARE, HEADS, REACHED, EFFECT, PLANS = 0.9, 0.05, 30, 0.5, 0.06, 7


def association(customers: pd.DataFrame, a: str, b: str) -> pd.Series:
    """Do two traits go together? Chi-square and Cramér's V of the cross-table of columns `a` and `b`.

    Rows where either is blank are left out. Returns chi_square, dof, p, cramers_v (0 to 1),
    cramers_v_corrected, n and smallest_expected: below 5 the p-value is rough (Cochran 1954). V is
    above zero by luck alone, the more so the fewer customers and the more categories; the corrected one
    is not (Bergsma 2013). All nan but n where a trait has one value only.

    >>> two = pd.DataFrame({"region": ["east", "west"] * 20, "type": ["shop", "project"] * 20})
    >>> association(two, "region", "type")[["chi_square", "dof", "cramers_v"]].tolist()
    [40.0, 1.0, 1.0]
    """
    need(customers, a, b, what="customers")
    table = pd.crosstab(customers[a], customers[b]).to_numpy(dtype=float)
    n, (rows, columns) = table.sum(), table.shape
    names = ["chi_square", "dof", "p", "cramers_v", "cramers_v_corrected", "n", "smallest_expected"]
    if min(rows, columns) < 2:
        return pd.Series([math.nan] * 5 + [n, math.nan], index=names)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True) / n
    apart, dof = float(((table - expected) ** 2 / expected).sum()), (rows - 1) * (columns - 1)
    v = math.sqrt(apart / n / (min(rows, columns) - 1))
    bare = max(0.0, apart / n - dof / (n - 1))
    room = min(side - (side - 1) ** 2 / (n - 1) for side in (rows, columns)) - 1
    corrected = math.sqrt(bare / room) if room > 0 else math.nan
    return pd.Series([apart, dof, chi_square(apart, dof), v, corrected, n, expected.min()], index=names)


def associations(
    customers: pd.DataFrame, traits: Sequence[str], other: str, *, people: pd.DataFrame | None = None
) -> pd.DataFrame:
    """`association` of each trait with the column `other`: trait and its figures, closest first.

    people: a table by customer_id with the traits, where `customers` does not hold them itself.

    Traits that the table lacks are left out; blank everywhere is a trait with one value.

    >>> two = pd.DataFrame({"type": ["shop", "project"] * 20, "one": "same", "tier": ["gold", "wood"] * 20})
    >>> associations(two, ["one", "type", "absent"], "tier")["trait"].tolist()
    ['type', 'one']
    """
    if people is not None:
        need(customers, "customer_id", other, what="customers")
        customers = people.merge(customers[["customer_id", other]], on="customer_id")
    known = [trait for trait in traits if trait in customers.columns]
    figures = [association(customers, trait, other).rename(trait) for trait in known]
    if not figures:
        need(customers, *traits, what="customers")
    table = pd.DataFrame(figures).rename_axis("trait").reset_index()
    return table.sort_values("cramers_v_corrected", ascending=False, kind="stable", ignore_index=True)


def grid(values: pd.DataFrame, *, rows: str, columns: str, value: str = "revenue") -> pd.DataFrame:
    """Two-way segmentation: every pair of `rows` × `columns` with customers, total and mean of `value`.

    values: one row a customer. For example customer_type × tier (industry × level), value_class ×
    customer_type. Empty cells are there, with 0 customers.

    >>> two = pd.DataFrame({"type": ["shop", "project"], "tier": ["gold", "wood"], "revenue": [8.0, 2.0]})
    >>> grid(two, rows="type", columns="tier")["customers"].tolist()
    [0, 1, 1, 0]
    """
    need(values, rows, columns, value, what="values")
    cells = values.groupby([rows, columns])[value]
    table = pd.DataFrame({"customers": cells.size(), "total": cells.sum(), "mean": cells.mean()})
    seen = [sorted(values[name].dropna().unique()) for name in (rows, columns)]
    full = pd.MultiIndex.from_product(seen, names=[rows, columns])
    return table.reindex(full).fillna({"customers": 0, "total": 0.0}).astype({"customers": int}).reset_index()


def separation(values: pd.Series, groups: pd.Series) -> float:
    """How much of what differs between customers lies between groups: epsilon squared of ranks, 0 to 1.

    Ranks, so that one giant does not decide; corrected for the number of groups, so that noise gives
    about 0 (and may fall below). nan with fewer than two groups or nothing to tell apart. Source:
    Kelley (1935).

    >>> round(separation(pd.Series([1, 2, 3, 8, 9, 10]), pd.Series(list("aaabbb"))), 3)
    0.714
    """
    known = values.notna() & groups.notna()
    ranks, group = values[known].rank(), groups[known]
    count, total = group.nunique(), ((ranks - ranks.mean()) ** 2).sum()
    if count < 2 or len(ranks) <= count or total == 0:
        return math.nan
    within = ((ranks - ranks.groupby(group).transform("mean")) ** 2).sum()
    return float(1 - (within / (len(ranks) - count)) / (total / (len(ranks) - 1)))


def five_tests(customers: pd.DataFrame, people: pd.DataFrame | None, *, by: str) -> pd.DataFrame:
    """Is a split into segments any use? Kotler's five tests, as far as numbers can judge them.

    customers: one row a customer (`customer_value`), with revenue, orders, age_weeks and, where known,
    profit; people: the table customers, for consents (or None); by: the column that names the segment,
    in either table. Returns test (measurable, substantial, accessible, differentiable, actionable),
    number, threshold, passes (True, False, or blank where it cannot be judged), says. measurable: share
    of customers whose segment is known; substantial: share of money of the smallest segment, which must
    have 30 customers too; accessible: share one may write to or call in the least reachable segment;
    differentiable: `separation` of order rate or order value, the higher; actionable: number of
    segments, each of which needs a plan of its own. Source: Kotler & Keller, Marketing Management.
    """
    table = customers
    extra = [
        name for name in (by, *CONSENTS) if people is not None and name in people and name not in customers
    ]
    if people is not None and extra:
        table = customers.merge(people[["customer_id", *extra]], on="customer_id", how="left")
    need(table, by, what="customers")
    if table[by].isna().all():
        raise ValueError(_("No customer has a value in {column}.").format(column=by))
    tests = [
        _measurable(table, by),
        _substantial(table, by),
        _accessible(table, by),
        _differentiable(table, by),
    ]
    tests.append(_actionable(table, by))
    names = ["measurable", "substantial", "accessible", "differentiable", "actionable"]
    frame = pd.DataFrame(tests, columns=["number", "threshold", "passes", "says"])
    frame.insert(0, "test", names)
    return frame.astype({"passes": "boolean"})


Test = tuple[float, float, bool | None, str]


def _measurable(table: pd.DataFrame, by: str) -> Test:
    known = float(table[by].notna().mean())
    return (
        known,
        KNOWN,
        known >= KNOWN,
        _("We know the segment of {share} of customers.").format(share=percent(known)),
    )


def _substantial(table: pd.DataFrame, by: str) -> Test:
    money = "profit" if "profit" in table.columns and table["profit"].sum() > 0 else "revenue"
    total = table[money].sum()
    if not total > 0:
        return math.nan, SHARE, None, _("Cannot be judged: revenue is not above zero.")
    share = table.groupby(by)[money].sum() / total
    smallest, least = str(share.idxmin()), float(share.min())
    heads = int((table[by].astype("str") == smallest).sum())
    says = _("{segment} is the smallest: {heads} customers, {share} of {money}.")
    words = says.format(segment=smallest, heads=heads, share=percent(least, digits=1), money=MONEY[money])
    return least, SHARE, least >= SHARE and heads >= HEADS, words


def _accessible(table: pd.DataFrame, by: str) -> Test:
    consents = [name for name in CONSENTS if name in table.columns]
    if not consents:
        return (
            math.nan,
            REACHED,
            None,
            _("Cannot be judged: it takes consent_email, consent_phone or consent_post."),
        )
    reached = (table[consents] == 1).any(axis=1).groupby(table[by]).mean()
    least = float(reached.min())
    says = _("In “{segment}”, the least reachable, {share} agreed to be written to or called.")
    return least, REACHED, least >= REACHED, says.format(segment=reached.idxmin(), share=percent(least))


def _differentiable(table: pd.DataFrame, by: str) -> Test:
    years = table["age_weeks"].clip(lower=1)
    effects = {_("how often they order"): separation(table["orders"] / years, table[by])}
    effects[_("how much at a time")] = separation(table["revenue"] / table["orders"].clip(lower=1), table[by])
    if all(math.isnan(effect) for effect in effects.values()):
        return (
            math.nan,
            EFFECT,
            None,
            _("Cannot be judged: it takes two segments with more than one customer."),
        )
    best = max(effects, key=lambda name: np.nan_to_num(effects[name], nan=-1.0))
    says = _("Segments differ most in {behaviour}: they explain {share} of it.")
    effect = effects[best]
    return effect, EFFECT, effect >= EFFECT, says.format(behaviour=best, share=percent(max(0.0, effect)))


def _actionable(table: pd.DataFrame, by: str) -> Test:
    count = table[by].nunique()
    says = _("{count} segments need {count} plans. Whether you have something for each, only you can say.")
    return float(count), float(PLANS), count <= PLANS, says.format(count=count)
