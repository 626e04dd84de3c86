"""Own-price elasticity from market sales: by how many per cent units move when a price moves by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.checks import need
from helpers.intervals import Estimate
from helpers.mix.regression import Errors, covariance, free_periods, half_width, least_squares
from helpers.words import _, listed

Array = npt.NDArray[np.floating[Any]]
SHOCK = 0.1  # sd of demand and of costs, in logs, in the simulated history of `endogeneity`
STILL = 1e-9  # a log price that moves less does not move


@dataclass(frozen=True)
class Elasticity:
    """Slopes of log units with their 95% intervals.

    table: term (price, rivals_price, promotion), brand ("" where it holds for all), estimate, se, low, high;
    n: rows used; left_out: rows without units, price or promotion above or at zero; r2: of log units.
    """

    table: pd.DataFrame
    n: int
    left_out: int
    r2: float

    @property
    def price(self) -> Estimate:
        """The common own-price slope; Raises ValueError where each brand has its own."""
        row = self.table[(self.table["term"] == "price") & (self.table["brand"] == "")]
        if row.empty:
            raise ValueError(_("Each brand has a slope of its own here: look at the table."))
        value, low, high = (float(row[name].iloc[0]) for name in ("estimate", "low", "high"))
        return Estimate(value, low, high, self.n)


def elasticity(  # noqa: PLR0913 – what a model of demand may hold, one word each
    sales: pd.DataFrame,
    *,
    per_brand: bool = False,
    cross: bool = False,
    season: bool = False,
    stores: bool = False,
    errors: Errors | None = None,
) -> Elasticity:
    """Regress log units on log price with a level for each brand and, where there is one, promotion.

    sales: the table of that name: period, brand, units, price, ·promotion, ·store. Without options this is
    the measure price_elasticity. per_brand: a slope for each brand. cross: also the mean log price of the
    rivals in the same period (and store); leave it out and a brand whose rivals move with it seems less
    elastic than it is. season: a level for each month of the year; stores: one for each store. A level for
    each *period* is not offered: within a period the rivals' mean follows from the own price, so that the
    slope found would mix the two.

    errors: "period" (shocks that all brands of a period share, and that linger: Driscoll & Kraay 1998; the
    default where ten periods are free), "robust" (HC1, White 1980) or "plain". Rows without units or price
    above zero are left out and counted: where many months sell nothing, logs are the wrong tool.

    Prices that were set with an eye on demand bend the slope (endogeneity): see `endogeneity`. Raises
    ValueError where no price moves, or the terms cannot be told apart. Source: Tellis (1988); Wooldridge
    (2019), chapters 2 and 13.

    A brand that sells 80 at 10 and 20 at 20 (elasticity −2), and another, dearer one:

    >>> sales = pd.DataFrame({"period": [1, 2, 1, 2], "brand": list("aabb"), "units": [80, 20, 40, 10],
    ...     "price": [10.0, 20.0, 20.0, 40.0]})
    >>> round(elasticity(sales, errors="plain").price.value, 6)
    -2.0
    """
    known, left_out = _usable(sales)
    terms = _terms(known, per_brand=per_brand, cross=cross)
    columns = [*terms.values(), *_levels(known, season=season, stores=stores)]
    x, y = np.column_stack(columns), np.log(known["units"].to_numpy(dtype=float))
    names = [f"{term} {brand}".strip() for term, brand in terms]
    weights, residuals = least_squares(x, y, names)
    period = pd.factorize(known["period"], sort=True)[0]
    kind: Errors = errors or ("period" if free_periods(x, period) >= 10 else "robust")
    found = covariance(x, residuals, kind, period)
    se = np.sqrt(np.diag(found))[: len(terms)]
    half = half_width(len(y) - x.shape[1], kind, int(period.max()) + 1) * se
    estimate = weights[: len(terms)]
    table = pd.DataFrame(list(terms), columns=["term", "brand"]).assign(
        estimate=estimate, se=se, low=estimate - half, high=estimate + half
    )
    return Elasticity(table, len(y), left_out, float(1 - residuals.var() / y.var()) if y.var() else 1.0)


def price_elasticity(sales: pd.DataFrame, **options: Any) -> Estimate:
    """The common own-price slope with its 95% interval; options as for `elasticity`."""
    return elasticity(sales, **options).price


def arc_elasticity(price_before: float, units_before: float, price_after: float, units_after: float) -> float:
    """Elasticity between two points by hand: change of units over change of price, each by its midpoint.

    Raises ValueError where the price did not move. Source: Allen (1934).

    >>> round(arc_elasticity(10, 110, 12, 90), 6)
    -1.1
    """
    prices, units = price_before + price_after, units_before + units_after
    if price_after == price_before or prices <= 0 or units <= 0:
        raise ValueError(_("It takes two different prices, and units sold at one of them at least."))
    return ((units_after - units_before) / units) / ((price_after - price_before) / prices)


def endogeneity(
    *,
    true_elasticity: float = -2.0,
    follows: Sequence[float] = (0.0, 0.25, 0.5, 1.0),
    periods: int = 36,
    draws: int = 200,
    seed: int = 0,
) -> pd.DataFrame:
    """Simulated: what the regression finds when the seller sees demand coming and prices by it.

    Each period demand moves by a shock (log units) and costs by another (log price), both of sd 0.1; the log
    price is the cost plus `follows` times the demand shock. Returns follows, slope (mean over `draws`
    simulated histories), low and high (the middle 95% of them), truth. Where follows is 0 the slope is
    right; a price that follows demand makes buyers look less elastic than they are: the slope tends to
    truth + follows ÷ (1 + follows²). Source: Wooldridge (2019), chapter 16.

    >>> found = endogeneity(follows=[0.0, 1.0])
    >>> found["slope"].round(1).tolist()
    [-2.0, -1.5]
    """
    rng = np.random.default_rng(seed)
    demand = rng.normal(0, SHOCK, (draws, periods))
    cost = rng.normal(0, SHOCK, (draws, periods))
    rows = []
    for part in follows:
        price = cost + part * demand
        units = true_elasticity * price + demand
        moved = price - price.mean(axis=1, keepdims=True)
        slopes = (moved * units).sum(axis=1) / (moved**2).sum(axis=1)
        rows.append((part, slopes.mean(), *np.quantile(slopes, [0.025, 0.975]), true_elasticity))
    return pd.DataFrame(rows, columns=["follows", "slope", "low", "high", "truth"])


def _usable(sales: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The rows that logs can be taken of, and how many are left out."""
    need(sales, "period", "brand", "units", "price", what="sales")
    used = ["units", "price"] + (["promotion"] if "promotion" in sales.columns else [])
    values = sales[used].to_numpy(dtype=float)
    good = np.isfinite(values).all(axis=1) & (values[:, :2] > 0).all(axis=1)
    good &= sales[["period", "brand"]].notna().all(axis=1).to_numpy()
    if good.sum() < 3:
        raise ValueError(
            _("An elasticity takes three rows of sales or more with units and price above zero.")
        )
    return sales[good], int((~good).sum())


def _terms(known: pd.DataFrame, *, per_brand: bool, cross: bool) -> dict[tuple[str, str], Array]:
    """The columns whose slopes are wanted, by term and brand."""
    price = np.log(known["price"].to_numpy(dtype=float))
    brand = known["brand"].astype(str).to_numpy()
    still = _still(price, brand)
    if per_brand and still:
        raise ValueError(
            _("The price of {brands} never moves: it has no slope.").format(brands=listed(still))
        )
    if len(still) == len(set(brand)):
        raise ValueError(_("No brand's price ever moves: sales cannot tell what a price does."))
    terms = {("price", ""): price}
    if per_brand:
        terms = {("price", name): price * (brand == name) for name in sorted(set(brand))}
    if cross:
        terms["rivals_price", ""] = _rivals(known, price)
    if "promotion" in known.columns:
        promotion = known["promotion"].to_numpy(dtype=float)
        if _still(promotion, brand) != sorted(set(brand)):
            terms["promotion", ""] = promotion
    return terms


def _still(values: Array, brand: np.ndarray) -> list[str]:
    """The brands in which the values never move."""
    moved = pd.Series(values).groupby(brand).agg(np.ptp)
    return [str(name) for name in moved.index[moved <= STILL]]


def _rivals(known: pd.DataFrame, price: Array) -> Array:
    """The mean log price of the other brands in the same period, and store where there are stores."""
    market = [known["period"]] + ([known["store"]] if "store" in known.columns else [])
    logs = pd.Series(price, index=known.index)
    group = logs.groupby(market, observed=True)
    total, size = group.transform("sum"), group.transform("size")
    if known.groupby([*market, known["brand"]], observed=True).size().max() > 1:
        raise ValueError(_("A brand stands there twice in one period and store: add such rows up first."))
    if size.min() < 2:
        raise ValueError(
            _("In some periods a brand has no rival with a price: rivals' prices are not known.")
        )
    return np.asarray((total - logs) / (size - 1), dtype=float)


def _levels(known: pd.DataFrame, *, season: bool, stores: bool) -> list[Array]:
    """Levels: one for each brand; one less than there are months, stores."""
    levels = _dummies(known["brand"].astype(str))
    if season:
        if not pd.api.types.is_datetime64_any_dtype(known["period"]):
            raise ValueError(_("A season takes periods that are dates."))
        levels += _dummies(known["period"].dt.month)[1:]
    if stores:
        need(known, "store", what="sales")
        levels += _dummies(known["store"].astype(str))[1:]
    return levels


def _dummies(values: "pd.Series[Any]") -> list[Array]:
    code, found = pd.factorize(values, sort=True)
    return [(code == at).astype(float) for at in range(len(found))]
