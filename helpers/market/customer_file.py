"""The customer file as it stood at as_of: who is on it, how each was won, whether they may be written to."""

import numpy as np
import pandas as pd

from helpers.market.accounts import accounts
from helpers.market.costs import acquisition_cost, service_cost
from helpers.market.dates import LAST_DAY, stamps
from helpers.market.kinds import KINDS, NAMES
from helpers.market.people import permissions
from helpers.market.records import written
from helpers.market.state import State

WON_THROUGH = np.array(["fair", "web", "referral", "agent", "email"], dtype=object)
WON_SHARES = (0.3, 0.28, 0.2, 0.12, 0.1)
CONSENTS = ["consent_email", "consent_phone", "consent_post"]
STATED = ["channel", "acquisition_cost", "payment_terms_days", "employees", *CONSENTS]
STAFF_SPREAD = 0.7  # sd of the log of how many work there


def customer_file(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The customer file as exported at as_of: who was won later stands in the orders only."""
    owner, second = state.records["customer"].to_numpy(), state.records["second"]
    kind = state.people["kind"].to_numpy()
    typed = written(state.people, state.records, rng)
    traits = _traits(kind, rng).iloc[owner].reset_index(drop=True)
    table = pd.DataFrame(
        {
            "customer_id": state.records["customer_id"],
            "name": typed["name"],
            "customer_type": np.array(NAMES, dtype=object)[kind[owner]],
            **{name: typed[name] for name in ("country", "region")},
            "channel": traits["channel"],
            "acquired_on": stamps(state.records["since"].to_numpy()),
            "acquisition_cost": traits["acquisition_cost"].mask(second, 0.0),
            "service_cost": service_cost(state),
            # Asked again at each entry: the two of a doubled customer may disagree.
            **permissions(len(state.records), rng),
            **{name: typed[name] for name in ("email", "phone", "street", "city", "postcode")},
            **{name: traits[name] for name in ("payment_terms_days", "employees")},
        }
    )
    if not state.block:
        _name_accounts(table)
    return table[state.records["since"] <= LAST_DAY].reset_index(drop=True)


def _traits(kind: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """How each customer was won and at what cost, when they pay, how many they are."""
    staff = np.array([one.employees for one in KINDS])[kind] * np.exp(rng.normal(0, STAFF_SPREAD, len(kind)))
    # Six places a kind, so that one, two or three possible terms are equally likely.
    terms = np.array([one.terms * (6 // len(one.terms)) for one in KINDS])
    return pd.DataFrame(
        {
            "channel": WON_THROUGH[rng.choice(len(WON_THROUGH), len(kind), p=WON_SHARES)],
            "acquisition_cost": acquisition_cost(kind, rng),
            "payment_terms_days": terms[kind, rng.integers(6, size=len(kind))],
            "employees": np.rint(staff).astype(np.int64),
        }
    )


def _name_accounts(table: pd.DataFrame) -> None:
    """Facts of the six accounts that their file states outright."""
    for row, one in enumerate(accounts()):
        table.loc[row, STATED] = [getattr(one, name) for name in STATED]
        table.loc[row, "acquired_on"] = pd.Timestamp(one.acquired_on)
