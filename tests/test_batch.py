"""A run: what it writes, what it refuses, what is left when it fails or is stopped."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import openpyxl
import pandas as pd
import papermill
import pytest
from papermill.exceptions import PapermillExecutionError
from small import small_company, write_course

from helpers import batch
from helpers.batch import UsageError, spreadsheet
from helpers.batch.plan import planned, step_numbers
from helpers.case import CaseError

Course = Callable[[Mapping[str, str]], Path]
HEAD = """\
# %% [markdown]
# # 1 · Lamps

# %% tags=["parameters"]
case: str = "meridian"  # a case folder
out: str = ""  # folder for tables
customer_type: str = ""  # only this type
region: str = ""  # only this region
as_of: str = ""  # last day
places: int = 2  # accounts

# %%
from helpers.lesson import check_parameters, hand_over, need, open_case, say
import pandas as pd

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)
"""
LAMPS = (
    HEAD
    + """
# %% tags=["story"]
say("Lin has {places} places.", places=places)

# %%
customers, contacts = need(firm, "customers"), need(firm, "contacts")
measures = pd.DataFrame({"measure": ["customers", "places"], "value": [len(customers), places], "unit": ""})
tables = {"01_customers": customers, "01_duplicates": contacts}
hand_over(tables, measures=measures, absent={"pairs": contacts})
"""
)
BROKEN = HEAD + "\n# %%\nlen(customers)\n\n# %%\nsay('never')\n"
MADE = {"notebooks", "tables", "report.html", "run.json", "nine_steps.xlsx", "workbook.json"}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path, int]]:
    """Case, out folder and exit status of one run, in which the second notebook fails."""
    folder = tmp_path_factory.mktemp("run")
    with pytest.MonkeyPatch.context() as patch:
        write_course(folder / "course", patch, {"01_lamps": LAMPS, "02_broken": BROKEN})
        case = small_company(folder / "lamps")
        yield (
            case,
            folder / "out",
            batch.run(str(case), folder / "out", parameters={"region": "south", "places": "1"}),
        )


def test_the_folder_holds_what_the_contract_names(run: tuple[Path, Path, int]) -> None:
    _, out, _ = run
    assert {path.name for path in out.iterdir()} == MADE
    assert {path.name for path in (out / "tables").iterdir()} == {
        "01_customers.csv",
        "measures.csv",
        "absent.csv",
    }


def test_a_failed_notebook_does_not_stop_the_others(run: tuple[Path, Path, int]) -> None:
    _, out, status = run
    assert status == 1
    assert {path.name for path in (out / "notebooks").iterdir()} == {
        "01_lamps.ipynb",
        "02_broken.failed.ipynb",
    }
    failed = json.loads((out / "run.json").read_text())["notebooks"][1]
    assert failed["error"] == "NameError: name 'customers' is not defined"
    assert failed["cell"] == 5
    assert "did not run to its end" in (out / "report.html").read_text()


def test_parameters_reach_the_notebook_in_their_kind(run: tuple[Path, Path, int]) -> None:
    _, out, _ = run
    measures = pd.read_csv(out / "tables" / "measures.csv").set_index("measure")["value"]
    assert measures.to_dict() == {"customers": 2, "places": 1}


def test_the_story_is_left_out_on_other_data(run: tuple[Path, Path, int]) -> None:
    _, out, _ = run
    assert "Lin has" not in (out / "notebooks" / "01_lamps.ipynb").read_text()


def test_what_is_absent_names_the_table_it_needs(run: tuple[Path, Path, int]) -> None:
    _, out, _ = run
    absent = pd.read_csv(out / "tables" / "absent.csv").iloc[0]
    assert (absent["step"], absent["measure"], absent["table_needed"]) == (1, "pairs", "contacts")


def test_no_cell_of_a_spreadsheet_is_a_formula(run: tuple[Path, Path, int]) -> None:
    _, out, _ = run
    assert "'=Bob()" in (out / "tables" / "01_customers.csv").read_text()
    book = openpyxl.load_workbook(out / "nine_steps.xlsx")
    assert book.sheetnames == ["contents", "absent", "measures", "01_customers"]
    assert book["01_customers"].freeze_panes == "A2"
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}


def test_the_record_says_what_was_read_and_with_what(run: tuple[Path, Path, int]) -> None:
    _, out, _ = run
    record = json.loads((out / "run.json").read_text())
    assert set(record["inputs"]) == {"case.toml", "customers.csv", "orders.csv"}
    assert {len(digest) for digest in record["inputs"].values()} == {64}
    assert record["parameters"] == {"region": "south", "places": "1"}
    assert {"ninesteps", "python", "pandas"} <= set(record["versions"])


def test_the_same_run_again_gives_the_same_files(run: tuple[Path, Path, int]) -> None:
    case, out, _ = run

    def files() -> dict[str, object]:
        found: dict[str, object] = {
            str(path): path.read_bytes()
            for path in out.rglob("*")
            if path.is_file() and path.name != "run.json"
        }
        record = json.loads((out / "run.json").read_text())
        return found | {"run": [{**entry, "seconds": 0} for entry in record["notebooks"]]}

    before = files()
    assert batch.run(str(case), out, steps="1", parameters={"region": "south", "places": "1"}) == 0
    assert files() == before


def test_other_data_do_not_stand_beside_these(run: tuple[Path, Path, int], small_case: Path) -> None:
    _, out, _ = run
    (small_case / "orders.csv").open("a").write("5,a,2024-05-01,1,10\n")
    with pytest.raises(UsageError, match="holds steps 2 of a run on other data"):
        batch.run(str(small_case), out, steps="1")


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"plcaes": "3"}, "has a parameter plcaes"),
        ({"case": "x"}, "has a parameter case"),
        ({"places": "many"}, "The parameter places takes a whole number; 'many' is not"),
    ],
)
def test_wrong_parameters_are_refused_before_anything_is_written(
    course: Course, small_case: Path, tmp_path: Path, parameters: dict[str, str], said: str
) -> None:
    course({"01_lamps": LAMPS})
    with pytest.raises(UsageError, match=said):
        batch.run(str(small_case), tmp_path / "out", parameters=parameters)
    assert not (tmp_path / "out").exists()


def test_a_flawed_case_is_refused_before_anything_is_written(
    course: Course, small_case: Path, tmp_path: Path
) -> None:
    course({"01_lamps": LAMPS})
    (small_case / "orders.csv").write_text(
        "order_id,customer_id,ordered_at,quantity,unit_price\n1,a,someday,1,1\n"
    )
    with pytest.raises(CaseError, match="someday"):
        batch.run(str(small_case), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_case_that_is_nowhere_is_said_with_the_places(course: Course, tmp_path: Path) -> None:
    course({"01_lamps": LAMPS})
    with pytest.raises(CaseError, match=r"nowhere.*no such case.*data/nowhere"):
        batch.run("nowhere", tmp_path / "out")


@pytest.mark.parametrize("made", ["letter.txt", "tables/../photo.png"])
def test_a_folder_with_other_files_is_left_alone(
    course: Course, small_case: Path, tmp_path: Path, made: str
) -> None:
    course({"01_lamps": LAMPS})
    out = tmp_path / "mine"
    (out / "tables").mkdir(parents=True)
    (out / made).write_text("mine")
    with pytest.raises(UsageError, match="holds other files"):
        batch.run(str(small_case), out)
    assert (out / made).read_text() == "mine"


def test_neither_a_file_nor_the_case_is_a_folder_for_results(
    course: Course, small_case: Path, tmp_path: Path
) -> None:
    course({"01_lamps": LAMPS})
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="is a file"):
        batch.run(str(small_case), tmp_path / "file")
    with pytest.raises(UsageError, match="is the case itself"):
        batch.run(str(small_case), small_case)


@pytest.mark.parametrize("text", ["", "x", "9-0", "1,,2", "10", "-1", "1-", "²"])
def test_steps_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="Steps are named like"):
        step_numbers(text)


def test_both_lessons_of_a_step_are_run(course: Course) -> None:
    course({"01_lamps": LAMPS, "02_needs": LAMPS, "02b_interview": LAMPS})
    assert [task.notebook.stem for task in planned("2", {})] == ["02_needs", "02b_interview"]
    with pytest.raises(UsageError, match=r"no notebook for steps 7\. Steps with a notebook: 1 and 2"):
        planned("7", {})


def test_plain_papermill_refuses_what_the_lesson_does_not_know(
    course: Course, small_case: Path, tmp_path: Path
) -> None:
    notebook = course({"01_lamps": LAMPS}) / "01_lamps.ipynb"
    parameters = {"case": str(small_case), "plcaes": 3}
    with pytest.raises(PapermillExecutionError) as refused:
        papermill.execute_notebook(notebook, tmp_path / "o.ipynb", parameters=parameters, progress_bar=False)
    lines = refused.value.traceback
    assert lines[0] == "There is no parameter 'plcaes'."
    assert "  places: int = 2  # accounts" in lines


@pytest.mark.parametrize("lost", [1, 2])
def test_a_kernel_that_does_not_start_gets_one_more_chance(
    course: Course, small_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: int
) -> None:
    real, calls = papermill.execute_notebook, []

    def execute(*given: object, **options: object) -> object:
        calls.append(given)
        if len(calls) <= lost:
            raise RuntimeError("Kernel didn't respond in 60 seconds")
        return real(*given, **options)

    course({"01_lamps": LAMPS})
    monkeypatch.setattr(papermill, "execute_notebook", execute)
    if lost > 1:
        with pytest.raises(RuntimeError, match="respond"):
            batch.run(str(small_case), tmp_path / "out")
    else:
        assert batch.run(str(small_case), tmp_path / "out") == 0
    assert len(calls) == 2


SLEEPER = (
    HEAD
    + """
# %%
import os, pathlib, time
pathlib.Path(out, "started").write_text(str(os.getpid()))
time.sleep(60)
"""
)
STOPPED = """\
import sys
from pathlib import Path
from helpers import cli
from helpers.batch import execution, plan
plan.NOTEBOOKS = execution.NOTEBOOKS = Path(sys.argv[1])
sys.exit(cli.main(["run", sys.argv[2], "--out", sys.argv[3]]))
"""


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_leaves_nothing_half_written(
    course: Course, small_case: Path, tmp_path: Path, stop: signal.Signals
) -> None:
    folder, out = course({"01_sleeper": SLEEPER}), tmp_path / "out"
    command = [sys.executable, "-c", STOPPED, str(folder), str(small_case), str(out)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    started = out / "started"
    while not (started.exists() and started.read_text()):
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(stop)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "nothing is half written" in said
    assert json.loads((out / "run.json").read_text())["notebooks"] == []
    ours = {started, out / "run.json"}
    assert [path for path in out.rglob("*") if path.is_file() and path not in ours] == []
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text()), 0)


def test_a_long_table_is_cut_in_the_spreadsheet_and_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 2)
    (tmp_path / "tables").mkdir()
    text = "customer_id,first_order,revenue\n007,2024-01-02,1.5\n008,2024-01-03,\n009,2024-01-04,3\n"
    (tmp_path / "tables" / "01_customers.csv").write_text(text)
    spreadsheet.write(tmp_path)
    book = openpyxl.load_workbook(tmp_path / "nine_steps.xlsx")
    rows = [[cell.value for cell in row] for row in book["01_customers"].iter_rows()]
    assert [row[0] for row in rows] == ["customer_id", "007", "008"]
    assert rows[1][1].isoformat()[:10] == "2024-01-02"
    assert [row[2] for row in rows] == ["revenue", 1.5, None]
    assert book["contents"]["B2"].value == 3
    assert "first 2 rows" in book["contents"]["C2"].value


@pytest.mark.parametrize("name", ["report.html", "nine_steps.xlsx", "notebooks"])
def test_files_of_somebody_else_stay_even_under_our_names(
    small_case: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "theirs"
    (out / name).mkdir(parents=True) if name == "notebooks" else out.mkdir()
    kept = out / name / "00_start.ipynb" if name == "notebooks" else out / name
    kept.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="other files"):
        batch.run(str(small_case), out)
    assert kept.read_text(encoding="utf-8") == "mine"
    assert not (out / "run.json").exists()
