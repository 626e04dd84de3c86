"""What is at stake with a ticket: what its customer bought and left us in the year before it came."""

import pandas as pd

from helpers.checks import fraction
from helpers.keeping.desk import Desk, tray
from helpers.words import _

QUARTER_DAYS, YEAR_DAYS = 91, 365


def left_by(lines: pd.DataFrame, *, margin: float, service_an_order: pd.Series | None = None) -> pd.DataFrame:
    """What each customer bought and what that left, from order lines: customer_id, size, value (money).

    size: sales; value: sales less goods, less service_an_order (customer_id → money) × orders where known.
    Where a line does not know what its goods cost, `margin` (fraction) of its sales is left.

    >>> rows = {"order_id": ["1"], "customer_id": ["c"], "quantity": [2], "unit_price": [50.0]}
    >>> left_by(pd.DataFrame(rows), margin=0.4).values.tolist()
    [['c', 100.0, 40.0]]
    """
    fraction(margin, name="margin")
    discount = lines["discount"].fillna(0.0) if "discount" in lines else 0.0
    sales = lines["quantity"] * lines["unit_price"] - discount
    left = sales * margin
    if "unit_cost" in lines:
        left = (sales - lines["quantity"] * lines["unit_cost"]).fillna(left)
    sums = pd.DataFrame({"size": sales, "value": left}).groupby(lines["customer_id"]).sum()
    if service_an_order is not None:
        number = lines.groupby("customer_id")["order_id"].nunique()
        sums["value"] -= (number * service_an_order.reindex(number.index)).fillna(0.0)
    return sums.rename_axis("customer_id").reset_index()


def service_an_order(lines: pd.DataFrame, people: pd.DataFrame | None) -> pd.Series | None:
    """What an order of each customer has cost to serve so far (money), by customer_id; None where no table
    says.
    """
    if people is None or "service_cost" not in people:
        return None
    cost = people.groupby("customer_id")["service_cost"].sum()
    return (cost / lines.groupby("customer_id")["order_id"].nunique()).dropna()


def last_tray(
    done: pd.DataFrame,
    lines: pd.DataFrame,
    *,
    as_of: pd.Timestamp,
    margin: float,
    service: pd.Series | None = None,
) -> pd.DataFrame:
    """The tickets of the quarter up to as_of as `tray`, with what was known of their customers before it.

    done: `handled`; lines: order lines, of which the 365 days before the quarter count; service:
    `service_an_order`. Raises ValueError where there are no tickets or no orders of that time.
    """
    start = as_of.normalize() - pd.Timedelta(days=QUARTER_DAYS - 1)
    end = as_of.normalize() + pd.Timedelta(days=1)
    mine = done[(done["opened_at"] >= start) & (done["opened_at"] < end)]
    year = start - pd.Timedelta(days=YEAR_DAYS)
    before = lines[(lines["ordered_at"] >= year) & (lines["ordered_at"] < start)]
    if before.empty:
        raise ValueError(_("There are no orders from the year before these tickets."))
    return tray(mine, left_by(before, margin=margin, service_an_order=service))


def usual_desks(hours: float) -> dict[str, tuple[str, Desk]]:
    """Four orders of work, each without a turn for all and with one after twenty working days."""
    names = {
        "oldest": _("oldest first"),
        "severe": _("worst first"),
        "biggest": _("biggest first"),
        "risk": _("cost of waiting an hour of work"),
    }
    without = {words: (order, Desk(hours)) for order, words in names.items()}
    turn = {
        _("{words}, all by day 20").format(words=words): (order, Desk(hours, 20))
        for order, words in names.items()
    }
    return without | turn
