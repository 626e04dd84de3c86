"""What step 6 hands on: its tables, its measures with intervals, and the reason where one cannot be had."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from helpers import lifetime
from helpers.keeping.drivers import driver_table
from helpers.keeping.satisfaction import TOP_TWO, Z, csat, nps, responses
from helpers.words import _

MEASURES = ["measure", "value", "unit", "n", "low", "high"]
ABSENT = ["measure", "table_needed", "reason"]
BLANK = float("nan")
Row = tuple[str, float, str, int, float, float]


def measures(
    customers: pd.DataFrame | None, answers: pd.DataFrame | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The measures of step 6, and those that could not be had.

    customers: `orders.customers`, one row each, of which one BG/NBD and one gamma-gamma are fitted for all
    together; answers: with the surveys nps and csat. Either may be None. Returns measure, value, unit, n,
    low, high (95%; blank where there is no interval); and measure, table_needed, reason.
    """
    found: list[Row] = []
    absent: list[tuple[str, str, str]] = []
    parts: tuple[tuple[str, str, Callable[[], list[Row]]], ...] = (
        ("bgnbd_r bgnbd_alpha bgnbd_a bgnbd_b bgnbd_loglik", "orders", lambda: _ordering(customers)),
        ("gg_p gg_q gg_v", "orders", lambda: _spending(customers)),
        ("nps nps_se", "answers", lambda: _recommending(answers)),
        ("csat", "answers", lambda: _content(answers)),
    )
    for names, table, rows in parts:
        try:
            found += rows()
        except ValueError as error:
            absent += [(name, table, str(error)) for name in names.split()]
    return pd.DataFrame(found, columns=MEASURES), pd.DataFrame(absent, columns=ABSENT)


def _ordering(customers: pd.DataFrame | None) -> list[Row]:
    if customers is None:
        raise ValueError(_("It takes the table orders."))
    fitted = lifetime.fit(customers)
    rows = _parameters(fitted, "bgnbd", _("BG/NBD, in weeks"))
    top = fitted.log_likelihood
    return [*rows, ("bgnbd_loglik", top, _("log-likelihood"), fitted.customers, BLANK, BLANK)]


def _spending(customers: pd.DataFrame | None) -> list[Row]:
    if customers is None:
        raise ValueError(_("It takes the table orders."))
    fitted = lifetime.fit_values(customers, below_zero="leave_out")
    return _parameters(fitted, "gg", _("gamma-gamma, of who came back"))


def _parameters(fitted: lifetime.Fit, name: str, unit: str) -> list[Row]:
    if not fitted.converged:
        raise ValueError(fitted.reason)
    table = fitted.table()
    numbers = (table[name].tolist() for name in ("parameter", "value", "low", "high"))
    return [
        (f"{name}_{parameter}", value, unit, fitted.customers, low, high)
        for parameter, value, low, high in zip(*numbers, strict=True)
    ]


def _recommending(answers: pd.DataFrame | None) -> list[Row]:
    if answers is None:
        raise ValueError(_("It takes the table answers with the survey nps."))
    score = nps(responses(answers, "nps")["value"])
    unit = _("points, −100 to 100")
    return [
        ("nps", score.value, unit, score.n, score.low, score.high),
        ("nps_se", score.se, _("points"), score.n, BLANK, BLANK),
    ]


def _content(answers: pd.DataFrame | None) -> list[Row]:
    """Mean share of 4 and 5 a person: answers of one person are not several people."""
    if answers is None:
        raise ValueError(_("It takes the table answers with the survey csat."))
    given = responses(answers, "csat")
    own = (given["value"] >= TOP_TWO).groupby(given["respondent_id"]).mean()
    half = Z * float(own.std() / np.sqrt(len(own))) if len(own) > 1 else BLANK
    mean = float(own.mean())
    return [("csat", mean, _("share of answers 4 and 5"), len(own), max(mean - half, 0), min(mean + half, 1))]


def lifetime_table(worth: pd.DataFrame) -> pd.DataFrame:
    """The table 06_lifetime: customer_id, p_alive, expected_orders, clv, then what they rest on."""
    first = ["customer_id", "p_alive", "expected_orders", "clv"]
    return worth[[*first, *(name for name in worth.columns if name not in first)]]


def satisfaction_table(answers: pd.DataFrame) -> pd.DataFrame:
    """The table 06_satisfaction: item, score (share of 4 and 5), importance, low, high (of the score).

    Where nps was not asked of the same people, or too few answered, importance is blank.
    """
    try:
        return driver_table(answers)[["item", "score", "importance", "low", "high"]]
    except ValueError:
        given = responses(answers, "csat")
        scores = {item: csat(own) for item, own in given.groupby("item")["value"]}
    rows = [(item, score.value, BLANK, score.low, score.high) for item, score in scores.items()]
    return pd.DataFrame(rows, columns=["item", "score", "importance", "low", "high"])


def dashboard(worth: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Step 6 on one card: figure, value, unit; what is not known is left out.

    worth: `lifetimes`; found: `measures`. customers still here is the sum of the chances: nobody can name
    them, and their number is known quite well.
    """
    back = worth[~worth["ordered_once"]]
    rows: list[tuple[str, float, str]] = [
        (_("customers who came back"), float(len(back)), _("customers")),
        (_("of them still here"), float(back["p_alive"].sum()), _("customers, expected")),
        (_("orders in the next 52 weeks"), float(worth["expected_orders"].sum()), _("expected")),
    ]
    if worth["clv"].notna().any():
        rows.append((_("lifetime value of all"), float(worth["clv"].sum()), _("money, three years")))
    told = found[found["measure"].isin(["nps", "csat"])]
    numbers = (told[name].tolist() for name in ("measure", "value", "unit"))
    rows += [(name.upper(), value, unit) for name, value, unit in zip(*numbers, strict=True)]
    return pd.DataFrame(rows, columns=["figure", "value", "unit"])
