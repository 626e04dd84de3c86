"""A server of the course and a page in Chromium, which notes every request that would leave the machine."""

import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

HOST = "127.0.0.1"
LOCAL = (f"http://{HOST}:", f"ws://{HOST}:", "data:", "blob:")
# Without a sandbox Chromium also runs as root, as in a container.
OPTIONS = ["--no-sandbox", "--disable-dev-shm-usage"]
STARTED = "Open "
COMMAND = """\
import sys
from pathlib import Path
from helpers import cli
from helpers.batch import plan
if sys.argv[1]:
    plan.NOTEBOOKS = Path(sys.argv[1])
sys.exit(cli.main(sys.argv[2:]))
"""


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """serve("app", out, notebooks="") starts the command on a free port and gives the address of its page.

    out: the folder of the workbook; serving it twice is what a learner does from one day to the next.
    """
    running: list[subprocess.Popen[str]] = []

    def start(command: str, out: Path, *, notebooks: Path | str = "") -> str:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            port = str(probe.getsockname()[1])
        line = [sys.executable, "-c", COMMAND, str(notebooks)]
        line += [command, "--out", str(out), "--port", port, "--no-browser"]
        server = subprocess.Popen(line, stdout=subprocess.PIPE, text=True)
        running.append(server)
        assert server.stdout is not None
        for said in server.stdout:
            if said.startswith(STARTED):
                return said.split()[1]
        raise AssertionError("the server ended before it was ready")

    yield start
    for server in running:
        server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0, "Ctrl-C ends a server in good order"


@pytest.fixture
def page() -> Iterator[Page]:
    """A page in Chromium. At the end of the test no request of it may have left the machine."""
    away: list[str] = []
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        opened = browser.new_page()
        opened.on("request", lambda request: away.append(request.url))
        opened.on("websocket", lambda stream: away.append(stream.url))
        opened.set_default_timeout(60_000)
        yield opened
        browser.close()
    assert [url for url in away if not url.startswith(LOCAL)] == []
