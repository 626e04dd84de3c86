"""Who is on time, late, dormant or lost, by their own silence; and what a year with each left."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.orders import usual_gap_days

YEAR_DAYS = 365
LATE, DORMANT = 1.0, 2.0  # own gaps of silence
GONE = 0.2  # chance of still being a customer below which a dormant one counts as lost
STANDINGS = ("on time", "late", "dormant", "lost")
ONCE = "ordered once"


def usual_gaps(summary: pd.DataFrame) -> pd.DataFrame:
    """Each customer's own gap, and the silence measured in it: customer_id, days_since_last,
    usual_gap_days, gaps_missed.

    summary: `orders.customers`, with customer_type where known; the gap is `orders.usual_gap_days`, as in
    steps 1 and 6.

    >>> summary = pd.DataFrame({"customer_id": ["a"], "days_since_last": [90], "repeat_days": [3],
    ...                         "recency_weeks": [90 / 7]})
    >>> usual_gaps(summary)[["usual_gap_days", "gaps_missed"]].round(6).values.tolist()
    [[30.0, 3.0]]
    """
    need(summary, "customer_id", "days_since_last", "repeat_days", "recency_weeks", what="summary")
    gap = usual_gap_days(summary)
    return pd.DataFrame(
        {
            "customer_id": summary["customer_id"].astype(str),
            "days_since_last": summary["days_since_last"],
            "usual_gap_days": gap,
            "gaps_missed": summary["days_since_last"] / gap,
        }
    )


def standings(summary: pd.DataFrame, alive: pd.DataFrame | None = None) -> pd.DataFrame:
    """`usual_gaps` with p_alive, expected_orders (where `alive` has them) and standing.

    on time: within one own gap; late: within two; dormant: beyond; lost: dormant, and less than one chance in
    five of still being a customer. ordered once: they have no rhythm, so no silence of theirs is long or
    short, and p_alive is blank; their expected_orders say what there is to hope for. summary: as for
    `usual_gaps`; alive: customer_id and p_alive of step 6 (06_lifetime), or None; then nobody is called lost.
    """
    table, once = usual_gaps(summary), summary["repeat_days"].to_numpy() == 0
    chance = np.ones(len(table))
    if alive is not None:
        known = alive.drop_duplicates("customer_id").set_index("customer_id")
        for name in ("p_alive", "expected_orders"):
            if name in known:
                table[name] = table["customer_id"].map(known[name]).to_numpy(dtype=float)
        table["p_alive"] = table["p_alive"].where(~once)
        chance = table["p_alive"].fillna(1.0).to_numpy()
    gaps = table["gaps_missed"].to_numpy()
    cuts = [once, gaps <= LATE, gaps <= DORMANT, chance >= GONE]
    return table.assign(standing=np.select(cuts, [ONCE, *STANDINGS[:3]], STANDINGS[3]))


def standing_table(standing: pd.DataFrame, values: pd.DataFrame | None = None) -> pd.DataFrame:
    """standing, customers, share, and sums over them, in order: expected_orders (of the year ahead, where
    known) and year_value (what a usual year with all of them left).

    standing: `standings`; values: `year_values`, or None.
    """
    need(standing, "customer_id", "standing", what="standings")
    names = [*STANDINGS, ONCE]
    found = standing.groupby("standing").size().reindex(names, fill_value=0)
    table = pd.DataFrame({"standing": names, "customers": found.to_numpy()})
    table["share"] = table["customers"] / max(len(standing), 1)
    both = standing if values is None else standing.merge(values, on="customer_id", how="left")
    for name in ("expected_orders", "year_value"):
        if name in both:
            table[name] = both.groupby("standing")[name].sum().reindex(names, fill_value=0.0).to_numpy()
    return table


def quiet_accounts(
    standing: pd.DataFrame, *, named: Mapping[str, str] | None = None, count: int = 6
) -> pd.DataFrame:
    """A few accounts to judge with a pencil: account, days_since_last, usual_gap_days, gaps_missed,
    (p_alive,) standing.

    The named ones; where there are none, `count` customers spread over the silences.
    """
    names = dict(named or {})
    rows = standing[standing["customer_id"].isin(list(names))]
    if rows.empty:
        ranked = standing.sort_values(["gaps_missed", "customer_id"])
        rows = ranked.iloc[
            np.unique(np.linspace(0, len(ranked) - 1, min(count, len(ranked))).round().astype(int))
        ]
    rows = rows.sort_values("gaps_missed", kind="stable", ignore_index=True)
    account = [names.get(customer, customer) for customer in rows["customer_id"]]
    shown = [name for name in rows if name not in ("customer_id", "expected_orders")]
    return rows.assign(account=account)[["account", *shown]]


def year_values(
    summary: pd.DataFrame, *, margin_share: float = 0.3, gaps: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What a usual year with each customer left while they ordered: customer_id, year_value (money).

    summary: `orders.customers`; its profit where step 1 has worked one out (margin less what serving them
    cost), else its margin, else revenue × margin_share. A year at least is counted, from the first order to
    one usual gap after the last. Losses stay losses.

    >>> summary = pd.DataFrame({"customer_id": ["a"], "revenue": [730.0], "days_since_last": [9]})
    >>> summary = summary.assign(repeat_days=3, recency_weeks=547.5 / 7)
    >>> year_values(summary, margin_share=0.5)["year_value"].round(2).tolist()
    [182.5]
    """
    need(summary, "customer_id", "revenue", "recency_weeks", what="summary")
    gap = (usual_gaps(summary) if gaps is None else gaps)["usual_gap_days"].to_numpy(dtype=float)
    years = np.maximum((summary["recency_weeks"].to_numpy(dtype=float) * 7 + gap) / YEAR_DAYS, 1.0)
    left = summary["revenue"] * margin_share
    for name in ("margin", "profit"):
        left = summary[name].fillna(left) if name in summary else left
    return pd.DataFrame(
        {
            "customer_id": summary["customer_id"].astype(str),
            "year_value": left.to_numpy(dtype=float) / years,
        }
    )
