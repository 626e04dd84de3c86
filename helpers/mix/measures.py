"""What step 4 hands on, and for each measure that cannot be had the reason."""

from collections.abc import Callable

import pandas as pd

from helpers import choice
from helpers.intervals import Estimate
from helpers.mix.elasticity import price_elasticity
from helpers.mix.pricing import lerner_price
from helpers.mix.psm import psm_points
from helpers.words import _

PSM = ("psm_opp", "psm_idp", "psm_low", "psm_high")
MEASURES = ["measure", "value", "unit", "n", "low", "high"]
ABSENT = ["measure", "table_needed", "reason"]


def partworths_table(fit: choice.Fit, choices: pd.DataFrame) -> pd.DataFrame:
    """The table 04_partworths: attribute, level, estimate, se, low, high, importance (share, of the
    attribute)."""
    weights = choice.importance(fit, choices).set_index("attribute")["importance"]
    return fit.part_worths.assign(importance=fit.part_worths["attribute"].map(weights))


def needs_chosen(fit: choice.Fit, choices: pd.DataFrame) -> pd.DataFrame:
    """What people choose by, as factor and weight: the table 02_needs where step 2 did not write it."""
    table = choice.importance(fit, choices)
    return table.rename(columns={"attribute": "factor", "importance": "weight"})[["factor", "weight"]]


def measures(
    *,
    prices: pd.DataFrame | None = None,
    sales: pd.DataFrame | None = None,
    fit: choice.Fit | None = None,
    unit_cost: float | None = None,
    currency: str = "",
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The measures of step 4, and those that could not be had.

    prices: Van Westendorp; sales: the market; fit: of all choices; unit_cost: of the reference product, for
    the optimal price (Lerner's, from the common elasticity). Returns measure, value, unit, n, low, high
    (95%, blank where there is none); and measure, table_needed, reason.
    """
    unit = currency or _("money")
    tables = {"prices": prices, "sales": sales, "choices": fit}
    makers: dict[str, tuple[str, str, Callable[[], Estimate]]] = {
        **{name: ("prices", unit, _point(prices, name)) for name in PSM},
        "price_elasticity": ("sales", _("% units per % price"), lambda: price_elasticity(_given(sales))),
        "optimal_price": ("sales", unit, lambda: _optimal(_given(sales), unit_cost)),
        "choice_loglik": ("choices", _("log-likelihood"), lambda: _likelihood(fit)),
    }
    found, absent = [], []
    for name, (table, words, make) in makers.items():
        if tables[table] is None:
            absent.append(
                (name, table, _("The case has no table {table} that can be used.").format(table=table))
            )
            continue
        try:
            estimate = make()
        except ValueError as error:
            absent.append((name, table, str(error)))
        else:
            found.append((name, estimate.value, words, estimate.n, estimate.low, estimate.high))
    return pd.DataFrame(found, columns=MEASURES), pd.DataFrame(absent, columns=ABSENT)


def _point(prices: pd.DataFrame | None, name: str) -> Callable[[], Estimate]:
    def make() -> Estimate:
        table = psm_points(_given(prices))
        row = table[table["measure"] == name].iloc[0]
        return Estimate(float(row["value"]), float(row["low"]), float(row["high"]), int(row["n"]))

    return make


def _optimal(sales: pd.DataFrame, unit_cost: float | None) -> Estimate:
    if unit_cost is None:
        raise ValueError(
            _("A best price takes the unit_cost of the reference product, in the table products.")
        )
    return lerner_price(price_elasticity(sales), unit_cost)


def _likelihood(fit: choice.Fit | None) -> Estimate:
    assert fit is not None  # asked for only where there is one
    return Estimate(fit.loglik, float("nan"), float("nan"), fit.n_tasks)


def _given(table: pd.DataFrame | None) -> pd.DataFrame:
    assert table is not None  # asked for only where there is one
    return table
