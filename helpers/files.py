"""Where files of the course lie, and how files are written: whole or not at all, and never as a formula."""

import os
import tempfile
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
MERIDIAN = DATA / "meridian"
LESSONS = ROOT / "lessons"
NOTEBOOKS = ROOT / "notebooks"

# What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path` whole or not at all; missing folders are made.

    The bytes go to a temporary file in the same folder first, so that a crash leaves the old file as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes private files; outputs are shared like any file the user writes.
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text with \\n line ends, whole or not at all."""
    write_bytes(path, text.encode("utf-8"))


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Write a table as UTF-8 CSV without its index; text that a spreadsheet would run is neutralised."""
    write_text(path, safe_frame(table).to_csv(index=False, lineterminator="\n"))


def safe_text(value: object) -> object:
    """The value with an apostrophe before text that a spreadsheet would take for a formula.

    >>> safe_text("=1+1"), safe_text("Nordhaus"), safe_text(-3)
    ("'=1+1", 'Nordhaus', -3)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def safe_frame(table: pd.DataFrame) -> pd.DataFrame:
    """A copy of `table` whose text cells and column names are safe to open in a spreadsheet."""
    text = [name for name in table.columns if table[name].dtype.kind not in "biufcmM"]
    safe = table.assign(**{str(name): table[name].map(safe_text, na_action="ignore") for name in text})
    return safe.rename(columns=lambda name: str(safe_text(str(name))))


def inside(folder: Path, name: str) -> Path:
    """The path of `name` within `folder`, with symbolic links followed.

    Raises ValueError where it would lie outside.
    """
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ValueError(f"{name} lies outside {folder}")
    return path
