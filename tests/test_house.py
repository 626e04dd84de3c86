"""The house is in order: derived files are fresh, names agree, the lock is whole, arrows point downward."""

import ast
import os
import re
import tomllib
from pathlib import Path

import pytest

from helpers.files import LESSONS, NOTEBOOKS, ROOT
from scripts import environment

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-cluster.lock"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
STEMS = sorted(path.stem for path in LESSONS.glob("*.py"))
# A second lesson of a step (02b) stands on the modules of its first.
STEPS = [stem[3:] for stem in STEMS if stem[2] == "_"]
# What stands above the steps: a step that used it could not be used without a notebook.
DISPLAYS = {"show", "figures", "forms", "exercises", "lesson", "workbook", "batch", "report", "app", "cli"}


def test_environment_yml_is_what_pyproject_and_the_lock_say() -> None:
    assert environment.TARGET.read_text(encoding="utf-8") == environment.environment()
    assert environment.main(["--check"]) == 0


def test_a_stale_environment_yml_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = tmp_path / "environment.yml"
    stale.write_text(environment.environment().replace("pandas ==", "pandas ==0"))
    monkeypatch.setattr(environment, "TARGET", stale)
    assert environment.main(["--check"]) == 1
    assert environment.main([]) == 0
    assert environment.main(["--check"]) == 0


def test_every_dependency_is_locked_with_hashes() -> None:
    extras = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]
    wanted = {re.split(r"[\[<>=]", line)[0].strip() for line in [*PROJECT["dependencies"], *extras]}
    pins = [environment.pins(lock) for lock in LOCKS]
    assert wanted <= {name for found in pins for name in found}
    for lock in LOCKS:
        entries = re.split(
            r"\n(?=[a-z0-9])", lock.read_text(encoding="utf-8").split("\n", 2)[2], flags=re.IGNORECASE
        )
        assert len(entries) > 100
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_locks_agree() -> None:
    course, cluster = (environment.pins(lock) for lock in LOCKS)
    assert {name: cluster[name] for name in cluster if name in course and cluster[name] != course[name]} == {}


def test_the_lock_names_no_registry() -> None:
    # Whoever installs has an index of their own; a mirror's address in the lock would not be theirs.
    for lock in LOCKS:
        assert not re.search(
            r"https?://|--index|--extra-index|--find-links", lock.read_text(encoding="utf-8")
        )


def test_the_licence_is_mit() -> None:
    assert PROJECT["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


def targets() -> set[str]:
    """What make can make."""
    return set(re.findall(r"^([a-z]+):", MAKEFILE, flags=re.MULTILINE))


def test_every_make_command_of_the_readme_exists() -> None:
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", README, flags=re.MULTILINE)) <= targets()
    assert {"course", "test", "lab", "app"} <= set(re.findall(r"^make ([a-z]+)", README, flags=re.MULTILINE))


def test_every_derived_file_has_its_source_and_command() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| (.+?) \| `make ([a-z]+)` \|$", README, flags=re.MULTILINE)
    assert {"notebooks/*.ipynb", "requirements.lock", "environment.yml", "data/README.md"} <= {
        row[0] for row in rows
    }
    for derived, sources, _ in rows:
        for name in [derived, *re.findall(r"`([^`]+)`", sources)]:
            assert list(ROOT.glob(name.rstrip("/"))), (
                f"{name} is in the table of derived files and is not there"
            )


def test_lessons_notebooks_modules_and_tests_share_their_stems() -> None:
    assert sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb")) == STEMS
    for step in STEPS:
        assert (ROOT / "helpers" / step).is_dir() or (ROOT / "helpers" / f"{step}.py").exists()
        assert (ROOT / "tests" / step).is_dir() or (ROOT / "tests" / f"test_{step}.py").exists()


def imported(path: Path) -> set[str]:
    """The modules of the package that a file imports, by their first name below helpers."""
    found = set()
    for line in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(line, ast.ImportFrom) and line.module == "helpers":
            found |= {alias.name for alias in line.names}
        elif isinstance(line, ast.ImportFrom) and (line.module or "").startswith("helpers."):
            found.add(str(line.module).split(".")[1])
    return found


@pytest.mark.parametrize("step", STEPS)
def test_a_step_knows_neither_displays_nor_other_steps(step: str) -> None:
    folder = ROOT / "helpers" / step
    for path in folder.glob("*.py") if folder.is_dir() else [folder.with_suffix(".py")]:
        assert not imported(path) & (DISPLAYS | set(STEPS) - {step}), path.name


def test_sentences_are_literal_where_they_are_translated() -> None:
    # Names of columns and codes are the exception: they come with the data.
    data = {"helpers/figures/base.py: words", "helpers/tabular.py: words[:1].upper() + words[1:]"}
    found = {
        f"{path.relative_to(ROOT).as_posix()}: {ast.unparse(call.args[0])}"
        for path in (ROOT / "helpers").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_"
        if not isinstance(call.args[0], ast.Constant)
    }
    assert found - data == set()


def test_the_checks_of_a_clean_clone_are_those_of_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").rstrip().endswith("\nmake test")
