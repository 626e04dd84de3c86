"""Customers won in a year, and those of the year to come: who they are, and what is true of them."""

import numpy as np
import pandas as pd

from helpers.market.costs import acquisition_cost
from helpers.market.customer_file import STAFF_SPREAD
from helpers.market.kinds import KINDS, NAMES
from helpers.market.lap.facts import told
from helpers.market.people import identities, permissions
from helpers.market.population import buying, serving
from helpers.market.state import Numbers, State
from helpers.market.tables import contacts as persons

CONTACT_COST = 62.0  # USD of a visit, call or mail on average


def file_rows(
    people: pd.DataFrame, rng: np.random.Generator, *, as_of: pd.Timestamp, lap: int
) -> pd.DataFrame:
    """Rows of the customer file for people won in the year, by customer_id (their index); and who they are.

    people: kind, begins (days after as_of), source, service_cost.
    """
    kind = people["kind"].reset_index(drop=True)
    who = identities(kind, rng, block=lap)
    staff = np.array([one.employees for one in KINDS])[kind] * np.exp(rng.normal(0, STAFF_SPREAD, len(kind)))
    terms = np.array([one.terms * (6 // len(one.terms)) for one in KINDS])
    acquired = as_of + pd.to_timedelta(people["begins"].to_numpy(), "D")
    table = pd.DataFrame(
        {
            "customer_id": people.index.to_numpy(),
            "name": who["name"],
            "customer_type": np.array(NAMES, dtype=object)[kind],
            "country": who["country"],
            "region": who["region"],
            "channel": people["source"].to_numpy(),
            "acquired_on": acquired.strftime("%Y-%m-%d"),
            "acquisition_cost": acquisition_cost(kind.to_numpy(), rng),
            "service_cost": people["service_cost"].round(2).to_numpy(),
            **permissions(len(kind), rng),
            **{name: who[name] for name in ("email", "phone", "street", "city", "postcode")},
            "payment_terms_days": terms[kind, rng.integers(6, size=len(kind))],
            "employees": np.rint(staff).astype(np.int64),
        }
    )
    table["postcode"] = table["postcode"].astype(str)
    return table


def contact_rows(file: pd.DataFrame, rng: np.random.Generator, *, last_id: int, lap: int) -> pd.DataFrame:
    """Persons at these customers, as the market has them."""
    state = State(0, lap, Numbers({"K": last_id}), pd.DataFrame())
    kind = file["customer_type"].map({name: number for number, name in enumerate(NAMES)})
    state.people = file[["country", "email", "phone"]].assign(kind=kind, named=False).reset_index(drop=True)
    state.records = pd.DataFrame(
        {
            "customer": np.arange(len(file)),
            "second": False,
            "since": 0,
            "customer_id": file["customer_id"].to_numpy(),
        }
    )
    return persons(state, rng)


def to_come(count: int, rng: np.random.Generator, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Truth of the customers who will come in the year after as_of by themselves: as truth/customers.csv has
    it.
    """
    kind = rng.choice(len(KINDS), count, p=[one.share for one in KINDS])
    table = pd.DataFrame(buying(kind, rng))
    table = table.assign(**serving(kind, table["shape"] / table["scale"], rng))
    first = np.sort(rng.integers(1, 366, count))
    return pd.DataFrame(
        {
            "customer_type": np.array(NAMES, dtype=object)[kind],
            "named": 0,
            "first_order": (as_of + pd.to_timedelta(first, "D")).strftime("%Y-%m-%d"),
            "rate": table["rate"].round(6),
            "dropout": table["dropout"].round(6),
            "dropped_on": "",
            "mean_value": (table["shape"] / table["scale"]).round(2),
            "discount": table["discount"].round(4),
            "returned": table["returned"].round(4),
            "demanding": table["demanding"].astype(int),
            "handling": table["handling"],
            "service_rate": (table["handling"] + table["contacts"] * CONTACT_COST).round(2),
            "same_as": "",
        }
    )


def how_many(on_file: int) -> int:
    """Customers who come in a year by themselves."""
    share = float(told("firm")["newcomers_a_year"])
    return max(round(share * on_file), 1)
