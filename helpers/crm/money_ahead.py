"""What stands open, in money: usual deals, a forecast with its range, how old it is, how much is enough."""

import numpy as np
import pandas as pd

from helpers.checks import above_zero, need
from helpers.crm.business import line_worth
from helpers.crm.forecasts import Chances
from helpers.intervals import Estimate
from helpers.words import _

DRAWS, STILL_DAYS = 2000, 30


def usual_deals(leads: pd.DataFrame, lines: pd.DataFrame, *, by: str = "customer_type") -> pd.DataFrame:
    """What the first order of each won lead came to: lead_id, kind, value (money, not below zero).

    leads: lead_id, converted, customer_id, ·`by`; lines: order lines with order_id, customer_id, ordered_at.
    The first order on or after the day of converted_at, where leads have one. Raises ValueError where no won
    lead has an order.
    """
    need(leads, "lead_id", "converted", "customer_id", what="leads")
    need(lines, "order_id", "customer_id", "ordered_at", what=_("the order lines"))
    won = leads[(leads["converted"] == 1) & leads["customer_id"].notna()]
    heads = lines.assign(worth=line_worth(lines)).groupby(["customer_id", "order_id"], observed=True)
    orders = heads.agg(at=("ordered_at", "min"), value=("worth", "sum")).reset_index()
    met = won.merge(orders, on="customer_id")
    if "converted_at" in met:
        met = met[met["converted_at"].isna() | (met["at"] >= met["converted_at"].dt.normalize())]
    if met.empty:
        raise ValueError(_("No won lead has an order of its own: nobody knows what one comes to."))
    first = met.sort_values("at", kind="stable").drop_duplicates("lead_id")
    kind = first[by].astype(str) if by in first else pd.Series(_("all"), index=first.index)
    return pd.DataFrame(
        {"lead_id": first["lead_id"], "kind": kind, "value": first["value"].clip(lower=0.0)}
    ).reset_index(drop=True)


def money_ahead(  # noqa: PLR0913 – what stands open, its rates, its deals
    open_leads: pd.DataFrame,
    rates: pd.DataFrame,
    deals: pd.DataFrame,
    leads: pd.DataFrame | None = None,
    *,
    again: pd.DataFrame | None = None,
    by: str = "customer_type",
    draws: int = DRAWS,
    seed: int = 0,
) -> Estimate:
    """Money to expect of the open leads (95% by simulation; n open leads).

    open_leads: lead_id, stage (`standing`); rates: `snapshot_rates`, with again, its `rates_again`; deals:
    `usual_deals`; leads: lead_id and `by`, to know the kind of each. Three doubts: the rate of a stage
    (`Chances`), who wins, and how large the deal turns out, drawn from those of its kind: a few large ones
    make the range lopsided.
    """
    need(open_leads, "lead_id", "stage", what=_("the open leads"))
    if deals.empty:
        raise ValueError(_("No deal is known: nobody can say what an order comes to."))
    chances = Chances(rates, again)
    rng, all_values = np.random.default_rng(seed), deals["value"].to_numpy(dtype=float)
    named = leads is not None and by in leads
    told = (
        dict(zip(leads["lead_id"], leads[by].astype(str), strict=True)) if named and leads is not None else {}
    )
    kinds = pd.Series([told.get(lead, "") for lead in open_leads["lead_id"]])
    pools = {str(kind): part.to_numpy(dtype=float) for kind, part in deals.groupby("kind")["value"]}
    drawn = chances.drawn(open_leads["stage"].unique(), draws, rng)
    total, expected = np.zeros(draws), 0.0
    for stage, part in kinds.groupby(open_leads["stage"].to_numpy()):
        for kind, n in part.value_counts().items():
            values = pools.get(str(kind), all_values)
            wins = rng.random((draws, int(n))) < drawn[str(stage)][:, None]
            total += (wins * rng.choice(values, wins.shape)).sum(axis=1)
            expected += float(n * chances.rate(stage) * values.mean())
    low, high = np.quantile(total, [0.025, 0.975])
    return Estimate(expected, float(low), float(high), len(open_leads))


def coverage_ratio(expected: float, *, goal: float) -> float:
    """How much of the goal is in sight: money expected ÷ money wanted.

    The rule of “three times the goal in the pipe” counts what stands there, not what will come of it.

    >>> coverage_ratio(120_000, goal=150_000)
    0.8
    """
    return expected / above_zero(goal, name="goal")


def ageing(open_leads: pd.DataFrame, *, as_of: pd.Timestamp, still_days: int = STILL_DAYS) -> pd.DataFrame:
    """How long they have stood where they stand: stage, open, median_days, oldest_days, still, share.

    open_leads: stage, entered_at; still: have not moved for `still_days`. Stages as they come.

    >>> days = pd.to_datetime(["2026-05-01", "2026-06-20"])
    >>> waiting = pd.DataFrame({"stage": ["ask", "ask"], "entered_at": days})
    >>> ageing(waiting, as_of=pd.Timestamp("2026-06-30")).values.tolist()
    [['ask', 2, 35.0, 60.0, 1, 0.5]]
    """
    need(open_leads, "stage", "entered_at", what=_("the open leads"))
    days = (as_of - open_leads["entered_at"]).dt.total_seconds() / 86_400
    rows = []
    for stage, part in days.groupby(open_leads["stage"].to_numpy(), sort=False):
        still = int((part > still_days).sum())
        rows.append((stage, len(part), float(part.median()), float(part.max()), still, still / len(part)))
    return pd.DataFrame(rows, columns=["stage", "open", "median_days", "oldest_days", "still", "share"])
