"""How likely each customer is to be lost, and what a year with each is worth, from orders or from
contracts.
"""

import numpy as np
import pandas as pd

from helpers.winback.checks import floats, lived
from helpers.winback.cox import cox
from helpers.winback.leaving import leaving
from helpers.winback.survival import churn_shares
from helpers.words import _

FEES = ("fee", "monthly_charges", "price", "amount")  # a month, where a table of subscriptions says it
MONTHS = 12.0


def chances_of_loss(
    alive: pd.DataFrame | None,
    subscriptions: pd.DataFrame | None = None,
    *,
    months: float = MONTHS,
    as_of: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """customer_id, churn_probability, known_from (orders or contract), one row a customer.

    Who orders: the chance that they are gone already, 1 − p_alive (alive: `standings`, or any table of
    customer_id and p_alive; who ordered once has none, and so no row here). Who has only a contract, and is
    not in `alive`: the chance to end it within `months`, given how long it has run (`leaving`). Raises
    ValueError where there is neither.
    """
    parts = []
    if alive is not None:
        chance = 1 - alive["p_alive"].to_numpy(dtype=float)
        parts.append(
            pd.DataFrame({"customer_id": alive["customer_id"].astype(str), "churn_probability": chance})
        )
        parts[0]["known_from"] = _("orders")
    if subscriptions is not None:
        ahead = contract_risk(subscriptions, months=months, as_of=as_of)
        parts.append(ahead[["customer_id", "churn_probability"]].assign(known_from=_("contract")))
    if not parts:
        raise ValueError(_("It takes orders or subscriptions to say who may be lost."))
    both = pd.concat(parts, ignore_index=True).drop_duplicates("customer_id")
    return both.dropna(subset=["churn_probability"]).reset_index(drop=True)


def contract_risk(
    subscriptions: pd.DataFrame, *, months: float = MONTHS, as_of: pd.Timestamp | None = None
) -> pd.DataFrame:
    """`leaving` by a Cox model of all usable traits; where none can be used, at the common monthly rate."""
    try:
        return leaving(cox(subscriptions, as_of=as_of), subscriptions, months=months, as_of=as_of)
    except ValueError:
        seen = lived(subscriptions, as_of=as_of)
        rate = churn_shares(subscriptions, as_of=as_of)[1]
        here = seen[seen["ended"] == 0]
        chance = np.full(len(here), 1 - np.exp(-(rate if np.isfinite(rate) else 0.0) * months))
        return pd.DataFrame(
            {
                "customer_id": here["customer_id"].to_numpy(),
                "months_so_far": here["months"].to_numpy(),
                "churn_probability": chance,
            }
        )


def worth_a_year(values: pd.DataFrame | None, subscriptions: pd.DataFrame | None = None) -> pd.DataFrame:
    """customer_id, year_value (money): by orders (`year_values`), else twelve monthly fees of the
    contract.

    >>> contracts = pd.DataFrame({"customer_id": ["a", "b"], "fee": [10.0, 20.0]})
    >>> values = pd.DataFrame({"customer_id": ["a"], "year_value": [500.0]})
    >>> worth_a_year(values, contracts)["year_value"].tolist()
    [500.0, 240.0]
    """
    parts = [] if values is None else [values[["customer_id", "year_value"]]]
    fee = next((name for name in FEES if subscriptions is not None and name in subscriptions), "")
    if subscriptions is not None and fee:
        yearly = {
            "customer_id": subscriptions["customer_id"].astype(str),
            "year_value": 12 * floats(subscriptions[fee]),
        }
        parts.append(pd.DataFrame(yearly))
    if not parts:
        raise ValueError(
            _("Nothing says what a customer is worth: it takes orders, or subscriptions with a fee.")
        )
    return pd.concat(parts, ignore_index=True).drop_duplicates("customer_id", ignore_index=True)
