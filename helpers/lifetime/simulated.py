"""Customers simulated from a model, so that what a fit finds can be held against what is true."""

import numpy as np
import pandas as pd

from helpers.lifetime.histories import Array
from helpers.lifetime.models import model_of

DAYS_A_WEEK = 7


def simulated_customers(
    parameters: dict[str, float],
    age_weeks: Array,
    *,
    seed: int,
    model: str = "BG/NBD",
    whole_days: bool = False,
) -> pd.DataFrame:
    """Customers as `orders.customers` would count them, one for each age.

    parameters: by name, as in `Fit.parameters`, with p, q, v of gamma-gamma where orders shall have values
    (else mean_repeat_value is 0); whole_days: the last order falls on a whole day, as in real data. Returns
    customer_id, repeat_days, recency_weeks, age_weeks, mean_repeat_value and the hidden alive (bool).

    >>> cdnow = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
    >>> simulated_customers(cdnow, np.full(3, 39.0), seed=1)["repeat_days"].tolist()
    [0, 10, 0]
    """
    rng = np.random.default_rng(seed)
    count = len(age_weeks)
    rate = rng.standard_gamma(parameters["r"], count) / parameters["alpha"]
    if model_of(model).names[2] == "s":
        repeats, last, alive = _until_a_day(rate, age_weeks, parameters, rng)
    else:
        first = int(model == "MBG/NBD")
        repeats, last, alive = _until_an_order(rate, age_weeks, parameters, rng, first=first)
    if whole_days:
        last = np.clip(np.ceil(last * DAYS_A_WEEK), 0, np.floor(age_weeks * DAYS_A_WEEK)) / DAYS_A_WEEK
    table = pd.DataFrame(
        {
            "customer_id": np.arange(count).astype(str),
            "repeat_days": repeats,
            "recency_weeks": np.where(repeats > 0, last, 0.0),
            "age_weeks": age_weeks,
        }
    )
    return table.assign(mean_repeat_value=_mean_values(repeats, parameters, rng), alive=alive)


def _until_an_order(
    rate: Array, age: Array, parameters: dict[str, float], rng: np.random.Generator, *, first: int
) -> tuple[Array, Array, Array]:
    """Orders up to the one after which the customer leaves; the x-th of n at random is a Beta share."""
    could = rng.poisson(rate * age)
    chance = rng.beta(parameters["a"], parameters["b"], len(rate))
    stay = rng.geometric(np.clip(chance, 1e-12, 1.0)) - first
    repeats = np.minimum(could, stay)
    share = rng.beta(np.maximum(repeats, 1), could - repeats + 1)
    return repeats, age * share, stay > could


def _until_a_day(
    rate: Array, age: Array, parameters: dict[str, float], rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """Orders up to the day on which the customer leaves, or the end."""
    leaving = rng.standard_gamma(parameters["s"], len(rate)) / parameters["beta"]
    stay = rng.standard_exponential(len(rate)) / np.maximum(leaving, 1e-300)
    here = np.minimum(stay, age)
    repeats = rng.poisson(rate * here)
    return repeats, here * rng.beta(np.maximum(repeats, 1), 1), stay > age


def _mean_values(repeats: Array, parameters: dict[str, float], rng: np.random.Generator) -> Array:
    if "v" not in parameters:
        return np.zeros(len(repeats))
    scale = rng.standard_gamma(parameters["q"], len(repeats)) / parameters["v"]
    total = rng.standard_gamma(parameters["p"] * np.maximum(repeats, 1)) / scale
    return np.where(repeats > 0, total / np.maximum(repeats, 1), 0.0)
