"""Data that are not the user's: real transactions inside an installed package, and the market's truth."""

from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from helpers.case import Case
from helpers.missing import Missing
from helpers.words import _


def cdnow_file() -> Path:
    """The raw CDNOW master file: 69,659 purchases of 23,570 buyers, 1997-01-01 to 1998-06-30.

    Source: Fader & Hardie (2001), carried by the package lifetimes (MIT).
    """
    package = find_spec("lifetimes")
    if package is None or package.origin is None:
        raise FileNotFoundError(
            _("The package lifetimes, which carries CDNOW, is missing: run `make setup`.")
        )
    return Path(package.origin).parent / "datasets" / "CDNOW_master.txt"


def cdnow() -> pd.DataFrame:
    """CDNOW as order lines: order_id, customer_id, ordered_at, quantity, unit_price (USD).

    One row of the file is one order. Its quantity is 1 and its price the dollars paid: the published results
    rest on the dollars, not on the number of discs.
    """
    raw = pd.read_csv(cdnow_file(), sep=r"\s+", dtype={"customer_id": str})
    return pd.DataFrame(
        {
            "order_id": raw.index.astype(str),
            "customer_id": raw["customer_id"],
            "ordered_at": pd.to_datetime(raw["date"].astype(str), format="%Y%m%d"),
            "quantity": 1,
            "unit_price": raw["dollar_value"],
        }
    )


def truth(firm: Case, name: str) -> pd.DataFrame | Missing:
    """What the simulation hid, from the folder `truth` of a simulated case; real firms have none.

    name: one of the files there, as "customers". Lessons use it to see whether a method was right, never to
    decide.
    """
    file = firm.folder / "truth" / f"{name}.csv"
    if not (firm.simulated and file.is_file()):
        return Missing(_("Only a simulated market knows the truth of its customers; this case is none."))
    return pd.read_csv(file, dtype={"customer_id": str, "same_as": str})


def still_here(customers: pd.DataFrame, hidden: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Customers with still_here (0/1): whether the simulation had them as customers on the day `as_of`.

    customers: one row each with customer_id; hidden: `truth(firm, "customers")`, whose dropped_on is blank
    for those who never left.
    """
    dropped = pd.to_datetime(hidden["dropped_on"])
    here = hidden.assign(still_here=(dropped.isna() | (dropped > as_of)).astype(int))
    return customers.merge(here[["customer_id", "still_here"]], on="customer_id")
