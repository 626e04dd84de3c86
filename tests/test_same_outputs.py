"""The same case and parameters give the same outputs, whoever runs a lesson and wherever its folder is."""

import shutil
from pathlib import Path

import pytest

from benchmarks import grid
from scripts import fuzz


@pytest.mark.slow
@pytest.mark.parametrize(("simulated", "steps"), [(True, "1,8"), (False, "8")])
def test_a_grid_and_the_papermill_command_leave_the_same(
    tmp_path: Path, *, simulated: bool, steps: str
) -> None:
    """Tables and the CRM database to the byte, notebooks in what their cells put out."""
    case = fuzz.market(tmp_path / "market")
    settings = case / "case.toml"
    if not simulated:
        settings.write_text(settings.read_text().replace("simulated = true\n", ""))
    elsewhere = shutil.copytree(case, tmp_path / "moved" / "there")
    rows = grid.pairs(case, 1)
    grid.batch(case, steps, rows, tmp_path / "batch")
    grid.loop(elsewhere, steps, rows, tmp_path / "loop")
    leaving = () if simulated else ("story",)
    assert grid.differences(1, tmp_path / "loop", tmp_path / "batch", leaving=leaving) == []
    assert (tmp_path / "loop" / "run1" / "tables" / "08_crm.sqlite").exists()


def test_what_differs_is_found(tmp_path: Path) -> None:
    for folder, text in (("loop/run1", "a"), ("batch/rows/001-x", "b")):
        (tmp_path / folder / "tables").mkdir(parents=True)
        (tmp_path / folder / "tables" / "01_x.csv").write_text(text)
        (tmp_path / folder / "tables" / f"{text}.csv").write_text("alone")
    found = grid.differences(1, tmp_path / "loop", tmp_path / "batch")
    assert found == [f"001-x/tables/{name}" for name in ("01_x.csv", "a.csv", "b.csv")]
    assert grid.differences(2, tmp_path / "loop", tmp_path / "batch") == ["1 rows of 2"]
