"""What lesson 6b hands on of the service desk: four measures, each with its interval where there is one."""

import pandas as pd

from helpers.intervals import wilson
from helpers.keeping.settling import day_by, settling
from helpers.keeping.tickets import first_contact, recent, service_levels
from helpers.words import _

MEASURES = ["measure", "value", "unit", "n", "low", "high"]
BLANK = float("nan")


def service_measures(done: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """first_contact_resolution, first_reply_in_promise, reopened_rate (shares) and days_to_settle (median of
    the last thirty days, open tickets counted): measure, value, unit, n, low, high (95%).

    done: `handled`. A measure without data has no value.
    """
    share = _("share of tickets")
    answered = done["reply_hours"].notna()
    rows: list[tuple[str, float, str, int, float, float]] = []
    if answered.any():
        whole = first_contact(done).iloc[-1]
        n = int(whole["tickets"])
        rows.append(("first_contact_resolution", whole["share"], share, n, whole["low"], whole["high"]))
        kept = service_levels(done, as_of=as_of)[["kept", "tickets"]].sum()
        rows.append(("first_reply_in_promise", *_share(int(kept["kept"]), int(kept["tickets"]), share)))
    settled = done[done["settled"]]
    if len(settled):
        again = int((settled["reopened"] > 0).sum())
        rows.append(("reopened_rate", *_share(again, len(settled), share)))
    try:
        month = recent(done, as_of=as_of)
    except ValueError:  # nobody wrote in the last month: there is no time to report
        return pd.DataFrame(rows, columns=MEASURES)
    rows.append(("days_to_settle", day_by(settling(month), 0.5), _("days"), len(month), BLANK, BLANK))
    return pd.DataFrame(rows, columns=MEASURES)


def _share(part: int, n: int, unit: str) -> tuple[float, str, int, float, float]:
    return (part / n, unit, n, *wilson(part, n))
