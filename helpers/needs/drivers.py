"""What moves an overall judgement: a regression on its parts, another road to weights nobody has stated."""

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.needs.ratings import Z
from helpers.words import _


def drivers(table: pd.DataFrame, *, outcome: str) -> pd.DataFrame:
    """Least squares of an overall rating on every other column: driver, estimate, se, low, high (95%), beta.

    table: one row a person or unit, numbers only; rows with a blank are left out. The first row is the
    constant. beta is the estimate in standard deviations: how far the rating moves when the driver moves
    by one of its own. Drivers that go together share the credit as chance has it; none of this says that
    moving the driver would move the rating. Raises ValueError with too few rows, or columns that repeat
    each other.

    >>> table = pd.DataFrame({"rating": [1.0, 3.0, 5.0, 7.0], "speed": [0.0, 1.0, 2.0, 3.0]})
    >>> drivers(table, outcome="rating")["estimate"].round(6).tolist()
    [1.0, 2.0]
    """
    need(table, outcome, what="the ratings")
    whole = table.dropna().astype(float)
    names = [str(name) for name in whole.columns if name != outcome]
    x = np.column_stack([np.ones(len(whole)), whole[names].to_numpy()])
    if len(whole) <= x.shape[1]:
        message = _("{n} complete rows are too few for {k} drivers and a constant.")
        raise ValueError(message.format(n=len(whole), k=len(names)))
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError(_("Some drivers repeat each other or never vary: leave one of them out."))
    y = whole[outcome].to_numpy()
    inverse = np.linalg.inv(x.T @ x)
    estimate = inverse @ x.T @ y
    variance = float(((y - x @ estimate) ** 2).sum()) / (len(y) - x.shape[1])
    error = np.sqrt(np.diag(inverse) * variance)
    spread = np.r_[np.nan, whole[names].std().to_numpy() / whole[outcome].std()]
    found = pd.DataFrame({"driver": [_("constant"), *names], "estimate": estimate, "se": error})
    return found.assign(low=estimate - Z * error, high=estimate + Z * error, beta=estimate * spread)
