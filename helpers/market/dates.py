"""The calendar of the simulated market: whole days, counted from the first day on file."""

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

START = date(2023, 7, 1)
AS_OF = date(2026, 6, 30)
END = date(2027, 6, 30)

Days = npt.NDArray[np.int64]


def day_number(when: date) -> int:
    """Days since START.

    >>> day_number(date(2023, 7, 1)), day_number(AS_OF), day_number(END)
    (0, 1095, 1460)
    """
    return (when - START).days


LAST_DAY = day_number(AS_OF)
END_DAY = day_number(END)


def stamps(days: Days) -> pd.Series:
    """Day numbers as dates.

    >>> str(stamps(np.array([0, 1095]))[1].date())
    '2026-06-30'
    """
    return pd.Series(np.datetime64(START, "s") + days.astype("timedelta64[D]"))
