"""What a customer is worth who may or may not stay: lifetime value, what moves it, what it may cost."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers import lifetime
from helpers.checks import fraction, need
from helpers.keeping.alive import EVERYBODY, kinds, still_here
from helpers.remembered import remembered
from helpers.words import _

WORTH_WEEKS = 156.0  # three years: as far ahead as three years of orders can be asked to see
DISCOUNT = 0.1


@remembered
def lifetimes(
    customers: pd.DataFrame, *, horizon_weeks: float = WORTH_WEEKS, discount_rate: float = DISCOUNT
) -> pd.DataFrame:
    """Who stays and what it is worth: one row a customer.

    customers: `orders.customers` with customer_type, revenue and, where known, margin (money) and
    service_cost (money so far). Returns customer_id, p_alive, expected_orders (of the next 52 weeks),
    mean_value (money an order), margin_an_order (money, net of service), clv (money, over horizon_weeks,
    discounted), ordered_once, gaps_silent. clv = discounted orders × (value × margin share − service cost an
    order), each customer with their own margin share and service cost an order so far. Without margin,
    margin_an_order and clv are blank. Sources: Fader, Hardie & Lee (2005), Fader & Hardie (2013).
    """
    year = still_here(customers)
    ahead = still_here(customers, horizon_weeks=horizon_weeks, discount_rate=discount_rate)
    value = order_value(customers)
    net = margin_an_order(customers, value)
    return pd.DataFrame(
        {
            "customer_id": customers["customer_id"],
            "p_alive": year["p_alive"],
            "expected_orders": year["expected_orders"],
            "mean_value": value,
            "margin_an_order": net,
            "clv": ahead["discounted_orders"] * net,
            "ordered_once": year["ordered_once"],
            "gaps_silent": year["gaps_silent"],
        },
        index=customers.index,
    )


def order_value(customers: pd.DataFrame) -> pd.Series:
    """What an order of each customer may be expected to bring (money), by gamma-gamma for each kind.

    Blank where the model cannot tell: for a kind in which nobody came back for more than nothing.
    """
    parts = []
    for _kind, own in customers.groupby(kinds(customers).fillna(EVERYBODY)):
        try:
            fitted = lifetime.fit_values(own, below_zero="leave_out")
        except ValueError:  # nobody of this kind came back: their first orders are all there is
            parts.append((own["revenue"] / own["orders"].clip(lower=1)).rename("mean_value"))
            continue
        found = lifetime.order_values(fitted, own)["mean_value"]
        parts.append(found.where(np.isfinite(found), own["revenue"] / own["orders"].clip(lower=1)))
    return pd.concat(parts).reindex(customers.index)


def margin_an_order(customers: pd.DataFrame, value: pd.Series) -> pd.Series:
    """What an order leaves (money): its value × the customer's margin share − their service cost an order.

    Blank without the column margin. A customer without revenue has the margin share of all.
    """
    if "margin" not in customers:
        return pd.Series(np.nan, index=customers.index)
    revenue = customers["revenue"].where(customers["revenue"] > 0)
    share = (customers["margin"] / revenue).clip(-1, 1).fillna(customers["margin"].sum() / revenue.sum())
    service = customers.get("service_cost", pd.Series(0.0, index=customers.index)).fillna(0.0)
    return value * share - service / customers["orders"].clip(lower=1)


def four_values(accounts: pd.DataFrame, worth: pd.DataFrame) -> pd.DataFrame:
    """Four answers to "what are they worth": account, sales_to_come, margin_to_come, net_of_service, clv.

    accounts: account, customer_id, margin, revenue; worth: `lifetimes` of all. Over the next 52 weeks: what
    they will order; what of it is margin; less the cost of serving them; and clv, over three years,
    discounted. One source calls the first of them lifetime value, another the last.
    """
    need(accounts, "account", "customer_id", "margin", "revenue", what=_("the accounts"))
    own = accounts[["account", "customer_id", "margin", "revenue"]].merge(worth, on="customer_id")
    sales = own["expected_orders"] * own["mean_value"]
    share = (own["margin"] / own["revenue"].where(own["revenue"] > 0)).clip(-1, 1)
    return pd.DataFrame(
        {
            "account": own["account"],
            "sales_to_come": sales,
            "margin_to_come": sales * share,
            "net_of_service": own["expected_orders"] * own["margin_an_order"],
            "clv": own["clv"],
        }
    )


def retention_worth(
    margin: float, *, rates: Sequence[float] = (0.7, 0.75, 0.8, 0.85, 0.9), discount_rate: float = DISCOUNT
) -> pd.DataFrame:
    """What a customer is worth at different rates of staying: retention, years, worth, one_point_more.

    margin: money a year. years: r / (1 + i − r); worth = margin × years; one_point_more: what the next
    point of retention adds (money). Source: Gupta & Lehmann (2003).

    >>> retention_worth(1000, rates=[0.8]).round(2).values.tolist()
    [[0.8, 2.67, 2666.67, 126.44]]
    """
    years = [lifetime.margin_multiple(rate, discount_rate) for rate in rates]
    more = [lifetime.margin_multiple(min(rate + 0.01, 1.0), discount_rate) for rate in rates]
    table = pd.DataFrame({"retention": list(rates), "years": years})
    table["worth"] = margin * table["years"]
    return table.assign(one_point_more=margin * (np.array(more) - table["years"]))


def retention_cap(margin: float, *, retention: float, gain: float, discount_rate: float = DISCOUNT) -> float:
    """The most one may pay, once, to raise a customer's chance of staying (money).

    margin: money a year; retention: chance to stay a year as things are; gain: what the effort adds to it
    (both fractions). It is what the customer becomes worth more, so at this price nothing is left.

    >>> round(retention_cap(1000, retention=0.8, gain=0.05))
    733
    """
    fraction(retention + gain, name="retention + gain")
    before, after = (lifetime.margin_multiple(rate, discount_rate) for rate in (retention, retention + gain))
    return margin * (after - before)


def retention_response(
    margin: float, *, retention: float, ceiling: float, pull: float, spends: Sequence[float]
) -> pd.DataFrame:
    """What money for keeping customers does, spent on each customer every year: spend, retention, left.

    margin: money a year; retention: without spending; ceiling: what no money can pass (fractions); pull: per
    unit of money. The curve retention + (ceiling − retention) × (1 − e^(−pull × spend)) is an assumption
    until it is measured. left: what a customer leaves from now on at today's value, (margin − spend / r) ×
    r′ / (1 − r′) with r the retention and r′ = r / (1 + discount): the spend is paid before one knows who
    stays. Source: Blattberg & Deighton (1996).

    >>> table = retention_response(100, retention=0.6, ceiling=0.8, pull=0.1, spends=[0, 20])
    >>> table["left"].round(1).tolist()
    [120.0, 175.2]
    """
    spend = np.asarray(spends, dtype=float)
    rate = retention + (ceiling - retention) * -np.expm1(-pull * spend)
    years = np.array([lifetime.margin_multiple(float(one), DISCOUNT) for one in rate])
    return pd.DataFrame({"spend": spend, "retention": rate, "left": (margin - spend / rate) * years})


def health(worth: pd.DataFrame, **signs: pd.Series) -> pd.DataFrame:
    """How a relationship stands: customer_id, one sign a column (0 poor, 1 middling, 2 good), health, known.

    worth: `lifetimes`; signs: name → number by customer_id, the larger the better; each is cut at its own
    thirds. health: the mean of what is known, from 0 to 100; known: how many signs. A score to start a talk
    with, not a measurement: its weights are equal because nobody has estimated others.
    """
    given = {"still_here": worth.set_index("customer_id")["p_alive"], **signs}
    table = pd.DataFrame({"customer_id": worth["customer_id"].to_numpy()})
    for name, values in given.items():
        own = table["customer_id"].map(values[~values.index.duplicated()]).astype(float)
        low, high = own.quantile([1 / 3, 2 / 3])
        table[name] = np.where(own.isna(), np.nan, (own > low).astype(int) + (own > high).astype(int))
    scores = table[list(given)]
    return table.assign(health=50 * scores.mean(axis=1), known=scores.notna().sum(axis=1))
