"""What the lesson looks at first: the plan's measures, what came since, and the orders step 6 expected."""

import numpy as np
import pandas as pd

from helpers import lifetime
from helpers.checks import need
from helpers.cycle.charts import FEWEST
from helpers.cycle.lifecycle import stages
from helpers.cycle.scorecard import COLUMNS, promise
from helpers.words import _

FIRST = "first_reply_hours"
WEEKS = 52  # what step 6 looks ahead
SHORTEST = 7 * WEEKS - 14  # days of future needed for a comparison; the last order may fall two weeks early
FIT_ON = 1_000
KNOWN = "orders_of_known_customers"
# Which step had promised what; what people need (step 2) no year of order lines can show.
STEP_OF = {
    "orders_of_the_top_fifth": "1",
    "on_time_share": "3",
    "revenue": "4",
    "new_customers": "5",
    "active_customers": "6",
    "orders": "6",
    KNOWN: "6",
    "complaints_per_100_orders": "6b",
    "orders_of_those_called_lost": "7",
    "first_reply_hours": "8",
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


def first_measure(plan: pd.DataFrame) -> pd.DataFrame:
    """The months of that measure: period, actual."""
    own = plan.loc[plan["measure"] == name_of(plan), ["period", "actual"]]
    return own.dropna().sort_values("period", ignore_index=True)


def expected(summary: pd.DataFrame) -> pd.DataFrame:
    """The orders each customer may be expected to make in 52 weeks: customer_id, expected_orders, by BG/NBD.

    summary: `orders.customers`; fitted on a thousand, evenly drawn. Stands in for the table of step 6.
    """
    spread = np.unique(np.linspace(0, len(summary) - 1, min(FIT_ON, len(summary))).round().astype(int))
    fitted = lifetime.fit(summary.iloc[spread])
    ahead = lifetime.forecast(fitted, summary, horizon_weeks=float(WEEKS))
    return ahead[["customer_id", "expected_orders"]]


def orders_promised(
    promised: pd.DataFrame, after: pd.DataFrame, *, as_of: pd.Timestamp, measure: str = KNOWN
) -> pd.DataFrame:
    """A line of the scorecard: the orders that step 6 expected, beside those that came in the same 52 weeks.

    promised: customer_id, expected_orders; after: order lines after `as_of`. Orders are days with one. The
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
    return promise(measure, plan, float(came), low=plan - half, high=plan + half, n=len(promised))


def _order_days(lines: pd.DataFrame, known: pd.Series, *, until: pd.Timestamp) -> int:
    own = lines[(lines["ordered_at"] < until) & lines["customer_id"].isin(known)]
    if "quantity" in own:
        own = own[own["quantity"] > 0]
    return int(own.assign(day=own["ordered_at"].dt.normalize()).groupby("customer_id")["day"].nunique().sum())


def by_group(
    promised: pd.DataFrame, lines: pd.DataFrame, after: pd.DataFrame, *, as_of: pd.Timestamp
) -> pd.DataFrame:
    """`orders_promised` of all known customers (step 6), of the fifth that had brought most (step 1), and of
    those whom `stages` called lost (step 7).
    """
    need(lines, "customer_id", "ordered_at", "quantity", "unit_price", what="orders")
    until = lines[lines["ordered_at"] < as_of + pd.Timedelta(days=1)]
    sales = (until["quantity"] * until["unit_price"]).groupby(until["customer_id"]).sum()
    stage = stages(lines, as_of=as_of)
    groups = {
        KNOWN: promised["customer_id"],
        "orders_of_the_top_fifth": sales.nlargest(max(len(sales) // 5, 1)).index,
        "orders_of_those_called_lost": stage.index[stage == "lost"],
    }
    return pd.concat(
        [
            orders_promised(promised[promised["customer_id"].isin(ids)], after, as_of=as_of, measure=name)
            for name, ids in groups.items()
        ],
        ignore_index=True,
    )


def with_steps(card: pd.DataFrame) -> pd.DataFrame:
    """A scorecard with the step that answers for each line in front: step (text, blank where unknown)."""
    step = card["measure"].map(STEP_OF).fillna("")
    return card.assign(step=step)[["step", *(name for name in card if name != "step")]]


def today(after: pd.DataFrame, as_of: pd.Timestamp) -> pd.Timestamp:
    """The last day that step 9 knows of: that of the orders held out, or `as_of` where there are none."""
    return max(as_of, after["ordered_at"].max()).normalize() if len(after) else as_of
