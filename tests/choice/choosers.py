"""Choices made up for tests, by part-worths that are known."""

import numpy as np
import pandas as pd

WORTHS = {"price": -0.05, "good": 0.8, "korrin": -0.4, "none": -2.0}


def people(number: int = 60, *, tasks: int = 8, seed: int = 0) -> pd.DataFrame:
    """Three offers and `none` a task; utility by WORTHS plus standard Gumbel."""
    rng = np.random.default_rng(seed)
    rows = number * tasks
    price = rng.choice([50.0, 60.0, 70.0], (rows, 3))
    good, korrin = rng.random((rows, 3)) < 0.5, rng.random((rows, 3)) < 0.5
    utility = WORTHS["price"] * price + WORTHS["good"] * good + WORTHS["korrin"] * korrin
    utility = np.column_stack([utility, np.full(rows, WORTHS["none"])]) + rng.gumbel(size=(rows, 4))
    chosen = utility.argmax(axis=1)[:, None] == np.arange(4)
    blank = np.full((rows, 1), None)
    return pd.DataFrame(
        {
            "respondent_id": np.repeat([f"R{n:04d}" for n in range(number)], tasks * 4),
            "task": np.tile(np.repeat([f"T{n}" for n in range(tasks)], 4), number),
            "alternative": ["A", "B", "C", "none"] * rows,
            "chosen": chosen.ravel().astype(int),
            "price": np.column_stack([price, np.full(rows, np.nan)]).ravel(),
            "quality": np.column_stack([np.where(good, "good", "basic").astype(object), blank]).ravel(),
            "brand": np.column_stack([np.where(korrin, "Korrin", "Ours").astype(object), blank]).ravel(),
        }
    )
