"""Lessons and the notebooks made from them: fresh, in the order of the contract, small cells, all at home."""

import re
import subprocess
import sys
from pathlib import Path

import papermill
import pytest

from helpers import ipynb
from helpers.files import ROOT
from helpers.parameters import declared
from scripts import notebooks

LESSONS = notebooks.lessons([])
SMALL = """\
# %% [markdown]
# # 1 · Lamps

# %%
1 + 1

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
"""
LINES_IN_A_CELL = 5


@pytest.fixture(params=LESSONS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> ipynb.Notebook:
    """Each lesson as the notebook it becomes."""
    return notebooks.derive(request.param)


def codes(notebook: ipynb.Notebook) -> list[ipynb.Cell]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_stored_notebooks_are_what_their_lessons_say() -> None:
    assert notebooks.problems() == []


def test_parameters_come_first_then_the_import_then_the_case(notebook: ipynb.Notebook) -> None:
    first, second, *_ = codes(notebook)
    assert ipynb.tags(first) == {"parameters"}
    known = [parameter.name for parameter in declared(first.source)]
    assert known[:5] == ["case", "out", "customer_type", "region", "as_of"]
    assert len(known) == len(first.source.splitlines())
    assert all(parameter.help for parameter in declared(first.source))
    assert second.source.startswith("from helpers.lesson import ")
    opening = [cell.source for cell in codes(notebook) if "open_case(" in cell.source]
    assert [source.splitlines()[0] for source in opening] == ["check_parameters()"]


def test_code_cells_are_small(notebook: ipynb.Notebook) -> None:
    others = [cell for cell in codes(notebook) if "parameters" not in ipynb.tags(cell)]
    assert [cell.source for cell in others if len(cell.source.splitlines()) > LINES_IN_A_CELL] == []


def test_the_analysts_bench_stands_last(notebook: ipynb.Notebook) -> None:
    bench = ["analyst" in ipynb.tags(cell) for cell in notebook.cells]
    assert bench == sorted(bench)


def test_lessons_hold_no_helpers_styling_or_addresses(notebook: ipynb.Notebook) -> None:
    text = "\n".join(cell.source for cell in notebook.cells)
    for unwanted in (r"https?://", r"^def ", r"^class ", r"warnings\.", r"<style", r"plt\.", r"!\["):
        assert not re.search(unwanted, text, flags=re.MULTILINE), unwanted


def small(folder: Path, source: str = SMALL) -> Path:
    path = folder / "01_lamps.py"
    path.write_text(source, encoding="utf-8")
    return path


def test_the_bench_is_folded_and_nothing_depends_on_the_run(tmp_path: Path) -> None:
    made = notebooks.derive(small(tmp_path))
    assert [cell.id for cell in made.cells] == ["c000", "c001", "c002"]
    assert made.cells[2].metadata["jp-MarkdownHeadingCollapsed"] is True
    assert ipynb.text(made) == ipynb.text(notebooks.derive(small(tmp_path)))


def test_executing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    source = SMALL.replace("1 + 1", "import ipywidgets\nipywidgets.IntSlider()")
    first, second = (
        ipynb.text(notebooks.execute(notebooks.derive(small(tmp_path, source)))) for _ in range(2)
    )
    assert first == second
    assert "IntSlider(value=0)" in first
    assert "model_id" not in first


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("1 + 1", "1 + 2"), "cell c001, differs"),
        (("# %%\n1 + 1", "# %% tags=['story']\n1 + 1"), "cell c001, differs"),
        (("# %%\n1 + 1", ""), "has 3 cells, 01_lamps.py has 2"),
    ],
)
def test_a_stale_notebook_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: tuple[str, str], said: str
) -> None:
    monkeypatch.setattr(notebooks, "NOTEBOOKS", tmp_path)
    lesson, stored = small(tmp_path), tmp_path / "01_lamps.ipynb"
    assert notebooks.stale(lesson) == "01_lamps.ipynb is not there"
    stored.write_text(ipynb.text(notebooks.derive(lesson)), encoding="utf-8")
    assert notebooks.stale(lesson) == ""
    assert said in notebooks.stale(small(tmp_path, SMALL.replace(*edit)))


def test_a_notebook_saved_by_hand_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebooks, "NOTEBOOKS", tmp_path)
    lesson = small(tmp_path)
    text = ipynb.text(notebooks.derive(lesson)).replace('"id": "c001"', '"id": "8a1f"')
    (tmp_path / "01_lamps.ipynb").write_text(text, encoding="utf-8")
    assert notebooks.stale(lesson) == "01_lamps.ipynb was saved by another program"


def test_a_failing_lesson_leaves_the_old_notebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("LESSONS", "NOTEBOOKS"):
        monkeypatch.setattr(notebooks, name, tmp_path)
    small(tmp_path, SMALL.replace("1 + 1", "1 / 0"))
    (tmp_path / "01_lamps.ipynb").write_text("old")
    assert notebooks.main(["01_lamps"]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert (tmp_path / "01_lamps.ipynb").read_text() == "old"


def test_notebooks_load_without_the_grammar_of_web_addresses() -> None:
    code = (
        "import sys, helpers.ipynb, papermill; print('rfc3987_syntax' in sys.modules);"
        "import rfc3987_syntax; print(rfc3987_syntax.__name__)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["False", "rfc3987_syntax"], "two seconds saved, and nothing left behind"


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_papermill_explains_every_parameter(path: Path) -> None:
    found = papermill.inspect_notebook(str(path))
    assert {"case", "out", "customer_type", "region", "as_of"} <= set(found)
    unexplained = [
        name for name, told in found.items() if not told["help"] or told["inferred_type_name"] == "None"
    ]
    assert unexplained == []
