"""Derive notebooks/NN_stem.ipynb from lessons/NN_stem.py, executed without a front end, byte for byte stable.

    python -m scripts.notebooks                  all lessons
    python -m scripts.notebooks 01_targeting     only these
    python -m scripts.notebooks --check          exit 1 where a stored notebook is not what its lesson says

The check compares sources; stored outputs are compared with fresh ones by nbval.
"""

import argparse
import sys
import time
from pathlib import Path

from helpers import ipynb
from helpers.files import LESSONS, NOTEBOOKS, write_text
from helpers.ipynb import Notebook
from helpers.kernels import environment

CELL_SECONDS = 120


def derive(lesson: Path) -> Notebook:
    """The notebook of a lesson, not yet executed; the analyst's bench is folded."""
    import jupytext

    notebook = jupytext.read(lesson, fmt="py:percent")
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and "analyst" in ipynb.tags(cell) and cell.source.startswith("#"):
            cell.metadata["jp-MarkdownHeadingCollapsed"] = True
    return ipynb.normalise(notebook)


def execute(notebook: Notebook) -> Notebook:
    """The notebook with outputs, as nobody in front of it would get them. Raises CellExecutionError."""
    from nbclient import NotebookClient

    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        coalesce_streams=True,
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    )
    client.execute(env=environment(live=False))
    return ipynb.normalise(notebook)


def stale(lesson: Path) -> str:
    """Why the stored notebook of a lesson is not what the lesson says; "" where it is."""
    stored = NOTEBOOKS / f"{lesson.stem}.ipynb"
    if not stored.exists():
        return f"{stored.name} is not there"
    content = stored.read_text(encoding="utf-8")
    notebook = ipynb.parse(content)
    fresh = derive(lesson)
    if len(notebook.cells) != len(fresh.cells):
        return f"{stored.name} has {len(notebook.cells)} cells, {lesson.name} has {len(fresh.cells)}"
    for cell, now in zip(notebook.cells, fresh.cells, strict=True):
        if (cell.cell_type, cell.source, cell.metadata) != (now.cell_type, now.source, now.metadata):
            return f"{stored.name}, cell {now.id}, differs from {lesson.name}: {now.source[:60]!r}"
    return (
        ""
        if ipynb.text(ipynb.normalise(notebook)) == content
        else f"{stored.name} was saved by another program"
    )


def build(lesson: Path) -> None:
    """Write the executed notebook of a lesson; the old one stays where a cell fails."""
    start = time.perf_counter()
    write_text(NOTEBOOKS / f"{lesson.stem}.ipynb", ipynb.text(execute(derive(lesson))))
    print(f"notebooks/{lesson.stem}.ipynb  {time.perf_counter() - start:.1f} s", flush=True)


def lessons(names: list[str]) -> list[Path]:
    """The files of the lessons named, or all of them. Raises FileNotFoundError."""
    found = sorted(LESSONS.glob("[0-9][0-9]*_*.py"))
    wanted = {Path(name).stem for name in names} or {path.stem for path in found}
    if unknown := wanted - {path.stem for path in found}:
        raise FileNotFoundError(f"no lesson {', '.join(sorted(unknown))} in {LESSONS}")
    return [path for path in found if path.stem in wanted]


def problems() -> list[str]:
    """Every stored notebook that is stale, and every one that has no lesson."""
    found = lessons([])
    orphans = {path.stem for path in NOTEBOOKS.glob("*.ipynb")} - {path.stem for path in found}
    late = [reason for path in found if (reason := stale(path))]
    return late + [f"{stem}.ipynb has no lesson lessons/{stem}.py" for stem in sorted(orphans)]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.notebooks", description=__doc__.split("\n")[0])
    parser.add_argument("lesson", nargs="*", help="stem of a lesson, for example 01_targeting (default: all)")
    parser.add_argument("--check", action="store_true", help="write nothing; say which notebooks are stale")
    chosen = parser.parse_args(arguments)
    if chosen.check:
        found = problems()
        closing = "Derive them with: make notebooks" if found else "Notebooks are up to date."
        print("\n".join([*found, closing]))
        return 1 if found else 0
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    try:
        for lesson in lessons(chosen.lesson):
            build(lesson)
    except FileNotFoundError as error:
        parser.error(str(error))
    except (CellExecutionError, DeadKernelError) as error:
        print(f"{lesson.name}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
