"""The pipeline: win rates by stage, a forecast with its interval, and how past forecasts did."""

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson
from helpers.words import _

DAYS = 90
DRAWS = 2000
SNAPSHOTS = 12
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


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


def win_rates(
    stages: pd.DataFrame, leads: pd.DataFrame, *, as_of: pd.Timestamp, quiet_days: int = DAYS
) -> pd.DataFrame:
    """Of the leads that reached a stage and are settled, the share won: stage, reached, won, rate, low, high.

    Settled: won, or silent for `quiet_days`; open ones have not had their time and are left out. The interval
    is Wilson's, of 95%.
    """
    now = standing(stages, leads, as_of=as_of, quiet_days=quiet_days).set_index("lead_id")["status"]
    passed = stages[stages["entered_at"] <= as_of].drop_duplicates(["lead_id", "stage"])
    status = passed["lead_id"].map(now)
    rows = []
    for stage in order_of(stages):
        here = status[(passed["stage"] == stage) & (status != "open")]
        won = int((here == "won").sum())
        rows.append(
            (stage, len(here), won, won / len(here) if len(here) else float("nan"), *wilson(won, len(here)))
        )
    return pd.DataFrame(rows, columns=["stage", "reached", "won", "rate", "low", "high"])


def forecast(
    open_leads: pd.DataFrame, rates: pd.DataFrame, *, draws: int = DRAWS, seed: int = 0
) -> pd.Series:
    """How many of the open leads will be won: open, expected, low, high (95%).

    open_leads: stage, one row a lead; rates: `win_rates`. Two doubts in it: each rate is drawn from what its
    settled leads leave open (Beta), and then each lead wins or not. A stage that nobody has settled in takes
    the rate of all stages together. Source: the Poisson-binomial sum with a Beta prior of Jeffreys.
    """
    need(open_leads, "stage", what="the open leads")
    rng = np.random.default_rng(seed)
    counts = open_leads["stage"].value_counts()
    known = dict(zip(rates["stage"], zip(rates["reached"], rates["won"], strict=True), strict=True))
    reached, won = int(rates["reached"].sum()), int(rates["won"].sum())
    if reached == 0:
        raise ValueError(_("No lead is settled yet: there is no rate to forecast with."))
    total, expected = np.zeros(draws), 0.0
    for stage, n in counts.items():
        of, good = known.get(str(stage), (0, 0))
        of, good = (of, good) if of else (reached, won)
        rate = rng.beta(good + 0.5, of - good + 0.5, draws)
        total += rng.binomial(int(n), rate)
        expected += n * good / of
    low, high = np.quantile(total, [0.025, 0.975])
    return pd.Series({"open": float(counts.sum()), "expected": expected, "low": low, "high": high})


def snapshot_rates(
    stages: pd.DataFrame,
    leads: pd.DataFrame,
    *,
    as_of: pd.Timestamp,
    days: int = DAYS,
    snapshots: int = SNAPSHOTS,
) -> pd.DataFrame:
    """Of the leads that *stood* in a stage on past days, the share won within `days`: stage, reached, won,
    rate, low, high.

    Whoever stands in a stage today has already not moved on, and some of them will never answer again: their
    chance is lower than that of all who ever reached it (`win_rates`), which is what most forecasts use.
    Pictures are taken every 30 days, the last one `days` before `as_of`; a lead in several pictures counts in
    each, so that the Wilson interval is somewhat too narrow.
    """
    return _pictures(_spells(stages, leads), order_of(stages), as_of=as_of, days=days, snapshots=snapshots)


def _pictures(
    spells: pd.DataFrame, order: list[str], *, as_of: pd.Timestamp, days: int, snapshots: int
) -> pd.DataFrame:
    """`snapshot_rates` of spells."""
    seen = [as_of - pd.Timedelta(days=days + 30 * number) for number in range(snapshots)]
    pictures = pd.concat([_stood(spells, day, days=days) for day in seen])
    counts = pictures.groupby("stage")["won"].agg(["size", "sum"]).reindex(order, fill_value=0)
    rows = [
        (str(stage), int(n), int(won), won / n if n else float("nan"), *wilson(int(won), int(n)))
        for stage, n, won in counts.itertuples()
    ]
    return pd.DataFrame(rows, columns=["stage", "reached", "won", "rate", "low", "high"])


def _spells(stages: pd.DataFrame, leads: pd.DataFrame) -> pd.DataFrame:
    """How long each lead stood in each stage: stage, entered_at, until (the next stage; blank: none yet),
    converted (0/1), converted_at.
    """
    need(stages, "lead_id", "stage", "entered_at", what="stages")
    need(leads, "lead_id", "converted", "converted_at", what="leads")
    table = stages.dropna(subset=["entered_at"]).sort_values(["lead_id", "entered_at"], kind="stable")
    table = table.assign(until=table.groupby("lead_id", sort=False)["entered_at"].shift(-1))
    told = leads.drop_duplicates("lead_id")[["lead_id", "converted", "converted_at"]]
    kept = ["stage", "entered_at", "until", "converted", "converted_at"]
    return table.merge(told, on="lead_id", how="left")[kept]


def _stood(spells: pd.DataFrame, day: pd.Timestamp, *, days: int) -> pd.DataFrame:
    """The leads that stood open on a day: stage, won (within so many days). Open is as in `standing`."""
    there = (spells["entered_at"] <= day) & ~(spells["until"] <= day)
    there &= (day - spells["entered_at"]).dt.days <= DAYS
    part, sold = spells[there], spells.loc[there, "converted"] == 1
    at = part["converted_at"]
    later = sold & (at > day)
    won = later & (at <= day + pd.Timedelta(days=days))
    stood: pd.DataFrame = pd.DataFrame({"stage": part["stage"], "won": won})[~sold | later]
    return stood


def won_between(leads: pd.DataFrame, after: pd.Timestamp, until: pd.Timestamp) -> set[object]:
    """The ids of leads that became customers after one day and up to another."""
    need(leads, "lead_id", "converted", "converted_at", what="leads")
    at = leads["converted_at"]
    return set(leads.loc[(leads["converted"] == 1) & (at > after) & (at <= until), "lead_id"])


def back_test(  # noqa: PLR0913 – two tables, a day, and how it is tried
    stages: pd.DataFrame,
    leads: pd.DataFrame,
    *,
    as_of: pd.Timestamp,
    quarters: int = 4,
    days: int = DAYS,
    seed: int = 0,
) -> pd.DataFrame:
    """Forecasts as they would have been made, beside what came: made_on, open, by_reached, expected, low,
    high, came.

    Made at the end of each of the last quarters with nothing that was known later. by_reached: with
    `win_rates`, as most do it; expected, low, high (95%): with `snapshot_rates`; came: how many of the leads
    open on that day were won within `days`. Raises ValueError where no quarter has passed.
    """
    rows = []
    spells, order = _spells(stages, leads), order_of(stages)
    for quarter in range(quarters, 0, -1):
        day = as_of - pd.Timedelta(days=days * quarter)
        waiting = standing(stages, leads, as_of=day).query("status == 'open'")
        passed = win_rates(stages, leads, as_of=day)
        stood = _pictures(spells, order, as_of=day, days=days, snapshots=SNAPSHOTS)
        if waiting.empty or stood["reached"].sum() == 0 or passed["reached"].sum() == 0:
            continue
        said = forecast(waiting, stood, seed=seed + quarter)
        usual = float(forecast(waiting, passed, seed=seed)["expected"])
        came = int(waiting["lead_id"].isin(won_between(leads, day, day + pd.Timedelta(days=days))).sum())
        rows.append((day, len(waiting), usual, said["expected"], said["low"], said["high"], came))
    if not rows:
        raise ValueError(_("The leads are too young: no quarter lies behind them to try a forecast on."))
    columns = ["made_on", "open", "by_reached", "expected", "low", "high", "came"]
    return pd.DataFrame(rows, columns=columns)
