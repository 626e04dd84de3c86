"""The four groups: who comes because of a letter, who anyway, who never, and whom it drives away."""

import numpy as np
import pandas as pd

from helpers.checks import need

GROUPS = ("persuadable", "sure", "lost", "do not disturb")


def four_groups(scores: pd.DataFrame, *, margin: float = 0.02) -> pd.Series:
    """Persuadable, sure, lost, do not disturb: by the two chances of each customer.

    margin: an uplift nearer to zero than this counts as none; who then is above the mean chance of
    returning by themselves is sure, the others are lost. Source: Radcliffe (2007).

    >>> scores = pd.DataFrame({"p_control": [0.1, 0.6, 0.05, 0.4], "p_treatment": [0.4, 0.6, 0.06, 0.2]})
    >>> four_groups(scores).tolist()
    ['persuadable', 'sure', 'lost', 'do not disturb']
    """
    need(scores, "p_control", "p_treatment", what="scores")
    moved = scores["p_treatment"] - scores["p_control"]
    likely = scores["p_control"] > scores["p_control"].mean()
    names = np.select(
        [moved >= margin, moved <= -margin, likely], [GROUPS[0], GROUPS[3], GROUPS[1]], GROUPS[2]
    )
    return pd.Series(names, index=scores.index, name="group")


def groups_found(scores: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """How many of each group were taken for which: found (group), then a column for each true group."""
    need(truth, "customer_id", "group", what="truth")
    true = scores["customer_id"].map(
        truth.assign(customer_id=truth["customer_id"].astype(str)).set_index("customer_id")["group"]
    )
    found = four_groups(scores)
    names = list(GROUPS)
    table = pd.crosstab(found, true.astype(str).str.replace("-", " ")).reindex(
        index=names, columns=names, fill_value=0
    )
    return table.rename_axis("found", axis=0).rename_axis(None, axis=1).reset_index()
