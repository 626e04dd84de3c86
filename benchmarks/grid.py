"""How many notebooks a batch gets done, beside a loop over the papermill command, with equal outputs.

    python benchmarks/grid.py --rows 20

Rows are the case's most frequent pairs of customer type and region. The loop starts `papermill NOTEBOOK
OUTPUT -p case … -p out …` for every notebook of every row, one after the other, as a shell script would; the
batch is one `ninesteps run --grid --jobs 2`. Both run in the same environment, one thread a library, into
folders of different names. Then what they left is compared: every file in tables/ to the byte, the CRM
database too, and what every cell of every notebook put out. Exits with 1 where any differs, or a notebook
fails.

Seconds on the wall are what people wait for, and depend on what else the machine does; processor seconds
hardly do."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pandas as pd

from helpers import ipynb
from helpers.batch.plan import planned
from helpers.files import MERIDIAN
from helpers.kernels import environment
from helpers.opening import opened

BIN = Path(sys.executable).parent
JOBS = 2
Row = tuple[str, str]
Seconds = tuple[float, float]  # on the wall, of the processor


def pairs(case: Path, most: int) -> list[Row]:
    """Customer type and region of the largest groups of the case."""
    people = pd.read_csv(case / "customers.csv", dtype=str)
    found = people.value_counts(["customer_type", "region"]).index
    return [(str(kind), str(region)) for kind, region in found[:most]]


def loop(case: Path, steps: str, rows: Sequence[Row], out: Path) -> Seconds:
    """The papermill command for every notebook of every row."""
    commands = []
    for folder, (kind, region) in zip(folders(out, len(rows)), rows, strict=True):
        (folder / "notebooks").mkdir(parents=True)
        given = {"customer_type": kind, "region": region, "case": str(case), "out": str(folder)}
        options = [part for pair in given.items() for part in ("-p", *pair)]
        commands += [
            [str(BIN / "papermill"), str(path), str(folder / "notebooks" / path.name), *options]
            for path in chosen(steps)
        ]
    return timed(commands)


def folders(out: Path, rows: int) -> list[Path]:
    """Where the loop writes each row: not under the name that the batch gives it."""
    return [out / f"run{number}" for number in range(1, rows + 1)]


def chosen(steps: str) -> list[Path]:
    """The notebooks of the steps."""
    return [task.notebook for task in planned(steps, {})]


def batch(case: Path, steps: str, rows: Sequence[Row], out: Path) -> Seconds:
    """One command for all of them."""
    table = out.with_suffix(".csv")
    pd.DataFrame(rows, columns=["customer_type", "region"]).to_csv(table, index=False)
    options = ["--grid", str(table), "--jobs", str(JOBS), "--out", str(out), "--steps", steps]
    return timed([[str(BIN / "ninesteps"), "run", str(case), *options]])


def timed(commands: Sequence[Sequence[str]]) -> Seconds:
    """Run the commands one after the other; SystemExit where one fails."""
    start, before = time.perf_counter(), os.times()
    for command in commands:
        done = subprocess.run(
            command, env=environment(live=False), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    after = os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, busy


def differences(rows: int, looped: Path, batched: Path, *, leaving: Sequence[str] = ()) -> list[str]:
    """Files of the two that differ: tables to the byte, notebooks in what their cells put out.

    leaving: tags of cells that are not compared; of other data than the sample a batch leaves out the story.
    """
    ours = sorted((batched / "rows").iterdir())
    if len(ours) != rows:
        return [f"{len(ours)} rows of {rows}"]
    contents = {"tables": Path.read_bytes, "notebooks": partial(outputs, leaving=leaving)}
    found = []
    for one, other in zip(ours, folders(looped, rows), strict=True):
        for kind, content in contents.items():
            names = {path.name for folder in (one, other) for path in folder.glob(f"{kind}/*")}
            found += [
                f"{one.name}/{kind}/{name}"
                for name in sorted(names)
                if not same(one / kind / name, other / kind / name, content)
            ]
    return found


def same(one: Path, other: Path, content: Callable[[Path], object]) -> bool:
    """Whether both files are there, with one content."""
    return one.exists() and other.exists() and content(one) == content(other)


def outputs(path: Path, leaving: Sequence[str] = ()) -> str:
    """What the cells of a notebook put out."""
    book = ipynb.normalise(ipynb.without(ipynb.read(path), *leaving))
    return json.dumps([cell.outputs for cell in book.cells if cell.cell_type == "code"])


def compared(rows: int, looped: Path) -> str:
    """How much was compared."""
    found = [path for folder in folders(looped, rows) for path in folder.glob("*/*")]
    size = sum(path.stat().st_size for path in found) / 1e6
    return f"{len(found)} files of tables and notebooks, {size:.0f} MB"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=20)
    parser.add_argument("--steps", default="0-9")
    parser.add_argument("--case", type=Path, default=MERIDIAN, help="folder; the sample, without it")
    parser.add_argument("--keep", type=Path, help="new folder for what both leave")
    given = parser.parse_args()
    case = given.case.resolve()
    rows = pairs(case, given.rows)
    with tempfile.TemporaryDirectory() as name:
        folder = (given.keep or Path(name)).resolve()
        folder.mkdir(exist_ok=True)
        ours = batch(case, given.steps, rows, folder / "batch")
        theirs = loop(case, given.steps, rows, folder / "loop")
        leaving = () if opened(str(case)).simulated else ("story",)
        different = differences(len(rows), folder / "loop", folder / "batch", leaving=leaving)
        size = compared(len(rows), folder / "loop")
    each = len(chosen(given.steps))
    print(f"{len(rows)} rows × {each} notebooks, {JOBS} at a time")
    print(f"outputs: {size}; " + (f"{len(different)} DIFFER" if different else "all equal"))
    print(*different[:20], sep="\n", end="\n" if different else "")
    print("                 seconds  a notebook   processor s")
    for what, (wall, busy) in {"papermill loop": theirs, "ninesteps run": ours}.items():
        print(f"{what:15}{wall:9.1f}{wall / len(rows) / each:12.2f}{busy:14.1f}")
    print(f"throughput ÷ loop {theirs[0] / ours[0]:.2f}; processor {theirs[1] / ours[1]:.2f}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
