"""One base on each engine: what is tested on SQLite is tested on PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from server import reason, running
from sqlalchemy import Engine, create_engine, text

from helpers.database import open_base

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a server; skipped where there is none, but never in CI, which has to have one."""
    if why := reason():
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    with running() as url:
        yield url


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty base may be made."""
    if request.param == "sqlite":
        yield str(tmp_path / "crm.sqlite")
        return
    server = request.getfixturevalue("server")
    name = f"base_{abs(hash(tmp_path)):x}"
    admin = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    yield f"{server}/{name}"
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def base(url: str) -> Iterator[Engine]:
    """An empty base."""
    engine = open_base(url)
    yield engine
    engine.dispose()
