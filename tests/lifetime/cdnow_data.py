"""The tenth of CDNOW on which the papers print their results."""

import functools
import warnings

import pandas as pd

from helpers import orders
from helpers.samples import cdnow_file

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # lifetimes sets an option that pandas 3 no longer has
    import lifetimes as theirs

__all__ = ["CALIBRATION_END", "cdnow_lines", "cdnow_rounded", "cdnow_summary", "theirs"]

CALIBRATION_END = "1997-09-30"


@functools.cache
def cdnow_lines() -> pd.DataFrame:
    """Every tenth buyer, 2,357 in all, as order lines: 18 months from 1997-01-01."""
    names = ["_", "customer_id", "date", "pieces", "value"]
    file = cdnow_file().parent / "CDNOW_sample.txt"
    raw = pd.read_csv(file, sep=r"\s+", names=names, dtype={"customer_id": "str", "date": "str"})
    lines = pd.DataFrame({"order_id": raw.index.astype(str), "customer_id": raw["customer_id"]})
    day = pd.to_datetime(raw["date"], format="%Y%m%d")
    return lines.assign(ordered_at=day, quantity=1, unit_price=raw["value"])


@functools.cache
def cdnow_summary() -> pd.DataFrame:
    """Its customers as they were after 39 weeks."""
    return orders.customers(cdnow_lines(), as_of=CALIBRATION_END)


@functools.cache
def cdnow_rounded() -> pd.DataFrame:
    """The same as Fader & Hardie distribute it: weeks and money to two decimals, customers in order."""
    raw = pd.read_csv(cdnow_file().parent / "cdnow_customers_summary_with_transactions.csv")
    names = ["customer_id", "repeat_days", "recency_weeks", "age_weeks", "mean_repeat_value"]
    return raw.set_axis(names, axis="columns")
