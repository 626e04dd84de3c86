"""One batch in one folder, one process on one row; the locks of those who were killed are gone with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has none; two batches in one folder are then the user's to avoid
    fcntl = None  # type: ignore[assignment]

from helpers.batch.plan import UsageError
from helpers.words import _

NAME = ".batch.lock"


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Hold the folder for as long as the block lasts. Raises UsageError where another batch holds it."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / NAME).open("a") as file:
        try:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            text = _("Another batch is writing to {out}. Wait for it, or choose another folder for --out.")
            raise UsageError(text.format(out=out)) from None
        # The file stays: taking it away would let two batches hold two locks of one name.
        yield


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Hold the folder of a row of a batch, waiting for whoever holds it; the lock stands apart from it."""
    locks = folder.parent.parent / ".locks"
    locks.mkdir(parents=True, exist_ok=True)
    with (locks / folder.name).open("a") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
