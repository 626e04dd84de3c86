"""The lessons in a browser: without code (`ninesteps app`, Voila) and in JupyterLab (`ninesteps lab`).

Both serve this machine only, ask nothing of the internet, and keep answers in `workbook.json` of --out.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers import ipynb, report
from helpers.batch.plan import UsageError, notebooks
from helpers.copies import renew
from helpers.files import write_text
from helpers.kernels import environment
from helpers.missing import PlainError
from helpers.words import _

HOST = "127.0.0.1"
TEMPLATES = Path(__file__).parent / "templates"
# Lessons need widgets and nothing else; other extensions of JupyterLab only fail in Voila.
ALLOWED = "--VoilaConfiguration.extension_allowlist"
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8")
# Kernels of pages that nobody has looked at for so long are ended.
IDLE_SECONDS = 2 * 60 * 60
# JupyterLab saves as one works: into this folder of --out, never into the course's own notebooks.
OWN = "lessons"
STARTING_SECONDS = 60
STOPPING_SECONDS = 10


def app(out: Path, *, port: int, browser: bool) -> int:
    """Serve the trainee's path of every lesson until Ctrl-C; gives the exit status."""
    with TemporaryDirectory(prefix="ninesteps-") as place:
        folder = Path(place)
        lessons = copies(notebooks(), folder / "lessons")
        _template(folder / "jupyter", lessons, out)
        command = [
            *("-m", "voila", str(folder / "lessons"), "--no-browser", "--template=ninesteps"),
            *(f"--Voila.ip={HOST}", f"--port={port}", "--VoilaConfiguration.show_tracebacks=True"),
            *("--VoilaConfiguration.classic_tree=True", *(f"{ALLOWED}={name}" for name in EXTENSIONS)),
            *(f"--MappingKernelManager.cull_idle_timeout={IDLE_SECONDS}", "--Voila.log_level=ERROR"),
        ]
        variables = {**_variables(out, folder), "JUPYTER_PATH": str(folder / "jupyter")}
        return _serve(command, variables, port=port, page="/", browser=browser)


def lab(out: Path, *, port: int, browser: bool) -> int:
    """Serve JupyterLab on the learner's copies of the lessons until Ctrl-C; gives the exit status."""
    with TemporaryDirectory(prefix="ninesteps-") as place:
        command = [
            *("-m", "jupyterlab", "--no-browser", f"--ServerApp.root_dir={out.resolve()}"),
            *(f"--ServerApp.ip={HOST}", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
            *(f"--LabApp.app_settings_dir={TEMPLATES / 'lab'}", "--Application.log_level=ERROR"),
        ]
        # Voila inside JupyterLab would only warn, and offer a page without the course's look.
        without = {"ServerApp": {"jpserver_extensions": {"voila.server_extension": False}}}
        write_text(Path(place) / "config" / "jupyter_server_config.json", json.dumps(without))
        # Jupyter refuses to run as root, which is who one is in a container.
        command += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        variables = _variables(out, Path(place))
        token = variables.setdefault("JUPYTER_TOKEN", secrets.token_urlsafe())
        for name in renew(notebooks(), out / OWN):
            text = _("{name} has changed in the course; yours is kept. To have the new one, delete {own}.")
            print(text.format(name=name, own=out / OWN / name))
        first = next((path.name for path in notebooks()), "")
        page = f"/lab/tree/{OWN}/{first}" + (f"?token={token}" if token else "")
        return _serve(command, variables, port=port, page=page, browser=browser)


def copies(paths: Sequence[Path], folder: Path) -> dict[str, str]:
    """Write the trainee's copies of notebooks into a folder; gives stem -> title.

    The analyst's bench is left out, and stored outputs: the page computes its own.
    """
    titles = {}
    for path in paths:
        notebook = ipynb.without(ipynb.read(path), "analyst")
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        headings = [title for cell in notebook.cells for _level, title in report.headings(cell.source)]
        titles[path.stem] = notebook.metadata["title"] = next(iter(headings), path.stem)
        write_text(folder / path.name, ipynb.text(notebook))
    return titles


def _template(folder: Path, lessons: Mapping[str, str], out: Path) -> None:
    """Lay out a Jupyter data folder with Voila's template of the course and its page of lessons."""
    template = folder / "voila" / "templates" / "ninesteps"
    shutil.copytree(TEMPLATES / "app", template)
    page = report.templates().get_template("app/lessons.html.jinja")
    text = page.render(lessons=lessons, workbook=out / "workbook.json")
    # Voila reads the page as a template once more; a title may hold braces.
    write_text(template / "tree.html", "{% raw %}" + text + "{% endraw %}")


def _variables(out: Path, folder: Path) -> dict[str, str]:
    """The environment of a server; its settings are not those of other Jupyter servers of the user."""
    out.mkdir(parents=True, exist_ok=True)
    return {**environment(live=True, out=out), "JUPYTER_CONFIG_DIR": str(folder / "config")}


def _serve(
    command: Sequence[str], variables: Mapping[str, str], *, port: int, page: str, browser: bool
) -> int:
    """Run a server until it ends or Ctrl-C; open its page once it answers."""
    _refuse_taken(port)
    # A closed terminal ends it as Ctrl-C does, unless it was started to outlive that (nohup).
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, signal.default_int_handler)
    # In a session of its own: Ctrl-C comes here alone, and the server is asked to end in good order.
    line = [sys.executable, "-W", "ignore::DeprecationWarning", *command]
    server = subprocess.Popen(line, env=dict(variables), stdin=subprocess.DEVNULL, start_new_session=True)
    address = f"http://{HOST}:{port}{page}"
    try:
        _wait_for(server, port)
        print(_("Open {address}   (Ctrl-C ends it)").format(address=address), flush=True)
        if browser:
            webbrowser.open(address)
        return 1 if server.wait() else 0
    except KeyboardInterrupt:
        print(_("\nStopped. Your answers are in {folder}.").format(folder=variables["NINESTEPS_OUT"]))
        return 0
    finally:
        _end(server)


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        # A port that a server has just left is free, as the servers themselves see it.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            text = _("Port {port} cannot be used ({why}). Choose another: --port {other}")
            raise UsageError(text.format(port=port, why=error.strerror, other=port % 65535 + 1)) from error


def _wait_for(server: "subprocess.Popen[bytes]", port: int) -> None:
    """Return when the server answers. Raises PlainError where it does not."""
    last = time.monotonic() + STARTING_SECONDS
    while server.poll() is None and time.monotonic() < last:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise PlainError(_("The server did not start; its messages above say why."))


def _end(server: "subprocess.Popen[bytes]") -> None:
    """Ask the server to end, kernels and all; insist where it does not."""
    server.terminate()
    try:
        server.wait(STOPPING_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
