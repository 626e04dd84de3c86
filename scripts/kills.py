"""Stop a batch with kill −9 at random moments, resume it, and compare every byte with one left in peace.

    python -m scripts.kills --kills 10 --seed 1

Each trial begins a batch anew, kills at a moment drawn between its start and its end, and resumes at once. By
turns all processes are killed, as when a machine goes down; the command alone; and one of its workers. A
trial fails where resume does not end well, where any file differs from that of the batch left in peace but
for what a clock wrote, or where a process is left behind. Exits with 1 where one fails. A trial is its seed
and number: `--first 7 --kills 1` makes the seventh again.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.kernels import environment
from scripts import fuzz

WAYS = ("everything", "the command", "a worker")
LEAVE_SECONDS = 30  # within which whoever is left over must have gone
CLOCKED = {"done.json", ".batch.lock"}


@dataclass(frozen=True)
class Batch:
    """What is run: the command less its folder, how long it takes when left in peace, and what it leaves."""

    command: Sequence[str]
    seconds: float
    contents: dict[str, object]


def contents(out: Path) -> dict[str, object]:
    """Every file of a batch, less what a clock wrote."""
    found: dict[str, object] = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.name == "run.json":
            record = json.loads(path.read_text(encoding="utf-8"))
            found[name] = {**record, "notebooks": [{**one, "seconds": 0} for one in record["notebooks"]]}
        elif path.is_file() and path.name not in CLOCKED:
            found[name] = path.read_bytes()
    return found


def in_peace(case: Path, steps: str, rows: int, folder: Path) -> Batch:
    """The batch that nobody disturbs: rows are the most frequent types of customer."""
    types = pd.read_csv(case / "customers.csv", dtype=str)["customer_type"].value_counts().index[:rows]
    types.to_frame(name="customer_type").to_csv(folder / "grid.csv", index=False)
    command = [str(Path(sys.executable).parent / "ninesteps"), "run", str(case), "--steps", steps]
    command += ["--grid", str(folder / "grid.csv"), "--jobs", "2"]
    start, out = time.monotonic(), folder / "out"  # notebooks name their folder: all batches take this one
    done = run([*command, "--out", str(out)])
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    batch = Batch(command, time.monotonic() - start, contents(out))
    shutil.rmtree(out)
    return batch


def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environment(live=False), capture_output=True, text=True, check=False)


def trial(batch: Batch, number: int, seed: int, out: Path) -> bool:
    """One kill and one resume; says what came of it, and gives whether all was well."""
    chance = random.Random(f"{seed} {number}")
    way, seconds = WAYS[number % len(WAYS)], chance.uniform(0, batch.seconds)
    command = [*batch.command, "--out", str(out)]
    left = killed(command, seconds, way, chance)
    done = len(list(out.glob("rows/*/done.json")))
    resumed = run([*command, "--resume"])
    found = (
        [f"ended with {resumed.returncode}: {resumed.stdout}{resumed.stderr}"] if resumed.returncode else []
    )
    ours = contents(out)
    names = sorted(ours.keys() | batch.contents.keys())
    found += [name for name in names if ours.get(name) != batch.contents.get(name)]
    found += [f"still there: {what}" for what in lingering(left)]
    said = f"{len(found)} FAULTS" if found else "same bytes"
    print(f"{number:>4}  {way:<12} after {seconds:6.1f} s, {done} rows done  {said}", flush=True)
    print(*found[:10], sep="\n", end="\n" if found else "", flush=True)
    shutil.rmtree(out)
    return not found


def killed(command: Sequence[str], seconds: float, way: str, chance: random.Random) -> set[int]:
    """Begin the batch and kill so many seconds later; the numbers of its processes that were left alive."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(live=False)
    )
    time.sleep(seconds)
    if process.poll() is not None:
        return set()
    below_us = below(process.pid)
    ours = {process.pid, *below_us, *(kernel for worker in below_us for kernel in below(worker))}
    workers = [one for one in below_us if "spawn_main" in running(one)] or [process.pid]
    shot = {WAYS[0]: ours, WAYS[1]: {process.pid}, WAYS[2]: {chance.choice(workers)}}[way]
    for one in shot:
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    process.wait()
    return ours - shot


def below(parent: int) -> list[int]:
    """The numbers of the processes that a process has started."""
    said = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in said.stdout.splitlines()]
    return sorted(one for one, above in pairs if above == parent)


def lingering(processes: set[int]) -> list[str]:
    """What is still running of these processes when they have had their time to leave."""
    until = time.monotonic() + LEAVE_SECONDS
    while (there := [text for one in processes if (text := running(one))]) and time.monotonic() < until:
        time.sleep(0.5)
    return there


def running(process: int) -> str:
    """The state and the command of a process; "" where it has ended."""
    said = subprocess.run(
        ["ps", "-o", "stat=,args=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return "" if said.stdout.startswith("Z") else said.stdout.strip()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--first", type=int, default=1, help="number of the first trial")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=4)
    parser.add_argument("--steps", default="0-9")
    parser.add_argument("--case", type=Path, help="folder; a small market, without it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        case = fuzz.market(folder / "market") if given.case is None else given.case.resolve()
        batch = in_peace(case, given.steps, given.rows, folder)
        print(f"left in peace: {batch.seconds:.1f} s, {len(batch.contents)} files", flush=True)
        numbers = range(given.first, given.first + given.kills)
        well = [trial(batch, number, given.seed, folder / "out") for number in numbers]
    print(f"{sum(well)} of {len(well)} resumed to the same bytes")
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
