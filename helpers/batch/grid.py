"""Many runs: every lesson for every row of a grid, rows side by side, each a run folder of its own.

The folder of a batch holds rows/NNN-name/ (contract 2 each), index.html, measures.csv, absent.csv,
failures.csv and batch.json. A row is done when its done.json stands: written last, with a fingerprint of all
it was made from and of every file it left. Whatever stops a batch, `resume` redoes the rows whose done.json
is missing or no longer true.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from tqdm import tqdm

from helpers.batch import index
from helpers.batch.cluster import Place, there
from helpers.batch.folder import code, fingerprints, versions
from helpers.batch.job import Job, text_of, undo, whole
from helpers.batch.lock import alone
from helpers.batch.plan import UsageError
from helpers.batch.pools import Pool, here
from helpers.batch.rows import Row, read_grid
from helpers.batch.single import Run
from helpers.files import write_text
from helpers.opening import opened, summary
from helpers.words import _, count, listed

RECORD = "batch.json"


def run_grid(  # noqa: PLR0913 – the options of the command, one each
    case: str,
    out: Path,
    table: Path,
    *,
    steps: str = "0-9",
    parameters: Mapping[str, str] | None = None,
    jobs: int = 1,
    resume: bool = False,
    scheduler: str = "",
) -> int:
    """Run the lessons for every row of a grid file; gives the exit status, 1 where anything failed.

    jobs: rows at a time on this machine; scheduler: the address of a Dask scheduler whose workers do the rows
    instead. resume: leave alone what is done, and whose data, parameters, code and files are what they were.
    Raises UsageError and CaseError before anything is written.
    """
    out, given = out.expanduser().resolve(), dict(parameters or {})
    rows = read_grid(table, steps=steps, parameters=given)
    firm = opened(case)
    _check_folder(out, case=firm.folder)
    with alone(out):
        print(f"{firm.name} · {summary(firm)}", flush=True)
        course, libraries = code(), versions()
        made_of = {"inputs": fingerprints(firm), "code": course, "versions": libraries, "steps": steps}
        named = {"name": firm.name, "folder": str(firm.folder), "simulated": firm.simulated}
        asked = [_job(row, str(firm.folder), out, given, made_of) for row in rows]
        to_do = [job for job in asked if not (resume and whole(job))]
        record = {"case": named, **made_of, "rows": [asdict(row) for row in rows]}
        place = Place((firm.folder, out), course, libraries)
        pool = there(scheduler, place) if scheduler else here(jobs)
        where = scheduler or _("{jobs} at a time").format(jobs=jobs)
        text = _("{n} of {all} rows to run, {where}.")
        print(text.format(n=count(len(to_do)), all=count(len(rows)), where=where), flush=True)
        lost = _run_all(pool, to_do, record, out)
        said = {"summary": summary(firm), "currency": firm.currency}
        return _told(out, index.write(out, rows, case=named, **said, lost=lost))


def _run_all(pool: Pool, jobs: Sequence[Job], record: Mapping[str, Any], out: Path) -> dict[str, str]:
    """Run the rows, with a bar that says how long the rest may take and a line for each.

    Gives the rows that were not brought to their end, and why.
    """
    lost = {}
    with pool(jobs) as ended, tqdm(total=len(jobs), unit=_(" rows"), file=sys.stderr, smoothing=0.1) as bar:
        write_text(out / RECORD, text_of(record))
        for job in jobs:
            undo(job)
        for name, error in ended:
            if error:
                lost[name] = error
            mark = {} if error else index.mark(out / "rows" / name)
            seconds = sum(one["seconds"] for one in mark.get("notebooks", []))
            problems = [one["message"] for one in index.failures(mark, error)]
            first = f"{_('failed')}: {problems[0].splitlines()[0]}" if problems else _("done")
            bar.write(f"{name:<42} {seconds:6.1f} s   {first}", file=sys.stdout)
            bar.update()
    return lost


def _job(row: Row, case: str, out: Path, given: Mapping[str, str], made_of: Mapping[str, Any]) -> Job:
    parameters = {**given, **row.parameters}
    text = json.dumps({**made_of, "parameters": parameters}, sort_keys=True)
    run = Run(case, out / "rows" / row.name, made_of["steps"], parameters, made_of["inputs"])
    return Job(run, sha256(text.encode()).hexdigest())


def _check_folder(out: Path, *, case: Path) -> None:
    """Raise UsageError where a batch would cover what is not its own."""
    if out.exists() and not out.is_dir():
        raise UsageError(_("{out} is a file; --out needs a folder.").format(out=out))
    if out == case.resolve() or out.is_relative_to(case.resolve()):
        raise UsageError(_("{out} lies in the case; choose another folder for --out.").format(out=out))
    found = [path.name for path in out.iterdir() if not path.name.startswith(".")] if out.exists() else []
    if found and RECORD not in found:
        text = _("{out} holds other files ({names}); choose a new or an empty folder for --out.")
        raise UsageError(text.format(out=out, names=listed(sorted(found)[:3])))


def _told(out: Path, failed: Sequence[Mapping[str, Any]]) -> int:
    """Say what failed and where everything is; gives the exit status."""
    for one in failed:
        where = f"{one['notebook']} In [{one['cell']}]: " if one["notebook"] else ""
        print(f"{one['row']}: {where}{one['message']}")
    print("\n" + "\n".join(f"{name:<10} {out / file}" for name, file in index.PLACES.items()))
    return 1 if failed else 0
