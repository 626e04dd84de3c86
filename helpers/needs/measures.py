"""What step 2 hands on of needs: its measures with intervals, or the reason why not."""

import pandas as pd

from helpers.needs.ratings import ratings
from helpers.needs.reliability import cronbach_alpha
from helpers.needs.sampling import sample_size
from helpers.words import _

MEASURES = ["measure", "value", "unit", "n", "low", "high"]
ABSENT = ["measure", "table_needed", "reason"]
ERROR = 0.05  # the share wanted within five points either way
BLANK = float("nan")


def measures(
    answers: pd.DataFrame | None, customers: pd.DataFrame | None, *, error: float = ERROR
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The measures of step 2, and those that could not be had.

    answers: with the survey performance, else importance, of which alpha is taken; customers: one row each,
    those one could ask (None: too many to count). Returns measure, value, unit, n, low, high (95%); and
    measure, table_needed, reason. sample_size_needed is for a share near one half within ± `error`.
    """
    found, absent = [], []
    try:
        found.append(("cronbach_alpha", *_alpha(answers)))
    except ValueError as error_:
        absent.append(("cronbach_alpha", "answers", str(error_)))
    many = None if customers is None else len(customers)
    wanted = sample_size(error, population=many)
    found.append(("sample_size_needed", wanted, _("people"), many or 0, BLANK, BLANK))
    return pd.DataFrame(found, columns=MEASURES), pd.DataFrame(absent, columns=ABSENT)


def _alpha(answers: pd.DataFrame | None) -> tuple[float, str, int, float, float]:
    """Value, unit, n, low, high of alpha."""
    if answers is None:
        raise ValueError(_("It takes the table answers with the survey performance or importance."))
    survey = "performance" if (answers["survey"] == "performance").any() else "importance"
    alpha = cronbach_alpha(ratings(answers, survey))
    unit = _("alpha of the survey {survey}").format(survey=survey)
    return alpha.alpha, unit, alpha.n, alpha.low, alpha.high
