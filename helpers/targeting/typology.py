"""Who is a customer: one cake that our sources cut in two, four or six pieces, laid on two axes."""

import pandas as pd

from helpers.checks import one_of

# type, 中文, source with four kinds, source with six, source with two, purpose, position
TYPES = (
    ("household", "自用、家庭消费", "consumer", "1", "consumer", "use", "end user"),
    ("company", "公司用、企业消费", "business", "2", "business", "use", "end user"),
    ("project", "工程客户", "business", "6", "business", "use", "end user"),
    ("component buyer", "企业客户（随产品转售）", "business", "", "business", "build in", "maker"),
    ("small_retailer", "小零售商", "channel", "3", "business", "sell on", "shop"),
    ("retailer", "零售商", "channel", "4", "business", "sell on", "shop"),
    ("wholesaler", "批发商", "channel", "5", "business", "sell on", "distribution"),
    ("agent", "代理商", "channel", "", "business", "sell on", "distribution"),
    ("franchisee", "特许经营者", "channel", "", "business", "sell on", "shop"),
    ("internal", "内部客户", "internal", "", "", "use", "inside the firm"),
)
COLUMNS = ("customer_type", "zh", "four_kinds", "six_kinds", "two_kinds", "purpose", "position")
DIFFERENCES = (
    ("who buys", "采购对象", "one person can decide", "many people take part"),
    ("amount", "采购金额", "small; a large sum is seldom spent twice", "large, and again and again"),
    ("way of selling", "销售方式", "advertising and shops", "a team that calls and works out a solution"),
    ("service", "服务要求", "it works, and that is enough", "prompt, complete and all-round"),
)


def type_crosswalk() -> pd.DataFrame:
    """Customer types as our sources name them, by purpose and by position between factory and user.

    Returns customer_type, zh, four_kinds (consumer, business, channel, internal), six_kinds (the number
    in the trade list), two_kinds (consumer, business), purpose (use, build in, sell on), position.
    Blank where a source is silent.

    >>> type_crosswalk().query("six_kinds == '4'")["customer_type"].tolist()
    ['retailer']
    """
    return pd.DataFrame(TYPES, columns=list(COLUMNS))


def types_for(*, purpose: str, position: str) -> list[str]:
    """The customer types that answer the two questions this way; empty where no type does.

    >>> types_for(purpose="sell on", position="distribution")
    ['wholesaler', 'agent']
    """
    table = type_crosswalk()
    one_of(purpose, sorted(set(table["purpose"])), name="purpose")
    one_of(position, sorted(set(table["position"])), name="position")
    fits = (table["purpose"] == purpose) & (table["position"] == position)
    return list(table["customer_type"][fits])


def consumer_or_business() -> pd.DataFrame:
    """How business customers (大客户) differ from consumers: difference, zh, consumer, business."""
    return pd.DataFrame(DIFFERENCES, columns=["difference", "zh", "consumer", "business"])
