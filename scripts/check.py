"""Everything that `make test` checks, in stages; the first red one ends it with its exit status."""

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

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


# Dask and Spark, which nobody needs to learn: in CI they are installed at the end, so that no other test
# meets them; elsewhere `make cluster` brings them, and their tests run with the others.
CLUSTER = [*PYTHON, "pytest", "tests/test_scheduler.py", "tests/test_spark.py"]
LIBRARIES = [
    *(*PYTHON, "pip", "install", "--quiet", "--disable-pip-version-check"),
    *("--require-hashes", "-r", "requirements-cluster.lock"),
]


def clustered() -> bool:
    """Whether Dask and Spark are installed."""
    return all(importlib.util.find_spec(name) for name in ("distributed", "pyspark"))


def left_out() -> list[str]:
    """What could not be tested on this machine, and how to have it."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    server = shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    lines = {
        ("the lessons in a browser", "chromium"): browser and importlib.util.find_spec("playwright"),
        ("the CRM database on PostgreSQL", "postgresql"): server and importlib.util.find_spec("psycopg"),
    }
    text = "Left out: {}. To have it: apt-get install {}, and run this again."
    found = [text.format(*words) for words, there in lines.items() if not there]
    if not clustered():
        found.append(
            "Left out: rows and order lines on a cluster. To have them: make cluster, and this again."
        )
    elif not shutil.which("java"):
        found.append(text.format("order lines on Spark", "default-jre-headless"))
    return found


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
    if os.environ.get("CI") and not clustered() and run("cluster libraries", LIBRARIES) == 0:
        importlib.invalidate_caches()
        if status := run("cluster", CLUSTER):
            return status
    print("", *left_out(), f"All checks passed in {time.perf_counter() - start:.0f} s.", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
