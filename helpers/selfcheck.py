"""Whether this installation can run the course: a few plain checks, each with what to do where it fails."""

import os
import re
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pandas as pd

from helpers.words import _, listed

PYTHONS = ((3, 11), (3, 13))
Check = tuple[str, bool, str]


def checks(out: Path | None) -> pd.DataFrame:
    """What was checked, whether it holds, and what to do where it does not: check, holds, to_do."""
    found = [_python(), _libraries(), _folder(out)]
    rows = [(name, _("yes") if holds else _("no"), "" if holds else remedy) for name, holds, remedy in found]
    return pd.DataFrame(rows, columns=["check", "holds", "to_do"])


def _python() -> Check:
    first, last = PYTHONS
    holds = first <= sys.version_info[:2] <= last
    return _("Python is 3.11, 3.12 or 3.13"), holds, _("Install one of them, then: make setup")


def _libraries() -> Check:
    """Every library the course needs is there, in the range that was tested."""
    wrong = [name for name, wanted in needed().items() if not _fits(name, wanted)]
    remedy = _("Run make setup; it puts right: {names}").format(names=listed(wrong))
    return _("All libraries are there, in versions that were tested"), not wrong, remedy


def needed() -> dict[str, str]:
    """The libraries of the course and their range, as `pyproject.toml` has them."""
    lines = [line for line in requires("ninesteps") or [] if "extra ==" not in line]
    names = [re.match(r"[\w.-]+", line) for line in lines]
    return {match[0]: line[match.end() :] for match, line in zip(names, lines, strict=True) if match}


def _fits(name: str, wanted: str) -> bool:
    from packaging.specifiers import SpecifierSet

    try:
        return SpecifierSet(wanted).contains(version(name), prereleases=True)
    except PackageNotFoundError:
        return False


def _folder(out: Path | None) -> Check:
    """Answers can be kept where they are meant to be; in memory, nothing is needed."""
    place = out
    while place is not None and not place.exists():
        place = place.parent
    holds = place is None or os.access(place, os.W_OK)
    return _("Your answers can be written down"), holds, _("Choose another folder: ninesteps app --out DIR")
