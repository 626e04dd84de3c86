"""Notebooks executed with papermill: whole under their name, or not at all."""

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tqdm import tqdm

from helpers import ipynb
from helpers.batch.folder import Done
from helpers.batch.plan import Task
from helpers.case import Case
from helpers.files import NOTEBOOKS, write_text
from helpers.kernels import environment
from helpers.opening import FILTERS, handed
from helpers.words import _

CELL_SECONDS = 600


def executed(tasks: Sequence[Task], case: Case, out: Path, *, quiet: bool = False) -> Iterator[Done]:
    """Run the tasks in their order, with a line for each when it is done, unless quiet."""
    asked = {name: task.parameters[name] for task in tasks for name in FILTERS if name in task.parameters}
    with (
        handed(case, asked) as variables,
        _variables(environment(live=False) | variables),
        tqdm(total=len(tasks), leave=False, file=sys.stderr, disable=quiet) as progress,
    ):
        for task in tasks:
            progress.set_description(task.notebook.stem)
            done = execute(task, case, out)
            outcome = done.error.splitlines()[0] if done.error else _("done")
            if not quiet:
                progress.write(f"{done.notebook:<24} {done.seconds:5.1f} s   {outcome}", file=sys.stdout)
            progress.update()
            yield done


def execute(task: Task, case: Case, out: Path) -> Done:
    """Run one notebook into out/notebooks; one that fails is kept up to its error, as NN_name.failed.ipynb.

    The firm of the story exists only in simulated cases; with other data its cells are left out.
    """
    source = ipynb.read(task.notebook)
    if not case.simulated:
        source = ipynb.without(source, "story")
    folder = out / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{task.notebook.stem}.part.ipynb"
    start = time.perf_counter()
    try:
        cell, error = _attempt(source, part, {**task.parameters, "case": str(case.folder), "out": str(out)})
        if part.exists():
            name = task.notebook.stem + (".failed.ipynb" if error else ".ipynb")
            write_text(folder / name, ipynb.text(ipynb.normalise(ipynb.read(part))))
    finally:
        part.unlink(missing_ok=True)
    return Done(task.notebook.stem, round(time.perf_counter() - start, 2), cell, error)


def _attempt(source: ipynb.Notebook, part: Path, parameters: Mapping[str, Any]) -> tuple[int, str]:
    """Execute a notebook into a file; where it fails, the number of the cell and what it said."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    try:
        try:
            _papermill(source, part, parameters)
        except (DeadKernelError, CellTimeoutError):
            raise
        except RuntimeError:
            # It did not even start: of kernels that start at once, two now and then want the same port.
            _papermill(source, part, parameters)
    except PapermillExecutionError as failure:
        # Errors written for the reader come without a stack, and need no class name.
        plain = failure.traceback == str(failure.evalue).splitlines()
        return failure.exec_count, failure.evalue if plain else f"{failure.ename}: {failure.evalue}"
    except (DeadKernelError, CellTimeoutError) as failure:
        return 0, str(failure)
    return 0, ""


def _papermill(source: ipynb.Notebook, part: Path, parameters: Mapping[str, Any]) -> None:
    """Papermill, as we want it."""
    import papermill

    papermill.execute_notebook(
        source,
        # Papermill fills {names} in paths with parameters.
        str(part).replace("{", "{{").replace("}", "}}"),
        parameters=parameters,
        progress_bar=False,
        request_save_on_cell_execute=False,
        kernel_name="python3",
        cwd=NOTEBOOKS,
        execution_timeout=CELL_SECONDS,
        # A cell at work would make Ctrl-C wait; cells write their files whole, nothing is left to tidy.
        shutdown_kernel="immediate",
    )


@contextmanager
def _variables(values: Mapping[str, str]) -> Iterator[None]:
    """The environment of this process replaced for a while: papermill gives its own to the kernels."""
    before = dict(os.environ)
    try:
        os.environ.clear()
        os.environ.update(values)
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
