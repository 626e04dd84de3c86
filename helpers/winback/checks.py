"""Plain refusals and readings that the modules of this package share."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.checks import need
from helpers.words import _

Floats = npt.NDArray[np.float64]
DAYS_A_MONTH = 365.25 / 12
ARMS = ("treatment", "control")


def floats(values: Sequence[Any] | pd.Series) -> Floats:
    """The values as an array of floats, blanks as nan."""
    return np.asarray(pd.to_numeric(pd.Series(values), errors="coerce"), dtype=float)


def flags(table: pd.DataFrame, column: str, *, what: str) -> Floats:
    """A column of 0 and 1; refuses anything else, and says how often it stands there."""
    need(table, column, what=what)
    values = floats(table[column])
    bad = int((~np.isin(values, (0.0, 1.0))).sum())
    if bad:
        message = _(
            "{what}: {bad} of {rows} rows of {column} are neither 0 nor 1. Mend them or leave them out."
        )
        raise ValueError(message.format(what=what, bad=bad, rows=len(values), column=column))
    return values


def treated(campaigns: pd.DataFrame) -> Floats:
    """1 for the arm treatment, 0 for control. Raises ValueError on other arms, or where one of the two is
    empty.

    >>> treated(pd.DataFrame({"arm": ["treatment", "control"]})).tolist()
    [1.0, 0.0]
    """
    need(campaigns, "arm", what="campaigns")
    arm = campaigns["arm"].astype(str).str.strip().str.casefold()
    if other := sorted(set(arm) - set(ARMS)):
        message = _("campaigns: arms are treatment and control; here stands {other}. Rename them.")
        raise ValueError(message.format(other=", ".join(other[:5])))
    found: Floats = np.asarray(arm == ARMS[0], dtype=np.float64)
    if not len(found) or found.min() == found.max():
        raise ValueError(
            _("Everybody is in one arm: without a control group nobody can say what the mailing did.")
        )
    return found


def lived(subscriptions: pd.DataFrame, *, as_of: pd.Timestamp | None = None) -> pd.DataFrame:
    """How long each subscription was seen, and whether it had ended by then: customer_id, months, ended
    (0/1).

    months: the column tenure; where that is not there, from started_on to ended_on, or to `as_of`. Rows
    that allow neither are left out. Raises ValueError where no row is left.

    >>> two = pd.DataFrame({"customer_id": ["a", "b"], "ended": [1, 0], "tenure": [3, 12.5]})
    >>> lived(two)[["months", "ended"]].values.tolist()
    [[3.0, 1.0], [12.5, 0.0]]
    """
    need(subscriptions, "customer_id", "ended", what="subscriptions")
    months = (
        floats(subscriptions["tenure"]) if "tenure" in subscriptions else _from_dates(subscriptions, as_of)
    )
    table = pd.DataFrame(
        {
            "customer_id": subscriptions["customer_id"].astype(str).to_numpy(),
            "months": months,
            "ended": flags(subscriptions, "ended", what="subscriptions"),
        },
        index=subscriptions.index,
    )
    known = table[np.isfinite(months) & (months >= 0)]
    if known.empty:
        raise ValueError(
            _("No subscription says how long it ran: it takes tenure, or started_on and ended_on.")
        )
    return known


def _from_dates(subscriptions: pd.DataFrame, as_of: pd.Timestamp | None) -> Floats:
    need(subscriptions, "started_on", what="subscriptions")
    blank = pd.Series(pd.NaT, index=subscriptions.index)
    last = pd.to_datetime(subscriptions.get("ended_on", blank))
    if as_of is not None:
        last = last.fillna(pd.Timestamp(as_of))
    days = (last - pd.to_datetime(subscriptions["started_on"])).dt.days
    return np.asarray(days / DAYS_A_MONTH, dtype=float)
