"""From the name of a case to the case itself, as a lesson or a run asks for it."""

import copyreg
import os
import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from helpers.case import Case, CaseError, Finding, read_case
from helpers.files import DATA, ROOT
from helpers.words import _, count, listed

# Parameters that every lesson has, and that may leave no data.
FILTERS = ("customer_type", "region", "as_of")
HANDED = "NINESTEPS_CASE"


def opened(case: str, *, customer_type: str = "", region: str = "", as_of: str = "") -> Case:
    """The case in a folder, or of a name in data/, less what the options leave out. Raises CaseError.

    In a kernel of a run it is the one that the run has read and checked, where that is the one asked for.
    """
    folder = folder_of(case)
    asked = dict(zip(FILTERS, (customer_type, region, as_of), strict=True))
    if (found := _handed(folder, asked)) is not None:
        return found
    return read_case(folder, as_of=as_of or None).only(customer_type=customer_type, region=region)


@contextmanager
def handed(case: Case, asked: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Variables by which kernels started inside the block take over a case instead of reading it again.

    asked: the FILTERS it was opened with. All lessons of a run so see the data that was checked before
    anything was written, whatever becomes of the files meanwhile.
    """
    with TemporaryDirectory(prefix="ninesteps-") as folder:  # open to this user alone, as pickles should be
        file = Path(folder) / "case.pickle"
        file.write_bytes(pickle.dumps(({name: asked.get(name, "") for name in FILTERS}, case)))
        yield {HANDED: str(file)}


def _view(table: dict[Any, Any]) -> "MappingProxyType[Any, Any]":
    return MappingProxyType(table)


# pickle knows dictionaries, not the read-only views of them that a case holds.
copyreg.pickle(MappingProxyType, lambda view: (_view, (dict(view),)))


def _handed(folder: Path, asked: Mapping[str, str]) -> Case | None:
    """The case that the run of this kernel has read; None without a run, or where another is asked for."""
    file = Path(os.environ.get(HANDED, ""))
    if not file.is_file():
        return None
    opened_with, case = pickle.loads(file.read_bytes())  # written by the run that started us
    return case if opened_with == asked and case.folder == folder.resolve() else None


def folder_of(case: str) -> Path:
    """The folder of a case: from here, from the course's own folder, or by name in data/.

    Raises CaseError with the places looked at.
    """
    places = dict.fromkeys(base / Path(case).expanduser() for base in (Path.cwd(), ROOT, DATA))
    folders = [place.parent if place.name == "case.toml" else place for place in places]
    found = [place for place in folders if place.is_dir()]
    complete = [place for place in found if (place / "case.toml").exists()]
    if not found:
        remedy = _("Looked for a folder at {places}.").format(
            places=listed([str(place) for place in folders])
        )
        raise CaseError([Finding("error", "", case, None, "", "", _("there is no such case"), remedy)])
    return (complete or found)[0]


def summary(case: Case) -> str:
    """One line about a case: its orders and their span, whether it is simulated, how many notices it has."""
    parts = [_span(case)]
    if case.simulated:
        parts.append(_("simulated"))
    if case.findings:
        parts.append(_("{n} remarks on the data").format(n=count(len(case.findings))))
    return " · ".join(parts)


def _span(case: Case) -> str:
    lines = case.table("orders")
    if lines is None:
        return _("tables: {names}").format(names=listed(sorted(case.tables)))
    if not len(lines):
        return _("no order lines")
    text = _("{lines} order lines of {customers} customers, {first:%Y-%m-%d} to {last:%Y-%m-%d}")
    days = lines["ordered_at"]
    customers = count(lines["customer_id"].nunique())
    return text.format(lines=count(len(lines)), customers=customers, first=days.min(), last=days.max())
