"""The products of Meridian Home, and how a line of an order finds one."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.kinds import NAMES

SOURCE = Path(__file__).with_name("catalogue.toml")


@cache
def _source() -> dict[str, Any]:
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


def _pairs(text: str) -> list[tuple[str, float]]:
    """'sofa:640, chair:74' as names and numbers."""
    return [
        (name.strip(), float(number)) for name, number in (pair.rsplit(":", 1) for pair in text.split(","))
    ]


def products(rng: np.random.Generator) -> pd.DataFrame:
    """One row a product: product_id, name, category, list_price and unit_cost in USD."""
    source = {**_source()}
    series = _pairs(source.pop("series"))
    rows = [
        (f"{line} {item}", category, base * level, facts["cost"])
        for category, facts in source.items()
        for item, base in _pairs(facts["items"])
        for line, level in series
    ]
    table = pd.DataFrame(rows, columns=["name", "category", "list_price", "unit_cost"])
    table.insert(0, "product_id", [f"P{number:03d}" for number in range(1, len(rows) + 1)])
    table["list_price"] = (table["list_price"] * rng.uniform(0.94, 1.06, len(rows))).round(1)
    table["unit_cost"] = (
        table["list_price"] * table["unit_cost"] * rng.uniform(0.92, 1.08, len(rows))
    ).round(2)
    return table


def popularity(table: pd.DataFrame, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """How likely a kind of customer (row) takes a product (column), where it is affordable."""
    own = rng.gamma(2.0, 0.5, len(table)) + 0.1
    liked = [[_source()[name]["popular"][kind] for name in table["category"]] for kind in NAMES]
    weights: npt.NDArray[np.float64] = own * np.array(liked, dtype=float)
    return weights
