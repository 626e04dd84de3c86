"""`ninesteps case from-crm`: says what it took for what, writes a case whole or not at all."""

import tomllib
from pathlib import Path

import pytest

from helpers import cli
from helpers.case import read_case

FILES = Path(__file__).parent / "files"


def run(folder: str, key: str, out: Path, *more: str) -> int:
    files = [str(path) for path in sorted((FILES / folder).glob("*.csv"))]
    return cli.main(["case", "from-crm", *files, "--vendor", key, "--out", str(out), *more])


@pytest.mark.parametrize(
    ("folder", "key"),
    [("salesforce", "salesforce"), ("hubspot", "hubspot"), ("zoho", "zoho"), ("zoho_zh", "zoho")],
)
def test_a_case_that_can_be_run(
    folder: str, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, key, tmp_path / "case") == 0
    said = capsys.readouterr().out
    assert "customer_id    = " in said
    assert "Errors: 0" in said
    case = read_case(tmp_path / "case")
    assert {"customers", "contacts", "leads", "stages", "orders"} <= set(case.tables)
    assert cli.main(["case", "check", str(tmp_path / "case")]) == 0


def test_the_currency_is_in_the_case_where_the_export_says_it(tmp_path: Path) -> None:
    run("zoho", "zoho", tmp_path / "euro")
    run("salesforce", "salesforce", tmp_path / "dollars")
    euro, dollars = (
        tomllib.loads((tmp_path / name / "case.toml").read_text()) for name in ("euro", "dollars")
    )
    assert euro["currency"] == "EUR"
    assert "currency" not in dollars  # which dollars, it does not say


def test_another_vendor_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("hubspot", "salesforce", tmp_path / "case") == 1
    assert "Run it again with --vendor hubspot." in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over_a_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("zoho", "zoho", tmp_path / "case") == 0
    before = {path: path.read_bytes() for path in (tmp_path / "case").iterdir()}
    assert run("hubspot", "hubspot", tmp_path / "case") == 1
    assert "something is there already. Give a new folder with --out." in capsys.readouterr().err
    assert {path: path.read_bytes() for path in (tmp_path / "case").iterdir()} == before


def test_a_map_that_is_none_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("zoho", "zoho", tmp_path / "case", "--map", "customer_id") == 2
    assert "--map wants standard=theirs" in capsys.readouterr().err


def test_a_map_to_nowhere_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("zoho", "zoho", tmp_path / "case", "--map", "customer_id=Kunde") == 1
    assert "no file has a column “Kunde”" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [
        "case",
        "from-crm",
        str(tmp_path / "no.csv"),
        "--vendor",
        "zoho",
        "--out",
        str(tmp_path / "case"),
    ]
    assert cli.main(files) == 1
    assert "no.csv: there is no such file" in capsys.readouterr().out


def test_formula_text_is_neutral_in_the_case_and_reads_as_it_was(tmp_path: Path) -> None:
    assert run("salesforce", "salesforce", tmp_path / "case") == 0
    assert "'=HYPERLINK" in (tmp_path / "case" / "contacts.csv").read_text(encoding="utf-8")
    assert '=HYPERLINK("x")' in set(read_case(tmp_path / "case").tables["contacts"]["phone"])


def test_an_export_with_headers_alone_makes_no_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "deals.csv"
    empty.write_text("Record ID,Deal Name,Deal Stage\n")
    command = ["case", "from-crm", str(empty), "--vendor", "hubspot", "--out", str(tmp_path / "case")]
    assert cli.main(command) == 1
    assert not (tmp_path / "case").exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--vendor", "sap"], "invalid choice: 'sap'"),
        (["--vendor", "zoho", "--date-order", "ymd"], "invalid choice: 'ymd'"),
        ([], "required: --vendor"),
    ],
)
def test_wrong_use_ends_with_2(more: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["case", "from-crm", "a.csv", "--out", "x", *more])
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_a_time_zone_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("zoho", "zoho", tmp_path / "case", "--timezone", "Mars") == 1
    assert "there is no time zone Mars" in capsys.readouterr().err
