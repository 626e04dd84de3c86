"""The six accounts with names: who works there, what happened, how they talk. The source is accounts.toml."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("accounts.toml")


@dataclass(frozen=True)
class Person:
    """Somebody at an account: their part in buying, how near they are to us and how they sound."""

    name: str
    buying_role: str  # user, technical, finance, decision
    level: str
    relationship: str  # outsider, supplier, friend, partner
    voice: str


@dataclass(frozen=True)
class Event:
    """A dated line of an account's history; with a `channel` it is also a row of the interactions."""

    on: date
    line: str
    channel: str = ""
    direction: str = ""
    purpose: str = ""
    minutes: int = 0
    cost: float = 0.0


@dataclass(frozen=True)
class Pattern:
    """How an account orders.

    A gap between orders starts at `gap_days` and changes by `gap_growth` a year; so does a value of
    `order_value` USD by `value_growth`.
    """

    first_on: date
    gap_days: float
    gap_growth: float
    gap_jitter: float
    last_on: date  # no orders after it
    order_value: float
    value_growth: float
    value_spread: float  # coefficient of variation
    lines: float
    price: float
    discount: float
    returned: float
    handling: float  # USD an order, special handling included
    contacts: float
    demanding: bool = False


@dataclass(frozen=True)
class Account:
    """One of the six: facts as they stand in the case, and what a lesson may tell about them."""

    id: str
    name: str
    short_name: str
    customer_type: str
    country: str
    city: str
    street: str
    postcode: str
    phone: str
    email: str
    channel: str
    acquired_on: date
    acquisition_cost: float
    employees: int
    payment_terms_days: int
    consent_email: int
    consent_phone: int
    consent_post: int
    about: str
    voice: str
    pattern: Pattern
    people: tuple[Person, ...]
    history: tuple[Event, ...]


@cache
def accounts() -> tuple[Account, ...]:
    """The six named accounts, C00001 first.

    >>> [account.short_name for account in accounts()]
    ['Nordhaus', 'Casa Lume', 'Altan', 'Maple & Finch', 'Kestrel', 'Hoshino']
    """
    rows = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return tuple(_account(key, row) for key, row in rows.items())


def account(customer_id: str) -> Account:
    """One account by its customer id.

    Raises KeyError, with the six ids, for any other.
    """
    known = {one.id: one for one in accounts()}
    if customer_id not in known:
        raise KeyError(f"{customer_id} is not a named account; the six are {', '.join(known)}")
    return known[customer_id]


def _account(customer_id: str, row: dict[str, Any]) -> Account:
    parts: dict[str, Any] = {
        "pattern": Pattern(**row.pop("pattern")),
        "people": tuple(Person(**person) for person in row.pop("people")),
        "history": tuple(Event(**event) for event in row.pop("history")),
    }
    return Account(id=customer_id, **row, **parts)
