"""The two ways to open the course: pages come up, widgets answer, nothing leaves the machine."""

import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import COMMAND, HOST, STARTED
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LESSON = """\
# %% [markdown]
# # 1 · Lamps (灯)

# %% tags=["parameters"]
case: str = "meridian"  # a case folder

# %%
import os
import ipywidgets as widgets
from IPython.display import display

# %%
slider, label = widgets.IntSlider(value=3), widgets.Label("three")
slider.observe(lambda change: setattr(label, "value", f"now {change['new']}"), "value")
display(slider, label, widgets.HTML(os.environ["NINESTEPS_LIVE"] + " " + os.environ["NINESTEPS_OUT"]))

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
"""
Course = Callable[[Mapping[str, str]], Path]


def test_the_app_opens_a_lesson_without_code(
    serve: Callable[..., str], page: Page, course: Course, tmp_path: Path
) -> None:
    address = serve("app", tmp_path / "out", notebooks=course({"01_lamps": LESSON}))
    page.goto(address)
    page.get_by_role("link", name="Lamps").click()
    page.get_by_text("three").wait_for()
    page.locator(".noUi-handle").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("now 4").wait_for()
    text = page.inner_text("body")
    assert f"1 {tmp_path / 'out'}" in text
    for hidden in ("analyst", "IntSlider", "meridian"):
        assert hidden not in text
    page.get_by_text("All lessons").click()
    page.get_by_text("Your answers stay on this machine").wait_for()


def test_jupyterlab_opens_without_asking_for_anything(
    serve: Callable[..., str], page: Page, tmp_path: Path
) -> None:
    page.goto(serve("lab", tmp_path / "out"))
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    # News and updates would be asked about by now.
    page.wait_for_timeout(2000)
    assert page.locator(".Toastify__toast, .jp-Dialog").count() == 0


def test_a_closed_terminal_ends_the_server(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    line = [
        sys.executable,
        "-c",
        COMMAND,
        "",
        "app",
        "--out",
        str(tmp_path),
        "--port",
        str(port),
        "--no-browser",
    ]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline().startswith(STARTED)
        server.send_signal(signal.SIGHUP)
        assert server.wait(30) == 0
    with socket.socket() as probe:
        assert probe.connect_ex((HOST, port)) != 0, "nothing listens there any more"
