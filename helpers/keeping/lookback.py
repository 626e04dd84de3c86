"""A year ago as the judge: what silences were worth then, and who has ordered since."""

from itertools import pairwise

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.intervals import wilson
from helpers.keeping.alive import YEAR_DAYS, still_here, with_kind
from helpers.remembered import remembered, summary
from helpers.words import _

BANDS = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, np.inf)  # own gaps of silence


@remembered
def a_year_ago(
    lines: pd.DataFrame, people: pd.DataFrame | None = None, *, as_of: pd.Timestamp | None = None
) -> pd.DataFrame:
    """The customers as they were known a year before `as_of`, and whether each has ordered since.

    lines: order lines; people: the table customers (customer_type is read) or None. Returns the rows of
    `orders.customers` on that day with customer_type, the columns of `still_here`, and came_back (0/1).
    Raises ValueError where less than half a year of orders lies before that day.
    """
    end = lines["ordered_at"].max() if as_of is None else as_of
    cut = end.normalize() - pd.Timedelta(days=YEAR_DAYS)
    later = lines["ordered_at"] >= cut + pd.Timedelta(days=1)
    if later.all() or (cut - lines["ordered_at"].min()).days < YEAR_DAYS // 2:
        raise ValueError(_("To look a year back there must be half a year of orders before that."))
    then = with_kind(summary(lines[~later], as_of=cut), people)
    known = still_here(then).drop(columns=["customer_id", "orders"])
    came = then["customer_id"].isin(lines.loc[later, "customer_id"])
    return then.join(known).assign(came_back=came.astype(int))


def came_back(then: pd.DataFrame, *, rule: pd.DataFrame | None = None) -> pd.DataFrame:
    """Of who had come before: the share that ordered in the year after, by own gaps of silence.

    then: `a_year_ago`, of which those who had ordered once are left out; rule: customer_id and chance_active
    of a rule of thumb, to be judged beside the model. Returns silence (words), customers, seen (share that
    ordered), low, high (95%, Wilson), p_alive and, with a rule, rule (mean chances). A chance of still being
    a customer below `seen` is refuted: who orders is one.
    """
    need(then, "gaps_silent", "p_alive", "came_back", "ordered_once", what=_("the customers of a year ago"))
    back = then[~then["ordered_once"]]
    if back.empty:
        raise ValueError(_("A year ago nobody had come back yet."))
    if rule is not None:
        back = back.merge(rule[["customer_id", "chance_active"]], on="customer_id", how="left")
    place = np.searchsorted(BANDS, back["gaps_silent"].to_numpy(), side="left").clip(1) - 1
    groups = back.groupby(place)
    table = groups.agg(
        customers=("came_back", "size"), seen=("came_back", "mean"), p_alive=("p_alive", "mean")
    )
    if rule is not None:
        table["rule"] = groups["chance_active"].mean()
    ends = [
        wilson(round(n * seen), int(n)) for n, seen in zip(table["customers"], table["seen"], strict=True)
    ]
    table[["low", "high"]] = ends
    table.insert(0, "silence", [_band(*list(pairwise(BANDS))[at]) for at in table.index])
    return table.reset_index(drop=True)


def _band(low: float, high: float) -> str:
    if np.isinf(high):
        return _("over {low:.0f} gaps").format(low=low)
    if low == 0:
        return _("up to {high:.0f} gap").format(high=high)
    return _("{low:.0f} to {high:.0f} gaps").format(low=low, high=high)
