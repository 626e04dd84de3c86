"""The folder of a run: whether it may be written, what an earlier run left in it, and run.json."""

import json
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from helpers import handover
from helpers.batch.plan import UsageError, step_of
from helpers.case import Case
from helpers.files import DATA, NOTEBOOKS, ROOT, write_text
from helpers.selfcheck import needed
from helpers.words import _, listed

SCHEMA_VERSION = 1
# What the app and JupyterLab put into a folder. What a run puts there has a run.json beside it from the
# start.
OWN = re.compile(r"tables|lessons|workbook(\.damaged-\d+)?\.json|\..*")


@dataclass(frozen=True)
class Done:
    """What came of one notebook: seconds, and where and why it failed (error is "" where it did not)."""

    notebook: str
    seconds: float
    cell: int = 0
    error: str = ""


def usable(out: Path, inputs: Mapping[str, str], steps: set[int], *, case: Path) -> None:
    """Raise UsageError where a run would cover files that are not its own, or stand beside other data's."""
    if out.exists() and not out.is_dir():
        raise UsageError(_("{out} is a file; --out needs a folder.").format(out=out))
    if out.resolve() == case.resolve():
        raise UsageError(_("{out} is the case itself; choose another folder for --out.").format(out=out))
    record = earlier(out)
    others = [path.name for path in out.iterdir() if not OWN.fullmatch(path.name)] if out.exists() else []
    if others and not record:
        text = _("{out} holds other files ({names}); choose a new or an empty folder for --out.")
        raise UsageError(text.format(out=out, names=listed(sorted(others)[:3])))
    kept = {step_of(str(entry["notebook"])) for entry in record.get("notebooks", [])} - steps
    if kept and record.get("inputs") != inputs:
        text = _("{out} holds steps {kept} of a run on other data. Run these too, or choose another --out.")
        raise UsageError(text.format(out=out, kept=listed([str(step) for step in sorted(kept)])))


def earlier(out: Path) -> dict[str, Any]:
    """run.json of an earlier run into the folder; {} where there is none that can be read."""
    try:
        record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def clear(out: Path, steps: set[int]) -> None:
    """Take away what an earlier run left of these steps, so that nobody mistakes it for this run's."""
    for step in steps:
        for path in [*out.glob(f"notebooks/{step:02d}*.ipynb"), *out.glob(f"tables/{step:02d}_*")]:
            path.unlink()
        handover.forget(out / "tables", step)


def fingerprints(case: Case) -> dict[str, str]:
    """SHA-256 of every file of the case's folder, by its path within it."""
    found = {}
    for path in sorted(case.folder.rglob("[!.]*")):
        if path.is_file():
            with path.open("rb") as file:
                found[path.relative_to(case.folder).as_posix()] = file_digest(file, "sha256").hexdigest()
    return found


def write_record(
    out: Path, case: Case, inputs: Mapping[str, str], parameters: Mapping[str, str], done: Sequence[Done]
) -> dict[str, Any]:
    """Write run.json; the entries of notebooks that this run left alone stay. Nothing but seconds differs."""
    names = {entry.notebook for entry in done}
    others = [entry for entry in earlier(out).get("notebooks", []) if entry["notebook"] not in names]
    record = {
        "schema_version": SCHEMA_VERSION,
        "case": {"name": case.name, "folder": str(case.folder), "simulated": case.simulated},
        "as_of": "" if case.as_of is None else f"{case.as_of:%Y-%m-%d}",
        "inputs": dict(inputs),
        "parameters": dict(parameters),
        "versions": versions(),
        "notebooks": sorted([*others, *map(asdict, done)], key=lambda entry: str(entry["notebook"])),
    }
    write_text(out / "run.json", json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    return record


def versions() -> dict[str, str]:
    """The course, Python, and every library that the course names as its own."""
    names = ["ninesteps", *sorted(needed())]
    return {"python": platform.python_version()} | {name: version(name) for name in names}


def code() -> str:
    """One fingerprint of the course itself: its package, its notebooks, and its texts in data/."""
    folders = (ROOT / "helpers", DATA / "quiz", DATA / "dialogue", DATA / "sheets")
    files = [path for folder in folders for path in folder.rglob("*") if "__pycache__" not in path.parts]
    digest = sha256()
    for path in sorted([*files, *NOTEBOOKS.glob("*.ipynb"), *DATA.glob("*.*")]):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
