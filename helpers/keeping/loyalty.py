"""Does being content make people stay? Satisfaction against behaviour, share of wallet, better service."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson
from helpers.keeping.alive import YEAR_DAYS
from helpers.keeping.satisfaction import GROUPS, responses, score_group
from helpers.orders import usual_gap_days
from helpers.words import _

ALL = "all together"
FEWEST = 5


def behaviour(
    customers: pd.DataFrame, lines: pd.DataFrame, *, as_of: pd.Timestamp | None = None
) -> pd.DataFrame:
    """What customers do who came back: customer_id, customer_type (where known), in_rhythm (0/1), orders_12m.

    customers: `orders.customers` with customer_type; lines: order lines up to `as_of`. in_rhythm: not silent
    for longer than their own usual gap; orders_12m: orders in the last 365 days. Who ordered once has no
    rhythm to be in, and is left out.
    """
    end = lines["ordered_at"].max() if as_of is None else as_of
    recent = lines[lines["ordered_at"] >= end.normalize() - pd.Timedelta(days=YEAR_DAYS - 1)]
    orders = recent.groupby("customer_id")["order_id"].nunique()
    back = customers[customers["repeat_days"] > 0]
    table = back[["customer_id", *(["customer_type"] if "customer_type" in back else [])]].copy()
    table["in_rhythm"] = (back["days_since_last"] <= usual_gap_days(customers)[back.index]).astype(int)
    return table.assign(orders_12m=table["customer_id"].map(orders).fillna(0).astype(int))


def content_and_loyal(answers: pd.DataFrame, done: pd.DataFrame, *, by: str = "") -> pd.DataFrame:
    """What people said beside what they do: group of the score, people, in_rhythm, low, high, orders_12m.

    answers: the survey nps with customer_id; done: `behaviour`; by: a column of it, such as customer_type;
    its kinds follow, after "all together", as rows of the column kind. in_rhythm is a share with Wilson's
    interval, orders_12m a mean. Groups of fewer than five people are left out. Both were seen in the same
    weeks: what comes of what, this table cannot say.
    """
    given = responses(answers, "nps")
    need(given, "customer_id", what=_("answers"))
    known = given.assign(group=score_group(given["value"])).merge(done, on="customer_id")
    parts = [_by_group(known, ALL)]
    if by and by in known:
        sizes = known[by].value_counts()
        parts += [_by_group(known[known[by] == kind], str(kind)) for kind in sizes.index]
    enough = [part for part in parts if len(part)]
    if not enough:
        raise ValueError(_("Too few of those who answered nps are customers with orders."))
    return pd.concat(enough, ignore_index=True)


def _by_group(known: pd.DataFrame, kind: str) -> pd.DataFrame:
    rows = []
    for group in GROUPS:
        own = known[known["group"] == group]
        if len(own) < FEWEST:
            continue
        low, high = wilson(int(own["in_rhythm"].sum()), len(own))
        rows.append(
            (kind, group, len(own), own["in_rhythm"].mean(), low, high, float(own["orders_12m"].mean()))
        )
    columns = ["kind", "group", "people", "in_rhythm", "low", "high", "orders_12m"]
    return pd.DataFrame(rows, columns=columns)


def link(answers: pd.DataFrame, done: pd.DataFrame, *, by: str = "customer_type") -> pd.DataFrame:
    """How tight the link is: kind, people, rank correlation of the score with orders and with rhythm.

    answers, done: as for `content_and_loyal`. First all together, then the mean over kinds, each weighing by
    its people. Sources: Spearman (1904); why pooled and parted need not agree, Simpson (1951); how weak the
    link usually is, Keiningham et al. (2007).
    """
    given = responses(answers, "nps").merge(done, on="customer_id")
    parts = [(ALL, given)]
    if by in given:
        parts += [
            (str(kind).replace("_", " "), own) for kind, own in given.groupby(by) if len(own) >= 4 * FEWEST
        ]
    rows = [
        (
            kind,
            len(own),
            *(_rank_correlation(own["value"], own[name]) for name in ("orders_12m", "in_rhythm")),
        )
        for kind, own in parts
    ]
    table = pd.DataFrame(rows, columns=["kind", "people", "with_orders", "with_rhythm"])
    if len(table) < 2:
        return table
    weights = table["people"].iloc[1:]
    means = {
        name: [float(np.average(table[name].iloc[1:].fillna(0), weights=weights))]
        for name in ("with_orders", "with_rhythm")
    }
    within = pd.DataFrame({"kind": [_("within kinds")], "people": [int(weights.sum())], **means})
    return pd.concat([table, within], ignore_index=True)


def _rank_correlation(one: pd.Series, other: pd.Series) -> float:
    first, second = one.rank(), other.rank()
    if first.nunique() < 2 or second.nunique() < 2:
        return float("nan")
    return float(np.corrcoef(first, second)[0, 1])


def wallet_shares(places: Sequence[float]) -> list[float]:
    """Each supplier's share of one customer's spending by its place in that customer's eyes.

    places: 1 for the best; equals share the mean of their places, as 1.5 and 1.5. Share = (1 − place /
    (n + 1)) × 2 / n. Source: Keiningham et al. (2011), the wallet allocation rule.

    >>> [round(share, 3) for share in wallet_shares([1, 2, 3])], [round(s, 3) for s in wallet_shares([1, 2])]
    ([0.5, 0.333, 0.167], [0.667, 0.333])
    """
    n = len(places)
    if not n or abs(sum(places) - n * (n + 1) / 2) > 1e-9:
        raise ValueError(_("Places go from 1 to the number of suppliers; equals share the mean of theirs."))
    return [(1 - place / (n + 1)) * 2 / n for place in places]


def service_gaps(ratings: pd.DataFrame) -> pd.DataFrame:
    """Perceived less expected, dimension by dimension: dimension, expected, perceived, gap; widest gap first.

    ratings: dimension, expected, perceived (same scale), one row an answer or a mean. Source: Parasuraman,
    Zeithaml & Berry (1988), SERVQUAL: tangibles, reliability, responsiveness, assurance, empathy.

    >>> both = {"dimension": ["reliability", "empathy"], "expected": [6.5, 5.0], "perceived": [4.9, 5.2]}
    >>> service_gaps(pd.DataFrame(both))["gap"].round(1).tolist()
    [-1.6, 0.2]
    """
    need(ratings, "dimension", "expected", "perceived", what=_("the ratings"))
    table = ratings.groupby("dimension", sort=False)[["expected", "perceived"]].mean().reset_index()
    table["gap"] = table["perceived"] - table["expected"]
    return table.sort_values("gap", kind="stable", ignore_index=True)
