"""Contracts that break the rule of proportional hazards: they end at a renewal, and at no other time."""

import numpy as np
import pandas as pd

from helpers.winback.cox import cox
from helpers.winback.leaving import leaving
from helpers.words import _

EVERY = {"monthly": 1.0, "yearly": 12.0}  # months from one renewal to the next
LEAVES = {"monthly": 0.05, "yearly": 0.3}  # chance to leave at a renewal
LONGEST = 36.0


def only_at_renewal(n: int = 1_000, *, seed: int = 7) -> pd.DataFrame:
    """Simulated contracts: customer_id, contract (monthly, yearly), tenure (months), ended.

    A monthly one can end at any month, a yearly one only at the end of a year; started at random within the
    last three years.
    """
    rng = np.random.default_rng(seed)
    contract = rng.choice(list(EVERY), n)
    every, leaves = (pd.Series(contract).map(one).to_numpy(dtype=float) for one in (EVERY, LEAVES))
    life, watched = rng.geometric(leaves) * every, rng.uniform(0, LONGEST, n)
    return pd.DataFrame(
        {
            "customer_id": [f"R{number:04d}" for number in range(n)],
            "contract": contract,
            "tenure": np.minimum(life, watched),
            "ended": (life <= watched).astype(int),
        }
    )


def said_at_renewal(subscriptions: pd.DataFrame, *, months: float = 3.0) -> pd.DataFrame:
    """What a Cox model says of the months ahead, beside the truth: contract, renewal (due within `months`),
    customers, said, true (mean chances of ending).

    subscriptions: `only_at_renewal`.
    """
    ahead = leaving(cox(subscriptions, ["contract"]), subscriptions, months=months)
    table = ahead.merge(subscriptions[["customer_id", "contract"]], on="customer_id")
    every, leaves = (table["contract"].map(one) for one in (EVERY, LEAVES))
    times = np.floor((table["months_so_far"] + months) / every) - np.floor(table["months_so_far"] / every)
    table = table.assign(true=1 - (1 - leaves) ** times, renewal=np.where(times > 0, _("due"), _("not due")))
    groups = table.groupby(["contract", "renewal"])
    found = groups.agg(customers=("true", "size"), said=("churn_probability", "mean"), true=("true", "mean"))
    return found.reset_index()
