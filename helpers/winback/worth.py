"""What a customer who comes back is worth, by what was known before the letter went out."""

from typing import NamedTuple

import pandas as pd

from helpers.checks import need
from helpers.orders import customers
from helpers.remembered import remembered
from helpers.winback.lost import year_values
from helpers.winback.recovery import second_value
from helpers.words import _


class SecondLife(NamedTuple):
    """What is taken for granted of customers who come back. regained: the part of their old business;
    retention: the chance to stay another year; discount_rate: a year; most: the quantile of old value
    above which a letter is not trusted to do the work, a person goes (nobody counts for more). For cases
    without orders: margin_share of what they bought, past_years over which they bought it.
    """

    regained: float = 0.6
    retention: float = 0.6
    discount_rate: float = 0.1
    most: float = 0.9
    margin_share: float = 0.3
    past_years: float = 3.0


USUAL = SecondLife()


def worth_of(
    campaigns: pd.DataFrame, values: pd.DataFrame | None = None, *, terms: SecondLife = USUAL
) -> pd.Series:
    """Second lifetime value of each customer of a campaign, should they return (money): see `second_value`.

    values: customer_id, year_value as known before the mailing (`year_values`), or None; then a usual year is
    past_value × margin_share ÷ past_years; without past_value all are worth the mean order of who returned.
    Customers whom values does not know are worth nothing.
    """
    if values is not None:
        known = values.drop_duplicates("customer_id").set_index("customer_id")["year_value"]
        year = campaigns["customer_id"].astype(str).map(known).fillna(0.0)
    elif "past_value" in campaigns:
        year = campaigns["past_value"].astype(float).fillna(0.0) * terms.margin_share / terms.past_years
    else:
        need(campaigns, "revenue", "returned", what="campaigns")
        year = pd.Series(_per_return(campaigns) * terms.margin_share, index=campaigns.index)
    one = second_value(
        1.0, regained=terms.regained, retention=terms.retention, discount_rate=terms.discount_rate
    )
    return year.clip(lower=0.0, upper=max(float(year.quantile(terms.most)), 0.0)) * one


def _per_return(campaigns: pd.DataFrame) -> float:
    back = campaigns[campaigns["returned"].astype(float) == 1]
    if back.empty:
        raise ValueError(_("Nobody returned, so nothing says what a return is worth."))
    return float(back["revenue"].fillna(0.0).mean())


def sent_on(campaigns: pd.DataFrame) -> pd.Timestamp | None:
    """The day before the first letter went out: what was known then may be used to choose; None where
    unknown.
    """
    if "sent_at" not in campaigns or campaigns["sent_at"].isna().all():
        return None
    return pd.Timestamp(campaigns["sent_at"].min()).normalize() - pd.Timedelta(days=1)


@remembered
def values_before(
    campaigns: pd.DataFrame, lines: pd.DataFrame | None, people: pd.DataFrame | None = None
) -> pd.DataFrame | None:
    """`year_values` as known on the day before the letter: nothing that came after may choose, or weigh.

    lines: the table orders; people: customers with service_cost, or None; an order is charged what one costs
    over the whole time, as in step 1. None where there are no orders before that day, or nobody knows the
    day.
    """
    day = sent_on(campaigns)
    if lines is None or day is None or not (lines["ordered_at"] <= day).any():
        return None
    return year_values(_with_profit(customers(lines, as_of=day), lines, people))


def _with_profit(summary: pd.DataFrame, lines: pd.DataFrame, people: pd.DataFrame | None) -> pd.DataFrame:
    """summary with customer_type and profit, as far as `people` tells them."""
    if people is None:
        return summary
    ids, known = summary["customer_id"].astype(str), people.drop_duplicates("customer_id")
    known = known.set_index("customer_id")
    if "customer_type" in known:
        summary = summary.assign(customer_type=ids.map(known["customer_type"]))
    if "service_cost" in known and "margin" in summary:
        all_orders = ids.map(lines.groupby(lines["customer_id"].astype(str))["order_id"].nunique())
        an_order = ids.map(known["service_cost"].astype(float)).fillna(0.0) / all_orders.clip(lower=1)
        summary = summary.assign(profit=summary["margin"] - an_order * summary["orders"])
    return summary
