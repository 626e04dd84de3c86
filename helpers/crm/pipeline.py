"""The pipeline as it was known on a day, and of those who reached a stage the share won."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson

DAYS = 90
RATES = ["stage", "reached", "won", "rate", "low", "high"]
Array = np.ndarray[Any, np.dtype[Any]]


class Spells(NamedTuple):
    """How long each lead stood in each stage, on arrays: a back-test takes some fifty looks, and pandas would
    spend most of them on its indexes.

    order: the stages; by spell: stage and lead (their numbers), entered, until (the next stage; NaT: none
    yet), sold (bool), won_at (NaT: nobody wrote when).
    """

    order: list[str]
    stage: Array
    lead: Array
    entered: Array
    until: Array
    sold: Array
    won_at: Array


def standing(
    stages: pd.DataFrame, leads: pd.DataFrame, *, as_of: pd.Timestamp, quiet_days: int = DAYS
) -> pd.DataFrame:
    """Every lead as it was known on a day: lead_id, stage (the last entered), entered_at, status (open, won,
    lost), value (money, where leads say it).

    stages: lead_id, stage, entered_at; leads: lead_id, converted, ·converted_at, ·value or amount. Won: it
    had become a customer by then. Lost: nothing entered for `quiet_days`; nobody writes down the day on which
    a buyer falls silent, so this is a presumption. What came later is not looked at.
    """
    need(stages, "lead_id", "stage", "entered_at", what="stages")
    need(leads, "lead_id", "converted", what="leads")
    then = stages[stages["entered_at"] <= as_of].sort_values("entered_at", kind="stable")
    table = then.groupby("lead_id", sort=False).last()[["stage", "entered_at"]].reset_index()
    table = table.merge(leads.drop_duplicates("lead_id"), on="lead_id", how="left")
    won = table["converted"].fillna(0).astype(bool)
    if "converted_at" in table:
        won &= table["converted_at"].isna() | (table["converted_at"] <= as_of)
    quiet = (as_of - table["entered_at"]).dt.days > quiet_days
    table["status"] = np.where(won, "won", np.where(quiet, "lost", "open"))
    value = next((name for name in ("value", "amount") if name in table), "")
    table["value"] = table[value] if value else float("nan")
    return table[["lead_id", "stage", "entered_at", "status", "value"]]


def order_of(stages: pd.DataFrame) -> list[str]:
    """The stages in the order in which leads pass them: by the mean place at which each was entered.

    >>> order_of(pd.DataFrame({"lead_id": ["a", "a", "b"], "stage": ["ask", "buy", "ask"],
    ...     "entered_at": pd.to_datetime(["2026-01-01", "2026-01-09", "2026-01-02"])}))
    ['ask', 'buy']
    """
    need(stages, "lead_id", "stage", "entered_at", what="stages")
    table = stages.sort_values(["lead_id", "entered_at"], kind="stable")
    place = table.groupby("lead_id", sort=False).cumcount()
    means = place.groupby(table["stage"].to_numpy()).mean()
    return [str(name) for name in means.sort_values(kind="stable").index]


def spells(stages: pd.DataFrame, leads: pd.DataFrame) -> Spells:
    """The spells of leads. stages: lead_id, stage, entered_at; leads: lead_id, converted, ·converted_at."""
    need(stages, "lead_id", "stage", "entered_at", what="stages")
    need(leads, "lead_id", "converted", what="leads")
    table = stages.dropna(subset=["entered_at"]).sort_values(["lead_id", "entered_at"], kind="stable")
    lead = pd.factorize(table["lead_id"])[0]
    entered = table["entered_at"].to_numpy("M8[ns]")
    until = np.append(entered[1:], np.datetime64("NaT"))
    until[lead != np.append(lead[1:], -1)] = np.datetime64("NaT")
    told = leads.drop_duplicates("lead_id").set_index("lead_id").reindex(table["lead_id"])
    blank = pd.Series(pd.NaT, index=told.index)
    won_at = told.get("converted_at", blank).to_numpy("M8[ns]")
    order = order_of(stages)
    stage = pd.Index(order).get_indexer(pd.Index(table["stage"].astype(str)))
    return Spells(order, stage, lead, entered, until, (told["converted"] == 1).to_numpy(bool), won_at)


def there(known: Spells, day: pd.Timestamp) -> tuple[Array, Array, Array]:
    """Where each lead stood at the end of a day, as `standing` says it: spells (their places, one a lead that
    had asked by then), and which of them are won, and open.
    """
    now, quiet = np.datetime64(day, "ns"), np.datetime64(day - pd.Timedelta(days=DAYS + 1), "ns")
    here = np.flatnonzero((known.entered <= now) & ~(known.until <= now))
    bought = known.sold[here] & ~(known.won_at[here] > now)
    return here, bought, ~bought & (known.entered[here] > quiet)


def win_rates(stages: pd.DataFrame, leads: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Of the leads that reached a stage and are settled, the share won: stage, reached, won, rate, low, high.

    Settled: won, or silent for 90 days; open ones have not had their time and are left out. The interval is
    Wilson's, of 95%.
    """
    return reached_by(spells(stages, leads), as_of)


def reached_by(known: Spells, day: pd.Timestamp) -> pd.DataFrame:
    """`win_rates` of spells."""
    here, bought, waiting = there(known, day)
    number = len(known.order)
    settled, sold = (np.zeros(int(known.lead.max(initial=-1)) + 1, dtype=bool) for _each in range(2))
    settled[known.lead[here]], sold[known.lead[here]] = ~waiting, bought
    past = known.entered <= np.datetime64(day, "ns")
    passed = np.unique(known.lead[past] * number + known.stage[past])
    lead, stage = passed // number, passed % number
    reached, won = (np.bincount(stage[which[lead]], minlength=number) for which in (settled, settled & sold))
    rows = [
        (name, int(n), int(good), good / n if n else float("nan"), *wilson(int(good), int(n)))
        for name, n, good in zip(known.order, reached, won, strict=True)
    ]
    return pd.DataFrame(rows, columns=RATES)
