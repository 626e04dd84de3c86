"""A PostgreSQL server of the tests' own: on loopback, in a folder of its own, gone when they end."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Speed, not safety: what these servers hold is thrown away.
SETTINGS = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "max_connections=20",
    "timezone=UTC",
)


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, of the newest server there is; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: path.parts[-3])
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).resolve().parent if on_path else None


def reason() -> str:
    """Why the tests cannot have a server; "" where they can."""
    if programs() is None:
        return "no PostgreSQL server: apt-get install postgresql"
    if os.geteuid() == 0 and _nobody() is None:
        return "PostgreSQL does not run as root, and there is no user postgres or nobody to run it"
    return ""


def _nobody() -> pwd.struct_passwd | None:
    """A user without rights."""
    known = {user.pw_name: user for user in pwd.getpwall()}
    return known.get("postgres") or known.get("nobody")


@contextmanager
def running() -> Iterator[str]:
    """A server while the tests run; gives its URL, without the name of a base."""
    bin_folder, user = programs(), _nobody() if os.geteuid() == 0 else None
    assert bin_folder is not None
    folder = Path(tempfile.mkdtemp(prefix="ninesteps-postgres-"))
    as_user = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    password, port = secrets.token_hex(16), _free_port()
    secret, data = folder / "password", folder / "data"
    secret.write_text(password, encoding="ascii")
    if user is not None:
        for path in (folder, secret):
            os.chown(path, user.pw_uid, user.pw_gid)

    def call(program: str, *words: str) -> None:
        command = [str(bin_folder / program), "-D", str(data), *words]
        output = (folder / "output").open("ab")
        with output:
            subprocess.run(
                command, check=True, cwd=folder, stdout=output, stderr=output, timeout=120, **as_user
            )

    try:
        call(
            "initdb",
            "-U",
            "tests",
            f"--pwfile={secret}",
            "-A",
            "scram-sha-256",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        )
        options = f"-h 127.0.0.1 -p {port} -k '' " + " ".join(f"-c {setting}" for setting in SETTINGS)
        call("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql+psycopg://tests:{password}@127.0.0.1:{port}"
        finally:
            call("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
