"""Still a customer? A silence held against the customer's own rhythm, by BG/NBD."""

from collections.abc import Mapping

import pandas as pd

from helpers import lifetime
from helpers.checks import need
from helpers.orders import usual_gap_days
from helpers.remembered import remembered
from helpers.words import _

YEAR_DAYS = 365
WEEK_DAYS = 7
EVERYBODY = "everybody"
RHYTHM = ("customer_id", "repeat_days", "recency_weeks", "age_weeks")
FEWEST = 40  # customers of a kind, from which it gets a model of its own

Models = Mapping[str, lifetime.Fit]


def models(customers: pd.DataFrame) -> Models:
    """BG/NBD by kind of customer: name of the kind → fit; kinds of fewer than 40 share that of everybody.

    customers: `orders.customers`, with customer_type where known. A project and a household have rhythms that
    one model for all would blend. Raises ValueError where nobody has come back.
    """
    return _fitted(_rhythm(customers))


@remembered
def _fitted(rhythm: pd.DataFrame) -> Models:
    kind = kinds(rhythm)
    found: dict[str, lifetime.Fit] = {}
    for name, own in rhythm.groupby(kind):
        if len(own) >= FEWEST and (own["repeat_days"] > 0).sum() >= FEWEST // 4:
            found[str(name)] = lifetime.fit(own)
    if not found or not set(kind) <= set(found):
        found[EVERYBODY] = lifetime.fit(rhythm)
    return found


def _rhythm(customers: pd.DataFrame) -> pd.DataFrame:
    """The columns that models read, so that what else is known of the customers makes no other model."""
    need(customers, *RHYTHM, what=_("the customers"))
    return customers[[*RHYTHM, *(["customer_type"] if "customer_type" in customers else [])]]


def kinds(customers: pd.DataFrame) -> pd.Series:
    """The kind whose model a customer falls under, blanks and a case without kinds as everybody."""
    if "customer_type" not in customers:
        return pd.Series(EVERYBODY, index=customers.index, name="kind")
    return customers["customer_type"].astype("object").fillna(EVERYBODY).rename("kind")


def with_kind(customers: pd.DataFrame, people: pd.DataFrame | None) -> pd.DataFrame:
    """customers with customer_type, where the table customers tells it and they have none yet."""
    if people is None or "customer_type" not in people or "customer_type" in customers:
        return customers
    kind = people.drop_duplicates("customer_id").set_index("customer_id")["customer_type"]
    return customers.assign(customer_type=customers["customer_id"].map(kind))


def still_here(
    customers: pd.DataFrame, *, horizon_weeks: float = 52.0, discount_rate: float = 0.0
) -> pd.DataFrame:
    """Who is still a customer, and what may be expected of each: one row a customer.

    customers: `orders.customers`, with customer_type where known. Returns customer_id, kind (of the model
    used), orders (days with one), ordered_once, usual_gap_days (`orders.usual_gap_days`, as in step 1),
    silent_days, gaps_silent, p_alive, expected_orders and discounted_orders within the horizon. Who ordered
    once has p_alive 1 in this model whatever their silence: look at expected_orders instead. Raises
    ValueError where nobody has come back.
    """
    return _known(_rhythm(customers), horizon_weeks, discount_rate)


@remembered
def _known(rhythm: pd.DataFrame, horizon_weeks: float, rate: float) -> pd.DataFrame:
    fits, kind = models(rhythm), kinds(rhythm)
    kind = kind.where(kind.isin(list(fits)), EVERYBODY)
    parts = [
        _forecast(fits[str(name)], own, str(name), horizon_weeks, rate) for name, own in rhythm.groupby(kind)
    ]
    ahead, gap = pd.concat(parts).reindex(rhythm.index), usual_gap_days(rhythm)
    silent = WEEK_DAYS * (rhythm["age_weeks"] - rhythm["recency_weeks"])
    return pd.DataFrame(
        {
            "customer_id": rhythm["customer_id"],
            "kind": ahead["kind"],
            "orders": (rhythm["repeat_days"] + 1).astype(int),
            "ordered_once": ahead["ordered_once"],
            "usual_gap_days": gap,
            "silent_days": silent.round().astype(int),
            "gaps_silent": silent / gap,
            **{name: ahead[name] for name in ("p_alive", "expected_orders", "discounted_orders")},
        }
    )


def _forecast(
    fitted: lifetime.Fit, own: pd.DataFrame, kind: str, horizon_weeks: float, rate: float
) -> pd.DataFrame:
    return lifetime.forecast(fitted, own, horizon_weeks=horizon_weeks, discount_rate=rate).assign(kind=kind)


def model_table(fits: Models) -> pd.DataFrame:
    """The parameters of each kind's model with their intervals: kind, customers, parameter, value, low, high,
    converged; where a fit did not converge the ends are blank.
    """
    parts = [
        fitted.table()
        .assign(kind=kind, customers=fitted.customers, converged=fitted.converged)
        .drop(columns="se")
        for kind, fitted in fits.items()
    ]
    table = pd.concat(parts, ignore_index=True)
    table["kind"] = table["kind"].str.replace("_", " ")
    return table[["kind", "customers", "parameter", "value", "low", "high", "converged"]]


def model_of(customers: pd.DataFrame, customer_id: str) -> lifetime.Fit:
    """The model under which a customer falls: that of its kind, else that of everybody.

    customers: as for `models`. Raises ValueError where there is no such customer.
    """
    fits, row = models(customers), customers["customer_id"] == customer_id
    if not row.any():
        raise ValueError(_("There is no customer {customer_id}.").format(customer_id=customer_id))
    kind = str(kinds(customers)[row].iloc[0])
    return fits[kind] if kind in fits else fits[EVERYBODY]
