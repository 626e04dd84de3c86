"""How leads flow: a funnel run many times, its days, its speed in money, and what help leads to."""

import numpy as np
import pandas as pd

from helpers.building.funnel import in_days, journeys
from helpers.checks import above_zero, fraction, need
from helpers.intervals import wilson
from helpers.words import _

DRAWS = 4000


def simulate(table: pd.DataFrame, *, leads: int, seed: int = 0) -> pd.DataFrame:
    """A funnel run many times: orders (mean, low, high: 95% of runs) and days to order (median, 90%).

    table: `funnel`: rate, days and spread of each stage that has a next. Each lead passes or leaves, without
    memory of where it came from; the time in a stage is log-normal with the median and spread found there: a
    semi-Markov chain. Returns one row: leads, orders, low, high, days, days_90.

    >>> table = pd.DataFrame({"rate": [0.5, 0.4, None], "days": [3.0, 7.0, None], "spread": [0.7, 0.7, None]})
    >>> simulate(table, leads=100)["orders"].round(0).tolist()
    [20.0]
    """
    need(table, "rate", "days", "spread", what="the funnel")
    known = table[table["rate"].notna()]
    rng = np.random.default_rng(seed)
    orders = rng.binomial(leads, np.prod(known["rate"].to_numpy(dtype=float)), DRAWS)
    medians, spreads = (known[name].fillna(0.0).to_numpy(dtype=float) for name in ("days", "spread"))
    waits = (medians * rng.lognormal(0.0, spreads, (DRAWS, len(known)))).sum(axis=1)
    low, high = np.quantile(orders, [0.025, 0.975])
    row = (leads, float(orders.mean()), float(low), float(high), *np.quantile(waits, [0.5, 0.9]).tolist())
    return pd.DataFrame([row], columns=["leads", "orders", "low", "high", "days", "days_90"])


def days_to_order(stages: pd.DataFrame) -> float:
    """What the leads that ordered took from their first stage to the order: median, in days.

    >>> stages = pd.DataFrame({"lead_id": ["a", "a", "b"], "stage": ["inquiry", "order", "inquiry"],
    ...     "entered_at": pd.to_datetime(["2026-01-01", "2026-01-11", "2026-01-01"])})
    >>> days_to_order(stages)
    10.0
    """
    ways = journeys(stages)
    return float(in_days(ways.iloc[:, -1] - ways.min(axis=1)).median())


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
