"""What customers choose: part-worths by type, and a choice experiment in which they decide by them."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.facts import facts, once
from helpers.market.kinds import NAMES
from helpers.market.state import State

TASKS, ALTERNATIVES = 8, ("A", "B", "C", "none")
OFFERS = len(ALTERNATIVES) - 1

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def shown() -> dict[str, list[Any]]:
    """Attributes of an offer, each with the levels shown."""
    levels: dict[str, list[Any]] = facts("tastes")["shown"]
    return levels


@once
def tastes(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row a part-worth: customer_type, attribute, level, part_worth; numeric ones have level `slope`."""
    rows = []
    for kind in NAMES:
        worths = facts("tastes")[kind]
        for attribute, levels in shown().items():
            worth = worths[attribute]
            pairs = zip(levels, worth, strict=True) if isinstance(worth, list) else [("slope", worth)]
            rows += [(kind, attribute, *pair) for pair in pairs]
        rows.append((kind, "none", "constant", worths["none"]))
    return pd.DataFrame(rows, columns=["customer_type", "attribute", "level", "part_worth"])


def choices(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """Eight tasks a respondent: three offers and `none`, of which the one of highest utility is chosen.

    Within a task no two offers share a level where there are enough of them, which tells most about tastes.
    """
    kind = state.respondents["kind"].to_numpy()
    design = {
        name: rng.random((len(kind), TASKS, len(levels))).argsort(axis=-1)[..., :OFFERS]
        for name, levels in shown().items()
    }
    utility = np.empty((len(kind), TASKS, len(ALTERNATIVES)))
    utility[..., :OFFERS] = sum(_worths(name)[kind[:, None, None], level] for name, level in design.items())
    utility[..., OFFERS] = np.array([facts("tastes")[name]["none"] for name in NAMES])[kind, None]
    utility += rng.gumbel(size=utility.shape)
    chosen = utility.argmax(axis=-1)[..., None] == np.arange(len(ALTERNATIVES))
    return _written(state.respondents["respondent_id"], design, chosen)


def _worths(attribute: str) -> Floats:
    """Part-worth of each level of an attribute (column) to each kind (row)."""
    levels = shown()[attribute]
    rows = [facts("tastes")[kind][attribute] for kind in NAMES]
    return np.array([row if isinstance(row, list) else np.multiply(row, levels) for row in rows], dtype=float)


def _written(respondent: pd.Series, design: dict[str, Ints], chosen: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """One row an alternative; the attributes of `none` are blank."""
    each = TASKS * len(ALTERNATIVES)
    tasks = [f"T{task + 1}" for task in range(TASKS) for _ in ALTERNATIVES]
    table = pd.DataFrame(
        {
            "respondent_id": respondent.repeat(each).to_numpy(),
            "task": tasks * len(respondent),
            "alternative": list(ALTERNATIVES) * TASKS * len(respondent),
            "chosen": chosen.ravel().astype(int),
        }
    )
    for name, levels in shown().items():
        drawn = np.concatenate([design[name], np.full_like(design[name][..., :1], len(levels))], axis=-1)
        table[name] = pd.Series([*levels, None]).convert_dtypes().take(drawn.ravel()).array
    return table
