"""How many notebooks a batch gets done, beside a loop over the papermill command.

    python benchmarks/grid.py --rows 20

Rows are the sample's most frequent pairs of customer type and region. The loop starts `papermill NOTEBOOK
OUTPUT -p case … -p out …` for every notebook of every row, one after the other, as a shell script would; the
batch is one `ninesteps run --grid --jobs 2`. Both run in the same environment, one thread a library. Then all
outputs of all cells and all tables are compared. Exits with 1 where any differs, or a notebook fails.

Seconds on the wall are what people wait for, and depend on what else the machine does; processor seconds
hardly do."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from helpers import ipynb
from helpers.batch.plan import notebooks
from helpers.batch.rows import Row as GridRow
from helpers.files import MERIDIAN
from helpers.kernels import environment

BIN = Path(sys.executable).parent
JOBS = 2
Row = tuple[str, str]
Seconds = tuple[float, float]  # on the wall, of the processor


def pairs(most: int) -> list[Row]:
    """Customer type and region of the largest groups of the sample."""
    people = pd.read_csv(MERIDIAN / "customers.csv", dtype=str)
    found = people.value_counts(["customer_type", "region"]).index
    return [(str(kind), str(region)) for kind, region in found[:most]]


def loop(rows: Sequence[Row], out: Path) -> Seconds:
    """The papermill command for every notebook of every row."""
    commands = []
    for number, (kind, region) in enumerate(rows, start=1):
        given = {"customer_type": kind, "region": region}
        folder = out / GridRow(number, given).name  # lessons say where they have written
        (folder / "notebooks").mkdir(parents=True)
        given |= {"case": str(MERIDIAN), "out": str(folder)}
        options = [part for pair in given.items() for part in ("-p", *pair)]
        commands += [
            [str(BIN / "papermill"), str(path), str(folder / "notebooks" / path.name), *options]
            for path in notebooks()
        ]
    return timed(commands)


def batch(rows: Sequence[Row], out: Path) -> Seconds:
    """One command for all of them."""
    table = out.with_suffix(".csv")
    pd.DataFrame(rows, columns=["customer_type", "region"]).to_csv(table, index=False)
    options = ["--grid", str(table), "--jobs", str(JOBS), "--out", str(out)]
    return timed([[str(BIN / "ninesteps"), "run", str(MERIDIAN), *options]])


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


def differences(rows: Sequence[Row], looped: Path, batched: Path) -> list[str]:
    """Files of the two that differ: tables to the byte, notebooks in what their cells put out."""
    found = []
    folders = sorted((batched / "rows").iterdir())
    for folder in folders:
        other = looped / folder.name
        names = {path.name for path in [*folder.glob("tables/*"), *other.glob("tables/*")]}
        found += [
            f"{folder.name}/tables/{name}"
            for name in sorted(names)
            if not same(folder, other, f"tables/{name}")
        ]
        found += [
            f"{folder.name}/{path.name}"
            for path in sorted(folder.glob("notebooks/*"))
            if outputs(path) != outputs(other / "notebooks" / path.name)
        ]
    return found if len(folders) == len(rows) else [*found, f"{len(folders)} rows of {len(rows)}"]


def same(one: Path, other: Path, name: str) -> bool:
    return (
        (one / name).exists()
        and (other / name).exists()
        and (one / name).read_bytes() == (other / name).read_bytes()
    )


def outputs(path: Path) -> str:
    """What the cells of a notebook put out."""
    book = ipynb.normalise(ipynb.read(path))
    return json.dumps([cell.get("outputs", []) for cell in book.cells if cell.cell_type == "code"])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="new folder for what both leave")
    given = parser.parse_args()
    rows = pairs(given.rows)
    with tempfile.TemporaryDirectory() as name:
        folder = given.keep or Path(name)
        folder.mkdir(exist_ok=True)
        ours = batch(rows, folder / "batch")
        theirs = loop(rows, folder / "loop")
        different = differences(rows, folder / "loop", folder / "batch")
    n = len(rows) * len(notebooks())
    print(f"{len(rows)} rows × {len(notebooks())} notebooks; files that differ: {len(different)}")
    print(*different[:20], sep="\n")
    print("                 seconds  a notebook   processor s")
    for what, (wall, busy) in {"papermill loop": theirs, "ninesteps run": ours}.items():
        print(f"{what:15}{wall:9.1f}{wall / n:12.2f}{busy:14.1f}")
    print(f"throughput ÷ loop {theirs[0] / ours[0]:.2f}; processor {theirs[1] / ours[1]:.2f}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
