"""Which files a path of case.toml names."""

import glob
import os
from pathlib import Path

from helpers.files import inside
from helpers.reading.finding import Notes
from helpers.words import _


def case_paths(folder: Path, said: str, notes: Notes) -> list[Path]:
    """The files that `path` of case.toml names, in order; none, with an error, where one lies outside the
    case.

    An absolute path is taken at its word: whoever writes one means it.
    """
    path = folder / said
    # A name without wildcards is kept even where there is no such file: opening it says why.
    if os.path.exists(path) or not glob.has_magic(said):
        paths = [path]
    else:
        pattern = said if Path(said).is_absolute() else f"{glob.escape(str(folder))}/{said}"
        paths = [Path(found) for found in sorted(glob.glob(pattern, recursive=True))]
    if not paths:
        notes.error(_("no file matches"), _("Mend `path` in case.toml, or put the files there."))
    if not Path(said).is_absolute() and any(_leaves(folder, path) for path in paths):
        remedy = _("Copy it into the case, or give `path` as an absolute path if you mean it.")
        notes.error(_("lies outside the case"), remedy)
    return [] if notes.failed else paths


def _leaves(folder: Path, path: Path) -> bool:
    """Whether a file, links followed, lies outside the folder or nowhere at all."""
    try:
        inside(folder, str(path.relative_to(folder)))
    except (ValueError, OSError, RuntimeError):
        return True
    return False


def label(folder: Path, path: Path) -> str:
    """A file as messages name it: relative to the case where it lies inside."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()
