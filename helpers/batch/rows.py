"""A grid: one set of parameters a row, read from a CSV file and refused before anything is written."""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.batch.plan import UsageError, planned
from helpers.figures.base import plain
from helpers.reading.encoding import detect_delimiter, detect_encoding
from helpers.words import _, listed

SLUG = 40  # letters of a folder's name
Lines = list[tuple[int, list[str]]]  # number of the line in the file, its cells


@dataclass(frozen=True)
class Row:
    """One row of a grid: its number from 1, and the parameters that it sets; the others stay as they are."""

    number: int
    parameters: Mapping[str, str]

    @property
    def label(self) -> str:
        """The row as people would call it.

        >>> Row(7, {"customer_type": "small_retailer", "region": "Europe"}).label
        'small retailer, Europe'
        """
        return ", ".join(plain(value) for value in self.parameters.values()) or _("as it stands")

    @property
    def name(self) -> str:
        """The row's folder: its number, and its values in letters that every file system takes.

        >>> Row(7, {"customer_type": "small_retailer", "region": "Asia/Pacific"}).name
        '007-small_retailer-asia-pacific'
        """
        plain = unicodedata.normalize("NFKC", "-".join(self.parameters.values())).lower()
        values = re.sub(r"[^\w.]+", "-", plain)
        return f"{self.number:03d}-{values}"[:SLUG].strip("-.")


def read_grid(path: Path, *, steps: str, parameters: Mapping[str, str]) -> list[Row]:
    """The rows of a grid file: a header of parameter names, a line a row; a blank cell sets nothing.

    parameters: set for every row; a row may not set them again. Raises UsageError, naming the line, where the
    file, a name or a value is wrong.
    """
    (__, header), *lines = _lines(path)
    names = [name.strip() for name in header]
    _check_names(path, names, parameters)
    rows = []
    for number, (line, cells) in enumerate(lines, start=1):
        if len(cells) != len(names):
            text = _("{path}, line {line}: {n} cells under {m} names. Mend the line, or quote its commas.")
            raise UsageError(text.format(path=path, line=line, n=len(cells), m=len(names)))
        values = {name: cell.strip() for name, cell in zip(names, cells, strict=True) if cell.strip()}
        try:
            planned(steps, {**parameters, **values})
        except UsageError as error:
            raise UsageError(
                _("{path}, line {line}: {error}").format(path=path, line=line, error=error)
            ) from error
        rows.append(Row(number, values))
    if not rows:
        raise UsageError(_("{path} has a header and no rows.").format(path=path))
    return rows


def _lines(path: Path) -> Lines:
    """The lines of the file that hold something."""
    try:
        data = path.read_bytes()
        text = data.decode(detect_encoding(data))
    except OSError as error:
        why = error.strerror or error
        raise UsageError(_("{path} cannot be read ({why}).").format(path=path, why=why)) from error
    except UnicodeDecodeError as error:
        raise UsageError(_("{path} is no text file.").format(path=path)) from error
    mark = detect_delimiter(text)
    reader = csv.reader(text.splitlines(), delimiter=mark if len(mark) == 1 else ",")
    try:
        found = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        text = _("{path}, line {line}: {error}.").format(path=path, line=reader.line_num, error=error)
        raise UsageError(text) from error
    if not found:
        raise UsageError(_("{path} is empty; its first line names parameters.").format(path=path))
    return found


def _check_names(path: Path, names: list[str], parameters: Mapping[str, str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1} | (set(names) & set(parameters)))
    if twice:
        text = _("{path}: {names} is set twice; once is enough.")
        raise UsageError(text.format(path=path, names=listed(twice)))
    if "" in names:
        raise UsageError(_("{path}: a column of the header has no name.").format(path=path))
