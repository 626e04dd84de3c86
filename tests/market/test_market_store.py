"""A market on disk: as the stored sample, whole or not at all, and never over somebody's files."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from helpers.files import MERIDIAN
from helpers.market import CUSTOMERS, SEED, Market, new_command, simulate, simulation, write
from helpers.market.store import write_parts


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def small() -> Market:
    return simulate(customers=120, seed=4)


def test_stored_sample_is_up_to_date(tmp_path: Path) -> None:
    assert new_command(CUSTOMERS, SEED, tmp_path / "case") == 0
    fresh, stored = _files(tmp_path / "case"), _files(MERIDIAN)
    assert fresh.keys() == stored.keys()
    assert [name for name in fresh if fresh[name] != stored[name]] == [], "run: make market"


def test_the_case_says_what_it_is(small: Market, tmp_path: Path) -> None:
    write(small, tmp_path / "case")
    case = tomllib.loads((tmp_path / "case" / "case.toml").read_text(encoding="utf-8"))
    assert (case["name"], case["currency"], case["simulated"]) == ("Meridian Home", "USD", True)
    assert case["named"]["C00005"] == "Kestrel"
    for name, file in case["files"].items():
        table = pd.read_csv(tmp_path / "case" / file["path"], dtype={"postcode": "str"})
        assert len(table) == len(small.tables[name])
        assert list(table.columns) == list(small.tables[name].columns)
    assert b"\r" not in (tmp_path / "case" / "orders.csv").read_bytes()


def test_parts_on_disk_are_the_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(simulation, "BLOCK", 100)
    write(simulate(customers=201, seed=4), tmp_path / "whole")
    assert new_command(201, 4, tmp_path / "parts") == 0
    assert _files(tmp_path / "parts") == _files(tmp_path / "whole")


def test_a_crash_leaves_the_old_market(small: Market, tmp_path: Path) -> None:
    write(small, tmp_path / "case")
    before = _files(tmp_path / "case")

    def breaking() -> Iterator[Market]:
        yield simulate(customers=120, seed=5)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_parts(breaking(), tmp_path / "case")
    assert _files(tmp_path / "case") == before
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_the_same_market_is_made_again_another_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "case"
    assert new_command(120, 4, out) == 0
    (out / "orders.csv").unlink()
    assert new_command(120, 4, out) == 0
    assert (out / "orders.csv").exists()
    before = _files(out)
    assert new_command(120, 5, out) == 1
    assert "holds something else" in capsys.readouterr().err
    assert _files(out) == before


@pytest.mark.parametrize("content", ["notes.txt", "truth/market.toml"])
def test_other_files_are_never_replaced(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / content).parent.mkdir(exist_ok=True)
    (tmp_path / content).write_text("my = [notes", encoding="utf-8")
    assert new_command(120, 4, tmp_path) == 1
    assert "an empty folder" in capsys.readouterr().err
    assert list(_files(tmp_path)) == [content]


def test_a_file_in_the_way_and_impossible_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "case").write_text("", encoding="utf-8")
    assert new_command(120, 4, tmp_path / "case") == 1
    assert "is a file" in capsys.readouterr().err
    assert new_command(3, 4, tmp_path / "new") == 2
    assert "100 customers at least" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_note_beside_the_same_market_is_kept(tmp_path: Path) -> None:
    assert new_command(120, 4, tmp_path / "case") == 0
    (tmp_path / "case" / "mine.md").write_text("mine", encoding="utf-8")
    assert new_command(120, 4, tmp_path / "case") == 1
    assert (tmp_path / "case" / "mine.md").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert new_command(120, 4, tmp_path / "file" / "case") == 1
    assert "Could not write" in capsys.readouterr().err


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert new_command(120, 4, tmp_path) == 0
    assert (tmp_path / "case.toml").exists()
