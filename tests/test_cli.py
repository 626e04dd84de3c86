"""The command: help everywhere, exit statuses, words instead of tracebacks."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import batch, case_commands, cli, market
from helpers.batch import UsageError
from helpers.missing import PlainError

COMMANDS = [
    [],
    ["run"],
    ["case"],
    ["case", "check"],
    ["case", "from-orders"],
    ["case", "from-crm"],
    ["market"],
    ["market", "new"],
    ["mark"],
    ["app"],
    ["lab"],
]


@pytest.fixture(autouse=True)
def _signals_as_before() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*command, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(" ".join(["usage: ninesteps", *command]))


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ([], "required: COMMAND"),
        (["fly"], "invalid choice: 'fly'"),
        (["run"], "required: CASE"),
        (["run", "x", "-p", "places"], "expected 2 arguments"),
        (["app", "--port", "0"], "a port is a number from 1 to 65535"),
        (["lab", "--port", "many"], "a port is a number from 1 to 65535"),
        (["market", "new", "--customers", "many", "--out", "x"], "invalid int value: 'many'"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(
    command: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(command)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (PlainError("The disk is full."), 1),
        (UsageError("No step 12."), 2),
        (PermissionError(13, "Permission denied", "/out"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_problems_are_said_in_words(
    problem: BaseException, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*_: object, **__: object) -> int:
        raise problem

    monkeypatch.setattr(batch, "run", run)
    assert cli.main(["run", "meridian"]) == status
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert said.strip()


def test_a_fault_of_the_program_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object, **__: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(batch, "run", run)
    with pytest.raises(ZeroDivisionError):
        cli.main(["run", "meridian"])


def test_run_passes_on_what_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def run(case: str, out: Path, *, steps: str, parameters: dict[str, str]) -> int:
        asked.extend([case, out, steps, parameters])
        return 0

    monkeypatch.setattr(batch, "run", run)
    line = "run mine --out there --steps 1 -p places 40 -p region north"
    assert cli.main(line.split()) == 0
    assert asked == ["mine", Path("there"), "1", {"places": "40", "region": "north"}]


def test_from_orders_passes_on_what_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(case_commands, "from_orders_command", lambda *values: asked.extend(values) or 1)
    line = "case from-orders a.csv b.csv --out c --map customer_id=Kunde"
    assert cli.main(line.split()) == 1
    assert asked == [[Path("a.csv"), Path("b.csv")], Path("c"), ["customer_id=Kunde"]]


def test_the_market_is_by_default_the_one_of_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(market, "new_command", lambda *values: asked.extend(values) or 0)
    assert cli.main(["market", "new", "--out", "there"]) == 0
    assert asked == [market.CUSTOMERS, market.SEED, Path("there")]


def test_a_case_is_checked(small_case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["case", "check", str(small_case)]) == 0
    (small_case / "case.toml").write_text("not toml")
    assert cli.main(["case", "check", str(small_case)]) == 1
    assert "Traceback" not in "".join(capsys.readouterr())


def test_help_waits_for_no_library() -> None:
    heavy = {"pandas", "numpy", "papermill", "jinja2"}
    code = f"import sys, helpers.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_reader_who_has_enough_is_no_problem(small_case: Path) -> None:
    command = f"{sys.executable} -m helpers.cli case check {small_case} | true"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
