"""What the bench of lesson 9 holds methods against: truth, designs, and late answers by month."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.choice import hold_out
from helpers.cycle.charts import shifts
from helpers.cycle.experiment import Reading, arms, power, read, smallest_lift, split_fair, units_needed
from helpers.cycle.looks import bounds
from helpers.cycle.loop import Wheel
from helpers.words import _

LIFTS = (0.02, 0.04, 0.06)


def three_wheels() -> dict[str, Wheel]:
    """The firm as it is; with three times as much for service; with what that costs at first put into selling
    instead. All assumed.
    """
    now, served = Wheel(), Wheel(reinvest=0.15)
    more = (served.reinvest - now.reinvest) * now.margin * now.customers  # money a quarter
    return {
        _("as now"): now,
        _("more for service"): served,
        _("as much for selling"): Wheel(sell=now.sell + more / now.cost_won),
    }


def example_raci() -> pd.DataFrame:
    """Who does what, as it hung in a kitchen: with one task that two answer for, and one that nobody does."""
    return pd.DataFrame(
        {
            "task": [
                _("list of yesterday's deliveries"),
                _("ring within a day"),
                _("write down what was said"),
                _("look at the numbers each month"),
            ],
            _("warehouse"): ["R A", "", "", "I"],
            _("service desk"): ["I", "R A", "A", "A"],
            _("head of sales"): ["", "I", "I", "A R"],
        }
    )


def first_answers(tickets: pd.DataFrame, *, hours: float = 24.0) -> pd.DataFrame:
    """Tickets by month, and how many had their first answer later than promised: period, tickets, late.

    tickets: opened_at, first_reply_at. A ticket without an answer is late once the promise has run out by the
    last stamp there is, and left out before. The first and the last month, which may not be whole, are left
    out.
    """
    need(tickets, "opened_at", "first_reply_at", what="tickets")
    known = tickets.dropna(subset=["opened_at"])
    end = known[["opened_at", "first_reply_at"]].max().max()
    waited = known["first_reply_at"].fillna(end) - known["opened_at"]
    limit = pd.Timedelta(hours=hours)
    ripe = known["first_reply_at"].notna() | (waited > limit)
    table = pd.DataFrame(
        {
            "period": known["opened_at"].dt.to_period("M").dt.to_timestamp(),
            "late": (waited > limit).astype(int),
        }
    )[ripe]
    found = table.groupby("period")["late"].agg(tickets="size", late="sum").reset_index()
    return found.iloc[1:-1].reset_index(drop=True)


def halves(experiments: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The experiment in two: what may be looked at, and what judges; by a checksum of the unit."""
    need(experiments, "unit_id", what="experiments")
    learnt, held = hold_out(experiments.assign(respondent_id=experiments["unit_id"]), share=0.5)
    return learnt.drop(columns="respondent_id"), held.drop(columns="respondent_id")


def readings(experiments: pd.DataFrame) -> pd.DataFrame:
    """The half that was seen, the half that judges, and both: part, lift, low, high, p, z, needed.

    needed: how far z has to be from nothing for 5% of false alarms. Both together are a second look at what
    was seen once; for two looks Pocock's bound counts.
    """
    seen, judging = halves(experiments)
    one, two = float(bounds(1)["pocock"].iloc[0]), float(bounds(2)["pocock"].iloc[0])
    rows = []
    for name, part, needed in (
        (_("seen"), seen, one), (_("judging"), judging, one), (_("both, a second look"), experiments, two),
    ):  # fmt: skip
        found = read(part)
        rows.append((name, *found[:4], _z_of(found), needed))
    return pd.DataFrame(rows, columns=["part", "lift", "low", "high", "p", "z", "needed"])


def _z_of(found: Reading) -> float:
    from scipy.special import ndtri

    return float(np.sign(found.lift) * -ndtri(found.p / 2))


def yearly_gain(experiments: pd.DataFrame, *, customers: float, call_cost: float, order_left: float) -> float:
    """What treating everybody would leave in a year, by the lift that was seen (money); see its interval."""
    return customers * (read(experiments).lift * order_left - call_cost)


def design(experiments: pd.DataFrame) -> pd.DataFrame:
    """The experiment in numbers: figure, value. Lift and interval, p, the lot, what it could have seen."""
    table, seen = arms(experiments), read(experiments)
    a, b = table["units"].astype(int)
    base = float(table["rate"].iloc[1])
    each, higher = (a + b) / 2, min(base + 0.02, 0.999)
    rows = [
        (_("lift, points of a hundred"), 100 * seen.lift),
        (_("low"), 100 * seen.low),
        (_("high"), 100 * seen.high),
        (_("p, two-sided"), seen.p),
        (_("chance of so uneven a split"), split_fair(a, b)),
        (_("smallest lift seen in four of five such experiments, points"), 100 * smallest_lift(each, base)),
        (_("in each arm, to see a lift of 2 points in four of five"), units_needed(base, higher)),
    ]
    return pd.DataFrame(rows, columns=["figure", "value"])


def power_table(
    experiments: pd.DataFrame, *, lifts: Sequence[float] = LIFTS, points: int = 40
) -> pd.DataFrame:
    """The chance to see a lift that is there, by the number in each arm: lift, units, power.

    lifts: named before anybody looks (fractions). The lift that was seen would only say p once more (Hoenig &
    Heisey 2001). The other arm's rate is that of the control; lifts that lead past 1 are left out.
    """
    table = arms(experiments)
    control = float(table["rate"].iloc[1])
    most = 4 * float(table["units"].mean())
    units = np.unique(np.linspace(most / points, most, points).round())
    rows = [
        (lift, n, power(float(n), control, control + lift))
        for lift in lifts
        if control + lift < 1
        for n in units
    ]
    if not rows:
        raise ValueError(_("Nearly all of the control ordered: there is no lift to look for."))
    return pd.DataFrame(rows, columns=["lift", "units", "power"])


def beside_truth(chart: pd.DataFrame, hidden: pd.DataFrame, *, measure: str) -> pd.DataFrame:
    """The change that was found beside the true one: what, period, factor.

    chart: `individuals` of the measure; hidden: measure, period, shift of the simulation.
    """
    found, true = shifts(chart), hidden[hidden["measure"] == measure]
    rows: list[tuple[str, str, float]] = []
    if found is not None:
        when = pd.Timestamp(str(found.period)).strftime("%Y-%m")
        rows.append((_("found"), when, found.after / found.before))
    for period, shift in zip(true["period"], true["shift"], strict=True):
        rows.append((_("true"), pd.Timestamp(str(period)).strftime("%Y-%m"), float(shift)))
    if not rows:
        raise ValueError(_("Nothing changed here, and nothing was found."))
    return pd.DataFrame(rows, columns=["what", "period", "factor"])


def experiment_truth(experiments: pd.DataFrame, hidden: pd.DataFrame) -> pd.DataFrame:
    """The lift with its interval beside the true mean lift of the same units: lift, low, high, true, inside.

    hidden: unit_id, p_control, p_treatment of the simulation.
    """
    seen = read(experiments)
    own = hidden[hidden["unit_id"].isin(experiments["unit_id"])]
    true = float((own["p_treatment"] - own["p_control"]).mean())
    row = (seen.lift, seen.low, seen.high, true, seen.low <= true <= seen.high)
    return pd.DataFrame([row], columns=["lift", "low", "high", "true", "inside"])


def cohorts_or_none(
    lines: pd.DataFrame | None, cohorts: Callable[[pd.DataFrame], pd.DataFrame]
) -> pd.DataFrame | None:
    """`orders.cohorts` of the lines, where there are any with a customer."""
    if lines is None or not {"customer_id", "ordered_at"} <= set(lines.columns):
        return None
    return cohorts(lines)
