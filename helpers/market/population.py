"""The customers as they truly are: who they are, when they come, how they will buy, what they will cost."""

from dataclasses import fields

import numpy as np
import pandas as pd

from helpers.market.accounts import accounts
from helpers.market.dates import END_DAY, LAST_DAY, day_number
from helpers.market.kinds import KINDS, NAMES, Kind

NAMED = len(accounts())
# When customers first order: the file begins with a rush of old customers, and goes on a year after as_of.
RUSH_SHARE, RUSH_DAYS, HOLD_OUT_SHARE = 0.34, 150, 0.03
# Traits that the file of the six accounts states outright.
STATED = ("lines", "price", "discount", "returned", "handling", "contacts", "demanding")
ORDER_CHANNELS = np.array(["web", "email", "rep", "fair"], dtype=object)


def customers(count: int, rng: np.random.Generator, *, named: bool) -> pd.DataFrame:
    """`count` customers in order of their first day; with `named`, the six accounts stand first.

    Hidden columns: first_day; rate (orders a week), dropout (probability after a repeat order), scale
    (gamma-gamma ν), shape (p); price, discount, returned (shares), handling (USD an order), contacts (an
    order), lines (mean an order), demanding.
    """
    unnamed = count - NAMED if named else count
    kind = rng.choice(len(KINDS), unnamed, p=[one.share for one in KINDS])
    table = pd.DataFrame({"kind": kind, "first_day": _first_days(unnamed, rng)})
    table = table.assign(**buying(kind, rng))
    table = table.assign(**serving(kind, table["shape"] / table["scale"], rng))
    table = table.sort_values("first_day", kind="stable")
    if named:
        table = pd.concat([_named(), table])
    return table.assign(named=np.arange(count) < (NAMED if named else 0)).reset_index(drop=True)


def _of(kind: np.ndarray, name: str) -> np.ndarray:
    """The parameter `name` of each customer's kind."""
    values: np.ndarray = np.array([getattr(one, name) for one in KINDS], dtype=float)[kind]
    return values


def _first_days(count: int, rng: np.random.Generator) -> np.ndarray:
    shares = [RUSH_SHARE, 1 - RUSH_SHARE - HOLD_OUT_SHARE, HOLD_OUT_SHARE]
    period = rng.choice(3, count, p=shares)
    low = np.array([0, 0, LAST_DAY + 1])[period]
    high = np.array([RUSH_DAYS, LAST_DAY, END_DAY])[period]
    return rng.integers(low, high, endpoint=True)


def buying(kind: np.ndarray, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """How each of these kinds buys: rate, dropout, and the gamma of their order values (shape, scale)."""
    shape = _of(kind, "p")
    return {
        "rate": rng.standard_gamma(_of(kind, "r")) / _of(kind, "alpha"),
        "dropout": rng.beta(_of(kind, "a"), _of(kind, "b")),
        "shape": shape,
        "scale": rng.standard_gamma(_of(kind, "q")) / _of(kind, "v"),
        "lines": _of(kind, "lines"),
    }


def serving(kind: np.ndarray, usual_value: pd.Series, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Price, discount and cost to serve: apart from buying, so that size alone makes nobody good or bad."""
    count = len(kind)
    demanding = rng.random(count) < _of(kind, "demanding")
    service = _of(kind, "service") * np.exp(rng.normal(0, 0.5, count))
    service = np.where(demanding, rng.uniform(0.22, 0.48, count), np.minimum(service, 0.25))
    discount = _of(kind, "discount") * rng.uniform(0, 2, count)
    return {
        "price": _of(kind, "price") * rng.normal(1, 0.025, count).clip(0.93, 1.07),
        "discount": np.where(demanding, rng.uniform(0.08, 0.18, count), discount),
        "returned": _of(kind, "returned") * np.where(demanding, 3.0, rng.uniform(0.4, 1.4, count)),
        "handling": (
            _of(kind, "handling") * rng.uniform(0.7, 1.3, count) + service * usual_value.to_numpy()
        ).round(2),
        "contacts": _of(kind, "contacts") * np.where(demanding, 2.5, rng.uniform(0.6, 1.2, count)),
        "demanding": demanding,
    }


def _named() -> pd.DataFrame:
    """The six as rows like the others; their orders follow a pattern, so no dropout rate is theirs."""
    rows = [
        {
            "kind": NAMES.index(one.customer_type),
            "first_day": day_number(one.pattern.first_on),
            "rate": 7 / one.pattern.gap_days,
            "dropout": np.nan,
            "shape": one.pattern.value_spread**-2,
            "scale": one.pattern.value_spread**-2 / one.pattern.order_value,
            **{name: getattr(one.pattern, name) for name in STATED},
        }
        for one in accounts()
    ]
    return pd.DataFrame(rows)


def parameters() -> pd.DataFrame:
    """The kinds as a table, one row each, for the truth."""
    return pd.DataFrame([{field.name: _plain(kind, field.name) for field in fields(kind)} for kind in KINDS])


def _plain(kind: Kind, name: str) -> object:
    value = getattr(kind, name)
    return "–".join(str(part) for part in value) if isinstance(value, tuple) else value
