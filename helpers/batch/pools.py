"""Who does the rows of a batch: processes of this machine, or the workers of a Dask scheduler."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import active_children, get_context, parent_process
from threading import Thread

from helpers.batch.job import Job, do

# A worker that has run so many rows makes place for a fresh one: what libraries hoard stays bounded.
ROWS_A_WORKER = 25
# Name of each row as it ends, and what killed its worker ("" where nothing did).
Ended = Iterator[tuple[str, str]]
Pool = Callable[[Sequence[Job]], AbstractContextManager[Ended]]


def here(most: int) -> Pool:
    """A pool of so many fresh processes; left early, what has not begun is dropped and what runs is ended."""

    @contextmanager
    def pool(jobs: Sequence[Job]) -> Iterator[Ended]:
        with _workers(min(most, len(jobs)) or 1) as executor:
            yield _ended(executor, jobs)

    return pool


def _ended(executor: Executor, jobs: Sequence[Job]) -> Ended:
    waiting: dict[Future[None], Job] = {executor.submit(do, job): job for job in jobs}
    for future in as_completed(waiting):
        error = future.exception()
        yield waiting[future].name, f"{type(error).__name__}: {error}" if error else ""


@contextmanager
def _workers(jobs: int) -> Iterator[Executor]:
    pool = ProcessPoolExecutor(
        jobs,
        mp_context=get_context("spawn"),
        initializer=_follow,
        max_tasks_per_child=ROWS_A_WORKER,
    )
    try:
        yield pool
    except BaseException:
        # The pool would let its workers finish their rows; Ctrl-C means now.
        for worker in active_children():
            worker.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _follow() -> None:
    """Have this worker end when the process that started it is killed, which can tell nobody.

    It would wait for its next row for ever. Its kernel sees by itself that the worker has gone.
    """

    def watch() -> None:
        if (parent := parent_process()) is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()
