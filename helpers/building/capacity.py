"""Whom to follow up in person when there is not time for all: rankings, a cut-off, and what they earn."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.checks import above_zero, fraction, need
from helpers.words import _

Floats = npt.NDArray[np.float64]
DRAWS = 400
FIRST_COME = "first_come"


class Terms(NamedTuple):
    """What a follow-up in person costs and does: all assumed, none measured.

    cost: of one (money); saved: share of those who would have become customers that are lost without it;
    places: leads for which there is time, of every hundred.
    """

    cost: float
    saved: float
    places: float


def worth_of_leads(
    leads: pd.DataFrame,
    yearly: pd.DataFrame | None = None,
    customers: pd.DataFrame | None = None,
    *,
    otherwise: float,
    by: str = "customer_type",
) -> pd.Series:
    """What each lead would leave in a year if it were won (money): the mean of the customers of its kind.

    yearly: `yearly_profit`; customers: customer_id and `by`, which leads has too. Where there is neither, or
    fewer than five customers of a kind: `otherwise`. A kind that leaves nothing is worth nothing.

    >>> leads = pd.DataFrame({"customer_type": ["project"]})
    >>> worth_of_leads(leads, otherwise=300.0).tolist()
    [300.0]
    """
    if yearly is None or customers is None or by not in leads.columns or by not in customers.columns:
        return pd.Series(float(otherwise), index=leads.index)
    groups = yearly.merge(customers[["customer_id", by]], on="customer_id").groupby(by)["yearly_profit"]
    means = groups.mean()[groups.size() >= 5]
    return leads[by].map(means).astype(float).fillna(float(otherwise)).clip(lower=0.0)


def followed(
    leads: pd.DataFrame, rank: pd.Series, *, terms: Terms, pays: pd.Series | None = None
) -> npt.NDArray[np.bool_]:
    """Which leads are followed up: in every month the best by `rank`, as far as the places go.

    leads: ·created_at; without it all are one pile. rank: higher is earlier. pays (0/1): only those; places
    that nobody is worth stay empty. A month has at least one place.
    """
    month = leads["created_at"].dt.to_period("M") if "created_at" in leads.columns else np.zeros(len(leads))
    size = rank.groupby(month).transform("size")
    room = np.maximum((size * terms.places).round(), 1)
    wanted = rank if pays is None else rank.where(pays.astype(bool))
    place = wanted.groupby(month).rank(method="first", ascending=False)
    return (place <= room).to_numpy()


def earned(leads: pd.DataFrame, worth: pd.Series, chosen: npt.NDArray[np.bool_], *, terms: Terms) -> Floats:
    """What following up earned, lead by lead (money): saved × worth of those who converted, less the cost."""
    need(leads, "converted", what="leads")
    won = leads["converted"].to_numpy(dtype=float)
    each: Floats = fraction(terms.saved, name="saved") * won * worth.to_numpy(dtype=float) - terms.cost
    return np.where(chosen, each, 0.0)


def compare(gains: Mapping[str, npt.NDArray[Any]], *, seed: int = 0) -> pd.DataFrame:
    """Plans side by side: policy, low, mid, high (95%, bootstrap over leads), lead_low, lead_high (money).

    gains: plan → `earned`; the first plan is yours, and its lead over each other is judged on the same draws.
    """
    table = np.column_stack(list(gains.values()))
    n = above_zero(len(table), name=_("the number of leads"))
    rng = np.random.default_rng(seed)
    draws = rng.multinomial(int(n), np.full(len(table), 1 / n), DRAWS) @ table
    rows = []
    for at, name in enumerate(gains):
        low, high = np.quantile(draws[:, at], [0.025, 0.975])
        lead = np.quantile(draws[:, 0] - draws[:, at], [0.025, 0.975])
        rows.append((name, low, table[:, at].sum(), high, *lead))
    return pd.DataFrame(rows, columns=["policy", "low", "mid", "high", "lead_low", "lead_high"])


def parted(leads: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, str]:
    """(older, to rehearse on, held out, in words how): three fifths, a fifth, a fifth.

    By time where leads have dates: the newest are held out, as tomorrow's are. Else by a checksum of lead_id.
    leads: those that have had time to convert.
    """
    from helpers.building.scoring import fold_of

    if (
        "created_at" in leads.columns
        and leads["created_at"].notna().all()
        and leads["created_at"].nunique() > 5
    ):
        ordered = leads.sort_values("created_at", kind="stable")
        first, second = (round(len(ordered) * share) for share in (0.6, 0.8))
        parts = ordered.iloc[:first], ordered.iloc[first:second], ordered.iloc[second:]
        return *parts, _("the newest fifth of those that have had time to become customers")
    part = fold_of(leads["lead_id"])
    return leads[part > 1], leads[part == 1], leads[part == 0], _("every fifth, by a checksum of its number")
