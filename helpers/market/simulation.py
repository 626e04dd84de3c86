"""The market simulated block by block: hidden truth first, then the tables."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from helpers.market import baskets, costs, service
from helpers.market.accounts import accounts
from helpers.market.catalogue import products
from helpers.market.customer_file import customer_file
from helpers.market.leads import inquiries
from helpers.market.lookalikes import lookalikes
from helpers.market.open_answers import opinions
from helpers.market.people import identities, words
from helpers.market.population import customers
from helpers.market.purchases import named_purchases, purchases
from helpers.market.records import records
from helpers.market.respondents import respondents
from helpers.market.satisfaction import verdicts
from helpers.market.state import Numbers, State
from helpers.market.streams import stream
from helpers.market.tables import TABLES
from helpers.market.trial import trial
from helpers.market.truth import TRUTH
from helpers.market.winback import mailing

SEED = 3
CUSTOMERS = 3000
FEWEST = 100
# So many customers are simulated at a time: memory stays bounded however large the market is.
BLOCK = 50_000


@dataclass(frozen=True)
class Market:
    """A simulated market: the tables of a case, and its truth; `customers` and `seed` make it again."""

    customers: int
    seed: int
    tables: dict[str, pd.DataFrame]
    truth: dict[str, pd.DataFrame]


def simulate(*, customers: int = CUSTOMERS, seed: int = SEED) -> Market:
    """Meridian Home with `customers` real customers (100 at least), the six named accounts among them.

    Orders up to as_of and of the hold-out year are in one table; every other table ends at as_of. The same
    arguments give the same market on every platform. Raises ValueError for too few customers or a negative
    seed.
    """
    parts = list(blocks(customers=customers, seed=seed))
    if len(parts) == 1:
        return parts[0]
    tables, truth = _joined([part.tables for part in parts]), _joined([part.truth for part in parts])
    return Market(customers, seed, tables, truth)


def _joined(parts: list[dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    return {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}


def check(*, customers: int, seed: int) -> None:
    """Raises ValueError, saying why, where these numbers make no market."""
    if customers < FEWEST:
        raise ValueError(f"a market needs {FEWEST} customers at least, not {customers}")
    if seed < 0:
        raise ValueError(f"a seed is 0 or more, not {seed}")


def blocks(*, customers: int, seed: int) -> Iterator[Market]:
    """The market as parts of BLOCK customers: ids run on, orders go by day within each."""
    check(customers=customers, seed=seed)
    numbers = Numbers()
    for block, start in enumerate(range(0, customers, BLOCK)):
        state = truth_of(min(BLOCK, customers - start), seed=seed, block=block, numbers=numbers)
        state.last = start + BLOCK >= customers
        tables = {name: build(state, state.rng(name)) for name, build in TABLES.items()}
        truth = {name: build(state, state.rng(f"truth/{name}")) for name, build in TRUTH.items()}
        yield Market(customers, seed, tables, truth)


def truth_of(count: int, *, seed: int, block: int, numbers: Numbers) -> State:
    """Everything hidden about one block of `count` customers."""
    state = State(seed, block, numbers, products(stream(seed, "products")))
    state.people = customers(count, state.rng("population"), named=block == 0)
    state.people = state.people.join(identities(state.people["kind"], state.rng("identities"), block=block))
    if block == 0:
        _introduce(state.people)
    state.lookalikes = lookalikes(state.people, state.rng("lookalikes"))
    bought = purchases(state.people, state.rng("purchases"))
    if block == 0:
        bought = pd.concat([named_purchases(state.rng("named purchases")), bought], ignore_index=True)
    state.purchases = bought
    state.records = records(state.people, state.purchases, state.rng("records"))
    state.records["customer_id"] = numbers.take("C", len(state.records), digits=5)
    state.lines = baskets.lines(state, state.rng("lines"))
    state.interactions = costs.interactions(state, state.rng("contacts made"))
    state.respondents = respondents(state, state.rng("respondents"))
    state.opinions = opinions(state, state.rng("opinions"))
    state.file = customer_file(state, state.rng("customers"))
    _serve(state)
    return state


def _serve(state: State) -> None:
    """What came of the orders: trouble, satisfaction; inquiries; tests of the past."""
    state.people["unrest"] = service.unrest(state.people)
    state.purchases["late"] = service.late(state, state.rng("delivered late"))
    state.tickets = service.tickets(state, state.rng("tickets opened"))
    state.verdicts = verdicts(state, state.rng("verdicts"))
    state.inquiries = inquiries(state, state.rng("inquiries"))
    state.mailing = mailing(state, state.rng("win-back mailing"))
    state.trial = trial(state, state.rng("call trial"))


def _introduce(people: pd.DataFrame) -> None:
    """Names and addresses of the six accounts in place of drawn ones."""
    stated = ["name", "country", "email", "phone", "street", "city", "postcode"]
    for row, one in enumerate(accounts()):
        people.loc[row, stated] = [getattr(one, name) for name in stated]
        people.loc[row, "region"] = words()[one.country]["region"]
