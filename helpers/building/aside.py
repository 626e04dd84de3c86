"""Leads to learn from, and leads put aside unread: they judge the decision of the lesson."""

import pandas as pd

from helpers.building.capacity import parted
from helpers.building.traits import matured
from helpers.checks import need


def to_learn_from(leads: pd.DataFrame, *, as_of: pd.Timestamp | None = None) -> pd.DataFrame:
    """The leads that have had time to become customers, without those that judge (the last of `parted`).

    >>> leads = pd.DataFrame({"lead_id": [f"L{n}" for n in range(50)], "converted": [0, 1] * 25})
    >>> len(to_learn_from(leads)) < 50
    True
    """
    need(leads, "lead_id", "converted", what="leads")
    old = matured(leads, as_of=as_of)
    return old.drop(index=parted(old)[2].index)


def stages_of(
    stages: pd.DataFrame, leads: pd.DataFrame | None, *, as_of: pd.Timestamp | None = None
) -> pd.DataFrame:
    """The stages of the leads `to_learn_from`; all of them where the case has no leads, or none of these.

    >>> stages_of(pd.DataFrame({"lead_id": ["a"]}), None)["lead_id"].tolist()
    ['a']
    """
    if leads is None:
        return stages
    own = stages["lead_id"].isin(to_learn_from(leads, as_of=as_of)["lead_id"])
    return stages[own] if own.any() else stages


def book(leads: pd.DataFrame, *, as_of: pd.Timestamp | None = None) -> dict[str, float | str]:
    """The book of leads in numbers: names, young (no time yet), judges, how (were they chosen), learn, won.

    >>> leads = pd.DataFrame({"lead_id": [f"L{n}" for n in range(50)], "converted": [0, 1] * 25})
    >>> found = book(leads)
    >>> found["young"] + found["judges"] + found["learn"] == found["names"]
    True
    """
    old = matured(leads, as_of=as_of)
    __, __, judges, how = parted(old)
    known = old.drop(index=judges.index)
    sizes = {"names": len(leads), "young": len(leads) - len(old), "judges": len(judges), "learn": len(known)}
    return {**sizes, "how": how, "won": int(known["converted"].sum())}
