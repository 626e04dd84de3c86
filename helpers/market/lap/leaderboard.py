"""A table of a class: who lived which lap with what result; one writer at a time, written whole or not at
all.
"""

from pathlib import Path

import pandas as pd

from helpers.files import safe_text, write_table
from helpers.market.lap.compare import row
from helpers.market.lap.year import Year
from helpers.words import _
from helpers.workbook.lock import locked

COLUMNS = ["learner", "lap", "profit", "equity", "satisfaction", "customers", "orders"]
LONGEST = 60


def entered(board: Path, *, learner: str, lap: int, year: Year) -> pd.DataFrame:
    """Put a lap on the board and return it, the highest profit of the latest lap first.

    A learner's lap that stands there already is replaced. Text that a spreadsheet would run is neutralised.
    Raises ValueError where the file is no leaderboard.
    """
    # As the file will hold it, so that the same learner is found again.
    name = str(safe_text(learner.strip()[:LONGEST])) or _("nobody")
    numbers = {key: round(value, 2) for key, value in row(year).items()}
    with locked(board):
        old = _read(board)
        others = old[~((old["learner"] == name) & (old["lap"] == lap))]
        own = pd.DataFrame([{"learner": name, "lap": lap, **numbers}])
        table = own if others.empty else pd.concat([others, own], ignore_index=True)
        table = table.sort_values(
            ["lap", "profit", "learner"], ascending=[False, False, True], ignore_index=True
        )
        write_table(board, table[COLUMNS])
    return table


def _read(board: Path) -> pd.DataFrame:
    if not board.exists():
        return pd.DataFrame(columns=COLUMNS)
    try:
        table = pd.read_csv(board, dtype={"learner": str})
    except (ValueError, UnicodeDecodeError):
        table = pd.DataFrame()
    if list(table.columns) != COLUMNS:
        raise ValueError(_("{file} is no leaderboard of laps; name another file.").format(file=board))
    return table
