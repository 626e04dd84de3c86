"""Text columns of a market on disk: ids that go on, rows added, numbers read."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.files import safe_frame

Texts = dict[str, pd.DataFrame]
YEAR = pd.Timedelta(days=365)


def last(ids: pd.Series) -> int:
    """The highest number in ids such as C00041; 0 where there is none.

    >>> last(pd.Series(["C00041", "C00007"]))
    41
    """
    found = ids.astype(str).str.extract(r"(\d+)$", expand=False).dropna()
    return int(found.astype(int).max()) if len(found) else 0


def numbered(prefix: str, count: int, *, after: int, digits: int) -> list[str]:
    """Ids that go on after the last one.

    >>> numbered("C", 2, after=41, digits=5)
    ['C00042', 'C00043']
    """
    return [f"{prefix}{number:0{digits}d}" for number in range(after + 1, after + 1 + count)]


def stacked(old: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Rows added at the end, as text in the same columns; what a spreadsheet would run is neutralised."""
    added = safe_frame(more.reindex(columns=old.columns))
    return pd.concat([old, added.astype(object).where(added.notna(), "")], ignore_index=True)


def numbers(table: pd.DataFrame, *names: str) -> Mapping[str, pd.Series]:
    """These columns as numbers, blanks as nan."""
    return {name: pd.to_numeric(table[name].replace("", np.nan)) for name in names}
