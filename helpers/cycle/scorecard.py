"""What was promised and what came: each measure with its variance, and whether that is noise or a signal."""

from collections.abc import Sequence

import pandas as pd

from helpers.checks import need
from helpers.cycle.charts import individuals, shifts
from helpers.remembered import remembered
from helpers.words import _

COLUMNS = ["measure", "plan", "actual", "variance", "share", "periods", "signal", "since"]
LESS_IS_BETTER = ("first_reply_hours", "complaints_per_100_orders", "churn_rate", "wait_seconds", "cost")
NOISE, TOO_FEW = "noise", "too few periods to say"
ALIKE = 0.05
BETTER, WORSE = "signal: better", "signal: worse"


@remembered
def monthly(lines: pd.DataFrame) -> pd.DataFrame:
    """What order lines say of each month: period (its first day), measure (revenue, orders, active_customers,
    new_customers), actual.

    lines: order_id, customer_id, ordered_at, quantity, unit_price, ·discount; all there are, since who is new
    depends on what came before. Orders are counted where something of them was bought, not only returned.
    """
    need(lines, "order_id", "customer_id", "ordered_at", "quantity", "unit_price", what="orders")
    known = lines.dropna(subset=["ordered_at"]).reset_index(drop=True)
    if known.empty:
        raise ValueError(_("The table orders has no line with a date."))
    period = known["ordered_at"].dt.to_period("M").dt.to_timestamp()
    off = known["discount"].fillna(0) if "discount" in known else 0
    revenue = (known["quantity"] * known["unit_price"] - off).groupby(period).sum()
    bought = known["quantity"] > 0
    buyers = known[bought & known["customer_id"].notna()]
    first = buyers.groupby("customer_id")["ordered_at"].min().dt.to_period("M").dt.to_timestamp()
    table = pd.DataFrame(
        {
            "revenue": revenue,
            "orders": known.loc[bought, "order_id"].groupby(period[bought]).nunique(),
            "active_customers": buyers["customer_id"].groupby(period[buyers.index]).nunique(),
            "new_customers": first.value_counts(),
        }
    )
    table = table.fillna(0.0).rename_axis("period").reset_index()
    return table.melt(id_vars="period", var_name="measure", value_name="actual")


def filled(targets: pd.DataFrame, months: pd.DataFrame) -> pd.DataFrame:
    """The plan with what has come since: targets whose blank actual is taken from `monthly`.

    targets: period, measure, plan, ·actual. A month that is not over yet is left blank: the last one in
    `months` counts only where it runs to its end, which the caller sees to. A measure whose written actuals
    the order lines do not bear out (`unlike`) is not filled.
    """
    need(targets, "period", "measure", "plan", what="targets")
    table = targets.assign(period=pd.to_datetime(targets["period"]))
    if "actual" not in table:
        table["actual"] = float("nan")
    like = months[~months["measure"].isin(unlike(table, months))]
    came = table[["period", "measure"]].merge(like, on=["period", "measure"], how="left")["actual"]
    return table.assign(actual=table["actual"].fillna(came.set_axis(table.index)))


def unlike(targets: pd.DataFrame, months: pd.DataFrame) -> list[str]:
    """The measures whose written actuals are not those of the order lines: off by more than a twentieth in
    half of the months, of three at least. So it is where a plan for the whole firm meets the order lines of a
    part of it.

    targets: period, measure, ·actual; months: `monthly`.
    """
    if "actual" not in targets:
        return []
    both = targets.assign(period=pd.to_datetime(targets["period"])).merge(months, on=["period", "measure"])
    known = both[both["actual_x"] > 0]
    off = (known["actual_y"] / known["actual_x"] - 1).abs().groupby(known["measure"]).agg(["median", "size"])
    return [str(name) for name in off.index[(off["median"] > ALIKE) & (off["size"] >= 3)]]


def remark(targets: pd.DataFrame, months: pd.DataFrame) -> str:
    """What to say of a plan that is not of these order lines; else empty."""
    if not unlike(targets, months):
        return ""
    return " " + _(
        "It is the plan of the whole firm, and these order lines are a part: what came since is left out."
    )


@remembered
def scorecard(targets: pd.DataFrame, *, since: pd.Timestamp | None = None) -> pd.DataFrame:
    """Each measure over the months after `since`: measure, plan, actual (means), variance = actual − plan,
    share (of the plan), periods, signal (noise, signal: better or worse, too few periods to say), since (when
    it changed).

    targets: `filled`. since None: every month with an actual. The chart is of actual ÷ plan over all months,
    so that a season the plan knows is no signal; it is one only if the change reaches into the months looked
    at, and is dated no earlier than a year before them. A measure of which less is better turns round.
    """
    need(targets, "period", "measure", "plan", "actual", what="targets")
    rows = []
    known = targets.dropna(subset=["plan", "actual"]).sort_values("period", kind="stable")
    for measure, own in known.groupby("measure"):
        late = own if since is None else own[own["period"] > since]
        if late.empty:
            late = own.tail(12)
        plan, actual = float(late["plan"].mean()), float(late["actual"].mean())
        signal, when = _signal(own, str(measure), late["period"].min())
        share = (actual - plan) / plan if plan else float("nan")
        rows.append((str(measure), plan, actual, actual - plan, share, len(late), signal, when))
    if not rows:
        raise ValueError(_("No month has both a plan and what came of it."))
    return pd.DataFrame(rows, columns=COLUMNS)


def _signal(own: pd.DataFrame, measure: str, first: pd.Timestamp) -> tuple[str, object]:
    ratio = own.assign(value=own["actual"] / own["plan"].where(own["plan"] != 0))
    try:
        chart = individuals(ratio)
    except ValueError:
        return TOO_FEW, ""
    late = chart[chart["signal"] & (chart["period"] >= first)]
    if late.empty:
        return NOISE, ""
    up = bool(late["value"].iloc[-1] > late["centre"].iloc[-1])
    # Older changes, such as the months in which the books began, are not what is asked about.
    found = shifts(chart[chart["period"] >= first - pd.DateOffset(years=1)])
    when = found.period if found is not None else late["period"].iloc[0]
    return (BETTER if up != measure.startswith(LESS_IS_BETTER) else WORSE), pd.Timestamp(str(when)).strftime(
        "%Y-%m"
    )


def promise(  # noqa: PLR0913 – the parts of one line
    measure: str, plan: float, actual: float, *, low: float, high: float, n: int = 1
) -> pd.DataFrame:
    """One line of the scorecard for a promise with an interval: noise where what came lies within it.

    low, high: the 95% interval of the promise; n: how many periods stand behind what came.

    >>> promise("orders", 100.0, 108.0, low=90.0, high=112.0)["signal"].tolist()
    ['noise']
    """
    inside = low <= actual <= high
    better = (actual > plan) != measure.startswith(LESS_IS_BETTER)
    signal = NOISE if inside else BETTER if better else WORSE
    share = (actual - plan) / plan if plan else float("nan")
    return pd.DataFrame([(measure, plan, actual, actual - plan, share, n, signal, "")], columns=COLUMNS)


def together(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """All lines of a scorecard, signals first: what asks for a reason, before what does not."""
    kept = [part for part in parts if len(part)]
    if not kept:
        raise ValueError(_("Nothing was promised that could be held against what came."))
    table = pd.concat(kept, ignore_index=True)
    quiet = table["signal"].isin([NOISE, TOO_FEW])
    return table.iloc[quiet.to_numpy().argsort(kind="stable")].reset_index(drop=True)
