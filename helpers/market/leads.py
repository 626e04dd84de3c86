"""Inquiries of the last two years and the way of each through the eight stages of buying.

Those that became customers are the real customers won at that time. Whatever is not on file of them, and all
of the inquiries that came to nothing, is drawn given that outcome, so that the odds of becoming a customer
are a known logit of the traits.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.conversion import TRAITS, chances, given, passing, place
from helpers.market.customer_file import STAFF_SPREAD, WON_THROUGH
from helpers.market.dates import AS_OF, LAST_DAY, START, day_number, stamps
from helpers.market.facts import facts, once
from helpers.market.inquiries import messages, replies
from helpers.market.kinds import KINDS, NAMES
from helpers.market.people import HOUSEHOLD, INTERNAL, words
from helpers.market.state import State

STAGES = list(facts("leads")["stages"])
STAGE_SPREAD = 0.7  # sd of the log of days in a stage
FIRST_DAY = day_number(AS_OF.replace(year=AS_OF.year - facts("leads")["months"] // 12)) + 1
OPENS, OPEN_HOURS = 7.0, 13.0

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def inquiries(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row an inquiry in order of time: created and converted (days since START), who, traits, `last`.

    last: number of the stage it gets to, 7 (order) for those that became customers.
    """
    won = _won(state, rng)
    # Those who are still on their way at as_of are among the lost: as many as come within the usual time.
    days = LAST_DAY + 1 - FIRST_DAY
    begun = len(won) * days / (days - _usual_days())
    lost = _lost(round(begun / passing()[:-1].prod() - len(won)), rng)
    table = pd.concat([won, lost], ignore_index=True)
    table = table.sort_values(["created", "customer_id"], kind="stable", ignore_index=True)
    table.insert(0, "lead_id", state.numbers.take("L", len(table), digits=5))
    return table


def _won(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The customers won within the window whose inquiry lies within it too."""
    second = state.records.loc[state.records["second"], "customer_id"]
    file = state.file[~state.file["customer_id"].isin(second)]
    day = (file["acquired_on"] - pd.Timestamp(START)).dt.days
    file = file[(day >= FIRST_DAY) & (file["customer_type"] != NAMES[INTERNAL])]
    table = file[["customer_id", "customer_type", "country", "region", "employees"]].reset_index(drop=True)
    table["source"] = file["channel"].to_numpy()
    table["converted"] = day[file.index].to_numpy() + _clock(len(table), rng)
    days = _days_in_stages(len(table), rng)
    # The day is as the stages have it, the hour one at which people write.
    table["created"] = np.floor(table["converted"] - days[:, :-1].sum(axis=1)) + _clock(len(table), rng)
    table["last"] = len(STAGES) - 1
    constant, _won_share = chances()
    kind, source = _numbers(table)
    table = table.join(given(constant + place()[0][source, kind], True, rng))
    kept = (table["created"] >= FIRST_DAY).to_numpy()
    return table.join(_as_columns(days))[kept]


def _lost(count: int, rng: np.random.Generator) -> pd.DataFrame:
    """Inquiries that came to nothing, or to nothing yet."""
    constant, won = chances()
    added, share = place()
    weight = (share * (1 - won) / won).ravel()
    source, kind = np.divmod(rng.choice(weight.size, count, p=weight / weight.sum()), len(NAMES))
    table = _strangers(kind, rng)
    table["source"] = WON_THROUGH[source]
    day = np.floor(rng.uniform(FIRST_DAY, LAST_DAY + 1, count))
    table["created"] = day + _clock(count, rng)
    goes_on = passing()
    stop = np.append(1.0, goes_on[:-1].cumprod()) * (1 - goes_on)
    table["last"] = rng.choice(len(STAGES) - 1, count, p=stop[:-1] / stop[:-1].sum())
    table = table.join(given(constant + added[source, kind], False, rng))
    return table.join(_as_columns(_days_in_stages(count, rng)))


def _strangers(kind: Ints, rng: np.random.Generator) -> pd.DataFrame:
    """Type, country and size of firms drawn as those of customers are."""
    places = list(words())
    weights = np.array([words()[place]["weight"] for place in places], dtype=float)
    country = np.array(places, dtype=object)[rng.choice(len(places), len(kind), p=weights / weights.sum())]
    staff = np.array([one.employees for one in KINDS])[kind] * np.exp(rng.normal(0, STAFF_SPREAD, len(kind)))
    return pd.DataFrame(
        {
            "customer_type": np.array(NAMES, dtype=object)[kind],
            "country": country,
            "region": [words()[place]["region"] for place in country],
            "employees": np.rint(staff).astype(np.int64),
        }
    )


def _clock(count: int, rng: np.random.Generator) -> Floats:
    """A time of day as part of a day, to the minute."""
    minutes: Floats = np.floor(60 * (OPENS + OPEN_HOURS * rng.beta(2.0, 2.2, count))) / 1440
    return minutes


def _days_in_stages(count: int, rng: np.random.Generator) -> Floats:
    """Days that each (row) spends in each stage (column) it passes."""
    medians = [one.get("median_days", 0) for one in facts("leads")["stages"].values()]
    days: Floats = np.array(medians) * np.exp(rng.normal(0, STAGE_SPREAD, (count, len(medians))))
    return days


def _usual_days() -> float:
    """Mean days from the first to the last stage."""
    medians = [one.get("median_days", 0) for one in facts("leads")["stages"].values()]
    return float(sum(medians) * np.exp(STAGE_SPREAD**2 / 2))


def _as_columns(days: Floats) -> pd.DataFrame:
    return pd.DataFrame(days, columns=[f"days {stage}" for stage in STAGES])


def _numbers(table: pd.DataFrame) -> tuple[Ints, Ints]:
    """Positions of kinds and of sources."""
    kind = table["customer_type"].map({name: number for number, name in enumerate(NAMES)})
    source = table["source"].map({name: number for number, name in enumerate(WON_THROUGH)})
    return np.asarray(kind, np.int64), np.asarray(source, np.int64)


def _moments(days: Any) -> pd.Series:
    """Days since START, with their parts, as times to the minute."""
    minutes = np.rint(np.asarray(days, float) * 1440).astype("timedelta64[m]").astype("timedelta64[s]")
    return pd.Series(np.datetime64(START, "s") + minutes)


def leads(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """Inquiries as they stand at as_of, with what was written and answered."""
    table, how = state.inquiries, facts("leads")
    won = (table["last"] == len(STAGES) - 1).to_numpy()
    cost = table["source"].map(how["cost"]).to_numpy() * np.exp(rng.normal(0, 0.35, len(table)))
    household = (table["customer_type"] == NAMES[HOUSEHOLD]).to_numpy()
    sampled = rng.random(len(table)) < np.where(
        won, how["samples_invoiced"]["won"], how["samples_invoiced"]["not_won"]
    )
    text = messages(table, rng)
    return pd.DataFrame(
        {
            "lead_id": table["lead_id"],
            "converted": won.astype(np.int64),
            "source": table["source"],
            "created_at": _moments(table["created"]),
            "converted_at": _moments(table["converted"].fillna(0)).where(won),
            "cost": (cost * np.where(household, how["cost"]["household"], 1.0)).round(2),
            "customer_id": table["customer_id"],
            **{name: table[name] for name in ("customer_type", "country", "region", "employees", *TRAITS)},
            "samples_invoiced": np.where(sampled, 1 + rng.poisson(0.8, len(table)), 0),
            "message": text,
            "reply": replies(table, text, rng),
        }
    )


def stages(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row a stage entered up to as_of, with its day; the last one of an inquiry that is not won is where
    it stopped, or stands.
    """
    table = state.inquiries
    passed = table[[f"days {stage}" for stage in STAGES[:-1]]].to_numpy().cumsum(axis=1)
    # Those won end on the day they became customers; all others are counted from the day they wrote.
    begun = table["converted"].sub(passed[:, -1]).fillna(table["created"]).to_numpy()
    entered = np.floor(np.column_stack([begun, begun[:, None] + passed]))
    reached = np.arange(len(STAGES)) <= table["last"].to_numpy()[:, None]
    lead, stage = np.nonzero(reached & (entered <= LAST_DAY))
    return pd.DataFrame(
        {
            "lead_id": table["lead_id"].to_numpy()[lead],
            "stage": np.array(STAGES, dtype=object)[stage],
            "entered_at": stamps(entered[lead, stage].astype(np.int64)),
        }
    )


@once
def funnel(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The stages: stage, pass_rate (of those who enter it, to the next), median_days."""
    rows = [
        (stage, one.get("pass_rate"), one.get("median_days"))
        for stage, one in facts("leads")["stages"].items()
    ]
    return pd.DataFrame(rows, columns=["stage", "pass_rate", "median_days"])
