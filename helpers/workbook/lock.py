"""One writer at a time, between lessons open beside each other and lessons run beside each other."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SECONDS = 3.0  # to wait for another writer; after that its lock is taken for one that a crash left


@contextmanager
def locked(path: Path | None) -> Iterator[None]:
    """One writer at a time. A lock left by a crash is taken over; if none can be made, writing says why."""
    if path is None:
        yield
        return
    lock = path.with_name(f".{path.name}.lock")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _wait_for(lock)
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink(missing_ok=True)


def _wait_for(lock: Path) -> None:
    last = time.monotonic() + SECONDS
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            if time.monotonic() > last:
                return
            time.sleep(0.02)
        else:
            return
