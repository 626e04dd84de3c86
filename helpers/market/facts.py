"""Facts of the market as they stand in its TOML files, and tables that only the first block makes."""

import tomllib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.market.state import State

Builder = Callable[[State, np.random.Generator], pd.DataFrame]


@cache
def facts(name: str) -> dict[str, Any]:
    """What `name`.toml beside this module says. It is kept: change nothing in it.

    >>> facts("channels")["fairs"]["carry_over"]
    0.5
    """
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


def once(build: Builder) -> Builder:
    """The builder of a table there is one of, however many blocks of customers: later blocks add no rows."""

    @wraps(build)
    def built(state: State, rng: np.random.Generator) -> pd.DataFrame:
        table = build(state, rng)
        return table.head(0) if state.block else table

    return built
