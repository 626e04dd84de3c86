"""One row of a grid as a piece of work: done by whichever process takes it, and by one of them at a time."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path

from helpers.batch import index
from helpers.batch.lock import claimed
from helpers.batch.single import Run, run_quietly
from helpers.case import CaseError
from helpers.files import write_text
from helpers.missing import PlainError

DONE = "done.json"


@dataclass(frozen=True)
class Job:
    """All that a worker needs for one row; fingerprint: of data, parameters, code and versions."""

    run: Run
    fingerprint: str

    @property
    def name(self) -> str:
        """The row's name, which is that of its folder."""
        return self.run.out.name


def do(job: Job) -> None:
    """One row, start to end, in whatever process this is; done.json comes last.

    Two processes may be given the same row: a scheduler that lost sight of a worker hands its row to the
    next, and the first may be alive. The second waits, and leaves alone what it then finds done.
    """
    folder = job.run.out
    with claimed(folder):
        if _as_left(job):
            return
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
        write_text(folder / DONE, text_of({**mark, "files": _digests(folder)}))


def whole(job: Job) -> bool:
    """Whether a row is done without failure, from just this, and every file is as it was left."""
    return _as_left(job) and not index.failures(index.mark(job.run.out))


def undo(job: Job) -> None:
    """Take the mark from a row that is to be done, whatever it says."""
    (job.run.out / DONE).unlink(missing_ok=True)


def text_of(content: Mapping[str, object]) -> str:
    """A record as the text of a file."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _as_left(job: Job) -> bool:
    """Whether a row was brought to its end, from just this, and every file is as it was left."""
    mark = index.mark(job.run.out)
    right = bool(mark) and mark["fingerprint"] == job.fingerprint
    return right and mark["files"] == _digests(job.run.out)


def _digests(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != DONE and not path.name.startswith("."):
            with path.open("rb") as file:
                found[path.relative_to(folder).as_posix()] = file_digest(file, "sha256").hexdigest()
    return found
