"""How many open leads will be won: a forecast with its range; past forecasts beside what came."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.crm.pictures import SNAPSHOTS, bought_by, dated, drawn_by_lead, rates_of, stood
from helpers.crm.pipeline import DAYS, Array, Spells, reached_by, there
from helpers.words import _

DRAWS = 2000
ENDS = ["expected", "low", "high"]


class Chances:
    """The chance of a lead in each stage, and what it might be as well.

    rates: stage, reached, won; again: those drawn by lead (`rates_again`), the stages of a row belonging
    together. Without it each is drawn by itself (Beta with a prior of Jeffreys). A stage in which nobody has
    stood takes the rate of all stages together. Raises ValueError where nobody has stood anywhere.
    """

    def __init__(self, rates: pd.DataFrame, again: pd.DataFrame | None = None) -> None:
        seen = zip(rates["stage"].astype(str), rates["reached"], rates["won"], strict=True)
        self.known = {stage: (int(reached), int(won)) for stage, reached, won in seen if reached}
        self.whole = int(rates["reached"].sum()), int(rates["won"].sum())
        if self.whole[0] == 0:
            raise ValueError(_("No lead is settled yet: there is no rate to forecast with."))
        self.again = again

    def rate(self, stage: object) -> float:
        """The rate of a stage, as counted."""
        reached, won = self.known.get(str(stage), self.whole)
        return won / reached

    def drawn(self, stages: Iterable[object], draws: int, rng: np.random.Generator) -> dict[str, Array]:
        """Draws of the rates of some stages."""
        row = None if self.again is None else rng.integers(len(self.again), size=draws)
        found: dict[str, Array] = {}
        for stage in map(str, stages):
            reached, won = self.known.get(stage, self.whole)
            if self.again is not None and stage in self.known:
                found[stage] = self.again[stage].to_numpy()[row]
            else:
                found[stage] = rng.beta(won + 0.5, reached - won + 0.5, draws)
        return found


def forecast(
    open_leads: pd.DataFrame,
    rates: pd.DataFrame,
    *,
    again: pd.DataFrame | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.Series:
    """How many of the open leads will be won: open, expected, low, high (95%).

    open_leads: stage, one row a lead; rates: `win_rates` or `snapshot_rates`, the latter with again, its
    `rates_again`. Two doubts in it: what the rates are (`Chances`), and then each lead wins or not. Source:
    the Poisson-binomial sum.
    """
    need(open_leads, "stage", what="the open leads")
    rng, chances = np.random.default_rng(seed), Chances(rates, again)
    counts = open_leads["stage"].value_counts()
    drawn = chances.drawn(counts.index, draws, rng)
    total, expected = np.zeros(draws), 0.0
    for stage, n in counts.items():
        total += rng.binomial(int(n), drawn[str(stage)])
        expected += n * chances.rate(stage)
    low, high = np.quantile(total, [0.025, 0.975])
    return pd.Series({"open": float(counts.sum()), "expected": expected, "low": low, "high": high})


def ahead(
    stages: pd.DataFrame, leads: pd.DataFrame, *, as_of: pd.Timestamp, days: int = DAYS, seed: int = 0
) -> pd.Series:
    """Of the leads that stand open on a day, how many will be won within so many days: open, expected, low,
    high (95%), counted by those who stood there before.

    Raises ValueError where nothing stands open, or nobody has stood there before.
    """
    return _ahead(dated(stages, leads), as_of, days=days, seed=seed)


def announced(
    stages: pd.DataFrame, leads: pd.DataFrame, *, as_of: pd.Timestamp, quarters: int = 4, days: int = DAYS
) -> pd.DataFrame:
    """What the usual way (`win_rates`) would have announced at the end of each of the last quarters, and what
    came: made_on, open, by_reached, came (how many of the leads open on that day were won within `days`).

    Nothing is used that was known later. Raises ValueError where no quarter has passed.
    """
    return _announced(dated(stages, leads), as_of, quarters=quarters, days=days)


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
    high (95%, as `ahead` says it), came.

    by_reached and came: `announced`. Raises ValueError where no quarter has passed.
    """
    known = dated(stages, leads)
    usual = _announced(known, as_of, quarters=quarters, days=days)
    said = pd.DataFrame(
        [_ahead(known, day, days=days, seed=seed + at) for at, day in enumerate(usual["made_on"])]
    )
    return pd.concat([usual[["made_on", "open", "by_reached"]], said[ENDS], usual[["came"]]], axis=1)


def _announced(known: Spells, as_of: pd.Timestamp, *, quarters: int, days: int) -> pd.DataFrame:
    """`announced` of spells; days on which nothing stood open, or nobody had stood before, are left out."""
    rows = []
    for quarter in range(quarters, 0, -1):
        day = as_of - pd.Timedelta(days=days * quarter)
        here, _bought, waiting = there(known, day)
        reached = reached_by(known, day)
        before = stood(known, day, days=days, snapshots=SNAPSHOTS).seen
        if not waiting.any() or not reached["reached"].any() or not before.any():
            continue
        usual = Chances(reached)
        hoped = sum(usual.rate(known.order[stage]) for stage in known.stage[here[waiting]])
        came = int(bought_by(known, here[waiting], day + pd.Timedelta(days=days)).sum())
        rows.append((day, int(waiting.sum()), hoped, came))
    if not rows:
        raise ValueError(_("The leads are too young: no quarter lies behind them to try a forecast on."))
    return pd.DataFrame(rows, columns=["made_on", "open", "by_reached", "came"])


def _ahead(known: Spells, day: pd.Timestamp, *, days: int, seed: int) -> pd.Series:
    """`ahead` of spells."""
    here, _bought, waiting = there(known, day)
    if not waiting.any():
        raise ValueError(_("No lead stands open: there is nothing to forecast."))
    held = stood(known, day, days=days, snapshots=SNAPSHOTS)
    again = drawn_by_lead(held, seed)
    rates = rates_of(known.order, held, again)
    open_leads = pd.DataFrame({"stage": [known.order[at] for at in known.stage[here[waiting]]]})
    return forecast(open_leads, rates, again=pd.DataFrame(again, columns=known.order), seed=seed)
