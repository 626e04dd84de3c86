"""The six trade types and their rhythms: what sources say, what orders show, whom a seller suits."""

from typing import Any

import pandas as pd

from helpers.checks import need, one_of
from helpers.targeting.money import line_money

RHYTHMS = (
    ("household", "自用、家庭消费", "a piece or two", "parcel", "now and then", "high", "to live with it"),
    ("company", "公司用、企业消费", "up to a container", "20FT or LCL", "once", "medium", "to work with it"),
    (
        "small_retailer",
        "小零售商",
        "pooled paid orders",
        "LCL, shared",
        "when enough is paid",
        "medium",
        "to sell on",
    ),
    (
        "retailer",
        "零售商",
        "one container",
        "20FT, 40FT, 40HQ",
        "every 1 to 3 months",
        "low",
        "to sell from stock",
    ),
    ("wholesaler", "批发商", "several containers", "40HQ", "all year", "very low", "to supply dealers"),
    (
        "project",
        "工程客户",
        "half a year of sales",
        "many 40HQ",
        "about once a year",
        "by tender",
        "to build once",
    ),
)
COLUMNS = ["customer_type", "zh", "order_size", "container", "frequency", "price_tolerance", "buys"]
SUITS = (
    ("online shop", "淘宝店", "households", "household"),
    ("small factory", "小型工厂", "dealers, trading firms", "small_retailer, retailer"),
    (
        "professional exporter",
        "专业出口商",
        "importers, distributors, dealers abroad",
        "wholesaler, retailer, project",
    ),
)
NEW, MODIFIED, STRAIGHT = "new task", "modified rebuy", "straight rebuy"


def trade_types() -> pd.DataFrame:
    """The six types of foreign-trade customer as the source has them: a text each, not measurements.

    Returns customer_type, zh, order_size, container, frequency, price_tolerance, buys (what for).
    """
    return pd.DataFrame(RHYTHMS, columns=COLUMNS)


def observed_rhythm(lines: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """How often and how much each customer type really orders.

    lines: order lines; customers: customer_id, customer_type. Returns, for each type, customers,
    orders; gap_days with gap_low, gap_high (median and quartiles of the days between order days of one
    customer; nan where nobody came back), orders_per_year (mean over customers, from first order to the
    last day of all lines, at least a year each), order_value with value_low, value_high (money an
    order, median and quartiles). Most orders first. Gaps still running are not counted, so that slow
    types look a little faster than they are.
    """
    need(customers, "customer_id", "customer_type", what="customers")
    orders = _orders(lines).merge(customers[["customer_id", "customer_type"]], on="customer_id")
    days = (
        orders[["customer_type", "customer_id", "day"]].drop_duplicates().sort_values(["customer_id", "day"])
    )
    days["gap"] = days.groupby("customer_id")["day"].diff().dt.days
    each = orders.groupby(["customer_type", "customer_id"])["day"].agg(["min", "size"])
    years = ((lines["ordered_at"].max() - each["min"]).dt.days / 365.25).clip(lower=1)
    groups = orders.groupby("customer_type")
    table = pd.DataFrame({"customers": groups["customer_id"].nunique(), "orders": groups.size()})
    table = table.join(_quartiles(days.groupby("customer_type")["gap"], "gap_days", "gap"))
    table["orders_per_year"] = (each["size"] / years).groupby("customer_type").mean()
    table = table.join(_quartiles(groups["value"], "order_value", "value")).reset_index()
    return table.sort_values(["orders", "customer_type"], ascending=[False, True], ignore_index=True)


def seller_fit(seller: str) -> pd.DataFrame:
    """Whom a seller of this kind should look for (自我定位→目标客户): seller, zh, customers, customer_types.

    seller: online shop, small factory or professional exporter.

    >>> seller_fit("online shop")["customer_types"].tolist()
    ['household']
    """
    one_of(seller, [row[0] for row in SUITS], name="seller")
    table = pd.DataFrame(SUITS, columns=["seller", "zh", "customers", "customer_types"])
    return table[table["seller"] == seller].reset_index(drop=True)


def buy_class(*, bought_before: bool, same_specification: bool, same_supplier: bool) -> str:
    """Which of three purchases a buyer faces: new task, modified rebuy or straight rebuy (采购类型).

    The more is new, the more people take part and the earlier a seller must be there.
    Source: Robinson, Faris & Wind (1967), Industrial Buying and Creative Marketing.

    >>> buy_class(bought_before=True, same_specification=True, same_supplier=False)
    'modified rebuy'
    """
    if not bought_before:
        return NEW
    return STRAIGHT if same_specification and same_supplier else MODIFIED


def buy_classes(lines: pd.DataFrame) -> pd.DataFrame:
    """`buy_class` of every order, as far as our own orders tell: order_id, customer_id, day, buy_class.

    lines: order lines with product_id. A customer's first order is a new task, one with only products
    ordered before a straight rebuy, any other a modified rebuy. What a customer bought elsewhere we
    cannot see.

    >>> lines = pd.DataFrame({"order_id": [1, 2, 3], "customer_id": "a", "product_id": ["bed", "bed", "lamp"],
    ...     "ordered_at": pd.to_datetime(["2026-01-01", "2026-02-01", "2026-03-01"])})
    >>> buy_classes(lines)["buy_class"].tolist()
    ['new task', 'straight rebuy', 'modified rebuy']
    """
    need(lines, "order_id", "customer_id", "product_id", "ordered_at", what="order lines")
    known = lines.dropna(subset=["customer_id", "ordered_at"]).assign(
        day=lambda t: t["ordered_at"].dt.normalize()
    )
    product_since = known.groupby(["customer_id", "product_id"])["day"].transform("min")
    known = known.assign(fresh=product_since == known["day"])
    orders = known.groupby(["customer_id", "order_id"], as_index=False).agg(
        day=("day", "min"), fresh=("fresh", "any")
    )
    orders = orders.sort_values(["day", "customer_id", "order_id"], ignore_index=True)
    first = orders["day"] == orders.groupby("customer_id")["day"].transform("min")
    orders["buy_class"] = orders["fresh"].map({True: MODIFIED, False: STRAIGHT}).where(~first, NEW)
    return orders[["order_id", "customer_id", "day", "buy_class"]]


def _orders(lines: pd.DataFrame) -> pd.DataFrame:
    """One row an order: customer_id, order_id, day, value (money). Returns alone are no order."""
    groups = line_money(lines).groupby(["customer_id", "order_id"], as_index=False)
    orders = groups.agg({"revenue": "sum", "day": "min"}).rename(columns={"revenue": "value"})
    return orders[orders["value"] > 0]


def _quartiles(groups: Any, middle: str, edge: str) -> pd.DataFrame:
    parts = {middle: 0.5, f"{edge}_low": 0.25, f"{edge}_high": 0.75}
    return pd.DataFrame({name: groups.quantile(share) for name, share in parts.items()})
