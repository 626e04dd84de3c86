"""The app's copies of the lessons, and what is said when a server cannot start. The pages: tests/browser."""

import socket
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from helpers import app, ipynb
from helpers.batch import UsageError
from helpers.missing import PlainError

LESSON = """\
# %% [markdown]
# # 1 · {{ Lamps }} <b>

# %% tags=["story"]
1 + 1

# %% [markdown] tags=["analyst"]
# ## The analyst's bench

# %% tags=["analyst"]
2 + 2
"""


def test_the_trainees_copy_has_the_story_and_no_bench(
    course: Callable[[Mapping[str, str]], Path], tmp_path: Path
) -> None:
    source = course({"01_lamps": LESSON}) / "01_lamps.ipynb"
    titles = app.copies([source], tmp_path / "copies")
    assert titles == {"01_lamps": "1 · {{ Lamps }} <b>"}
    cells = ipynb.read(tmp_path / "copies" / "01_lamps.ipynb").cells
    assert [cell.source for cell in cells] == ["# 1 · {{ Lamps }} <b>", "1 + 1"]


def test_a_port_in_use_is_said_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind((app.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"Port {port} cannot be used .* --port"):
            app.lab(tmp_path / "out", port=port, browser=False)


def test_a_server_that_does_not_start_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "TEMPLATES", tmp_path)
    monkeypatch.setattr(app.sys, "executable", "/bin/false")
    with pytest.raises(PlainError, match="did not start"):
        app.lab(tmp_path / "out", port=free_port(), browser=False)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((app.HOST, 0))
        return int(probe.getsockname()[1])
