"""Many runs: every lesson for every row of a grid, rows side by side, each a run folder of its own.

The folder of a batch holds rows/NNN-name/ (contract 2 each), index.html, measures.csv, absent.csv,
failures.csv and batch.json. A row is done when its done.json stands: written last, with a fingerprint of all
it was made from and of every file it left. Whatever stops a batch, `resume` redoes the rows whose done.json
is missing or no longer true.
"""

import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any

from tqdm import tqdm

from helpers.batch import index
from helpers.batch.folder import fingerprints, versions
from helpers.batch.lock import alone
from helpers.batch.plan import UsageError
from helpers.batch.rows import Row, read_grid
from helpers.batch.single import Run, run_quietly
from helpers.case import CaseError
from helpers.files import DATA, NOTEBOOKS, ROOT, write_text
from helpers.missing import PlainError
from helpers.opening import opened, summary
from helpers.words import _, count, listed

RECORD, DONE = "batch.json", "done.json"
# A worker that has run so many rows makes place for a fresh one: what libraries hoard stays bounded.
ROWS_A_WORKER = 25


@dataclass(frozen=True)
class Job:
    """All that a worker needs for one row; fingerprint: of data, parameters, code and versions."""

    run: Run
    fingerprint: str


def run_grid(  # noqa: PLR0913 – the options of the command, one each
    case: str,
    out: Path,
    table: Path,
    *,
    steps: str = "0-9",
    parameters: Mapping[str, str] | None = None,
    jobs: int = 1,
    resume: bool = False,
) -> int:
    """Run the lessons for every row of a grid file; gives the exit status, 1 where anything failed.

    jobs: rows at a time. resume: leave alone what is done, and whose data, parameters, code and files are
    what they were. Raises UsageError and CaseError before anything is written.
    """
    out, given = out.expanduser().resolve(), dict(parameters or {})
    rows = read_grid(table, steps=steps, parameters=given)
    firm = opened(case)
    _check_folder(out, case=firm.folder)
    with alone(out):
        print(f"{firm.name} · {summary(firm)}", flush=True)
        made_of = {"inputs": fingerprints(firm), "code": code(), "versions": versions(), "steps": steps}
        named = {"name": firm.name, "folder": str(firm.folder), "simulated": firm.simulated}
        asked = [_job(row, str(firm.folder), out, given, made_of) for row in rows]
        to_do = [job for job in asked if not (resume and whole(job))]
        text = _("{n} of {all} rows to run, {jobs} at a time.")
        print(text.format(n=count(len(to_do)), all=count(len(rows)), jobs=jobs), flush=True)
        write_text(out / RECORD, _json({"case": named, **made_of, "rows": [asdict(row) for row in rows]}))
        _run_all(to_do, jobs)
        return _finish(out, firm.currency, named, rows)


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


def code() -> str:
    """One fingerprint of the course itself: its package, its notebooks, and its texts in data/."""
    folders = (ROOT / "helpers", DATA / "quiz", DATA / "dialogue", DATA / "sheets")
    files = [path for folder in folders for path in folder.rglob("*") if "__pycache__" not in path.parts]
    digest = sha256()
    for path in sorted([*files, *NOTEBOOKS.glob("*.ipynb"), *DATA.glob("*.*")]):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def do(job: Job) -> None:
    """One row, start to end, in whatever process this is; done.json comes last."""
    folder = job.run.out
    if folder.exists():
        shutil.rmtree(folder)
    notebooks, problem = [], ""
    try:
        notebooks = run_quietly(job.run)
    except (CaseError, PlainError) as error:
        problem = str(error)
    mark = {
        "fingerprint": job.fingerprint,
        "problem": problem,
        "notebooks": [asdict(one) for one in notebooks],
    }
    write_text(folder / DONE, _json({**mark, "files": _digests(folder)}))


def whole(job: Job) -> bool:
    """Whether a row is done without failure, from just this, and every file is as it was left."""
    mark = index.mark(job.run.out)
    right = bool(mark) and mark["fingerprint"] == job.fingerprint and not index.failures(mark)
    return right and mark["files"] == _digests(job.run.out)


def _digests(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != DONE and not path.name.startswith("."):
            with path.open("rb") as file:
                found[path.relative_to(folder).as_posix()] = file_digest(file, "sha256").hexdigest()
    return found


def _run_all(jobs: Sequence[Job], most: int) -> None:
    """Run rows side by side, with a bar that says how long the rest may take and a line for each."""
    with (
        _workers(min(most, len(jobs)) or 1) as pool,
        tqdm(total=len(jobs), unit=_(" rows"), file=sys.stderr, smoothing=0.1) as bar,
    ):
        for name, error in _finished(pool, jobs):
            mark = {} if error else index.mark(jobs[0].run.out.parent / name)
            seconds = sum(one["seconds"] for one in mark.get("notebooks", []))
            problems = [error] if error else [one["message"] for one in index.failures(mark)]
            first = f"{_('failed')}: {problems[0].splitlines()[0]}" if problems else _("done")
            bar.write(f"{name:<42} {seconds:6.1f} s   {first}", file=sys.stdout)
            bar.update()


def _finished(pool: Executor, jobs: Sequence[Job]) -> Iterator[tuple[str, str]]:
    """Name of each row as it ends, and what killed its worker ("" where nothing did)."""
    waiting: dict[Future[None], Job] = {pool.submit(do, job): job for job in jobs}
    for future in as_completed(waiting):
        error = future.exception()
        yield waiting[future].run.out.name, f"{type(error).__name__}: {error}" if error else ""


@contextmanager
def _workers(jobs: int) -> Iterator[Executor]:
    """A pool of fresh processes; left early, what has not begun is dropped and what runs is ended."""
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), max_tasks_per_child=ROWS_A_WORKER)
    try:
        yield pool
    except BaseException:
        # The pool would let its workers finish their rows; Ctrl-C means now.
        for worker in active_children():
            worker.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _finish(out: Path, currency: str, case: Mapping[str, Any], rows: Sequence[Row]) -> int:
    """Write what compares the rows, say what failed and where everything is; gives the exit status."""
    failed = index.write(out, rows, case=case, currency=currency)
    for one in failed:
        where = f"{one['notebook']} In [{one['cell']}]: " if one["notebook"] else ""
        print(f"{one['row']}: {where}{one['message']}")
    print("\n" + "\n".join(f"{name:<10} {out / file}" for name, file in index.PLACES.items()))
    return 1 if failed else 0


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
