"""environment.yml for people who live in conda: libraries of pyproject.toml, versions of requirements.lock.

python -m scripts.environment            write it
python -m scripts.environment --check    exit 1 where it is stale
"""

import argparse
import re
import sys
import tomllib
from pathlib import Path

from helpers.files import ROOT, write_text

TARGET = ROOT / "environment.yml"
# Where conda-forge has another name for the same library.
CONDA_NAMES = {"duckdb": "python-duckdb", "tzdata": "python-tzdata"}
HEAD = """\
# Written by `make env` from pyproject.toml and requirements.lock; change those.
# A conda solve has not been tried.
name: ninesteps
channels:
  - conda-forge
  - nodefaults
dependencies:
"""


def libraries(project: Path = ROOT / "pyproject.toml") -> tuple[str, list[str]]:
    """The range of Python versions, and the names of the libraries that the course itself uses."""
    settings = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[\s<>=!~\[;]", line, maxsplit=1)[0] for line in settings["dependencies"]]
    return settings["requires-python"], names


def pins(lock: Path = ROOT / "requirements.lock") -> dict[str, list[str]]:
    """The versions in the lock by library; more than one where newer Pythons have a newer one."""
    found: dict[str, list[str]] = {}
    for match in re.finditer(
        r"^([\w.-]+)==([^\s;\\]+)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE
    ):
        found.setdefault(match[1], []).append(match[2])
    return found


def environment() -> str:
    """The text of environment.yml. Raises KeyError where the lock lacks a library: run `make lock`."""
    python, names = libraries()
    versions = pins()
    lines = [f"python {python}", "pip"]
    lines += [f"{CONDA_NAMES.get(name, name)} {'|'.join(f'=={v}' for v in versions[name])}" for name in names]
    return HEAD + "".join(f'  - "{line}"\n' for line in lines) + '  - pip:\n      - "-e ."\n'


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.environment", description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where the file is stale")
    if not parser.parse_args(arguments).check:
        write_text(TARGET, environment())
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == environment():
        return 0
    print("environment.yml is stale. Write it with: make env", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
