"""What went into fairs, web ads, visits and mailings each month, and the inquiries that came of it."""

import numpy as np
import pandas as pd

from helpers.market.facts import facts, once
from helpers.market.rivals import months
from helpers.market.state import State

PARAMETERS = ["carry_over", "scale", "ceiling", "base"]


@once
def spend(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row a month and channel: spend (USD, to ten), response (inquiries)."""
    parts = [_channel(name, rng) for name in facts("channels")]
    return pd.concat(parts).sort_values("period", kind="stable", ignore_index=True)


def _channel(name: str, rng: np.random.Generator) -> pd.DataFrame:
    one = facts("channels")[name]
    usual = one["mean"] * np.array(one["months"])[months().month.to_numpy() - 1]
    spent = (usual * np.exp(rng.normal(0, one["spread"], len(usual)))).round(-1)
    spent[rng.random(len(usual)) < one["paused"]] = 0.0
    stock = np.empty(len(spent))
    for month, money in enumerate(spent):
        stock[month] = money + (one["carry_over"] * stock[month - 1] if month else 0.0)
    expected = one["base"] + one["ceiling"] * (1 - np.exp(-stock / one["scale"]))
    return pd.DataFrame(
        {"period": months(), "channel": name, "spend": spent, "response": rng.poisson(expected)}
    )


@once
def channels(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """How each channel truly works: channel, carry_over, scale, ceiling, base."""
    rows = [(name, *(one[key] for key in PARAMETERS)) for name, one in facts("channels").items()]
    return pd.DataFrame(rows, columns=["channel", *PARAMETERS])
