"""What is under way: orders to expect from the leads in hand, how fast they flow, a funnel run many times."""

import numpy as np
import pandas as pd

from helpers.building.funnel import funnel, in_order, journeys, remaining, settled
from helpers.checks import above_zero, fraction, need
from helpers.intervals import wilson
from helpers.words import _

DRAWS = 4000


def pipeline(stages: pd.DataFrame, *, as_of: pd.Timestamp | None = None) -> pd.DataFrame:
    """Orders to expect from the leads still under way: stage, leads, chance, expected, a row a stage.

    Under way: not ordered, and younger than the time leads are given (`settled`). chance: from that stage to
    the order, as the settled leads went. A lead that has waited long in its stage is less likely than that.
    """
    old, days, __ = settled(stages, as_of=as_of)
    rest = remaining(funnel(old, all_leads=True)).set_index("stage")["chance"]
    ways = journeys(stages[~stages["lead_id"].isin(old["lead_id"])]) if days else journeys(stages).iloc[:0]
    names = in_order(stages)
    reached = ways.reindex(columns=names).notna().to_numpy() * np.arange(1, len(names) + 1)
    at = reached.max(axis=1) - 1 if len(ways) else np.array([], dtype=int)
    counts = np.bincount(at[at >= 0].astype(int), minlength=len(names))[: len(names) - 1]
    table = pd.DataFrame({"stage": names[:-1], "leads": counts})
    table["chance"] = table["stage"].map(rest)
    return table.assign(expected=table["leads"] * table["chance"])


def simulate(chances: pd.Series, days: pd.Series, *, leads: int, seed: int = 0) -> pd.DataFrame:
    """A funnel run many times: orders (mean, low, high: 95% of runs) and days to order (median, 90%).

    chances, days: rate and median days of each stage that has a next, in order. Each lead passes or leaves,
    a Markov chain without memory; the time in a stage is log-normal with sd 0.6 of the logs. Returns one row:
    leads, orders, low, high, days, days_90.

    >>> simulate(pd.Series([0.5, 0.4]), pd.Series([3.0, 7.0]), leads=100)["orders"].round(0).tolist()
    [20.0]
    """
    for one in chances:
        fraction(float(one), name="chance")
    rng = np.random.default_rng(seed)
    orders = rng.binomial(leads, float(np.prod(chances)), DRAWS)
    waits = rng.lognormal(np.log(days.to_numpy(dtype=float)), 0.6, (DRAWS, len(days))).sum(axis=1)
    low, high = np.quantile(orders, [0.025, 0.975])
    row = (leads, float(orders.mean()), float(low), float(high), *np.quantile(waits, [0.5, 0.9]).tolist())
    return pd.DataFrame([row], columns=["leads", "orders", "low", "high", "days", "days_90"])


def beside_truth(table: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """The funnel beside that of a simulated market: stage, rate, low, high, true, inside, days, true_days.

    inside: 0/1. table: `funnel`; truth: stage, pass_rate, median_days.

    >>> table = pd.DataFrame({"stage": ["inquiry"], "rate": [0.5], "low": [0.4], "high": [0.6], "days": 3.0})
    >>> truth = pd.DataFrame({"stage": ["inquiry"], "pass_rate": [0.55], "median_days": [3.1]})
    >>> beside_truth(table, truth)["inside"].tolist()
    [1]
    """
    need(truth, "stage", "pass_rate", "median_days", what="truth")
    both = table[["stage", "rate", "low", "high", "days"]].merge(truth, on="stage").dropna(subset="rate")
    both["inside"] = ((both["low"] <= both["pass_rate"]) & (both["pass_rate"] <= both["high"])).astype(int)
    both = both.rename(columns={"pass_rate": "true", "median_days": "true_days"})
    return both[["stage", "rate", "low", "high", "true", "inside", "days", "true_days"]]


def velocity(*, leads: float, win_rate: float, value: float, cycle_days: float) -> float:
    """Pipeline velocity: money a day that comes out of the pipe.

    leads: under way at a time; win_rate: fraction that order; value: of an order (money); cycle_days: from
    inquiry to order. Leads × win rate × value ÷ days: by Little's law this is leads ÷ days a day, times what
    one is worth.

    >>> velocity(leads=120, win_rate=0.25, value=3000, cycle_days=45)
    2000.0
    """
    fraction(win_rate, name="win_rate")
    return leads * win_rate * value / above_zero(cycle_days, name="cycle_days")


def content_funnel(steps: pd.DataFrame) -> pd.DataFrame:
    """Pre-sales service (售前服务) as a funnel: what each piece of help leads to, and its cost an inquiry.

    steps: content, readers, inquiries (of those readers), cost (money). Returns the rows with rate, low, high
    (95%, Wilson) and cost_per_inquiry, the cheapest first; blank where nobody asked.

    >>> steps = pd.DataFrame({"content": ["size guide"], "readers": [200], "inquiries": [10],
    ...     "cost": [300.0]})
    >>> content_funnel(steps)[["rate", "cost_per_inquiry"]].values.tolist()
    [[0.05, 30.0]]
    """
    need(steps, "content", "readers", "inquiries", "cost", what="steps")
    if (steps["inquiries"] > steps["readers"]).any():
        raise ValueError(_("More people asked than read: look at readers and inquiries."))
    table = steps.assign(rate=steps["inquiries"] / steps["readers"].where(steps["readers"] > 0))
    table[["low", "high"]] = [
        wilson(int(got), int(of)) for got, of in zip(steps["inquiries"], steps["readers"], strict=True)
    ]
    table["cost_per_inquiry"] = steps["cost"] / steps["inquiries"].where(steps["inquiries"] > 0)
    return table.sort_values("cost_per_inquiry", kind="stable", ignore_index=True)
