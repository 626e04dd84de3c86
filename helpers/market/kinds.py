"""The seven kinds of customer and what is true of each: how they buy, what they pay, what they cost.

The rhythms are those of export trade: households buy a little, seldom, at good prices; companies furnish
once; small retailers pool orders their own customers have paid for; retailers reorder every one to three
months; wholesalers buy often and big; projects order about once a year and then a great deal; internal
customers buy at transfer prices.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Kind:
    """One type of customer. Time is counted in weeks of 7 days, money in USD.

    Purchases: BG/NBD of Fader, Hardie & Lee (2005) – orders come at a rate λ ~ Gamma(r, alpha) a week; after
    each repeat order the customer leaves with probability p ~ Beta(a, b). Order values: gamma-gamma of Fader
    & Hardie (2013) – Gamma(p, ν) with ν ~ Gamma(q, v), so the mean over customers is p·v/(q − 1).
    """

    name: str
    share: float  # of all customers
    r: float
    alpha: float
    a: float
    b: float
    p: float
    q: float
    v: float
    lines: float  # mean lines an order
    pieces: float  # of one product on a line, seldom more
    price: float  # usual price as a share of the list price
    demanding: float  # share of customers with deep discounts and much service
    discount: float  # usual discount, share of the order's value
    returned: float  # share of lines sent back in part
    service: float  # median service beyond handling, share of the usual order's value
    handling: float  # paperwork and packing of one order
    contacts: float  # visits, calls and mails an order
    people: tuple[int, int]  # persons we know there, from–to
    acquisition: float  # median cost to win one
    terms: tuple[int, ...]  # days they take to pay
    employees: float  # median


def _kind(name: str, row: dict[str, Any]) -> Kind:
    lists = {field: tuple(value) for field, value in row.items() if isinstance(value, list)}
    return Kind(name, **{**row, **lists})


SOURCE = Path(__file__).with_name("kinds.toml")
KINDS = tuple(_kind(*item) for item in tomllib.loads(SOURCE.read_text(encoding="utf-8")).items())
NAMES = tuple(kind.name for kind in KINDS)
