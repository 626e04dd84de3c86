"""Damaged files through `case check` and the sums of step 1: nothing but sentences may come of them.

    python -m scripts.fuzz --trials 10000 --jobs 2

Each trial takes a few tables of a small market, damages one to three of them or case.toml, checks the case as
`ninesteps case check` does, reads it and computes step 1. It fails where an exception passes, where check and
reading disagree, where a file of the case is changed, where Python warns, or where it takes longer than
LIMIT_SECONDS. A trial is its seed: `--seed 4711 --trials 1 --keep folder` makes it again.
"""

import argparse
import io
import random
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, redirect_stdout
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from scripts.damage import Files, damaged

LIMIT_SECONDS = 20
CUSTOMERS, SEED = 100, 3
LINES = 120  # of each file
MOST_TABLES = 4
IDENTITY_EVERY = 20  # finding the same customer twice takes longer than all the rest


def market(folder: Path) -> Path:
    """The sound files that trials start from."""
    from helpers.market import new_command

    with redirect_stdout(io.StringIO()):
        new_command(CUSTOMERS, SEED, folder)
    return folder


def trial(seed: int, sound: Path, folder: Path) -> str:
    """Make and run one damaged case in an empty folder; what went wrong, "" where nothing did."""
    chance = random.Random(seed)
    write(chance, sound, folder)
    before = digests(folder)
    try:
        with limited(LIMIT_SECONDS), warnings.catch_warnings():
            warnings.simplefilter("error")
            examine(folder, identity=chance.randrange(IDENTITY_EVERY) == 0)
    except Exception:
        return traceback.format_exc()
    return "" if digests(folder) == before else "files of the case were changed"


def write(chance: random.Random, sound: Path, folder: Path) -> None:
    """Some tables of the sound case, shortened, and damage done to some of the files."""
    names = sorted(path.stem for path in sound.glob("*.csv"))
    chosen = {"orders", "customers"} if chance.random() < 0.8 else set()
    chosen |= set(chance.sample(names, chance.randint(1, MOST_TABLES - len(chosen))))
    files: Files = {
        f"{name}.csv": b"".join((sound / f"{name}.csv").read_bytes().splitlines(keepends=True)[:LINES])
        for name in sorted(chosen)
    }
    lines = ['name = "Damaged & Co"', "as_of = 2026-06-30"]
    for name in sorted(chosen):
        lines += [f"[files.{name}]", f'path = "{name}.csv"']
    files["case.toml"] = ("\n".join(lines) + "\n").encode()
    for _ in range(chance.randint(1, 3)):
        damaged(chance, files)
    for path, data in files.items():
        if data is not None:
            (folder / path).write_bytes(data)


def examine(folder: Path, *, identity: bool) -> None:
    """What `ninesteps case check` and lesson 1 do. Raises AssertionError where they disagree on the case."""
    from helpers.case import CaseError, read_case
    from helpers.case_commands import check_command

    with redirect_stdout(io.StringIO()) as said:
        status = check_command(folder)
    assert said.getvalue().strip(), "nothing is said"
    case, refused = None, ""
    try:
        case = read_case(folder)
    except CaseError as error:
        refused = str(error)
    assert bool(status) == bool(refused), f"check says {said.getvalue()!r}, reading says {refused!r}"
    if case is not None:
        step_one(case, identity=identity)


def step_one(case: Any, *, identity: bool) -> None:
    """The sums of lesson 1, as forgiving as a lesson is."""
    from helpers import targeting
    from helpers.lesson import need
    from helpers.missing import Forgiving
    from helpers.opening import summary

    step: Any = Forgiving(targeting)
    summary(case)
    lines, people = need(case, "orders"), need(case, "customers")
    customers = step.customer_value(lines, people, as_of=case.as_of)
    step.observed_rhythm(lines, need(case, "customers", "customer_type"))
    for by in ("revenue", "profit"):
        step.pareto(customers, by=by)
        step.deciles(customers, by=by)
    step.tier_table(customers)
    step.exit_test(customers)
    step.class_table(customers)
    step.abc(customers, by="revenue")
    step.cast(customers, named=case.named)
    step.tiers_at(lines, as_of=case.as_of, years_back=1)
    step.grid(customers, rows="customer_type", columns="tier")
    step.customer_table(customers)
    if identity:
        step.likely_pairs(people)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.is_file()
    }


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raise TimeoutError inside the block when it takes longer."""

    def late(number: int, frame: FrameType | None) -> NoReturn:
        raise TimeoutError(f"longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def trials(seeds: Sequence[int], sound: Path) -> list[tuple[int, str, float]]:
    """Seed, fault and seconds of each trial."""
    found = []
    for seed in seeds:
        start = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            fault = trial(seed, sound, Path(folder))
        found.append((seed, fault, time.perf_counter() - start))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--trials", type=int, default=250)
    parser.add_argument("--seed", type=int, default=0, help="of the first trial")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the files of the last trial")
    return run(parser.parse_args(arguments))


def run(given: argparse.Namespace) -> int:
    """Run the trials that were asked for; gives the exit status, 1 where one failed."""
    seeds = range(given.seed, given.seed + given.trials)
    with tempfile.TemporaryDirectory() as folder:
        sound = market(Path(folder) / "market")
        if given.keep:
            given.keep.mkdir()
            write(random.Random(seeds[-1]), sound, given.keep)
        found: list[tuple[int, str, float]] = []
        chunks = [seeds[start : start + 50] for start in range(0, len(seeds), 50)]
        with ProcessPoolExecutor(given.jobs, mp_context=get_context("spawn")) as pool:
            for part in pool.map(trials, chunks, [sound] * len(chunks)):
                found += part
                for seed, fault, _ in part:
                    if fault:
                        print(f"\nseed {seed}: {fault}", flush=True)
    failed, slowest = [one for one in found if one[1]], max(found, key=lambda one: one[2])
    print(f"{len(found):,} trials, {len(failed)} failed; the slowest, {slowest[0]}, took {slowest[2]:.1f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
