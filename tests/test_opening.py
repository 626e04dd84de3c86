"""A case that a run has read is taken over by its lessons, and only where it is the one they ask for."""

import os
from pathlib import Path

import pandas as pd
import pytest

from helpers import opening
from helpers.case import Case, read_case
from helpers.opening import HANDED, handed, opened


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every folder that is read from here on."""
    found: list[Path] = []

    def noted(folder: Path, **how: str | None) -> Case:
        found.append(folder)
        return read_case(folder, **how)

    monkeypatch.setattr(opening, "read_case", noted)
    return found


def same(one: Case, other: Case) -> bool:
    tables = one.tables.keys() == other.tables.keys()
    return tables and all(one.tables[name].equals(other.tables[name]) for name in one.tables)


def test_what_was_read_once_is_not_read_again(
    small_case: Path, monkeypatch: pytest.MonkeyPatch, reads: list[Path]
) -> None:
    firm = opened(str(small_case), region="south")
    with handed(firm, {"region": "south"}) as variables:
        monkeypatch.setenv(HANDED, variables[HANDED])
        again = opened(str(small_case), region="south")
        assert len(reads) == 1
        assert same(firm, again)
        assert (firm.name, firm.as_of, firm.findings) == (again.name, again.as_of, again.findings)
        for name, table in firm.tables.items():
            pd.testing.assert_frame_equal(table, again.tables[name])
        with pytest.raises(TypeError):
            again.tables["orders"] = pd.DataFrame()  # type: ignore[index]  # still only to look at
    assert not os.path.exists(variables[HANDED])


@pytest.mark.parametrize("asked", [{}, {"region": "north"}, {"region": "south", "as_of": "2024-03-01"}])
def test_another_question_is_answered_from_the_files(
    small_case: Path, monkeypatch: pytest.MonkeyPatch, reads: list[Path], asked: dict[str, str]
) -> None:
    with handed(opened(str(small_case), region="south"), {"region": "south"}) as variables:
        monkeypatch.setenv(HANDED, variables[HANDED])
        opened(str(small_case), **asked)
        assert len(reads) == 2


def test_a_case_elsewhere_is_another_case(
    small_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: list[Path]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for file in small_case.iterdir():
        (other / file.name).write_bytes(file.read_bytes())
    with handed(opened(str(small_case)), {}) as variables:
        monkeypatch.setenv(HANDED, variables[HANDED])
        assert opened(str(other)).folder == other.resolve()
        assert len(reads) == 2
    assert opened(str(small_case)).name, "and where the run is over the files are read"
