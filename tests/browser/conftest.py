"""A server of the course and a page in Chromium, which notes every request that would leave the machine."""

import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

HOST = "127.0.0.1"
LOCAL = (f"http://{HOST}:", f"ws://{HOST}:", "data:", "blob:")
# Without a sandbox Chromium also runs as root, as in a container.
OPTIONS = ["--no-sandbox", "--disable-dev-shm-usage"]
STARTED = "Open "
# Whoever runs the tests in the background, or with nohup, has them ignore what the servers are ended by.
COMMAND = """\
import signal
import sys
from pathlib import Path
from helpers import cli
from helpers.batch import plan
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
if sys.argv[1]:
    plan.NOTEBOOKS = Path(sys.argv[1])
sys.exit(cli.main(sys.argv[2:]))
"""
Serve = Callable[..., str]


@contextmanager
def servers() -> Iterator[Serve]:
    """A function that starts servers; all end, in good order, with the block."""
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

    try:
        yield start
    finally:
        for server in running:
            server.send_signal(signal.SIGINT)
        assert [server.wait(30) for server in running] == [0] * len(running), "Ctrl-C ends them in good order"


@contextmanager
def visit(chromium: Browser) -> Iterator[Page]:
    """A page in a browser profile of its own; by the end no request of it may have left the machine."""
    away: list[str] = []
    page = chromium.new_page(viewport={"width": 1200, "height": 900})
    page.on("request", lambda request: away.append(request.url))
    page.on("websocket", lambda stream: away.append(stream.url))
    page.set_default_timeout(60_000)
    try:
        yield page
    finally:
        page.close()
    assert [url for url in away if not url.startswith(LOCAL)] == []


@pytest.fixture
def serve() -> Iterator[Serve]:
    """serve("app", out, notebooks="") starts the command on a free port and gives the address of its page.

    out: the folder of the workbook; serving it twice is what a learner does from one day to the next.
    """
    with servers() as start:
        yield start


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page in Chromium. At the end of the test no request of it may have left the machine."""
    with visit(chromium) as opened:
        yield opened
