"""Everything that `make test` checks, in stages; the first red one ends it with its exit status."""

import importlib.util
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from helpers.files import ROOT
from helpers.kernels import environment

PYTHON = [sys.executable, "-m"]
# Two workers; a file, and so a notebook with its kernel, stays with one of them.
TWO_CORES = ["-n", "2", "--dist", "loadscope"]
# What ruff formats. Lessons keep their one import line, however long.
FORMATTED = ["helpers", "scripts", "tests", "benchmarks"]
STAGES: Mapping[str, Sequence[str]] = {
    "style": [*PYTHON, "ruff", "check", "."],
    "format": [*PYTHON, "ruff", "format", "--check", *FORMATTED],
    "types": [*PYTHON, "mypy"],
    "tests": [*PYTHON, "pytest", *TWO_CORES, "-m", "not browser", "--doctest-modules", "helpers", "tests"],
    # One after the other: a browser, a server and a kernel fill both cores by themselves.
    "browser": [*PYTHON, "pytest", "tests/browser"],
    "notebooks": [
        *(*PYTHON, "pytest", *TWO_CORES, "--nbval", "--nbval-current-env"),
        *("--nbval-sanitize-with", "tests/sanitise.cfg", "notebooks"),
    ],
}


def left_out() -> list[str]:
    """What could not be tested on this machine, and how to have it."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser and importlib.util.find_spec("playwright"):
        return []
    return ["Left out: the lessons in a browser. To have them: apt-get install chromium, and run this again."]


def run(name: str, command: Sequence[str]) -> int:
    """Run one stage, say how long it took, and give its exit status."""
    print(f"\n── {name}: {' '.join(command[2:])}", flush=True)
    start = time.perf_counter()
    # A kernel of a test must not find a folder or a front end that the person at the keyboard has set.
    status = subprocess.run(command, cwd=ROOT, env=environment(live=False), check=False).returncode
    outcome = "passed" if status == 0 else f"failed (exit status {status})"
    print(f"── {name} {outcome} in {time.perf_counter() - start:.0f} s", flush=True)
    return status


def main() -> int:
    start = time.perf_counter()
    for name, command in STAGES.items():
        if status := run(name, command):
            return status
    print("", *left_out(), f"All checks passed in {time.perf_counter() - start:.0f} s.", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
