"""The tables of the case, one builder each; to add a table, write a function and a line in TABLES."""

import numpy as np
import pandas as pd

from helpers.market.accounts import accounts
from helpers.market.channels import spend
from helpers.market.contracts import subscriptions
from helpers.market.dates import LAST_DAY, stamps
from helpers.market.desk import calls
from helpers.market.facts import Builder
from helpers.market.fair_prices import prices
from helpers.market.goals import targets
from helpers.market.kinds import KINDS
from helpers.market.leads import leads, stages
from helpers.market.people import HOUSEHOLD, words
from helpers.market.population import ORDER_CHANNELS
from helpers.market.rivals import sales
from helpers.market.service import ticket_table
from helpers.market.state import State
from helpers.market.surveys import answers, kano
from helpers.market.tastes import choices
from helpers.market.text import mail_part
from helpers.market.trial import experiments
from helpers.market.winback import campaigns

ROLES = np.array(["decision", "finance", "user", "technical"], dtype=object)
LEVELS = np.array(["owner", "director", "manager", "staff"], dtype=object)
RELATIONSHIPS = np.array(["outsider", "supplier", "friend", "partner"], dtype=object)


def orders(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """Order lines by day. An order number is an order; cash sales have one each and no customer."""
    lines = state.lines.sort_values(["day", "purchase"], kind="stable", ignore_index=True)
    cash = lines["purchase"] < 0
    # Every cash line is an order of its own; other lines share the number of their purchase.
    order = lines["purchase"].where(~cash, len(state.purchases) + np.arange(len(lines)))
    number, first = pd.factorize(order)
    record = state.purchases["record"].reindex(lines["purchase"]).to_numpy()
    channel = _order_channels(state, lines.loc[~pd.Series(number).duplicated(), "purchase"].to_numpy(), rng)
    return pd.DataFrame(
        {
            "order_id": state.numbers.take("O", len(first), digits=6).to_numpy()[number],
            "customer_id": pd.Series(state.records["customer_id"].reindex(record).to_numpy(), dtype="str"),
            "ordered_at": stamps(lines["day"].to_numpy()),
            "product_id": state.products["product_id"].to_numpy()[lines["product"]],
            **{name: lines[name] for name in ("quantity", "unit_price", "unit_cost", "discount")},
            "channel": channel[number],
        }
    )


def _order_channels(state: State, purchase: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """How each order came in: households by web, the trade by mail and representatives, cash at fairs."""
    kind = state.people["kind"].to_numpy()[state.purchases["customer"].to_numpy()[purchase]]
    steps = np.where((kind == HOUSEHOLD)[:, None], np.cumsum([0.85, 0.15, 0.0]), np.cumsum([0.2, 0.45, 0.3]))
    way = (rng.random(len(purchase))[:, None] > steps).sum(axis=1)
    return np.where(purchase < 0, "fair", ORDER_CHANNELS[way])


def customers(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The customer file, drawn before the tables that build on it (customer_file.py)."""
    return state.file


def contacts(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One to five persons of each business customer won up to as_of, noted on its first record."""
    main = state.records[~state.records["second"] & (state.records["since"] <= LAST_DAY)]
    main = main[~state.people["named"].to_numpy()[main["customer"]]]
    low, high = (np.array([kind.people[end] for kind in KINDS]) for end in (0, 1))
    kind = state.people["kind"].to_numpy()[main["customer"]]
    count = rng.integers(low[kind], high[kind], endpoint=True)
    row = np.repeat(np.arange(len(main)), count)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    who = state.people.iloc[main["customer"].to_numpy()[row]].reset_index(drop=True)
    table = pd.DataFrame({"customer_id": main["customer_id"].to_numpy()[row]}).assign(
        **_persons(who, rng),
        buying_role=ROLES[np.where(nth == 0, 0, (nth - 1) % 3 + 1)],
        level=LEVELS[np.where(nth == 0, rng.integers(0, 2, len(row)), rng.integers(1, 4, len(row)))],
        relationship=RELATIONSHIPS[rng.choice(4, len(row), p=[0.3, 0.45, 0.2, 0.05])],
    )
    table = pd.concat([_named_contacts(), table], ignore_index=True) if not state.block else table
    table.insert(0, "contact_id", state.numbers.take("K", len(table), digits=6))
    return table[
        ["contact_id", "customer_id", "name", "buying_role", "level", "relationship", "email", "phone"]
    ]


def _persons(who: pd.DataFrame, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """A name usual in the country, a mail address at the firm, an extension of its telephone."""
    luck = rng.random((2, len(who)))
    given, family = np.empty(len(who), object), np.empty(len(who), object)
    for country, lists in words().items():
        here = (who["country"] == country).to_numpy()
        given[here] = np.array(lists["given"], object)[(luck[0, here] * len(lists["given"])).astype(int)]
        family[here] = np.array(lists["family"], object)[(luck[1, here] * len(lists["family"])).astype(int)]
    local = pd.Series(given + "." + family).map(mail_part).str.replace("-", ".")
    extension = pd.Series(rng.integers(10, 99, len(who))).astype("str")
    return {
        "name": given + " " + family,
        "email": (local + "@" + who["email"].str.split("@").str[1]).to_numpy(),
        "phone": (who["phone"] + "-" + extension).to_numpy(),
    }


def _named_contacts() -> pd.DataFrame:
    rows = [
        {
            "customer_id": one.id,
            "name": person.name,
            "buying_role": person.buying_role,
            "level": person.level,
            "relationship": person.relationship,
            "email": f"{mail_part(person.name).replace('-', '.')}@{one.email.split('@')[1]}",
            "phone": f"{one.phone}-{extension}",
        }
        for one in accounts()
        for extension, person in enumerate(one.people, start=11)
    ]
    return pd.DataFrame(rows)


def products(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The catalogue; the same for every block, so it is listed once."""
    return state.products if not state.block else state.products.head(0)


def interactions(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """Visits, calls and mails up to as_of."""
    table = state.interactions
    return pd.DataFrame(
        {
            "interaction_id": state.numbers.take("I", len(table), digits=6),
            "customer_id": state.records["customer_id"].to_numpy()[table["record"]],
            "at": stamps(table["day"].to_numpy()),
            **{name: table[name] for name in ("channel", "direction", "purpose", "minutes", "cost")},
        }
    )


TABLES: dict[str, Builder] = {
    "orders": orders,
    "customers": customers,
    "contacts": contacts,
    "products": products,
    "interactions": interactions,
    "answers": answers,
    "kano": kano,
    "prices": prices,
    "choices": choices,
    "sales": sales,
    "spend": spend,
    "leads": leads,
    "stages": stages,
    "tickets": ticket_table,
    "subscriptions": subscriptions,
    "campaigns": campaigns,
    "calls": calls,
    "experiments": experiments,
    "targets": targets,
}
