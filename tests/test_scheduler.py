"""Rows of a grid on the workers of a Dask scheduler: all done, none twice, whoever dies meanwhile."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest
from test_batch import HEAD

from helpers import batch
from helpers.batch import UsageError, cluster, grid

pytest.importorskip("distributed", reason="no Dask: make cluster")

Course = Callable[[Mapping[str, str]], Path]
SLOW = HEAD + "\n# %%\nimport time\ntime.sleep(places)\n"
# What every worker runs first: the small course of this test, and a list of the rows that it begins and ends.
PRELOAD = """\
import os
from pathlib import Path
from helpers.batch import execution, folder, job, plan
plan.NOTEBOOKS = execution.NOTEBOOKS = Path({course!r})
folder.code = lambda: "the code"
from helpers.batch.single import run_quietly as run

def said(event, asked):
    with open({log!r}, "a") as file:
        file.write(f"{{event}} {{asked.out.name}} {{os.getpid()}}\\n")

def run_quietly(asked):
    said("begin", asked)
    done = run(asked)
    said("end", asked)
    return done

job.run_quietly = run_quietly
"""
Cluster = Callable[..., str]


@contextmanager
def started(*command: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A process of Dask, ended afterwards together with the kernels that it started."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        # A worker at work would end its row first.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A scheduler on this machine: its address, and the process."""
    file = folder / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
    with started("scheduler", *options) as process:
        end = time.monotonic() + 30
        while not file.exists() or not file.read_text():
            assert time.monotonic() < end
            time.sleep(0.1)
        yield json.loads(file.read_text())["address"], process


@contextmanager
def workers(folder: Path, course: Path, address: str, n: int) -> Iterator[Path]:
    """So many workers without a nanny; the file in which they say what they do."""
    preload, log = folder / "preload.py", folder / "log.txt"
    preload.write_text(PRELOAD.format(course=str(course), log=str(log)))
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--preload", str(preload)]
    options += ["--local-directory", str(folder / "dask")]
    if not n:
        yield log
        return
    with started("worker", address, *options), workers(folder, course, address, n - 1):
        yield log


DRIVER = """\
import sys
from pathlib import Path
from helpers import cli
from helpers.batch import execution, grid, plan
plan.NOTEBOOKS = execution.NOTEBOOKS = Path(sys.argv[1])
grid.code = lambda: "the code"
sys.exit(cli.main(sys.argv[2:]))
"""


def driving(course: Path, case: Path, folder: Path, address: str) -> "subprocess.Popen[str]":
    """The command itself, on the grid in the folder, with the small course."""
    asked = ["run", str(case), "--grid", str(folder / "grid.csv"), "--out", str(folder / "out")]
    command = [sys.executable, "-c", DRIVER, str(course), *asked, "--scheduler", address]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def events(log: Path, event: str) -> list[tuple[str, int]]:
    """Rows, and the process that began or ended them."""
    lines = [line.split() for line in log.read_text().splitlines()] if log.exists() else []
    return [(row, int(process)) for what, row, process in lines if what == event]


def test_a_worker_is_killed_half_way_and_every_row_is_done_once(
    course: Course, small_case: Path, tmp_path: Path
) -> None:
    folder = course({"01_slow": SLOW})
    (tmp_path / "grid.csv").write_text("region,places\nsouth,2\nnorth,3\nnorth,2\nnowhere,1\nsouth,1\n")
    with (
        scheduler(tmp_path) as (address, _),
        workers(tmp_path, folder, address, 2) as log,
        driving(folder, small_case, tmp_path, address) as driver,
    ):
        while len(events(log, "begin")) < 2:
            assert driver.poll() is None, driver.communicate()
            time.sleep(0.05)
        time.sleep(1)
        killed, victim = events(log, "begin")[0]
        assert killed not in dict(events(log, "end"))
        os.kill(victim, signal.SIGKILL)
        said, errors = driver.communicate(timeout=60)
    assert driver.returncode == 1, errors
    names = ["001-south-2", "002-north-3", "003-north-2", "005-south-1"]
    assert sorted(row for row, _ in events(log, "end")) == names, "each row is brought to its end once"
    begun = [row for row, _ in events(log, "begin") if row != "004-nowhere-1"]
    assert sorted(begun) == sorted([*names, killed]), "only the row of the killed worker is begun again"
    failed = pd.read_csv(tmp_path / "out" / "failures.csv", keep_default_na=False)
    assert failed["row"].tolist() == ["004-nowhere-1"]
    assert "no customer has region “nowhere”" in said
    marked = sorted(path.parent.name for path in tmp_path.glob("out/rows/*/done.json"))
    assert marked == sorted([*names, "004-nowhere-1"])
    assert not re.search("Traceback", said + errors)


def test_a_scheduler_that_goes_away_is_said_and_the_rows_can_be_resumed(
    course: Course, small_case: Path, tmp_path: Path
) -> None:
    folder = course({"01_slow": SLOW})
    (tmp_path / "grid.csv").write_text("places\n1\n10\n")
    with (
        scheduler(tmp_path) as (address, process),
        workers(tmp_path, folder, address, 1) as log,
        driving(folder, small_case, tmp_path, address) as driver,
    ):
        while not (tmp_path / "out" / "rows" / "001-1" / "done.json").exists():
            assert driver.poll() is None, driver.communicate()
            time.sleep(0.05)
        time.sleep(1)
        process.kill()
        said, _ = driver.communicate(timeout=60)
    assert driver.returncode == 1
    assert events(log, "end")[0][0] == "001-1"
    assert "002-10: the scheduler went away; run again with --resume" in said


def refused(case: Path, folder: Path, address: str) -> str:
    """What is said instead of running; nothing but the folder of the batch may have been made."""
    (folder / "grid.csv").write_text("places\n1\n")
    with pytest.raises(UsageError) as caught:
        batch.run_grid(str(case), folder / "out", folder / "grid.csv", scheduler=address)
    assert [path.name for path in (folder / "out").iterdir()] == [".batch.lock"]
    return str(caught.value)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "quantum://here:1"])
def test_a_scheduler_that_is_not_there_is_said(
    course: Course, small_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    course({"01_slow": SLOW})
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    assert f"No Dask scheduler answers at {address}" in refused(small_case, tmp_path, address)


def test_without_dask_the_command_says_what_to_install(
    course: Course, small_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course({"01_slow": SLOW})
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "make cluster" in refused(small_case, tmp_path, "tcp://127.0.0.1:9")


def test_a_scheduler_without_workers_and_a_worker_with_another_course_are_said(
    course: Course, small_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = course({"01_slow": SLOW})
    monkeypatch.setattr(cluster, "WORKER_SECONDS", 1)
    with scheduler(tmp_path) as (address, _):
        assert "has no workers" in refused(small_case, tmp_path, address)
        with workers(tmp_path, folder, address, 1), pytest.MonkeyPatch.context() as patch:
            patch.setattr(cluster, "WORKER_SECONDS", 30)
            patch.setattr(grid, "code", lambda: "another code")
            asked = {"out": tmp_path / "out", "table": tmp_path / "grid.csv", "scheduler": address}
            assert batch.run_grid(str(small_case), **asked) == 1
    failed = pd.read_csv(tmp_path / "out" / "failures.csv")
    assert "a worker has another version of the course" in failed["message"].item()
