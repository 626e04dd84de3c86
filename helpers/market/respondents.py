"""Who was asked: one respondent a customer, so many of each type, the named accounts before all others."""

import numpy as np
import pandas as pd

from helpers.market.dates import LAST_DAY
from helpers.market.kinds import NAMES
from helpers.market.state import State

# Asked of each type, where there are so many; small types more than their share, to tell types apart.
ASKED = {
    "household": 95, "company": 75, "small_retailer": 110, "retailer": 105, "wholesaler": 65, "project": 60,
    "internal": 15,
}  # fmt: skip


def respondents(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row a respondent: respondent_id, customer_id, customer_type, kind (row of KINDS), country.

    R0001 to R0006 are the six named accounts, the others come in random order. Only customers of the first
    block were asked; a customer entered twice is asked once, by the first entry.
    """
    main = state.records[~state.records["second"] & (state.records["since"] <= LAST_DAY)]
    who = state.people.loc[main["customer"], ["kind", "named", "country"]].reset_index(drop=True)
    who["customer_id"] = main["customer_id"].to_numpy()
    place = np.where(who["named"], who.index - len(who), rng.random(len(who)))
    who = who.iloc[np.argsort(place, kind="stable")]
    asked = np.array([ASKED[name] for name in NAMES])[who["kind"]]
    who = who[(who.groupby("kind").cumcount() < asked) & (state.block == 0)].reset_index(drop=True)
    return pd.DataFrame(
        {
            "respondent_id": state.numbers.take("R", len(who), digits=4),
            "customer_id": who["customer_id"],
            "customer_type": np.array(NAMES, dtype=object)[who["kind"]],
            "kind": who["kind"],
            "country": who["country"],
        }
    )
