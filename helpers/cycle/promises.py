"""What the lesson looks at first: the plan's measures, what came since, and the orders step 6 expected."""

import pandas as pd

from helpers.checks import need
from helpers.cycle.charts import FEWEST
from helpers.cycle.lifecycle import stages
from helpers.cycle.scorecard import COLUMNS, promise
from helpers.words import _

FIRST = "first_reply_hours"
YEAR_DAYS = 365
WEEKS = 52  # what step 6 looks ahead
SHORTEST = 7 * WEEKS - 14  # days of future needed for a comparison; the last order may fall two weeks early
KNOWN = "orders_of_known_customers"
TOP, QUIET = "orders_of_the_top_fifth", "orders_of_the_long_silent"
# Which step had promised what; what people need (step 2) no year of order lines can show.
STEP_OF = {
    TOP: "1",
    "on_time_share": "3",
    "revenue": "4",
    "new_customers": "5",
    "active_customers": "6",
    "orders": "6",
    KNOWN: "6",
    "complaints_per_100_orders": "6b",
    QUIET: "7",
    "first_reply_hours": "8",
}
UNITS = {
    "revenue": _("{currency} a month"),
    "orders": _("orders a month"),
    "active_customers": _("customers a month"),
    "new_customers": _("customers a month"),
    "first_reply_hours": _("hours"),
    "on_time_share": _("share of deliveries"),
    "complaints_per_100_orders": _("to a hundred orders"),
    KNOWN: _("orders in the year"),
    TOP: _("orders in the year"),
    QUIET: _("orders in the year"),
}


def lines_until_now(lines: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Every order line there is: those up to `as_of`, and those that came since; only step 9 sees them."""
    return pd.concat([lines, after], ignore_index=True) if len(after) else lines.reset_index(drop=True)


def planned_year(plan: pd.DataFrame, *, as_of: pd.Timestamp) -> float:
    """What was planned of revenue for the twelve months after a day, or where none was for the last twelve
    (money). Raises ValueError where revenue is not planned."""
    own = plan[plan["measure"] == "revenue"].sort_values("period")
    if own.empty:
        raise ValueError(_("The table targets plans no measure called revenue."))
    ahead = own[own["period"] > as_of].head(12)
    return float((ahead if len(ahead) else own.tail(12))["plan"].sum())


def name_of(plan: pd.DataFrame) -> str:
    """The measure counted by hand: how long a first answer takes, else the first with eight months."""
    known = plan.dropna(subset=["actual"])
    names = [str(name) for name, own in known.groupby("measure") if len(own) >= FEWEST]
    if not names:
        raise ValueError(_("No measure of the plan has eight months of which we know what came."))
    return FIRST if FIRST in names else names[0]


def called(measure: str) -> str:
    """A measure as one says it, with what it is counted in.

    >>> called("first_reply_hours"), called("smiles")
    ('hours until the first answer, mean of the month', 'smiles')
    """
    if measure == FIRST:
        return _("hours until the first answer, mean of the month")
    return measure.replace("_", " ")


def first_measure(plan: pd.DataFrame) -> pd.DataFrame:
    """The months of that measure: period, actual."""
    own = plan.loc[plan["measure"] == name_of(plan), ["period", "actual"]]
    return own.dropna().sort_values("period", ignore_index=True)


def orders_promised(
    promised: pd.DataFrame, after: pd.DataFrame, *, as_of: pd.Timestamp, measure: str = KNOWN
) -> pd.DataFrame:
    """A line of the scorecard: the orders that step 6 expected, beside those that came in the same 52 weeks.

    promised: customer_id, expected_orders of step 6; after: order lines after `as_of`. Orders are days with
    one; periods is 1, the year. The
    interval takes each customer's count as negative binomial with variance m + m²: too wide for customers of
    whom much is known, which makes up for the doubt of the model's parameters that it leaves out. Empty where
    less than those weeks, but for two, have passed since, or nobody was expected.
    """
    need(promised, "customer_id", "expected_orders", what=_("what step 6 handed on"))
    if promised.empty or after.empty or (after["ordered_at"].max() - as_of).days < SHORTEST:
        return pd.DataFrame(columns=COLUMNS)
    came = _order_days(after, promised["customer_id"], until=as_of + pd.Timedelta(weeks=WEEKS, days=1))
    each = promised["expected_orders"].fillna(0.0)
    plan, half = float(each.sum()), 1.96 * float((each + each**2).sum()) ** 0.5
    return promise(measure, plan, float(came), low=plan - half, high=plan + half)


def _order_days(lines: pd.DataFrame, known: pd.Series, *, until: pd.Timestamp) -> int:
    own = lines[(lines["ordered_at"] < until) & lines["customer_id"].isin(known)]
    if "quantity" in own:
        own = own[own["quantity"] > 0]
    return int(own.assign(day=own["ordered_at"].dt.normalize()).groupby("customer_id")["day"].nunique().sum())


def by_group(
    promised: pd.DataFrame, lines: pd.DataFrame, after: pd.DataFrame, *, as_of: pd.Timestamp
) -> pd.DataFrame:
    """`orders_promised` of all known customers (step 6), of the fifth that had brought most (step 1), and of
    those silent for more than four usual gaps of their own (step 7 asks the chance that they are lost; this
    is a rule, `stages`).
    """
    need(lines, "customer_id", "ordered_at", "quantity", "unit_price", what="orders")
    until = lines[lines["ordered_at"] < as_of + pd.Timedelta(days=1)]
    sales = (until["quantity"] * until["unit_price"]).groupby(until["customer_id"]).sum()
    stage = stages(lines, as_of=as_of)
    groups = {
        KNOWN: promised["customer_id"],
        TOP: sales.nlargest(max(len(sales) // 5, 1)).index,
        QUIET: stage.index[stage == "lost"],
    }
    return pd.concat(
        [
            orders_promised(promised[promised["customer_id"].isin(ids)], after, as_of=as_of, measure=name)
            for name, ids in groups.items()
        ],
        ignore_index=True,
    )


def an_order_leaves(
    lines: pd.DataFrame, people: pd.DataFrame | None, *, who: pd.Series, as_of: pd.Timestamp
) -> float:
    """What an order of the last year left, of those in `who` (money): sales less goods and serving them.

    lines: order lines up to as_of, with unit_cost; people: customer_id, service_cost, or None; then serving
    costs nothing. Serving is charged by the order, over the whole time, as profit is in step 1.
    """
    need(lines, "order_id", "customer_id", "ordered_at", "quantity", "unit_price", "unit_cost", what="orders")
    own = lines[lines["customer_id"].isin(who)]
    year = own[own["ordered_at"] > as_of - pd.DateOffset(days=YEAR_DAYS)]
    bought = [part[part["quantity"] > 0].groupby("customer_id")["order_id"].nunique() for part in (own, year)]
    if bought[1].sum() == 0:
        raise ValueError(_("None of them ordered in the last year: nobody knows what an order leaves."))
    off = year["discount"].fillna(0) if "discount" in year else 0
    margin = float((year["quantity"] * (year["unit_price"] - year["unit_cost"]) - off).sum())
    served = 0.0
    if people is not None and {"customer_id", "service_cost"} <= set(people.columns):
        cost = people.groupby("customer_id")["service_cost"].sum()
        served = float((cost / bought[0] * bought[1]).sum())
    return (margin - served) / float(bought[1].sum())


def with_steps(card: pd.DataFrame, *, currency: str = "") -> pd.DataFrame:
    """A scorecard with the step that answers for each line in front, and what it is counted in: step,
    measure, unit, … (text, blank where unknown).
    """
    step = card["measure"].map(STEP_OF).fillna("")
    units = {name: unit.format(currency=currency or _("money")) for name, unit in UNITS.items()}
    unit = card["measure"].map(units).fillna("")
    rest = [name for name in card if name not in ("step", "measure", "unit")]
    return card.assign(step=step, unit=unit)[["step", "measure", "unit", *rest]]


def today(after: pd.DataFrame, as_of: pd.Timestamp) -> pd.Timestamp:
    """The last day that step 9 knows of: that of the orders held out, or `as_of` where there are none."""
    return max(as_of, after["ordered_at"].max()).normalize() if len(after) else as_of
