"""From an order's value to its lines: products, quantities, prices, discounts; returns; cash sales."""

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.catalogue import popularity
from helpers.market.dates import END, END_DAY, START, day_number
from helpers.market.kinds import KINDS
from helpers.market.people import HOUSEHOLD
from helpers.market.state import State
from helpers.market.streams import stream

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FACTS = ["kind", "price", "lines", "discount", "returned", "demanding"]
MOST_LINES = 14
CANDIDATES = 4  # products looked at per line, of which the best fitting is taken
RETURN_WITHIN = 240  # days from an order to the next one, on which goods sent back are credited
CASH_SHARE = 0.005  # of all lines
FAIRS, FAIR_DAYS = ((4, 15), (10, 15)), 21  # month and day on which the spring and the autumn fair open


def lines(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row an order line: purchase, day, product, quantity, unit_price, unit_cost, discount.

    purchase is a row of state.purchases, −1 for a cash sale; product is a row of state.products.
    Quantity × unit_price of an order's own lines adds up to its gamma-gamma value within half a cent a piece.
    Goods sent back are lines of negative quantity on the customer's next order, credited at the price paid,
    so that a return is never an order day.
    """
    orders = state.purchases
    facts = state.people[FACTS].iloc[orders["customer"]].reset_index(drop=True)
    # The same in every block of customers, as the catalogue is.
    liked = popularity(state.products, stream(state.seed, "popularity"))
    bought = _bought(orders["value"].to_numpy(), facts, liked, state.products, rng)
    bought["discount"] = _discounts(bought, facts, rng)
    back = _sent_back(bought, orders, facts["returned"].to_numpy(), rng)
    table = pd.concat([bought, back, _samples(state)], ignore_index=True)
    table["day"] = orders["day"].to_numpy()[table["purchase"]]
    cash = _cash_sales(round(CASH_SHARE * len(table)), state.products, liked, state.rng("cash sales"))
    table = pd.concat([table, cash], ignore_index=True)
    return table.assign(unit_cost=state.products["unit_cost"].to_numpy()[table["product"]])


def _bought(
    value: Floats, facts: pd.DataFrame, liked: Floats, products: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """The lines of each order: its value split at random, and for each part a product and quantity that fit.

    The unit price absorbs the rest, and so comes near the customer's usual share of the list price.
    """
    count = np.minimum(1 + rng.poisson(facts["lines"].to_numpy() - 1), MOST_LINES)
    order = np.repeat(np.arange(len(value)), count)
    weight = rng.standard_gamma(2.0, len(order))
    part = value[order] * weight / np.bincount(order, weight, len(value))[order]
    kind, price = (facts[name].to_numpy()[order] for name in ("kind", "price"))
    product, pieces = _fitting(part / price, kind, liked, products["list_price"].to_numpy(), rng)
    # The same product twice on one order is one line.
    key, line = np.unique(order * len(products) + product, return_inverse=True)
    total, quantity = np.bincount(line, part), np.bincount(line, pieces).astype(np.int64)
    purchase, product = np.divmod(key, len(products))
    unit_price = (total / quantity).round(2).clip(min=0.01)
    return pd.DataFrame(
        {"purchase": purchase, "product": product, "quantity": quantity, "unit_price": unit_price}
    )


def _fitting(
    budget: Floats, kind: Ints, liked: Floats, prices: Floats, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """For each budget (USD at list prices) the best fitting of a few products, and a quantity."""
    product, quantity = np.zeros(len(budget), np.int64), np.ones(len(budget), np.int64)
    best = np.full(len(budget), np.inf)
    for _ in range(CANDIDATES):
        drawn = _drawn(budget, kind, liked, prices, rng)
        pieces = np.maximum(np.rint(budget / prices[drawn]), 1).astype(np.int64)
        miss = np.abs(budget / (pieces * prices[drawn]) - 1)
        better = miss < best
        product, quantity = np.where(better, drawn, product), np.where(better, pieces, quantity)
        best = np.minimum(miss, best)
    return product, quantity


def _drawn(budget: Floats, kind: Ints, liked: Floats, prices: Floats, rng: np.random.Generator) -> Ints:
    """A product for each budget, popular ones more often: not too dear for it, not too cheap for the kind."""
    ranked = np.argsort(prices, kind="stable")
    most_pieces = np.array([one.pieces for one in KINDS])[kind]
    dear = np.searchsorted(prices[ranked], budget * 1.05).clip(min=1)
    cheap = np.minimum(np.searchsorted(prices[ranked], budget / most_pieces), dear - 1)
    luck, product = rng.random(len(budget)), np.zeros(len(budget), np.int64)
    for one in range(len(KINDS)):
        mine = kind == one
        summed = np.cumsum(np.append(0.0, liked[one, ranked]))
        low, high = summed[cheap[mine]], summed[dear[mine]]
        place = np.searchsorted(summed, low + luck[mine] * (high - low), side="right") - 1
        product[mine] = ranked[place]
    return product


def _discounts(bought: pd.DataFrame, facts: pd.DataFrame, rng: np.random.Generator) -> Floats:
    """Money off each line, at the customer's own level: always for the demanding, else on 2 orders in 5."""
    order = bought["purchase"].to_numpy()
    given = facts["demanding"].to_numpy() | (rng.random(len(facts)) < 0.4)
    level = facts["discount"].to_numpy() * given * rng.uniform(0.7, 1.3, len(facts))
    money: Floats = (bought["quantity"] * bought["unit_price"] * level[order]).round(2).to_numpy()
    return money


def _sent_back(
    bought: pd.DataFrame, orders: pd.DataFrame, rate: Floats, rng: np.random.Generator
) -> pd.DataFrame:
    """Part of some lines returned, each on the next order booked on the same record of the customer file."""
    following = _next_order(orders)
    order = bought["purchase"].to_numpy()
    # Where there is no next order, `following` is −1, and the wait it points at is masked out.
    wait = orders["day"].to_numpy()[following] - orders["day"].to_numpy()
    soon = (following >= 0) & (wait <= RETURN_WITHIN)
    back = bought[soon[order] & (rng.random(len(bought)) < rate[order])]
    paid = back["unit_price"] - back["discount"] / back["quantity"]
    share = rng.uniform(0.1, 0.6, len(back))
    credited: pd.DataFrame = back.assign(
        purchase=following[back["purchase"]],
        quantity=-np.ceil(back["quantity"] * share).astype(np.int64),
        unit_price=paid.round(2),
        discount=0.0,
    )
    return credited


def _next_order(orders: pd.DataFrame) -> Ints:
    """Row of the following order of the same record, −1 where there is none."""
    by_record = np.lexsort((orders["day"], orders["record"]))
    same = np.diff(orders["record"].to_numpy()[by_record]) == 0
    following = np.full(len(orders), -1)
    following[by_record[:-1][same]] = by_record[1:][same]
    return following


def _samples(state: State) -> pd.DataFrame:
    """Two free samples, sent along with the first order of the second and of the third customer on file."""
    if state.block:
        return pd.DataFrame()
    first = np.searchsorted(state.purchases["customer"], [1, 2])
    cheap = np.argsort(state.products["list_price"].to_numpy(), kind="stable")[:2]
    return pd.DataFrame(
        {"purchase": first, "product": cheap, "quantity": 1, "unit_price": 0.0, "discount": 0.0}
    )


def _cash_sales(count: int, products: pd.DataFrame, liked: Floats, rng: np.random.Generator) -> pd.DataFrame:
    """Single lines sold for cash at the fairs, cheap things mostly, to nobody we know."""
    years = range(START.year, END.year + 1)
    opens = np.array([day_number(date(year, month, day)) for year in years for month, day in FAIRS])
    opens = opens[(opens >= 0) & (opens + FAIR_DAYS <= END_DAY)]
    prices = products["list_price"].to_numpy()
    weights = liked[HOUSEHOLD] / prices
    product = rng.choice(len(weights), count, p=weights / weights.sum())
    return pd.DataFrame(
        {
            "purchase": -1,
            "day": rng.choice(opens, count) + rng.integers(FAIR_DAYS, size=count),
            "product": product,
            "quantity": rng.integers(1, 5, count),
            "unit_price": (prices[product] * rng.uniform(0.85, 1.0, count)).round(2),
            "discount": 0.0,
        }
    )
