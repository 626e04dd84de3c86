"""Who stood in a stage on past days, and bought: rates from such pictures, drawn by lead."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.crm.pipeline import DAYS, RATES, Array, Spells, spells, there

AGAIN, SNAPSHOTS = 200, 12


class Stood(NamedTuple):
    """Leads in pictures of past days (lead × stage): in how many each was seen, and bought in time."""

    seen: Array
    won: Array


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
    each, and the interval (95%) knows it: it is drawn by lead (`rates_again`).
    """
    known = dated(stages, leads)
    held = stood(known, as_of, days=days, snapshots=snapshots)
    return rates_of(known.order, held, drawn_by_lead(held, 0))


def rates_again(  # noqa: PLR0913 – two tables, a day, and how it is drawn
    stages: pd.DataFrame,
    leads: pd.DataFrame,
    *,
    as_of: pd.Timestamp,
    days: int = DAYS,
    snapshots: int = SNAPSHOTS,
    seed: int = 0,
) -> pd.DataFrame:
    """`snapshot_rates` as they might have come out: one column a stage, one row a draw.

    Drawn by lead, who takes all its pictures along, and in all stages at once: the Bayesian bootstrap (Rubin
    1981). Half a lead won and half a lead lost are added to each stage (Jeffreys), so that a rate of none in
    five is not taken for certain; with one picture a lead that is the Beta of `forecast`.
    """
    known = dated(stages, leads)
    held = stood(known, as_of, days=days, snapshots=snapshots)
    return pd.DataFrame(drawn_by_lead(held, seed), columns=known.order)


def stood(known: Spells, as_of: pd.Timestamp, *, days: int, snapshots: int) -> Stood:
    """Who stood open in which stage, in pictures taken every 30 days, and bought within `days`."""
    number = len(known.order)
    shape = (int(known.lead.max(initial=-1)) + 1, number)
    seen, won = (np.zeros(shape[0] * number) for _each in range(2))
    for picture in range(snapshots):
        day = as_of - pd.Timedelta(days=days + 30 * picture)
        here, _bought, waiting = there(known, day)
        place = known.lead[here[waiting]] * number + known.stage[here[waiting]]
        seen += np.bincount(place, minlength=len(seen))
        bought = bought_by(known, here[waiting], day + pd.Timedelta(days=days))
        won += np.bincount(place[bought], minlength=len(won))
    seen, won = seen.reshape(shape), won.reshape(shape)
    some = seen.any(axis=1)
    return Stood(seen[some], won[some])


def dated(stages: pd.DataFrame, leads: pd.DataFrame) -> Spells:
    """The spells of leads of which it is known when they were won."""
    need(leads, "lead_id", "converted", "converted_at", what="leads")
    return spells(stages, leads)


def bought_by(known: Spells, which: Array, until: pd.Timestamp) -> Array:
    """Who of leads that stood open has become a customer by a day."""
    bought: Array = known.sold[which] & (known.won_at[which] <= np.datetime64(until, "ns"))
    return bought


def drawn_by_lead(held: Stood, seed: int) -> Array:
    """Rates drawn by lead (draw × stage): each lead takes a weight, and its pictures with it."""
    rng = np.random.default_rng(seed)
    weights = rng.exponential(1.0, (AGAIN, len(held.seen)))
    leads = np.maximum((held.seen > 0).sum(axis=0), 1)
    each = held.seen.sum(axis=0) / leads  # pictures a lead: what half a lead comes to
    good, bad = (rng.gamma(0.5, 1.0, (AGAIN, len(each))) * np.maximum(each, 1.0) for _each in range(2))
    seen, won = weights @ held.seen, weights @ held.won
    drawn: Array = (won + good) / (seen + good + bad)
    return drawn


def rates_of(order: list[str], held: Stood, again: Array) -> pd.DataFrame:
    """The table of rates; the interval is that of the draws."""
    reached, won = held.seen.sum(axis=0), held.won.sum(axis=0)
    low, high = np.quantile(again, [0.025, 0.975], axis=0)
    table = pd.DataFrame({"stage": order, "reached": reached.astype(int), "won": won.astype(int)})
    ends = {"rate": won / np.where(reached, reached, 1), "low": low, "high": high}
    return table.assign(**{name: np.where(reached > 0, end, np.nan) for name, end in ends.items()})[RATES]
