"""What a customer is worth: profit so far, value to come on the back of an envelope, and its class."""

import pandas as pd

from helpers.checks import need
from helpers.lifetime import margin_multiple
from helpers.orders import usual_gap_days
from helpers.targeting.classes import potential, value_class
from helpers.targeting.money import line_money
from helpers.targeting.proxies import high_margin_share, monthly_revenue, order_trend
from helpers.targeting.remembered import remembered, summary
from helpers.words import _

YEAR_DAYS = 365


MULTIPLE = margin_multiple(0.8, 0.1)


def chance_active(summary: pd.DataFrame) -> pd.DataFrame:
    """A rule of thumb for the chance that a customer still is one: every usual gap missed halves it.

    summary: `orders.customers`, with customer_type where known; the usual gap is `orders.usual_gap_days`. Up
    to one usual gap since the last order the chance is 1; after that it halves with each further gap. Who
    bought on a single day starts from the share of its type that came back. Returns customer_id,
    usual_gap_days, chance_active. The rule knows one rhythm a customer and no seasons, and calls irregular
    buyers lost too early; BG/NBD (step 6) does better. Where nobody ever came back the gap is a year.

    >>> summary = pd.DataFrame({"customer_id": ["a", "b"], "days_since_last": [30, 90], "repeat_days": [3, 1],
    ...                         "recency_weeks": [90 / 7, 30 / 7]})
    >>> chance_active(summary)[["usual_gap_days", "chance_active"]].round(6).values.tolist()
    [[30.0, 1.0], [30.0, 0.25]]
    """
    need(summary, "customer_id", "days_since_last", "repeat_days", "recency_weeks", what="summary")
    repeats, gap = summary["repeat_days"], usual_gap_days(summary)
    group = summary.get("customer_type", pd.Series("", index=summary.index)).fillna("")
    came_back = (repeats > 0).groupby(group).transform("mean").where(repeats == 0, 1.0)
    chance = came_back * 0.5 ** (summary["days_since_last"] / gap - 1).clip(lower=0)
    return pd.DataFrame(
        {"customer_id": summary["customer_id"], "usual_gap_days": gap, "chance_active": chance}
    )


@remembered
def customer_money(
    lines: pd.DataFrame,
    people: pd.DataFrame | None = None,
    *,
    as_of: pd.Timestamp | None = None,
    multiple: float = MULTIPLE,
) -> pd.DataFrame:
    """What each customer brought, and what may still come: one row a customer.

    lines: order lines up to `as_of` (default: their last day); people: the table customers (customer_type and
    service_cost are read, both optional) or None; multiple: see `margin_multiple`.
    Returns the rows and columns of `orders.customers` and

    - customer_type, service_cost (money up to as_of), profit = margin − service_cost,
      profit_12m (of the last 365 days, see `period_profit`);
    - usual_gap_days, chance_active, value_to_come = profit_12m × chance_active × multiple (money).

    Columns for which something is missing are absent; `value_gaps` says why. A customer of less than a year
    has not had a full year's profit, so its value to come is read low.
    """
    if lines.empty:
        raise ValueError(_("There are no order lines, so there is no customer to value."))
    lines, end = _costed(lines), _end(lines, as_of)
    values = summary(lines, as_of=end).merge(_traits(people), on="customer_id", how="left")
    values = values.merge(chance_active(values), on="customer_id")
    if "service_cost" in values.columns:
        values["service_cost"] = values["service_cost"].fillna(0.0)
    if "margin" in values.columns:
        values["profit"] = values["margin"] - values.get("service_cost", 0.0)
        values["profit_12m"] = period_profit(values, _last_year(lines, end))
        values["value_to_come"] = values["profit_12m"] * values["chance_active"] * multiple
    return values


@remembered
def customer_value(
    lines: pd.DataFrame,
    people: pd.DataFrame | None = None,
    *,
    as_of: pd.Timestamp | None = None,
    multiple: float = MULTIPLE,
) -> pd.DataFrame:
    """`customer_money` with what stands in for value, and the class: one row a customer.

    lines, people, as_of, multiple: as there. Adds the stand-ins monthly_revenue, high_margin_share,
    order_trend (with _low, _high) and cost_to_serve_share (of revenue); potential (money a year);
    value_class.
    """
    values = customer_money(lines, people, as_of=as_of, multiple=multiple)
    lines, end = _costed(lines), _end(lines, as_of)
    values["monthly_revenue"] = monthly_revenue(values)
    trend = order_trend(lines, as_of=end).drop(columns="quarters")
    values = values.merge(trend, on="customer_id", how="left")
    if "service_cost" in values.columns:
        revenue = values["revenue"].where(values["revenue"] > 0)
        values["cost_to_serve_share"] = values["service_cost"] / revenue
    if {"margin", "product_id"} <= {*values.columns, *lines.columns}:
        values["high_margin_share"] = values["customer_id"].map(high_margin_share(lines))
    values["potential"] = potential(values)
    return values.assign(value_class=value_class(values))


def _costed(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines, without a unit_cost that is blank throughout."""
    blank = "unit_cost" in lines.columns and lines["unit_cost"].isna().all()
    return lines.drop(columns="unit_cost") if blank else lines


def _end(lines: pd.DataFrame, as_of: pd.Timestamp | None) -> pd.Timestamp:
    return lines["ordered_at"].max() if as_of is None else as_of


def period_profit(values: pd.DataFrame, lines: pd.DataFrame) -> pd.Series:
    """Profit of each row of `values` on the given lines (money): margin less service cost per order × orders.

    values: customer_id, orders and, where known, service_cost, over all time; lines: the order lines of
    one period, with unit_cost. Service cost per order is that of the whole time, so a period is charged
    for the orders it had. 0 for customers without lines in the period, blank for those whose lines are
    all of unknown cost.
    """
    need(lines, "unit_cost", what="order lines")
    bought = line_money(lines).groupby("customer_id")
    margin = bought["margin"].sum(min_count=1)
    orders_then = bought["order_id"].nunique()
    ids = values["customer_id"]
    # Who bought nothing earned nothing; who bought at unknown cost earned nobody knows what.
    margin = margin.reindex(ids).where(ids.isin(margin.index).to_numpy(), 0.0).set_axis(values.index)
    orders_then = orders_then.reindex(ids, fill_value=0).set_axis(values.index)
    per_order = values.get("service_cost", 0.0) / values["orders"].clip(lower=1)
    return margin - per_order * orders_then


def value_gaps(people: pd.DataFrame | None, lines: pd.DataFrame) -> list[str]:
    """What `customer_value` had to do without, one sentence each; empty where nothing is missing."""
    traits = _traits(people)
    gaps = [*_cost_gaps(lines), *_service_gaps(traits, lines)]
    if "customer_type" not in traits.columns:
        gaps.append(_("customers has no customer_type: every customer is compared with all the others."))
    return gaps


def _cost_gaps(lines: pd.DataFrame) -> list[str]:
    if "unit_cost" not in lines.columns or lines["unit_cost"].isna().all():
        return [_("orders has no unit_cost: margin and profit are unknown, and revenue stands in for value.")]
    gaps = []
    if blank := int(lines["unit_cost"].isna().sum()):
        gap = _("unit_cost is blank on {count} of the order lines: they count for revenue, not for margin.")
        gaps.append(gap.format(count=blank))
    if "product_id" not in lines.columns:
        gaps.append(_("orders has no product_id: the share of profitable products is unknown."))
    return gaps


def _service_gaps(traits: pd.DataFrame, lines: pd.DataFrame) -> list[str]:
    if "service_cost" not in traits.columns:
        return [_("customers has no service_cost: profit is margin before the cost of serving the customer.")]
    known = traits.loc[traits["service_cost"].notna(), "customer_id"]
    blank = len(pd.Index(lines["customer_id"].dropna().unique()).difference(pd.Index(known)))
    gap = _("service_cost is blank for {count} of the customers: it counts as nothing.")
    return [gap.format(count=blank)] if blank else []


def _last_year(lines: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    return lines[lines["ordered_at"] >= as_of.normalize() - pd.Timedelta(days=YEAR_DAYS - 1)]


def _traits(people: pd.DataFrame | None) -> pd.DataFrame:
    """customer_type and service_cost by customer; records of one customer are added up."""
    if people is None:
        return pd.DataFrame({"customer_id": pd.Series(dtype="str")})
    groups = people.groupby("customer_id")
    traits = {}
    if "customer_type" in people.columns:
        traits["customer_type"] = groups["customer_type"].first()
    if "service_cost" in people.columns:
        traits["service_cost"] = groups["service_cost"].sum(min_count=1)
    return pd.DataFrame(traits, index=groups.size().index.astype("str")).reset_index()
