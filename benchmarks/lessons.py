"""How long each lesson takes, beside a notebook that only loads what every lesson needs.

    python benchmarks/lessons.py

Runs every notebook of the course on the sample case as `ninesteps run` does, kernel start included, and a
notebook of one cell, `import pandas, matplotlib.figure`. All take turns: a round to warm up, then three that
count. Seconds say how fast this machine is just now; the ratio to the notebook of one cell says how heavy a
lesson is, and holds elsewhere too. Exits with 1 where a notebook fails.

Set PYTHONDONTWRITEBYTECODE nowhere: with it Python compiles the course anew in every kernel.
"""

import statistics
import sys
import tempfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from helpers import ipynb
from helpers.batch.execution import executed
from helpers.batch.plan import Task, planned
from helpers.opening import opened

ROUNDS = 3
BARE = "bare"
CELLS = ('case: str = ""\nout: str = ""', "import pandas, matplotlib.figure")


def bare(folder: Path) -> Task:
    """The notebook that loads pandas and matplotlib and does nothing."""
    cells = [
        {"cell_type": "code", "source": source, "outputs": [], "execution_count": None, "metadata": tags}
        for source, tags in zip(CELLS, ({"tags": ["parameters"]}, {}), strict=True)
    ]
    content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path = folder / f"{BARE}.ipynb"
    path.write_text(ipynb.text(ipynb.normalise(ipynb.node(content))), encoding="utf-8")
    return Task(path, {})


def measure(folder: Path) -> dict[str, list[float]]:
    """Seconds of each notebook in each round that counts. Raises SystemExit where a notebook fails."""
    case = opened("meridian")
    tasks = [bare(folder), *planned("0-9", {})]
    seconds: dict[str, list[float]] = {task.notebook.stem: [] for task in tasks}
    for turn in range(ROUNDS + 1):
        with redirect_stdout(StringIO()):
            done = list(executed(tasks, case, folder / "out"))
        for entry in done:
            if entry.error:
                raise SystemExit(f"{entry.notebook}: {entry.error}")
            if turn:
                seconds[entry.notebook].append(entry.seconds)
    return seconds


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        seconds = measure(Path(folder))
    least = statistics.median(seconds[BARE])
    print(f"{'notebook':<24} {'seconds':>8} {'from':>6} {'to':>6} {'÷ bare':>7}")
    for name, taken in seconds.items():
        middle = statistics.median(taken)
        print(f"{name:<24} {middle:8.1f} {min(taken):6.1f} {max(taken):6.1f} {middle / least:7.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
