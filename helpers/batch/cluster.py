"""Rows of a batch on the workers of a Dask scheduler, one row one task.

Workers write into the folder of the batch themselves, so every machine must see the case and that folder
under the same path, and have the same course with the same libraries: a worker that does not says so, and its
row fails. A worker that dies loses its row to another; what the two of them leave is one row, see `job.do`.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from helpers.batch import folder
from helpers.batch.job import Job, do
from helpers.batch.plan import UsageError
from helpers.batch.pools import Ended, Pool
from helpers.missing import PlainError
from helpers.words import _, listed

CONNECT_SECONDS, WORKER_SECONDS = 10, 30
# A run puts what its kernels need into the environment of its process: one row at a time in each.
ONE = threading.Lock()


@dataclass(frozen=True)
class Place:
    """What a worker must find where it is: the folder of the case and of the batch, course and libraries."""

    folders: tuple[Path, ...]
    code: str
    versions: Mapping[str, str]


def there(address: str, place: Place) -> Pool:
    """The workers of a scheduler at an address such as tcp://10.0.0.5:8786.

    Raises UsageError, before anything is run, where Dask is not installed, nobody answers at the address, or
    no worker has come.
    """

    @contextmanager
    def pool(jobs: Sequence[Job]) -> Iterator[Ended]:
        with _client(address) as client:
            yield _ended(client, jobs, place)

    return pool


def do_there(job: Job, place: Place) -> None:
    """One row on a worker. Raises PlainError where the worker is not fit for it."""
    with ONE:
        _check(place)
        do(job)


def _check(place: Place) -> None:
    """Raise PlainError where this process would find other data or run another course."""
    unseen = [str(folder) for folder in place.folders if not folder.is_dir()]
    if unseen:
        text = _(
            "this worker does not see {folders}; case and --out belong on a disk that all machines share"
        )
        raise PlainError(text.format(folders=listed(unseen)))
    ours = folder.versions()
    other = [name for name, version in place.versions.items() if ours.get(name) != version]
    if place.code != folder.code():
        other.insert(0, _("the course"))
    if other:
        text = _("a worker has another version of {names}; install the same requirements.lock and course")
        raise PlainError(text.format(names=listed(other[:5])))


@contextmanager
def _client(address: str) -> Iterator[Any]:
    """A connection to the scheduler; left early, rows that have not begun are taken back."""
    try:
        client = _dask().Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError, TypeError) as error:
        text = _("No Dask scheduler answers at {address}. It is started with: dask scheduler")
        raise UsageError(text.format(address=address)) from error
    with client:
        _await_workers(client, address)
        yield client


def _dask() -> Any:
    """The library, which whoever stays on one machine need not have."""
    try:
        return import_module("distributed")
    except ImportError:
        raise UsageError(_("--scheduler needs Dask, which is not installed: make cluster")) from None


def _await_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    except TimeoutError:
        text = _(
            "The scheduler at {address} has no workers. They are started with: "
            "dask worker {address} --nthreads 1 --no-dashboard"
        )
        raise UsageError(text.format(address=address)) from None


def _ended(client: Any, jobs: Sequence[Job], place: Place) -> Ended:
    waiting = {client.submit(do_there, job, place, pure=False): job for job in jobs}
    for future in _dask().as_completed(waiting):
        yield waiting[future].name, _problem(future)


def _problem(future: Any) -> str:
    """What went wrong with a row, "" where nothing did."""
    if future.cancelled():
        return _("the scheduler went away")
    error = future.exception()
    if error is None:
        return ""
    if isinstance(error, _dask().KilledWorker):
        return _("its workers died one after the other; have they enough memory?")
    return str(error) if isinstance(error, PlainError) else f"{type(error).__name__}: {error}"
