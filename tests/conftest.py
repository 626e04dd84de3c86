"""What tests share: small companies, small courses, and which tests this machine can run."""

import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import hypothesis
import pytest
from small import small_company, write_course

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

# The same examples every time: a red test is red for everybody.
hypothesis.settings.register_profile("course", derandomize=True, deadline=None)
hypothesis.settings.load_profile("course")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    if CHROMIUM is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="no chromium: apt-get install chromium"))


@pytest.fixture
def small_case(tmp_path: Path) -> Path:
    """The folder of a small company."""
    return small_company(tmp_path / "lamps")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, str]], Path]:
    """A function that makes these lessons the whole course and gives its folder."""
    return partial(write_course, tmp_path / "course", monkeypatch)
