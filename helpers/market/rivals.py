"""The market month by month: what five brands charged and sold, by a demand that is known."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.dates import AS_OF, START
from helpers.market.facts import facts, once
from helpers.market.state import State

STAY = 0.75  # share of a cost shock that is still there a month later
CUT = 0.12  # a whole month of promotion takes this share off the price
LOCAL = 0.045  # sd of the log of what single stores charge more or less
SHARED = 0.03  # sd of the log of freight rates, which move all brands alike

Floats = npt.NDArray[np.float64]


def months() -> pd.DatetimeIndex:
    """First days of the months up to as_of."""
    return pd.date_range(START, AS_OF, freq="MS")


@once
def sales(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row a month, brand and store: units, price (USD, promotions included), promotion, revenue."""
    brands, stores = facts("rivals")["brands"], facts("rivals")["stores"]
    shape = (len(months()), len(brands), len(stores))
    promoted = np.array([one["promoted"] for one in brands.values()])[:, None]
    promotion = np.where(rng.random(shape) < promoted, rng.uniform(0.2, 0.9, shape), 0.0).round(2)
    price = (_costs(rng)[..., None] * np.exp(rng.normal(0, LOCAL, shape)) * (1 - CUT * promotion)).round(2)
    error = rng.normal(0, facts("rivals")["demand"]["sd"], shape)
    units = np.rint(np.exp(_log_units(price, promotion) + error)).astype(np.int64)
    at = pd.MultiIndex.from_product([months(), brands, stores], names=["period", "brand", "store"])
    made = {"units": units, "price": price, "promotion": promotion, "revenue": (units * price).round(2)}
    return pd.DataFrame({name: values.ravel() for name, values in made.items()}, index=at).reset_index()


def _costs(rng: np.random.Generator) -> Floats:
    """Price of each brand (column) in each month (row): its base price, moved by cost shocks that fade."""
    brands = facts("rivals")["brands"].values()
    base, shock = (np.array([one[name] for one in brands]) for name in ("base_price", "shock"))
    size = (len(months()), len(base) + 1)
    moved = rng.standard_normal(size)
    for month in range(1, size[0]):
        moved[month] = STAY * moved[month - 1] + np.sqrt(1 - STAY**2) * moved[month]
    moved -= moved.mean(axis=0)
    prices: Floats = base * np.exp(shock * moved[:, :-1] + SHARED * moved[:, -1:])
    return prices


def _log_units(price: Floats, promotion: Floats) -> Floats:
    """Expected log units by month, brand and store."""
    demand = facts("rivals")["demand"]
    angle = 2 * np.pi * (months().month.to_numpy() - demand["seasonal_peak_month"]) / 12
    season = demand["seasonal_amplitude"] * np.cos(angle)
    logs = np.log(price)
    rivals = (logs.sum(axis=1, keepdims=True) - logs) / (price.shape[1] - 1)
    stores = np.log(list(facts("rivals")["stores"].values()))
    levels = np.array(list(_levels().values()))[:, None] + stores + season[:, None, None]
    prices = demand["own_elasticity"] * logs + demand["cross_elasticity"] * rivals
    expected: Floats = levels + prices + demand["promotion_effect"] * promotion
    return expected


def _levels() -> dict[str, float]:
    """Level of each brand in log units, such that it has its share where all charge their base prices."""
    source = facts("rivals")
    demand, brands = source["demand"], source["brands"]
    logs = {name: float(np.log(one["base_price"])) for name, one in brands.items()}
    levels = {}
    for name, one in brands.items():
        rivals = (sum(logs.values()) - logs[name]) / (len(logs) - 1)
        at_base = demand["own_elasticity"] * logs[name] + demand["cross_elasticity"] * rivals
        levels[name] = round(float(np.log(source["units_a_month"] * one["share"])) - at_base, 4)
    return levels


@once
def demand(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The parameters of demand: parameter, value; the levels of stores in log units among them."""
    source = facts("rivals")
    stores = {f"store {name}": round(float(np.log(share)), 4) for name, share in source["stores"].items()}
    return pd.DataFrame({**source["demand"], **stores}.items(), columns=["parameter", "value"])


@once
def brand_levels(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """Each brand's mean price and level: brand, base_price, level."""
    rows = [(name, one["base_price"], _levels()[name]) for name, one in facts("rivals")["brands"].items()]
    return pd.DataFrame(rows, columns=["brand", "base_price", "level"])
