"""Who is lost, dormant or at risk: where a contract says so, and where only silence does."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers import lifetime
from helpers.checks import need
from helpers.words import _

YEAR_DAYS = 365
LATE, DORMANT = 1.0, 2.0  # own gaps of silence
GONE = 0.2  # chance of still being a customer below which a dormant one counts as lost
STANDINGS = ("on time", "late", "dormant", "lost")
FIT_ON = 1_000  # customers a model needs to know the habits of all


def two_settings() -> pd.DataFrame:
    """Where leaving is announced and where it is not: setting, you_see, you_know, so_ask."""
    rows = [
        (
            _("contract"),
            _("a letter, with a date"),
            _("who has left and when; of the others, how long they have stayed"),
            _("Who is likely to leave next?"),
        ),
        (
            _("no contract"),
            _("nothing; one day they no longer order"),
            _("their own rhythm, and how long it has been quiet"),
            _("Is this still a pause?"),
        ),
    ]
    return pd.DataFrame(rows, columns=["setting", "you_see", "you_know", "so_ask"])


def usual_gaps(summary: pd.DataFrame, people: pd.DataFrame | None = None) -> pd.DataFrame:
    """Each customer's own gap, and the silence measured in it: customer_id, days_since_last,
    usual_gap_days, gaps_missed.

    summary: `orders.customers`; people: with customer_type where known. The usual gap is the mean of the
    own gaps and one typical gap of the type (the median), so that who has one gap, or none, leans on the
    others.

    >>> summary = pd.DataFrame({"customer_id": ["a"], "days_since_last": [90], "repeat_days": [3],
    ...                         "recency_weeks": [90 / 7]})
    >>> usual_gaps(summary)[["usual_gap_days", "gaps_missed"]].round(6).values.tolist()
    [[30.0, 3.0]]
    """
    need(summary, "customer_id", "days_since_last", "repeat_days", "recency_weeks", what="summary")
    repeats, days = summary["repeat_days"], summary["recency_weeks"] * 7
    own = days / repeats.where(repeats > 0)
    kind = _kind(summary["customer_id"], people)
    typical = own.groupby(kind).transform("median").fillna(own.median()).fillna(YEAR_DAYS)
    gap = ((days + typical) / (repeats + 1)).clip(lower=1)
    return pd.DataFrame(
        {
            "customer_id": summary["customer_id"].astype(str),
            "days_since_last": summary["days_since_last"],
            "usual_gap_days": gap,
            "gaps_missed": summary["days_since_last"] / gap,
        }
    )


def _kind(ids: pd.Series, people: pd.DataFrame | None) -> pd.Series:
    if people is None or "customer_type" not in people:
        return pd.Series("", index=ids.index)
    kinds = people.drop_duplicates("customer_id").set_index("customer_id")["customer_type"]
    return ids.map(kinds).fillna("").astype(str)


def still_here(summary: pd.DataFrame) -> pd.DataFrame:
    """The chance that each is still a customer: customer_id, p_alive, by BG/NBD (helpers.lifetime).

    The habits of all are learnt on a thousand customers, evenly drawn; each is then judged by their own
    history. Who ordered once has 1 in this model, whatever their silence; `standings` puts that right.
    """
    spread = np.unique(np.linspace(0, len(summary) - 1, min(FIT_ON, len(summary))).round().astype(int))
    fitted = lifetime.fit(summary.iloc[spread])
    return lifetime.forecast(fitted, summary, horizon_weeks=0.0)[["customer_id", "p_alive"]]


def standings(
    summary: pd.DataFrame, alive: pd.DataFrame | None = None, people: pd.DataFrame | None = None
) -> pd.DataFrame:
    """`usual_gaps` with p_alive and standing: on time, late, dormant, lost.

    on time: within one own gap; late: within two; dormant: beyond; lost: dormant, and less than one
    chance in five of still being a customer. alive: customer_id and p_alive, or None; then nobody is
    called lost. Of who ordered once a model of repeat buying knows nothing: for them the chance halves
    with each gap missed.
    """
    table = usual_gaps(summary, people)
    chance = np.ones(len(table))
    if alive is not None:
        known = alive.drop_duplicates("customer_id").set_index("customer_id")["p_alive"]
        chance = table["customer_id"].map(known).fillna(1.0).to_numpy(dtype=float)
        halves = 0.5 ** (table["gaps_missed"] - 1).clip(lower=0).to_numpy(dtype=float)
        table["p_alive"] = chance = np.where(summary["repeat_days"] == 0, np.minimum(chance, halves), chance)
    gaps = table["gaps_missed"].to_numpy()
    quiet = [gaps <= LATE, gaps <= DORMANT, chance >= GONE]
    return table.assign(standing=np.select(quiet, STANDINGS[:3], STANDINGS[3]))


def standing_table(standing: pd.DataFrame, values: pd.DataFrame | None = None) -> pd.DataFrame:
    """standing, customers, share, and year_value (what a usual year with all of them left), in order.

    standing: `standings`; values: `year_values`, or None.
    """
    need(standing, "customer_id", "standing", what="standings")
    found = standing.groupby("standing").size().reindex(list(STANDINGS), fill_value=0)
    table = pd.DataFrame({"standing": found.index, "customers": found.to_numpy()})
    table["share"] = table["customers"] / max(len(standing), 1)
    if values is not None:
        money = standing[["customer_id", "standing"]].merge(values, on="customer_id", how="left")
        table["year_value"] = table["standing"].map(money.groupby("standing")["year_value"].sum()).fillna(0.0)
    return table


def quiet_accounts(
    standing: pd.DataFrame, *, named: Mapping[str, str] | None = None, count: int = 6
) -> pd.DataFrame:
    """A few accounts to judge with a pencil: account, usual_gap_days, days_since_last, gaps_missed,
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
    return rows.drop(columns="customer_id").assign(account=account)[
        ["account", *rows.columns.drop("customer_id")]
    ]


def year_values(
    summary: pd.DataFrame, *, margin_share: float = 0.3, gaps: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What a usual year with each customer left while they ordered: customer_id, year_value (money).

    summary: `orders.customers`; its margin where costs are known, else revenue × margin_share. A year at
    least is counted, from the first order to one usual gap after the last. Losses stay losses.

    >>> summary = pd.DataFrame({"customer_id": ["a"], "revenue": [730.0], "days_since_last": [9]})
    >>> summary = summary.assign(repeat_days=3, recency_weeks=547.5 / 7)
    >>> year_values(summary, margin_share=0.5)["year_value"].round(2).tolist()
    [182.5]
    """
    need(summary, "customer_id", "revenue", "recency_weeks", what="summary")
    gap = (usual_gaps(summary) if gaps is None else gaps)["usual_gap_days"].to_numpy(dtype=float)
    years = np.maximum((summary["recency_weeks"].to_numpy(dtype=float) * 7 + gap) / YEAR_DAYS, 1.0)
    margin = summary["revenue"] * margin_share
    if "margin" in summary:
        margin = summary["margin"].fillna(margin)
    return pd.DataFrame(
        {
            "customer_id": summary["customer_id"].astype(str),
            "year_value": margin.to_numpy(dtype=float) / years,
        }
    )
