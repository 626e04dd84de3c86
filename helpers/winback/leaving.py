"""Who leaves next, and whether the model found what the simulation put in."""

import numpy as np
import pandas as pd

from helpers.winback.checks import lived
from helpers.winback.cox import Cox
from helpers.winback.survival import Z95
from helpers.words import _


def leaving(
    fitted: Cox, subscriptions: pd.DataFrame, *, months: float = 12.0, as_of: pd.Timestamp | None = None
) -> pd.DataFrame:
    """The chance that each current customer leaves within so many months, given that they are still here.

    1 − S(t + months) ÷ S(t) with t the tenure so far: who has stayed three years is asked about the
    fourth, not about the first. Returns customer_id, months_so_far, churn_probability, for those who have
    not ended.
    """
    seen = lived(subscriptions, as_of=as_of)
    here = seen[seen["ended"] == 0]
    if here.empty:
        raise ValueError(_("Every subscription has ended: there is nobody left to keep."))
    so_far = here["months"].to_numpy()
    ahead = fitted.hazard_until(so_far + months) - fitted.hazard_until(so_far)
    chance = 1 - np.exp(-ahead * fitted.risk(subscriptions.loc[here.index]))
    return pd.DataFrame(
        {"customer_id": here["customer_id"].to_numpy(), "months_so_far": so_far, "churn_probability": chance}
    )


def hazards_found(fitted: Cox, truth: pd.DataFrame) -> pd.DataFrame:
    """The model's weights beside those of the simulation: term, log_hazard, low, high, true, inside.

    truth: term, log_hazard, terms named as the model's ("contract: yearly") or with a space or = between.
    """
    true = {_key(name): value for name, value in zip(truth["term"], truth["log_hazard"], strict=True)}
    table = fitted.table.assign(true=fitted.table["term"].map(lambda name: true.get(_key(name), np.nan)))
    low, high = (table["log_hazard"] + sign * Z95 * table["se"] for sign in (-1, 1))
    found = table.assign(low=low, high=high).dropna(subset=["true"]).reset_index(drop=True)
    inside = (found["low"] <= found["true"]) & (found["true"] <= found["high"])
    return found.assign(inside=inside)[["term", "log_hazard", "low", "high", "true", "inside"]]


def _key(name: object) -> str:
    return (
        "".join(letter if letter.isalnum() else " " for letter in str(name).casefold())
        .replace("  ", " ")
        .strip()
    )
