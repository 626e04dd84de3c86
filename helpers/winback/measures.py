"""What step 7 hands on: its tables and measures, or the reason why there are none."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from helpers.intervals import wilson
from helpers.winback.checks import lived
from helpers.winback.churn import MONTHS, auc_of, churn_scores, concordance
from helpers.winback.qini import qini_interval
from helpers.winback.survival import Z95, churn_shares, kaplan_meier, median_lifetime
from helpers.winback.uplift import crossed, uplift
from helpers.words import _

MEASURES = ["measure", "value", "unit", "n", "low", "high"]
ABSENT = ["measure", "table_needed", "reason"]
Row = tuple[float, str, int, float, float]
Table = pd.DataFrame | None


def measures(
    subscriptions: Table, campaigns: Table, *, scores: Table = None, crossed_scores: Table = None,
    as_of: pd.Timestamp | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """The measures of step 7, and those that could not be had.

    scores: `churn_scores`, crossed_scores: `uplift.crossed`, both worked out here where they are not
    given. Returns measure, value, unit, n, low, high (95%), and measure, table_needed, reason. churn_rate
    is the share of subscriptions that ended; uplift the share returned of treatment less that of control.
    """
    works: dict[str, tuple[str, Callable[[], Row]]] = {
        "churn_rate": ("subscriptions", lambda: _rate(_have(subscriptions, "subscriptions"), as_of)),
        "churn_rate_monthly": (
            "subscriptions",
            lambda: _monthly(_have(subscriptions, "subscriptions"), as_of),
        ),
        "churn_auc": ("subscriptions", lambda: _auc(_scores(subscriptions, scores, as_of))),
        "churn_concordance": ("subscriptions", lambda: _concordance(_scores(subscriptions, scores, as_of))),
        "median_lifetime": ("subscriptions", lambda: _median(_have(subscriptions, "subscriptions"), as_of)),
        "uplift": ("campaigns", lambda: _uplift(_have(campaigns, "campaigns"))),
        "qini": ("campaigns", lambda: _qini(_have(campaigns, "campaigns"), crossed_scores)),
    }
    found, absent = [], []
    for name, (table, work) in works.items():
        try:
            found.append((name, *work()))
        except ValueError as error:
            absent.append((name, table, str(error)))
    return pd.DataFrame(found, columns=MEASURES), pd.DataFrame(absent, columns=ABSENT)


def _have(table: Table, name: str) -> pd.DataFrame:
    if table is None:
        text = {
            "subscriptions": _("It takes the table subscriptions with ended and tenure."),
            "campaigns": _("It takes the table campaigns with arm and returned."),
        }
        raise ValueError(text[name])
    return table


def _scores(subscriptions: Table, scores: Table, as_of: pd.Timestamp | None) -> pd.DataFrame:
    table = _have(subscriptions, "subscriptions")
    return churn_scores(table, as_of=as_of) if scores is None else scores


def _rate(subscriptions: pd.DataFrame, as_of: pd.Timestamp | None) -> Row:
    seen = lived(subscriptions, as_of=as_of)
    return (
        float(seen["ended"].mean()),
        _("share of subscriptions"),
        len(seen),
        *wilson(int(seen["ended"].sum()), len(seen)),
    )


def _monthly(subscriptions: pd.DataFrame, as_of: pd.Timestamp | None) -> Row:
    """Endings a month; interval of a rate of events, on the scale of its logarithm."""
    seen = lived(subscriptions, as_of=as_of)
    rate, ended = churn_shares(subscriptions, as_of=as_of)[1], int(seen["ended"].sum())
    if not ended or not np.isfinite(rate):
        raise ValueError(_("Nobody has left yet, so there is no rate a month."))
    wide = float(np.exp(Z95 / ended**0.5))
    return rate, _("share a month"), len(seen), rate / wide, rate * wide


def _auc(scores: pd.DataFrame) -> Row:
    found = auc_of(scores)
    text = _("left within {months:.0f} months of the start; 0.5 no better than lots, 1 perfect")
    return found.value, text.format(months=MONTHS), found.n, found.low, found.high


def _concordance(scores: pd.DataFrame) -> Row:
    found = concordance(scores)
    return (
        found.value,
        _("who left first; 0.5 no better than lots, 1 perfect"),
        found.n,
        found.low,
        found.high,
    )


def _median(subscriptions: pd.DataFrame, as_of: pd.Timestamp | None) -> Row:
    found = median_lifetime(kaplan_meier(subscriptions, as_of=as_of))
    if not np.isfinite(found.value):
        raise ValueError(_("More than half are still there at the longest time seen: no median yet."))
    return found.value, _("months"), len(subscriptions), found.low, found.high


def _uplift(campaigns: pd.DataFrame) -> Row:
    found = uplift(campaigns)
    return found.value, _("share returned, treatment − control"), found.n, found.low, found.high


def _qini(campaigns: pd.DataFrame, scores: Table) -> Row:
    table = crossed(campaigns) if scores is None else scores
    found = qini_interval(campaigns, table["uplift"].to_numpy(dtype=float))
    return found.value, _("share of the best possible order"), found.n, found.low, found.high


def survival_table(subscriptions: pd.DataFrame, *, as_of: pd.Timestamp | None = None) -> pd.DataFrame:
    """The table 07_survival: time (months), survival, low, high."""
    return kaplan_meier(subscriptions, as_of=as_of)[["time", "survival", "low", "high"]]


def risk_table(at_risk: pd.DataFrame) -> pd.DataFrame:
    """The table 07_risk: customer_id, churn_probability, value_at_risk (money). at_risk: `value_at_risk`."""
    return at_risk[["customer_id", "churn_probability", "value_at_risk"]]
