"""Batches: rows side by side, what is refused, what a stopped batch leaves, what resume does again."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from small import small_company, write_course
from test_batch import HEAD, LAMPS

from helpers import batch
from helpers.batch import UsageError, pools
from helpers.batch import grid as engine
from helpers.batch.rows import read_grid
from helpers.files import ROOT
from scripts.kills import contents, running

Course = Callable[[Mapping[str, str]], Path]
HARSH = HEAD + "\n# %%\nif places == 5:\n    raise RuntimeError('five is too many')\n"
GRID = "region,places\nsouth,1\nnorth,\n,5\nnowhere,1\n"
NAMES = ["001-south-1", "002-north", "003-5", "004-nowhere-1"]


def fork(patch: pytest.MonkeyPatch) -> None:
    """Workers are forked; only such cannot be changed for fresh ones."""
    patch.setattr(pools, "get_context", lambda _: get_context("fork"))
    patch.setattr(
        pools, "ProcessPoolExecutor", lambda jobs, mp_context, **_: ProcessPoolExecutor(jobs, mp_context)
    )


@pytest.fixture(autouse=True)
def _forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that see the small course of these tests."""
    fork(monkeypatch)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path, Path, int]]:
    """Case, grid, out folder and exit status of one batch in which a row fails and another has no data."""
    folder = tmp_path_factory.mktemp("batch")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "code", lambda: "the code")
        fork(patch)
        write_course(folder / "course", patch, {"01_lamps": LAMPS, "02_harsh": HARSH})
        case = small_company(folder / "lamps")
        (folder / "grid.csv").write_text(GRID)
        status = batch.run_grid(str(case), folder / "out", folder / "grid.csv", jobs=2)
        yield case, folder / "grid.csv", folder / "out", status


def test_each_row_is_a_run_of_its_own(made: tuple[Path, Path, Path, int]) -> None:
    _, _, out, status = made
    assert status == 1
    assert sorted(path.name for path in (out / "rows").iterdir()) == NAMES
    row = out / "rows" / NAMES[0]
    assert {path.name for path in row.iterdir()} >= {"report.html", "run.json", "nine_steps.xlsx", "tables"}
    assert json.loads((row / "run.json").read_text())["parameters"] == {"region": "south", "places": "1"}


def test_measures_of_all_rows_stand_together(made: tuple[Path, Path, Path, int]) -> None:
    _, _, out, _ = made
    measures = pd.read_csv(out / "measures.csv", keep_default_na=False)
    found = measures[measures["measure"] == "customers"].set_index("row")["value"].astype(float)
    assert found.to_dict() == {NAMES[0]: 2, NAMES[1]: 1, NAMES[2]: 3}
    assert measures["region"].unique().tolist() == ["south", "north", ""]
    assert set(pd.read_csv(out / "absent.csv")["measure"]) == {"pairs"}


def test_failures_are_listed_with_row_notebook_cell_and_message(made: tuple[Path, Path, Path, int]) -> None:
    _, _, out, _ = made
    failed = pd.read_csv(out / "failures.csv", keep_default_na=False).to_dict("records")
    assert [one["row"] for one in failed] == [NAMES[2], NAMES[3]]
    assert failed[0]["notebook"] == "02_harsh"
    assert int(failed[0]["cell"]) == 5
    assert failed[0]["message"] == "RuntimeError: five is too many"
    assert "no customer has region “nowhere”" in failed[1]["message"]


def test_the_index_compares_and_links_and_runs_nothing(made: tuple[Path, Path, Path, int]) -> None:
    _, _, out, _ = made
    page = (out / "index.html").read_text()
    assert f'href="rows/{NAMES[0]}/report.html"' in page
    assert "From 1 (north) to 3 (5). 3 of 4 runs have it." in page
    assert "five is too many" in page
    assert "<script" not in page
    assert "default-src 'none'" in page


@pytest.fixture(autouse=True)
def _same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever edits the course while its tests run changes nothing here."""
    monkeypatch.setattr(engine, "code", lambda: "the code")


def again(made: tuple[Path, Path, Path, int], **options: Any) -> set[str]:
    """The rows that a resumed batch did again."""
    case, table, out, _ = made
    before = {path.parent.name: path.stat().st_mtime_ns for path in out.glob("rows/*/done.json")}
    batch.run_grid(str(case), out, table, resume=True, **options)
    after = {path.parent.name: path.stat().st_mtime_ns for path in out.glob("rows/*/done.json")}
    return {name for name, when in after.items() if before.get(name) != when}


def test_resume_does_again_what_failed_what_is_missing_and_what_has_changed(
    made: tuple[Path, Path, Path, int],
) -> None:
    case, table, out, _ = made
    assert again(made) == set(NAMES[2:]), "what failed is tried again, what is done is left alone"
    (out / "rows" / NAMES[0] / "report.html").unlink()
    assert NAMES[0] in again(made)
    (out / "rows" / NAMES[1] / "tables" / "measures.csv").write_text("cut")
    assert NAMES[1] in again(made)
    table.write_text(GRID.replace("south,1", "south,2"))
    assert "001-south-2" in again(made)
    (case / "orders.csv").open("a").write("5,a,2024-05-01,1,10\n")
    assert again(made) == {"001-south-2", *NAMES[1:]}


def test_code_and_versions_count_too(
    made: tuple[Path, Path, Path, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    made[1].write_text("region,places\nnorth,\n")
    again(made)
    assert again(made) == set()
    monkeypatch.setattr(engine, "code", lambda: "another")
    assert again(made) == {"001-north"}
    monkeypatch.setattr(engine, "versions", lambda: {"pandas": "0"})
    assert again(made) == {"001-north"}


def test_two_batches_in_one_folder_are_refused(course: Course, small_case: Path, tmp_path: Path) -> None:
    course({"01_lamps": LAMPS})
    (tmp_path / "grid.csv").write_text("places\n1\n")
    with (
        engine.alone(tmp_path / "out"),
        pytest.raises(UsageError, match="Another batch is writing"),
    ):
        batch.run_grid(str(small_case), tmp_path / "out", tmp_path / "grid.csv")
    assert batch.run_grid(str(small_case), tmp_path / "out", tmp_path / "grid.csv") == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("places\n", "has a header and no rows"),
        ("plcaes\n1\n", r"line 2: No lesson of these steps has a parameter plcaes"),
        ("places\n1\nmany\n", r"line 3: The parameter places takes a whole number; 'many' is not"),
        ("places,as_of\n1\n", "line 2: 1 cells under 2 names"),
        ("places,places\n1,1\n", "places is set twice"),
        ("region\nx\n", "region is set twice"),
        ("places,\n1,1\n", "has no name"),
        ("case\nx\n", "parameter case"),
    ],
)
def test_a_wrong_grid_is_refused_before_anything_is_written(
    course: Course, small_case: Path, tmp_path: Path, text: str, said: str
) -> None:
    course({"01_lamps": LAMPS})
    (tmp_path / "grid.csv").write_text(text)
    with pytest.raises(UsageError, match=said):
        batch.run_grid(
            str(small_case), tmp_path / "out", tmp_path / "grid.csv", parameters={"region": "south"}
        )
    assert not (tmp_path / "out").exists()


def test_a_grid_may_come_from_a_chinese_spreadsheet(course: Course, tmp_path: Path) -> None:
    course({"01_lamps": LAMPS})
    path = tmp_path / "grid.csv"
    path.write_bytes("region;places\n华东;3\n\n华南;\n".encode("gb18030"))
    rows = read_grid(path, steps="1", parameters={})
    assert [dict(row.parameters) for row in rows] == [{"region": "华东", "places": "3"}, {"region": "华南"}]
    assert [row.name for row in rows] == ["001-华东-3", "002-华南"]


@pytest.mark.parametrize("where", ["file", "other", "case"])
def test_what_is_not_ours_is_left_alone(course: Course, small_case: Path, tmp_path: Path, where: str) -> None:
    course({"01_lamps": LAMPS})
    (tmp_path / "grid.csv").write_text("places\n1\n")
    out = {"file": tmp_path / "grid.csv", "other": tmp_path, "case": small_case / "out"}[where]
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError, match=r"choose|needs a folder"):
        batch.run_grid(str(small_case), out, tmp_path / "grid.csv")
    assert sorted(tmp_path.rglob("*")) == before


KILLED = """\
import sys
from multiprocessing import get_context
from pathlib import Path
from helpers import cli
from helpers.batch import execution, grid, plan, pools
plan.NOTEBOOKS = execution.NOTEBOOKS = Path(sys.argv[1])
pool = pools.ProcessPoolExecutor
grid.code = lambda: "the code"
pools.get_context = lambda _: get_context("fork")
pools.ProcessPoolExecutor = lambda jobs, mp_context, **_: pool(jobs, mp_context)
sys.exit(cli.main(sys.argv[2:]))
"""


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_batch_resumes_to_the_same_bytes(
    course: Course, small_case: Path, tmp_path: Path, seed: int
) -> None:
    folder, table = course({"01_lamps": LAMPS}), tmp_path / "grid.csv"
    table.write_text("places\n1\n2\n3\n")
    out = tmp_path / "out"
    asked = ["run", str(small_case), "--grid", str(table), "--jobs", "2"]
    command = [sys.executable, "-c", KILLED, str(folder), *asked, "--out", str(out)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    while not (out / "batch.json").exists():
        assert process.poll() is None
        time.sleep(0.01)
    time.sleep(random.Random(seed).uniform(0, 3))
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert subprocess.run([*command, "--resume"], capture_output=True, check=False).returncode == 0
    resumed = contents(out)
    shutil.rmtree(out)
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert contents(out) == resumed


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_batch_that_is_stopped_ends_soon_and_can_be_resumed(
    course: Course, small_case: Path, tmp_path: Path, stop: signal.Signals
) -> None:
    slow = HEAD + "\n# %%\nimport time\ntime.sleep(30 if places == 9 else 0)\n"
    folder, table, out = course({"01_slow": slow}), tmp_path / "grid.csv", tmp_path / "out"
    table.write_text("places\n1\n9\n")
    asked = ["run", str(small_case), "--grid", str(table), "--out", str(out)]
    command = [sys.executable, "-c", KILLED, str(folder), *asked]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not (out / "rows" / "002-9" / "run.json").exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(stop)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "nothing is half written" in said
    assert (out / "rows" / "001-1" / "done.json").exists()
    assert not (out / "rows" / "002-9" / "done.json").exists()


FOLLOWED = """\
import os, sys, time
from helpers.batch import pools
if __name__ == "__main__":
    with pools._workers(1) as executor:
        print(executor.submit(os.getpid).result(), flush=True)
        time.sleep(60)
"""


def test_a_worker_ends_with_a_command_that_is_killed(tmp_path: Path) -> None:
    """Nobody else would ever tell it to."""
    (tmp_path / "command.py").write_text(FOLLOWED)
    process = subprocess.Popen(
        [sys.executable, str(tmp_path / "command.py")], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    worker = int(process.stdout.readline())
    assert running(worker)
    process.kill()
    process.communicate()
    until = time.monotonic() + 20
    while running(worker) and time.monotonic() < until:
        time.sleep(0.1)
    assert not running(worker)
